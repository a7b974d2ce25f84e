"""A whole table of indicators as published: each row becomes an indicator, and every doubtful cell is reported."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import attrs

from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import PlanFileError
from planmodel.listing import html_table, paragraphs, some, text_table
from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Baseline
from planmodel.model.sources import Citation
from planmodel.model.targets import Level, Target, Unread
from planmodel.phrases.commitments import unit_in
from planmodel.phrases.reader import read_targets
from planmodel.phrases.table_grids import Grid, grid_from, grid_of
from planmodel.phrases.table_headers import Column, columns_of, header_rows, plain
from planmodel.records import said
from planmodel.text import cut
from planmodel.units import is_known

__all__ = ["Cell", "IndicatorTable", "read_indicator_table"]

_NOTHING = frozenset({"", "-", "--", "—", "——", "――", "–", "/", "\\", "无", "…"})
_NOTE = re.compile(r"^(?:备?注|说明|\*|\[\d+\]|[①-⑳])")
_MARK = re.compile(r"(?:[①-⑳*＊※]+|[\[［]\d+[\]］]|[¹²³⁴-⁹]+|(?<=[\u4e00-\u9fff）)])\d)$")
_NATURES: dict[str, Literal["binding", "expected"]] = {
    "约束性": "binding",
    "约束": "binding",
    "约束性指标": "binding",
    "预期性": "expected",
    "预期": "expected",
    "预期性指标": "expected",
}


class Cell(NamedTuple):
    """One cell as printed.

    Parameters:
        row: its row, from 1.
        column: its column, from 1.
        text: its text.
    """

    row: int
    column: int
    text: str


@attrs.frozen(kw_only=True, repr=False)
class IndicatorTable:
    """What a table holds.

    Parameters:
        indicators: one a row.
        columns: what each column was taken for.
        cells: every cell that holds text, the head and the notes too.
        notes: rows below or above the table that hold no indicator.
        doubts: each cell that is not sure, with its row as ``line`` and its column; nothing doubtful is left out.
    """

    indicators: tuple[Indicator, ...]
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...] = attrs.field(repr=False)
    notes: tuple[str, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()

    def __repr__(self) -> str:
        return "\n".join([self._headline(), *text_table(_HEAD, self._rows()), *self._doubts()])

    def _repr_html_(self) -> str:
        return paragraphs([self._headline()]) + html_table(_HEAD, self._rows()) + paragraphs(self._doubts())

    def _headline(self) -> str:
        return f"{len(self.indicators):,} indicators, {len(self.doubts):,} doubts, {len(self.notes):,} notes"

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (
                one.id,
                said(one.name),
                said(one.unit),
                said(one.baseline and (one.baseline.value or one.baseline.as_published)),
                said(tuple(target.as_published for target in one.targets)),
                said(tuple(target.commitment for target in one.targets)),
            )
            for one in self.indicators
        ]

    def _doubts(self) -> list[str]:
        return some([doubt.one_line() for doubt in self.doubts], 20)


_HEAD = ("id", "name", "unit", "baseline", "as published", "read as")


def read_indicator_table(
    source: str | os.PathLike[str] | Sequence[Sequence[str]],
    *,
    sheet: str | None = None,
    table: int = 0,
    base_year: int | None = None,
    year: int | None = None,
    document: str | None = None,
    prefix: str = "ind-",
) -> IndicatorTable:
    """Return the indicators of a table as published.

    Parameters:
        source: a ``.csv``, ``.tsv``, ``.xlsx`` (extra ``xlsx``), ``.md`` or ``.html`` file, or rows of text.
        sheet: the sheet of an Excel file; the first when left out.
        table: which table of a Markdown or HTML file, from 0.
        base_year: the year that changes and baselines count from when the head does not say.
        year: the year of targets when the head does not say.
        document: the id of the document to cite for each indicator.
        prefix: what the ids of the indicators begin with; the row's number follows.

    Returns:
        the indicators, with every cell's text kept and every doubtful cell reported.

    Raises:
        PlanFileError: the file cannot be read, or no row names an indicator column (指标, 指标名称).
        MissingExtraError: openpyxl is not installed.

    Example:
        >>> head = ["指标名称", "2020年现状", "2025年目标值", "指标性质"]
        >>> table = read_indicator_table([head, ["森林覆盖率（%）", "58.66", "58.9", "约束性"]])
        >>> (indicator,) = table.indicators
        >>> indicator.unit, str(indicator.baseline.value), str(indicator.targets[0].commitment.value)
        ('%', '58.66 %', '58.9 %')
    """
    if isinstance(source, str | os.PathLike):
        grid = grid_of(Path(source), sheet=sheet, table=table)
    else:
        grid = grid_from([list(row) for row in source])
    head = header_rows(grid.rows)
    if head is None:
        message = "no row of the table heads a column 指标 or 指标名称"
        place = Place(file=grid.file)
        problem = Diagnostic(code="PM001", severity="error", message=message, place=place)
        raise PlanFileError(f"cannot read {grid.file or 'the table'}: {message}", problems=[problem])
    return _Reader(grid, columns_of(grid.rows[head[0] : head[1]]), base_year, year, document, prefix).read(*head)


class _Reader:
    """Reads the rows of one table.

    Parameters:
        grid: the table.
        columns: what its columns hold.
        base_year, year, document, prefix: as in :func:`read_indicator_table`.
    """

    def __init__(
        self,
        grid: Grid,
        columns: tuple[Column, ...],
        base_year: int | None,
        year: int | None,
        document: str | None,
        prefix: str,
    ) -> None:
        self._grid, self._columns = grid, columns
        self._base_year, self._year = base_year, year
        self._document, self._prefix = document, prefix
        self._doubts: list[Diagnostic] = []
        self._notes: list[str] = []

    def read(self, first: int, behind: int) -> IndicatorTable:
        """Return the table whose head begins at row ``first`` and ends before row ``behind``."""
        rows = self._grid.rows
        if self._grid.encoding != "utf-8":
            self._doubt(0, None, f"the file is read as {self._grid.encoding}", "save it as UTF-8")
        for number, column in enumerate(self._columns):
            if column.role == "other" and column.text:
                self._doubt(first, number, f"the column {column.text!r} is not understood; its cells are kept")
            elif not column.sure:
                self._doubt(first, number, f"the column {column.text!r} is taken for the {column.role}")
        self._notes += [" ".join(dict.fromkeys(filter(None, row))) for row in rows[:first] if any(row)]
        made = [found for n in range(behind, len(rows)) if (found := self._row(n, first)) is not None]
        names: dict[str, int] = {}
        for row, indicator in made:
            if names.setdefault(str(indicator.name), row) != row:
                self._doubt(row, None, f"{indicator.name} stands in row {names[str(indicator.name)] + 1} too")
        cells = [Cell(r + 1, c + 1, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
        order = sorted(self._doubts, key=lambda one: (one.place.line or 0, one.place.column or 0))
        return IndicatorTable(
            indicators=tuple(indicator for _, indicator in made),
            columns=self._columns,
            cells=tuple(cells),
            notes=tuple(self._notes),
            doubts=tuple(order),
        )

    def _doubt(self, row: int, column: int | None, message: str, hint: str | None = None) -> None:
        place = Place(file=self._grid.file, line=row + 1, column=None if column is None else column + 1)
        self._doubts.append(Diagnostic(code="PM020", severity="warning", message=message, place=place, hint=hint))

    def _row(self, number: int, head: int) -> tuple[int, Indicator] | None:
        row = self._grid.rows[number]
        said = [cell for cell in dict.fromkeys(row) if cell]
        if not said or row == self._grid.rows[head]:
            return None
        at = next((n for n, column in enumerate(self._columns) if column.role == "name" and row[n]), None)
        if len(said) == 1 or at is None or _NOTE.match(said[0]):
            self._notes.append(" ".join(said))
            if len(said) > 1 and at is None:
                self._doubt(number, None, f"a row without the name of an indicator: {cut(' '.join(said), 40)}")
            return None
        return number, self._indicator(number, row, at)

    def _indicator(self, number: int, row: tuple[str, ...], at: int) -> Indicator:
        name = " ".join(row[at].split())
        if _MARK.search(name):
            self._doubt(number, at, f"{name} ends in what may be a footnote mark; it is kept")
        unit = self._unit(number, row, at, name)
        baselines = [self._baseline(number, n, row[n], unit) for n in self._of("baseline") if row[n]]
        targets = [one for n in self._of("target") for one in self._targets(number, n, row[n], unit, name)]
        for n in self._of("baseline")[1:]:
            if row[n]:
                self._doubt(number, n, "a second baseline; the first is taken")
        return Indicator(
            id=f"{self._prefix}{number + 1}",
            name=name,
            unit=unit,
            obligation=self._nature(number, row),
            baseline=next((one for one in baselines if one is not None), None),
            targets=targets,
            sources=() if self._document is None else [Citation(document=self._document)],
        )

    def _of(self, role: str) -> list[int]:
        return [number for number, column in enumerate(self._columns) if column.role == role]

    def _unit(self, number: int, row: tuple[str, ...], at: int, name: str) -> str | None:
        for n in self._of("unit"):
            text = row[n]
            if text and text not in _NOTHING:
                if not is_known(text):
                    self._doubt(number, n, f"the unit {text!r} is not known; it is kept")
                return text
        return unit_in(name) or self._columns[at].unit

    def _nature(self, number: int, row: tuple[str, ...]) -> Literal["binding", "expected"] | None:
        for n in self._of("nature"):
            text = plain(row[n]).strip("〔〕[]【】()")
            if text in _NATURES:
                return _NATURES[text]
            if text not in _NOTHING:
                self._doubt(number, n, f"{row[n]!r} is neither 约束性 nor 预期性")
        return None

    def _baseline(self, number: int, n: int, text: str, unit: str | None) -> Baseline | None:
        year = self._columns[n].year or self._base_year
        if text in _NOTHING:
            return None
        read = read_targets(text, unit=unit)
        level = read[0].commitment if len(read) == 1 else None
        if isinstance(level, Level) and level.comparator is None:
            return Baseline(year=year, value=level.value, as_published=text)
        self._doubt(number, n, f"the baseline {cut(text, 40)!r} is no number; its text is kept")
        return Baseline(year=year, as_published=text)

    def _targets(self, number: int, n: int, text: str, unit: str | None, name: str) -> Iterable[Target]:
        if text in _NOTHING:
            return
        column = self._columns[n]
        base_year = self._base_year or next((self._columns[b].year for b in self._of("baseline")), None)
        found = read_targets(text, unit=unit, name=name, base_year=base_year, year=column.year or self._year)
        if len(found) > 1:
            self._doubt(number, n, f"{cut(text, 40)!r} holds {len(found)} targets")
        for target in found:
            if isinstance(target.commitment, Unread):
                self._doubt(number, n, f"the target {cut(text, 40)!r} is not read: {target.commitment.reason}")
            yield target
