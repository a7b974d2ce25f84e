"""Longest waits: which links exceed theirs, what must begin later so that they do not, and by when work must be over.

Where a link is to or from a whole, its start is that of the part which starts first, its finish that of the part which
ends last.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from planmodel.scheduling.network import Network, weight
from planmodel.scheduling.passes import Passes
from planmodel.scheduling.spans import Wait, earliest, plain, through

__all__ = ["Longest", "exceeded", "longest_waits", "lowered", "pushed", "within_longest"]


class Longest(NamedTuple):
    """A link with a longest wait, between the nodes that its two ends are.

    Parameters:
        number: its place among :attr:`Network.longest`.
        first: the node from which it waits.
        then: the node that waits.
        type: ``FS``, ``SS``, ``FF`` or ``SF``.
        most: the longest wait.
        opening: the nodes of which the first to start counts, where it waits from the start of a whole.
    """

    number: int
    first: int
    then: int
    type: str
    most: Wait
    opening: tuple[int, ...] = ()

    def source(self, starts: Sequence[int], ends: Sequence[int]) -> int:
        """Return the tick from which it waits."""
        return ends[self.first] if self.type[0] == "F" else int(starts[self.first])

    def held(self, starts: Sequence[int], ends: Sequence[int]) -> int:
        """Return the tick until which it waits."""
        return int(starts[self.then]) if self.type[1] == "S" else ends[self.then]


def longest_waits(network: Network, starts: Sequence[int], ends: Sequence[int]) -> list[Longest]:
    """Return the links with a longest wait, of wholes between the parts that come first and last."""
    found = []
    for number, (first, then, type, most) in enumerate(network.longest):
        opening = _parts(network, first) if type[0] == "S" else ()
        source = _end_of(network, first, type[0], starts, ends)
        held = _end_of(network, then, type[1], starts, ends)
        found.append(Longest(number, source, held, type, most, opening))
    return found


def _parts(network: Network, node: int) -> tuple[int, ...]:
    """Return the parts of the whole that a node stands for; none of one that is work itself."""
    return network.parts[network.name(node)] if node >= len(network.ids) else ()


def _end_of(network: Network, node: int, side: str, starts: Sequence[int], ends: Sequence[int]) -> int:
    """Return the node that a whole begins or ends with, of several the one whose id comes first; other nodes as is."""
    parts = _parts(network, node)
    if not parts:
        return node
    when = ends if side == "F" else starts
    sign = -1 if side == "F" else 1
    return min(parts, key=lambda part: (sign * int(when[part]), network.ids[part]))


def exceeded(network: Network, starts: Sequence[int], ends: Sequence[int]) -> list[Longest]:
    """Return the links whose longest wait is exceeded."""
    return [
        one
        for one in longest_waits(network, starts, ends)
        if one.held(starts, ends) > through(network.axis, one.most, one.source(starts, ends))
    ]


def pushed(
    network: Network,
    one: Longest,
    starts: Sequence[int],
    ends: Sequence[int],
    floor: Sequence[int],
    fixed: Container[int],
) -> dict[int, int]:
    """Return when work must begin so that a longest wait is not exceeded; nothing where it is fixed or did not move.

    Parameters:
        network: the network.
        one: a link whose wait is exceeded.
        starts: when each node begins.
        ends: when it ends.
        floor: the tick before which each node cannot begin.
        fixed: the nodes whose start is a fact.
    """
    axis = network.axis
    tick = earliest(axis, one.most, one.held(starts, ends))
    if one.type[0] == "F":
        tick = earliest(axis, network.length(one.first), tick)
    early = {node: tick for node in one.opening or (one.first,) if int(starts[node]) < tick}
    if any(node in fixed or floor[node] >= tick for node in early):
        return {}
    return early


def lowered(network: Network, passes: Passes, ends: Sequence[int], due: Mapping[int, int]) -> dict[int, int]:
    """Return by when work must be over so that its latest times keep the longest waits, where that is earlier.

    Parameters:
        network: the network.
        passes: its passes, with late ends.
        ends: the earliest finish of each node.
        due: by when work must be over already.
    """
    axis, late = network.axis, passes.late_ends
    assert late is not None
    found: dict[int, int] = {}
    for one in longest_waits(network, passes.early, ends):
        bound = through(axis, one.most, one.source(passes.late, late))
        if one.held(passes.late, late) <= bound:
            continue
        end = through(axis, network.length(one.then), bound) if one.type[1] == "S" else bound
        known = found.get(one.then, due.get(one.then))
        if known is None or end < known:
            found[one.then] = end
    return found


def within_longest(network: Network, passes: Passes, ends: Sequence[int]) -> Passes:
    """Return passes whose latest starts keep the longest waits as well, on an axis on which ticks can be added."""
    late, lengths = list(passes.late), network.durations
    preceding: list[list[tuple[int, int]]] = [[] for _ in lengths]
    for first, then, link in zip(network.first, network.then, network.weights(), strict=True):
        preceding[then].append((first, link))
    waiting = [
        (one.first, one.then, weight(one.type, plain(one.most), lengths[one.first], lengths[one.then]))
        for one in longest_waits(network, passes.early, ends)
    ]
    for _ in range(len(late) + 1):
        changed = False
        for first, then, most in waiting:
            stack = [then] if late[first] + most < late[then] else []
            if stack:
                late[then] = late[first] + most
                changed = True
            while stack:
                node = stack.pop()
                for before, link in preceding[node]:
                    if late[node] - link < late[before]:
                        late[before] = late[node] - link
                        stack.append(before)
        if not changed:
            break
    return passes._replace(late=late)
