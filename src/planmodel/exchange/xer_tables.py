"""The tables of a Primavera exchange file: ``%T`` names one, ``%F`` its fields, ``%R`` holds a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planmodel.encodings import decoded_text
from planmodel.words import say

__all__ = ["Row", "Tables", "tables_of"]


class Row(NamedTuple):
    """A row of a table.

    Parameters:
        line: the line that it begins on.
        cells: its cells by the names of the fields.
    """

    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """Return a cell, or ``None`` when it is empty or not there."""
        return self.cells.get(name, "").strip() or None


class Tables(NamedTuple):
    """The tables of a file.

    Parameters:
        rows: the rows of each table.
        remarks: what is odd about them, each with its line where it has one.
    """

    rows: Mapping[str, Sequence[Row]]
    remarks: Sequence[tuple[int | None, str]]


def tables_of(data: bytes) -> Tables:
    """Return the rows of each table.

    A cell may hold line ends: a row with fewer cells than fields goes on with the lines behind it.

    Parameters:
        data: the bytes of the file, in UTF-8, GB 18030, Windows-1252 or another usual encoding.
    """
    text, remarks = _decoded(data)
    tables: dict[str, list[Row]] = {}
    table, fields = "", [""]
    cells: list[str] = []
    begun = 0

    def close() -> None:
        if cells:
            tables.setdefault(table, []).append(Row(begun, dict(zip(fields, cells, strict=False))))
            if len(cells) != len(fields):
                remarks.append((begun, say("xer.cells", table=table, cells=len(cells), fields=len(fields))))
            cells.clear()

    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        mark, _, rest = line.partition("\t")
        if mark in ("%T", "%F", "%R", "%E", "ERMHDR"):
            close()
            if mark == "%T":
                table, fields = rest.strip(), []
                tables.setdefault(table, [])
            elif mark == "%F":
                fields = [name.strip() for name in rest.split("\t")]
            elif mark == "%R":
                begun = number
                cells.extend(rest.split("\t"))
        elif cells and len(cells) < len(fields):
            first, *others = line.split("\t")
            cells[-1] += "\n" + first
            cells.extend(others)
    close()
    return Tables(tables, remarks)


def _decoded(data: bytes) -> tuple[str, list[tuple[int | None, str]]]:
    read = decoded_text(data)
    if read is None:
        return data.decode("cp1252", errors="replace"), [(None, say("xer.encoding.none"))]
    if read.doubt is not None:
        return read.text, [(None, read.doubt)]
    return read.text, [] if read.encoding.startswith("utf-") else [(None, say("xer.encoding", name=read.encoding))]
