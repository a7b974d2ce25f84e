"""Drawing what the work of a plan costs (extra ``schedule``)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planmodel.errors import PlanModelError
from planmodel.model.kinds import Project
from planmodel.scheduling.causes import Cause, spread_of
from planmodel.scheduling.drawn_costs import DrawnCosts
from planmodel.scheduling.sampling import counted, keys, looked_up, quantiles, uniforms
from planmodel.scheduling.schedule import Schedule
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["drawn_costs"]

Floats = npt.NDArray[np.float64]


def drawn_costs(
    schedule: Schedule, causes: Sequence[Cause], samples: int, seed: int
) -> tuple[DrawnCosts | None, list[Message]]:
    """Return what the plan's projects cost in each sample, and notes; ``None`` where the plan has no money.

    A group that states a sum counts once and its parts do not. Drivers of cost multiply the sums of what they name and
    of its parts; risk events cost what they cost where they happen.

    Raises:
        ModelError: an event's cost is in another currency than the projects'.
    """
    total = schedule.cost()
    priced = [one for one in causes if one.cost is not None]
    if total.total is None and not priced:
        return None, []
    unit = total.total.unit if total.total is not None else _unit(priced)
    stated = Amount(0, unit) if total.total is None else total.total
    numbers, sums = counted(0, samples), np.zeros(samples)
    factors = {one.id: _factor(schedule, one, numbers, seed) for one in causes if one.dearer}
    reached: set[str] = set()
    for id in total.counted:
        own = _own(schedule, id, unit)
        for one in causes:
            if id in one.dearer:
                own = own * factors[one.id]
                reached.add(one.id)
        sums += own
    for one in priced:
        sums += _event(one, numbers, unit, seed)
    notes = [say("simulation.money", n=len(total.counted), missing=len(total.missing) + total.unlisted)]
    notes += [say("simulation.no_cost_reached", id=id) for id in factors if id not in reached]
    if total.not_added:
        notes.append(say("simulation.other_money", ids=list(total.not_added)))
    made = DrawnCosts(stated=stated, unit=unit, samples=sums, ordered=np.sort(sums))  # type: ignore[arg-type]
    return made, notes


def _unit(priced: Sequence[Cause]) -> str:
    (first, *_) = priced
    assert first.cost is not None
    return first.cost.likely.unit


def _own(schedule: Schedule, id: str, unit: str) -> Floats | float:
    project = schedule.plan[id]
    assert isinstance(project, Project)
    assert project.cost is not None
    assert project.cost.total is not None
    return float(project.cost.total.to(unit))


def _factor(schedule: Schedule, driver: Cause, numbers: object, seed: int) -> Floats:
    """Return a driver's factor in each sample: the same by which it multiplies durations."""
    factor = schedule.plan.drivers[driver.id].factor
    assert factor is not None
    (key,) = keys([driver.id], seed)
    drawn: Floats = looked_up(uniforms(key, numbers), quantiles(spread_of(factor)))
    return drawn


def _event(event: Cause, numbers: object, unit: str, seed: int) -> Floats:
    """Return what an event costs in each sample."""
    cost = event.cost
    assert cost is not None
    try:
        spread = spread_of(cost, lambda point: float(point.to(unit)))
    except PlanModelError as error:
        error.where = f"risk_event {event.id}, cost"
        raise
    happens, key = keys([f"{event.id}\0happens", f"{event.id}\0cost"], seed)
    drawn = looked_up(uniforms(key, numbers), quantiles(spread))
    hit: Floats = np.where(uniforms(happens, numbers) < event.chance, drawn, 0.0)
    return hit
