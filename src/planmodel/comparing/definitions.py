"""What a plan means by a metric, and whether two plans mean the same."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.model.kinds import Better, Indicator, Metric
from planmodel.model.metrics import metric_of
from planmodel.model.plan import Plan

__all__ = ["DEFINED", "UNLIKE", "Definition", "definition", "definition_of", "definitions_differ", "unlike_words"]

DEFINED = ("quantity", "statistic", "version", "better")
"""What makes two definitions of one metric different ones, where both say it."""
UNLIKE = "definitions differ"


class Definition(NamedTuple):
    """What an indicator's numbers mean.

    Parameters:
        quantity: the kind of quantity: stock, flow, share, …
        statistic: which statistic.
        version: which edition of the definition.
        better: which way is better: the indicator's word, else the metric's.
        unit: the unit of the definition.
    """

    quantity: str | None = None
    statistic: str | None = None
    version: str | None = None
    better: Better | None = None
    unit: str | None = None


def definition(metric: Metric | None, better: Better | None) -> Definition:
    """Return what is defined by a metric and by an indicator's own word for which way is better."""
    if metric is None:
        return Definition(better=better)
    return Definition(metric.quantity, metric.statistic, metric.version, better or metric.better, metric.unit)


def definition_of(plan: Plan, indicator: Indicator) -> Definition:
    """Return what an indicator of a plan means, by the plan's own metric or the shipped one.

    Example:
        >>> pm25 = Indicator(id="i", name="PM2.5", metric="pm25")
        >>> definition_of(Plan(id="p", title="P", elements=[pm25]), pm25).better
        'lower'
    """
    return definition(metric_of(plan, indicator), indicator.better)


def unlike_words(field: str, mine: str, whose: str, theirs: str) -> str:
    """Return the words for a field by which two definitions differ; the values may be places to fill in."""
    return f"{UNLIKE}: {field} {mine}, {whose} {theirs}"


def definitions_differ(mine: Definition, theirs: Definition, whose: str) -> str | None:
    """Return how two definitions differ where both say it, or ``None``.

    Example:
        >>> definitions_differ(Definition(statistic="per90"), Definition(statistic="mean"), "the parent's")
        "definitions differ: statistic per90, the parent's mean"
    """
    for field in DEFINED:
        one, other = getattr(mine, field), getattr(theirs, field)
        if one is not None and other is not None and one != other:
            return unlike_words(field, one, whose, other)
    return None
