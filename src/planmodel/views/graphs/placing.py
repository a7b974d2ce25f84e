"""Where Graphviz' ``dot`` puts the boxes and lines of a diagram."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.errors import MissingExtraError
from planmodel.views.drawing.labels import text_width
from planmodel.views.graphs.diagram import DETAIL_EM, DETAIL_LINE, Diagram, Edge, column_widths
from planmodel.words import say

__all__ = ["Placed", "Point", "place"]

Point = tuple[float, float]


@attrs.frozen(kw_only=True)
class Placed:
    """Places in points from the top left corner.

    Parameters:
        size: width and height of all.
        columns: the middle of each column.
        boxes: the middle of each box.
        paths: for each edge the points of a Bézier curve, one and then three a stretch, from tail to head.
        labels: for each edge the middle of what is written beside it, if anything.
    """

    size: Point = (0.0, 0.0)
    columns: tuple[float, ...] = ()
    boxes: tuple[Point, ...] = ()
    paths: tuple[tuple[Point, ...], ...] = ()
    labels: tuple[Point | None, ...] = ()


def place(diagram: Diagram) -> Placed:
    """Return where the boxes and lines of a diagram go: fixed columns, as few crossings as ``dot`` finds.

    Every size is given and no text is set, so that no font has a say.

    Raises:
        MissingExtraError: pygraphviz is not installed.

    Source: Gansner et al., *A Technique for Drawing Directed Graphs*, 1993.
    """
    try:
        from pygraphviz import AGraph  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("pygraphviz", extra="report", purpose=say("purpose.picture")) from None
    if not diagram.boxes:
        return Placed()
    graph = AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.14", ranksep="1.1", outputorder="edgesfirst")
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    graph.edge_attr.update(arrowhead="none")
    _add_columns(graph, diagram)
    columns = {box.id: box.column for box in diagram.boxes}
    names = {box.id: f"b{number}" for number, box in enumerate(diagram.boxes)}
    for number, edge in enumerate(diagram.edges):
        tail, head = (edge.head, edge.tail) if _turned(edge, columns) else (edge.tail, edge.head)
        port = "e" if columns[tail] == columns[head] else "w"
        graph.add_edge(names[tail], names[head], key=f"e{number}", tailport="e", headport=port, **_drawn_as(edge))
    graph.layout(prog="dot")
    return _read(graph, diagram, names)


def _turned(edge: Edge, columns: dict[str, int]) -> bool:
    """Tell whether ``dot`` is shown the edge the other way round, so that all run to the right."""
    return columns[edge.tail] > columns[edge.head]


def _drawn_as(edge: Edge) -> dict[str, str]:
    """Return what ``dot`` should know of an edge: critical ones straight, and room for a label of our size."""
    said = {"weight": "8"} if "critical" in edge.marks else {}
    if edge.label:
        width, height = round(text_width(edge.label) * DETAIL_EM + 6), round(DETAIL_LINE) + 4
        cell = f'<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}"><TR><TD></TD></TR></TABLE>'
        said["label"] = f"<{cell}>"
    return said


def _add_columns(graph: Any, diagram: Diagram) -> None:
    """Hold each column together by a rank, and the columns in order by a chain of unseen nodes."""
    widths = column_widths(diagram)
    members: list[list[str]] = [[f"c{number}"] for number in range(len(widths))]
    for number in range(len(widths)):
        graph.add_node(f"c{number}", width="0.01", height="0.01", style="invis")
    for number, box in enumerate(diagram.boxes):
        members[box.column].append(f"b{number}")
        graph.add_node(f"b{number}", width=f"{widths[box.column] / 72:.4f}", height=f"{box.height / 72:.4f}")
    for number in range(len(widths) - 1):
        graph.add_edge(f"c{number}", f"c{number + 1}", key="chain", style="invis")
    for column in members:
        graph.add_subgraph(column, rank="same")


def _read(graph: Any, diagram: Diagram, names: dict[str, str]) -> Placed:
    _, _, width, height = (float(number) for number in graph.graph_attr["bb"].split(","))

    def point(text: str) -> Point:
        x, y = text.split(",")
        return float(x), height - float(y)

    boxes = tuple(point(graph.get_node(f"b{number}").attr["pos"]) for number in range(len(diagram.boxes)))
    widths = column_widths(diagram)
    middles = {box.id: place for box, place in zip(diagram.boxes, boxes, strict=True)}
    paths: list[tuple[Point, ...]] = []
    labels: list[Point | None] = []
    columns = {box.id: box.column for box in diagram.boxes}
    for number, edge in enumerate(diagram.edges):
        if columns[edge.tail] == columns[edge.head]:
            paths.append(_bow(middles[edge.tail], middles[edge.head], widths[columns[edge.tail]]))
            labels.append(_beside(paths[-1]) if edge.label else None)
            continue
        turned = _turned(edge, columns)
        ends = (names[edge.head], names[edge.tail]) if turned else (names[edge.tail], names[edge.head])
        said = graph.get_edge(*ends, key=f"e{number}").attr
        points = [point(text) for text in (said["pos"] or "").split(";")[0].split() if text[:2] not in {"e,", "s,"}]
        paths.append(tuple(reversed(points)) if turned else tuple(points))
        labels.append(point(said["lp"]) if edge.label and said["lp"] else None)
    return Placed(
        size=(width, height),
        columns=tuple(point(graph.get_node(f"c{number}").attr["pos"])[0] for number in range(len(diagram.headings))),
        boxes=boxes,
        paths=tuple(paths),
        labels=tuple(labels),
    )


def _bow(tail: Point, head: Point, width: float) -> tuple[Point, ...]:
    """Return a bow on the right between two boxes of a column; ``dot`` draws some of these along the boxes' edges."""
    x = tail[0] + width / 2
    if tail == head:
        return (x, tail[1] - 5), (x + 24, tail[1] - 14), (x + 24, tail[1] + 14), (x, tail[1] + 5)
    out = x + min(24 + abs(head[1] - tail[1]) / 8, 72)
    return (x, tail[1]), (out, tail[1]), (out, head[1]), (x, head[1])


def _beside(bow: tuple[Point, ...]) -> Point:
    """Return where a bow is farthest out."""
    start, out, _, end = bow
    return start[0] + 0.75 * (out[0] - start[0]), (start[1] + end[1]) / 2
