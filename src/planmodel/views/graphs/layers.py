"""Layers of links by the longest way to each end, also where they run in circles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

__all__ = ["circle_groups", "layers_of"]

Pair = tuple[str, str]


def circle_groups(pairs: Iterable[Pair]) -> dict[str, int]:
    """Return what is in a circle, with the number of its knot of circles.

    Example:
        >>> circle_groups([("a", "b"), ("b", "a"), ("b", "c")])
        {'a': 0, 'b': 0}
    """
    pairs = list(pairs)
    before: dict[str, list[str]] = {}
    for first, then in pairs:
        before.setdefault(then, []).append(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError:
        return _knots(pairs)
    return {}


def _knots(pairs: Iterable[Pair]) -> dict[str, int]:
    import networkx as nx  # takes longer to import than most plans take to draw, which have no circles

    net: nx.DiGraph[str] = nx.DiGraph()
    net.add_edges_from(pairs)
    knots = [sorted(knot) for knot in nx.strongly_connected_components(net) if len(knot) > 1]
    loops = [[node] for node in net if net.has_edge(node, node)]
    known = {node for knot in knots for node in knot}
    knots += [loop for loop in loops if loop[0] not in known]
    return {node: number for number, knot in enumerate(sorted(knots)) for node in knot}


def layers_of(ids: Sequence[str], pairs: Iterable[Pair]) -> tuple[dict[str, int], dict[str, int]]:
    """Return for each node the number of links on the longest way to it, and on the longest way from it.

    Within a circle the links that run against the order of ``ids`` do not count.

    Example:
        >>> layers_of(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c"), ("c", "b")])
        ({'a': 0, 'b': 1, 'c': 2}, {'a': 2, 'b': 1, 'c': 0})
    """
    order = {id: number for number, id in enumerate(ids)}
    every = [pair for pair in dict.fromkeys(pairs) if pair[0] in order and pair[1] in order]
    knots = circle_groups(every)
    forward = [
        (first, then)
        for first, then in every
        if first not in knots or knots[first] != knots.get(then) or order[first] < order[then]
    ]
    return _longest(ids, forward), _longest(ids, [(then, first) for first, then in forward])


def _longest(ids: Sequence[str], pairs: Sequence[Pair]) -> dict[str, int]:
    after: dict[str, list[str]] = {}
    waiting = dict.fromkeys(ids, 0)
    for first, then in pairs:
        after.setdefault(first, []).append(then)
        waiting[then] += 1
    found = dict.fromkeys(ids, 0)
    ready = [id for id, count in waiting.items() if not count]
    while ready:
        here = ready.pop()
        for there in after.get(here, ()):
            found[there] = max(found[there], found[here] + 1)
            waiting[there] -= 1
            if not waiting[there]:
                ready.append(there)
    return found
