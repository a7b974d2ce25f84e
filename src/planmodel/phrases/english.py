"""Cutting an English phrase into words: years with what they say, numbers and money, units, words of the lexicon."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from planmodel.phrases.english_amounts import NUMERALS, english_number, english_numeral
from planmodel.phrases.grammar import Grammar, grammar
from planmodel.phrases.tokens import Token

__all__ = ["scan_english"]

_YEAR = (
    r"(?:(?:fiscal\s+years?|financial\s+years?|fy|year|calendar\s+year)\s*)?"
    r"((?:19|20|21)\d\d)(?:[/–-]\d\d(?!\d))?(?![\d%]|[.,]\d)"
)
_THE = r"(?:(?:the|a|an|its|their|our)\s+)?"
_MONTH = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\s+(?:\d{1,2},?\s+)?(?:of\s+)?)?"
)
_LEVELS = r"(?:\s+(?:emissions?|levels?|baselines?|base\s?-?year|figures?|values?|numbers?|year|benchmark)(?![\w-]))*"
_TILL = re.compile(
    rf"(?:no\s+later\s+than|by|in|before|until|till|through|for|during)\s+{_THE}"
    rf"(?:(?:end|close)\s+of\s+|year[- ]end\s+|early\s+|late\s+|mid-?\s*)?{_THE}{_MONTH}{_YEAR}"
    rf"|from\s+{_YEAR}\s+(?:onwards?|on)(?!\w)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"(?:from|between)\s+{_YEAR}\s+(?:to|and|until|through)\s+{_YEAR}|over\s+{_YEAR}\s*[-–—]\s*{_YEAR}", re.IGNORECASE
)
_SINCE = re.compile(
    r"(?:(?:as\s+)?(?:compared|relative|in\s+comparison|in\s+relation)\s+(?:to|with)|versus|vs\.?|against|from|on|since|than|over|"
    r"(?:using\s+|with\s+)?(?:a\s+)?base\s?line\s+(?:year\s+)?(?:of\s+)?|base\s+year\s*:?)\s*"
    rf"{_THE}{_YEAR}{_LEVELS}",
    re.IGNORECASE,
)
_UNDER = re.compile(
    rf"(below|under|lower\s+than|less\s+than|above|over|higher\s+than|more\s+than)\s+(?:that\s+of\s+)?{_THE}{_YEAR}{_LEVELS}",
    re.IGNORECASE,
)
_DECADE = re.compile(r"by\s+(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?20\d0s(?!\w)", re.IGNORECASE)
_YEAR_HEAD = re.compile(rf"{_YEAR}(?=\s*(?::|target|goal|objective))\s*:?|^{_YEAR}\s*[-–:]\s", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9'’&/]|[-‐](?=[A-Za-z])|\.(?=[A-Za-z0-9]))*\d*", re.ASCII)
_A_YEAR = re.compile(r"(?:19|20|21)\d\d")
_NUMBERS = frozenset("0123456789$£€+-−")
_SHARES = frozenset({*NUMERALS, "a", "one"})
"""Words that a number in words begins with."""


def scan_english(phrase: str) -> list[Token]:
    """Return the words of a folded phrase."""
    known = grammar("en")
    words = [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(phrase)]
    number_of = {word[0]: number for number, word in enumerate(words)}
    years = _years(phrase) if _A_YEAR.search(phrase) else {}
    tokens: list[Token] = []
    at, end = 0, len(phrase)
    while at < end:
        if phrase[at] == " ":
            at += 1
            continue
        found = years.get(at)
        if found is None:
            number = number_of.get(at)
            if number is not None:
                found = english_numeral(phrase, at) if words[number][2].partition("-")[0] in _SHARES else None
                found = found or [_word(phrase, words, number, known)]
            else:
                found = english_number(phrase, at) if phrase[at] in _NUMBERS or phrase[at : at + 1].isalpha() else None
                found = found or [_sign(phrase, at, known)]
        tokens += found
        at = max(found[-1].end, at + 1)
    return _framed(tokens, phrase, known)


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
        amounts=of("NUM", "ABOUT", "BEFORE", "NEARLY", "STRANGE", "HALVE", "DOUBT", "ZERO"),
    )


def _framed(tokens: list[Token], phrase: str, known: Grammar) -> list[Token]:
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
            ranged = low and low < len(tokens) and tokens[low].letter in letters.joints and _value_end(tokens, low + 1)
            led = bool(out) and out[-1].letter in letters.leads
            if ranged and not led:
                out.append(token._replace(letter=known.words["at"].letter, values=known.words["at"].values))
            if ranged:
                tilde = known.words["~"]
                out += [*tokens[at + 1 : low], tokens[low]._replace(letter=tilde.letter, values=tilde.values)]
                at = low + 1
                continue
            token = token._replace(letter=known.made["OTHER"], values={})
        elif token.text.lower() == "annual" and not moved:  # an annual mean is a name; annual growth of 3% is a pace
            token = token._replace(letter=known.made["OTHER"], values={})
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.letter in letters.before and (
            following is None or following.letter not in letters.amounts | letters.scopes
        ):
            token = token._replace(letter=known.made["OTHER"], values={})  # up to good standard, over the plan period
        elif (
            token.letter == known.made["OTHER"]
            and token.text.lower().endswith("ed")
            and following is not None
            and following.text.lower() in _ARTICLES
        ):  # respondents supported the proposal
            reached = known.words["so far"]
            token = token._replace(letter=reached.letter, values=reached.values)
        narrowed = _narrowing_end(tokens, at, out)
        if narrowed:
            text = " ".join(one.text for one in tokens[at:narrowed])
            out.append(Token(known.made["OTHER"], text, {}, token.start, tokens[narrowed - 1].end))
            at = narrowed
            continue
        compared = _compared(tokens, at, out, known)
        if compared is not None:
            if out[-1].letter in letters.joints:
                out.pop()
            out += compared[0]
            at = compared[1]
            continue
        year = _base_year(tokens, at) if started else None
        if year is not None:
            out.append(Token(known.made["BASED"], year[0], {}, token.start, tokens[year[1] - 1].end))
            at, started = year[1], False
            continue
        out.append(token)
        at += 1
    return out


_TIMES = re.compile(r"(?:second|minute|hour|day|week|month|year|working day)s?", re.IGNORECASE)
_FRAMES = re.compile(r"\b(?:within|aged|annual)\b|ed\s+(?:the|an?|their|our|its|this)\b", re.IGNORECASE)
"""What may tell of a frame without one of the words that do."""
_ARTICLES = frozenset({"the", "a", "an", "their", "our", "its", "this"})
_PEOPLE = re.compile(
    r"(?:child(?:ren)?|adults?|women|men|girls?|boys?|people|persons?|residents?|population|youths?|students?|pupils?"
    r"|workers?|employees|citizens?|households?|females?|males?)",
    re.IGNORECASE,
)


def _narrowing_end(tokens: list[Token], at: int, before: list[Token]) -> int:
    """Return where words end that say of whom or by when a share is, or 0: within 8 minutes, children aged 5 to 11."""
    end = _value_end(tokens, at + 1)
    if not end or not before:
        return 0
    word, unit = tokens[at].text.lower(), tokens[end - 1].text
    timed = _TIMES.fullmatch(unit) is not None
    if word == "within" and timed and any(one.letter in _letters().numbers for one in before):
        return end
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
    return words, dated[1] if dated is not None else end


_BASES = frozenset({"baseline", "baseline of", "of", "about", "around", "only", "just"})


def _is_base(tokens: list[Token], at: int) -> bool:
    """Return whether a bracket prints a baseline: (baseline 60% in 2019)."""
    if at >= len(tokens):
        return False
    end = next((n for n in range(at, len(tokens)) if tokens[n].letter in _letters().closing), at)
    valued = any(token.letter in _letters().numbers for token in tokens[at:end])
    return valued and (tokens[at].text.lower() == "baseline" or "BASED" in tokens[at].values)


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


@cache
def _made() -> dict[str, str]:
    return grammar("en").made


_PATTERNS = (("TILL", _TILL), ("UNDER", _UNDER), ("SINCE", _SINCE), ("TILL", _YEAR_HEAD))


def _years(phrase: str) -> dict[int, list[Token]]:
    """Return the years by where they begin, with the words that say what each is: by 2030, below 2005 levels."""
    made = _made()
    found: dict[int, list[Token]] = {}
    for span in _SPAN.finditer(phrase):
        since, till = (one for one in span.groups() if one)
        start, end = span.span()
        found[start] = [Token(made["SINCE"], since, {}, start, start), Token(made["TILL"], till, {}, start, end)]
    for decade in _DECADE.finditer(phrase):
        due = grammar("en").words["this decade"]
        found[decade.start()] = [Token(due.letter, decade[0], due.values, *decade.span())]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(phrase):
            start, end = match.span()
            if start in found or (start and phrase[start - 1].isalnum()):
                continue
            year = next(one for one in reversed(match.groups()) if one and one.isdigit())
            over = kind == "UNDER" and match[1].split()[0].lower() in ("above", "over", "higher", "more")
            based = {"BASED": ""} if "baseline" in match[0].lower() else {}
            found[start] = [Token(made["OVER" if over else kind], year, based, start, end)]
    return found


def _word(phrase: str, words: list[tuple[int, int, str]], number: int, known: Grammar) -> Token:
    """Return the longest row of words of the lexicon that begins here, else one unknown word."""
    start, end, first = words[number]
    dotted = known.words.get(f"{first}.") if phrase[end : end + 1] == "." else None
    if dotted is not None:  # c. 50%, approx. 50%
        return Token(dotted.letter, phrase[start : end + 1], dotted.values, start, end + 1)
    for length in known.lengths.get(first, ()):
        last = number + length - 1
        if last >= len(words):
            continue
        row = first if length == 1 else " ".join([word[2] for word in words[number : last + 1]])
        entry = known.words.get(row)
        if entry is not None and words[last][1] - start == len(row):  # nothing but single spaces between them
            return Token(entry.letter, phrase[start : start + len(row)], entry.values, start, start + len(row))
    return Token(_made()["NAMED" if first.endswith(known.ends) else "OTHER"], phrase[start:end], {}, start, end)


def _sign(phrase: str, at: int, known: Grammar) -> Token:
    for length in (2, 1):
        entry = known.words.get(phrase[at : at + length])
        if entry is not None and at + length <= len(phrase):
            return Token(entry.letter, phrase[at : at + length], entry.values, at, at + length)
    if phrase[at] in "'\"“”‘’*•·/%":
        return Token(_made()["OTHER"], phrase[at], {}, at, at + 1)
    return Token(_made()["STRANGE"], phrase[at], {"WHY": "garbled"}, at, at + 1)
