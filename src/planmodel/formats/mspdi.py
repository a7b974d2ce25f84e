"""Microsoft Project's XML (MSPDI): tasks, links, resources and the project's calendar.

Source: Microsoft, *Project XML Data Interchange Schema Reference*, namespace ``http://schemas.microsoft.com/project``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Literal

from planmodel.arguments import kinds_checked
from planmodel.formats.imported import ImportResult, Record, plan_id, read_xml, time_amount
from planmodel.formats.mspdi_calendar import Calendars
from planmodel.model.kinds import Resource, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Use
from planmodel.units import Amount

__all__ = ["read_mspdi"]

_SPACE = "{http://schemas.microsoft.com/project}"
_LINK_TYPES: dict[int, Literal["FF", "FS", "SF", "SS"]] = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
_CONSTRAINTS = {
    1: "as late as possible",
    2: "must start on",
    3: "must finish on",
    4: "start no earlier than",
    5: "start no later than",
    6: "finish no earlier than",
    7: "finish no later than",
}
# Formats of durations and lags: minutes, hours, days, weeks, months are 3, 5, 7, 9, 11; one more is elapsed time; 32
# more is estimated.
_ELAPSED = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))
_WORKING: frozenset[int | None] = frozenset((None, 3, 5, 7, 9, 11, 21, 35, 37, 39, 41, 43, 53))
_PERCENT = frozenset((19, 20, 51, 52))
_DURATION = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?\Z", re.ASCII)


@kinds_checked
def read_mspdi(path: str | Path) -> ImportResult:
    """Return what a Microsoft Project XML file says about the course of a project.

    A row becomes the task ``t-UID``, a work resource ``r-UID``. Durations and lags are working time. Baselines, costs,
    notes, custom fields and the mark of an estimated duration are not read.

    Parameters:
        path: the file.

    Raises:
        PlanFileError: it cannot be opened, or is no such file.
        MissingExtraError: the package defusedxml is not installed.
    """
    file = Path(path)
    project, issues = read_xml(file, _SPACE, "Project", "Microsoft Project XML (MSPDI)")
    reader = _Reader(project)
    id = plan_id("mspdi", file)
    title = project.text("Title") or project.text("Name") or id
    plan = Plan(id=id, title=title, elements=[*reader.resources(), *reader.tasks()])
    counts = {kind: reader.counts[kind] for kind in ("tasks", "links", "resources", "skipped")}
    return ImportResult(
        plan=plan, issues=tuple(issues), counts=counts, start=project.moment("StartDate"), calendar=reader.calendar
    )


class _Reader:
    """Reads resources and tasks, and counts what it reads."""

    def __init__(self, project: Record) -> None:
        self.project = project
        self.counts: Counter[str] = Counter()
        self._calendars = Calendars(project)
        self._calendar_uid = project.whole("CalendarUID")
        self.calendar = self._calendars.read(self._calendar_uid)
        hours = self.calendar.hours if self.calendar else ()
        self._round_the_clock = bool(
            self.calendar
            and (hours, self.calendar.week, self.calendar.holidays) == (((0, 24 * 60),), "1111111", frozenset())
        )
        self._edges = (hours[0][0], hours[-1][1]) if hours else (0, 0)
        self._rows: dict[int, Record] = {}
        self._groups: set[str] = set()
        self._resources: dict[int, bool] = {}
        if not project.flag("ScheduleFromStart", absent=True):
            project.note("the project is scheduled back from its finish; the plan does not say so")

    def _row(self, row: Record, prefix: str, taken: dict[int, Record] | dict[int, bool]) -> int | None:
        """Return a row's UID and give the row its element's id; ``None`` when it cannot have one."""
        uid = row.whole("UID")
        if uid is not None and uid >= 0 and uid not in taken:
            row.element = f"{prefix}-{uid}"
            return uid
        what = "has no UID" if uid is None or uid < 0 else f"has the UID {uid} of an earlier one"
        row.note(f"{row.text('Name') or 'a row'} is left out: it {what}")
        return None

    # --- resources ---

    def resources(self) -> list[Resource]:
        """Return the resources that work."""
        found = []
        for row in self.project.records("Resources", "Resource"):
            resource = self._resource(row)
            self.counts["skipped" if resource is None else "resources"] += 1
            if resource is not None:
                found.append(resource)
        return found

    def _resource(self, row: Record) -> Resource | None:
        name = row.text("Name")
        if row.flag("IsNull") or (row.text("UID") == "0" and name is None):  # the row that stands for nobody
            return None
        uid = self._row(row, "r", self._resources)
        if uid is None:
            return None
        kind = row.whole("Type")
        if kind is None:
            row.note("the resource has no type: it is read as a work resource", "info")
        works = kind in (None, 1)
        self._resources[uid] = works
        id, row.element = row.element, row.element if works else None
        if not works:
            row.note(f"the resource {name or id} is no work resource: it is left out, and its assignments too", "info")
            return None
        if self._calendars.own_times(row.whole("CalendarUID"), self._calendar_uid):
            row.note("the resource has working times of its own, which are left out")
        if len(row.records("AvailabilityPeriods", "AvailabilityPeriod")) > 1:
            row.note("how much there is of the resource changes over time: only MaxUnits is read")
        return Resource(id=f"r-{uid}", name=name or f"r-{uid}", capacity=_people(row, "MaxUnits"))

    def _uses(self) -> dict[int, list[Use]]:
        found: dict[int, list[Use]] = {}
        for row in self.project.records("Assignments", "Assignment"):
            task, resource = row.whole("TaskUID"), row.whole("ResourceUID")
            if task not in self._rows or resource is None or resource < 0:  # a negative one stands for nobody
                continue
            row.element = f"t-{task}"
            if resource not in self._resources:
                if resource:
                    row.note(f"an assignment is left out: there is no resource with the UID {resource}")
            elif self._resources[resource]:
                found.setdefault(task, []).append(Use(f"r-{resource}", amount=_people(row, "Units")))
        return found

    # --- tasks ---

    def tasks(self) -> list[Task]:
        """Return the tasks, in the order of the file."""
        rows = self.project.records("Tasks", "Task")
        for row in rows:
            uid = self._kept(row)
            if uid is not None:
                self._rows[uid] = row
        self.counts.update(tasks=len(self._rows), skipped=len(rows) - len(self._rows))
        holders = self._outline()
        self._groups = {holder for holder in holders.values() if holder is not None}
        uses = self._uses()
        return [self._task(row, f"t-{uid}", holders[uid], uses.get(uid, [])) for uid, row in self._rows.items()]

    def _kept(self, row: Record) -> int | None:
        if row.flag("IsNull"):
            return None
        name = row.text("Name") or "without a name"
        if row.whole("UID") == 0:  # the project itself
            if row.whole("OutlineLevel"):
                row.note(f"the row {name} is left out: UID 0 is the project's own")
            return None
        if not row.flag("Active", absent=True):
            row.note(f"the task {name} (UID {row.text('UID')}) is left out: it is not active", "info")
            return None
        return self._row(row, "t", self._rows)

    def _outline(self) -> dict[int, str | None]:
        """Return the id of the task that holds each task, by the tasks' levels."""
        holders: dict[int, str | None] = {}
        above: list[tuple[int, str]] = []
        for uid, row in self._rows.items():
            level = row.whole("OutlineLevel")
            if level is None:
                row.note("the task has no level in the outline: it is read as one of the first")
                level = 1
            while above and above[-1][0] >= level:
                above.pop()
            upper, holder = above[-1] if above else (min(level - 1, 0), None)
            if level > upper + 1:
                where = f"part of {holder}" if holder else "one of the first"
                row.note(f"the task stands on level {level} below level {upper}: it is read as {where}")
            holders[uid] = holder
            above.append((level, f"t-{uid}"))
        return holders

    def _task(self, row: Record, id: str, holder: str | None, uses: list[Use]) -> Task:
        duration = None if id in self._groups else self._duration(row)
        begun, over = row.moment("ActualStart"), row.moment("ActualFinish")
        not_before, finish_by = self._bounds(row, duration is not None and not duration.magnitude)
        own = row.whole("CalendarUID")
        if own not in (None, -1, self._calendar_uid):
            row.note(f"the task has a calendar of its own ({own}), which is left out")
        if row.flag("ExternalTask") or row.flag("IsSubproject"):
            row.note("the task stands for work in another file, which is not read")
        if row.flag("Manual"):
            row.note("the task is scheduled by hand: its dates are left out, its duration and links are read")
        return Task(
            id=id,
            name=row.text("Name") or id,
            part_of=holder,
            depends_on=self._links(row),
            duration=duration,
            done=self._done(row),
            started=begun and begun.date(),
            finished=over and over.date(),
            not_before=not_before and not_before.date(),
            finish_by=finish_by and finish_by.date(),
            uses=uses,
        )

    def _duration(self, row: Record) -> Amount | None:
        seconds = _seconds(row)
        if row.flag("Summary"):
            row.note("the task is a summary, and none of its parts is read: it stands for itself")
        if row.flag("Milestone"):
            if seconds:
                row.note(f"the task is called a milestone, but takes {time_amount(seconds)}: the time is read", "info")
            seconds = seconds or Fraction(0)
        if seconds is None:
            return None
        if row.whole("DurationFormat") in _ELAPSED and not self._round_the_clock:
            row.note(f"the duration is elapsed time: its {time_amount(seconds)} are read as working time")
        return time_amount(seconds)

    def _done(self, row: Record) -> Amount | None:
        percent = row.whole("PercentComplete") or 0
        if not 0 <= percent <= 100:
            row.note(f"PercentComplete is left out: {percent} is no share")
        return Amount(percent, "%") if 0 < percent <= 100 else None

    def _bounds(self, row: Record, instant: bool) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return the moment before which a task cannot begin, and that by which it must be over."""
        kind, date, deadline = row.whole("ConstraintType") or 0, row.moment("ConstraintDate"), row.moment("Deadline")
        begin = date if kind in (2, 4) or (kind == 3 and instant) else None
        end = date if kind in (3, 7) or (kind == 2 and instant) else None
        if kind and (kind not in (4, 7) or date is None):
            what = _CONSTRAINTS.get(kind, f"ConstraintType {kind}") + (f" {date.date()}" if date else "")
            kept = [name for name, moment in (("not_before", begin), ("finish_by", end)) if moment]
            row.note(f"the constraint “{what}” is " + (f"read as {' and '.join(kept)}" if kept else "left out"))
        if deadline and not kind:
            row.note(f"the deadline {deadline.date()} is read as finish_by", "info")
            end = deadline
        elif deadline:
            row.note(f"the deadline {deadline.date()} is left out")
        for moment, edge in ((begin, self._edges[0]), (end, self._edges[1])):
            if moment and moment.hour * 60 + moment.minute != edge and not (instant and kind in (2, 3)):
                row.note(f"of the bound {moment.isoformat(' ', 'minutes')} only the day is read")
        return begin, end

    # --- links ---

    def _links(self, row: Record) -> list[Dependency]:
        links = [self._link(link, row) for link in row.records("PredecessorLink")]
        found = [link for link in links if link is not None]
        self.counts.update(links=len(found), skipped=len(links) - len(found))
        return found

    def _link(self, link: Record, row: Record) -> Dependency | None:
        uid, number = link.whole("PredecessorUID"), link.whole("Type")
        before = None if uid is None else self._rows.get(uid)
        if link.flag("CrossProject"):
            link.note(
                f"a link is left out: it comes from another project ({link.text('CrossProjectName') or 'no name'})"
            )
        elif before is None:
            link.note(f"a link is left out: no task with the UID {uid} is read")
        elif before is row:
            link.note("a link is left out: it goes from the task to itself")
        elif number is not None and number not in _LINK_TYPES:
            link.note(f"a link is left out: {number} is no type of link")
        else:
            if number is None:
                link.note("the link has no type: it is read as finish-to-start", "info")
            return Dependency(
                f"t-{uid}", type=_LINK_TYPES[1 if number is None else number], lag=self._lag(link, before)
            )
        return None

    def _lag(self, link: Record, before: Record) -> Amount | None:
        """Return a lag, which is in tenths of a minute or in percent of what comes before."""
        lag, form = link.number("LinkLag"), link.whole("LagFormat")
        if not lag:
            return None
        if form in _PERCENT:
            base = _seconds(before)
            if base is None:
                link.note(f"a lag of {lag} % is left out: {before.element} has no duration")
                return None
            found = time_amount(base * Fraction(lag) / 100)
            link.note(f"a lag of {lag} % of {before.element} is read as {found}, and will not change with it")
            return found
        found = time_amount(Fraction(lag) * 6)
        if form not in _WORKING | _ELAPSED:
            link.note(f"a lag has the unknown format {form}: its {found} are read as working time")
        if form in _ELAPSED and not self._round_the_clock:
            link.note(f"a lag is elapsed time: its {found} are read as working time")
        return found


def _people(row: Record, field: str) -> Amount | None:
    units = row.number(field)
    if units is not None and units < 0:
        row.note(f"{field} is left out: {units} is less than nothing")
    return None if units is None or units < 0 else Amount(units, "人")


def _seconds(row: Record) -> Fraction | None:
    """Return a row's duration."""
    text = row.text("Duration")
    match = _DURATION.match(text or "")
    if text and (match is None or not any(match.groups())):
        row.note(f"the duration is not read: expected PT8H0M0S, found {text!r:.60}")
        return None
    if not text or match is None:
        return None
    hours, minutes, seconds = (Fraction(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
