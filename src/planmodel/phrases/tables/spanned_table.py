"""A table whose cells reach over rows and columns, as HTML and Word tell of it: one cell after the other."""

from __future__ import annotations

import string
from typing import NamedTuple, TypeAlias

from planmodel.phrases.tables.grids import Remark
from planmodel.phrases.tables.marks import INDENT, indent_of
from planmodel.text import cut
from planmodel.words import say

__all__ = ["Home", "SpannedTable"]

Home: TypeAlias = tuple[int, int]
"""Row and column, from 0, of the place in which a cell begins."""


class _Reach(NamedTuple):
    """What a cell reaches down with: over how many more rows, its text, and where it begins."""

    down: int
    text: str
    home: Home


class SpannedTable:
    """One table that is being read, row by row and cell by cell.

    Once it is read, ``rows`` holds its texts, a merged cell in each place that it covers, and ``homes`` the place in
    which each place's cell begins.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.homes: list[list[Home]] = []
        self.title: list[str] = []
        self.below: list[str] = []
        self.remarks: list[Remark] = []
        self._row: list[str] | None = None
        self._above: dict[int, _Reach] = {}  # by column
        self._below: dict[int, _Reach] = {}  # what of it is left for the rows below
        self.cell: list[str] | None = None
        self._span = (1, 1)
        self.indent = 0
        self.lost: list[str] = []

    def open_row(self) -> None:
        """Begin a row."""
        self.close_row()
        self._row = []
        self.rows.append(self._row)
        self.homes.append([])

    def close_row(self) -> None:
        """End the row that is open: fill what reaches down behind its last cell."""
        self.close_cell()
        if self._row is None:
            return
        while self._above:
            while len(self._row) < min(self._above):
                self._add("", (len(self.rows) - 1, len(self._row)))
            self._fill(self._row)
        self._row = None
        self._above, self._below = self._below, {}

    def _fill(self, row: list[str]) -> None:
        """Put what reaches down from above where the row has come to."""
        while len(row) in self._above:
            down, text, home = self._above.pop(len(row))
            if down > 1:
                self._below[len(row)] = _Reach(down - 1, text, home)
            self._add(text, home)

    def _add(self, text: str, home: Home) -> None:
        self.rows[-1].append(text)
        self.homes[-1].append(home)

    def open_cell(self, down: int, right: int) -> None:
        """Begin a cell that reaches over some rows and columns."""
        self.close_cell()
        if self._row is None:
            self.open_row()
        self.cell, self._span, self.indent = [], (down, right), 0

    def close_cell(self) -> None:
        """End the cell that is open."""
        row = self._row
        if self.cell is None or row is None:
            return
        raw = "".join(self.cell)
        lines = (" ".join(line.split()) for line in raw.split("\n"))
        text = "\n".join(filter(None, lines))
        shown = indent_of(raw.lstrip(string.whitespace))  # &nbsp; and wide spaces are shown
        text = INDENT * (self.indent + shown if text else 0) + text
        self.cell = None
        self._fill(row)
        down, right = self._span
        if self.lost:
            message = say("row.struck", text=cut(" ".join(self.lost), 40))
            self.remarks.append(Remark(len(self.rows) - 1, len(row), message))
            self.lost = []
        home = (len(self.rows) - 1, len(row))
        for _ in range(right):
            self._above.pop(len(row), None)  # a cell that overlaps one from above hides it
            if down > 1:
                self._below[len(row)] = _Reach(down - 1, text, home)
            self._add(text, home)
