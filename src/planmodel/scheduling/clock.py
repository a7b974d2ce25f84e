"""Working time on a line on which every minute counts: how much was worked by a tick, and when so much is reached.

Such a line is needed where not all work goes by the same hours: some passes day and night, or by a calendar of its own,
or on days with hours of their own. A tick is a minute, or a part of one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planmodel.errors import ModelError
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.model.calendar import Calendar
    from planmodel.scheduling.axis import Axis

__all__ = ["begins", "ends", "last_point", "next_work", "point_at", "worked"]

_DAY = 1440


def worked(axis: Axis, calendar: str, tick: int) -> int:
    """Return how many ticks were worked by a tick, since year 1."""
    times, fine = axis.times(calendar), axis.per_minute
    day, rest = divmod(tick + axis.first_minute * fine, _DAY * fine)
    done = times.minutes_before(_checked(day)) * fine
    if rest:
        for begin, end in axis.shifts(calendar, day):
            if rest <= begin * fine:
                break
            done += min(rest, end * fine) - begin * fine
    return done


def ends(axis: Axis, calendar: str, work: int) -> int:
    """Return the first tick by which so much was worked: where work ends."""
    return _reached(axis, calendar, work, beyond=False)


def begins(axis: Axis, calendar: str, work: int) -> int:
    """Return the last tick by which no more was worked: where work goes on."""
    return _reached(axis, calendar, work, beyond=True)


def _reached(axis: Axis, calendar: str, work: int, *, beyond: bool) -> int:
    times, fine = axis.times(calendar), axis.per_minute
    known = axis.known_days.get((calendar, beyond, work))
    if known is not None:
        return known
    day = times.day_reaching(Fraction(work, fine) if fine > 1 else work, beyond=beyond)
    left = work - times.minutes_before(day) * fine
    tick = 0
    for begin, end in axis.shifts(calendar, day):
        length = (end - begin) * fine
        if left < length or (left == length and not beyond):
            tick = begin * fine + left
            break
        left -= length
    found = day * _DAY * fine + tick - axis.first_minute * fine
    axis.known_days[calendar, beyond, work] = found
    return found


def next_work(axis: Axis, calendar: str, tick: int) -> int:
    """Return the tick itself where it is worked on from there, otherwise that at which work goes on."""
    return begins(axis, calendar, worked(axis, calendar, tick))


def point_at(axis: Axis, calendar: str, tick: int) -> int:
    """Return where what takes no time stands: at the tick itself, also where work ends there, else where it goes on."""
    work = worked(axis, calendar, tick)
    return tick if ends(axis, calendar, work) == tick else begins(axis, calendar, work)


def last_point(axis: Axis, calendar: str, tick: int) -> int:
    """Return the last tick by then at which what takes no time can stand: where work ends, goes on or is under way."""
    work = worked(axis, calendar, tick)
    return tick if begins(axis, calendar, work) == tick else ends(axis, calendar, work)


def _checked(day: int) -> int:
    if not 1 <= day <= 3_652_059:
        raise no_date(day < 1)
    return day


def no_date(before: bool, start: str = "") -> ModelError:
    """Return the error about a time that is no date.

    Parameters:
        before: whether it lies before the first of all dates, or behind the last.
        start: the day from which the plan counts, where that helps.
    """
    key = f"time.no_date{'_from' if start else ''}.{'before' if before else 'after'}"
    return ModelError(say(key, start=start), hint=say("time.unit.hint"))


def is_needed(calendar: Calendar, *, elapsed: bool, own: bool, hours: bool) -> bool:
    """Return whether a plan needs such a line.

    Parameters:
        calendar: the usual calendar.
        elapsed: whether some time passes whether there is work or not.
        own: whether some work goes by a calendar of its own.
        hours: whether it matters where an end lies in time off: dates have times of day, or a start bounds an end.
    """
    return elapsed or own or not calendar.is_even or (hours and bool(calendar.hours))
