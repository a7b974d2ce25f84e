"""Where Graphviz' ``dot`` puts the boxes and lines of a structure."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.errors import MissingExtraError
from planmodel.views.graphs.structure import Structure, column_widths

__all__ = ["Placed", "place"]

Point = tuple[float, float]


@attrs.frozen(kw_only=True)
class Placed:
    """Places in points from the top left corner.

    Parameters:
        size: width and height of all.
        columns: the middle of each column.
        boxes: the middle of each box.
        paths: for each edge the points of a Bézier curve, one and then three a stretch, from tail to head.
    """

    size: Point
    columns: tuple[float, ...]
    boxes: tuple[Point, ...]
    paths: tuple[tuple[Point, ...], ...]


def place(structure: Structure) -> Placed:
    """Return where the boxes and lines of ``structure`` go: fixed columns, as few crossings as ``dot`` finds.

    Every size is given and no label is set, so that no font has a say.

    Raises:
        MissingExtraError: pygraphviz is not installed.

    Source: Gansner et al., *A Technique for Drawing Directed Graphs*, 1993.
    """
    try:
        from pygraphviz import AGraph  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("pygraphviz", extra="report", purpose="drawing a picture") from None
    if not structure.boxes:
        return Placed(size=(0, 0), columns=(), boxes=(), paths=())
    graph = AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.14", ranksep="1.1", outputorder="edgesfirst")
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    graph.edge_attr.update(arrowhead="none")
    _add_columns(graph, structure)
    columns = {box.id: box.column for box in structure.boxes}
    names = {box.id: f"b{number}" for number, box in enumerate(structure.boxes)}
    for number, edge in enumerate(structure.edges):
        tail, head = edge.tail, edge.head
        if columns[tail] > columns[head]:
            tail, head = head, tail
        port = "e" if columns[tail] == columns[head] else "w"
        graph.add_edge(names[tail], names[head], key=f"e{number}", tailport="e", headport=port)
    graph.layout(prog="dot")
    return _read(graph, structure, names)


def _add_columns(graph: Any, structure: Structure) -> None:
    """Hold each column together by a rank, and the columns in order by a chain of unseen nodes."""
    widths = column_widths(structure)
    members: list[list[str]] = [[f"c{number}"] for number in range(len(widths))]
    for number in range(len(widths)):
        graph.add_node(f"c{number}", width="0.01", height="0.01", style="invis")
    for number, box in enumerate(structure.boxes):
        members[box.column].append(f"b{number}")
        graph.add_node(f"b{number}", width=f"{widths[box.column] / 72:.4f}", height=f"{box.height / 72:.4f}")
    for number in range(len(widths) - 1):
        graph.add_edge(f"c{number}", f"c{number + 1}", key="chain", style="invis")
    for column in members:
        graph.add_subgraph(column, rank="same")


def _read(graph: Any, structure: Structure, names: dict[str, str]) -> Placed:
    _, _, width, height = (float(number) for number in graph.graph_attr["bb"].split(","))

    def point(text: str) -> Point:
        x, y = text.split(",")
        return float(x), height - float(y)

    paths = []
    columns = {box.id: box.column for box in structure.boxes}
    for number, edge in enumerate(structure.edges):
        turned = columns[edge.tail] > columns[edge.head]
        ends = (names[edge.head], names[edge.tail]) if turned else (names[edge.tail], names[edge.head])
        spline = graph.get_edge(*ends, key=f"e{number}").attr["pos"]
        points = [point(text) for text in (spline or "").split(";")[0].split() if text[:2] not in {"e,", "s,"}]
        paths.append(tuple(reversed(points)) if turned else tuple(points))
    return Placed(
        size=(width, height),
        columns=tuple(point(graph.get_node(f"c{number}").attr["pos"])[0] for number in range(len(structure.columns))),
        boxes=tuple(point(graph.get_node(f"b{number}").attr["pos"]) for number in range(len(structure.boxes))),
        paths=tuple(paths),
    )
