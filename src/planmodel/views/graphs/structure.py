"""What the picture of a plan's structure shows: boxes in columns by kind, and the links between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.model.vocabulary import VOCABULARY
from planmodel.views.drawing.labels import wrap
from planmodel.views.graphs.diagram import MOST_BOXES, Box, Diagram, Edge
from planmodel.views.graphs.focus import neighbourhood
from planmodel.views.graphs.wholes import goal_cards, merged
from planmodel.views.graphs.words import counted_kind, element_title, is_chinese, picture_title, word
from planmodel.views.headlines import unconnected
from planmodel.words import say

__all__ = ["drawn_kinds", "structure_of"]

_COLUMNS = ("principle", "goal", "indicator", "task", "project")
_DEEPEST = 2


def structure_of(
    plan: Plan, *, focus: str | None = None, depth: int | None = None, language: str | None = None
) -> Diagram:
    """Return what the picture of a plan's structure shows.

    Parameters:
        plan: any plan; principles, goals, indicators, tasks, projects and the user's kinds are drawn.
        focus: draw only this element, what it rests on and what it serves; then what must come first is drawn too.
        depth: how many steps to follow from ``focus``; two when left out.
        language: the language of the labels; without one, the first of each.

    Raises:
        UnknownIdError: there is no element ``focus``.
        ModelError: ``depth`` is no number of steps.
        PlanModelError: ``focus`` is of a kind that is not drawn, or even a summary would hold too many boxes.
    """
    kinds = drawn_kinds(plan)
    elements = {element.id: element for element in plan.elements if element.kind in kinds}
    edges = tuple(_edges(plan, elements, precedence=focus is not None))
    parts: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()
    if focus is not None:
        near, note = neighbourhood(plan, elements, edges, focus, depth)
        elements, notes = {id: element for id, element in elements.items() if id in near}, (note,)
    elif len(elements) > MOST_BOXES:
        tree = Hierarchy.of(elements.values(), plan.vocabulary)
        if len(tree.tops) > MOST_BOXES:
            return goal_cards(plan, elements, edges, tree, language)
        elements, edges, parts, note = merged(elements, edges, tree)
        notes = (note,)
    if focus is None:
        notes += tuple(_left_out(plan, kinds))
    return _diagram(plan, kinds, elements, edges, parts, notes, focus, language)


def _left_out(plan: Plan, kinds: Sequence[str]) -> Iterator[str]:
    """Yield what the structure never draws, counted: other kinds, and what must come first."""
    others = Counter(element.kind for element in plan.elements if element.kind not in kinds)
    if others:
        yield say("picture.of_kinds", counts=[counted_kind(plan, kind, number) for kind, number in others.items()])
    waits = sum(relation.order == "precedence" for _, relation, _, _ in plan.links())
    if waits:
        yield say("picture.of_waits", n=waits)


def drawn_kinds(plan: Plan) -> tuple[str, ...]:
    """Return the kinds that the picture of the structure draws, in the order of their columns."""
    own = (cls.kind for cls in plan.vocabulary.kinds if cls not in VOCABULARY.kinds)
    return (*(kind for kind in _COLUMNS if kind in plan.vocabulary.by_kind), *own)


def _diagram(
    plan: Plan,
    kinds: tuple[str, ...],
    elements: Mapping[str, Element],
    edges: Iterable[Edge],
    parts: Mapping[str, int],
    notes: tuple[str, ...],
    focus: str | None,
    language: str | None,
) -> Diagram:
    walked = Hierarchy.of(elements.values(), plan.vocabulary).walk()
    depths = {id: min(depth, _DEEPEST) for id, depth in walked}
    columns = sorted({(kinds.index(elements[id].kind), depth) for id, depth in depths.items()})
    numbers = {column: number for number, column in enumerate(columns)}
    chinese = is_chinese(plan, language)
    boxes = (
        _box(
            element,
            numbers[kinds.index(element.kind), depths[element.id]],
            (f"+ {parts[element.id]:,}",) if element.id in parts else (),
            ("focus",) if element.id == focus else (),
            language,
            chinese,
        )
        for element in elements.values()
    )
    return Diagram(
        title=picture_title(plan, "", focus, language=language, found=unconnected(plan) if focus is None else None),
        notes=notes,
        headings=tuple(_heading(plan, kinds[kind], depth, chinese) for kind, depth in columns),
        boxes=tuple(boxes),
        edges=tuple(edge for edge in edges if edge.tail in elements and edge.head in elements),
    )


def _heading(plan: Plan, kind: str, depth: int, chinese: bool) -> str:
    plural = plan.vocabulary.by_kind[kind].plural
    said = word(kind, True) if chinese and word(kind, True) != kind else plural.replace("_", " ").capitalize()
    return said if depth == 0 else f"{said} · {depth + 1}"


def _edges(plan: Plan, elements: Mapping[str, Element], *, precedence: bool) -> Iterator[Edge]:
    seen = set()
    for holder, declared, _, link in plan.links():
        if holder.id not in elements or link.to not in elements or (declared.order == "precedence" and not precedence):
            continue
        backwards = declared.flow == "from_target"
        edge = Edge(
            tail=link.to if backwards else holder.id,
            head=holder.id if backwards else link.to,
            relation=declared.name,
            evidence=link.evidence or elements[holder.id].evidence,
            backwards=backwards,
            marks=("against",) if isinstance(link, Contribution) and link.sign < 0 else (),
        )
        if edge not in seen:
            seen.add(edge)
            yield edge


def _box(
    element: Element,
    column: int,
    details: tuple[str, ...],
    marks: tuple[str, ...],
    language: str | None,
    chinese: bool,
) -> Box:
    return Box(
        id=element.id,
        kind=element.kind,
        lines=wrap(element.label(language)),
        details=details,
        title=element_title(element, chinese),
        evidence=element.evidence,
        column=column,
        marks=marks,
    )
