"""What frames the values of an English phrase: ranges, printed baselines, whom a share is of, verbs that are nouns."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.phrases.grammar import Grammar, grammar
from planmodel.phrases.tokens import Token

__all__ = ["framed"]

_A_YEAR = expression(r"(?:19|20|21)\d\d")


class _Letters(NamedTuple):
    """The letters that the pairs of values in a sentence are told by."""

    between: frozenset[str]
    joints: frozenset[str]
    starts: frozenset[str]
    to: frozenset[str]
    numbers: frozenset[str]
    units: frozenset[str]
    years: frozenset[str]
    opening: frozenset[str]
    closing: frozenset[str]
    moves: frozenset[str]
    leads: frozenset[str]
    before: frozenset[str]
    amounts: frozenset[str]
    framing: frozenset[str]
    against: frozenset[str]
    scopes: frozenset[str]
    nouns: frozenset[str]
    leading: frozenset[str]
    paced: frozenset[str]


@cache
def _letters() -> _Letters:
    of = grammar("en").any_of
    return _Letters(
        between=of("BETWEEN"),
        joints=of("SEP"),
        starts=of("FROM"),
        to=of("TO"),
        numbers=of("NUM"),
        units=of("UNIT"),
        years=of("TILL", "SINCE", "STRANGE"),
        opening=of("OPEN"),
        closing=of("CLOSE"),
        moves=of("UP", "DOWN", "UPPING", "DOWNING"),
        leads=of("BY", "TO", "OF", "AT", "IN", "FROM"),
        before=of("BEFORE"),
        framing=of("BETWEEN", "OPEN", "FROM", "BEFORE", "AGAINST"),
        against=of("AGAINST", "FROM"),
        scopes=of("SCOPE", "THE"),
        nouns=of("OTHER", "NAMED", "SUBJECT"),
        leading=of("ENSURE", "BEFORE", "TO"),
        paced=of("UPPING", "DOWNING", "NUM"),
        amounts=of("NUM", "ABOUT", "BEFORE", "NEARLY", "STRANGE", "HALVE", "DOUBT", "ZERO"),
    )


def framed(tokens: list[Token], phrase: str, known: Grammar) -> list[Token]:
    """Return words with between 40 and 45 as a range, and the year of from 25% in 2019 to 40% as that of its base."""
    letters = _letters()
    present = {token.letter for token in tokens}
    if letters.framing.isdisjoint(present) and _FRAMES.search(phrase) is None:
        return tokens
    out: list[Token] = []
    moved = any(token.letter in letters.moves for token in tokens)
    started = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.letter in letters.opening and _is_base(tokens, at + 1):
            out.append(token)
            at += 1
            while at < len(tokens) and tokens[at].letter not in letters.closing:
                dated = tokens[at].letter in letters.years and _A_YEAR.fullmatch(tokens[at].text)
                if tokens[at].text not in (":", ",", "="):
                    out.append(tokens[at]._replace(letter=known.made["BASED"]) if dated else tokens[at])
                at += 1
            continue
        started = started or token.letter in letters.starts
        low = _value_end(tokens, at + 1)
        if token.letter in letters.between:
            ranged = (
                low
                and low < len(tokens)
                and tokens[low].letter in letters.joints | letters.to
                and _value_end(tokens, low + 1)
            )
            led = bool(out) and out[-1].letter in letters.leads
            if ranged and not led:
                out.append(token._replace(letter=known.words["at"].letter, values=known.words["at"].values))
            if ranged:
                tilde = known.words["~"]
                out += [*tokens[at + 1 : low], tokens[low]._replace(letter=tilde.letter, values=tilde.values)]
                at = low + 1
                continue
            token = token._replace(letter=known.made["OTHER"], values={})
        passed = _mean_of(tokens, at) if token.letter in letters.before else 0
        if passed:  # at or below an average of 9 days
            out.append(token)
            at = passed
            continue
        token = _meant(token, tokens, at, out, known, moved=moved)
        narrowed = _narrowing_end(tokens, at, out) if token.text.lower() in _NARROWING else 0
        if narrowed:
            text = " ".join(one.text for one in tokens[at:narrowed])
            out.append(Token(known.made["OTHER"], text, {}, token.start, tokens[narrowed - 1].end))
            at = narrowed
            continue
        compared = _compared(tokens, at, out, known)
        if compared is not None:
            if out[-1].letter in letters.joints or out[-1].text in "–—":
                out.pop()
            out += compared[0]
            at = compared[1] + (compared[1] < len(tokens) and tokens[compared[1]].text in "–—")
            continue
        year = _base_year(tokens, at) if started else None
        if year is not None:
            out.append(Token(known.made["BASED"], year[0], {}, token.start, tokens[year[1] - 1].end))
            at, started = year[1], False
            continue
        out.append(token)
        at += 1
    return out


def _meant(token: Token, tokens: list[Token], at: int, out: list[Token], known: Grammar, *, moved: bool) -> Token:
    """Return a word as what it is between those before and behind it: a name, a verb, what leads to a number.

    Parameters:
        token: the word.
        tokens: all words.
        at: its place.
        out: those before it, as what they are.
        known: the grammar.
        moved: whether a verb of change stands in the sentence.
    """
    letters = _letters()
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    lowered = token.text.lower()
    towards = bool(out) and out[-1].text.lower() in ("towards", "toward")
    of_a_kind = following is not None and following.text.lower() in _OF_ZERO
    if "ZERO" in token.values and (towards or of_a_kind):
        return token._replace(letter=known.made["OTHER"], values={})
    paces = following is not None and following.letter in letters.paced
    if lowered == "annual" and not (moved and paces):  # annual growth of 3% is a pace; else a name
        token = token._replace(letter=known.made["OTHER"], values={})
    if (
        token.letter in letters.before
        and (following is None or following.letter not in letters.amounts)
        and not _mean_ahead(tokens, at + 1)
        and not ("AFTER" in token.values and out and out[-1].letter in letters.units | letters.numbers)
    ):
        token = token._replace(letter=known.made["OTHER"], values={})  # up to good standard, over the plan period
    elif (
        token.letter == known.made["OTHER"]
        and lowered.endswith("ed")
        and following is not None
        and following.text.lower() in _ARTICLES
    ):  # respondents supported the proposal
        reached = known.words["so far"]
        token = token._replace(letter=reached.letter, values=reached.values)
    if (
        lowered in _NOUNS
        and out
        and out[-1].letter in letters.nouns
        and following is not None
        and following.letter in letters.leading
    ):  # water use will be limited to
        token = token._replace(letter=known.made["NAMED"], values={})
    now = lowered == "current" and any(one.letter in letters.numbers for one in out)
    if now and following is not None and following.letter == known.made["OTHER"]:
        token = token._replace(letter=known.made["OTHER"], values={})  # outside of current protected sites
    return token


def _mean_ahead(tokens: list[Token], at: int) -> bool:
    """Return whether the mean of others begins at a word: the national average, but not the national poverty line."""
    while at < len(tokens) and tokens[at].text.lower() in _ARTICLES:
        at += 1
    return at + 1 < len(tokens) and "SCOPE" in tokens[at].values and "MEAN" in tokens[at + 1].values


def _mean_of(tokens: list[Token], at: int) -> int:
    """Return where the amount begins that an average or total of leads to behind a comparator, or 0."""
    start = at + 1
    while start < len(tokens) and tokens[start].text.lower() in _ARTICLES:
        start += 1
    if start + 1 >= len(tokens) or tokens[start].text.lower() not in _MEANS:
        return 0
    start += 2 if tokens[start + 1].text.lower() == "of" else 1
    return start if start < len(tokens) and tokens[start].letter in _letters().amounts else 0


_MEANS = frozenset({"average of", "average", "mean", "total", "combined total"})
_OF_ZERO = frozenset(
    [
        *("emission", "energy", "ready", "capable", "home", "homes", "housing", "building", "buildings", "vehicle"),
        *(
            "vehicles",
            "bus",
            "buses",
            "car",
            "cars",
            "van",
            "vans",
            "truck",
            "trucks",
            "taxis",
            "fuels",
            "technologies",
        ),
    ]
)
"""Words behind zero that it only tells the kind of: zero emission buses."""
_NOUNS = frozenset({"use", "cover", "supply", "support", "funding", "financing", "power", "process"})
"""Verbs that behind a noun, and before what leads to a number, are nouns: water use."""
_TIMES = expression(r"(?:second|minute|hour|day|week|month|year|working day)s?", re.IGNORECASE)
_FRAMES = expression(
    r"\b(?:zero|within|aged|annual|use|current|waiting|waits)\b|ed\s+(?:the|an?|their|our|its|this)\b", re.IGNORECASE
)
"""What may tell of a frame without one of the words that do."""
_ARTICLES = frozenset({"the", "a", "an", "their", "our", "its", "this"})
_PEOPLE = expression(
    r"(?:child(?:ren)?|adults?|women|men|girls?|boys?|people|persons?|residents?|population|youths?|students?|pupils?"
    r"|workers?|employees|citizens?|households?|females?|males?)",
    re.IGNORECASE,
)


_LASTING = frozenset({"waiting", "waits"})
"""Words behind which a time says whom a number is of: patients waiting more than 18 weeks."""


_SIDES = frozenset({"under", "over", "above", "below", "within"})
_SHARES = frozenset({"%", "percentage points", "pp"})


def _led_to(tokens: list[Token], at: int) -> bool:
    """Return whether a verb of change stands before a word and leads to another value behind it."""
    letters = _letters()
    moves = any(token.letter in letters.moves for token in tokens[:at])
    ahead = any(token.letter in letters.to and _value_end(tokens, n + 1) for n, token in enumerate(tokens) if n >= at)
    return moves and ahead


_NARROWING = _LASTING | _SIDES | {"aged"}


def _narrowing_end(tokens: list[Token], at: int, before: list[Token]) -> int:
    """Return where words end that say of whom or by when a share is, or 0: within 8 minutes, children aged 5 to 11."""
    if tokens[at].text.lower() in _LASTING:
        start = at + 1
        while start < len(tokens) and tokens[start].letter in _letters().before:
            start += 1
        end = _value_end(tokens, start)
        return end if end and _TIMES.fullmatch(tokens[end - 1].text) is not None else 0
    end = _value_end(tokens, at + 1)
    if not end or not before:
        return 0
    word, unit = tokens[at].text.lower(), tokens[end - 1].text
    timed = _TIMES.fullmatch(unit) is not None
    if word == "within" and timed and any(one.letter in _letters().numbers for one in before):
        return end
    if word in _SIDES and not timed and unit not in _SHARES and _led_to(tokens, end):
        return end  # increase the share of trips under 5 km made by bike to 15%
    if word not in ("aged", "under", "over", "above", "below") or _PEOPLE.fullmatch(before[-1].text) is None:
        return 0
    if (timed and not unit.lower().startswith("year")) or (not timed and end > at + 2):
        return 0
    further = _value_end(tokens, end + 1) if word == "aged" else 0
    if further and tokens[end].letter in _letters().to:
        return further
    said = "".join(one.text.lower() for one in tokens[end : end + 1])
    return end + 1 if said in ("and over", "and above", "or over", "and under", "or older") else end


def _compared(tokens: list[Token], at: int, before: list[Token], known: Grammar) -> tuple[list[Token], int] | None:
    """Return what a value is held against as a printed baseline, and where it ends: compared to 40% in 2020."""
    letters = _letters()
    if tokens[at].letter not in letters.against or not any(one.letter in letters.numbers for one in before):
        return None
    start = at + 1
    while start < len(tokens) and (tokens[start].letter in letters.scopes or tokens[start].text.lower() in _BASES):
        start += 1
    end = _value_end(tokens, start)
    if not end or (end < len(tokens) and tokens[end].letter in letters.to):
        return None
    dated = _base_year(tokens, end, to=False)
    last = tokens[(dated[1] if dated is not None else end) - 1].end
    words = [Token(known.words["("].letter, "(", known.words["("].values, tokens[at].start, tokens[at].start)]
    words += tokens[start:end]
    if dated is not None:
        words.append(Token(known.made["BASED"], dated[0], {}, tokens[end].start, last))
    words.append(Token(known.words[")"].letter, ")", known.words[")"].values, last, last))
    end = dated[1] if dated is not None else end
    return words, end + 1 if end < len(tokens) and tokens[end].text.lower() in _NOW else end


_NOW = frozenset({"currently", "today", "now", "this year", "last year"})
_BASES = frozenset({"baseline", "baseline of", "of", "about", "around", "only", "just"})


def _is_base(tokens: list[Token], at: int) -> bool:
    """Return whether a bracket prints a baseline: (baseline 60% in 2019)."""
    if at >= len(tokens) or not (tokens[at].text.lower() == "baseline" or "BASED" in tokens[at].values):
        return False
    letters = _letters()
    ends = letters.closing | letters.opening  # not looked for beyond the next bracket: it may never be closed
    end = next((n for n in range(at, len(tokens)) if tokens[n].letter in ends), at)
    return any(token.letter in letters.numbers for token in tokens[at:end])


def _value_end(tokens: list[Token], at: int) -> int:
    """Return where a number with its unit ends that begins at a word, or 0."""
    if at >= len(tokens) or tokens[at].letter not in _letters().numbers:
        return 0
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].letter in _letters().units else at + 1


def _base_year(tokens: list[Token], at: int, *, to: bool = True) -> tuple[str, int] | None:
    """Return the year between a value and ``to`` (25% in 2019 to 40%, 42% (2018) to 60%), and where its words end."""
    letters = _letters()
    if not at or at >= len(tokens) or tokens[at - 1].letter not in letters.units | letters.numbers:
        return None
    opened = tokens[at].letter in letters.opening
    named = at + opened
    if named >= len(tokens) or tokens[named].letter not in letters.years or not _A_YEAR.fullmatch(tokens[named].text):
        return None
    end = named + 1
    if opened and (end >= len(tokens) or tokens[end].letter not in letters.closing):
        return None
    end += opened
    leads = end < len(tokens) and tokens[end].letter in letters.to
    return (tokens[named].text, end) if leads or not to else None
