"""Which metric a printed name means: one, or none where a word leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from planmodel.arguments import kinds_checked
from planmodel.model.kinds import Metric
from planmodel.model.metrics.canonical import canonical, printed_form, without_change, without_place, without_scope
from planmodel.model.metrics.index import NameIndex, index_of
from planmodel.model.metrics.likeness import like
from planmodel.tabular import Rows, Single
from planmodel.units import is_known, same_dimension
from planmodel.units.table import is_money

__all__ = ["MetricMatch", "find_metric", "metric_named"]

_LONGEST = 400
_CERTAIN = 0.9
_OPEN = 0.85
"""The score of a name that is as well the name of another metric, or only looks like it: never certain."""
_PERCENT = frozenset({"%", "‰", "个百分点"})
_SPACE = re.compile(r"[\s_]+")
_UNIT_IN_NAME = re.compile(r"[(（]([^()（）]{1,24})[)）]\s*[*▲★#]*\s*$")
_OF_A_STATE = frozenset({"air", "water-quality"})
"""Fields whose metrics stay the same whichever part of an area is measured: air and water, not people or money."""
_HAVE_GROWTH = frozenset({"money", "flow", "stock", "count", "ratio"})


@attrs.frozen(kw_only=True)
class MetricMatch(Single):
    """A metric that a printed name may mean.

    Parameters:
        metric: the metric.
        score: from 0 to 1; 1 for a name that is printed so, 0.9 and more when only words were taken off or changed that
            do not change what is measured (a place, 比例 for 占比, 降低), less for names that are also another
            metric's or merely look alike.
        matched: the name of the metric that was compared.
    """

    metric: Metric
    score: float
    matched: str

    @property
    def certain(self) -> bool:
        """Whether nothing had to be guessed."""
        return self.score >= _CERTAIN


class _Meaning(NamedTuple):
    """The metrics that go by a form of a name."""

    metrics: tuple[Metric, ...]
    score: float
    form: str


@kinds_checked
def metric_named(name: str, *, unit: str | None = None, metrics: Iterable[Metric] | None = None) -> Metric | None:
    """Return the metric that a printed name certainly means, else ``None``; a name that fits two means neither.

    Parameters:
        name: the name as printed, with or without a unit in brackets.
        unit: the unit of its numbers; a metric in a unit that measures something else is not meant, and in a unit that
            nobody knows none whose own unit is known.
        metrics: where to look; the shipped ones when left out.

    Example:
        >>> metric_named("地级及以上城市空气质量优良天数比率(%)").id, metric_named("水质") is None
        ('good-days-share', True)
    """
    meaning = _meaning(name, unit, index_of(metrics))
    return meaning.metrics[0] if meaning is not None and len(meaning.metrics) == 1 else None


@kinds_checked
def find_metric(
    name: str, *, unit: str | None = None, metrics: Iterable[Metric] | None = None, most: int = 5
) -> tuple[MetricMatch, ...]:
    """Return the metrics that a printed name may mean, likeliest first.

    Parameters:
        name, unit, metrics: those of :func:`metric_named`; the id of a metric is a name of it here.
        most: how many at the most.

    Example:
        >>> [(one.metric.id, one.certain) for one in find_metric("细颗粒物（PM2.5）年均浓度（微克/立方米）")][:1]
        [('pm25', True)]
    """
    if len(name) > _LONGEST or not printed_form(name):
        return ()
    index = index_of(metrics)
    meaning = _meaning(name, unit, index)
    matches: dict[str, MetricMatch] = {}
    if meaning is not None:
        score = meaning.score if len(meaning.metrics) == 1 else _OPEN
        for metric in meaning.metrics:
            matches[metric.id] = MetricMatch(metric=metric, score=score, matched=meaning.form)
    spelt = name.strip()
    for id, score in ((spelt, 1.0), (_SPACE.sub("-", spelt.casefold()), _OPEN)):
        for metric in () if id in matches or meaning is not None else index.metrics([id]):
            if _unit_fits(unit, metric):
                matches[id] = MetricMatch(metric=metric, score=score, matched=id)
    for id, score, spelling in like(name, index, most + len(matches)):
        for metric in () if id in matches else index.metrics([id]):
            fitting = score if _unit_fits(unit, metric) else score / 2
            matches[id] = MetricMatch(metric=metric, score=round(fitting * _OPEN, 3), matched=spelling)
    return Rows(sorted(matches.values(), key=lambda one: (-one.score, one.metric.id))[:most], MetricMatch)


def _meaning(name: str, unit: str | None, index: NameIndex) -> _Meaning | None:
    """Return the metrics that a name means by the first form that any of them goes by."""
    if len(name) > _LONGEST:
        return None
    unit, printed = _unit_in(name) if unit is None else unit, printed_form(name)
    for ids, score, form, only_states in _forms(name, index):
        metrics = tuple(
            metric
            for metric in index.metrics(ids)
            if _unit_fits(unit, metric) and (not only_states or metric.field in _OF_A_STATE)
        )
        if metrics:
            changed = unit in _PERCENT or without_change(printed) != printed
            grows = changed and any(_has_growth(metric, form, index) for metric in metrics)
            return None if grows else _Meaning(metrics, score, form)
    return None


def _forms(name: str, index: NameIndex) -> Iterator[tuple[tuple[str, ...], float, str, bool]]:
    """Yield the metrics of each form of a name, the closest form first."""
    printed = printed_form(name)
    if printed in index.printed:
        yield index.printed[printed], 1.0, printed, False
    placeless, still = without_place(printed), without_change(printed)
    near = ((printed, 0.97), (placeless, 0.95), (still, 0.92), (without_place(still), _CERTAIN))
    states = (without_scope(printed), without_scope(placeless), without_scope(without_place(still)))
    seen: set[str] = set()
    for text, score, only_states in (*((*one, False) for one in near), *((one, _CERTAIN, True) for one in states)):
        form = canonical(name) if text == printed else canonical(text)
        if form not in seen and form in index.forms:
            yield index.forms[form], score, form, only_states
        seen.add(form)


def _unit_in(name: str) -> str | None:
    found = _UNIT_IN_NAME.search(name)
    return found[1].strip() if found is not None and is_known(found[1].strip()) else None


def _has_growth(metric: Metric, form: str, index: NameIndex) -> bool:
    """Return whether percentages or changes of a metric are more likely numbers of another one: its growth."""
    return metric.quantity in _HAVE_GROWTH and canonical(f"{form}增长") in index.forms


def _unit_fits(unit: str | None, metric: Metric) -> bool:
    """Return whether numbers in ``unit`` can be of the metric; a percentage can be a change of anything."""
    if unit is None or metric.unit is None or unit in _PERCENT or not is_known(metric.unit):
        return True
    if not is_known(unit):
        return unit.strip() == metric.unit
    if metric.quantity == "money" and is_money(unit):
        return True  # in which currency a plan prints it does not say what it is
    divided = (f"{metric.unit}/{metric.base}", metric.unit.removesuffix(f"/{metric.base}"))
    return any(is_known(one) and same_dimension(unit, one) for one in (metric.unit, *divided))
