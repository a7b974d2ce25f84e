"""The calendars of Microsoft Project's XML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from functools import reduce

from planmodel.errors import ModelError
from planmodel.exchange.recurrence import Recurrence
from planmodel.formats.imported import Record
from planmodel.model.calendar import Calendar, Shifts
from planmodel.model.relations import Link
from planmodel.model.working_times import WorkCalendar, lines_of
from planmodel.words import say

__all__ = ["Calendars"]

_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::00(?:\.0+)?)?\Z", re.ASCII)
_MOST_DAYS = 40_000
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OFFICE: Shifts = ((480, 720), (780, 1020))
"""The working times that Microsoft Project gives a day that is worked and has none."""
_OFTEN = frozenset((2, 3, 4, 5, 6, 8))
"""Types of exceptions that come again and again."""


class Calendars:
    """The file's calendars, and those of them that the plan's elements go by."""

    def __init__(self, project: Record) -> None:
        self.project = project
        self.by_uid = {calendar.whole("UID"): calendar for calendar in project.records("Calendars", "Calendar")}
        self.usual_uid = project.whole("CalendarUID")
        self._days = 0
        self._read: dict[int, Calendar | None] = {}
        self._elements: dict[str, WorkCalendar] = {}
        self._of_work: dict[tuple[int | None, frozenset[int]], tuple[Link | None, Calendar | None]] = {}
        self.usual = self.read(self.usual_uid)
        if self.usual is not None and self.usual_uid is not None:
            self._element(f"c-{self.usual_uid}", self._name(self.usual_uid), self.usual, usual=True)

    def elements(self) -> list[WorkCalendar]:
        """Return the calendars that something goes by, the project's first."""
        return [*self._elements.values()]

    def link(self, uid: int) -> Link | None:
        """Return a link to a calendar that says something else than the project's; none when it does not."""
        return self.of_work(uid, ())[0]

    def of_work(self, task: int | None, workers: Collection[int]) -> tuple[Link | None, Calendar | None]:
        """Return the calendar of a task: when it is worked on and one of those who do it works.

        Parameters:
            task: the task's own calendar, if it has one.
            workers: the calendars of those who do it.

        Returns:
            A link to it, none where it is the project's; and the calendar.

        Raises:
            ModelError: the task and those who do it have no time in common.
        """
        key = task, frozenset(workers)
        if key not in self._of_work:
            self._of_work[key] = self._combined(task, workers)
        return self._of_work[key]

    def _combined(self, task: int | None, workers: Collection[int]) -> tuple[Link | None, Calendar | None]:
        own = None if task is None else self.read(task)
        known = {uid: times for uid in sorted(workers) if (times := self.read(uid)) is not None}
        times = reduce(Calendar.either, known.values()) if known else None
        if own is not None:
            times = own if times is None else own.common(times)
        if times is None or times == self.usual:
            return None, self.usual
        for uid in (task, *known):  # mostly it is one of the file's own
            if uid is not None and self.read(uid) == times:
                return self._element(f"c-{uid}", self._name(uid), times), times
        if task is not None and own is not None and own != self.usual:  # so that both of its parts are in the plan
            self._element(f"c-{task}", self._name(task), own)
        names = ", ".join(self._name(uid) for uid in ([] if task is None else [task]) + [*known])
        id = "c-" + "-or-".join(map(str, known)) + ("" if task is None else f"-in-{task}")
        return self._element(id, names, times), times

    def _element(self, id: str, name: str, times: Calendar, *, usual: bool = False) -> Link:
        if id not in self._elements:
            weekdays, dates = lines_of(times)
            self._elements[id] = WorkCalendar(
                id=id,
                name=name,
                weekdays=weekdays,
                dates=dates,
                days_per_month=self._days_per_month(),
                usual=usual,
            )
        return Link(id)

    def _name(self, uid: int) -> str:
        return self.by_uid[uid].text("Name") or f"calendar {uid}"

    def chain(self, uid: int | None) -> list[tuple[int, Record]]:
        """Return a calendar and those that it is derived from."""
        found: dict[int, Record] = {}
        while uid is not None and uid not in found and uid in self.by_uid:
            found[uid] = self.by_uid[uid]
            # a base calendar names itself, none (-1), or, by an old habit of Project, 0
            uid = None if found[uid].flag("IsBaseCalendar") else found[uid].whole("BaseCalendarUID")
        return list(found.items())

    def own(self, uid: int | None) -> int | None:
        """Return the calendar that says what a derived one says: the first that has times of its own."""
        for at, record in self.chain(uid):
            parts = (("WeekDays", "WeekDay"), ("Exceptions", "Exception"), ("WorkWeeks", "WorkWeek"))
            if any(record.records(*way) for way in parts):
                return at
        return None

    def read(self, uid: int | None) -> Calendar | None:
        """Return a calendar with what it inherits; ``None`` when there is none, or it cannot be."""
        chain = self.chain(uid)
        if not chain or uid is None:
            named = say("mspdi.no_calendar_named")
            if uid is not None:
                named = say("mspdi.calendar_not_there", uid=uid)
            self.project.note(say("mspdi.calendar_none", named=named))
            return None
        if uid not in self._read:
            week: dict[int, Shifts | None] = {}
            dates: dict[dt.date, Shifts | None] = {}
            for _, record in reversed(chain):
                self._week(record, week)
                dates |= self._dates(record)
            self._read[uid] = self._calendar(chain[0][1], week, dates)
        return self._read[uid]

    def _week(self, calendar: Record, week: dict[int, Shifts | None]) -> None:
        for day in calendar.records("WeekDays", "WeekDay"):
            number = day.whole("DayType")
            if number is not None and 1 <= number <= 7:  # 1 is Sunday
                week[(number + 5) % 7] = _worked(day)
            elif number != 0:  # 0 is an exception
                day.note(say("mspdi.day_type", number=number))

    def _dates(self, calendar: Record) -> dict[dt.date, Shifts | None]:
        """Return the days that differ from the week: of work weeks, of what comes again, of single exceptions."""
        dates: dict[dt.date, Shifts | None] = {}
        for work_week in calendar.records("WorkWeeks", "WorkWeek"):
            own: dict[int, Shifts | None] = {}
            self._week(work_week, own)
            days = self._between(work_week)
            dates |= {day: own[day.weekday()] for day in days if day.weekday() in own}
        exceptions = calendar.records("Exceptions", "Exception")
        old = [day for day in calendar.records("WeekDays", "WeekDay") if day.text("DayType") == "0"]
        read: list[tuple[bool, int, dict[dt.date, Shifts | None]]] = []
        for one in exceptions or old:
            days = self._between(one)
            single = one.whole("Type") not in _OFTEN and (one.whole("Period") or 1) <= 1
            read.append((single, -len(days), dict.fromkeys(days, _worked(one))))
        for _, _, days_off in sorted(read, key=lambda part: part[:2]):  # the more special one counts
            dates |= days_off
        return dates

    def _between(self, one: Record) -> list[dt.date]:
        """Return the days of an exception or a work week."""
        period = next(iter(one.records("TimePeriod")), one)
        first, last = period.moment("FromDate"), period.moment("ToDate")
        if first is None or last is None or last < first:
            one.note(say("mspdi.exception_days"))
            return []
        if (last - first).days >= _MOST_DAYS:
            one.note(say("mspdi.exception_long", most=_MOST_DAYS))
            return []
        often = one.whole("Type") or 1
        if not 1 <= often <= 9:
            one.note(say("mspdi.exception_type", often=often))
            return []
        dates = Recurrence(
            type=often,
            first=first.date(),
            last=last.date(),
            every=one.whole("Period") or 1,
            weekdays=one.whole("DaysOfWeek") or 0,
            item=one.whole("MonthItem") or 0,
            place=one.whole("MonthPosition") or 0,
            month=one.whole("Month") or 0,
            day=one.whole("MonthDay") or 1,
            count=(one.whole("Occurrences") or 0) if one.flag("EnteredByOccurrences") else 0,
        )
        days = []
        for day in dates.days():
            if self._days >= _MOST_DAYS:
                one.note(say("mspdi.exception_many", most=_MOST_DAYS))
                return []
            self._days += 1
            days.append(day)
        if not days:
            one.note(say("mspdi.exception_none"))
        return days

    def _calendar(
        self, record: Record, week: dict[int, Shifts | None], dates: dict[dt.date, Shifts | None]
    ) -> Calendar | None:
        missing = [name for number, name in enumerate(_DAY_NAMES) if number not in week]
        if missing:
            record.note(say("mspdi.worked", days=", ".join(missing)))
        usual = next((shifts for _, shifts in sorted(week.items()) if shifts), None)
        if usual is None and None in week.values():
            record.note(say("mspdi.no_times"), "info")
        usual = usual or _OFFICE
        known = [week.get(number, ()) for number in range(7)]
        try:
            return Calendar.of_shifts(
                [usual if shifts is None else shifts for shifts in known],
                {day: usual if shifts is None else shifts for day, shifts in sorted(dates.items())},
                self._days_per_month(),
            )
        except ModelError as error:
            record.note(say("gantt.calendar", reason=error.message))
            return None

    def _days_per_month(self) -> int:
        days = self.project.whole("DaysPerMonth")
        return 20 if days is None or days <= 0 else days


def _worked(day: Record) -> Shifts | None:
    """Return the working times of a day in order, those that touch as one; none when it is off, ``None`` if unknown."""
    if not day.flag("DayWorking"):
        return ()
    found: list[tuple[int, int]] = []
    for time in day.records("WorkingTimes", "WorkingTime"):
        begin, end = time.text("FromTime"), time.text("ToTime")
        if begin is None and end is None:  # Project fills up the list with empty ones
            continue
        clocks = [_CLOCK.match(text or "") for text in (begin, end)]
        if clocks[0] is None or clocks[1] is None:
            time.note(say("mspdi.time", begin=begin, end=end))
            continue
        first, last = (int(clock[1]) * 60 + int(clock[2]) for clock in clocks if clock is not None)
        found.append((first, last or 24 * 60))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1]:
            if first < joined[-1][1]:
                day.note(say("mspdi.overlap"))
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined) or None
