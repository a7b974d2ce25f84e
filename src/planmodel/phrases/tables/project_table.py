"""An annex of projects as published: each row becomes a project with its money, and the sums in it are checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.limits import Limits, refusal
from planmodel.listing import some
from planmodel.model.kinds import Organization, Project
from planmodel.model.plan import Plan
from planmodel.phrases.tables.columns import header_rows
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import Cell, Source, cells_of, chosen_grid, grids_of, lines_above, row_in
from planmodel.phrases.tables.plans import plan_of
from planmodel.phrases.tables.project_heads import ProjectColumn, project_columns, project_head
from planmodel.phrases.tables.project_rows import ProjectRows
from planmodel.phrases.tables.sums import Sum
from planmodel.records import said
from planmodel.tabular import Result
from planmodel.words import say

__all__ = ["ProjectTable", "read_project_table"]


def _when(one: Project) -> object:
    return one.period or (one.duration and one.duration.likely)


@attrs.frozen(kw_only=True, repr=False)
class ProjectTable(Result):
    """What an annex of projects holds.

    Parameters:
        projects: one a row; a heading over several is a project that they are part of.
        organizations: the bodies that the rows name.
        sums: every sum that is printed (小计, 合计, a group's own line), with what its rows add up to.
        columns: what each column was taken for.
        cells: every cell that holds text.
        notes: rows that hold no project: titles and notes.
        doubts: what is not sure or does not add up, with its row as ``line`` and its column.
        lines: the row of each project, from 1.
        file: the file that it stands in.
    """

    projects: tuple[Project, ...]
    organizations: tuple[Organization, ...]
    sums: tuple[Sum, ...]
    columns: tuple[ProjectColumn, ...]
    cells: tuple[Cell, ...] = attrs.field(repr=False)
    notes: tuple[str, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()
    lines: tuple[int, ...] = attrs.field(default=(), repr=False)
    file: str | None = attrs.field(default=None, repr=False)

    @kinds_checked
    def row_of(self, project: Project | str) -> int:
        """Return the row of a project, from 1, as the doubts' ``place.line`` counts.

        Parameters:
            project: one of :attr:`projects`, or its id.

        Raises:
            UnknownIdError: the table holds no such project.
        """
        return row_in(self.lines, self.projects, project if isinstance(project, str) else project.id)

    @kinds_checked
    def to_plan(self, *, id: str = "plan", title: str | None = None) -> Plan:
        """Return a plan of what the table holds, with the document that its elements cite.

        Parameters:
            id: the plan's id.
            title: its title; the first line above the table when left out.
        """
        return plan_of((*self.organizations, *self.projects), self.file, id=id, title=title, notes=self.notes)

    def _columns(self) -> Sequence[Column]:
        names = {one.id: said(one.name) for one in self.organizations}
        return (
            Column("id", "text", "the id of the project"),
            Column("name", "text", "its name"),
            Column("total", "text", "what it costs, with the unit", of=lambda one: one.cost and one.cost.total),
            Column("in_period", "text", "the part of it in the period", of=lambda one: one.cost and one.cost.in_period),
            Column("when", "text", "its years, or how long it takes", of=_when),
            Column(
                "bodies",
                "text",
                "the bodies that answer for it",
                of=lambda one: "、".join(names[link.to] for link in one.responsible) or None,
            ),
        )

    def _rows(self) -> Sequence[Project]:
        return self.projects

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _headline(self) -> str:
        agree = sum(one.agrees for one in self.sums)
        counts = {"n": len(self.projects), "agree": agree, "sums": len(self.sums), "m": len(self.doubts)}
        return say("table.projects", **counts)

    def _below(self) -> Iterable[str]:
        return some([doubt.one_line() for doubt in self.doubts], 20)


@kinds_checked
def read_project_table(
    source: Source,
    *,
    sheet: str | None = None,
    table: int | None = None,
    unit: str | None = None,
    document: str | None = None,
    prefix: str = "prj-",
    limits: Limits | None = None,
) -> ProjectTable:
    """Return the projects of an annex as published: cost, part of it in the period, years, bodies, and checked sums.

    Parameters:
        source: a ``.csv``, ``.tsv``, ``.xlsx`` (extra ``xlsx``), ``.md`` or ``.html`` (extra ``html``) file, or rows of
            text.
        sheet: the sheet of an Excel file; the first that holds a table of projects when left out.
        table: which table of a Markdown or HTML file, from 0; the first of projects when left out.
        unit: the unit of its money when neither head nor title nor cell says (万元).
        document: the id of the document to cite for each project.
        prefix: what the ids of the projects begin with; a hash of the name follows.
        limits: how much is read (:class:`planmodel.limits.Limits`); the usual limits when left out.

    Returns:
        the projects; what a row says beside cost, years and bodies (资金来源, 建设地点) stands in its ``note``.

    Raises:
        PlanFileError: the file cannot be read, is more than the limits allow, or no row heads a column of projects.
        MissingExtraError: openpyxl or lxml is not installed.

    Example:
        >>> head = ["序号", "项目名称", "建设年限", "总投资（万元）", "“十四五”投资（万元）", "责任单位"]
        >>> works = ["1", "污水处理厂", "2021-2023", "1200", "1000", "市水利局"]
        >>> pipes = ["2", "管网", "2022年", "800", "800", "市住建局"]
        >>> table = read_project_table([head, works, pipes, ["", "合计", "", "2000", "1800", ""]])
        >>> [(str(one.cost.total), str(one.period)) for one in table.projects], [one.agrees for one in table.sums]
        ([('1200 万元', '2021/2023'), ('800 万元', '2022')], [True, True])
    """
    grids = grids_of(source, sheet=sheet, limits=limits)
    grid = chosen_grid(source, grids, table, lambda one: project_head(one.rows) is not None)
    head = project_head(grid.rows)
    if head is None:
        of_indicators = header_rows(grid.rows) is not None
        raise refusal(grid.file, say("table.no_project_head"), say("table.of_indicators") if of_indicators else None)
    doubts = Doubts(grid.file)
    for remark in grid.remarks:
        doubts.add(*remark)
    above = lines_above(grid, head[0])
    columns = project_columns(grid.rows[head[0] : head[1]])
    for number, column in enumerate(columns):
        if column.role == "other" and column.text:
            doubts.add(head[0], number, say("table.column_in_notes", column=f"{column.text!r}"))
    reader = ProjectRows(columns, above, unit, document, prefix, doubts)
    reader.read(grid.rows, head)
    return ProjectTable(
        projects=tuple(reader.projects),
        organizations=tuple(reader.organizations.values()),
        sums=tuple(reader.sums),
        columns=columns,
        cells=cells_of(grid),
        notes=tuple(dict.fromkeys([*above, *reader.notes, *grid.below])),
        doubts=doubts.sorted(),
        file=grid.file,
        lines=tuple(line + 1 for line in reader.lines),
    )
