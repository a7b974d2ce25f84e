"""A heading of a document, the passages under it, and the tree that headings make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from planmodel.documents.document_text import DocumentTable

EXPLICIT = -100.0
"""Headings that the format marks stand above those that only their numbers show."""

__all__ = ["EXPLICIT", "Heading", "Outline", "Passage", "nearest"]


class Passage(NamedTuple):
    """A stretch of one paragraph.

    Parameters:
        text: its words.
        start, end: where they stand in the document's text.
        item: the printed number or bullet before it, when it is an item of a list.
    """

    text: str
    start: int
    end: int
    item: str = ""


@attrs.define(eq=False, kw_only=True, repr=False)
class Heading:
    """A heading: its number and name, and what stands under it.

    Parameters:
        form: the form of its number, ``named`` for none.
        rank: how deep headings of the form stand.
        value: what the number counts.
        number: the number as printed.
        name: the name as printed, without a stop behind it.
        start, end: where number and name stand.
        name_start: where the name begins.
        whole: whether it is a heading of its own, with its text in other paragraphs.
        parent: the heading that it stands under.
        children: the headings under it.
        passages: the text under it, up to its first child.
        tables: the tables there.
        boxes: the boxes (专栏) there.
    """

    form: str
    rank: float
    value: int
    number: str
    name: str
    start: int
    end: int
    name_start: int
    whole: bool = False
    parent: Heading | None = None
    children: list[Heading] = attrs.field(factory=list)
    passages: list[Passage] = attrs.field(factory=list)
    tables: list[DocumentTable] = attrs.field(factory=list)
    boxes: list[Heading] = attrs.field(factory=list)

    def walk(self) -> Iterator[Heading]:
        """Yield it and all headings below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def path(self) -> tuple[Heading, ...]:
        """The headings above it and itself, outermost first."""
        return (*(self.parent.path if self.parent is not None else ()), self)

    @property
    def place(self) -> str:
        """How a citation names it: 第三章 第一节."""
        return " ".join(one.number or one.name for one in self.path)


def nearest(heading: Heading | None, known: Mapping[Heading, str]) -> str | None:
    """Return what is known of a heading, or of the nearest one above it of which something is."""
    while heading is not None and heading not in known:
        heading = heading.parent
    return known[heading] if heading is not None else None


@attrs.frozen(kw_only=True, repr=False)
class Outline:
    """The headings of a document.

    Parameters:
        roots: the outermost headings.
        preamble: the text before the first.
        tables: the tables there.
        boxes: the boxes there.
        annexes: the headings of annexes, each with what stands in it.
        missing: where a number is missing: the heading after the gap, and what was expected.
        twice: headings with the number of the one before them.
        anew: headings that begin a list right behind another of their form.
        contents: where the list of contents stands, when there is one.
    """

    roots: tuple[Heading, ...]
    preamble: tuple[Passage, ...] = ()
    tables: tuple[DocumentTable, ...] = ()
    boxes: tuple[Heading, ...] = ()
    annexes: tuple[Heading, ...] = ()
    missing: tuple[tuple[Heading, str], ...] = ()
    twice: tuple[Heading, ...] = ()
    anew: tuple[Heading, ...] = ()
    contents: tuple[int, int] | None = None

    def walk(self) -> Iterator[Heading]:
        """Yield every heading, annexes last."""
        for root in (*self.roots, *self.annexes):
            yield from root.walk()
