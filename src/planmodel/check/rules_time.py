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


@rule("PM501", "warning", "a part whose period is outside that of the whole")
def child_period_outside_parent(scope: Scope) -> Iterator[Found]:
    """Something takes place, at least in part, when the thing that it is part of does not.

    Where the whole has no period, the next whole above it that has one is taken.
    """
    tree = scope.plan.graph.hierarchy
    dated = tree.nearest(lambda id: None if period_of(scope.plan[id]) is None else scope.plan[id])
    for element in scope.plan.elements:
        period = period_of(element)
        whole = dated.get(tree.whole.get(element.id, ""))
        outer = period_of(whole)
        if period is not None and whole is not None and outer is not None and not outer.contains(period):
            message = f"{named(element)} takes place {period}, outside {outer}, the period of {whole.id!r}"
            yield Found(element.id, "period", message)


@rule("PM502", "error", "dates upside down")
def dates_upside_down(scope: Scope) -> Iterator[Found]:
    """What comes first by its nature has the later date.

    A base year or baseline after the target year; a plan's base year or issue after the end of its period. An
    evaluation is issued when the period is over.
    """
    plan = scope.plan
    if plan.period is not None:
        end = plan.period.end
        if plan.base_year is not None and plan.base_year > end.year:
            message = f"the base year {plan.base_year} comes after the plan's period {plan.period}"
            yield Found(None, "base_year", message)
        if plan.issued is not None and plan.issued.start > end and plan.status != "evaluation":
            yield Found(None, "issued", f"the plan was issued {plan.issued}, after its period {plan.period}")
    for indicator in scope.indicators:
        yield from _years_upside_down(indicator, plan.base_year)


def _years_upside_down(indicator: Indicator, base_year: int | None) -> Iterator[Found]:
    begun = indicator.baseline.year if indicator.baseline is not None else None
    for number, target in enumerate(indicator.targets):
        path = f"targets[{number}]"
        if target.year is None:
            continue
        since = target.commitment.since if isinstance(target.commitment, Change) else None
        for year, what in ((begun, "its baseline"), (base_year, "the plan's base year")):
            if year is not None and target.year < year:
                yield Found(indicator.id, f"{path}.year", f"the target year {target.year} comes before {what}, {year}")
                break
        if since is not None and target.year < since:
            message = f"the target year {target.year} comes before {since}, since when the change is counted"
            yield Found(indicator.id, f"{path}.commitment.since", message)


@rule("PM503", "info", "a target year outside the plan's period")
def target_year_outside_period(scope: Scope) -> Iterator[Found]:
    """A target is to be met in a year that the plan does not cover.

    Plans often look further ahead (2035), so this is only worth knowing. A year before the base year is PM502.
    """
    period = scope.plan.period
    if period is None:
        return
    for indicator in scope.indicators:
        for number, target in enumerate(indicator.targets):
            if target.year is not None and target.year not in period.years:
                message = f"the target year {target.year} is outside the plan's period {period}"
                yield Found(indicator.id, f"targets[{number}].year", message)


@rule("PM504", "info", "a period outside the plan's")
def element_outside_plan_period(scope: Scope) -> Iterator[Found]:
    """Something takes place, at least in part, when the plan does not hold.

    A task may begin before the plan or end after it; a slip of the year looks the same.
    """
    outer = scope.plan.period
    if outer is None:
        return
    for element in scope.plan.elements:
        period = period_of(element)
        if period is not None and not outer.contains(period):
            message = f"{named(element)} takes place {period}, outside the plan's period {outer}"
            yield Found(element.id, "period", message)


@rule("PM505", "warning", "something that waits for, or follows, what comes later")
def waits_for_what_comes_later(scope: Scope) -> Iterator[Found]:
    """Something is over before what it depends on begins, or the plan follows a document that was issued after it.

    A dependency with a lead (a negative lag) is left alone.
    """
    for held in scope.links:
        target = scope.plan.get(held.link.to)
        if held.holder is None:
            yield from _follows_later(scope, held.path, held.relation.targets, target)
        elif held.relation.order == "precedence" and not _leads(held.link):
            mine, theirs = period_of(held.holder), period_of(target)
            if mine is not None and theirs is not None and mine.end < theirs.start:
                message = (
                    f"{named(held.holder)} ends {mine.end}, but waits for {held.link.to!r}, which begins {theirs.start}"
                )
                yield Found(held.id, held.path, message)


def _leads(link: object) -> bool:
    lag: Amount | None = link.lag if isinstance(link, Dependency) else None
    return lag is not None and lag.magnitude < 0


def _follows_later(scope: Scope, path: str, kinds: tuple[str, ...], target: object) -> Iterator[Found]:
    mine = scope.plan.issued
    if kinds != ("document",) or mine is None or not isinstance(target, Document) or target.issued is None:
        return
    if target.issued.start > mine.end:
        message = f"the plan was issued {mine}, but follows {target.id!r}, which was issued {target.issued}"
        yield Found(None, path, message)
