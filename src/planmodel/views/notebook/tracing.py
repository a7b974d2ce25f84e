"""A picture of a plan that answers clicks: what an element rests on, what it serves, and what is said of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, TypedDict

from planmodel.errors import MissingExtraError, ModelError
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.records import facts
from planmodel.views.element import in_words
from planmodel.views.graphs.draw import View, draw
from planmodel.views.graphs.words import is_chinese, word
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.views.notebook.widget import PlanWidget

__all__ = ["Told", "told_of", "widget"]

_NODE = re.compile(r'<g id="node-([^"]*)"')
_IN_PANEL = frozenset({"id", "name"})
"""Fields that the head of the panel shows."""
_WORDS = ("rests_on", "serves", "further", "nothing", "hint", "clear", "whole", "full")


class Told(TypedDict):
    """What the panel says of an element: its kind, its name, and (field, text) of what else it says."""

    kind: str
    name: str
    facts: list[tuple[str, str]]


def widget(
    plan: Plan,
    view: View = "structure",
    *,
    focus: str | Element | None = None,
    depth: int | None = None,
    language: str | None = None,
) -> PlanWidget:
    """Return a picture for notebooks in which a click shows what an element rests on and what it serves.

    ``widget.selected`` is the id of the element that was clicked, or ``None``; setting it selects in the picture too,
    and ``widget.observe(function, "selected")`` calls a function whenever it changes. A notebook that is not trusted,
    or that runs no widgets, shows the picture as it is.

    Parameters:
        plan: any plan.
        view: ``structure`` or ``network``.
        focus: draw only this element (or the one of this id), what it rests on and what it serves.
        depth: how many steps to follow each way from ``focus``.
        language: the language of the labels, ``zh`` or ``en``; without one, the first of each.

    Raises:
        MissingExtraError: anywidget or pygraphviz is not installed.
        ModelError: there is nothing to click in that view.
        UnknownIdError: there is no element ``focus``.
        PlanModelError: ``focus`` is of a kind that is not drawn, or too much is left for one picture.
    """
    if view == "flow":
        raise ModelError(say("widget.no_flow"), hint=say("widget.no_flow.hint"))
    try:
        from planmodel.views.notebook.widget import PlanWidget
    except ImportError:
        raise MissingExtraError("anywidget", extra="notebook", purpose=say("purpose.widget")) from None
    picture = draw(plan, view, focus=focus, depth=depth, language=language)
    chinese = is_chinese(plan, language)
    ids = [unescape(id) for id in _NODE.findall(picture.svg)]
    return PlanWidget(
        picture=picture,
        told={id: told_of(plan, id, language) for id in ids if id in plan},
        words=_words(plan, chinese),
    )


def _words(plan: Plan, chinese: bool) -> dict[str, str]:
    """Return the words of the panel, and what the relations and kinds are called."""
    names = {*(relation.name for relation in plan.relations), *plan.vocabulary.by_kind}
    language = "zh" if chinese else "en"
    return {name: word(name, chinese) for name in sorted(names)} | {
        name: say(f"widget.{name}").in_language(language) for name in _WORDS
    }


def told_of(plan: Plan, id: str, language: str | None = None) -> Told:
    """Return what the panel says of an element.

    Parameters:
        plan: the plan.
        id: one of its elements.
        language: the language of the name; without one, the first with English beside it.
    """
    element = plan[id]
    said = [(name, text) for name, text in facts(element) if name not in _IN_PANEL]
    return {"kind": element.kind, "name": in_words(element.name, language), "facts": said}
