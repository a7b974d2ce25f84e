"""Numbers in the names of two indicators that tell them apart: 65岁以上 became 60岁以上, Ⅰ—Ⅲ类 became Ⅰ—Ⅱ类."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["numbers_apart"]

_ROMAN = {one: str(place) for place, one in enumerate(("I", "II", "III", "IV", "V", "VI"), 1)}
_CHINESE = {one: str(place) for place, one in enumerate("一二三四五六七八九", 1)} | {"两": "2"}
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
    found = []
    for one in _NUMBER.finditer(plain):
        text = one[0]
        found.append(_ROMAN.get(text) or _CHINESE.get(text) or text)
    return found
