"""Changes to a plan: each returns a new one, with references carried along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import attrs

from planmodel.errors import ModelError, ReferencedError
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.references import redirect, values_in
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.text import suggestion

if TYPE_CHECKING:
    from planmodel.model.plan import Plan

__all__ = ["evolved", "removed", "renamed", "replaced", "with_elements"]


def with_elements(plan: Plan, elements: Iterable[Element], touched: Iterable[str]) -> Plan:
    """Return a plan of these elements; what files say of those ``touched`` is no longer theirs."""
    origin = plan.origin
    if origin is not None:
        origin = attrs.evolve(origin, changed=origin.changed | frozenset(touched))
    return attrs.evolve(plan, elements=tuple(elements), origin=origin)


def replaced(plan: Plan, id: str, changes: Mapping[str, Any]) -> Plan:
    """Return a plan in which one element has other values: see :meth:`Plan.replace`."""
    old = plan[id]
    if changes.get("id", id) != id:
        raise ModelError("replace keeps the id", hint=f"plan.rename({id!r}, {changes['id']!r})")
    _check_fields(changes, type(old), f"{old.kind} has no field")
    new = attrs.evolve(old, **changes)
    return with_elements(plan, [new if element is old else element for element in plan.elements], {id})


def evolved(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """Return a plan with other header fields: see :meth:`Plan.evolve`."""
    _check_fields(changes, Header, "a plan's header has no field")
    return attrs.evolve(plan, **changes)


def _check_fields(changes: Mapping[str, Any], cls: Any, complaint: str) -> None:
    fields = [field.name for field in attrs.fields(cls)]
    for name in changes:
        if name not in fields:
            raise ModelError(f"{complaint} {name!r}", hint=suggestion(name, fields))


def removed(plan: Plan, ids: Iterable[str], references: Literal["refuse", "drop"]) -> Plan:
    """Return a plan without some elements: see :meth:`Plan.remove`."""
    if references not in ("refuse", "drop"):
        raise ModelError(f"references={references!r:.40} is not known", hint="write refuse or drop")
    gone = {plan[id].id for id in ids}
    kept = [element for element in plan.elements if element.id not in gone]
    names = ["the header"] if gone & _referred(plan.header().values()) else []
    names += [element.id for element in kept if gone & _referred([element])]
    if not names:
        return with_elements(plan, kept, gone)
    if references == "refuse":
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        raise ReferencedError(
            f"cannot remove {', '.join(sorted(gone))}: {shown} point{'s' * (len(names) == 1)} there",
            id=", ".join(sorted(gone)),
            holders=names,
            hint='remove(…, references="drop") takes those links and citations out too',
        )
    return _redirected(plan, kept, lambda id: None if id in gone else id, gone)


def renamed(plan: Plan, old: str, new: str) -> Plan:
    """Return a plan in which an element has another id: see :meth:`Plan.rename`."""
    element = plan[old]
    elements = [attrs.evolve(one, id=new) if one is element else one for one in plan.elements]
    return _redirected(plan, elements, lambda id: new if id == old else id, {old, new})


def _redirected(
    plan: Plan, elements: Iterable[Element], change: Callable[[str], str | None], touched: set[str]
) -> Plan:
    header = {name: redirect(value, change) for name, value in plan.header().items()}
    pairs = [(element, redirect(element, change)) for element in elements]
    changed = touched | {new.id for old, new in pairs if new is not old}
    return attrs.evolve(with_elements(plan, [new for _, new in pairs], changed), **header)


def _referred(holders: Iterable[object]) -> set[str]:
    ids = set()
    for holder in holders:
        for _, inner in values_in(holder):
            if isinstance(inner, Link):
                ids.add(inner.to)
            elif isinstance(inner, Citation):
                ids.add(inner.document)
    return ids
