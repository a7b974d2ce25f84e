"""The columns of a cascade: what people read of a result, and what a paper needs to cite it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column
from planmodel.comparing.figures import promise_text
from planmodel.comparing.outcomes import outcome_words
from planmodel.model.citing import plan_columns, source_columns, sources_of
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.comparing.cascade import Cascade, CascadeResult

__all__ = ["columns_of_cascade"]


def columns_of_cascade(cascade: Cascade) -> tuple[Column, ...]:
    """Return the columns of a cascade: its results, and of both plans what a citation needs."""

    def indicator_of(row: CascadeResult) -> Indicator:
        found = cascade.held[row.child][row.child_indicator]
        assert isinstance(found, Indicator)
        return found

    shown = (
        Column("metric", "text", "the id of the metric that both use", cell=lambda row: _metric(cascade, row)),
        Column("child", "text", "the id of the child plan", cell=lambda row: _plan(cascade, row.child)),
        Column("child_promise", "text", "the child's promise, as read", of=_promise("child_target"), head="promise"),
        Column("parent", "text", "the id of the parent plan", cell=lambda row: _plan(cascade, row.parent)),
        Column("parent_promise", "text", "the parent's promise, as read", of=_promise("parent_target"), head="promise"),
        Column("outcome", "text", "what the child makes of it: stricter, equal, looser, share, …", cell=_outcome),
        Column("reason", "text", "why there is no comparison, or what to mind about it", head="mind"),
    )
    hidden = (
        Column("metric_name", "text", "the name of the metric", of=lambda row: cascade.metric_names.get(row.metric)),
        Column("unit", "text", "the unit of the child's indicator", of=lambda row: indicator_of(row).unit),
        Column("year", "integer", "the year by whose end both shall hold"),
        Column("share", "number", "the child's number over the parent's, when it is a part of it"),
        Column("stretch", "text", "the outcome for what the two strive for (力争)"),
        Column("child_indicator", "text", "the id of the child's indicator"),
        Column("parent_indicator", "text", "the id of the parent's indicator"),
        Column("child_published", "text", "the child's target as printed", of=_printed("child_target")),
        Column("parent_published", "text", "the parent's target as printed", of=_printed("parent_target")),
    )
    return (*shown, *(attrs.evolve(column, shown=False) for column in hidden), *_cited(cascade))


def _promise(name: str) -> Callable[[CascadeResult], str]:
    """Return the function that words a target of a result."""
    return lambda row: promise_text(getattr(row, name))


def _printed(name: str) -> Callable[[CascadeResult], str | None]:
    """Return the function that takes what is printed for a target of a result."""
    return lambda row: getattr(getattr(row, name), "as_published", None)


def _cited(cascade: Cascade) -> Iterable[Column]:
    def child(row: CascadeResult) -> tuple[Plan, Iterable[Citation]]:
        plan = cascade.held[row.child]
        return plan, sources_of(row.child_target, plan[row.child_indicator])

    def parent(row: CascadeResult) -> tuple[Plan, Iterable[Citation]]:
        plan = cascade.held[row.parent]
        return plan, sources_of(row.parent_target, plan[row.parent_indicator])

    for name, cited in (("child", child), ("parent", parent)):
        plan_of = {"child": lambda row: cascade.held[row.child], "parent": lambda row: cascade.held[row.parent]}[name]
        yield from plan_columns(plan_of, f"{name}_", f"the {name} plan")
        yield from source_columns(cited, f"{name}_", f"the {name}'s target")


def _metric(cascade: Cascade, row: CascadeResult) -> str:
    return cascade.metric_names.get(row.metric, row.metric)


def _plan(cascade: Cascade, id: str) -> str:
    return cascade.plan_names.get(id, id)


def _outcome(row: CascadeResult) -> str:
    outcome = outcome_words(row.outcome)
    if row.share is not None:
        outcome = say("comparing.part_share", share=f"{float(row.share):.2%}")
    return (
        outcome
        if row.stretch is None
        else say("comparing.with_stretch", outcome=outcome, stretch=outcome_words(row.stretch))
    )
