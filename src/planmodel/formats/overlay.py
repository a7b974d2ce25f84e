"""Laying one file over a plan: a scenario's durations and links over what the document says."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.formats.assembly import Draft
from planmodel.model.element import Element
from planmodel.model.relations import Link

__all__ = ["lay_over", "of_other_kinds"]


def of_other_kinds(below: Draft, above: Draft) -> list[tuple[Element, Element]]:
    """Return (element below, element above) for each id that the two files give to different kinds."""
    kinds = {element.id: element for element in below.elements}
    pairs = [(kinds[element.id], element) for element in above.elements if element.id in kinds]
    return [(old, new) for old, new in pairs if type(old) is not type(new)]


def lay_over(below: Draft, above: Draft) -> Draft:
    """Return ``below`` with what ``above`` gives.

    An element that is there takes the fields that the overlay gives it: lists of links grow (a link to a target that is
    linked already takes its place), all else is replaced. An element that is not there is added. One that is there as
    another kind is passed over (see :func:`of_other_kinds`).
    """
    header = {**below.header}
    for key, value in above.header.items():
        header[key] = _joined(header.get(key), value)
    elements = {element.id: element for element in below.elements}
    for element in above.elements:
        old = elements.get(element.id)
        if old is None:
            elements[element.id] = element
        elif type(old) is type(element):
            elements[element.id] = _laid(old, element, above.given[element.id])
    return attrs.evolve(below, header=header, elements=tuple(elements.values()))


def _laid(old: Element, new: Element, given: frozenset[str]) -> Element:
    changes = {key: _joined(getattr(old, key), getattr(new, key)) for key in sorted(given - {"id"})}
    return attrs.evolve(old, **changes)


def _joined(old: Any, new: Any) -> Any:
    if not (isinstance(old, tuple) and isinstance(new, tuple) and new and all(isinstance(one, Link) for one in new)):
        return new
    replaced = {link.to: link for link in new}
    kept = [replaced.pop(link.to, link) for link in old]
    return (*kept, *(link for link in new if replaced.get(link.to) is link))
