"""Many metrics of many plans: a number in each cell, and a shade for its place between the metric's least and most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planmodel.comparing.comparison import ComparedRow, Comparison
from planmodel.errors import ModelError
from planmodel.listing import plain_number
from planmodel.views.charts.canvas import Key
from planmodel.views.charts.grid import NAME_CELLS, Cell, Name, draw_cells
from planmodel.views.charts.style import DARK, GREY, RED, short, short_names
from planmodel.views.picture import Picture

__all__ = ["commonest", "draw_heatmap"]

_MOST_CELLS = 2_000
_MOST_COLUMNS = 30
_PALE, _DEEP = (0xE6, 0xF0, 0xFA), (0x0B, 0x4F, 0x94)
_TURN = 0.74
"""The place above which white letters are easier to read than black ones."""
_OTHER = "#f4f4f4"


def draw_heatmap(comparison: Comparison) -> Picture:
    """Return a comparison as a table: metrics by plans, or plans by metrics when there are more than 30 plans.

    The unit stands beside the metric; a number in another unit or of another form carries its own and has no shade.

    Raises:
        ModelError: too many cells for a picture.
    """
    stated = {row.metric for row in comparison.rows if row.stated}
    metrics, plans = [metric for metric in comparison.metrics if metric in stated], comparison.plans
    if len(metrics) * len(plans) > _MOST_CELLS:
        raise ModelError(
            f"{len(metrics)} metrics by {len(plans)} plans are too many cells for a picture, at most {_MOST_CELLS} fit",
            hint='filter first: compare(...).filter(metric="*-cut").plot()',
        )
    by_metric: dict[str, dict[str, ComparedRow]] = {metric: {} for metric in metrics}
    for row in comparison.rows:
        if row.metric in by_metric:
            by_metric[row.metric][row.plan] = row
    cells = [_cells(comparison, metric, list(found.values()), plans) for metric, found in by_metric.items()]
    rows = [_metric_name(comparison, metric, by_metric[metric].values()) for metric in metrics]
    shown = short_names({plan: comparison.plan_names.get(plan, plan) for plan in plans}, NAME_CELLS)
    columns = [Name(text=shown[plan], color=RED if plan == comparison.reference else DARK) for plan in plans]
    if len(columns) > _MOST_COLUMNS > len(rows):
        rows, columns, cells = columns, rows, [list(column) for column in zip(*cells, strict=True)]
    reference = comparison.reference
    against = f", beside {comparison.plan_names.get(reference, reference)}" if reference is not None else ""
    notes = [] if not comparison.without_key else [f"indicators of {len(comparison.without_key)} plans name no metric"]
    if len(metrics) < len(comparison.metrics):
        notes.append(f"{len(comparison.metrics) - len(metrics)} metrics for which nobody has a target are left out")
    return draw_cells(
        rows,
        columns,
        cells,
        title=f"{len(metrics)} metrics by {len(plans)} plans{against}",
        facts="a shade is a number's place within its own metric; — not stated, … said without a number",
        keys=[
            Key(text="the least of a metric", color=_shade(0), width=14),
            Key(text="the most", color=_shade(1), width=14),
            Key(text="of another unit or form", color=_OTHER, width=14),
        ],
        notes=notes,
    )


def commonest(rows: Iterable[ComparedRow]) -> tuple[str | None, str | None]:
    """Return the form and unit that most numbers have; of several the first."""
    forms = [(row.form, row.unit) for row in rows if row.value is not None]
    return max(dict.fromkeys(forms), key=forms.count, default=(None, None))


def _metric_name(comparison: Comparison, metric: str, rows: Iterable[ComparedRow]) -> Name:
    unit = commonest(rows)[1]
    name = short(comparison.names.get(metric, metric), 28)
    return Name(text=f"{name}, {unit}" if unit else name)


def _cells(comparison: Comparison, metric: str, rows: Sequence[ComparedRow], plans: Sequence[str]) -> list[Cell]:
    common = commonest(rows)
    values = [row.value for row in rows if row.value is not None and (row.form, row.unit) == common]
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    found = {row.plan: row for row in rows}
    cells = []
    for plan in plans:
        row = found.get(plan)
        name = f"{comparison.plan_names.get(plan, plan)}, {comparison.names.get(metric, metric)}"
        if row is None or not row.stated:
            cells.append(Cell(text="—", color="#767676"))
        elif row.value is None:
            cells.append(Cell(text="…", color=GREY, tint=_OTHER, said=f"{name}: {row.note or row.form}"))
        elif (row.form, row.unit) != common:
            text = f"{plain_number(row.value)} {row.unit or ''}"
            cells.append(Cell(text=text, color=GREY, tint=_OTHER, said=f"{name}: {text}, {row.form}"))
        else:
            place = (row.value - low) / (high - low) if high > low else 0.5
            said = f"{name}: {plain_number(row.value)} {row.unit or ''}"
            color = "#ffffff" if place > _TURN else "#000000"
            cells.append(Cell(text=plain_number(row.value), color=color, tint=_shade(place), said=said))
    return cells


def _shade(place: float) -> str:
    """Return a blue, paler for less: told apart also by people who see no colours."""
    return "#" + "".join(f"{round(a + (b - a) * place):02x}" for a, b in zip(_PALE, _DEEP, strict=True))
