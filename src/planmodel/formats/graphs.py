"""The plan's graph for other programs: networkx, Mermaid, DOT, GraphML, GEXF, node-link and Cytoscape JSON.

All of them go through one sanitiser, :func:`plain`, so that no writer meets a value that it refuses or garbles.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.graph.build import Edge, link_values
from planmodel.model.element import Element
from planmodel.model.flat import Scalar, plain
from planmodel.text import in_language

if TYPE_CHECKING:
    import networkx as nx

    from planmodel.model.plan import Plan

__all__ = [
    "to_cytoscape",
    "to_dot",
    "to_gexf",
    "to_graphml",
    "to_mermaid",
    "to_networkx",
    "to_node_link",
]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _node_values(plan: Plan, id: str, kind: str) -> dict[str, Scalar]:
    element = plan.get(id)
    values: dict[str, Scalar] = {"kind": kind}
    if isinstance(element, Element):
        links = {relation.field for relation in plan.vocabulary.relations_from(element.kind)}
        for field in attrs.fields(type(element)):
            if field.name not in links and field.name != "id":
                values.update(plain(field.name, getattr(element, field.name)))
    elif kind == "plan":
        for name, value in (("name", plan.title), ("period", plan.period), ("jurisdiction", plan.jurisdiction)):
            values.update(plain(name, value))
    return values


def _edge_values(edge: Edge) -> dict[str, Scalar]:
    values: dict[str, Scalar] = {"relation": edge.relation.name, "evidence": edge.evidence}
    for name, value in {**link_values(edge.link), "sources": edge.link.sources}.items():
        values.update(plain(name, value))
    return values


def to_networkx(plan: Plan) -> nx.MultiDiGraph[str]:
    """Return the graph as networkx with plain values only, ready for any of its writers."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(id=plan.id)
    for id, kind in plan.graph.nodes.items():
        graph.add_node(id, **_node_values(plan, id, kind))
    for number, (edge, key) in enumerate(plan.graph.keyed_edges()):
        graph.add_edge(edge.source, edge.target, key=key, id=f"e{number}", **_edge_values(edge))
    return graph


def _for_xml(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return ``graph`` without the control characters that XML cannot hold; each becomes U+FFFD."""
    clean = graph.copy()
    rows: list[dict[str, Any]] = [data for _, data in clean.nodes(data=True)]
    rows += [data for _, _, data in clean.edges(data=True)]
    for data in rows:
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = _NOT_XML.sub("\ufffd", value)
    return clean


def to_graphml(plan: Plan) -> str:
    """Return the graph as GraphML."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(_for_xml(to_networkx(plan)), named_key_ids=True)) + "\n"


def to_gexf(plan: Plan) -> str:
    """Return the graph as GEXF 1.2, with names as labels and without the date that other writers put in."""
    import networkx as nx

    graph = _for_xml(to_networkx(plan))
    for id, data in graph.nodes(data=True):
        data["label"] = data.get("name", id)
    for _, _, data in graph.edges(data=True):
        data["label"] = data["relation"]
    written = io.BytesIO()
    nx.write_gexf(graph, written, version="1.2draft")
    return re.sub(r' lastmodifieddate="[^"]*"', "", written.getvalue().decode("utf-8"))


def to_node_link(plan: Plan) -> dict[str, Any]:
    """Return the graph as networkx' node-link data, with ``edges`` under that name."""
    import networkx as nx

    data: dict[str, Any] = nx.node_link_data(to_networkx(plan), edges="edges")
    return data


def to_cytoscape(plan: Plan) -> dict[str, Any]:
    """Return the graph as Cytoscape JSON: ``{"elements": {"nodes": […], "edges": […]}}``."""
    graph = to_networkx(plan)
    nodes = [{"data": {"id": id, **data}} for id, data in graph.nodes(data=True)]
    edges = [{"data": {**data, "source": source, "target": target}} for source, target, data in graph.edges(data=True)]
    return {"data": {"id": plan.id, "name": plan.label()}, "elements": {"nodes": nodes, "edges": edges}}


# --- text for drawing programs ---

_SHAPES = {
    "plan": ("[[", "]]"),
    "goal": ("([", "])"),
    "principle": ("{{", "}}"),
    "indicator": ("[/", "/]"),
    "project": ("[(", ")]"),
    "organization": ("((", "))"),
}


def _chosen(plan: Plan, relations: Iterable[str] | None) -> list[Edge]:
    """Return the edges to draw: those asked for, or all but places in the document, themes and metrics."""
    names = plan.graph.relation_names(relations)
    return [
        edge
        for edge in plan.graph.edges
        if (edge.relation.name in names if names is not None else edge.relation.flow != "none")
    ]


def _drawn(plan: Plan, edges: list[Edge]) -> dict[str, str]:
    """Return the nodes to draw, with their kinds: the ends of edges, and elements that may have such edges."""
    ends = {id for edge in edges for id in (edge.source, edge.target)}
    kinds = {edge.relation.holder for edge in edges} | {"goal", "task", "project"}
    return {id: kind for id, kind in plan.graph.nodes.items() if id in ends or kind in kinds - {"plan"}}


def to_mermaid(plan: Plan, *, relations: Iterable[str] | None = None, language: str | None = None) -> str:
    """Return the graph as a Mermaid flowchart.

    Parameters:
        plan: the plan.
        relations: the relations to draw; all that bear on something when left out.
        language: the language of names; the first of each when left out.

    Raises:
        ModelError: there is no such relation.
    """
    edges = _chosen(plan, relations)
    nodes = _drawn(plan, edges)
    alias = {id: f"n{number}" for number, id in enumerate(nodes)}
    lines = ["flowchart LR"]
    for id, kind in nodes.items():
        opening, closing = _SHAPES.get(kind, ("[", "]"))
        lines.append(f'  {alias[id]}{opening}"{_mermaid(_name(plan, id, language))}"{closing}')
    for edge in edges:
        arrow = "-->" if edge.evidence == "stated" else "-.->"
        label = _mermaid(edge.relation.name.replace("_", " "))
        lines.append(f'  {alias[edge.source]} {arrow}|"{label}"| {alias[edge.target]}')
    return "\n".join(lines) + "\n"


def _name(plan: Plan, id: str, language: str | None) -> str:
    element = plan.get(id)
    if isinstance(element, Element):
        return in_language(element.name, language)
    return in_language(plan.title, language) if id == plan.id else id


_MERMAID = {
    '"': "#quot;",
    "#": "#35;",
    "<": "#lt;",
    ">": "#gt;",
    "&": "#amp;",
    "`": "#96;",
    "\\": "#92;",
    "|": "#124;",
    "%": "#37;",
}


def _mermaid(text: str) -> str:
    """Return a label that Mermaid shows as it is: its signs as entities, each line break as one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "<br/>".join("".join(_MERMAID.get(c, c if c.isprintable() else "\ufffd") for c in line) for line in lines)


def to_dot(plan: Plan, *, relations: Iterable[str] | None = None, language: str | None = None) -> str:
    """Return the graph in Graphviz' DOT language; parameters as for :func:`to_mermaid`."""
    edges = _chosen(plan, relations)
    lines = [f"digraph {_dot(plan.id)} {{", "  rankdir=LR;", "  node [shape=box];"]
    for id, kind in _drawn(plan, edges).items():
        lines.append(f"  {_dot(id)} [label={_dot(_name(plan, id, language))}, class={_dot(kind)}];")
    for edge in edges:
        style = "" if edge.evidence == "stated" else ", style=dashed"
        label = _dot(edge.relation.name.replace("_", " "))
        lines.append(f"  {_dot(edge.source)} -> {_dot(edge.target)} [label={label}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _dot(text: str) -> str:
    """Return a quoted DOT string: backslashes and quotes escaped, line breaks as ``\\n``."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = "\\n".join(escaped.splitlines()) if escaped else escaped
    return '"' + "".join(c if c.isprintable() else "\ufffd" for c in escaped) + '"'
