"""Numbers of an English phrase with their units: £150 million, 12,000 units per year, 2 million tonnes, a third."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from planmodel.expression import expression
from planmodel.phrases.folding import APART
from planmodel.phrases.grammar import grammar
from planmodel.phrases.measures import latin_unit
from planmodel.phrases.ratios import ratio_at
from planmodel.phrases.tokens import Token
from planmodel.units import is_known

__all__ = ["LENGTHS", "NUMERALS", "english_number", "english_numeral"]

_NUMBER = expression(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d+)(?:\.\d+)?", re.ASCII)
_GARBLED = expression(
    r"\d+(?:[.,]\d+)*(?:,\d{1,2}(?!\d)|,\d{4,}|\.\d+\.\d*|\d*/\d+|:\d+)(?:[.,]\d+)*|\d+(?:st|nd|rd|th)(?![a-z])",
    re.ASCII,
)
_MONEY = expression(r"(US\$|HK\$|NZ\$|A\$|C\$|\$|£|€|₹|Rs\.?|K[Ss]hs?\.?|USD|EUR|GBP|INR|KES|AUD|NZD|CAD|ZAR)\s?(?=\d)")
_CURRENCIES = {
    **{code: code for code in ("USD", "EUR", "GBP", "INR", "KES", "AUD", "NZD", "CAD", "ZAR")},
    "US$": "USD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "HK$": "HKD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    **dict.fromkeys(("₹", "Rs", "Rs."), "INR"),
    **dict.fromkeys(("KSh", "Ksh", "KShs", "Kshs", "KSh.", "Ksh.", "KShs.", "Kshs."), "KES"),
}
_INDIAN_GROUPS = expression(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?", re.ASCII)
"""12,34,567 is 1.2 million, with its digits in groups as in India."""
_SCALE = expression(r"\s?(thousand|million|billion|trillion|mn|bn|m|k|tn)(?![\w/²³^])", re.IGNORECASE)
_SCALE_WORDS = {
    "thousand": "thousand",
    "k": "thousand",
    "million": "million",
    "mn": "million",
    "m": "million",
    "billion": "billion",
    "bn": "billion",
    "trillion": "trillion",
    "tn": "trillion",
}
_PERCENT = expression(
    r"[\s-]?(?:(percentage[\s-]points?|percent(?:age)? points?|pp(?![a-z])|p\.p\.)"
    r"|(%|percent(?!age)|per\s?cent|pct))(?!\w)",
    re.IGNORECASE,
)
_MILLIONS = expression(r"m(?![\w²³^/·])")
LENGTHS = expression(
    r"(?:height|depth|width|length|distance|level|elevation|altitude|radius|buffer|metre|meter|wide|deep|tall|sea)(?:s|\b)",
    re.IGNORECASE,
)
"""What tells that 2.5m are metres rather than millions."""
NUMERALS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_TIMES = expression(r"\s?(?:times|x|-?fold)(?![\w])", re.IGNORECASE)
_UNIT_WORDS = expression(r"\s?([A-Za-z°μ][A-Za-z0-9°μ²³^·/]*(?:\([A-Z]\))?(?:\s+[A-Za-z0-9²³/]+){0,6})")
_CODE = expression(r"\d+(?:\.\d+)?[A-Za-z-]+\w*", re.ASCII)


_AGED = expression(r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?[\s-]years?[\s-]olds?(?!\w)", re.IGNORECASE | re.ASCII)
_COMPOUND = expression(r"\d+(?:\.\d+)?(?:-[A-Za-z]+)+(?![\w-])", re.ASCII)
_RATE = expression(
    r"(?:\s+(?:deaths|cases|births|infections|incidents|fatalities|suicides|homicides|new\s+cases|new\s+infections))?"
    r"\s*per\s+(1,?000|100,?000)(?!\d)"
    r"(?:\s+(?:live births|births|people|population|inhabitants|persons|residents|women|children))?",
    re.IGNORECASE,
)
_LETTERS = expression("[A-Za-z]+")
_RUN = expression(r"\d{40,}", re.ASCII)
_CODED = expression(r"[0-9][A-Za-z0-9]*", re.ASCII)
_BEFORE_CODE = expression(r"[A-Za-z][A-Za-z0-9]*[-–]?$", re.ASCII)


@cache
def _made() -> dict[str, str]:
    return grammar("en").made


def english_number(phrase: str, at: int) -> list[Token]:
    """Return the number or sum of money that begins at a place with its unit, or what else the digits are."""
    money = _MONEY.match(phrase, at)
    start = money.end() if money is not None else at
    signed = phrase[start : start + 1] in "-+−" and phrase[start + 1 : start + 2].isdigit()
    if signed and (not at or phrase[at - 1] in " (:"):
        start += 1
    if not ("0" <= phrase[start : start + 1] <= "9"):
        return []
    odd = _no_amount(phrase, at, start, plain=money is None and start == at)
    if odd:
        return odd
    match = _NUMBER.match(phrase, start)
    if match is None:
        return []
    sign = phrase[start - 1] if start > at and phrase[start - 1] in "-+" else ""
    digits, end = sign + match[0].replace(",", ""), match.end()
    many = _INDIAN.match(phrase, end)
    if many is not None:  # 2 crore
        power = sum(_INDIAN_POWERS[word[0].lower()] for word in many[1].split())
        digits, end = f"{Decimal(digits).scaleb(power):f}", many.end()
    number = Token(_made()["NUM"], digits, {}, at, end)
    if phrase[end : end + 1] == APART:
        return [Token(_made()["STRANGE"], phrase[at : end + 1], {"WHY": "apart"}, at, end + 1)]
    if money is not None:
        return _sum_of(money[1], number, phrase)
    if many is None and _MILLIONS.match(phrase, end) and LENGTHS.search(phrase) is None:
        return [Token(_made()["STRANGE"], digits, {"WHY": "metres"}, at, end + 1)]
    found = _unit(phrase, end)
    joined = _COMPOUND.match(phrase, start) if found is None or phrase[end] == "-" else None
    if joined is not None and (found is None or found[1] < joined.end()):  # a 10-minute walk
        return [Token(_made()["OTHER"], joined[0], {}, at, joined.end())]
    if found is not None:
        return [number, Token(_made()["UNIT"], found[0], {}, end, found[1])]
    return _without_unit(number, phrase, start, match[0])


_INDIAN = expression(r"\s?(lakhs?\s+crores?|lakhs?|lacs?|crores?)(?!\w)", re.IGNORECASE)
_INDIAN_POWERS = {"l": 5, "c": 7}
"""A lakh is 100,000, a crore 10,000,000."""


def _no_amount(phrase: str, at: int, start: int, *, plain: bool) -> list[Token]:
    """Return what digits are that are no number of something: a code, ages, a ratio, garbled ones; one in five as %.

    Parameters:
        phrase: the phrase.
        at: where their sign or currency begins.
        start: where they begin.
        plain: whether no sign or currency stands before them.
    """
    if at and (phrase[at - 1].isalpha() or (phrase[at - 1] in "-–" and phrase[at - 2 : at - 1].isalpha())):
        code = _CODED.match(phrase, at)
        end = code.end() if code is not None else start + 1
        name = _BEFORE_CODE.search(phrase[max(0, at - 20) : at])
        whole = f"{name[0] if name is not None else ''}{phrase[at:end]}"
        return [Token(_made()["STRANGE"], whole, {"WHY": "code"}, at, end)]
    part = _part_of_people(phrase, at) if plain else []
    if part:
        return part
    run = _RUN.match(phrase, start)
    if run is not None:
        return [Token(_made()["STRANGE"], f"{run[0][:12]}…", {"WHY": "garbled"}, at, run.end())]
    aged = _AGED.match(phrase, start)
    if aged is not None:
        return [Token(_made()["OTHER"], aged[0], {}, at, aged.end())]
    ratio = ratio_at(phrase, start) if ":" in phrase else None
    if ratio is not None and ratio[0]:
        return [Token(_made()["NUM"], ratio[0], {"RATIO": ratio[1]}, at, ratio[2])]
    garbled = _GARBLED.match(phrase, start)
    if garbled is not None and _INDIAN_GROUPS.fullmatch(garbled[0]) is None:
        return [Token(_made()["STRANGE"], garbled[0], {"WHY": "garbled"}, at, garbled.end())]
    return []


def _sum_of(sign: str, number: Token, phrase: str) -> list[Token]:
    """Return a sum of money of a currency, with its scale or what it is for each of: £25 per head."""
    currency = _CURRENCIES.get(sign)
    if currency is None:
        return [Token(_made()["STRANGE"], sign, {"WHY": "unit"}, number.start, number.end)]
    scale = _SCALE.match(phrase, number.end)
    unit = currency if scale is None else f"{_SCALE_WORDS[scale[1].lower()]} {currency}"
    end = number.end if scale is None else scale.end()
    per = _PER.match(phrase, end)
    each = f"{unit}/{_PER_WORDS.get(per[1].lower(), per[1].lower())}" if per is not None else ""
    if per is not None and is_known(each) and not each.endswith("/year"):
        return [number, Token(_made()["UNIT"], each, {}, number.end, per.end())]
    money = [number, Token(_made()["UNIT"], unit, {}, number.end, end)]
    if per is not None and per[0].lower().startswith(" a"):  # $40 a night
        money.append(Token(_made()["STRANGE"], per[0].strip(), {"WHY": "unit"}, end, per.end()))
    return money


def _without_unit(number: Token, phrase: str, start: int, digits: str) -> list[Token]:
    """Return a number that no unit follows, or the code (5G) or year that its digits are."""
    code = _CODE.match(phrase, start)
    word = grammar("en").words.get(code[0].lower()) if code is not None else None
    if code is not None and word is not None:
        return [Token(word.letter, code[0], word.values, number.start, code.end())]
    if code is not None and code.end() > number.end and phrase[number.end] != "-":
        return [Token(_made()["STRANGE"], code[0], {"WHY": "foreign"}, number.start, code.end())]
    if number.text == digits and re.fullmatch(r"(?:19|20)\d\d", digits):  # a year that no word explains
        return [Token(_made()["STRANGE"], number.text, {"WHY": "year"}, number.start, number.end)]
    return [number]


def english_numeral(phrase: str, at: int, *, counted: bool = False) -> list[Token]:
    """Return two tonnes, a third, half a million, one in five as numbers; other numerals in words are left alone.

    Parameters:
        phrase: the phrase.
        at: where the word begins.
        counted: whether a verb before it leads to what is counted: build two schools.
    """
    if at and phrase[at - 1].isalpha():
        return []
    part = _part_of_people(phrase, at) or _part_of_a_million(phrase, at)
    if part:
        return part
    share = _SHARE.match(phrase, at)
    if share is not None:
        named = _SHARES[re.sub(r"[\s-]+", " ", share[1].lower())]
        return [
            Token(_made()["NUM"], named, {}, at, share.end()),
            Token(_made()["UNIT"], "%", {}, share.end(), share.end()),
        ]
    word = _LETTERS.match(phrase, at)
    value = NUMERALS.get(word[0].lower()) if word is not None else None
    if word is not None and _ONE_MILLION.match(phrase, at):
        value = 1
    if word is None or value is None:
        return []
    found = _unit(phrase, word.end())
    number = Token(_made()["NUM"], str(value), {"WORDS": ""}, at, word.end())
    if found is None and counted and _COUNTABLE.match(phrase, word.end()):
        return [number]
    return [number, Token(_made()["UNIT"], found[0], {}, word.end(), found[1])] if found is not None else []


_SHARES = {
    "a third": "33.333333333333333",
    "one third": "33.333333333333333",
    "two thirds": "66.666666666666667",
    "a quarter": "25",
    "one quarter": "25",
    "three quarters": "75",
    "a half": "50",
    "one half": "50",
    "a fifth": "20",
    "one fifth": "20",
}
_SHARE = expression(r"((?:a|one|two|three)[\s-](?:thirds?|quarters?|half|fifth))(?!\w)", re.IGNORECASE)


_COUNTABLE = expression(
    r"\s+(?!(?:\w+\s+)?(?:objectives?|goals?|priorit\w+|phases?|stages?|pillars?|options?|principles?|themes?|outcomes?|steps?"
    r"|areas?|ways?|actions?|measures?|targets?|sections?|parts?|tiers?|types?|kinds?|forms?|to|or|and|of)\b)[a-z]",
    re.IGNORECASE,
)
"""What may be counted in a word: two new libraries, not three priorities."""
_PART_OF_A_MILLION = expression(
    r"(?:(a|one|three)[\s-]quarters?\s+of\s+an?|half\s+(?:of\s+)?an?|(\w+)\s+and\s+a\s+half)(?=\s+(?:thousand|million|billion)\b)",
    re.IGNORECASE,
)


def _part_of_a_million(phrase: str, at: int) -> list[Token]:
    """Return half a million, a quarter of a million, one and a half million with what is counted."""
    part = _PART_OF_A_MILLION.match(phrase, at)
    whole = {"one": 1, **NUMERALS}.get((part[2] or "").lower()) if part is not None else None
    if part is None or (part[2] and whole is None):
        return []
    value = "0.75" if part[1] == "three" else "0.25" if part[1] else f"{whole or 0}.5"
    found = _unit(phrase, part.end())
    number = Token(_made()["NUM"], value, {}, at, part.end())
    return [number, Token(_made()["UNIT"], found[0], {}, part.end(), found[1])] if found is not None else []


_ONE_IN = expression(
    r"(\d{1,3}|[a-z]+)\s+(?:in|out\s+of)\s+(?:every\s+)?(\d{1,3}|[a-z]+)"
    r"(?=\s+(?!-?(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|chance|annual|storm|event|flood)\b)[a-z])",
    re.IGNORECASE | re.ASCII,
)
_BEFORE_ONE_IN = expression(
    r"(?:^|[,:;(]\s*|\b(?:least|most|ensure|that|than|to|for|of|about|nearly|over|by|have|get|see)\s+)$", re.IGNORECASE
)
_OUT_OF = frozenset({2, 3, 4, 5, 6, 8, 10, 20, 100})


def _part_of_people(phrase: str, at: int) -> list[Token]:
    """Return nine in ten residents, 4 out of 5 homes as a share; 1 in 100 year floods are none."""
    found = _ONE_IN.match(phrase, at)
    if found is None or _BEFORE_ONE_IN.search(phrase[max(0, at - 12) : at]) is None:
        return []
    words = {"one": 1, **NUMERALS}
    part, whole = (int(one) if one.isdigit() else words.get(one.lower(), 0) for one in found.groups())
    if not 0 < part < whole or whole not in _OUT_OF:
        return []
    value = f"{(Decimal(part * 100) / whole).quantize(Decimal('1e-15')).normalize():f}"
    return [
        Token(_made()["NUM"], value, {}, at, found.end()),
        Token(_made()["UNIT"], "%", {}, found.end(), found.end()),
    ]


def _unit(phrase: str, at: int) -> tuple[str, int] | None:
    """Return the unit behind a number and where it ends: %, million tonnes, kg per capita, homes a year."""
    percent = _PERCENT.match(phrase, at)
    if percent is not None:
        return ("pp" if percent[1] else "%"), percent.end()
    rate = _RATE.match(phrase, at)
    if rate is not None:
        return ("‰" if len(rate[1].replace(",", "")) == 4 else "1/10万"), rate.end()
    if phrase.startswith("‰", at):
        return "‰", at + 1
    times = _TIMES.match(phrase, at)
    if times is not None:
        return "times", times.end()
    scale = re.compile(r"\s?(thousand|million|billion|trillion|bn|mn)(?!\w)", re.IGNORECASE).match(phrase, at)
    start = scale.end() if scale is not None else at
    prefix = f"{_SCALE_WORDS[scale[1].lower()]} " if scale is not None else ""
    words = _UNIT_WORDS.match(phrase, start)
    if words is not None:
        found = None if _ARTICLE.match(phrase, words.start(1)) else _longest(words[1])
        if found is not None:
            unit, length = found
            return prefix + unit, words.start(1) + length
    return (prefix.strip(), start) if scale is not None else None


_ONE_MILLION = expression(r"(?:one|an?)\s+(?:thousand|million|billion|trillion)(?!\w)", re.IGNORECASE)
_ARTICLE = expression(r"an?\s+(?:year|month|week|day|decade|quarter)(?!\w)", re.IGNORECASE)
"""50 million a year: no are, nor a year for short."""
_OF_GAS = expression(
    r"(t|tonnes?|kt|mt)\s+(?:of\s+)?(co2e|co2eq|co2|carbon dioxide equivalent|carbon dioxide)(?!\w)", re.IGNORECASE
)
_GASES = {"co2e": "CO2e", "co2eq": "CO2e", "co2": "CO2", "carbon dioxide equivalent": "CO2e", "carbon dioxide": "CO2"}
_TONNES = expression(r"metric\s+(?:tonnes?|tons?)(?!\w)", re.IGNORECASE)
_GALLONS = expression(r"(US|U\.S\.|imperial)\s+gallons?(?!\w)", re.IGNORECASE)
_SQUARE = expression(r"(square|cubic)\s+(kilometres?|kilometers?|metres?|meters?|miles?|feet)(?!\w)", re.IGNORECASE)
_SQUARES = {
    "square kilomet": "km2",
    "square met": "m2",
    "cubic met": "m3",
    "square mile": "square_miles",
    "cubic kilomet": "km3",
}
_PER = expression(
    r"\s*(?:/|\bper\s+|\ban?\s+(?=(?:hours?|minute|second|head|person|household|tonne|ton|hectare|acre|night)\b))"
    r"(capita|person|inhabitant|day|year|hectare|km2?|m2|m3|household|tonne|unit|hour|month|week|annum|[a-z]+)(?!\w)",
    re.IGNORECASE,
)
_PER_WORDS = {"capita": "person", "inhabitant": "person", "annum": "year", "head": "person"}
_NOT_UNITS = frozenset(
    [
        *("a", "at", "as", "d", "in", "s", "h", "c", "j", "v", "l", "pa", "by", "of", "to", "below", "above"),
        *("points", "point", "or", "and"),
        "k",  # behind a number a thousand more often than a kelvin
    ]
)


@lru_cache(maxsize=4096)
def _longest(run: str) -> tuple[str, int] | None:
    """Return the unit at the beginning of a few words, and how many characters it takes."""
    gas = _OF_GAS.match(run)
    if gas is not None:
        scale = (
            {"k": "k", "m": "M"}.get(gas[1][0].lower(), "")
            if gas[1].lower() != "mt" and len(gas[1]) == 2
            else ("M" if gas[1].lower() == "mt" else "")
        )
        return f"{scale}t{_GASES[re.sub(chr(92) + 's+', ' ', gas[2].lower())]}", gas.end()
    tonnes = _TONNES.match(run)
    if tonnes is not None:
        return "t", tonnes.end()
    gallons = _GALLONS.match(run)
    if gallons is not None:
        return ("imperial_gallon" if gallons[1][0] in "iI" else "US_gallon"), gallons.end()
    square = _SQUARE.match(run)
    if square is not None:
        text = " ".join(square[0].lower().split())
        unit = next((sign for begin, sign in _SQUARES.items() if text.startswith(begin)), "")
        return (unit, square.end()) if unit and is_known(unit) else None
    word = re.match(r"[A-Za-z°μ][A-Za-z0-9°μ²³^·/-]*(?:\([A-Z]\))?", run)
    if word is None:
        return None
    text = word[0]
    unit = text if is_known(text) else text.lower() if is_known(text.lower()) and len(text) > 2 else ""
    if text.lower() in _NOT_UNITS and not (text in ("L", "V", "J") and len(run) == 1):
        unit = ""
    if not unit:
        symbol = latin_unit(text)
        return (symbol, len(symbol)) if symbol and len(symbol) == len(text) else None
    end = word.end()
    while (per := _PER.match(run, end)) is not None:
        below = f"{unit}/{_PER_WORDS.get(per[1].lower(), per[1].lower())}"
        if not is_known(below):
            break  # 8 days per employee: of each, which is no unit
        unit, end = below, per.end()
    return unit, end
