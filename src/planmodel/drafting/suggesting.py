"""What somebody else proposes for a draft, a script or a model: taken when it quotes the text, refused when not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from planmodel.diagnostics import Diagnostic
from planmodel.drafting.doubts import Doubts
from planmodel.drafting.draft import Draft
from planmodel.drafting.ledger import Ledger, Span, plain
from planmodel.errors import PlanModelError
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.phrases.tables.grids import hash_id
from planmodel.text import one_line
from planmodel.words import say

__all__ = ["Suggest", "with_suggestions"]

Suggest: TypeAlias = Callable[[Draft], Iterable[Mapping[str, Any]]]
"""Proposes elements for a draft: each a mapping with ``kind``, ``name``, ``quote`` and fields of the kind."""


def with_suggestions(draft: Draft, suggest: Suggest | Iterable[Suggest]) -> Draft:
    """Return a draft with what is proposed for it.

    What is taken is ``inferred`` and says in its note who proposed it; what quotes no words of the text, or is no
    element, is refused with a doubt.

    Parameters:
        draft: the draft by rules.
        suggest: one function or several, called in order; each sees what those before it added.
    """
    for one in (suggest,) if callable(suggest) else tuple(suggest):
        draft = _with(draft, one)
    return draft


def _with(draft: Draft, suggest: Suggest) -> Draft:
    origin = one_line(str(getattr(suggest, "__name__", type(suggest).__name__)))
    ledger = Ledger(draft.text, [(one.start, one.page) for one in draft.document.blocks if one.page is not None])
    doubts = Doubts(ledger, draft.document)
    plan = draft.plan
    try:
        proposals = list(suggest(draft))
    except Exception as error:  # somebody else's code: what it could not do is told, and the draft stays
        doubts.add(
            "PM811", say("draft.suggesting", origin=origin, kind=type(error).__name__, error=one_line(str(error))[:200])
        )
        proposals = []
    for number, proposal in enumerate(proposals, 1):
        made = _element(proposal, plan, ledger, origin)
        if isinstance(made, str):
            doubts.add("PM811", say("draft.refused", number=number, origin=origin, why=made))
        elif made is not None:
            plan = plan.add(made)
    every: tuple[Diagnostic, ...] = (*draft.doubts, *doubts.sorted())
    return attrs.evolve(draft, plan=plan, doubts=every, record=(*draft.record, *ledger.traces))


def _element(proposal: object, plan: Plan, ledger: Ledger, origin: str) -> Element | str | None:
    """Return what is proposed as an element, why it is refused, or ``None`` when the draft has it already."""
    if not isinstance(proposal, Mapping):
        return f"expected a mapping, found {type(proposal).__name__}"
    fields = dict(proposal)
    kind, name, quote = (fields.pop(key, None) for key in ("kind", "name", "quote"))
    cls = next((one for one in plan.vocabulary.kinds if one.kind == kind), None)
    if cls is None:
        return f"{kind!r:.40} is no kind of element"
    if not isinstance(name, str) or not isinstance(quote, str) or not plain(name) or not plain(quote):
        return "it needs a name and a quote, both text"
    span = _place(quote, ledger.text)
    if span is None:
        return f"“{one_line(quote)[:80]}” is not in the text"
    if any(one.kind == kind and plain(one.label()) == plain(name) for one in plan.elements):
        return None
    id = f"{kind}-{hash_id(plain(name))}"
    citation = ledger.cite(span)
    sources = () if citation is None else (attrs.evolve(citation, quote=ledger.text[span.start : span.end]),)
    return _made(cls, id, name, sources, fields, plan, ledger, origin, span)


def _made(
    cls: type[Element],
    id: str,
    name: str,
    sources: tuple[Citation, ...],
    fields: dict[str, Any],
    plan: Plan,
    ledger: Ledger,
    origin: str,
    span: Span,
) -> Element | str:
    try:
        made = cls(
            id=id, name=name, **{**fields, "evidence": "inferred", "note": f"suggested by {origin}", "sources": sources}
        )
        held = [link.to for relation in plan.relations if relation.holder == cls.kind for link in relation.links(made)]
        plan.add(made)
    except (PlanModelError, TypeError) as error:
        return one_line(getattr(error, "message", str(error)))[:200]
    lost = [to for to in held if to not in plan]
    if lost:
        return f"it points at {lost[0]!r:.60}, which the draft does not have"
    ledger.trace(id, span, f"suggested by {origin}")
    return made


def _place(quote: str, text: str) -> Span | None:
    """Return where a quotation stands in the text, white space aside."""
    at = text.find(quote)
    if at >= 0:
        return Span(at, at + len(quote))
    words = "".join(quote.split())
    if len(words) > 2_000:
        return None
    found = re.search(r"\s*".join(map(re.escape, words)), text)
    return Span(found.start(), found.end()) if found is not None else None
