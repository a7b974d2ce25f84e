"""Everything inside an element that refers to something else, found and rewritten without knowing its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar, get_args, get_origin

import attrs

from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.period import Period
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.vocabulary import Relation, Vocabulary, field_types, relations_of
from planmodel.text import MultilingualText
from planmodel.units import Amount

__all__ = [
    "Fault",
    "Unmet",
    "citations_in",
    "fault_of",
    "header_relations",
    "redirect",
    "referring",
    "unmet_references",
    "values_in",
]

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


class Unmet(NamedTuple):
    """A reference that points at no element of a kind that it may point at."""

    holder: Element | None
    """Who holds it; ``None`` for the header."""
    path: str
    """Where in the holder its target stands: ``depends_on[0].on``."""
    value: Link | Citation
    """The link or the citation."""
    relation: Relation | None
    """The relation of a link; ``None`` for a citation."""
    fault: Fault | None
    """What is wrong with it; ``None`` when it may point outside the plan."""

    @property
    def target(self) -> str:
        """The id that it names."""
        return self.value.document if isinstance(self.value, Citation) else self.value.to

    @property
    def wanted(self) -> tuple[str, ...]:
        """The kinds that it may point at."""
        return ("document",) if self.relation is None else self.relation.targets


@lru_cache(maxsize=64)
def header_relations(vocabulary: Vocabulary) -> tuple[Relation, ...]:
    """Return the relations that a plan's header holds."""
    return relations_of(Header, "plan", tuple(cls.kind for cls in vocabulary.kinds))


def unmet_references(
    header: Mapping[str, Any],
    elements: Iterable[Element],
    vocabulary: Vocabulary,
    also: Mapping[str, str] | None = None,
    *,
    cited: Collection[str] | None = None,
) -> Iterator[Unmet]:
    """Yield each reference that meets no element of the right kind: links, then citations; the header's first.

    Parameters:
        header: the header's fields, as many as could be read.
        elements: the plan's elements.
        vocabulary: its kinds.
        also: kinds by id of what counts as there beside the elements.
        cited: the ids that citations name, where they were counted before: when each is a document, no citation is
            looked for.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> from planmodel.model.vocabulary import VOCABULARY
        >>> task = Task(id="t", name="x", depends_on=["s"])
        >>> [(one.path, one.target, one.fault) for one in unmet_references({}, [task], VOCABULARY)]
        [('depends_on[0].on', 's', 'missing')]
    """
    elements = tuple(elements)
    kinds = {**(also or {}), **{element.id: element.kind for element in elements}}
    for relation in header_relations(vocabulary):
        yield from _unmet_links([(None, header.get(relation.field))], relation, kinds)
    groups: dict[type[Element], list[Element]] = {}
    for element in elements:
        groups.setdefault(type(element), []).append(element)
    for cls, group in groups.items():
        for relation in vocabulary.relations_from(cls.kind):
            values = list(map(attrgetter(relation.field), group))
            links: Iterable[Any] = chain.from_iterable(values) if relation.many else filter(None, values)
            # One look at the whole column: in nearly every plan every link of it leads somewhere.
            if not frozenset(relation.targets).issuperset(map(kinds.get, map(attrgetter("to"), links))):
                yield from _unmet_links(zip(group, values, strict=True), relation, kinds)
    if cited is not None and all(kinds.get(id) == "document" for id in cited):
        return
    yield from _unmet_citations(header, elements, kinds)


def _unmet_links(
    held: Iterable[tuple[Element | None, Any]], relation: Relation, kinds: Mapping[str, str]
) -> Iterator[Unmet]:
    for holder, value in held:
        links: tuple[Link, ...] = () if value is None else value if relation.many else (value,)
        for number, link in enumerate(links):
            kind = kinds.get(link.to)
            if kind not in relation.targets:
                place = f"{relation.field}[{number}]" if relation.many else relation.field
                fault = fault_of(kind, relation.targets, external=relation.external)
                yield Unmet(holder, f"{place}.{type(link).target_key}", link, relation, fault)


def _unmet_citations(
    header: Mapping[str, Any], elements: Iterable[Element], kinds: Mapping[str, str]
) -> Iterator[Unmet]:
    held = chain(
        ((None, path, one) for name, value in header.items() for path, one in citations_in(value, name)),
        ((element, path, one) for element in elements for path, one in citations_in(element)),
    )
    for holder, path, citation in held:
        fault = fault_of(kinds.get(citation.document), ("document",))
        if fault is not None:
            yield Unmet(holder, f"{path}.document", citation, None, fault)


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
    for cls, group in _by_class(elements).items():
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
    for cls, group in _by_class(values).items():
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


def _by_class(values: Iterable[Any]) -> dict[type, list[Any]]:
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
