"""What the work of a schedule costs as planned: what projects state, what work uses of money, what grows with time.

A cost that a project states counts once, and holds what the project and its parts use and what their rates come to as
planned; of these only what they grow by is added in a sample. Where no cost is stated, uses of money and rates count
themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import attrs

from planmodel.errors import PlanModelError
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Project, Resource
from planmodel.model.relations import Use
from planmodel.scheduling.causes import Cause
from planmodel.scheduling.lengths import shortest_mode
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.shares import mean_ticks
from planmodel.tracking.money import Sum
from planmodel.units import Amount
from planmodel.units.table import is_money, reading, time_of_rate

__all__ = ["Growing", "Prices", "prices_of"]


class Growing(NamedTuple):
    """What grows with time.

    Parameters:
        id: the work.
        nodes: its node, or those of its parts.
        spans: whether it is a whole: it lasts from the first start to the last finish of its parts.
        a_tick: what a tick costs.
        planned: how many ticks are planned.
    """

    id: str
    nodes: tuple[int, ...]
    spans: bool
    a_tick: float
    planned: float


@attrs.frozen(kw_only=True)
class Prices:
    """What the work of a schedule costs, in one unit.

    Parameters:
        unit: the unit; ``None`` where nothing says anything about money.
        stated: what projects state, each yuan once.
        uses: what work uses of money in all, by work, where no stated cost holds it.
        growing: what grows with time.
        held: the work whose costs a stated cost holds.
        other: the work whose uses or rates are in another currency, or in units that do not go together.
    """

    unit: str | None
    stated: Sum
    uses: tuple[tuple[str, float], ...]
    growing: tuple[Growing, ...]
    held: frozenset[str]
    other: tuple[str, ...]

    def beside(self) -> dict[str, float]:
        """Return what work costs as planned that no stated cost holds, by work."""
        found: dict[str, float] = {}
        for id, sum in (*self.uses, *((one.id, one.a_tick * one.planned) for one in self.growing)):
            if id not in self.held:
                found[id] = found.get(id, 0.0) + sum
        return found


def prices_of(schedule: Schedule, causes: Sequence[Cause]) -> Prices:
    """Return what the work of a schedule costs as planned.

    Parameters:
        schedule: the schedule.
        causes: the drivers and events; the cost of an event says the currency where nothing else does.

    Raises:
        PlanModelError: a rate is by a time that the schedule cannot count.
    """
    stated = schedule.cost()
    rates, uses = [*_rates(schedule)], [*_uses(schedule)]
    units = [
        *([] if stated.total is None else [stated.total.unit]),
        *(one.amount.unit for one in uses if one.amount is not None),
        *(_money_of(rate) for _, rate in rates),
        *(one.cost.likely.unit for one in causes if one.cost is not None),
    ]
    unit = next((one for one in units if one is not None), None)
    held = frozenset((*stated.counted, *schedule.plan.graph.hierarchy.below(*stated.counted)))
    growing: list[Growing] = []
    spent: list[tuple[str, float]] = []
    other = dict.fromkeys(stated.not_added)
    for id, rate in rates:
        if unit is None or not Amount(1, _money_of(rate) or "").is_convertible_to(unit):
            other[id] = None
        else:
            growing.append(_growing(schedule, id, rate, unit))
    for use in uses:
        if use.id in held:
            continue
        if unit is None or not use.amount.is_convertible_to(unit):
            other[use.id] = None
        else:
            spent.append((use.id, float(use.amount.to(unit))))
    return Prices(unit=unit, stated=stated, uses=tuple(spent), growing=tuple(growing), held=held, other=tuple(other))


class _Spent(NamedTuple):
    id: str
    amount: Amount


def _uses(schedule: Schedule) -> Iterator[_Spent]:
    """Yield what work uses of money in all."""
    for one, use in _used(schedule):
        if use.amount is not None and is_money(use.amount.unit):
            yield _Spent(one.id, use.amount)


def _rates(schedule: Schedule) -> Iterator[tuple[str, Amount]]:
    """Yield what grows with time, money a time: by the rate of a project's cost, and by those of what work uses."""
    network = schedule.network
    for project in schedule.plan.of(Project):
        if (
            project.cost is not None
            and project.cost.rate is not None
            and project.id in (*network.index, *network.parts)
        ):
            yield project.id, project.cost.rate
    for one, use in _used(schedule):
        resource = schedule.plan.get(use.to)
        if isinstance(resource, Resource) and resource.rate is not None and use.amount is not None:
            yield one.id, _of_all(use.amount, resource)


def _used(schedule: Schedule) -> Iterator[tuple[Undertaking, Use]]:
    """Yield what scheduled work uses, in its shortest mode; uses of a whole do not count beside its parts."""
    for one in schedule.plan.of(Undertaking):
        if one.id not in schedule.network.index:
            continue
        shortest = shortest_mode(one) if one.modes else None
        mode = next((mode.name for mode in one.modes if mode.duration is shortest), None)
        for use in one.uses:
            if use.mode is None or use.mode == mode:
                yield one, use


def _of_all(amount: Amount, resource: Resource) -> Amount:
    """Return what some of a resource costs a time; a rate that names no unit is that of one in the capacity's."""
    rate = resource.rate
    assert rate is not None
    if len(reading(rate.unit).factors) > 2:
        return amount * rate
    if resource.capacity is not None:
        amount = amount.to(resource.capacity.unit)
    return rate * amount.magnitude


def _money_of(rate: Amount) -> str | None:
    """Return the unit of money of a rate; ``None`` where it is none of money a time alone."""
    known = reading(rate.unit)
    money = [one.written for one in known.factors if one.power == 1]
    return money[0] if len(known.factors) == 2 and len(money) == 1 and time_of_rate(rate.unit) else None


def _growing(schedule: Schedule, id: str, rate: Amount, unit: str) -> Growing:
    network = schedule.network
    time, money = time_of_rate(rate.unit), _money_of(rate)
    assert time is not None
    assert money is not None
    try:
        ticks = network.axis.exact(Amount(1, time))
    except PlanModelError as error:
        error.where = f"{schedule.plan[id].kind} {id}, rate"
        raise
    a_tick = float(Amount(rate.magnitude, money).to(unit)) / float(ticks)
    if id in network.index:
        node = network.index[id]
        return Growing(id, (node,), False, a_tick, float(mean_ticks(network.length(node), network.axis)))
    parts = tuple(network.parts[id])
    begin = min(int(schedule.passes.early[node]) for node in parts)
    return Growing(id, parts, True, a_tick, float(max(schedule.ends[node] for node in parts) - begin))
