"""How long a task of Microsoft Project's XML takes, and by which calendar.

Work that nobody is assigned to, or whose duration is fixed, goes by the task's calendar, other work by the time that
one of those who do it works: its duration counts that time.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

from planmodel.errors import ModelError
from planmodel.exchange.mspdi_calendar import Calendars
from planmodel.exchange.mspdi_times import ELAPSED, elapsed_amount, period_seconds
from planmodel.formats.imported import Record, time_amount
from planmodel.model.calendar import Calendar
from planmodel.model.relations import Link, Use
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["Assignment", "Work"]

_FIXED_DURATION = 1
_NONE = Amount(0, "人")


class Assignment(NamedTuple):
    """Who does a task.

    Parameters:
        row: the assignment.
        use: the link to a work resource, if it is one.
        calendar: the calendar of whoever works.
    """

    row: Record
    use: Use | None
    calendar: int | None


class Work:
    """How long a task takes.

    Parameters:
        row: the task.
        calendars: the file's calendars.
        assigned: who does it.
        stated: how long the file says that it takes, in seconds.

    Attributes:
        duration: how long it takes, as the plan says it.
        calendar: the calendar that it goes by, where it is not the project's.
        times: the same calendar, to count with.
    """

    def __init__(self, row: Record, calendars: Calendars, assigned: list[Assignment], stated: Fraction | None) -> None:
        self.row = row
        self._calendars = calendars
        self.elapsed = row.whole("DurationFormat") in ELAPSED
        self.calendar: Link | None = None
        self.times: Calendar | None = calendars.usual
        own = row.whole("CalendarUID")
        if own in (None, -1):
            own = None
        elif calendars.read(own) is None:
            row.note(say("mspdi.calendar_unread", own=own))
            own = None
        if not self.elapsed:
            self._go_by(own, self._workers(assigned))
        self.seconds = self._with_pauses(stated, assigned)

    @property
    def duration(self) -> Amount | None:
        """How long it takes, as the plan says it."""
        if self.seconds is None:
            return None
        return elapsed_amount(self.seconds) if self.elapsed and self.seconds else time_amount(self.seconds)

    def _workers(self, assigned: list[Assignment]) -> set[int]:
        """Return the calendars of those by whose time the task goes."""
        if self.row.whole("Type") == _FIXED_DURATION or self.row.flag("IgnoreResourceCalendar"):
            return set()
        working = [one for one in assigned if one.use is not None and one.use.amount != _NONE]
        return {one.calendar for one in working if one.calendar is not None}

    def _go_by(self, own: int | None, workers: set[int]) -> None:
        try:
            self.calendar, self.times = self._calendars.of_work(own, workers)
        except ModelError:
            self.row.note(say("mspdi.no_common"))
            self.calendar, self.times = self._calendars.of_work(own, ())

    def _with_pauses(self, seconds: Fraction | None, assigned: list[Assignment]) -> Fraction | None:
        """Return a duration with the pauses of a task that is split, so that it ends when the file says."""
        begin, end = self.row.moment("Start"), self.row.moment("Finish")
        if not seconds or self.elapsed or self.times is None or begin is None or end is None:
            return seconds
        if not (_has_gap(assigned) or self._resumes_later()):
            return seconds
        between = self.work_between(begin, end)
        if between is None or between <= seconds:
            return seconds
        pauses = time_amount(between - seconds)
        self.row.note(say("mspdi.split", pauses=pauses))
        return between

    def _resumes_later(self) -> bool:
        """Return whether work that has begun goes on only some working time after it stopped."""
        stop, resume = self.row.moment("Stop"), self.row.moment("Resume")
        if stop is None or resume is None or resume <= stop:
            return False
        return bool(self.work_between(stop, resume))

    def work_between(self, begin: dt.datetime, end: dt.datetime) -> Fraction | None:
        """Return the seconds of work between two moments; ``None`` without a calendar."""
        if self.times is None:
            return None
        return Fraction((self.times.minutes_until(end) - self.times.minutes_until(begin)) * 60)


def _has_gap(assigned: list[Assignment]) -> bool:
    """Return whether the work of an assignment stops for some time and goes on again."""
    for one in assigned:
        pieces = [
            period_seconds(piece.text("Value"))
            for piece in one.row.records("TimephasedData")
            if piece.whole("Type") in (1, 2)
        ]
        worked = [place for place, seconds in enumerate(pieces) if seconds]
        if worked and any(not seconds for seconds in pieces[worked[0] : worked[-1]]):
            return True
    return False
