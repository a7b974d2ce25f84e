"""Lines of a PDF joined to paragraphs: by their indentation, by how full they are, by size and distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

import attrs

from planmodel.documents.pdf_glyphs import PrintedLine
from planmodel.documents.pieces import Line
from planmodel.documents.wrapping import begins_item, first_word, glued, is_open, is_wide
from planmodel.text import display_width

__all__ = ["Margins", "joined_lines", "margins_of"]

_INDENT = 1.2
_CENTRED = 1.5
_SIZES = 0.12
_NARROWEST = 12
_LOOSE = 1.45
"""Times the usual distance of two lines: more parts paragraphs."""


@attrs.frozen
class Margins:
    """Where the lines of a column begin and end, and how far apart they stand, in points."""

    left: float
    right: float
    pitch: float


def margins_of(lines: Sequence[PrintedLine]) -> Margins | None:
    """Return the margins of a column: where several lines begin, and where the fullest of them end.

    Parameters:
        lines: the lines of a column, on one page or on all of a kind.
    """
    if not lines:
        return None
    starts = Counter(round(line.x0 / 2) for line in lines)
    least = 2 if len(lines) > 4 else 1
    left = min((place for place, count in starts.items() if count >= least), default=min(starts)) * 2
    ends = sorted(line.x1 for line in lines)
    right = ends[-2] if len(ends) > 4 else ends[-1]
    pitches = [b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 4 * a.size]
    return Margins(left=left, right=right, pitch=median(pitches) if pitches else lines[0].size * 2)


def joined_lines(
    lines: Iterable[tuple[PrintedLine, Margins]], *, box: int | None = None, centre: float | None = None
) -> list[Line]:
    """Return lines as paragraphs.

    A line goes on from the one before it when that one is full and this one is not indented; a list item goes on with
    lines as far in as its text.

    Parameters:
        lines: each with the margins of its column.
        box: the box that they stand in.
        centre: the middle of the page, in points, to know centred lines by.
    """
    paragraphs: list[list[tuple[PrintedLine, Margins]]] = []
    for line, margins in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, margins):
            paragraphs[-1].append((line, margins))
        else:
            paragraphs.append([(line, margins)])
    return [_paragraph([line for line, _ in one], one[0][1], box, centre) for one in paragraphs]


def _goes_on(paragraph: list[tuple[PrintedLine, Margins]], line: PrintedLine, margins: Margins) -> bool:
    first, first_margins = paragraph[0]
    last, last_margins = paragraph[-1]
    if abs(line.size - last.size) > _SIZES * max(line.size, last.size) or (line.bold != last.bold and _is_short(last)):
        return False
    if line.parts > 1 or last.parts > 1:
        return False
    together = line.page == last.page and line.column == last.column
    if together and line.top - last.top > _LOOSE * max(margins.pitch, line.size):
        return False
    if not _is_full(last, last_margins, line):
        return False
    indent, first_indent = line.x0 - margins.left, first.x0 - first_margins.left
    if indent > _INDENT * line.size:
        hanging = begins_item(first.text) and indent > first_indent + 0.5 * line.size
        return hanging or (
            len(paragraph) > 1 and abs(line.x0 - last.x0) < 2 and indent > first_indent + 0.5 * line.size
        )
    if first_indent > _INDENT * first.size:
        return True
    return not begins_item(line.text)


def _is_short(line: PrintedLine) -> bool:
    return display_width(line.text) < 40


def _is_full(line: PrintedLine, margins: Margins, below: PrintedLine) -> bool:
    """Return whether the first word of the line below would not have fitted behind a line."""
    if margins.right - margins.left < _NARROWEST * line.size:
        return False  # there are only short lines, and none shows where a full one would end
    word = first_word(below.text)
    width = display_width(word) * below.size / 2
    if word and not is_wide(word):
        width += below.size * 0.25
        if below.text[0].islower() and not line.text.endswith((".", ":", "!", "?")):
            return True
        if is_open(line.text):
            width *= 1.5
    return line.x1 + width > margins.right - 0.35 * line.size


def _paragraph(lines: Sequence[PrintedLine], margins: Margins, box: int | None, centre: float | None) -> Line:
    text = lines[0].text
    for line in lines[1:]:
        text = glued(text, line.text)
    first = lines[0]
    middle = (margins.left + margins.right) / 2 if centre is None else centre
    inset = first.x0 - margins.left > _CENTRED * first.size and margins.right - first.x1 > _CENTRED * first.size
    centred = all(abs((one.x0 + one.x1) / 2 - middle) < one.size * 0.6 for one in lines) and inset
    return Line(text=text, page=first.page, box=box, bold=all(one.bold for one in lines), centred=centred)
