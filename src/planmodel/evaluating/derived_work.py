"""How the states of tasks and projects came about, what was spent on them, and the sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planmodel.derivation import Derivation, DerivationInput, number
from planmodel.evaluating.spending import spent_by
from planmodel.evaluating.work import ProjectState, TaskState
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Project
from planmodel.model.plan import Plan
from planmodel.tracking.derived_indicators import amount_input
from planmodel.tracking.results import record_of

if TYPE_CHECKING:
    from planmodel.evaluating.evaluation import Evaluation

__all__ = ["work_derivations"]

_DATES = ("started", "finished", "period", "not_before", "finish_by")


def work_derivations(found: Evaluation) -> Iterator[Derivation]:
    """Yield the derivations of the states of tasks and projects, of what was spent on each, and of both sums.

    Parameters:
        found: the evaluation.
    """
    day = DerivationInput(name="day", value=found.as_of.isoformat(), origin="given")
    for row in (*found.tasks, *found.projects):
        yield from _work(found.held, row, day)
    for row in found.projects:
        yield _spent(found.held, row, found.as_of)
    if found.projects:
        yield from found.cost.derivations(found.held)
        yield _all_spent(found, day)


def _work(plan: Plan, row: TaskState, day: DerivationInput) -> Iterator[Derivation]:
    work = plan[row.id]
    assert isinstance(work, Undertaking)
    cited = tuple(record_of(one) for one in work.sources)
    dates = tuple(
        DerivationInput(name=name, value=held.text, plan=plan.id, at=(work.id, name), sources=cited)
        for name in _DATES
        if (held := getattr(work, name)) is not None
    )
    done = () if work.done is None else (amount_input(plan, "done", work.done, (work.id, "done"), ()),)
    late = "unknown" if row.late is None else "late" if row.late else "on_time"
    for what, rule, verdict in (("state", "state_of_work", row.state), ("lateness", "lateness", late)):
        id, inputs = f"{what} of {row.id}", (*done, *dates, day)
        yield Derivation(id=id, of=row.id, plan=plan.id, rule=rule, inputs=inputs, verdict=verdict)


def _spent(plan: Plan, row: ProjectState, as_of: dt.date) -> Derivation:
    day = DerivationInput(name="day", value=as_of.isoformat(), origin="given")
    project = plan[row.id]
    assert isinstance(project, Project)
    dated = () if project.cost is None else project.cost.spent
    inputs = tuple(
        amount_input(
            plan,
            "part",
            one.amount,
            (row.id, "cost", "spent", dated.index(one), "amount"),
            one.sources,
            of=row.id,
            period=one.period.text,
        )
        for one in spent_by(project.cost, as_of).counted
    )
    return Derivation(
        id=f"spent on {row.id}",
        of=row.id,
        plan=plan.id,
        rule="none" if row.spent is None else "spent_by_day",
        inputs=(*inputs, day),
        value=None if row.spent is None else number(row.spent.fraction),
        unit=None if row.spent is None else row.spent.unit,
        reason="no_number" if row.spent is None else None,
    )


def _all_spent(found: Evaluation, day: DerivationInput) -> Derivation:
    total = found.spent.total
    parts = (
        DerivationInput(name="part", of=id, origin="derived", derived=f"spent on {id}") for id in found.spent.counted
    )
    return Derivation(
        id=f"spent on {found.held.id}",
        of=found.held.id,
        plan=found.held.id,
        rule="none" if total is None else "sum_once",
        inputs=(day,) if total is None else tuple(parts),
        value=None if total is None else number(total.fraction),
        unit=None if total is None else total.unit,
        reason="no_number" if total is None else None,
    )
