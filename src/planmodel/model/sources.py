"""Where a statement comes from: ids, evidence and citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.errors import ModelError
from planmodel.model.instances import as_instance
from planmodel.text import check_text
from planmodel.units.numerals import shown
from planmodel.words import say

__all__ = ["Citation", "Evidence", "as_citations", "check_id"]

Evidence: TypeAlias = Literal["stated", "inferred", "assumed"]
"""``stated``: the document says so; ``inferred``: the coder read it so; ``assumed``: ours, for illustration."""

is_id = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}").fullmatch
"""Matches a text that can be the id of an element."""


MOST_WHOLE = 10**18 - 1
"""The largest whole number of a plan: one of 64 bits, as tables of corpora hold them."""


def _brief(value: object) -> str:
    """Return a value for a message; Python shows no integer of thousands of digits."""
    return shown(value) if isinstance(value, int) else f"{value!r:.60}"


def check_id(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise :class:`ModelError` unless ``value`` can be an id (an attrs validator)."""
    if type(value) is not str or not is_id(value):
        raise ModelError(
            say("id.cannot_be", value=_brief(value)),
            hint=say("id.form"),
            field=(attribute.name,),
        )


def check_optional_text(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise :class:`ModelError` unless ``value`` is ``None`` or text that a file can hold (an attrs validator)."""
    if value is None:
        return
    try:
        check_text(value)
    except ModelError as error:
        error.field = (attribute.name,)
        raise


def as_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names as a tuple; one name alone is a tuple of one."""
    return (names,) if isinstance(names, str) else tuple(names)


def check_names(instance: object, attribute: attrs.Attribute[Any], value: tuple[object, ...]) -> None:
    """Raise :class:`ModelError` unless every name is text that a file can hold (an attrs validator)."""
    for name in value:
        if not isinstance(name, str):
            raise ModelError(say("text.expected_value", value=f"{name!r:.60}"), field=(attribute.name,))
        check_optional_text(instance, attribute, name)


def check_count(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise :class:`ModelError` unless ``value`` is a whole number from 0 that files can hold (an attrs validator)."""
    _check_whole(attribute, value, 0)


def check_place_number(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise :class:`ModelError` unless it is absent or a whole number from 1 for files (an attrs validator)."""
    if value is not None:
        _check_whole(attribute, value, 1)


def _check_whole(attribute: attrs.Attribute[Any], value: object, least: int) -> None:
    if type(value) is int and least <= value <= MOST_WHOLE:
        return
    key = "digits" if type(value) is int and value > MOST_WHOLE else least
    raise ModelError(say(f"field.whole_{key}", name=attribute.name, value=_brief(value)), field=(attribute.name,))


def check_year(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Raise :class:`ModelError` unless ``value`` is ``None`` or a year from 1 to 9999 (an attrs validator)."""
    if value is not None and (type(value) is not int or not 1 <= value <= 9999):
        raise ModelError(say("field.year", name=attribute.name, value=_brief(value)), field=(attribute.name,))


def check_one_of(*choices: str) -> Any:
    """Return an attrs validator that wants ``None`` or one of ``choices``."""

    def check(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is not None and value not in choices:
            raise ModelError(
                say("filter.cannot_be", keyword=attribute.name, value=_brief(value)),
                hint=say("write_one", names=choices),
                field=(attribute.name,),
            )

    return check


@attrs.frozen(kw_only=True, weakref_slot=False)
class Citation:
    """Where a statement stands: a document, a place in it, and its own words.

    Parameters:
        document: the id of a :class:`Document` of the plan.
        section: the place as the document names it (``四``, ``专栏1``, ``p. 12``).
        quote: the words, exactly as they stand there.
        prefix, suffix: the words right before and right behind them, where the same words stand there twice.
        paragraph: the paragraph in which they begin, from 1: lines of the document's text that are not blank.
        page: page number, from 1.
        url: the address of just this place, when it is not the document's own.
        note: what a reader should know about it.
    """

    document: str = attrs.field(validator=check_id, metadata={"cites": True})
    section: str | None = attrs.field(default=None, validator=check_optional_text)
    quote: str | None = attrs.field(default=None, validator=check_optional_text)
    prefix: str | None = attrs.field(default=None, validator=check_optional_text)
    suffix: str | None = attrs.field(default=None, validator=check_optional_text)
    paragraph: int | None = attrs.field(
        default=None,
        validator=check_place_number,
    )
    page: int | None = attrs.field(default=None, validator=check_place_number)
    url: str | None = attrs.field(default=None, validator=check_optional_text)
    note: str | None = attrs.field(default=None, validator=check_optional_text)


def as_citations(value: Iterable[Citation | Mapping[str, Any] | str] | Citation | str) -> tuple[Citation, ...]:
    """Return citations as a tuple; a string is the id of the document, a mapping holds a citation's fields."""
    if not value:
        return ()
    several: Iterable[Any] = (value,) if isinstance(value, str | Citation | Mapping) else value
    return tuple([_as_citation(one) for one in several])


def _as_citation(value: Any) -> Citation:
    if isinstance(value, str):
        return Citation(document=value)
    return as_instance(Citation, value, hint='Citation(document="…", quote="…")')
