"""Tables of a PDF page: cells between ruled lines, and frames around paragraphs; tables that go on are joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median
from typing import Any

import attrs

from planmodel.documents.pdf_glyphs import Glyph, PrintedLine, lines_of
from planmodel.documents.pieces import TableCells
from planmodel.documents.wrapping import first_word, glued, is_soft
from planmodel.phrases.tables.spanned_table import Home
from planmodel.text import display_width

__all__ = ["Frame", "PrintedTable", "frames_of", "joined_table", "table_of"]

_NEAR = 4.0
"""Points: ruled lines that lie so near are one."""
_WHOLE_PAGE = 0.75
_MOST_EDGES = 4_000
"""Ruled lines of a page; a map or a drawing has more, and looking for cells in it takes minutes."""


@attrs.define
class Frame:
    """What ruled lines enclose: one cell around paragraphs, or cells in rows and columns.

    Parameters:
        x0, top, x1, bottom: its box.
        cells: the boxes of its cells.
        glyphs: the letters in it.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    cells: list[tuple[float, float, float, float]]
    glyphs: list[Glyph] = attrs.field(factory=list)

    def holds(self, glyph: Glyph) -> bool:
        """Return whether the middle of a letter lies in it."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    @property
    def area(self) -> float:
        """Its area in square points."""
        return (self.x1 - self.x0) * (self.bottom - self.top)


@attrs.define
class PrintedTable:
    """A table of a page, with the places of its columns.

    Parameters:
        x0, x1, top, bottom: its box.
        page: its page, from 1.
        rows, homes: as :class:`TableCells` has them.
        edges: where its columns begin and end.
        split: pages on which the rest of a row was joined to it.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    rows: list[list[str]]
    homes: list[list[Home]]
    edges: list[float]
    column: int = 0
    split: list[int] = attrs.field(factory=list)

    @property
    def cells(self) -> TableCells:
        """What is handed over."""
        return TableCells(rows=self.rows, homes=self.homes, page=self.page)


def frames_of(page: Any) -> tuple[list[Frame], bool]:
    """Return what ruled lines enclose on a page, the smallest first, and whether they were too many to look at.

    Parameters:
        page: a page as pdfplumber has it.
    """
    edges = len(page.lines) + len(page.rects) + len(page.curves)
    if edges > _MOST_EDGES:
        return [], True
    if edges == 0:
        return [], False
    finder = page.debug_tablefinder()
    groups = [list(table.cells) for table in finder.tables]
    within = {cell for group in groups for cell in group}
    groups += [[cell] for cell in finder.cells if cell not in within]  # a frame around paragraphs is no table to it
    frames = []
    for cells in groups:
        x0, top = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
        x1, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
        frame = Frame(x0, top, x1, bottom, cells)
        if len(cells) > 1 or frame.area < page.width * page.height * _WHOLE_PAGE:
            frames.append(frame)
    return sorted(frames, key=lambda one: one.area), False


def table_of(frame: Frame, page: int) -> PrintedTable | None:
    """Return a frame as a table; ``None`` when its cells lie in one column.

    Parameters:
        frame: cells and letters.
        page: its page, from 1.
    """
    xs = _together([x for x0, _, x1, _ in frame.cells for x in (x0, x1)])
    ys = _together([y for _, top, _, bottom in frame.cells for y in (top, bottom)])
    if len(xs) < 3:
        return None
    homes: list[list[Home]] = [[(r, c) for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]
    for x0, top, x1, bottom in frame.cells:
        columns = range(_index(xs, x0), max(_index(xs, x0) + 1, _index(xs, x1)))
        for r in range(_index(ys, top), max(_index(ys, top) + 1, _index(ys, bottom))):
            for c in columns:
                if r < len(homes) and c < len(homes[0]):
                    homes[r][c] = (_index(ys, top), columns.start)
    letters: dict[Home, list[Glyph]] = {}
    for glyph in frame.glyphs:
        r = min(max(bisect_right(ys, (glyph.top + glyph.bottom) / 2) - 1, 0), len(homes) - 1)
        c = min(max(bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1, 0), len(homes[0]) - 1)
        letters.setdefault(homes[r][c], []).append(glyph)
    widths = {home: _width(home, homes, xs) for home in letters}
    texts = {home: cell_text_of(lines_of(own), widths[home]) for home, own in letters.items()}
    kept = [r for r, row in enumerate(homes) if _says_something(r, row, texts)]
    rows = [[texts.get(home, "") for home in homes[r]] for r in kept]
    place = {r: kept.index(min((one for one in kept if one >= r), default=kept[-1])) for r in range(len(homes))}
    homes = [[(place[r], c) for r, c in homes[row]] for row in kept]
    return PrintedTable(frame.x0, frame.x1, frame.top, frame.bottom, page, rows, homes, xs)


def _says_something(r: int, row: list[Home], texts: dict[Home, str]) -> bool:
    """Return whether a row is one: a cell with words begins in it, or none reaches down into it from above.

    Where the borders of cells lie a little apart, ruled lines part more rows than there are.
    """
    return any(home[0] == r and texts.get(home) for home in row) or all(home[0] == r for home in row)


def _together(places: list[float]) -> list[float]:
    """Return places in order, those that lie near as one."""
    merged: list[list[float]] = []
    for place in sorted(places):
        if merged and place - merged[-1][-1] <= _NEAR:
            merged[-1].append(place)
        else:
            merged.append([place])
    return [median(group) for group in merged]


def _index(places: list[float], place: float) -> int:
    return min(range(len(places)), key=lambda number: abs(places[number] - place))


def _width(home: Home, homes: list[list[Home]], xs: list[float]) -> float:
    right = max(c for c, one in enumerate(homes[home[0]]) if one == home)
    return xs[right + 1] - xs[home[1]]


def cell_text_of(lines: Sequence[PrintedLine], width: float) -> str:
    """Return the text of a cell, lines that broke at its edge joined.

    Parameters:
        lines: its lines.
        width: how wide it is, in points.
    """
    text, before = "", None
    for line in lines:
        words = " ".join(line.text.split())
        if before is None:
            text = words
        else:
            next_word = display_width(first_word(words)) * line.size / 2
            soft = is_soft(
                before.text, words, width=before.x1 - before.x0, word=next_word, measure=min(width * 0.7, width - 12)
            )
            text = glued(text, words) if soft else f"{text}\n{words}"
        before = line
    return text


def joined_table(above: PrintedTable, below: PrintedTable) -> bool:
    """Join a table to the one that it goes on from, without its repeated head; return whether it does go on.

    A table goes on when its columns lie where those of the other lie.

    Parameters:
        above: the last of a page; it takes the rows of the other.
        below: the first of the next page.
    """
    if len(above.edges) != len(below.edges):
        return False
    shift = below.edges[0] - above.edges[0]  # pages may have mirrored margins
    if any(abs(b - a - shift) > 2 * _NEAR for a, b in zip(above.edges, below.edges, strict=True)):
        return False
    repeated = 0
    while repeated < min(len(above.rows), len(below.rows) - 1) and above.rows[repeated] == below.rows[repeated]:
        repeated += 1
    _drop_empty_end(above)
    _carry_merged(above, below, repeated)
    if _is_rest_of_row(above, below, repeated):
        for c, text in enumerate(below.rows[repeated]):
            if below.homes[repeated][c] == (repeated, c) and text:
                _write(above, above.homes[-1][c], glued(above.rows[-1][c], text))
        above.split.append(below.page)
        repeated += 1
    begin = len(above.rows) - repeated
    above.rows += below.rows[repeated:]
    above.homes += [
        [home if home[0] < 0 else (max(home[0], repeated) + begin, home[1]) for home in row]
        for row in below.homes[repeated:]
    ]
    _settle(above)
    return True


def _write(table: PrintedTable, cell: Home, text: str) -> None:
    """Give a cell another text, in each place that it covers."""
    for row, homes in zip(table.rows, table.homes, strict=True):
        row[:] = [text if home == cell else old for old, home in zip(row, homes, strict=True)]


def _drop_empty_end(table: PrintedTable) -> None:
    """Drop a last row of which the page shows nothing but its lines: all of it stands on the next page."""
    last = len(table.rows) - 1
    own = [text for text, home in zip(table.rows[last], table.homes[last], strict=True) if home[0] == last]
    if last > 0 and not any(own):
        table.rows.pop()
        table.homes.pop()


def _carry_merged(above: PrintedTable, below: PrintedTable, first: int) -> None:
    """Let a cell that reaches over rows go on over the end of a page, where it is empty on the next.

    An empty cell that reaches over one row alone, below a cell that does, too, is an empty cell.
    """
    last = len(above.rows) - 1
    for c, text in enumerate(below.rows[first]):
        home, over = below.homes[first][c], above.homes[last][c]
        if text or home != (first, c) or not above.rows[last][c]:
            continue
        tall = first + 1 < len(below.homes) and below.homes[first + 1][c] == home
        if tall or over[0] < last:
            for r in range(first, len(below.rows)):
                for column in range(c, len(below.rows[r])):
                    if below.homes[r][column] == home:
                        below.rows[r][column] = above.rows[over[0]][over[1]]
                        below.homes[r][column] = (-1 - over[0], over[1])


def _settle(table: PrintedTable) -> None:
    """Give the places of cells that were carried over a page the place in which the cell begins."""
    for row in table.homes:
        row[:] = [(-1 - home[0], home[1]) if home[0] < 0 else home for home in row]


def _is_rest_of_row(above: PrintedTable, below: PrintedTable, first: int) -> bool:
    """Return whether the first row of a page is the rest of the last one.

    It is when its first cell is empty, though no other row lacks it; or when it says one thing alone, and several of
    those that no other row lacks are empty.
    """
    own = [c for c, home in enumerate(below.homes[first]) if home == (first, c)]
    if not any(below.rows[first][c] for c in own):
        return False
    others = above.rows + below.rows[first + 1 :]
    always = [c for c in own if all(row[c] for row in others)]
    lacking = [c for c in always if not below.rows[first][c]]
    said = [c for c in own if below.rows[first][c]]
    return len(others) > 1 and bool(lacking) and (own[0] in lacking or (len(lacking) > 1 and len(said) == 1))
