"""What is asked about one indicator, and answers that are a reason."""

from __future__ import annotations

import datetime as dt

import attrs

from planmodel.model.kinds import Indicator, Metric
from planmodel.model.targets import Target
from planmodel.tracking.choice import Refusal
from planmodel.tracking.levels import Better
from planmodel.tracking.path import year_end
from planmodel.tracking.results import IndicatorProgress, Trajectory
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["Question", "is_due", "refused", "stale_value"]


@attrs.frozen(kw_only=True)
class Question:
    """One indicator, one target, one day.

    Parameters:
        indicator: the indicator.
        metric: its definition, if it is at hand.
        day: the day asked about.
        target: the target.
        trajectory: the way that is expected.
        base_level: the level in the base year, as the caller knows it.
        base_year: the base year, where the indicator does not say its own.
    """

    indicator: Indicator
    metric: Metric | None
    day: dt.date
    target: Target
    trajectory: Trajectory
    base_level: Amount | None
    base_year: int | None

    @property
    def better(self) -> Better | None:
        """Which way is better, as the indicator or its metric says."""
        return self.indicator.better or (self.metric.better if self.metric is not None else None)


def refused(seed: IndicatorProgress, refusal: Refusal, *, reached: bool | None = None) -> IndicatorProgress:
    """Return a result with a reason in it, and whether the level was reached where that is known now."""
    reached = seed.reached if reached is None else reached
    return attrs.evolve(seed, reason=refusal.reason, message=refusal.message, reached=reached)


def is_due(q: Question) -> bool:
    """Return whether the target's year is over on the day asked about."""
    return q.target.year is not None and q.day >= year_end(q.target.year)


def stale_value(q: Question, seed: IndicatorProgress) -> Refusal | None:
    """Return a refusal when the target is due and the last value is of an earlier year."""
    if not is_due(q) or q.target.year is None or seed.actual is None or seed.actual.period is None:
        return None
    if seed.actual.period.end >= year_end(q.target.year):
        return None
    message = say("progress.stale", year=q.target.year, period=seed.actual.period)
    return Refusal("not_comparable_period", message)
