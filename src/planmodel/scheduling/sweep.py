"""What each task of a network costs and holds up, by sweeps over its order instead of solving again for each."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import accumulate

from planmodel.scheduling.links import FS
from planmodel.scheduling.schedule import Schedule

__all__ = ["ends_without", "is_plain", "reached_behind"]

_BITS = 4096
"""How many nodes are counted at a time, so that large networks take little memory."""


def is_plain(schedule: Schedule) -> bool:
    """Return whether work only ever waits for the end of other work, in ticks that can be added.

    Then the length of a task moves what lies behind it and nothing else.
    """
    network = schedule.network
    if network.is_curved or network.longest or network.openings or schedule.passes.ends is not None:
        return False
    return all(type == FS for type in network.types) and len(schedule.passes.order) == len(network.durations)


def ends_without(schedule: Schedule, nodes: Iterable[int], tails: Sequence[int | None]) -> list[int]:
    """Return for each node when the last of some nodes would end if the node were not there, nor any way through it.

    A way that goes past a node lies before it in the order, or behind it, or jumps over it by just one link: so the
    latest end is the latest of those ways, which one sweep over the order finds for all nodes.

    Parameters:
        schedule: a schedule that :func:`is_plain`.
        nodes: the nodes whose last end counts.
        tails: how long the ways behind each node's end to one of ``nodes`` are; ``None`` where there is none.

    Source: S. A. Devaux, *Total Project Control*, 1999, for the drag that follows from it.
    """
    network, ends, bounds = schedule.network, schedule.ends, schedule.bounds
    order = [int(node) for node in schedule.passes.order]
    size, place = len(order), {node: position for position, node in enumerate(order)}
    nothing = -1
    before, behind = [nothing] * (size + 1), [nothing] * (size + 1)
    for node in nodes:
        before[place[node] + 1] = max(before[place[node] + 1], ends[node])
    for position, node in enumerate(order):
        tail = tails[node]
        if tail is not None:  # a way may begin here: at what the node's own dates allow
            start = int(schedule.passes.early[node]) if node in bounds.pinned else max(0, bounds.floor[node])
            behind[position] = start + network.durations[node] + tail
    before = [*accumulate(before, max)]
    behind = [*accumulate(reversed(behind), max)][::-1]
    over = _over(schedule, place, tails)
    return [max(before[place[node]], behind[place[node] + 1], over[place[node]]) for node in range(size)]


def _over(schedule: Schedule, place: dict[int, int], tails: Sequence[int | None]) -> list[int]:
    """Return for each place of the order the longest way that jumps over it by a link."""
    network, ends = schedule.network, schedule.ends
    jumps: list[list[tuple[int, int]]] = [[] for _ in place]
    for link, (first, then) in enumerate(zip(network.first, network.then, strict=True)):
        tail = tails[then]
        if tail is not None and then not in schedule.bounds.pinned and place[then] - place[first] > 1:
            way = ends[first] + network.lags[link] + network.durations[then] + tail
            jumps[place[first]].append((-way, place[then]))
    found, held = [-1] * len(place), list[tuple[int, int]]()
    for position in range(len(place)):
        while held and held[0][1] <= position:
            heapq.heappop(held)
        if held:
            found[position] = -held[0][0]
        for jump in jumps[position]:
            heapq.heappush(held, jump)
    return found


def reached_behind(
    after: Sequence[Sequence[int]], order: Sequence[int], marks: Sequence[int], counted: int
) -> tuple[list[int], list[int]]:
    """Return how many nodes lie behind each node, and which marks they and the node itself carry.

    Parameters:
        after: the nodes right behind each node.
        order: the nodes, each before what lies behind it.
        marks: what each node carries, as the bits of a number.
        counted: how many nodes count, the first ones.
    """
    counts, carried = [0] * len(after), list(marks)
    for node in reversed(order):
        for then in after[node]:
            carried[node] |= carried[then]
    for begin in range(0, counted, _BITS):
        end = min(begin + _BITS, counted)
        held = [0] * len(after)
        for node in reversed(order):
            bits = 0
            for then in after[node]:
                bits |= held[then] | (1 << (then - begin) if begin <= then < end else 0)
            held[node] = bits
            counts[node] += bits.bit_count()
    return counts, carried
