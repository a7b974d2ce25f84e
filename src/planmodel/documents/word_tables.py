"""The cells of Word's tables: rows of cells that reach over columns, and down over rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planmodel.documents.pieces import TableCells
from planmodel.documents.word_xml import children, is_on, named, value_of
from planmodel.limits import Limits
from planmodel.phrases.tables.spanned_table import Home

__all__ = ["WordCell", "rows_of", "spread"]

_WIDEST = 1_000
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


class WordCell(NamedTuple):
    """One cell of a row.

    Parameters:
        element: its element.
        column: its first column, from 0.
        width: over how many columns it reaches.
        goes_on: whether it is a part of the cell above it.
    """

    element: Any
    column: int
    width: int
    goes_on: bool


def rows_of(table: Any, limits: Limits, file: str | None) -> list[list[WordCell]]:
    """Return the cells of a table's rows; rows that are deleted or hidden are left out.

    Raises:
        PlanFileError: there are more cells than the limits allow.
    """
    rows: list[list[WordCell]] = []
    cells = 0
    for row in _inside(table, "tr"):
        properties = children(row, "trPr")
        if children(properties, "del") is not None or is_on(children(properties, "hidden")):
            continue
        column = _whole(value_of(children(properties, "gridBefore")), 0)
        own: list[WordCell] = []
        for cell in _inside(row, "tc"):
            width = max(1, _whole(value_of(children(cell, "tcPr", "gridSpan")), 1))
            merge = children(cell, "tcPr", "vMerge")
            goes_on = merge is not None and value_of(merge) in (None, "continue")
            own.append(WordCell(cell, column, width, goes_on))
            column += width
        cells += column
        limits.check("cells", cells, file)
        rows.append(own)
    return rows


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Yield rows or cells, those in wrappers too."""
    for child in element:
        if named(child) == name:
            yield child
        elif named(child) in _WRAPPERS:
            yield from _inside(child, name)


def spread(
    rows: Sequence[Sequence[WordCell]], texts: Sequence[Sequence[str]], *, page: int | None, box: int | None
) -> TableCells:
    """Return a table with the text of each cell in every place that it covers.

    Parameters:
        rows: its cells.
        texts: their texts.
        page, box: where it stands.
    """
    width = max((cell.column + cell.width for row in rows for cell in row), default=0)
    filled = [[""] * width for _ in rows]
    homes: list[list[Home]] = [[(r, c) for c in range(width)] for r in range(len(rows))]
    for r, (row, own) in enumerate(zip(rows, texts, strict=True)):
        for cell, text in zip(row, own, strict=True):
            home = homes[r - 1][cell.column] if cell.goes_on and r else (r, cell.column)
            shown = filled[home[0]][home[1]] if cell.goes_on and r else text
            for c in range(cell.column, cell.column + cell.width):
                filled[r][c], homes[r][c] = shown, home
    return TableCells(rows=filled, homes=homes, page=page, box=box)


def _whole(text: str | None, usual: int) -> int:
    return min(int(text[:9]), _WIDEST) if text is not None and text.isascii() and text.isdecimal() else usual
