"""Columns as they are gathered: lists, and runs of one text, which are written down once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planmodel.corpus.schema import TABLES

__all__ = ["Runs", "Texts", "arrow_column", "as_columns"]


class Texts:
    """Texts that columns point at."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self._made: Any = None

    def to_arrow(self) -> Any:
        """Return them as an Arrow array, made once."""
        import pyarrow as pa

        if self._made is None or len(self._made) != len(self.held):
            self._made = pa.array(self.held, pa.string())
        return self._made


class Runs:
    """A column in which a text may stand several times in a row.

    Parameters:
        texts: where its texts are, if other columns have them too.
    """

    def __init__(self, texts: Texts | None = None) -> None:
        self._texts = Texts() if texts is None else texts
        self._numbers: list[int] = []
        self._counts: list[int] = []

    @classmethod
    def of(cls, texts: Sequence[str], counts: Sequence[int]) -> Runs:
        """Return a column of these runs."""
        made = cls()
        made._texts.held += texts
        made.extend(0, counts)
        return made

    def add(self, text: str, count: int) -> None:
        """Add a run."""
        self._numbers.append(len(self._texts.held))
        self._counts.append(count)
        self._texts.held.append(text)

    def extend(self, first: int, counts: Sequence[int]) -> None:
        """Add runs of the texts from number ``first`` on; a count may be zero."""
        self._numbers += range(first, first + len(counts))
        self._counts += counts

    def __len__(self) -> int:
        return sum(self._counts)

    def positions(self) -> Any:
        """Return a column of the place that each row has in its run, from 0."""
        import numpy as np

        counts = np.array(self._counts, dtype=np.int64)
        ends = np.cumsum(counts)
        return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)

    def to_arrow(self) -> Any:
        """Return the column as text."""
        import numpy as np
        import pyarrow as pa

        numbers = np.repeat(np.array(self._numbers, dtype=np.int64), np.array(self._counts, dtype=np.int64))
        return self._texts.to_arrow().take(pa.array(numbers))


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
