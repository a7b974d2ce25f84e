"""The columns of a result, each declared once: its name, its type, what it means, and how people read it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.descriptions import described
from planmodel.listing import plain_number
from planmodel.records import cell_text, code_words, said
from planmodel.text import MultilingualText, in_language, one_line
from planmodel.words import Message, has_words, say

__all__ = ["Cell", "Column", "ColumnType", "columns_of", "declared"]

ColumnType: TypeAlias = Literal["text", "integer", "number", "flag"]
"""``text`` (dates too, as ISO 8601), ``integer``, ``number`` (a float) or ``flag`` (true or false)."""

Cell: TypeAlias = str | int | float | bool | None
"""What a row holds in a column; ``None`` is absent."""

_TYPES: Mapping[str, ColumnType] = {
    "bool": "flag",
    "int": "integer",
    "float": "number",
    "Decimal": "number",
    "Fraction": "number",
}


@attrs.frozen
class Column:
    """One column of a result.

    Parameters:
        name: its name, the same in records, frames and Arrow.
        type: what its cells are.
        doc: what they mean, units included.
        of: what a cell is made of, from a row; the row's field of that name when left out.
        cell: how people read it, from a row: as a text, or as a value to put in words; what ``of`` gives when left out.
        head: what people call it; its name in words when left out.
        shown: whether people's tables have it.
        words: the group of the catalogue whose codes its cells are, such as ``severity``; that of its name (``kind``)
            when left out.
        paper: whether tables for papers and offices have it though people's have not: the title of a plan, a source.
        address: the web address that a cell leads to, from a row.
        owner: the class of records that it is of, lower case, where the catalogue may have a head of its own for it.
    """

    name: str
    type: ColumnType
    doc: str
    of: Callable[[Any], object] | None = None
    cell: Callable[[Any], object] | None = None
    head: str | None = None
    shown: bool = True
    words: str | None = None
    paper: bool = False
    address: Callable[[Any], str | None] | None = None
    owner: str = ""

    @property
    def title(self) -> str:
        """What people call it; in other languages, too, where the catalogue has it."""
        if isinstance(self.head, Message):  # it words itself: nothing in it is looked up
            return self.head
        title = self.name.replace("_", " ") if self.head is None else self.head
        name = title.replace(" ", "_")
        key = next((one for one in (f"column.{self.owner}.{name}", f"column.{name}") if has_words(one)), None)
        return title if key is None else say(key)

    def value(self, row: object) -> Cell:
        """Return what a row holds in it, as a plain value of its type."""
        raw = self._raw(row)
        return None if raw is None else _PLAIN[self.type](raw)

    def _raw(self, row: object) -> object:
        if self.of is not None:
            return self.of(row)
        return row.get(self.name) if type(row) is dict else getattr(row, self.name)

    def text(self, row: object, language: str = "en", *, written: bool = False) -> str:
        """Return what people read in it, ``—`` where a row says nothing.

        Parameters:
            row: the row.
            language: the language of the words.
            written: whether an amount is as files have it: 6 月, and not 6 months.
        """
        raw = self._raw(row) if self.cell is None else self.cell(row)
        worded = None if written or isinstance(raw, str | Mapping) else getattr(raw, "in_language", None)
        if worded is not None:
            return one_line(str(worded(language)))
        words = partial(code_words, self.name, group=self.words, owner=self.owner)
        code = words(raw)
        if code is not None:
            return in_language(code, language)
        if self.cell is not None and isinstance(raw, str):
            return in_language(raw, language) or "—"
        if isinstance(raw, tuple) and (codes := [words(one) for one in raw]) and all(codes):
            return said(tuple(codes), language=language)
        if isinstance(raw, float | Decimal | Fraction):
            return plain_number(float(raw))
        return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else cell_text(raw, language)


def _as_text(value: object) -> str | None:
    """Return a value as text: several of them joined, none of them absent, a day as ISO 8601."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple | list | frozenset) and not hasattr(value, "_fields"):
        return ", ".join(_as_text(one) or "" for one in value) or None
    if isinstance(value, Mapping) and not isinstance(value, MultilingualText):
        return ", ".join(f"{key} {_as_text(one)}" for key, one in value.items()) or None
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if type(value).__str__ is not object.__str__ and not hasattr(value, "_fields") else said(value)


def _as_number(value: Any) -> float:
    return float(value)


_PLAIN: Mapping[ColumnType, Callable[[Any], Cell]] = {
    "text": _as_text,
    "integer": int,
    "number": _as_number,
    "flag": bool,
}


def columns_of(cls: type, **changes: Mapping[str, Any]) -> tuple[Column, ...]:
    """Return the columns of a class of records: those that it declares (``COLUMNS``), else one a field.

    An amount has three columns: its text, its number and its unit. What a field means says the docstring.

    Parameters:
        cls: a class made with attrs, a named tuple, or one whose values stand for themselves.
        changes: what else a column shall be, by its name: ``unit={"shown": False}``.

    Example:
        >>> @attrs.frozen
        ... class Point:
        ...     x: float
        >>> [(column.name, column.type) for column in columns_of(Point)]
        [('x', 'number')]
    """
    columns = _columns_of(cls)
    assert changes.keys() <= {column.name for column in columns}, changes
    return tuple(attrs.evolve(column, **changes.get(column.name, {})) for column in columns)


def _columns_of(cls: type) -> tuple[Column, ...]:
    return tuple(attrs.evolve(one, owner=cls.__name__.lower()) for one in _declared(cls))


def _declared(cls: type) -> tuple[Column, ...]:
    if hasattr(cls, "COLUMNS"):
        return tuple(cls.COLUMNS)
    names = _fields(cls)
    if not names:
        return (Column("value", _TYPES.get(cls.__name__, "text"), "the value", of=lambda row: row, head=""),)
    docs = described(cls)
    return tuple(
        column for name, annotation in names.items() for column in declared(name, annotation, docs.get(name, ""))
    )


def _fields(cls: Any) -> dict[str, object]:
    if attrs.has(cls):
        return {field.name: field.type for field in attrs.fields(cls) if field.repr}
    return {name: cls.__annotations__.get(name) for name in getattr(cls, "_fields", ())}


def declared(name: str, annotation: object, doc: str) -> tuple[Column, ...]:
    """Return the columns of a field by what it is annotated with, resolved or not."""
    resolved = getattr(annotation, "__forward_arg__", None) or getattr(annotation, "__name__", annotation)
    text = annotation if isinstance(annotation, str) else str(resolved)
    parts = {part.rpartition(".")[2].strip() for part in re.split(r"\|", text)} - {"None"}
    if parts == {"Amount"}:
        return (
            Column(name, "text", doc),
            Column(f"{name}_value", "number", f"its number: {doc}", of=attrgetter(name), shown=False),
            Column(f"{name}_unit", "text", f"its unit: {doc}", of=_unit_of(name), shown=False),
        )
    only = _TYPES.get(next(iter(parts)), "text") if len(parts) == 1 else "text"
    return (Column(name, only, doc),)


def _unit_of(name: str) -> Callable[[Any], object]:
    """Return the function that takes the unit of an amount in a field of a row, ``None`` where there is none."""
    return lambda row: getattr(getattr(row, name), "unit", None)
