"""Layers of a chart whose every place is known before it is drawn, so that no font moves anything.

Altair asks the fonts of the machine how wide labels are and makes room for them, so that its pictures differ from
machine to machine. Here the sizes are given: rows, labels and keys stand at pixels that are counted from the widths of
Unicode; only the axis along the bottom or top has a scale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

import attrs

from planmodel.views.charts.style import DARK, GREY, altair, chart_picture, short
from planmodel.views.graphs.labels import text_width
from planmodel.views.picture import Picture

__all__ = [
    "SIZE",
    "Key",
    "Mark",
    "Sheet",
    "assemble",
    "axis",
    "curve",
    "heads",
    "lines",
    "pixels",
    "points",
    "time_axis",
    "uprights",
    "words",
]

Mark = dict[str, Any]
"""One line, point or text: ``x``, ``y`` in pixels from the top, ``color``, and so on; a row of a layer's data."""

SIZE = 11
"""The size of letters, in pixels."""
_EDGE = 14


@attrs.frozen(kw_only=True)
class Key:
    """What a colour and shape mean: a row of the key above the chart.

    Parameters:
        text: the meaning.
        color: the colour.
        shape: ``line`` of that ``width``, or the shape of a point, by name or as a path.
        width: how thick the line is.
        hollow: whether the point is only an outline.
    """

    text: str
    color: str
    shape: str = "line"
    width: float = 4
    hollow: bool = False


@attrs.frozen(kw_only=True)
class Sheet:
    """The size of a chart in pixels, and what stands around it.

    Parameters:
        width, height: of the part with the scale.
        left, right: room beside it.
        title: the heading.
        facts: a line below it.
        keys: what colours and shapes mean.
        axis: room for the axis above the chart.
        below: room below it.
    """

    width: float
    height: float
    left: float = _EDGE
    right: float = _EDGE
    title: str
    facts: str = ""
    keys: tuple[Key, ...] = ()
    axis: float = 0
    below: float = _EDGE


# --- scales ---


def axis(low: float, high: float, *, title: str | None = None, format: str | None = None) -> Any:
    """Return the horizontal encoding of a number."""
    alt = altair()
    look: dict[str, Any] = {"format": format} if format is not None else {}
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    return alt.X("x:Q", scale=scale, axis=_axis(7, title, **look))


def time_axis(low: str, high: str) -> Any:
    """Return the horizontal encoding of a moment as ISO text, in universal time so that it is the same everywhere."""
    alt = altair()
    days = max((dt.date.fromisoformat(high[:10]) - dt.date.fromisoformat(low[:10])).days, 1)
    format = "%Y-%m-%d" if days < 240 else "%Y-%m" if days < 2_600 else "%Y"
    ticks = min(4, days) if days < 240 else 6  # whole days have long labels
    scale = alt.Scale(type="utc", domain=[low, high], nice=False)
    return alt.X("x:T", scale=scale, axis=_axis(ticks, None, format=format))


def _axis(ticks: int, title: str | None, **look: Any) -> Any:
    return altair().Axis(
        orient="top", tickCount=ticks, title=title, labelOverlap=False, labelFlush=False, zindex=0, **look
    )


def pixels() -> Any:
    """Return the horizontal encoding of a place that is given in pixels from the left of the scale."""
    alt = altair()
    return alt.X("x:Q", scale=None, axis=None)


# --- layers ---


def lines(marks: Sequence[Mark], x: Any, *, dash: Sequence[int] = (), round: bool = False) -> list[Any]:
    """Return a layer of level lines from ``x`` to ``x2`` at ``y``, each with ``color``, ``width`` and ``said``."""
    alt = altair()
    look: dict[str, Any] = {"strokeDash": list(dash)} if dash else {}
    return _layer(
        marks,
        lambda chart: chart.mark_rule(strokeCap="round" if round else "butt", **look, aria=_aria(marks)),
        x=x,
        x2=alt.X2("x2"),
        color=alt.Color("color:N", scale=None),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
    )


def uprights(marks: Sequence[Mark], x: Any, *, dash: Sequence[int] = ()) -> list[Any]:
    """Return a layer of upright lines at ``x`` from ``y`` to ``y2``, each with ``color``, ``width`` and ``said``."""
    alt = altair()
    look: dict[str, Any] = {"strokeDash": list(dash)} if dash else {}
    return _layer(
        marks,
        lambda chart: chart.mark_rule(**look, aria=_aria(marks)),
        x=x,
        y2=alt.Y2("y2"),
        color=alt.Color("color:N", scale=None),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
    )


def curve(marks: Sequence[Mark], x: Any, color: str) -> list[Any]:
    """Return a layer with one line that runs level from each ``x`` to the next and then steps to its ``y``."""
    alt = altair()
    return _layer(
        marks,
        lambda chart: chart.mark_line(interpolate="step-after", color=color, strokeWidth=2, aria=False),
        x=x,
        order=alt.Order("at:Q"),
    )


def points(marks: Sequence[Mark], x: Any) -> list[Any]:
    """Return a layer of points at ``x``, ``y``, each with ``color``, ``fill``, ``shape``, ``size`` and ``said``."""
    alt = altair()
    return _layer(
        marks,
        lambda chart: chart.mark_point(opacity=1, strokeWidth=1.6, aria=_aria(marks)),
        x=x,
        stroke=alt.Stroke("color:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )


def words(
    marks: Sequence[Mark],
    x: Any,
    *,
    align: Literal["left", "center", "right"] = "left",
    size: float = SIZE,
    bold: bool = False,
    angle: float = 0,
    dx: float = 0,
) -> list[Any]:
    """Return a layer of texts at ``x``, ``y``, each with ``text`` and ``color``."""
    alt = altair()
    weight = "bold" if bold else "normal"
    return _layer(
        marks,
        lambda chart: chart.mark_text(
            align=align, baseline="middle", fontSize=size, fontWeight=weight, angle=angle, dx=dx, aria=False
        ),
        x=x,
        text=alt.Text("text:N"),
        color=alt.Color("color:N", scale=None),
    )


def heads(marks: Sequence[Mark], sheet_left: float, across: float) -> list[Any]:
    """Return headings at ``y``, each with ``text``, on a pale band from edge to edge."""
    begin = _EDGE - sheet_left
    bands = [{"x": begin - 6, "x2": begin + across, "y": m["y"], "color": "#f0f0f0", "width": 19} for m in marks]
    texts = [{"x": begin, "y": mark["y"], "text": mark["text"], "color": DARK} for mark in marks]
    return [*lines(bands, pixels()), *words(texts, pixels(), bold=True)]


def _aria(marks: Sequence[Mark]) -> bool:
    return any("said" in mark for mark in marks)


def _layer(marks: Sequence[Mark], mark: Any, **encoding: Any) -> list[Any]:
    """Return the layer, or none when it would be empty."""
    if not marks:
        return []
    alt = altair()
    if _aria(marks):
        encoding["description"] = alt.Description("said:N")
    chart = alt.Chart(alt.Data(values=list(marks)))
    return [mark(chart).encode(y=alt.Y("y:Q", scale=None, axis=None), **encoding)]


# --- the whole ---


def assemble(sheet: Sheet, layers: Sequence[Any], *, title: str, notes: Sequence[str] = ()) -> Picture:
    """Return the layers as one picture, with the heading and the keys above them.

    Parameters:
        sheet: the size and what stands around.
        layers: from the lowest to the topmost.
        title: the title of the picture.
        notes: what it leaves out.
    """
    alt = altair()
    across = sheet.left + sheet.width + sheet.right
    keys, depth = _placed(sheet.keys, across - 2 * _EDGE)
    top = _EDGE + 20 + (17 if sheet.facts else 0) + depth + sheet.axis
    begin = _EDGE - sheet.left
    y = _EDGE + 8 - top
    cells = int((across - 2 * _EDGE) / 8.2)
    above = words(
        [{"x": begin, "y": y, "text": short(sheet.title, cells), "color": DARK}], pixels(), size=14, bold=True
    )
    if sheet.facts:
        y += 20
        above += words([{"x": begin, "y": y, "text": short(sheet.facts, cells + 20), "color": GREY}], pixels())
    above += _key_layers(keys, begin, y + 20)
    padding = {"left": sheet.left, "right": sheet.right, "top": top, "bottom": sheet.below}
    chart = alt.layer(*layers, *above).properties(
        width=sheet.width,
        height=sheet.height,
        padding=padding,
        background="#ffffff",
        autosize=alt.AutoSizeParams(type="none"),
    )
    return chart_picture(chart, title, notes)


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


def _key_layers(placed: Sequence[tuple[float, float, Key]], left: float, top: float) -> list[Any]:
    strokes, shapes, texts = [], [], []
    for x, y, key in placed:
        at = {"y": top + y, "color": key.color}
        if key.shape == "line":
            strokes.append({**at, "x": left + x, "x2": left + x + 22, "width": key.width})
        else:
            fill = "#ffffff" if key.hollow else key.color
            shapes.append({**at, "x": left + x + 11, "fill": fill, "shape": key.shape, "size": 60})
        texts.append({**at, "x": left + x + 28, "text": key.text, "color": GREY})
    return [*lines(strokes, pixels()), *points(shapes, pixels()), *words(texts, pixels())]
