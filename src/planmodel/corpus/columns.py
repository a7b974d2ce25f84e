"""Columns as they are gathered: lists, and runs of one text, which are written down once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planmodel.corpus.schema import TABLES

__all__ = ["Runs", "arrow_column", "as_columns"]


class Runs:
    """A column in which each text stands several times in a row."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.counts: list[int] = []

    @classmethod
    def of(cls, text: str, count: int) -> Runs:
        """Return a column of one text."""
        made = cls()
        made.add(text, count)
        return made

    def add(self, text: str, count: int) -> None:
        """Add a run."""
        self.texts.append(text)
        self.counts.append(count)

    def extend(self, texts: Sequence[str], counts: Sequence[int]) -> None:
        """Add runs; a count may be zero."""
        self.texts += texts
        self.counts += counts

    def __len__(self) -> int:
        return sum(self.counts)

    def positions(self) -> Any:
        """Return a column of the place that each row has in its run, from 0."""
        import numpy as np

        counts = np.array(self.counts, dtype=np.int64)
        ends = np.cumsum(counts)
        return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)

    def to_arrow(self) -> Any:
        """Return the column as text."""
        import numpy as np
        import pyarrow as pa

        numbers = np.repeat(np.arange(len(self.counts), dtype=np.int32), np.array(self.counts, dtype=np.int64))
        return pa.array(self.texts, pa.string()).take(pa.array(numbers))


def as_columns(table: str, rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return rows as the columns of a table, by name."""
    names = [column.name for column in TABLES[table]]
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def arrow_column(column: Any, type_: Any) -> Any:
    """Return a gathered column as an Arrow array; whole numbers that do not fit are absent.

    Parameters:
        column: runs, a NumPy array, or a list of values.
        type_: the type of the array.
    """
    import pyarrow as pa

    if isinstance(column, Runs):
        return column.to_arrow()
    try:
        return pa.array(column, type_)
    except OverflowError:  # a page number of twenty digits is no reason to lose the plans around it
        return pa.array([one if one is not None and abs(one) < 2**63 else None for one in column], type_)
