"""The letters of a PDF page put together to lines: a PDF knows where each letter stands, and nothing of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any, NamedTuple

import attrs

from planmodel.documents.wrapping import is_wide
from planmodel.phrases.tables.marks import above_line

__all__ = ["Glyph", "Letters", "PrintedLine", "letters_of", "lines_of"]

_UNKNOWN = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|heavy|black|simhei|heiti|黑|(?:^|[+-])hei", re.IGNORECASE)
_ASKEW = 0.1
_SAME_PLACE = 0.2
"""Of a letter's size: a letter printed again so near is set twice to look bold."""
_BLANK = 0.22
_WIDE_BLANK = 0.8
_FAR = 2.0
"""Of a letter's size: gaps that part Latin words, Chinese words, and columns."""
_RAISED = 0.75
"""Of the line's size: smaller letters that stand higher are marks of notes."""


@attrs.define
class Glyph:
    """One letter: its text, its box in points from the page's upper left corner, its size, whether it is bold."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@attrs.define
class PrintedLine:
    """One line of a page, or of a column or cell.

    Parameters:
        text: its words; two blanks part what stands far apart.
        x0, x1, top, bottom: its box, in points from the page's upper left corner.
        size: of most of its letters, in points.
        bold: whether all of them are bold.
        page: its page, from 1.
        column: which column of the page it stands in, from 0.
        parts: how many pieces stand far apart in it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    page: int = 0
    column: int = 0
    parts: int = 1


class Letters(NamedTuple):
    """The letters of a page.

    Parameters:
        glyphs: those that stand upright.
        askew: how many stand askew, as those of a watermark do.
        sideways: how many stand on their side.
        unknown: of how many no font tells the meaning.
    """

    glyphs: list[Glyph]
    askew: int
    sideways: int
    unknown: int


def letters_of(chars: Iterable[dict[str, Any]]) -> Letters:
    """Return the letters of a page.

    Parameters:
        chars: letters as pdfplumber has them.
    """
    glyphs: list[Glyph] = []
    askew = sideways = unknown = 0
    bold: dict[str, bool] = {}
    for char in chars:
        text = char["text"]
        along, up = abs(char["matrix"][0]), abs(char["matrix"][1])
        if up > _ASKEW * along:
            sideways += along < _ASKEW * up
            askew += along >= _ASKEW * up
            continue
        if len(text) > 1 and _UNKNOWN.search(text):
            unknown += 1
            text = "\N{REPLACEMENT CHARACTER}"
        font = str(char["fontname"])  # a spoiled file has names that are no text
        if font not in bold:
            bold[font] = _BOLD.search(font) is not None
        height = char["bottom"] - char["top"]
        size = min(char["size"], height) if height > 0 else char["size"]
        glyphs.append(Glyph(text, char["x0"], char["x1"], char["top"], char["bottom"], size, bold[font]))
    return Letters(glyphs, askew, sideways, unknown)


def lines_of(glyphs: Sequence[Glyph], *, apart: bool = False) -> list[PrintedLine]:
    """Return letters as lines, from top to bottom.

    Parameters:
        glyphs: the letters of a page, column or cell.
        apart: whether pieces that stand far apart on one line are lines of their own.
    """
    found: list[PrintedLine] = []
    for row in _rows(glyphs):
        row.sort(key=lambda one: one.x0)
        pieces = _pieces(row)
        if apart:
            found += [line for piece in pieces if (line := _line([piece])) is not None]
        elif (line := _line(pieces)) is not None:
            found.append(line)
    return found


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return letters row by row; small letters (marks above the line) belong to the row of the large ones beside."""
    usual = Counter(round(glyph.size * 2) for glyph in glyphs).most_common(1)[0][0] / 2 if glyphs else 0.0
    rows = _rows_alike([glyph for glyph in glyphs if glyph.size >= usual * _RAISED])
    alone: list[Glyph] = []
    for small in glyphs:
        if small.size < usual * _RAISED:
            row = next((one for one in rows if any(_beside(small, large) for large in one)), None)
            (alone if row is None else row).append(small)
    rows += _rows_alike(alone)
    return sorted(rows, key=lambda row: min(one.top for one in row)) if alone else rows


def _beside(small: Glyph, large: Glyph) -> bool:
    """Return whether a small letter stands right behind or before a large one, on its line or a little above."""
    middle = (small.top + small.bottom) / 2
    gap = max(small.x0 - large.x1, large.x0 - small.x1)
    return large.top - large.size * 0.3 < middle < large.bottom and gap < large.size and small.size < large.size


def _rows_alike(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return letters row by row: those whose middle lies between the top and the bottom of a row's letters."""
    rows: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted(glyphs, key=lambda one: (one.top + one.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and middle < bottom - (bottom - top) * 0.15 and middle > top:
            rows[-1].append(glyph)
            if glyph.size > bottom - top:
                top, bottom = min(top, glyph.top), max(bottom, glyph.bottom)
        else:
            rows.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return rows


def _pieces(row: list[Glyph]) -> list[list[Glyph]]:
    """Return a row in pieces that stand far apart, without blanks and without letters that are set twice."""
    pieces: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in row:
        if before is not None and glyph.text == before.text and glyph.x0 - before.x0 < _SAME_PLACE * glyph.size:
            continue
        if not glyph.text.isspace():
            last = pieces[-1][-1] if pieces else None
            size = max(glyph.size, last.size) if last is not None else 0
            if last is None or glyph.x0 - last.x1 > _FAR * size:
                pieces.append([])
            elif before is not None and before.text.isspace():
                pieces[-1].append(before)
            pieces[-1].append(glyph)
        before = glyph
    return pieces


def _line(pieces: list[list[Glyph]]) -> PrintedLine | None:
    glyphs = [glyph for piece in pieces for glyph in piece if not glyph.text.isspace()]
    if not glyphs:
        return None
    size = Counter(round(glyph.size * 2) / 2 for glyph in glyphs).most_common(1)[0][0]
    bottom = median(glyph.bottom for glyph in glyphs if glyph.size >= size * _RAISED)
    return PrintedLine(
        text="  ".join(_text(piece, size, bottom) for piece in pieces),
        x0=glyphs[0].x0,
        x1=max(glyph.x1 for glyph in glyphs),
        top=min(glyph.top for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        size=size,
        bold=all(glyph.bold for glyph in glyphs),
        parts=len(pieces),
    )


def _text(piece: list[Glyph], size: float, bottom: float) -> str:
    """Return the words of a piece: a gap is a blank, and a run of small raised letters a mark."""
    words: list[str] = []
    raised: list[str] = []
    last: Glyph | None = None
    for glyph in piece:
        up = glyph.size < size * _RAISED and glyph.bottom < bottom - size * 0.15
        if raised and not up:
            words.append(above_line("".join(raised)))
            raised = []
        if up:
            raised.append(glyph.text)
        else:
            if last is not None and not glyph.text.isspace() and _has_gap(last, glyph):
                words.append(" ")
            words.append(glyph.text)
        last = glyph
    if raised:
        words.append(above_line("".join(raised)))
    return "".join(words)


def _has_gap(last: Glyph, glyph: Glyph) -> bool:
    gap = glyph.x0 - last.x1
    wide = is_wide(last.text) and is_wide(glyph.text)
    return gap > (_WIDE_BLANK if wide else _BLANK) * max(last.size, glyph.size)
