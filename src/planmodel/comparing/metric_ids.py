"""Metrics that a question may name, and what they are called: for plans in memory and for the tables of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planmodel.comparing.shown import commonest
from planmodel.errors import FilterError
from planmodel.model.metrics import shipped_ids, shipped_metric
from planmodel.model.plan import Plan
from planmodel.text import near
from planmodel.units.table import reading
from planmodel.words import say

__all__ = ["check_metric", "check_units", "known_metrics", "metric_name"]


def known_metrics(plans: Iterable[Plan]) -> Mapping[str, None]:
    """Return the ids of metrics that a question may name: those that plans define or speak of, and the shipped ones."""
    defined: dict[str, None] = {}
    for plan in plans:
        defined |= dict.fromkeys(plan.metrics.ids)
        defined |= dict.fromkeys(one.metric.to for one in plan.indicators if one.metric is not None)
    return defined | dict.fromkeys(shipped_ids())


def check_metric(metric: str, known: Iterable[str], *, keyword: str = "metric") -> None:
    """Refuse a metric that nobody speaks of, nor could: a misspelt one is no empty answer.

    Raises:
        FilterError: that is no metric here; the hint has those that are spelt alike.
    """
    names = dict.fromkeys(known)
    if metric in names:
        return
    alike = near(str(metric), names)
    hint = say("did_you_mean", near=alike) if alike else say("metric.listed")
    raise FilterError(
        say("metric.not_here", keyword=keyword, metric=f"{metric!r:.60}"), keyword=keyword, near=alike, hint=hint
    )


def check_units(unit: str | Mapping[str, str] | None, known: Iterable[str], *, keyword: str = "metric") -> None:
    """Refuse units that are none, and units of what is not compared.

    Parameters:
        unit: the unit that is asked for: one for all, or by what is compared.
        known: what may be named.
        keyword: what that is.

    Raises:
        UnknownUnitError: there is no such unit.
        FilterError: it is for what nobody speaks of.
    """
    if isinstance(unit, str):
        reading(unit)
    elif unit:
        names = dict.fromkeys(known)
        for name, wanted in unit.items():
            check_metric(name, names, keyword=keyword)
            reading(wanted)


def metric_name(
    id: str | None,
    *,
    own: str | None = None,
    defined: Mapping[str, int] | None = None,
    first: str | None = None,
    spoken: Mapping[str, int] | None = None,
) -> str | None:
    """Return what a metric is called: as the reference defines it, as planmodel ships it, as most plans define it.

    Where nobody defines it, it is called what the reference's indicator is, or else most indicators are; of equally
    common names the first by its text counts, so that nothing depends on the order of plans.

    Parameters:
        id: the metric; ``None`` when something else is compared.
        own: its name as the reference defines it.
        defined: its names as plans define it, with how many do.
        first: the name of the reference's indicator.
        spoken: the names of indicators of it, with how many are called so.

    Example:
        >>> metric_name("pm25"), metric_name("own", defined={"乙": 1, "甲": 1}, spoken={"丙": 3})
        ('细颗粒物年均浓度', '乙')
    """
    shipped = shipped_metric(id) if id is not None else None
    names = [
        own,
        shipped.label("zh") if shipped is not None else None,
        *commonest(defined or {}),
        first,
        *commonest(spoken or {}),
    ]
    return next((name for name in names if name is not None), None)
