"""The units of a table's numbers: where they stand, and which place wins.

A unit may stand in a column of its own, in brackets in the name, in the head of the values, in the head of the names,
or above the table. The first of these that names one wins; places that disagree are a doubt. What a value prints
itself is the value's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from planmodel.phrases.folding import simplified
from planmodel.phrases.tables.heads import plain
from planmodel.units import is_known

__all__ = [
    "PERCENT",
    "Unit",
    "UnitPlaces",
    "fits_title",
    "is_unit_text",
    "named_unit",
    "same_text",
    "spelt",
    "title_unit",
]

_COUNTED = re.compile("[\u4e00-\u9fff]{1,4}")
_NUMERALS = re.compile(r"^(?:\d+|[十百千万亿]+)")
_ALONE = frozenset(["亿", "万", "千", "百", "岁", "分", "倍", "级", "类", "名", "成", "位", "‱", "mbps", "gbps"])
_WORDS = frozenset(["级", "类", "分", "a", "h", "s", "d"])  # in brackets beside others they may be no unit
_IN_BRACKETS = re.compile(r"[(（\[［]([^()（）\[\]［］]{1,24})[)）\]］]")
_IN_TITLE = re.compile(
    r"(?:计量|金额)?单位[:：]([^\s)）,，;；。]{1,24})|\bunits?[:：]\s*([^\s)）,，;；。]{1,24})", re.IGNORECASE
)
_IN_CAPTION = re.compile(
    r"[(（]([^()（）]{1,40}?)(?:[,;]?\s+(?:unless|except)\s[^()（）]*|[，,]?(?:除|另有)[^()（）]*)?[)）]\s*$"
)
_IN_ENGLISH = re.compile(r",\s*([A-Za-z%/$€£ ]{1,16})$")
_IN_SHARES = re.compile(
    r"^(?:%|percent(?:age)?|per cent)\s+of\s|\bas\s+(?:a\s+)?(?:%|percentage|per cent)\s+of\s", re.I
)
"""A name that says itself that its numbers are shares of something in %."""
_RATE = re.compile(r"(?:率|比重|比例|占比|系数|指数|程度|水平)(?:[(（].*)?$")
_AMOUNT = re.compile(r"(?:量|额|数|面积|规模|产值|增加值|收入|支出|人口|里程|容量|产能|投资|产量)(?:[(（].*)?$")
PERCENT = frozenset({"%", "％", "‰", "百分比", "个百分点", "百分点"})


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


_CASES = {
    "Km": "km",
    "KM": "km",
    "Kms": "km",
    "Kg": "kg",
    "KG": "kg",
    "Ha": "ha",
    "HA": "ha",
    "Kwh": "kWh",
    "KWh": "kWh",
}
"""Units as tables write them, with capitals that are not theirs."""
_PER = re.compile(
    r"(?:(?:deaths|cases|births|rate|no\.?|number)\s+)?(?:per|/)\s*(1[,\s]?000|100[,\s]?000)"
    r"(?:\s+(?:live births|births|people|population|inhabitants|persons))?",
    re.IGNORECASE,
)
_EITHER = re.compile(r"([^()（）]{1,6})[(（]([^()（）]{1,3})[)）]")
_OF_WHAT = re.compile(r"(?:%|percent(?:age)?|per cent)(?:\s+of\s+[A-Za-z ]{2,30})?", re.IGNORECASE)


def spelt(text: str) -> str:
    """Return a unit in a spelling that is known, if there is one: % for ％, tCO2e/person for tCO2e per person."""
    half = text.strip().translate(_HALF_WIDTH)
    half = _CASES.get(half, half)
    per = _PER.fullmatch(half)
    if per is not None:  # per 1,000 live births
        return "‰" if re.sub(r"[,\s]", "", per[1]) == "1000" else "1/100000"
    half = "%" if _OF_WHAT.fullmatch(half) else half
    half = half if is_known(half) else simplified(half)
    either = _EITHER.fullmatch(half)
    if either is not None and is_known(either[1]) and is_known(either[2]):
        return either[1]  # 万套（间）
    slashed = re.sub(r"\s+per\s+", "/", half)
    return slashed if slashed != half and not is_known(half) and is_known(slashed) else half


class Unit(NamedTuple):
    """A unit, and the place that names it."""

    text: str
    place: str

    def of_column(self, headed: str | None) -> str:
        """Return the unit of values below a head that may name one: that, unless the row has its own."""
        own = self.place in ("unit column", "name", "group")
        return self.text if own or headed is None or not is_unit_text(headed) else headed


class UnitPlaces(NamedTuple):
    """The units that stand for one row, by their places; the first wins."""

    units: tuple[Unit, ...]

    @property
    def disagreeing(self) -> Unit | None:
        """The first place that names another unit than the winner."""
        return next((one for one in self.units[1:] if not same_text(one.text, self.units[0].text)), None)


def same_text(one: str, other: str) -> bool:
    """Return whether two texts are the same unit as printed: case, width and white space aside, and % for 百分点."""
    if {one, other} <= PERCENT | {plain("％")} and "‰" not in (one, other):
        return True
    return plain(one).lower() == plain(other).lower()


@lru_cache(maxsize=4096)
def is_unit_text(text: str) -> bool:
    """Return whether a text is a unit: one that is known, or one that is put together as units are.

    Example:
        >>> [is_unit_text(one) for one in ("万吨", "/10万", "人/十亿吨公里", "岁", "GDP", "一、二类")]
        [True, True, True, True, False, False]
    """
    bare = plain(text)
    if not bare or len(bare) > 24:
        return False
    if bare.lower() in _ALONE or is_known(text) or is_known(bare) or is_known(spelt(text)):
        return True
    if "/" in bare:
        above, *below = bare.split("/")
        counted = _COUNTED.fullmatch(above) is not None  # 标台/万人: whatever is counted, it is counted per 万人
        return (not above or counted or _is_factor(above)) and all(_is_factor(one) for one in below)
    return bare.startswith("每") and _is_factor(bare[1:])


def _is_factor(text: str) -> bool:
    """Return whether a text is a unit with a numeral before it: 十亿吨公里, 10万, 百万小时."""
    rest = _NUMERALS.sub("", text)
    rest = rest.removeprefix("万").removeprefix("亿")
    if not rest:
        return bool(text)
    if rest.lower() in _ALONE or is_known(rest):
        return True
    return any(is_known(rest[:at]) and is_known(rest[at:]) for at in range(1, len(rest)))


@lru_cache(maxsize=4096)
def named_unit(name: str) -> tuple[str | None, str | None]:
    """Return the unit that a name holds in brackets, and what stands in its last brackets when that is none.

    Example:
        >>> named_unit("森林覆盖率（%）"), named_unit("用水总量（亿立方米）下降"), named_unit("人均水耗（2020年价）")
        (('%', None), ('亿立方米', None), (None, '2020年价'))
    """
    if len(name) > 300:
        return None, None
    found = [one.strip() for one in _IN_BRACKETS.findall(name)]
    for one in reversed(found):
        bare = re.sub(r"^(?:单位|unit)[:：]\s*", "", one, flags=re.IGNORECASE).strip()
        if is_unit_text(bare) and not bare.isdecimal() and (bare.lower() not in _WORDS or len(found) == 1):
            return bare, None
    if _IN_SHARES.search(name) is not None:
        return "%", None
    english = _IN_ENGLISH.search(name)
    if english is not None and is_unit_text(english[1].strip()):
        return english[1].strip(), None
    ended = re.search(r"[)）\]］]\s*$", name)
    return None, found[-1] if found and ended is not None else None


def title_unit(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the units that the lines above a table name: 单位：万吨、%, or (US$ million unless stated)."""
    units = []
    for text in texts:
        for first, second in _IN_TITLE.findall(text):
            units += re.split("、|和", first or second)
        caption = _IN_CAPTION.search(text) if len(text) < 300 else None
        if caption is not None and (is_unit_text(caption[1]) or caption.end(1) < caption.end() - 3):
            units.append(caption[1].strip())
    return tuple(filter(None, units))


def fits_title(name: str, unit: str, units: tuple[str, ...]) -> bool:
    """Return whether a unit above the table can be that of a name: a rate is not in tonnes, nor an amount in %.

    Parameters:
        name: the name.
        unit: the unit.
        units: all units above the table; where % is the only one, nothing else can be meant.
    """
    if _RATE.search(name) is not None:
        return unit in PERCENT
    return len(units) == 1 or (unit not in PERCENT and _AMOUNT.search(name) is not None)
