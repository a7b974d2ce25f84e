"""Drawing the finishes of a schedule whose durations vary (Monte Carlo)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from planmodel.arguments import kinds_checked
from planmodel.errors import MissingExtraError, ModelError
from planmodel.model.risks import Factor, as_factor
from planmodel.scheduling.causes import NO_CAUSES, Causes, causes_of, spread_of
from planmodel.scheduling.estimates import Spread, evenly, in_months, spreads
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.shares import mean_ticks
from planmodel.scheduling.simulation import Simulation
from planmodel.scheduling.standing import stand_with_openers, standing_of
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.scheduling.sampler_input import Prepared

__all__ = ["SPREADS", "Dependent", "drawn_again", "simulate"]

Dependent = Literal["alone", "stated", "together"]
"""What durations have in common: nothing, what the plan states, or everything."""

SPREADS: Mapping[str, Factor] = {
    "narrow": Factor(low=0.9, likely=1.0, high=1.2),
    "medium": Factor(low=0.8, likely=1.0, high=1.5),
    "wide": Factor(low=0.7, likely=1.0, high=2.0),
}
"""Named defaults for work without three points. They are conventions of this library, and rest on no data."""


@kinds_checked
def simulate(
    schedule: Schedule,
    samples: int = 10_000,
    *,
    seed: int = 0,
    spread: str | Factor | Mapping[str, Any] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Simulation:
    """Return the distribution of finishes when durations vary between their three points (Monte Carlo).

    The plan's drivers multiply durations and costs together, its risk events delay work and cost money when they
    happen, its correlations make durations long or short together (a Gaussian copula); all else is drawn
    independently. Costs grow with time by the rates of projects and resources.

    Parameters:
        schedule: the schedule. Work that is over keeps its dates; of work under way only what remains varies.
        samples: how many to draw.
        seed: a whole number; the same seed gives the same result, with or without numba, on any number of cores.
        spread: how work without three points varies: ``narrow`` (0.9 to 1.2 times the stated duration), ``medium`` (0.8
            to 1.5), ``wide`` (0.7 to 2), or a :class:`~planmodel.model.risks.Factor` of your own; it does not when left
            out.
        progress: called now and then with the samples done and the samples wanted.

    Returns:
        Distributions for the plan, goals and indicators, their sampling errors, the costs beside them, and how often
        each task is critical.

    Raises:
        ModelError: no samples or more than can be kept, no work, no such spread; correlations that are impossible, or a
            driver without a factor.
        MissingExtraError: numpy is not installed.

    Source: R. M. Van Slyke, *Monte Carlo methods and the PERT problem*, Operations Research 11, 1963.
    """
    return _simulated(schedule, samples, seed, spread, progress, "stated")


def drawn_again(simulation: Simulation, dependence: Dependent) -> Simulation:
    """Return a simulation drawn again from the same seed, as if durations depended on each other in another way.

    Parameters:
        simulation: the simulation.
        dependence: ``alone``: there are no drivers, events and correlations; ``together``: none either, but all
            durations are long and short together; ``stated``: as the plan says.
    """
    return _simulated(simulation.schedule, simulation.samples, simulation.seed, simulation.spread, None, dependence)


def _simulated(
    schedule: Schedule,
    samples: int,
    seed: int,
    spread: str | Factor | Mapping[str, Any] | None,
    progress: Callable[[int, int], None] | None,
    dependence: Dependent,
) -> Simulation:
    if type(samples) is not int or samples < 1:
        raise ModelError(say("simulation.few", samples=samples))
    if not len(schedule):
        raise ModelError(say("simulation.nothing"), hint=say("simulation.nothing.hint"))
    try:
        import numpy as np
    except ImportError:
        raise MissingExtraError("numpy", extra="schedule", purpose=say("simulation.purpose")) from None
    from planmodel.scheduling.cost_sampling import drawn_costs
    from planmodel.scheduling.prices import prices_of
    from planmodel.scheduling.sampler_input import prepared
    from planmodel.scheduling.sampling import draw

    schedule, uneven = evenly(schedule)
    stated = spreads(schedule)
    given, named = _by_default(schedule, stated, spread)
    varying = stated | given
    causes = causes_of(schedule, varying) if dependence == "stated" else NO_CAUSES
    works = {schedule.plan.id: tuple(range(len(schedule.network.durations))), **work_for(schedule)}
    prices = prices_of(schedule, causes.causes)
    spans = [one.nodes for one in prices.growing if one.spans]
    days, openers = standing_of(schedule, works, {*varying, *(node for one in causes.of_time() for node in one.nodes)})
    beside = sorted({node for nodes in openers.values() for node in nodes})
    starts = {node: len(works) + 2 * (len(spans) + at) for at, node in enumerate(beside)}
    spans += [(node,) for node in beside]
    ready = prepared(schedule, varying, causes, works, samples, seed, spans, together=dependence == "together")
    critical = draw(samples, ready.order, ready.shared, ready.links, progress, ready.curves)
    stand_with_openers(ready, openers, starts)
    costs, about_costs = drawn_costs(schedule, prices, causes.causes, ready, seed)
    return Simulation(
        schedule=schedule,
        samples=samples,
        seed=seed,
        spread=spread,
        criticality={
            id: int(critical[ready.place[node]]) / samples
            for node, id in enumerate(schedule.network.ids)
            if id not in schedule.unstated
        },
        uncertain=len(stated),
        by_default=len(given),
        notes=(
            *schedule.basis.notes(),
            *uneven,
            *_notes(schedule, varying, causes, ready),
            *_about_spread(schedule, stated, given, named),
            *about_costs,
        ),
        finishes=dict(zip(works, np.sort(ready.order.finishes[: len(works)], axis=1), strict=True)),
        points=days,
        causes=causes.causes,
        costs=costs,
        prepared=ready,
    )


def _by_default(
    schedule: Schedule, stated: Mapping[int, Spread], spread: str | Factor | Mapping[str, Any] | None
) -> tuple[dict[int, Spread], str]:
    """Return the three points of work that has a duration and no three points, and what they are called."""
    if spread is None:
        return {}, ""
    if isinstance(spread, str) and spread not in SPREADS:
        raise ModelError(say("simulation.no_spread", name=spread), hint=say("write_one", names=tuple(SPREADS)))
    factor = SPREADS[spread] if isinstance(spread, str) else as_factor(spread)
    assert factor is not None
    network, found = schedule.network, {}
    low, likely, high, distribution = spread_of(factor)
    for node in range(len(network.ids)):
        ticks = mean_ticks(network.length(node), network.axis)
        if ticks > 0 and node not in stated and node not in schedule.bounds.over and high > low:
            found[node] = Spread(low * ticks, likely * ticks, high * ticks, distribution)
    return found, f"{f'{spread}: ' if isinstance(spread, str) else ''}{low:g}, {likely:g}, {high:g}"


def _about_spread(
    schedule: Schedule, stated: Mapping[int, Spread], given: Mapping[int, Spread], named: str
) -> list[Message]:
    """Return how many tasks vary by what is said of them, and how many by the default."""
    if not stated and not given:
        return []
    n = len(schedule.network.ids)
    told = [say("simulation.three_points", n=len(stated), all=n)] if len(stated) < n else []
    return [*told, say("simulation.default_spread", n=len(given), spread=named)] if given else told


def _notes(schedule: Schedule, varying: Mapping[int, Spread], causes: Causes, ready: Prepared) -> list[str]:
    """Return what a reader of the result should know."""
    told: list[str] = []
    if causes.of_time() or ready.pairs:
        told.append(
            say(
                "simulation.dependent",
                drivers=sum(one.kind == "driver" for one in causes.of_time()),
                events=sum(one.kind == "risk_event" for one in causes.of_time()),
                pairs=ready.pairs,
            )
        )
    else:
        told.append(say("simulation.independent"))
    if causes.fixed:
        told.append(say("simulation.fixed", n=causes.fixed))
    told += [
        say("simulation.moves_nothing", id=one.id) for one in causes.causes if one.spread is not None and not one.nodes
    ]
    told += ready.notes
    if schedule.bounds.late:
        told.append(say("simulation.late", n=len(schedule.bounds.late)))
    broken = len(ready.curves.broken) if ready.curves is not None else 0
    if broken:
        told.append(say("simulation.broken_waits", n=broken, all=ready.order.finishes.shape[1]))
    if any(in_months(schedule, node) for node in {*varying, *(node for one in causes.of_time() for node in one.nodes)}):
        told.append(say("simulation.months"))
    if any(limit.node not in schedule.bounds.over for limit in schedule.bounds.limits):
        told.append(say("simulation.deadlines"))
    if not varying:
        told.append(say("simulation.only_causes" if causes.of_time() else "simulation.nothing_varies"))
    return told
