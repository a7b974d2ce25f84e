"""A picture before it is placed: boxes in columns, the lines between them, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from planmodel.model.sources import Evidence
from planmodel.views.drawing.labels import text_width

__all__ = [
    "DETAIL_EM",
    "DETAIL_LINE",
    "EM",
    "LINE",
    "MOST_BOXES",
    "Box",
    "Diagram",
    "Edge",
    "column_widths",
    "with_room",
]

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
        least: the least width and height, where its words in another language need so much.
    """

    id: str
    kind: str
    lines: tuple[str, ...]
    title: str
    column: int
    evidence: Evidence = "stated"
    details: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    least: tuple[float, float] = (0.0, 0.0)

    @property
    def width(self) -> float:
        """The width that the words need, and no less than the least."""
        widths = [text_width(line) * EM for line in self.lines] + [
            text_width(line) * DETAIL_EM for line in self.details
        ]
        return max(*widths, self.least[0] - 16) + 16

    @property
    def tall(self) -> float:
        """The height that the words need."""
        return len(self.lines) * LINE + len(self.details) * DETAIL_LINE + 10

    @property
    def height(self) -> float:
        """The height that the words need, and no less than the least."""
        return max(self.tall, self.least[1])


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


def with_room(diagrams: Sequence[Diagram]) -> tuple[Diagram, ...]:
    """Return one picture in several languages with boxes that all its words fit into, so that they have one place."""

    def leasts(groups: Iterable[Sequence[Box]]) -> dict[str, tuple[float, float]]:
        alike = zip(*groups, strict=True)
        return {same[0].id: (max(box.width for box in same), max(box.height for box in same)) for same in alike}

    least, least_aside = leasts(one.boxes for one in diagrams), leasts(one.aside for one in diagrams)

    def fitted(boxes: Sequence[Box], sizes: Mapping[str, tuple[float, float]]) -> tuple[Box, ...]:
        return tuple(attrs.evolve(box, least=sizes[box.id]) for box in boxes)

    return tuple(
        attrs.evolve(one, boxes=fitted(one.boxes, least), aside=fitted(one.aside, least_aside)) for one in diagrams
    )


def column_widths(diagram: Diagram) -> tuple[float, ...]:
    """Return the width of each column's boxes: that of the widest words in it."""
    widths = [0.0] * len(diagram.headings)
    for box in diagram.boxes:
        widths[box.column] = max(widths[box.column], box.width)
    return tuple(widths)
