"""Marks of a chart as SVG, every place known before it is drawn, so that no font moves anything.

Rows, labels and keys stand at pixels that are counted from the widths of Unicode; only the axis along the top has a
scale. A layer is a list of SVG elements; what stands later lies above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from math import sqrt
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.text import one_line
from planmodel.views.charts.scales import Scale
from planmodel.views.charts.style import DARK, GREY, plain_letters, short
from planmodel.views.graphs.labels import text_width, wrap
from planmodel.views.graphs.shapes import HATCH, hatch, number, opening
from planmodel.views.picture import Picture

__all__ = [
    "SIZE",
    "Key",
    "Mark",
    "Sheet",
    "assemble",
    "curve",
    "heads",
    "lines",
    "points",
    "uprights",
    "words",
]

Mark: TypeAlias = dict[str, Any]
"""One line, point or text: ``x``, ``y`` in pixels from the top, ``color``, and so on."""

SIZE = 11
"""The size of letters, in pixels."""
_EDGE = 14
_NOTE_LINE = 15.0
_HAIR = "#e8e8e8"

_SYMBOLS = {
    "circle": "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z",
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


@attrs.frozen(kw_only=True)
class Key:
    """What a colour and shape mean: a row of the key above the chart.

    Parameters:
        text: the meaning.
        color: the colour.
        shape: ``line`` of that ``width``, or the shape of a point by its name.
        width: how thick the line is.
        hollow: whether the point is only an outline.
        hatched: whether the line is hatched.
        dashed: whether it is dashed.
    """

    text: str
    color: str
    shape: str = "line"
    width: float = 4
    hollow: bool = False
    hatched: bool = False
    dashed: bool = False


@attrs.frozen(kw_only=True)
class Sheet:
    """The size of a chart in pixels, and what stands around it.

    Parameters:
        width, height: of the part with the scale.
        left, right: room beside it.
        title: the heading.
        facts: a line below it.
        keys: what colours and shapes mean.
        scale: the axis above the chart, if it has one.
        above: room above the chart where there is no axis, or more than its own.
        below: room below it.
    """

    width: float
    height: float
    left: float = _EDGE
    right: float = _EDGE
    title: str
    facts: str = ""
    keys: tuple[Key, ...] = ()
    scale: Scale | None = None
    above: float = 6
    below: float = _EDGE


# --- layers ---


def lines(marks: Iterable[Mark], x: Scale | None = None, *, dash: Sequence[int] = (), round: bool = False) -> list[str]:
    """Return level lines from ``x`` to ``x2`` at ``y``, each with ``color``, ``width`` and perhaps ``said``.

    One with ``hatch`` has white stripes across.
    """
    place = _place(x)
    look = _dashes(dash) + (' stroke-linecap="round"' if round else "")
    drawn = []
    for mark in marks:
        way = f"M{number(place(mark['x']))} {number(mark['y'])}H{number(place(mark['x2']))}"
        drawn.append(_stroke(mark, way, look))
        if mark.get("hatch"):
            stripes = f'stroke="url(#{HATCH})" stroke-width="{mark["width"]:g}"'
            drawn.append(f'<path d="{way}" {stripes} pointer-events="none"/>')
    return drawn


def uprights(marks: Iterable[Mark], x: Scale | None = None, *, dash: Sequence[int] = ()) -> list[str]:
    """Return upright lines at ``x`` from ``y`` to ``y2``, each with ``color``, ``width`` and perhaps ``said``."""
    place, look = _place(x), _dashes(dash)
    drawn = []
    for mark in marks:
        way = f"M{number(place(mark['x']))} {number(mark['y'])}V{number(mark['y2'])}"
        drawn.append(_stroke(mark, way, look))
    return drawn


def curve(marks: Sequence[Mark], x: Scale, color: str) -> list[str]:
    """Return one line that runs level from each ``x`` to the next and then steps to its ``y``."""
    first, *rest = [(number(x(mark["x"])), number(mark["y"])) for mark in marks]
    steps = "".join(f"H{at}V{y}" for at, y in rest)
    return [f'<path d="M{first[0]} {first[1]}{steps}" fill="none" stroke="{color}" stroke-width="2"/>']


def points(marks: Iterable[Mark], x: Scale | None = None) -> list[str]:
    """Return points at ``x``, ``y``, each with ``color``, ``fill``, ``shape``, ``size`` and perhaps ``said``."""
    place = _place(x)
    drawn = []
    for mark in marks:
        radius = sqrt(mark["size"] / 3.1416)
        at = f"translate({number(place(mark['x']))},{number(mark['y'])}) scale({radius:.2f})"
        look = f'fill="{mark["fill"]}" stroke="{mark["color"]}" stroke-width="{1.6 / radius:.2f}"'
        drawn.append(_told(mark, f'<path d="{_SYMBOLS[mark["shape"]]}" transform="{at}" {look}'))
    return drawn


def words(
    marks: Iterable[Mark],
    x: Scale | None = None,
    *,
    align: Literal["left", "center", "right"] = "left",
    size: float = SIZE,
    bold: bool = False,
    angle: float = 0,
    dx: float = 0,
) -> list[str]:
    """Return texts at ``x``, ``y`` (their middle), each with ``text`` and ``color``."""
    place = _place(x)
    anchor = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}[align]
    look = anchor + ("" if size == SIZE else f' font-size="{size:g}"') + (' font-weight="bold"' if bold else "")
    drawn = []
    for mark in marks:
        if not mark["text"]:
            continue
        left, y = place(mark["x"]) + dx, mark["y"]
        at = f'x="{number(left)}" y="{number(y + size * 0.36)}"'
        if angle:
            at = f'transform="translate({number(left)},{number(y)}) rotate({angle:g})" y="{number(size * 0.36)}"'
        said = escape(one_line(plain_letters(mark["text"])))
        drawn.append(f'<text {at} fill="{mark["color"]}"{look}>{said}</text>')
    return drawn


def heads(marks: Sequence[Mark], sheet_left: float, across: float) -> list[str]:
    """Return headings at ``y``, each with ``text``, on a pale band from edge to edge."""
    begin = _EDGE - sheet_left
    bands = [{"x": begin - 6, "x2": begin + across, "y": m["y"], "color": "#f0f0f0", "width": 19} for m in marks]
    texts = [{"x": begin, "y": mark["y"], "text": mark["text"], "color": DARK} for mark in marks]
    return [*lines(bands), *words(texts, bold=True)]


def _place(x: Scale | None) -> Callable[[Any], float]:
    return float if x is None else x


def _dashes(dash: Sequence[int]) -> str:
    return f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""


def _stroke(mark: Mark, way: str, look: str) -> str:
    return _told(mark, f'<path d="{way}" stroke="{mark["color"]}" stroke-width="{mark["width"]:g}"{look}')


def _told(mark: Mark, begun: str) -> str:
    """Return a path with what it says to the mouse and to readers of screens, and the element it stands for."""
    id = f' data-id="{escape(mark["id"])}"' if "id" in mark else ""
    if "said" not in mark:
        return f"{begun}{id}/>"
    return f"{begun}{id}><title>{escape(one_line(mark['said']))}</title></path>"


# --- the whole ---


def assemble(sheet: Sheet, layers: Sequence[str], *, title: str, notes: Sequence[str] = ()) -> Picture:
    """Return the layers as one picture: heading, keys and axis above them, and below what the picture leaves out.

    Parameters:
        sheet: the size and what stands around.
        layers: from the lowest to the topmost.
        title: the title of the picture.
        notes: what it leaves out or assumes; each is a line of the picture.
    """
    across = sheet.left + sheet.width + sheet.right
    cells = int((across - 2 * _EDGE) / 8.2)
    y = _EDGE + 8.0
    head = words([{"x": _EDGE, "y": y, "text": short(sheet.title, cells), "color": DARK}], size=14, bold=True)
    y += 4
    for line in wrap(plain_letters(sheet.facts), (across - 2 * _EDGE) / SIZE, 3) if sheet.facts else ():
        y += 16
        head += words([{"x": _EDGE, "y": y, "text": line, "color": GREY}])
    keys, depth = _placed(sheet.keys, across - 2 * _EDGE)
    head += _key_layers(keys, _EDGE, y + 20)
    top = y + 8 + depth + max(sheet.above, sheet.scale.room if sheet.scale is not None else 0)
    bottom = top + sheet.height + sheet.below
    foot: list[str] = []
    for note in notes:
        for line in wrap(plain_letters(note), (across - 2 * _EDGE) / SIZE, 6):
            foot += words([{"x": _EDGE, "y": bottom + 4, "text": line, "color": "#555555"}])
            bottom += _NOTE_LINE
    bottom += 4 if foot else 0
    axis = [] if sheet.scale is None else _axis(sheet.scale, sheet.height)
    inside = [f'<g transform="translate({number(sheet.left)},{number(top)})">', *axis, *layers, "</g>"]
    defs = [hatch()] if any(f"url(#{HATCH})" in one for one in (*layers, *head)) else []
    name = plain_letters(title)
    parts = [
        *opening(name, across, bottom, of="planmodel-chart", size=SIZE),
        *defs,
        *head,
        *inside,
        *foot,
        "</svg>",
        "",
    ]
    return Picture(svg="\n".join(parts), title=name, notes=tuple(notes))


def _axis(scale: Scale, height: float) -> list[str]:
    """Return the lines of the ticks, their numbers above them, and the title above those."""
    grid = [{"x": at, "y": 0, "y2": height, "color": _HAIR, "width": 1} for at, _ in scale.ticks]
    labels = [{"x": at, "y": -9, "text": text, "color": GREY} for at, text in scale.ticks]
    title = [{"x": scale.width / 2, "y": -26, "text": scale.title, "color": GREY}] if scale.title else []
    return [*uprights(grid), *words(labels, align="center", size=10), *words(title, align="center")]


def _placed(keys: Sequence[Key], width: float) -> tuple[list[tuple[float, float, Key]], float]:
    """Return each key with its place, in as many rows as they need, and the height of those."""
    placed: list[tuple[float, float, Key]] = []
    x = y = 0.0
    for key in keys:
        room = 30 + text_width(key.text) * SIZE + 16
        if x and x + room > width:
            x, y = 0.0, y + 18
        placed.append((x, y, key))
        x += room
    return placed, y + 22 if keys else 0.0


def _key_layers(placed: Sequence[tuple[float, float, Key]], left: float, top: float) -> list[str]:
    drawn: list[str] = []
    for x, y, key in placed:
        at = {"y": top + y, "color": key.color}
        if key.shape == "line":
            stroke = {**at, "x": left + x, "x2": left + x + 22, "width": key.width, "hatch": key.hatched}
            drawn += lines([stroke], dash=(3, 3) if key.dashed else ())
        else:
            fill = "#ffffff" if key.hollow else key.color
            drawn += points([{**at, "x": left + x + 11, "fill": fill, "shape": key.shape, "size": 60}])
        drawn += words([{**at, "x": left + x + 28, "text": key.text, "color": GREY}])
    return drawn
