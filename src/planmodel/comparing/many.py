"""Holding many plans side by side, metric by metric."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from planmodel.comparing.comparison import ComparedRow, Comparison
from planmodel.comparing.metric_table import MetricTable
from planmodel.comparing.plan_names import plan_names
from planmodel.comparing.statements import On, Statement, statements
from planmodel.errors import DuplicateIdError, ModelError, UnknownUnitError
from planmodel.faults import REPORT_IT, InternalFault, attempt
from planmodel.formats.garbage import collector_paused
from planmodel.model.collection import unknown_id
from planmodel.model.kinds import Metric
from planmodel.model.plan import Plan
from planmodel.records import Rows

__all__ = ["compare"]


def compare(
    plans: Iterable[Plan],
    on: On = "metric",
    reference: str | Plan | None = None,
    unit: str | Mapping[str, str] | None = None,
    *,
    year: int | None = None,
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
        UnknownUnitError: no such unit.
        DuplicateIdError: two plans have one id.
        ModelError: compared on something else.

    Example:
        >>> from planmodel.comparing.plans import PlanSet
        >>> plans = PlanSet.read("examples/counties/*.yaml")
        >>> found = compare(plans, reference="nation-esr-145").filter(metric="energy-intensity")
        >>> [(row.plan, row.value, row.unit, row.difference, row.difference_unit) for row in found.rows][1]
        ('nation-esr-145', 13.5, '%', 0.0, '个百分点')
    """
    if on not in ("metric", "indicator", "name"):
        raise ModelError(f"plans are compared on metric, indicator or name, not on {on!r}")
    held = _by_id(plans)
    if isinstance(reference, Plan):
        held.setdefault(reference.id, reference)
        reference = reference.id
    if reference is not None and reference not in held:
        raise unknown_id(reference, held, "what is compared")
    with collector_paused(len(held), threshold=50):
        return _compared(held, on, reference, unit, year)


def _compared(
    held: Mapping[str, Plan], on: On, reference: str | None, unit: str | Mapping[str, str] | None, year: int | None
) -> Comparison:
    said: dict[str, dict[str, Statement]] = {}
    without: dict[str, tuple[str, ...]] = {}
    for id, plan in held.items():
        said[id], lacking = statements(plan, on, year)
        if lacking:
            without[id] = tuple(lacking)
    first = said[reference] if reference is not None else {}
    keys = dict.fromkeys([*first, *(key for found in said.values() for key in found)])
    own = _own_metrics(held.values()) if on == "metric" else {}
    rows: list[ComparedRow] = []
    names: dict[str, str] = {}
    for key in keys:
        stated = [(id, found.get(key)) for id, found in said.items()]
        wanted = unit if isinstance(unit, str) or unit is None else unit.get(key)
        table = partial(MetricTable, key, stated, first.get(key), reference, wanted, own.get(key, {}), on)
        made = attempt(f"the comparison of {key}", partial(_of_metric, table), purposely=(UnknownUnitError,))
        if isinstance(made, InternalFault):
            made = key, [ComparedRow(key, plan, note=f"{made.message}; {REPORT_IT}") for plan in held]
        names[key], shown = made
        rows += shown
    return Comparison(
        rows=Rows(rows),
        on=on,
        reference=reference,
        plans=tuple(held),
        names=names,
        without_key=without,
        plan_names=plan_names(held.values()),
        promises=said,
        own=own,
    )


def _of_metric(make: Callable[[], MetricTable]) -> tuple[str, list[ComparedRow]]:
    table = make()
    return table.name, table.rows()


def _by_id(plans: Iterable[Plan]) -> dict[str, Plan]:
    held: dict[str, Plan] = {}
    for plan in plans:
        if held.setdefault(plan.id, plan) is not plan:
            raise DuplicateIdError(f"two plans have the id {plan.id!r}", id=plan.id, hint="ids tell plans apart")
    return held


def _own_metrics(plans: Iterable[Plan]) -> dict[str, dict[str, Metric]]:
    found: dict[str, dict[str, Metric]] = {}
    for plan in plans:
        for metric in plan.metrics:
            found.setdefault(metric.id, {})[plan.id] = metric
    return found
