"""Cutting a Chinese phrase into words: numbers, units, years, classes, words of the lexicon, and unknown words."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.phrases.folding import APART
from planmodel.phrases.grammar import Grammar, Word, grammar
from planmodel.phrases.measures import unit_at
from planmodel.phrases.numerals import FIRST_CHARACTERS, chinese_numeral
from planmodel.phrases.quantities import PERIOD, for_each_at, number_at, per_unit_at, words_at
from planmodel.phrases.ratios import ratio_at
from planmodel.phrases.tokens import Token

__all__ = ["scan_chinese"]

_DIGITS = frozenset("0123456789")
_NONE: dict[str, str] = {}
_NONE_LONG: tuple[int, ...] = ()
_FAR = 20
_GRADE = expression(r"(劣)?(IV|V|I{1,3}|[ⅠⅡⅢⅣⅤ]|[一二三四五])(类)|(劣)(IV|V|[ⅣⅤ])(?![A-Za-z类])", re.ASCII)
_GRADES = expression(r"(?:IV|V|I{1,3}|[ⅠⅡⅢⅣⅤ]|[一二三四])类?[~至到、-](?:IV|V|I{1,3}|[ⅠⅡⅢⅣⅤ]|[二三四五])类", re.ASCII)
_ROMAN = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "一": "Ⅰ", "二": "Ⅱ", "三": "Ⅲ", "四": "Ⅳ", "五": "Ⅴ"}
_GRADE_STARTS = frozenset("劣IVⅠⅡⅢⅣⅤ一二三四五")
_LATIN = expression(r"[A-Za-z][A-Za-z0-9&_'’]*(?:[.\-‐+]\d*[A-Za-z0-9]+)*", re.ASCII)
_RANK = expression(r"第\d+|前\d+(?=[名位强])", re.ASCII)
_KEEPS_UP = expression("[^,;。:]{2,12}(?:同步|相适应|相匹配|相当)")
_MOVES_YEARLY = expression(
    "节能|节水|节电|减排|节约|节省|新增|增加|减少|压减|削减|减碳|固碳|增收|减收|增(?=\\d)|降(?=\\d)|减(?=\\d)"
)
_BEFORE_VERBS = frozenset("能要应须需将使可让把")
_TAKING = expression(
    "用(?:\\d{1,2}(?:[-–—~至到]\\d{1,2})?|[一二三四五两十]{1,2}(?:[至到][一二三四五十])?)年(?:左右)?的?时间"
)
_BEFORE_YEAR = frozenset("一二三四五六七八九十两几多近今明去本当全同每历前上下半后末初整常隔逐来往0123456789")
_CLOSE = (
    *("ABOUT", "NEARLY", "BEFORE", "REACH", "UP", "DOWN", "FROM", "THAN", "WITH", "UNTIL"),
    *("ENSURE", "ACTUAL", "EACH", "AND", "CUMULATIVE", "DONE"),
)
"""Kinds whose words of one character count only before a number or another word that works on one."""
_WORKING = (
    *_CLOSE,
    *("HELD", "TO", "TREND", "AUTHORITY", "BODY", "SCOPE", "STRETCH", "YEARLY", "TOGETHER", "DO", "DOUBLE"),
    *("HALVE", "TASK", "LASTYEAR", "ASSIGN", "GIVEN", "NOW", "OCCUPY"),
)


class _Sets(NamedTuple):
    """The letters that the scanner looks for before and behind a word."""

    close: frozenset[str]
    working: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    verbs: frozenset[str]
    grades: frozenset[str]
    stops: frozenset[str]
    authorities: frozenset[str]
    names: frozenset[str]
    since: frozenset[str]
    guarded: frozenset[str]
    behind: frozenset[str]
    leads: frozenset[str]
    valued: frozenset[str]


@cache
def _sets() -> _Sets:
    known = grammar("zh")
    of = known.any_of
    return _Sets(
        close=of(*_CLOSE),
        working=of(*_WORKING),
        numbers=of("NUM", "UNIT"),
        years=of("NUM", "UNIT", "YEAR"),
        verbs=of("UP", "DOWN", "DO", "REACH", "TO", "BEFORE"),
        grades=of("GRADE"),
        stops=of("STOP"),
        authorities=of("AUTHORITY"),
        names=of("NOUN", "SUBJECT"),
        guarded=of("LIMIT", *_VERBS) | {known.words["实际"].letter},
        leads=of("TO", "REACH", "HELD"),
        valued=of("TO", "REACH", "HELD", "BEFORE", "ABOUT", "NEARLY", "UP", "DOWN"),
        behind=of("NUM", "UNIT", "AFTER", "GRADE", "CLOSE"),
        since=of("LASTYEAR", "BASEYEAR", "NOW", "ACTUAL", "PERIOD", "SCOPE"),
    )


def scan_chinese(phrase: str) -> list[Token]:
    """Return the words of a folded phrase."""
    known = grammar("zh")
    tokens: list[Token] = []
    pairs, singles, words = known.pairs, known.singles, known.words
    guarded, names = _sets().guarded, _sets().names
    at, unknown, end = 0, 0, len(phrase)
    while at < end:
        first = phrase[at]
        found: list[Token] | Token | None = None
        if first in _STARTS:
            if first in _DIGITS:
                found = number_at(phrase, at, known)
                if unknown == at and tokens and len(found) == 1:
                    found = _in_its_own_unit(found[0], tokens[-1], phrase, known)
            else:
                found = _special(phrase, at, known, tokens, unknown)
        if found is None:
            for length in pairs.get(phrase[at : at + 2]) or singles.get(first, _NONE_LONG):
                text = phrase[at : at + length]
                word = words.get(text)
                if word is None or at + length > end:
                    continue
                if length == 1:
                    if not _counts(phrase, at, word, known, tokens, unknown):
                        continue
                elif word.letter in guarded:
                    begun = unknown < at or (bool(tokens) and tokens[-1].letter in names)
                    found = _noun(phrase, at, text, word, known, begun=begun)
                found = found or Token(word.letter, text, word.values, at, at + length)
                break
        if found is None:
            at += 1
            continue
        if unknown < at:
            tokens.append(_unknown(phrase, unknown, at, known, tokens))
        if isinstance(found, Token):
            tokens.append(found)
        else:
            tokens += found
        at = unknown = tokens[-1].end
    if unknown < end:
        tokens.append(_unknown(phrase, unknown, end, known, tokens))
    return tokens


_STARTS = frozenset(
    {
        *"0123456789-+每年用第前十零《ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        APART,
        *FIRST_CHARACTERS,
        *_GRADE_STARTS,
    }
)


_ENDS_A_VALUE = frozenset({"", *",;。、()", *"以左上及或的"})


def _in_its_own_unit(found: Token, before: Token, phrase: str, known: Grammar) -> list[Token]:
    """Return digits with letters behind them, which a word leads to as to a value, as a value in an unknown unit.

    超过300EZOPS, not 建成5G基站.
    """
    led = before.letter in _sets().valued and found.letter == known.made["OTHER"]
    if led and phrase[found.end : found.end + 1] in _ENDS_A_VALUE:
        return [found._replace(letter=known.made["STRANGE"], values={"WHY": "unit"})]
    return [found]


_ODD = expression("[^A-Za-z\u3400-\u9fff\u00b7·•:.&Ⅰ-Ⅹ○〇#]")


def _unknown(phrase: str, start: int, end: int, known: Grammar, before: list[Token]) -> Token:
    text = phrase[start:end]
    if _ODD.search(text):
        return Token(known.made["STRANGE"], text, {"WHY": "unknown"}, start, end)
    whole = len(text) > 1 or (bool(before) and before[-1].letter in _sets().names)
    named = whole and text.endswith(known.ends) and not text.endswith(known.ends_not)
    return Token(known.made["NAMED" if named else "OTHER"], text, {}, start, end)


_NOUN_ENDS = frozenset("率量额数度")
_VERBS = ("UP", "DOWN", "DO", "TREND", "ENSURE", "HELD", "DONE", "DOUBT", "KEEPUP")


_PLACES = expression("(?:网点|站点|站|点|中心|基地|机构|平台|设施)(?![位对])")


def _noun(phrase: str, at: int, text: str, word: Word, known: Grammar, *, begun: bool) -> Token | None:
    """Return a word as the noun that it is part of: 消除率, 减排量 (not 减少数百), 生态保护红线面积.

    Parameters:
        begun: whether a name stands right before it, so that 服务 in 物流服务点 is no verb.
    """
    end = at + len(text)
    if text == "实际":  # 2020年实际达到, not 结合实际
        noun = (begun and phrase[end : end + 1] not in _DIGITS) or not _works_at(phrase, end, known)
        return Token(known.made["NOUN"], text, _NONE, at, end) if noun else None
    if "LIMIT" in word.values or text == "基本":  # 基本达到, not 基本医保
        return None if _works_at(phrase, end, known) else Token(known.made["NOUN"], text, _NONE, at, end)
    if begun and "DO" in word.values:
        place = _PLACES.match(phrase, end)
        if place is not None:
            return Token(known.made["NAMED"], phrase[at : place.end()], _NONE, at, place.end())
    following = phrase[end + 1 : end + 2]
    if phrase[end : end + 1] in _NOUN_ENDS and not (following and following in "百千万十个化据字"):
        return Token(known.made["NAMED"], phrase[at : end + 1], _NONE, at, end + 1)
    return None


# --- words of one character ---


def _counts(phrase: str, at: int, word: Word, known: Grammar, before: list[Token], unknown: int) -> bool:
    """Return whether a word of one character is meant where it stands, judged by its neighbours."""
    letter = word.letter
    values = word.values
    if phrase[at] == ":":
        return True
    if "AFTER" in values:
        return unknown == at and bool(before) and before[-1].letter in _sets().numbers
    if phrase[at] == "了":  # 增长了: what was done
        return unknown == at and bool(before) and before[-1].letter in _sets().verbs
    if "WATER" in values:
        return unknown == at and bool(before) and before[-1].letter in _sets().grades
    if "DOUBT" in values:
        if phrase[at] == "除":  # 除山区外
            first = unknown == at and (not before or before[-1].letter in _sets().stops)
            return first and "外" in phrase[at : at + _FAR]
        if phrase[at] == "若":  # 若增速低于5%, not 若干 or 若羌县
            first = unknown == at and (not before or before[-1].letter in _sets().stops)
            return first and phrase[at + 1 : at + 2] not in ("干", "羌", "尔")
        return _works_at(phrase, at + 1, known)
    if "ASSIGN" in values:
        return unknown == at and bool(before) and before[-1].letter in _sets().authorities
    if "THAN" in values or "FROM" in values:  # 比2020年, 较上年, 从目前的; not 收入比, nor 师生比17:1
        if phrase[at] == "比" and ratio_at(phrase, at + 1) is not None:
            return False
        return _since_at(phrase, at + 1, known)
    if "AND" in values and unknown == at and before and before[-1].letter in _sets().behind:
        return True  # ≥95%且…
    if "WITH" in values and _KEEPS_UP.search(phrase, at + 1):  # 与经济增长基本同步
        return True
    if "ENSURE" in values and phrase[at] in _BEFORE_VERBS and phrase[at + 1 : at + 2] in _DIGITS:
        return False  # 抽水蓄能800万千瓦
    if letter in _sets().close:
        if phrase[at] == "均" and phrase[at - 1 : at] == "平":  # 平均提高: no 均 of its own
            return False
        return _works_at(phrase, at + 1, known)
    if "AUTHORITY" in values:
        return _works_at(phrase, at + 1, known) or phrase[at + 1 : at + 2] in ("和", "、", "与", "及")
    return True


def _since_at(phrase: str, at: int, known: Grammar) -> bool:
    """Return whether a year or number that something is counted from begins at a place."""
    first = phrase[at : at + 1]
    if not first or first in _DIGITS or (first == "十" and PERIOD.match(phrase, at)):
        return bool(first)
    from_there = _sets().since
    return any(
        phrase[at : at + length] in known.words and known.words[phrase[at : at + length]].letter in from_there
        for length in known.lengths.get(first, ())
    )


def _works_at(phrase: str, at: int, known: Grammar) -> bool:
    """Return whether a number, or a word that works on numbers, begins at a place."""
    first = phrase[at : at + 1]
    if first in _DIGITS and first:
        return True
    for length in known.lengths.get(first, ()):
        word = known.words.get(phrase[at : at + length])
        if word is not None:
            return word.letter in _sets().working and (length > 1 or _works_at(phrase, at + 1, known))
    if first == "十" and PERIOD.match(phrase, at):
        return True
    if first in FIRST_CHARACTERS:
        numeral = chinese_numeral(phrase, at)
        return numeral is not None and (bool(numeral.unit) or bool(unit_at(phrase, numeral.end)))
    return first in "-+" and phrase[at + 1 : at + 2] in _DIGITS if first else False


# --- numbers, classes and what looks like them ---


def _special(phrase: str, at: int, known: Grammar, before: list[Token], unknown: int) -> list[Token] | None:
    """Return what begins here when it is no word of the lexicon: signs, classes, numbers in words, Latin words."""
    first = phrase[at]
    if first == APART:
        return [Token(known.made["STRANGE"], first, {"WHY": "apart"}, at, at + 1)]
    if first in "-+":
        numeric = unknown == at and bool(before) and before[-1].letter in _sets().years
        return None if numeric or phrase[at + 1 : at + 2] not in _DIGITS else number_at(phrase, at, known)
    if first in _GRADE_STARTS:
        several = _GRADES.match(phrase, at)
        if several is not None:
            return [Token(known.made["NAMED"], several[0], {}, at, several.end())]
        grade = _GRADE.match(phrase, at)
        if grade is not None and not _longer_word(phrase, at, grade.end() - at, known):
            return _grade(grade, at, phrase, known)
    if first.isascii():
        latin = _LATIN.match(phrase, at)
        return None if latin is None else [_latin(latin, known)]
    if first == "每":
        return per_unit_at(phrase, at, known) or for_each_at(phrase, at, known)
    if first == "年":  # 年节能5万吨: what is saved each year
        yearly = (not at or phrase[at - 1] not in _BEFORE_YEAR) and _MOVES_YEARLY.match(phrase, at + 1) is not None
        return [Token(known.words["每年"].letter, first, known.words["每年"].values, at, at + 1)] if yearly else None
    if first == "用":  # 用3—5年时间
        taking = _TAKING.match(phrase, at)
        return None if taking is None else [Token(known.made["PERIOD"], taking[0], _NONE, at, taking.end())]
    if first == "零":  # 压减至零, not 零售
        ends = phrase[at + 1 : at + 2] in ("", *",;。、)")
        led = unknown == at and bool(before) and before[-1].letter in _sets().leads
        return [Token(known.made["NUM"], "0", {}, at, at + 1)] if ends and led else None
    if first == "《":
        end = phrase.find("》", at)
        return [Token(known.made["OTHER"], phrase[at : end + 1], {}, at, end + 1)] if end > 0 else None
    if first in "第前":
        rank = _RANK.match(phrase, at)
        return None if rank is None else [Token(known.made["STRANGE"], rank[0], {"WHY": "rank"}, at, rank.end())]
    return words_at(phrase, at, known)


def _longer_word(phrase: str, at: int, length: int, known: Grammar) -> bool:
    return any(one > length and phrase[at : at + one] in known.words for one in known.lengths.get(phrase[at], ()))


def _grade(match: re.Match[str], at: int, phrase: str, known: Grammar) -> list[Token] | None:
    worst, number = (match[1] or "", match[2]) if match[3] else (match[4], match[5])
    if (
        not worst
        and number in "一二三四五"
        and phrase[match.end() : match.end() + 1] not in ("", *",;。、()进水以或及标海")
    ):
        return None  # 一类企业, 二类疫苗: a sort, not a class of quality
    tokens = [Token(known.made["GRADE"], worst + _ROMAN.get(number, number), {}, at, match.end())]
    into = phrase[match.end() : match.end() + 1] == "进"
    other = _GRADE.match(phrase, match.end() + 1) if into else None
    if other is not None and phrase[other.end() : other.end() + 1] == "出":
        second = (other[1] or "") + _ROMAN.get(other[2], other[2]) if other[3] else other[0]
        tokens += [
            Token(known.made["INTO"], "进", {}, match.end(), match.end() + 1),
            Token(known.made["GRADE"], second, {}, other.start(), other.end()),
            Token(known.made["OUT"], "出", {}, other.end(), other.end() + 1),
        ]
    return tokens


_FOREIGN = expression(r"[a-z]{2,}|^[a-z]$")


def _latin(match: re.Match[str], known: Grammar) -> Token:
    text = match[0]
    word = known.words.get(text) or known.words.get(text.upper())
    if word is not None:
        return Token(word.letter, text, word.values, match.start(), match.end())
    kind = "STRANGE" if _FOREIGN.search(text) else "OTHER"
    return Token(known.made[kind], text, {"WHY": "foreign"} if kind == "STRANGE" else {}, match.start(), match.end())
