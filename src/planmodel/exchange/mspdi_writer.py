"""Microsoft Project's XML (MSPDI) as it is written; the report says what it has no place for."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.exchange.export import ExportReport, unwritten
from planmodel.exchange.mspdi_amounts import length_of
from planmodel.exchange.mspdi_dates import CONSTRAINTS
from planmodel.exchange.mspdi_elements import calendar_element, clock, fill, moment_text, period_text
from planmodel.exchange.mspdi_times import LINK_TYPES
from planmodel.formats.files import write_whole
from planmodel.model.calendar import Calendar
from planmodel.model.constraints import Constraint
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Resource
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Link
from planmodel.model.working_times import WorkCalendar
from planmodel.words import say

__all__ = ["write_mspdi"]

_SPACE = "http://schemas.microsoft.com/project"
_TYPES = {type: number for number, type in LINK_TYPES.items()}
_KINDS = {named: number for number, named in CONSTRAINTS.items()}
_OFFICE = ((480, 720), (780, 1020))
_DAY_AND_NIGHT = Calendar(week="1111111", hours=(("00:00", "24:00"),), days_per_month=Decimal("30.436875"))
_WRITTEN = frozenset(("id", "name", "part_of", "depends_on", "duration", "done", "started", "finished"))
_WRITTEN |= frozenset(("not_before", "finish_by", "uses", "constraints", "calendar"))


@kinds_checked
def write_mspdi(
    plan: Plan,
    path: str | Path,
    *,
    start: str | dt.date | Period | None = None,
    finish: str | dt.date | Period | None = None,
    calendar: Calendar | None = None,
) -> ExportReport:
    """Write a plan's tasks and projects as Microsoft Project XML, and return what was written and what was not.

    Tasks, links, lags, working calendars, resources, constraints and what really happened are written; dates are left
    to the program that opens the file. An id such as ``t-12`` keeps its number.

    Parameters:
        plan: the plan.
        path: the file, written whole or not at all.
        start: when the project starts; the start of the plan's period when left out.
        finish: instead, when it is to be over, all work standing as late as it can.
        calendar: the working calendar, as in :func:`~planmodel.scheduling.run.schedule`: the plan's usual one when left
            out. Without one every day counts, day and night, and a month is 30.436875 days.

    Raises:
        ModelError: neither a start nor a finish is known, or both are given.
        OSError: it cannot be written.

    Source: Microsoft, *Project XML Data Interchange Schema Reference*.
    """
    if start is not None and finish is not None:
        raise ModelError(say("mspdi.both"), hint=say("leave_one_out"))
    given = start if finish is None else finish
    period = Period(given) if given is not None else plan.period
    if period is None:
        raise ModelError(say("mspdi.no_start"), hint='write_mspdi(plan, path, start="2025-03-03")')
    writer = _Writer(plan, period, calendar, from_start=finish is None)
    root = writer.document()
    indent(root)
    text = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + tostring(root, encoding="utf-8") + b"\n"
    write_whole(path, text)
    lost = tuple(said if n == 1 else f"{said} ({n:,} times)" for said, n in sorted(writer.lost.items()) if n)
    return ExportReport(written=dict(writer.written), lost=lost)


class _Writer:
    """Writes one plan."""

    def __init__(self, plan: Plan, period: Period, calendar: Calendar | None, *, from_start: bool) -> None:
        self.plan, self.period, self.from_start = plan, period, from_start
        self.lost: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.calendars = {one.id: one for one in plan.of(WorkCalendar)}
        usual = None if calendar is not None else next((one for one in self.calendars.values() if one.usual), None)
        self.usual = self._hours(usual.times if usual is not None else calendar or _DAY_AND_NIGHT)
        self.usual_id = None if usual is None else usual.id
        self.usual_name = "Day and night" if calendar is None else "Working days"
        if usual is None and calendar is None:
            self.lost["the plan has no usual calendar: one that works day and night is written"] += 1
        works = plan.of(Undertaking)
        self.works = {one.id: one for one in works}
        self.uids = _numbers(self.works, "t")
        stocks = [one for one in plan.of(Resource) if one.renewal == "always"]
        self.lost["resource: what is spent is not written"] += len(plan.of(Resource)) - len(stocks)
        self.resources = {one.id: one for one in stocks}
        self.resource_uids = _numbers(self.resources, "r")
        self.calendar_uids = _numbers(self._named_calendars(), "c")
        self.parts: dict[str | None, list[Undertaking]] = {}
        for one in works:
            holder = one.part_of.to if one.part_of is not None and one.part_of.to in self.works else None
            self.parts.setdefault(holder, []).append(one)
        renamed = sum(f"t-{uid}" != id for id, uid in self.uids.items())
        self.lost["an id is written as a number"] += renamed

    def _hours(self, times: Calendar) -> Calendar:
        """Return a calendar that has hours: eight of an office where it counts days alone."""
        return (
            times
            if times.hours
            else Calendar.of_shifts(
                [_OFFICE if sign == "1" else () for sign in times.week],
                {day: _OFFICE if times.is_working(day) else () for day in times.odd_dates},
                times.days_per_month,
            )
        )

    # --- calendars ---

    def times(self, link: Link | None) -> Calendar:
        """Return the calendar that a link names, the usual one for none."""
        one = None if link is None else self.calendars.get(link.to)
        return self.usual if one is None else self._hours(one.times)

    def _workers(self, one: Undertaking) -> Calendar | None:
        """Return the time that one of those who do some work works; ``None`` when nobody is named."""
        working = [use for use in one.uses if use.amount is None or use.amount.magnitude]
        held = [self.resources[use.to] for use in working if use.to in self.resources]
        times = [self.times(stock.calendar) for stock in held]
        return reduce(Calendar.either, times) if times else None

    def _calendar_of(self, one: Undertaking) -> tuple[str | None, bool]:
        """Return the id of the calendar to name for some work, and whether those who do it are left out of account."""
        wanted, workers = self.times(one.calendar), self._workers(one)
        if workers is None or workers == wanted:
            return (one.calendar.to if one.calendar is not None and workers is None else None), False
        if one.calendar is None:
            return None, True
        for id in self.calendars:
            try:
                if id != one.calendar.to and self.times(Link(id)).common(workers) == wanted:
                    return id, False
            except ModelError:
                continue
        return one.calendar.to, True

    def _named_calendars(self) -> list[str]:
        """Return the calendars that the file names, the usual one first."""
        named = dict.fromkeys([] if self.usual_id is None else [self.usual_id])
        named |= dict.fromkeys(one.calendar.to for one in self.resources.values() if one.calendar is not None)
        named |= dict.fromkeys(id for one in self.works.values() if (id := self._calendar_of(one)[0]) is not None)
        return [id for id in named if id in self.calendars]

    # --- the document ---

    def document(self) -> Element:
        """Return the whole document."""
        root = Element("Project", xmlns=_SPACE)
        moment = moment_text(self.period, self.usual, end=not self.from_start, instant=False)
        day = self.usual.hours
        usual_uid = self.calendar_uids.get(self.usual_id or "", 0 if self.usual_id else self._next_calendar())
        fill(
            root,
            SaveVersion=14,
            Name=self.plan.label(),
            Title=self.plan.label(),
            ScheduleFromStart=self.from_start,
            StartDate=moment if self.from_start else None,
            FinishDate=None if self.from_start else moment,
            CalendarUID=usual_uid,
            DefaultStartTime=clock(day[0][0]),
            DefaultFinishTime=clock(day[-1][1]),
            MinutesPerDay=self.usual.minutes_per_day,
            MinutesPerWeek=sum(self.usual.minutes_on(dt.date(1, 1, number)) for number in range(1, 8)),
            DaysPerMonth=round(self.usual.days_per_month),
        )
        self._write_calendars(SubElement(root, "Calendars"), usual_uid)
        tasks = SubElement(root, "Tasks")
        summary = SubElement(tasks, "Task")
        fill(summary, UID=0, ID=0, Name=self.plan.label(), OutlineLevel=0, Summary=True)
        self._write_tasks(tasks)
        resources, assignments = SubElement(root, "Resources"), SubElement(root, "Assignments")
        self._write_resources(resources, assignments)
        for element in self.plan:
            if not isinstance(self.plan[element], (Undertaking, Resource, WorkCalendar)):
                self.lost[f"{self.plan[element].kind}: not written"] += 1
        return root

    def _next_calendar(self) -> int:
        return max(self.calendar_uids.values(), default=0) + 1

    def _write_calendars(self, holder: Element, usual_uid: int) -> None:
        if self.usual_id is None:
            holder.append(calendar_element(usual_uid, self.usual_name, self.usual))
        for id, uid in self.calendar_uids.items():
            one = self.calendars[id]
            holder.append(calendar_element(uid, one.label(), self.times(Link(id))))
            unwritten(one, frozenset(("id", "name", "weekdays", "dates", "days_per_month", "usual")), self.lost)
        self.written["calendars"] = len(holder)

    def _write_tasks(self, holder: Element) -> None:
        stack = [(one, 1) for one in reversed(self.parts.get(None, []))]
        placed: set[str] = set()
        while stack:
            one, level = stack.pop()
            placed.add(one.id)
            self._task(SubElement(holder, "Task"), one, level, number=len(placed))
            stack += [(part, level + 1) for part in reversed(self.parts.get(one.id, []))]
        circling = [one for one in self.works.values() if one.id not in placed]
        for one in circling:
            placed.add(one.id)
            self._task(SubElement(holder, "Task"), one, 1, number=len(placed))
        self.lost["what is part of itself stands on the first level"] += len(circling)
        self.written["tasks"] = len(placed)

    def _task(self, row: Element, one: Undertaking, level: int, number: int) -> None:
        is_whole = one.id in self.parts
        calendar, alone = self._calendar_of(one)
        times = self.times(one.calendar)
        length = None if is_whole or one.duration is None else length_of(one.duration.likely, self.usual, self.lost)
        if one.duration is not None and one.duration.low is not None:
            self.lost["the shortest and longest of a duration are not written"] += 1
        if is_whole and one.duration is not None:
            self.lost["the duration of what has parts is not written"] += 1
        seconds = length.seconds if length is not None else None
        instant = not seconds or (length is not None and length.elapsed)

        def moment(period: Period | None, *, end: bool) -> str | None:
            return None if period is None else moment_text(period, times, end=end, instant=instant)

        percent = None if one.done is None or not one.done.is_convertible_to("%") else one.done.to("%").magnitude
        done = None if percent is None else min(max(round(percent), 0), 100)
        if percent is not None and done != percent:
            self.lost["a share done is written as a whole number of percent"] += 1
        kind, date, hand = self._constraint(one, is_whole)
        begin = None if hand is None else moment(hand, end=False)
        fill(row, UID=self.uids[one.id], ID=number, Name=one.label(), Type=int(alone), IsNull=False)
        fill(row, OutlineLevel=level, Start=begin, Finish=self._end(begin, seconds, times))
        if length is not None and seconds is not None:
            fill(row, Duration=period_text(seconds), DurationFormat=length.format)
        fill(row, Milestone=seconds == 0, Summary=is_whole, PercentComplete=done or 0)
        fill(row, ActualStart=moment(one.started, end=False), ActualFinish=moment(one.finished, end=True))
        if seconds is not None:
            spent = seconds * (done or 0) / 100
            fill(row, ActualDuration=period_text(spent), RemainingDuration=period_text(seconds - round(spent)))
        fill(row, ConstraintType=kind, CalendarUID=-1 if calendar is None else self.calendar_uids.get(calendar, -1))
        if date is not None:
            fill(row, ConstraintDate=moment(date, end=kind in (3, 6, 7)))
        fill(row, Deadline=moment(one.finish_by, end=True), IgnoreResourceCalendar=alone)
        for link in one.depends_on:
            self._link(row, link)
        fill(row, Active=True, Manual=hand is not None)
        unwritten(one, _WRITTEN, self.lost)

    @staticmethod
    def _end(begin: str | None, seconds: Fraction | None, times: Calendar) -> str | None:
        """Return the end of work that somebody put on its start."""
        if begin is None or seconds is None:
            return None
        return times.moment_after(dt.datetime.fromisoformat(begin), round(seconds / 60)).isoformat()

    def _constraint(self, one: Undertaking, is_whole: bool) -> tuple[int, Period | None, Period | None]:
        """Return the number and the date of the one constraint that a task may have, and the date of a hand."""
        held = [] if is_whole else [*one.constraints]
        by_hand = next((item.date for item in held if item.type == "by_hand"), None)
        rest: list[Constraint | Period] = [item for item in held if item.type != "by_hand"]
        if one.not_before is not None and not is_whole:
            rest.append(one.not_before)
        self.lost["only the first of a task's constraints is written"] += max(len(rest) - 1, 0)
        if is_whole and (one.constraints or one.not_before is not None):
            self.lost["constraints of what has parts are not written"] += 1
        if not rest:
            return 0 if self.from_start else 1, None, by_hand
        first = rest[0]
        if isinstance(first, Period):
            return 4, first, by_hand
        return _KINDS.get(first.type, 1), first.date, by_hand

    def _link(self, row: Element, link: Dependency) -> None:
        if link.to not in self.uids:
            self.lost["a link to what is no task is not written"] += 1
            return
        lag = None if link.lag is None else length_of(link.lag, self.usual, self.lost)
        self.lost["a longest wait is not written"] += link.max_lag is not None
        self.lost["a lag is rounded to tenths of a minute"] += lag is not None and _is_between(lag.seconds)
        fill(
            SubElement(row, "PredecessorLink"),
            PredecessorUID=self.uids[link.to],
            Type=_TYPES[link.type],
            CrossProject=False,
            LinkLag=0 if lag is None else round(lag.seconds / 6),
            LagFormat=7 if lag is None else lag.format,
        )
        self.written["links"] += 1

    def _write_resources(self, holder: Element, assignments: Element) -> None:
        for number, (id, one) in enumerate(self.resources.items(), 1):
            calendar = None if one.calendar is None else self.calendar_uids.get(one.calendar.to)
            units = None if one.capacity is None else one.capacity.magnitude
            row = SubElement(holder, "Resource")
            fill(row, UID=self.resource_uids[id], ID=number, Name=one.label(), Type=1)
            fill(row, MaxUnits=units, CalendarUID=calendar)
            unwritten(one, frozenset(("id", "name", "capacity", "renewal", "calendar")), self.lost)
        self.written["resources"] = len(self.resources)
        for work in self.works.values():
            for use in work.uses:
                if use.to not in self.resources:
                    self.lost["a use of what is no resource of this kind is not written"] += 1
                    continue
                self.lost["the mode of a use is not written"] += use.mode is not None
                number = len(assignments) + 1
                units = None if use.amount is None else use.amount.magnitude
                fill(
                    SubElement(assignments, "Assignment"),
                    UID=number,
                    TaskUID=self.uids[work.id],
                    ResourceUID=self.resource_uids[use.to],
                    Units=units,
                )
        self.written["assignments"] = len(assignments)


def _is_between(seconds: Fraction) -> bool:
    """Return whether a time is no tenth of a minute, but for what is lost in a decimal number of it."""
    return abs(seconds - round(seconds / 6) * 6) > Fraction(1, 1000)


def _numbers(ids: Iterable[str], prefix: str) -> dict[str, int]:
    """Return a number for each id: the one that it has, or the next that is free."""
    known = {id: int(match[1]) for id in ids if (match := re.fullmatch(rf"{prefix}-([1-9]\d{{0,8}})", id))}
    free = max(known.values(), default=0)
    numbers: dict[str, int] = {}
    for id in ids:
        if id not in known:
            free += 1
        numbers[id] = known.get(id, free)
    return numbers
