"""What a field of a class may hold, by its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs

__all__ = ["closed_words", "field_types"]


def closed_words(cls: type[Any], field: str) -> Iterator[str]:
    """Yield the words of a field whose type lists them, such as binding and expected."""
    for one in _leaves(_hint(cls, field)):
        if get_origin(one) is Literal:
            yield from map(str, get_args(one))


def field_types(cls: type[Any], field: str) -> Iterator[type]:
    """Yield the types of the values that a field of a class may have; of one that lists its words, text.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> [one.__name__ for one in field_types(Task, "duration")]
        ['Estimate']
    """
    for one in _leaves(_hint(cls, field)):
        if get_origin(one) is Literal:
            yield str
        elif isinstance(one, type) and one is not type(None):
            yield one


def _hint(cls: type[Any], field: str) -> Any:
    if attrs.has(cls):
        attrs.resolve_types(cls)
        return attrs.fields_dict(cls)[field].type
    return get_type_hints(cls)[field]


def _leaves(hint: Any) -> Iterator[Any]:
    """Yield what a type is made of: each member of a union, what a tuple holds."""
    members = () if get_origin(hint) is Literal else [one for one in get_args(hint) if one is not ...]
    if not members:
        yield hint
    for member in members:
        yield from _leaves(member)
