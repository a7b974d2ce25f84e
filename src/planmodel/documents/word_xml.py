"""Names of Word's elements, and what the styles of a document say, followed to the styles that they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["Styles", "children", "is_on", "named", "value_of", "word"]

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录|目錄)\s*\d$", re.IGNORECASE)
_DEEPEST = 20
"""Styles that a style may rest on, one on the other."""


def word(name: str) -> str:
    """Return the whole name of an element or attribute: ``w:p`` for ``p``."""
    return _NAMESPACE + name


def named(element: Any) -> str:
    """Return an element's name without its namespace; ``""`` for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> Any | None:
    """Return the element that a path of names leads to, each a child of the one before; ``None`` where one is not."""
    for name in names:
        if element is None:
            return None
        element = element.find(word(name))
    return element


def value_of(element: Any, name: str = "val") -> str | None:
    """Return an attribute of an element; ``None`` when either is not there."""
    if element is None:
        return None
    value = element.get(word(name))
    return value if isinstance(value, str) else None


def is_on(element: Any) -> bool | None:
    """Return whether a switch such as ``w:b`` is on; ``None`` when it is not there."""
    if element is None:
        return None
    return (value_of(element) or "true").lower() not in ("0", "false", "off", "none")


class Styles:
    """What the styles of a document say.

    Parameters:
        root: the root element of its styles; ``None`` when it has none.
    """

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default: str | None = None
        for style in root.findall(word("style")) if root is not None else ():
            id = value_of(style, "styleId")
            if id is not None:
                self._styles.setdefault(id, style)
                if value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true"):
                    self._default = self._default or id

    def of(self, paragraph: Any) -> str | None:
        """Return the id of a paragraph's style."""
        return value_of(children(paragraph, "pPr", "pStyle")) or self._default

    def chain(self, id: str | None) -> Iterator[tuple[str, Any]]:
        """Yield a style and those that it rests on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(id) if id is not None else None
            if id is None or style is None:
                return
            yield id, style
            id = value_of(children(style, "basedOn"))

    def said(self, id: str | None, *path: str) -> Any | None:
        """Return what a style, or the nearest that it rests on, says at a path such as ``pPr jc``."""
        return next((one for _, style in self.chain(id) if (one := children(style, *path)) is not None), None)

    def name(self, id: str | None) -> str:
        """Return the name of a style."""
        style = self._styles.get(id) if id is not None else None
        return value_of(children(style, "name")) or ""

    def heading(self, paragraph: Any) -> int | None:
        """Return the level of the heading that a paragraph is, by its outline or the name of its style."""
        level = value_of(children(paragraph, "pPr", "outlineLvl"))
        id = self.of(paragraph)
        for _, style in self.chain(id) if level is None else ():
            level = value_of(children(style, "pPr", "outlineLvl"))
            match = _HEADING_NAME.match(value_of(children(style, "name")) or "")
            if level is not None:
                break
            if match is not None:
                return int(match[1])
        return int(level) + 1 if level in tuple("012345678") else None

    def is_contents(self, paragraph: Any) -> bool:
        """Return whether a paragraph has the style of an entry of a contents list."""
        return _CONTENTS_NAME.match(self.name(self.of(paragraph))) is not None
