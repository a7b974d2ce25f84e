"""Laying one file over a plan: a scenario's durations and links over what the document says."""

from __future__ import annotations

from typing import Any

import attrs

from planmodel.formats.assembly import Draft
from planmodel.formats.scalars import Fault
from planmodel.model.element import Element
from planmodel.model.relations import Link
from planmodel.text import suggestion
from planmodel.words import say, term

__all__ = ["lay_over", "misfits"]


def misfits(below: Draft, above: Draft) -> list[tuple[Element, Fault]]:
    """Return each element of an overlay that does not fit the plan below, and why.

    An element has to be there, as the same kind, unless the overlay says that it adds it (``add: true``); then its id
    must be free.
    """
    there = {element.id: element for element in below.elements}
    found: list[tuple[Element, Fault]] = []
    for element in above.elements:
        id, old = element.id, there.get(element.id)
        if id == below.header.get("id"):
            taken = say("file.taken_by_plan", id=id)
            found.append((element, Fault(taken, code="PM009", hint=say("file.unique"))))
        elif old is None and id not in above.added:
            near = suggestion(id, [one.id for one in below.elements if type(one) is type(element)])
            hint = say("overlay.near_or_add", near=near) if near else say("overlay.add")
            message = say("overlay.not_below", id=id, kind=term("kind", element.kind))
            found.append((element, Fault(message, code="PM010", hint=hint)))
        elif old is not None and type(old) is not type(element):
            message = say("overlay.other_kind", id=id, kind=term("kind", old.kind))
            found.append((element, Fault(message, code="PM010", hint=say("overlay.list_under", kinds=old.plural))))
        elif old is not None and id in above.added:
            message = say("overlay.there_already", id=id)
            found.append((element, Fault(message, code="PM010", hint=say("overlay.leave_out_add"))))
    return found


def lay_over(below: Draft, above: Draft) -> Draft:
    """Return ``below`` with what ``above`` gives.

    An element that is there takes the fields that the overlay gives it: lists of links grow (a link to a target that is
    linked already takes its place), all else is replaced. An element that is not there is added. What does not fit (see
    :func:`misfits`) is passed over where there is no place for it: another kind below, the plan's own id.
    """
    header = {**below.header}
    for key, value in above.header.items():
        header[key] = _joined(header.get(key), value)
    elements = {element.id: element for element in below.elements}
    for element in above.elements:
        old = elements.get(element.id)
        if element.id == header.get("id"):
            continue
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
