"""Between which values a promise leaves room, and whether it leaves any."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.errors import IncompatibleUnitsError
from planmodel.model.targets import Change, Commitment, Compound, Level
from planmodel.units import Amount

__all__ = ["no_room"]

_LOWEST = {"at_least": False, "between": False, "more_than": True}
_HIGHEST = {"at_most": False, "between": False, "less_than": True}
"""The comparators of a bound, and whether the bound itself is out of it."""


def no_room(*commitments: Commitment) -> tuple[Amount, Amount] | None:
    """Return a lower bound and an upper bound below it that commitments set together; ``None`` when there are none.

    A bare value (达到98%) and 约 set no bound, as which side they leave open is not said; of what is promised
    ``any`` nothing is said unless no alternative can be kept. Bounds in units that do not convert are not compared.

    Example:
        >>> no_room(Level(value="98 %", comparator="at_least"), Level(value="90 %", comparator="at_most"))
        (Amount("98 %"), Amount("90 %"))
        >>> no_room(Level(value="5", comparator="between", high="8")) is None
        True
    """
    parts = [part for one in commitments for part in _together(one)]
    for part in parts:
        if isinstance(part, Compound):  # of any
            alternatives = [no_room(one) for one in part.parts]
            if all(alternatives):
                return alternatives[0]
    sized = [part for part in parts if isinstance(part, Level | Change)]
    for low in sized:
        for high in sized:
            if _of(low) == _of(high) and low.comparator in _LOWEST and high.comparator in _HIGHEST:
                top = high.high if high.high is not None else high.value
                strict = _LOWEST[low.comparator] or _HIGHEST[high.comparator]
                if _above(low.value, top, strict=strict):
                    return low.value, top
    return None


def _together(commitment: Commitment) -> Iterator[Commitment]:
    """Yield what must hold together."""
    if isinstance(commitment, Compound) and commitment.of == "all":
        for part in commitment.parts:
            yield from _together(part)
    else:
        yield commitment


def _of(one: Level | Change) -> tuple[object, ...]:
    """Return what a bound is of: the level, or a change counted in one way."""
    return ("level",) if isinstance(one, Level) else (one.direction, one.relative, one.since, one.per)


def _above(low: Amount, top: Amount, *, strict: bool) -> bool:
    try:
        return low > top or (strict and low == top)
    except IncompatibleUnitsError:
        return False
