"""The dates that bind a task of Microsoft Project's XML: what really happened, constraints, a deadline, a hand."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

import attrs

from planmodel.exchange.mspdi_work import Work
from planmodel.formats.imported import Record
from planmodel.model.constraints import Constraint, ConstraintType
from planmodel.model.period import Period
from planmodel.words import say

__all__ = ["CONSTRAINTS", "Dates", "stretch_by_hand"]

CONSTRAINTS: MappingProxyType[int, ConstraintType] = MappingProxyType(
    {
        2: "start_on",
        3: "finish_on",
        5: "start_no_later",
        6: "finish_no_earlier",
        7: "finish_no_later",
    }
)
_AS_LATE, _START_NO_EARLIER = 1, 4


@attrs.define(kw_only=True)
class Dates:
    """The dates that bind a task, as a plan says them."""

    started: Period | None = None
    finished: Period | None = None
    not_before: Period | None = None
    finish_by: Period | None = None
    constraints: tuple[Constraint, ...] = ()

    @classmethod
    def read(cls, row: Record, work: Work, *, from_start: bool) -> Dates:
        """Return the dates of a task.

        Parameters:
            row: the task.
            work: how long it takes.
            from_start: whether the project counts from its start.
        """
        dates = cls()
        begun, over, deadline = row.moment("ActualStart"), row.moment("ActualFinish"), row.moment("Deadline")
        dates.started = _period(begun, work, end=False)
        dates.finished = _period(over, work, end=True)
        dates.finish_by = _period(deadline, work, end=True)
        kind, date = row.whole("ConstraintType") or 0, row.moment("ConstraintDate")
        if kind == _AS_LATE:
            if from_start:
                dates.constraints = (Constraint(type="late"),)
        elif kind and (date is None or kind not in (*CONSTRAINTS, _START_NO_EARLIER)):
            row.note(say(f"mspdi.constraint_{'out' if date else 'no_date'}", kind=kind))
        elif kind == _START_NO_EARLIER:
            dates.not_before = _period(date, work, end=False)
        elif kind:
            named = CONSTRAINTS[kind]
            dates.constraints = (Constraint(type=named, date=_period(date, work, end=named.startswith("finish"))),)
        elif not from_start:
            row.note(say("mspdi.as_late"), "info")
        return dates

    def by_hand(self, row: Record, work: Work) -> None:
        """Bind a task that somebody scheduled by hand to its start."""
        begin = row.moment("Start")
        if begin is None:
            row.note(say("mspdi.no_hand_start"))
        elif self.started is None:
            named = Constraint(type="by_hand", date=_period(begin, work, end=False))
            self.constraints = (*self.constraints, named)


def stretch_by_hand(row: Record, work: Work) -> None:
    """Let a task that somebody scheduled by hand take the time between its dates."""
    begin, end = row.moment("Start"), row.moment("Finish")
    if begin is None or end is None:
        return
    if end < begin:
        row.note(say("mspdi.finish_first"))
        return
    between = work.work_between(begin, end)
    if between is None or work.elapsed or (work.seconds and not between):
        return
    if work.seconds is None or abs(between - work.seconds) >= 60:  # dates are told to the minute, durations finer
        work.seconds = between


def _period(moment: dt.datetime | None, work: Work, *, end: bool) -> Period | None:
    """Return a moment as a day where it is the beginning, or the end, of that day's work, else with its time."""
    if moment is None:
        return None
    takes_time = bool(work.seconds) and not work.elapsed
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    if end and not minute and day > dt.date.min:  # the end of the day before
        day, minute = day - dt.timedelta(days=1), 24 * 60
    shifts = work.times.shifts_on(day) if work.times is not None and takes_time else ()
    if shifts and minute == (shifts[-1][1] if end else shifts[0][0]) and not moment.second:
        return Period(day)
    return Period(moment.isoformat()[:16])
