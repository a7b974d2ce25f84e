"""Indicators, their targets and their observations as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from planmodel.comparing.definitions import Definition, definition
from planmodel.comparing.figures import Form, figure, form_words, stretch_of
from planmodel.comparing.statements import statement
from planmodel.comparing.tallies import how_specific
from planmodel.corpus.exact_numbers import kept_beside, rest_of
from planmodel.corpus.texts import in_chinese, target_of
from planmodel.listing import sentences
from planmodel.model.kinds import Metric
from planmodel.model.metrics import shipped_metric
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.plan import Plan
from planmodel.model.targets import Target
from planmodel.units import Amount, factor, is_known, own_text, same_dimension, usual_unit
from planmodel.units.numerals import nearest_float

__all__ = ["NumberRows"]

_POINTS = "个百分点"
_Row = tuple[Any, ...]
_R = TypeVar("_R")


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
        silent = {id(one.indicator): (one.reason, one.note) for one in said if one.target is None}
        own = {metric.id: metric for metric in plan.metrics}
        targets, observations = self.rows["targets"], self.rows["observations"]
        for indicator in indicators:
            told = _told(indicator, own)
            without = silent.get(id(indicator), (None, None)) if told.metric is not None else (None, None)
            self.rows["indicators"].append((*_indicator_row(indicator, told), *without))
            for position, target in enumerate(indicator.targets):
                compared = told.metric is not None and id(target) in remarks
                remark = remarks.get(id(target)) if compared else None
                targets.append(_target_row(plan, indicator, told, position, target, compared, remark))
            for position, one in enumerate(indicator.observations):
                observations.append((indicator.id, told.metric, position, *_measured(one, told.unit)))


class _Told(NamedTuple):
    """What the metric of an indicator says."""

    metric: str | None
    unit: str | None
    definition: Definition


def _told(indicator: Any, own: dict[str, Metric]) -> _Told:
    if indicator.metric is None:
        return _Told(None, None, definition(None, indicator.better))
    metric = str(target_of(indicator.metric))
    shipped = shipped_metric(metric)
    defined = definition(own.get(metric) or shipped, indicator.better)
    return _Told(metric, shipped.unit if shipped is not None else None, defined)


def _indicator_row(indicator: Any, told: _Told) -> _Row:
    baseline = indicator.baseline
    return (
        indicator.id,
        in_chinese(indicator.name),
        told.metric,
        indicator.unit,
        told.definition.better,
        indicator.obligation,
        " / ".join(indicator.groups or ()) or None,  # of a decoded element what is absent is None
        *((None, *_NOTHING) if baseline is None else _stood(baseline, told.unit)),
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
    promised, note = _promised(target, told.unit, plan.base_year)
    defined = told.definition
    return (
        indicator.id,
        told.metric,
        position,
        compared,
        *promised,
        indicator.obligation,
        defined.better,
        defined.quantity,
        defined.statistic,
        defined.version,
        None if defined.unit is None else own_text(defined.unit),
        target.as_published,
        sentences(note, remark),
    )


def _once_each(work: Callable[..., _R]) -> Callable[..., _R]:
    """Return a function that remembers what it made of an object: one decoded object may stand for many.

    Equal objects are not looked for: to hash one takes as long as the work.
    """
    known: dict[_Row, tuple[object, _R]] = {}

    def find(one: object, *how: Any) -> _R:
        key = (id(one), *how)
        held = known.get(key)
        if held is None:
            if len(known) >= 4096:
                known.clear()
            held = known[key] = one, work(one, *how)  # keeps the object, so that no other can have its id
        return held[1]

    return find


@_once_each
def _promised(target: Target, wanted: str | None, base_year: int | None) -> tuple[_Row, str | None]:
    """Return what a target says, from its year to its factor, and what is to be noted."""
    commitment = target.commitment
    found = figure(commitment, base_year)
    form = found.form
    change = form.kind == "Change"
    base, scale = None, None
    if found.value is not None:
        base, scale = _base(found.unit, wanted, form.relative, change)
    stretch = stretch_of(target, base_year)
    said = (
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
        nearest_float(found.value) if found.value is not None else None,
        nearest_float(found.high) if found.high is not None else None,
        nearest_float(stretch) if stretch is not None else None,
        rest_of(found.value) if found.value is not None else None,
        *map(kept_beside, (found.value, found.high, stretch)),
        own_text(found.unit) if found.value is not None else None,
        base,
        scale,
    )
    return said, found.note


@_once_each
def _measured(one: Observation, wanted: str | None) -> _Row:
    return (one.period.start, one.period.end, *_number(one.value, wanted), one.as_published)


@_once_each
def _stood(baseline: Baseline, wanted: str | None) -> _Row:
    return (baseline.year, *_number(baseline.value, wanted))


@lru_cache(maxsize=1024)
def _words(form: Form) -> str:
    return str(form_words(form))


_Number = tuple[float | None, str | None, str | None, float | None, str | None]
_NOTHING: _Number = (None, None, None, None, None)


def _number(amount: Amount | None, wanted: str | None) -> _Number:
    """Return value, unit, base unit and factor of an amount, and its digits where the value does not hold them all."""
    if amount is None:
        return _NOTHING
    base, scale = _base(amount.unit, wanted, False, False)
    return float(amount), own_text(amount.unit), base, scale, kept_beside(amount.exact)


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
    return (own_text(wanted), float(factor(unit, wanted))) if same_dimension(unit, wanted) else (None, None)
