"""Two people's plan files of one document as one file: what either says is in it, and where they differ is listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from planmodel.check.texts import fold
from planmodel.comparing.alignment import Alignment
from planmodel.comparing.diff import with_new_ids
from planmodel.comparing.merge import Merge, merge
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation

__all__ = ["joined_codings"]

_IDENTITY = frozenset({"id", "name", "title"})


def joined_codings(here: Plan, there: Plan, aligned: Alignment) -> Merge:
    """Return what two people say of one document as one plan.

    An element that both have stands once, under the id of the first; what one alone says is taken over; where both say
    something and differ the first's word stands, and both are a conflict.

    Parameters:
        here: one person's plan.
        there: the other's.
        aligned: which of their elements are the same.
    """
    renamed = _new_ids(here, there, aligned)
    theirs = [attrs.evolve(with_new_ids(one, renamed), id=renamed.get(one.id, one.id)) for one in there.elements]
    header = {
        field.name: with_new_ids(getattr(there, field.name), renamed) for field in attrs.fields(Header) if field.init
    }
    second = Plan(**{**header, "id": here.id}, elements=theirs, vocabulary=there.vocabulary)
    first = here.evolve(**_silent(here, second, [one.name for one in attrs.fields(Header) if one.init]))
    for element in second.elements:
        if element.id in first and type(first[element.id]) is type(element):
            mine = first[element.id]
            names = [one.name for one in attrs.fields(type(mine)) if one.init and one.name != "sources"]
            sources = _cited(mine, element)
            first = first.replace(mine.id, **_silent(mine, element, names), sources=sources)
            second = second.replace(element.id, **_silent(element, mine, names), sources=sources)
    nothing = Plan(id=here.id, title=f"{here.title}\n{there.title}", vocabulary=here.vocabulary)  # neither's title
    joined = merge(nothing, first, second)
    return attrs.evolve(joined, plan=attrs.evolve(joined.plan, origin=here.origin))  # whose comments are kept


def _new_ids(here: Plan, there: Plan, aligned: Alignment) -> dict[str, str]:
    """Return the new ids of the second plan's elements: the first's where both have one, else one that is free."""
    renamed = {one.new: one.old for one in aligned.matches}
    taken = {one.id for one in here.elements} | {one.id for one in there.elements} | {here.id, there.id}
    for id in aligned.only_new:
        if id in here:
            number = next(n for n in range(2, len(taken) + 3) if f"{id}-{n}" not in taken)
            renamed[id] = f"{id}-{number}"
            taken.add(renamed[id])
    return {old: new for old, new in renamed.items() if old != new}


def _cited(mine: Element, theirs: Element) -> tuple[Citation, ...]:
    """Return the citations of both; of two whose words hold one another the first's is enough."""
    quoted = [(one.document, fold(one.quote or "", markup=True)) for one in mine.sources]
    more = [
        one
        for one in theirs.sources
        for quote in [fold(one.quote or "", markup=True)]
        if not any(one.document == document and (quote in words or words in quote) for document, words in quoted)
    ]
    return (*mine.sources, *more)


def _silent(one: Element | Plan, other: Element | Plan, names: list[str]) -> Mapping[str, Any]:
    """Return the fields in which one says nothing and the other does."""
    return {
        name: getattr(other, name)
        for name in names
        if name not in _IDENTITY and getattr(one, name) in (None, ()) and getattr(other, name) not in (None, ())
    }
