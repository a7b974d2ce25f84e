"""A document's whole text, and what stands where in it: paragraphs with headings and pages, tables with cells."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Literal, TypeAlias

import attrs

from planmodel.diagnostics import Diagnostic
from planmodel.listing import html_table, paragraphs, some, text_table
from planmodel.records import Rows, Shown, said

__all__ = ["Block", "DocumentFormat", "DocumentTable", "DocumentText", "Paragraph"]

DocumentFormat: TypeAlias = Literal["docx", "pdf", "html", "md", "txt"]
_ROWS_SHOWN = 20


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
class DocumentText:
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
        return Rows(one for one in self.blocks if isinstance(one, Paragraph))

    @cached_property
    def tables(self) -> tuple[DocumentTable, ...]:
        """The tables, in order."""
        return Rows(one for one in self.blocks if isinstance(one, DocumentTable))

    def block_at(self, offset: int) -> Block | None:
        """Return the paragraph or table that a character of the text belongs to; a line's end belongs to the line.

        Parameters:
            offset: the character, counted from 0.
        """
        number = bisect_right(self._starts, offset) - 1
        return self.blocks[number] if number >= 0 and offset < max(len(self.text), 1) else None

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

    def __repr__(self) -> str:
        return "\n".join([self._headline(), *text_table(_HEAD, self._rows()), *self._remarks()])

    def _repr_html_(self) -> str:
        shown = html_table(_HEAD, self._rows(), most=_ROWS_SHOWN)
        return paragraphs([self._headline()]) + shown + paragraphs(self._remarks())

    def _headline(self) -> str:
        parts = [
            f"{len(self.paragraphs):,} paragraphs",
            f"{len(self.tables):,} tables",
            *([f"{self.pages:,} pages"] if self.pages is not None else []),
            f"{len(self.text):,} characters",
            f"{len(self.diagnostics):,} remarks",
        ]
        return f"{self.name or 'a document'} ({self.format}): {', '.join(parts)}"

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (
                self.place_at(one.start) or "",
                said(one.heading) if isinstance(one, Paragraph) else "—",
                said(self.text[one.start : one.end], 80),
            )
            for one in self.blocks[:_ROWS_SHOWN]
        ]

    def _remarks(self) -> list[str]:
        more = len(self.blocks) - _ROWS_SHOWN
        rest = [f"… and {more:,} more"] if more > 0 else []
        return rest + some([one.one_line() for one in self.diagnostics], 20)


_HEAD = ("place", "heading", "text")
