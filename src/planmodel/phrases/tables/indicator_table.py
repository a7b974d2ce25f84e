"""A whole table of indicators as published: each row becomes an indicator, and every doubtful cell is reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column as ResultColumn
from planmodel.diagnostics import Diagnostic
from planmodel.limits import Limits, refusal
from planmodel.listing import sentences, some
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.promised import promise_of
from planmodel.phrases.tables.columns import Column, blocks_of, columns_of, header_rows, period_of
from planmodel.phrases.tables.doubts import Doubts
from planmodel.phrases.tables.grids import Cell, Grid, Source, cells_of, chosen_grid, grids_of, lines_above, row_in
from planmodel.phrases.tables.heads import head_of
from planmodel.phrases.tables.indicator_rows import IndicatorRows, Settings
from planmodel.phrases.tables.plans import plan_of
from planmodel.phrases.tables.project_heads import project_head
from planmodel.tabular import Result
from planmodel.units import OwnUnits
from planmodel.words import coded, count_of, say

__all__ = ["IndicatorTable", "read_indicator_table"]


@attrs.frozen(kw_only=True, repr=False)
class IndicatorTable(Result):
    """What a table holds.

    Parameters:
        indicators: one a row.
        columns: what each column was taken for.
        cells: every cell that holds text, the head and the notes too.
        notes: rows above, between and below the indicators that hold none: titles, headings, notes.
        doubts: each cell that is not sure, with its row as ``line`` and its column; nothing doubtful is left out.
        lines: the row of each indicator, from 1.
        file: the file that it stands in.
        units: the units of one's own that it was read with.
    """

    indicators: tuple[Indicator, ...]
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...] = attrs.field(repr=False)
    notes: tuple[str, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()
    lines: tuple[int, ...] = attrs.field(default=(), repr=False)
    file: str | None = attrs.field(default=None, repr=False)
    units: OwnUnits | None = attrs.field(default=None, repr=False)

    @kinds_checked
    def row_of(self, indicator: Indicator | str) -> int:
        """Return the row of an indicator, from 1, as the doubts' ``place.line`` counts.

        Parameters:
            indicator: one of :attr:`indicators`, or its id.

        Raises:
            UnknownIdError: the table holds no such indicator.
        """
        return row_in(self.lines, self.indicators, indicator if isinstance(indicator, str) else indicator.id)

    @kinds_checked
    def to_plan(self, *, id: str = "plan", title: str | None = None) -> Plan:
        """Return a plan of what the table holds, with the document that its elements cite.

        Parameters:
            id: the plan's id.
            title: its title; the first line above the table when left out.
        """
        return plan_of(self.indicators, self.file, id=id, title=title, notes=self.notes, units=self.units)

    def _columns(self) -> Sequence[ResultColumn]:
        return _COLUMNS

    def _rows(self) -> Sequence[Indicator]:
        return self.indicators

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _headline(self) -> str:
        told = {name: say(f"table.{name}", n=len(getattr(self, name))) for name in ("doubts", "notes")}
        return say("table.indicators", indicators=count_of("indicator", len(self.indicators), "indicators"), **told)

    def _below(self) -> Iterable[str]:
        return some([doubt.one_line() for doubt in self.doubts], 20)


def _baseline(one: Indicator) -> object:
    return one.baseline and (one.baseline.value or one.baseline.as_published)


def _commitments(one: Indicator) -> str | None:
    return sentences(*(promise_of(target) for target in one.targets))


_COLUMNS = (
    ResultColumn("id", "text", "the id of the indicator"),
    ResultColumn("name", "text", "its name"),
    ResultColumn("unit", "text", "its unit"),
    ResultColumn("baseline", "text", "where it stood, with its unit, or as printed", of=_baseline),
    ResultColumn(
        "as_published",
        "text",
        "its targets as printed",
        of=lambda one: tuple(target.as_published for target in one.targets if target.as_published is not None),
    ),
    ResultColumn("read_as", "text", "its targets as read, in words", of=_commitments, cell=_commitments),
)


@kinds_checked
def read_indicator_table(
    source: Source,
    *,
    sheet: str | None = None,
    table: int | None = None,
    base_year: int | None = None,
    year: int | None = None,
    document: str | None = None,
    prefix: str = "ind-",
    units: OwnUnits | None = None,
    limits: Limits | None = None,
) -> IndicatorTable:
    """Return the indicators of a table as published.

    Parameters:
        source: a ``.csv``, ``.tsv``, ``.xlsx`` (extra ``xlsx``), ``.md`` or ``.html`` (extra ``html``) file, or rows of
            text.
        sheet: the sheet of an Excel file; the first that holds a table of indicators when left out.
        table: which table of a Markdown or HTML file, from 0; the first of indicators when left out.
        base_year: the year that changes and baselines count from when the head does not say.
        year: the year of targets when the head does not say.
        document: the id of the document to cite for each indicator.
        prefix: what the ids of the indicators begin with; the metric's id follows where the name certainly means one,
            else a hash of the name, so that ids stay when rows are added.
        units: units of one's own that the table prints, such as ``plan.own_units``;
            :meth:`IndicatorTable.to_plan` defines them in the plan.
        limits: how much is read (:class:`planmodel.limits.Limits`); the usual limits when left out.

    Returns:
        the indicators, with every cell's text kept and every doubtful cell reported.

    Raises:
        PlanFileError: the file cannot be read, is more than the limits allow, or no row heads a column of indicators
            (指标, 指标名称, Indicator).
        MissingExtraError: openpyxl or lxml is not installed.

    Example:
        >>> head = ["指标名称", "2020年现状", "2025年目标值", "指标性质"]
        >>> table = read_indicator_table([head, ["森林覆盖率（%）", "58.66", "58.9", "约束性"]])
        >>> (indicator,) = table.indicators
        >>> indicator.unit, str(indicator.baseline.value), str(indicator.targets[0].commitment.value)
        ('%', '58.66 %', '58.9 %')
    """
    grids = grids_of(source, sheet=sheet, limits=limits)
    grid = chosen_grid(source, grids, table, lambda one: header_rows(one.rows) is not None)
    settings = Settings(base_year, year, document, prefix, units)
    return _read(grid, settings)


def _read(grid: Grid, settings: Settings) -> IndicatorTable:
    head = header_rows(grid.rows)
    if head is None:
        hint = say("table.of_projects") if project_head(grid.rows) is not None else None
        raise refusal(grid.file, say("table.no_head"), hint)
    doubts = Doubts(grid.file)
    for remark in grid.remarks:
        doubts.add(*remark)
    above = lines_above(grid, head[0])
    reader = IndicatorRows(grid, settings, period_of(above), doubts)
    reader.notes += above
    columns: tuple[Column, ...] = ()
    for first, behind, end in _segments(grid, head):
        for block in blocks_of(grid.rows[first]):
            rows = [_only(row, block) for row in grid.rows[first:end]]
            columns = columns_of(
                rows[: behind - first], rows[behind - first :], period=period_of(above), base_year=settings.base_year
            )
            _doubt_columns(columns, rows[behind - first :], first, behind, doubts)
            if not any(column.role == "name" for column in columns):
                if first == head[0]:
                    raise refusal(grid.file, say("table.no_head"))
                _doubt_rows(rows, first, doubts)
                continue
            heads = set(rows[: behind - first])
            body = [row if row not in heads else ("",) * len(row) for row in rows[behind - first :]]
            reader.read(columns, body, behind, above)
    reader.notes += grid.below
    made = reader.indicators()
    _doubt_names(made, doubts)
    promising = any(indicator.targets or indicator.baseline is not None for _, indicator in made)
    if not promising and project_head(grid.rows) is not None:
        doubts.add(head[0], None, say("table.heads_projects"), say("table.of_projects"))
    return IndicatorTable(
        indicators=tuple(indicator for _, indicator in made),
        columns=columns,
        cells=cells_of(grid),
        notes=tuple(dict.fromkeys(reader.notes)),
        doubts=doubts.sorted(),
        file=grid.file,
        units=settings.units,
        lines=tuple(line + 1 for line, _ in made),
    )


def _segments(grid: Grid, head: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Return the tables that stand one above the other in a grid: head, first row behind it, end."""
    segments = []
    first, behind = head
    at = behind
    while at < len(grid.rows):
        row = grid.rows[at]
        named = len(set(filter(None, row))) > 2 and any(cell and head_of((cell,)).role == "name" for cell in row)
        another = header_rows(grid.rows, at, 1) if named and row not in grid.rows[first:behind] else None
        if another is not None:
            segments.append((first, behind, at))
            first, behind = another
            at = behind
        else:
            at += 1
    return [*segments, (first, behind, len(grid.rows))]


def _only(row: tuple[str, ...], block: range) -> tuple[str, ...]:
    return row if len(block) == len(row) else tuple(cell if n in block else "" for n, cell in enumerate(row))


def _doubt_columns(
    columns: tuple[Column, ...], body: list[tuple[str, ...]], first: int, behind: int, doubts: Doubts
) -> None:
    """Doubt the columns whose role is not said by their head, and those that no indicator has a place for."""
    for number, column in enumerate(columns):
        held = [(row, cells[number]) for row, cells in enumerate(body, behind) if cells[number]]
        if column.role == "other" and held:
            name = say("table.the_column", name=f"{column.text!r}") if column.text else say("table.headless")
            doubts.add(first, number, say("table.column_unknown", name=name))
            for row, text in held:
                if len(set(filter(None, body[row - behind]))) > 1:
                    doubts.add(row, number, say("table.in_unknown_column", text=f"{text[:40]!r}"))
        elif column.role == "kept" and held:
            doubts.add(first, number, say("table.column_no_place", column=f"{column.text!r}"))
        elif not column.sure:
            role = coded("column", column.role)
            doubts.add(first, number, say("table.column_taken", column=f"{column.text!r}", role=role))


def _doubt_rows(rows: list[tuple[str, ...]], first: int, doubts: Doubts) -> None:
    """Doubt the rows of a further table in the grid that names no indicators."""
    for row, cells in enumerate(rows, first):
        if any(cells):
            doubts.add(row, None, say("table.no_names"))


def _doubt_names(made: list[tuple[int, Indicator]], doubts: Doubts) -> None:
    """Doubt names that stand in two rows under the same headings."""
    seen: dict[tuple[object, ...], int] = {}
    for row, indicator in made:
        key = (str(indicator.name), indicator.groups, indicator.part_of)
        if seen.setdefault(key, row) != row:
            doubts.add(row, None, say("table.also_in_row", name=indicator.name, row=seen[key] + 1))
