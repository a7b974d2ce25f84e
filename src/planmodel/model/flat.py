"""Values of elements as plain ones under names of columns: what records, frames and graphs for other programs hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from planmodel.columns import Column, ColumnType
from planmodel.descriptions import described
from planmodel.expression import expression
from planmodel.model.element import Element
from planmodel.model.field_types import field_types
from planmodel.model.period import Period
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.records import cell_text, said
from planmodel.text import MultilingualText
from planmodel.units import Amount

__all__ = ["Scalar", "element_columns", "flat_records", "plain"]

Scalar = str | int | float | bool

_NOT_SHOWN = frozenset({"aliases", "description", "note", "section", "sources", "themes"})
"""Fields that people's tables of elements leave out: where they stand, and what else is said of them."""
_LANGUAGE = expression(r"[a-z]{2,3}(_[A-Za-z0-9]{1,8})*")
_TYPES: Mapping[Any, ColumnType] = {bool: "flag", int: "integer", float: "number"}


def plain(name: str, value: object) -> Iterator[tuple[str, Scalar]]:
    """Yield a value as named plain ones.

    Text keeps its first language under ``name`` and each language under ``name_zh``, …; an amount is its text, its
    number under ``name_value`` and its unit under ``name_unit``; periods and links are text; several things are one
    text, joined with commas, and their number under ``name_count``; what is absent yields nothing.
    """
    if isinstance(value, MultilingualText):
        yield name, str(value)
        for language, text in value.items():
            yield f"{name}_{language.replace('-', '_')}", text
    elif isinstance(value, Amount):
        yield name, str(value)
        yield f"{name}_value", float(value)
        yield f"{name}_unit", value.unit
    elif isinstance(value, bool | int | float | str):
        yield name, value
    elif isinstance(value, Period | Link):
        yield name, str(value)
    elif isinstance(value, tuple):
        if value:
            yield name, ", ".join(_shown(one) for one in value)
            yield f"{name}_count", len(value)
    elif value is not None and attrs.has(type(value)):
        for field in attrs.fields(_class_of(value)):
            yield from plain(f"{name}_{field.name}", getattr(value, field.name))


def _class_of(value: object) -> Any:
    return type(value)


def _shown(value: object) -> str:
    if isinstance(value, Citation):
        return value.document + (f" {value.section}" if value.section else "")
    if not attrs.has(type(value)):
        return str(value)
    alone = dict(plain("value", value)).get("value")
    return said(value) if alone is None else str(alone)


def flat_records(elements: Iterable[Element]) -> list[Mapping[str, object]]:
    """Return elements as flat rows: ``kind`` and what :func:`plain` makes of each field; ``""`` holds the element."""
    rows: list[Mapping[str, object]] = []
    for element in elements:
        row: dict[str, object] = {"": element, "kind": element.kind}
        for field in attrs.fields(type(element)):
            row.update(plain(field.name, getattr(element, field.name)))
        rows.append(row)
    return rows


def element_columns(classes: Sequence[type[Element]], rows: Sequence[Mapping[str, object]]) -> tuple[Column, ...]:
    """Return the columns of elements of these classes: those of their fields, and one more a language of the rows.

    Parameters:
        classes: the classes, in order.
        rows: what :func:`flat_records` makes of the elements.
    """
    columns = {"kind": Column("kind", "text", "the kind of the element", shown=len(classes) > 1)}
    keys = dict.fromkeys(key for row in rows for key in row)
    for cls in classes:
        docs, types = described(cls), field_types(cls)
        for field in attrs.fields(cls):
            for column in _of_field(field.name, types[field.name], docs.get(field.name, ""), keys):
                columns.setdefault(column.name, attrs.evolve(column, owner=cls.__name__.lower()))
    return tuple(columns.values())


def _of_field(name: str, annotation: Any, doc: str, keys: Iterable[str]) -> Iterator[Column]:
    """Yield the column in which people read a field, and those of its parts."""
    first, *parts = _leaves(name, annotation, doc, keys)
    cell = _cell_of(name)
    if first.name != name:  # a record within the element
        yield Column(name, "text", doc, of=_text_of(name), cell=cell)
        yield first
    else:
        yield attrs.evolve(first, cell=cell, shown=name not in _NOT_SHOWN)
    yield from parts


def _cell_of(name: str) -> Callable[[Any], object]:
    """Return the function that takes a field of a row's element, as people read it."""

    def taken(row: Any) -> object:
        held = getattr(row[""], name, None)
        return cell_text(held) if isinstance(held, str) else held

    return taken


def _text_of(name: str) -> Callable[[Any], str]:
    """Return the function that puts a field of a row's element into few words."""
    return lambda row: "" if (held := getattr(row[""], name, None)) is None else cell_text(held)


def _leaves(name: str, annotation: Any, doc: str, keys: Iterable[str]) -> Iterator[Column]:
    """Yield a column for each name under which :func:`plain` puts a part of a value of this type."""
    options = _options(annotation)
    if options == {str, MultilingualText}:
        yield Column(name, "text", doc, shown=False)
        prefix = f"{name}_"
        languages = [key for key in keys if key.startswith(prefix) and _LANGUAGE.fullmatch(key.removeprefix(prefix))]
        yield from (Column(key, "text", f"{doc}; in one language", shown=False) for key in languages)
        return
    only = next(iter(options)) if len(options) == 1 else str
    if only is Amount:
        yield Column(name, "text", doc, shown=False)
        yield Column(f"{name}_value", "number", f"the number of {name}", shown=False)
        yield Column(f"{name}_unit", "text", f"the unit of {name}", shown=False)
    elif get_origin(only) is tuple:
        yield Column(name, "text", doc, shown=False)
        yield Column(f"{name}_count", "integer", f"how many {name} there are", shown=False)
    elif isinstance(only, type) and attrs.has(only) and not issubclass(only, Link | Period):
        docs, types = described(only), field_types(only)
        for field in attrs.fields(only):
            yield from _leaves(f"{name}_{field.name}", types[field.name], docs.get(field.name, ""), keys)
    else:
        yield Column(name, _TYPES.get(only, "text"), doc, shown=False)


def _options(annotation: Any) -> set[Any]:
    """Return the types that a value may have, but for ``None``."""
    several = get_origin(annotation) in (Union, UnionType)
    return set(get_args(annotation) if several else (annotation,)) - {type(None)}
