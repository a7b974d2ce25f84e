"""From pages to paragraphs and tables: what goes on over the end of a page is joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from planmodel.documents.pdf_glyphs import PrintedLine
from planmodel.documents.pdf_layout import Box, PrintedPage
from planmodel.documents.pdf_paragraphs import Margins, joined_lines, margins_of
from planmodel.documents.pdf_tables import PrintedTable, joined_table
from planmodel.documents.pieces import Piece
from planmodel.documents.remarks import Remarks, numbered

__all__ = ["flowed"]

_GOES_ON = re.compile(r"(?:续\s*表.{0,30}|.{0,40}[（(]\s*续\s*[)）]|.{0,60}\(?continued\)?)", re.IGNORECASE)
_FULL_PAGE = 10
"""Lines of a page that shows where its margins are."""


def flowed(pages: Sequence[PrintedPage], remarks: Remarks) -> list[Piece]:
    """Return the paragraphs and tables of pages.

    Parameters:
        pages: without running heads, in order.
        remarks: gathers which tables were joined.
    """
    flow = _Flow(pages)
    for page in pages:
        for item in page.items:
            flow.add(item, page)
    flow.end()
    if flow.joined:
        remarks.add("joined_tables", pages=numbered(flow.joined))
    split = [page for one in flow.tables for page in one.split]
    if split:
        remarks.add("split_rows", pages=numbered(split))
    return flow.pieces


class _Flow:
    """Takes what stands on pages, item by item."""

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        self.pieces: list[Piece] = []
        self.joined: list[int] = []
        self.tables: list[PrintedTable] = []
        self._margins = _margins(pages)
        self._lines: list[tuple[PrintedLine, Margins]] = []
        self._centre: float | None = None
        self._table: PrintedTable | None = None
        self._box: int | None = None
        self._boxes = 0
        self._last_box: tuple[int, int] | None = None  # its key, and its page

    def add(self, item: PrintedLine | PrintedTable | Box, page: PrintedPage) -> None:
        """Add the next item."""
        if isinstance(item, PrintedTable):
            self._add_table(item)
        elif isinstance(item, Box):
            self._add_box(item, page)
        else:
            if self._box is not None:
                self.end()
            self._last_box = None
            self._centre = page.width / 2 if page.columns == 1 else None
            self._lines.append((item, self._margins[page.number, item.column]))
            self._close_table(item)

    def end(self) -> None:
        """End the paragraphs that are open."""
        self.pieces += joined_lines(self._lines, box=self._box, centre=None if self._box else self._centre)
        self._lines, self._box = [], None

    def _close_table(self, line: PrintedLine) -> None:
        """Let a table go on behind a line that says so (续表), not behind any other."""
        if self._table is not None and not _GOES_ON.fullmatch(line.text.strip()):
            self._table = None

    def _add_table(self, table: PrintedTable) -> None:
        above = self._table
        if above is not None and table.page > above.page and joined_table(above, table):
            above.page = table.page
            self.joined.append(table.page)
            self._lines = []  # nothing, or a line that says that it goes on
            return
        self.end()
        self._last_box = None
        self._table = table
        self.tables.append(table)
        self.pieces.append(table.cells)

    def _add_box(self, box: Box, page: PrintedPage) -> None:
        margins = margins_of(box.lines)
        if margins is None:
            return
        inset = min(line.x0 for line in box.lines) - box.x0
        margins = Margins(left=margins.left, right=max(margins.right, box.x1 - inset), pitch=margins.pitch)
        goes_on = self._last_box is not None and self._last_box[1] == page.number - 1 and self._box is not None
        same = self._last_box is not None and self._last_box[0] == box.key
        if not goes_on or same:
            number = self._box if same else None
            self.end()
            if number is None:
                self._boxes += 1
            self._box = number or self._boxes
        self._table = None
        self._last_box = (box.key, page.number)
        self._lines += [(line, margins) for line in box.lines]


def _margins(pages: Sequence[PrintedPage]) -> dict[tuple[int, int], Margins]:
    """Return the margins of each column of each page.

    A page of few lines, or of short ones, has those of the full pages on the same side of the sheet.
    """
    own: dict[tuple[int, int], Margins] = {}
    full: dict[tuple[int, int, int], list[Margins]] = defaultdict(list)
    for page in pages:
        for column in range(page.columns):
            lines = [one for one in page.items if isinstance(one, PrintedLine) and one.column == column]
            margins = margins_of(lines)
            if margins is not None:
                own[page.number, column] = margins
                if len(lines) >= _FULL_PAGE:
                    for side in (page.number % 2, 2):
                        full[side, page.columns, column].append(margins)
    columns = {page.number: page.columns for page in pages}
    return {
        (number, column): _widened(one, full, number, columns[number], column) for (number, column), one in own.items()
    }


def _widened(
    own: Margins, full: dict[tuple[int, int, int], list[Margins]], number: int, columns: int, column: int
) -> Margins:
    alike = full.get((number % 2, columns, column)) or full.get((2, columns, column))
    if not alike:
        return own
    return Margins(
        left=min(own.left, median(one.left for one in alike)),
        right=max(own.right, median(one.right for one in alike)),
        pitch=median(one.pitch for one in alike),
    )
