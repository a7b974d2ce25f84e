"""Marks of a chart as SVG elements: lines, points and texts, in pixels that are counted before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import pi, sqrt
from typing import Literal

from planmodel.text import one_line
from planmodel.views.drawing.shapes import HATCH, number
from planmodel.views.drawing.style import DARK, plain_letters

__all__ = ["SIZE", "blank", "level", "line", "point", "steps", "upright", "words"]

SIZE = 11
"""The size of letters, in pixels."""

_SYMBOLS = {
    "square": "M-0.89 -0.89H0.89V0.89H-0.89Z",
    "diamond": "M0 -1.25L0.9 0L0 1.25L-0.9 0Z",
    "triangle-up": "M0 -1L1.15 1H-1.15Z",
    "triangle-down": "M0 1L1.15 -1H-1.15Z",
    "triangle-right": "M1 0L-1 -1.15V1.15Z",
    "triangle-left": "M-1 0L1 -1.15V1.15Z",
    "cross": "M-1 -0.34H-0.34V-1H0.34V-0.34H1V0.34H0.34V1H-0.34V0.34H-1Z",
    "tick": "M0 -1V1",
}
"""Symbols of about the area of a circle of radius 1."""


def level(
    x: float,
    x2: float,
    y: float,
    color: str,
    width: float,
    *,
    dash: Sequence[int] = (),
    hatch: bool = False,
    said: str = "",
    id: str = "",
) -> str:
    """Return a level line from ``x`` to ``x2``; ``hatch`` lays white stripes across it.

    Parameters:
        x, x2, y: its ends and height.
        color, width: its look.
        dash: lengths of dashes and gaps.
        hatch: whether it is striped.
        said: what the mouse and readers of screens are told.
        id: the element that it stands for.
    """
    way = f"M{number(x)} {number(y)}H{number(x2)}"
    line = _path(way, f"{_stroke(color, width)}{_dashes(dash)}", said, id)
    if not hatch:
        return line
    return f'{line}<path d="{way}" {_stroke(f"url(#{HATCH})", width)} pointer-events="none"/>'


def upright(
    x: float, y: float, y2: float, color: str, width: float = 1, *, dash: Sequence[int] = (), said: str = ""
) -> str:
    """Return an upright line from ``y`` to ``y2``; parameters as for :func:`level`."""
    return _path(f"M{number(x)} {number(y)}V{number(y2)}", f"{_stroke(color, width)}{_dashes(dash)}", said)


def line(
    ends: tuple[tuple[float, float], tuple[float, float]], color: str, width: float, *, dash: Sequence[int] = ()
) -> str:
    """Return a straight line between two places; parameters as for :func:`level`."""
    (x, y), (x2, y2) = ends
    way = f"M{number(x)} {number(y)}L{number(x2)} {number(y2)}"
    return _path(way, f"{_stroke(color, width)}{_dashes(dash)}")


def steps(places: Sequence[tuple[float, float]], color: str) -> str:
    """Return one line that runs level from each place to the next and then steps to its height."""
    (x, y), *rest = places
    way = "".join(f"H{number(x)}V{number(y)}" for x, y in rest)
    return _path(f"M{number(x)} {number(y)}{way}", f'fill="none" {_stroke(color, 2)}')


def point(
    x: float, y: float, color: str, shape: str, size: float, *, fill: str | None = None, said: str = "", id: str = ""
) -> str:
    """Return a symbol of an area of ``size``, filled with its own colour or another; others as for :func:`level`."""
    radius = sqrt(size / pi)
    inside = color if fill is None else fill
    if shape == "circle":
        place = f'cx="{number(x)}" cy="{number(y)}" r="{radius:.2f}"'
        return _shape("circle", f'{place} fill="{inside}" {_stroke(color, 1.6)}', said, id)
    place = f'transform="translate({number(x)},{number(y)}) scale({radius:.2f})"'
    look = f'{place} fill="{inside}" stroke="{color}" stroke-width="{1.6 / radius:.2f}"'
    return _path(_SYMBOLS[shape], look, said, id)


def words(
    x: float,
    y: float,
    text: str,
    color: str = DARK,
    *,
    align: Literal["left", "center", "right"] = "left",
    size: float = SIZE,
    bold: bool = False,
    angle: float = 0,
) -> str:
    """Return a line of text around the height ``y``, or nothing for no text."""
    if not text:
        return ""
    anchor = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}[align]
    look = anchor + ("" if size == SIZE else f' font-size="{size:g}"') + (' font-weight="bold"' if bold else "")
    place = f'x="{number(x)}" y="{number(y + size * 0.36)}"'
    if angle:
        turned = f"translate({number(x)},{number(y)}) rotate({angle:g})"
        place = f'transform="{turned}" y="{number(size * 0.36)}"'
    return f'<text {place} fill="{color}"{look}>{escape(one_line(plain_letters(text)))}</text>'


def blank(x2: float, y: float, height: float) -> str:
    """Return white from 0 to ``x2``, so that no scale stands behind words."""
    return level(0, x2, y, "#ffffff", height)


def _stroke(color: str, width: float) -> str:
    return f'stroke="{color}" stroke-width="{width:g}"'


def _dashes(dash: Sequence[int]) -> str:
    return f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""


def _path(way: str, look: str, said: str = "", id: str = "") -> str:
    return _shape("path", f'd="{way}" {look}', said, id)


def _shape(tag: str, look: str, said: str, id: str) -> str:
    name = f' data-id="{escape(id)}"' if id else ""
    title = f"><title>{escape(one_line(said))}</title></{tag}>" if said else "/>"
    return f"<{tag} {look}{name}{title}"
