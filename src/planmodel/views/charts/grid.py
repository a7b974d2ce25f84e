"""A table of cells, each with a shade and a text or symbols; long names lean above the columns."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import attrs

from planmodel.views.charts.canvas import SIZE, Key, Mark, Sheet, assemble, lines, points, uprights, words
from planmodel.views.charts.style import DARK, GREY, short
from planmodel.views.graphs.labels import text_width
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
    left = min(max((text_width(short(name.text, NAME_CELLS)) for name in rows), default=0) * SIZE + 40, 320)
    leaning = max((text_width(short(name.text, NAME_CELLS)) for name in columns), default=0) * SIZE
    tints: list[Mark] = []
    texts: list[Mark] = []
    years: list[Mark] = []
    marks: list[Mark] = []
    frames: list[Mark] = []
    sides: list[Mark] = []
    for down, row in enumerate(cells):
        for along, cell in enumerate(row):
            x, y = along * _COLUMN, (down + 0.5) * _STEP
            if cell.tint is not None:
                box = {"x": x + 1, "x2": x + _COLUMN - 1, "y": y, "color": cell.tint, "width": _STEP - 2}
                tints.append({**box, "said": short(cell.said, 300)})
            if cell.framed:
                frames += [
                    {"x": x + 2, "x2": x + _COLUMN - 2, "y": side, "color": GREY, "width": 1}
                    for side in (y - _STEP / 2 + 2, y + _STEP / 2 - 2)
                ]
                sides += [
                    {"x": side, "y": y - _STEP / 2 + 2, "y2": y + _STEP / 2 - 2, "color": GREY, "width": 1}
                    for side in (x + 2, x + _COLUMN - 2)
                ]
            if cell.text:
                text = {"x": x + _COLUMN / 2, "y": y, "text": short(cell.text, 12), "color": cell.color}
                texts.append({**text, "y": y - 4} if cell.below else text)
            if cell.below:
                below = {"x": x + _COLUMN / 2, "y": y + 7, "text": short(cell.below, 12), "color": cell.color}
                years.append(below)
            for at, (color, shape, fill) in enumerate(cell.symbols):
                middle = x + _COLUMN / 2 + (at - (len(cell.symbols) - 1) / 2) * 15
                marks.append(
                    {
                        "x": middle,
                        "y": y - 4 if cell.below else y,
                        "color": color,
                        "fill": fill,
                        "shape": shape,
                        "size": 70,
                    }
                )
    beside = [
        {"x": 14 - left, "y": (at + 0.5) * _STEP, "text": short(name.text, NAME_CELLS), "color": name.color}
        for at, name in enumerate(rows)
    ]
    above = [
        {"x": (at + 0.5) * _COLUMN, "y": -10, "text": short(name.text, NAME_CELLS), "color": name.color}
        for at, name in enumerate(columns)
    ]
    layers = [
        *lines(tints),
        *lines(frames, dash=(3, 2)),
        *uprights(sides, dash=(3, 2)),
        *points(marks),
        *words(texts, align="center", size=10),
        *words(years, align="center", size=8),
        *words(beside),
        *words(above, angle=360 - _ANGLE),
    ]
    width = len(columns) * _COLUMN
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
    return assemble(sheet, layers, title=title, notes=notes)
