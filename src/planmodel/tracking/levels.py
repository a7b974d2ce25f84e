"""Promises as levels: what a change comes to from its base level, in one unit, and whether a value keeps it."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from planmodel.errors import PlanModelError
from planmodel.model.bounds import CEILINGS, side_of
from planmodel.model.targets import Change, Comparator, Level
from planmodel.tracking.choice import Refusal
from planmodel.units import Amount, difference_unit, factor, is_known, is_level, same_dimension
from planmodel.words import say, term

__all__ = ["ABOUT", "Better", "aim_of", "direction_of", "in_unit", "keeps", "level_of", "rule_of", "tolerance_of"]

Better = Literal["higher", "lower"]

ABOUT = Fraction(5, 100)
"""The tolerance of 左右 and about: the share of the number promised by which a value may miss it and still keep it.

A convention, for no standard sets one: small enough that 5 % does not hide a miss by half a percentage point, and
named in every result that rests on it, with its bounds, so that a reader may hold the value against another.
"""
_POINTS = "个百分点"
_TURNED: dict[Comparator | None, Comparator | None] = {
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
    "better_than": "better_than",
    "about": "about",
}


def in_unit(amount: Amount, unit: str) -> Fraction | Refusal:
    """Return an amount's exact number in a unit; a number without a unit is not taken for one with a unit."""
    if amount.unit == unit:
        return amount.fraction
    if not amount.unit or not unit or not is_known(unit) or not same_dimension(amount.unit, unit):
        return Refusal("unit_mismatch", say("progress.unit" if unit else "progress.no_unit", amount=amount, unit=unit))
    return amount.fraction * factor(amount.unit, unit)


def level_of(change: Change, base: Amount, years: int) -> Level | Refusal:
    """Return the level that a change promises.

    Parameters:
        change: the promise.
        base: the level in its base year.
        years: how many years it has, for a promise by the year.

    Returns:
        base × (1 ± d) for a relative change and base ± q for a quantity; for one by the year base × (1 ± d)^n and
        base ± n q. A decrease turns the comparator: falling by at least 14 % is ending at most 86 % high. Percentage
        points are added to shares; a percentage is not.

    Example:
        >>> level_of(Change(direction="decrease", value="20 %", relative=True), Amount("50 吨"), 5)
        Level(value=Amount("40 吨"), high=None, comparator=None)

    Source: compound change at a constant yearly rate.
    """
    ends = []
    for value in (change.value, change.high):
        if value is not None:
            end = _end(change, value, base, years)
            if isinstance(end, Refusal):
                return end
            ends.append(end)
    if change.direction == "decrease":
        ends.reverse()
    comparator = _TURNED.get(change.comparator) if change.direction == "decrease" else change.comparator
    if len(ends) == 2:
        return Level(value=min(ends), high=max(ends), comparator="between")
    return Level(value=ends[0], comparator=None if comparator == "between" else comparator)


def _end(change: Change, value: Amount, base: Amount, years: int) -> Amount | Refusal:
    sign = 1 if change.direction == "increase" else -1
    start = base.fraction
    if change.relative and is_level(base.unit):
        return Refusal("level_arithmetic", say("progress.level_arithmetic", value=value, base=base, unit=base.unit))
    if change.relative and start <= 0:
        return Refusal("level_arithmetic", say("progress.share_of_nothing", value=value, base=base))
    if change.relative:
        share = (
            in_unit(value, "%")
            if value.unit
            else Refusal("unit_mismatch", say("progress.share_or_percent", value=value))
        )
        if isinstance(share, Refusal):
            return Refusal("unit_mismatch", say("progress.relative", fault=share.message))
        step = 1 + sign * share / 100
        end = start * (step**years if change.per == "year" else step)
    else:
        quantity = _quantity(value, base.unit)
        if isinstance(quantity, Refusal):
            return quantity
        end = start + sign * quantity * (years if change.per == "year" else 1)
    try:
        return Amount(end, base.unit)
    except PlanModelError as error:
        return Refusal("no_number", say("progress.bounds", reason=error.message))


def _quantity(value: Amount, unit: str) -> Fraction | Refusal:
    """Return an absolute change in the unit of the level that it changes."""
    if _is_share(unit):
        if not (value.unit and is_known(value.unit) and same_dimension(value.unit, _POINTS)):
            return Refusal("unit_mismatch", say("progress.points", value=value, unit=unit))
        return value.fraction * factor(value.unit, _POINTS) * factor("%", unit)
    if is_level(unit) and same_dimension(value.unit, difference_unit(unit)):
        return value.fraction * factor(value.unit, difference_unit(unit))
    return in_unit(value, unit)


def _is_share(unit: str) -> bool:
    return bool(unit) and is_known(unit) and same_dimension(unit, "%")


def direction_of(
    better: Better | None, promise: Change | Level, level: Level, indicator: str
) -> Better | Refusal | None:
    """Return which way is better: as the indicator or metric says, else as a promised change goes.

    A comparator that contradicts it (at least 100 of what should be low) is a refusal. ``None`` when nothing says it.
    """
    if better is None and isinstance(promise, Change) and promise.comparator not in CEILINGS:
        return "higher" if promise.direction == "increase" else "lower"
    asked = side_of(level.comparator)
    if better is not None and asked is not None and asked != better and isinstance(promise, Level):
        words = {"better": term("better", better), "comparator": term("comparator", level.comparator or "")}
        return Refusal(
            "no_direction", say("progress.against_direction", indicator=indicator, value=level.value, **words)
        )
    return better


def keeps(
    actual: Fraction,
    level: Fraction,
    high: Fraction | None,
    rule: Comparator | Better | None,
    tolerance: Fraction = Fraction(0),
) -> bool | None:
    """Return whether a value keeps a level.

    Parameters:
        actual: the value.
        level: the level, or the lower end of a range.
        high: the upper end of a range.
        rule: a comparator, or which way is better where the text says none; ``None`` where nothing is known.
        tolerance: by how much an approximate level may be missed.

    Example:
        >>> keeps(Fraction(98), Fraction(97), None, "at_least"), keeps(Fraction(98), Fraction(97), None, None)
        (True, None)
    """
    if rule == "about":
        return abs(actual - level) <= tolerance
    if rule == "between" and high is not None:
        return level <= actual <= high
    if rule in ("at_least", "higher"):
        return actual >= level - tolerance
    if rule in ("at_most", "lower"):
        return actual <= level + tolerance
    if rule == "more_than":
        return actual > level
    return actual < level if rule == "less_than" else None


def rule_of(level: Level, better: Better | None) -> Comparator | Better | None:
    """Return what a value is tested by: the comparator, or ``better`` where that is no test in itself.

    A value beyond a range, or a number with a tolerance, on the better side keeps it.
    """
    if level.comparator is None or (level.comparator in ("about", "between") and better is not None):
        return better
    if level.comparator == "better_than":
        return None if better is None else "more_than" if better == "higher" else "less_than"
    return level.comparator


def tolerance_of(level: Level, start: Amount | None) -> Amount | None:
    """Return how far a value may miss an approximate level, in the level's unit; ``None`` for other levels.

    Parameters:
        level: what is promised.
        start: the level in the base year, where a change from it is promised: then the number promised is the change.

    Returns:
        :data:`ABOUT` of the number promised; 0 of a level in ℃ or dB, of which no share can be taken.
    """
    if level.comparator != "about":
        return None
    number = level.value.fraction
    if start is not None:
        number -= start.fraction  # a change's level is in the unit of its start
    elif is_level(level.value.unit):
        number = Fraction(0)
    return Amount(abs(number) * ABOUT, difference_unit(level.value.unit))


def aim_of(level: Level, better: Better | None) -> Amount:
    """Return the end of a range that is reached first; a level's value."""
    return level.high if level.high is not None and better == "lower" else level.value
