"""The calendars of Microsoft Project's XML."""

from __future__ import annotations

import datetime as dt
import re

from planmodel.errors import ModelError
from planmodel.formats.imported import Record
from planmodel.model.calendar import Calendar

__all__ = ["Calendars"]

_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::00(?:\.0+)?)?\Z", re.ASCII)
_MOST_DAYS = 40_000
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_Shifts = tuple[tuple[str, str], ...]


class Calendars:
    """The file's calendars."""

    def __init__(self, project: Record) -> None:
        self.project = project
        self.by_uid = {calendar.whole("UID"): calendar for calendar in project.records("Calendars", "Calendar")}
        self._differing: list[tuple[Record, _Shifts]] = []
        self._days = 0

    def chain(self, uid: int | None) -> list[tuple[int, Record]]:
        """Return a calendar and those that it is derived from."""
        found: dict[int, Record] = {}
        while uid is not None and uid not in found and uid in self.by_uid:
            found[uid] = self.by_uid[uid]
            # a base calendar names itself, none (-1), or, by an old habit of Project, 0
            uid = None if found[uid].flag("IsBaseCalendar") else found[uid].whole("BaseCalendarUID")
        return list(found.items())

    def own_times(self, uid: int | None, usual: int | None) -> bool:
        """Return whether a resource's calendar says something else than the project's."""
        chain = self.chain(uid)
        own = [record for at, record in chain if at != usual]
        return bool(chain) and (
            len(own) == len(chain)
            or any(one.records("WeekDays", "WeekDay") + one.records("Exceptions", "Exception") for one in own)
        )

    def read(self, uid: int | None) -> Calendar | None:
        """Return a calendar with what it inherits."""
        chain = self.chain(uid)
        if not chain:
            named = "names no calendar" if uid is None else f"names the calendar {uid}, which is not there"
            self.project.note(f"the project {named}: none is read")
            return None
        days: dict[int, _Shifts | None] = {}
        exceptions: dict[dt.date, bool] = {}
        for _, record in reversed(chain):
            self._week(record, days)
            self._exceptions(record, exceptions)
        return self._calendar(chain[0][1], days, exceptions)

    def _week(self, calendar: Record, days: dict[int, _Shifts | None]) -> None:
        for day in calendar.records("WeekDays", "WeekDay"):
            number = day.whole("DayType")
            if number is not None and 1 <= number <= 7:  # 1 is Sunday
                days[(number + 5) % 7] = _shifts(day) if day.flag("DayWorking") else None
            elif number != 0:  # 0 is an exception
                day.note(f"a day of the week is not read: DayType {number}")
        if calendar.records("WorkWeeks", "WorkWeek"):
            calendar.note("work weeks that hold for a time only are left out of the calendar")

    def _exceptions(self, calendar: Record, exceptions: dict[dt.date, bool]) -> None:
        old = [day for day in calendar.records("WeekDays", "WeekDay") if day.text("DayType") == "0"]
        for one in (*old, *calendar.records("Exceptions", "Exception")):
            period = next(iter(one.records("TimePeriod")), one)
            first, last = period.moment("FromDate"), period.moment("ToDate")
            if first is None or last is None or last < first:
                one.note("an exception of the calendar is left out: its days are not clear")
                continue
            count = (last.date() - first.date()).days + 1
            if count > 1 and (
                one.text("Type") not in (None, "1", "7", "9") or one.text("Period") not in (None, "0", "1")
            ):
                one.note("an exception of the calendar that comes again and again is left out")
            elif self._days + count > _MOST_DAYS:
                one.note(f"an exception of the calendar is left out: more than {_MOST_DAYS:,} days off or on")
            else:
                self._days += count
                works = one.flag("DayWorking")
                exceptions |= {first.date() + dt.timedelta(days=number): works for number in range(count)}
                if works:
                    self._differing.append((one, _shifts(one)))

    def _calendar(
        self, record: Record, days: dict[int, _Shifts | None], exceptions: dict[dt.date, bool]
    ) -> Calendar | None:
        missing = [name for number, name in enumerate(_DAY_NAMES) if number not in days]
        if missing:
            record.note(
                f"the calendar does not say whether these days are worked, read as days off: {', '.join(missing)}"
            )
        worked = [number for number in range(7) if days.get(number) is not None]
        first = next((number for number in worked if days[number]), None)
        hours = () if first is None else days[first] or ()
        if first is None:
            record.note("the calendar gives no working times", "info")
        elif any(days[number] != hours for number in worked):
            record.note(
                f"working times differ between the days of the week: those of {_DAY_NAMES[first]} are read for all"
            )
        for one, shifts in self._differing:
            if shifts and shifts != hours:
                one.note("days that are worked by exception have working times of their own: the usual ones are read")
        try:
            return Calendar(
                week="".join("1" if number in worked else "0" for number in range(7)),
                hours=hours,
                holidays=frozenset(day for day, works in exceptions.items() if not works),
                workdays=frozenset(day for day, works in exceptions.items() if works),
                days_per_month=self._days_per_month(),
            )
        except ModelError as error:
            record.note(f"the calendar is left out: {error.message}")
            return None

    def _days_per_month(self) -> int:
        days = self.project.whole("DaysPerMonth")
        return 20 if days is None or days <= 0 else days


def _shifts(day: Record) -> _Shifts:
    """Return the working times of a day in order, those that touch as one."""
    found: list[tuple[str, str]] = []
    for time in day.records("WorkingTimes", "WorkingTime"):
        begin, end = time.text("FromTime"), time.text("ToTime")
        if begin is None and end is None:  # Project fills up the list with empty ones
            continue
        if not (begin and end and _CLOCK.match(begin) and _CLOCK.match(end)):
            time.note(f"a working time is not read: {begin} to {end}")
            continue
        found.append((begin[:5], "24:00" if end[:5] == "00:00" else end[:5]))
    joined: list[tuple[str, str]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            if begin < joined[-1][1]:
                day.note("working times that overlap are read as one")
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)
