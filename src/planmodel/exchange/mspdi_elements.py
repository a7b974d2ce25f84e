"""Elements of Microsoft Project's XML as they are written: children in the schema's order, times in its form."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from planmodel.model.calendar import Calendar, Shifts
from planmodel.model.period import Period
from planmodel.model.working_times import runs_of
from planmodel.text import for_xml

__all__ = ["calendar_element", "clock", "fill", "moment_text", "period_text"]


def fill(parent: Element, **children: object) -> None:
    """Add children in the order in which they are given; none for ``None``, 0 and 1 for false and true."""
    for name, value in children.items():
        if value is not None:
            text = str(int(value)) if isinstance(value, bool) else str(value)
            SubElement(parent, name).text = for_xml(text)


def period_text(seconds: Fraction) -> str:
    """Return a time as Microsoft Project writes it; what is shorter than a second is rounded.

    Example:
        >>> period_text(Fraction(5400))
        'PT1H30M0S'
    """
    hours, rest = divmod(round(seconds), 3600)
    return f"PT{hours}H{rest // 60}M{rest % 60}S"


def clock(minute: int) -> str:
    """Return a minute of the day as a time; its end is midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"


def moment_text(period: Period, times: Calendar, *, end: bool, instant: bool) -> str:
    """Return a day, or a day with its time, as a moment: a day alone is where its work begins, or ends.

    Parameters:
        period: the day.
        times: the calendar of the work.
        end: whether it is the end that is meant.
        instant: whether the work takes no time, so that days off have no edges either.
    """
    day = period.end if end else period.start
    if period.time is not None:
        return f"{day}T{period.time.isoformat('seconds')}"
    shifts: Shifts = times.shifts_on(day)
    if not shifts:
        return f"{day}T{'23:59:00' if end else '00:00:00'}"
    if end and shifts[-1][1] == 1440 and day < dt.date.max:
        return f"{day + dt.timedelta(days=1)}T00:00:00"
    return f"{day}T{clock(min(shifts[-1][1], 1439) if end else shifts[0][0])}"


def calendar_element(uid: int, name: str, times: Calendar) -> Element:
    """Return a base calendar."""
    element = Element("Calendar")
    fill(element, UID=uid, Name=name, IsBaseCalendar=True, BaseCalendarUID=-1)
    week, dates = runs_of(times)
    days = SubElement(element, "WeekDays")
    for number in (7, 1, 2, 3, 4, 5, 6):  # Sunday is the first
        day = SubElement(days, "WeekDay")
        fill(day, DayType=number % 7 + 1, DayWorking=bool(week[number - 1]))
        _times(day, week[number - 1])
    if dates:
        exceptions = SubElement(element, "Exceptions")
        for first, last, shifts in dates:
            exception = SubElement(exceptions, "Exception")
            fill(exception, EnteredByOccurrences=False)
            fill(SubElement(exception, "TimePeriod"), FromDate=f"{first}T00:00:00", ToDate=f"{last}T23:59:00")
            fill(exception, Occurrences=(last - first).days + 1, Type=1, DayWorking=bool(shifts))
            _times(exception, shifts)
    return element


def _times(day: Element, shifts: Shifts) -> None:
    if not shifts:
        return
    times = SubElement(day, "WorkingTimes")
    for begin, end in shifts:
        fill(SubElement(times, "WorkingTime"), FromTime=clock(begin), ToTime=clock(end))
