"""Following the references of a plan that was read: does each point at an element of a kind that it may point at?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

from planmodel.formats.scalars import Fault
from planmodel.formats.source_tree import Path, steps_of
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.references import citations_in, fault_of
from planmodel.model.vocabulary import Relation, Vocabulary, relations_of
from planmodel.text import near

__all__ = ["header_relations", "reference_faults", "references_hold"]


@lru_cache(maxsize=64)
def header_relations(vocabulary: Vocabulary) -> tuple[Relation, ...]:
    """Return the relations that a plan's header holds."""
    return relations_of(Header, "plan", tuple(cls.kind for cls in vocabulary.kinds))


def reference_faults(
    header: dict[str, Any], elements: Iterable[Element], vocabulary: Vocabulary, also: dict[str, str]
) -> Iterator[tuple[Element | None, Path, Fault]]:
    """Yield each reference that points at nothing or at the wrong kind: its holder, its path there, its fault.

    Parameters:
        header: the header's fields.
        elements: the plan's elements.
        vocabulary: its kinds.
        also: ids (with their kinds) that count as there although the elements could not be read.
    """
    elements = tuple(elements)
    kinds = _Kinds({**also, **{element.id: element.kind for element in elements}})
    held = attrs.make_class("_Header", list(header), slots=False)(**header) if header else None
    for relation in header_relations(vocabulary):
        if held is not None and relation.field in header:
            yield from _bad_links(None, held, relation, kinds)
    for element in elements:
        for relation in vocabulary.relations_from(element.kind):
            yield from _bad_links(element, element, relation, kinds)
    for holder in (None, *elements):
        for path, citation in citations_in(holder) if holder is not None else _header_citations(header):
            fault = _bad_target(citation.document, ("document",), kinds, external=False)
            if fault is not None:
                yield holder, (*steps_of(path), "document"), fault


def _header_citations(header: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in header.items():
        for path, citation in citations_in(value):
            yield f"{name}{path}", citation


def _bad_links(
    holder: Element | None, held: object, relation: Relation, kinds: _Kinds
) -> Iterator[tuple[Element | None, Path, Fault]]:
    for number, link in enumerate(relation.links(held)):
        fault = _bad_target(link.to, relation.targets, kinds, external=relation.external)
        if fault is not None:
            where: Path = (relation.field, number) if relation.many else (relation.field,)
            yield holder, (*where, type(link).target_key), fault


def _bad_target(to: str, wanted: tuple[str, ...], kinds: _Kinds, *, external: bool) -> Fault | None:
    kind = kinds.of.get(to)
    wrong = fault_of(kind, wanted, external=external)
    if wrong is None:
        return None
    found = kinds.near(to, wanted)
    hint = f"did you mean {' or '.join(found)}?" if found else None
    if wrong == "missing":
        hint = hint or f"add a {' or '.join(wanted)} with this id"
        return Fault(f"{to!r} is no element of this plan", code="PM101", hint=hint)
    return Fault(f"{to!r} is a {kind}, expected a {' or '.join(wanted)}", code="PM102", hint=hint)


class _Kinds:
    """The kind of each id, and ids spelt alike; the first hundred questions only, since each looks at every id."""

    def __init__(self, of: dict[str, str]) -> None:
        self.of = of
        self._asked = 0

    def near(self, id: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        self._asked += 1
        if self._asked > 100:
            return ()
        return near(id, (one for one, kind in self.of.items() if kind in wanted))


def references_hold(
    header: dict[str, Any],
    elements: Iterable[Element],
    vocabulary: Vocabulary,
    documents: set[str],
    also: Mapping[str, str] | None = None,
) -> bool:
    """Return whether every reference points at an element of the right kind: the quick form of the above.

    Parameters:
        header: the header's fields.
        elements: the plan's elements.
        vocabulary: its kinds.
        documents: the ids that citations name.
        also: ids (with their kinds) that count as there beside the elements.
    """
    kinds = {**(also or {}), **{element.id: element.kind for element in elements}}
    if any(kinds.get(id) != "document" for id in documents):
        return False
    for relation in header_relations(vocabulary):
        for link in header.get(relation.field, ()):
            if kinds.get(link.to) not in relation.targets:
                return False
    groups: dict[type[Element], list[Element]] = {}
    for element in elements:
        groups.setdefault(type(element), []).append(element)
    for cls, group in groups.items():
        for relation in vocabulary.relations_from(cls.kind):
            targets = frozenset(relation.targets) | ({None} if relation.external else set())
            held: Iterable[Any] = map(attrgetter(relation.field), group)
            links = chain.from_iterable(held) if relation.many else filter(None, held)
            if not targets.issuperset(map(kinds.get, map(attrgetter("to"), links))):
                return False
    return True
