"""Numbers of a Chinese phrase with their units (3亿2000万元, 五十万吨), years, days, and what only looks like one."""

from __future__ import annotations

import re
from decimal import Decimal

from planmodel.expression import expression
from planmodel.phrases.grammar import Grammar
from planmodel.phrases.measures import SCALE, SCALES, is_unit, unit_at
from planmodel.phrases.numerals import chinese_numeral, year_in_words
from planmodel.phrases.ratios import ratio_at
from planmodel.phrases.tokens import Token

__all__ = ["PERIOD", "for_each_at", "number_at", "per_unit_at", "words_at"]

_NUMBER = expression(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?", re.ASCII)
_GARBLED = expression(
    r"\d+(?:[.,]\d+)*(?:,\d{1,2}(?!\d)|,\d{4,}(?!年)|\.\d+\.\d*|。\d+|\d*/\d+(?![\d万亿]))(?:[.,]\d+)*", re.ASCII
)
_TIME = expression(
    r"(?P<from>(?:19|20|21)\d\d)年?[-–—~至到](?P<till>(?:19|20|21)\d\d)(?:(?=年均)|年(?:期间|间|底|末)?|期间|(?=[,;:]|$))"
    r"|(?P<year>(?:19|20|21)\d\d)年(?!均(?![达为应要不超实])|[内间])(?:年底|年末|底|末|初(?=[,;。的前]|$))?(?:以前|之前|前(?![后一]))?"
    r"|(?P<within>(?:\d{1,2}[-–—~至到])?\d{1,2}年(?:左右)?的?(?:内|期间|间|时间)|\d{1,2}年(?=累计|新增|共))",
    re.ASCII,
)
_DATE = expression(r"\d{1,2}(?:[-–—~至到]\d{1,2})?月(?:份|底|末|\d{1,2}日)?(?:以前|之前|前)?", re.ASCII)
_YEAR_ALONE = expression(r"(?:19|20|21)\d\d(?![\d.,%])", re.ASCII)
PERIOD = expression(r"十([三四五六])五(期末|末|期间|时期|规划期间|规划期|规划)?(?![一-鿿]{0,2}[率成])")
_OF_WHICH = expression("(?:[已确]?[批获列安部纳][^,;。、\\d]{1,4}|规划|确定)的")
_PERIOD_END = {"三": "2020", "四": "2025", "五": "2030", "六": "2035"}
_CODE = expression(r"\d+(?:\.\d+)?[A-Za-z]+\d*", re.ASCII)
_RANK = expression(r"第\d+|前\d+(?=[名位强])|\d+强(?!度)", re.ASCII)
_AGE = expression(
    r"\d{1,3}(?:[-–—~至到]\d{1,3})?周?岁(?:(?:\(含\))?及?以[上下内])?(?=[人老儿青成劳男女居婴幼常学孩吸户少中在职未适农城])",
    re.ASCII,
)
_PLAIN = expression(r"(?!0\d)(\d+(?:\.\d+)?)%(?!/)", re.ASCII)
_NONE: dict[str, str] = {}
_DIGITS = expression(r"\d+", re.ASCII)
_MOST_DIGITS = 40
_PER = expression(r"每([^\d\s每]{1,8}?)(?=\d)", re.ASCII)
_SUM = expression(r"(万亿|亿|万)(\d+(?:\.\d+)?)(千万|百万|十万|万|千|百)?(?!\d)", re.ASCII)
_MORE = expression(rf"({SCALE.pattern})?([余多])|个多(百分点|月|小时|星期|季度)")
_MORE_STARTS = frozenset("余多个十百千万亿")
_UNKNOWN_UNIT = expression("[A-Za-z]{1,8}(?=[,;。、()以左上的]|及以|$)")
_CLASSES = ("级", "量级")
_POINTS = expression("个点(?=[,;。:)以左上下]|$)")
_OF_EACH = expression(r"/(?=([^\d,;。、/%()<>≥≤~-]{1,3})(?:[,;。、)]|以上|以下|以内|左右|$))")
"""A slash behind a unit, and what stands behind it until the words of a number end: 2个/村."""
_SHORT_NUMERAL = frozenset({"个百分点", "百分点", "倍", "座", "家", "所", "个", "处", "公里", "亩", "公顷", "吨", "元"})


def number_at(phrase: str, at: int, known: Grammar) -> list[Token]:
    """Return the number that begins at a place and its unit, or what else the digits are: a year, a day, a code."""
    if phrase[at : at + _MOST_DIGITS].isdigit() and len(phrase) - at >= _MOST_DIGITS:
        run = _DIGITS.match(phrase, at)
        end = run.end() if run is not None else at + _MOST_DIGITS
        return [Token(known.made["STRANGE"], phrase[at : at + 12] + "…", {"WHY": "garbled"}, at, end)]
    plain = _PLAIN.match(phrase, at)
    if plain is not None:  # 14.5%: most numbers of plans
        middle = plain.end() - 1
        made = known.made
        return [Token(made["NUM"], plain[1], _NONE, at, middle), Token(made["UNIT"], "%", _NONE, middle, middle + 1)]
    age = _AGE.match(phrase, at)
    if age is not None:  # 15岁以上吸烟率, 30—70岁人群: of whom
        return [Token(known.made["NOUN"], age[0], _NONE, at, age.end())]
    time = _TIME.match(phrase, at)
    if time is not None:
        if time.lastgroup == "year":
            return [Token(known.made["YEAR"], time["year"], {}, at, time.end())]
        kind = known.made["PERIOD"]
        return [Token(kind, time[0], {"PERIOD": time["till"] or ""}, at, time.end())]
    date = _DATE.match(phrase, at)
    if date is not None and re.search("[-–—~至到]", date[0]):  # 1—12月: months that are counted, not a day to come
        return [Token(known.made["ACTUAL"], date[0], {"ACTUAL": ""}, at, date.end())]
    if date is not None:
        return [Token(known.made["DATE"], date[0], {}, at, date.end())]
    ratio = ratio_at(phrase, at) if ":" in phrase else None
    if ratio is not None and not unit_at(phrase, ratio[2]):
        value, printed, end = ratio
        kind, values = ("NUM", {"RATIO": printed}) if value else ("STRANGE", {"WHY": "garbled"})
        return [Token(known.made[kind], value or printed, values, at, end)]
    garbled = _GARBLED.match(phrase, at)
    if garbled is not None:
        why = "full_stop" if "。" in garbled[0] else "garbled"
        return [Token(known.made["STRANGE"], garbled[0], {"WHY": why}, at, garbled.end())]
    sign = phrase[at] if phrase[at] in "-+" else ""
    match = _NUMBER.match(phrase, at + len(sign))
    if match is not None and match[0][0] == "0" and match[0][1:2].isdigit():  # 07000, 00%
        return [Token(known.made["STRANGE"], match[0], {"WHY": "garbled"}, at, match.end())]
    if match is None:
        return [Token(known.made["OTHER"], phrase[at], {}, at, at + 1)]
    digits, end = sign + match[0].replace(",", ""), match.end()
    both = _SUM.match(phrase, end)
    if both is not None:
        return _summed(digits, both, phrase, at, known)
    if phrase[end : end + 1] in _MORE_STARTS:
        more = _more_than(Token(known.made["NUM"], digits, {}, at, end), phrase, known)
        if more is not None:
            return more
    points = _POINTS.match(phrase, end)
    if points is not None:  # 5个点: percentage points, or places
        return [Token(known.made["STRANGE"], phrase[at : points.end()], {"WHY": "unit"}, at, points.end())]
    unit = unit_at(phrase, end)
    if unit in SCALES and _UNKNOWN_UNIT.match(phrase, end + len(unit)):  # 15万P
        return [Token(known.made["STRANGE"], phrase[at : end + len(unit) + 2], {"WHY": "unit"}, at, end + len(unit))]
    if not unit:
        strange = _strange_number(phrase, at, match, known)
        if strange is not None:
            return strange
        return [Token(known.made["NUM"], digits, {}, at, end)]
    if phrase.startswith(_CLASSES, end + len(unit)):  # 500亿级产业集群, 10万吨级码头: of which class
        last = phrase.index("级", end + len(unit)) + 1
        return [Token(known.made["NOUN"], phrase[at:last], _NONE, at, last)]
    if phrase[end + len(unit) : end + len(unit) + 1] in ("·", "每") or _OF_EACH.match(phrase, end + len(unit)):
        return [Token(known.made["STRANGE"], phrase[at : end + len(unit) + 2], {"WHY": "unit"}, at, end + len(unit))]
    written = len(unit) if not unit.startswith("1/") else len(unit) - 1
    return [
        Token(known.made["NUM"], digits, {}, at, end),
        Token(known.made["UNIT"], unit, {}, end, end + written),
    ]


def _more_than(number: Token, phrase: str, known: Grammar) -> list[Token] | None:
    """Return a number that 余 or 多 stands behind, with its unit: 3000余家, 25万余亩, 1个多百分点."""
    said = _MORE.match(phrase, number.end)
    if said is None:
        return None
    own = unit_at(phrase, said.end()) if said[3] is None else ""
    unit = f"{said[1] or ''}{own}" if said[3] is None else f"个{said[3]}"
    if not unit or (own and not is_unit(unit)):
        return None
    end = said.end() + len(own)
    more = known.words["多"]
    return [
        number,
        Token(known.made["UNIT"], unit, {}, number.end, end),
        Token(more.letter, said[2] or "多", more.values, end, end),
    ]


def _strange_number(phrase: str, at: int, match: re.Match[str], known: Grammar) -> list[Token] | None:
    """Return digits that are no amount: 5G, a year without 年 where a year must stand, 100强."""
    code = _CODE.match(phrase, at)
    if code is not None and code.end() > match.end():
        word = known.words.get(code[0])
        return [
            Token(word.letter if word else known.made["OTHER"], code[0], word.values if word else {}, at, code.end())
        ]
    rank = _RANK.match(phrase, at)
    if rank is not None:
        return [Token(known.made["STRANGE"], rank[0], {"WHY": "rank"}, at, rank.end())]
    year = _YEAR_ALONE.match(phrase, at)
    led = at > 0 and phrase[at - 1] in "到至比较在"
    if year is not None and (led or "一" <= phrase[year.end() : year.end() + 1] <= "鿿"):
        return [Token(known.made["YEAR"], year[0], {}, at, year.end())]
    return None


def _summed(digits: str, both: re.Match[str], phrase: str, at: int, known: Grammar) -> list[Token]:
    """Return 3亿2000万元 as 3.2 亿元."""
    large = SCALES[both[1]]
    small = SCALES[both[3]] if both[3] else 1
    unit = unit_at(phrase, both.end())
    less = Decimal(both[2]) * small
    if less >= large or not unit or SCALE.match(unit) or (not both[3] and less * 10 < large / 10**3):
        return [Token(known.made["STRANGE"], digits + both[0], {"WHY": "garbled"}, at, both.end())]
    value = Decimal(digits) + less / large
    return [
        Token(known.made["NUM"], f"{value.normalize():f}", {}, at, both.end()),
        Token(known.made["UNIT"], both[1] + unit, {}, both.end(), both.end() + len(unit)),
    ]


def per_unit_at(phrase: str, at: int, known: Grammar) -> list[Token] | None:
    """Return 每立方米34微克 as a number and its unit."""
    per = _PER.match(phrase, at)
    number = _NUMBER.match(phrase, per.end()) if per is not None else None
    if per is None or number is None or not is_unit(per[1]):
        return None
    unit = unit_at(phrase, number.end())
    if not unit or not is_unit(f"{unit}/{per[1]}"):
        return None
    middle = number.end()
    return [
        Token(known.made["NUM"], number[0].replace(",", ""), {}, at, middle),
        Token(known.made["UNIT"], f"{unit}/{per[1]}", {"PER": per[1]}, middle, middle + len(unit)),
    ]


_EACH = expression(r"每(\d[\d.]*|[一二两三四五六七八九十百]+)(?=\D)", re.ASCII)
_NO_GROUP = frozenset({"年", "个月", "月", "季度", "周", "天", "日", "小时", "分钟", "次", "元", "%"})


def for_each_at(phrase: str, at: int, known: Grammar) -> list[Token] | None:
    """Return 每17万人 as one word of a name: the number says for how many, not how much."""
    each = _EACH.match(phrase, at)
    unit = unit_at(phrase, each.end()) if each is not None else ""
    if each is None or not unit or unit.lstrip("十百千万亿") in _NO_GROUP:
        return None
    end = each.end() + len(unit)
    return [Token(known.made["NOUN"], phrase[at:end], _NONE, at, end)]


def words_at(phrase: str, at: int, known: Grammar) -> list[Token] | None:
    """Return a number in words with its unit, a year in words, or a period such as 十四五."""
    period = PERIOD.match(phrase, at)
    if period is not None:
        end = period.end()
        if period[2] in ("末", "期末"):  # 十四五末 is the end of 2025
            return [Token(known.made["YEAR"], _PERIOD_END[period[1]], {}, at, end)]
        if period[2] is None and _OF_WHICH.match(phrase, end):  # 十四五批复的基地
            return [Token(known.made["NOUN"], period[0], _NONE, at, end)]
        values = {"PERIOD": _PERIOD_END[period[1]]}
        kind = known.made["PERIOD"]
        return [Token(kind, period[0], values, at, end)]
    year = year_in_words(phrase, at)
    if year is not None:
        return [Token(known.made["YEAR"], year[0], {}, at, year[1])]
    numeral = chinese_numeral(phrase, at) if phrase[at - 1 : at] != "第" or at == 0 else None
    if numeral is None:
        return None
    if numeral.unit:
        value = f"{numeral.value:f}"
        return [
            Token(known.made["NUM"], value, {}, at, numeral.end),
            Token(known.made["UNIT"], numeral.unit, {}, numeral.end, numeral.end),
        ]
    more = _more_than(Token(known.made["NUM"], f"{numeral.value:f}", {}, at, numeral.end), phrase, known)
    if more is not None:
        return more
    unit = unit_at(phrase, numeral.end)
    if phrase[numeral.end + len(unit) : numeral.end + len(unit) + 1] == "级":  # 五百亿级开发区
        return None
    short = numeral.end - at == 1
    plain = unit.lstrip("十百千万亿")
    if not unit or plain in ("年", "类", "期", "级", "次", "天", "日", "月") or (short and plain not in _SHORT_NUMERAL):
        return None
    if any(
        length > numeral.end - at and phrase[at : at + length] in known.words
        for length in known.lengths.get(phrase[at], ())
    ):
        return None
    end = numeral.end + len(unit)
    return [
        Token(known.made["NUM"], f"{numeral.value:f}", {"WORDS": ""}, at, numeral.end),
        Token(known.made["UNIT"], unit, {}, numeral.end, end),
    ]
