"""One page of a PDF after the other: its letters as lines, its ruled lines as tables and boxes."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from planmodel.documents.pdf_glyphs import Glyph, PrintedLine, letters_of, lines_of
from planmodel.documents.pdf_layout import Box, Item, PrintedPage, in_reading_order
from planmodel.documents.pdf_open_tables import open_tables
from planmodel.documents.pdf_tables import Frame, frames_of, table_of
from planmodel.documents.remarks import Remarks, numbered
from planmodel.limits import refusal
from planmodel.text import cut
from planmodel.words import say

__all__ = ["PageReader"]

_MOST_UNKNOWN = 0.3
_SIDEWAYS = 20
"""Letters on their side that are more than a label."""
_ALIGNED = 3
"""So many lines with several pieces each, one below the other, look like a table without ruled lines."""


class PageReader:
    """Reads page after page, and gathers what is not sure about them.

    Parameters:
        file: the file's name.
    """

    def __init__(self, file: str | None) -> None:
        self.pages: list[PrintedPage] = []
        self._file = file
        self._letters = self._unknown = self._askew = self._frames = 0
        self._kinds: dict[str, list[int]] = {}
        """Key of a remark → pages that it is about."""

    def read(self, page: Any) -> None:
        """Read the next page."""
        number = len(self.pages) + 1
        try:
            _ = page.objects  # all of a page is parsed here
        except Exception as error:  # whatever pdfminer stumbles over: one bad page does not take the others with it
            self._remark("bad_pages", number)
            self._error = f"{type(error).__name__}: {error}"
            self.pages.append(PrintedPage(number, float(page.width), float(page.height), []))
        else:
            self.pages.append(self._page(page, number))

    def remark(self, remarks: Remarks) -> None:
        """Say what is not sure.

        Raises:
            PlanFileError: no page has a text layer that can be read.
        """
        scans, bad = self._kinds.get("scans", []), self._kinds.get("bad_pages", [])
        if not self._letters and bad and len(bad) >= len(self.pages) - len(scans):
            raise refusal(self._file, say("pdf.no_page", error=cut(str(self._error), 300)), say("pdf.print_new"))
        if not self._letters:
            hint = say("document.ocr_or_copy")
            raise refusal(self._file, say("pdf.no_text"), hint)
        if self._unknown > _MOST_UNKNOWN * self._letters:
            hint = say("document.ocr")
            raise refusal(self._file, say("pdf.fonts"), hint)
        for key, numbers in self._kinds.items():
            remarks.add(key, pages=numbered(numbers))
        if self._askew:
            remarks.add("askew", count=self._askew)

    def _remark(self, key: str, number: int) -> None:
        self._kinds.setdefault(key, []).append(number)

    def _page(self, page: Any, number: int) -> PrintedPage:
        letters = letters_of(page.chars)
        glyphs = letters.glyphs
        self._letters += len(glyphs)
        self._unknown += letters.unknown
        self._askew += letters.askew
        if letters.unknown:
            self._remark("unknown_letters", number)
        if letters.sideways > _SIDEWAYS:
            self._remark("sideways", number)
        if not glyphs and not letters.sideways and page.images:
            self._remark("scans", number)
        frames, too_many = frames_of(page)
        if too_many:
            self._remark("drawings", number)
        rest = _into_frames(glyphs, frames)
        framed = self._framed(frames, number)
        if page.horizontal_edges and not too_many:
            opened, rest = open_tables(page.horizontal_edges, rest, number)
            framed += opened
            if opened:
                self._remark("open_tables", number)
        width, height = float(page.width), float(page.height)
        items, columns = in_reading_order([*lines_of(rest, apart=True), *framed], width)
        if columns == 1:
            items = sorted([*lines_of(rest), *framed], key=lambda one: (one.top, one.x0))
        else:
            self._remark("columns", number)
        lines = [item for item in items if isinstance(item, PrintedLine)]
        for line in lines:
            line.page = number
        if _looks_like_table(lines):
            self._remark("unruled", number)
        return PrintedPage(number, width, height, items, columns)

    def _framed(self, frames: list[Frame], number: int) -> list[Item]:
        """Return what ruled lines enclose as tables and boxes; each cell of a box is a part of it."""
        items: list[Item] = []
        for frame in frames:
            if not frame.glyphs:
                continue
            table = table_of(frame, number)
            if table is not None:
                items.append(table)
                continue
            self._frames += 1
            for x0, top, x1, bottom in sorted(frame.cells, key=lambda cell: cell[1]):
                cell = Frame(x0, top, x1, bottom, [])
                lines = lines_of([glyph for glyph in frame.glyphs if cell.holds(glyph)])
                for line in lines:
                    line.page = number
                if lines:
                    items.append(Box(x0, x1, top, bottom, lines, key=self._frames))
        return items


def _into_frames(glyphs: list[Glyph], frames: list[Frame]) -> list[Glyph]:
    """Put each letter into the smallest frame that holds it, and return the others."""
    if not frames:
        return glyphs
    rest: list[Glyph] = []
    for glyph in glyphs:
        frame = next((one for one in frames if one.holds(glyph)), None)
        (rest if frame is None else frame.glyphs).append(glyph)
    return rest


def _looks_like_table(lines: list[PrintedLine]) -> bool:
    """Return whether lines below each other have several pieces each, and are no headings with their pages."""
    for apart, run in groupby(lines, key=lambda line: line.parts > 1):
        own = list(run) if apart else []
        words = sum(not line.text.rpartition("  ")[2].isdecimal() for line in own)
        many = sum(line.parts > 2 for line in own)
        if (len(own) >= _ALIGNED and many >= 2) or words >= 2 * _ALIGNED:
            return True
    return False
