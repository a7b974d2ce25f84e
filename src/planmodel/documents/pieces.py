"""What a reader hands over, piece by piece, and the assembler that joins the pieces to a document's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import attrs

from planmodel.documents.document_text import Block, DocumentFormat, DocumentTable, DocumentText, Paragraph
from planmodel.documents.remarks import Remarks
from planmodel.documents.wrapping import begins_item, glued
from planmodel.limits import Limits, refusal
from planmodel.phrases.tables.marks import cell_text
from planmodel.phrases.tables.spanned_table import SpannedTable
from planmodel.text import cut
from planmodel.words import say

__all__ = ["Line", "Piece", "TableCells", "cells_of_table", "document_of", "tidy"]


@attrs.define(kw_only=True)
class Line:
    """The words of a paragraph and what the format says of it; fields as :class:`Paragraph` has them."""

    text: str
    heading: int | None = None
    page: int | None = None
    line: int | None = None
    box: int | None = None
    bold: bool = False
    centred: bool = False


@attrs.define(kw_only=True)
class TableCells:
    """The cells of a table.

    Parameters:
        rows: text by row and column, a merged cell in each place that it covers; rows of one length.
        homes: for each place the place in which its cell begins; ``None`` where no cell is merged.
        page, line, box: as :class:`DocumentTable` has them.
    """

    rows: Sequence[Sequence[str]]
    homes: Sequence[Sequence[tuple[int, int]]] | None = None
    page: int | None = None
    line: int | None = None
    box: int | None = None


Piece: TypeAlias = Line | TableCells


def cells_of_table(table: SpannedTable, **where: int | None) -> TableCells:
    """Return the cells of a table that was read cell by cell, its rows filled up to the longest.

    Parameters:
        table: the table.
        where: ``page``, ``line`` and ``box`` as :class:`TableCells` has them.
    """
    width = max(map(len, table.rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in table.rows]
    homes = [[*row, *((r, c) for c in range(len(row), width))] for r, row in enumerate(table.homes)]
    return TableCells(rows=rows, homes=homes, **where)


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]")
_GAPS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f]+")


def tidy(text: str) -> str:
    """Return a line without outer white space, without characters that nobody sees, its gaps one blank each.

    Example:
        >>> tidy("　　一、 \\u200b总则\\t ")
        '一、 总则'
    """
    if not text.isprintable():
        text = _UNSEEN.sub("", _GAPS.sub(" ", text.replace("\n", " ")))
        text = _CONTROL.sub("", text) if _CONTROL.search(text) else text
    return _GAPS.sub(" ", text).strip(" \u3000")


_CAPTION = re.compile(
    r"^(?:附?[表錶](?:格)?\s*[\d一二三四五六七八九十]|附[件表录]|专\s*栏|(?:table|box|annex|appendix)\s*\w|.{0,40}(?:表|清单|一览|目录)$)"
    r"|单\s*位\s*[:：]",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 60
_CAPTION_LINES = 3


def document_of(
    pieces: Iterable[Piece],
    *,
    format: DocumentFormat,
    name: str | None,
    remarks: Remarks,
    limits: Limits,
    pages: int | None = None,
) -> DocumentText:
    """Return the document that pieces make up.

    Parameters:
        pieces: paragraphs and tables in order; those without words are left out.
        format: what they were read from.
        name: the file's name.
        remarks: what the reader has to say.
        limits: how much is read.
        pages: how many pages it has.

    Raises:
        PlanFileError: there is no text at all, or more paragraphs, tables or cells than the limits allow.
    """
    assembly = _Assembly(name, limits)
    for piece in _rejoined(pieces, remarks):
        assembly.add(piece)
    if not assembly.blocks:
        raise refusal(name, say("document.no_text"), say("document.no_text.hint"))
    return DocumentText(
        text="".join(assembly.parts),
        blocks=tuple(assembly.blocks),
        format=format,
        name=name,
        diagnostics=remarks.all(),
        language=_language_of("".join(assembly.parts)),
        pages=pages,
    )


def _rejoined(pieces: Iterable[Piece], remarks: Remarks) -> Iterator[Piece]:
    """Yield pieces, a paragraph that ends in a comma (copies break them so) with the one that it goes on in."""
    open_line: Line | None = None
    for piece in pieces:
        if open_line is not None:
            if isinstance(piece, Line) and _goes_on(open_line, piece):
                remarks.add("rejoined", line=piece.line, words=cut(piece.text, 30))
                open_line = attrs.evolve(open_line, text=glued(open_line.text, piece.text))
                continue
            yield open_line
        open_line = piece if isinstance(piece, Line) else None
        if open_line is None:
            yield piece
    if open_line is not None:
        yield open_line


def _goes_on(line: Line, below: Line) -> bool:
    text, words = line.text.rstrip(), below.text.lstrip()
    if line.heading is not None or below.heading is not None or line.box != below.box or begins_item(words):
        return False
    return text.endswith(("、", "，")) or (text.endswith(",") and words[:1].islower())


class _Assembly:
    """Joins pieces, and counts where each begins."""

    def __init__(self, name: str | None, limits: Limits) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self._name, self._limits = name, limits
        self._at = 0
        self._paragraphs = self._lines = self._tables = self._cells = 0

    def add(self, piece: Piece) -> None:
        """Add a piece behind those before it."""
        if isinstance(piece, TableCells):
            self._table(piece)
            return
        text = tidy(piece.text)
        if not text:
            return
        self._break()
        self._paragraphs += 1
        self._lines += 1
        self._limits.check("paragraphs", self._paragraphs, self._name)
        start = self._put(text)
        fields = {name: getattr(piece, name) for name in ("heading", "page", "line", "box", "bold", "centred")}
        self.blocks.append(Paragraph(text=text, start=start, end=self._at, number=self._lines, **fields))

    def _table(self, piece: TableCells) -> None:
        rows = [[cell_text(cell) for cell in row] for row in piece.rows]
        if not any(any(row) for row in rows):
            return
        self._cells += sum(map(len, rows))
        self._limits.check("cells", self._cells, self._name)
        self._tables += 1
        self._limits.check("tables", self._tables, self._name)
        self._break()
        start = self._at
        written = len(self.parts)
        offsets = self._cells_of(rows, piece.homes)
        self._lines += sum(bool(line.strip()) for line in "".join(self.parts[written:]).split("\n"))
        self.blocks.append(
            DocumentTable(
                rows=tuple(map(tuple, rows)),
                offsets=tuple(map(tuple, offsets)),
                start=start,
                end=self._at,
                number=self._tables,
                caption=self._caption(piece),
                page=piece.page,
                line=piece.line,
                box=piece.box,
            )
        )

    def _cells_of(self, rows: list[list[str]], homes: Sequence[Sequence[tuple[int, int]]] | None) -> list[list[int]]:
        """Put the cells of a table, each once, and return where the text of each place begins."""
        offsets: list[list[int]] = []
        for r, row in enumerate(rows):
            offsets.append([])
            first = True
            for c, text in enumerate(row):
                home = homes[r][c] if homes is not None else (r, c)
                if home == (r, c):
                    self._put(("\n" if r else "") if first else "\t")
                    offsets[r].append(self._put(text))
                    first = False
                else:
                    offsets[r].append(offsets[home[0]][home[1]])
        return offsets

    def _caption(self, table: TableCells) -> str | None:
        """Return the lines right above a table that name it or its unit."""
        lines: list[str] = []
        for block in reversed(self.blocks[-_CAPTION_LINES:]):
            if not isinstance(block, Paragraph) or len(block.text) > _CAPTION_LENGTH or block.text.endswith("。"):
                break
            if block.page is not None and block.page != table.page:
                break
            if not block.centred and _CAPTION.search(block.text) is None:
                break
            lines.append(block.text)
        return "\n".join(reversed(lines)) or None

    def _break(self) -> None:
        if self.blocks:
            self._put("\n")

    def _put(self, text: str) -> int:
        """Put text at the end, and return where it begins."""
        begin = self._at
        self.parts.append(text)
        self._at += len(text)
        return begin


_CHINESE = re.compile("[\u3400-\u9fff]")
_WORD = re.compile("[A-Za-z]+")
_ENGLISH = frozenset(
    [
        *("the", "of", "and", "to", "in", "for", "is", "are", "be", "with"),
        *("on", "by", "as", "will", "that", "this", "from", "our"),
    ]
)


def _language_of(text: str) -> Literal["zh", "en"] | None:
    """Return the language that most of a text is written in, as far as its letters and commonest words tell."""
    beginning = text[:100_000]
    chinese = len(_CHINESE.findall(beginning))
    words = _WORD.findall(beginning)
    if chinese * 2 > len(words):
        return "zh"
    common = sum(word.lower() in _ENGLISH for word in words)
    return "en" if words and common / len(words) > 0.1 else None
