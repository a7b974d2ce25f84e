"""Tables as printed, whatever file they come from: rows of text, with merged cells filled in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from planmodel.errors import UnknownIdError
from planmodel.limits import Limits, bytes_of, in_force, refusal
from planmodel.model.element import Element
from planmodel.phrases.tables.marks import cell_text, indent_of
from planmodel.text import near
from planmodel.words import say

__all__ = [
    "Cell",
    "Grid",
    "Remark",
    "Source",
    "cells_of",
    "chosen_grid",
    "grid_from",
    "grids_of",
    "hash_id",
    "lines_above",
    "row_in",
]

Source: TypeAlias = str | os.PathLike[str] | Sequence[Sequence[str]]
"""A file that holds a table, or rows of text."""

_KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".md": "md", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}


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


class Remark(NamedTuple):
    """Something about a cell that its text does not show: struck text, a hidden row, a formula without a value.

    Parameters:
        row: its row, from 0; ``None`` for the file.
        column: its column, from 0; ``None`` for the row.
        message: what is the matter.
        hint: what the reader can do about it.
    """

    row: int | None
    column: int | None
    message: str
    hint: str | None = None


class Grid(NamedTuple):
    """One table.

    Parameters:
        file: the file's name, or ``None`` for rows given in code.
        rows: rows of text; all of one length.
        title: the lines above the table, a caption too.
        below: the notes below the table.
        remarks: what the cells' text does not show.
        indents: how many columns the text of a cell is indented by, by row and column from 0, where it is.
        groups: how deep a row is grouped in a sheet, by row from 0, where it is.
    """

    file: str | None
    rows: tuple[tuple[str, ...], ...]
    title: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    indents: Mapping[tuple[int, int], int] = MappingProxyType({})
    groups: Mapping[int, int] = MappingProxyType({})


def grids_of(source: Source, *, sheet: str | None = None, limits: Limits | None = None) -> list[Grid]:
    """Return the tables of a file, in its order; rows of text are one table.

    Parameters:
        source: a ``.csv``, ``.tsv``, ``.txt``, ``.xlsx``, ``.md``, ``.html`` or ``.htm`` file, or rows of text.
        sheet: the sheet of an Excel file; all that are not hidden when left out.
        limits: how much is read; the usual limits when left out.

    Raises:
        PlanFileError: it cannot be read, or is more than the limits allow.
        MissingExtraError: openpyxl or lxml is not installed.
    """
    limits = in_force(limits)
    if not isinstance(source, str | os.PathLike):
        return [grid_from(source, limits)]
    path = Path(source)
    kind = _KINDS.get(path.suffix.lower())
    if sheet is not None and kind not in (None, "xlsx"):
        raise refusal(str(path), say("table.no_sheet", sheet=f"{sheet!r:.60}"), say("table.no_sheet.hint"))
    if kind is None:
        message = say("table.no_suffix", suffix=path.suffix or say("file.no_suffix_at_all"))
        raise refusal(str(path), message, say("table.no_suffix.hint"))
    data = bytes_of(path, limits)
    if kind == "xlsx":
        from planmodel.phrases.tables.excel_grids import excel_grids

        return excel_grids(data, str(path), sheet, limits)
    from planmodel.phrases.tables.text_grids import csv_grid, decoded, markdown_grids

    text, remarks = decoded(data, str(path))
    if kind == "csv":
        return [csv_grid(text, str(path), remarks, limits)]
    if kind == "md":
        return markdown_grids(text, str(path), remarks, limits)
    from planmodel.phrases.tables.html_grids import html_grids

    return html_grids(text, str(path), remarks, limits)


def grid_from(
    rows: Iterable[Sequence[object]],
    limits: Limits,
    file: str | None = None,
    *,
    title: Iterable[str] = (),
    below: Iterable[str] = (),
    remarks: Iterable[Remark] = (),
) -> Grid:
    """Return rows as a grid: each filled up to the length of the longest.

    Raises:
        PlanFileError: the filled grid would have more cells than the limits allow.
    """
    texts: list[list[str]] = []
    indents: dict[tuple[int, int], int] = {}
    width = 0
    for row in rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell[:1].isspace() and (indent := indent_of(cell)):
                indents[len(texts), column] = indent
        texts.append([cell_text(cell) for cell in row])
        width = max(width, len(row))
        limits.check("cells", len(texts) * width, file)
    filled = tuple((*row, *[""] * (width - len(row))) for row in texts)
    around = (tuple(filter(None, title)), tuple(filter(None, below)), tuple(remarks))
    return Grid(file, filled, *around, MappingProxyType(indents))


def chosen_grid(source: Source, grids: Sequence[Grid], table: int | None, has_head: Callable[[Grid], bool]) -> Grid:
    """Return the table that is asked for, or the first that has a head.

    Raises:
        PlanFileError: there is none.
    """
    file = str(source) if isinstance(source, str | os.PathLike) else None
    if not 0 <= (table or 0) < len(grids):
        raise refusal(file, say("table.not_there", table=table or 0, n=len(grids)))
    if table is not None:
        return grids[table]
    return next((grid for grid in grids if has_head(grid)), grids[0])


def cells_of(grid: Grid) -> tuple[Cell, ...]:
    """Return every cell that holds text."""
    return tuple(Cell(r + 1, c + 1, text) for r, row in enumerate(grid.rows) for c, text in enumerate(row) if text)


def lines_above(grid: Grid, head: int) -> list[str]:
    """Return the lines above the head: the title, and the rows before it."""
    return [*grid.title, *(" ".join(dict.fromkeys(filter(None, row))) for row in grid.rows[:head] if any(row))]


def row_in(lines: Sequence[int], elements: Sequence[Element], id: str) -> int:
    """Return the row of the element of an id, from 1.

    Raises:
        UnknownIdError: there is none.
    """
    for line, one in zip(lines, elements, strict=True):
        if one.id == id:
            return line
    raise UnknownIdError(say("table.no_id", id=f"{id!r}"), id=id, near=near(id, [one.id for one in elements]))


def hash_id(text: str) -> str:
    """Return eight characters that stand for a text in an id."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
