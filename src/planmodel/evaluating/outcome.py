"""Whether an old promise was reached: what was measured for its year, or what is known instead."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal, NamedTuple, TypeAlias

import attrs

from planmodel.comparing.statements import several_targets
from planmodel.evaluating.printed import last_digit
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_of
from planmodel.model.numbers import Observation
from planmodel.model.plan import Plan
from planmodel.model.repeats import sort_of, spoken_order
from planmodel.model.subjects import part_key
from planmodel.model.targets import Target
from planmodel.tracking.attainment import indicator_progress
from planmodel.tracking.path import year_end
from planmodel.tracking.results import IndicatorProgress
from planmodel.units import Amount, is_known, same_dimension
from planmodel.words import say

__all__ = ["Outcome", "Promise", "State", "by_baseline", "disagreement", "outcome_of", "promises_of"]

State: TypeAlias = Literal["met", "missed", "not_met_so_far", "unknown"]
"""``not_met_so_far``: the last value is of an earlier year than the target and short of it."""


class Promise(NamedTuple):
    """A target of an indicator of a plan.

    Parameters:
        plan: the plan.
        indicator: the indicator.
        target: the target.
        several: which of its year and part differ.
        others: those of its part and form for other years.
    """

    plan: Plan
    indicator: Indicator
    target: Target
    several: str | None = None
    others: tuple[Target, ...] = ()


class Outcome(NamedTuple):
    """What became of a promise.

    Parameters:
        state: see :data:`State`.
        result: the reckoning behind it.
        reason: why it is not known, or what to mind.
    """

    state: State
    result: IndicatorProgress | None
    reason: str | None = None

    @property
    def value(self) -> Amount | None:
        """The value measured."""
        return self.result.actual.value if self.result is not None and self.result.actual is not None else None

    @property
    def year(self) -> int | None:
        """The year that it is of."""
        actual = self.result.actual if self.result is not None else None
        return actual.period.end.year if actual is not None and actual.period is not None else None

    @property
    def is_change(self) -> bool:
        """Whether the value measured is itself a change since the base year, not a level."""
        base = self.result.baseline if self.result is not None else None
        return base is not None and base.origin == "computed"


def outcome_of(promise: Promise) -> Outcome:
    """Return whether a promise was reached in its year, by the values of its own indicator.

    A value of an earlier year that is already there counts as met, with the year told; one that is not there yet says
    nothing about the target's year.
    """
    if promise.several is not None:
        return Outcome("unknown", None, promise.several)
    year = promise.target.year
    if year is None:
        return Outcome("unknown", None, say("succession.no_year"))
    result = indicator_progress(
        promise.indicator,
        as_of=year_end(year),
        target=promise.target,
        base_year=promise.plan.base_year,
        metric=metric_of(promise.plan, promise.indicator),
    )
    if result.status in ("met", "held"):
        return Outcome("met", result, result.message)
    if result.status != "unknown" or result.verdict == "not_yet_met":
        return Outcome("missed", result, result.message)
    if result.reason == "not_comparable_period" and result.reached is not None and result.actual is not None:
        period = result.actual.period
        if result.reached:
            return Outcome("met", result, say("succession.reached", by=str(period), year=str(year)))
        return Outcome("not_met_so_far", result, result.message)
    return Outcome("unknown", result, result.message)


def promises_of(plan: Plan, indicator: Indicator, from_year: int | None = None) -> list[Promise]:
    """Return what is promised, once a part and form; a target for a year between is a step on the way.

    Parameters:
        plan: the plan.
        indicator: its indicator.
        from_year: the first target due in this year or later counts, else the last; when left out, that for the end of
            the plan's period, else the last.
    """
    groups: dict[Hashable, list[Target]] = {}
    for target in indicator.targets:
        groups.setdefault((part_key(target.scope), sort_of(target.commitment)), []).append(target)
    end = plan.period.end.year if plan.period is not None else None
    found = []
    for held in groups.values():
        years = sorted(one.year for one in held if one.year is not None)
        last = years[-1] if years else None
        if from_year is not None:
            year = next((one for one in years if one >= from_year), last)
        else:
            year = end if end in years else last
        due = sorted((one for one in held if one.year == year), key=spoken_order)
        others = tuple(one for one in held if one.year != year)
        found.append(Promise(plan, indicator, due[0], several_targets(due), others))
    return found


def by_baseline(old: Promise, new: Indicator) -> State | None:
    """Return what the baseline of the next plan says of an old promise; ``None`` where it is of another year."""
    base = new.baseline
    if base is None or base.value is None or base.year is None or base.year != old.target.year:
        return None
    measured = [Observation(period=base.year, value=base.value)]
    return outcome_of(old._replace(indicator=attrs.evolve(old.indicator, observations=measured))).state


def disagreement(first: Amount, second: Amount) -> bool:
    """Return whether two printed values differ by more than the rounding of the coarser one.

    Example:
        >>> disagreement(Amount("23.04 %"), Amount("23.2 %")), disagreement(Amount("23.04 %"), Amount("23.0 %"))
        (True, False)
    """
    unit = first.unit
    if second.unit != unit:
        if not (is_known(unit) and is_known(second.unit) and same_dimension(unit, second.unit)):
            return False
        return second.to(unit).fraction != first.fraction
    return abs(first.fraction - second.fraction) > max(last_digit(first.magnitude), last_digit(second.magnitude)) / 2
