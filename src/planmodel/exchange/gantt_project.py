"""GanttProject's files (``.gan``): tasks, whatever their depth, links, days off, people.

Source: the file format of GanttProject 2 and 3, as its program writes it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal

from planmodel.diagnostics import Diagnostic
from planmodel.errors import ModelError
from planmodel.formats.imported import Attributed, ImportResult, plan_id, read_tree, refused
from planmodel.model.calendar import Calendar
from planmodel.model.kinds import Resource, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Use
from planmodel.model.working_times import WorkCalendar, lines_of
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["read_gan"]

_Type = Literal["SS", "FS", "FF", "SF"]
_TYPES: dict[int, _Type] = {1: "SS", 2: "FS", 3: "FF", 4: "SF"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NO_EARLIER = 1
_READ = {"project", "tasks", "task", "depend", "notes", "calendars", "date"}
_READ |= {"resources", "resource", "allocations", "allocation"}
_LOOKS = {"description", "view", "field", "option", "timeline", "taskproperties", "taskproperty"}
_LOOKS |= {"taskdisplaycolumns", "displaycolumn", "roles", "role", "day-types", "day-type", "default-week"}
_LOOKS |= {"only-show-weekends", "overriden-day-types", "days", "vacations", "previous", "custom-property-definition"}
"""What says how the program shows a project, and what only holds other elements."""


def read_gan(path: str | Path) -> ImportResult:
    """Return what a GanttProject file says about the course of a project.

    Task ``N`` becomes ``t-N``, a person ``r-N``; durations and lags are working days, the calendar is the plan's usual
    one. Custom fields, people's days off, costs and baselines are not read: an issue counts them.

    Parameters:
        path: the file.

    Raises:
        PlanFileError: it cannot be opened, or is no such file.
        MissingExtraError: the package defusedxml is not installed.
    """
    file = Path(path)
    node = read_tree(file, "a GanttProject file")
    if node.tag != "project" or node.find("tasks") is None:
        raise refused(file, say("gantt_project.first", tag=f"{node.tag!r:.60}"))
    issues: list[Diagnostic] = []
    reader = _Reader(Attributed(node, "", str(file), issues))
    plan = reader.plan(plan_id("gan", file))
    start = min((one.period.start for one in plan.tasks if one.period is not None), default=None)
    return ImportResult(
        plan=plan,
        issues=tuple(issues),
        counts={kind: reader.counts[kind] for kind in ("tasks", "links", "resources", "skipped")},
        start=None if start is None else dt.datetime.combine(start, dt.time()),
        calendar=reader.calendar,
    )


class _Reader:
    """Reads one project, and counts what it reads."""

    def __init__(self, project: Attributed) -> None:
        self.project = project
        self.counts: Counter[str] = Counter()
        self.calendar: Calendar | None = None
        self._rows: dict[int, tuple[Attributed, str | None]] = {}
        self._links: dict[int, list[Dependency]] = {}
        self._uses: dict[int, list[Use]] = {}
        self._strong: set[int] = set()

    def plan(self, id: str) -> Plan:
        """Return the plan."""
        self._gather()
        self.calendar = self._calendar()
        resources = [*self._resources()]
        self._gather_links()
        self._gather_uses({one.id for one in resources})
        elements = [] if self.calendar is None else [_element(self.calendar)]
        wholes = {holder for _, holder in self._rows.values() if holder is not None}
        tasks = [self._task(number, row, holder, wholes) for number, (row, holder) in self._rows.items()]
        unread = [f"{tag} ({times})" for tag, times in self.project.tags().items() if tag not in _READ | _LOOKS]
        costs = sum(row.text("cost-manual-value") is not None for row, _ in self._rows.values())
        unread += [f"cost-manual-value ({costs})"] if costs else []
        if unread:
            self.project.note(say("gan.unread", names=unread), "info")
        return Plan(id=id, title=self.project.text("name") or id, elements=[*elements, *resources, *tasks])

    # --- rows ---

    def _gather(self) -> None:
        """Gather the tasks, in the order of the file, each with what holds it."""
        stack: list[tuple[Attributed, str | None]] = [
            (row, None) for row in reversed(self.project.records("tasks", "task"))
        ]
        while stack:
            row, holder = stack.pop()
            number = row.whole("id")
            if number is None or number < 0 or number in self._rows:
                what = say("row.has_no", what="id")
                if number is not None and number >= 0:
                    what = say("row.has_taken", what="id", number=number)
                row.note(say("gantt.task_out", name=row.text("name") or say("row.nameless"), what=what))
                self.counts["skipped"] += 1
                id = holder
            else:
                id = row.element = f"t-{number}"
                self._rows[number] = row, holder
            stack += [(part, id) for part in reversed(row.records("task"))]
        self.counts["tasks"] = len(self._rows)

    def _gather_links(self) -> None:
        """Gather the links, which stand in what comes first and name what waits."""
        for number, (row, _) in self._rows.items():
            for link in row.records("depend"):
                link.element = row.element
                then, type, lag = link.whole("id"), link.whole("type"), link.number("difference")
                if then not in self._rows or then is None or then == number:
                    link.note(say("gantt.no_other", then=then))
                    self.counts["skipped"] += 1
                    continue
                if type is not None and type not in _TYPES:
                    link.note(say("gantt.no_type", type=type))
                    self.counts["skipped"] += 1
                    continue
                if link.text("hardness") != "Rubber":
                    self._strong.add(then)
                found = Dependency(f"t-{number}", type=_TYPES[type or 2], lag=Amount(lag, "天") if lag else None)
                self._links.setdefault(then, []).append(found)
                self.counts["links"] += 1

    def _resources(self) -> Iterator[Resource]:
        taken: set[int] = set()
        for row in self.project.records("resources", "resource"):
            number = row.whole("id")
            if number is None or number < 0 or number in taken:
                row.note(say("gantt.resource", name=row.text("name") or say("row.nameless")))
                self.counts["skipped"] += 1
                continue
            taken.add(number)
            self.counts["resources"] += 1
            yield Resource(id=f"r-{number}", name=row.text("name") or f"r-{number}", capacity="1 人")

    def _gather_uses(self, known: set[str]) -> None:
        for row in self.project.records("allocations", "allocation"):
            task, resource, load = row.whole("task-id"), row.whole("resource-id"), row.number("load")
            if task not in self._rows or task is None or f"r-{resource}" not in known:
                row.note(say("gantt.allocation", task=task, resource=resource))
                self.counts["skipped"] += 1
                continue
            share = None if load is None or load < 0 else Amount(load / 100, "人")
            self._uses.setdefault(task, []).append(Use(f"r-{resource}", amount=share))

    # --- tasks ---

    def _task(self, number: int, row: Attributed, holder: str | None, wholes: set[str]) -> Task:
        id, begin, days = f"t-{number}", row.moment("start"), row.number("duration")
        is_whole = id in wholes
        if days is not None and days < 0:
            row.note(say("gantt.duration", days=days))
            days = None
        if row.flag("meeting"):
            days = Decimal(0)
        percent = row.number("complete")
        if percent is not None and not 0 <= percent <= 100:
            row.note(say("gantt.complete", percent=percent))
            percent = None
        earliest = row.moment("thirdDate") if row.whole("thirdDate-constraint") == _NO_EARLIER else None
        bound = earliest or (begin if number not in self._strong else None)
        if row.flag("project") and not is_whole:
            row.note(say("gantt.alone"), "info")
        return Task(
            id=id,
            name=row.text("name") or id,
            note=row.below("notes"),
            part_of=holder,
            depends_on=self._links.get(number, []),
            duration=None if is_whole or days is None else Amount(days, "天"),
            done=Amount(percent, "%") if percent else None,
            period=None if begin is None else begin.date(),
            not_before=None if bound is None or is_whole else bound.date(),
            uses=self._uses.get(number, []),
        )

    # --- the calendar ---

    def _calendar(self) -> Calendar | None:
        weeks = self.project.records("calendars", "day-types", "default-week")
        if not weeks:
            return None
        week = "".join("0" if weeks[0].text(day) == "1" else "1" for day in _DAYS)  # 1 is the type of days off
        off: set[dt.date] = set()
        on: set[dt.date] = set()
        years = self._years()
        for row in self.project.records("calendars", "date"):
            month, day, year = row.whole("month"), row.whole("date"), row.whole("year")
            for each in years if year is None else (year,):
                try:
                    date = dt.date(each, month or 0, day or 0)
                except ValueError:
                    if year is not None or (month, day) != (2, 29):
                        row.note(say("gantt.no_date", each=each, month=month, day=day))
                        break
                    continue
                (on if row.text("type") == "WORKING_DAY" else off).add(date)
        try:
            return Calendar(week=week, holidays=off - on, workdays=on)
        except ModelError as error:
            self.project.note(say("gantt.calendar", reason=error.message))
            return None

    def _years(self) -> range:
        """Return the years in which days off that come every year are read."""
        years = [moment.year for row, _ in self._rows.values() if (moment := row.moment("start")) is not None]
        return range(min(years), min(max(years) + 20, dt.MAXYEAR) + 1) if years else range(0)


def _element(calendar: Calendar) -> WorkCalendar:
    weekdays, dates = lines_of(calendar)
    return WorkCalendar(id="c-1", name="calendar", weekdays=weekdays, dates=dates, usual=True)
