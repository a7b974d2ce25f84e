"""Outcomes of many plans: a row a plan, a column a metric, a symbol on a shade for each outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planmodel.comparing.cascade import Cascade, CascadeResult
from planmodel.comparing.outcomes import outcome_words
from planmodel.errors import ModelError
from planmodel.views.charts.grid import NAME_CELLS, Cell, Name, draw_cells
from planmodel.views.charts.outcomes import LOOKS, TINTS, count_outcomes, outcome_keys
from planmodel.views.drawing.style import short_names
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.views.spoken import told
from planmodel.words import say

__all__ = ["draw_grid"]

_MOST_CELLS, _MOST_PLANS, _MOST_SYMBOLS = 2_000, 200, 3


def draw_grid(cascade: Cascade, notes: Sequence[str], spoken: str) -> Picture:
    """Return the outcomes as a table of symbols: plans that promise something, by metrics.

    Of several promises of one metric (years, scopes) the cell shows up to three, in the order of the plan; a note says
    where there are more. The year that most promises are for is said once, another one in its cell.

    Raises:
        ModelError: too many cells for a picture.
    """
    children = list(dict.fromkeys(one.child for one in cascade.results))
    metrics = list(dict.fromkeys(one.metric for one in cascade.results))
    if len(children) * len(metrics) > _MOST_CELLS or len(children) > _MOST_PLANS:
        raise ModelError(
            say("ladder.too_many", plans=len(children), metrics=len(metrics), most=_MOST_CELLS, rows=_MOST_PLANS),
            hint=say("ladder.fewer_plans"),
        )
    cells: dict[tuple[str, str], list[CascadeResult]] = {}
    for one in cascade.results:
        cells.setdefault((one.child, one.metric), []).append(one)
    years = [one.year for one in cascade.results if one.year is not None]
    shown = short_names({child: cascade.plan_names.get(child, child) for child in children}, NAME_CELLS)
    year = max(sorted(years, reverse=True), key=years.count, default=None)
    crowded = sum(len(held) > _MOST_SYMBOLS for held in cells.values())
    if crowded:
        notes = [*notes, told(spoken, "ladder.crowded", n=crowded, most=_MOST_SYMBOLS)]
    facts = told(spoken, "ladder.cells") if year is None else told(spoken, "ladder.cells_of_year", year=year)
    return draw_cells(
        [Name(text=shown[child]) for child in children],
        [Name(text=cascade.metric_names.get(metric, metric)) for metric in metrics],
        [
            [_cell(cascade, child, metric, cells.get((child, metric), []), year, spoken) for metric in metrics]
            for child in children
        ],
        title=headed(
            spoken,
            told(spoken, "ladder.grid", plans=len(children), metrics=len(metrics)),
            *count_outcomes(cascade.results),
        ),
        facts=facts,
        keys=outcome_keys((one.outcome for one in cascade.results), spoken),
        notes=notes,
    )


def _cell(
    cascade: Cascade, child: str, metric: str, found: Sequence[CascadeResult], year: int | None, spoken: str
) -> Cell:
    names = cascade.plan_names
    said = [_beside(one, names, year, spoken) for one in found]
    place = told(spoken, "row.clauses", parts=[names.get(child, child), metric])
    words = told(spoken, "picture.title", name=place, facts=[told(spoken, "row.apart", parts=said)])
    if not found:
        return Cell(text="—", color="#767676")
    others = any(one.year != year for one in found)
    years = list(dict.fromkeys(str(one.year or told(spoken, "ladder.no_year")) for one in found)) if others else []
    below = " ".join(years) if len(years) < 3 else told(spoken, "ladder.years", n=len(years))
    outcomes = {one.outcome for one in found}
    tint = TINTS[found[0].outcome] if len(outcomes) == 1 else "#ffffff"
    if len(found) == 1 and found[0].share is not None:
        return Cell(text=_percent(float(found[0].share)), below=below, tint=tint, said=words)
    symbols = tuple(LOOKS[one.outcome] for one in found[:_MOST_SYMBOLS])
    return Cell(symbols=symbols, below=below, tint=tint, said=words)


def _beside(one: CascadeResult, names: Mapping[str, str], year: int | None, spoken: str) -> str:
    """Return how a promise stands beside that of the plan above, for which year if it is another one, and why."""
    said: list[str] = [
        told(spoken, "ladder.beside", outcome=outcome_words(one.outcome), parent=names.get(one.parent, one.parent))
    ]
    said += [str(one.year)] if one.year not in (None, year) else []
    beside = told(spoken, "row.clauses", parts=said)
    return told(spoken, "ladder.because", said=beside, reason=one.reason) if one.reason else beside


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}" if share >= 0.001 else "<0.1%"
