"""The critical path method on whole numbers: forward and backward pass over a network, in plain lists.

Every link is one inequality between starts, ``ES[then] >= ES[first] + weight``: with durations ``d`` and lag ``l`` the
weight is ``d[first] + l`` for FS, ``l`` for SS, ``d[first] + l - d[then]`` for FF and ``l - d[then]`` for SF.

Source: J. E. Kelley and M. R. Walker, *Critical-path planning and scheduling*, 1959; S. E. Elmaghraby and
J. Kamburowski, *The analysis of activity networks under generalized precedence relations*, Management Science 38, 1992.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

__all__ = ["Passes", "forward", "solve"]


class Passes(NamedTuple):
    """What the two passes found.

    Parameters:
        early: earliest starts.
        late: latest starts.
        free: free slack: how far a start can move before another moves.
        order: the nodes in an order of precedence; shorter than the network when there is a circle.
    """

    early: Sequence[int]
    late: Sequence[int]
    free: Sequence[int]
    order: Sequence[int]


Edges = list[list[tuple[int, int]]]
"""For each node what follows it, with the weight."""


def adjacency(size: int, first: Sequence[int], then: Sequence[int], weights: Sequence[int]) -> Edges:
    """Return for each node what follows it, with the weight."""
    after: Edges = [[] for _ in range(size)]
    for left, edge in zip(first, zip(then, weights, strict=True), strict=True):
        after[left].append(edge)
    return after


def forward(after: Edges, floor: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return earliest starts, none below its floor, and an order of precedence.

    The order holds only nodes that are not in a circle nor behind one.
    """
    early = list(floor)
    waiting = [0] * len(after)
    for row in after:
        for then, _ in row:
            waiting[then] += 1
    order = [node for node, count in enumerate(waiting) if not count]
    for node in order:  # grows while it is walked
        begin = early[node]
        for then, weight in after[node]:
            if begin + weight > early[then]:
                early[then] = begin + weight
            count = waiting[then] - 1
            waiting[then] = count
            if not count:
                order.append(then)
    return early, order


def backward(
    after: Edges, early: Sequence[int], ceiling: Sequence[int], order: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return latest starts, none above its ceiling, and free slack, up to the ceiling."""
    late = list(ceiling)
    free = [0] * len(after)
    for node in reversed(order):
        latest, begin = ceiling[node], early[node]
        loose = latest - begin  # a lead or a start link may let work end after what waits for it
        for then, weight in after[node]:
            if late[then] - weight < latest:
                latest = late[then] - weight
            gap = early[then] - weight - begin
            if gap < loose:
                loose = gap
        late[node] = latest
        free[node] = loose
    return late, free


def solve(
    first: Sequence[int],
    then: Sequence[int],
    weights: Sequence[int],
    durations: Sequence[int],
    floor: Sequence[int],
    due: dict[int, int],
) -> Passes:
    """Return both passes over a network.

    Parameters:
        first: the node that each link starts from.
        then: the node that waits for it.
        weights: the weight of each link.
        durations: of each node, in ticks.
        floor: the tick before which a node cannot start.
        due: the tick by which some nodes must be over; they may have negative slack.

    Returns:
        Early and late starts and free slack; when ``order`` is shorter than the network there is a circle, and the
        rest means nothing.
    """
    after = adjacency(len(durations), first, then, weights)
    early, order = forward(after, floor)
    if len(order) < len(durations):
        return Passes(early, early, early, order)
    finish = max((begin + length for begin, length in zip(early, durations, strict=True)), default=0)
    ceiling: Any = [finish - length for length in durations]
    for node, tick in due.items():
        ceiling[node] = min(ceiling[node], tick - durations[node])
    late, free = backward(after, early, ceiling, order)
    return Passes(early, late, free, order)
