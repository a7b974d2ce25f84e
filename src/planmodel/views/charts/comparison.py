"""One metric of many plans: a dot for each beside a line for the reference, and words for what has no number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from planmodel.comparing.comparison import ComparedRow, Comparison
from planmodel.errors import ModelError
from planmodel.listing import plain_number
from planmodel.views.charts.canvas import SIZE, Key, Sheet, assemble, axis, lines, pixels, points, uprights, words
from planmodel.views.charts.heatmap import commonest, draw_heatmap
from planmodel.views.charts.style import BLUE, DARK, GREY, RED, plain_letters, short, short_names
from planmodel.views.graphs.labels import text_width
from planmodel.views.picture import Picture

__all__ = ["plot_comparison"]

_MOST_ROWS = 80
_WIDTH, _RIGHT = 460, 150
_STEP = 22.0
_SIGNS: Mapping[str | None, str] = {
    "at_least": "≥ ",
    "more_than": "> ",
    "at_most": "≤ ",
    "less_than": "< ",
    "about": "≈ ",
}


def plot_comparison(comparison: Comparison, metric: str | None = None) -> Picture:
    """Return a comparison as a chart.

    Parameters:
        comparison: the comparison.
        metric: draw this one, a row a plan: dots on one axis in the metric's unit, and a line for the reference; a bar
            is a range, a hollow dot what is striven for. What has no number, or one of another form, is told in words
            in its row. Without it, and with several metrics, a table of metrics by plans (plans by metrics when there
            are many): a number in each cell, and a shade for its place between the metric's least and most; ``—``
            where nothing is stated.

    Raises:
        ModelError: there is nothing to draw, or too much for a picture.
        MissingExtraError: altair or vl-convert-python is not installed.
    """
    metrics = comparison.metrics
    if metric is None and len(metrics) == 1:
        metric = metrics[0]
    if metric is not None:
        return _dots(comparison, metric)
    if not metrics:
        raise ModelError(
            "there is nothing to draw: the comparison has no rows",
            hint="plans meet where their indicators name a metric; see .without_key",
        )
    return draw_heatmap(comparison)


@attrs.frozen(kw_only=True)
class _Rows:
    """The rows of one metric: with a number of the form drawn, told in words, and how many say nothing."""

    form: str | None
    unit: str | None
    held: ComparedRow | None
    drawn: tuple[ComparedRow, ...]
    told: tuple[ComparedRow, ...]
    silent: int


def _dots(comparison: Comparison, metric: str) -> Picture:
    rows = _rows(comparison, metric)
    most = len(rows.drawn) + len(rows.told)
    if most > _MOST_ROWS:
        raise ModelError(
            f"{most} plans are too many rows for a picture, at most {_MOST_ROWS} fit",
            hint="filter first: compare(...).filter(plan=[...]).plot(metric)",
        )
    names = comparison.plan_names
    places = {row.plan: _STEP * (at + 0.5) for at, row in enumerate((*rows.drawn, *rows.told))}
    height = _STEP * most
    shown = short_names({plan: names.get(plan, plan) for plan in places}, 44)
    left = max(120.0, *(text_width(name) * SIZE + 30 for name in shown.values()))
    labels = [
        {"x": 14 - left, "y": y, "text": shown[plan], "color": _color(comparison, plan)} for plan, y in places.items()
    ]
    told = [{"x": 8, "y": places[row.plan], "text": short(_told(row), 76), "color": GREY} for row in rows.told]
    blanks = [{"x": 0, "x2": _WIDTH + 1, "y": m["y"], "color": "#ffffff", "width": _STEP} for m in told]
    layers = [*words(labels, pixels())]
    if rows.drawn:
        layers += _numbers(comparison, rows, places)
    layers += [*lines(blanks, pixels()), *words(told, pixels(), size=10)]
    name = comparison.names.get(metric, metric)
    title = f"{plain_letters(name)} ({metric})"
    sheet = Sheet(
        width=_WIDTH,
        height=height,
        left=left,
        right=_RIGHT,
        title=title,
        keys=tuple(_keys(comparison, rows)),
        axis=42 if rows.drawn else 6,
    )
    return assemble(sheet, layers, title=title, notes=_notes(rows.silent))


def _notes(silent: int) -> list[str]:
    if not silent:
        return []
    return ["1 plan does not speak of it" if silent == 1 else f"{silent} plans do not speak of it"]


def _rows(comparison: Comparison, metric: str) -> _Rows:
    rows = comparison.filter(metric=metric).rows
    spoken = [row for row in rows if row.stated]
    if not spoken:
        raise ModelError(
            f"there is nothing to draw: nobody speaks of {metric!r}",
            hint=f"try one of {', '.join(comparison.metrics[:6])}",
        )
    form, unit = commonest(rows)
    held = next((row for row in rows if row.plan == comparison.reference and row.value is not None), None)
    if held is not None:
        form, unit = held.form, held.unit
    drawn = [row for row in spoken if row.value is not None and (row.form, row.unit) == (form, unit)]
    return _Rows(
        form=form,
        unit=unit,
        held=held,
        drawn=tuple(sorted(drawn, key=lambda row: (row.value or 0, row.plan))),
        told=tuple(row for row in spoken if row not in drawn),
        silent=len(rows) - len(spoken),
    )


def _numbers(comparison: Comparison, rows: _Rows, places: Mapping[str, float]) -> list[Any]:
    """Return the dots with their numbers, and the line of the reference."""
    ends = [end for row in rows.drawn for end in (row.value, row.high, row.stretch) if end is not None]
    room = (max(ends) - min(ends)) * 0.06 or abs(ends[0]) * 0.1 or 1
    x = axis(min(ends) - room, max(ends) + room, title=" · ".join(part for part in (rows.unit, rows.form) if part))
    guides, ranges, dots, texts = [], [], [], []
    for row in rows.drawn:
        y, color = places[row.plan], _color(comparison, row.plan, dot=True)
        guides.append({"x": min(ends) - room, "x2": row.value, "y": y, "color": "#eeeeee", "width": 1})
        said = _number(row)
        if row.high is not None:
            ranges.append({"x": row.value, "x2": row.high, "y": y, "color": color, "width": 5})
        if row.stretch is not None:
            dots.append({"x": row.stretch, "y": y, "color": color, "fill": "#ffffff", "shape": "circle", "size": 70})
        shape = "diamond" if color == RED else "circle"
        mark = {"x": row.value, "y": y, "color": color, "fill": color, "shape": shape, "size": 80}
        name = comparison.plan_names.get(row.plan, row.plan)
        dots.append({**mark, "said": short(f"{name}: {said} {row.unit or ''}", 200)})
        furthest = max(end for end in (row.value, row.high, row.stretch) if end is not None)
        texts.append({"x": furthest, "y": y, "text": said, "color": DARK})
    layers = [*lines(guides, x)]
    if rows.held is not None:
        line = {"x": rows.held.value, "y": 0, "y2": _STEP * len(rows.drawn), "color": RED, "width": 1.5}
        layers += uprights([line], x, dash=(5, 4))
    return [*layers, *lines(ranges, x), *points(dots, x), *words(texts, x, dx=9)]


def _color(comparison: Comparison, plan: str, *, dot: bool = False) -> str:
    if plan == comparison.reference:
        return RED
    return BLUE if dot else DARK


def _number(row: ComparedRow) -> str:
    high = f" to {plain_number(row.high)}" if row.high is not None else ""
    return f"{_SIGNS.get(row.comparator, '')}{plain_number(row.value)}{high}"


def _told(row: ComparedRow) -> str:
    if row.value is not None:
        return f"{plain_number(row.value)} {row.unit or ''}: {row.form}"
    return row.note or row.form or ""


def _keys(comparison: Comparison, rows: _Rows) -> list[Key]:
    keys = []
    if rows.held is not None:
        name = short(comparison.plan_names.get(rows.held.plan, rows.held.plan), 40)
        keys.append(Key(text=f"{name}: the others are held against it", color=RED, shape="diamond"))
    if any(row.stretch is not None for row in rows.drawn):
        keys.append(Key(text="striven for", color=BLUE, shape="circle", hollow=True))
    return keys
