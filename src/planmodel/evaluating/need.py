"""What a target asks for, as an amount: the net change from the baseline, and with growth the gross one."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from planmodel.comparing.definitions import definition_of
from planmodel.evaluating.fates import change_way
from planmodel.evaluating.outcome import Promise
from planmodel.model.bounds import CEILINGS
from planmodel.model.targets import Change, Level
from planmodel.tracking.choice import Refusal
from planmodel.tracking.levels import aim_of, in_unit, level_of
from planmodel.units import Amount, difference_unit, is_known, same_dimension

__all__ = ["Need", "need_of", "towards"]


class Need(NamedTuple):
    """What a target asks for.

    Parameters:
        net: by how much the level must change in the direction of the target; ``None`` when nobody can say.
        base: the level that relative contributions are a share of.
        unit: the unit of the need.
        reason: why nobody can say.
    """

    net: Amount | None
    base: Amount | None
    unit: str
    reason: str | None = None


def need_of(promise: Promise) -> Need:
    """Return what a promise asks for: |target − baseline|, the change itself, or its share of the baseline."""
    if promise.several is not None:
        return Need(None, None, "", promise.several)
    if promise.target.scope is not None:
        return Need(None, None, "", f"the target is for {promise.target.scope} only, contributions for the whole")
    commitment, baseline = promise.target.commitment, promise.indicator.baseline
    base = baseline.value if baseline is not None else None
    if isinstance(commitment, Change):
        return _of_change(commitment, base, promise)
    if not isinstance(commitment, Level):
        return Need(None, base, "", f"the promise has no number: {promise.target.as_published or commitment.kind}")
    if base is None:
        return Need(None, None, commitment.value.unit, "there is no baseline, so that what is to change is not known")
    better = definition_of(promise.plan, promise.indicator).better
    aim = aim_of(commitment, better)
    start = in_unit(base, aim.unit)
    if isinstance(start, Refusal):
        return Need(None, base, aim.unit, start.message)
    change = aim.fraction - start
    way = better or ("higher" if change > 0 else "lower")
    net = change if way == "higher" else -change
    unit = _difference(aim.unit)
    if better is None and commitment.comparator is None:
        return Need(Amount(abs(change), unit or None), base, unit, None)
    return Need(Amount(max(net, Fraction(0)), unit or None), base, unit)


def _of_change(commitment: Change, base: Amount | None, promise: Promise) -> Need:
    if commitment.comparator in CEILINGS and change_way(promise) is None:
        return Need(
            None, base, commitment.value.unit, "the promise is a cap on a change, and asks for nothing to be done"
        )
    if not commitment.relative and commitment.per == "total":
        return Need(commitment.value, base, commitment.value.unit)
    if base is None:
        if commitment.relative and commitment.per == "total":
            return Need(commitment.value, None, commitment.value.unit)
        return Need(None, None, commitment.value.unit, "the level in the base year is not known")
    since = commitment.since or (promise.indicator.baseline.year if promise.indicator.baseline else None)
    since = since or promise.plan.base_year
    if commitment.per == "year" and (since is None or promise.target.year is None):
        return Need(None, base, "", "the years that a yearly change runs for are not known")
    years = promise.target.year - since if since is not None and promise.target.year is not None else 0
    level = level_of(commitment, base, years)
    if isinstance(level, Refusal):
        return Need(None, base, base.unit, level.message)
    unit = _difference(base.unit)
    return Need(Amount(abs(level.value.fraction - base.fraction), unit or None), base, unit)


def _difference(unit: str) -> str:
    if unit and is_known(unit) and same_dimension(unit, "%"):
        return "个百分点"
    return difference_unit(unit) if unit else ""


def towards(amount: Amount, need: Need) -> Fraction | str:
    """Return a contribution in the unit of the need, or why it has no such number.

    A percentage towards a quantity is a share of the level in the base year.
    """
    percent = bool(amount.unit) and is_known(amount.unit) and same_dimension(amount.unit, "%")
    in_percent = bool(need.unit) and is_known(need.unit) and same_dimension(need.unit, "%")
    if percent and not in_percent and need.unit != "个百分点":
        if need.base is None:
            return f"{amount} of a level in the base year that is not known"
        base = in_unit(need.base, need.unit)
        return base * amount.to("%").fraction / 100 if isinstance(base, Fraction) else base.message
    number = in_unit(amount, need.unit)
    return number if isinstance(number, Fraction) else number.message
