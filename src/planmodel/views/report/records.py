"""What the page knows of every element: the records behind its details, its search and its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs

from planmodel.comparing.tree import parents_of
from planmodel.diagnostics import Diagnostic
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.plan import Plan
from planmodel.model.references import citations_in
from planmodel.model.relations import Contribution, Link
from planmodel.model.sources import Citation
from planmodel.model.targets import Target
from planmodel.model.vocabulary import Relation
from planmodel.text import MultilingualText, Text, in_language, one_line
from planmodel.views.element import field_words, value_words
from planmodel.views.report.promises import Several, both, promise
from planmodel.words import LANGUAGES, say, term

if TYPE_CHECKING:
    from planmodel.comparing.plans import PlanSet

__all__ = ["citation_record", "page_records", "place_of", "plans_records", "safe_url", "several"]

_OWN_PLACE = frozenset({"id", "name", "title", "sources", "evidence", "elements", "vocabulary", "origin"})
"""Fields that the page shows elsewhere than in the list of fields."""


_WORDED = frozenset({"obligation", "better", "status"})
"""Fields whose codes the page words itself, as it does in its tables."""
_WIDE = str.maketrans("：，（）", ":,()")


def several(text: Text) -> Several:
    """Return a text as JSON has it: a string, or one a language."""
    if isinstance(text, MultilingualText):
        return {language: one_line(one) for language, one in text.items()}
    return both(text)


def safe_url(url: str | None) -> str | None:
    """Return an address that a page may link to, or ``None``: of the web only, so that no script runs by a click.

    Example:
        >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
        ('https://example.org/a', None)
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def place_of(finding: Diagnostic) -> str:
    """Return where a finding is: the file by its name alone, so that a page does not tell where its writer keeps it."""
    if finding.place.file is None:
        return finding.path
    return str(attrs.evolve(finding.place, file=PurePath(finding.place.file).name))


def page_records(plan: Plan) -> dict[str, Any]:
    """Return what the page knows of a plan and its elements, as plain values.

    ``elements`` holds the plan and then every element; ``links`` hold positions in it (a target outside the plan is
    its id), a position in ``relations``, and what is said of the link.
    """
    holders: list[Plan | Element] = [plan, *plan.elements]
    position = {holder.id: number for number, holder in enumerate(holders)}
    relations: dict[str, int] = {}
    flows: list[list[str]] = []
    links = []
    for holder, relation, _, link in plan.links():
        name, flow = _shown_as(relation, link)
        if name not in relations:
            relations[name] = len(flows)
            flows.append([name, flow])
        ends = [position[holder.id], position.get(link.to, link.to), relations[name]]
        links.append([*ends, *_said_of(plan, link)])
    return {"elements": [_record(plan, holder) for holder in holders], "relations": flows, "links": links}


def plans_records(plans: PlanSet) -> dict[str, Any]:
    """Return what the page of several plans knows of them: what each says of itself, and which stands below which."""
    position = {plan.id: number for number, plan in enumerate(plans)}
    above = parents_of(plans)
    links = [[position[id], position[parent.id], 0] for id, parent in above.items() if parent is not None]
    return {
        "elements": [_record(plan, plan) for plan in plans],
        "relations": [["follows", "none"]],
        "links": links,
    }


def _shown_as(relation: Relation, link: Link) -> tuple[str, str]:
    """Return what a link is called and which end bears on the other; what works against a goal does not serve it."""
    if not isinstance(link, Contribution) or link.sign > 0:
        return relation.name, relation.flow
    return "works_against" if link.sign else "adds_nothing", "none"


def _said_of(plan: Plan, link: Link) -> list[Any]:
    """Return nothing, or the evidence of a link, its other values in words, and its citations."""
    others = [
        (field.name, value)
        for field in attrs.fields(type(link))
        if field.name not in ("to", "evidence", "sources") and (value := getattr(link, field.name)) != field.default
    ]
    words = _in_both(lambda one: [_said_beside(plan, name, value, one) for name, value in others])
    said: list[Any] = [link.evidence or "", words if others else "", [citation_record(one) for one in link.sources]]
    while said and not said[-1]:
        said.pop()
    return said


def _said_beside(plan: Plan, field: str, value: object, words: str) -> str:
    """Return what is said of a link in a language: its type in words, anything else behind what it is called."""
    if field == "type":
        return in_language(term("link", str(value)), words)
    return f"{field_words(plan, field, words)} {value_words(plan, field, value, words)}"


def _in_both(parts: Callable[[str], Sequence[str]]) -> Several:
    """Return clauses in both languages, or once where they differ in spaces and the width of marks alone."""
    told: dict[str, str] = {one: say("row.clauses", parts=parts(one)).in_language(one) for one in LANGUAGES}
    alike = {"".join(text.split()).translate(_WIDE) for text in told.values()}
    return told["en"] if len(alike) == 1 else told


def _record(plan: Plan, holder: Plan | Element) -> dict[str, Any]:
    """Return one element; what is empty or as usual is left out."""
    element = holder if isinstance(holder, Element) else None
    record: dict[str, Any] = {
        "i": holder.id,
        "k": element.kind if element is not None else "plan",
        "n": several(element.name if element is not None else plan.title),
    }
    if element is not None and element.evidence != "stated":
        record["e"] = element.evidence
    fields = [[name, values[0] if len(values) == 1 else values] for name, values in _fields(plan, holder)]
    if fields:
        record["f"] = fields
    cited = [citation_record(one, _holder_of(path)) for path, one in _own_citations(holder)]
    if cited:
        record["c"] = cited
    return record


def _own_citations(holder: Plan | Element) -> Iterator[tuple[str, Citation]]:
    """Yield the citations of an element but for those of its links, which the page shows beside the link."""
    cls: Any = Header if isinstance(holder, Plan) else type(holder)
    for field in attrs.fields(cls):
        value = getattr(holder, field.name)
        if "relation" not in field.metadata and (isinstance(value, tuple) or attrs.has(type(value))):
            for path, citation in citations_in(value):
                yield f"{field.name}{path}" if path.startswith("[") else f"{field.name}.{path}", citation


def _holder_of(path: str) -> str:
    """Return the field that a citation is for: nothing when it is for the whole element."""
    return path.rpartition("sources[")[0].rstrip(".")


def citation_record(citation: Citation, held_by: str = "") -> dict[str, Any]:
    """Return a citation as JSON has it; only addresses of the web are addresses there."""
    record: dict[str, Any] = {
        "d": citation.document,
        "p": ", ".join(map(one_line, filter(None, [citation.section]))),
        "g": citation.page,
        "q": one_line(citation.quote) if citation.quote else None,
        "u": safe_url(citation.url),
        "o": one_line(citation.note) if citation.note else None,
        "h": held_by,
    }
    return {key: value for key, value in record.items() if value}


def _fields(plan: Plan, holder: Plan | Element) -> Iterator[tuple[str, list[Several]]]:
    """Yield each field that says something and is no link, with its values."""
    cls: Any = Header if isinstance(holder, Plan) else type(holder)
    for field in attrs.fields(cls):
        value = getattr(holder, field.name)
        if field.name in _OWN_PLACE or "relation" in field.metadata or value is None or value in (False, ()):
            continue
        yield field.name, [_value(plan, field.name, one) for one in (value if isinstance(value, tuple) else (value,))]


def _value(plan: Plan, field: str, value: object) -> Several:
    if isinstance(value, MultilingualText):
        return several(value)
    if field in _WORDED:
        return str(value)
    if isinstance(value, Target):
        printed = f"{one_line(value.as_published)} → " if value.as_published else ""
        read = promise(value)
        return _dated(value.year, lambda one: printed + read[one], value.evidence, value.note)
    if isinstance(value, Baseline):
        return _dated(value.year, lambda one: _measured(value, one), value.evidence, None)
    if isinstance(value, Observation):
        return _dated(str(value.period), lambda one: _measured(value, one), value.evidence, value.note)
    return _in_both(lambda one: [value_words(plan, field, value, one)])


def _measured(value: Baseline | Observation, language: str) -> str:
    number = value.value.in_language(language) if value.value is not None else ""
    printed = one_line(value.as_published) if value.as_published else ""
    if not printed or printed in (number, str(value.value)):
        return number
    return say("page.printed", number=number, printed=printed).in_language(language) if number else printed


def _dated(when: object, text: Callable[[str], str], evidence: str | None, note: str | None) -> Several:
    """Return a value with its year, who says so unless it is stated, and what is noted of it."""
    remarks = [*([term("evidence", evidence)] if evidence else []), *([one_line(note)] if note else [])]

    def told(language: str) -> list[str]:
        said: str = text(language)
        if remarks:
            said = say("page.remarked", told=said, remarks=remarks).in_language(language)
        return [said if when is None else say("page.dated", when=str(when), told=said).in_language(language)]

    return _in_both(told)
