"""Pictures as the page holds them: checked, small, with ids of their own, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import attrs

from planmodel.errors import PlanModelError
from planmodel.model.plan import Plan
from planmodel.text import one_line
from planmodel.views.graphs.draw import draw_structure
from planmodel.views.picture import Picture

__all__ = ["Shown", "network_picture", "shown", "structure_picture"]

_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_NODE = re.compile(r"^node-(.+)$")
_LABELLED = re.compile(r"^([A-Za-z0-9_][A-Za-z0-9_.:-]*) ")
_DROPPED = frozenset({"font-family", "style", "version", "aria-roledescription", "pointer-events"})
"""Attributes that the page's own style replaces, or that say nothing to a reader."""
_CLASSES = frozenset({"node", "edge"})
_ALLOWED = frozenset(
    "svg g path rect line circle text tspan title desc defs marker clipPath pattern polygon polyline ellipse".split()
)


@attrs.frozen(kw_only=True)
class Shown:
    """A picture in the page.

    Parameters:
        title: what it shows.
        svg: the picture, ready to stand inside HTML; ``None`` when there is none.
        notes: what it leaves out.
        reason: why there is none.
    """

    title: str = ""
    svg: str | None = None
    notes: tuple[str, ...] = ()
    reason: str | None = None


def shown(make: Callable[[], Picture], prefix: str) -> Shown:
    """Return what the page shows of a picture; whatever goes wrong with it is said in its place.

    Parameters:
        make: draws it.
        prefix: what the ids inside it begin with, so that two pictures do not share any.
    """
    try:
        picture = make()
        return Shown(title=picture.title, svg=_inline(picture.svg, prefix), notes=picture.notes)
    except PlanModelError as error:
        hint = f" ({one_line(error.hint)})" if error.hint else ""
        return Shown(reason=one_line(error.message) + hint)
    except Exception as error:  # one part that fails must not cost its reader all the others
        return Shown(reason=one_line(f"{type(error).__name__}: {error}"))


def _inline(svg: str, prefix: str) -> str:
    """Return an SVG for the inside of a page: known shapes only, short numbers, nodes that say what they stand for."""
    root = ET.fromstring(svg)
    _clean(root, prefix)
    root.set("class", "picture")
    root.attrib.pop("xmlns", None)
    return ET.tostring(root, encoding="unicode")


def _clean(element: ET.Element, prefix: str) -> None:
    element.tag = element.tag.rpartition("}")[2]
    for name in list(element.attrib):
        plain = name.rpartition("}")[2]
        value = element.attrib.pop(name)
        if plain in _DROPPED or plain.startswith("on") or plain == "href" or value == "graphics-symbol":
            continue
        if plain == "class" and value.split(" ")[0] not in _CLASSES:
            continue
        if plain == "id":
            node = _NODE.match(value)
            if node:
                element.set("data-id", node[1])
            value = f"{prefix}{value}"
        elif plain == "aria-label" and element.tag != "svg" and (labelled := _LABELLED.match(value)):
            element.set("data-id", labelled[1])
            value = value[labelled.end() :]
        elif plain in ("d", "transform"):
            value = _NUMBER.sub(lambda match: f"{float(match[0]):.1f}", value)
        element.set(plain, value.replace("url(#", f"url(#{prefix}"))
    for child in list(element):
        if child.tag.rpartition("}")[2] not in _ALLOWED or _is_empty_background(child):
            element.remove(child)
        else:
            _clean(child, prefix)


def _is_empty_background(element: ET.Element) -> bool:
    return element.get("class") == "background" and element.get("d") == "M0,0h0v0h0Z"


def structure_picture(plan: Plan, language: str) -> Shown:
    """Return the picture of what serves what."""
    return shown(lambda: Picture(svg=draw_structure(plan, language=language), title=plan.label(language)), "s.")


def network_picture(plan: Plan, language: str) -> Shown:
    """Return the picture of what must come first."""
    return Shown(reason="not yet")
