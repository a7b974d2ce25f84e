"""Tables in HTML: what a browser would show of each cell, with spans filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planmodel.limits import Limits
from planmodel.phrases.tables.grids import Grid, Remark, grid_from
from planmodel.phrases.tables.html_parts import BLOCKS, NEVER_SHOWN, html_root, is_hidden, span_of, style_indent, walk
from planmodel.phrases.tables.marks import above_line
from planmodel.phrases.tables.spanned_table import SpannedTable

__all__ = ["html_grids"]

_LINES_KEPT = 3


def html_grids(text: str, file: str, remarks: list[Remark], limits: Limits) -> list[Grid]:
    """Return the tables of a page, in the order in which they begin; a table inside a cell is a table of its own.

    Raises:
        PlanFileError: lxml cannot read it, or there are more tables, or more cells, than the limits allow.
        MissingExtraError: lxml is not installed.
    """
    root = html_root(text, file)
    page = _Page(file, limits)
    if root is not None:
        for event, element in walk(root):
            page.start(element) if event == "start" else page.end(element)
    return list(page.grids(remarks))


class _Page:
    """Gathers the tables of a page.

    Parameters:
        file: its name.
        limits: how much is read.
    """

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._tables: list[SpannedTable] = []
        self._open: list[SpannedTable] = []
        self._hidden = 0
        self._raised: list[str] | None = None
        self._lines: list[str] = [""]  # the text outside tables, as far as it may be a title
        self._cells = 0

    def start(self, element: Any) -> None:
        """Open an element, and take its first text."""
        tag = element.tag
        if self._hidden or is_hidden(element):
            self._hidden += 1
            self._lose(element.text, tag)
            return
        table = self._open[-1] if self._open else None
        if tag == "table":
            self._open_table()
        elif tag == "tr" and table is not None:
            table.open_row()
        elif tag in ("td", "th") and table is not None:
            self._open_cell(table, element)
        elif tag == "caption" and table is not None:
            table.title.append("")
        elif tag == "sup":
            self._raised = []
        elif tag in BLOCKS:
            self._put("\n")
        elif tag == "img" and table is not None and table.cell is not None:
            table.lost.append("a picture")
        if table is not None and table.cell is not None and not "".join(table.cell).strip():
            table.indent += style_indent(element)
        self._put(element.text)

    def end(self, element: Any) -> None:
        """Close an element, and take the text behind it."""
        tag = element.tag
        if self._hidden:
            self._hidden -= 1
            if not self._hidden:
                self._put(element.tail)
            else:
                self._lose(element.tail, tag)
            return
        table = self._open[-1] if self._open else None
        if tag == "table" and table is not None:
            table.close_row()
            self._count(table)
            self._open.pop()
            self._lines = [""]
        elif tag in ("td", "th") and table is not None:
            table.close_cell()
        elif tag == "tr" and table is not None:
            table.close_row()
            self._count(table)
        elif tag == "sup" and self._raised is not None:
            raised, self._raised = "".join(self._raised), None
            self._put(above_line(raised))
        elif tag in BLOCKS:
            self._put("\n")
        self._put(element.tail)

    def grids(self, remarks: list[Remark]) -> Iterator[Grid]:
        """Yield the tables that have rows."""
        for table in self._tables:
            if table.rows:
                title = [" ".join(line.split()) for line in table.title]
                below = [" ".join(line.split()) for line in table.below]
                marked = [*remarks, *table.remarks]
                yield grid_from(table.rows, self._limits, self._file, title=title, below=below, remarks=marked)

    def _open_table(self) -> None:
        table = SpannedTable()
        table.title = [line for line in self._lines if line.strip()][-_LINES_KEPT:]
        self._tables.append(table)
        self._open.append(table)
        self._limits.check("tables", len(self._tables), self._file)

    def _open_cell(self, table: SpannedTable, element: Any) -> None:
        down, right = span_of(element, "rowspan"), span_of(element, "colspan")
        table.open_cell(down, right)
        self._cells += right
        self._limits.check("cells", self._cells, self._file)

    def _count(self, table: SpannedTable) -> None:
        """Count what a row holds with all that reaches into it from above."""
        width = len(table.rows[-1]) if table.rows else 0
        self._cells += width
        self._limits.check("cells", self._cells, self._file)

    def _put(self, text: str | None) -> None:
        if not text:
            return
        if self._raised is not None:
            self._raised.append(text)
        elif self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(text if text == "\n" else text.replace("\n", " "))
        elif self._open:
            if self._open[-1].title and not self._open[-1].rows:
                self._open[-1].title[-1] += text
        else:
            self._outside(text)

    def _outside(self, text: str) -> None:
        if text != "\n":
            self._lines[-1] += text[:1_000] if len(self._lines[-1]) < 1_000 else ""
            return
        if not self._lines[-1].strip():
            return
        if self._tables and len(self._tables[-1].below) < _LINES_KEPT:
            self._tables[-1].below.append(self._lines[-1])
        self._lines = [*self._lines[-_LINES_KEPT:], ""]

    def _lose(self, text: str | None, tag: str) -> None:
        """Keep in mind what a cell does not show, so that it is not lost in silence."""
        if text and text.strip() and tag not in NEVER_SHOWN and self._open and self._open[-1].cell is not None:
            self._open[-1].lost.append(text.strip()[:100])
