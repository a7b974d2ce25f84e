"""Many metrics of many plans: a number in each cell, and a shade only where a promise says how much it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.errors import ModelError
from planmodel.text import display_width, in_language
from planmodel.views.charts.grid import NAME_CELLS, Cell, Name, draw_cells
from planmodel.views.drawing.sheet import Key
from planmodel.views.drawing.style import DARK, GREY, RED, short, short_names
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.views.spoken import metric_called, told
from planmodel.views.strictness import Alike, commonest, promised, strictness, value_text
from planmodel.words import Message, say

__all__ = ["draw_heatmap"]

_MOST_CELLS = 2_000
_MOST_COLUMNS = 30
_PALE, _DEEP = (0xE6, 0xF0, 0xFA), (0x0B, 0x4F, 0x94)
_TURN = 0.74
"""The place above which white letters are easier to read than black ones."""
_OTHER, _PLAIN = "#f4f4f4", "#ffffff"


def draw_heatmap(comparison: Comparison, spoken: str) -> Picture:
    """Return a comparison as a table: metrics by plans, or plans by metrics when there are more than 30 plans.

    Unit and target year stand beside the metric. A shade says how strict a promise is, within its own metric: by the
    change that it asks for, as a share of the base or in percentage points (a fall by 14 %, or from 30 to 24). A level
    without a baseline does not say what it takes to get there, and tonnes grow with the place: those have no shade. A
    target for another year is a frame with its year; a number in another unit or of another form carries its own.

    Parameters:
        comparison: the comparison.
        spoken: the language of the words.

    Raises:
        ModelError: too many cells for a picture.
    """
    stated = {row.metric for row in comparison.rows if promised(row)}
    metrics, plans = [metric for metric in comparison.metrics if metric in stated], comparison.plans
    if len(metrics) * len(plans) > _MOST_CELLS:
        raise ModelError(
            say("heatmap.too_many", metrics=len(metrics), plans=len(plans), most=_MOST_CELLS),
            hint=say("heatmap.filter"),
        )
    by_metric: dict[str, dict[str, ComparedRow]] = {metric: {} for metric in metrics}
    for row in comparison.rows:
        if row.metric in by_metric:
            by_metric[row.metric][row.plan] = row
    alike = {metric: commonest(rows.values(), comparison.reference) for metric, rows in by_metric.items()}
    places = {metric: strictness(comparison, metric, alike[metric].year) for metric in metrics}
    called = {metric: metric_called(metric, comparison.names, spoken) for metric in metrics}
    cells = [
        _cells(comparison, called[metric], rows, alike[metric], places[metric], spoken)
        for metric, rows in by_metric.items()
    ]
    rows = [_metric_name(called[metric], alike[metric]) for metric in metrics]
    shown = short_names({plan: comparison.plan_names.get(plan, plan) for plan in plans}, NAME_CELLS)
    columns = [Name(text=shown[plan], color=RED if plan == comparison.reference else DARK) for plan in plans]
    if len(columns) > _MOST_COLUMNS > len(rows):
        rows, columns, cells = columns, rows, [list(column) for column in zip(*cells, strict=True)]
    return draw_cells(
        rows,
        columns,
        cells,
        title=headed(spoken, _size(comparison, len(metrics), spoken), _strictest(comparison, places)),
        facts=told(spoken, "heatmap.facts"),
        keys=_keys(cells, spoken),
        notes=_notes(comparison, len(metrics), spoken),
    )


def _size(comparison: Comparison, metrics: int, spoken: str) -> str:
    sizes = {"metrics": metrics, "plans": len(comparison.plans)}
    if comparison.reference is None:
        return told(spoken, "heatmap.title", **sizes)
    name = comparison.plan_names.get(comparison.reference, comparison.reference)
    return told(spoken, "heatmap.beside", **sizes, reference=name)


def _strictest(comparison: Comparison, places: Mapping[str, Mapping[str, float]]) -> Message:
    """Return which plan asks for the most in how many metrics, or which plans do in equally many."""
    ranked = [held for held in places.values() if held]
    first = Counter(plan for held in ranked for plan, place in held.items() if place == 1)
    if not first:
        return say("heatmap.unranked")
    most = max(first.values())
    named = [comparison.plan_names.get(plan, plan) for plan in comparison.plans if first[plan] == most]
    return say("heatmap.most" if len(named) == 1 else "heatmap.tied", plan=named, n=most, all=len(ranked))


def _notes(comparison: Comparison, drawn: int, spoken: str) -> list[str]:
    notes: list[str] = []
    if comparison.without_key:
        indicators = sum(map(len, comparison.without_key.values()))
        notes.append(told(spoken, "heatmap.without_metric", n=indicators, plans=len(comparison.without_key)))
    if len(comparison.metrics) > drawn:
        notes.append(told(spoken, "heatmap.undrawn", drawn=drawn, all=len(comparison.metrics)))
    return notes


def _keys(cells: Sequence[Sequence[Cell]], spoken: str) -> list[Key]:
    """Return the meaning of what occurs."""
    drawn = [cell for row in cells for cell in row]
    tints = {cell.tint for cell in drawn}
    keys = []
    if tints - {None, _OTHER, _PLAIN}:
        keys = [
            Key(text=told(spoken, "heatmap.least"), color=_shade(0), width=14),
            Key(text=told(spoken, "heatmap.deepest"), color=_shade(1), width=14),
        ]
    if any(cell.framed for cell in drawn):
        keys.append(Key(text=told(spoken, "heatmap.other_year"), color=GREY, shape="square", hollow=True))
    if _OTHER in tints:
        keys.append(Key(text=told(spoken, "heatmap.other"), color=_OTHER, width=14))
    return keys


def _metric_name(name: str, alike: Alike) -> Name:
    more = "".join(f", {part}" for part in (alike.unit, alike.year) if part)
    room = max(NAME_CELLS - display_width(more), 8)
    return Name(text=f"{short(name, room)}{more}")


def _cells(
    comparison: Comparison,
    metric: str,
    rows: Mapping[str, ComparedRow],
    alike: Alike,
    places: Mapping[str, float],
    spoken: str,
) -> list[Cell]:
    names = ((plan, comparison.plan_names.get(plan, plan)) for plan in comparison.plans)
    return [_cell(rows.get(plan), alike, places.get(plan), (name, metric), spoken) for plan, name in names]


def _cell(row: ComparedRow | None, alike: Alike, place: float | None, names: tuple[str, str], spoken: str) -> Cell:
    """Return a cell: its number, the year or unit that it has for itself, its shade, and what is heard of it."""
    if row is None or not promised(row):
        return Cell(text="—", color="#767676")

    def heard(*parts: object) -> str:
        said = say("row.clauses", parts=[one for one in parts if one])
        return told(spoken, "heatmap.cell", plan=names[0], metric=names[1], said=said)

    if row.value is None:
        return Cell(text="…", color=GREY, tint=_OTHER, said=heard(row.note or row.form))
    text = in_language(value_text(row, Alike(None, None, row.year)), spoken)
    number = value_text(row, alike, unit=True)
    below = "" if alike.same_year(row) else str(row.year or told(spoken, "ladder.no_year"))
    if alike.fits(row):
        if below:
            return Cell(text=text, below=below, color=DARK, tint=_PLAIN, framed=True, said=heard(number))
        color, tint, said = DARK, _PLAIN, heard(number)
    else:
        color, tint, said = GREY, _OTHER, heard(number, row.form)
        below = f"{row.unit or ''} {below}".strip()
    if place is not None:
        color, tint = "#ffffff" if place > _TURN else "#000000", _shade(place)
    return Cell(text=text, below=below, color=color, tint=tint, said=said)


def _shade(place: float) -> str:
    """Return a blue, paler for less: told apart also by people who see no colours."""
    return "#" + "".join(f"{round(a + (b - a) * place):02x}" for a, b in zip(_PALE, _DEEP, strict=True))
