"""What a schedule within resources is made of: jobs with their modes and demands, and what there is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planmodel.diagnostics import Diagnostic
from planmodel.errors import ModelError
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Resource
from planmodel.model.plan import Plan
from planmodel.model.relations import Use
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Job, Stock
from planmodel.scheduling.spans import plain as even
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["jobs_of", "stocks_of", "unlimited_uses"]


def stocks_of(plan: Plan, found: Schedule) -> list[Stock]:
    """Return the resources that limit work, in plan order."""
    made = []
    for one in plan.of(Resource):
        if one.capacity is None:
            continue
        if one.renewal == "year" and found.network.axis.start is None:
            raise ModelError(
                say("uses.yearly_undated", id=one.id),
                hint='schedule_resources(plan, start="2021-01-01")',
            )
        made.append(Stock(one.id, Fraction(one.capacity.magnitude), one.renewal))
    return made


def unlimited_uses(plan: Plan, found: Schedule) -> Iterator[Diagnostic]:
    """Yield ``PM605``: what work uses that the plan does not have, or does not say how much there is of."""
    for id in found.network.ids:
        one = plan[id]
        assert isinstance(one, Undertaking)
        for use in one.uses:
            resource = plan.get(use.to)
            if isinstance(resource, Resource) and resource.capacity is not None:
                continue
            key = "PM605.unstated" if resource is not None else "PM605.absent"
            yield Diagnostic(
                code="PM605",
                severity="warning",
                message=say(key, id=id, resource=use.to),
                element=id,
            )


def jobs_of(found: Schedule, limited: set[str]) -> list[Job]:
    """Return each node's modes, with what they take of the limited resources."""
    network, made = found.network, []
    for node in range(len(network.durations)):
        length = even(network.length(node))
        if node >= len(network.ids):
            made.append(Job((length,), (None,), ({},)))
            continue
        one = found.plan[network.ids[node]]
        assert isinstance(one, Undertaking)
        if not one.modes or node in found.bounds.pinned:
            free = node in found.bounds.over
            made.append(Job((length,), (None,), ({} if free else _demands(found.plan, one, None, limited),)))
            continue
        names = tuple(mode.name for mode in one.modes)
        for use in one.uses:
            if use.mode is not None and use.mode not in names:
                message = say("uses.unknown_mode", id=one.id, resource=use.to, mode=use.mode)
                raise ModelError(message, hint=", ".join(names))
        lengths = tuple(even(network.axis.wait(mode.duration.likely)) for mode in one.modes)
        made.append(Job(lengths, names, tuple(_demands(found.plan, one, name, limited) for name in names)))
    return made


def _demands(plan: Plan, one: Undertaking, mode: str | None, limited: set[str]) -> dict[str, Fraction]:
    """Return what a mode takes of each limited resource, in the resource's unit."""
    taken: dict[str, Fraction] = {}
    for use in one.uses:
        if use.to not in limited or (use.mode is not None and mode is not None and use.mode != mode):
            continue
        resource = plan[use.to]
        assert isinstance(resource, Resource)
        assert resource.capacity is not None
        taken[use.to] = taken.get(use.to, Fraction(0)) + _amount(one, use, resource.capacity)
    return taken


def _amount(one: Undertaking, use: Use, capacity: Amount) -> Fraction:
    if use.amount is None:
        raise ModelError(say("uses.unstated", id=one.id, resource=use.to), hint=say("uses.unstated.hint"))
    if use.amount.magnitude < 0:
        raise ModelError(say("uses.negative", id=one.id, resource=use.to, amount=use.amount))
    return Fraction(use.amount.to(capacity.unit).magnitude)
