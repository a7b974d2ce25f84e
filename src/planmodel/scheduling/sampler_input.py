"""A schedule as the samplers take it: nodes in the order of their links, arrays of numbers (extra ``schedule``)."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import accumulate
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from planmodel.errors import ModelError
from planmodel.scheduling.causes import Cause, Causes
from planmodel.scheduling.correlating import Mixing, mixing, one_cause
from planmodel.scheduling.curved_sampling import Curves, Hold, Longest, Opening
from planmodel.scheduling.estimates import Spread
from planmodel.scheduling.sampling import STEPS, Links, Order, Shared, by_normal, keys, normals, quantiles
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.shares import mean_ticks
from planmodel.scheduling.spans import Span, Wait
from planmodel.words import Message, say

__all__ = ["Prepared", "prepared"]

_MOST_KEPT = 250_000_000
"""How many drawn finishes are kept at once: two gigabytes of them."""


@attrs.frozen(kw_only=True, eq=False)
class Prepared:
    """What the samplers need of a schedule.

    Parameters:
        order: what is drawn; its finishes are filled, one row a target.
        shared: what nodes have in common.
        links: the network.
        curves: what one sweep cannot count, if there is any.
        place: where each node of the schedule stands in the samplers' order.
        targets: the plan, goals and indicators, in the order of ``order.finishes``.
        varying: the nodes of the schedule that vary by themselves.
        causes: the drivers and events of ``shared``, in its order.
        pairs: how many pairs of nodes are correlated.
        notes: what was changed.
    """

    order: Order
    shared: Shared
    links: Links
    curves: Curves | None
    place: npt.NDArray[np.int32]
    targets: tuple[str, ...]
    varying: tuple[int, ...]
    causes: tuple[Cause, ...]
    pairs: int
    notes: tuple[Message, ...]


def prepared(
    schedule: Schedule,
    varying: Mapping[int, Spread],
    causes: Causes,
    works: Mapping[str, Sequence[int]],
    samples: int,
    seed: int,
    spans: Sequence[Sequence[int]] = (),
    *,
    together: bool = False,
) -> Prepared:
    """Return what the samplers need.

    Parameters:
        schedule: the schedule.
        varying: the three points of the nodes that vary.
        causes: the drivers, events and correlations.
        works: the nodes whose last finish is wanted, of the plan first.
        samples: how many will be drawn.
        seed: the seed.
        spans: the nodes of wholes whose first start and last finish are wanted, too: two rows each behind the others.
        together: whether all durations are long and short together, whatever the correlations.

    Raises:
        ModelError: no durations have such correlations; a log-normal distribution that is not above zero; more samples
            than can be kept.
    """
    kept = len(works) + 2 * len(spans)
    if samples * kept > _MOST_KEPT:
        raise ModelError(say("simulation.too_many", samples=samples, n=kept, most=_MOST_KEPT))
    network = schedule.network
    nodes = [int(node) for node in schedule.passes.order]
    place = np.empty(len(nodes), np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    names = [network.name(node) for node in range(len(nodes))]
    mixed = one_cause([node for node in nodes if node in varying]) if together else mixing(causes.together, names)
    bearing = causes.of_time()
    tables = _Tables()
    spread = [tables.row(varying[node], normal=node in mixed.of) if node in varying else -1 for node in nodes]
    moved = {node for one in bearing for node in one.nodes}
    free = {node for node in network.spans if node not in varying and node not in moved}
    always = [0 if node in free else mean_ticks(network.length(node), network.axis) for node in nodes]
    shared = _shared(bearing, nodes, mixed, tables, seed)
    wanted = [*works.values(), *(nodes for nodes in spans for _ in (True, False))]
    order = Order(
        key=keys([names[node] for node in nodes], seed),
        table=tables.made(),
        spread=np.array(spread, np.int32),
        always=np.array(always, float),
        targets=np.array([place[node] for of in wanted for node in of], np.int64),
        ends=np.cumsum([0, *map(len, wanted)]).astype(np.int64),
        opens=np.array([False] * len(works) + [True, False] * len(spans), bool),
        finishes=np.empty((len(wanted), samples)),
    )
    moving = {*varying, *moved}
    links, waits = _links(schedule, nodes, place, moving)
    return Prepared(
        order=order,
        shared=shared,
        links=links,
        curves=_curves(schedule, free, waits, place, moving),
        place=place,
        targets=tuple(works),
        varying=tuple(varying),
        causes=tuple(bearing),
        pairs=mixed.pairs,
        notes=mixed.notes,
    )


class _Tables:
    """The quantiles of each distinct distribution."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Spread, bool], int] = {}

    def row(self, spread: Spread, *, normal: bool = False) -> int:
        """Return the row of a distribution, at normal numbers where it is asked for at those."""
        return self._rows.setdefault((spread, normal), len(self._rows))

    def made(self) -> npt.NDArray[np.float64]:
        """Return them all; shape (distributions, 1025)."""
        found = {spread: quantiles(spread) for spread, _ in self._rows}
        rows = [by_normal(found[spread]) if normal else found[spread] for spread, normal in self._rows]
        return np.array(rows, float).reshape(len(rows), STEPS + 1)


def _shared(causes: Sequence[Cause], nodes: Sequence[int], mixed: Mixing, tables: _Tables, seed: int) -> Shared:
    """Return what nodes have in common: drivers and events, and the normal numbers of correlated durations."""
    ids = [one.id for one in causes]
    of_node: dict[int, list[int]] = {}
    for number, one in enumerate(causes):
        for node in one.nodes:
            of_node.setdefault(node, []).append(number)
    return Shared(
        key=keys(ids, seed),
        happens=keys([f"{id}\0happens" for id in ids], seed),
        chance=np.array([one.chance for one in causes], float),
        row=np.array([tables.row(one.spread) for one in causes if one.spread is not None], np.int32),
        adds=np.array([one.kind == "risk_event" for one in causes], bool),
        begin=_begins([len(of_node.get(node, ())) for node in nodes]),
        cause=np.array([number for node in nodes for number in of_node.get(node, ())], np.int32),
        shock=keys(mixed.shocks, seed),
        mix_begin=_begins([len(mixed.of[node][0]) if node in mixed.of else 0 for node in nodes]),
        mix=_flat([mixed.of[node][0] for node in nodes if node in mixed.of], np.int32),
        weight=_flat([mixed.of[node][1] for node in nodes if node in mixed.of], float),
        normal=normals(),
    )


def _flat(parts: Sequence[npt.NDArray[Any]], kind: Any) -> npt.NDArray[Any]:
    return np.concatenate(parts).astype(kind, copy=False) if parts else np.empty(0, kind)


def _begins(counts: Sequence[int]) -> npt.NDArray[np.int32]:
    return np.array([*accumulate(counts, initial=0)], np.int32)


def _links(
    schedule: Schedule, nodes: Sequence[int], place: npt.NDArray[np.int32], moving: Container[int]
) -> tuple[Links, dict[int, Span]]:
    """Return the links that one sweep counts, and the lags that depend on when they begin, by link."""
    network, pinned = schedule.network, schedule.bounds.pinned
    into: list[list[int]] = [[] for _ in nodes]
    for link, then in enumerate(network.then):
        if then not in pinned:
            into[then].append(link)
    flat = [link for node in nodes for link in into[node]]
    lags = [network.lag(link) for link in flat]
    types = [network.types[link] for link in flat]
    made = Links(
        begin=_begins([len(into[node]) for node in nodes]),
        source=place[np.array([network.first[link] for link in flat], np.int32)],
        lag=np.array([_ticks(lag) for lag in lags], float),
        from_end=np.array([type[0] == "F" for type in types], bool),
        to_end=np.array([type[1] == "F" for type in types], bool),
        floor=np.array([_floor(schedule, node, moving) for node in nodes], float),
    )
    return made, {at: lag for at, lag in enumerate(lags) if isinstance(lag, Span)}


def _floor(schedule: Schedule, node: int, moving: Container[int]) -> int:
    """Return the tick before which a node cannot start in any sample.

    Work that stands as late as it can begins when the schedule says that it does: nobody knows before how long it and
    what follows it will take. Where a date holds the end of work whose duration varies, its start is another in each.
    """
    bounds = schedule.bounds
    if node in bounds.pinned:
        return bounds.floor[node]
    floor = bounds.begun.get(node, bounds.floor[node]) if node in moving else bounds.floor[node]
    return max(floor, int(schedule.passes.early[node])) if node in bounds.late else floor


def _holds(schedule: Schedule, place: npt.NDArray[np.int32], moving: Container[int]) -> dict[int, Hold]:
    """Return what dates make of nodes; of work that always takes the same time its start alone counts."""
    bounds, found = schedule.bounds, {}
    for node in {*bounds.held, *bounds.not_over_before} - bounds.pinned:
        hold = (
            Hold(bounds.by_start.get(node), bounds.by_end.get(node), bounds.not_over_before.get(node))
            if node in moving
            else Hold(bounds.held.get(node), None, None)
        )
        if any(tick is not None for tick in hold):
            found[int(place[node])] = hold
    return found


def _ticks(wait: Wait) -> float:
    return 0.0 if isinstance(wait, Span) else float(wait)


def _curves(
    schedule: Schedule,
    free: set[int],
    waits: Mapping[int, Span],
    place: npt.NDArray[np.int32],
    moving: Container[int],
) -> Curves | None:
    """Return what one sweep cannot count, numbered as the samplers have it; ``None`` where there is nothing."""
    network, pinned = schedule.network, schedule.bounds.pinned
    openings = [
        Opening(tuple(int(place[part]) for part in parts), int(place[then]), lag, type[1] == "F")
        for parts, then, type, lag in network.openings
        if then not in pinned
    ]
    longest = [
        Longest(int(place[first]), int(place[then]), type[0] == "F", type[1] == "F", most)
        for first, then, type, most in network.longest
        if first not in pinned
    ]
    spans = {int(place[node]): network.spans[node] for node in free}
    holds = _holds(schedule, place, moving)
    if not (spans or waits or openings or longest or holds):
        return None
    return Curves(network.axis, spans, waits, openings, longest, holds, [])
