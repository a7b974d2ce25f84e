"""Where things stand on the pages of a PDF: columns, and what stands on every page at the top or the bottom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TypeAlias

import attrs

from planmodel.documents.pdf_glyphs import PrintedLine
from planmodel.documents.pdf_tables import PrintedTable

__all__ = ["Box", "Item", "PrintedPage", "in_reading_order", "running_lines"]


@attrs.define
class Box:
    """A frame around paragraphs on a page, or one of the cells of such a frame; those of one have one ``key``."""

    x0: float
    x1: float
    top: float
    bottom: float
    lines: list[PrintedLine]
    key: int
    column: int = 0


Item: TypeAlias = PrintedLine | PrintedTable | Box


@attrs.define
class PrintedPage:
    """One page.

    Parameters:
        number: from 1.
        width, height: in points.
        items: lines, tables and boxes in the order in which they are read.
        columns: in how many columns the text is set.
    """

    number: int
    width: float
    height: float
    items: list[Item]
    columns: int = 1


_MARGIN = 0.14
"""Of a page's height: heads and feet stand in it."""
_LEAST_LINES = 8
_CROSSING = 0.25
_GUTTER = (0.35, 0.65)
_FILLED = 0.6
_PAGE_NUMBER = re.compile(
    r"[-—–·~\s]*(?:第\s*)?(?:\d{1,4}|[ivxlIVXL]{1,7})\s*(?:页)?(?:\s*[/,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·~\s]*"
    r"|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SAME_HEIGHT = 3.0
_APART = 1.1
"""Times the usual distance of two lines: what stands nearer is a line of the text."""
_LEVEL = 12.0
"""Points between heads of different pages that stand at one height all the same, being set in other sizes."""


def in_reading_order(items: Sequence[Item], width: float) -> tuple[list[Item], int]:
    """Return what stands on a page in the order in which it is read, and in how many columns it is set.

    Two columns are known by a gutter near the middle that hardly any line crosses, with lines on both sides that fill
    their column. Between lines that cross it, the left column is read before the right one.

    Parameters:
        items: pieces of lines, tables and boxes.
        width: the page's, in points.
    """
    gutter = _gutter(items, width)
    ordered = sorted(items, key=lambda one: (one.top, one.x0))
    if gutter is None:
        return ordered, 1
    result: list[Item] = []
    sides: tuple[list[Item], list[Item]] = ([], [])
    for item in ordered:
        if item.x0 < gutter < item.x1:
            result += [*sides[0], *sides[1], item]
            sides = ([], [])
        else:
            item.column = int(item.x0 >= gutter)
            sides[item.column].append(item)
    return [*result, *sides[0], *sides[1]], 2


def _gutter(items: Sequence[Item], width: float) -> float | None:
    """Return where the gutter between two columns lies; ``None`` when the page has one column."""
    lines = [one for one in items if isinstance(one, PrintedLine)]
    if len(lines) < 2 * _LEAST_LINES:
        return None
    places = [width * (_GUTTER[0] + (_GUTTER[1] - _GUTTER[0]) * step / 40) for step in range(41)]
    crossing = {x: sum(one.x0 < x < one.x1 for one in lines) for x in places}
    gutter = min(places, key=lambda x: (crossing[x], abs(x - width / 2)))
    if crossing[gutter] > _CROSSING * len(lines):
        return None
    left = [one for one in lines if one.x1 <= gutter]
    right = [one for one in lines if one.x0 >= gutter]
    if min(len(left), len(right)) < _LEAST_LINES:
        return None
    room_left = gutter - min(one.x0 for one in left)
    room_right = max(one.x1 for one in right) - min(one.x0 for one in right)
    filled = all(
        median(one.x1 - one.x0 for one in side) >= _FILLED * room
        for side, room in ((left, room_left), (right, room_right))
    )
    return gutter if filled else None


def running_lines(pages: Sequence[PrintedPage]) -> tuple[set[int], list[str]]:
    """Return the ids of the lines that are running heads, feet or page numbers, and their texts.

    A line at the very top or bottom of its page is one when it is a page number, or when lines that stand as high on
    other pages say the same but for their numbers. Of two pages, both must say it.

    Parameters:
        pages: all pages of a document.
    """
    found: dict[int, PrintedLine] = {}
    for _ in range(3):  # heads of several lines: what lay below one that is gone is the first now
        more = _outermost_running(pages, found)
        if not more:
            break
        found |= more
    return set(found), [" ".join(one.text.split()) for one in found.values()]


def _outermost_running(pages: Sequence[PrintedPage], found: dict[int, PrintedLine]) -> dict[int, PrintedLine]:
    pitch, size = _pitch(pages), _size(pages)
    edges: dict[tuple[bool, str], list[tuple[int, PrintedLine]]] = defaultdict(list)
    for page in pages:
        for at_top, lines in _edges(page, found, pitch, size):
            for line in lines:
                edges[at_top, _DIGITS.sub("#", "".join(line.text.split()))].append((page.number, line))
    numbers = [one for (_, text), group in edges.items() if "#" in text or len(text) < 8 for one in group]
    running = {id(line): line for _, line in _page_numbers(numbers)}
    for (_, _), group in edges.items():
        heights = Counter(round(line.top / _LEVEL) for _, line in group)
        height, _ = heights.most_common(1)[0]
        level = [line for _, line in group if abs(line.top / _LEVEL - height) <= 1]
        if len({line.page for line in level}) >= min(3, max(2, len(pages))):
            running |= {id(line): line for line in level}
    return running


def _pitch(pages: Sequence[PrintedPage]) -> float:
    """Return how far apart two lines usually stand, in points."""
    lines = [[one for one in page.items if isinstance(one, PrintedLine)] for page in pages]
    pitches = [b.top - a.top for own in lines for a, b in pairwise(own) if 0 < b.top - a.top < 4 * a.size]
    return median(pitches) if pitches else 0.0


def _size(pages: Sequence[PrintedPage]) -> float:
    """Return the size in which most of the text is set, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for one in page.items:
            if isinstance(one, PrintedLine):
                sizes[one.size] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _edges(
    page: PrintedPage, found: dict[int, PrintedLine], pitch: float, size: float
) -> Iterable[tuple[bool, list[PrintedLine]]]:
    """Yield the lines at the very top and at the very bottom of a page that stand apart from its text."""
    lines = [one for one in page.items if isinstance(one, PrintedLine) and id(one) not in found]
    boxes = [one for one in page.items if not isinstance(one, PrintedLine)]
    if not lines:
        return
    first, last = min(one.top for one in lines), max(one.bottom for one in lines)
    if first < page.height * _MARGIN and all(one.top > first for one in boxes):
        heads = [one for one in lines if one.top - first < _SAME_HEIGHT]
        below = min((one.top for one in page.items if one.top - first >= _SAME_HEIGHT), default=page.height)
        if below - first > pitch * _APART or all(abs(one.size - size) > 0.4 for one in heads):
            yield True, heads
    if last > page.height * (1 - _MARGIN) and all(one.bottom < last for one in boxes):
        feet = [one for one in lines if last - one.bottom < _SAME_HEIGHT]
        above = max((one.bottom for one in page.items if last - one.bottom >= _SAME_HEIGHT), default=0.0)
        if last - above > pitch * _APART or all(abs(one.size - size) > 0.4 for one in feet):
            yield False, feet


def _page_numbers(lines: Sequence[tuple[int, PrintedLine]]) -> list[tuple[int, PrintedLine]]:
    """Return those lines that are page numbers: they grow from page to page as the pages do."""
    numbered = [one for one in lines if _PAGE_NUMBER.fullmatch(one[1].text.strip())]
    values = {id(line): _number_of(line.text) for _, line in numbered}
    steps = Counter(value - page for page, line in numbered if (value := values[id(line)]) is not None)
    marked = [one for one in numbered if re.search(r"[-—–页]|page", one[1].text, re.IGNORECASE)]
    common = {step for step, count in steps.items() if count > 1}
    growing = [one for one in numbered if (value := values[id(one[1])]) is not None and value - one[0] in common]
    roman = [one for one in numbered if values[id(one[1])] is None]
    return [*marked, *growing, *(roman if len(roman) > 1 else [])]


def _number_of(text: str) -> int | None:
    match = _DIGITS.search(text)
    return int(match[0]) if match is not None else None
