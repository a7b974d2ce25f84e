"""Cutting an English phrase into words: years with what they say, numbers and money, units, words of the lexicon."""

from __future__ import annotations

import re
from functools import cache

from planmodel.expression import expression
from planmodel.phrases.beside import OUTPUTS
from planmodel.phrases.english_amounts import NUMERALS, english_number, english_numeral
from planmodel.phrases.english_core import core
from planmodel.phrases.english_frames import framed
from planmodel.phrases.folding import APART
from planmodel.phrases.grammar import Grammar, grammar, letters_of
from planmodel.phrases.tokens import Token

__all__ = ["scan_english"]

_YEAR = (
    r"(?:(?:fiscal\s+years?|financial\s+years?|fy|year|calendar\s+year)\s*)?"
    r"((?:19|20|21)\d\d|(?<=fy)[1-5]\d|(?<=fy )[1-5]\d)(?:[/–-]\d\d(?!\d))?(?![\d%]|[.,]\d)"
)
_THE = r"(?:(?:the|a|an|its|their|our)\s+)?"
_MONTH = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\s+(?:\d{1,2},?\s+)?(?:of\s+)?)?"
)
_LEVELS = (
    r"(?:\s+(?:emissions?|levels?|baselines?|base\s?-?year|figures?|values?|numbers?|year|benchmark"
    r"|as\s+(?:a|the)\s+baseline)(?![\w-]))*"
)
_TILL = expression(
    rf"(?:no\s+later\s+than|by|in|before|until|till|through|for|during)\s+{_THE}"
    rf"(?:(?:end|close)\s+of\s+|year[- ]end\s+|early\s+|late\s+|mid-?\s*)?{_THE}{_MONTH}{_YEAR}"
    rf"|over\s+the\s+(?:\d{{1,2}}|[a-z]+)\s+years\s+to\s+{_MONTH}{_YEAR}"
    rf"|from\s+{_YEAR}\s+(?:onwards?|on)(?!\w)|(?<=\byear\s)to\s+{_YEAR}|(?<=\bannually\s)to\s+{_YEAR}",
    re.IGNORECASE,
)
_SPAN = expression(
    rf"(?:from|between)\s+{_YEAR}\s+(?:to|and|until|through)\s+{_YEAR}|over\s+{_YEAR}\s*[-–—]\s*{_YEAR}", re.IGNORECASE
)
_SINCE = expression(
    r"(?:(?:as\s+)?(?:compared|relative|in\s+comparison|in\s+relation)\s+(?:to|with)|versus|vs\.?|against|from|on|since|than|over|"
    r"(?:with|using)(?=\s+(?:(?:a|the)\s+)?\d{4}\s+(?:(?:[a-z]+\s+)?(?:levels?|figures?)\s+as\s+(?:a|the)\s+)?base)|"
    r"of(?=\s+(?:the\s+)?\d{4}(?:[/–-]\d\d)?\s+(?:levels?|baseline))|"
    r"(?:using\s+|with\s+)?(?:a\s+)?base\s?line\s+(?:year\s+)?(?:of\s+)?|base\s+year\s*:?)\s*"
    rf"{_THE}{_YEAR}{_LEVELS}",
    re.IGNORECASE,
)
_UNDER = expression(
    rf"(below|under|lower\s+than|less\s+than|above|over|higher\s+than|more\s+than)\s+(?:that\s+of\s+)?{_THE}{_YEAR}{_LEVELS}",
    re.IGNORECASE,
)
_DECADE = expression(r"by\s+(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?20\d0s(?!\w)", re.IGNORECASE)
_YEAR_HEAD = expression(rf"{_YEAR}(?=\s*(?::|target|goal|objective))\s*:?|^{_YEAR}\s*[-–:]\s", re.IGNORECASE)
_WORD = expression(r"[A-Za-z](?:[A-Za-z0-9'’&/]|[-‐](?=[A-Za-z])|\.(?=[A-Za-z0-9]))*\d*", re.ASCII)
_CODES = frozenset(["usd", "eur", "gbp", "inr", "kes", "aud", "nzd", "cad", "zar", "rs", "ksh", "kshs"])
_UNDER_AGE = expression(r"(?:under|over)-\d{1,2}s?(?![\d%.,])", re.IGNORECASE)
_SMALL = "|".join(NUMERALS)
_AGES = expression(
    rf"age[sd]?(?:\s+(?:groups?|range|cohort|between|from))*\s+(?:\d{{1,3}}|{_SMALL})"
    rf"(?:\s*(?:[-–]|to|and)\s*(?:\d{{1,3}}|{_SMALL})(?![\d%.,]))?(?![\d%.,]\d|%)"
    r"(?:\s+years?(?:\s+olds?)?(?!\w))?(?:\s+(?:and|or)\s+(?:over|above|more|older|under|below|younger)(?!\w))?",
    re.IGNORECASE | re.ASCII,
)
_BY_AGE = {"under": _UNDER_AGE, "over": _UNDER_AGE, "age": _AGES, "aged": _AGES, "ages": _AGES}
"""Ages that name people: age group 0-6, aged between five and 17, ages 7 years or more."""
_PLAN_END = expression(
    r"(?:by|at|before)\s+(?:the\s+)?(?:end|close)\s+of\s+(?:(?:the|this|our|its)\s+)?(?:[A-Za-z-]+\s+){0,3}?"
    r"(?:plan|programme|program|period|strategy|decade|parliament|term|project)(?!\w)(?:\s+period(?!\w))?",
    re.IGNORECASE | re.ASCII,
)
_NEXT_YEARS = expression(
    rf"(?:for|over|in|within|during)\s+the\s+(?:next|coming|following)\s+(?:(?:\d{{1,2}}|{_SMALL})\s+)?(?:years?|months?|decades?)(?!\w)",
    re.IGNORECASE | re.ASCII,
)
"""How long from now: over the next ten years."""
_DATED = expression(r"(?:19|20|21)\d\d|fy ?\d\d| (?:end|close) of |(?:next|coming|following) ", re.IGNORECASE)
"""What may tell of a time."""
_NUMBERS = frozenset("0123456789$£€₹+-−")
_SHARES = frozenset({*NUMERALS, "a", "one", "half"})
"""Words that a number in words begins with."""
_MADE_THINGS = (
    "open establish launch restore upgrade rehabilitate refurbish complete train recruit add deliver provide drill"
)
_BOUNDS = frozenset({"at least", "at most", "no more than", "no fewer than", "up to", "a minimum of", "not more than"})
_GIVE_OR_TAKE = frozenset({"plus or minus", "give or take"})
_LEADS_TO_COUNTS = frozenset(OUTPUTS) | frozenset(_MADE_THINGS.split()) | _BOUNDS
"""Words that lead to what is counted: build two schools, at least two nurses."""


def scan_english(phrase: str) -> list[Token]:
    """Return the words of a folded phrase."""
    known = grammar("en")
    words = [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(phrase)]
    number_of = {word[0]: number for number, word in enumerate(words)}
    years = _years(phrase) if _DATED.search(phrase) else {}
    verbs = letters_of("en", "UP", "DOWN") - letters_of("en", "UPPING", "DOWNING")
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
                share = words[number][2].partition("-")[0] in _SHARES
                counted = bool(tokens) and tokens[-1].text.lower() in _LEADS_TO_COUNTS
                found = english_numeral(phrase, at, counted=counted) if share else None
                if (
                    phrase[words[number][1] : words[number][1] + 1] == "$"
                    or words[number][2].partition(".")[0] in _CODES
                ):  # US$, EUR 20
                    found = english_number(phrase, at)
                found = found or [_word(phrase, words, number, known)]
            else:
                found = english_number(phrase, at) if phrase[at] in _NUMBERS or phrase[at : at + 1].isalpha() else None
                found = found or [_sign(phrase, at, known)]
        if found[0].text.lower() in _GIVE_OR_TAKE and tokens and tokens[-1].text == ",":  # 2%, plus or minus 1 point
            tokens.pop()
        if found[0].text == "," and tokens and tokens[-1].letter in verbs:  # times will improve, with 78% of patients
            found = [found[0]._replace(letter=known.words[";"].letter, values=known.words[";"].values)]
        tokens += found
        at = max(found[-1].end, at + 1)
    return core(framed(tokens, phrase, known), phrase, known)


@cache
def _made() -> dict[str, str]:
    return grammar("en").made


def _ended(group: int, match: re.Match[str]) -> str:
    """Return the year in which the year of a group ends: 2026/27 is 2027, as in tables."""
    year = match[group]
    tail = match.string[match.end(group) : match.end(group) + 3]
    split = tail[:1] in "/–-" and tail[1:].isdigit() and int(tail[1:]) == (int(year) + 1) % 100
    whole = int(year) if len(year) > 2 else 2000 + int(year)  # FY25
    return str(whole + 1 if split else whole)


_DOCUMENT = expression(
    r"\s+(?:plan|programme|program|strategy|act|budget|agreement|accord|report|framework|agenda|census|survey|review|law"
    r"|policy|roadmap|summit|conference|scheme|fund|forum|pledge|manifesto|white paper)(?!\w)",
    re.IGNORECASE,
)
"""What a year before it names, rather than when something shall be reached."""
_PATTERNS = (("TILL", _TILL), ("UNDER", _UNDER), ("SINCE", _SINCE), ("TILL", _YEAR_HEAD))


def _years(phrase: str) -> dict[int, list[Token]]:
    """Return the years by where they begin, with the words that say what each is: by 2030, below 2005 levels."""
    made = _made()
    found: dict[int, list[Token]] = {}
    for span in _SPAN.finditer(phrase):
        since, till = (_ended(one, span) for one in range(1, 5) if span[one])
        start, end = span.span()
        found[start] = [Token(made["SINCE"], since, {}, start, start), Token(made["TILL"], till, {}, start, end)]
    ends = _PLAN_END.finditer(phrase) if "d of " in phrase or "close of " in phrase else ()
    for decade in (*(_DECADE.finditer(phrase) if "0s" in phrase else ()), *ends, *_NEXT_YEARS.finditer(phrase)):
        due = grammar("en").words["this decade"]
        found[decade.start()] = [Token(due.letter, decade[0], due.values, *decade.span())]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(phrase):
            start, end = match.span()
            if start in found or (start and phrase[start - 1].isalnum()):
                continue
            if kind in ("TILL", "UNDER") and _DOCUMENT.match(phrase, end) and " the " in f" {match[0].lower()}":
                continue  # under the 2021 plan
            groups = match.groups()
            year = next(_ended(at, match) for at in range(len(groups), 0, -1) if (groups[at - 1] or "").isdigit())
            over = kind == "UNDER" and match[1].split()[0].lower() in ("above", "over", "higher", "more")
            based = {"BASED": ""} if "baseline" in match[0].lower() else {}
            found[start] = [Token(made["OVER" if over else kind], year, based, start, end)]
    return found


def _word(phrase: str, words: list[tuple[int, int, str]], number: int, known: Grammar) -> Token:
    """Return the longest row of words of the lexicon that begins here, else one unknown word."""
    start, end, first = words[number]
    ages = _BY_AGE.get(first)
    aged = ages.match(phrase, start) if ages is not None else None
    if aged is not None:
        return Token(_made()["OTHER"], aged[0], {}, start, aged.end())
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
    why = "apart" if phrase[at] == APART else "garbled"  # behind a number that is part of a name: G20 5%
    return Token(_made()["STRANGE"], phrase[at], {"WHY": why}, at, at + 1)
