"""What the picture of a plan's structure shows: boxes in columns by kind, and the links between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from planmodel.errors import PlanModelError
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.sources import Evidence
from planmodel.model.vocabulary import VOCABULARY
from planmodel.text import in_language
from planmodel.views.element import in_words
from planmodel.views.graphs.labels import text_width, wrap

__all__ = ["MOST_BOXES", "Box", "Column", "Edge", "Structure", "column_widths", "structure_of"]

MOST_BOXES = 400
"""More boxes than this make no legible picture."""

_COLUMNS = ("principle", "goal", "indicator", "task", "project")
_DEEPEST = 2
_EM = 12.0
_LINE = 16.0


@attrs.frozen(kw_only=True)
class Box:
    """One element: the lines of its label, the words behind it, the column it stands in, and its size in points."""

    id: str
    kind: str
    lines: tuple[str, ...]
    title: str
    evidence: Evidence
    column: int

    @property
    def width(self) -> float:
        """The width that the label needs."""
        return max(text_width(line) for line in self.lines) * _EM + 16

    @property
    def height(self) -> float:
        """The height that the label needs."""
        return len(self.lines) * _LINE + 10


@attrs.frozen(kw_only=True)
class Column:
    """The elements of one kind that stand equally deep in it, from 0."""

    kind: str
    plural: str
    depth: int


@attrs.frozen(kw_only=True)
class Edge:
    """One link, drawn from what bears to what it bears on; ``against`` when it works against it."""

    tail: str
    head: str
    relation: str
    evidence: Evidence
    against: bool = False


@attrs.frozen(kw_only=True)
class Structure:
    """A picture before it is laid out; ``note`` says what it leaves out."""

    title: str
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    note: str = ""


def column_widths(structure: Structure) -> tuple[float, ...]:
    """Return the width of each column's boxes: that of the widest label in it."""
    widths = [0.0] * len(structure.columns)
    for box in structure.boxes:
        widths[box.column] = max(widths[box.column], box.width)
    return tuple(widths)


def structure_of(plan: Plan, *, language: str | None = None, around: str | None = None) -> Structure:
    """Return what the picture of ``plan`` shows.

    Parameters:
        plan: any plan; principles, goals, indicators, tasks, projects and the user's kinds are drawn.
        language: the language of the labels; without one, the first of each.
        around: draw only this element, what bears on it and what it bears on.

    Raises:
        UnknownIdError: there is no element ``around``.
        PlanModelError: ``around`` is of a kind that is not drawn, or even a summary would hold too many boxes.
    """
    kinds = _drawn_kinds(plan)
    elements = {element.id: element for element in plan.elements if element.kind in kinds}
    edges = tuple(_edges(plan, elements))
    wholes = _wholes(elements)
    parts: Mapping[str, int] = {}
    note = ""
    if around is not None:
        elements, note = _neighbourhood(plan, elements, edges, around)
    elif len(elements) > MOST_BOXES:
        elements, edges, parts, note = _top_level(elements, edges, wholes)
    depths = {id: min(_depth(id, wholes), _DEEPEST) for id in elements}
    columns = sorted({(kinds.index(elements[id].kind), depth) for id, depth in depths.items()})
    numbers = {column: number for number, column in enumerate(columns)}
    boxes = tuple(
        _box(element, numbers[kinds.index(element.kind), depths[element.id]], parts.get(element.id, 0), language)
        for element in elements.values()
    )
    return Structure(
        title=in_language(plan.title, language),
        columns=tuple(
            Column(kind=kinds[kind], plural=plan.vocabulary.by_kind[kinds[kind]].plural, depth=depth)
            for kind, depth in columns
        ),
        boxes=boxes,
        edges=tuple(edge for edge in edges if edge.tail in elements and edge.head in elements),
        note=note,
    )


def _drawn_kinds(plan: Plan) -> tuple[str, ...]:
    own = (cls.kind for cls in plan.vocabulary.kinds if cls not in VOCABULARY.kinds)
    return (*(kind for kind in _COLUMNS if kind in plan.vocabulary.by_kind), *own)


def _edges(plan: Plan, elements: Mapping[str, Element]) -> Iterator[Edge]:
    seen = set()
    for holder, declared, _, link in plan.links():
        if declared.order == "precedence" or holder.id not in elements or link.to not in elements:
            continue
        backwards = declared.flow == "from_target"
        edge = Edge(
            tail=link.to if backwards else holder.id,
            head=holder.id if backwards else link.to,
            relation=declared.name,
            evidence=link.evidence or elements[holder.id].evidence,
            against=(getattr(link, "strength", None) or 0) < 0,
        )
        if edge not in seen:
            seen.add(edge)
            yield edge


def _box(element: Element, column: int, parts: int, language: str | None) -> Box:
    lines = wrap(element.label(language))
    lines = (*lines, f"+ {parts:,}") if parts else lines
    evidence = "" if element.evidence == "stated" else f" ({element.evidence})"
    title = f"{element.kind} {element.id}{evidence}: {in_words(element.name)}"
    return Box(id=element.id, kind=element.kind, lines=lines, title=title, evidence=element.evidence, column=column)


# --- what is part of what ---


def _wholes(elements: Mapping[str, Element]) -> Mapping[str, str]:
    wholes = {}
    for element in elements.values():
        whole: Link | None = getattr(element, "part_of", None)
        if whole is not None and whole.to in elements:
            wholes[element.id] = whole.to
    return wholes


def _depth(id: str, wholes: Mapping[str, str]) -> int:
    depth = 0
    while id in wholes and depth <= _DEEPEST:
        id = wholes[id]
        depth += 1
    return depth


def _root(id: str, wholes: Mapping[str, str], known: dict[str, str]) -> str:
    """Return the top of the hierarchy above ``id``; in a circle, whichever of its members is met first."""
    path = []
    at = id
    while at in wholes and at not in known:
        known[at] = at  # a circle comes back here
        path.append(at)
        at = wholes[at]
    root = known.get(at, at)
    for passed in path:
        known[passed] = root
    return root


# --- less than everything ---


def _top_level(
    elements: Mapping[str, Element], edges: Iterable[Edge], wholes: Mapping[str, str]
) -> tuple[dict[str, Element], tuple[Edge, ...], Mapping[str, int], str]:
    known: dict[str, str] = {}
    roots = {id: _root(id, wholes, known) for id in elements}
    kept = {id: element for id, element in elements.items() if roots[id] == id}
    if len(kept) > MOST_BOXES:
        raise PlanModelError(
            f"{len(elements):,} elements are too many for one picture, and so are the {len(kept):,} at the top of them",
            hint="draw what surrounds one element: --around ID, or draw_structure(plan, around=…)",
        )
    merged: dict[tuple[str, str, str, bool], Edge] = {}
    for edge in edges:
        tail, head = roots[edge.tail], roots[edge.head]
        key = (tail, head, edge.relation, edge.against)
        if tail != head and (key not in merged or edge.evidence == "stated"):
            merged[key] = attrs.evolve(edge, tail=tail, head=head)
    parts = Counter(root for id, root in roots.items() if root != id)
    note = f"Summary: {len(elements):,} elements are drawn as the {len(kept):,} that they are part of."
    return kept, tuple(merged.values()), parts, note


def _neighbourhood(
    plan: Plan, elements: Mapping[str, Element], edges: Iterable[Edge], around: str
) -> tuple[dict[str, Element], str]:
    centre = plan[around]
    if around not in elements:
        raise PlanModelError(
            f"{around} is a {centre.kind}, which the picture of the structure leaves out",
            hint=f"it draws {', '.join(_drawn_kinds(plan))}",
        )
    reached, front = {around}, [{around}, {around}]
    steps, complete = 0, False
    ways = (_ways((edge.tail, edge.head) for edge in edges), _ways((edge.head, edge.tail) for edge in edges))
    while not complete:
        front = [
            {there for here in at for there in way.get(here, ()) if there not in reached}
            for at, way in zip(front, ways, strict=True)
        ]
        new = front[0] | front[1]
        complete = not new
        if len(reached) + len(new) > MOST_BOXES:
            break
        reached |= new
        steps += 1
    if not complete and steps == 0:
        raise PlanModelError(f"{around} has too many neighbours for one picture, more than {MOST_BOXES}")
    limit = "" if complete else f", up to {steps} steps away"
    note = f"Around {around}: what bears on it and what it bears on{limit}."
    return {id: element for id, element in elements.items() if id in reached}, note


def _ways(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    ways: dict[str, list[str]] = {}
    for here, there in pairs:
        ways.setdefault(here, []).append(there)
    return ways
