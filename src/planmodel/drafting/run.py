"""``draft_plan``: from a document to a draft plan."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from planmodel.arguments import kinds_checked
from planmodel.documents.document_text import DocumentText
from planmodel.documents.reading import read_document
from planmodel.drafting.chinese import ChineseDraft
from planmodel.drafting.document_draft import DocumentDraft
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.draft import Draft
from planmodel.drafting.english import EnglishDraft, english_title
from planmodel.drafting.english_front import english_front
from planmodel.drafting.front import Front, front_of
from planmodel.drafting.ledger import SOURCE, Ledger, Span, plain
from planmodel.drafting.suggesting import Suggest, with_suggestions
from planmodel.drafting.titles import Title, title_of
from planmodel.limits import Limits
from planmodel.model.kinds import Document, Goal, Principle, Project, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.phrases.languages import language_of
from planmodel.phrases.tables.grids import hash_id
from planmodel.words import say

__all__ = ["draft_plan"]


@kinds_checked
def draft_plan(
    source: str | os.PathLike[str] | bytes | DocumentText,
    *,
    id: str | None = None,
    suggest: Suggest | Iterable[Suggest] = (),
    limits: Limits | None = None,
) -> Draft:
    """Return a draft plan of a document: structure, goals, targets, tasks, projects and bodies, each with its words.

    Nothing is guessed about what serves what: a draft has no ``contributes_to``, ``guided_by`` or ``implements``. What
    is not sure stands among the draft's doubts.

    Parameters:
        source: a ``.docx``, ``.pdf`` (extra ``documents``), ``.html``, ``.md`` or ``.txt`` file, its bytes, or a
            document that :func:`~planmodel.read_document` has read.
        id: the plan's id; made of its title when left out.
        suggest: functions that propose more elements for the draft, a script or a model, each as a mapping with
            ``kind``, ``name`` and ``quote``; what quotes no words of the text is refused with a doubt, what is taken
            is ``inferred`` and names the function.
        limits: how much is read.

    Raises:
        PlanFileError: the document cannot be read.

    Example:
        >>> text = "连州市治水规划（2021—2025年）\\n一、基本原则\\n坚持系统治理。统筹上下游和左右岸。\\n"
        >>> text += "二、主要任务\\n（一）清淤。清理河道。（水利局负责）"
        >>> draft = draft_plan(text.encode())
        >>> [one.label() for one in (*draft.plan.principles, *draft.plan.tasks, *draft.plan.organizations)]
        ['坚持系统治理', '清淤', '水利局']
        >>> str(draft.plan.period), draft.plan.jurisdiction.level, draft.plan.tasks[0].sources[0].quote
        ('2021/2025', 'county', '（一）清淤')
    """
    document = source if isinstance(source, DocumentText) else read_document(source, limits=limits)
    pages = [(block.start, block.page) for block in document.blocks if block.page is not None]
    ledger = Ledger(document.text, pages)
    doubts = Doubts(ledger, document)
    doubts.extend(document.diagnostics)
    english = document.language == "en" or (document.language is None and language_of(document.text) == "en")
    title = english_title(document.paragraphs) if english else title_of(document.paragraphs)
    ask = english_front if english else front_of
    front = ask(document.paragraphs, title, document.text) if title is not None else None
    cls: type[DocumentDraft] = EnglishDraft if english else ChineseDraft
    work = cls(document, title, ledger, doubts, front)
    work.draft()
    header = _header(document, title, front, ledger, doubts)
    if not work.is_plan or not any(ledger.ids(cls) for cls in (Goal, Principle, Task, Project)):
        doubts.add("PM801", say("draft.no_plan"))
    plan = _plan(id, title, header, work, ledger)
    draft = Draft(plan=plan, document=document, doubts=doubts.sorted(), record=ledger.record())
    return with_suggestions(draft, suggest)


def _plan(id: str | None, title: Title | None, header: dict[str, Any], work: DocumentDraft, ledger: Ledger) -> Plan:
    """Return the plan of everything that was drafted."""
    name = header.pop("title")
    span = title.spans[0] if title is not None else Span(0, min(len(ledger.text), 60))
    return Plan(
        id=id or f"plan-{hash_id(plain(name))}",
        title=name,
        **header,
        follows=tuple(work.follows),
        declares=tuple(work.declares),
        elements=[_source((title and title.cover) or name, span, ledger), *ledger.elements()],
    )


def _header(
    document: DocumentText, title: Title | None, front: Front | None, ledger: Ledger, doubts: Doubts
) -> dict[str, Any]:
    """Return the header's fields, each with the words that it stands on among the sources."""
    if title is None or front is None:
        first = next((line for line in document.text.splitlines() if plain(line)), document.name or "a document")
        doubts.add("PM804", say("draft.no_title"), (0, min(len(first), 60)))
        return {"title": first.strip()[:100]}
    citations = _header_citations(title, front, ledger)
    _doubt(title, front, doubts)
    fields = {
        "title": title.text,
        "jurisdiction": front.area.jurisdiction() if front.area is not None else None,
        "period": front.period.value if front.period is not None else None,
        "base_year": int(front.base_year.value) if front.base_year is not None else None,
        "status": front.status.value if front.status is not None else None,
        "number": front.number.value if front.number is not None else None,
        "issued": front.issued.value if front.issued is not None else None,
        "issued_by": tuple(_bodies(front.issuers, ledger, "body that issues")),
        "drafted_by": tuple(_bodies(front.drafters, ledger, "body that drafts")),
        "sources": tuple(citations),
    }
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _header_citations(title: Title, front: Front, ledger: Ledger) -> list[Citation]:
    """Return the citations of what the header says, each words once, and trace them."""
    spans: list[tuple[Span, str]] = [(one, "title") for one in title.spans]
    for fact, rule in (
        (front.number, "document number"),
        (front.issued, "day"),
        (front.period, "period"),
        (front.base_year, "base year"),
        (front.status, "status"),
    ):
        if fact is not None and fact.span is not None:
            spans.append((fact.span, rule))
    if front.area_span is not None:
        spans.append((front.area_span, "jurisdiction"))
    citations: list[Citation] = []
    for span, rule in spans:
        citation = ledger.cite(span)
        if citation is not None and citation.quote not in {one.quote for one in citations}:
            citations.append(citation)
            ledger.trace("header", span, rule)
    return citations


def _source(name: str, span: tuple[int, int], ledger: Ledger) -> Document:
    """Return the document that a draft is made from; its text is saved beside the plan."""
    citation = ledger.cite(span)
    return Document(
        id=SOURCE,
        name=name,
        text="source.txt",
        evidence="stated" if citation is not None else "inferred",
        sources=() if citation is None else (citation,),
    )


def _bodies(printed: Iterable[Any], ledger: Ledger, rule: str) -> list[Link]:
    links: list[Link] = []
    for one in printed:
        org = ledger.body(one.value, one.span, rule)
        citation = ledger.cite(one.span)
        if org is not None and org not in {link.to for link in links}:
            links.append(Link(org, sources=() if citation is None else (citation,)))
    return links


def _doubt(title: Title, front: Front, doubts: Doubts) -> None:
    if not title.sure:
        doubts.add("PM804", say("draft.title", title=title.text[:60]), title.spans[0])
    if front.area is None:
        doubts.add("PM804", say("draft.no_area"))
    elif not front.area_sure:
        doubts.add("PM804", say("draft.area", name=front.area.name), front.area_span)
    if front.period is None:
        doubts.add("PM804", say("draft.no_period"), title.spans[0])
    elif not front.period.sure:
        doubts.add("PM804", say("draft.period", period=front.period.value), front.period.span)
