"""Plans as rows of the tables."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import attrs

from planmodel.comparing.counts import how_specific
from planmodel.comparing.figures import Form, figure, form_words
from planmodel.comparing.statements import statements
from planmodel.corpus.link_rows import link_adder
from planmodel.corpus.schema import PLACE, TABLES
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.metrics import shared_metrics
from planmodel.model.plan import Plan
from planmodel.model.targets import Target
from planmodel.text import MultilingualText, Text, in_language
from planmodel.units import Amount, factor, is_known, same_dimension, usual_unit

__all__ = ["Place", "Rows", "place_of"]

_POINTS = "个百分点"
_Row = tuple[Any, ...]


class Place(NamedTuple):
    """Which files a plan's rows are in."""

    level: str
    period: str


def place_of(plan: Plan) -> Place:
    """Return the level and period of a plan, ``none`` where it does not say."""
    level = plan.jurisdiction.level if plan.jurisdiction is not None else None
    period = str(plan.period).replace("/", "-") if plan.period is not None else "none"
    return Place(level or "none", period)


class Rows:
    """The rows of plans of one place, to be turned into columns at once."""

    def __init__(self) -> None:
        self.plans: list[str] = []
        self.tables: dict[str, list[_Row]] = {table: [] for table in TABLES}
        self._ends: dict[str, list[int]] = {table: [] for table in TABLES}

    def add(self, plan: Plan, path: str | None) -> None:
        """Add a plan's rows."""
        self.plans.append(plan.id)
        self.tables["plans"].append(_plan_row(plan, path))
        _add_elements(plan, self.tables)
        _add_numbers(plan, self.tables)
        for table, rows in self.tables.items():
            self._ends[table].append(len(rows))

    def columns(self, table: str, place: Place) -> dict[str, Any]:
        """Return a table's columns: the plan's id as runs, the place as one text, the others as lists."""
        import numpy as np

        rows, ends = self.tables[table], self._ends[table]
        names = [column.name for column in TABLES[table]]
        counts = np.diff(np.array([0, *ends]))
        made: dict[str, Any] = {PLACE[0].name: (self.plans, counts), "level": place.level, "period": place.period}
        return made | dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else made


def _zh(text: Text | None) -> str | None:
    if text is None or type(text) is str:
        return text
    return in_language(text, "zh")


def _en(text: Text | None) -> str | None:
    return text.get("en") if isinstance(text, MultilingualText) else None


def _plan_row(plan: Plan, path: str | None) -> _Row:
    area, period = plan.jurisdiction, plan.period
    return (
        _zh(plan.title),
        _en(plan.title),
        _zh(area.name) if area is not None else None,
        area.code if area is not None else None,
        _zh(area.parent) if area is not None else None,
        period.start if period is not None else None,
        period.end if period is not None else None,
        plan.base_year,
        plan.status,
        plan.number,
        len(plan),
        json.dumps({one.kind: one.count for one in plan.declares}, ensure_ascii=False) if plan.declares else None,
        path,
    )


def _add_elements(plan: Plan, tables: dict[str, list[_Row]]) -> None:
    elements, relations, sources = tables["elements"], tables["relations"], tables["sources"]
    link_adder(plan.vocabulary, "plan")(plan, plan.id, relations)
    _add_sources(plan, plan.id, sources, plan)
    position = 0
    for kind, several in groupby(plan.elements, key=attrgetter("kind")):
        cls = plan.vocabulary.by_kind[kind]
        nested, counted = (name in attrs.fields_dict(cls) for name in ("part_of", "declared_count"))
        add_links = link_adder(plan.vocabulary, kind)
        for element in several:
            one: Any = element
            id, name, description = one.id, one.name, one.description
            whole = one.part_of if nested else None
            plain = type(name) is str
            elements.append(
                (
                    kind,
                    id,
                    position,
                    name if plain else _zh(name),
                    None if plain else _en(name),
                    description if type(description) is str else _zh(description),
                    whole.to if whole is not None else None,
                    one.evidence,
                    one.declared_count if counted else None,
                )
            )
            add_links(one, id, relations)
            if one.sources:
                _add_sources(one, id, sources, plan)
            position += 1


def _add_sources(holder: Any, id: str, rows: list[_Row], plan: Plan) -> None:
    for position, one in enumerate(holder.sources):
        document = plan.get(one.document)
        title = _zh(document.name) if document is not None else None
        url = one.url or (document.url if document is not None else None)
        rows.append((id, position, one.document, title, url, one.section, one.page, one.quote))


def _add_numbers(plan: Plan, tables: dict[str, list[_Row]]) -> None:
    if not plan.indicators:
        return
    said = statements(plan, "metric", None)[0]
    remarks = {id(one.target): one.note for one in said.values() if one.target is not None}
    own = {metric.id: metric for metric in plan.metrics}
    for indicator in plan.indicators:
        told = _told(indicator, own)
        tables["indicators"].append(_indicator_row(indicator, told))
        for position, target in enumerate(indicator.targets):
            compared = id(target) in remarks
            tables["targets"].append(
                _target_row(plan, indicator, told, position, target, compared, remarks.get(id(target)))
            )
        for position, one in enumerate(indicator.observations):
            start, end = one.period.start, one.period.end
            value, unit, base, scale = _number(one.value, told.unit)
            tables["observations"].append(
                (indicator.id, told.metric, position, start, end, value, unit, base, scale, one.as_published)
            )


class _Told(NamedTuple):
    """What the metric of an indicator says."""

    metric: str | None
    unit: str | None
    better: str | None
    definition: Metric | None


def _told(indicator: Indicator, own: dict[str, Metric]) -> _Told:
    if indicator.metric is None:
        return _Told(None, None, indicator.better, None)
    metric = indicator.metric.to
    shipped = _shipped(metric)
    definition = own.get(metric) or shipped
    better = indicator.better or (definition.better if definition is not None else None)
    return _Told(metric, shipped.unit if shipped is not None else None, better, definition)


@lru_cache(maxsize=4096)
def _shipped(metric: str) -> Metric | None:
    return next((one for one in shared_metrics() if one.id == metric), None)


def _indicator_row(indicator: Indicator, told: _Told) -> _Row:
    baseline = indicator.baseline
    number = _number(baseline.value, told.unit) if baseline is not None else _NOTHING
    value, unit, base, scale = number
    return (
        indicator.id,
        _zh(indicator.name),
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
    indicator: Indicator,
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
        _zh(target.scope),
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
