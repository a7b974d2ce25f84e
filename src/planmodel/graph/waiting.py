"""Waits between a whole and its part, and work that waits for itself through the wholes that it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from planmodel.graph.hierarchy import Hierarchy
from planmodel.graph.structure import is_acyclic
from planmodel.model.element import Undertaking
from planmodel.model.relations import Dependency, Link

if TYPE_CHECKING:
    from planmodel.graph.build import PlanGraph

__all__ = ["circles_through_wholes", "wait_inside"]

_Moment: TypeAlias = tuple[str, int]
WaitInside: TypeAlias = Literal["implied", "part waits", "whole waits"]
_ENDS = {"FS": (1, 0), "SS": (0, 0), "FF": (1, 1), "SF": (0, 1)}


def wait_inside(tree: Hierarchy, holder: str, link: Link) -> WaitInside | None:
    """Return what a wait between a whole and its part is, or ``None`` where neither is part of the other.

    A whole begins with its first part and ends with its last, so that two waits hold by that alone, ``implied``: a part
    begins no earlier than its whole (SS), a whole ends no earlier than its part (FF), each without a wait or with a
    lead. Every other one is either impossible or a statement about the other parts.

    Parameters:
        tree: what is part of what.
        holder: the id of what waits.
        link: what it waits for, and how.
    """
    if link.to not in tree:
        return None  # a misspelt one, which is a finding of its own
    if tree.holds(link.to, holder):
        inside: WaitInside = "part waits"
    elif tree.holds(holder, link.to):
        inside = "whole waits"
    else:
        return None
    if not isinstance(link, Dependency) or link.max_lag is not None or (link.lag and link.lag.magnitude > 0):
        return inside
    return "implied" if (inside, link.type) in (("part waits", "SS"), ("whole waits", "FF")) else inside


def circles_through_wholes(graph: PlanGraph) -> tuple[tuple[str, ...], ...]:
    """Return circles of waiting that only close because a whole begins before its parts and ends after them.

    A part that waits for something that waits for its whole can never begin. Circles of dependencies alone are those of
    :meth:`PlanGraph.cycles`; a wait between a whole and its own part is no circle here. Of what hangs together in
    several circles one is returned, each as ids in the order in which one waits for the next.
    """
    tree = graph.hierarchy
    links = [(one.id, link) for one in graph.plan.of(Undertaking) for link in one.depends_on]
    if not any(id in tree.parts for holder, link in links for id in (holder, link.to)):
        return ()
    after: list[tuple[_Moment, _Moment, bool]] = []  # from what waits to what it waits for, and whether inside a whole
    for holder, link in links:
        if not (isinstance(graph.plan.get(link.to), Undertaking) and isinstance(link, Dependency)):
            continue
        if holder != link.to and wait_inside(tree, holder, link) is None:
            first, then = _ENDS[link.type]
            after.append(((holder, then), (link.to, first), False))
    for one in graph.plan.of(Undertaking):
        after.append(((one.id, 1), (one.id, 0), False))
        whole = tree.whole.get(one.id)
        if whole is not None:
            after += [((one.id, 0), (whole, 0), True), ((whole, 1), (one.id, 1), True)]
    if is_acyclic((tail, head) for tail, head, _ in after):
        return ()
    return _rings(after)


def _rings(after: list[tuple[_Moment, _Moment, bool]]) -> tuple[tuple[str, ...], ...]:
    import networkx as nx

    net: nx.DiGraph[_Moment] = nx.DiGraph()
    for tail, head, inside in after:
        net.add_edge(tail, head, inside=inside)
    found = []
    for knot in nx.strongly_connected_components(net):
        if len(knot) > 1:
            ring = [(tail, head) for tail, head in nx.find_cycle(net.subgraph(sorted(knot)))]
            if any(net.edges[step]["inside"] for step in ring):
                ids = [tail[0] for tail, _ in ring]
                found.append(_from_first([id for number, id in enumerate(ids) if id != ids[number - 1]]))
    return tuple(sorted(found))


def _from_first(ring: list[str]) -> tuple[str, ...]:
    start = ring.index(min(ring))
    return (*ring[start:], *ring[:start])
