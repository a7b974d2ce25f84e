"""Why there is no schedule within the resources: constraints that conflict."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from planmodel.model.kinds import Resource
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Group, Job, Stock, build_model, groups_of

__all__ = ["conflict_of"]


def conflict_of(
    found: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], seconds: float
) -> tuple[tuple[str, ...], bool]:
    """Return sentences about constraints that conflict, and whether none of them can be left out.

    Each group of constraints is left out in turn; what is still infeasible without a group does not need it.
    """
    from ortools.sat.python import cp_model

    until = time.monotonic() + seconds
    groups = groups_of(found, jobs, stocks)
    without: frozenset[Group] = frozenset()
    proven = True

    def infeasible(left_out: frozenset[Group]) -> bool:
        nonlocal proven
        remaining = until - time.monotonic()
        if remaining <= 0:
            proven = False
            return False
        model = build_model(found, jobs, stocks, left_out)
        model.cp.clear_objective()
        solver: Any = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = remaining
        solver.parameters.num_workers = 1
        return bool(solver.solve(model.cp) == cp_model.INFEASIBLE)

    def drop(some: list[Group]) -> None:
        """Leave out as many of these as can be, halves first."""
        nonlocal without
        if not some:
            return
        if infeasible(without | frozenset(some)):
            without |= frozenset(some)
        elif len(some) > 1:
            drop(some[: len(some) // 2])
            drop(some[len(some) // 2 :])

    drop(list(reversed(groups)))
    return tuple(_sentence(found, jobs, stocks, group) for group in groups if group not in without), proven


def _sentence(found: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], group: Group) -> str:
    what, id = group
    network = found.network
    if what == "resource":
        resource = found.plan.resources[id]
        least = {
            network.ids[node]: min(demand.get(id, Fraction(0)) for demand in job.demands)
            for node, job in enumerate(jobs)
            if any(demand.get(id) for demand in job.demands)
        }
        stock = next(stock for stock in stocks if stock.id == id)
        alone = [one for one, demand in least.items() if demand > stock.capacity and stock.renewal != "year"]
        ids = alone or list(least)  # what is too much alone is the whole reason
        needs = [f"{one} needs {float(least[one]):g}" for one in ids[:5]]
        more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
        return f"{id} has {resource.capacity}{_renewed(resource)}; {', '.join(needs)}{more}"
    if what == "finish by":
        return f"{id} must be over by {found.moment(found.bounds.due[network.index[id]], finish=True)}"
    if what == "not before":
        return f"{id}: {found.bounds.why[network.index[id]]}"
    if what == "longest wait":
        return f"the longest wait of {id}"
    waits = dict.fromkeys(
        f"{type} {network.name(first)}"
        for first, then, type in zip(network.first, network.then, network.types, strict=True)
        if network.name(then) == id
    )
    return f"{id} waits for {', '.join(waits)}"


def _renewed(resource: Resource) -> str:
    return {"always": "", "year": " a year", "never": " in all"}[resource.renewal]
