"""By how much a year plans want a metric to change, where that is defined."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import attrs

from planmodel.arguments import each_checked, kinds_checked
from planmodel.columns import Column, columns_of
from planmodel.comparing.definitions import definition_of
from planmodel.comparing.figures import Figure
from planmodel.comparing.metric_ids import check_metric, known_metrics
from planmodel.comparing.shown import Said, Shown, Wanted, shown, unit_of_difference, wanted_units
from planmodel.comparing.statements import statements
from planmodel.listing import sentences
from planmodel.model.bounds import asks_nothing
from planmodel.model.citing import with_plans
from planmodel.model.criteria import as_year
from planmodel.model.kinds import Better
from planmodel.model.metrics import shipped_metric
from planmodel.model.plan import Plan
from planmodel.tabular import Keyed, Result
from planmodel.units import factor, is_known, same_dimension
from planmodel.units.numerals import nearest_float
from planmodel.words import say

__all__ = ["Ambition", "PlanAmbition", "Required", "ambition", "ambitions"]


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


_COLUMNS = columns_of(
    PlanAmbition,
    indicator={"shown": False},
    change={"head": "change a year"},
    base={"head": "from"},
    year={"head": "to"},
    reason={"head": "mind"},
)


@attrs.frozen(kw_only=True, repr=False)
class Ambition(Keyed, Result):
    """The ambition of plans for one metric: one entry a plan, in their order.

    Parameters:
        metric: the id of the metric.
        plans: what each plan asks for, or why nobody can say.
        held: the plans themselves.
    """

    metric: str
    plans: tuple[PlanAmbition, ...]
    held: Mapping[str, Plan] = attrs.field(factory=dict, eq=False)

    def __len__(self) -> int:
        return len(self.plans)

    def _ids(self) -> Iterable[str]:
        return [one.plan for one in self.plans]

    def __getitem__(self, plan: str) -> PlanAmbition:
        for one in self.plans:
            if one.plan == plan:
                return one
        from planmodel.model.collection import unknown_id

        raise unknown_id(plan, [one.plan for one in self.plans], say("id.ambition"))

    def _columns(self) -> Sequence[Column]:
        return with_plans(_COLUMNS, self.held)

    def _rows(self) -> Sequence[PlanAmbition]:
        return self.plans

    def _above(self) -> Iterable[str]:
        known = sum(one.change is not None for one in self.plans)
        return (say("ambition.headline", metric=self.metric, n=known, plans=say("comparing.plans", n=len(self))),)

    def _has_answer(self, row: PlanAmbition) -> bool:
        return row.change is not None


@kinds_checked
def ambition(plans: Iterable[Plan], metric: str, *, year: int | str | None = None) -> Ambition:
    """Return the required change a year of a metric, from baseline to target, in each plan.

    A level is held against the plan's baseline: (target − baseline) ÷ years. A relative change since a base year is
    spread as a compound rate, 1 − (1 − p)^(1/years) for a fall of p; a change in a quantity evenly, q ÷ years; a change
    a year is taken as it is. Nothing is said where the baseline or its year is missing, where target and baseline
    measure different things or parts, where a promise has no number, and where it asks for no change: a cap on a change
    for the better, or a level bounded on the other side than the better one.

    Parameters:
        plans: the plans.
        metric: the id of the metric.
        year: the target year; left out, the end of each plan's period, else its latest target.

    Raises:
        FilterError: no plan speaks of such a metric, and nobody defines it; or ``year`` is no year.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> found = ambition(PlanSet.read("examples/counties/*.yaml"), "energy-intensity")["nation-esr-145"]
        >>> round(found.change, 2), found.unit, found.base, found.year
        (-2.86, '%/年', 2020, 2025)
    """
    year = as_year(year)
    plans = each_checked("plans", plans, Plan)
    check_metric(metric, known_metrics(plans))
    found = ambitions(metric, [_required(plan, metric, year) for plan in plans])
    return Ambition(metric=metric, plans=found, held={plan.id: plan for plan in plans})


def _required(plan: Plan, metric: str, year: int | None) -> Required:
    said = statements(plan, "metric", year)[0].get(metric)
    if said is None:
        return Required(plan.id)
    indicator, target = said.indicator, said.target
    baseline = indicator.baseline
    stood = baseline.value if baseline is not None else None
    defined = definition_of(plan, indicator)
    return Required(
        plan=plan.id,
        indicator=indicator.id,
        figure=said.figure,
        year=target.year if target is not None else None,
        is_part=target is not None and target.scope is not None,
        baseline=stood.exact if stood is not None else None,
        baseline_unit=stood.unit if stood is not None else None,
        baseline_year=baseline.year if baseline is not None else None,
        better=defined.better,
        unit=defined.unit,
        note=said.note,
    )


class Required(NamedTuple):
    """What one plan says that its required change follows from.

    Parameters:
        plan: its id.
        indicator: its indicator; ``None`` when it has none of the metric.
        figure: the number of the target; ``None`` when there is no target.
        year: the target's year.
        is_part: whether the target is for a part, not the whole.
        baseline: the number of the baseline.
        baseline_unit: its unit.
        baseline_year: its year.
        better: which way is better.
        unit: the unit of the plan's definition of the metric.
        note: what else the plan says, or why there is no target.
    """

    plan: str
    indicator: str | None = None
    figure: Figure | None = None
    year: int | None = None
    is_part: bool = False
    baseline: Decimal | Fraction | None = None
    baseline_unit: str | None = None
    baseline_year: int | None = None
    better: Better | None = None
    unit: str | None = None
    note: str | None = None


def ambitions(metric: str, said: Sequence[Required]) -> tuple[PlanAmbition, ...]:
    """Return the required change a year of each plan, in the unit of the metric, wherever the plans are.

    Parameters:
        metric: the id of the metric.
        said: what the plans say.
    """
    counted = Counter(
        Said(one.unit, one.figure.unit if one.figure.value is not None else None, one.figure.form.relative)
        for one in said
        if one.figure is not None
    )
    shipped = shipped_metric(metric)
    wanted = wanted_units(counted, shipped=shipped.unit if shipped is not None else None)
    return tuple(_ambition(one, wanted) for one in said)


def _ambition(said: Required, wanted: Wanted) -> PlanAmbition:
    if said.indicator is None:
        return PlanAmbition(plan=said.plan, reason=say("comparing.not_stated"))
    if said.figure is None:
        return PlanAmbition(plan=said.plan, indicator=said.indicator, reason=said.note)
    told = _change(said, said.figure, wanted)
    if isinstance(told, str):
        return PlanAmbition(plan=said.plan, indicator=said.indicator, year=said.year, reason=told)
    change, unit, base, method = told
    if math.isinf(change if isinstance(change, float) else nearest_float(change)):
        return PlanAmbition(plan=said.plan, indicator=said.indicator, year=said.year, reason=say("ambition.beyond"))
    improvement = None if said.better is None else change if said.better == "higher" else -change
    reasons = [note for note in (said.figure.note, said.note) if note]
    if improvement is None:
        reasons.append(say("comparing.no_better"))
    elif improvement == 0:
        reasons.append(say("ambition.hold"))
    elif improvement < 0:
        reasons.append(say("ambition.worse"))
    return PlanAmbition(
        plan=said.plan,
        indicator=said.indicator,
        change=float(change),
        unit=unit,
        improvement=None if improvement is None else float(improvement),
        base=base,
        year=said.year,
        method=method,
        reason=sentences(*reasons),
    )


_Found = tuple[float | Fraction, str, int | None, str]


def _change(said: Required, told: Figure, wanted: Wanted) -> _Found | str:
    """Return change a year, unit, base year and method; or why there is none."""
    if told.value is None:
        return sentences(told.note, said.note) or say("comparing.no_number")
    if told.high is not None:
        return say("ambition.range")
    form = told.form
    idle = asks_nothing(told.comparator, form.direction, said.better)
    if idle is not None:
        return idle
    how = shown(told.unit, change=form.kind == "Change", relative=form.relative, quantity=None, wanted=wanted)
    if how.unit is None:
        return how.note or say("comparing.no_number")
    if form.kind == "Level":
        return _of_level(said, told, how)
    value = (-1 if form.direction == "decrease" else 1) * Fraction(told.value) * how.scale
    if form.per == "year":
        return value, _yearly(how.unit), None, say("ambition.method.promised")
    base = form.since
    if base is None:
        return say("ambition.no_base_year")
    if said.year is None or said.year <= base:
        return say("ambition.no_years", base=base, year=str(said.year))
    years = said.year - base
    if not form.relative:
        return value / years, _yearly(how.unit), base, say("ambition.method.evenly")
    share = nearest_float(value) / 100
    if share <= -1:
        return say("ambition.all_of_it")
    return 100 * ((1 + share) ** (1 / years) - 1), "%/年", base, say("ambition.method.compound")


def _yearly(unit: str) -> str:
    return f"{unit_of_difference(unit)}/年"


def _of_level(said: Required, told: Figure, how: Shown) -> _Found | str:
    if said.baseline is None or said.baseline_unit is None or told.value is None or how.unit is None:
        return say("ambition.no_baseline")
    if said.baseline_year is None:
        return say("ambition.undated")
    if said.is_part:
        return say("ambition.part")
    if said.year is None or said.year <= said.baseline_year:
        return say("ambition.no_years", base=said.baseline_year, year=str(said.year))
    unit = said.baseline_unit
    if unit != told.unit and not (is_known(unit) and is_known(told.unit) and same_dimension(unit, told.unit)):
        units = [one or say("comparing.no_unit") for one in (unit, told.unit)]
        return say("ambition.units", one=units[0], other=units[1])
    scale = Fraction(1) if unit == told.unit else factor(unit, told.unit)
    change = (Fraction(told.value) - Fraction(said.baseline) * scale) * how.scale / (said.year - said.baseline_year)
    return change, _yearly(how.unit), said.baseline_year, say("ambition.method.evenly")
