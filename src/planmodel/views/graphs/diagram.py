"""A picture before it is placed: boxes in columns, the lines between them, and what is said about them."""

from __future__ import annotations

import attrs

from planmodel.model.sources import Evidence
from planmodel.views.drawing.labels import text_width

__all__ = ["DETAIL_EM", "DETAIL_LINE", "EM", "LINE", "MOST_BOXES", "Box", "Diagram", "Edge", "column_widths"]

MOST_BOXES = 400
"""More boxes than this make no legible picture."""

EM, LINE = 12.0, 16.0
"""Size and line height of names, in points."""
DETAIL_EM, DETAIL_LINE = 10.0, 13.0
"""Size and line height of what stands below a name."""


@attrs.frozen(kw_only=True)
class Box:
    """One element, or several drawn as one.

    Parameters:
        id: the element's id.
        kind: its kind.
        lines: the lines of its name.
        details: smaller lines below: a duration, how many parts.
        title: the words behind it, in full.
        evidence: who says so.
        column: the column that it stands in, from 0.
        marks: what sets it apart: ``critical``, ``finished``, ``circle``, ``focus``, ``group``.
    """

    id: str
    kind: str
    lines: tuple[str, ...]
    title: str
    column: int
    evidence: Evidence = "stated"
    details: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """The width that the words need."""
        widths = [text_width(line) * EM for line in self.lines] + [
            text_width(line) * DETAIL_EM for line in self.details
        ]
        return max(widths) + 16

    @property
    def height(self) -> float:
        """The height that the words need."""
        return len(self.lines) * LINE + len(self.details) * DETAIL_LINE + 10


@attrs.frozen(kw_only=True)
class Edge:
    """One link, drawn from what bears to what it bears on.

    Parameters:
        tail: the id of what bears.
        head: the id of what it bears on.
        relation: the relation's name.
        evidence: who says so.
        label: what is written beside the line: ``SS + 3 月``.
        backwards: whether the relation's name reads from head to tail (a goal is ``guided_by`` a principle).
        marks: what sets it apart: ``against``, ``critical``, ``circle``.
    """

    tail: str
    head: str
    relation: str
    evidence: Evidence = "stated"
    label: str = ""
    backwards: bool = False
    marks: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Diagram:
    """A picture before it is placed.

    Parameters:
        title: what stands above it.
        notes: what it leaves out, and what was counted by a convention.
        headings: the words above each column; ``""`` for none.
        boxes: the boxes in their columns.
        edges: the lines between them.
        aside: boxes without lines, in rows below the others; their ``column`` means nothing.
        aside_heading: the words above those.
    """

    title: str
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    edges: tuple[Edge, ...] = ()
    aside: tuple[Box, ...] = ()
    aside_heading: str = ""


def column_widths(diagram: Diagram) -> tuple[float, ...]:
    """Return the width of each column's boxes: that of the widest words in it."""
    widths = [0.0] * len(diagram.headings)
    for box in diagram.boxes:
        widths[box.column] = max(widths[box.column], box.width)
    return tuple(widths)
