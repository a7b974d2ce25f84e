"""Everything inside an element that refers to something else, found and rewritten without knowing its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal, TypeAlias, TypeVar

import attrs

from planmodel.model.relations import Link
from planmodel.model.sources import Citation

__all__ = ["Fault", "citations_in", "fault_of", "redirect", "values_in"]

_T = TypeVar("_T")
Fault: TypeAlias = Literal["missing", "wrong_kind"]


def fault_of(kind: str | None, wanted: Collection[str], *, external: bool = False) -> Fault | None:
    """Return what is wrong with a reference, if anything: the one rule for links and citations, in files and plans.

    Parameters:
        kind: the kind of what it points at; ``None`` when nothing has that id.
        wanted: the kinds that it may point at; a citation at ``document``.
        external: whether it may point outside the plan.

    Example:
        >>> fault_of(None, ("goal",)), fault_of("task", ("goal",)), fault_of(None, ("metric",), external=True)
        ('missing', 'wrong_kind', None)
    """
    if kind is None:
        return None if external else "missing"
    return None if kind in wanted else "wrong_kind"


def values_in(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every attrs value inside ``value`` (itself too) with the path that leads to it, depth first.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> [path for path, _ in values_in(Task(id="t", name="x", depends_on=["s"]))]
        ['', 'depends_on[0]']
    """
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from values_in(part, f"{path}[{number}]")
    elif attrs.has(type(value)):
        yield path, value
        for field in attrs.fields(_attrs_class(value)):
            inner = getattr(value, field.name)
            if isinstance(inner, tuple) or attrs.has(type(inner)):
                yield from values_in(inner, f"{path}.{field.name}" if path else field.name)


def citations_in(value: object) -> Iterator[tuple[str, Citation]]:
    """Yield every citation inside ``value`` with the path that leads to it."""
    for path, inner in values_in(value):
        if isinstance(inner, Citation):
            yield path, inner


def redirect(value: _T, change: Callable[[str], str | None]) -> _T:
    """Return ``value`` with every reference inside it (links and citations) passed through ``change``.

    Parameters:
        value: an element, a plan's header field, or a tuple of such.
        change: returns the new id for an id, or ``None`` to drop the link or citation that holds it.
    """
    changed = _redirected(value, change)
    return value if changed is _DROP else changed  # type: ignore[return-value]


_DROP = object()


def _redirected(value: object, change: Callable[[str], str | None]) -> object:
    if isinstance(value, tuple):
        parts = [_redirected(part, change) for part in value]
        if all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        return tuple(part for part in parts if part is not _DROP)
    if not attrs.has(type(value)):
        return value
    changes: dict[str, object] = {}
    for field in attrs.fields(_attrs_class(value)):
        old = getattr(value, field.name)
        if _holds_reference(value, field.name):
            new: object = change(old)
            if new is None:
                return _DROP
        elif isinstance(old, tuple) or attrs.has(type(old)):
            new = _redirected(old, change)
            if new is _DROP:
                new = None
        else:
            continue
        if new is not old and new != old:
            changes[field.name] = new
    instance: Any = value
    return attrs.evolve(instance, **changes) if changes else value


def _attrs_class(value: object) -> Any:
    return type(value)


def _holds_reference(value: object, field: str) -> bool:
    return (isinstance(value, Link) and field == "to") or (isinstance(value, Citation) and field == "document")
