"""One element in words: its fields, and where each of them is said to stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.model.references import citations_in
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.records import code_words, said
from planmodel.text import MultilingualText, Text, display_width, in_language, one_line
from planmodel.units import Amount
from planmodel.views.spoken import check_language
from planmodel.words import has_words, say, term

__all__ = ["element_text", "field_words", "in_words", "value_words"]

_NOT_FIELDS = frozenset({"id", "name", "sources", "evidence"})
_WIDEST = 10_000
_CLEAR = frozenset({"year", "period", "value", "likely", "comparator"})
"""Fields of a value that need no label: 2025, 21 微克/立方米, at_least."""


def in_words(text: Text, language: str | None = None) -> str:
    """Return ``text`` on one line: in ``language``, or in its first language with English beside it.

    Example:
        >>> in_words(MultilingualText({"zh": "水", "en": "Water"}))
        '水 / Water'
    """
    if language is None and isinstance(text, Mapping) and "en" in text and str(text) != text["en"]:
        return f"{one_line(str(text))} / {one_line(text['en'])}"
    return one_line(in_language(text, language))


def element_text(plan: Plan, id: str, *, language: str | None = None, words: str = "en") -> str:
    """Return one element in words: kind and name, fields, citations with their quotations.

    Parameters:
        plan: the plan that holds it.
        id: the element.
        language: the language of names; without one, the first of each, with English beside it.
        words: the language of what is not the plan's: ``en`` or ``zh``.

    Raises:
        UnknownIdError: the plan has no such element.

    Example:
        >>> from planmodel.model.kinds import Goal, Task
        >>> task = Task(id="t", name="Plant trees", contributes_to=["g"], period=2021, sources=["d"])
        >>> print(element_text(Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air"), task]), "t"))
        task t  Plant trees
          contributes to  g  Clean air
          period          2021
          evidence        stated
        cited
          d
    """
    element = plan[id]
    check_language(plan, language)
    evidence = element.evidence if words == "en" else in_language(term("evidence", element.evidence), words)
    rows = [*_fields(plan, element, language, words), (field_words(plan, "evidence", words), evidence)]
    width = max(display_width(label) for label, _ in rows)
    kind = element.kind if words == "en" else in_language(term("kind", element.kind), words)
    lines = [f"{kind} {element.id}  {in_words(element.name, language)}"]
    before = ""
    for label, text in rows:
        shown = "" if label == before else label
        lines.append(f"  {shown}{' ' * (width - display_width(shown))}  {text}")
        before = label
    citations = list(citations_in(element))
    if citations:
        lines.append(in_language(say("summary.cited"), words))
        lines += [f"  {_citation(plan, path, citation, language, words)}" for path, citation in citations]
    return "\n".join(lines)


def field_words(plan: Plan, field: str, words: str) -> str:
    """Return what a field is called: in another language than English by its relation, if it is one."""
    if words == "en":
        return _words(field)
    relation = next((one.name for one in plan.relations if one.field == field), field)
    keys = (("page.f", field), ("page.rel", relation), ("column", field))
    return next((in_language(term(*key), words) for key in keys if has_words(".".join(key))), _words(field))


def _fields(plan: Plan, element: Element, language: str | None, words: str) -> Iterator[tuple[str, str]]:
    """Yield (label, text) of every field that says something; a field with several values yields one row each."""
    for field in attrs.fields(type(element)):
        value = getattr(element, field.name)
        if field.name in _NOT_FIELDS or _says_nothing(value):
            continue
        label = field_words(plan, field.name, words)
        for one in value if isinstance(value, tuple) else (value,):
            yield label, value_words(plan, field.name, one, words, language)


def value_words(plan: Plan, field: str, value: Any, words: str, language: str | None = None) -> str:
    """Return a value of a field in words.

    Parameters:
        plan: the plan.
        field: the name of the field.
        value: its value, or one of several.
        words: the language of the words, ``en`` or ``zh``.
        language: the language of names; without one, the first of each, with English beside it.
    """
    if words == "en" or isinstance(value, MultilingualText):
        return value_text(plan, value, language)
    return _said(plan, field, value, language, words)


def _said(plan: Plan, field: str, value: Any, language: str | None, words: str) -> str:
    """Return the value of a field in another language than English: codes in words, links with names."""
    code = code_words(field, value)
    text = in_language(code, words) if code is not None else said(value, _WIDEST, words)
    if not isinstance(value, Link):
        return text
    target = plan.get(value.to)
    if target is None:
        return in_language(say("summary.not_here", id=text), words)
    return f"{value.to}  {in_words(target.name, language)}{text.removeprefix(value.to)}"


def _says_nothing(value: object) -> bool:
    return value is None or value is False or value == ()


def value_text(plan: Plan, value: object, language: str | None = None) -> str:
    """Return the value of a field in words: a link with the name that it leads to, a record as its parts."""
    if isinstance(value, Link):
        return _link(plan, value, language)
    if isinstance(value, str | MultilingualText):
        return in_words(value, language)
    if isinstance(value, tuple):
        return ", ".join(value_text(plan, one, language) for one in value)
    if attrs.has(type(value)) and type(value).__str__ is object.__str__:
        return _record(plan, value, language)
    return one_line(value.in_language("en") if isinstance(value, Amount) else str(value))


def _record(plan: Plan, value: Any, language: str | None) -> str:
    """Return a value made of fields as ``2025, commitment Level, 90 %, comparator at least, as published ≥90``."""
    parts = [str(kind)] if (kind := getattr(type(value), "kind", None)) else []
    for field in attrs.fields(type(value)):
        inner = getattr(value, field.name)
        if field.name == "sources" or _says_nothing(inner) or inner == field.default:
            continue
        text = "" if inner is True else value_text(plan, inner, language)
        label = "" if field.name in _CLEAR else _words(field.name)
        parts.append(f"{label} {text}".strip())
    return ", ".join(parts)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _link(plan: Plan, link: Link, language: str | None) -> str:
    target = plan.get(link.to)
    name = f"{link.to}  {in_words(target.name, language)}" if target else str(say("summary.not_here", id=link.to))
    extras = []
    for field in attrs.fields(type(link)):
        value = getattr(link, field.name)
        if field.name in {"to", "sources"} or value == field.default:
            continue
        text = value_text(plan, value, language)
        extras.append(text if field.name in {"evidence", "type", "role"} else f"{_words(field.name)} {text}")
    return f"{name} ({', '.join(extras)})" if extras else name


def _citation(plan: Plan, path: str, citation: Citation, language: str | None, words: str) -> str:
    document = plan.get(citation.document)
    place = [one_line(citation.section)] if citation.section else []
    place += [in_language(say("summary.page", n=citation.page), words)] if citation.page is not None else []
    text = f"{citation.document}  {in_words(document.name, language)}" if document else citation.document
    comma, colon = ("，", "：") if words == "zh" else (", ", ": ")
    text = comma.join([text, *place])
    text += f"{colon}“{one_line(citation.quote)}”" if citation.quote else ""
    text += f" <{one_line(citation.url)}>" if citation.url else ""
    text += f" — {one_line(citation.note)}" if citation.note else ""
    holder = path.rpartition("sources[")[0].rstrip(".")
    return in_language(say("summary.cited_for", text=text, holder=holder), words) if holder else text
