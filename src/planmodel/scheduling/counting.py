"""On which line a plan's amounts of time are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import attrs

from planmodel.model.calendar import Calendar
from planmodel.model.time_amounts import DAY, MINUTES, MONTH, WORKDAY, family
from planmodel.scheduling.axis import MOST_TICKS, Axis, Counting
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["axis_for"]


def axis_for(
    amounts: Collection[Amount],
    start: dt.datetime | None,
    calendar: Calendar | None,
    *,
    counting: Counting = "calendar",
    parts: int = 1,
    calendars: Mapping[str, Calendar] | None = None,
) -> Axis:
    """Return the axis on which all these amounts are counted.

    Parameters:
        amounts: every duration and lag.
        start: when the schedule starts.
        calendar: the working calendar.
        counting: how months count where there are dates.
        parts: into how many parts amounts are divided, since some of the work is done.
        calendars: the calendars that some work goes by; ``None`` when only the usual one's time is to be counted.

    Raises:
        IncompatibleUnitsError: an amount is no time, or has no place beside the others.
    """
    kinds = [(family(amount), amount.magnitude) for amount in amounts]
    families = {kind for kind, magnitude in kinds if magnitude}  # no time at all fits beside any unit
    equal = start is None or counting == "grid"
    unit = MONTH if equal and families == {MONTH} else DAY
    if calendar is not None or (families == {WORKDAY} and start is None):
        unit = WORKDAY
    axis = Axis(unit=unit, per_unit=1, start=start, calendar=calendar, counting=counting, calendars=calendars)
    if unit == WORKDAY and calendar is not None and (calendar.hours or axis.is_clock):
        axis = attrs.evolve(axis, per_unit=sum(end - begin for begin, end in calendar.hours) or MINUTES)
    axis, _ = axis.finer(amounts)
    if parts > 1:
        per_unit = axis.per_unit * parts
        if per_unit <= MOST_TICKS:
            axis = attrs.evolve(axis, per_unit=per_unit)
        else:
            note = say("time.rest_rounded", per=axis.per_unit, unit=axis.unit)
            axis = attrs.evolve(axis, notes=tuple(sorted({*axis.notes, note})))
    return axis
