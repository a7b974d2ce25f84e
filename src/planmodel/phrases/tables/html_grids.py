"""Tables in HTML: what a browser would show of each cell, with spans filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planmodel.errors import MissingExtraError
from planmodel.limits import Limits, refusal
from planmodel.phrases.tables.grids import Grid, Remark, grid_from
from planmodel.phrases.tables.marks import above_line
from planmodel.text import cut

__all__ = ["html_grids"]

_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER_SHOWN = frozenset({"script", "style", "template", "head", "title", "noscript", "object", "textarea", "select"})
_STRUCK = frozenset({"del", "s", "strike"})
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|line-through"
)
_WIDEST_SPAN = 1_000  # what the HTML standard takes at most for colspan
_LINES_KEPT = 3


def html_grids(text: str, file: str, remarks: list[Remark], limits: Limits) -> list[Grid]:
    """Return the tables of a page, in the order in which they begin; a table inside a cell is a table of its own.

    Raises:
        PlanFileError: lxml cannot read it, or there are more tables, or more cells, than the limits allow.
        MissingExtraError: lxml is not installed.
    """
    try:
        from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
    except ImportError:
        raise MissingExtraError("lxml", extra="html", purpose="reading an HTML table") from None
    # huge_tree, for a text of more than 10 MB in one element would be cut off; the limits bound the size
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    data = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    try:
        root = etree.fromstring(b'<meta charset="utf-8">' + data, parser) if data.strip() else None
    except (etree.LxmlError, ValueError) as error:
        raise refusal(file, f"no HTML: {type(error).__name__}") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise refusal(file, "its elements are nested too deeply")  # lxml would leave out the rest in silence
    page = _Page(file, limits)
    if root is not None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if isinstance(element.tag, str):
                page.start(element) if event == "start" else page.end(element)
    return list(page.grids(remarks))


class _Table:
    """One table that is being read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.title: list[str] = []
        self.below: list[str] = []
        self.remarks: list[Remark] = []
        self._row: list[str] | None = None
        self._above: dict[int, tuple[int, str]] = {}  # column → how many more rows it reaches down, and its text
        self._below: dict[int, tuple[int, str]] = {}  # what of it is left for the rows below
        self.cell: list[str] | None = None
        self._span = (1, 1)
        self.lost: list[str] = []

    def open_row(self) -> None:
        """Begin a row."""
        self.close_row()
        self._row = []
        self.rows.append(self._row)

    def close_row(self) -> None:
        """End the row that is open: fill what reaches down behind its last cell."""
        self.close_cell()
        if self._row is None:
            return
        while self._above:
            self._row += [""] * (min(self._above) - len(self._row))
            self._fill(self._row)
        self._row = None
        self._above, self._below = self._below, {}

    def _fill(self, row: list[str]) -> None:
        """Put what reaches down from above where the row has come to."""
        while len(row) in self._above:
            down, text = self._above.pop(len(row))
            if down > 1:
                self._below[len(row)] = (down - 1, text)
            row.append(text)

    def open_cell(self, down: int, right: int) -> None:
        """Begin a cell that reaches over some rows and columns."""
        self.close_cell()
        if self._row is None:
            self.open_row()
        self.cell, self._span = [], (down, right)

    def close_cell(self) -> None:
        """End the cell that is open."""
        row = self._row
        if self.cell is None or row is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        text = "\n".join(filter(None, lines))
        self.cell = None
        self._fill(row)
        down, right = self._span
        if self.lost:
            message = f"text that is struck or hidden is left out: {cut(' '.join(self.lost), 40)}"
            self.remarks.append(Remark(len(self.rows) - 1, len(row), message))
            self.lost = []
        for _ in range(right):
            self._above.pop(len(row), None)  # a cell that overlaps one from above hides it
            if down > 1:
                self._below[len(row)] = (down - 1, text)
            row.append(text)


class _Page:
    """Gathers the tables of a page.

    Parameters:
        file: its name.
        limits: how much is read.
    """

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._tables: list[_Table] = []
        self._open: list[_Table] = []
        self._hidden = 0
        self._raised: list[str] | None = None
        self._lines: list[str] = [""]  # the text outside tables, as far as it may be a title
        self._cells = 0

    def start(self, element: Any) -> None:
        """Open an element, and take its first text."""
        tag = element.tag
        if self._hidden or _is_hidden(element):
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
        elif tag in _BLOCKS:
            self._put("\n")
        elif tag == "img" and table is not None and table.cell is not None:
            table.lost.append("a picture")
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
        elif tag in _BLOCKS:
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
        table = _Table()
        table.title = [line for line in self._lines if line.strip()][-_LINES_KEPT:]
        self._tables.append(table)
        self._open.append(table)
        self._limits.check("tables", len(self._tables), self._file)

    def _open_cell(self, table: _Table, element: Any) -> None:
        down, right = _number(element.get("rowspan")), _number(element.get("colspan"))
        table.open_cell(down, right)
        self._cells += right
        self._limits.check("cells", self._cells, self._file)

    def _count(self, table: _Table) -> None:
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
        if text and text.strip() and tag not in _NEVER_SHOWN and self._open and self._open[-1].cell is not None:
            self._open[-1].lost.append(text.strip()[:100])


def _is_hidden(element: Any) -> bool:
    if element.tag in _NEVER_SHOWN or element.tag in _STRUCK or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _UNSEEN_STYLE.search(style.lower()) is not None


def _number(text: str | None) -> int:
    return max(1, min(int(text), _WIDEST_SPAN)) if text and text.isascii() and text.isdecimal() else 1
