"""A list of tasks as people keep it: each row becomes a task with its time, its links and its whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.errors import ModelError
from planmodel.limits import Limits, refusal
from planmodel.listing import some
from planmodel.model.kinds import Organization, Task
from planmodel.model.plan import Plan
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import Cell, Source, cells_of, chosen_grid, grids_of, lines_above, row_in
from planmodel.phrases.tables.plans import plan_of
from planmodel.phrases.tables.task_cells import duration_of
from planmodel.phrases.tables.task_heads import TaskColumn, task_columns, task_head
from planmodel.phrases.tables.task_rows import TaskRows
from planmodel.records import said
from planmodel.tabular import Result
from planmodel.text import cut
from planmodel.words import count_of, say

__all__ = ["TaskTable", "read_task_table"]


@attrs.frozen(kw_only=True, repr=False)
class TaskTable(Result):
    """What a list of tasks holds.

    Parameters:
        tasks: one a row.
        organizations: who the rows name.
        columns: what each column was taken for.
        cells: every cell that holds text.
        notes: rows that hold no task: titles and notes.
        doubts: what is not sure, with its row as ``line`` and its column.
        lines: the row of each task, from 1.
        file: the file that it stands in.
        computed_start: the first day of the schedule that was written into it.
    """

    tasks: tuple[Task, ...]
    organizations: tuple[Organization, ...]
    columns: tuple[TaskColumn, ...]
    cells: tuple[Cell, ...] = attrs.field(repr=False)
    notes: tuple[str, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()
    lines: tuple[int, ...] = attrs.field(default=(), repr=False)
    file: str | None = attrs.field(default=None, repr=False)
    computed_start: dt.date | None = attrs.field(default=None, repr=False)

    @property
    def start(self) -> dt.date | None:
        """The first day that a row states or a schedule that was written here found, to schedule from."""
        found = (one.period.start for one in self.tasks if one.period is not None)
        return min(filter(None, (self.computed_start, *found)), default=None)

    @kinds_checked
    def row_of(self, task: Task | str) -> int:
        """Return the row of a task, from 1, as the doubts' ``place.line`` counts.

        Parameters:
            task: one of :attr:`tasks`, or its id.

        Raises:
            UnknownIdError: the table holds no such task.
        """
        return row_in(self.lines, self.tasks, task if isinstance(task, str) else task.id)

    def to_plan(self, *, id: str = "plan", title: str | None = None) -> Plan:
        """Return a plan of what the table holds, with the document that its elements cite.

        Parameters:
            id: the plan's id.
            title: its title; the first line above the table when left out.
        """
        return plan_of((*self.organizations, *self.tasks), self.file, id=id, title=title, notes=self.notes)

    def _columns(self) -> Sequence[Column]:
        names = {one.id: said(one.name) for one in self.organizations}
        return (
            Column("id", "text", "the id of the task"),
            Column("name", "text", "its name"),
            Column("part_of", "text", "the task that it is part of", of=lambda one: one.part_of and one.part_of.to),
            Column("duration", "text", "how long it takes", of=lambda one: one.duration and one.duration.likely),
            Column("waits_for", "text", "what comes first, with the kind of link and the lag", of=_waits),
            Column("when", "text", "its dates, as stated", of=lambda one: one.period),
            Column(
                "who",
                "text",
                "who answers for it",
                of=lambda one: "、".join(names[link.to] for link in one.responsible) or None,
            ),
        )

    def _rows(self) -> Sequence[Task]:
        return self.tasks

    def _above(self) -> Iterable[str]:
        links = sum(len(one.depends_on) for one in self.tasks)
        told = {"links": say("table.links", n=links), "doubts": say("table.doubts", n=len(self.doubts))}
        return (say("table.tasks", tasks=count_of("task", len(self.tasks), "tasks"), **told),)

    def _below(self) -> Iterable[str]:
        return some([doubt.one_line() for doubt in self.doubts], 20)


def _waits(one: Task) -> str | None:
    said = []
    for link in one.depends_on:
        lag = "" if link.lag is None else f"{'+' if link.lag.magnitude > 0 else ''}{link.lag}"
        said.append(f"{link.to}{'' if link.type == 'FS' and not lag else link.type}{lag}")
    return "; ".join(said) or None


@kinds_checked
def read_task_table(
    source: Source,
    *,
    sheet: str | None = None,
    table: int | None = None,
    unit: str | None = None,
    document: str | None = None,
    prefix: str = "t-",
    limits: Limits | None = None,
) -> TaskTable:
    """Return the tasks of a list as people keep it: durations, order, dates, wholes, who does it, how much is done.

    Parameters:
        source: a ``.csv``, ``.tsv``, ``.xlsx`` (extra ``xlsx``), ``.md`` or ``.html`` (extra ``html``) file, or rows of
            text.
        sheet: the sheet of an Excel file; the first that holds a list of tasks when left out.
        table: which table of a Markdown or HTML file, from 0; the first of tasks when left out.
        unit: the unit of its durations when neither head nor cell says (天).
        document: the id of the document to cite for each task.
        prefix: what the ids of the tasks begin with; the number of the task follows.
        limits: how much is read (:class:`planmodel.limits.Limits`); the usual limits when left out.

    Returns:
        the tasks. Predecessors are numbers, codes or names: ``3FS+2d; 5SS-50%; 设计``. Stated dates are the task's
        ``period``; of work that waits for nothing the start is also its ``not_before``, and where no duration is stated
        it is counted from start to finish. Where no column tells levels or codes, the indentation of names (blanks, an
        Excel cell's own indent, padding in HTML) does, or else the groups of an Excel sheet's rows.
        What else a row says stands in its ``note``.

    Raises:
        PlanFileError: the file cannot be read, is more than the limits allow, or no row heads a column of tasks.
        MissingExtraError: openpyxl or lxml is not installed.
        ModelError: ``unit`` is no unit of time.

    Example:
        >>> head = ["ID", "Task Name", "Duration", "Predecessors"]
        >>> table = read_task_table([head, ["1", "Survey", "5 days?", ""], ["2", "Pipes", "3w", "1FS+2d"]])
        >>> [(one.id, str(one.duration.likely), [str(link.lag) for link in one.depends_on]) for one in table.tasks]
        [('t-1', '5 天', []), ('t-2', '3 周', ['2 天'])]
    """
    if unit is not None and duration_of("1", unit) is None:
        raise ModelError(say("table.no_time_unit", unit=f"{cut(unit, 40)!r}"), hint=say("table.no_time_unit.hint"))
    grids = grids_of(source, sheet=sheet, limits=limits)
    grid = chosen_grid(source, grids, table, lambda one: task_head(one.rows) is not None)
    head = task_head(grid.rows)
    if head is None:
        raise refusal(grid.file, say("table.no_task_head"))
    doubts = Doubts(grid.file)
    columns = task_columns(grid.rows[head])
    for remark in grid.remarks:
        if not (remark.message.endswith(say("table.a_date")) and _is_dated(columns, remark.column)):
            doubts.add(*remark)
    above = lines_above(grid, head)
    for number, column in enumerate(columns):
        if column.role == "other" and column.text:
            doubts.add(head, number, say("table.column_in_notes", column=f"{column.text!r}"))
    reader = TaskRows(columns, unit, document, prefix, doubts)
    reader.read(grid, head)
    return TaskTable(
        tasks=tuple(reader.tasks),
        organizations=tuple(reader.organizations.values()),
        columns=columns,
        cells=cells_of(grid),
        notes=tuple(dict.fromkeys([*above, *reader.notes, *grid.below])),
        doubts=doubts.sorted(),
        file=grid.file,
        computed_start=reader.computed_start,
        lines=tuple(line + 1 for line in reader.lines),
    )


def _is_dated(columns: tuple[TaskColumn, ...], number: int | None) -> bool:
    dated = ("start", "finish", "deadline", "started", "finished", "not_before", "computed_start", "computed")
    return number is not None and number < len(columns) and columns[number].role in dated
