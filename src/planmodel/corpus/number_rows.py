"""Indicators, their targets and their observations as rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from planmodel.comparing.counts import how_specific
from planmodel.comparing.figures import Form, figure, form_words
from planmodel.comparing.statements import statement
from planmodel.corpus.texts import in_chinese, target_of
from planmodel.model.kinds import Metric
from planmodel.model.metrics import shared_metrics
from planmodel.model.plan import Plan
from planmodel.model.targets import Target
from planmodel.units import Amount, factor, is_known, same_dimension, usual_unit

__all__ = ["NumberRows"]

_POINTS = "个百分点"
_Row = tuple[Any, ...]


class NumberRows:
    """The tables ``indicators``, ``targets`` and ``observations``."""

    def __init__(self) -> None:
        self.rows: dict[str, list[_Row]] = {table: [] for table in ("indicators", "targets", "observations")}

    def add(self, plan: Plan, indicators: Sequence[Any]) -> None:
        """Add the numbers of a plan.

        Parameters:
            plan: the plan.
            indicators: its indicators, or structs with the same fields, whose metric may be text.
        """
        of_metric: dict[str, list[Any]] = {}
        for one in indicators:
            if one.metric is not None:
                of_metric.setdefault(str(target_of(one.metric)), []).append(one)
        said = [statement(plan, held, None) for held in of_metric.values()]
        remarks = {id(one.target): one.note for one in said if one.target is not None}
        own = {metric.id: metric for metric in plan.metrics}
        targets, observations = self.rows["targets"], self.rows["observations"]
        for indicator in indicators:
            told = _told(indicator, own)
            self.rows["indicators"].append(_indicator_row(indicator, told))
            for position, target in enumerate(indicator.targets):
                compared = id(target) in remarks
                targets.append(_target_row(plan, indicator, told, position, target, compared, remarks.get(id(target))))
            for position, one in enumerate(indicator.observations):
                start, end = one.period.start, one.period.end
                value, unit, base, scale = _number(one.value, told.unit)
                observations.append(
                    (indicator.id, told.metric, position, start, end, value, unit, base, scale, one.as_published)
                )


class _Told(NamedTuple):
    """What the metric of an indicator says."""

    metric: str | None
    unit: str | None
    better: str | None
    definition: Metric | None


def _told(indicator: Any, own: dict[str, Metric]) -> _Told:
    if indicator.metric is None:
        return _Told(None, None, indicator.better, None)
    metric = str(target_of(indicator.metric))
    shipped = _shipped(metric)
    definition = own.get(metric) or shipped
    better = indicator.better or (definition.better if definition is not None else None)
    return _Told(metric, shipped.unit if shipped is not None else None, better, definition)


@lru_cache(maxsize=4096)
def _shipped(metric: str) -> Metric | None:
    return next((one for one in shared_metrics() if one.id == metric), None)


def _indicator_row(indicator: Any, told: _Told) -> _Row:
    baseline = indicator.baseline
    number = _number(baseline.value, told.unit) if baseline is not None else _NOTHING
    value, unit, base, scale = number
    return (
        indicator.id,
        in_chinese(indicator.name),
        told.metric,
        indicator.unit,
        told.better,
        indicator.obligation,
        baseline.year if baseline is not None else None,
        value,
        unit,
        base,
        scale,
    )


def _target_row(
    plan: Plan,
    indicator: Any,
    told: _Told,
    position: int,
    target: Target,
    compared: bool,
    remark: str | None,
) -> _Row:
    commitment = target.commitment
    found = figure(commitment, plan.base_year)
    form, definition = found.form, told.definition
    change = form.kind == "Change"
    base, scale, notes = None, None, [found.note, remark]
    if found.value is not None:
        base, scale = _base(found.unit, told.unit, form.relative, change)
        if base is None:
            notes.insert(0, f"in {found.unit or 'no unit'}, which is no {told.unit or 'unit that is known'}")
    said = "; ".join(note for note in notes if note)
    return (
        indicator.id,
        told.metric,
        position,
        compared and told.metric is not None,
        target.year,
        in_chinese(target.scope),
        commitment.kind,
        how_specific(commitment),
        _words(form),
        form.direction,
        form.relative if change else None,
        form.per,
        form.since,
        found.comparator,
        float(found.value) if found.value is not None else None,
        float(found.high) if found.high is not None else None,
        found.unit if found.value is not None else None,
        base,
        scale,
        indicator.obligation,
        told.better,
        definition.quantity if definition is not None else None,
        definition.statistic if definition is not None else None,
        definition.version if definition is not None else None,
        target.as_published,
        said or None,
    )


@lru_cache(maxsize=1024)
def _words(form: Form) -> str:
    return form_words(form).removeprefix("a ")


_Number = tuple[float | None, str | None, str | None, float | None]
_NOTHING: _Number = (None, None, None, None)


def _number(amount: Amount | None, wanted: str | None) -> _Number:
    """Return value, unit, base unit and factor of an amount."""
    if amount is None:
        return _NOTHING
    base, scale = _base(amount.unit, wanted, False, False)
    return float(amount.magnitude), amount.unit, base, scale


@lru_cache(maxsize=4096)
def _base(unit: str, wanted: str | None, relative: bool, change: bool) -> tuple[str | None, float | None]:
    """Return the unit that all numbers of a metric and form are shown in, and the factor to it, if there is one.

    Parameters:
        unit: the unit as published.
        wanted: the unit of the metric's definition; without one the base unit of the dimension.
        relative: whether the number is a share of its base.
        change: whether it is a change.
    """
    if not is_known(unit):
        return None, None
    if relative:
        return ("%", float(factor(unit, "%"))) if same_dimension(unit, "%") else (None, None)
    if wanted is None or not is_known(wanted):
        wanted = usual_unit(unit)
    elif change and same_dimension(unit, _POINTS) and same_dimension(wanted, "%"):
        wanted = _POINTS
    return (wanted, float(factor(unit, wanted))) if same_dimension(unit, wanted) else (None, None)
