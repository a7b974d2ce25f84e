"""What a plan means by a metric, and whether two plans mean the same."""

from __future__ import annotations

from typing import Literal, NamedTuple

from planmodel.model.kinds import Better, Indicator, Metric
from planmodel.model.metrics import metric_of
from planmodel.model.plan import Plan
from planmodel.words import Message, say, term

__all__ = ["DEFINED", "Definition", "definition", "definition_of", "definitions_differ"]

DEFINED = ("quantity", "statistic", "version", "better")
"""What makes two definitions of one metric different ones, where both say it."""


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


def definitions_differ(
    mine: Definition, theirs: Definition, whose: Literal["parent", "whole", "reference"] = "parent"
) -> Message | None:
    """Return how two definitions differ where both say it, or ``None``.

    Parameters:
        mine: what one plan means.
        theirs: what another one means.
        whose: what that other one is.

    Example:
        >>> definitions_differ(Definition(statistic="per90"), Definition(statistic="mean"))
        "definitions differ: statistic per90, the parent's mean"
    """
    for field in DEFINED:
        one, other = getattr(mine, field), getattr(theirs, field)
        if one is not None and other is not None and one != other:
            values = {"whose": say(f"comparing.whose.{whose}"), "mine": term(field, one), "theirs": term(field, other)}
            return say("comparing.definitions", field=term("column", field), **values)
    return None
