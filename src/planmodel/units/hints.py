"""What a text that names no unit may have been meant for: near in meaning, not in letters (*teams* is no *years*)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from planmodel.text import near
from planmodel.words import Message, say

__all__ = ["hint_for", "units_near"]

_MEANINGS: dict[str, tuple[str, ...]] = {
    "$": ("US$", "HK$", "A$", "C$", "NT$"),
    "¥": ("元", "日元"),
    "pound": ("lb", "£"),
    "ton": ("tonnes", "吨"),
    "short ton": ("tonnes",),
    "gallon": ("US_gallons", "imperial_gallons"),
    "mu": ("亩",),
    "jin": ("斤",),
    "mt": ("Mt", "吨"),
    "centigrade": ("℃",),
    "degc": ("℃",),
    "celsius": ("℃",),
    "°": ("℃", "℉"),
    "度": ("千瓦时", "℃"),
    "度电": ("千瓦时",),
    "kelvin": ("K",),
    "lakh": ("十万",),
    "crore": ("千万",),
    "point": ("分", "个百分点"),
    "点": ("个百分点", "分"),
    "车辆": ("辆",),
    "人员": ("人",),
    "人数": ("人",),
    "家庭": ("户",),
    "床铺": ("床位", "床"),
    "病床": ("床位", "张"),
    "里": ("公里",),
    "kwhr": ("kWh",),
    "cubic": ("立方米",),
    "tce/万元": ("吨标准煤/万元",),
}
"""Units that a word stands near to in meaning, where it names none; English words in the singular and small letters."""

_ALIKE = 0.8
_ALIKE_IN_CHINESE = 0.66
_SHORTEST = 4
"""Words of fewer letters are like too many others."""


@lru_cache(maxsize=8)
def _folded(names: tuple[str, ...]) -> dict[str, str]:
    return {name.casefold(): name for name in reversed(names)}


def units_near(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the units that a word may stand for: the same in other letters, of the same meaning, or misspelt.

    Parameters:
        word: the word that names no unit.
        names: the names of all units.

    Example:
        >>> units_near("KWH", ("kWh", "km", "years")), units_near("teams", ("years", "grams"))
        (('kWh',), ())
    """
    small = word.casefold().lstrip("十百千万亿") or word
    other_case = _folded(names).get(small)
    meant = _MEANINGS.get(small) or _MEANINGS.get(small.removesuffix("s"))
    if meant is not None or other_case is not None:
        return tuple(dict.fromkeys([*([other_case] if other_case else []), *(meant or ())]))
    if len(word) > 40:
        return ()
    if word.isascii():
        return _misspelt(word, names, _ALIKE) if len(word) >= _SHORTEST else ()
    return _misspelt(word, names, _ALIKE_IN_CHINESE)


def _misspelt(word: str, names: Iterable[str], cutoff: float) -> tuple[str, ...]:
    return tuple(
        one for one in near(word, names, cutoff=cutoff) if one.isascii() == word.isascii() and one[:1] == word[:1]
    )


def hint_for(alike: tuple[str, ...]) -> Message:
    """Return the hint beside a unit that is not known."""
    return say("did_you_mean", near=alike) if alike else say("unit.own")
