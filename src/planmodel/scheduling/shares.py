"""Parts of durations, and durations as plain numbers of ticks."""

from __future__ import annotations

from fractions import Fraction

from planmodel.model.time_amounts import DAY, MONTH, counted_in
from planmodel.scheduling.axis import Axis
from planmodel.scheduling.spans import MONTHS, TICKS, WORK, Span, Step, Wait, joined
from planmodel.units import Amount

__all__ = ["mean_ticks", "share_of"]


def mean_ticks(wait: Wait, axis: Axis) -> int:
    """Return a duration in ticks, a month as 30.436875 days."""
    if not isinstance(wait, Span):
        return wait
    month = axis.exact(Amount(1, MONTH)) if axis.calendar is None else Fraction(0)
    each = {TICKS: Fraction(1), MONTHS: month, WORK: Fraction(1)}
    return round(sum((step.size * each[step.kind] for step in wait), Fraction(0)))


def share_of(wait: Wait, share: Fraction, axis: Axis) -> Wait:
    """Return a part of a duration, such as what remains of it: whole months stay months, other parts are days.

    Parameters:
        wait: the duration.
        share: the part, 0 to 1.
        axis: the axis.
    """
    if not isinstance(wait, Span):
        return round(wait * share)
    steps = []
    for step in wait:
        count = step.size * share
        if step.kind == MONTHS and count.denominator != 1:
            count = count * counted_in(Amount(1, MONTH), DAY) * axis.per_unit
            steps.append(Step(TICKS, round(count)))
        else:
            steps.append(step._replace(size=round(count)))
    return joined(Span(steps))
