"""By how much a year plans want a metric to change, where that is defined."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.comparing.figures import figure
from planmodel.comparing.frames import frame_class
from planmodel.comparing.statements import Statement, statements
from planmodel.listing import html_table, plain_number, text_table
from planmodel.model.kinds import Better, Indicator
from planmodel.model.metrics import metric_of
from planmodel.model.plan import Plan
from planmodel.model.targets import Target
from planmodel.units import factor, is_known, same_dimension

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Ambition", "PlanAmbition", "ambition"]


@attrs.frozen(kw_only=True)
class PlanAmbition:
    """What one plan wants of a metric a year.

    Parameters:
        plan: its id.
        indicator: its indicator; ``None`` when it has none of the metric.
        change: the required change a year in ``unit``, negative for a fall; ``None`` when it is not defined.
        unit: the unit, such as ``微克/立方米/年`` or ``%/年``.
        improvement: ``change`` with the sign of the better: positive when the metric shall get better; ``None`` when
            which way is better is not known.
        base: the year it counts from.
        year: the year it counts to.
        method: how it was found.
        reason: why it is not defined, or what to mind.
    """

    plan: str
    indicator: str | None = None
    change: float | None = None
    unit: str | None = None
    improvement: float | None = None
    base: int | None = None
    year: int | None = None
    method: str | None = None
    reason: str | None = None


_HEAD = ("plan", "change a year", "unit", "improvement", "from", "to", "method", "mind")


@attrs.frozen(kw_only=True, repr=False)
class Ambition:
    """The ambition of plans for one metric: one entry a plan, in their order."""

    metric: str
    plans: tuple[PlanAmbition, ...]

    def __len__(self) -> int:
        return len(self.plans)

    def __getitem__(self, plan: str) -> PlanAmbition:
        for one in self.plans:
            if one.plan == plan:
                return one
        from planmodel.model.collection import unknown_id

        raise unknown_id(plan, [one.plan for one in self.plans], "this ambition")

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record a plan."""
        return [attrs.asdict(one) for one in self.plans]

    def to_frame(self) -> pd.DataFrame:
        """Return the records as a pandas table (extra ``frames``)."""
        return frame_class()(self.to_records(), columns=[field.name for field in attrs.fields(PlanAmbition)])

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (
                one.plan,
                plain_number(one.change),
                one.unit or "",
                plain_number(one.improvement),
                str(one.base or ""),
                str(one.year or ""),
                one.method or "",
                one.reason or "",
            )
            for one in self.plans
        ]

    def __repr__(self) -> str:
        known = sum(one.change is not None for one in self.plans)
        return "\n".join([f"{self.metric}: defined for {known} of {len(self)} plans", *text_table(_HEAD, self._rows())])

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.metric)}</p>{html_table(_HEAD, self._rows(), most=300)}"


def ambition(plans: Iterable[Plan], metric: str, *, year: int | None = None) -> Ambition:
    """Return the required change a year of a metric, from baseline to target, in each plan.

    A level is held against the plan's baseline: (target − baseline) ÷ years. A relative change since a base year is
    spread as a compound rate, 1 − (1 − p)^(1/years) for a fall of p; a change in a quantity evenly, q ÷ years; a change
    a year is taken as it is. Nothing is said where the baseline or its year is missing, where target and baseline
    measure different things or parts, and where a promise has no number.

    Parameters:
        plans: the plans.
        metric: the id of the metric.
        year: the target year; left out, the end of each plan's period, else its latest target.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> found = ambition(PlanSet.read("examples/counties/*.yaml"), "energy-intensity")["nation-esr-145"]
        >>> round(found.change, 2), found.unit, found.base, found.year
        (-2.86, '%/年', 2020, 2025)
    """
    return Ambition(metric=metric, plans=tuple(_of_plan(plan, metric, year) for plan in plans))


def _of_plan(plan: Plan, metric: str, year: int | None) -> PlanAmbition:
    said = statements(plan, "metric", year)[0].get(metric)
    if said is None:
        return PlanAmbition(plan=plan.id, reason="not stated")
    indicator, target = said.indicator, said.target
    if target is None:
        return PlanAmbition(plan=plan.id, indicator=indicator.id, reason=said.note)
    told = _change(plan, said, target)
    if isinstance(told, str):
        return PlanAmbition(plan=plan.id, indicator=indicator.id, year=target.year, reason=told)
    change, unit, base, method = told
    better = _better(plan, indicator)
    improvement = None if better is None else change if better == "higher" else -change
    reasons = [said.note] if said.note else []
    if improvement is None:
        reasons.append("which way is better is not known")
    elif improvement == 0:
        reasons.append("the target is the baseline: to hold, not to improve")
    elif improvement < 0:
        reasons.append("the target is worse than the baseline")
    return PlanAmbition(
        plan=plan.id,
        indicator=indicator.id,
        change=float(change),
        unit=unit,
        improvement=None if improvement is None else float(improvement),
        base=base,
        year=target.year,
        method=method,
        reason="; ".join(reasons) or None,
    )


def _better(plan: Plan, indicator: Indicator) -> Better | None:
    definition = metric_of(plan, indicator)
    return indicator.better or (definition.better if definition is not None else None)


_Found = tuple[float | Fraction, str, int | None, str]


def _change(plan: Plan, said: Statement, target: Target) -> _Found | str:
    """Return change a year, unit, base year and method; or why there is none."""
    told = said.figure
    if told is None or told.value is None:
        return (told.note if told is not None else None) or "no number"
    if told.high is not None:
        return "a range, not one number"
    if told.form.kind == "Level":
        return _of_level(said, target)
    sign = -1 if told.form.direction == "decrease" else 1
    value = sign * Fraction(told.value)
    if told.form.per == "year":
        return value, f"{told.unit}/年", None, "as promised a year"
    base = told.form.since
    if base is None:
        return "the base year is not named"
    if target.year is None or target.year <= base:
        return f"no years from {base} to the target's {target.year}"
    years = target.year - base
    if not told.form.relative:
        return value / years, f"{told.unit}/年", base, "evenly"
    share = float(value * (factor(told.unit, "%") if told.unit != "%" else 1)) / 100
    if share <= -1:
        return "a fall by all there is has no rate"
    return 100 * ((1 + share) ** (1 / years) - 1), "%/年", base, "compound rate"


def _of_level(said: Statement, target: Target) -> _Found | str:
    baseline, told = said.indicator.baseline, figure(target.commitment)
    if baseline is None or baseline.value is None or told.value is None:
        return "no baseline"
    if baseline.year is None:
        return "the baseline has no year"
    if target.scope is not None:
        return "the target is for a part, the baseline for the whole"
    if target.year is None or target.year <= baseline.year:
        return f"no years from {baseline.year} to the target's {target.year}"
    unit = baseline.value.unit
    if unit != told.unit and not (is_known(unit) and is_known(told.unit) and same_dimension(unit, told.unit)):
        return f"baseline in {unit or 'no unit'}, target in {told.unit or 'no unit'}"
    scale = 1 if unit == told.unit else factor(unit, told.unit)
    change = (Fraction(told.value) - baseline.value.fraction * scale) / (target.year - baseline.year)
    shown = "个百分点" if told.unit == "%" else told.unit
    return change, f"{shown}/年", baseline.year, "evenly"
