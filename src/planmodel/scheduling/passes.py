"""The critical path method on whole numbers: forward and backward pass over a network, in plain lists.

Every link is one inequality between starts, ``ES[then] >= ES[first] + weight``: with durations ``d`` and lag ``l`` the
weight is ``d[first] + l`` for FS, ``l`` for SS, ``d[first] + l - d[then]`` for FF and ``l - d[then]`` for SF.

Source: J. E. Kelley and M. R. Walker, *Critical-path planning and scheduling*, 1959; S. E. Elmaghraby and
J. Kamburowski, *The analysis of activity networks under generalized precedence relations*, Management Science 38, 1992.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, islice
from operator import le, sub
from typing import NamedTuple

__all__ = ["Passes", "solve"]


class Passes(NamedTuple):
    """What the two passes found.

    Parameters:
        early: earliest starts.
        late: latest starts.
        free: free slack: how far a start can move before another, or the end, does.
        order: the nodes, each behind what it waits for; shorter than the network when there is a circle.
        ends: earliest finishes, where they are not starts plus durations.
        late_ends: the finishes of work that begins at its latest start, likewise.
    """

    early: Sequence[int]
    late: Sequence[int]
    free: Sequence[int]
    order: Sequence[int]
    ends: Sequence[int] | None = None
    late_ends: Sequence[int] | None = None

    def scaled(self, factor: int) -> Passes:
        """Return the passes on an axis whose ticks are so many times finer."""

        def times(ticks: Sequence[int]) -> list[int]:
            return [int(tick) * factor for tick in ticks]

        ends, late_ends = (None if ticks is None else times(ticks) for ticks in (self.ends, self.late_ends))
        return Passes(times(self.early), times(self.late), times(self.free), self.order, ends, late_ends)


def grouped(size: int, then: Sequence[int]) -> tuple[list[int], list[int] | None]:
    """Return where the links into each node begin, one more at the end, and the links in that order if it is another.

    A plan's links mostly come in that order, since each element holds its own.
    """
    counts = [0] * (size + 1)
    for node in then:
        counts[node + 1] += 1
    in_order = all(map(le, then, islice(then, 1, None)))
    return [*accumulate(counts)], None if in_order else sorted(range(len(then)), key=then.__getitem__)


def ordering(begin: Sequence[int], first: Sequence[int]) -> list[int]:
    """Return the nodes, each behind what it waits for; fewer than all when there is a circle.

    A walk in depth: a node is placed when everything that it waits for is.
    """
    size = len(begin) - 1
    state = bytearray(size)  # 0 new, 1 waiting for what comes first, 2 placed
    order: list[int] = []
    place = order.append
    for root in range(size):
        if state[root]:
            continue
        stack = [root]
        while stack:
            node = stack[-1]
            if state[node]:
                stack.pop()
                if state[node] == 1:
                    state[node] = 2
                    place(node)
                continue
            state[node] = 1
            for before in first[begin[node] : begin[node + 1]]:
                if not state[before]:
                    stack.append(before)
                elif state[before] == 1:
                    return order
    return order


def solve(
    first: Sequence[int],
    then: Sequence[int],
    weights: Sequence[int] | None,
    durations: Sequence[int],
    floor: Sequence[int],
    due: dict[int, int],
) -> Passes:
    """Return both passes over a network.

    Parameters:
        first: the node that each link starts from.
        then: the node that waits for it.
        weights: the weight of each link; ``None`` where it is the duration of the node that the link starts from.
        durations: of each node, in ticks.
        floor: the tick before which a node cannot start.
        due: the tick by which some nodes must be over; they may have negative slack.

    Returns:
        Early and late starts and free slack; when ``order`` is shorter than the network there is a circle, and the
        rest means nothing.
    """
    begin, sorting = grouped(len(durations), then)
    if sorting is not None:
        first = [first[link] for link in sorting]
        weights = None if weights is None else [weights[link] for link in sorting]
    order = ordering(begin, first)
    early = list(floor)
    if len(order) < len(durations):
        return Passes(early, early, early, order)
    if weights is None:
        return _one_after_the_other(begin, first, durations, early, due, order)
    for node in order:
        start = early[node]
        for link in range(begin[node], begin[node + 1]):
            bound = early[first[link]] + weights[link]
            if bound > start:
                start = bound
        early[node] = start
    finish = max((start + length for start, length in zip(early, durations, strict=True)), default=0)
    late = [finish - length for length in durations]
    for node, tick in due.items():
        late[node] = min(late[node], tick - durations[node])
    free = [latest - start for latest, start in zip(late, early, strict=True)]
    for node in reversed(order):
        latest, start = late[node], early[node]
        for link in range(begin[node], begin[node + 1]):
            before, weight = first[link], weights[link]
            if latest - weight < late[before]:
                late[before] = latest - weight
            gap = start - weight - early[before]
            if gap < free[before]:
                free[before] = gap
    return Passes(early, late, free, order)


def _one_after_the_other(
    begin: Sequence[int],
    first: Sequence[int],
    durations: Sequence[int],
    early: list[int],
    due: dict[int, int],
    order: Sequence[int],
) -> Passes:
    """Return both passes where work only waits for the end of other work: whatever waits for a node knows its end."""
    ends = list(durations)
    for node in order:
        start = early[node]
        for before in first[begin[node] : begin[node + 1]]:
            end = ends[before]
            if end > start:
                start = end
        early[node] = start
        ends[node] += start
    last = [max(ends, default=0)] * len(ends)  # by when each node must be over
    for node, tick in due.items():
        last[node] = min(last[node], tick)
    following = list(last)  # when the first of what waits for it begins
    late = list(last)
    for node in reversed(order):
        late[node] = latest = last[node] - durations[node]
        start = early[node]
        for before in first[begin[node] : begin[node + 1]]:
            if latest < last[before]:
                last[before] = latest
            if start < following[before]:
                following[before] = start
    return Passes(early, late, [*map(sub, following, ends)], order)
