"""Rules about sources: that what is stated says where, and that quotations are true."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.check.rule import Found, rule
from planmodel.check.scope import Held, Scope, named
from planmodel.check.texts import CitedText, TextFault
from planmodel.model.kinds import Document
from planmodel.model.sources import Citation
from planmodel.text import cut
from planmodel.words import Message, say

__all__ = ["followed_documents_differ", "quotation_not_found", "stated_without_citation", "unreadable_text"]

_SEARCHES = 50  # a search for the nearest passage takes far longer than a look for the quotation itself


@rule("PM201", "warning", say("PM201.title"))
def stated_without_citation(scope: Scope) -> Iterator[Found]:
    scope.saw("elements", len(scope.plan.elements))
    uncited = [*_uncited(scope)]
    if len(uncited) > 1 and not scope.citations and not scope.plan.of(Document):
        yield Found(None, "", say("PM201.none", n=len(uncited)), say("PM201.none.hint"))
    else:
        yield from uncited


def _uncited(scope: Scope) -> Iterator[Found]:
    """Yield a finding for each element, and each part of one, that is stated without a citation."""
    hint = say("PM201.hint")
    for element in scope.plan.elements:
        if element.evidence == "stated" and not element.sources and not isinstance(element, Document):
            yield Found(element.id, "", say("PM201", e=named(element)), hint)
    for held in scope.values:
        if getattr(held.value, "evidence", None) != "stated" or held.value.sources or _covered(scope, held):
            continue
        yield Found(held.id, held.path, say("PM201.value", path=held.path), hint)


def _covered(scope: Scope, held: Held) -> bool:
    """Return whether the holder has a citation, or is itself reported for having none."""
    if held.holder is None:
        return bool(scope.plan.sources)
    return bool(held.holder.sources) or held.holder.evidence == "stated"


@rule("PM202", "error", say("PM202.title"))
def quotation_not_found(scope: Scope) -> Iterator[Found]:
    looked = unread = searches = 0
    known: dict[tuple[str | int | None, ...], bool] = {}
    for held, citation in scope.citations:
        document = scope.plan.get(citation.document)
        if citation.quote is None or not isinstance(document, Document):
            continue
        text = scope.texts.of(document)
        if not isinstance(text, CitedText):
            unread += 1
            continue
        looked += 1
        quote = citation.quote
        key = (document.id, quote, citation.prefix, citation.suffix, citation.paragraph)
        if key not in known:
            known[key] = text.holds(quote, prefix=citation.prefix, suffix=citation.suffix, paragraph=citation.paragraph)
        if known[key]:
            continue
        if text.holds(quote):
            message = say("PM202.elsewhere", text=text.name, places=tuple(_places(citation)), quote=cut(quote, 100))
            yield Found(held.id, f"{held.path}.quote", message, say("PM202.elsewhere.hint"))
            continue
        searches += 1
        hint = _nearest(text, quote) if searches <= _SEARCHES else None
        yield Found(held.id, f"{held.path}.quote", say("PM202", text=text.name, quote=cut(quote, 100)), hint)
    scope.saw("quotations", looked)
    scope.saw("quotations_without_text", unread)


def _places(citation: Citation) -> Iterator[Message]:
    """Yield where a citation says that its quotation stands."""
    if citation.prefix is not None:
        yield say("PM202.behind", words=cut(citation.prefix, 40))
    if citation.suffix is not None:
        yield say("PM202.before", words=cut(citation.suffix, 40))
    if citation.paragraph is not None:
        yield say("PM202.paragraph", number=citation.paragraph)


def _nearest(text: CitedText, quotation: str) -> Message:
    found = text.nearest(quotation)
    if found is None:
        return say("PM202.nothing", text=text.name)
    line, passage = found
    return say("PM202.nearest", line=line, text=text.name, passage=cut(passage, 120))


@rule("PM203", "warning", say("PM203.title"))
def unreadable_text(scope: Scope) -> Iterator[Found]:
    for document in scope.plan.elements:
        if isinstance(document, Document):
            text = scope.texts.of(document)
            if isinstance(text, TextFault):
                message = say("PM203", text=cut(document.text or "", 80), e=named(document), reason=text.message)
                yield Found(document.id, "text", message, text.hint)


@rule("PM204", "warning", say("PM204.title"))
def followed_documents_differ(scope: Scope) -> Iterator[Found]:
    named_in: dict[str, dict[str, list[str]]] = {}
    for held in scope.links:
        if held.holder is None and held.relation.targets == ("document",):
            for citation in held.link.sources:
                sections = named_in.setdefault(citation.document, {})
                if citation.section is not None and held.link.to not in sections.setdefault(citation.section, []):
                    sections[citation.section].append(held.link.to)
    for document, sections in named_in.items():
        if len({frozenset(ids) for ids in sections.values()}) > 1:
            every = list(dict.fromkeys(id for ids in sections.values() for id in ids))
            lists = [say("PM204.list", section=section, n=len(ids), ids=ids) for section, ids in sections.items()]
            lacks = [
                say("PM204.lack", section=section, ids=[id for id in every if id not in ids])
                for section, ids in sections.items()
                if len(ids) < len(every)
            ]
            message = say("PM204", document=document, lists=lists)
            yield Found(None, "follows", message, say("PM204.hint", lacks=lacks))
