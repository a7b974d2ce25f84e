"""England's plan data: local plans, the timetables by which they are made, and the homes that they require."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.exchange.foreign import Ledger
from planmodel.exchange.planning_tables import PLAN_COLUMNS, PlanningTable, Row, is_planning_table, read_table
from planmodel.exchange.stray_values import Ids, as_point, number_in, point_in, stretch
from planmodel.formats.imported import ImportResult, plan_id, refused
from planmodel.formats.plain_data import plan_tree
from planmodel.limits import check_texts
from planmodel.model.element import Element
from planmodel.model.kinds import Document, Indicator, Organization, Project, Task, Theme
from planmodel.model.period import Period, as_period
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import Level, Target, Unread
from planmodel.text import one_line
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["read_planning_data"]

_TYPES = ("datasets", "dataset", "development-plan-type", "development-plan-types")
_BODIES = ("organisations", "organisation")
_AUTHORITIES = ("local-planning-authorities", "mineral-planning-authorities", "waste-planning-authorities")
_EVENT_DATES = ("predicted-date", "committed-date", "event-date")


@kinds_checked
def read_planning_data(path: AnyPath, *more: AnyPath) -> ImportResult:
    """Return England's plan data: each plan a project, each event of its timetable a task, its homes an indicator.

    Tables are told by their heads: of plans (``development-plan``, ``local-plan``, ``plan``), of timetables, of housing
    numbers, of documents. Fields that nothing here holds stand in the notes, a labelled line each.

    Parameters:
        path: a CSV file, or a folder in which every such file is read.
        more: other files that belong to it, such as the timetable of the plans.

    Returns:
        the plan, the issues, and counts: rows by what they are (``plan``, ``timetable``, ``housing``, ``document``),
        and how many of them were left out and why.

    Raises:
        PlanFileError: a file cannot be opened, or is none of these tables.

    Source: Ministry of Housing, Communities and Local Government, *Planning data specifications*, 2020 to 2026.
    """
    tables = [table for one in (path, *more) for table in _tables(Path(one))]
    return _Reader(Path(path)).result(tables)


def _tables(path: Path) -> list[PlanningTable]:
    """Return the table of a file, or every such table of a folder."""
    files = [one for one in sorted(path.glob("*.csv")) if is_planning_table(one)] if path.is_dir() else [path]
    tables = [(file, read_table(file)) for file in files]
    for file, table in tables:
        if table is None:
            raise refused(file, say("planning.no_head"), 1, say("planning.heads"))
    if not tables:
        raise refused(path, say("planning.none"), hint=say("planning.heads"))
    return [table for _, table in tables if table is not None]


@attrs.define
class _Draft:
    """A plan while its rows are gathered."""

    id: str
    name: str
    row: Row | None = None
    period: Period | None = None
    started: Period | None = None
    finished: Period | None = None
    themes: list[Link] = attrs.field(factory=list)
    bodies: dict[str, None] = attrs.field(factory=dict)
    lines: list[str] = attrs.field(factory=list)
    events: list[str] = attrs.field(factory=list)
    indicators: list[str] = attrs.field(factory=list)
    documents: list[str] = attrs.field(factory=list)

    def project(self) -> Project:
        return Project(
            id=self.id,
            name=self.name,
            description=None if self.row is None else self.row.text("description"),
            period=self.period,
            started=self.started,
            finished=self.finished,
            themes=self.themes,
            responsible=[*self.bodies],
            implements=self.events,
            contributes_to=self.indicators,
            sources=[Citation(document=one) for one in self.documents],
            note="\n".join(self.lines) or None,
        )


class _Reader:
    """Reads the tables that belong together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ledger = Ledger(str(path))
        self.plan_id = plan_id("england", path)
        self.ids = Ids([self.plan_id])
        self.plans: dict[str, _Draft] = {}
        self.others: list[_Draft] = []
        self.organizations: dict[str, Organization] = {}
        self.themes: dict[str, Theme] = {}
        self.elements: list[Element] = []

    def result(self, tables: list[PlanningTable]) -> ImportResult:
        for kind, read in (
            ("plan", self._plan),
            ("timetable", self._event),
            ("housing", self._housing),
            ("document", self._document),
        ):
            for table in tables:
                if table.kind == kind:
                    self.ledger.file = table.file
                    self.ledger.read[kind] += len(table.rows)
                    self._doubts(table)
                    for row in table.rows:
                        read(row, table)
        drafts = [*self.plans.values(), *self.others]
        plan = Plan(
            id=self.plan_id,
            title=drafts[0].name if len(drafts) == 1 else f"England: {self.path.stem}",
            elements=[
                *self.organizations.values(),
                *self.themes.values(),
                *self.elements,
                *(one.project() for one in drafts),
            ],
        )
        check_texts(plan_tree(plan), str(self.path), verb="read")
        return ImportResult(plan=plan, issues=self.ledger.told(), counts=self.ledger.counts())

    def _doubts(self, table: PlanningTable) -> None:
        for doubt in table.doubts:
            self.ledger.note(doubt if isinstance(doubt, Message) else say("import.doubt", text=doubt))
        for row in table.rows:
            if row.beyond:
                self.ledger.note(say("planning.beyond", n=row.beyond), line=row.line)

    # --- plans ---

    def _plan(self, row: Row, table: PlanningTable) -> None:
        reference = row.text("reference", *PLAN_COLUMNS)
        name = row.text("name")
        if reference is None and name is None:
            self.ledger.leave("plan", say("planning.unnamed"), row.line)
            return
        self.ledger.mapped["plan"] += 1
        draft = _Draft(self.ids.new(reference or name, "plan"), one_line(name or str(reference)), row)
        if name is None:
            self.ledger.note(say("import.no_name", name=draft.name[:80]), "info", row.line, draft.id)
        if reference is None or reference in self.plans:
            if reference is not None:
                self.ledger.note(say("import.id_twice", id=reference, now=draft.id), line=row.line, of=draft.id)
            self.others.append(draft)
        else:
            self.plans[reference] = draft
        used = {"reference", "name", "description", *_BODIES, *_TYPES}
        used |= {one for one in PLAN_COLUMNS if row.text(one) == reference}
        used |= self._dates(draft, row, table) | self._document_of(draft, row)
        draft.themes = [Link(self._theme(one)) for field in _TYPES for one in row.several(field)]
        bodies = [one for field in _BODIES for one in row.several(field)]
        if not bodies:
            bodies = [one for field in _AUTHORITIES for one in row.several(field)]
            used |= {*_AUTHORITIES}
        draft.bodies = dict.fromkeys(self._body(one) for one in bodies)
        homes = row.text("required-housing")
        if homes is not None:
            draft.indicators.append(self._homes(draft, homes, row, draft.name))
            used.add("required-housing")
        draft.lines += self._lines(row, used, reference if draft.id != reference else None)

    def _dates(self, draft: _Draft, row: Row, table: PlanningTable) -> set[str]:
        """Take the period that a plan covers, and since when and till when it is in force."""
        first, last = (self._point(row, name) for name in ("period-start-date", "period-end-date"))
        draft.period = stretch(first, last, self.ledger, row.line)
        used = {name for name, point in (("period-start-date", first), ("period-end-date", last)) if point is not None}
        # Where the period has fields of its own, the other dates say when the plan was adopted and when it was revoked;
        # in older tables they may say either.
        if "period-start-date" in table.columns or "period-end-date" in table.columns:
            adopted = self._point(row, "start-date") or self._point(row, "adopted-date")
            ended = self._point(row, "end-date")
            draft.started, draft.finished = as_period(adopted), as_period(ended)
            used |= {"start-date", "adopted-date"} if adopted is not None else set()
            used |= {"end-date"} if ended is not None else set()
        return used

    def _point(self, row: Row, name: str) -> str | None:
        return point_in(row.text(name), self.ledger, row.line)

    def _lines(self, row: Row, used: set[str], reference: str | None) -> list[str]:
        lines = [f"reference: {one_line(reference)}"] if reference is not None else []
        return lines + [f"{name}: {one_line(text)}" for name, text in row.cells.items() if name not in used]

    def _theme(self, name: str) -> str:
        if name not in self.themes:
            self.themes[name] = Theme(id=self.ids.new(f"type-{name}"), name=one_line(name).replace("-", " "))
        return self.themes[name].id

    def _body(self, code: str) -> str:
        if code not in self.organizations:
            self.organizations[code] = Organization(id=self.ids.new(code, "organization"), name=one_line(code))
        return self.organizations[code].id

    def _document_of(self, draft: _Draft, row: Row) -> set[str]:
        """Take the address of a plan's document, or else of the page about it."""
        for field in ("document-url", "documentation-url"):
            url = row.text(field)
            if url is not None:
                id = self.ids.new(f"{draft.id}.document")
                self.elements.append(Document(id=id, name=draft.name, url=one_line(url)))
                draft.documents.append(id)
                return {field}
        return set()

    # --- what belongs to a plan ---

    def _draft_of(self, row: Row, kind: str) -> _Draft | None:
        """Return the plan that a row is about; one that no table lists is made, and called by its reference."""
        reference = row.text(*PLAN_COLUMNS)
        if reference is None:
            self.ledger.leave(kind, say("planning.of_no_plan"), row.line)
            return None
        if reference not in self.plans:
            draft = _Draft(self.ids.new(reference, "plan"), one_line(reference))
            draft.lines += [f"reference: {one_line(reference)}"] if draft.id != reference else []
            self.plans[reference] = draft
            self.ledger.note(say("planning.unlisted", reference=reference[:80]), "info", row.line, draft.id)
        self.ledger.mapped[kind] += 1
        return self.plans[reference]

    def _event(self, row: Row, table: PlanningTable) -> None:
        draft = self._draft_of(row, "timetable")
        if draft is None:
            return
        field = next((one for one in row.cells if one.endswith(("-event", "-status"))), None)
        event = row.cells[field] if field is not None else row.text("name") or "event"
        id = self.ids.new(f"{draft.id}.{event}")
        draft.events.append(id)
        used = {"organisation", "organisations", *PLAN_COLUMNS, *([field] if field is not None else [])}
        planned = next((point for name in _EVENT_DATES if (point := self._point(row, name)) is not None), None)
        used |= {next(name for name in _EVENT_DATES if as_point(row.text(name)))} if planned is not None else set()
        happened = self._point(row, "actual-date")
        used |= {"actual-date"} if happened is not None else set()
        period = as_period(planned)
        if field is not None and field.endswith("-status"):
            first, last = self._point(row, "start-date"), self._point(row, "end-date")
            period = stretch(first, last, self.ledger, row.line) or period
            used |= {name for name, point in (("start-date", first), ("end-date", last)) if point is not None}
            happened = happened or self._passed(last or first, row)
        elif happened is None and not {"actual-date", "event-date"} & {*table.columns}:
            happened = self._point(row, "start-date")  # the day on which it took place, in tables of January 2026
            used |= {"start-date"} if happened is not None else set()
        bodies = [self._body(one) for name in _BODIES for one in row.several(name)]
        self.elements.append(
            Task(
                id=id,
                name=one_line(event).replace("-", " "),
                period=period,
                finished=as_period(happened),
                responsible=bodies,
                note="\n".join(self._lines(row, used, None)) or None,
            )
        )

    def _passed(self, point: str | None, row: Row) -> str | None:
        """Return the day of a stage that was over when its row was written."""
        entered = as_point(row.text("entry-date"))
        is_over = point is not None and entered is not None and Period(point).end <= Period(entered).start
        return point if is_over else None

    def _housing(self, row: Row, table: PlanningTable) -> None:
        if row.text("end-date") is not None:
            self.ledger.leave("housing", say("planning.withdrawn"), row.line)
            return
        draft = self._draft_of(row, "housing")
        if draft is None:
            return
        area = row.text("local-planning-authority", "local-planning-authorities", "organisation", "organisations")
        above = next(iter(draft.indicators), None)
        name = draft.name if area is None else f"{draft.name} ({one_line(area)})"
        lines = self._lines(row, {"required-housing", *PLAN_COLUMNS}, None)
        id = self._homes(draft, row.text("required-housing"), row, name, above if area is not None else None, lines)
        if above is None or area is None:
            draft.indicators.append(id)

    def _homes(
        self, draft: _Draft, text: str | None, row: Row, name: str, above: str | None = None, lines: Sequence[str] = ()
    ) -> str:
        """Add an indicator of the homes that a plan is to provide at least, and return its id."""
        id = self.ids.new(f"{draft.id}.required-housing")
        number = None if text is None else number_in(text, self.ledger, row.line)
        promise: Level | Unread = Unread(reason="words")
        if number is not None:
            promise = Level(value=Amount(number, "homes"), comparator="at_least")
        year = None if draft.period is None else draft.period.end.year
        note = None if draft.period is None else f"period: {draft.period}"
        target = Target(year=year, commitment=promise, as_published=text, note=note)
        self.elements.append(
            Indicator(
                id=id,
                name=f"Required housing: {name}",
                unit="homes",
                part_of=above,
                targets=[target] if text is not None else [],
                note="\n".join(lines) or None,
            )
        )
        return id

    def _document(self, row: Row, table: PlanningTable) -> None:
        draft = self._draft_of(row, "document")
        if draft is None:
            return
        id = self.ids.new(row.text("reference", "development-plan-document") or f"{draft.id}.document")
        draft.documents.append(id)
        name = row.text("name", "reference") or draft.name
        field = next((one for one in ("document-url", "documentation-url") if row.text(one)), "document-url")
        used = {"name", "description", field, *PLAN_COLUMNS}
        self.elements.append(
            Document(
                id=id,
                name=one_line(name),
                description=row.text("description"),
                url=one_line(row.text(field) or "") or None,
                note="\n".join(self._lines(row, used, None)) or None,
            )
        )
