"""What references a plan holds, and what is wrong with one: the one walk and the one rule for files and plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias

from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.references import by_class, citation_fields, citations_in
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.vocabulary import Relation, Vocabulary, relations_of

__all__ = [
    "Fault",
    "Held",
    "Unmet",
    "header_relations",
    "held_citations",
    "held_links",
    "reference_fault",
    "reference_faults",
    "unmet_references",
    "wanted_kinds",
]

Fault: TypeAlias = Literal["missing", "wrong_kind"]
_CITED = ("document",)
"""The kinds that a citation may point at."""


def wanted_kinds(relation: Relation | None) -> tuple[str, ...]:
    """Return the kinds that a link of a relation may point at; a citation has none, and points at a document."""
    return _CITED if relation is None else relation.targets


def reference_fault(kind: str | None, relation: Relation | None = None) -> Fault | None:
    """Return what is wrong with a reference, if anything: the one rule for links and citations, in files and plans.

    Parameters:
        kind: the kind of what it points at; ``None`` when nothing has that id.
        relation: the relation of a link; ``None`` for a citation.

    Example:
        >>> reference_fault(None), reference_fault("task"), reference_fault("document")
        ('missing', 'wrong_kind', None)
    """
    if kind is None:
        return None if relation is not None and relation.external else "missing"
    return None if kind in wanted_kinds(relation) else "wrong_kind"


class Held(NamedTuple):
    """The references that elements, or structs with their fields, hold in one field: links of a relation, or citations.

    Parameters:
        relation: the relation; ``None`` for citations.
        values: what each holds.
        references: all of them, holder by holder; those of structs may be an id alone.
        targets: what each of these points at.
    """

    relation: Relation | None
    values: list[Any]
    references: list[Any]
    targets: list[str]


def held_links(relations: Iterable[Relation], holders: Sequence[Any]) -> Iterator[Held]:
    """Yield what elements, or structs, hold by some relations; what none of them holds is left out."""
    for relation in relations:
        held = _held_in(holders, relation.field, relation, relation.many)
        if held is not None:
            yield held


def held_citations(cls: Any, holders: Sequence[Any]) -> Iterator[Held]:
    """Yield what elements of a class, or structs, cite themselves; :func:`citations_in` finds what is deeper inside."""
    for field, many in citation_fields(cls):
        held = _held_in(holders, field, None, many)
        if held is not None:
            yield held


def _held_in(holders: Sequence[Any], field: str, relation: Relation | None, many: bool) -> Held | None:
    values = list(map(attrgetter(field), holders))
    held = list(filter(None, values))
    if not held:
        return None
    references = list(chain.from_iterable(held)) if many else held
    name = "document" if relation is None else "to"
    if str in set(map(type, references)):
        targets = [one if type(one) is str else getattr(one, name) for one in references]
    else:
        targets = list(map(attrgetter(name), references))
    return Held(relation, values, references, targets)


def reference_faults(held: Held, kinds: Mapping[str, str]) -> set[Fault | None]:
    """Return what is wrong with those references that meet no element of a kind that they may point at.

    Parameters:
        held: the references.
        kinds: the kind of each id.

    Returns:
        Each fault once; ``None`` among them for such as may point outside the plan, which are no fault.
    """
    strays = {*map(kinds.get, held.targets)}.difference(wanted_kinds(held.relation))
    return {reference_fault(kind, held.relation) for kind in strays}


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
        return wanted_kinds(self.relation)


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
    for group in by_class(elements).values():
        for held in held_links(vocabulary.relations_from(group[0].kind), group):
            # One look at the whole column: in nearly every plan every link of it leads somewhere.
            if reference_faults(held, kinds):
                assert held.relation is not None
                yield from _unmet_links(zip(group, held.values, strict=True), held.relation, kinds)
    if cited is not None and all(reference_fault(kinds.get(id)) is None for id in cited):
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
                fault = reference_fault(kind, relation)
                yield Unmet(holder, f"{place}.{type(link).target_key}", link, relation, fault)


def _unmet_citations(
    header: Mapping[str, Any], elements: Iterable[Element], kinds: Mapping[str, str]
) -> Iterator[Unmet]:
    held = chain(
        ((None, path, one) for name, value in header.items() for path, one in citations_in(value, name)),
        ((element, path, one) for element in elements for path, one in citations_in(element)),
    )
    for holder, path, citation in held:
        fault = reference_fault(kinds.get(citation.document))
        if fault is not None:
            yield Unmet(holder, f"{path}.document", citation, None, fault)
