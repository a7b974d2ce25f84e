"""Pictures of a plan as a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

import attrs

from planmodel.errors import ModelError
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.text import suggestion
from planmodel.views.graphs.diagram import Diagram, with_room
from planmodel.views.graphs.flow import Flow, flow_of
from planmodel.views.graphs.flow_svg import write_flow
from planmodel.views.graphs.network import network_of
from planmodel.views.graphs.placing import Placed, place
from planmodel.views.graphs.structure import structure_of
from planmodel.views.graphs.svg import write_svg
from planmodel.views.graphs.words import is_chinese
from planmodel.views.picture import Picture
from planmodel.words import say, worded

__all__ = ["By", "View", "draw", "draw_in"]

View: TypeAlias = Literal["structure", "network", "flow"]
By: TypeAlias = Literal["count", "money"]


def draw(
    plan: Plan,
    view: View = "structure",
    *,
    focus: str | Element | None = None,
    depth: int | None = None,
    by: By | None = None,
    schedule: Schedule | None = None,
    language: str | None = None,
    id_prefix: str = "",
) -> Picture:
    """Return a picture of a plan.

    ``structure`` is what serves what, one column a kind, precedence left out; ``network`` is what must come first, in
    layers by the longest way, with the critical path thick and red; ``flow`` is how many projects, or how much money,
    run from goals through tasks.

    Solid lines are stated, dashed ones inferred, dotted ones assumed. Hovering shows a name in full. Above 400 elements
    the picture is a summary and says so. The same plan gives the same bytes.

    Parameters:
        plan: any plan.
        view: ``structure``, ``network`` or ``flow``.
        focus: draw only this element (or the one of this id), what it rests on and what it serves; not for ``flow``.
        depth: how many steps to follow each way from ``focus``; two when left out.
        by: what ``flow`` measures, ``count`` (the usual) or ``money``.
        schedule: where ``network`` takes critical path and slack from; without one it is computed without dates.
        language: the language of the labels, ``zh`` or ``en``; without one, the first of each.
        id_prefix: what every id in the SVG begins with, for pages that hold several pictures.

    Raises:
        MissingExtraError: pygraphviz is not installed.
        UnknownIdError: there is no element ``focus``.
        ModelError: no such view, or a parameter that this view has no use for.
        PlanModelError: ``focus`` is of a kind that is not drawn, or too much is left for one picture.

    Example:
        >>> from planmodel.model.kinds import Goal, Task
        >>> plan = Plan(id="p", title="Plan", elements=[Goal(id="g", name="Air"), Task(id="t", name="Trees")])
        >>> draw(plan)
        <Picture: Plan: 1 of 1 goal without any work, 1 of 1 task without a goal>
    """
    focus = focus.id if isinstance(focus, Element) else focus
    _check(view, focus, depth, by, schedule)
    if view == "flow":
        flow = flow_of(plan, by=by or "count", language=language)
        return _written_flow(flow, id_prefix=id_prefix)
    if view == "network":
        diagram = network_of(plan, focus=focus, depth=depth, schedule=schedule, language=language)
    else:
        diagram = structure_of(plan, focus=focus, depth=depth, language=language)
    return _written(plan, diagram, place(diagram), language, id_prefix)


def draw_in(plan: Plan, view: View, languages: Sequence[str], schedule: Schedule | None = None) -> tuple[Picture, ...]:
    """Return a picture in several languages, in which everything has the same place: only the words differ.

    Parameters:
        plan: any plan.
        view: ``structure``, ``network`` or ``flow`` (by count).
        languages: the languages.
        schedule: where ``network`` takes critical path and slack from.

    Raises:
        MissingExtraError: pygraphviz is not installed.
        PlanModelError: too much is left for one picture.
    """
    if view == "flow":
        flows = [flow_of(plan, by="count", language=one) for one in languages]
        return tuple(_written_flow(one, beside=flows) for one in flows)
    made = [
        network_of(plan, schedule=schedule, language=one) if view == "network" else structure_of(plan, language=one)
        for one in languages
    ]
    diagrams = with_room(made)
    placed = place(diagrams[0])
    return tuple(_written(plan, one, placed, spoken, "") for one, spoken in zip(diagrams, languages, strict=True))


def _written_flow(flow: Flow, *, beside: Sequence[Flow] = (), id_prefix: str = "") -> Picture:
    spoken = attrs.evolve(flow, notes=_in_words(flow.notes, flow.chinese))
    svg = write_flow(spoken, beside=beside, id_prefix=id_prefix)
    return Picture(svg=svg, title=flow.title, notes=flow.notes)


def _written(plan: Plan, diagram: Diagram, placed: Placed, language: str | None, id_prefix: str) -> Picture:
    chinese = is_chinese(plan, language)
    spoken = attrs.evolve(diagram, notes=_in_words(diagram.notes, chinese))
    svg = write_svg(spoken, placed, chinese=chinese, id_prefix=id_prefix)
    return Picture(svg=svg, title=diagram.title, notes=diagram.notes)


def _in_words(notes: Sequence[str], chinese: bool) -> tuple[str, ...]:
    """Return notes in the language of the picture's other words."""
    return tuple(worded(note, "zh" if chinese else "en") for note in notes)


def _check(view: str, focus: str | None, depth: int | None, by: str | None, schedule: Schedule | None) -> None:
    """Raise :class:`ModelError` unless there is such a view and it has a use for what is given."""
    views = get_args(View)
    if view not in views:
        raise ModelError(
            say("picture.wrong_view", view=view), hint=suggestion(str(view), views) or say("picture.views", views=views)
        )
    if by is not None and by not in get_args(By):
        raise ModelError(say("picture.wrong_by", by=by), hint=suggestion(str(by), get_args(By)))
    useless = {
        "focus": focus is not None and view == "flow",
        "by": by is not None and view != "flow",
        "schedule": schedule is not None and view != "network",
    }
    for name, given in useless.items():
        if given:
            raise ModelError(say("picture.no_use", view=view, name=name))
    if depth is not None and focus is None:
        raise ModelError(say("picture.depth_alone"), hint="plan.draw(focus=ID, depth=2)")
