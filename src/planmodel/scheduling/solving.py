"""Solving a network within its bounds: which engine, wholes that open with their first part, longest waits, circles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import pairwise

import attrs

from planmodel.errors import CycleError, ModelError
from planmodel.scheduling.bounds import Bounds
from planmodel.scheduling.curved import links_of, solve_curved
from planmodel.scheduling.links import Same
from planmodel.scheduling.longest import exceeded, lowered, pushed, within_longest
from planmodel.scheduling.network import Network, weight
from planmodel.scheduling.passes import Passes, solve
from planmodel.scheduling.spans import Span, plain
from planmodel.words import Message, say

__all__ = ["ends_of", "opening_part", "solve_network", "with_openers"]

_COMPILED_FROM = 30_000
"""Tasks from which compiled code is worth its start; once it has started, a tenth of that is enough."""
_MOST_ROUNDS = 200


def solve_network(network: Network, bounds: Bounds) -> Passes:
    """Return early and late starts and free slack of every node.

    Parameters:
        network: the network. A link that waits for a whole to start counts from the part that starts first, which is
            found in turns: the network is solved until that choice stays. Work with a longest wait behind it begins as
            late as that takes; where it cannot, since dates fix it, the wait is exceeded, which is a finding.
        bounds: what fixes work in time.

    Raises:
        CycleError: the links run in a circle; the error names every circle.
        ModelError: longest waits contradict the links.
    """
    chosen: list[int] = []
    floor, due = list(bounds.floor), dict(bounds.due)
    rounds = 0
    while True:
        passes = _solve_once(network, bounds, chosen, floor, due)
        if len(passes.order) < len(network.durations):
            raise circles(network, passes.order, chosen)
        opening = [opening_part(network, parts, passes.early) for parts, *_ in network.openings]
        later = _later(network, passes, floor, bounds)
        rounds += 1
        if (opening == chosen or rounds > _MOST_ROUNDS) and not later:
            break
        if rounds > _MOST_ROUNDS + len(network.longest):
            broken = exceeded(network, passes.early, ends_of(network, passes))
            names = sorted(f"{network.name(one.then)} on {network.name(one.first)}" for one in broken)
            raise ModelError(say("longest.contradict", names=tuple(names)), hint=say("longest.contradict.hint"))
        chosen = opening
        for node, tick in later.items():
            floor[node] = max(floor[node], tick)
    if not network.longest:
        return passes
    ends = ends_of(network, passes)
    if passes.ends is None:
        return within_longest(network, passes, ends)
    for _ in range(len(network.durations) + 1):
        sooner = lowered(network, passes, ends, due)
        if not sooner:
            break
        due |= sooner
        passes = _solve_once(network, bounds, chosen, floor, due)
    return passes


def _later(network: Network, passes: Passes, floor: Sequence[int], bounds: Bounds) -> dict[int, int]:
    """Return when work must begin so that longest waits are not exceeded, where that is still to be had."""
    if not network.longest:
        return {}
    ends, later = ends_of(network, passes), dict[int, int]()
    for one in exceeded(network, passes.early, ends):
        for node, tick in pushed(network, one, passes.early, ends, floor, bounds.pinned).items():
            later[node] = max(tick, later.get(node, tick))
    return later


def opening_part(network: Network, parts: Sequence[int], early: Sequence[int]) -> int:
    """Return the part with which a whole opens: the one that starts first, of several the one whose id comes first."""
    return min(parts, key=lambda node: (early[node], network.ids[node]))


def with_openers(network: Network, early: Sequence[int]) -> Network:
    """Return the network with a link more for each that waits for a whole to start: from the part that starts first."""
    if not network.openings:
        return network
    openers = [opening_part(network, parts, early) for parts, *_ in network.openings]
    lags = [lag for *_, lag in network.openings]
    curved = {len(network.lags) + place: lag for place, lag in enumerate(lags) if isinstance(lag, Span)}
    return attrs.evolve(
        network,
        first=[*network.first, *openers],
        then=[*network.then, *(then for _, then, _, _ in network.openings)],
        types=[*network.types, *(type for _, _, type, _ in network.openings)],
        lags=[*network.lags, *(0 if isinstance(lag, Span) else lag for lag in lags)],
        waits={**network.waits, **curved},
    )


def ends_of(network: Network, passes: Passes) -> Sequence[int]:
    """Return the earliest finish of each node."""
    if passes.ends is not None:
        return passes.ends
    return [int(start) + length for start, length in zip(passes.early, network.durations, strict=True)]


def _solve_once(
    network: Network, bounds: Bounds, opening: Sequence[int], floor: list[int], due: dict[int, int]
) -> Passes:
    if network.is_curved or bounds.is_held:
        return solve_curved(network, links_of(network, opening, bounds.pinned), floor, due, bounds)
    first, then, lengths = network.first, network.then, network.durations
    alike = isinstance(network.lags, Same) and isinstance(network.types, Same)
    if alike and not opening and not bounds.pinned:
        return _engine(len(lengths))(first, then, None, lengths, floor, due)
    weights = network.weights()
    if opening:
        wholes = zip(opening, network.openings, strict=True)
        added = [
            (node, to, weight(type, plain(lag), lengths[node], lengths[to])) for node, (_, to, type, lag) in wholes
        ]
        first = [*first, *(one[0] for one in added)]
        then = [*then, *(one[1] for one in added)]
        weights = [*weights, *(one[2] for one in added)]
    if bounds.pinned:
        kept = [link for link in zip(first, then, weights, strict=True) if link[1] not in bounds.pinned]
        first, then, weights = ([link[side] for link in kept] for side in range(3))
    return _engine(len(lengths))(first, then, weights, lengths, floor, due)


def _engine(size: int) -> Callable[..., Passes]:
    """Return what solves a network of so many nodes."""
    if not _is_worth_compiling(size):
        return solve
    from planmodel.scheduling.compiled import solve as solve_compiled

    return solve_compiled


def _is_worth_compiling(size: int) -> bool:
    if "planmodel.scheduling.compiled" in sys.modules:
        return size >= _COMPILED_FROM // 10
    return size >= _COMPILED_FROM and find_spec("numba") is not None


def circles(network: Network, order: Sequence[int], opening: Sequence[int] = ()) -> CycleError:
    """Return the error that names the circles among the nodes that no order holds.

    Parameters:
        network: the network.
        order: the nodes that have a place.
        opening: the parts with which wholes open.
    """
    import networkx as nx

    placed = set(order)
    net: nx.DiGraph[int] = nx.DiGraph()
    links = [*zip(network.first, network.then, strict=True)]
    links += zip(opening, (then for _, then, *_ in network.openings), strict=False)
    left = [link for link in links if link[0] not in placed and link[1] not in placed]
    net.add_edges_from(sorted(left, key=lambda link: (network.name(link[0]), network.name(link[1]))))
    rings: list[tuple[str, ...]] = []
    for knot in nx.strongly_connected_components(net):
        inside = net.subgraph(knot)
        if len(knot) == 1 and not inside.number_of_edges():
            continue
        if inside.number_of_edges() > 2000:  # enumerating is for small knots; of a large one, show that it is one
            rings.append(_named(network, [first for first, _ in nx.find_cycle(inside)]))
            continue
        for ring, _ in zip(nx.simple_cycles(inside), range(100), strict=False):
            rings.append(_named(network, ring))
    found = sorted(dict.fromkeys(rings), key=lambda ring: (len(ring), ring))
    shown = say("circle.waits", rings=tuple(_shown(ring) for ring in found[:5]))
    if len(found) > 5:
        shown = say("circle.and_more", rings=shown, n=len(found) - 5)
    return CycleError(shown, cycles=found, hint=say("circle.hint"))


_MOST_SHOWN = 20


def _shown(ring: Sequence[str]) -> Message:
    """Return a ring in words, of a long one how it begins and how many it holds."""
    if len(ring) > _MOST_SHOWN:
        ring = (*ring[: _MOST_SHOWN // 2], say("circle.more", n=len(ring)), ring[-1], ring[0])
        return say("circle.ring", ids=ring)
    return say("circle.ring", ids=(*ring, ring[0]))


def _named(network: Network, ring: Sequence[int]) -> tuple[str, ...]:
    """Return a ring's ids in the order of precedence, beginning with the first by its id."""
    start = min(range(len(ring)), key=lambda place: network.name(ring[place]))
    names = [network.name(node) for node in (*ring[start:], *ring[:start])]
    return (names[0], *(name for before, name in pairwise(names) if name != before))
