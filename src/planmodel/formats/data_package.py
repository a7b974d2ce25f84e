"""What the tables of a folder hold, for programs: a Data Package descriptor with the type and the unit of each column.

Source: Open Knowledge Foundation, *Data Package* and *Table Schema*, version 2.0. The standard has no property for
units: ``unit``, ``units`` and ``unitFrom`` are our own, as it allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

from planmodel.descriptions import described
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import Vocabulary

__all__ = ["DESCRIPTOR", "TypedCell", "descriptor", "is_theirs"]

DESCRIPTOR: Final = "datapackage.json"
"""What the descriptor is called."""

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?\Z", re.ASCII)
_MANY = 50


class TypedCell(str):
    """The text of a cell that knows what it was.

    Parameters:
        text: the text.
        type: its type in Table Schema: ``number``, ``integer``, ``boolean``, ``string``.
        unit: of an amount its unit, ``""`` where it has none; of anything else ``None``.
    """

    __slots__ = ("type", "unit")
    type: str
    unit: str | None

    def __new__(cls, text: str, type: str, unit: str | None = None) -> TypedCell:
        """Return the text with its type and unit."""
        made = super().__new__(cls, text)
        made.type, made.unit = type, unit
        return made


def is_theirs(folder: Path) -> bool:
    """Return whether the descriptor in a folder is somebody else's, which is left alone."""
    try:
        held = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError):
        return (folder / DESCRIPTOR).exists()
    return not isinstance(held, dict) or "planmodel" not in held


Table: TypeAlias = tuple[Sequence[str], Sequence[Mapping[str, str]]]
"""The columns of a table, and its rows."""


def descriptor(plan: Plan, tables: Mapping[str, Table], owners: Mapping[str, Sequence[str]]) -> str:
    """Return the descriptor of a plan's tables as JSON.

    Parameters:
        plan: the plan.
        tables: the columns and rows of each table, by its name.
        owners: the tables whose rows own those of a list, by the list's name.
    """
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": re.sub(r"[^a-z0-9._/-]", "-", plan.id.lower()),
        "id": plan.id,
        "title": str(plan.title),
        "planmodel": 1,
    }
    if plan.description is not None:
        package["description"] = str(plan.description)
    package["resources"] = [
        {
            "name": name.replace("_", "-"),
            "path": f"{name}.csv",
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\r\n"},
            "schema": _schema(name, columns, rows, owners.get(name, ()), plan.vocabulary),
        }
        for name, (columns, rows) in tables.items()
    ]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _schema(
    name: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]], owners: Sequence[str], vocabulary: Vocabulary
) -> dict[str, Any]:
    cls = vocabulary.by_plural.get(name)
    meanings = described(cls) if cls is not None and attrs.has(cls) else {}
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [_field(column, [row[column] for row in rows if column in row], meanings) for column in columns],
        "missingValues": [""],
    }
    if "id" in columns:
        schema["primaryKey"] = ["id"]
    if len(owners) == 1 and "owner" in columns:
        reference = {"resource": owners[0].replace("_", "-"), "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["owner"], "reference": reference}]
    return schema


def _field(column: str, cells: Sequence[str], meanings: Mapping[str, str]) -> dict[str, Any]:
    """Return what a column holds: its type, and the unit or the units of its amounts."""
    field: dict[str, Any] = {"name": column, "type": _type(column, cells)}
    meaning = meanings.get(re.split(r"[.@\[]", column)[0])
    if meaning is not None:
        field["description"] = meaning
    units = _units(cells)
    if units and len(units) == 1:
        field["unit"] = units[0]
    elif units:
        field["units"] = units[:_MANY]
        if any(
            isinstance(cell, TypedCell) and cell.unit and (cell.isdecimal() or _NUMBER.match(cell)) for cell in cells
        ):
            field["unitFrom"] = {"resource": "indicators", "field": "unit"}  # a bare number is in its indicator's
    if column in ("id", "name", "owner", "holder", "target", "relation"):
        field["constraints"] = {"required": True}
    return field


def _type(column: str, cells: Iterable[str]) -> str:
    if column.endswith("[]"):
        begins = {cell[:1] for cell in cells}
        return "array" if begins == {"["} else "object" if begins == {"{"} else "string"
    types = {cell.type if isinstance(cell, TypedCell) else "string" for cell in cells}
    if types == {"number"}:
        return (
            "number" if all(cell.isdecimal() or _NUMBER.match(cell) for cell in cells) else "string"
        )  # an amount states a unit of its own
    return types.pop() if len(types) == 1 else "string"


def _units(cells: Iterable[str]) -> list[str]:
    """Return the units of the amounts in a column, in the order in which they first stand there."""
    units = dict.fromkeys(cell.unit for cell in cells if isinstance(cell, TypedCell) and cell.unit is not None)
    return [unit for unit in units if unit is not None]
