"""The graph of a plan: its elements, and the links between them as edges from holder to target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from planmodel.arguments import check_argument, kinds_checked
from planmodel.collector import collector_paused
from planmodel.columns import Column
from planmodel.errors import ArgumentError, ModelError, PlanModelError
from planmodel.graph import redundancy, structure, trace
from planmodel.graph.hierarchy import Hierarchy
from planmodel.graph.serving import Serving
from planmodel.model.collection import unknown_id
from planmodel.model.element import Element
from planmodel.model.relations import Link
from planmodel.model.sources import Evidence
from planmodel.model.vocabulary import Relation
from planmodel.text import counted, suggestion
from planmodel.words import say

if TYPE_CHECKING:
    import networkx

    from planmodel.graph.explain import Explanation
    from planmodel.model.plan import Plan

__all__ = ["Edge", "PlanGraph"]


@attrs.frozen(kw_only=True)
class Edge:
    """One link, seen from the graph.

    Parameters:
        source: the id of the holder.
        target: the id that the link points at.
        relation: the declared relation.
        link: the link itself.
        evidence: the link's evidence, or its holder's when it has none of its own.
    """

    source: str
    target: str
    relation: Relation
    link: Link
    evidence: Evidence

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("source", "text", "the id of the holder of the link"),
        Column("relation", "text", "the name of the relation", of=attrgetter("relation.name")),
        Column("target", "text", "the id that the link points at"),
        Column("evidence", "text", "stated, inferred or assumed"),
    )

    @property
    def bearing(self) -> tuple[str, str] | None:
        """The two ids in the direction in which one bears on the other, or ``None`` when neither does."""
        if self.relation.flow == "to_target":
            return self.source, self.target
        return (self.target, self.source) if self.relation.flow == "from_target" else None


class PlanGraph:
    """The plan and its elements as nodes, its links as edges, and the questions that they answer.

    An edge runs from the element that holds a link to the one that it points at. What bears on what is another matter,
    which each relation declares: a task bears on the goal that it contributes to, but a principle on the task that it
    guides. :meth:`upstream`, :meth:`downstream` and :meth:`paths` follow what bears on what; places in the document and
    themes bear on nothing.

    Parameters:
        plan: the plan.

    Example:
        >>> from planmodel.model.kinds import Goal, Task
        >>> from planmodel.model.plan import Plan
        >>> graph = Plan(id="p", title="x", elements=[
        ...     Goal(id="g", name="Clean air"),
        ...     Task(id="t", name="Buses", contributes_to=["g"], depends_on=["s"]),
        ...     Task(id="s", name="Survey"),
        ... ]).graph
        >>> graph.upstream("g"), graph.downstream("s")
        (('t', 's'), ('t', 'g'))
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, id: object) -> bool:
        return id in self.nodes

    if not TYPE_CHECKING:  # what functions of networkx ask a graph for is answered with what they are to be given

        def __iter__(self) -> Any:
            raise ArgumentError(_no_networkx("__iter__"), parameter="graph")

        def __getattr__(self, name: str) -> Any:
            import networkx as nx

            if hasattr(nx.MultiDiGraph, name) and not hasattr(type(self), name):
                raise AttributeError(_no_networkx(name))
            return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        return f"<graph of {self.plan.id}: {counted(len(self.plan) + 1, 'node')}, {counted(len(self.edges), 'edge')}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows: a picture, or the text and why there is none."""
        try:
            return self.plan.draw()._repr_mimebundle_()
        except PlanModelError as error:  # nothing to draw with, or too much to draw
            return {"text/plain": f"{self!r}\n{error}"}

    def to_mermaid(self) -> str:
        """Return the graph as a Mermaid flowchart; other forms are the plan's: ``plan.to_dot()``, ``to_networkx()``."""
        return self.plan.to_mermaid()

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every link of the plan, in plan order."""
        made = []
        for holder, relation, _, link in self.plan.links():
            own: Evidence = holder.evidence if isinstance(holder, Element) else "stated"
            made.append(
                Edge(source=holder.id, target=link.to, relation=relation, link=link, evidence=link.evidence or own)
            )
        return tuple(made)

    @cached_property
    def nodes(self) -> Mapping[str, str]:
        """The kind of each node: the plan, its elements, and ids outside the plan (``external`` or ``missing``)."""
        kinds = {self.plan.id: "plan"}
        kinds.update((element.id, element.kind) for element in self.plan.elements)
        for edge in self.edges:
            if edge.target not in kinds:
                kinds[edge.target] = "external" if edge.relation.external else "missing"
        return kinds

    @cached_property
    def nx(self) -> networkx.MultiDiGraph[str]:
        """The networkx graph: nodes carry ``kind`` and ``element``; edges are keyed by relation and carry ``relation``,
        ``evidence``, ``link`` and what the link holds (``strength``, ``lag``, …)."""
        import networkx as nx

        graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph(id=self.plan.id)
        with collector_paused(elements=len(self.plan)):
            for id, kind in self.nodes.items():
                graph.add_node(id, kind=kind, element=self.plan.get(id))
            for edge, key in self.keyed_edges():
                held = {"relation": edge.relation.name, "evidence": edge.evidence, "link": edge.link}
                graph.add_edge(edge.source, edge.target, key=key, **held, **link_values(edge.link))
        return graph

    def keyed_edges(self) -> Iterator[tuple[Edge, str]]:
        """Yield each edge with its key among those from its source to its target: ``depends_on``, ``depends_on-2``."""
        counts: dict[tuple[str, str, str], int] = {}
        for edge in self.edges:
            name = edge.relation.name
            way = (edge.source, edge.target, name)
            counts[way] = counts.get(way, 0) + 1
            yield edge, name if counts[way] == 1 else f"{name}-{counts[way]}"

    # --- which edges ---

    @cached_property
    def _relations(self) -> Mapping[str, str]:
        """The name of each relation, by its name and by its field's."""
        names = {relation.field: relation.name for relation in self.plan.relations}
        return {**names, **{relation.name: relation.name for relation in self.plan.relations}}

    @kinds_checked
    def relation_names(self, relations: Iterable[str] | str | None) -> Collection[str] | None:
        """Return relation names, checked; ``None`` stays ``None`` and means all.

        Raises:
            ModelError: there is no such relation.
        """
        if relations is None:
            return None
        wanted = (relations,) if isinstance(relations, str) else tuple(relations)
        for name in wanted:
            if name not in self._relations:
                hint = suggestion(name, self._relations) or f"relations: {', '.join(sorted(set(self._relations)))}"
                raise ModelError(say("relation.none", name=f"{name!r}"), hint=hint)
        return frozenset(self._relations[name] for name in wanted)

    @kinds_checked
    def edges_of(self, relation: str) -> tuple[Edge, ...]:
        """Return the edges of one relation.

        Raises:
            ModelError: there is no such relation.
        """
        names = self.relation_names(relation)
        assert names is not None
        return tuple(edge for edge in self.edges if edge.relation.name in names)

    @cached_property
    def forward(self) -> Mapping[str, list[tuple[str, Edge]]]:
        """What each node bears on directly, with the edge."""
        return self._neighbours(0)

    @cached_property
    def backward(self) -> Mapping[str, list[tuple[str, Edge]]]:
        """What bears on each node directly, with the edge."""
        return self._neighbours(1)

    def _neighbours(self, end: int) -> dict[str, list[tuple[str, Edge]]]:
        found: dict[str, list[tuple[str, Edge]]] = {}
        for edge in self.edges:
            bearing = edge.bearing
            if bearing is not None:
                found.setdefault(bearing[end], []).append((bearing[1 - end], edge))
        return found

    def check_id(self, id: str) -> None:
        """Raise :class:`UnknownIdError` unless ``id`` is a node."""
        check_argument("id", id, str)
        if id not in self.nodes:
            raise unknown_id(id, self.nodes, f"plan {self.plan.id}")

    # --- what is part of what, and who serves what ---

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """What is part of what: wholes above, parts below, tops."""
        return Hierarchy.of(self.plan.elements, self.plan.vocabulary)

    @cached_property
    def serving(self) -> Serving:
        """Which work serves which goal or indicator, which works against it, and through what."""
        return Serving(self.plan, self.hierarchy)

    # --- the questions ---

    @kinds_checked
    def upstream(
        self, id: str, *, relations: Iterable[str] | str | None = None, depth: int | None = None
    ) -> tuple[str, ...]:
        """Return everything that ``id`` rests on, nearest first.

        Parameters:
            id: where to begin.
            relations: relations to follow; all that bear on something when left out.
            depth: how many steps to follow; all when left out.

        Raises:
            UnknownIdError: there is no such element.
            ModelError: there is no such relation.
        """
        return trace.reach(self, self.backward, id, relations, depth)

    @kinds_checked
    def downstream(
        self, id: str, *, relations: Iterable[str] | str | None = None, depth: int | None = None
    ) -> tuple[str, ...]:
        """Return everything that ``id`` bears on, nearest first; parameters as for :meth:`upstream`."""
        return trace.reach(self, self.forward, id, relations, depth)

    @kinds_checked
    def paths(
        self, source: str, target: str, *, relations: Iterable[str] | str | None = None, limit: int = 1000
    ) -> trace.Paths:
        """Return the ways in which ``source`` bears on ``target``, shortest first.

        Where there are more than ``limit``, or too many to look at them all, the result says that it is not
        ``complete``; it is empty only when there is no way.

        Parameters:
            source: where to begin.
            target: where to end.
            relations: relations to follow; all that bear on something when left out.
            limit: how many paths to return at most.

        Raises:
            UnknownIdError: there is no such element.
            ModelError: there is no such relation, or ``limit`` is less than 1.
        """
        return trace.paths(self, source, target, relations, limit)

    @kinds_checked
    def cycles(self, relation: str | None = None, *, limit: int = 100) -> tuple[structure.Cycle, ...]:
        """Return the circles within each relation (or within one), named, in plan order.

        Parameters:
            relation: the relation to look at; each on its own when left out.
            limit: how many circles of a relation to return at most; each knot of circles gives at least one.

        Raises:
            ModelError: there is no such relation.
        """
        return structure.cycles(self, relation, limit)

    @kinds_checked
    def layers(self, relation: str = "depends_on") -> tuple[tuple[str, ...], ...]:
        """Return the elements that take part in a relation in layers, each of which rests only on earlier ones.

        Raises:
            CycleError: the relation runs in a circle; the error names every circle.
            ModelError: there is no such relation.
        """
        return structure.layers(self, relation)

    @kinds_checked
    def redundant_links(self, relation: str = "depends_on") -> tuple[Edge, ...]:
        """Return the links that others imply: what transitive reduction takes out.

        Types, lags and strengths count: no finish-to-start chain implies a start-to-start link or a longer lag, and
        what says more than that it is there (a strength) is implied by nothing.

        Raises:
            CycleError: the relation runs in a circle.
            ModelError: there is no such relation.
        """
        return redundancy.redundant_links(self, relation)

    @kinds_checked
    def transitive_reduction(self, relation: str = "depends_on") -> networkx.DiGraph[str]:
        """Return the relation as a networkx graph from what comes first to what rests on it, without implied links.

        Raises:
            CycleError: the relation runs in a circle.
            ModelError: there is no such relation.
        """
        return redundancy.transitive_reduction(self, relation)

    @kinds_checked
    def descendant_counts(self, relation: str = "depends_on") -> Mapping[str, int]:
        """Return how many elements rest on each one that takes part in a relation, directly or through others.

        Raises:
            CycleError: the relation runs in a circle.
            ModelError: there is no such relation.
        """
        return structure.descendant_counts(self, relation)

    @kinds_checked
    def bottlenecks(self, relation: str = "depends_on") -> tuple[structure.Bottleneck, ...]:
        """Return how much of a relation's traffic passes through each element, most first.

        Raises:
            CycleError: the relation runs in a circle.
            ModelError: there is no such relation.
        """
        return structure.bottlenecks(self, relation)

    def coverage(self) -> structure.Coverage:
        """Return what serves nothing and what nothing serves."""
        return structure.coverage(self)

    @kinds_checked
    def explain(self, id: str, *, depth: int | None = None) -> Explanation:
        """Return a tree of what ``id`` rests on and one of what it bears on.

        Parameters:
            id: the element, or the plan.
            depth: how many steps to follow; all when left out.

        Raises:
            UnknownIdError: there is no such element.
        """
        from planmodel.graph.explain import explain

        return explain(self, id, depth)


def _no_networkx(name: str) -> str:
    """Return what to give a function of networkx, which asked a plan's graph for ``name``."""
    return f"{say('graph.no_networkx', name=name)}\n  hint: {say('graph.no_networkx.hint')}"


def link_values(link: Link) -> dict[str, Any]:
    """Return what a link holds beyond its target, evidence and citations: strength, lag, type, role, …"""
    beside = {"to", "evidence", "sources"}
    fields = (field for field in attrs.fields(type(link)) if field.name not in beside)
    return {field.name: value for field in fields if (value := getattr(link, field.name)) is not None}
