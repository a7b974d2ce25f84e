"""From words to clauses: a phrase is cut at its joints, and each clause is read by the first form that covers it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from planmodel.phrases.grammar import forms, lexicon
from planmodel.phrases.scanner import LONGEST, Token, folded, scan

__all__ = ["Clause", "Refusal", "clauses_of"]

_MOST_WORDS = 120
_MOST_IN_CLAUSE = 48  # the forms take cubic time at worst; a clause of a real plan has a dozen words
_STOP_IN_NUMBER = re.compile(r"\d。\d")
_COMMA_IN_NUMBER = re.compile(r"\d,\d(?!\d\d(?!\d))(?!\d{3}年)")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SIGNS = re.compile(r"[=≥≤<>≧]{2,}")
_MONTHS = re.compile(r"\d月")
_APART = re.compile(r"(?<![\d.])(?!\d{1,3}(?:\s\d{3})+(?!\d))\d[\d.]*\s+\d")
_RANK = re.compile(r"第\d|前\d+[位名]")
_IN_WORDS = re.compile(
    r"百分之|[一二两三四五六七八九十半]成(?![立为果本员])|[一二三四五六七八九十百千两][万亿]|翻[一两二三]?[番倍]|[一二三]分之"
)
_EXTREME = re.compile(r"(?:[上下]限|最[高低多少大小]|[底红]线)(?:为|是|达到?)?[:：]?\d")
_LATIN = re.compile(r"[A-Za-z£$€]+")
_ABBREVIATIONS = frozenset({"GDP", "AI", "IT", "CPI", "LED", "ETC", "APP", "IPv"})


class Refusal(NamedTuple):
    """Why a phrase is not read."""

    reason: str


class Clause(NamedTuple):
    """One clause.

    Parameters:
        form: the form that read it.
        roles: what the form took out of it.
        joint: the kind of word before it: ``STOP``, ``SEP``, ``AND`` or ``""``.
        year: the year that it names.
        stretch: whether 力争 or the like stands before it.
        together: whether 分别 stands in it or before it.
        subject: unknown words before the value: 山区, PM2.5.
    """

    form: str
    roles: dict[str, Token]
    joint: str
    year: int | None
    stretch: bool
    together: bool
    subject: str


def clauses_of(text: str) -> tuple[Clause, ...] | Refusal:
    """Return the clauses of a phrase as printed, or why it is not read."""
    if len(text) > LONGEST:
        return Refusal(f"longer than {LONGEST} characters")
    return _clauses_of(text)


@lru_cache(maxsize=4096)  # the text of a list comes again for each of its indicators
def _clauses_of(text: str) -> tuple[Clause, ...] | Refusal:
    phrase = folded(text)
    if not phrase:
        return Refusal("empty")
    if _STOP_IN_NUMBER.search(phrase):
        return Refusal("a full stop 。 inside a number: a decimal point, or the end of a sentence")
    if _FOREIGN_DIGIT.search(phrase):
        return Refusal("digits of another script")
    if _APART.search(text.strip()):
        return Refusal("numbers that stand apart")
    if "±" in phrase:
        return Refusal("±: a value, or its tolerance")
    if _RANK.search(phrase):
        return Refusal("a rank is no value")
    if _IN_WORDS.search(phrase):
        return Refusal("a number in words")
    if _EXTREME.search(phrase):
        return Refusal("a limit, and no word that says of which side")
    if any(found[0] not in (">=", "<=") for found in _SIGNS.finditer(phrase)):
        return Refusal("signs that do not make one")
    if _MONTHS.search(phrase):
        return Refusal("names a month")
    if _COMMA_IN_NUMBER.search(phrase):
        return Refusal("a comma inside a number that does not part thousands")
    tokens = _unwrapped(scan(phrase))
    if len(tokens) > _MOST_WORDS:
        return Refusal(f"more than {_MOST_WORDS} words")
    return _clauses(tokens)


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Return words without the brackets around all that follows 目标: 年度目标(…)."""
    closed = "CLOSE" in tokens[-1].values and len(tokens) > 3 and "OPEN" in tokens[-3].values if tokens else False
    if closed and "NATURE" in tokens[-2].values:
        return tokens[:-3]
    if closed and tokens[-2].letter == lexicon().letters["YEAR"]:  # ≥90%(2025年)
        return [tokens[-2], *tokens[:-3]]
    if "CLOSE" in (tokens[-1].values if tokens else {}):  # 90%(力争95%)
        at = next((n for n, token in enumerate(tokens[:-1]) if "STRETCH" in token.values), 0)
        if at > 1 and "OPEN" in tokens[at - 1].values:
            return [*tokens[: at - 1], Token(lexicon().words[";"].letter, ";", {"STOP": ""}), *tokens[at:-1]]
    if len(tokens) > 3 and "MARK" in tokens[0].values and "OPEN" in tokens[1].values and "CLOSE" in tokens[-1].values:
        return [tokens[0], *tokens[2:-1]]
    return tokens


def _cut(tokens: list[Token]) -> list[tuple[str, list[Token]]]:
    parts: list[tuple[str, list[Token]]] = [("", [])]
    depth = 0
    joints = _joints()
    for token in tokens:
        if token.values:
            depth += ("OPEN" in token.values) - ("CLOSE" in token.values)
        joint = joints.get(token.letter)
        if joint is None or depth > 0:
            parts[-1][1].append(token)
        elif parts[-1][1]:
            parts.append((joint, []))
        else:
            parts[-1] = ("AND" if joint == "AND" else parts[-1][0] or joint, [])
    return [part for part in parts if part[1]]


@lru_cache(maxsize=1)
def _joints() -> dict[str, str]:
    letters = lexicon().letters
    return {letter: kind for kind in ("AND", "SEP", "STOP") for letter in letters[kind]}


@lru_cache(maxsize=32)
def _kind(name: str) -> frozenset[str]:
    return frozenset(lexicon().letters[name])


def _has(kind: str, letters: str) -> bool:
    return not _kind(kind).isdisjoint(letters)


def _clauses(tokens: list[Token]) -> tuple[Clause, ...] | Refusal:
    promised = _has("MARK", _letters(tokens))
    found: list[Clause] = []
    year: int | None = None
    stretch = False
    for joint, words in _cut(tokens):
        letters = _letters(words)
        if _has("ACTUAL", letters):
            if promised and found:
                continue
            return Refusal("tells what was reached, not what is promised")
        match = forms()["lead"].match(letters)
        lead, end = (_roles(match, words), match.end()) if match is not None else ({}, 0)
        named = int(lead["year"].text) if "year" in lead else None
        stretch = "stretch" in lead or stretch
        if end == len(words) and ("year" in lead or "stretch" in lead or "mark" in lead):
            year = named or year
            continue
        clause = _read(words[end:], letters[end:])
        if clause is None:  # what looked like the lead is not: 在2020年基础上
            clause, named = (_read(words, letters) if end else None), None
        if clause is None:
            return Refusal(_why(words))
        year = named or year
        form, roles, subject = clause
        together = "together" in roles or _has("TOGETHER", letters)
        found.append(Clause(form, roles, joint, year, stretch, together, subject))
        stretch = False
    return tuple(found) if found else Refusal("nothing is promised")


def _letters(words: list[Token]) -> str:
    return "".join([word.letter for word in words])


def _roles(match: re.Match[str], words: list[Token]) -> dict[str, Token]:
    return {role: words[match.start(role)] for role, letters in match.groupdict().items() if letters}


_FORMS = (
    *("range", "fromto", "change", "reduced", "bracket", "summed", "sumafter", "level", "grade", "standard"),
    *("asbefore", "norm", "relative", "assigned", "trend", "named"),
)


def _read(words: list[Token], letters: str) -> tuple[str, dict[str, Token], str] | None:
    """Return the form that covers all words, what it takes out of them, and the words that name what is measured."""
    if not 0 < len(letters) <= _MOST_IN_CLAUSE or (_has("OTHER", letters) and _doubtful(words)):
        return None
    patterns = forms()
    for form in _FORMS if _has("NUM", letters) else _WITHOUT_NUMBER:
        match = patterns[form].fullmatch(letters)
        if match is not None:
            roles = _roles(match, words)
            subject = words[match.start("what") : match.end("what")] if "what" in roles else []
            return form, roles, _subject(words if form == "named" else subject)
    return None


_WITHOUT_NUMBER = _FORMS[_FORMS.index("grade") :]


def _doubtful(words: list[Token]) -> bool:
    known = lexicon()
    unknown = known.letters["OTHER"]
    return any(
        word.letter == unknown and (not known.doubt.isdisjoint(word.text) or _foreign(word.text)) for word in words
    )


def _foreign(word: str) -> bool:
    """Return whether a word holds Latin letters that name nothing known: they may say anything, "reduce" too."""
    return any(found[0] not in _ABBREVIATIONS for found in _LATIN.finditer(word))


def _subject(words: list[Token]) -> str:
    """Return words as text if one of them names something, rather than 稳定 or 总体."""
    unknown = lexicon().letters["OTHER"]
    naming = any(word.letter == unknown or "SUBJECT" in word.values for word in words)
    return "".join(word.text for word in words) if naming else ""


def _why(words: list[Token]) -> str:
    known = lexicon()
    strange = [word.text for word in words if word.letter == known.letters["OTHER"]]
    number = known.letters["NUM"]
    if not strange:
        return "its words do not make a form that is known"
    if any(word.letter == number for word in words):
        return f"{strange[-1][:20]!r} beside a number is not understood"
    return f"{strange[0][:20]!r} is not understood"
