"""What differs between two pictures that show the same in two languages: their words, and what these push aside."""

from __future__ import annotations

from itertools import zip_longest
from typing import TypeAlias
from xml.etree import ElementTree as ET

__all__ = ["Change", "changes_of"]

Change: TypeAlias = tuple[int, dict[str, str | None] | str | None]
"""The number of a node in the order of the document, and what becomes of it: its other attributes (the text is that
without a name, ``+`` what stands behind its children), what stands in its place, or nothing."""


def changes_of(first: ET.Element, other: ET.Element) -> list[Change]:
    """Return what makes the other picture of the first.

    A node keeps its number though nodes before it are replaced or gone. An attribute that is gone is ``None``.

    Example:
        >>> one = ET.XML('<svg><text x="1">an old word</text><path d="M0 0H9"/><path d="M1 1H9"/></svg>')
        >>> changes_of(one, ET.XML('<svg><text x="2">b</text><path d="M0 0H9"/><path d="M1 1H9"/><g/></svg>'))
        [(0, {'+': '<g/>'}), (1, {'x': '2', '': 'b'})]
    """
    changes: list[Change] = []
    _compare(first, other, 0, changes)
    whole = written(other)
    return [(0, whole)] if sum(len(str(change)) for change in changes) > len(whole) else changes


def written(element: ET.Element) -> str:
    """Return a part of a picture as it stands in a page, in as few letters as it takes."""
    return ET.tostring(element, encoding="unicode").replace(" />", "/>")


def _compare(first: ET.Element, other: ET.Element, at: int, changes: list[Change]) -> None:
    """Add what differs from a node on, whose number is ``at``: children are held against each other in their order."""
    if first.tag != other.tag:
        changes.append((at, written(other)))
        return
    differing: dict[str, str | None] = {
        name: other.get(name) for name in (*first.keys(), *other.keys()) if first.get(name) != other.get(name)
    }
    if not len(first) and (first.text or "") != (other.text or ""):
        differing[""] = other.text or ""
    if len(other) > len(first):
        differing["+"] = "".join(map(written, other[len(first) :]))
    if differing:
        changes.append((at, differing))
    inside = at + 1
    for one, another in zip_longest(first, other[: len(first)]):
        if another is None:
            changes.append((inside, None))
        else:
            _compare(one, another, inside, changes)
        inside += sum(1 for _ in one.iter())
