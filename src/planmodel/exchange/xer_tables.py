"""The tables of a Primavera exchange file: ``%T`` names one, ``%F`` its fields, ``%R`` holds a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["Row", "tables_of"]


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


def tables_of(data: bytes) -> dict[str, list[Row]]:
    """Return the rows of each table.

    A cell may hold line ends: a row with fewer cells than fields goes on with the lines behind it.

    Parameters:
        data: the bytes of the file, in UTF-8, GB 18030 or Windows-1252.
    """
    tables: dict[str, list[Row]] = {}
    table, fields = "", [""]
    cells: list[str] = []
    begun = 0

    def close() -> None:
        if cells:
            tables.setdefault(table, []).append(Row(begun, dict(zip(fields, cells, strict=False))))
            cells.clear()

    for number, line in enumerate(_decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        mark, _, rest = line.partition("\t")
        if mark in ("%T", "%F", "%R", "%E", "ERMHDR"):
            close()
            if mark == "%T":
                table, fields = rest.strip(), []
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
    return tables


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or _is_chinese(text):
            return text
    return data.decode("cp1252", errors="replace")


def _is_chinese(text: str) -> bool:
    """Return whether what is not ASCII is mostly common Chinese signs: other bytes rarely decode to these."""
    signs: Sequence[str] = [sign for sign in text if sign > "\x7f"]
    common = sum("\u4e00" <= sign <= "\u9fff" or sign in "，。、（）；：“”《》" for sign in signs)
    return bool(signs) and common > 0.9 * len(signs)
