"""When work is over by the dates that are stated, with what it waits for."""

from __future__ import annotations

import datetime as dt
from math import floor
from typing import NamedTuple

from planmodel.evaluating.work import begins_of, due_of
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import months_on
from planmodel.units import Amount, is_known, same_dimension

__all__ = ["finish_of"]


class _Point(NamedTuple):
    """The evening before work begins, or of the day when it is over.

    Parameters:
        day: the day, or the earliest that it can be; ``None`` where nothing says so.
        known: whether all that it rests on is stated.
    """

    day: dt.date | None
    known: bool


def finish_of(plan: Plan, work: Undertaking, schedule: Schedule | None) -> tuple[dt.date | None, bool]:
    """Return when work is over, what it waits for included, and whether all of that is stated.

    A dependency holds the end of work that its type names, with its lag or lead; what may begin only then is over no
    sooner than its duration later, where that is stated, and what something else must begin for not before that day.
    """
    return _point(plan, work, "F", schedule, frozenset())


def _point(plan: Plan, work: Undertaking, end: str, schedule: Schedule | None, seen: frozenset[str]) -> _Point:
    stated = _fact(work, end, schedule)
    if stated is not None:
        return _Point(stated, True)
    own = due_of(work) if end == "F" else _begun(work)
    days, known = [] if own is None else [own], own is not None
    for link in work.depends_on:
        before = plan.get(link.to)
        if not isinstance(before, Undertaking) or link.to in seen or (end == "S" and link.type[1] == "F"):
            continue
        day = _point(plan, before, link.type[0], schedule, seen | {work.id}).day
        waits = [link.lag]
        if end == "F" and link.type[1] == "S" and work.duration is not None:
            waits.append(work.duration.low or work.duration.likely)
        for wait in waits:
            if day is not None:
                day, exact = _later(day, wait)
                known = known and exact
        if day is not None:
            days.append(day + dt.timedelta(days=1) if end == "F" and link.type[0] == "S" and len(waits) == 1 else day)
    return _Point(max(days, default=None), known)


def _fact(work: Undertaking, end: str, schedule: Schedule | None) -> dt.date | None:
    """Return when work began or was over, else when a schedule has it."""
    if end == "F" and work.finished is not None:
        return work.finished.end
    if end == "S" and work.started is not None:
        return _eve(work.started.start)
    if schedule is None or work.id not in schedule:
        return None
    planned = schedule[work.id].early_finish if end == "F" else schedule[work.id].early_start
    if not isinstance(planned, dt.date):
        return None
    day = planned.date() if isinstance(planned, dt.datetime) else planned
    return day if end == "F" else _eve(day)


def _begun(work: Undertaking) -> dt.date | None:
    begins = begins_of(work)
    return None if begins is None else _eve(begins)


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1) if day > dt.date.min else day


def _later(day: dt.date, wait: Amount | None) -> tuple[dt.date | None, bool]:
    """Return the day a wait later, and whether that is exact: working time takes at least no time, a lead any."""
    if wait is None or wait.fraction == 0:
        return day, True
    if not (wait.unit and is_known(wait.unit) and same_dimension(wait.unit, "天")):
        return (day if wait.fraction > 0 else None), False
    months = wait.to("月").fraction
    ordinal, days = day.toordinal(), floor(wait.to("天").fraction)
    found = months_on(ordinal, int(months)) if months.denominator == 1 else ordinal + days
    return (dt.date.fromordinal(found), True) if 1 <= found <= dt.date.max.toordinal() else (None, False)
