"""Holding many plans side by side, metric by metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from planmodel.arguments import each_checked, kinds_checked
from planmodel.collector import collector_paused
from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.comparison import Comparison
from planmodel.comparing.definitions import Definition, definition_of
from planmodel.comparing.metric_ids import check_units, known_metrics, metric_name
from planmodel.comparing.metric_table import MetricTable
from planmodel.comparing.plan_names import plan_names
from planmodel.comparing.statements import On, Statement, statements
from planmodel.errors import DuplicateIdError, ModelError, UnknownUnitError
from planmodel.faults import InternalFault, attempt
from planmodel.model.collection import unknown_id
from planmodel.model.criteria import as_year
from planmodel.model.kinds import Better, Indicator
from planmodel.model.metrics import shipped_metric
from planmodel.model.names import name_keys
from planmodel.model.plan import Plan
from planmodel.tabular import Rows
from planmodel.words import say

__all__ = ["compare"]


@kinds_checked
def compare(
    plans: Iterable[Plan],
    on: On = "metric",
    reference: str | Plan | None = None,
    unit: str | Mapping[str, str] | None = None,
    *,
    year: int | str | None = None,
) -> Comparison:
    """Return what plans promise about the same metrics, in one unit a metric, beside a reference plan.

    Parameters:
        plans: the plans, such as a :class:`~planmodel.comparing.plans.PlanSet`.
        on: what makes indicators of different plans the same: the ``metric`` that they name, their id (``indicator``)
            or their ``name``.
        reference: the plan, or the id of the plan, that the others are held against.
        unit: the unit to show numbers in: one for all, or by metric. Left out, the unit of the metric's definition,
            else the reference's, else the commonest. Numbers whose dimension is another get a note and no number.
        year: the year by whose end targets hold; left out, the end of each plan's period, else its latest target.

    Returns:
        one row for each metric that any plan names and each plan. Numbers are converted exactly. A difference is given
        where the forms agree: a level against a level, a relative decrease since 2020 against another; elsewhere the
        note says why there is none. What a plan does not speak of is ``not stated``.

    Raises:
        UnknownIdError: no such reference.
        UnknownUnitError: no such unit, also of a metric that no plan here speaks of.
        DuplicateIdError: two plans have one id.
        ModelError: compared on something else.
        FilterError: ``year`` is no year, or ``unit`` names a metric that is neither compared nor defined anywhere.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> plans = PlanSet.read("examples/counties/*.yaml")
        >>> found = compare(plans, reference="nation-esr-145").filter(metric="energy-intensity")
        >>> [(row.plan, row.value, row.unit, row.difference, row.difference_unit) for row in found.rows][1]
        ('nation-esr-145', 13.5, '%', 0.0, '个百分点')
    """
    if on not in ("metric", "indicator", "name"):
        raise ModelError(say("compare.on", on=f"{on!r}"))
    held = _by_id(plans)
    if isinstance(reference, Plan):
        held.setdefault(reference.id, reference)
        reference = reference.id
    if reference is not None and reference not in held:
        raise unknown_id(reference, held, say("id.compared"))
    with collector_paused(elements=sum(map(len, held.values()))):
        return _compared(held, on, reference, unit, as_year(year))


def _compared(
    held: Mapping[str, Plan], on: On, reference: str | None, unit: str | Mapping[str, str] | None, year: int | None
) -> Comparison:
    said: dict[str, dict[str, Statement]] = {}
    without: dict[str, tuple[str, ...]] = {}
    printed = (one.label("zh") for plan in held.values() for one in plan.indicators)
    alike = name_keys(printed) if on != "metric" else None
    for id, plan in held.items():
        said[id], lacking = statements(plan, on, year, alike)
        if lacking:
            without[id] = tuple(lacking)
    first = said[reference] if reference is not None else {}
    keys = dict.fromkeys([*first, *(key for found in said.values() for key in found)])
    if unit is not None:
        check_units(unit, known_metrics(held.values()) if on == "metric" else keys, keyword=on)
    own = {id for id, plan in held.items() if len(plan.metrics)}
    of_plan = _definitions(held, own)
    rows: list[ComparedRow] = []
    names = _names(held, said, keys, reference, on)
    for key in keys:
        stated = [(id, found.get(key)) for id, found in said.items()]
        metric = shipped_metric(key) if on == "metric" else None
        table = partial(
            MetricTable,
            key,
            stated,
            reference=reference,
            definition=of_plan,
            shipped=metric.unit if metric is not None else None,
            asked=unit if isinstance(unit, str) or unit is None else unit.get(key),
        )
        made = attempt(f"the comparison of {key}", partial(_of_metric, table), purposely=(UnknownUnitError,))
        if isinstance(made, InternalFault):
            made = [ComparedRow(key, plan, note=made.told, reason="fault") for plan in held]
        rows += made
    return Comparison(
        rows=Rows(rows, ComparedRow),
        on=on,
        reference=reference,
        plans=tuple(held),
        names=names,
        without_key=without,
        plan_names=plan_names(held.values()),
        promises=said,
        held=held,
    )


def _of_metric(make: Callable[[], MetricTable]) -> list[ComparedRow]:
    return make().rows()


def _by_id(plans: Iterable[Plan]) -> dict[str, Plan]:
    held: dict[str, Plan] = {}
    for plan in each_checked("plans", plans, Plan):
        if held.setdefault(plan.id, plan) is not plan:
            raise DuplicateIdError(
                say("plans.two_same", id=f"{plan.id!r}"), id=plan.id, hint=say("plans.two_same.hint")
            )
    return held


def _definitions(held: Mapping[str, Plan], own: Collection[str]) -> Callable[[str, Indicator], Definition]:
    """Return what gives the definition of a plan's indicator, looked up once a metric for plans without own ones."""
    shared: dict[tuple[str | None, Better | None], Definition] = {}

    def look_up(plan: str, indicator: Indicator) -> Definition:
        if plan in own:
            return definition_of(held[plan], indicator)
        key = indicator.metric.to if indicator.metric is not None else None, indicator.better
        found = shared.get(key)
        if found is None:
            found = shared[key] = definition_of(held[plan], indicator)
        return found

    return look_up


def _names(
    held: Mapping[str, Plan],
    said: Mapping[str, Mapping[str, Statement]],
    keys: Iterable[str],
    reference: str | None,
    on: On,
) -> dict[str, str]:
    """Return the name of each thing that is compared."""
    defined: dict[str, Counter[str]] = {}
    own: dict[str, str] = {}
    if on == "metric":
        for id, plan in held.items():
            for metric in plan.metrics:
                defined.setdefault(metric.id, Counter())[metric.label("zh")] += 1
                if id == reference:
                    own[metric.id] = metric.label("zh")
    first = said.get(reference, {}) if reference is not None else {}
    names = {}
    for key in keys:
        told = metric_name(key if on == "metric" else None, own=own.get(key), defined=defined.get(key))
        if told is None:
            spoken = Counter(found[key].indicator.label("zh") for found in said.values() if key in found)
            mine = first[key].indicator.label("zh") if key in first else None
            told = metric_name(None, first=mine, spoken=spoken)
        names[key] = told or key
    return names
