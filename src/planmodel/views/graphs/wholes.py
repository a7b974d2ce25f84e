"""Summaries of a structure: everything drawn as the whole that it is part of, or counted on a card for each goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from planmodel.errors import PlanModelError
from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.element import Element, Undertaking
from planmodel.model.plan import Plan
from planmodel.views.drawing.labels import text_width, wrap
from planmodel.views.graphs.diagram import MOST_BOXES, Box, Diagram, Edge
from planmodel.views.graphs.words import counted_kind, element_title, is_chinese, picture_title, word
from planmodel.views.headlines import unconnected
from planmodel.words import say

__all__ = ["goal_cards", "merged"]

_WIDE = 17
"""How wide the lines of a card are, in letters of its details."""
_FEW, _DEEPEST = 24, 2
"""With fewer cards than this the goals below are told too, down to this depth."""


def merged(
    elements: Mapping[str, Element], edges: Iterable[Edge], tree: Hierarchy
) -> tuple[dict[str, Element], tuple[Edge, ...], Mapping[str, int], str]:
    """Return the tops of the hierarchy, the links between them, how many parts each holds, and a note that says so."""
    tops = {id: tree.top(id) for id in elements}
    kept = {id: elements[id] for id in tree.tops}
    found: dict[tuple[str, str, str, tuple[str, ...]], Edge] = {}
    for edge in edges:
        tail, head = tops[edge.tail], tops[edge.head]
        key = (tail, head, edge.relation, edge.marks)
        if tail != head and (key not in found or edge.evidence == "stated"):
            found[key] = attrs.evolve(edge, tail=tail, head=head)
    parts = Counter(top for id, top in tops.items() if top != id)
    note = say("picture.as_wholes", all=len(elements), drawn=len(kept))
    return kept, tuple(found.values()), parts, note


def goal_cards(
    plan: Plan, elements: Mapping[str, Element], edges: Iterable[Edge], tree: Hierarchy, language: str | None
) -> Diagram:
    """Return a card for each goal that says how many indicators, tasks, projects and others serve it.

    Which tasks and projects do is the answer of :class:`~planmodel.graph.serving.Serving`; the rest follows the links.

    Parameters:
        plan: the plan.
        elements: what the picture of its structure would draw.
        edges: the links between those.
        tree: what is part of what among them.
        language: the language of the labels; without one, the first of each.

    Raises:
        PlanModelError: there are no goals, or too many of them.
    """
    goals = _shown_goals(elements, tree)
    if not 0 < len(goals) <= MOST_BOXES:
        raise PlanModelError(
            say("picture.too_many", all=len(elements)),
            hint=say("picture.focus_on"),
        )
    served: dict[str, list[str]] = {}
    for edge in edges:
        served.setdefault(edge.head, []).append(edge.tail)
    chinese = is_chinese(plan, language)
    cards, reached = [], set(goals)
    for id in goals:
        linked = (one for one in _reach(id, served) if not isinstance(elements[one], Undertaking))
        below = {*linked, *(one for one in plan.graph.serving.work(id) if one in elements)}
        reached |= below
        cards.append(_card(elements[id], Counter(elements[one].kind for one in below), chinese, language))
    rest = Counter(element.kind for element in elements.values() if element.id not in reached)
    notes = [say("picture.as_goals", all=len(elements), goals=counted_kind(plan, "goal", len(goals)))]
    if rest:
        notes.append(say("picture.no_goal", counts=[counted_kind(plan, kind, n) for kind, n in rest.items()]))
    title = picture_title(plan, "", language=language, found=unconnected(plan))
    return Diagram(title=title, notes=tuple(notes), aside=tuple(cards))


def _shown_goals(elements: Mapping[str, Element], tree: Hierarchy) -> list[str]:
    """Return the goals at the top; when those are few, the ones below them too."""
    depths = dict(tree.walk())
    levels = {id: depths[id] for id, element in elements.items() if element.kind == "goal"}
    shown = [id for id, level in levels.items() if level == 0]
    for deepest in range(1, _DEEPEST + 1):
        more = [id for id, level in levels.items() if level <= deepest]
        if len(shown) >= _FEW or len(more) > MOST_BOXES:
            break
        shown = more
    return shown


def _reach(id: str, served: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [id]
    while waiting:
        for one in served.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    found.discard(id)
    return found


def _card(goal: Element, counts: Mapping[str, int], chinese: bool, language: str | None) -> Box:
    said = [f"{word(kind, chinese)} {counts[kind]:,}" for kind in sorted(counts) if kind != "principle"]
    return Box(
        id=goal.id,
        kind=goal.kind,
        lines=wrap(goal.label(language)),
        details=_in_lines(said),
        title=element_title(goal, chinese),
        evidence=goal.evidence,
        column=0,
        marks=("group",),
    )


def _in_lines(counts: Iterable[str]) -> tuple[str, ...]:
    """Return counts in lines that no count is broken over."""
    lines: list[str] = []
    for one in counts:
        longer = f"{lines[-1]} · {one}" if lines else one
        if lines and text_width(longer) <= _WIDE:
            lines[-1] = longer
        else:
            lines.append(one)
    return tuple(lines) or ("—",)
