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
_TRIED = 100
"""Steps inside wholes from which the shortest ring of a knot is looked for: a large knot has one a part."""


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
    """Return of each knot the shortest ring that has a step inside a whole, whatever the order of the steps."""
    import networkx as nx

    after = sorted(after)
    net: nx.DiGraph[_Moment] = nx.DiGraph((tail, head) for tail, head, _ in after)
    knots = [knot for knot in nx.strongly_connected_components(net) if len(knot) > 1]
    number_of = {moment: number for number, knot in enumerate(knots) for moment in knot}
    steps: list[list[tuple[_Moment, _Moment, bool]]] = [[] for _ in knots]
    for step in after:
        number = number_of.get(step[0])
        if number is not None and number == number_of.get(step[1]):
            steps[number].append(step)
    found = []
    for knotted in steps:
        # Its own graph: a view of a larger one goes by the order of a set, which is another one in each run.
        knot_net: nx.DiGraph[_Moment] = nx.DiGraph((tail, head) for tail, head, _ in knotted)
        inside = [(tail, head) for tail, head, within in knotted if within][:_TRIED]
        # In a knot a way leads back from everywhere: each step inside a whole is on a ring.
        rings = [_from_first(_ids(nx.shortest_path(knot_net, head, tail))) for tail, head in inside]
        found += sorted(rings, key=lambda ring: (len(ring), ring))[:1]
    return tuple(sorted(found))


def _ids(ring: list[_Moment]) -> list[str]:
    ids = [id for id, _ in ring]
    return [id for number, id in enumerate(ids) if id != ids[number - 1]]


def _from_first(ring: list[str]) -> tuple[str, ...]:
    start = ring.index(min(ring))
    return (*ring[start:], *ring[:start])
