"""What stands at the head of a clause or inside it without being part of its form: years, periods, 力争, by 2030."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.phrases.grammar import Grammar
from planmodel.phrases.tokens import Token

__all__ = ["Lead", "lead_of", "without_adjuncts"]


class Lead(NamedTuple):
    """What stands at the head of a clause and inside it without being part of its form."""

    words: list[Token]
    letters: str
    year: int | None = None
    stretch: bool = False
    promised: bool = False
    base: Token | None = None
    span: Token | None = None
    years: tuple[int, ...] = ()


def lead_of(words: list[Token], known: Grammar, *, actual: bool) -> Lead:
    """Take 到2025年, 力争, 确保 and the like off the head of a clause."""
    letters = "".join([word.letter for word in words])
    match = known.rules["lead"].match(letters)
    if match is None or not match.end():
        return Lead(words, letters)
    groups = match.groupdict()
    head, rest = words[: match.end()], words[match.end() :]
    named = next((role for role in ("year", "due") if groups.get(role)), None)
    year = int(words[match.start(named)].text) if named else _period(head)
    stretch, marked = bool(groups.get("stretch")), bool(groups.get("mark"))
    promised = marked or (not actual and (named is not None or stretch or bool(groups.get("term"))))
    span = next((word for word in head if word.values.get("PERIOD") and word.text[:1].isdigit()), None)
    return Lead(rest, letters[match.end() :], year, stretch, promised, span=span)


def _period(words: list[Token]) -> int | None:
    """Return the year in which a period ends that words name: 十四五期间, 2021-2025年."""
    ends = [word.values["PERIOD"] for word in words if word.values.get("PERIOD")]
    return int(ends[-1]) if ends else None


_ADJUNCTS = {
    "year": "year",
    "due": "year",
    "due2": "year",
    "since": "base",
    "since2": "base",
    "stretch": "stretch",
    "term": "term",
}
"""What the roles of ``adjunct`` tell of the clause."""


def without_adjuncts(lead: Lead, known: Grammar, *, actual: bool) -> Lead:
    """Take 到2025年, 期间, 力争, by 2030 and compared with 2005 out of a clause, and keep what they tell."""
    words, year = lead.words, lead.year
    years = [lead.year] if lead.year is not None else []
    taken: dict[str, Token] = {}
    keep: list[Token] = []
    done = 0
    for found in known.rules["adjunct"].finditer(lead.letters):
        year = _period(words[found.start() : found.end()]) or year
        for role, told in _ADJUNCTS.items():
            if found.re.groupindex.get(role) and found[role]:
                taken[told] = words[found.start(role)]
                years += [int(taken[told].text)] if told == "year" else []
        keep += words[done : found.start()]
        done = found.end()
    keep += words[done:]
    year = int(taken["year"].text) if "year" in taken else year
    stretch = lead.stretch or "stretch" in taken
    promised = lead.promised or (not actual and (year is not None or stretch or "term" in taken))
    letters = "".join([word.letter for word in keep])
    return lead._replace(
        words=keep,
        letters=letters,
        year=year,
        stretch=stretch,
        promised=promised,
        base=taken.get("base"),
        years=tuple(dict.fromkeys(years)),
    )
