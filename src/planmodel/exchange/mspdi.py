"""Microsoft Project's XML (MSPDI): tasks, links, resources and calendars.

Source: Microsoft, *Project XML Data Interchange Schema Reference*, namespace ``http://schemas.microsoft.com/project``.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

from planmodel.arguments import kinds_checked
from planmodel.exchange.mspdi_calendar import Calendars
from planmodel.exchange.mspdi_dates import Dates, stretch_by_hand
from planmodel.exchange.mspdi_times import ELAPSED, LINK_TYPES, PERCENT, WORKING, elapsed_amount, seconds_of
from planmodel.exchange.mspdi_work import Assignment, Work
from planmodel.formats.imported import ImportResult, Record, plan_id, read_xml, time_amount
from planmodel.model.kinds import Resource, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Use
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["read_mspdi"]

_SPACE = "{http://schemas.microsoft.com/project}"


@kinds_checked
def read_mspdi(path: str | Path) -> ImportResult:
    """Return what a Microsoft Project XML file says about the course of a project.

    A row becomes the task ``t-UID``, a work resource ``r-UID``, a calendar that something goes by ``c-UID``; the
    project's own is the plan's usual one. Elapsed time becomes 日历日.
    ``pm.schedule(result.plan, start=result.start, finish=result.finish)`` then counts as Microsoft Project does.
    Baselines, costs, notes, custom fields and the mark of an estimated duration are not read.

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
    resources, tasks = reader.resources(), reader.tasks()
    plan = Plan(id=id, title=title, elements=[*reader.calendars.elements(), *resources, *tasks])
    counts = {kind: reader.counts[kind] for kind in ("tasks", "links", "resources", "skipped")}
    return ImportResult(
        plan=plan,
        issues=tuple(issues),
        counts=counts,
        start=project.moment("StartDate") if reader.from_start else None,
        finish=None if reader.from_start else project.moment("FinishDate"),
        calendar=reader.calendars.usual,
    )


class _Reader:
    """Reads resources and tasks, and counts what it reads."""

    def __init__(self, project: Record) -> None:
        self.project = project
        self.counts: Counter[str] = Counter()
        self.calendars = Calendars(project)
        self.from_start = project.flag("ScheduleFromStart", absent=True)
        self._rows: dict[int, Record] = {}
        self._groups: set[str] = set()
        self._resources: dict[int, bool] = {}
        self._resource_calendars: dict[int, int] = {}
        if not self.from_start and project.moment("FinishDate") is None:
            project.note(say("mspdi.backward"))

    def _row(self, row: Record, prefix: str, taken: dict[int, Record] | dict[int, bool]) -> int | None:
        """Return a row's UID and give the row its element's id; ``None`` when it cannot have one."""
        uid = row.whole("UID")
        if uid is not None and uid >= 0 and uid not in taken:
            row.element = f"{prefix}-{uid}"
            return uid
        what = say("row.has_no", what="UID")
        if uid is not None and uid >= 0:
            what = say("row.has_taken", what="UID", number=uid)
        row.note(say("mspdi.row_out", name=row.text("Name") or say("row.a_row"), what=what))
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
            row.note(say("mspdi.resource_type"), "info")
        works = kind in (None, 1)
        self._resources[uid] = works
        id, row.element = row.element, row.element if works else None
        if not works:
            row.note(say("mspdi.no_work", name=name or id), "info")
            return None
        own = self.calendars.own(row.whole("CalendarUID"))
        calendar = None if own is None else self.calendars.link(own)
        if own is not None and calendar is not None:
            self._resource_calendars[uid] = own
        if len(row.records("AvailabilityPeriods", "AvailabilityPeriod")) > 1:
            row.note(say("mspdi.max_units"))
        return Resource(id=f"r-{uid}", name=name or f"r-{uid}", capacity=_people(row, "MaxUnits"), calendar=calendar)

    def _assignments(self) -> dict[int, list[Assignment]]:
        found: dict[int, list[Assignment]] = {}
        for row in self.project.records("Assignments", "Assignment"):
            task, resource = row.whole("TaskUID"), row.whole("ResourceUID")
            if task not in self._rows or resource is None:
                if task and resource is not None and resource > 0:
                    row.note(say("mspdi.assignment", task=task, resource=resource), "info")
                continue
            row.element = f"t-{task}"
            works = self._resources.get(resource, False)
            if resource not in self._resources and resource > 0:  # a negative one stands for nobody
                row.note(say("mspdi.no_resource", resource=resource))
            use = Use(f"r-{resource}", amount=_people(row, "Units")) if works else None
            calendar = self._resource_calendars.get(resource, self.calendars.usual_uid)
            found.setdefault(task, []).append(Assignment(row, use, calendar))
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
        assigned = self._assignments()
        return [self._task(row, f"t-{uid}", holders[uid], assigned.get(uid, [])) for uid, row in self._rows.items()]

    def _kept(self, row: Record) -> int | None:
        if row.flag("IsNull"):
            return None
        name = row.text("Name") or say("row.nameless")
        if row.whole("UID") == 0:  # the project itself
            if row.whole("OutlineLevel"):
                row.note(say("mspdi.row_0", name=name))
            return None
        if not row.flag("Active", absent=True):
            row.note(say("mspdi.inactive", name=name, uid=row.text("UID")), "info")
            return None
        return self._row(row, "t", self._rows)

    def _outline(self) -> dict[int, str | None]:
        """Return the id of the task that holds each task, by the tasks' levels."""
        holders: dict[int, str | None] = {}
        above: list[tuple[int, str]] = []
        for uid, row in self._rows.items():
            level = row.whole("OutlineLevel")
            if level is None:
                row.note(say("mspdi.no_level"))
                level = 1
            while above and above[-1][0] >= level:
                above.pop()
            upper, holder = above[-1] if above else (min(level - 1, 0), None)
            if level > upper + 1:
                where = say("mspdi.part_of", holder=holder) if holder else say("mspdi.first_level")
                row.note(say("mspdi.level", level=level, upper=upper, where=where))
            holders[uid] = holder
            above.append((level, f"t-{uid}"))
        return holders

    def _task(self, row: Record, id: str, holder: str | None, assigned: list[Assignment]) -> Task:
        duration, calendar, dates = None, None, Dates()
        if id in self._groups:
            self._of_group(row)
        else:
            work = Work(row, self.calendars, assigned, self._stated(row))
            if row.flag("Manual"):
                stretch_by_hand(row, work)
            duration, calendar = work.duration, work.calendar
            dates = Dates.read(row, work, from_start=self.from_start)
            if row.flag("Manual"):
                dates.by_hand(row, work)
        if row.flag("ExternalTask") or row.flag("IsSubproject"):
            row.note(say("mspdi.other_file"))
        return Task(
            id=id,
            name=row.text("Name") or id,
            part_of=holder,
            depends_on=self._links(row),
            duration=duration,
            done=self._done(row),
            started=dates.started,
            finished=dates.finished,
            not_before=dates.not_before,
            finish_by=dates.finish_by,
            uses=[one.use for one in assigned if one.use is not None],
            constraints=dates.constraints,
            calendar=calendar,
        )

    def _of_group(self, row: Record) -> None:
        """Report what a task with parts says of itself, which its parts say."""
        if row.whole("ConstraintType") or row.text("Deadline"):
            row.note(say("mspdi.own_dates"))
        if row.flag("Manual"):
            row.note(say("mspdi.by_hand"))

    def _stated(self, row: Record) -> Fraction | None:
        """Return how long the file says that a task takes, in seconds."""
        seconds = seconds_of(row)
        if row.flag("Summary"):
            row.note(say("mspdi.summary"))
        if row.flag("Milestone"):
            if seconds:
                row.note(say("mspdi.milestone", time=time_amount(seconds)), "info")
            seconds = seconds or Fraction(0)
        if row.number("LevelingDelay"):
            row.note(say("mspdi.levelled"))
        return seconds

    def _done(self, row: Record) -> Amount | None:
        percent = row.whole("PercentComplete") or 0
        if not 0 <= percent <= 100:
            row.note(say("mspdi.percent", percent=percent))
        return Amount(percent, "%") if 0 < percent <= 100 else None

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
            link.note(say("mspdi.cross", name=link.text("CrossProjectName") or say("row.no_name")))
        elif before is None:
            link.note(say("mspdi.no_task", uid=uid))
        elif before is row:
            link.note(say("mspdi.itself"))
        elif number is not None and number not in LINK_TYPES:
            link.note(say("mspdi.no_type", number=number))
        else:
            if number is None:
                link.note(say("mspdi.type_missing"), "info")
            return Dependency(f"t-{uid}", type=LINK_TYPES[1 if number is None else number], lag=self._lag(link, before))
        return None

    def _lag(self, link: Record, before: Record) -> Amount | None:
        """Return a lag, which is in tenths of a minute or in percent of what comes before."""
        lag, form = link.number("LinkLag"), link.whole("LagFormat")
        if not lag:
            return None
        elapsed = form in ELAPSED
        if form in PERCENT:
            base = seconds_of(before)
            if base is None:
                link.note(say("mspdi.lag_out", lag=lag, element=before.element))
                return None
            elapsed = form in (20, 52) or before.whole("DurationFormat") in ELAPSED
            share = Fraction(round(base * Fraction(lag) / 600) * 6)  # lags are counted in tenths of a minute
            if not share:
                return None
            found = elapsed_amount(share) if elapsed else time_amount(share)
            link.note(say("mspdi.lag_read", lag=lag, element=before.element, found=found), "info")
            return found
        seconds = Fraction(lag) * 6
        if form not in WORKING and not elapsed:
            link.note(say("mspdi.lag_format", form=form, time=time_amount(seconds)))
        return elapsed_amount(seconds) if elapsed else time_amount(seconds)


def _people(row: Record, field: str) -> Amount | None:
    units = row.number(field)
    if units is not None and units < 0:
        row.note(say("mspdi.negative", field=field, units=units))
    return None if units is None or units < 0 else Amount(units, "人")
