"""Between which values a promise leaves room, and whether it leaves any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planmodel.errors import IncompatibleUnitsError
from planmodel.model.targets import Change, Commitment, Compound, Level
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["CEILINGS", "FLOORS", "against", "asks_nothing", "no_room", "side_of"]

FLOORS = frozenset({"at_least", "more_than"})
CEILINGS = frozenset({"at_most", "less_than"})

_LOWEST = {"at_least": False, "between": False, "more_than": True}
_HIGHEST = {"at_most": False, "between": False, "less_than": True}
"""The comparators of a bound, and whether the bound itself is out of it."""


def side_of(
    comparator: str | None, direction: str | None = None, better: Literal["higher", "lower"] | None = None
) -> Literal["higher", "lower"] | None:
    """Return on which side of a promise's number a value keeps it: comparator and direction read together.

    A fall by at least 14 % is a ceiling for the value, a fall by at most 14 % a floor.

    Parameters:
        comparator: how a value is held against the number; ``better_than`` is on the better side.
        direction: ``increase`` or ``decrease`` of a change; ``None`` of a level.
        better: which way is better.

    Returns:
        ``higher`` for a floor, ``lower`` for a ceiling; ``None`` for a bare number, 约 and ranges.

    Example:
        >>> side_of("at_most"), side_of("at_most", "decrease"), side_of("at_least", "decrease"), side_of("about")
        ('lower', 'higher', 'lower', None)
    """
    if comparator == "better_than":
        return better
    if comparator not in FLOORS | CEILINGS:
        return None
    return "higher" if (comparator in FLOORS) == (direction != "decrease") else "lower"


def against(comparator: str | None, direction: str | None, better: Literal["higher", "lower"] | None) -> Message | None:
    """Return that a promise binds the other side than the better one, and so asks for nothing better; else ``None``.

    Example:
        >>> str(against("at_most", "decrease", "lower"))
        'lower is better, and a cap on a fall asks for none'
        >>> against("at_most", "increase", "lower") is None
        True
    """
    side = side_of(comparator, direction, better)
    if side is None or better is None or side == better:
        return None
    bound = "ceiling" if comparator in CEILINGS else "floor"
    return say(f"bound.{better}.{direction or 'level'}.{bound}")


def asks_nothing(
    comparator: str | None, direction: str | None, better: Literal["higher", "lower"] | None
) -> Message | None:
    """Return that a promise asks for no change: a cap on one for the better, a level bounded on the other side.

    A change for the worse by at least so much is asked for, though nothing better is.
    """
    return None if direction is not None and comparator in FLOORS else against(comparator, direction, better)


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
