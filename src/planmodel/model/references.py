"""Everything inside an element that refers to something else, found and rewritten without knowing its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import attrs

from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.vocabulary import Relation, Vocabulary, relations_of

__all__ = [
    "Fault",
    "Unmet",
    "citations_in",
    "fault_of",
    "header_relations",
    "redirect",
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
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from values_in(part, f"{path}[{number}]")
    elif attrs.has(type(value)):
        yield path, value
        for field in attrs.fields(_attrs_class(value)):
            inner = getattr(value, field.name)
            if isinstance(inner, tuple) or attrs.has(type(inner)):
                yield from values_in(inner, f"{path}.{field.name}" if path else field.name)


def citations_in(value: object, path: str = "") -> Iterator[tuple[str, Citation]]:
    """Yield every citation inside ``value`` with the path that leads to it, which begins with ``path``."""
    for way, inner in values_in(value, path):
        if isinstance(inner, Citation):
            yield way, inner


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
