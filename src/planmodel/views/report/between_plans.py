"""What became of the promises of plans that follow or contain each other, as rows of their page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from planmodel.comparing.facts import place_names
from planmodel.comparing.tree import parents_of
from planmodel.errors import PlanModelError
from planmodel.evaluating.quotas import Quotas, quotas
from planmodel.evaluating.succession import Succession, succession
from planmodel.model.plan import Plan
from planmodel.views.report.pictures import Shown, shown_in
from planmodel.views.report.promises import Several, both

if TYPE_CHECKING:
    from planmodel.comparing.plans import PlanSet

__all__ = ["Followed", "followed_in", "quotas_in"]

_MOST_DRAWN = 6


@attrs.frozen(kw_only=True)
class Followed:
    """Two plans of one place, what became of the promises of the first, or why nobody can say."""

    old: str
    new: str
    found: Succession | None
    picture: Shown | None
    reason: Several


def followed_in(plans: PlanSet, spoken: Sequence[str]) -> tuple[Followed, ...]:
    """Return which plans of one place follow each other, in the order of time, with what became of promises.

    Parameters:
        plans: the plans.
        spoken: the languages in which pictures are drawn, the first at first.
    """
    made: list[Followed] = []
    for group in _by_place(plans):
        ordered = sorted(group, key=lambda one: one.period.start if one.period else dt.date.max)
        for old, new in pairwise(ordered):
            if _follows(old, new):
                made.append(_followed(old, new, len(made), spoken))
    return tuple(made)


def _by_place(plans: Iterable[Plan]) -> Iterator[list[Plan]]:
    """Yield the plans of one place, in the order of their first; those that name none are of no place."""
    groups: list[tuple[set[str], list[Plan]]] = []
    for plan in plans:
        names = {*place_names(plan)}
        group = next((one for one in groups if names & one[0]), None)
        if group is not None:
            group[0].update(names)
            group[1].append(plan)
        elif names:
            groups.append((names, [plan]))
    yield from (held for _, held in groups if len(held) > 1)


def _follows(old: Plan, new: Plan) -> bool:
    """Tell whether a plan begins after the other ends, with indicators of one metric or name at least."""
    if old.period is None or new.period is None or old.period.end >= new.period.start:
        return False
    metrics = [{one.metric.to if one.metric else one.label("zh") for one in plan.indicators} for plan in (old, new)]
    return bool(metrics[0] & metrics[1])


def _followed(old: Plan, new: Plan, number: int, spoken: Sequence[str]) -> Followed:
    try:
        found = succession(old, new, wording=False)
    except PlanModelError as error:
        return Followed(old=old.id, new=new.id, found=None, picture=None, reason=both(error.message))
    picture = shown_in(spoken, found.plot, f"f{number}.") if number < _MOST_DRAWN and found.rows else None
    return Followed(old=old.id, new=new.id, found=found, picture=picture, reason="")


def quotas_in(plans: PlanSet) -> tuple[Quotas, ...]:
    """Return for each whole and metric that it shares with a part whether the parts' promises add up to it."""
    above = parents_of(plans)
    parts: dict[str, list[Plan]] = {}
    for plan in plans:
        parent = above[plan.id]
        if parent is not None:
            parts.setdefault(parent.id, []).append(plan)
    return tuple(
        found
        for id, held in parts.items()
        for metric in _shared(plans[id], held)
        if (found := _quota(plans[id], held, metric))
    )


def _shared(whole: Plan, parts: Sequence[Plan]) -> list[str]:
    """Return the metrics of a whole that a part has a target for, too."""
    below = {one.metric.to for plan in parts for one in plan.indicators if one.metric is not None and one.targets}
    named = [one.metric.to for one in whole.indicators if one.metric is not None and one.targets]
    return [metric for metric in dict.fromkeys(named) if metric in below]


def _quota(whole: Plan, parts: Sequence[Plan], metric: str) -> Quotas | None:
    """Return the quotas of a whole; ``None`` where its plans cannot be held against each other at all."""
    try:
        return quotas(whole, parts, metric=metric)
    except PlanModelError:
        return None
