"""Why there is no schedule within the resources: constraints that conflict."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from planmodel.model.kinds import Resource
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import (
    Group,
    Job,
    Leeway,
    Model,
    Stock,
    build_model,
    groups_of,
    limit_group,
    link_group,
    openings_of,
)
from planmodel.scheduling.spans import plain
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import Message, coded, say

__all__ = ["Search", "is_start", "members_of", "sentence_of"]


@attrs.frozen(eq=False, slots=False)
class Search:
    """What is searched for a schedule.

    Parameters:
        found: the schedule without resources: its network and bounds.
        jobs: each node's modes.
        stocks: the resources.
    """

    found: Schedule
    jobs: Sequence[Job]
    stocks: Sequence[Stock]

    @cached_property
    def groups(self) -> list[Group]:
        """What can be left out."""
        return groups_of(self.found, self.stocks)

    def capacity(self, id: str) -> Amount:
        """Return how much there is of a resource."""
        resource = self.found.plan.resources[id]
        assert resource.capacity is not None
        return resource.capacity

    @cached_property
    def due(self) -> dict[Group, int]:
        """The tick by which work must be over, or have begun, by each deadline or date."""
        found: dict[Group, int] = {}
        for limit in self.found.bounds.limits:
            group, (_, tick) = limit_group(limit), limit.by
            found[group] = min(tick, found.get(group, tick))
        return found

    @cached_property
    def waits(self) -> dict[Group, int]:
        """The lag of each link in ticks, and how long each longest wait is; of several the one that binds most."""
        network, found = self.found.network, dict[Group, int]()
        for first, then, type, most in network.longest:
            group = link_group("longest wait", network, first, then, type)
            found[group] = min(plain(most), found.get(group, plain(most)))
        for first, then, type, lag in zip(network.first, network.then, network.types, network.lags, strict=True):
            group = link_group("link", network, first, then, type)
            found[group] = max(lag, found.get(group, lag))
        for group, _, _, _, lag in openings_of(network):
            found[group] = max(lag, found.get(group, lag))
        return found

    def solved(self, leeway: Leeway, seconds: float, give: int | None = None) -> tuple[Model, Any] | None:
        """Return a model and its answer; ``None`` where there is none, or the time was up before one was found.

        Parameters:
            leeway: what is left out, and what gives as little as it can.
            seconds: how long to search.
            give: how much it gives; the shortest schedule with that is then searched.
        """
        from ortools.sat.python import cp_model

        model = build_model(self.found, self.jobs, self.stocks, leeway)
        if give is not None:
            model.cp.add(model.give == give)
            model.cp.minimize(model.makespan)
        solver: Any = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        solver.parameters.num_workers = 1
        answered = solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return (model, solver) if answered else None

    def shortest(self, leeway: Leeway, seconds: float) -> int | None:
        """Return the tick by which everything is over in the shortest schedule found; ``None`` where none was."""
        answer = self.solved(leeway, seconds)
        return None if answer is None else round(answer[1].objective_value) * answer[0].tick

    def is_infeasible(self, leeway: Leeway, seconds: float) -> bool:
        """Return whether it is proven in time that there is no schedule."""
        from ortools.sat.python import cp_model

        model = build_model(self.found, self.jobs, self.stocks, leeway)
        model.cp.clear_objective()
        solver: Any = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 1
        return bool(solver.solve(model.cp) == cp_model.INFEASIBLE)


def members_of(search: Search, seconds: float) -> list[Group]:
    """Return constraints that conflict: groups of them are left out in turn, halves first.

    What is still infeasible without a group does not need it.
    """
    until = time.monotonic() + seconds
    without: frozenset[Group] = frozenset()

    def drop(some: list[Group]) -> None:
        """Leave out as many of these as can be, halves first."""
        nonlocal without
        remaining = until - time.monotonic()
        if not some or remaining <= 0:
            return
        if search.is_infeasible(Leeway(without | frozenset(some)), remaining):
            without |= frozenset(some)
        elif len(some) > 1:
            drop(some[: len(some) // 2])
            drop(some[len(some) // 2 :])

    near = frozenset(_near(search))
    far = frozenset(search.groups) - near
    if near and search.is_infeasible(Leeway(far), max(0.1, seconds / 2)):
        without = far
    drop([group for group in reversed(search.groups) if group not in without])
    return [group for group in search.groups if group not in without]


def _near(search: Search) -> list[Group]:
    """Return what is around one thing that cannot be by itself, so that a large plan is not searched for it.

    That is a resource of which some work takes more than there is, or a day by which work cannot be over, with the
    links and dates of all that it waits for; nothing where there is no such thing.
    """
    found, network = search.found, search.found.network
    for stock in search.stocks:
        needs = (min(demand.get(stock.id, Fraction(0)) for demand in job.demands) for job in search.jobs)
        if stock.renewal != "year" and any(need > stock.capacity for need in needs):
            return [Group("resource", stock.id)]
    late = [limit for limit in found.bounds.limits if found.ends[limit.node] > limit.tick]
    if not late:
        return []
    worst = min(late, key=lambda limit: (network.name(limit.node), limit.node))
    seen, waiting = {worst.node}, [worst.node]
    incoming: dict[int, list[int]] = {}
    for first, then in zip(network.first, network.then, strict=True):
        incoming.setdefault(then, []).append(first)
    for parts, then, *_ in network.openings:
        incoming.setdefault(then, []).extend(parts)
    while waiting:
        for first in incoming.get(waiting.pop(), ()):
            if first not in seen:
                seen.add(first)
                waiting.append(first)
    names = {network.name(node) for node in seen}
    return [
        group
        for group in search.groups
        if group == limit_group(worst) or (group.what in ("link", "longest wait", "not before") and group.id in names)
    ]


def is_start(group: Group) -> bool:
    """Return whether a day by which work must be over is one by which it must have begun."""
    return group.what == "finish by" and group.type.startswith("start")


def sentence_of(search: Search, group: Group) -> Message:
    """Return what a group states, in words."""
    found, id = search.found, group.id
    network, bounds = found.network, found.bounds
    if group.what == "resource":
        return _about_resource(search, id)
    if group.what == "finish by":
        begins = is_start(group)
        key = "relax.stated.start_by" if begins else "relax.stated.finish_by"
        return say(key, id=id, day=found.moment(search.due[group], finish=not begins))
    if group.what == "not before":
        return say("relax.stated.not_before", id=id, why=bounds.why[network.index[id]])
    if group.what == "duration":
        length = search.jobs[network.index[id]].lengths[0]
        return say("relax.stated.duration", id=id, amount=network.axis.amount(length))
    if group.what == "start":
        return say("relax.stated.start", day=found.moment(0, finish=False))
    key = "relax.stated.link" if group.what == "link" else "relax.stated.longest_wait"
    lag = search.waits[group]
    if group.what == "link" and lag:
        key = "relax.stated.lagged"
    amount = network.axis.amount(lag)
    return say(key, id=id, on=group.on, type=coded("link", group.type), amount=amount)


def _about_resource(search: Search, id: str) -> Message:
    network = search.found.network
    resource: Resource = search.found.plan.resources[id]
    least = {
        network.ids[node]: min(demand.get(id, Fraction(0)) for demand in job.demands)
        for node, job in enumerate(search.jobs)
        if any(demand.get(id) for demand in job.demands)
    }
    stock = next(stock for stock in search.stocks if stock.id == id)
    alone = [one for one, demand in least.items() if demand > stock.capacity and stock.renewal != "year"]
    ids = alone or list(least)  # what is too much alone is the whole reason
    unit = None if resource.capacity is None else resource.capacity.unit
    needs = [say("relax.stated.need", id=one, amount=Amount(from_fraction(least[one]), unit)) for one in ids]
    return say(f"relax.stated.resource.{resource.renewal}", id=id, capacity=resource.capacity, needs=needs)
