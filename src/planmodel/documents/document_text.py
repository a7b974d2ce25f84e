"""A document's whole text, and what stands where in it: paragraphs with headings and pages, tables with cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.listing import some
from planmodel.records import Shown, said
from planmodel.tabular import Result, Rows
from planmodel.words import say

__all__ = ["Block", "DocumentFormat", "DocumentTable", "DocumentText", "Paragraph"]

DocumentFormat: TypeAlias = Literal["docx", "pdf", "html", "md", "txt"]


@attrs.frozen(kw_only=True)
class Paragraph(Shown):
    """One paragraph.

    Parameters:
        text: its words; a number that Word computes before a heading is part of them.
        start, end: where they stand in :attr:`DocumentText.text`, in characters from 0.
        number: which line of the text it is, from 1, blank ones not counted; what :attr:`Citation.paragraph` counts.
        heading: the level of the heading that the format marks it as, from 1; ``None`` when it marks none.
        page: the page that it begins on, from 1, where the format has pages.
        line: the line of the file that it begins on, from 1, where the format has lines.
        box: the how-manieth box it stands in, from 1: a frame around paragraphs, as 专栏 have it.
        bold: whether all of its letters are bold.
        centred: whether it stands in the middle of the line.
    """

    text: str
    start: int
    end: int
    number: int
    heading: int | None = None
    page: int | None = None
    line: int | None = None
    box: int | None = None
    bold: bool = False
    centred: bool = False


@attrs.frozen(kw_only=True)
class DocumentTable(Shown):
    """One table.

    Parameters:
        rows: the text of its cells; a merged cell stands in every place that it covers.
        offsets: where each cell's text begins in :attr:`DocumentText.text`; the places of a merged cell name the same.
        start, end: where the table stands there: a row a line, its cells parted by tabs.
        number: the how-manieth table it is, from 1.
        caption: the lines right above it that name it or its unit, each a paragraph as well.
        page: the page that it begins on, from 1, where the format has pages.
        line: the line of the file that it begins on, from 1, where the format has lines.
        box: the how-manieth box it stands in, from 1.
    """

    rows: tuple[tuple[str, ...], ...]
    offsets: tuple[tuple[int, ...], ...] = attrs.field(repr=False)
    start: int
    end: int
    number: int
    caption: str | None = None
    page: int | None = None
    line: int | None = None
    box: int | None = None

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Return where the text of a cell begins and ends in the document's text; rows and columns count from 0."""
        begin = self.offsets[row][column]
        return begin, begin + len(self.rows[row][column])


Block: TypeAlias = Paragraph | DocumentTable


@attrs.frozen(kw_only=True, repr=False, slots=False)
class DocumentText(Result):
    """A document as text with places.

    Parameters:
        text: all its words: a paragraph a line, a row of a table a line. This is what is saved, and what quotations
            are looked up in.
        blocks: its paragraphs and tables in the order of the text, which they cover but for the ends of lines.
        format: what it was read from.
        name: the file's name; ``None`` when bytes without a name were read.
        diagnostics: what was left out, moved or is not sure: running heads, page numbers, a contents list, struck text.
        language: ``zh`` or ``en``; ``None`` when it is neither for certain.
        pages: how many pages it has, where the format has pages.
    """

    text: str
    blocks: tuple[Block, ...]
    format: DocumentFormat
    name: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    language: Literal["zh", "en"] | None = None
    pages: int | None = None

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in order."""
        return Rows((one for one in self.blocks if isinstance(one, Paragraph)), Paragraph)

    @cached_property
    def tables(self) -> tuple[DocumentTable, ...]:
        """The tables, in order."""
        return Rows((one for one in self.blocks if isinstance(one, DocumentTable)), DocumentTable)

    @kinds_checked
    def block_at(self, offset: int) -> Block | None:
        """Return the paragraph or table that a character of the text belongs to; a line's end belongs to the line.

        Parameters:
            offset: the character, counted from 0.
        """
        number = bisect_right(self._starts, offset) - 1
        return self.blocks[number] if number >= 0 and offset < max(len(self.text), 1) else None

    @kinds_checked
    def place_at(self, offset: int) -> str | None:
        """Return where a character stands, as a citation would say it.

        Parameters:
            offset: the character, counted from 0.

        Example:
            >>> import planmodel as pm
            >>> document = pm.read_document("一、总则\\n二、目标".encode())
            >>> document.place_at(document.text.index("目标"))
            '¶2'
        """
        block = self.block_at(offset)
        if block is None:
            return None
        where = f"¶{block.number}" if isinstance(block, Paragraph) else f"table {block.number}"
        return where if block.page is None else f"{where}, p. {block.page}"

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def _columns(self) -> Sequence[Column]:
        return (
            Column(
                "place", "text", "where it stands, as a citation would say it", of=lambda row: self.place_at(row.start)
            ),
            Column(
                "heading", "integer", "the level of the heading, from 1", of=lambda row: getattr(row, "heading", None)
            ),
            Column("text", "text", "its words", of=self._text_of, cell=lambda row: said(self._text_of(row), 80)),
            Column("kind", "text", "paragraph or table", of=_kind, shown=False),
            Column("start", "integer", "where it begins in the text, in characters from 0", shown=False),
            Column("end", "integer", "where it ends in the text", shown=False),
            Column("page", "integer", "the page that it begins on, from 1", shown=False),
            Column("line", "integer", "the line of the file that it begins on, from 1", shown=False),
            Column("box", "integer", "the box (专栏) that it stands in, from 1", shown=False),
        )

    def _rows(self) -> Sequence[Block]:
        return self.blocks

    def _text_of(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _below(self) -> Iterable[str]:
        return some([one.one_line() for one in self.diagnostics], 20)

    def _headline(self) -> str:
        counts = {
            "paragraphs": len(self.paragraphs),
            "tables": len(self.tables),
            "pages": self.pages,
            "characters": len(self.text),
            "remarks": len(self.diagnostics),
        }
        parts = [say(f"text.{what}", n=n) for what, n in counts.items() if n is not None]
        return say("text.headline", name=self.name or say("text.unnamed"), format=self.format, parts=parts)


def _kind(block: Block) -> str:
    return "paragraph" if isinstance(block, Paragraph) else "table"
