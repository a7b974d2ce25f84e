"""Many plans by metric: a row for each plan and metric, in one unit, with the difference from a reference."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.comparing.compared_rows import ComparedRow, columns_of_comparison
from planmodel.comparing.definitions import DEFINED, Definition, definition_of, definitions_differ
from planmodel.comparing.requirement import Requirement, requirement
from planmodel.comparing.rules import codes
from planmodel.comparing.statements import Statement
from planmodel.frames import frame_class
from planmodel.model.collection import unknown_field
from planmodel.model.criteria import meets
from planmodel.model.field_types import closed_words, value_types
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.targets import COMMITMENTS, Level
from planmodel.tabular import Listed, Result
from planmodel.words import say, term

if TYPE_CHECKING:
    import pandas as pd

    from planmodel.views.picture import Picture

__all__ = ["ComparedRow", "Comparison"]


_Line = tuple[str, str, str]
_LINE = ["metric", "form", "unit"]
_NUMBERS = frozenset({"value", "reference", "difference", "relative", "high", "stretch"})


@attrs.frozen(kw_only=True, repr=False)
class Comparison(Listed, Result):
    """The rows of :func:`~planmodel.comparing.many.compare`.

    Parameters:
        rows: one a metric and plan; by metric, in the order of the plans.
        on: what made indicators the same.
        reference: the id of the plan that the others are held against.
        plans: the ids of the plans, in order.
        names: the name of each metric.
        without_key: for each plan the indicators with a target that name no metric, and so are in no row.
        plan_names: a short name for each plan, for what people read.
        promises: what each plan says, by metric: what the rows were made from.
        held: the plans themselves.
    """

    _WIDTH = 40

    rows: tuple[ComparedRow, ...]
    on: str
    reference: str | None
    plans: tuple[str, ...]
    names: dict[str, str]
    without_key: dict[str, tuple[str, ...]]
    plan_names: Mapping[str, str] = attrs.field(factory=dict, eq=False)
    promises: Mapping[str, Mapping[str, Statement]] = attrs.field(factory=dict, eq=False)
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics of the rows, in order."""
        return tuple(dict.fromkeys(row.metric for row in self.rows))

    @kinds_checked
    def requirements(self, metric: str) -> dict[str, Requirement]:
        """Return what each plan's promise asks for with the size of the place taken out, where that can be said.

        Parameters:
            metric: the metric (or what else was compared on).

        Returns:
            for each plan whose row is here, and that means the same by the metric: a share of the base or percentage
            points, positive for the better. Only those of one :class:`~planmodel.comparing.requirement.Kin` can be
            ranked.

        Raises:
            FilterError: no such metric was compared.

        Example:
            >>> from planmodel.comparing.many import compare
            >>> from planmodel.comparing.plans import PlanSet
            >>> found = compare(PlanSet.read("examples/counties/*.yaml")).requirements("energy-intensity")
            >>> {plan: float(one.improvement) for plan, one in found.items()}
            {'chongqing-esr-145': 0.14, 'nation-esr-145': 0.135, 'qianjiang-esr-145': 0.145}
        """
        self._meeting("metric", metric)  # refuses one that was not compared
        meanings = self._meanings(metric)
        usual = meanings.get(self.reference or "") or next(iter(meanings.values()), Definition())
        found = {}
        for plan in dict.fromkeys(row.plan for row in self.rows if row.metric == metric and row.plan in meanings):
            meaning = meanings[plan]
            asked = requirement(self.promises[plan][metric], meaning.better or usual.better)
            if asked is not None and definitions_differ(meaning, usual) is None:
                found[plan] = asked
        return found

    @kinds_checked
    def filter(self, *, where: Callable[[ComparedRow], bool] | None = None, **criteria: object) -> Comparison:
        """Return the rows that meet every criterion.

        Parameters:
            where: a function of a row.
            criteria: any field of :class:`ComparedRow`; text may hold wildcards (``metric="*-cut"``) and may say a
                number (``year="2025"``), a list matches any of its members, ``None`` what is absent.

        Raises:
            FilterError: rows have no such field, its values are of another kind (``year="abc"``), or a text without
                wildcards is no row's, such as a metric that was not compared.
        """
        met = [self._meeting(name, wanted) for name, wanted in criteria.items()]
        rows = [
            row
            for position, row in enumerate(self.rows)
            if all(found[position] for found in met) and (where is None or where(row))
        ]
        return attrs.evolve(self, rows=tuple(rows))

    def _meeting(self, name: str, wanted: object) -> list[bool]:
        _check_field(name, "filtered")
        rows = [[getattr(row, name)] for row in self.rows]
        types = partial(value_types, ComparedRow, name)
        return meets(name, rows, wanted, who="row", known=lambda: self._words(name), types=types)

    def _words(self, name: str) -> Iterator[str]:
        """Yield what a field may say, whether or not a row says it."""
        if name in ("metric", "plan"):
            yield from self.names if name == "metric" else self.plans
        elif name == "reason":
            yield from codes()
        elif name == "obligation":
            yield from closed_words(Indicator, name)
        elif name == "comparator":
            yield from closed_words(Level, name)
        elif name == "kind":
            yield from (cls.kind for cls in COMMITMENTS)

    @kinds_checked
    def sort(self, by: str = "value", *, descending: bool = False) -> Comparison:
        """Return the rows by a field; those without a value come last, and ties keep their order.

        Raises:
            FilterError: rows have no such field.
        """
        _check_field(by, "sorted")
        there = sorted(
            (row for row in self.rows if getattr(row, by) is not None),
            key=lambda row: getattr(row, by),
            reverse=descending,
        )
        missing = [row for row in self.rows if getattr(row, by) is None]
        return attrs.evolve(self, rows=(*there, *missing))

    def _columns(self) -> Sequence[Column]:
        return columns_of_comparison(self)

    def _rows(self) -> Sequence[ComparedRow]:
        return self.rows

    def _has_answer(self, row: ComparedRow) -> bool:
        return row.value is not None

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "on": self.on,
            "reference": self.reference,
            "plans": list(self.plans),
            "names": self.names,
            "rows": self.to_records(),
            "without_key": {plan: list(ids) for plan, ids in self.without_key.items()},
        }

    @kinds_checked
    def matrix(self, values: str = "value") -> pd.DataFrame:
        """Return a table of metrics by plans (extra ``frames``); what is not there is ``NaN``.

        Numbers of one row are of one form and in one unit, which stand in its index: a metric that some plans promise
        as a level and others as a fall has two rows. Why a number is not there says ``matrix("reason")``.

        Parameters:
            values: the field to show: ``value``, ``difference``, ``relative``, …

        Returns:
            for numbers a row a metric, form and unit; for other fields a row a metric.

        Raises:
            FilterError: rows have no such field.
        """
        _check_field(values, "shown")
        if values not in _NUMBERS:
            cells = {(row.metric, row.plan): getattr(row, values) for row in self.rows}
            return frame_class()(self._side_by_side(cells, self.metrics), index=list(self.metrics))
        forms = {row.metric: row.form for row in self.rows if row.plan == self.reference}
        held: dict[tuple[_Line, str], object] = {}
        lines: dict[str, dict[_Line, None]] = {metric: {} for metric in self.metrics}
        for row in self.rows:
            if getattr(row, values) is not None:
                line = row.metric, row.form or forms.get(row.metric) or "", _unit_of(row, values)
                lines[row.metric][line] = None
                held[line, row.plan] = getattr(row, values)
        shown = [line for metric, found in lines.items() for line in found or [(metric, "", "")]]
        index = frame_class()(shown, columns=_LINE).set_index(_LINE).index
        return frame_class()(self._side_by_side(held, shown, math.nan), index=index)

    def _side_by_side(
        self, held: Mapping[Any, object], lines: Sequence[object], absent: object = None
    ) -> dict[str, list[object]]:
        return {plan: [held.get((line, plan), absent) for line in lines] for plan in self.plans}

    @kinds_checked
    def plot(self, metric: str | None = None, language: str | None = None) -> Picture:
        """Return a chart: dots beside the reference's line for one metric, else a table of metrics by plans.

        Parameters: those of :func:`planmodel.views.charts.comparison.plot_comparison` (extra ``report``).
        """
        from planmodel.views.charts.comparison import plot_comparison

        return plot_comparison(self, metric, language)

    def _headline(self) -> str:
        return say(
            "comparing.headline" if self.reference is None else "comparing.headline.against",
            plans=say("comparing.plans", n=len(self.plans)),
            on=say(f"comparing.on.{self.on}"),
            reference=None if self.reference is None else self.plan_names.get(self.reference, self.reference),
            n=len(self.metrics),
            missing=sum(not row.stated for row in self.rows),
            all=len(self),
            unnumbered=sum(row.stated and row.value is None for row in self.rows),
        )

    def _paper_notes(self) -> Iterable[str]:
        """Yield why a stated promise is not held against that of the reference."""
        for row in self.rows:
            if row.note and row.stated and row.plan != self.reference and row.difference is None:
                told = {"plan": self.held[row.plan].label("zh"), "name": self.names.get(row.metric, row.metric)}
                yield say("office.not_comparable", **told, note=row.note)

    def _below(self) -> Iterable[str]:
        # Beside a reference each row tells for itself how its definition differs.
        unlike = self._unlike_definitions() if self.reference is None else []
        return [*unlike, *self._unnamed()]

    def _unlike_definitions(self) -> list[str]:
        """Return a line for each metric by which plans do not mean the same."""
        lines: list[str] = []
        for metric in self.metrics:
            meanings = self._meanings(metric)
            for field in DEFINED:
                values = {plan: str(value) for plan, one in meanings.items() if (value := getattr(one, field))}
                if len(set(values.values())) > 1:
                    told = [
                        say("comparing.value_in", value=term(field, value), plan=plan) for plan, value in values.items()
                    ]
                    lines.append(say("comparing.unlike", metric=metric, field=term("column", field), values=told))
                    break
        return lines

    def _meanings(self, metric: str) -> dict[str, Definition]:
        """Return what each plan that states a metric means by it."""
        return {
            plan: definition_of(self.held[plan], said[metric].indicator)
            for plan, said in self.promises.items()
            if metric in said
        }

    def _unnamed(self) -> list[str]:
        number = sum(map(len, self.without_key.values()))
        if not number:
            return []
        shown = [
            say("comparing.ids", plan=plan, ids=(*ids[:4], "…") if len(ids) > 4 else ids)
            for plan, ids in self.without_key.items()
        ]
        return [say("comparing.unnamed", n=number, ids=shown[:4])]


def _unit_of(row: ComparedRow, field: str) -> str:
    """Return the unit of a field that is a number; a relative difference is a plain ratio."""
    unit = {"difference": row.difference_unit, "relative": None}.get(field, row.unit)
    return unit or ""


def _check_field(name: str, what: str) -> None:
    if name not in ComparedRow._fields:
        raise unknown_field(
            say("comparison.cannot", what=say(f"comparison.{what}"), name=f"{name!r}"), name, ComparedRow._fields
        )
