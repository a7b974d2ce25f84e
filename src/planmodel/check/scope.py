"""What rules look at: a plan, seen from the sides that several rules need, each side made once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs

from planmodel.check.texts import Texts
from planmodel.model.dangling import Unmet, unmet_references
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.references import values_in
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.vocabulary import Relation
from planmodel.words import Message, say, term

if TYPE_CHECKING:
    from planmodel.graph.coverage import Coverage

__all__ = ["Held", "HeldLink", "Scope", "named"]

_T = TypeVar("_T")


class HeldLink(NamedTuple):
    """A link and who holds it: ``holder`` is ``None`` for the header, ``path`` leads to its target."""

    holder: Element | None
    relation: Relation
    number: int
    link: Link

    @property
    def id(self) -> str | None:
        """The holder's id, ``None`` for the header."""
        return self.holder.id if self.holder is not None else None

    @property
    def path(self) -> str:
        """The path in the holder to what the link points at."""
        return f"{self.field}.{type(self.link).target_key}"

    @property
    def field(self) -> str:
        """The path in the holder to the link."""
        return f"{self.relation.field}[{self.number}]" if self.relation.many else self.relation.field


class Held(NamedTuple):
    """A value inside an element or the header, with the path that leads to it there."""

    holder: Element | None
    path: str
    value: Any

    @property
    def id(self) -> str | None:
        """The holder's id, ``None`` for the header."""
        return self.holder.id if self.holder is not None else None


class Scope:
    """A plan and the words of the documents that it cites, as rules see them.

    Parameters:
        plan: the plan.
        texts: the words of documents.
        codes: the codes of all rules that may run.
    """

    def __init__(self, plan: Plan, texts: Texts, *, codes: Iterable[str] = ()) -> None:
        self.plan = plan
        self.texts = texts
        self.codes = frozenset(codes)
        self.counts: dict[str, int] = {}

    def saw(self, what: str, number: int) -> None:
        """Note how many things of a sort were looked at."""
        self.counts[what] = number

    @cached_property
    def links(self) -> tuple[HeldLink, ...]:
        """Every link, in plan order."""
        plan = self.plan
        found = tuple(
            [
                HeldLink(holder if isinstance(holder, Element) else None, relation, number, link)
                for holder, relation, number, link in plan.links()
            ]
        )
        self.saw("links", len(found))
        return found

    def ordered(self, order: str) -> tuple[Relation, ...]:
        """Return the relations that order things so, one for each name."""
        return tuple({relation.name: relation for relation in self.plan.relations if relation.order == order}.values())

    @cached_property
    def values(self) -> tuple[Held, ...]:
        """Every attrs value inside the header and the elements, without the elements themselves."""
        found: list[Held] = []
        for field in attrs.fields(Header):
            found += [Held(None, path, value) for path, value in values_in(getattr(self.plan, field.name), field.name)]
        for element in self.plan.elements:
            found += [Held(element, path, inner) for path, inner in values_in(element) if path]
        return tuple(found)

    def values_of(self, cls: type[_T]) -> Iterator[tuple[Held, _T]]:
        """Yield the values of a class (or one below it) with who holds them."""
        for held in self.values:
            if isinstance(held.value, cls):
                yield held, held.value

    @cached_property
    def citations(self) -> tuple[tuple[Held, Citation], ...]:
        """Every citation and who holds it."""
        found = tuple(self.values_of(Citation))
        self.saw("citations", len(found))
        return found

    @cached_property
    def unmet(self) -> tuple[Unmet, ...]:
        """Every link and citation that points at no element of the right kind, of all that were looked at."""
        cited = {citation.document for _, citation in self.citations}
        self.saw("links", len(self.links))
        return tuple(unmet_references(self.plan.header(), self.plan.elements, self.plan.vocabulary, cited=cited))

    @cached_property
    def coverage(self) -> Coverage:
        """What serves nothing, and what nothing serves."""
        return self.plan.graph.coverage()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators, those of kinds below :class:`Indicator` too."""
        found = tuple(element for element in self.plan.elements if isinstance(element, Indicator))
        self.saw("indicators", len(found))
        return found


def named(element: Element) -> Message:
    """Return what a message calls an element: ``task 't-1'``, in Chinese 任务“…”（t-1）."""
    return say("element", kind=term("kind", element.kind), id=element.id, name=element.name)
