"""Comparisons as charts: dots beside a line for the reference, or a table of shades."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planmodel.comparing.comparison import ComparedRow, Comparison
from planmodel.errors import ModelError
from planmodel.listing import plain_number
from planmodel.text import cut
from planmodel.views.charts.style import BLUE, GREY, RED, altair, chart_picture, plain_letters
from planmodel.views.picture import Picture

__all__ = ["plot_comparison"]

_MOST_ROWS = 80
_MOST_CELLS = 2_000


def plot_comparison(comparison: Comparison, metric: str | None = None) -> Picture:
    """Return a comparison as a chart.

    Parameters:
        comparison: the comparison.
        metric: draw this one, a row a plan: dots on one axis in the metric's unit, and a line for the reference. What
            has no number, or one of another form, is told in words in its row. Without it, and with several metrics, a
            table of metrics by plans: a number in each cell, and a shade for its place between the metric's least and
            most; ``—`` where nothing is stated.

    Raises:
        ModelError: there is nothing to draw, or too much for a picture.
        MissingExtraError: altair or vl-convert-python is not installed.
    """
    metrics = comparison.metrics
    if metric is None and len(metrics) == 1:
        metric = metrics[0]
    if metric is not None:
        return _dots(comparison.filter(metric=metric), metric)
    if not metrics:
        raise ModelError("there is nothing to draw: the comparison has no rows")
    return _heatmap(comparison)


def _dots(comparison: Comparison, metric: str) -> Picture:
    rows = comparison.rows
    if not rows:
        raise ModelError(f"there is nothing to draw: nobody speaks of {metric!r}")
    form, unit = _commonest(rows)
    held = next((row for row in rows if row.plan == comparison.reference and row.value is not None), None)
    if held is not None:
        form, unit = held.form, held.unit
    drawn = [row for row in rows if row.value is not None and (row.form, row.unit) == (form, unit)]
    silent = [row for row in rows if row.kind is None]
    told = [row for row in rows if row.kind is not None and row not in drawn]
    if len(drawn) + len(told) > _MOST_ROWS:
        raise ModelError(
            f"{len(drawn) + len(told)} plans are too many rows for a picture, at most {_MOST_ROWS} fit",
            hint="filter first: compare(...).filter(plan=[...]).plot(metric)",
        )
    alt = altair()
    order = [row.plan for row in sorted(drawn, key=lambda row: (row.value or 0, row.plan))] + [row.plan for row in told]
    data = [
        {
            "plan": row.plan,
            "value": row.value,
            "words": plain_number(row.value),
            "reference": row.plan == comparison.reference,
        }
        for row in drawn
    ]
    words = [{"plan": row.plan, "words": cut(_told(row), 60)} for row in told]
    y = alt.Y("plan:N", sort=order, title=None, axis=alt.Axis(labelLimit=320))
    axis = alt.X("value:Q", title=f"{form}, {unit}" if unit else form, scale=alt.Scale(zero=False, padding=30))
    base = alt.Chart(alt.Data(values=data))
    colour = alt.condition("datum.reference", alt.value(RED), alt.value(BLUE))
    layers = [
        base.mark_point(filled=True, size=90, opacity=1).encode(y=y, x=axis, color=colour),
        base.mark_text(align="left", dx=9).encode(y=y, x=axis, text="words:N"),
    ]
    if held is not None:
        line = alt.Chart(alt.Data(values=[{"value": held.value}]))
        layers.insert(0, line.mark_rule(color=RED, strokeDash=[5, 4]).encode(x="value:Q"))
    if words:
        note = alt.Chart(alt.Data(values=words)).mark_text(align="left", color=GREY, fontStyle="italic")
        layers.append(note.encode(y=y, x=alt.value(6), text="words:N"))
    title = f"{plain_letters(comparison.names.get(metric, metric))} ({metric})"
    chart = alt.layer(*layers).properties(width=460, height=alt.Step(22), title=title)
    notes = [f"{len(silent)} plans do not speak of it"] if silent else []
    return chart_picture(chart, title, notes)


def _heatmap(comparison: Comparison) -> Picture:
    stated = {row.metric for row in comparison.rows if row.kind is not None}
    metrics, plans = [metric for metric in comparison.metrics if metric in stated], comparison.plans
    if len(metrics) * len(plans) > _MOST_CELLS:
        raise ModelError(
            f"{len(metrics)} metrics by {len(plans)} plans are too many cells for a picture, at most {_MOST_CELLS} fit",
            hint='filter first: compare(...).filter(metric="*-cut").plot()',
        )
    alt = altair()
    cells = [cell for metric in metrics for cell in _cells(comparison, metric)]
    names = {metric: cut(plain_letters(comparison.names.get(metric, metric)), 30) for metric in metrics}
    for cell in cells:
        cell["name"] = names[cell["metric"]]
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X("plan:N", sort=list(plans), title=None, axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=220)),
        y=alt.Y("name:N", sort=[names[metric] for metric in metrics], title=None, axis=alt.Axis(labelLimit=300)),
    )
    shade = alt.Color("shade:Q", scale=alt.Scale(scheme="blues", domain=[-0.15, 1.3]), legend=None)
    there = base.transform_filter("datum.shade != null").mark_rect(stroke="#ffffff").encode(color=shade)
    absent = base.transform_filter("datum.shade == null").mark_rect(fill="#f4f4f4", stroke="#ffffff")
    dark = alt.condition("datum.shade != null && datum.shade > 0.75", alt.value("#ffffff"), alt.value("#222222"))
    texts = base.mark_text(fontSize=10).encode(text="words:N", color=dark)
    against = f", beside {comparison.reference}" if comparison.reference is not None else ""
    title = f"{len(metrics)} metrics by {len(plans)} plans{against}"
    chart = alt.layer(absent, there, texts).properties(width=alt.Step(58), height=alt.Step(22), title=title)
    notes = ["— not stated; … said without a number; a shade is a number's place between the metric's least and most"]
    if len(metrics) < len(comparison.metrics):
        notes.append(f"{len(comparison.metrics) - len(metrics)} metrics for which nobody has a target are left out")
    return chart_picture(chart, title, notes)


def _commonest(rows: Iterable[ComparedRow]) -> tuple[str | None, str | None]:
    """Return the form and unit that most numbers have; of several the first."""
    forms = [(row.form, row.unit) for row in rows if row.value is not None]
    return max(dict.fromkeys(forms), key=forms.count, default=(None, None))


def _told(row: ComparedRow) -> str:
    if row.value is not None:
        return f"{plain_number(row.value)} {row.unit or ''}: {row.form}"
    return row.note or row.form or ""


def _cells(comparison: Comparison, metric: str) -> list[dict[str, Any]]:
    rows = [row for row in comparison.rows if row.metric == metric]
    common = _commonest(rows)
    values = [row.value for row in rows if row.value is not None and (row.form, row.unit) == common]
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    cells = []
    for row in rows:
        shade = None
        if row.value is not None and (row.form, row.unit) == common:
            shade = (row.value - low) / (high - low) if high > low else 0.5
        words = "—" if row.kind is None else "…" if row.value is None else plain_number(row.value)
        words += f" {row.unit}" if row.value is not None and row.unit is not None and len(row.unit) <= 2 else ""
        cells.append({"metric": metric, "plan": row.plan, "shade": shade, "words": words})
    return cells
