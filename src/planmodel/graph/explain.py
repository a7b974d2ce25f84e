"""An element explained: what it rests on and what it bears on, as trees that people read."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.columns import Column, columns_of
from planmodel.listing import some
from planmodel.model.element import Element
from planmodel.model.relations import Contribution
from planmodel.tabular import Result
from planmodel.text import cut, in_language, one_line
from planmodel.words import Message, say, term

if TYPE_CHECKING:
    from planmodel.graph.build import Edge, PlanGraph

__all__ = ["Explanation", "Node", "explain"]

_MOST_NODES = 400
_MOST_LINES = 120
_WEAKER = ("stated", "inferred", "assumed")


@attrs.frozen(kw_only=True)
class Node:
    """One line of an explanation.

    Parameters:
        id: the element.
        name: its name.
        kind: its kind.
        relation: how it is linked to the line above; ``None`` at the top.
        sign: 1; of a contribution −1 when it works against its target and 0 when it says nothing.
        evidence: who says so: the weaker of the link's evidence and the element's.
        quote: the words that it stands on, if any are cited.
        mark: ``repeat`` when it was shown before, ``cycle`` when it stands above itself, ``cut`` when more follow.
        children: the lines below.
    """

    id: str
    name: str
    kind: str
    relation: str | None = None
    sign: int = 1
    evidence: str = "stated"
    quote: str | None = None
    mark: str | None = None
    children: tuple[Node, ...] = ()

    def line(self, language: str = "en") -> str:
        """Return the node as one line of text, in a language."""
        relation = term("relation", self.relation).in_language(language).replace("_", " ") if self.relation else ""
        parts: list[Message | str] = [
            say("explain.link", relation=relation) if relation else "",
            "" if self.sign > 0 else say("explain.against" if self.sign < 0 else "explain.none"),
            f"{self.id}  {cut(self.name, 60)}",
            say("explain.evidence", evidence=term("evidence", self.evidence)) if self.evidence != "stated" else "",
            say(f"explain.mark.{self.mark}") if self.mark else "",
        ]
        return "".join(in_language(part, language) for part in parts)


@attrs.frozen(kw_only=True, repr=False)
class Explanation(Result):
    """What an element rests on and what it bears on.

    Parameters:
        rests_on: the element, with what bears on it below.
        bears_on: the element, with what it bears on below.
    """

    rests_on: Node
    bears_on: Node

    def _columns(self) -> Sequence[Column]:
        return (
            Column("side", "text", "rests_on or bears_on", of=itemgetter(0), words="explained"),
            Column("depth", "integer", "how many links it is away, 0 for the element itself", of=itemgetter(1)),
            *(
                attrs.evolve(column, of=_of_node(column.name))
                for column in columns_of(Node)
                if column.name != "children"
            ),
        )

    def _sides(self) -> tuple[tuple[str, Node], tuple[str, Node]]:
        return ("rests_on", self.rests_on), ("bears_on", self.bears_on)

    def _rows(self) -> Sequence[tuple[str, int, Node]]:
        return [(side, depth, node) for side, top in self._sides() for depth, node in _walk(top)]

    def _text(self, most: int | None, language: str | None = None) -> str:
        """Return both trees."""
        top, language = self.rests_on, language or self._language()
        said = {"kind": term("kind", top.kind), "evidence": term("evidence", top.evidence)}
        lines: list[str] = [say("explain.head", id=top.id, name=one_line(top.name), **said).in_language(language)]
        if top.quote:
            lines.append(f"  “{cut(top.quote, 90)}”")
        for side, node in self._sides():
            lines.append(say(f"explain.{side}{'' if node.children else '.nothing'}").in_language(language))
            lines += _lines(node, language)
        return "\n".join(lines if most is None else some(lines, _MOST_LINES))

    def _html(self, language: str) -> str:
        top = self.rests_on
        kind = html.escape(in_language(term("kind", top.kind), language))
        head = f"<b>{html.escape(top.id)}</b> {html.escape(one_line(top.name))} ({kind})"
        parts = [_list(side, node, language) for side, node in self._sides()]
        return f"<div><div>{head}</div>{''.join(parts)}</div>"

    def to_record(self) -> dict[str, Any]:
        """Return both trees as plain values."""
        return {"rests_on": _record(self.rests_on), "bears_on": _record(self.bears_on)}


def _of_node(name: str) -> Callable[[tuple[str, int, Node]], object]:
    """Return the function that takes a field of a row's node."""
    return lambda row: getattr(row[2], name)


def _walk(top: Node) -> Iterator[tuple[int, Node]]:
    """Yield a tree's nodes from the top, each with its depth."""
    waiting = [(0, top)]
    while waiting:
        depth, node = waiting.pop()
        yield depth, node
        waiting += [(depth + 1, child) for child in reversed(node.children)]


def _lines(node: Node, language: str) -> Iterator[str]:
    waiting: list[tuple[Node, str, bool]] = [
        (child, "", child is node.children[-1]) for child in reversed(node.children)
    ]
    while waiting:
        here, indent, last = waiting.pop()
        yield f"{indent}{'└─ ' if last else '├─ '}{here.line(language)}"
        deeper = indent + ("   " if last else "│  ")
        waiting += [(child, deeper, child is here.children[-1]) for child in reversed(here.children)]


def _list(side: str, node: Node, language: str) -> str:
    title = say(f"explain.{side}{'' if node.children else '.nothing'}").in_language(language)
    shown = [f"<details open><summary>{html.escape(title)}</summary>"]
    waiting: list[Node | str] = [node]
    first = True
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            shown.append(here)
            continue
        shown.append("" if first else f"<li>{html.escape(here.line(language))}")
        if here.children:
            shown.append("<ul>")
            waiting.append("</ul>" if first else "</ul></li>")
            waiting += reversed(here.children)
        elif not first:
            shown.append("</li>")
        first = False
    return "".join(shown) + "</details>"


def _record(node: Node) -> dict[str, Any]:
    record = {field.name: getattr(node, field.name) for field in attrs.fields(Node) if field.name != "children"}
    return {**record, "children": [_record(child) for child in node.children]}


def explain(graph: PlanGraph, id: str, depth: int | None) -> Explanation:
    """Return the explanation of one element; see :meth:`PlanGraph.explain`."""
    graph.check_id(id)
    most = min(depth, 60) if depth is not None else 60
    return Explanation(rests_on=_tree(graph, id, graph.backward, most), bears_on=_tree(graph, id, graph.forward, most))


def _tree(graph: PlanGraph, id: str, neighbours: Mapping[str, list[tuple[str, Edge]]], depth: int) -> Node:
    """Return the tree of everything that ``neighbours`` leads to, each element opened where it is met first."""
    opened = {id}
    room = _MOST_NODES

    def grow(here: str, above: tuple[str, ...], level: int) -> tuple[Node, ...]:
        nonlocal room
        children = []
        for there, edge in neighbours.get(here, ()):
            if room <= 0:
                children.append(attrs.evolve(_node(graph, there, edge), mark="cut"))
                break
            room -= 1
            node = _node(graph, there, edge)
            if there == here or there in above:
                node = attrs.evolve(node, mark="cycle")
            elif there in opened:
                node = attrs.evolve(node, mark="repeat" if neighbours.get(there) else None)
            else:
                opened.add(there)
                if level < depth:
                    node = attrs.evolve(node, children=grow(there, (*above, here), level + 1))
                elif neighbours.get(there):
                    node = attrs.evolve(node, mark="cut")
            children.append(node)
        return tuple(children)

    return attrs.evolve(_node(graph, id, None), children=grow(id, (), 1) if depth > 0 else ())


def _node(graph: PlanGraph, id: str, edge: Edge | None) -> Node:
    element = graph.plan.get(id)
    kind = graph.nodes[id]
    if not isinstance(element, Element):
        name = graph.plan.label() if kind == "plan" else f"({kind})"
        return Node(id=id, name=name, kind=kind, relation=edge.relation.name if edge else None)
    quote = next((citation.quote for citation in element.sources if citation.quote), None)
    return Node(
        id=id,
        name=element.label(),
        kind=kind,
        relation=edge.relation.name if edge else None,
        sign=edge.link.sign if edge is not None and isinstance(edge.link, Contribution) else 1,
        evidence=max(edge.evidence if edge else "stated", element.evidence, key=_WEAKER.index),
        quote=quote,
    )
