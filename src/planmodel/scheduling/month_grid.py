"""Whether all times of a plan fall on one day of the month, so that months can be counted as equal steps."""

from __future__ import annotations

import datetime as dt

from planmodel.model.element import Undertaking
from planmodel.model.kinds import Resource
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import MONTHS, Span, Wait

__all__ = ["on_month_grid"]

_LAST_OF_EVERY_MONTH = 27
"""The last day of the month from which so many months lead to the same day and back again."""


def on_month_grid(plan: Plan, schedule: Schedule, as_of: dt.date | None) -> bool:
    """Return whether every duration, wait and date lies on steps of a month from the start."""
    network = schedule.network
    start = network.axis.start
    if start is None or network.axis.calendar is not None or start.day > _LAST_OF_EVERY_MONTH:
        return False
    if start.day != 1 and any(one.renewal == "year" for one in plan.of(Resource)):
        return False
    works = plan.of(Undertaking)
    waits: list[Wait] = [network.axis.wait(mode.duration.likely) for one in works for mode in one.modes]
    waits += [network.length(node) for node in range(len(network.durations)) if node not in schedule.bounds.pinned]
    waits += [network.lag(link) for link in range(len(network.lags))]
    waits += [most for *_, most in network.longest] + [lag for *_, lag in network.openings]
    if not all(wait == 0 or (isinstance(wait, Span) and [step.kind for step in wait] == [MONTHS]) for wait in waits):
        return False
    days = [day for one in works for day in _begins((one.not_before, one.started), (one.finish_by, one.finished))]
    if as_of is not None:
        days.append(_day_after(as_of))
    return all(day == start.day for day in days)


def _begins(starts: tuple[Period | None, ...], ends: tuple[Period | None, ...]) -> list[int]:
    """Return the days of the month on which periods begin, and those behind which periods end."""
    first = [period.start.day for period in starts if period is not None]
    return first + [_day_after(period.end) for period in ends if period is not None]


def _day_after(day: dt.date) -> int:
    return 0 if day == dt.date.max else (day + dt.timedelta(days=1)).day
