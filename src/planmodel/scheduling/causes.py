"""The drivers, risk events and correlations of a plan, on the nodes of a schedule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Literal, NamedTuple

import attrs

from planmodel.errors import ModelError, PlanModelError
from planmodel.model.collection import unknown_id
from planmodel.model.element import Element
from planmodel.model.numbers import Estimate
from planmodel.model.relations import Link
from planmodel.model.risks import Correlation, Driver, Factor, RiskEvent
from planmodel.scheduling.axis import Axis
from planmodel.scheduling.estimates import Spread
from planmodel.scheduling.schedule import Schedule
from planmodel.words import say

__all__ = ["NO_CAUSES", "Cause", "Causes", "Together", "causes_of", "spread_of"]


class Cause(NamedTuple):
    """A driver or a risk event, as it bears on a schedule.

    Parameters:
        id: the driver or event.
        kind: ``driver`` or ``risk_event``.
        chance: how likely it is; 1 of a driver.
        spread: its factor, or its delay in ticks; ``None`` where it has no bearing on time.
        nodes: the nodes that it bears on.
        dearer: the elements whose costs a driver multiplies.
        cost: what an event costs.
    """

    id: str
    kind: Literal["driver", "risk_event"]
    chance: float
    spread: Spread | None
    nodes: tuple[int, ...]
    dearer: frozenset[str]
    cost: Estimate | None


class Together(NamedTuple):
    """Nodes of which every pair has the same rank correlation.

    Parameters:
        id: the correlation that says so.
        nodes: the nodes.
        coefficient: the rank correlation.
        alone: whether it names a pair of its own, which counts before groups.
    """

    id: str
    nodes: tuple[int, ...]
    coefficient: float
    alone: bool


@attrs.frozen(kw_only=True)
class Causes:
    """What makes durations go together.

    Parameters:
        causes: drivers, then events, each by their ids.
        together: the nodes whose durations are correlated.
        fixed: how many of the nodes in correlations do not vary.
    """

    causes: tuple[Cause, ...]
    together: tuple[Together, ...]
    fixed: int

    def of_time(self) -> list[Cause]:
        """Return those that bear on durations, drivers first: they multiply before delays are added."""
        return [one for one in self.causes if one.spread is not None and one.nodes]


NO_CAUSES = Causes(causes=(), together=(), fixed=0)
"""Nothing goes together."""


def causes_of(schedule: Schedule, varying: Collection[int]) -> Causes:
    """Return the drivers, risk events and correlations of a schedule's plan.

    Parameters:
        schedule: the schedule.
        varying: the nodes whose durations vary by themselves: only those can be correlated.

    Raises:
        ModelError: one has no factor, chance or coefficient; it names no task of the plan.
    """
    plan = schedule.plan
    drivers = [_driver(schedule, one) for one in _by_id(plan.of(Driver))]
    events = [_event(schedule, one) for one in _by_id(plan.of(RiskEvent))]
    together, fixed = _together(schedule, varying)
    return Causes(causes=(*drivers, *events), together=tuple(together), fixed=fixed)


def _by_id(elements: Iterable[Element]) -> list[Element]:
    return sorted(elements, key=lambda one: one.id)


def spread_of(of: Factor | Estimate, number: Callable[[Any], float] = float) -> Spread:
    """Return the three points of a factor or an estimate; those of one without a range are the same.

    Parameters:
        of: the factor or estimate.
        number: what makes a number of a point.
    """
    likely = number(of.likely)
    low, high = (likely if one is None else number(one) for one in (of.low, of.high))
    return Spread(low, likely, high, of.distribution)


def _driver(schedule: Schedule, driver: Element) -> Cause:
    assert isinstance(driver, Driver)
    if driver.factor is None:
        raise _refused(driver, "factor")
    nodes = _nodes(schedule, driver, driver.tasks)
    named = [link.to for link in driver.tasks]
    dearer = {*named, *schedule.plan.graph.hierarchy.below(*named)} if driver.of != "time" else set()
    return Cause(
        id=driver.id,
        kind="driver",
        chance=1.0,
        spread=spread_of(driver.factor) if driver.of != "cost" else None,
        nodes=nodes,
        dearer=frozenset(dearer),
        cost=None,
    )


def _event(schedule: Schedule, event: Element) -> Cause:
    assert isinstance(event, RiskEvent)
    if event.chance is None:
        raise _refused(event, "chance")
    return Cause(
        id=event.id,
        kind="risk_event",
        chance=float(event.chance),
        spread=None if event.delay is None else _ticks(event, event.delay, schedule.network.axis),
        nodes=_nodes(schedule, event, event.tasks, at_end=True),
        dearer=frozenset(),
        cost=event.cost,
    )


def _refused(element: Element, field: str) -> ModelError:
    error = ModelError(say("simulation.lacks", field=field), field=(field,))
    error.where = f"{element.kind} {element.id}"
    return error


def _ticks(event: RiskEvent, delay: Estimate, axis: Axis) -> Spread:
    """Return the three points of a delay in ticks."""
    try:
        return spread_of(delay, lambda point: float(axis.exact(point)))
    except PlanModelError as error:
        error.where = f"{event.kind} {event.id}, delay"
        raise


def _nodes(schedule: Schedule, holder: Element, links: Sequence[Link], *, at_end: bool = False) -> tuple[int, ...]:
    """Return the nodes of the work that is named and not over; of a whole its parts, or those with which it ends."""
    network, found = schedule.network, dict[int, None]()
    for link in links:
        if link.to in network.index:
            found[network.index[link.to]] = None
        elif link.to in network.parts:
            parts = network.parts[link.to]
            found |= dict.fromkeys(_last(schedule, parts) if at_end else parts)
        elif schedule.plan.get(link.to) is None:
            error = unknown_id(link.to, schedule.plan, schedule.plan.id)
            error.where = f"{holder.kind} {holder.id}, tasks"
            raise error
    return tuple(sorted(node for node in found if node not in schedule.bounds.over))


def _last(schedule: Schedule, parts: Sequence[int]) -> list[int]:
    """Return the parts of a whole that no other part of it waits for."""
    network, inside = schedule.network, set(parts)
    links = zip(network.first, network.then, strict=True)
    before = {first for first, then in links if first in inside and then in inside}
    return [node for node in parts if node not in before]


def _together(schedule: Schedule, varying: Collection[int]) -> tuple[list[Together], int]:
    """Return the groups that vary together, by ids, and how many nodes in correlations do not vary."""
    found, fixed = [], set[int]()
    for one in _by_id(schedule.plan.of(Correlation)):
        assert isinstance(one, Correlation)
        if one.coefficient is None:
            raise _refused(one, "coefficient")
        nodes = _nodes(schedule, one, one.tasks)
        fixed |= {node for node in nodes if node not in varying}
        both = tuple(node for node in nodes if node in varying)
        found.append(Together(one.id, both, float(one.coefficient), len(one.tasks) == 2))
    return found, len(fixed)
