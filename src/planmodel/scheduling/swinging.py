"""Finding what moves a goal in the samples of a simulation, which are drawn again as they were (extra ``schedule``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from planmodel.scheduling.axis import Axis
from planmodel.scheduling.sampling import STEPS, by_normal, counted, keys, looked_up, scores, uniforms
from planmodel.scheduling.tornado import Swing, Tornado, noise_limit
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.scheduling.simulation import Simulation

__all__ = ["tornado"]

Floats = npt.NDArray[np.float64]
_TENTH = 0.1


class _Split(NamedTuple):
    """The samples in which something turns out well, and those in which it turns out badly."""

    id: str
    good: Any
    bad: Any


def tornado(simulation: Simulation, id: str, *, of: str) -> Tornado:
    """Return what moves a goal, indicator, the plan, or the costs; parameters as for :meth:`Simulation.tornado`."""
    ready, schedule = simulation.prepared, simulation.schedule
    if of == "cost":
        assert simulation.costs is not None
        values = np.asarray(simulation.costs.samples, float)
    else:
        values = ready.order.finishes[ready.targets.index(id)]
    found, compared = [], 0
    for split in _splits(simulation, seed=simulation.seed):
        low, high = values[split.good], values[split.bad]
        compared += 1
        if len(low) < 2 or len(high) < 2:
            continue
        error = float(np.sqrt(low.var(ddof=1) / len(low) + high.var(ddof=1) / len(high)))
        found.append((split.id, float(low.mean()), float(high.mean()), error))
    limit = noise_limit(compared)
    clear = [one for one in found if abs(one[2] - one[1]) > limit * one[3] + 1e-9]
    clear.sort(key=lambda one: (-abs(one[2] - one[1]), one[0]))
    costs = simulation.costs if of == "cost" else None
    amount = _shortly(schedule.network.axis) if costs is None else costs.amount
    swings = tuple(
        Swing(
            id=name,
            name=schedule.plan[name].name,
            kind=schedule.plan[name].kind,
            good=amount(low),
            bad=amount(high),
            swing=amount(high - low),
            error=amount(error),
        )
        for name, low, high, error in clear
    )
    plan = schedule.plan
    return Tornado(
        id=id,
        name=plan.title if id == plan.id else plan[id].name,
        of=of,
        mean=amount(float(values.mean())),
        swings=swings,
        unclear=compared - len(swings),
        samples=simulation.samples,
    )


def _shortly(axis: Axis) -> Callable[[float], Amount]:
    """Return how ticks become amounts of a tenth of a unit, no finer than samples can say."""

    def amount(ticks: float) -> Amount:
        return axis.amount(round(ticks / axis.per_unit, 1) * axis.per_unit)

    return amount


def _splits(simulation: Simulation, *, seed: int) -> Iterator[_Split]:
    """Yield for each piece of work that varies, driver and event the samples of both sides."""
    ready, order = simulation.prepared, simulation.prepared.order
    shared, numbers = ready.shared, counted(0, simulation.samples)
    shocks = [looked_up(uniforms(key, numbers), shared.normal) for key in shared.shock]
    tenths = by_normal(np.linspace(0.0, 1.0, STEPS + 1))  # which share of all lies below a normal number
    for node in ready.varying:
        at = int(ready.place[node])
        share = scores(at, numbers, order, shared, shocks)
        if shared.mix_begin[at] < shared.mix_begin[at + 1]:
            share = looked_up(share, tenths)
        yield _Split(simulation.schedule.network.ids[node], share < _TENTH, share >= 1 - _TENTH)
    for one in simulation.causes:
        if one.kind == "risk_event":
            if 0 < one.chance < 1:
                (happens,) = keys([f"{one.id}\0happens"], seed)
                hit = uniforms(happens, numbers) < one.chance
                yield _Split(one.id, ~hit, hit)
        else:
            (key,) = keys([one.id], seed)
            share = uniforms(key, numbers)
            yield _Split(one.id, share < _TENTH, share >= 1 - _TENTH)
