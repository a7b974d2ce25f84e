"""Pictures of a plan."""

from __future__ import annotations

import math
import re

from planmodel.errors import MissingExtraError
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText
from planmodel.views.placing import place
from planmodel.views.structure import structure_of
from planmodel.views.svg import write_svg

__all__ = ["draw_structure", "svg_to_png"]


_SIZE = re.compile(r'\b(?:width|height)="([0-9.]+)"')
_MOST_PIXELS = 4e7


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


def svg_to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Return an SVG picture as PNG, drawn with the fonts of this machine.

    Parameters:
        svg: the picture.
        scale: how many pixels a point takes; fewer are taken when the picture would not fit into memory.

    Raises:
        MissingExtraError: vl-convert-python is not installed.
    """
    try:
        from vl_convert import svg_to_png as convert
    except ImportError:
        raise MissingExtraError("vl-convert-python", extra="report", purpose="drawing a PNG") from None
    width, height = (float(number) for number in _SIZE.findall(svg)[:2])
    most = math.sqrt(_MOST_PIXELS / max(width * height, 1))
    return convert(svg, scale=min(scale, most))
