"""Both passes over a network in which some durations and waits depend on when they begin (see ``spans``).

A link holds a start or a finish: what waits cannot start, or cannot be over, before the wait has led there. Going
forward a held finish gives the earliest start from which the work is not over before it; going backward a bound gives
the latest start, or the latest end of a wait's source, from which the forward count still holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from planmodel.scheduling.bounds import Bounds
from planmodel.scheduling.network import Network
from planmodel.scheduling.passes import Passes, grouped, ordering
from planmodel.scheduling.spans import Span, Wait, earliest, latest, through

__all__ = ["Latest", "Link", "backward", "links_of", "solve_curved"]


class Link(NamedTuple):
    """One link: where it comes from, its type, its lag."""

    first: int
    then: int
    type: str
    lag: Wait


class Latest(NamedTuple):
    """What a backward pass finds: latest starts, and the ticks by which each must be over; ``None`` without a bound."""

    starts: list[int | None]
    ends: list[int | None]


def links_of(network: Network, opening: Sequence[int], pinned: Iterable[int]) -> list[Link]:
    """Return the links of a network; a link from the start of a whole comes from the part that opens it."""
    fixed = set(pinned)
    ends = zip(network.first, network.then, network.types, strict=True)
    links = [
        Link(first, then, type, network.lag(number))
        for number, (first, then, type) in enumerate(ends)
        if then not in fixed
    ]
    for node, (_, then, type, lag) in zip(opening, network.openings, strict=False):
        if then not in fixed:
            links.append(Link(node, then, type, lag))
    return links


def start_allowed(network: Network, link: Link, early: Sequence[int], ends: Sequence[int]) -> int:
    """Return the first tick at which a link lets what waits begin."""
    axis = network.axis
    held = through(axis, link.lag, ends[link.first] if link.type[0] == "F" else early[link.first])
    return network.begin(link.then, held if link.type[1] == "S" else earliest(axis, network.length(link.then), held))


def solve_curved(
    network: Network, links: Sequence[Link], floor: Sequence[int], due: Mapping[int, int], bounds: Bounds
) -> Passes:
    """Return both passes; parameters as for :func:`planmodel.scheduling.passes.solve`.

    What is held to a date begins on it whatever its links say; what stands late begins where it can begin at the
    latest, and what waits for it after it.
    """
    size, axis = len(network.durations), network.axis
    begin, sorting = grouped(size, [link.then for link in links])
    if sorting is not None:
        links = [links[number] for number in sorting]
    order = ordering(begin, [link.first for link in links])
    if len(order) < size:
        return Passes(list(floor), list(floor), list(floor), order)
    early, ends = _forward(network, links, begin, order, floor, bounds)
    finish = max(ends, default=0)
    if bounds.until is not None:
        finish = max(finish, bounds.until)
    by: list[int | None] = [min(finish, due.get(node, finish), bounds.last.get(node, finish)) for node in range(size)]
    last = backward(network, links, begin, order, by, bounds.exact)
    late = [network.begin(node, start) for node, start in enumerate(last.starts) if start is not None]
    late_ends = [through(axis, network.length(node), start) for node, start in enumerate(late)]
    if bounds.late:
        raised = [max(tick, late[node]) if node in bounds.late else tick for node, tick in enumerate(floor)]
        early, ends = _forward(network, links, begin, order, raised, bounds)
    free = _free(network, links, by, early, ends)
    if axis.is_clock:
        _settle(network, bounds, Passes(early, late, free, order, ends, late_ends), late, late_ends)
    return Passes(early, late, free, order, ends, late_ends)


def _held_end(network: Network, link: Link, early: Sequence[int], ends: Sequence[int]) -> int:
    """Return the tick before which a link lets nothing end, where only time off lies before it; else 0 or less.

    Work that may not be over before Monday at eight, and has nothing left to do on Friday at five, ends on Monday.
    """
    if link.type[1] == "S" or not isinstance(network.length(link.then), Span):
        return -(2**60)
    source = ends[link.first] if link.type[0] == "F" else early[link.first]
    held = through(network.axis, link.lag, source)
    return held if network.work_between(link.then, ends[link.then], held) == 0 else -(2**60)


def _settle(network: Network, bounds: Bounds, passes: Passes, late: list[int], late_ends: list[int]) -> None:
    """Put late times where facts and time off leave no room, on a line on which every minute counts."""
    assert passes.ends is not None
    for node in range(len(network.ids)):
        here, end = passes.early[node], passes.ends[node]
        if node in bounds.over:
            late[node], late_ends[node] = here, end
        elif node in bounds.pinned:  # it has begun, only its end can move
            late[node], late_ends[node] = here, network.last_end(node, late_ends[node])
        elif (
            late_ends[node] < end and not network.length(node) and not network.work_between(node, end, late_ends[node])
        ):
            late[node] = late_ends[node] = end  # a point between two working times


def _forward(
    network: Network,
    links: Sequence[Link],
    begin: Sequence[int],
    order: Sequence[int],
    floor: Sequence[int],
    bounds: Bounds,
) -> tuple[list[int], list[int]]:
    """Return the earliest starts and finishes."""
    early, ends = list(floor), [0] * len(floor)
    for node in order:
        for link in links[begin[node] : begin[node + 1]]:
            early[node] = max(early[node], start_allowed(network, link, early, ends))
        if node not in bounds.pinned:
            held, begun = bounds.held.get(node), network.begin(node, early[node])
            early[node] = begun if held is None else min(begun, held)
        ends[node] = through(network.axis, network.length(node), early[node])
        if network.axis.has_hours:
            for link in links[begin[node] : begin[node + 1]]:
                ends[node] = max(ends[node], _held_end(network, link, early, ends))
    return early, ends


def backward(
    network: Network,
    links: Sequence[Link],
    begin: Sequence[int],
    order: Sequence[int],
    ends: Iterable[int | None],
    exact: Collection[int] = (),
) -> Latest:
    """Return the latest starts and ends.

    Parameters:
        network: the network.
        links: its links, in the order of the nodes that wait.
        begin: where the links of each node begin among them, one more at the end.
        order: the nodes, each behind what it waits for.
        ends: the ticks by which nodes must be over.
        exact: nodes that must be over by their tick whatever waits for them.
    """
    axis, by = network.axis, list(ends)
    starts: list[int | None] = [None] * len(by)
    for node in reversed(order):
        end, start = by[node], starts[node]
        if end is not None:
            bound = latest(axis, network.length(node), end)
            start = starts[node] = bound if start is None else min(start, bound)
        if start is None:
            continue
        # What takes no time has its place in time off at its edges: what leads there has until the later one.
        starts[node] = network.last_end(node, start)
        start = network.last_point(node, start)
        for link in links[begin[node] : begin[node + 1]]:
            held = start if link.type[1] == "S" else through(axis, network.length(node), start)
            bound = latest(axis, link.lag, held)
            if link.first in exact:
                continue
            where = by if link.type[0] == "F" else starts
            known = where[link.first]
            where[link.first] = bound if known is None else min(known, bound)
    return Latest(starts, by)


def _free(
    network: Network, links: Sequence[Link], bounds: Sequence[int | None], early: Sequence[int], ends: Sequence[int]
) -> list[int]:
    """Return how far each node can slip, beginning later or taking longer, before another or the end does."""
    axis = network.axis

    def room(node: int, end: int) -> int:
        after = network.work_between(node, ends[node], end)
        length = network.length(node)
        if not isinstance(length, Span):
            return after
        return min(after, network.work_between(node, early[node], latest(axis, length, end)))

    free = [room(node, end) for node, end in enumerate(bounds) if end is not None]
    for link in links:
        bound = latest(axis, link.lag, early[link.then] if link.type[1] == "S" else ends[link.then])
        gap = room(link.first, bound)
        if link.type[0] == "S":
            gap = network.work_between(link.first, early[link.first], bound)
        free[link.first] = min(free[link.first], gap)
    return free
