"""Cutting a published phrase into words: numbers, units, years, classes, words of the lexicon, and unknown words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from planmodel.phrases.grammar import Lexicon, lexicon
from planmodel.units import is_known

__all__ = ["LONGEST", "Token", "folded", "scan"]

LONGEST = 300
"""The longest phrase that is read, in characters; a table cell is a tenth of it."""

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?", re.ASCII)
_TIME = re.compile(
    r"(?P<span>[12]\d{3}年?[-–—~至到][12]\d{3}年?(?=期间|年|,|;|$)|\d{1,2}年(?=内|期间|累计|新增|共|时间))|(?P<year>[12]\d{3})年",
    re.ASCII,
)
_GRADE = re.compile(r"(劣?)(IV|V|I{1,3}|[一二三四五])类|(劣)(IV|V)(?![A-Za-z])", re.ASCII)
_GRADES = re.compile(r"(?:IV|V|I{1,3}|[一二三四])[~至到-](?:IV|V|I{1,3}|[二三四五])类", re.ASCII)
_PER = re.compile(r"每([^\d\s每]{1,8}?)(?=\d)", re.ASCII)
_UNIT_CHARACTERS = re.compile(
    r"[^\d\s,;、。()〔〕|~～≥≤><=+]+(?:[23](?![\d.])[^\d\s,;、。()〔〕|~～≥≤><=+]*)*", re.ASCII
)
_ROMAN = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "一": "Ⅰ", "二": "Ⅱ", "三": "Ⅲ", "四": "Ⅳ", "五": "Ⅴ"}
_COMMA = re.compile(r"(?<![０-９])，|，(?![０-９])")  # between full-width digits alone it may part thousands
_SIGNS = {"−": "-", "﹣": "-", "∼": "~", "〜": "~", "﹪": "%", "﹥": ">", "﹤": "<", "µ": "μ"}
_DROPPED = "“”\"'‘’「」 \t\n\r\u00a0\u2002\u2003\u2009\u202f\u3000"


class Token(NamedTuple):
    """One word of a phrase.

    Parameters:
        letter: the letter of its kinds.
        text: the word, folded.
        values: its value per kind.
    """

    letter: str
    text: str
    values: dict[str, str]


def folded(text: str) -> str:
    """Return a phrase in simplified characters and half width, without white space and quotation marks."""
    return "".join(_COMMA.sub(";", text).translate(_folds()).split())


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    """Return what each character is read as, where that is not itself."""
    roman = range(0x2160, 0x217C)
    wide = range(0xFF01, 0xFF5F)
    folds = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*roman, *wide)}
    folds |= {ord(sign): plain for sign, plain in _SIGNS.items()} | {ord(sign): "" for sign in _DROPPED}
    return folds | lexicon().folded


def scan(phrase: str) -> list[Token]:
    """Return the words of a folded phrase."""
    known = lexicon()
    tokens: list[Token] = []
    at, unknown = 0, 0
    while at < len(phrase):
        found = _token(phrase, at, known, tokens)
        if found is None:
            at += 1
            continue
        made, end = found
        if unknown < at:
            tokens.append(Token(known.letters["OTHER"], phrase[unknown:at], {}))
        tokens += made
        at = unknown = end
    if unknown < at:
        tokens.append(Token(known.letters["OTHER"], phrase[unknown:at], {}))
    return tokens


def _token(phrase: str, at: int, known: Lexicon, before: list[Token]) -> tuple[list[Token], int] | None:
    """Return the words that begin here and where they end, or ``None`` inside an unknown word."""
    first = phrase[at]
    if first in "0123456789" or (first in "-+" and _signs(phrase, at, before, known)):
        return _number(phrase, at, known)
    word, length = None, 0
    for length in range(known.longest.get(first, 0), 0, -1):
        word = known.words.get(phrase[at : at + length])
        if word is not None:
            break
    several = _GRADES.match(phrase, at) if first in "IV一二三四" else None
    if several is not None:
        return [Token(known.words["PM2.5"].letter, several[0], {"SUBJECT": ""})], several.end()
    grade = _GRADE.match(phrase, at) if first in "劣IV一二三四五" else None
    if grade is not None and (word is None or grade.end() > at + length):
        return [_grade(grade, known)], grade.end()
    if first == "每":
        per = _PER.match(phrase, at)
        if per is not None and is_known(per[1]):
            made, end = _number(phrase, per.end(), known)
            if len(made) == 2 and is_known(f"{made[1].text}/{per[1]}"):
                unit = Token(made[1].letter, f"{made[1].text}/{per[1]}", {})
                return [made[0], unit], end
    if word is None:
        return None
    return [Token(word.letter, phrase[at : at + length], word.values)], at + length


def _grade(match: re.Match[str], known: Lexicon) -> Token:
    worst, number = (match[1], match[2]) if match[2] else (match[3], match[4])
    return Token(known.letters["GRADE"], worst + _ROMAN[number], {})


def _signs(phrase: str, at: int, before: list[Token], known: Lexicon) -> bool:
    """Return whether a sign belongs to the number behind it, rather than standing between two."""
    numeric = known.letters["NUM"] + known.letters["UNIT"] + known.letters["YEAR"]
    return phrase[at + 1 : at + 2].isdecimal() and not (before and before[-1].letter in numeric)


def _number(phrase: str, at: int, known: Lexicon) -> tuple[list[Token], int]:
    letters = known.letters
    time = _TIME.match(phrase, at)
    if time is not None and time["span"]:
        return [Token(known.words["期间"].letter, time["span"], {"PERIOD": ""})], time.end()
    if time is not None:
        return [Token(letters["YEAR"], time["year"], {})], time.end()
    sign = phrase[at] if phrase[at] in "-+" else ""
    match = _NUMBER.match(phrase, at + len(sign))
    if match is None:
        return [Token(letters["OTHER"], phrase[at], {})], at + 1
    number = Token(letters["NUM"], sign + match[0].replace(",", ""), {})
    run = _UNIT_CHARACTERS.match(phrase, match.end())
    unit = longest_unit(run[0]) if run is not None else ""
    made = [number, Token(letters["UNIT"], unit, {})] if unit else [number]
    return made, match.end() + len(unit)


@lru_cache(maxsize=4096)
def longest_unit(run: str) -> str:
    """Return the longest beginning of ``run`` that is a unit and does not cut a word of the lexicon in two."""
    known = lexicon()
    run = run[:24]
    for end in range(len(run), 0, -1):
        head, tail = run[:end], run[end:]
        if not is_known(head):
            continue
        cut = any(
            (run[start : start + length] in known.words) and start < end < start + length
            for start in range(max(0, end - 4), end)
            for length in range(1, known.longest.get(run[start], 0) + 1)
            if start > 0 and start + length <= len(run)
        )
        if not cut and not (head == "年" and tail):
            return head
    return ""
