"""The page of a draft: doubts first, then the text beside what was made of it, each lighting up the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel.comparing.figures import promise_text
from planmodel.formats.files import write_whole
from planmodel.model.element import Element
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.text import in_language
from planmodel.views.report.frame import page_language, render

if TYPE_CHECKING:
    from planmodel.drafting.draft import Draft
    from planmodel.drafting.ledger import Trace

__all__ = ["draft_page"]

_DEEPEST = 3


class _Piece(NamedTuple):
    text: str
    elements: str


class _Line(NamedTuple):
    number: int
    pieces: tuple[_Piece, ...]


class _Row(NamedTuple):
    id: str
    name: str
    number: str
    evidence: str
    depth: int
    more: str


def draft_page(draft: Draft, path: str | Path | None = None, *, language: str | None = None) -> str:
    """Return a draft as one page of HTML that works without a network, and write it when a path is given.

    Parameters:
        draft: the draft.
        path: the file to write, whole or not at all.
        language: the language in which the page opens, ``zh`` or ``en``; without one, that of the title.

    Raises:
        MissingExtraError: jinja2 is not installed.
        ModelError: the page does not speak that language.
    """
    opened = page_language(language, draft.plan.title)
    page = render(
        "draft.html.jinja",
        title=draft.plan.title,
        language=opened,
        data={},
        scripts=("page.js", "address.js", "draft.js"),
        styles=("report.css", "draft.css"),
        doubts=[one.to_record() for one in draft.doubts],
        lines=list(_lines(draft.text, draft.record)),
        kinds=[(kind, list(_rows(draft.plan, kind))) for kind in _kinds(draft.plan)],
        header=list(_header(draft.plan)),
        files=(),
    )
    if path is not None:
        write_whole(path, page)
    return page


def _lines(text: str, record: Sequence[Trace]) -> Iterator[_Line]:
    """Yield the lines of the text, cut wherever a passage of the record begins or ends."""
    waiting = sorted(record, key=lambda one: one.start)
    start = at = 0
    for number, line in enumerate(text.split("\n"), 1):
        end = start + len(line)
        held = []
        while at < len(waiting) and waiting[at].start <= end:
            held.append(waiting[at])
            at += 1
        cuts = sorted({start, end, *(cut for one in held for cut in (one.start, min(one.end, end)))})
        pieces = [
            _Piece(text[a:b], " ".join(dict.fromkeys(one.element for one in held if one.start <= a and b <= one.end)))
            for a, b in pairwise(cuts)
        ]
        yield _Line(number, tuple(pieces))
        start = end + 1


def _kinds(plan: Plan) -> list[str]:
    return list(dict.fromkeys(one.kind for one in plan.elements))


def _rows(plan: Plan, kind: str) -> Iterator[_Row]:
    for one in _nested(plan, [one for one in plan.elements if one.kind == kind]):
        element, depth = one
        yield _Row(
            id=element.id,
            name=element.label(),
            number=getattr(element, "number", None) or "",
            evidence=element.evidence,
            depth=min(depth, _DEEPEST),
            more=_more(plan, element),
        )


def _nested(plan: Plan, elements: Sequence[Element]) -> Iterator[tuple[Element, int]]:
    """Yield elements with how deep they stand, each part right behind its whole."""
    parts: dict[str | None, list[Element]] = {}
    ids = {one.id for one in elements}
    for one in elements:
        link = getattr(one, "part_of", None)
        parts.setdefault(link.to if link is not None and link.to in ids else None, []).append(one)
    waiting = [(one, 0) for one in reversed(parts.get(None, []))]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += [(one, depth + 1) for one in reversed(parts.get(element.id, []))]


def _more(plan: Plan, element: Element) -> str:
    """Return what a row says beside the name: bodies with their role, targets as published and as read."""
    if isinstance(element, Indicator):
        return "；".join(
            f"{one.year or '—'}: {one.as_published or ''} → {promise_text(one)}" for one in element.targets
        )
    bodies = [
        f"{plan[one.to].label() if one.to in plan else one.to}{f' ({one.role})' if one.role else ''}"
        for one in getattr(element, "responsible", ())
    ]
    return "、".join(bodies)


def _header(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what the header says, by the key of its word."""
    yield "title", plan.label()
    place = plan.jurisdiction
    if place is not None:
        parts = [in_language(place.name), place.level, place.code, place.parent and in_language(place.parent)]
        yield "f.jurisdiction", " · ".join(str(part) for part in parts if part)
    facts: tuple[tuple[str, Any], ...] = (
        ("f.period", plan.period),
        ("f.base_year", plan.base_year),
        ("f.status", plan.status),
        ("f.number", plan.number),
        ("f.issued", plan.issued),
    )
    for key, value in facts:
        if value is not None:
            yield key, str(value)
    for key, links in (
        ("rel.issued_by", plan.issued_by),
        ("rel.drafted_by", plan.drafted_by),
        ("rel.follows", plan.follows),
    ):
        if links:
            yield key, "、".join(plan[link.to].label() for link in links if link.to in plan)
