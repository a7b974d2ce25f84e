"""Web pages: paragraphs, headings and tables as a browser shows them, without what stands beside the document."""

from __future__ import annotations

import re
from typing import Any, Literal

from planmodel.documents.contents_list import without_contents
from planmodel.documents.list_numbers import ListNumbers
from planmodel.documents.pieces import Line, Piece, TableCells, cells_of_table, tidy
from planmodel.documents.remarks import Remarks, examples
from planmodel.documents.web_parts import PageParts, is_beside_text, page_parts
from planmodel.limits import Limits
from planmodel.phrases.tables.html_parts import BLOCKS, NEVER_SHOWN, html_root, is_hidden, is_struck, span_of, walk
from planmodel.phrases.tables.marks import above_line
from planmodel.phrases.tables.spanned_table import SpannedTable

__all__ = ["web_pieces"]

_MORE_BLOCKS = frozenset(
    [
        *("section", "article", "main", "header", "footer", "aside", "nav", "form", "fieldset", "blockquote"),
        *("figure", "figcaption", "address", "hr", "center", "table", "tr", "td", "th", "caption", "body"),
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WIDE = "\u2e80-\u9fff\uff00-\uffef"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_BOLD = _HEADINGS | {"b", "strong"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center")


def web_pieces(text: str, remarks: Remarks, limits: Limits) -> list[Piece]:
    """Return what a page shows, without contents lists and without what stands beside the document.

    Parameters:
        text: the page's source.
        remarks: gathers what is left out.
        limits: how many tables and cells are read.

    Raises:
        PlanFileError: its elements are nested too deeply, or there are more tables or cells than the limits allow.
        MissingExtraError: lxml is not installed.
    """
    root = html_root(text, remarks.file)
    if root is None:
        return []
    page = _Page(page_parts(root), remarks, limits)
    for event, element in walk(root):
        page.start(element) if event == "start" else page.end(element)
    page.finish()
    return without_contents(page.pieces, remarks)


class _Page:
    """Goes through the elements of a page, and gathers its pieces."""

    def __init__(self, parts: PageParts, remarks: Remarks, limits: Limits) -> None:
        self.pieces: list[Piece] = []
        self._parts, self._remarks, self._limits = parts, remarks, limits
        self._where: Literal["before", "in", "behind"] = "before"
        self._line = _OpenLine()
        self._numbers = ListNumbers()
        self._raised: list[str] | None = None
        self._boxes: list[int] = []
        self._box = self._cells = self._hidden = self._preformatted = 0
        self._open: list[SpannedTable] = []
        self._nested: list[TableCells] = []
        self._beside: list[str] = []
        self._struck: list[str] = []

    def start(self, element: Any) -> None:
        """Open an element, and take its first text."""
        tag = element.tag
        if self._hidden or is_hidden(element) or element in self._parts.beside:
            if not self._hidden and tag not in NEVER_SHOWN:
                words = _words_of(element)
                (self._struck if is_struck(element) else self._beside).extend([words] if words else [])
            self._hidden += 1
            return
        if element is self._parts.main:
            self._flush()
            self._where = "in"
        self._line.bold += _is_bold(element)
        if tag == "sup":
            self._raised = []
        elif tag in BLOCKS or tag in _MORE_BLOCKS:
            self._open_block(element, tag)
        self._put(element.text)

    def end(self, element: Any) -> None:
        """Close an element, and take the text behind it."""
        tag = element.tag
        if self._hidden:
            self._hidden -= 1
        else:
            if tag == "sup" and self._raised is not None:
                raised, self._raised = "".join(self._raised), None
                self._put(above_line(raised))
            elif tag in BLOCKS or tag in _MORE_BLOCKS:
                self._close_block(element, tag)
            self._line.bold -= _is_bold(element)
            if element is self._parts.main:
                self._where = "behind"
        if not self._hidden:
            self._put(element.tail)

    def finish(self) -> None:
        """End the page, and remark what is left out."""
        self._flush()
        for key, texts in (("beside", self._beside), ("struck", self._struck)):
            if texts:
                self._remarks.add(key, count=len(texts), examples=examples(texts))

    def _open_block(self, element: Any, tag: str) -> None:
        """Begin a block: the line before it ends, unless it is a break within a heading."""
        if self._in_cell():
            self._put("\n")
        elif tag == "br" and self._line.heading is not None:
            self._put(" ")
        else:
            self._flush()
            self._line.centred += _is_centred(element)
        if tag in _HEADINGS and not self._in_cell():
            self._line.heading = int(tag[1])
        elif tag in ("ol", "ul"):
            self._numbers.open(element)
        elif tag == "li":
            self._put(self._numbers.item(element))
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._open_table(element)
        elif self._open and tag == "tr":
            self._open[-1].open_row()
        elif self._open and tag in ("td", "th"):
            down, right = span_of(element, "rowspan"), span_of(element, "colspan")
            self._count(right)
            self._open[-1].open_cell(down, right)

    def _close_block(self, element: Any, tag: str) -> None:
        if tag == "table":
            self._close_table(element)
        elif self._open and tag == "tr":
            self._open[-1].close_row()
            self._count(len(self._open[-1].rows[-1]) if self._open[-1].rows else 0)
        elif self._open and tag in ("td", "th"):
            self._open[-1].close_cell()
        elif self._in_cell():
            self._put("\n")
        elif tag != "br":
            self._flush()
            self._line.centred -= _is_centred(element)
            self._line.heading = None if tag in _HEADINGS else self._line.heading
        if tag in ("ol", "ul"):
            self._numbers.close()
        elif tag == "pre":
            self._preformatted -= 1

    def _open_table(self, element: Any) -> None:
        kind = self._parts.tables.get(element, "layout")
        if kind == "data":
            self._open.append(SpannedTable())
        elif kind == "box":
            self._box += 1
            self._boxes.append(self._box)

    def _close_table(self, element: Any) -> None:
        kind = self._parts.tables.get(element, "layout")
        if kind == "box":
            self._boxes.pop()
        elif kind == "data":
            table = self._open.pop()
            table.close_row()
            width = max(map(len, table.rows), default=0)
            self._limits.check("cells", width * len(table.rows), self._remarks.file)
            self._nested.append(cells_of_table(table, box=self._boxes[-1] if self._boxes else None))
            if self._open:
                self._remarks.add("nested")
                return
            self._add_tables()

    def _add_tables(self) -> None:
        """Add the table that has ended, and behind it those that stand in its cells."""
        *inner, outer = self._nested
        for table in (outer, *inner):
            words = " ".join(filter(None, (cell for row in table.rows for cell in row)))
            if self._where == "behind" and is_beside_text(words, "behind"):
                self._beside.append(words)
            else:
                self.pieces.append(table)
        self._nested = []

    def _count(self, cells: int) -> None:
        self._cells += cells
        self._limits.check("cells", self._cells, self._remarks.file)

    def _in_cell(self) -> bool:
        return bool(self._open) and self._open[-1].cell is not None

    def _put(self, text: str | None) -> None:
        if not text:
            return
        if self._raised is not None:
            self._raised.append(text)
        elif self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(text if text == "\n" else _unbroken(text))
        elif self._preformatted:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._flush()
                self._line.put(line)
        else:
            self._line.put(_unbroken(text))

    def _flush(self) -> None:
        """End the line that is open."""
        line = self._line.taken()
        if line is None:
            return
        line.box = self._boxes[-1] if self._boxes else None
        if line.heading is None and is_beside_text(line.text, self._where):
            self._beside.append(line.text)
        else:
            self.pieces.append(line)


class _OpenLine:
    """The line that is being read, and how its letters are set."""

    def __init__(self) -> None:
        self.heading: int | None = None
        self.bold = self.centred = 0
        self._words: list[str] = []
        self._plain = False

    def put(self, text: str) -> None:
        """Add words."""
        self._words.append(text)
        self._plain = self._plain or (not self.bold and not text.isspace())

    def taken(self) -> Line | None:
        """Return the line, and begin the next; ``None`` when it holds no words."""
        text, bold = tidy("".join(self._words)), not self._plain
        self._words, self._plain = [], False
        return Line(text=text, heading=self.heading, bold=bold, centred=self.centred > 0) if text else None


def _unbroken(text: str) -> str:
    """Return text without the ends of its source's lines: between Chinese characters they are nothing."""
    return _BREAK_IN_CHINESE.sub("", text).replace("\n", " ") if "\n" in text else text


def _is_bold(element: Any) -> bool:
    return element.tag in _BOLD or _BOLD_STYLE.search((element.get("style") or "").lower()) is not None


def _is_centred(element: Any) -> bool:
    if element.tag == "center" or (element.get("align") or "").lower() == "center":
        return element.tag not in ("table", "td", "th", "tr")
    return _CENTRED_STYLE.search((element.get("style") or "").lower()) is not None


def _words_of(element: Any) -> str:
    """Return the words in an element that is left out, a script's not."""
    words = [one.text or "" for one in element.iter() if isinstance(one.tag, str) and one.tag not in NEVER_SHOWN]
    return " ".join(" ".join(words[:200]).split())
