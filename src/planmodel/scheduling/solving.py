"""Solving a network within its bounds: which engine, wholes that open with their first part, longest waits, circles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise

from planmodel.errors import CycleError, ModelError
from planmodel.scheduling.bounds import Bounds
from planmodel.scheduling.network import Network, Same, weight
from planmodel.scheduling.passes import Passes, solve

__all__ = ["solve_network"]

_COMPILED_FROM = 30_000
"""Tasks from which compiled code is worth its start; once it has started, a tenth of that is enough."""
_MOST_ROUNDS = 200


def solve_network(network: Network, bounds: Bounds, durations: Sequence[int] | None = None) -> Passes:
    """Return early and late starts and free slack of every node.

    Parameters:
        network: the network. A link that waits for a whole to start counts from the part that starts first, which is
            found in turns: the network is solved until that choice stays.
        bounds: what fixes work in time.
        durations: other durations than the network's.

    Raises:
        CycleError: the links run in a circle; the error names every circle.
        ModelError: longest waits contradict the links.
    """
    lengths = network.durations if durations is None else durations
    chosen: list[int] = []
    floor = list(bounds.floor)
    rounds = 0
    while True:
        passes = _solve_once(network, bounds, lengths, chosen, floor)
        if len(passes.order) < len(lengths):
            raise circles(network, passes.order)
        opening = [min(parts, key=lambda node: (passes.early[node], node)) for parts, *_ in network.openings]
        late = [link for link in network.longest if _overdue(link, passes.early, lengths) > 0]
        rounds += 1
        if (opening == chosen or rounds > _MOST_ROUNDS) and not late:
            return _within_longest(network, passes, lengths) if network.longest else passes
        if rounds > _MOST_ROUNDS + len(network.longest):
            names = [f"{network.name(then)} on {network.name(first)}" for first, then, *_ in late]
            raise ModelError(
                f"the longest waits contradict the links: {', '.join(names[:5])}", hint="make a max_lag longer"
            )
        chosen = opening
        for link in late:
            first = link[0]
            floor[first] = max(floor[first], passes.early[first] + _overdue(link, passes.early, lengths))


def _overdue(link: tuple[int, int, str, int], early: Sequence[int], lengths: Sequence[int]) -> int:
    """Return by how much a link's longest wait is exceeded."""
    first, then, type, most = link
    return early[then] - early[first] - weight(type, most, lengths[first], lengths[then])


def _within_longest(network: Network, passes: Passes, lengths: Sequence[int]) -> Passes:
    """Return passes whose latest starts keep the longest waits as well."""
    late = list(passes.late)
    preceding: list[list[tuple[int, int]]] = [[] for _ in lengths]
    for first, then, link in zip(network.first, network.then, network.weights(lengths), strict=True):
        preceding[then].append((first, link))
    waiting = [
        (first, then, weight(type, most, lengths[first], lengths[then])) for first, then, type, most in network.longest
    ]
    for _ in range(len(late) + 1):
        lowered = False
        for first, then, most in waiting:
            stack = [then] if late[first] + most < late[then] else []
            if stack:
                late[then] = late[first] + most
                lowered = True
            while stack:
                node = stack.pop()
                for before, link in preceding[node]:
                    if late[node] - link < late[before]:
                        late[before] = late[node] - link
                        stack.append(before)
        if not lowered:
            break
    return passes._replace(late=late)


def _solve_once(
    network: Network, bounds: Bounds, lengths: Sequence[int], opening: Sequence[int], floor: list[int]
) -> Passes:
    first, then = network.first, network.then
    fast = _is_worth_compiling(len(lengths))
    if (
        fast
        and not opening
        and not bounds.pinned
        and isinstance(network.lags, Same)
        and isinstance(network.types, Same)
    ):
        from planmodel.scheduling.compiled import solve as solve_compiled

        return solve_compiled(first, then, None, lengths, floor, bounds.due)
    weights = network.weights(lengths)
    if opening:
        wholes = zip(opening, network.openings, strict=True)
        added = [(node, to, weight(type, lag, lengths[node], lengths[to])) for node, (_, to, type, lag) in wholes]
        first = [*first, *(one[0] for one in added)]
        then = [*then, *(one[1] for one in added)]
        weights = [*weights, *(one[2] for one in added)]
    if bounds.pinned:
        kept = [link for link in zip(first, then, weights, strict=True) if link[1] not in bounds.pinned]
        first, then, weights = ([link[side] for link in kept] for side in range(3))
    if fast:
        from planmodel.scheduling.compiled import solve as solve_compiled

        return solve_compiled(first, then, weights, lengths, floor, bounds.due)
    return solve(first, then, weights, lengths, floor, bounds.due)


def _is_worth_compiling(size: int) -> bool:
    if "planmodel.scheduling.compiled" in sys.modules:
        return size >= _COMPILED_FROM // 10
    return size >= _COMPILED_FROM and find_spec("numba") is not None


def circles(network: Network, order: Sequence[int]) -> CycleError:
    """Return the error that names the circles among the nodes that no order holds."""
    import networkx as nx

    placed = set(order)
    net: nx.DiGraph[int] = nx.DiGraph()
    links = zip(network.first, network.then, strict=True)
    net.add_edges_from(link for link in links if link[0] not in placed and link[1] not in placed)
    rings: list[tuple[str, ...]] = []
    for knot in nx.strongly_connected_components(net):
        inside = net.subgraph(sorted(knot))
        if len(knot) == 1 and not inside.number_of_edges():
            continue
        if inside.number_of_edges() > 2000:  # enumerating is for small knots; of a large one, show that it is one
            rings.append(_named(network, [first for first, _ in nx.find_cycle(inside)]))
            continue
        for ring, _ in zip(nx.simple_cycles(inside), range(100), strict=False):
            rings.append(_named(network, ring))
    found = sorted(dict.fromkeys(rings), key=lambda ring: (len(ring), ring))
    shown = "; ".join(" -> ".join((*ring, ring[0])) for ring in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return CycleError(
        f"the work waits for itself in a circle: {shown}{more}", cycles=found, hint="take out one link of each circle"
    )


def _named(network: Network, ring: Sequence[int]) -> tuple[str, ...]:
    """Return a ring's ids in the order of precedence, beginning with the one that comes first in the plan."""
    start = ring.index(min(ring))
    names = [network.name(node) for node in (*ring[start:], *ring[:start])]
    return (names[0], *(name for before, name in pairwise(names) if name != before))
