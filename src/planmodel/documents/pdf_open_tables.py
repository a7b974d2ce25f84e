"""Tables of a PDF with ruled lines above, below and under the head alone: gaps between words tell the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planmodel.documents.pdf_glyphs import Glyph, PrintedLine, lines_of
from planmodel.documents.pdf_tables import PrintedTable

__all__ = ["open_tables"]

_NEAR = 6.0
"""Points by which the ends of ruled lines of one table may differ."""
_LEAST_RULES = 3
_HEAD_HEIGHT = 80.0
"""Points between the first two ruled lines, at most: the head stands there."""
_SHORTEST = 150.0


def open_tables(
    edges: Iterable[Mapping[str, Any]], glyphs: list[Glyph], page: int
) -> tuple[list[PrintedTable], list[Glyph]]:
    """Return the tables between ruled lines that only lie, and the letters that stand in none.

    A table is read when each of its lines has words in the first column and no words lie across two columns; any other
    is left among the lines of text.

    Parameters:
        edges: the ruled lines that lie, as pdfplumber has them.
        glyphs: letters that stand in no cell.
        page: the page, from 1.
    """
    tables: list[PrintedTable] = []
    rest = glyphs
    for x0, x1, heights in _groups(edges):
        inside = [one for one in rest if _lies_in(one, x0, x1, heights[0], heights[-1])]
        table = _table(inside, x0, x1, heights, page)
        if table is not None:
            tables.append(table)
            rest = [one for one in rest if not _lies_in(one, x0, x1, heights[0], heights[-1])]
    return tables, rest


def _groups(edges: Iterable[Mapping[str, Any]]) -> list[tuple[float, float, list[float]]]:
    """Return the ends and the heights of lines that begin and end alike, three or more below each other."""
    alike: dict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    for edge in edges:
        if edge["x1"] - edge["x0"] >= _SHORTEST:
            alike[round(edge["x0"] / _NEAR), round(edge["x1"] / _NEAR)].append(edge)
    groups = []
    for lines in alike.values():
        heights: list[float] = []
        for top in sorted(line["top"] for line in lines):
            if not heights or top - heights[-1] > _NEAR:
                heights.append(top)
        if len(heights) >= _LEAST_RULES and heights[1] - heights[0] <= _HEAD_HEIGHT:
            groups.append((min(line["x0"] for line in lines), max(line["x1"] for line in lines), heights))
    return groups


def _lies_in(glyph: Glyph, x0: float, x1: float, top: float, bottom: float) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return x0 - _NEAR <= x <= x1 + _NEAR and top <= y <= bottom


def _table(glyphs: Sequence[Glyph], x0: float, x1: float, heights: Sequence[float], page: int) -> PrintedTable | None:
    pieces = lines_of(glyphs, apart=True)
    columns = _columns(pieces)
    rows: list[list[PrintedLine]] = []
    for piece in pieces:  # row by row already
        if rows and piece.top < rows[-1][0].bottom - 1:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    if len(columns) < 2 or len(rows) < _LEAST_RULES:
        return None
    places = range(len(columns))
    cells = [[" ".join(one.text for one in row if _column(one, columns) == c) for c in places] for row in rows]
    whole = sum(all(row) for row in cells)
    if not all(row[0] for row in cells) or whole * 2 < len(cells) or not all(cells[0]):
        return None
    homes = [[(r, c) for c in places] for r in range(len(cells))]
    edges = [x0, *(begin for begin, _ in columns[1:]), x1]
    return PrintedTable(x0, x1, heights[0], heights[-1], page, cells, homes, edges)


def _columns(pieces: Sequence[PrintedLine]) -> list[tuple[float, float]]:
    """Return where columns begin and end: words that lie above each other are in one."""
    columns: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda one: one.x0):
        if columns and piece.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.x1))
        else:
            columns.append((piece.x0, piece.x1))
    return columns


def _column(piece: PrintedLine, columns: Sequence[tuple[float, float]]) -> int:
    return next(number for number, (_, end) in enumerate(columns) if piece.x1 <= end)
