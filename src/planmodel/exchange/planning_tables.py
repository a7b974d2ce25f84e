"""Tables of England's plan data, told by their heads whatever they are called.

Source: Ministry of Housing, Communities and Local Government, planning data specifications *Development plan*, *Local
plan* and *Plan*, 2020 to 2026. Letters of field names may be of either case, and what stands between words may be left
out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, TypeAlias

import attrs

from planmodel.cells import plain_cell
from planmodel.encodings import decoded_text
from planmodel.limits import bytes_of, in_force, refusal
from planmodel.phrases.tables.text_grids import decoded, delimiter_of
from planmodel.text import one_line
from planmodel.words import Message, say

__all__ = ["PLAN_COLUMNS", "PlanningTable", "Row", "TableKind", "is_planning_head", "is_planning_table", "read_table"]

TableKind: TypeAlias = Literal["plan", "timetable", "housing", "document"]

_KINDS_OF_PLAN = ("plan", "development-plan", "local-plan", "minerals-plan", "waste-plan", "supplementary-plan")
_DOCUMENT = "development-plan-document"
PLAN_COLUMNS: Final = (*_KINDS_OF_PLAN, _DOCUMENT)
"""Columns that name the plan which a row is about."""

_EVENTS = (*(f"{one}-event" for one in _KINDS_OF_PLAN), *(f"{one}-status" for one in _KINDS_OF_PLAN))
_DOCUMENT_TYPES = ("document-type", "document-types", *(f"{one}-document-type" for one in _KINDS_OF_PLAN))
_HOUSING = ("required-housing", "allocated-housing", "committed-housing", "windfall-housing", "broad-locations-housing")
_OF_PLAN = (
    *("period-start-date", "period-end-date", "required-housing", "datasets", "adopted-date", "document-count"),
    *("local-planning-authorities", "mineral-planning-authorities", "waste-planning-authorities"),
    *(f"{one}-{part}" for one in _KINDS_OF_PLAN for part in ("type", "types", "process", "boundary", "geography")),
    *("development-policies", "geographies"),
)


def _bare(name: str) -> str:
    """Return a field's name without case and without what stands between its words."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_SPELLED = {
    _bare(one): one
    for one in (
        *PLAN_COLUMNS,
        *_EVENTS,
        *_DOCUMENT_TYPES,
        *_HOUSING,
        *_OF_PLAN,
        *("reference", "name", "description", "notes", "organisation", "organisations", "dataset", "prefix", "entity"),
        *("start-date", "end-date", "entry-date", "event-date", "predicted-date", "committed-date", "actual-date"),
        *("documentation-url", "document-url", "local-planning-authority"),
    )
}


def spelled(name: str) -> str:
    """Return a field's name as the specification spells it, or as it stands.

    Example:
        >>> spelled("Start Date"), spelled("REQUIRED_HOUSING"), spelled("Ward")
        ('start-date', 'required-housing', 'Ward')
    """
    return _SPELLED.get(_bare(name), one_line(name).strip())


def kind_of_head(names: Iterable[str]) -> TableKind | None:
    """Return what a table with such a head holds; ``None`` when it is none of these."""
    held = {spelled(name) for name in names}
    names_plan = held & {*PLAN_COLUMNS}
    if names_plan and held & {*_EVENTS}:
        return "timetable"
    # A document of a plan names both; in the first tables a plan was called a document, and stands alone.
    if names_plan and (held & {*_DOCUMENT_TYPES} or {_DOCUMENT} < names_plan):
        return "document"
    if names_plan and held & {*_HOUSING} and "name" not in held:
        return "housing"
    is_plan = "name" in held and (names_plan or "reference" in held) and held & {*_OF_PLAN}
    return "plan" if is_plan else None


def is_planning_head(text: str) -> bool:
    """Return whether a text begins with the head of such a table."""
    first = next((line for line in text.lstrip("\ufeff").splitlines()[:5] if line.strip()), "")
    try:
        heads = [next(csv.reader([first], delimiter=delimiter), []) for delimiter in ",;\t|"]
    except csv.Error:
        return False
    return any(kind_of_head(head) is not None for head in heads)


def is_planning_table(path: Path) -> bool:
    """Return whether a file is such a table."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(1 << 14)
    except OSError:
        return False
    found = decoded_text(begin[: begin.rfind(b"\n") + 1] or begin)
    return found is not None and is_planning_head(found.text)


@attrs.frozen
class Row:
    """One row: what it says by the names of fields, and its line."""

    cells: dict[str, str]
    line: int
    beyond: int = 0
    """How many cells that say something stand beyond the last column."""

    def text(self, *names: str) -> str | None:
        """Return the first of several fields that says something, on one line."""
        return next((text for name in names if (text := self.cells.get(name))), None)

    def several(self, name: str) -> list[str]:
        """Return the values of a list, which semicolons part."""
        return [one for part in self.cells.get(name, "").split(";") if (one := part.strip())]


@attrs.frozen
class PlanningTable:
    """One table.

    Parameters:
        kind: what its rows are.
        file: its file.
        columns: the names of its fields, as the specification spells them.
        rows: its rows.
        doubts: what is wrong with the file.
    """

    kind: TableKind
    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    doubts: tuple[str, ...] = ()


def read_table(path: Path) -> PlanningTable | None:
    """Return the table in a file; ``None`` when it is none of England's plan data.

    Raises:
        PlanFileError: it cannot be opened, is no text, or has more cells than the limits allow.
    """
    limits = in_force()
    text, remarks = decoded(bytes_of(path, limits, pipe=True), str(path))
    usual = csv.field_size_limit(limits.text)  # an area's outline is longer than what the module lets pass
    try:
        records, doubt = _records(text, str(path))
    finally:
        csv.field_size_limit(usual)
    limits.check("cells", sum(len(cells) for cells, _ in records), str(path))
    begin = next((place for place, (cells, _) in enumerate(records) if any(map(str.strip, cells))), None)
    kind = None if begin is None else kind_of_head(records[begin][0])
    if begin is None or kind is None:
        return None
    columns = tuple(spelled(name) for name in records[begin][0])
    doubts = [one.message for one in remarks] + ([] if doubt is None else [doubt])
    rows = tuple(_row(columns, cells, line) for cells, line in records[begin + 1 :])
    return PlanningTable(kind, str(path), columns, rows, tuple(doubts))


def _records(text: str, file: str) -> tuple[list[tuple[list[str], int]], Message | None]:
    """Return the rows of a CSV file, each with its first line, and what is wrong with its quotes."""
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records: list[tuple[list[str], int]] = []
    before = 0
    try:
        for cells in reader:
            if cells:
                records.append(([*map(plain_cell, cells)], before + 1))
            before = reader.line_num
    except csv.Error as error:
        raise refusal(file, say("planning.no_csv", reason=str(error))) from None
    doubt = None
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        doubt = say("planning.quotes", reason=str(error))
    return records, doubt


def _row(columns: tuple[str, ...], cells: list[str], line: int) -> Row:
    held: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        text = cell.replace("\r\n", "\n").strip()
        if text and name not in held:
            held[name] = text
    return Row(held, line, sum(1 for cell in cells[len(columns) :] if cell.strip()))
