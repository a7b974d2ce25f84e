"""Durations and waits whose length depends on when they begin: months of the calendar, and work on the clock's line.

A span leads from a start to a finish. It never runs backwards, a later start never has an earlier finish, but several
starts can share one: a month from 28, 29, 30 and 31 January ends with 27 February. So it has two inverses: the latest
start from which it is over by a tick, and the earliest from which it is not over before one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from planmodel.scheduling import clock
from planmodel.scheduling.clock import no_date

if TYPE_CHECKING:
    from planmodel.scheduling.axis import Axis

__all__ = [
    "MONTHS",
    "TICKS",
    "WORK",
    "Span",
    "Step",
    "Wait",
    "earliest",
    "joined",
    "latest",
    "on_calendar",
    "plain",
    "scaled",
    "through",
]

_KEPT = 2**16
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

TICKS, MONTHS, WORK = "ticks", "months", "work"


class Step(NamedTuple):
    """A stretch of time.

    Parameters:
        kind: ``ticks``; ``months`` of the calendar, whole ones; or ticks of ``work``, where every minute counts.
        size: how many.
        calendar: by which calendar is worked; the usual one has no name.
    """

    kind: str
    size: int
    calendar: str = ""


class Span(tuple[Step, ...]):
    """Stretches of time, one after the other."""

    __slots__ = ()


Wait = int | Span
"""A number of ticks that is the same everywhere, or a span."""


def joined(*parts: Wait) -> Wait:
    """Return stretches one after the other as one; plain ticks stay plain."""
    steps: list[Step] = []
    for part in parts:
        for step in part if isinstance(part, Span) else (Step(TICKS, part),):
            if steps and steps[-1].kind == step.kind and steps[-1].calendar == step.calendar:
                steps[-1] = step._replace(size=steps[-1].size + step.size)
            elif step.size:
                steps.append(step)
    steps = [step for step in steps if step.size]
    if all(step.kind == TICKS for step in steps):
        return sum(step.size for step in steps)
    return Span(steps)


def plain(wait: Wait) -> int:
    """Return a wait that is the same everywhere."""
    assert not isinstance(wait, Span)
    return wait


def scaled(wait: Wait, factor: int) -> Wait:
    """Return a wait on an axis whose ticks are so many times finer."""
    if not isinstance(wait, Span):
        return wait * factor
    return Span(step if step.kind == MONTHS else step._replace(size=step.size * factor) for step in wait)


def through(axis: Axis, wait: Wait, start: int) -> int:
    """Return the tick to which a wait leads from ``start``."""
    if not isinstance(wait, Span):
        return start + wait
    for step in wait:
        start = _through(axis, step, start)
    return start


def latest(axis: Axis, wait: Wait, finish: int) -> int:
    """Return the last tick from which a wait is over by ``finish``."""
    if not isinstance(wait, Span):
        return finish - wait
    for step in reversed(wait):
        finish = _latest(axis, step, finish)
    return finish


def earliest(axis: Axis, wait: Wait, finish: int) -> int:
    """Return the first tick from which a wait is not over before ``finish``."""
    if not isinstance(wait, Span):
        return finish - wait
    for step in reversed(wait):
        finish = _earliest(axis, step, finish)
    return finish


def on_calendar(wait: Wait, calendar: str) -> Wait:
    """Return a wait whose work goes by another calendar."""
    if not isinstance(wait, Span) or not calendar:
        return wait
    return Span(step._replace(calendar=calendar) if step.kind == WORK else step for step in wait)


# --- one step ---


def _through(axis: Axis, step: Step, start: int) -> int:
    if step.kind == TICKS:
        return start + step.size
    if step.kind == WORK:
        return clock.ends(axis, step.calendar, clock.worked(axis, step.calendar, start) + step.size)
    day, rest = divmod(start, axis.per_unit)
    then = _on(axis, months_on, day, step.size)
    # Within the last days of a month that has no such days the time of day would run backwards: it does not count.
    return then * axis.per_unit + (rest if rest and _on(axis, months_on, day + 1, step.size) > then else 0)


def _latest(axis: Axis, step: Step, finish: int) -> int:
    if step.kind == TICKS:
        return finish - step.size
    if step.kind == WORK:
        return clock.begins(axis, step.calendar, clock.worked(axis, step.calendar, finish) - step.size)
    day, rest = divmod(finish, axis.per_unit)
    then = _on(axis, _last_day, day, step.size)
    exact = _on(axis, months_on, then, step.size) == day
    return then * axis.per_unit + (rest if exact else axis.per_unit - 1)


def _earliest(axis: Axis, step: Step, finish: int) -> int:
    if step.kind == TICKS:
        return finish - step.size
    if step.kind == WORK:  # where the work for a finish in time off would have to begin; it ends before that time
        return clock.begins(axis, step.calendar, clock.worked(axis, step.calendar, finish) - step.size)
    day, rest = divmod(finish, axis.per_unit)
    first = _on(axis, _first_day, day, step.size)
    if _on(axis, months_on, first, step.size) > day or not rest:
        return first * axis.per_unit
    return _on(axis, _last_day, day, step.size) * axis.per_unit + rest


# --- months; days are ordinals, of which a plan's are so few that they are kept ---


def _on(axis: Axis, leads: Callable[[int, int], int], day: int, count: int) -> int:
    """Return where ``count`` months lead from a day; both are counted from the start."""
    return leads(axis.first_day + day, count) - axis.first_day


@lru_cache(maxsize=_KEPT)
def months_on(day: int, count: int) -> int:
    """Return the same day of the month, so many months later, or that month's last day."""
    months, of_month = _month(day)
    return _day(months + count, of_month)


@lru_cache(maxsize=_KEPT)
def _last_day(day: int, count: int) -> int:
    """Return the last day from which ``count`` months lead to ``day`` or before it."""
    months, of_month = _month(day)
    return _day(months - count, 31 if of_month == _length(months) else of_month)


@lru_cache(maxsize=_KEPT)
def _first_day(day: int, count: int) -> int:
    """Return the first day from which ``count`` months lead to ``day`` or beyond it."""
    months, of_month = _month(day)
    if of_month <= _length(months - count):
        return _day(months - count, of_month)
    return _day(months - count + 1, 1)


def _month(day: int) -> tuple[int, int]:
    """Return the months since year 0 and the day of the month.

    Raises:
        ModelError: it lies outside the years 1 to 9999.
    """
    if not 1 <= day <= dt.date.max.toordinal():
        raise no_date(day < 1)
    date = dt.date.fromordinal(day)
    return date.year * 12 + date.month - 1, date.day


def _day(months: int, of_month: int) -> int:
    """Return a day of a month, or the month's last one."""
    year, month = divmod(months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise no_date(year < 1)
    return dt.date(year, month + 1, min(of_month, _length(months))).toordinal()


def _length(months: int) -> int:
    year, month = divmod(months, 12)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 1 and leap else _LENGTHS[month]
