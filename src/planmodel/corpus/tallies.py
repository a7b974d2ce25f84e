"""What is counted in the plans of a corpus: columns with one row a plan, by the questions of plans in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property, reduce
from importlib import import_module
from operator import add, and_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["TableTallies"]

_UNDECLARED = -1
"""What stands for no count in a table that Python makes: Spark makes NaN of what is absent."""


def _ibis() -> Any:
    return import_module("ibis")


class TableTallies:
    """Counts of the tables of a corpus, as :class:`~planmodel.comparing.tallies.Tallies`.

    What is asked for is a column that :meth:`by_plan` works out, each table being read once.

    Parameters:
        tables: the tables of a corpus.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = dict(tables)
        self._asked: dict[str, dict[str, Any]] = {}

    def count(self, table: str, **having: str | None) -> Any:
        """How many rows of a table have these values."""
        rows = self._tables[table]
        conditions = [
            rows[field].isnull() if value is None else rows[field] == value for field, value in having.items()
        ]
        counted = reduce(and_, conditions).sum() if conditions else rows.count()
        return self._column(table, counted).fill_null(0)

    def announced(self) -> Any:
        """How many parts the elements that say how many they have say in all."""
        elements = self._tables["elements"]
        return self._column("elements", elements.declared_count.nullif(0).sum())

    def parts(self) -> Any:
        """How many elements are part of one that says how many parts it has."""
        elements = self._tables["elements"]
        groups = elements.filter(elements.declared_count.fill_null(0) != 0)
        self._tables["parts"] = parts = elements.join(
            groups.select("plan", holder=groups.id), [elements.plan == groups.plan, elements.part_of == groups.id]
        )
        listed = self._column("parts", parts.count())
        return _ibis().ifelse(self.announced().notnull(), listed.fill_null(0), _ibis().null("int64"))

    def declared(self, kind: str) -> Any:
        """How many elements of a kind the document says that it has."""
        return self._column("declared", self._declared[kind].sum()).nullif(_UNDECLARED)

    def share(self, part: Any, *whole: Any) -> Any:
        """What share a count is of the sum of others."""
        return part / reduce(add, whole).nullif(0)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of which any plan declares how many it has."""
        return tuple(self._declared.columns[1:])

    @cached_property
    def _declared(self) -> Any:
        """The plans that declare counts, with a column for each kind that any declares."""
        import pyarrow as pa

        plans = self._tables["plans"]
        said = plans.filter(plans.declares.notnull()).select("plan", "declares").order_by("plan")
        counts = [(one["plan"], json.loads(one["declares"])) for one in said.to_pyarrow().to_pylist()]
        kinds = dict.fromkeys(kind for _, counted in counts for kind in counted)
        columns = {
            kind: pa.array([counted.get(kind, _UNDECLARED) for _, counted in counts], pa.int64()) for kind in kinds
        }
        made = _ibis().memtable(pa.table({"plan": pa.array([plan for plan, _ in counts], pa.string()), **columns}))
        return self._tables.setdefault("declared", made)

    def _column(self, table: str, counted: Any) -> Any:
        """Have something counted plan by plan; return the column that will hold it."""
        asked = self._asked.setdefault(table, {})
        name = f"{table}_{len(asked)}"
        asked[name] = counted
        return _ibis()._[name]

    def by_plan(self, columns: Mapping[str, Any]) -> ir.Table:
        """Return columns that were asked for: a row a plan, with its level."""
        rows = self._tables["plans"].select("plan", "level")
        for table, asked in self._asked.items():
            counted = self._tables[table].group_by("plan").agg(**asked)
            rows = rows.left_join(counted, rows.plan == counted.plan).drop("plan_right")
        return rows.select("plan", "level", **columns)
