"""Tables as printed, whatever file they come from: rows of text, with merged cells filled in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from planmodel.limits import Limits, bytes_of, refusal
from planmodel.phrases.tables.marks import cell_text

__all__ = ["Grid", "Remark", "Source", "grid_from", "grids_of"]

Source: TypeAlias = str | os.PathLike[str] | Sequence[Sequence[str]]
"""A file that holds a table, or rows of text."""

_KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".md": "md", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}


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
    """

    file: str | None
    rows: tuple[tuple[str, ...], ...]
    title: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


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
    limits = limits or Limits()
    if not isinstance(source, str | os.PathLike):
        return [grid_from(source, limits)]
    path = Path(source)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        message = f"{path.suffix or 'no suffix'}: not the suffix of a table"
        raise refusal(str(path), message, "give .csv, .xlsx, .md or .html")
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
    width = 0
    for row in rows:
        texts.append([cell_text(cell) for cell in row])
        width = max(width, len(row))
        limits.check("cells", len(texts) * width, file)
    filled = tuple((*row, *[""] * (width - len(row))) for row in texts)
    return Grid(file, filled, tuple(filter(None, title)), tuple(filter(None, below)), tuple(remarks))
