"""Shares rolled up from the leaves: every node from its parts, capped by what must come first, circles named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import attrs

from planmodel.listing import sentences, some
from planmodel.tabular import Single
from planmodel.tracking.combine import UNKNOWN, Counted, Rule, Share, combine
from planmodel.tracking.results import as_decimal, as_float
from planmodel.words import say

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GoalProgress", "Node", "NodeProgress", "Part", "PartProgress", "roll_up"]


@attrs.frozen(kw_only=True)
class Part:
    """A link from a whole to a part.

    Parameters:
        id: the part.
        relation: how it is a part: ``measures``, ``contributes_to``, ``part_of``, ``implements``.
        weight: weight or signed strength; ``None`` where none is stated.
    """

    id: str
    relation: str
    weight: Fraction | None = None


@attrs.frozen(kw_only=True)
class Node:
    """Something whose share is asked for.

    Parameters:
        id: its id.
        kind: ``goal``, ``task``, ``project``, ``indicator``, ``plan``.
        rule: how its parts make it.
        parts: what it is made of.
        own: a share stated or measured for it, which counts before its parts.
        after: what must be finished first; no node counts more than what is known of these.
        note: what to say about it.
    """

    id: str
    kind: str
    rule: Rule = "mean"
    parts: tuple[Part, ...] = ()
    own: Fraction | None = None
    after: tuple[str, ...] = ()
    note: str | None = None


@attrs.frozen(kw_only=True)
class PartProgress:
    """What one part gave to a whole; the fields are those of :class:`Part` and of :class:`NodeProgress`."""

    id: str
    kind: str
    relation: str
    weight: Decimal | None
    satisfaction: Decimal | None
    low: Decimal
    high: Decimal
    coverage: Decimal
    note: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {name: _plain(value) for name, value in attrs.asdict(self).items()}


@attrs.frozen(kw_only=True)
class NodeProgress(Single):
    """How much of a goal, task, project or plan is there, and what that is made of.

    Parameters:
        id: the element.
        kind: its kind.
        satisfaction: the share, 0 to 1; ``None`` when parts are missing, so that only the bounds are known.
        low: at least so much.
        high: at most so much.
        coverage: the share of what it is made of that is known.
        rule: how the parts were put together; ``stated`` when the element says it itself.
        parts: what it is made of.
        capped_by: what must come first and is less finished than it would be.
        reason: ``no_parts``, ``no_weight``, ``not_served`` (all that is linked to it works against it), ``incomplete``
            or ``cycle`` when there is no satisfaction.
        note: what else to know: the status of an indicator, the circle.
    """

    id: str
    kind: str
    satisfaction: Decimal | None
    low: Decimal
    high: Decimal
    coverage: Decimal
    rule: str
    parts: tuple[PartProgress, ...] = ()
    capped_by: str | None = None
    reason: str | None = None
    note: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values; the id stands under the name of its kind."""
        record = {f.name: _plain(getattr(self, f.name)) for f in attrs.fields(NodeProgress) if f.name != "parts"}
        return {self.kind: record.pop("id"), **record, "parts": [part.to_dict() for part in self.parts]}


@attrs.frozen(kw_only=True)
class GoalProgress(NodeProgress):
    """How much of a goal is there."""

    @property
    def goal(self) -> str:
        """The goal's id."""
        return self.id


def _plain(value: object) -> Any:
    return as_float(value) if isinstance(value, Decimal) else value


def roll_up(nodes: Mapping[str, Node]) -> dict[str, NodeProgress]:
    """Return the progress of every node, in the order given.

    Parameters:
        nodes: id → node; links to ids that are not there are left out.

    Returns:
        id → progress. A part that the node itself is part of (a circle) counts as unknown, and the note names it; so
        does what must come first in a circle. A node counts at most what is known of each node that must be finished
        before it; of those of which nothing is known nothing is assumed.

    Example:
        >>> done = Node(id="t", kind="task", own=Fraction(1, 2))
        >>> goal = Node(id="g", kind="goal", rule="contributions",
        ...             parts=(Part(id="t", relation="contributes_to", weight=Fraction(1, 4)),))
        >>> roll_up({"g": goal, "t": done})["g"].satisfaction
        Decimal('0.125')
    """
    shares: dict[str, _Told] = {}
    results: dict[str, NodeProgress] = {}
    needs = {id: [one for one in _needs(node) if one in nodes] for id, node in nodes.items()}
    order = _ordered(needs)
    for id in order:
        shares[id], results[id] = _one(nodes[id], nodes, shares, None)
    if len(order) < len(nodes):
        _roll_up_circles(nodes, needs, shares, results)
    return {id: results[id] for id in nodes}


def _ordered(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the nodes, each behind what it needs; those in circles, and what needs one of them, are left out."""
    waiting = {id: len(before) for id, before in needs.items()}
    whole: dict[str, list[str]] = {}
    for id, before in needs.items():
        for need in before:
            whole.setdefault(need, []).append(id)
    order = [id for id, count in waiting.items() if not count]
    for id in order:  # grows while it is walked
        for other in whole.get(id, ()):
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order


def _roll_up_circles(
    nodes: Mapping[str, Node],
    needs: Mapping[str, Sequence[str]],
    shares: dict[str, _Told],
    results: dict[str, NodeProgress],
) -> None:
    """Add what is in circles, or needs what is."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    rest = [id for id in nodes if id not in results]
    graph.add_nodes_from(rest)
    graph.add_edges_from((need, id) for id in rest for need in needs[id] if need not in results)
    knots: nx.DiGraph[int] = nx.condensation(graph)
    for knot in nx.topological_sort(knots):
        inside: set[str] = knots.nodes[knot]["members"]
        large = _ring(nodes[min(inside)], inside, graph) if len(inside) > _MOST_SEARCHED else None
        for id in sorted(inside):
            known = {key: shares[key] for key in needs[id] if key in shares and key not in inside}
            circle = large or _circle(nodes[id], inside, graph)
            shares[id], results[id] = _one(nodes[id], nodes, known, circle)


def _needs(node: Node) -> tuple[str, ...]:
    parts = () if node.own is not None else tuple(part.id for part in node.parts)
    return (*parts, *node.after)


def _one(
    node: Node, nodes: Mapping[str, Node], shares: Mapping[str, _Told], circle: Circle | None
) -> tuple[_Told, NodeProgress]:
    """Return the share and the progress of a node whose needs outside its own circle are known."""
    parts = [] if node.own is not None else [part for part in node.parts if part.id in nodes]
    if parts:
        share = combine(node.rule, [Counted(shares.get(part.id, _NOT_TOLD).share, part.weight) for part in parts])
        told, rule = _Told(share, _numbers(share)), str(node.rule)
    else:
        told = _NOT_TOLD if node.own is None else _stated(*node.own.as_integer_ratio())
        share, rule = told.share, "stated" if node.kind != "indicator" else "measured"
    before = [(shares[id].share, id) for id in node.after if id in shares]
    cap = min(((share.low, id) for share, id in before if share.is_known), default=None)
    capped_by = None
    if cap is not None and cap[0] < share.high:
        share = Share(min(share.low, cap[0]), cap[0], share.coverage)
        told, capped_by = _Told(share, _numbers(share)), cap[1]
    result = (GoalProgress if node.kind == "goal" else NodeProgress)(
        id=node.id,
        kind=node.kind,
        **told.numbers,
        rule=rule,
        parts=tuple(_part(part, nodes[part.id], shares.get(part.id, _NOT_TOLD), node) for part in parts),
        capped_by=capped_by,
        reason=_reason(share, parts, node, circle),
        note=sentences(node.note, say("progress.circle", ids=circle) if circle else None),
    )
    return told, result


def _reason(share: Share, parts: list[Part], node: Node, circle: Circle | None) -> str | None:
    if share.is_known:
        return None
    if circle:
        return "cycle"
    if not parts:
        return "no_parts"
    weightless = node.rule != "contributions" and all(p.weight is not None and p.weight <= 0 for p in parts)
    if weightless and any(p.weight for p in parts):
        return "not_served"
    return "no_weight" if weightless else "incomplete"


_WHOLE = Fraction(1)
Circle: TypeAlias = tuple[str, ...]
"""The ids of a circle, the first at its end, too; of a large one the first ids, and how many more there are."""
_MOST_OF_A_CIRCLE = 40
_MOST_SEARCHED = 200
"""Elements in circles with each other from which on one circle is told for all, not the shortest through each."""


def _circle(node: Node, knot: set[str], graph: nx.DiGraph[str]) -> Circle | None:
    """Return the shortest circle through a node."""
    needs = _needs(node)
    if node.id in needs:
        return (node.id, node.id)
    return _ring(node, knot, graph) if len(knot) > 1 else None


def _ring(node: Node, knot: set[str], graph: nx.DiGraph[str]) -> Circle | None:
    import networkx as nx

    inside = graph.subgraph(knot)
    for need in _needs(node):
        if need in knot:
            back = nx.shortest_path(inside, node.id, need)
            return tuple(some([node.id, *reversed(back)], _MOST_OF_A_CIRCLE))
    return None


def _numbers(share: Share) -> dict[str, Any]:
    low = as_decimal(share.low)
    high = low if share.is_known else as_decimal(share.high)
    satisfaction = low if share.is_known else None
    coverage = as_decimal(share.coverage)
    return {"satisfaction": satisfaction, "low": low, "high": high, "coverage": coverage}


class _Told(NamedTuple):
    """What is known of a node, and its numbers as results have them."""

    share: Share
    numbers: dict[str, Any]


@lru_cache(maxsize=4096)
def _stated(numerator: int, denominator: int) -> _Told:
    """Return what is known of a share that is given; most work has done one of a few."""
    share = Fraction(numerator, denominator)
    whole = Share(share, share, _WHOLE)
    return _Told(whole, _numbers(whole))


_NOT_TOLD = _Told(UNKNOWN, _numbers(UNKNOWN))


def _part(part: Part, node: Node, told: _Told, whole: Node) -> PartProgress:
    weight = part.weight
    if weight is None and whole.rule != "contributions":
        weight = _WHOLE
    return PartProgress(
        id=part.id,
        kind=node.kind,
        relation=part.relation,
        weight=None if weight is None else as_decimal(weight),
        **told.numbers,
        note=node.note,
    )
