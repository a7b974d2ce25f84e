"""Everything inside an element that refers to something else, found and rewritten without knowing its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs

from planmodel.model.field_types import field_types
from planmodel.model.period import Period
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.text import MultilingualText
from planmodel.units import Amount

__all__ = [
    "by_class",
    "citation_fields",
    "citations_in",
    "redirect",
    "referring",
    "values_in",
]

_T = TypeVar("_T")


def values_in(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every attrs value inside ``value`` (itself too) with the path that leads to it, depth first.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> [path for path, _ in values_in(Task(id="t", name="x", depends_on=["s"]))]
        ['', 'depends_on[0]']
    """
    return _values(value, path, _records)


def citations_in(value: object, path: str = "") -> Iterator[tuple[str, Citation]]:
    """Yield every citation inside ``value`` with the path that leads to it, which begins with ``path``."""
    for way, inner in _values(value, path, _referrers):
        if isinstance(inner, Citation):
            yield way, inner


def referring(elements: Sequence[_T], ids: Collection[str]) -> list[_T]:
    """Return the elements inside of which something refers to one of some ids, in the order given.

    Whole columns are looked at: of most, nothing refers there.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> tasks = [Task(id="t", name="x", depends_on=["s"]), Task(id="u", name="y", sources=["d"])]
        >>> [task.id for task in referring(tasks, {"d", "t"})]
        ['u']
    """
    wanted = frozenset(ids)
    found = set[int]()
    for cls, group in by_class(elements).items():
        for name in _referrers(cls) or ():
            found.update(map(id, _that_refer(group, list(map(attrgetter(name), group)), wanted)))
    return [one for one in elements if id(one) in found]


def _that_refer(holders: Sequence[_T], column: Sequence[Any], ids: frozenset[str]) -> Sequence[_T]:
    """Return those holders whose values refer to one of some ids: halves in which nothing does are left at once."""
    if not _refer(column, ids):
        return []
    if len(holders) == 1:
        return holders
    middle = len(holders) // 2
    halves = (slice(None, middle), slice(middle, None))
    return [one for half in halves for one in _that_refer(holders[half], column[half], ids)]


def _refer(values: Iterable[Any], ids: frozenset[str]) -> bool:
    """Return whether a reference among values, or inside of them, is to one of some ids."""
    for cls, group in by_class(values).items():
        if cls is tuple:
            if _refer(chain.from_iterable(group), ids):
                return True
            continue
        if issubclass(cls, Link | Citation):
            target = attrgetter("to" if issubclass(cls, Link) else "document")
            if not ids.isdisjoint(map(target, group)):
                return True
        if any(_refer(map(attrgetter(name), group), ids) for name in _referrers(cls) or ()):
            return True
    return False


def by_class(values: Iterable[Any]) -> dict[type, list[Any]]:
    """Return values by class, without those that are absent."""
    objects = list(values)
    classes = {*map(type, objects)}
    if len(classes) == 1:
        return {} if objects[0] is None else dict.fromkeys(classes, objects)
    return {cls: [one for one in objects if type(one) is cls] for cls in classes if cls is not type(None)}


def _values(value: Any, path: str, fields: Callable[[type], tuple[str, ...] | None]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _values(part, f"{path}[{number}]", fields)
        return
    names = fields(value.__class__)
    if names is None:
        return
    yield path, value
    for name in names:
        inner = getattr(value, name)
        if inner is not None and inner != ():
            yield from _values(inner, f"{path}.{name}" if path else name, fields)


@cache
def citation_fields(cls: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class that hold citations, with whether one may hold several."""
    types = field_types(cls)
    return tuple((name, get_origin(types[name]) is tuple) for name, held in _held(cls).items() if held == {Citation})


@cache
def _records(cls: type) -> tuple[str, ...] | None:
    """Return the fields of an attrs class that may hold attrs values; ``None`` for what is no attrs class."""
    return tuple(_held(cls)) if attrs.has(cls) else None


@cache
def _referrers(cls: type) -> tuple[str, ...] | None:
    """Return the fields of an attrs class in which there may be a reference; ``None`` for what is no attrs class."""
    return tuple(name for name, held in _held(cls).items() if _reach_references(held)) if attrs.has(cls) else None


def _reach_references(classes: Iterable[Any]) -> bool:
    met = [*classes]
    for cls in met:  # grows while it is walked: a compound holds commitments, and is one
        if cls is Any or issubclass(cls, Link | Citation):
            return True
        met += [inner for held in _held(cls).values() for inner in held if inner not in met]
    return False


@cache
def _held(cls: Any) -> Mapping[str, frozenset[Any]]:
    """Return which attrs classes each field of one may hold, by its annotation: ``Any`` for whatever else there is."""
    try:
        types = field_types(cls)
    except NameError:  # annotations that are there for type checkers alone
        types = {field.name: Any for field in attrs.fields(cls)}
    held = {name: frozenset(_classes(annotation)) for name, annotation in types.items()}
    return {name: classes for name, classes in held.items() if classes}


_PLAIN = frozenset({str, int, float, bool, type(None), Decimal, Amount, Period, MultilingualText, Ellipsis})
"""Types that are no attrs classes."""


def _classes(annotation: Any) -> Iterator[Any]:
    if annotation in _PLAIN or get_origin(annotation) is Literal:
        return
    parts = get_args(annotation)
    for part in parts:
        yield from _classes(part)
    if not parts:
        yield annotation if isinstance(annotation, type) and attrs.has(annotation) else Any


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
    if isinstance(value, Link | Citation):
        field = "to" if isinstance(value, Link) else "document"
        old: Any = getattr(value, field)
        new: object = change(old)
        if new is None:
            return _DROP
        if new != old:
            changes[field] = new
    cls: Any = type(value)
    for name in _referrers(cls) or ():
        old = getattr(value, name)
        if old is None or old == ():
            continue
        new = _redirected(old, change)
        if new is not old:
            changes[name] = None if new is _DROP else new
    instance: Any = value
    return attrs.evolve(instance, **changes) if changes else value
