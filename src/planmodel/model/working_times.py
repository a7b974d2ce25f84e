"""Working calendars as elements of a plan, their times as people write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

import attrs

from planmodel.errors import ModelError
from planmodel.expression import expression
from planmodel.model.calendar import Calendar, Shifts
from planmodel.model.element import Element
from planmodel.model.period import Period
from planmodel.model.sources import as_names, check_count, check_names
from planmodel.words import say

__all__ = ["WorkCalendar", "lines_of", "runs_of"]

_SHIFT = expression(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)\Z", re.ASCII)
_DAYS = expression(r"([1-7])(?:-([1-7]))?\Z", re.ASCII)
_MOST_DATES = 100_000
_WHOLE_DAY: Shifts = ((0, 1440),)


def _is_usual(instance: object, attribute: attrs.Attribute[bool], value: object) -> None:
    if not isinstance(value, bool):
        raise ModelError(say("field.truth", name=attribute.name, value=f"{value!r:.40}"), field=(attribute.name,))


@attrs.frozen(kw_only=True)
class WorkCalendar(Element):
    """A working calendar that a plan's work goes by.

    Parameters:
        weekdays: the shifts of the week's worked days, 1 for Monday: ``1-5 08:00-12:00 13:00-17:00``,
            ``6 08:00-12:00``; without shifts, ``1-5``, days alone count.
        dates: days that differ: ``2025-10-01/2025-10-07 off``, ``2025-10-11 08:00-12:00``; where days alone count
            also ``on``.
        days_per_month: how many working days a duration of one month stands for.
        usual: whether the plan's work goes by it where it names no other.

    Raises:
        ModelError: a line says none of this, shifts overlap, or no day of the week is worked.

    Example:
        >>> WorkCalendar(id="c", name="Nights", weekdays=["1-5 00:00-06:00"]).times.minutes_per_day
        360
    """

    weekdays: tuple[str, ...] = attrs.field(
        default=("1-5 08:00-12:00 13:00-17:00",),
        converter=as_names,
        validator=check_names,
    )
    dates: tuple[str, ...] = attrs.field(
        default=(),
        converter=as_names,
        validator=check_names,
    )
    days_per_month: int = attrs.field(default=20, validator=check_count)
    usual: bool = attrs.field(default=False, validator=_is_usual)

    kind: ClassVar[str] = "calendar"
    plural: ClassVar[str] = "calendars"

    def __attrs_post_init__(self) -> None:
        _ = self.times

    @property
    def times(self) -> Calendar:
        """The calendar to schedule with."""
        return _times(self.weekdays, self.dates, self.days_per_month)


@lru_cache(maxsize=256)
def _times(weekdays: tuple[str, ...], dates: tuple[str, ...], days_per_month: int) -> Calendar:
    week: list[Shifts] = [()] * 7
    timed = any(" " in line.strip() for line in weekdays)
    for line in weekdays:
        days, _, shifts = line.strip().partition(" ")
        match = _DAYS.match(days)
        if match is None or (timed and not shifts.strip()):
            raise ModelError(
                say("calendar.no_times", line=f"{line!r:.80}"), hint=say("write", text="1-5 08:00-12:00 13:00-17:00")
            )
        for number in range(int(match[1]), int(match[2] or match[1]) + 1):
            week[number - 1] = _shifts(shifts, line) if timed else _WHOLE_DAY
    odd: dict[dt.date, Shifts] = {}
    for line in dates:
        text, _, shifts = line.partition(" ")
        period = Period(text)
        if len(odd) + period.days > _MOST_DATES:
            raise ModelError(say("calendar.too_many", most=_MOST_DATES))
        whole = not timed and shifts.strip() == "on"
        worked = _WHOLE_DAY if whole else () if shifts.strip() == "off" else _shifts(shifts, line)
        odd |= {dt.date.fromordinal(day): worked for day in range(period.start.toordinal(), period.end.toordinal() + 1)}
    found = Calendar.of_shifts(week, odd, days_per_month)
    return found if timed else attrs.evolve(found, hours=(), odd_hours=())


def _shifts(text: str, line: str) -> Shifts:
    found = []
    for part in text.split():
        match = _SHIFT.match(part)
        if match is None:
            raise ModelError(
                say("calendar.no_shift", part=f"{part!r:.40}", line=f"{line!r:.80}"), hint=say("calendar.no_shift.hint")
            )
        hours = [int(digits) for digits in match.groups()]
        found.append((hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]))
    return tuple(found)


def lines_of(calendar: Calendar) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a calendar's week and the days that differ from it, as :class:`WorkCalendar` writes them.

    Example:
        >>> lines_of(Calendar(hours=(("08:00", "12:00"),), holidays=["2025-10-01"]))
        (('1-5 08:00-12:00',), ('2025-10-01 off',))
    """
    week, dates = runs_of(calendar)
    if not calendar.hours:
        days = tuple(_span(str(first), str(last)) for first, last, shifts in _runs(enumerate(week, 1)) if shifts)
        off = tuple(f"{_span(str(a), str(b), '/')} {'on' if shifts else 'off'}" for a, b, shifts in dates)
        return days, off
    weekdays = tuple(
        f"{_span(str(first), str(last))} {_text(shifts)}" for first, last, shifts in _runs(enumerate(week, 1)) if shifts
    )
    return weekdays, tuple(f"{_span(str(first), str(last), '/')} {_text(shifts)}" for first, last, shifts in dates)


def runs_of(calendar: Calendar) -> tuple[list[Shifts], list[tuple[dt.date, dt.date, Shifts]]]:
    """Return the shifts of a calendar's week from Monday on, and runs of days that differ, each with its shifts."""
    monday = dt.date(1, 1, 1)
    even = attrs.evolve(calendar, holidays=frozenset(), workdays=frozenset())
    week = [even.shifts_on(monday + dt.timedelta(days=number)) for number in range(7)]
    differing = [(day.toordinal(), calendar.shifts_on(day)) for day in calendar.odd_dates]
    day_of = dt.date.fromordinal
    return week, [(day_of(first), day_of(last), shifts) for first, last, shifts in _runs(differing)]


def _runs(days: Iterable[tuple[int, Shifts]]) -> list[tuple[int, int, Shifts]]:
    """Return runs of days that follow each other and have the same shifts."""
    found: list[tuple[int, int, Shifts]] = []
    for day, shifts in days:
        if found and found[-1][1] == day - 1 and found[-1][2] == shifts:
            found[-1] = (found[-1][0], day, shifts)
        else:
            found.append((day, day, shifts))
    return found


def _span(first: str, last: str, between: str = "-") -> str:
    return first if first == last else f"{first}{between}{last}"


def _text(shifts: Shifts) -> str:
    return " ".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in shifts) or "off"
