"""Columns of a corpus beside those of a reference: what the rules of comparison ask, for whole tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib import import_module
from typing import Any

from planmodel.comparing.rules import reasons, template_parts

__all__ = ["ColumnsBeside", "joined", "reason_columns"]


def _ibis() -> Any:
    return import_module("ibis")


class ColumnsBeside:
    """A table with the reference's columns beside its own (``held_…``), as :class:`~planmodel.comparing.rules.Sides`.

    Parameters:
        rows: the table.
        reference: the id of the reference.
    """

    def __init__(self, rows: Any, reference: str) -> None:
        self._rows, self._reference = rows, reference

    def _column(self, field: str, held: bool = False) -> Any:
        return self._rows[f"held_{field}" if held else field]

    def is_other(self) -> Any:
        """Whether the row is not the reference's own."""
        return self._rows.plan != self._reference

    def absent(self, field: str, *, held: bool = False) -> Any:
        """Whether the row, or the reference, lacks a field."""
        return self._column(field, held).isnull()

    def unlike(self, field: str) -> Any:
        """Whether a field differs; two absent ones do not."""
        return ~self._column(field).identical_to(self._column(field, True))

    def contradicts(self, field: str) -> Any:
        """Whether both have a field and the two differ."""
        return (self._column(field) != self._column(field, True)).fill_null(False)

    def among(self, field: str, values: Collection[Any], *, held: bool = False) -> Any:
        """Whether a field is one of several values."""
        return self._column(field, held).isin(sorted(values)).fill_null(False)

    def both(self, first: Any, second: Any) -> Any:
        """Whether both conditions hold."""
        return first & second

    def either(self, first: Any, second: Any) -> Any:
        """Whether one of two conditions holds."""
        return first | second


def reason_columns(rows: Any, reference: str) -> tuple[Any, Any]:
    """Return the code and the words of why a row has no difference from the reference's; both null when it has one."""
    ibis = _ibis()
    said = reasons(ColumnsBeside(rows, reference))
    codes = ibis.cases(*said, else_=ibis.null("string"))
    words = ibis.cases(*((condition, _filled(rows, code)) for condition, code in said), else_=ibis.null("string"))
    return codes, words


def _filled(rows: Any, code: str) -> Any:
    """Return a reason's words with the values of columns in them."""
    ibis = _ibis()
    found = ibis.literal("")
    for text, field, absent in template_parts(code):
        found = found + ibis.literal(text)
        if field is not None:
            found = found + rows[field].cast("string").fill_null(absent)
    return found


def joined(notes: Iterable[Any]) -> Any:
    """Return notes with semicolons between them, without those that are null; null when all are."""
    ibis = _ibis()
    found = ibis.literal("")
    for note in notes:
        found = found + (ibis.literal("; ") + note).fill_null("")
    return found.substr(2).nullif("")
