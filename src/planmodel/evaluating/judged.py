"""What a promise is judged by, and what is known of it on a day."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from planmodel.evaluating.scale import State
from planmodel.model.targets import Change, Commitment
from planmodel.tracking.results import IndicatorProgress, Trajectory
from planmodel.units import Amount

__all__ = ["Judged", "Yardsticks", "YearRule", "way_of"]

YearRule: TypeAlias = Literal["amount", "growth"]
"""How a value of a part of the year is held: an ``amount`` against months ÷ 12, a ``growth`` rate in full."""


class Yardsticks(NamedTuple):
    """What values are held against.

    Parameters:
        day: the day of the evaluation.
        trajectory: the way that is expected; by the promise itself when ``None``, see :func:`way_of`.
        time_share: the share of time that counts for all rows; that of each row's own data when ``None``.
        tolerance: by which share of the number promised an approximate one may be missed; none is assumed.
        margin: by which share of the way a value may be off the schedule and still be on it.
        near: which share of the target is a near miss.
    """

    day: dt.date
    trajectory: Trajectory | None = None
    time_share: Fraction | None = None
    tolerance: Fraction | None = None
    margin: Fraction = Fraction(0)
    near: Fraction = Fraction(1, 100)


class Judged(NamedTuple):
    """What is known of a promise on a day.

    Parameters:
        state: see :data:`~planmodel.evaluating.scale.State`.
        result: the progress that it rests on.
        value: the value that was held against the target.
        period: what that is of.
        share: the share of the way gone, or of a year's amount done.
        yardstick: the share that was to be there by then.
        method: the rule.
        gap: value − target, in the target's unit.
        near: whether the target was missed by very little.
        reason: why it cannot be judged, or what to mind.
        aim: within a year, the number promised.
        size: within a year, the measured change in the direction promised.
        side: within a year, how the value is to stand to the number.
    """

    state: State
    result: IndicatorProgress | None = None
    value: Amount | None = None
    period: str | None = None
    share: Fraction | None = None
    yardstick: Fraction | None = None
    method: str | None = None
    gap: Amount | None = None
    near: bool = False
    reason: str | None = None
    aim: Amount | None = None
    size: Amount | None = None
    side: str | None = None


def way_of(commitment: Commitment, trajectory: Trajectory | None) -> Trajectory:
    """Return the way that is expected: the one asked for, else its own, which compounds where it is by the year.

    Whoever grows by exactly the 6 % a year that were promised is below the straight line until the last day.
    """
    if trajectory is not None:
        return trajectory
    return (
        "geometric" if isinstance(commitment, Change) and commitment.relative and commitment.per == "year" else "linear"
    )
