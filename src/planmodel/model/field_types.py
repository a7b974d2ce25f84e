"""What the fields of a class may hold, by their types."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs

__all__ = ["closed_words", "field_types", "value_types"]


def field_types(cls: type) -> Mapping[str, Any]:
    """Return the type of each attrs field of ``cls``, with string annotations resolved.

    Parameters:
        cls: the class.

    Raises:
        NameError: an annotation names what its module does not know.
    """
    types: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        types |= _own_types(base)
    return {field.name: types.get(field.name, field.type) for field in attrs.fields(cls)}


@lru_cache(maxsize=512)
def _own_types(cls: type) -> Mapping[str, Any]:
    """Return the types of the fields that a class has itself: attrs resolves those of its bases for it again."""
    fields = attrs.fields(cls) if "__attrs_attrs__" in cls.__dict__ else ()
    said = SimpleNamespace(__annotations__={field.name: field.type for field in fields if not field.inherited})
    module = sys.modules.get(cls.__module__)
    return get_type_hints(said, dict(vars(cls)), dict(vars(module)) if module else {}, include_extras=True)


def closed_words(cls: type[Any], field: str) -> Iterator[str]:
    """Yield the words of a field whose type lists them, such as binding and expected."""
    for one in _leaves(_hint(cls, field)):
        if get_origin(one) is Literal:
            yield from map(str, get_args(one))


def value_types(cls: type[Any], field: str) -> Iterator[type]:
    """Yield the types of the values that a field of a class may have; of one that lists its words, text.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> [one.__name__ for one in value_types(Task, "duration")]
        ['Estimate']
    """
    for one in _leaves(_hint(cls, field)):
        if get_origin(one) is Literal:
            yield str
        elif isinstance(one, type) and one is not type(None):
            yield one


def _hint(cls: type[Any], field: str) -> Any:
    return (field_types(cls) if attrs.has(cls) else get_type_hints(cls))[field]


def _leaves(hint: Any) -> Iterator[Any]:
    """Yield what a type is made of: each member of a union, what a tuple holds."""
    members = () if get_origin(hint) is Literal else [one for one in get_args(hint) if one is not ...]
    if not members:
        yield hint
    for member in members:
        yield from _leaves(member)
