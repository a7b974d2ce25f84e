"""Numbers and units by plain means: a regular expression, ratios, and a table of factors of its own."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Cannot", "Quantity", "as_ratio", "in_unit", "numbers_in", "quantity", "shown"]


class Cannot(Exception):
    """Something cannot be verified; the message says because of what."""


class Quantity(NamedTuple):
    """A number and its unit as written; ``""`` for none."""

    number: Fraction
    unit: str


_WIDE = str.maketrans("０１２３４５６７８９．％，－−", "0123456789.%,--")
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONE = re.compile(rf"\s*([+-]?(?:{_DIGITS}))(?:[eE]([+-]?\d{{1,3}}))?\s*(.*?)\s*", re.ASCII | re.DOTALL)
_RATIO = re.compile(r"-?\d+(?:\.\d+|/[1-9]\d*)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LONGEST = 400
"""Characters that a number may have: as many as an amount's digits, and their exponent."""
_NUMERALS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UNITS = {
    "share": "% 1/100, ‰ 1/1000",
    "points": "个百分点 1, 百分点 1",
    "mass": "千克 1, 公斤 1, kg 1, 吨 1000, t 1000, 斤 1/2, 克 1/1000, g 1/1000, 毫克 1/1000000, mg 1/1000000, "
    "微克 1/1000000000, μg 1/1000000000",
    "area": "平方米 1, ㎡ 1, m2 1, 亩 2000/3, 公顷 10000, ha 10000, 平方公里 1000000, 平方千米 1000000, km2 1000000",
    "length": "米 1, m 1, 千米 1000, 公里 1000, km 1000",
    "volume": "立方米 1, m3 1, 升 1/1000, L 1/1000",
    "power": "瓦 1, 千瓦 1000, 兆瓦 1000000",
    "energy": "千瓦时 1, 度 1",
}
_FACTORS = {
    unit: (kind, Fraction(ratio))
    for kind, units in _UNITS.items()
    for unit, ratio in (one.split(" ") for one in units.split(", "))
} | {"": ("share", Fraction(1))}
"""What units measure, and their factors; any other word measures itself, and 十 to 亿 may stand before each."""


def as_ratio(text: str) -> Fraction:
    """Return a number of a result file: ``0.7``, ``1/3``, ``-12``.

    Raises:
        Cannot: it is none.
    """
    if len(text) > _LONGEST or _RATIO.fullmatch(text) is None:
        raise Cannot(f"{text!r:.40}")
    return Fraction(text)


def quantity(text: object, unit: str = "") -> Quantity | None:
    """Return an amount of a plan file: a number, or text such as ``1.2 万吨``; ``None`` when it is none.

    Parameters:
        text: what stands there.
        unit: the unit of a bare number.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | float | Decimal):
        return None
    found = _ONE.fullmatch(str(text).translate(_WIDE))
    if found is None or len(found[1]) > _LONGEST or re.match(r"[\d./-]", found[3]):
        return None
    number = Fraction(found[1].replace(",", "")) * Fraction(10) ** int(found[2] or 0)
    return Quantity(number, found[3] or unit)


def numbers_in(text: str) -> list[Fraction]:
    """Return the numbers that a text prints in digits, in their order."""
    found = re.findall(_DIGITS, text.translate(_WIDE), re.ASCII)
    return [Fraction(one.replace(",", "")) for one in found if len(one) <= _LONGEST]


def in_unit(one: Quantity, unit: str) -> Fraction:
    """Return the number of an amount in another unit.

    Raises:
        Cannot: no factor leads from the one to the other.
    """
    if one.unit == unit:
        return one.number
    here, there = _measured(one.unit), _measured(unit)
    if here[0] != there[0] or bool(one.unit) != bool(unit):
        raise Cannot(f"{one.unit or '1'} → {unit or '1'}")
    return one.number * here[1] / there[1]


def _measured(unit: str) -> tuple[str, Fraction]:
    """Return what a unit measures, and its factor."""
    top, *below = unit.split("/")
    kind, factor = _word(top)
    for one in below:
        other, divisor = _word(one)
        kind, factor = f"{kind}/{other}", factor / divisor
    return kind, factor


def _word(unit: str) -> tuple[str, Fraction]:
    plain, factor = unit, Fraction(1)
    while plain not in _FACTORS and plain[:1] in _NUMERALS and plain[1:]:
        factor, plain = factor * _NUMERALS[plain[0]], plain[1:]
    kind, own = _FACTORS.get(plain, (plain, Fraction(1)))
    return kind, factor * own


def shown(number: Fraction | None) -> str:
    """Return a number as people read it: at most twelve digits."""
    if number is None:
        return "—"
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.12g}"
