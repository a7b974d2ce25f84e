"""Primavera P6's exchange files (``.xer``): activities, relationships, calendars, the breakdown of the work.

Source: Oracle, *Primavera P6 XER Import/Export Data Map Guide*; the tables and fields as P6 writes them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Literal

from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.errors import ModelError
from planmodel.exchange.xer_calendar import calendar_of
from planmodel.exchange.xer_tables import Row, Tables, tables_of
from planmodel.exchange.xer_unread import unread_fields, unread_tables
from planmodel.formats.imported import ImportResult, plan_id, refused, time_amount
from planmodel.limits import bytes_of
from planmodel.model.calendar import Calendar
from planmodel.model.constraints import Constraint, ConstraintType
from planmodel.model.kinds import Resource, Task
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Link, Use
from planmodel.model.working_times import WorkCalendar, lines_of
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["read_xer"]

_Type = Literal["FS", "SS", "FF", "SF"]
_TYPES: dict[str, _Type] = {"PR_FS": "FS", "PR_SS": "SS", "PR_FF": "FF", "PR_SF": "SF"}
_HELD: dict[str, ConstraintType] = {
    "CS_MSO": "start_on",
    "CS_MANDSTART": "start_on",
    "CS_MEO": "finish_on",
    "CS_MANDFIN": "finish_on",
    "CS_MEOA": "finish_no_earlier",
    "CS_MSOB": "start_no_later",
}
_MILESTONES = ("TT_Mile", "TT_FinMile")
_NOT_WORK = ("TT_LOE", "TT_WBS")


def read_xer(path: str | Path) -> ImportResult:
    """Return what a Primavera P6 exchange file says about the course of a project.

    An activity becomes ``t-TASK_ID``, a node of the breakdown ``w-WBS_ID`` (a whole), a resource ``r-RSRC_ID``, a
    calendar that something goes by ``c-CLNDR_ID``. Of several projects in a file all are read into one plan.
    Costs, codes, steps, user fields, expenses and baselines are not read: an issue names their tables.

    Parameters:
        path: the file.

    Raises:
        PlanFileError: it cannot be opened, or is no such file.
    """
    file = Path(path)
    data = bytes_of(file, of="exchange_bytes")
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"ERMHDR"):
        raise refused(file, say("xer.head"), 1, say("xer.none"))
    reader = _Reader(tables_of(data), str(file))
    plan = reader.plan(plan_id("xer", file))
    return ImportResult(
        plan=plan,
        issues=tuple(reader.issues),
        counts={kind: reader.counts[kind] for kind in ("tasks", "links", "resources", "skipped")},
        start=reader.start,
        calendar=reader.usual,
    )


class _Reader:
    """Reads the tables of one file, and counts what it reads."""

    def __init__(self, tables: Tables, file: str) -> None:
        self._tables, self._file = tables.rows, file
        self.issues: list[Diagnostic] = []
        for line, remark in tables.remarks:
            self.note(None if line is None else Row(line, {}), remark)
        for message in unread_tables(tables):
            self.note(None, message, severity="info")
        self.counts: Counter[str] = Counter()
        self.usual: Calendar | None = None
        self.start: dt.datetime | None = None
        self._calendars: dict[str, WorkCalendar] = {}
        self._usual_id: str | None = None
        self._mixed = False
        self._starts: dict[str | None, dt.datetime] = {}

    def _rows(self, table: str) -> Sequence[Row]:
        return self._tables.get(table, ())

    def note(self, row: Row | None, message: str, element: str | None = None, severity: Severity = "warning") -> None:
        """Report something about a row."""
        place = Place(file=self._file, line=None if row is None else row.line)
        self.issues.append(Diagnostic(code="PM030", severity=severity, message=message, element=element, place=place))

    def plan(self, id: str) -> Plan:
        """Return the plan."""
        every = self._rows("PROJECT")
        projects = [row for row in every if row.text("export_flag") == "Y"] or [*every]
        planned = {row.text("proj_id"): self._moment(row, "plan_start_date") for row in projects}
        self._starts = {number: moment for number, moment in planned.items() if moment is not None}
        starts = [*self._starts.values()]
        if not starts:
            targets = (self._moment(row, "target_start_date") for row in self._rows("TASK"))
            starts = [moment for moment in targets if moment is not None]
        self.start = min(starts, default=None)
        if len(projects) > 1:
            self.note(projects[1], say("xer.projects", n=len(projects)), severity="info")
        data_dates = {row.text("last_recalc_date") for row in projects} - {None}
        for row in projects[:1]:
            if data_dates and any(one.text("act_start_date") for one in self._rows("TASK")):
                said = ", ".join(sorted(text for text in data_dates if text))
                self.note(row, say("xer.begun", said=said))
        self._read_calendars(projects)
        wholes, resources = [*self._wholes()], [*self._resources()]
        holders = {one.id: one.part_of.to if one.part_of is not None else None for one in wholes}
        tasks = self._tasks(set(holders), {one.id for one in resources})
        used: set[str | None] = {None}
        for one in tasks:
            holder = None if one.part_of is None else one.part_of.to
            while holder not in used:
                used.add(holder)
                holder = holders[str(holder)]
        unused = holders.keys() - used
        empty = [row for row in self._rows("PROJWBS") if f"w-{row.text('wbs_id')}" in unused]
        if empty:
            self.note(empty[0], say("xer.empty_wholes", n=len(empty)), severity="info")
        title = next((row.text("wbs_name") for row in self._rows("PROJWBS") if row.text("proj_node_flag") == "Y"), None)
        kept = [one for one in wholes if one.id in used]
        named = {one.calendar.to for one in tasks if one.calendar is not None}
        named |= {one.calendar.to for one in resources if one.calendar is not None}
        calendars = [one for one in self._calendars.values() if one.usual or one.id in named]
        return Plan(id=id, title=title or id, elements=[*calendars, *resources, *kept, *tasks])

    # --- fields ---

    def _moment(self, row: Row, name: str) -> dt.datetime | None:
        text = row.text(name)
        if text is None:
            return None
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            self.note(row, say("xer.expected_date", name=name, text=f"{text!r:.40}"))
            return None

    def _number(self, row: Row, name: str) -> Decimal | None:
        text = row.text(name)
        try:
            found = None if text is None else Decimal(text.replace(",", "."))
        except InvalidOperation:
            found = Decimal("NaN")
        if found is not None and not found.is_finite():
            self.note(row, say("xer.expected_number", name=name, text=f"{text!r:.40}"))
            return None
        return found

    # --- calendars ---

    def _read_calendars(self, projects: Sequence[Row]) -> None:
        wanted = next((text for row in projects if (text := row.text("clndr_id")) is not None), None)
        defaults = (row.text("clndr_id") for row in self._rows("CALENDAR") if row.text("default_flag") == "Y")
        default = next(defaults, None)
        counts = Counter(text for row in self._rows("TASK") if (text := row.text("clndr_id")) is not None)
        usual = wanted or max(counts, key=counts.__getitem__, default=default)
        for row in self._rows("CALENDAR"):
            number = self._own(row, "clndr_id", self._calendars)
            if number is None:
                continue
            try:
                times = calendar_of(*self._with_bases(row))
            except (ModelError, ValueError) as error:
                self.note(
                    row, say("xer.calendar_out", name=row.text("clndr_name"), reason=getattr(error, "message", error))
                )
                continue
            weekdays, dates = lines_of(times)
            self._calendars[number] = WorkCalendar(
                id=f"c-{number}",
                name=row.text("clndr_name") or f"c-{number}",
                weekdays=weekdays,
                dates=dates,
                usual=number == usual,
            )
        if usual in self._calendars:
            self._usual_id, self.usual = usual, self._calendars[usual].times
        elif self._rows("CALENDAR"):
            self.note(None, say("xer.no_calendar"))

    def _with_bases(self, row: Row) -> list[str]:
        """Return what describes a calendar, and then those that it is based on."""
        every = {one.text("clndr_id"): one for one in self._rows("CALENDAR")}
        found: list[Row] = [row]
        while (base := every.get(found[-1].text("base_clndr_id"))) is not None and base not in found:
            found.append(base)
        return [one.text("clndr_data") or "" for one in found]

    def _own(self, row: Row, name: str, known: Collection[str]) -> str | None:
        """Return the number of a row; one without a number of its own is told of."""
        number = row.text(name)
        if number is not None and number not in known:
            return number
        self.counts["skipped"] += 1
        self.note(row, say("xer.no_number", name=next(filter(None, row.cells.values()), "")[:40]))
        return None

    def _goes_by(self, row: Row, element: str) -> Link | None:
        number = row.text("clndr_id")
        if number is None or number == self._usual_id:
            return None
        if number not in self._calendars:
            self.note(row, say("xer.calendar_unread", number=number), element)
            return None
        return Link(f"c-{number}")

    # --- elements ---

    def _wholes(self) -> Iterator[Task]:
        known = {row.text("wbs_id") for row in self._rows("PROJWBS")}
        roots = {row.text("wbs_id") for row in self._rows("PROJWBS") if row.text("proj_node_flag") == "Y"}
        alone = roots if len(roots) == 1 else set()  # the one project is the plan itself
        taken: set[str] = set()
        for row in self._rows("PROJWBS"):
            number, above = self._own(row, "wbs_id", taken), row.text("parent_wbs_id")
            if number is None:
                continue
            taken.add(number)
            if number in alone:
                continue
            holder = above if above in known - alone and above != number else None
            yield Task(
                id=f"w-{number}",
                name=row.text("wbs_name") or row.text("wbs_short_name") or f"w-{number}",
                part_of=None if holder is None else f"w-{holder}",
            )

    def _resources(self) -> Iterator[Resource]:
        taken: set[str] = set()
        for row in self._rows("RSRC"):
            number = self._own(row, "rsrc_id", taken)
            if number is None:
                continue
            taken.add(number)
            if row.text("rsrc_type") == "RT_Mat":
                self.counts["skipped"] += 1
                self.note(row, say("xer.material", name=row.text("rsrc_name")), None, "info")
                continue
            self.counts["resources"] += 1
            id = f"r-{number}"
            yield Resource(id=id, name=row.text("rsrc_name") or id, calendar=self._goes_by(row, id))

    def _tasks(self, wholes: set[str], resources: set[str]) -> list[Task]:
        rows: dict[str, Row] = {}
        for row in self._rows("TASK"):
            number = row.text("task_id")
            if number is None or number in rows or row.text("task_type") in _NOT_WORK:
                why = say("xer.spans") if row.text("task_type") in _NOT_WORK else say("xer.no_id")
                self.note(row, say("xer.activity_out", name=row.text("task_name"), why=why), None, "info")
                self.counts["skipped"] += 1
                continue
            rows[number] = row
        self.counts["tasks"] = len(rows)
        for row, message in unread_fields([*rows.values()]):
            self.note(row, message, f"t-{row.text('task_id')}")
        links, uses = self._links(rows), self._uses(rows, resources)
        return [self._task(id, row, links.get(id, []), uses.get(id, []), wholes) for id, row in rows.items()]

    def _links(self, rows: Mapping[str, Row]) -> dict[str, list[Dependency]]:
        found: dict[str, list[Dependency]] = {}
        for row in self._rows("TASKPRED"):
            then, first = row.text("task_id"), row.text("pred_task_id")
            type = _TYPES.get(row.text("pred_type") or "PR_FS")
            if then not in rows or first not in rows or then is None or first == then or type is None:
                self.note(row, say("xer.relationship", type=row.text("pred_type"), first=first, then=then))
                self.counts["skipped"] += 1
                continue
            hours = self._number(row, "lag_hr_cnt")
            if hours and not self._mixed and rows[then].text("clndr_id") != rows[str(first)].text("clndr_id"):
                self._mixed = True
                message = say("xer.lags")
                self.note(row, message, f"t-{then}", "info")
            lag = time_amount(Fraction(hours) * 3600) if hours else None
            found.setdefault(then, []).append(Dependency(f"t-{first}", type=type, lag=lag))
            self.counts["links"] += 1
        return found

    def _uses(self, rows: Mapping[str, Row], resources: set[str]) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = {}
        for row in self._rows("TASKRSRC"):
            task, resource = row.text("task_id"), f"r-{row.text('rsrc_id')}"
            if task not in rows or task is None or resource not in resources:
                self.counts["skipped"] += 1
                self.note(row, say("xer.use", task=task, resource=row.text("rsrc_id")), severity="info")
                continue
            share = self._number(row, "target_qty_per_hr")
            amount = Amount(share, "人") if share is not None and share > 0 else None
            found.setdefault(task, []).append(Use(resource, amount=amount))
        return found

    def _task(self, number: str, row: Row, links: list[Dependency], uses: list[Use], wholes: set[str]) -> Task:
        id = f"t-{number}"
        hours = self._number(row, "target_drtn_hr_cnt")
        if row.text("task_type") in _MILESTONES:
            hours = Decimal(0)
        if hours is not None and hours < 0:
            self.note(row, say("xer.duration", hours=hours), id)
            hours = None
        done = self._number(row, "phys_complete_pct") if row.text("complete_pct_type") == "CP_Phys" else None
        if row.text("status_code") == "TK_Complete":
            done = Decimal(100)
        begun, over = self._moment(row, "act_start_date"), self._moment(row, "act_end_date")
        remain = self._number(row, "remain_drtn_hr_cnt")
        if begun is not None and over is None and hours and remain is not None:
            share = ((hours - remain) / hours * 100).quantize(Decimal("0.01")).normalize()
            if done is None and share >= 0:
                done = share
            elif done != share:
                self.note(row, say("xer.remaining", remaining=remain, hours=hours, done=done), id)
        not_before, finish_by, held = self._constraints(row, id)
        begin = self._starts.get(row.text("proj_id"))
        if not_before is None and begin is not None and self.start is not None and begin > self.start:
            not_before = _period(begin)
        holder = f"w-{row.text('wbs_id')}"
        return Task(
            id=id,
            name=row.text("task_name") or row.text("task_code") or id,
            note=row.text("task_code"),
            part_of=holder if holder in wholes else None,
            depends_on=links,
            duration=None if hours is None else time_amount(Fraction(hours) * 3600),
            done=Amount(done, "%") if done else None,
            started=_period(begun),
            finished=_period(over),
            not_before=not_before,
            finish_by=finish_by,
            constraints=held,
            uses=uses,
            calendar=self._goes_by(row, id),
        )

    def _constraints(self, row: Row, id: str) -> tuple[Period | None, Period | None, list[Constraint]]:
        """Return the first moment, the last one, and what the activity is held to."""
        not_before, finish_by, held = None, None, []
        for kind_name, date_name in (("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2")):
            kind = row.text(kind_name)
            if kind is None:
                continue
            date = _period(self._moment(row, date_name))
            if kind == "CS_ALAP":
                held.append(Constraint(type="late"))
            elif date is None:
                self.note(row, say("xer.no_date", kind=kind), id)
            elif kind == "CS_MSOA":
                not_before = date
            elif kind == "CS_MEOB":
                finish_by = date
            elif kind in _HELD:
                held.append(Constraint(type=_HELD[kind], date=date))
                if kind == "CS_MSOB":
                    self.note(row, say("xer.both"), id, "info")
            else:
                self.note(row, say("xer.unknown", kind=kind, date=date), id)
        return not_before, finish_by, held


def _period(moment: dt.datetime | None) -> Period | None:
    return None if moment is None else Period(re.sub(r":00\Z", "", moment.isoformat()[:19]))
