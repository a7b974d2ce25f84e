"""What a plan says about itself, as labelled facts for the top of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.text import one_line
from planmodel.views.report.promises import Several
from planmodel.views.report.records import several

__all__ = ["Value", "facts_of"]


@attrs.frozen
class Value:
    """One value of a fact: a text, a word of the page by its key, or an element by its id and name."""

    text: Several = ""
    word: str | None = attrs.field(default=None, kw_only=True)
    id: str | None = attrs.field(default=None, kw_only=True)


def facts_of(plan: Plan) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """Return what a plan's header says: a key of the page's words, and values."""
    return tuple((key, found) for key, values in _facts(plan) if (found := tuple(values)))


def _facts(plan: Plan) -> Iterator[tuple[str, Sequence[Value]]]:
    yield "id", [Value(plan.id)]
    yield "f.jurisdiction", list(_area(plan))
    base = [Value(str(plan.base_year))] if plan.base_year is not None else []
    yield "f.period", [Value(str(plan.period))] if plan.period is not None else []
    yield "f.base_year", base
    status = [Value(word=f"v.{plan.status}")] if plan.status is not None else []
    yield "f.status", status
    yield "f.number", [Value(one_line(plan.number))] if plan.number else []
    yield "f.issued", [Value(str(plan.issued))] if plan.issued is not None else []
    for name in ("drafted_by", "approved_by", "issued_by", "follows"):
        yield f"rel.{name}", _linked(plan, getattr(plan, name))
    yield "f.note", [Value(one_line(plan.note))] if plan.note else []


def _area(plan: Plan) -> Iterator[Value]:
    area = plan.jurisdiction
    if area is None:
        return
    yield Value(several(area.name))
    if area.level is not None:
        yield Value(word=f"v.{area.level}")
    if area.code is not None:
        yield Value(one_line(area.code))
    if area.parent is not None:
        yield Value(several(area.parent))


def _linked(plan: Plan, links: Sequence[Link]) -> list[Value]:
    return [
        Value(several(plan[link.to].name), id=link.to) if link.to in plan else Value(one_line(link.to))
        for link in links
    ]
