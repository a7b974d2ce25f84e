"""Outcomes of many plans: a row a plan, a column a metric, a symbol on a shade for each outcome."""

from __future__ import annotations

from collections.abc import Sequence

from planmodel.comparing.cascade import Cascade, CascadeResult
from planmodel.comparing.outcomes import outcome_words
from planmodel.errors import ModelError
from planmodel.views.charts.grid import NAME_CELLS, Cell, Name, draw_cells
from planmodel.views.charts.outcomes import LOOKS, TINTS, outcome_keys
from planmodel.views.charts.style import short_names
from planmodel.views.picture import Picture

__all__ = ["draw_grid"]

_MOST_CELLS, _MOST_PLANS = 2_000, 200


def draw_grid(cascade: Cascade, notes: Sequence[str]) -> Picture:
    """Return the outcomes as a table of symbols: plans that promise something, by metrics.

    Of several promises of one metric (years, scopes) the cell shows up to three, in the order of the plan.

    Raises:
        ModelError: too many cells for a picture.
    """
    children = list(dict.fromkeys(one.child for one in cascade.results))
    metrics = list(dict.fromkeys(one.metric for one in cascade.results))
    if len(children) * len(metrics) > _MOST_CELLS or len(children) > _MOST_PLANS:
        raise ModelError(
            f"{len(children)} plans by {len(metrics)} metrics are too many for a picture, at most {_MOST_CELLS} cells "
            f"of {_MOST_PLANS} plans fit",
            hint="draw fewer plans, cascade(plans.filter(...)), or one: cascade(...).plot(child)",
        )
    cells: dict[tuple[str, str], list[CascadeResult]] = {}
    for one in cascade.results:
        cells.setdefault((one.child, one.metric), []).append(one)
    shown = short_names({child: cascade.plan_names.get(child, child) for child in children}, NAME_CELLS)
    return draw_cells(
        [Name(text=shown[child]) for child in children],
        [Name(text=cascade.metric_names.get(metric, metric)) for metric in metrics],
        [[_cell(cascade, child, metric, cells.get((child, metric), [])) for metric in metrics] for child in children],
        title=f"{len(children)} plans by {len(metrics)} metrics: each promise beside the one above it",
        facts="a number is the share of the quantity of the plan above; — not promised, or by no plan above",
        keys=outcome_keys(one.outcome for one in cascade.results),
        notes=notes,
    )


def _cell(cascade: Cascade, child: str, metric: str, found: Sequence[CascadeResult]) -> Cell:
    names = cascade.plan_names
    told = [
        f"{outcome_words(one.outcome)} beside {names.get(one.parent, one.parent)}"
        f"{f' ({one.reason})' if one.reason else ''}"
        for one in found
    ]
    words = f"{names.get(child, child)}, {metric}: {'; '.join(told)}"
    if not found:
        return Cell(text="—", color="#767676")
    outcomes = {one.outcome for one in found}
    tint = TINTS[found[0].outcome] if len(outcomes) == 1 else "#ffffff"
    if len(found) == 1 and found[0].share is not None:
        return Cell(text=_percent(float(found[0].share)), tint=tint, said=words)
    return Cell(symbols=tuple(LOOKS[one.outcome] for one in found[:3]), tint=tint, said=words)


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}" if share >= 0.001 else "<0.1%"
