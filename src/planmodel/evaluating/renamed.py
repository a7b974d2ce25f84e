"""Numbers in two names that tell things apart: 65岁以上 and 60岁以上, Ⅰ—Ⅲ类 and Ⅰ—Ⅱ类, 每万人 and 每千人."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import prod

from planmodel.phrases.numerals import chinese_numeral

__all__ = ["bases_apart", "numbers_apart", "ordinals_apart"]

_ROMAN = {one: str(place) for place, one in enumerate(("I", "II", "III", "IV", "V", "VI"), 1)}
_PERIOD = re.compile(r"十[一二三四五六]五(?:时期|期间)?")
_PASSED = re.compile(
    r"^\s*[(（]?\d+[)）.、]\s*(?!\d)|十[一二三四五六]五|\d{4}年?[-—~～至]\d{4}年?|\d{4}年(?!价|不变价|可比价|=)|每\d+|\d+人"
)
"""Numbers of rows, periods, years of measurement, and how many people a number is for; the year of prices stays."""
_MARKS = re.compile(r"[①-⑳⑴-⒇*＊※]|\[\d\]|［\d］|[¹²³]")
"""Footnotes."""
_NUMBER = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)"
    r"|(?<![A-Z])(?P<roman>VI|IV|V|I{1,3})(?![A-Z])"
    r"|(?P<chinese>[一二三四五六七八九两])(?=[至到、和及或—\-类级年岁产线])",
)
_SIZE = r"\d+(?:\.\d+)?[十百千万亿]*|[十百千万亿]+"
_HEADS = r"(?:名|个|位)?(?:常住|户籍|城镇|农村|老年|适龄)?(?:人口|居民|人|户)"
_OUTPUT = r"gdp|(?:国内|地区)?生产总值|[^\d每]{0,6}增加值|[^\d每]{0,4}产值"
_SIZES = re.compile(
    rf"每(?P<each>{_SIZE})|(?P<people>{_SIZE})(?={_HEADS})|(?P<money>{_SIZE})(?=元(?:以[上下内]|{_OUTPUT}))"
    r"|\bper (?P<english>\d+(?:[ ,]\d{3})*|hundred|thousand|million)\b",
    re.I,
)
"""How many a number is for: 每万人, 千人口, 百户, 万元GDP, per 1,000; and from which size it counts: 亿元以上."""
_MEAN = re.compile(
    rf"(?:人|户|地|亩)均|每(?:{_SIZE})?{_HEADS}|每(?:{_SIZE})?元"
    r"|per (?:capita|head|household|\d|hundred|thousand|million)",
    re.I,
)
"""That a number is for each of something."""
_ALWAYS_MEAN = re.compile(r"寿命|年限|居民.*(?:收入|支出)|life expectancy", re.I)
"""What is a mean whether its name says so or not."""
_VALUES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_WORDS = {"hundred": 100, "thousand": 1000, "million": 10**6}
_ORDINAL = re.compile(
    r"(?P<number>\d+|[一二三四五六七八九十]+|(?<![A-Z])(?:VI|IV|V|I{1,3}))\s*(?:期|批|标段|阶段|号|#|轮)"
    r"|\b(?:phase|stage|lot|batch|round|line)\s+(?P<english>\d+|[ivx]+)\b",
    re.I,
)


def bases_apart(old: str, new: str) -> tuple[str, str] | None:
    """Return for how many two names count, where that differs: 每万人 and 每千人, 人均 and nothing.

    Example:
        >>> bases_apart("每万人口全科医生数", "每千人口全科医生数"), bases_apart("每千人口床位", "千人床位")
        (('万', '千'), None)
        >>> bases_apart("公园面积", "人均公园面积"), bases_apart("单位GDP用水量", "万元GDP用水量")
        (('', '人均'), None)
    """
    names = [unicodedata.normalize("NFKC", one) for one in (old, new)]
    sizes = [next((match[match.lastgroup or 0] for match in _SIZES.finditer(name)), None) for name in names]
    if sizes[0] is not None and sizes[1] is not None:
        return None if _size(sizes[0]) == _size(sizes[1]) else (sizes[0], sizes[1])
    means = [match[0] if (match := _MEAN.search(name)) else "" for name in names]
    if any(means) and not all(means) and not all(map(_ALWAYS_MEAN.search, names)):
        return means[0], means[1]
    return None


def _size(text: str) -> Decimal:
    """Return 万 as 10000, 10万 as 100000, 百万 and million as 1000000."""
    text = re.sub("[ ,]", "", text.lower())
    if text in _WORDS:
        return Decimal(_WORDS[text])
    found = re.fullmatch(r"(\d+(?:\.\d+)?)?([十百千万亿]*)", text)
    assert found is not None
    return prod((Decimal(_VALUES[one]) for one in found[2]), start=Decimal(found[1] or 1))


def ordinals_apart(old: str, new: str) -> tuple[str, str] | None:
    """Return the numbers that make two works of one name two: 一期 and 二期, 第一批 and 第二批, 1号线 and 2号线.

    Example:
        >>> ordinals_apart("污水处理厂一期工程", "污水处理厂二期工程"), ordinals_apart("地铁1号线", "地铁一号线")
        (('一期', '二期'), None)
        >>> ordinals_apart("污水处理厂十一期工程", "污水处理厂11期工程")
    """
    found = [_ordinals(name) for name in (old, new)]
    if not all(found) or set(found[0]) == set(found[1]):
        return None
    return ", ".join(found[0].values()), ", ".join(found[1].values())


def _ordinals(name: str) -> dict[str, str]:
    """Return the numbers of phases and lots of a name in digits, with how they are printed."""
    plain = _PERIOD.sub(" ", unicodedata.normalize("NFKC", name))
    return {_digits(match["number"] or match["english"]): match[0] for match in _ORDINAL.finditer(plain)}


def _digits(text: str) -> str:
    """Return a number in digits: III and 三 as 3, 十一 as 11."""
    words = chinese_numeral(text, 0)
    return str(words.value) if words is not None and words.end == len(text) else _ROMAN.get(text.upper(), text)


def numbers_apart(old: str, new: str) -> tuple[str, str] | None:
    """Return the numbers that two names hold, where both hold some and not the same: classes, ages, years of prices.

    Example:
        >>> numbers_apart("65岁以上老人比例", "60岁以上老人比例")
        ('65', '60')
        >>> numbers_apart("地表水Ⅰ—Ⅲ类比例", "地表水一至二类比例"), numbers_apart("劣Ⅴ类", "劣五类")
        (('1, 3', '1, 2'), None)
    """
    before, after = _numbers(old), _numbers(new)
    if not before or not after or set(before) == set(after):
        return None
    return ", ".join(before), ", ".join(after)


def _numbers(name: str) -> list[str]:
    plain = _PASSED.sub(" ", unicodedata.normalize("NFKC", _MARKS.sub("", name)))
    return [_digits(one[0]) for one in _NUMBER.finditer(plain)]
