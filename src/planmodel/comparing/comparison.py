"""Many plans by metric: a row for each plan and metric, in one unit, with the difference from a reference."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from planmodel.arguments import kinds_checked
from planmodel.comparing.definitions import DEFINED, UNLIKE, Definition, definition_of, definitions_differ
from planmodel.comparing.frames import frame_class
from planmodel.comparing.requirement import Requirement, requirement
from planmodel.comparing.rules import codes
from planmodel.comparing.statements import Statement
from planmodel.listing import html_table, plain_number, text_table
from planmodel.model.criteria import closed_words, meets, unknown_field
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.targets import COMMITMENTS, Level
from planmodel.text import counted
from planmodel.units import difference_unit, is_known

if TYPE_CHECKING:
    import pandas as pd

    from planmodel.views.picture import Picture

__all__ = ["ComparedRow", "Comparison"]


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
        if self.difference is None:
            return None
        if self.unit == "%":
            return "个百分点"
        return difference_unit(self.unit) if self.unit is not None and is_known(self.unit) else self.unit


_Line = tuple[str, str, str]
_LINE = ["metric", "form", "unit"]
_NUMBERS = frozenset({"value", "reference", "difference", "relative", "high", "stretch"})
_HEAD = ("metric", "name", "plan", "value", "unit", "reference", "difference", "relative", "form", "for", "note")


@attrs.frozen(kw_only=True, repr=False)
class Comparison:
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

    rows: tuple[ComparedRow, ...]
    on: str
    reference: str | None
    plans: tuple[str, ...]
    names: dict[str, str]
    without_key: dict[str, tuple[str, ...]]
    plan_names: Mapping[str, str] = attrs.field(factory=dict, eq=False)
    promises: Mapping[str, Mapping[str, Statement]] = attrs.field(factory=dict, eq=False)
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    def __len__(self) -> int:
        return len(self.rows)

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
            if asked is not None and definitions_differ(meaning, usual, "the reference's") is None:
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
        return meets(name, rows, wanted, who="row", known=lambda: self._words(name))

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

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record a row, of plain values."""
        return [self._record(row) for row in self.rows]

    def _record(self, row: ComparedRow) -> dict[str, Any]:
        """Return a row's fields, with the name of the metric behind its id."""
        fields = row._asdict()
        return {"metric": fields.pop("metric"), "name": self.names.get(row.metric)} | fields

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

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a pandas table (extra ``frames``)."""
        frame = frame_class().from_records(self.rows, columns=list(ComparedRow._fields))
        frame.insert(1, "name", frame["metric"].map(self.names))
        return frame

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
            return frame_class()(self._columns(cells, self.metrics), index=list(self.metrics))
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
        return frame_class()(self._columns(held, shown, math.nan), index=index)

    def _columns(
        self, held: Mapping[Any, object], lines: Sequence[object], absent: object = None
    ) -> dict[str, list[object]]:
        return {plan: [held.get((line, plan), absent) for line in lines] for plan in self.plans}

    @kinds_checked
    def plot(self, metric: str | None = None) -> Picture:
        """Return a chart: dots beside the reference's line for one metric, else a table of metrics by plans.

        Parameters: those of :func:`planmodel.views.charts.comparison.plot_comparison` (extra ``report``).
        """
        from planmodel.views.charts.comparison import plot_comparison

        return plot_comparison(self, metric)

    def _cells(self) -> list[tuple[str, ...]]:
        return [_cells(row, self.names.get(row.metric, "")) for row in self.rows]

    def _headline(self) -> str:
        against = f" against {self.reference}" if self.reference is not None else ""
        missing = sum(not row.stated for row in self.rows)
        unnumbered = sum(row.stated and row.value is None for row in self.rows)
        return (
            f"{counted(len(self.plans), 'plan')} by {self.on}{against}: {len(self.metrics)} compared; "
            f"{missing} of {len(self)} not stated, {unnumbered} without a number"
        )

    def _rest(self) -> list[str]:
        # Beside a reference each row tells for itself how its definition differs.
        unlike = self._unlike_definitions() if self.reference is None else []
        return [*unlike, *self._unnamed()]

    def _unlike_definitions(self) -> list[str]:
        """Return a line for each metric by which plans do not mean the same."""
        lines = []
        for metric in self.metrics:
            meanings = self._meanings(metric)
            for field in DEFINED:
                values = {plan: str(value) for plan, one in meanings.items() if (value := getattr(one, field))}
                if len(set(values.values())) > 1:
                    told = ", ".join(f"{value} in {plan}" for plan, value in values.items())
                    lines.append(f"{metric}: not comparable, {UNLIKE}: {field} {told}")
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
        counted = sum(map(len, self.without_key.values()))
        if not counted:
            return []
        shown = [
            f"{plan}: {', '.join(ids[:4])}{' …' if len(ids) > 4 else ''}" for plan, ids in self.without_key.items()
        ]
        return [f"{counted} indicators name no metric and are not compared ({'; '.join(shown[:4])})"]

    def __repr__(self) -> str:
        return "\n".join([self._headline(), *text_table(_HEAD, self._cells(), width=40), *self._rest()])

    def _repr_html_(self) -> str:
        rest = "".join(f"<p>{escape(line)}</p>" for line in self._rest())
        return f"<p>{escape(self._headline())}</p>{html_table(_HEAD, self._cells(), most=300)}{rest}"


def _cells(row: ComparedRow, name: str) -> tuple[str, ...]:
    sign = {"at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< ", "about": "≈ "}
    value = "—" if row.value is None else sign.get(row.comparator or "", "") + plain_number(row.value)
    if row.high is not None:
        value += f" to {plain_number(row.high)}"
    relative = "—" if row.relative is None else f"{row.relative:+.1%}"
    texts = (value, row.unit or "", plain_number(row.reference), _signed(row.difference), relative)
    meant = ", ".join(str(one) for one in (row.year, row.scope) if one is not None)
    return row.metric, name, row.plan, *texts, row.form or "", meant, row.note or ""


def _unit_of(row: ComparedRow, field: str) -> str:
    """Return the unit of a field that is a number; a relative difference is a plain ratio."""
    unit = {"difference": row.difference_unit, "relative": None}.get(field, row.unit)
    return unit or ""


def _signed(value: float | None) -> str:
    return "—" if value is None else ("+" if value > 0 else "") + plain_number(value)


def _check_field(name: str, what: str) -> None:
    if name not in ComparedRow._fields:
        raise unknown_field(f"a comparison cannot be {what} by {name!r}", name, ComparedRow._fields)
