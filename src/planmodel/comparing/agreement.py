"""How far two people's plan files of one document agree: element by element, field by field, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from planmodel.arguments import kinds_checked
from planmodel.check.texts import CitedText, Texts
from planmodel.columns import Column, columns_of
from planmodel.comparing.alignment import Alignment, align
from planmodel.comparing.changes import FieldChange, shown
from planmodel.comparing.clauses import ClauseAgreement, CodedClause, clause_agreement, coded_clauses
from planmodel.comparing.diff import split_changes, with_new_ids
from planmodel.comparing.joining import joined_codings
from planmodel.comparing.merge import Merge
from planmodel.model.element import Element
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan
from planmodel.tabular import Result
from planmodel.words import say, term

__all__ = ["Agreement", "ElementPair", "FieldAgreement", "KindAgreement", "agreement"]

_BESIDE = frozenset({"id", "sources", "section", "ignore", "extra"})
"""Fields that say where a statement stands, or nothing about the document."""


@attrs.frozen(kw_only=True)
class KindAgreement:
    """How far two people found the same elements of a kind.

    Parameters:
        kind: the kind.
        matched: elements that both have.
        only_here, only_there: elements that one alone has.
    """

    kind: str
    matched: int
    only_here: int
    only_there: int

    @property
    def share(self) -> float:
        """Twice the matched elements as a share of all that either has."""
        return 2 * self.matched / (2 * self.matched + self.only_here + self.only_there)


@attrs.frozen(kw_only=True)
class FieldAgreement:
    """How far two people say the same in a field of the elements that both have.

    Parameters:
        kind: the elements' kind.
        field: the field.
        same, different: elements of which both say something there.
        only_here, only_there: elements of which one alone says something there.
    """

    kind: str
    field: str
    same: int
    different: int
    only_here: int
    only_there: int


@attrs.frozen(kw_only=True)
class ElementPair:
    """An element that both have, or one alone.

    Parameters:
        kind: its kind.
        here, there: its id in each plan; ``None`` where it is not.
        name: its name, in the first plan that has it.
        how, score: how the two were found to be the same, and how sure that is.
        quote_here, quote_there: the words that it stands on in each.
        fields: what differs, amounts held against each other whatever their units.
    """

    kind: str
    here: str | None
    there: str | None
    name: str
    how: str | None = None
    score: float | None = None
    quote_here: str | None = None
    quote_there: str | None = None
    fields: tuple[FieldChange, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Agreement(Result):
    """How far two plans of one document agree.

    Parameters:
        here, there: the plans' ids.
        kinds: per kind how many elements both have, and how many one alone.
        fields: per kind and field how often both say the same.
        clauses: per document, over all kinds and per kind, how far the labels of clauses agree.
        pairs: every element, those that both have first.
        notes: what a reader should know.
        coded: every clause of the documents whose text is there, with the elements that quote it.
        plans: the two plans.
        aligned: which of their elements are the same.
    """

    here: str
    there: str
    kinds: tuple[KindAgreement, ...]
    fields: tuple[FieldAgreement, ...]
    clauses: tuple[ClauseAgreement, ...]
    pairs: tuple[ElementPair, ...]
    notes: tuple[str, ...] = ()
    coded: tuple[CodedClause, ...] = attrs.field(default=(), repr=False)
    plans: tuple[Plan, Plan] = attrs.field(repr=False)
    aligned: Alignment = attrs.field(repr=False)

    @property
    def matched(self) -> tuple[ElementPair, ...]:
        """The elements that both have."""
        return tuple(one for one in self.pairs if one.here is not None and one.there is not None)

    @property
    def only_here(self) -> tuple[ElementPair, ...]:
        """The elements that the first plan alone has."""
        return tuple(one for one in self.pairs if one.there is None)

    @property
    def only_there(self) -> tuple[ElementPair, ...]:
        """The elements that the second plan alone has."""
        return tuple(one for one in self.pairs if one.here is None)

    def joined(self) -> Merge:
        """Return both plans as one: all that either says, the first's word where they differ, which is a conflict.

        An element that both have stands once, under the id of the first; an id that the two use for different elements
        is numbered in the second.

        Example:
            >>> from planmodel.model.kinds import Task
            >>> mine = Plan(id="a", title="P", elements=[Task(id="t-1", name="治水", period="2021")])
            >>> more = [Task(id="t-2", name="治水", period="2022"), Task(id="t-1", name="造林")]
            >>> hers = Plan(id="b", title="P", elements=more)
            >>> both = agreement(mine, hers).joined()
            >>> [(one.id, one.name) for one in both.plan.tasks]
            [('t-1', '治水'), ('t-1-2', '造林')]
            >>> [(one.id, one.field, str(one.ours), str(one.theirs)) for one in both.conflicts]
            [('t-1', 'period', '2021', '2022')]
        """
        return joined_codings(*self.plans, self.aligned)

    def report(self, path: str | Path | None = None) -> str:
        """Return a page for talking it through: the text left with both codings, and right what each made of it.

        Parameters:
            path: where to write it as well.
        """
        from planmodel.views.report.agreement_page import agreement_page

        return agreement_page(self, path)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "here": self.here,
            "there": self.there,
            "kinds": [attrs.asdict(one) | {"share": one.share} for one in self.kinds],
            "fields": [attrs.asdict(one) for one in self.fields],
            "clauses": [attrs.asdict(one) for one in self.clauses],
            "pairs": [
                attrs.asdict(one, recurse=False)
                | {
                    "fields": [
                        {"path": change.path, "here": _plain(change.old), "there": _plain(change.new)}
                        for change in one.fields
                    ]
                }
                for one in self.pairs
            ],
            "notes": list(self.notes),
        }

    def _columns(self) -> Sequence[Column]:
        return columns_of(ElementPair, quote_here={"shown": False}, quote_there={"shown": False})

    def _rows(self) -> Sequence[ElementPair]:
        return self.pairs

    def _has_answer(self, row: ElementPair) -> bool:
        return bool(row.fields) or row.here is None or row.there is None

    def _above(self) -> Iterable[str]:
        counts = len(self.matched), len(self.only_here), len(self.only_there)
        told = dict(zip(("matched", "only_here", "only_there"), counts, strict=True))
        yield say("agreement.headline", here=self.here, there=self.there, **told)
        for kind in self.kinds:
            told = {name: getattr(kind, name) for name in told}
            yield say("agreement.kind", kind=term("kind", kind.kind), share=f"{kind.share:.0%}", **told)

    def _below(self) -> Iterable[str]:
        for one in self.clauses:
            kappa = one.reason if one.kappa is None else f"{one.kappa:.2f}"
            kind = term("kind", one.kind) if one.kind else say("agreement.all_kinds")
            told = {"here": one.coded_here, "there": one.coded_there, "clauses": one.clauses}
            yield say("agreement.clauses", document=one.document, kind=kind, kappa=kappa, **told)
        yield from self.notes


@kinds_checked
def agreement(here: Plan, there: Plan, *, texts: Mapping[str, str] | None = None) -> Agreement:
    """Return how far two people's plans of one document agree.

    Elements of one kind are the same when they stand on the same words (one quotation holds the other, and at least
    half of it); of the rest those of one id, unless it only counts (``t-1``), of one name, or of like wording (extra
    ``similarity``). Fields are compared as :func:`~planmodel.diff` does: 1 万亩 is 10000 亩, and links follow the
    matches. Over the clauses of each document whose text is there, Cohen's kappa says how far the labels agree beyond
    chance; it drowns in text that neither coded, so read it with the counts.

    Parameters:
        here: one person's plan.
        there: the other's.
        texts: words by document id of ``here``, in place of the files that documents name.

    Raises:
        UnknownIdError: words are given for a document that ``here`` has not.

    Example:
        >>> from planmodel.model.kinds import Document, Task
        >>> words = "一是种树。二是治水。三是减煤。"
        >>> def coded(*quotes: str) -> Plan:
        ...     cited = [(q, [{"document": "d", "quote": q}]) for q in quotes]
        ...     tasks = [Task(id=f"t{n}", name=q, sources=s) for n, (q, s) in enumerate(cited)]
        ...     return Plan(id="p", title="P", elements=[Document(id="d", name="D"), *tasks])
        >>> found = agreement(coded("种树", "治水"), coded("治水"), texts={"d": words})
        >>> [(one.kind, one.matched, one.only_here) for one in found.kinds], found.clauses[0].kappa
        ([('document', 1, 0), ('task', 1, 1)], 0.4)
    """
    fuzzy = find_spec("rapidfuzz") is not None
    notes = () if fuzzy else ('without rapidfuzz names must be the same: pip install "planmodel[similarity]"',)
    aligned = align(here, there, wording=fuzzy, quotations=True)
    pairs = tuple(_pairs(here, there, aligned))
    documents = list(_documents(here, there, aligned, texts))
    return Agreement(
        here=here.id,
        there=there.id,
        kinds=_kinds(pairs),
        fields=_fields(here, there, aligned, pairs),
        clauses=tuple(one for read in documents for one in clause_agreement(*read)),
        pairs=pairs,
        notes=notes,
        coded=tuple(one for read in documents for one in coded_clauses(*read)),
        plans=(here, there),
        aligned=aligned,
    )


def _pairs(here: Plan, there: Plan, aligned: Alignment) -> Iterator[ElementPair]:
    renamed = {one.old: one.new for one in aligned.matches if one.old != one.new}
    for match in aligned.matches:
        mine, theirs = here[match.old], there[match.new]
        changes, _ = split_changes(with_new_ids(mine, renamed), theirs)
        yield ElementPair(
            kind=match.kind,
            here=mine.id,
            there=theirs.id,
            name=mine.label("zh"),
            how=match.how,
            score=match.score,
            quote_here=_quote(mine),
            quote_there=_quote(theirs),
            fields=tuple(one for one in changes if _field(one) not in _BESIDE),
        )
    for id in aligned.only_old:
        one = here[id]
        yield ElementPair(kind=one.kind, here=id, there=None, name=one.label("zh"), quote_here=_quote(one))
    for id in aligned.only_new:
        one = there[id]
        yield ElementPair(kind=one.kind, here=None, there=id, name=one.label("zh"), quote_there=_quote(one))


def _plain(value: object) -> str | None:
    return None if value is None else shown(value)


def _quote(element: Element) -> str | None:
    return next((one.quote for one in element.sources if one.quote), None)


def _field(change: FieldChange) -> str:
    return change.path.partition(".")[0].partition("[")[0]


def _kinds(pairs: tuple[ElementPair, ...]) -> tuple[KindAgreement, ...]:
    return tuple(
        KindAgreement(
            kind=kind,
            matched=sum(one.here is not None and one.there is not None for one in own),
            only_here=sum(one.there is None for one in own),
            only_there=sum(one.here is None for one in own),
        )
        for kind in dict.fromkeys(one.kind for one in pairs)
        for own in [[one for one in pairs if one.kind == kind]]
    )


def _fields(here: Plan, there: Plan, aligned: Alignment, pairs: tuple[ElementPair, ...]) -> tuple[FieldAgreement, ...]:
    """Return the agreement of fields in which at least one of two matched elements says something."""
    counts: dict[tuple[str, str], list[int]] = {}
    differing = {one.here: {_field(change) for change in one.fields} for one in pairs}
    for match in aligned.matches:
        mine, theirs = here[match.old], there[match.new]
        for field in attrs.fields(type(mine)):
            said = [_says(getattr(one, field.name, None)) for one in (mine, theirs)]
            if field.name in _BESIDE or not any(said):
                continue
            row = counts.setdefault((match.kind, field.name), [0, 0, 0, 0])
            if all(said):
                row[field.name in differing[match.old]] += 1
            else:
                row[2 if said[0] else 3] += 1
    return tuple(
        FieldAgreement(kind=kind, field=field, same=row[0], different=row[1], only_here=row[2], only_there=row[3])
        for (kind, field), row in counts.items()
    )


def _says(value: object) -> bool:
    return value is not None and value != ()


_Quotations: TypeAlias = list[tuple[Element, str]]


def _documents(
    here: Plan, there: Plan, aligned: Alignment, texts: Mapping[str, str] | None
) -> Iterator[tuple[str, str, _Quotations, _Quotations]]:
    """Yield each document that both have and whose text is there: its id, its words, the quotations of each person."""
    words = Texts(here, texts)
    for match in aligned.matches:
        document = here[match.old]
        if not isinstance(document, Document):
            continue
        text = words.of(document)
        if isinstance(text, CitedText):
            yield document.id, text.words, _quotations(here, match.old), _quotations(there, match.new)


def _quotations(plan: Plan, document: str) -> _Quotations:
    return [
        (element, one.quote)
        for element in plan.elements
        for one in element.sources
        if one.document == document and one.quote
    ]
