"""The unit that stands for everything of one dimension, where nobody says in which one it is to be."""

from __future__ import annotations

from functools import lru_cache

from planmodel.units.definitions import definitions
from planmodel.units.spelling import spell
from planmodel.units.table import is_known, reading

__all__ = ["usual_unit"]

_USUAL = (
    "%",
    "吨",
    "公顷",
    "立方米",
    "公里",
    "天",
    "微克/立方米",
    "吨标准煤",
    "吨标准煤/万元",
    "立方米/万元",
    "千瓦",
    "千瓦时",
)


@lru_cache(maxsize=4096)
def usual_unit(unit: str) -> str:
    """Return the unit that stands for everything of one dimension: tonnes for masses, else a product of base units.

    Raises:
        UnknownUnitError: it is not in the table.

    Example:
        >>> usual_unit("万亩"), usual_unit("件/万人"), usual_unit("‰")
        ('公顷', '件/人', '%')
    """
    known = reading(unit)
    for usual in _USUAL:
        if reading(usual).dimension == known.dimension:
            return usual
    bases = {dimension: base for base, dimension in definitions().dimensions.items()}
    if not all(dimension in bases for dimension, _ in known.dimension):
        return unit  # a plan's own
    factors = sorted(
        ((bases[dimension], power) for dimension, power in known.dimension), key=lambda one: (one[1] < 0, one[0])
    )
    text = spell(factors)
    return text if is_known(text) else unit
