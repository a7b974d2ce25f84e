"""Plans as tables: a folder of CSV files that reads back losslessly.

A folder holds ``plan.csv`` (the header, one row), one file a kind (``goals.csv``), ``relations.csv`` (every link) and
one file for each list of numbers (``targets.csv``, ``observations.csv``, …; their ``owner`` is the element's id).
Columns say how to read them: ``baseline.value`` is a part of ``baseline``, ``name@zh`` the Chinese of ``name``, and
``sources[]`` a list (or what columns cannot say) written as JSON. An empty cell is absent. Files are UTF-8 with a byte
order mark, which spreadsheets need to see Chinese; a text that a spreadsheet would run has an apostrophe before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from planmodel.cells import csv_text
from planmodel.errors import ModelError
from planmodel.formats.data_package import DESCRIPTOR, TypedCell, descriptor, is_theirs
from planmodel.formats.files import HEADER
from planmodel.formats.object_fields import keys_of
from planmodel.formats.plain_data import as_data, plan_tree
from planmodel.formats.together import write_together
from planmodel.limits import check_texts, in_force
from planmodel.model.element import Element
from planmodel.model.field_types import field_types
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import COMMITMENTS, Level
from planmodel.model.vocabulary import Vocabulary
from planmodel.text import MultilingualText
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["RELATIONS", "list_tables", "write_tables"]

RELATIONS = "relations"


def list_tables(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the fields that get a table of their own, with the kinds that have them.

    These are the lists of attrs values that are neither links nor citations: ``targets``, ``observations``, …
    """
    found: dict[str, list[str]] = {}
    holders: list[tuple[str, Any]] = [(HEADER, Header), *((cls.plural, cls) for cls in vocabulary.kinds)]
    for plural, cls in holders:
        types = field_types(cls)
        for field in attrs.fields(cls):
            inner = get_args(types[field.name])[:1] if get_origin(types[field.name]) is tuple else ()
            listed = inner and attrs.has(inner[0]) and inner[0] is not Citation
            if listed and "relation" not in field.metadata:
                found.setdefault(field.name, []).append(plural)
    return {name: tuple(plurals) for name, plurals in found.items()}


def write_tables(plan: Plan, folder: str | Path) -> None:
    """Write a plan as a folder of CSV tables.

    Beside them stands ``datapackage.json``, a Data Package descriptor with the type and the unit of each column; one
    that somebody else wrote is left alone. All tables change at one moment: a reader finds the plan that was there
    before or this one, whoever else writes and whenever this is broken off. Tables of an earlier plan that this one
    does not need are removed, other files are left alone.

    Parameters:
        plan: the plan.
        folder: the folder; made if it is not there.

    Raises:
        ModelError: ``folder`` is a file.
        PlanFileError: a text is longer, or a table larger, than what is read.
        OSError: it cannot be written.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise ModelError(say("file.no_folder", folder=folder), hint=say("file.no_folder.hint"))
    tables = {name: (_columns(rows), rows) for name, rows in _tables(plan).items()}
    texts = {
        f"{name}.csv": "\ufeff" + csv_text(columns, rows, line_end="\r\n") for name, (columns, rows) in tables.items()
    }
    if not is_theirs(folder):
        texts[DESCRIPTOR] = descriptor(plan, tables, list_tables(plan.vocabulary))
    for name, text in texts.items():
        if len(text) > in_force().text:
            check_texts(plan_tree(plan), str(folder / name))
        if len(text) > in_force().json_bytes // 4:
            in_force().check("json_bytes", len(text.encode()), str(folder / name), verb="write")
    ours = [HEADER, RELATIONS, *plan.vocabulary.by_plural, *list_tables(plan.vocabulary)]
    write_together(folder, texts, gone=[f"{name}.csv" for name in ours])


Row = dict[str, str]


def _tables(plan: Plan) -> dict[str, list[Row]]:
    """Return the rows of each table that has any, by its name."""
    tables: dict[str, list[Row]] = {HEADER: [], RELATIONS: []}
    lists = list_tables(plan.vocabulary)
    relations = {relation.field for relation in plan.relations}
    holders: list[tuple[str, Any, Plan | Element]] = [(HEADER, Header, plan)]
    holders += [(element.plural, type(element), element) for element in plan.elements]
    for table, cls, holder in holders:
        of = holder if isinstance(holder, Indicator) else None
        row: Row = {}
        for key, value in _given(holder, cls):
            if key in relations and isinstance(value, Link | tuple):
                for link in (value,) if isinstance(value, Link) else value:
                    row_of_link = {"holder": holder.id, "relation": key, "target": link.to}
                    tables[RELATIONS].append({**row_of_link, **dict(_attributes(link))})
            elif table in lists.get(key, ()):
                for part in value:
                    tables.setdefault(key, []).append({"owner": holder.id, **dict(_flat(part, of))})
            else:
                row.update(_cell(key, value, of))
        tables.setdefault(table, []).append(row)
    return {name: rows for name, rows in tables.items() if rows}


def _given(value: Any, cls: Any) -> Iterator[tuple[str, Any]]:
    """Yield the key and value of each field that differs from its default."""
    keys = keys_of(cls)
    for field in attrs.fields(cls):
        one = getattr(value, field.name)
        if one is None or one == () or (field.default is not attrs.NOTHING and one == field.default):
            continue
        yield keys[field.name], one


def _attributes(link: Link) -> Iterator[tuple[str, str]]:
    for key, value in _given(link, type(link)):
        if key != type(link).target_key:
            yield from _cell(key, value, None)


def _flat(value: Any, of: Indicator | None) -> Iterator[tuple[str, str]]:
    """Yield the columns and cells of an attrs value."""
    if isinstance(value, COMMITMENTS):
        yield "kind", value.kind
        of = of if isinstance(value, Level) else None  # only a level takes its indicator's unit when it is read
    for key, one in _given(value, type(value)):
        yield from _cell(key, one, of)


def _cell(key: str, value: Any, of: Indicator | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, MultilingualText):
        if list(value) == sorted(value, key=_language_order):
            for language, text in value.items():
                yield f"{key}@{language}", text
        else:  # columns have one order for all rows, and this text prefers its languages in another
            yield f"{key}[]", json.dumps(dict(value), ensure_ascii=False)
    elif isinstance(value, tuple):
        yield f"{key}[]", json.dumps([as_data(part, of) for part in value], ensure_ascii=False)
    elif attrs.has(type(value)) and not isinstance(value, Period):
        inner = list(_flat(value, of))
        yield from ((f"{key}.{column}", cell) for column, cell in inner)
        if not inner:
            yield f"{key}[]", "{}"
    else:
        yield key, _typed(value, as_data(value, of))


def _typed(value: Any, plain_value: Any) -> str:
    """Return a value as the text of a cell that knows its type, and the unit of an amount."""
    if isinstance(value, Amount):
        return TypedCell(str(plain_value), "number", str(value.unit))
    if isinstance(plain_value, bool):
        return TypedCell(str(plain_value).lower(), "boolean")
    if isinstance(plain_value, int | float):
        return TypedCell(str(plain_value), "integer" if isinstance(plain_value, int) else "number")
    return str(plain_value)


def _language_order(language: str) -> tuple[bool, str]:
    return language != "zh", language


def _columns(rows: list[Row]) -> list[str]:
    """Return the columns of a table in the order in which they first occur, languages side by side."""
    columns: dict[str, None] = {}
    seen = dict.fromkeys(column for row in rows for column in row)
    for column in seen:
        base, at, _ = column.partition("@")
        languages = [other.partition("@")[2] for other in seen if at and other.startswith(f"{base}@")]
        columns.update(dict.fromkeys(f"{base}@{one}" for one in sorted(languages, key=_language_order)))
        if not at:
            columns[column] = None
    return list(columns)
