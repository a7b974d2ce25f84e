"""The columns of a plan's progress: what people read of an indicator, and what a paper needs to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column
from planmodel.model.citing import plan_columns, source_columns, sources_of
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_of
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.units import Amount, same_dimension

if TYPE_CHECKING:
    from planmodel.tracking.results import IndicatorProgress, Input
    from planmodel.tracking.run import Progress

__all__ = ["columns_of_progress"]


def columns_of_progress(progress: Progress) -> tuple[Column, ...]:
    """Return the columns of a plan's progress: its indicators' results, and what a citation of each needs."""
    plan = progress.held

    def indicator(row: IndicatorProgress) -> Indicator:
        found = plan[row.indicator]
        assert isinstance(found, Indicator)
        return found

    def metric(row: IndicatorProgress) -> str | None:
        named = indicator(row).metric
        return None if named is None else named.to

    def metric_name(row: IndicatorProgress) -> str | None:
        defined = metric_of(plan, indicator(row))
        return None if defined is None else defined.label("zh")

    def cited(row: IndicatorProgress) -> tuple[Plan, Iterable[Citation]]:
        return plan, sources_of(row.target, indicator(row))

    shown = (
        Column("indicator", "text", "the id of the indicator"),
        Column("name", "text", "its name", of=lambda row: progress.names[row.indicator]),
        Column(
            "status", "text", "met, on_track, behind, regressed, held, breached or unknown", cell=lambda row: row.line()
        ),
    )
    hidden = (
        Column("attainment", "number", "the share of the way from baseline to target that has been gone"),
        Column("expected", "number", "the share of the way that the trajectory asks for on the day"),
        Column("expected_when_measured", "number", "the same on the last day of the measured value"),
        Column("overshoot", "number", "the share beyond the target"),
        Column("verdict", "text", "the status, or not_yet_met"),
        Column("reason", "text", "the code of why there is no attainment or no verdict"),
        Column("message", "text", "the reason as a sentence"),
        Column("method", "text", "the trajectory's name, hold, threshold, grade or compound"),
        Column("as_of", "text", "the day that is asked about, as ISO 8601"),
        Column("metric", "text", "the id of the metric", of=metric),
        Column("metric_name", "text", "the name of the metric", of=metric_name),
        Column("unit", "text", "the unit of the three numbers that follow", of=lambda row: _unit(row, indicator(row))),
        Column("baseline", "number", "the level it began at", of=lambda row: _number(row, row.baseline)),
        Column("target", "number", "the level to reach", of=lambda row: _number(row, row.target)),
        Column("actual", "number", "the level measured", of=lambda row: _number(row, row.actual)),
        Column("measured", "text", "the period of the measured value", of=lambda row: _period(row.actual)),
        Column("base_year", "integer", "the year from which the way is counted"),
        Column("target_year", "integer", "the year of the target"),
        Column("target_text", "text", "the target as printed"),
        Column("plan", "text", "the id of the plan", of=lambda row: plan.id),
    )
    return (
        *shown,
        *(attrs.evolve(column, shown=False) for column in hidden),
        *plan_columns(lambda row: plan),
        *source_columns(cited),
    )


def _values(row: IndicatorProgress) -> Iterator[Amount]:
    for one in (row.target, row.actual, row.baseline):
        if one is not None and one.value is not None:
            yield one.value


def _unit(row: IndicatorProgress, indicator: Indicator) -> str | None:
    return next((value.unit for value in _values(row)), indicator.unit)


def _number(row: IndicatorProgress, given: Input | None) -> float | None:
    """Return a number in the unit of the row; ``None`` where it has no place in it."""
    if given is None or given.value is None:
        return None
    value, unit = given.value, next(_values(row)).unit
    if value.unit == unit:
        return float(value)
    return float(value.to(unit)) if unit and value.unit and same_dimension(value.unit, unit) else None


def _period(given: Input | None) -> str | None:
    return None if given is None or given.period is None else given.period.text
