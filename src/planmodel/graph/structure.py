"""Questions about one relation as a whole: circles, layers, bottlenecks."""

from __future__ import annotations

import graphlib
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from planmodel.errors import CycleError
from planmodel.graph.coverage import Coverage, coverage
from planmodel.tabular import Rows
from planmodel.words import say

if TYPE_CHECKING:
    import networkx as nx

    from planmodel.graph.build import PlanGraph

__all__ = [
    "Bottleneck",
    "Coverage",
    "Cycle",
    "Net",
    "bottlenecks",
    "coverage",
    "cycles",
    "descendant_counts",
    "descendants",
    "is_acyclic",
    "layers",
    "ordered",
]


@attrs.frozen
class Cycle:
    """Elements that a relation leads round in a circle.

    Parameters:
        relation: the relation's name.
        ids: the elements in the order of the links, the first not repeated.
        order: ``precedence`` or ``hierarchy`` when such a circle makes no sense, else ``none``.
    """

    relation: str
    ids: tuple[str, ...]
    order: str

    def __str__(self) -> str:
        return f"{self.relation}: {' -> '.join((*self.ids, self.ids[0]))}"


@attrs.frozen
class Bottleneck:
    """How much passes through an element.

    Parameters:
        id: the element.
        share: the share of all ways from a first to a last element that pass through it, 0 to 1.
        upstream: how many elements it rests on.
        downstream: how many rest on it.
    """

    id: str
    share: float
    upstream: int
    downstream: int


class Net:
    """One relation between whole numbers: ``after[i]`` lists what rests on ``i``; parallel links count once.

    ``ways`` has the two numbers of each of the relation's ``edges``, ``ids`` the id of each number.
    """

    def __init__(self, graph: PlanGraph, relation: str) -> None:
        self.edges = graph.edges_of(relation)
        order = {id: number for number, id in enumerate(graph.nodes)}
        taking_part = {id for edge in self.edges for id in (edge.source, edge.target)}
        self.ids = tuple(sorted(taking_part, key=order.__getitem__))
        self.index = {id: number for number, id in enumerate(self.ids)}
        self.after: list[list[int]] = [[] for _ in self.ids]
        self.ways = [tuple(self.index[id] for id in edge.bearing or (edge.source, edge.target)) for edge in self.edges]
        for first, then in dict.fromkeys(self.ways):
            self.after[first].append(then)

    def layers(self) -> list[list[int]]:
        """Return the topological generations; what is in or behind a circle is in none."""
        waiting = [0] * len(self.ids)
        for row in self.after:
            for then in row:
                waiting[then] += 1
        found: list[list[int]] = []
        level = [number for number, count in enumerate(waiting) if not count]
        while level:
            found.append(level)
            following: list[int] = []
            for first in level:
                for then in self.after[first]:
                    waiting[then] -= 1
                    if not waiting[then]:
                        following.append(then)
            level = sorted(following)
        return found


def cycles(graph: PlanGraph, relation: str | None, limit: int) -> tuple[Cycle, ...]:
    """Return the circles of each relation, or of one; see :meth:`PlanGraph.cycles`."""
    if relation is not None:
        names = sorted(graph.relation_names(relation) or ())
    else:
        names = list(dict.fromkeys(edge.relation.name for edge in graph.edges))
    return Rows((cycle for name in names for cycle in _cycles_of(graph, name, limit)), Cycle)


def is_acyclic(ways: Iterable[tuple[Hashable, Hashable]]) -> bool:
    """Tell whether no way leads back to where it begins; most plans are so, and need no networkx to be found so."""
    sorter: graphlib.TopologicalSorter[Hashable] = graphlib.TopologicalSorter()
    for source, target in ways:
        sorter.add(target, source)
    try:
        sorter.prepare()
    except graphlib.CycleError:
        return False
    return True


def _cycles_of(graph: PlanGraph, name: str, limit: int) -> list[Cycle]:
    edges = graph.edges_of(name)
    if is_acyclic((edge.source, edge.target) for edge in edges):
        return []
    import networkx as nx

    net: nx.DiGraph[str] = nx.DiGraph()
    net.add_edges_from((edge.source, edge.target) for edge in edges)
    order = {id: number for number, id in enumerate(sorted(graph.nodes))}
    kind = edges[0].relation.order
    knots = [knot for knot in nx.strongly_connected_components(net) if len(knot) > 1]
    knots += [{id} for id in net if net.has_edge(id, id)]
    knots.sort(key=lambda knot: min(order[id] for id in knot))
    found: list[Cycle] = []
    for number, knot in enumerate(knots):
        room = max(1, limit - len(found) - (len(knots) - number - 1))
        inside = net.subgraph(sorted(knot, key=order.__getitem__)).copy()
        if len(knot) == 1:
            rings: list[Sequence[str]] = [tuple(knot)]
        else:
            inside.remove_edges_from([(id, id) for id in knot if inside.has_edge(id, id)])
            rings = _rings(inside, room)
        found += sorted(
            (Cycle(name, _from_first(ring, order), kind) for ring in rings),
            key=lambda cycle: (len(cycle.ids), [order[id] for id in cycle.ids]),
        )
    return found


def _rings(knot: nx.DiGraph[str], room: int) -> list[Sequence[str]]:
    import itertools

    import networkx as nx

    if knot.number_of_edges() > 2_000:  # enumerating is for small knots; of a large one, show that it is one
        return [[source for source, _ in nx.find_cycle(knot)]]
    return list(itertools.islice(nx.simple_cycles(knot), room))


def _from_first(ring: Sequence[str], order: dict[str, int]) -> tuple[str, ...]:
    start = min(range(len(ring)), key=lambda number: order[ring[number]])
    return (*ring[start:], *ring[:start])


def ordered(graph: PlanGraph, relation: str) -> tuple[Net, list[list[int]]]:
    """Return a relation between numbers and its topological generations.

    Raises:
        CycleError: it runs in a circle.
    """
    net = Net(graph, relation)
    found = net.layers()
    if sum(map(len, found)) < len(net.ids):
        circles = cycles(graph, relation, 100)
        shown = [" -> ".join((*cycle.ids, cycle.ids[0])) for cycle in circles]
        raise CycleError(
            say("cycle.relation", relation=relation, circles=shown),
            cycles=[cycle.ids for cycle in circles],
            hint=say("cycle.hint"),
        )
    return net, found


def layers(graph: PlanGraph, relation: str) -> tuple[tuple[str, ...], ...]:
    """Return the topological generations of a relation; see :meth:`PlanGraph.layers`."""
    net, found = ordered(graph, relation)
    return tuple(tuple(net.ids[number] for number in level) for level in found)


def descendants(net: Net, levels: list[list[int]]) -> tuple[list[int], list[int], set[tuple[int, int]]]:
    """Return each node's descendants as a bit set, each node's bit, and the links that others imply.

    Bits are numbered from the last node backwards, so that late nodes have short sets; successors are visited nearest
    first, so that a link is implied when its bit is already set.
    """
    line = [number for level in levels for number in level]
    bit = [0] * len(line)
    for position, number in enumerate(reversed(line)):
        bit[number] = position
    below = [0] * len(line)
    implied: set[tuple[int, int]] = set()
    for number in reversed(line):
        known = 0
        for then in sorted(net.after[number], key=bit.__getitem__, reverse=True):
            mark = 1 << bit[then]
            if known & mark:
                implied.add((number, then))
            known |= mark | below[then]
        below[number] = known
    return below, bit, implied


def descendant_counts(graph: PlanGraph, relation: str) -> dict[str, int]:
    """Return how many elements rest on each; see :meth:`PlanGraph.descendant_counts`."""
    net, levels = ordered(graph, relation)
    below, _, _ = descendants(net, levels)
    return {id: bits.bit_count() for id, bits in zip(net.ids, below, strict=True)}


def bottlenecks(graph: PlanGraph, relation: str) -> tuple[Bottleneck, ...]:
    """Return each element's share of all ways through a relation, most first.

    With *a* the number of ways from first elements to *v* and *b* the number from *v* to last ones, *a·b* ways pass
    through *v*; the share is *a·b* over the number of all ways. Source: path counting on directed acyclic graphs, as in
    main path analysis (N. P. Hummon and P. Doreian, *Connectivity in a citation network*, Social Networks 11, 1989).
    """
    net, levels = ordered(graph, relation)
    line = [number for level in levels for number in level]
    to, onward = [0] * len(line), [0] * len(line)
    before = [0] * len(line)
    for row in net.after:
        for then in row:
            before[then] += 1
    for number in line:
        to[number] = to[number] or 1  # a first element: one way begins here
        for then in net.after[number]:
            to[then] += to[number]
    for number in reversed(line):
        onward[number] = sum(onward[then] for then in net.after[number]) or 1
    total = sum(onward[number] for number in line if not before[number])
    below, _, _ = descendants(net, levels)
    above = _counts_above(net, levels)
    made = [
        Bottleneck(net.ids[n], float(Fraction(to[n] * onward[n], total)), above[n], below[n].bit_count()) for n in line
    ]
    order = {id: position for position, id in enumerate(net.ids)}
    return Rows(sorted(made, key=lambda one: (-one.share, -one.downstream, -one.upstream, order[one.id])), Bottleneck)


def _counts_above(net: Net, levels: list[list[int]]) -> list[int]:
    """Return how many nodes each node rests on."""
    line = [number for level in levels for number in level]
    position = {number: place for place, number in enumerate(line)}
    above = [0] * len(line)
    for number in line:
        own = above[number] | (1 << position[number])
        for then in net.after[number]:
            above[then] |= own
    return [bits.bit_count() for bits in above]
