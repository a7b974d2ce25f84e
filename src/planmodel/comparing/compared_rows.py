"""The rows of a comparison and their columns: what people read of a row, and what a paper needs to cite it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import attrs

from planmodel.columns import Column, columns_of
from planmodel.comparing.figures import sign_of
from planmodel.comparing.shown import unit_of_difference
from planmodel.listing import plain_number
from planmodel.model.citing import source_columns, sources_of, with_plans
from planmodel.model.plan import Plan
from planmodel.model.sources import Citation
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.comparing.comparison import Comparison

__all__ = ["ComparedRow", "columns_of_comparison"]


class ComparedRow(NamedTuple):
    """What one plan says about one metric, beside the reference.

    Parameters:
        metric: the metric (or what else was compared on).
        plan: the id of the plan.
        value: the promised number in ``unit``; ``None`` when there is none, and ``note`` says why.
        unit: the unit of all numbers of this metric and form.
        reference: the reference plan's number in the same unit.
        difference: ``value`` less ``reference``; percentages differ by percentage points.
        relative: ``difference`` over ``reference``, as a plain ratio.
        comparator: how a measured value is held against the promise: ``at_least``, …
        obligation: ``binding`` or ``expected``.
        kind: ``Level``, ``Change``, ``Grade``, ``Qualitative``, …; ``None`` when nothing is stated.
        form: the kind in words: ``relative decrease since 2020``.
        year: the year by whose end it shall hold.
        scope: the part that it holds for, when not the whole.
        high: the upper end of a range.
        stretch: what is striven for (力争).
        indicator: the id of the plan's indicator.
        as_published: the promise as printed.
        note: why there is no number or no difference, or what to mind about it.
        reason: the code of why there is no number or no difference: ``not_stated``, ``unnumbered``, ``other_year``, …;
            ``None`` where there is one, or nothing to hold it against.
    """

    metric: str
    plan: str
    value: float | None = None
    unit: str | None = None
    reference: float | None = None
    difference: float | None = None
    relative: float | None = None
    comparator: str | None = None
    obligation: str | None = None
    kind: str | None = None
    form: str | None = None
    year: int | None = None
    scope: str | None = None
    high: float | None = None
    stretch: float | None = None
    indicator: str | None = None
    as_published: str | None = None
    note: str | None = None
    reason: str | None = None

    @property
    def stated(self) -> bool:
        """Whether the plan has an indicator of it."""
        return self.indicator is not None

    @property
    def difference_unit(self) -> str | None:
        """The unit of ``difference``: percentage points between percentages."""
        return None if self.difference is None or self.unit is None else unit_of_difference(self.unit)


_PEOPLE = ("metric", "name", "plan", "value", "unit", "reference", "difference", "relative", "form", "year", "note")
"""What people's tables have, in this order, which is that of all columns, too; the other columns follow."""


def columns_of_comparison(comparison: Comparison) -> tuple[Column, ...]:
    """Return the columns of a comparison: the fields of its rows, and of each plan what a citation needs."""
    fields = columns_of(
        ComparedRow,
        value={"cell": _value},
        difference={"cell": lambda row: _signed(row.difference)},
        relative={"cell": lambda row: "" if row.relative is None else f"{row.relative:+.1%}"},
        year={"cell": _meant, "head": "for"},
    )
    name = Column("name", "text", "the name of the metric", of=lambda row: comparison.names.get(row.metric))
    apart = Column("difference_unit", "text", "the unit of the difference: percentage points between percentages")
    columns = {column.name: column for column in (*fields, name, apart)}
    columns |= {key: attrs.evolve(one, shown=False) for key, one in columns.items() if key not in _PEOPLE}

    def cited(row: ComparedRow) -> tuple[Plan, Iterable[Citation]]:
        said = comparison.promises[row.plan].get(row.metric)
        return comparison.held[row.plan], () if said is None else sources_of(said.target, said.indicator)

    ordered = {key: columns[key] for key in _PEOPLE} | columns
    return (*with_plans(ordered.values(), comparison.held), *source_columns(cited))


def _value(row: ComparedRow) -> str:
    if row.value is None:
        return "—"
    value: Message = say("promise.value", way="", sign=sign_of(row.comparator), value=plain_number(row.value))
    return value if row.high is None else say("promise.range", value=value, high=plain_number(row.high))


def _signed(value: float | None) -> str:
    return "" if value is None else ("+" if value > 0 else "") + plain_number(value)


def _meant(row: ComparedRow) -> str:
    parts = tuple(str(one) for one in (row.year, row.scope) if one is not None)
    return say("row", parts=parts) if len(parts) > 1 else "".join(parts)
