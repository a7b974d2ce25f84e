"""The book of a draft: every element that is drafted, with the place of the words that it stands on."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import attrs

from planmodel.model.element import Element
from planmodel.model.kinds import (
    Document,
    Goal,
    Indicator,
    Organization,
    Principle,
    Project,
    Section,
    Task,
    Theme,
)
from planmodel.model.relations import Link, Responsibility
from planmodel.model.sources import Citation, Evidence
from planmodel.phrases.tables.grids import hash_id
from planmodel.records import Shown
from planmodel.tabular import Rows

__all__ = ["SOURCE", "Ledger", "Span", "Trace", "plain"]

SOURCE = "source"
"""The id of the document that a draft is made from."""
_PREFIX: Mapping[type[Element], str] = {
    Document: "doc",
    Organization: "org",
    Section: "sec",
    Theme: "th",
    Principle: "p",
    Goal: "g",
    Indicator: "ind",
    Task: "t",
    Project: "pr",
}
_LONGEST_QUOTE = 400
_LONGEST_NAME = 120


def plain(text: str) -> str:
    """Return a text without white space and signs, widths folded: what two names are compared by.

    Example:
        >>> plain("（一）治 水；")
        '一治水'
    """
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text))


class Span(NamedTuple):
    """A stretch of the document's text, in characters from 0."""

    start: int
    end: int


@attrs.frozen(kw_only=True)
class Trace(Shown):
    """Where an element comes from.

    Parameters:
        element: its id; the plan's for what stands in the header.
        rule: what made it: ``numbered heading``, ``sentence of principles``, …
        start, end: where its words stand in the text.
        paragraph: the line of the text, from 1.
        page: the page, where the document has pages.
        quote: the words.
    """

    element: str
    rule: str
    start: int
    end: int
    paragraph: int
    page: int | None = None
    quote: str = ""


@attrs.define(kw_only=True)
class _Entry:
    cls: type[Element]
    id: str
    name: str
    evidence: Evidence
    sources: dict[Citation, None]
    fields: dict[str, Any]
    span: Span


class Ledger:
    """Gathers what is drafted; nothing comes in whose words are not in the text.

    Parameters:
        text: the document's text.
        pages: the page of each block by where it begins, where the document has pages.
    """

    def __init__(self, text: str, pages: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        self.traces: list[Trace] = []
        self._entries: dict[str, _Entry] = {}
        self._numbers: dict[str, int] = {}
        self._pages = list(pages)
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def cite(self, span: tuple[int, int], place: str | None = None) -> Citation | None:
        """Return the citation of a stretch of the text, ``None`` when there is no word in it."""
        start, end = self._trimmed(*span)
        quote = self.text[start:end]
        if not plain(quote):
            return None
        where = f"¶{self.line_at(start)}"
        return Citation(
            document=SOURCE, section=f"{place} {where}" if place else where, page=self.page_at(start), quote=quote
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch without outer white space, within one line and no longer than a quotation should be."""
        start, end = max(0, start), min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        stop = self.text.find("\n", start, end)
        end = stop if stop >= 0 else end
        if end - start > _LONGEST_QUOTE:
            cut = max(self.text.rfind(sign, start, start + _LONGEST_QUOTE) for sign in "。；;，,. ")
            end = cut if cut > start + 40 else start + _LONGEST_QUOTE
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def line_at(self, offset: int) -> int:
        """Return the line of a place, from 1."""
        return bisect_right(self._starts, offset)

    def column_at(self, offset: int) -> int:
        """Return how far into its line a place lies, from 1."""
        return offset - self._starts[self.line_at(offset) - 1] + 1

    def page_at(self, offset: int) -> int | None:
        """Return the page of a place."""
        at = bisect_right(self._pages, (offset, 1 << 30)) - 1
        return self._pages[at][1] if at >= 0 else None

    def trace(self, element: str, span: tuple[int, int], rule: str) -> None:
        """Note where something comes from."""
        start, end = self._trimmed(*span)
        self.traces.append(
            Trace(
                element=element,
                rule=rule,
                start=start,
                end=end,
                paragraph=self.line_at(start),
                page=self.page_at(start),
                quote=self.text[start:end],
            )
        )

    def add(
        self,
        cls: type[Element],
        name: str,
        span: tuple[int, int],
        rule: str,
        *,
        evidence: Evidence = "stated",
        under: str | None = None,
        place: str | None = None,
        section: str | None = None,
        again: bool = False,
        **fields: Any,
    ) -> str | None:
        """Add an element, and return its id; ``None`` when its name or its words say nothing.

        The id is made of the name, so that the draft of a newer edition meets this one; a second element of the name
        takes what it stands under into its id.

        Parameters:
            cls: its class.
            name: its name.
            span: where its words stand.
            rule: what made it.
            evidence: whether the words say so.
            under: the id of the element that it is part of.
            place: how a citation names the place: 第三章 第一节.
            section: the id of the section that it stands in.
            again: whether a second mention is the same element, with one more citation.
            fields: its other fields.
        """
        name = " ".join(name.split())[:_LONGEST_NAME].strip()
        citation = self.cite(span, place)
        if citation is None or not plain(name):
            return None
        key = plain(name)
        id = f"{_PREFIX[cls]}-{hash_id(key)}"
        held = self._entries.get(id)
        if held is not None:
            part = held.fields.get("part_of")
            same = again or ((part.to if part is not None else None) == under and cls not in (Task, Section))
            if same:
                if citation not in held.sources:
                    held.sources[citation] = None
                    self.trace(id, span, rule)
                return id
            id = self._other(cls, key, under)
        if section is not None:
            fields["section"] = section
        if under is not None:
            fields["part_of"] = Link(under, evidence="inferred" if evidence == "stated" else None)
        self._entries[id] = _Entry(
            cls=cls,
            id=id,
            name=name,
            evidence=evidence,
            sources={citation: None},
            fields=fields,
            span=Span(*self._trimmed(*span)),
        )
        self.trace(id, span, rule)
        return id

    def _other(self, cls: type[Element], key: str, under: str | None) -> str:
        return self._free(f"{_PREFIX[cls]}-{hash_id(f'{under or str()}/{key}')}")

    def _free(self, base: str) -> str:
        """Return an id that no element has: the base, or the base with the next number."""
        if base not in self._entries:
            return base
        number = self._numbers.get(base, 1) + 1
        while f"{base}-{number}" in self._entries:
            number += 1
        self._numbers[base] = number
        return f"{base}-{number}"

    def put(self, element: Element, span: tuple[int, int], rule: str, place: str | None = None) -> str | None:
        """Add an element that a reader of tables made, with the citation of its row; return its id."""
        citation = self.cite(span, place)
        if citation is None:
            return None
        id = self._free(element.id)
        names = [field.name for field in attrs.fields(type(element)) if field.init]
        fields = {name: getattr(element, name) for name in names if name not in ("id", "name", "evidence", "sources")}
        self._entries[id] = _Entry(
            cls=type(element),
            id=id,
            name=str(element.name),
            evidence=element.evidence,
            sources={citation: None},
            fields=fields,
            span=Span(*self._trimmed(*span)),
        )
        self.trace(id, span, rule)
        return id

    def set(self, id: str, **fields: Any) -> None:
        """Give an element more fields; links are added to those that it has."""
        held = self._entries[id].fields
        for name, value in fields.items():
            if isinstance(value, tuple) and isinstance(held.get(name), tuple):
                known = {getattr(one, "to", one) for one in held[name]}
                held[name] = (*held[name], *(one for one in value if getattr(one, "to", one) not in known))
            else:
                held[name] = value

    def replace(self, id: str, **fields: Any) -> None:
        """Give an element fields in place of those that it has."""
        self._entries[id].fields.update(fields)

    def cite_again(self, id: str, span: tuple[int, int], rule: str, place: str | None = None) -> None:
        """Give an element one more citation."""
        citation = self.cite(span, place)
        entry = self._entries[id]
        if citation is not None and citation.quote not in {one.quote for one in entry.sources}:
            entry.sources[citation] = None
            self.trace(id, span, rule)

    def body(self, name: str, span: tuple[int, int], rule: str) -> str | None:
        """Add an organization, or meet the one of the name; return its id."""
        return self.add(Organization, name, span, rule, again=True)

    def responsible(self, id: str, org: str, role: str | None, span: tuple[int, int]) -> None:
        """Say who answers for a task or project."""
        citation = self.cite(span)
        link = Responsibility(org, role=role, sources=() if citation is None else (citation,))  # type: ignore[arg-type]
        self.set(id, responsible=(link,))

    def ids(self, cls: type[Element]) -> list[str]:
        """Return the ids of the elements of a class, in order."""
        return [one.id for one in self._entries.values() if one.cls is cls]

    def sections(self) -> list[tuple[int, str]]:
        """Return where the heading of each section stands, with its name, in the order of the text."""
        return sorted((one.span.start, one.name) for one in self._entries.values() if one.cls is Section)

    def id_of(self, cls: type[Element], name: str) -> str | None:
        """Return the id of the first element of a class that has a name, signs aside; ``None`` when none has it."""
        id = f"{_PREFIX[cls]}-{hash_id(plain(name))}"
        return id if id in self._entries else None

    def name_of(self, id: str) -> str:
        """Return an element's name."""
        return self._entries[id].name

    def field_of(self, id: str, name: str) -> Any:
        """Return a field of an element, ``None`` when it is not set."""
        return self._entries[id].fields.get(name)

    def record(self) -> tuple[Trace, ...]:
        """Return where everything comes from, in the order of the text."""
        return Rows(sorted(self.traces, key=lambda one: (one.start, one.end)), Trace)

    def elements(self) -> list[Element]:
        """Return everything as elements, each kind in the order of its words."""
        return [
            entry.cls(
                id=entry.id, name=entry.name, evidence=entry.evidence, sources=tuple(entry.sources), **entry.fields
            )
            for entry in sorted(self._entries.values(), key=lambda one: one.span.start)
        ]
