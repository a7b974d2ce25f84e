"""Changes to a plan: each returns a new one, with references carried along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import attrs

from planmodel.errors import ModelError, ReferencedError
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.references import redirect, referring
from planmodel.text import suggestion
from planmodel.words import Message, say, term

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
        raise ModelError(say("edit.keeps_id"), hint=f"plan.rename({id!r}, {changes['id']!r})")
    _check_fields(changes, type(old), lambda name: say("edit.no_field", kind=term("kind", old.kind), name=name))
    new = attrs.evolve(old, **changes)
    return with_elements(plan, [new if element is old else element for element in plan.elements], {id})


def evolved(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """Return a plan with other header fields: see :meth:`Plan.evolve`."""
    _check_fields(changes, Header, lambda name: say("edit.header_field", name=name))
    return attrs.evolve(plan, **changes)


def _check_fields(changes: Mapping[str, Any], cls: Any, complaint: Callable[[str], Message]) -> None:
    fields = [field.name for field in attrs.fields(cls)]
    for name in changes:
        if name not in fields:
            raise ModelError(complaint(name), hint=suggestion(name, fields))


def removed(plan: Plan, ids: Iterable[str], references: Literal["refuse", "drop"]) -> Plan:
    """Return a plan without some elements: see :meth:`Plan.remove`."""
    if references not in ("refuse", "drop"):
        raise ModelError(say("edit.references", references=f"{references!r:.40}"), hint=say("edit.references.hint"))
    gone = {plan[id].id for id in ids}
    kept = [element for element in plan.elements if element.id not in gone]
    names: list[str] = [say("edit.header")] if referring([Header(**plan.header())], gone) else []
    names += [element.id for element in referring(kept, gone)]
    if not names:
        return with_elements(plan, kept, gone)
    if references == "refuse":
        raise ReferencedError(
            say("edit.held", ids=sorted(gone), holders=names, n=len(names)),
            id=", ".join(sorted(gone)),
            holders=names,
            hint=say("edit.held.hint"),
        )
    return _redirected(plan, kept, dict.fromkeys(gone), gone)


def renamed(plan: Plan, old: str, new: str) -> Plan:
    """Return a plan in which an element has another id: see :meth:`Plan.rename`."""
    element = plan[old]
    elements = [attrs.evolve(one, id=new) if one is element else one for one in plan.elements]
    return _redirected(plan, elements, {old: new}, {old, new})


def _redirected(plan: Plan, elements: Sequence[Element], changes: Mapping[str, str | None], touched: set[str]) -> Plan:
    def change(id: str) -> str | None:
        return changes.get(id, id)

    old = plan.header()
    header = {name: new for name in old if (new := redirect(old[name], change)) is not old[name]}
    held = {id(one): redirect(one, change) for one in referring(elements, changes)}
    changed = with_elements(
        plan, [held.get(id(one), one) for one in elements], touched | {one.id for one in held.values()}
    )
    return attrs.evolve(changed, **header) if header else changed
