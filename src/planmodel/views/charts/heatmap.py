"""Many metrics of many plans: a number in each cell, and a shade only where a promise says how much it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.errors import ModelError
from planmodel.text import counted, display_width
from planmodel.views.charts.grid import NAME_CELLS, Cell, Name, draw_cells
from planmodel.views.drawing.sheet import Key
from planmodel.views.drawing.style import DARK, GREY, RED, short, short_names
from planmodel.views.picture import Picture
from planmodel.views.strictness import Alike, commonest, promised, strictness, value_text

__all__ = ["draw_heatmap"]

_MOST_CELLS = 2_000
_MOST_COLUMNS = 30
_PALE, _DEEP = (0xE6, 0xF0, 0xFA), (0x0B, 0x4F, 0x94)
_TURN = 0.74
"""The place above which white letters are easier to read than black ones."""
_OTHER, _PLAIN = "#f4f4f4", "#ffffff"


def draw_heatmap(comparison: Comparison) -> Picture:
    """Return a comparison as a table: metrics by plans, or plans by metrics when there are more than 30 plans.

    Unit and target year stand beside the metric. A shade says how strict a promise is, within its own metric: by the
    change that it asks for, as a share of the base or in percentage points (a fall by 14 %, or from 30 to 24). A level
    without a baseline does not say what it takes to get there, and tonnes grow with the place: those have no shade. A
    target for another year is a frame with its year; a number in another unit or of another form carries its own.

    Raises:
        ModelError: too many cells for a picture.
    """
    stated = {row.metric for row in comparison.rows if promised(row)}
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
    alike = {metric: commonest(rows.values(), comparison.reference) for metric, rows in by_metric.items()}
    cells = [_cells(comparison, metric, rows, alike[metric]) for metric, rows in by_metric.items()]
    rows = [_metric_name(comparison, metric, alike[metric]) for metric in metrics]
    shown = short_names({plan: comparison.plan_names.get(plan, plan) for plan in plans}, NAME_CELLS)
    columns = [Name(text=shown[plan], color=RED if plan == comparison.reference else DARK) for plan in plans]
    if len(columns) > _MOST_COLUMNS > len(rows):
        rows, columns, cells = columns, rows, [list(column) for column in zip(*cells, strict=True)]
    reference = comparison.reference
    against = f", beside {comparison.plan_names.get(reference, reference)}" if reference is not None else ""
    return draw_cells(
        rows,
        columns,
        cells,
        title=f"{counted(len(metrics), 'metric')} by {counted(len(plans), 'plan')}{against}",
        facts="— no target, … said without a number; a shade ranks what is asked for within a metric: "
        "the change from the baseline",
        keys=_keys(cells),
        notes=_notes(comparison, len(metrics)),
    )


def _notes(comparison: Comparison, drawn: int) -> list[str]:
    notes = []
    if comparison.without_key:
        plans = len(comparison.without_key)
        indicators = sum(map(len, comparison.without_key.values()))
        notes.append(
            f"{indicators} indicator{' names' if indicators == 1 else 's name'} no metric and "
            f"{'is' if indicators == 1 else 'are'} left out (of {plans} plan{'' if plans == 1 else 's'})"
        )
    left_out = len(comparison.metrics) - drawn
    if left_out:
        notes.append(f"{drawn} of {len(comparison.metrics)} metrics are drawn; for the others nobody has a target")
    return notes


def _keys(cells: Sequence[Sequence[Cell]]) -> list[Key]:
    """Return the meaning of what occurs."""
    drawn = [cell for row in cells for cell in row]
    tints = {cell.tint for cell in drawn}
    keys = []
    if tints - {None, _OTHER, _PLAIN}:
        keys = [
            Key(text="asks for the least change", color=_shade(0), width=14),
            Key(text="for the most", color=_shade(1), width=14),
        ]
    if any(cell.framed for cell in drawn):
        keys.append(Key(text="for another year, which is written", color=GREY, shape="square", hollow=True))
    if _OTHER in tints:
        keys.append(Key(text="of another unit or form, or no number", color=_OTHER, width=14))
    return keys


def _metric_name(comparison: Comparison, metric: str, alike: Alike) -> Name:
    more = "".join(f", {part}" for part in (alike.unit, alike.year) if part)
    room = max(NAME_CELLS - display_width(more), 8)
    return Name(text=f"{short(comparison.names.get(metric, metric), room)}{more}")


def _cells(comparison: Comparison, metric: str, rows: Mapping[str, ComparedRow], alike: Alike) -> list[Cell]:
    places = strictness(comparison, metric, alike.year)
    cells = []
    for plan in comparison.plans:
        row = rows.get(plan)
        name = f"{comparison.plan_names.get(plan, plan)}, {comparison.names.get(metric, metric)}"
        cells.append(_cell(row, alike, places.get(plan), name))
    return cells


def _cell(row: ComparedRow | None, alike: Alike, place: float | None, name: str) -> Cell:
    if row is None or not promised(row):
        return Cell(text="—", color="#767676")
    if row.value is None:
        return Cell(text="…", color=GREY, tint=_OTHER, said=f"{name}: {row.note or row.form}")
    text = value_text(row, Alike(None, None, row.year))
    said = f"{name}: {value_text(row, alike)} {row.unit or ''}".rstrip()
    below = "" if alike.same_year(row) else str(row.year or "no year")
    if below and alike.fits(row):
        return Cell(text=text, below=below, color=DARK, tint=_PLAIN, framed=True, said=said)
    color, tint = (GREY, _OTHER) if not alike.fits(row) else (DARK, _PLAIN)
    if not alike.fits(row):
        below, said = f"{row.unit or ''} {below}".strip(), f"{said}, {row.form}"
    if place is not None:
        color, tint = "#ffffff" if place > _TURN else "#000000", _shade(place)
    return Cell(text=text, below=below, color=color, tint=tint, said=said)


def _shade(place: float) -> str:
    """Return a blue, paler for less: told apart also by people who see no colours."""
    return "#" + "".join(f"{round(a + (b - a) * place):02x}" for a, b in zip(_PALE, _DEEP, strict=True))
