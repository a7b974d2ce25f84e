"""Why there is no schedule within the resources: constraints that conflict."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from planmodel.model.kinds import Resource
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Group, Job, Model, Stock, build_model, groups_of

__all__ = ["Conflict", "conflict_of"]


def conflict_of(found: Schedule, jobs: Sequence[Job], stocks: Sequence[Stock], seconds: float) -> Conflict:
    """Return constraints that conflict: groups of them are left out in turn, halves first.

    What is still infeasible without a group does not need it. Of what remains each member is then left out alone: that
    a schedule is found without it shows that it is needed.
    """
    from ortools.sat.python import cp_model

    until = time.monotonic() + seconds
    groups = groups_of(found, jobs, stocks)
    without: frozenset[Group] = frozenset()

    def infeasible(left_out: frozenset[Group]) -> bool:
        remaining = until - time.monotonic()
        if remaining <= 0:
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
    kept = [group for group in groups if group not in without]
    each = seconds / 2 / max(1, len(kept))
    lengths = [_length(build_model(found, jobs, stocks, without | {group}), each) for group in kept]
    sentences = [_sentence(found, jobs, stocks, group) for group in kept]
    return Conflict(tuple(sentences), tuple(lengths))


class Conflict(NamedTuple):
    """Constraints that cannot be met together.

    Parameters:
        sentences: the constraints, in words.
        lengths: for each of them by which tick everything can be over without it, as far as the search came; ``None``
            where no schedule was found, so that it is not shown that it is needed.
    """

    sentences: tuple[str, ...]
    lengths: tuple[int | None, ...]


def _length(model: Model, seconds: float) -> int | None:
    """Return how long the shortest schedule of a model is that is found in time; ``None`` when none is."""
    from ortools.sat.python import cp_model

    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = 1
    answered = solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return round(solver.objective_value) * model.tick if answered else None


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
