"""Pictures as the page holds them: checked, small, with ids of their own, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

import attrs

from planmodel.errors import PlanModelError
from planmodel.faults import InternalFault, attempt
from planmodel.views.picture import Picture
from planmodel.views.report.changes import Change, changes_of, written
from planmodel.views.report.promises import Several, both
from planmodel.words import say

__all__ = ["Shown", "shown", "shown_in"]

_NUMBER = re.compile(r"-?\d+\.\d+")
_NUMBERS = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"})
_NODE = re.compile(r"node-(.+)", re.DOTALL)
_EDGE = re.compile(r"\S+ → \S+(?=: )")
"""What the title of a line begins with: the page words the rest of it, in its language."""
_DROPPED = frozenset(
    {
        "aria-hidden",
        "aria-roledescription",
        "class",
        "font-family",
        "href",
        "role",
        "stroke-miterlimit",
        "style",
        "version",
    }
)
"""Attributes that the page's own style replaces, that say nothing to a reader, or that lead out of the picture."""
_USUAL = {
    "font-weight": "normal",
    "opacity": "1",
    "stroke-linecap": "butt",
    "stroke-width": "1",
    "text-anchor": "start",
}
_SHAPE = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "marker-end")
_SHARED = {
    "path": _SHAPE,
    "line": _SHAPE,
    "circle": (*_SHAPE, "r"),
    "text": ("fill", "font-size", "font-weight", "text-anchor"),
    "g": _SHAPE,
}
"""What shapes and texts take from the group that they stand in."""
_PLAIN = frozenset({"d", "fill", "stroke", "stroke-width", "stroke-dasharray"})
_WORTHWHILE = 3
_DARK = "#222222"
_COLOURS = {"white": "#ffffff", "black": _DARK, "#000": _DARK}
"""Names of colours that the page's style knows by their numbers; dark is what text is anyway."""
_ALLOWED = frozenset(
    {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "title", "desc", "defs", "marker", "pattern"}
)
_CROWDED = 1_000
"""From so many shapes on they lose their titles, which weigh more than they do; the page knows names and links."""
_TITLED = frozenset({"g", "path", "line", "circle"})


@attrs.frozen(kw_only=True)
class Shown:
    """A picture in the page.

    Parameters:
        title: what it shows.
        svg: the picture, ready to stand inside HTML; ``None`` when there is none.
        notes: what it leaves out.
        reason: why there is none.
        changes: what is another in the picture in other languages, each with its language: for nodes by their number
            in the document their attributes (the text is that without a name), or what stands in their place.
    """

    title: str = ""
    svg: str | None = None
    notes: tuple[str, ...] = ()
    reason: Several | None = None
    changes: Mapping[str, Sequence[Change]] = attrs.field(factory=dict)


def shown_in(languages: Sequence[str], make: Callable[[str], Picture], prefix: str) -> Shown:
    """Return what the page shows of a picture whose labels are drawn in one language or several, the first at first.

    Parameters:
        languages: the languages.
        make: draws it in one of them.
        prefix: what the ids inside it begin with, so that two pictures do not share any.
    """
    return shown(lambda: [make(one) for one in languages], languages, prefix)


def shown(make: Callable[[], Sequence[Picture]], languages: Sequence[str], prefix: str) -> Shown:
    """Return what the page shows of a picture; whatever goes wrong with it is said in its place.

    Parameters:
        make: draws it in each language.
        languages: the languages.
        prefix: what the ids inside it begin with.
    """
    try:
        found = attempt(say("fault.picture"), lambda: _drawn(make(), languages, prefix), purposely=(PlanModelError,))
    except PlanModelError as error:
        return Shown(reason=_why(error))
    return Shown(reason=found.told) if isinstance(found, InternalFault) else found


def _why(error: PlanModelError) -> Several:
    """Return what is wrong and what to do about it, in the languages of the page."""
    message, hint = both(error.message), both(error.hint)
    if isinstance(message, str) and isinstance(hint, str):
        return f"{message} ({hint})" if hint else message
    told = {one: [_spoken(text, one) for text in (message, hint)] for one in ("en", "zh")}
    return {one: f"{words} ({more})" if more else words for one, (words, more) in told.items()}


def _spoken(text: Several, language: str) -> str:
    return text if isinstance(text, str) else text[language]


def _drawn(pictures: Sequence[Picture], languages: Sequence[str], prefix: str) -> Shown:
    first, *others = (_inline(one.svg, prefix) for one in pictures)
    return Shown(
        title=pictures[0].title,
        svg=written(first),
        notes=pictures[0].notes,
        changes={one: changes_of(first, other) for one, other in zip(languages[1:], others, strict=True)},
    )


def _inline(svg: str, prefix: str) -> ET.Element:
    """Return an SVG for the inside of a page: known shapes only, short numbers, nodes that say what they stand for."""
    root = ET.fromstring(svg)
    root.tag = "svg"
    _Cleaner(prefix=prefix, crowded=sum(1 for _ in root.iter()) > _CROWDED).clean(root)
    root.attrib.update({"class": "picture", "role": "img"})
    return root


@attrs.frozen(kw_only=True)
class _Cleaner:
    """What is done to every element of a picture."""

    prefix: str
    crowded: bool

    def clean(self, element: ET.Element) -> None:
        """Keep what shows something, in as few letters as it takes."""
        for name in list(element.attrib):
            value = element.attrib.pop(name)
            element.attrib.update(self._attribute(element.tag, name.rpartition("}")[2], value))
        for child in list(element):
            child.tag = child.tag.rpartition("}")[2]
            if child.tag == "title" and (ends := _EDGE.match(child.text or "")):
                child.text = ends[0]
            child.tail = None
            titled = child.tag == "title" and (_is_node(element) or (self.crowded and element.tag in _TITLED))
            if child.tag not in _ALLOWED or _shows_nothing(child) or titled:
                element.remove(child)
            else:
                self.clean(child)
        if _is_node(element):
            _lighten(element)
        _gather(element)

    def _attribute(self, tag: str, name: str, value: str) -> dict[str, str]:
        """Return what becomes of an attribute: nothing, or one or two."""
        if name in _DROPPED or name.startswith("on") or value == _USUAL.get(name):
            return {}
        if name == "id":
            node = _NODE.fullmatch(value)
            return {"data-id": node[1]} if node else {name: self.prefix + value}
        if name in ("fill", "stroke"):
            value = _COLOURS.get(value, value)
            if tag == "text" and name == "fill" and value == _DARK:
                return {}
        if name == "aria-label" and tag != "svg":
            return {}
        if name in _NUMBERS:
            value = _NUMBER.sub(self._short, value)
        return {name: value.replace("url(#", f"url(#{self.prefix}")}

    def _short(self, number: re.Match[str]) -> str:
        return f"{float(number[0]):.{0 if self.crowded else 1}f}".removesuffix(".0")


def _is_node(element: ET.Element) -> bool:
    """Tell whether a group is an element of the plan, which the page calls by its name."""
    return element.tag == "g" and "data-id" in element.attrib


def _lighten(node: ET.Element) -> None:
    """Leave to the page's style what is the same in every node, and to the node what its box says, for its group."""
    rects = [child for child in node if child.tag == "rect"]
    if any(child.tag == "text" and child.get("text-anchor") != "middle" for child in node):
        node.set("text-anchor", "start")  # else the style has all texts of a node in the middle
    for child in node:
        if child.tag == "text" and "text-anchor" not in node.attrib:
            del child.attrib["text-anchor"]
        elif child.tag == "rect":
            if child.get("rx") == "4":
                del child.attrib["rx"]
            for name in [one for one in _SHAPE if one in child.attrib and len(rects) == 1]:
                node.set(name, child.attrib.pop(name))


def _gather(parent: ET.Element) -> None:
    """Say once, in a group, what shapes that follow each other have in common."""
    children = list(parent)
    parent[:] = []
    for look, run in groupby(children, key=_look):
        shapes = list(run)
        if look is not None and len(shapes) > 1 and all(map(_is_plain, shapes)):
            shapes[0].set("d", "".join(shape.attrib["d"] for shape in shapes))
            parent.append(shapes[0])
            continue
        if look is None or len(shapes) < _WORTHWHILE:
            parent.extend(shapes)
            continue
        group = ET.SubElement(parent, "g", dict(look))
        for shape in shapes:
            for name, _ in look:
                del shape.attrib[name]
        group.extend(shapes)


def _is_plain(shape: ET.Element) -> bool:
    """Tell whether a shape is a line or surface without a title, an end or a place of its own: several can be one."""
    return shape.tag == "path" and not len(shape) and _PLAIN.issuperset(shape.attrib) and shape.get("d", "")[:1] == "M"


def _look(shape: ET.Element) -> tuple[tuple[str, str], ...] | None:
    shared = tuple((name, shape.attrib[name]) for name in _SHARED.get(shape.tag, ()) if name in shape.attrib)
    return shared or None


def _shows_nothing(element: ET.Element) -> bool:
    """Return whether a shape has no size, or is hidden."""
    return element.get("display") == "none" or (element.tag == "path" and not element.get("d"))
