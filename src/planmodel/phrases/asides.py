"""What stands in brackets behind a value, and classes that only look like one: 95%(力争), 95(2024), Level 4."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.phrases.grammar import Language, grammar
from planmodel.phrases.tokens import Token
from planmodel.units import is_known

__all__ = ["settled"]

_YEAR = expression(r"(?:19|20|21)\d\d", re.ASCII)
_STRIVING = expression(
    r"(?:(?:力争|争取|努力|力求|奋力|奋斗|冲刺|挑战)(?:达到|实现|完成|目标值|目标|值)*"
    r"|(?:an?)?(?:aspirational|aspiration|ambition|ambitious|stretch)(?:target|goal|value)?)",
    re.IGNORECASE,
)
_OF_A_YEAR = frozenset("底末年前")
_TARGET = frozenset({"目标", "目标值", "年度目标", "target", "goal", "target for", "goal for"})
_CLASSES = expression(
    r"(?:level|year|grade|class|phase|stage|type|tier|category|band|goal|objective|action|strategy|outcome|priority|chapter|table"
    r"|figure|page|step|policy|part|section|article|sdg|scope|pillar|theme|initiative|measure|option|appendix"
    r"|annex)(?:e?s)?"
    r"|no|#",
    re.IGNORECASE,
)


class _Kinds(NamedTuple):
    opening: frozenset[str]
    closing: frozenset[str]
    values: frozenset[str]
    numbers: frozenset[str]
    units: frozenset[str]
    years: frozenset[str]
    leads: frozenset[str]
    since: frozenset[str]
    moves: frozenset[str]
    natures: frozenset[str]
    now: frozenset[str]
    counting: frozenset[str]
    than: frozenset[str]
    compared: frozenset[str]
    verbs: frozenset[str]


@cache
def _kinds(language: Language) -> _Kinds:
    of = grammar(language).any_of
    return _Kinds(
        opening=of("OPEN"),
        closing=of("CLOSE"),
        values=of("NUM", "UNIT", "AFTER", "ZERO", "DOUBLE", "HALVE", "GRADE"),
        numbers=of("NUM"),
        units=of("UNIT"),
        years=of("YEAR") if language == "zh" else of("TILL"),
        leads=of("UNTIL", "DATE") if language == "zh" else of("IN", "BY"),
        since=of("THAN", "WITH", "COMPARED", "LASTYEAR") if language == "zh" else of("SINCE", "UNDER", "OVER"),
        moves=of("UP", "DOWN", "DOUBLE", "HALVE") if language == "zh" else of("UP", "DOWN", "UPPING", "DOWNING"),
        natures=of("NATURE"),
        now=of("NOW"),
        counting=of("FROM", "THAN", "WITH"),
        than=of("THAN"),
        compared=of("COMPARED") if language == "zh" else frozenset(),
        verbs=of("DO", "UP", "DOWN") if language == "zh" else frozenset(),
    )


def settled(tokens: list[Token], language: Language) -> list[Token]:
    """Return words without the brackets behind values that hold nothing but a year or 力争, and with classes as names.

    Parameters:
        tokens: the words of one sentence.
        language: its language.

    Returns:
        the words; a year in brackets that may be of the target or of its base is a strange word, which no form passes.
    """
    kinds = _kinds(language)
    present = {token.letter for token in tokens}
    if language == "en":
        words = tokens if kinds.numbers.isdisjoint(present) else _classes(tokens, language)
    else:
        words = tokens if kinds.now.isdisjoint(present) else _as_it_is(tokens, kinds)
        words = words if kinds.compared.isdisjoint(present) else _bare_base(words, kinds)
    if kinds.opening.isdisjoint(present):
        return words
    out: list[Token] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.letter in kinds.opening and out and out[-1].letter in kinds.values:
            end = next((n for n in range(at + 1, len(words)) if words[n].letter in kinds.closing), None)
            inside = _plain(words[at + 1 : end], out, language) if end is not None else None
            if end is not None and _tells_who(words[at + 1 : end]):  # 40万人次(牵头单位:人社厅)
                at = end + 1
                continue
            if end is not None and words[at + 1].text == "其中":  # 120座(其中专题博物馆10座)
                stop = grammar(language).words[";"]
                inside = [word._replace(letter=stop.letter, values=stop.values), *words[at + 1 : end]]
            if inside is not None and end is not None:
                out += inside
                at = end + 1
                continue
        out.append(word)
        at += 1
    return out


def _as_it_is(tokens: list[Token], kinds: _Kinds) -> list[Token]:
    """Return words with 目前 as a word of what was reached, where nothing counts from it (由目前的15%, 比现状)."""
    known = grammar("zh")
    out = []
    for at, word in enumerate(tokens):
        before = tokens[at - 1].letter if at else ""
        if word.text[:2] == "现有" and before in kinds.verbs and tokens[at - 1].end == word.start:
            out.append(Token(known.made["NOUN"], word.text, {}, word.start, word.end))  # 改造现有农田: of which
            continue
        if word.letter in kinds.now and before not in kinds.counting:
            word = Token(known.words["现状为"].letter, word.text, known.words["现状为"].values, word.start, word.end)
        elif word.letter in kinds.now and before in kinds.than:
            word = Token(known.words["基期年"].letter, word.text, known.words["基期年"].values, word.start, word.end)
        out.append(word)
    return out


_NEAR = 6  # words between a base year and what says that it is one


def _bare_base(tokens: list[Token], kinds: _Kinds) -> list[Token]:
    """Return words with what a base is of left out: 以2020年数据为基数 is 以2020年为基数."""
    for at in range(len(tokens) - 2):
        if tokens[at].text != "以" or tokens[at + 1].letter not in kinds.years:
            continue
        near = range(at + 2, min(len(tokens), at + 2 + _NEAR))
        end = next((n for n in near if tokens[n].letter in kinds.compared and tokens[n].text[:1] == "为"), at + 2)
        if not any(tokens[n].letter in kinds.numbers | kinds.values for n in range(at + 2, end)):
            return [*tokens[: at + 2], *tokens[end:]]
    return tokens


_WHO = re.compile(r"(?:单位|部门|处室|科室|责任人|主体|方)$")


def _tells_who(inside: list[Token]) -> bool:
    """Return whether a bracket tells who is to do what stands before it."""
    colon = next((n for n, word in enumerate(inside) if word.text == ":"), None)
    return colon is not None and _WHO.search("".join(word.text for word in inside[:colon])) is not None


def _plain(inside: list[Token], before: list[Token], language: Language) -> list[Token] | None:
    """Return what stands for a bracket behind a value, or ``None`` when it stays as it is."""
    kinds = _kinds(language)
    if len(inside) == 1 and before[-1].letter in kinds.units and is_known(inside[0].text):
        return []  # 5000套(间): either of two units
    years = [word for word in inside if word.letter in kinds.years or _YEAR.fullmatch(word.text)]
    rest = [word for word in inside if word not in years and word.letter not in kinds.leads]
    words = [word for word in rest if not _OF_A_YEAR.issuperset(word.text) and word.text not in ",;、"]
    strives = bool(words) and _STRIVING.fullmatch("".join(word.text for word in words).replace(" ", "")) is not None
    stretch = [words[0]._replace(letter=_letter(language, "STRETCH"), values={"STRETCH": ""})] if strives else []
    if not years:
        return stretch if strives else None
    others = [word for word in words if word.letter in kinds.numbers]
    if others or any(word.letter in kinds.natures or "价" in word.text for word in words):
        return None  # a printed baseline (2020年77.3岁), or of what prices a value is
    year = years[0]
    marked = bool(words) and all(word.text.lower() in _TARGET for word in words)  # (2025年目标), (target 2024)
    told = len(years) == 1 and (marked or ((strives or not words) and not _doubtful(year, before, language)))
    if not told:
        strange = grammar(language).made["STRANGE"]
        shown = "".join(word.text for word in inside)[:20]
        return [Token(strange, shown, {"WHY": "bracket_year"}, inside[0].start, inside[-1].end)]
    kind = grammar(language).made["YEAR" if language == "zh" else "TILL"]
    return [Token(kind, year.text, {}, year.start, year.end), *stretch]


def _doubtful(year: Token, before: list[Token], language: Language) -> bool:
    """Return whether a year behind a value may be another value, or the year that a change counts from."""
    kinds = _kinds(language)
    number = next((word.text for word in reversed(before) if word.letter in kinds.numbers), "")
    alike = year.letter in kinds.numbers and len(number.lstrip("+-").partition(".")[0]) > 3
    letters = {word.letter for word in before}
    moved = not kinds.moves.isdisjoint(letters) and kinds.since.isdisjoint(letters)
    return alike or (moved and not (language == "en" and year.letter in kinds.years))  # (by 2030) says what it is


@cache
def _letter(language: Language, kind: str) -> str:
    known = grammar(language)
    return known.words["力争" if language == "zh" else "ideally"].letter if kind == "STRETCH" else known.made[kind]


def _classes(tokens: list[Token], language: Language) -> list[Token]:
    """Return words with Level 4 and No. 4 as one: part of a name beside another number, else no amount."""
    kinds = _kinds(language)
    numbers = sum(word.letter in kinds.numbers for word in tokens)
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        word = tokens[at]
        dotted = word.text.lower() == "no" and at + 1 < len(tokens) and tokens[at + 1].text == "."
        number = at + (2 if dotted else 1)
        fits = _CLASSES.fullmatch(word.text) is not None and (dotted or word.text.lower() != "no")
        if (
            fits
            and number < len(tokens)
            and tokens[number].letter in kinds.numbers
            and not _measured(tokens, number, kinds)
        ):
            last = tokens[number]
            text = f"{word.text}{'.' if dotted else ''} {last.text}"
            kind = "OTHER" if numbers > 1 else "STRANGE"
            values = {} if numbers > 1 else {"WHY": "class"}
            end = number + 1
            while end + 1 < len(tokens) and _another(tokens, end, kinds):  # stage 1 or 2
                text, last = f"{text} {tokens[end].text} {tokens[end + 1].text}", tokens[end + 1]
                end += 2
            out.append(Token(grammar(language).made[kind], text, values, word.start, last.end))
            at = end
            continue
        out.append(word)
        at += 1
    return out


def _another(tokens: list[Token], at: int, kinds: _Kinds) -> bool:
    joined = tokens[at].text.lower() in ("or", "and", "to", "-", "–")
    return joined and tokens[at + 1].letter in kinds.numbers and not _measured(tokens, at + 1, kinds)


def _measured(tokens: list[Token], number: int, kinds: _Kinds) -> bool:
    return number + 1 < len(tokens) and tokens[number + 1].letter in kinds.units
