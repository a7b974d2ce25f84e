"""Drawing what the work of a plan costs (extra ``schedule``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from planmodel.errors import PlanModelError
from planmodel.model.kinds import Project
from planmodel.scheduling.causes import Cause, spread_of
from planmodel.scheduling.drawn_costs import DrawnCosts
from planmodel.scheduling.prices import Growing, Prices
from planmodel.scheduling.sampler_input import Prepared
from planmodel.scheduling.sampling import counted, keys, lengths, looked_up, quantiles, uniforms
from planmodel.scheduling.schedule import Schedule
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["drawn_costs"]

Floats = npt.NDArray[np.float64]


def drawn_costs(
    schedule: Schedule, prices: Prices, causes: Sequence[Cause], ready: Prepared, seed: int
) -> tuple[DrawnCosts | None, list[Message]]:
    """Return what the plan's work costs in each sample, and notes; ``None`` where the plan has no money.

    A group that states a sum counts once and its parts do not. Drivers of cost multiply the sums of what they name and
    of its parts; what grows with time grows with the durations of the sample; risk events cost what they cost where
    they happen.

    Raises:
        ModelError: an event's cost is in another currency than the rest.
    """
    priced = [one for one in causes if one.cost is not None]
    beside, unit = prices.beside(), prices.unit
    if unit is None or not (prices.stated.counted or beside or priced):
        return None, []
    samples = ready.order.finishes.shape[1]
    numbers, sums = counted(0, samples), np.zeros(samples)
    factors = {one.id: _factor(schedule, one, numbers, seed) for one in causes if one.dearer}
    reached: set[str] = set()

    def times_drivers(id: str, sum: Floats | float) -> Floats | float:
        for one in causes:
            if id in one.dearer:
                sum = sum * factors[one.id]
                reached.add(one.id)
        return sum

    for id in prices.stated.counted:
        sums += times_drivers(id, _own(schedule, id, unit))
    for id, sum in prices.uses:
        sums += times_drivers(id, sum)
    for one, took in _took(prices, ready, samples):
        more = took - one.planned if one.id in prices.held else took
        sums += times_drivers(one.id, one.a_tick * more)
    for event in priced:
        sums += _event(event, numbers, unit, seed)
    notes = _notes(prices, beside)
    notes += [say("simulation.no_cost_reached", id=id) for id in factors if id not in reached]
    made = DrawnCosts(stated=_stated(prices, beside, unit), unit=unit, samples=sums, ordered=np.sort(sums))  # type: ignore[arg-type]
    return made, notes


_AT_ONCE = 64
"""How many durations are drawn again together: some megabytes of samples."""


def _took(prices: Prices, ready: Prepared, samples: int) -> Iterator[tuple[Growing, Floats]]:
    """Yield how many ticks each piece of work that grows with time took in each sample."""
    wholes = [one for one in prices.growing if one.spans]
    row = len(ready.targets)
    for number, one in enumerate(wholes):
        begin, end = ready.order.finishes[row + 2 * number : row + 2 * number + 2]
        yield one, end - begin
    single = [one for one in prices.growing if not one.spans]
    for first in range(0, len(single), _AT_ONCE):
        some = single[first : first + _AT_ONCE]
        nodes = [int(ready.place[node]) for one in some for node in one.nodes]
        yield from zip(some, lengths(0, samples, ready.order, ready.shared, nodes), strict=True)


def _stated(prices: Prices, beside: Mapping[str, float], unit: str) -> Amount:
    """Return what everything costs as planned."""
    total = Amount(0, unit) if prices.stated.total is None else prices.stated.total
    if not beside:
        return total
    return total + Amount(Decimal(f"{Decimal(f'{sum(beside.values()):.6g}'):f}"), unit)


def _notes(prices: Prices, beside: Mapping[str, float]) -> list[Message]:
    total = prices.stated
    missing = sum(id not in beside for id in total.missing) + total.unlisted
    told = [say("simulation.money", n=len(total.counted), missing=missing)]
    if beside:
        told.append(say("simulation.uses_of_money", n=len(beside)))
    growing = {one.id for one in prices.growing}
    told.append(say("simulation.rates", n=len(growing)) if growing else say("simulation.no_rates"))
    if prices.other:
        told.append(say("simulation.other_money", ids=list(prices.other)))
    return told


def _own(schedule: Schedule, id: str, unit: str) -> float:
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
