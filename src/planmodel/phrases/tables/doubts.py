"""What is not sure about a table, cell by cell."""

from __future__ import annotations

from planmodel.diagnostics import Diagnostic, Place

__all__ = ["Doubts"]


class Doubts:
    """Gathers what is not sure, with its row and column.

    Parameters:
        file: the file's name.
    """

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._all: list[Diagnostic] = []

    def add(self, row: int | None, column: int | None, message: str, hint: str | None = None) -> None:
        """Add a doubt; rows and columns count from 0 here, and from 1 in what is shown."""
        line, place = (None if row is None else row + 1), (None if column is None else column + 1)
        where = Place(file=self._file, line=line, column=place, is_cell=True)
        self._all.append(Diagnostic(code="PM020", severity="warning", message=message, place=where, hint=hint))

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return the doubts by their rows and columns, each once."""
        order = sorted(self._all, key=lambda one: (one.place.line or 0, one.place.column or 0))
        return tuple(dict.fromkeys(order))
