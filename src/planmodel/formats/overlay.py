"""Laying one file over a plan: a scenario's durations and links over what the document says."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.formats.assembly import Draft
from planmodel.model.element import Element
from planmodel.model.relations import Link

__all__ = ["lay_over"]


def lay_over(below: Draft, above: Draft) -> Draft:
    """Return ``below`` with what ``above`` gives.

    An element that is there takes the fields that the overlay gives it: lists of links grow (a link to a target that is
    linked already takes its place), all else is replaced. An element that is not there is added.
    """
    header = {**below.header}
    for key, value in above.header.items():
        header[key] = _joined(header.get(key), value)
    elements = {element.id: (element, given) for element, given in below.elements}
    for element, given in above.elements:
        if element.id in elements:
            old, was_given = elements[element.id]
            elements[element.id] = (_laid(old, element, given), was_given)
        else:
            elements[element.id] = (element, frozenset())
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
