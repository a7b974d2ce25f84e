"""What a row needs so that a paper can cite it: the plan's title, its place, and where a statement stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from planmodel.columns import Column
from planmodel.model.element import Element
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.text import in_language

__all__ = [
    "cited_columns",
    "place_of",
    "plan_columns",
    "source_address",
    "source_columns",
    "source_text",
    "sources_of",
    "with_plans",
]


def place_of(plan: Plan) -> str | None:
    """Return the name of the area that a plan is made for."""
    return None if plan.jurisdiction is None else in_language(plan.jurisdiction.name, "zh")


def plan_columns(
    plan_of: Callable[[Any], Plan | None], prefix: str = "plan_", what: str = "the plan"
) -> tuple[Column, ...]:
    """Return the columns that say which plan a row is about.

    Parameters:
        plan_of: the plan of a row; ``None`` where it is not at hand.
        prefix: what the name of the title's column begins with.
        what: what the plan is called where columns are described.
    """
    before = "" if prefix == "plan_" else prefix

    def told(tell: Callable[[Plan], str | None]) -> Callable[[Any], str | None]:
        return lambda row: None if (plan := plan_of(row)) is None else tell(plan)

    return (
        Column(f"{prefix}title", "text", f"the title of {what}", of=told(_title), shown=False, paper=True),
        Column(
            f"{before}place",
            "text",
            f"the area of {what}",
            of=told(place_of),
            head=None if before else "area",
            shown=False,
            paper=True,
        ),
        Column(
            f"{before}place_code",
            "text",
            "the code of that area (GB/T 2260)",
            of=told(lambda plan: None if plan.jurisdiction is None else plan.jurisdiction.code),
            shown=False,
        ),
    )


def with_plans(columns: Iterable[Column], held: Mapping[str, Plan], *fields: str) -> tuple[Column, ...]:
    """Return columns in which people read, beside the id of each plan, its title: and its area where titles are alike.

    Parameters:
        columns: the columns of rows that hold ids of plans.
        held: the plans by their ids.
        fields: the columns of those ids; ``plan`` when left out.
    """
    alike = len({_title(plan) for plan in held.values()}) < len(held) and any(map(place_of, held.values()))
    made: list[Column] = []
    hidden: list[Column] = []
    for one in columns:
        made.append(one)
        if one.name in (fields or ("plan",)):
            title, place, code = plan_columns(_held(held, one), f"{one.name}_", f"the {one.name}".replace("_", " "))
            made += [attrs.evolve(title, shown=True), attrs.evolve(place, shown=alike)]
            hidden.append(code)
    return (*made, *hidden)


def _held(held: Mapping[str, Plan], column: Column) -> Callable[[Any], Plan | None]:
    return lambda row: held.get(str(column.value(row)))


def _title(plan: Plan) -> str:
    return str(plan.label("zh"))


def source_columns(
    cited: Callable[[Any], tuple[Plan, Iterable[Citation]]], prefix: str = "", what: str = "the target"
) -> tuple[Column, ...]:
    """Return the columns that say where a statement stands.

    Parameters:
        cited: the plan of a row, and the citations of the statement.
        prefix: what the names of the columns begin with.
        what: what the statement is called where columns are described.
    """
    return (
        Column(
            f"{prefix}source",
            "text",
            f"where {what} stands: the document, the place in it and the page",
            of=lambda row: source_text(*cited(row)),
            shown=False,
            paper=True,
            address=lambda row: source_address(*cited(row)),
        ),
        Column(
            f"{prefix}source_address",
            "text",
            "the address of that place or document",
            of=lambda row: source_address(*cited(row)),
            shown=False,
        ),
    )


def cited_columns(columns: Iterable[Column], plan_of: Callable[[Any], Mapping[str, Element]]) -> tuple[Column, ...]:
    """Return the columns of elements, with that of their sources as papers name and address them.

    Parameters:
        columns: the columns of rows that hold their element under ``""``.
        plan_of: the plan of a row, or the elements of it that are cited, by their ids.
    """

    def told(row: Any) -> str | None:
        return source_text(plan_of(row), row[""].sources)

    def address(row: Any) -> str | None:
        return source_address(plan_of(row), row[""].sources)

    return tuple(
        attrs.evolve(one, cell=told, address=address, paper=True) if one.name == "sources" else one for one in columns
    )


def source_text(plan: Mapping[str, Element], sources: Iterable[Citation]) -> str | None:
    """Return where a statement stands, in words: ``连州市…规划, 专栏1, p. 12``; of several citations the first."""
    for one in sources:
        document = plan.get(one.document)
        name = document.label("zh") if isinstance(document, Document) else one.document
        page = None if one.page is None else f"p. {one.page}"
        return ", ".join(part for part in (name, one.section, page) if part)
    return None


def source_address(plan: Mapping[str, Element], sources: Iterable[Citation]) -> str | None:
    """Return the first address that citations, or the documents that they cite, have."""
    for one in sources:
        document = plan.get(one.document)
        address = one.url or (document.url if isinstance(document, Document) else None)
        if address:
            return address
    return None


def sources_of(*holders: Any) -> Sequence[Citation]:
    """Return the citations of the first holder that has any: of a target, else of its indicator."""
    return next((one.sources for one in holders if one is not None and one.sources), ())
