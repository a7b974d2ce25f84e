"""Pictures of a plan."""

from __future__ import annotations

from planmodel.model.plan import Plan
from planmodel.text import MultilingualText
from planmodel.views.graphs.placing import place
from planmodel.views.graphs.structure import structure_of
from planmodel.views.graphs.svg import write_svg

__all__ = ["draw_structure"]


def draw_structure(plan: Plan, *, language: str | None = None, around: str | None = None) -> str:
    """Return a picture of what serves what in ``plan``, as SVG: one column a kind, precedence left out.

    Solid lines are stated, dashed ones inferred, dotted ones assumed. Hovering shows a name in full. Above 400 elements
    the picture is a summary and says so. The same plan gives the same bytes.

    Parameters:
        plan: any plan.
        language: the language of the labels, ``zh`` or ``en``; without one, the first of each.
        around: draw only this element, what bears on it and what it bears on.

    Raises:
        MissingExtraError: pygraphviz is not installed.
        UnknownIdError: there is no element ``around``.
        PlanModelError: that is of a kind that is not drawn, or too much is left for one picture.

    Example:
        >>> from planmodel.model.kinds import Goal, Task
        >>> plan = Plan(id="p", title="Plan", elements=[Goal(id="g", name="Air"), Task(id="t", name="Trees")])
        >>> draw_structure(plan).startswith("<svg")
        True
    """
    structure = structure_of(plan, language=language, around=around)
    first = next(iter(plan.title)) if isinstance(plan.title, MultilingualText) else ""
    return write_svg(structure, place(structure), chinese=(language or first).lower().startswith("zh"))
