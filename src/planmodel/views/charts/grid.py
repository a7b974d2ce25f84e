"""A table of cells, each with a shade and a text or symbols; long names lean above the columns."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import attrs

from planmodel.views.drawing.labels import text_width
from planmodel.views.drawing.marks import SIZE, level, point, upright, words
from planmodel.views.drawing.sheet import Key, Sheet
from planmodel.views.drawing.style import DARK, GREY, short
from planmodel.views.picture import Picture

__all__ = ["NAME_CELLS", "Cell", "Name", "draw_cells"]

_COLUMN, _STEP = 60.0, 26.0
NAME_CELLS = 44
"""How many cells wide a name may be."""
_ANGLE = 45
_DOWN, _ALONG = sin(radians(_ANGLE)), cos(radians(_ANGLE))
_LEAST_WIDTH = 760.0


@attrs.frozen(kw_only=True)
class Name:
    """The name of a row or column, and its colour."""

    text: str
    color: str = DARK


@attrs.frozen(kw_only=True)
class Cell:
    """One cell.

    Parameters:
        tint: the colour of the ground.
        text: a number or sign.
        below: a smaller line below it, such as a year.
        color: its colour.
        framed: whether it has a frame.
        symbols: (colour, shape, filling) of up to three symbols.
        said: what a reader of screens hears; without it and without a tint the cell is only its text.
    """

    tint: str | None = None
    text: str = ""
    below: str = ""
    color: str = DARK
    framed: bool = False
    symbols: tuple[tuple[str, str, str], ...] = ()
    said: str = ""


def draw_cells(
    rows: Sequence[Name],
    columns: Sequence[Name],
    cells: Sequence[Sequence[Cell]],
    *,
    title: str,
    facts: str,
    keys: Sequence[Key],
    notes: Sequence[str],
) -> Picture:
    """Return the cells, a sequence for each row, as a picture."""

    def longest(names: Sequence[Name]) -> float:
        return max((text_width(short(name.text, NAME_CELLS)) for name in names), default=0) * SIZE

    left, leaning, width = min(longest(rows) + 40, 320), longest(columns), len(columns) * _COLUMN
    drawn = [
        words(14 - left, (at + 0.5) * _STEP, short(name.text, NAME_CELLS), name.color) for at, name in enumerate(rows)
    ]
    drawn += [
        words((at + 0.5) * _COLUMN, -10, short(name.text, NAME_CELLS), name.color, angle=360 - _ANGLE)
        for at, name in enumerate(columns)
    ]
    for down, row in enumerate(cells):
        for along, cell in enumerate(row):
            drawn += _drawn(cell, along * _COLUMN, (down + 0.5) * _STEP)
    sheet = Sheet(
        width=width,
        height=len(rows) * _STEP,
        left=left,
        right=max(leaning * _ALONG + 14, _LEAST_WIDTH - left - width),
        title=title,
        facts=facts,
        keys=tuple(keys),
        above=leaning * _DOWN + 20,
    )
    return sheet.picture(drawn, notes=notes)


def _drawn(cell: Cell, x: float, y: float) -> list[str]:
    """Return a cell that begins at ``x`` and has its middle at ``y``."""
    drawn = []
    if cell.tint is not None:
        drawn.append(level(x + 1, x + _COLUMN - 1, y, cell.tint, _STEP - 2, said=short(cell.said, 300)))
    if cell.framed:
        left, right, top, bottom = x + 2, x + _COLUMN - 2, y - _STEP / 2 + 2, y + _STEP / 2 - 2
        drawn += [level(left, right, side, GREY, 1, dash=(3, 2)) for side in (top, bottom)]
        drawn += [upright(side, top, bottom, GREY, dash=(3, 2)) for side in (left, right)]
    middle, high = x + _COLUMN / 2, y - 4 if cell.below else y
    for at, (color, shape, fill) in enumerate(cell.symbols):
        drawn.append(point(middle + (at - (len(cell.symbols) - 1) / 2) * 15, high, color, shape, 70, fill=fill))
    drawn.append(words(middle, high, short(cell.text, 12), cell.color, align="center", size=10))
    drawn.append(words(middle, y + 7, short(cell.below, 12), cell.color, align="center", size=8))
    return drawn
