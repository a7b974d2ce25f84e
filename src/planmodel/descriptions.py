"""What the fields of a class mean, read from its docstring: the one place where a field is described."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import attrs

from planmodel.expression import expression

__all__ = ["Described", "described", "docstring", "summary", "with_inherited"]

_HEAD = expression(r"^(Parameters|Attributes):\s*$", re.M)
_ENTRY = expression(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {8,}.*)*)", re.M)
_ROLE = expression(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")


def described(cls: type) -> Mapping[str, str]:
    """Return what each field of a class means, those of its bases too, in plain words.

    Parameters:
        cls: a class whose docstring has a part ``Parameters:`` with a line ``name: meaning`` for each field; a field
            made with attrs may say it in its metadata, ``{"doc": …}``, instead.

    Example:
        >>> class Point:
        ...     '''A point.
        ...
        ...     Parameters:
        ...         x, y: where it is, in ``m``.
        ...     '''
        >>> described(Point)
        {'x': 'where it is, in m', 'y': 'where it is, in m'}
    """
    fields: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        fields.update(_own_fields(base))
    for field in attrs.fields(cls) if attrs.has(cls) else ():
        if field.metadata.get("doc"):
            fields[field.name] = field.metadata["doc"]
    return fields


@lru_cache(maxsize=512)
def _own_fields(cls: type) -> Mapping[str, str]:
    return _own(docstring(cls))


def docstring(of: type | Callable[..., Any]) -> str:
    """Return the docstring that a class or a function has itself; from its source where Python leaves it out (``-OO``).

    Parameters:
        of: the class, or the function of a module.
    """
    doc = of.__dict__.get("__doc__") if isinstance(of, type) else of.__doc__
    own: str | None = doc.own if isinstance(doc, _WholeDoc) else doc
    if own or sys.flags.optimize < 2:
        return own or ""
    return _in_source(of.__module__).get(of.__qualname__, "")


@cache
def _in_source(module: str) -> Mapping[str, str]:
    """Return the docstrings of a module's classes and functions by name; none where there is no source."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError, SyntaxError):
        return {}
    named = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    return {node.name: ast.get_docstring(node, clean=False) or "" for node in named}


def _own(doc: str) -> dict[str, str]:
    """Return the fields that a docstring describes itself."""
    return {
        name: _plain(meaning)
        for names, meaning in _ENTRY.findall(_part(inspect.cleandoc(doc)))
        for name in names.split(", ")
    }


def _part(doc: str) -> str:
    """Return the lines below ``Parameters:``."""
    head = _HEAD.search(doc)
    if head is None:
        return ""
    rest = doc[head.end() :].lstrip("\n")
    return re.split(r"\n(?=\S)", rest, maxsplit=1)[0]


def _plain(text: str) -> str:
    """Return a meaning on one line without marks of markup; the full stop of a single sentence goes."""
    words = " ".join(_ROLE.sub(r"\1", text).replace("``", "").split())
    return words.removesuffix(".")


def summary(cls: type) -> str:
    """Return what a class is, the first line of its docstring, in plain words."""
    return _plain((docstring(cls) or cls.__name__).strip().partition("\n")[0]) + "."


def with_inherited(cls: type) -> str:
    """Return the docstring of a class with a line for each field of its bases, for ``help``."""
    doc = inspect.cleandoc(docstring(cls))
    own = _own(doc)
    rest = {name: meaning for name, meaning in described(cls).items() if name not in own}
    if not rest:
        return doc
    lines = "\n".join(f"    {name}: {meaning}." for name, meaning in rest.items())
    head = _HEAD.search(doc)
    if head is None:
        first, _, others = doc.partition("\n\n")
        return "\n\n".join(part for part in (first, f"Parameters:\n{lines}", others) if part)
    begin = head.end() + 1
    return f"{doc[:begin]}{lines}\n{doc[begin:]}"


class _WholeDoc:
    """A docstring that is put together when it is asked for, so that importing a kind costs nothing."""

    def __init__(self, own: str) -> None:
        self.own = own

    def __get__(self, instance: object, owner: type) -> str:
        return with_inherited(owner)


class Described:
    """A class whose docstring, and so ``help``, has the fields of its bases, too."""

    __slots__ = ()

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        cls.__doc__ = _WholeDoc(docstring(cls) if sys.flags.optimize < 2 else "")  # type: ignore[assignment]
