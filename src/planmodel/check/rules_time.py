"""Rules about time: periods inside periods, and what comes first."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.check.rule import Found, rule
from planmodel.check.scope import Scope, named
from planmodel.model.kinds import Document, Indicator
from planmodel.model.period import Period
from planmodel.model.relations import Dependency
from planmodel.model.targets import Change
from planmodel.units import Amount
from planmodel.words import say

__all__ = [
    "child_period_outside_parent",
    "dates_upside_down",
    "element_outside_plan_period",
    "target_year_outside_period",
    "waits_for_what_comes_later",
]


def period_of(element: object) -> Period | None:
    """Return the period of an element, if its kind has one and it is given."""
    found = getattr(element, "period", None)
    return found if isinstance(found, Period) else None


@rule("PM501", "warning", say("PM501.title"))
def child_period_outside_parent(scope: Scope) -> Iterator[Found]:
    tree = scope.plan.graph.hierarchy
    dated = tree.nearest(lambda id: None if period_of(scope.plan[id]) is None else scope.plan[id])
    for element in scope.plan.elements:
        period = period_of(element)
        whole = dated.get(tree.whole.get(element.id, ""))
        outer = period_of(whole)
        if period is not None and whole is not None and outer is not None and not outer.contains(period):
            message = say("PM501", e=named(element), period=period, outer=outer, whole=whole.id)
            yield Found(element.id, "period", message)


@rule("PM502", "error", say("PM502.title"))
def dates_upside_down(scope: Scope) -> Iterator[Found]:
    plan = scope.plan
    if plan.period is not None:
        end = plan.period.end
        if plan.base_year is not None and plan.base_year > end.year:
            message = say("PM502.base_year", year=plan.base_year, period=plan.period)
            yield Found(None, "base_year", message)
        if plan.issued is not None and plan.issued.start > end and plan.status != "evaluation":
            yield Found(None, "issued", say("PM502.issued", issued=plan.issued, period=plan.period))
    for indicator in scope.indicators:
        yield from _years_upside_down(indicator, plan.base_year)


def _years_upside_down(indicator: Indicator, base_year: int | None) -> Iterator[Found]:
    begun = indicator.baseline.year if indicator.baseline is not None else None
    for number, target in enumerate(indicator.targets):
        path = f"targets[{number}]"
        if target.year is None:
            continue
        since = target.commitment.since if isinstance(target.commitment, Change) else None
        for year, key in ((begun, "PM502.baseline"), (base_year, "PM502.plan")):
            if year is not None and target.year < year:
                yield Found(indicator.id, f"{path}.year", say(key, year=target.year, base=year))
                break
        if since is not None and target.year < since:
            message = say("PM502.since", year=target.year, since=since)
            yield Found(indicator.id, f"{path}.commitment.since", message)


@rule("PM503", "info", say("PM503.title"))
def target_year_outside_period(scope: Scope) -> Iterator[Found]:
    period = scope.plan.period
    if period is None:
        return
    for indicator in scope.indicators:
        for number, target in enumerate(indicator.targets):
            if target.year is not None and target.year not in period.years:
                message = say("PM503", year=target.year, period=period)
                yield Found(indicator.id, f"targets[{number}].year", message)


@rule("PM504", "info", say("PM504.title"))
def element_outside_plan_period(scope: Scope) -> Iterator[Found]:
    outer = scope.plan.period
    if outer is None:
        return
    for element in scope.plan.elements:
        period = period_of(element)
        if period is not None and not outer.contains(period):
            message = say("PM504", e=named(element), period=period, outer=outer)
            yield Found(element.id, "period", message)


@rule("PM505", "warning", say("PM505.title"))
def waits_for_what_comes_later(scope: Scope) -> Iterator[Found]:
    for held in scope.links:
        target = scope.plan.get(held.link.to)
        if held.holder is None:
            yield from _follows_later(scope, held.path, held.relation.targets, target)
        elif held.relation.order == "precedence" and not _leads(held.link):
            mine, theirs = period_of(held.holder), period_of(target)
            if mine is not None and theirs is not None and mine.end < theirs.start:
                ends = {"end": mine.end, "start": theirs.start}
                message = say("PM505", e=named(held.holder), other=held.link.to, **ends)
                yield Found(held.id, held.path, message)


def _leads(link: object) -> bool:
    lag: Amount | None = link.lag if isinstance(link, Dependency) else None
    return lag is not None and lag.magnitude < 0


def _follows_later(scope: Scope, path: str, kinds: tuple[str, ...], target: object) -> Iterator[Found]:
    mine = scope.plan.issued
    if kinds != ("document",) or mine is None or not isinstance(target, Document) or target.issued is None:
        return
    if target.issued.start > mine.end:
        message = say("PM505.follows", mine=mine, other=target.id, theirs=target.issued)
        yield Found(None, path, message)
