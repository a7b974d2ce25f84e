"""A plan, and plans together, as tables: what they are, their elements kind by kind, and what these stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from planmodel.columns import Column, columns_of
from planmodel.comparing.plans import PlanSet
from planmodel.model.citing import cited_columns, place_of
from planmodel.model.element import Element
from planmodel.model.flat import element_columns, flat_records
from planmodel.model.header import Header
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.records import said
from planmodel.text import in_language
from planmodel.views.office.tables import OfficeTable, kind_title, made_table, table_of
from planmodel.words import say

__all__ = ["plan_tables", "plans_tables"]

_TOLD = frozenset({"description", "note"})
"""What people's tables of elements leave out, though a file of them shall tell it."""


def plan_tables(plan: Plan, language: str) -> tuple[OfficeTable, ...]:
    """Return what a plan's header says, a table a kind of its elements, and one of their sources.

    Parameters:
        plan: the plan.
        language: ``en`` or ``zh``.
    """
    facts = [_Fact(one.name, getattr(plan, one.name)) for one in attrs.fields(Header)]
    header = made_table(_FACTS, [one for one in facts if said(one.value) != "—"], _title("plan", language), language)
    return (header, *_kinds([plan], language), *_sources([plan], language))


def plans_tables(plans: PlanSet, language: str) -> tuple[OfficeTable, ...]:
    """Return a table of plans, one a kind of their elements, with the title and place of each one's plan, and sources.

    Parameters:
        plans: the plans.
        language: ``en`` or ``zh``.
    """
    held = list(plans)
    return (table_of(plans, language), *_kinds(held, language), *_sources(held, language))


def _title(what: str, language: str) -> str:
    return say(f"office.title.{what}").in_language(language)


class _Fact(NamedTuple):
    """One field of a plan's header."""

    field: str
    value: object


_FACTS = (
    Column(
        "field", "text", "the field", cell=lambda one: Column(one.field, "text", "").title, head=say("office.field")
    ),
    Column("value", "text", "what it says", cell=lambda one: one.value, head=say("office.value")),
)


def _kinds(plans: Sequence[Plan], language: str) -> Iterator[OfficeTable]:
    """Yield a table a kind: the elements of all plans; with which plan each is of, where there are several."""
    classes = dict.fromkeys(cls for plan in plans for cls in plan.vocabulary.kinds)
    for cls in classes:
        held = [(plan, list(plan.of(cls))) for plan in plans]
        exact = [(plan, [one for one in found if type(one) is cls]) for plan, found in held]
        rows = [row for plan, found in exact for row in _rows(plan, found)]
        if rows:
            columns = element_columns([cls], rows)
            columns = tuple(attrs.evolve(one, shown=one.shown or one.name in _TOLD) for one in columns)
            before = _OF_PLAN if len(plans) > 1 else ()
            columns = (*before, *cited_columns(columns, lambda row: row["of plan"]))
            yield made_table(columns, rows, kind_title([cls], cls.plural, language), language, sparse=True)


def _rows(plan: Plan, elements: Iterable[Element]) -> Iterator[dict[str, Any]]:
    told = {"of plan": plan}
    yield from ({**row, **told} for row in flat_records(elements))


_OF_PLAN = (
    Column("plan", "text", "the id of the plan", of=lambda row: row["of plan"].id),
    Column("plan_title", "text", "its title", of=lambda row: row["of plan"].label("zh")),
    Column("place", "text", "its area", of=lambda row: place_of(row["of plan"]), head="area"),
)


class _Stated(NamedTuple):
    """A statement and one place that it stands on."""

    plan: str
    element: str
    name: object
    document: str
    passage: str | None
    page: str | None
    quote: str | None
    address: str | None


def _stated(plan: Plan, element: Element, one: Citation) -> _Stated:
    document = plan.get(one.document)
    known = isinstance(document, Document)
    name = document.label("zh") if known else one.document
    url = one.url or (document.url if known else None)
    page = None if one.page is None else str(one.page)
    return _Stated(plan.label("zh"), element.id, element.name, name, one.section, page, one.quote, url)


def _sources(plans: Sequence[Plan], language: str) -> Iterator[OfficeTable]:
    """Yield the table of what the elements cite: the document, the place in it, the words, the address."""
    rows = [_stated(plan, element, one) for plan in plans for element in plan.elements for one in element.sources]
    heads: Mapping[str, str] = {
        name: say(f"office.{name}") for name in ("document", "passage", "page", "quote", "address")
    }
    columns = [
        attrs.evolve(one, head=heads.get(one.name), cell=None, doc=one.name)
        for one in columns_of(_Stated)
        if one.name != "plan" or len(plans) > 1
    ]
    if rows:
        yield made_table(columns, rows, in_language(say("office.title.sources"), language), language)
