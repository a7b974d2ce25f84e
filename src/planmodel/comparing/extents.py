"""Whether a number of a part is a part of the whole's number (tonnes), or as large as it can be (a share)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, TypeAlias

from planmodel.units import is_known, is_level, same_dimension

__all__ = ["Extent", "extent_of"]

Extent: TypeAlias = Literal["whole", "part"]
"""``part``: a larger area has more of it; ``whole``: it has not."""

_OF_QUANTITY: Mapping[str, Extent] = {
    "stock": "part",
    "flow": "part",
    "count": "part",
    "share": "whole",
    "ratio": "whole",
    "concentration": "whole",
    "index": "whole",
    "grade": "whole",
    "rate": "whole",
    "money": "part",
    "duration": "whole",
}


@lru_cache(maxsize=4096)
def extent_of(quantity: str | None, unit: str) -> Extent | None:
    """Return whether a larger area has more of a quantity; ``None`` when nobody can tell.

    Percentages, quotients (unless by a time: 万吨/年) and days grow with no area, whatever the definition calls them;
    for other units the definition counts, and without one tonnes are parts.

    Parameters:
        quantity: the kind of quantity by the metric's definition.
        unit: the unit of the number.

    Example:
        >>> extent_of("flow", "万吨"), extent_of("flow", "%"), extent_of(None, "微克/立方米"), extent_of(None, "万亩")
        ('part', 'whole', 'whole', None)
    """
    if not is_known(unit):
        return _OF_QUANTITY.get(quantity or "")
    if "/" in unit:
        over, under = unit.rsplit("/", 1)
        return extent_of(quantity, over) if is_known(under) and same_dimension(under, "天") else "whole"
    if is_level(unit) or any(unit and same_dimension(unit, one) for one in ("%", "个百分点", "天")):
        return "whole"
    if quantity is not None:
        return _OF_QUANTITY.get(quantity)
    return "part" if any(same_dimension(unit, one) for one in ("吨", "吨标准煤")) else None
