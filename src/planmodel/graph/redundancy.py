"""Links that others imply: what transitive reduction takes out, types, lags and strengths respected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from planmodel.graph import structure
from planmodel.model.relations import Dependency
from planmodel.tabular import Rows

if TYPE_CHECKING:
    import networkx as nx

    from planmodel.graph.build import Edge, PlanGraph

__all__ = ["redundant_links", "transitive_reduction"]

_START, _FINISH = 0, 1
_ENDS = {"FS": (_FINISH, _START), "SS": (_START, _START), "FF": (_FINISH, _FINISH), "SF": (_START, _FINISH)}
"""From which end of the first to which end of the second a dependency of a type leads."""


def redundant_links(graph: PlanGraph, relation: str) -> tuple[Edge, ...]:
    """Return the links that others imply; see :meth:`PlanGraph.redundant_links`.

    A plain link is implied by a chain of plain links; one that says more (a strength, a role) by none. A dependency is
    implied by a chain of dependencies that leads from the same end of the first to the same end of the second and whose
    lags come to at least its own; what work takes is counted as nothing, since it may turn out to be nothing. Lags in
    other units than its own count as nothing, and a chain with a lead in another unit implies nothing. A dependency
    with a longest wait is implied by none.
    """
    from planmodel.graph.build import Edge

    net, levels = structure.ordered(graph, relation)
    line = [number for level in levels for number in level]
    below, bit, implied = structure.descendants(net, levels)
    leading: dict[int, list[tuple[int, Edge]]] = {}
    for (first, then), edge in zip(net.ways, net.edges, strict=True):
        leading.setdefault(first, []).append((then, edge))
    place = {number: position for position, number in enumerate(line)}

    def is_implied(first: int, then: int, edge: Edge) -> bool:
        if (first, then) not in implied:
            return False
        mark = 1 << bit[then]
        between = [n for n in line[place[first] + 1 : place[then]] if below[n] & mark]
        if isinstance(edge.link, Dependency):
            return _is_waited_for(edge.link, first, then, between, leading)
        return _is_plain(edge) and _is_reached(first, then, between, leading)

    ways = zip(net.ways, net.edges, strict=True)
    return Rows((edge for (first, then), edge in ways if is_implied(first, then, edge)), Edge)


def _is_plain(edge: Edge) -> bool:
    from planmodel.graph.build import link_values

    return not link_values(edge.link)


def _is_reached(first: int, then: int, between: Iterable[int], leading: Mapping[int, list[tuple[int, Edge]]]) -> bool:
    """Return whether a chain of at least two plain links leads from one to the other."""
    inside = set(between)
    reached = {n for n, edge in leading[first] if n in inside and _is_plain(edge)}
    for here in between:  # in the order of the links
        if here in reached:
            reached |= {n for n, edge in leading.get(here, ()) if n in inside or n == then if _is_plain(edge)}
    return then in reached


def _is_waited_for(
    link: Dependency,
    first: int,
    then: int,
    between: Sequence[int],
    leading: Mapping[int, list[tuple[int, Edge]]],
) -> bool:
    """Return whether a chain of at least two dependencies has the second wait at least as long."""
    if link.max_lag is not None:
        return False
    unit = None if link.lag is None or not link.lag.magnitude else link.lag.unit
    wanted = Fraction(0) if link.lag is None else Fraction(link.lag.magnitude)
    begin, end = _ENDS[link.type]
    inside = set(between)
    waits: dict[tuple[int, int], Fraction] = {(first, begin): Fraction(0)}
    for here in (first, *between):
        if here != first and (here, _START) in waits:  # its finish comes no earlier than its start
            waits[here, _FINISH] = max(waits.get((here, _FINISH), waits[here, _START]), waits[here, _START])
        for there, edge in leading.get(here, ()):
            on = edge.link
            if not isinstance(on, Dependency) or not (there in inside or (there == then and here != first)):
                continue
            from_end, to_end = _ENDS[on.type]
            lag = _lag(on, unit)
            if lag is not None and (here, from_end) in waits:
                wait = waits[here, from_end] + lag
                waits[there, to_end] = max(waits.get((there, to_end), wait), wait)
    return (then, end) in waits and waits[then, end] >= wanted


def _lag(link: Dependency, unit: str | None) -> Fraction | None:
    """Return a lag in a unit; in another one it counts as nothing, and a lead there cannot be counted."""
    if link.lag is None or not link.lag.magnitude:
        return Fraction(0)
    if unit is None or link.lag.unit != unit:
        return Fraction(0) if link.lag.magnitude > 0 else None
    return Fraction(link.lag.magnitude)


def transitive_reduction(graph: PlanGraph, relation: str) -> nx.DiGraph[str]:
    """Return a relation without implied links; see :meth:`PlanGraph.transitive_reduction`."""
    import networkx as nx

    net, _ = structure.ordered(graph, relation)
    dropped = set(map(id, redundant_links(graph, relation)))
    reduced: nx.DiGraph[str] = nx.DiGraph()
    reduced.add_nodes_from(net.ids)
    ways = zip(net.ways, net.edges, strict=True)
    reduced.add_edges_from((net.ids[first], net.ids[then]) for (first, then), edge in ways if id(edge) not in dropped)
    return reduced
