"""The lists of tasks and projects on a day: begun, done, late, money planned and spent, with their evidence."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.evaluating.printed import plain_fields
from planmodel.evaluating.spending import SpentSoFar, spent_by
from planmodel.listing import sentences
from planmodel.model.citing import source_text
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Project
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.tracking.work_done import no_share, share_done
from planmodel.units import Amount, factor, same_dimension
from planmodel.words import Message, say

__all__ = ["ProjectState", "TaskState", "WorkState", "begins_of", "due_of", "project_state", "task_state"]

WorkState: TypeAlias = Literal["finished", "in_progress", "not_started", "unknown"]


@attrs.frozen(kw_only=True)
class TaskState:
    """A task on a day.

    Parameters:
        id: its id.
        name: its name.
        lead: who leads.
        support: who supports.
        due: the last day by which it is to be done.
        state: ``finished``, ``in_progress``, ``not_started`` or ``unknown``.
        done: how much of it is done, as stated.
        started: when it began.
        finished: when it was over.
        late: whether it was or is late; ``None`` when nobody can say.
        forecast: when the schedule has it finished, for what is not over.
        evidence: ``stated``, ``inferred`` or ``assumed``.
        source: where it stands.
        reason: why nobody can say, or what to mind.
    """

    id: str
    name: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    due: dt.date | None = None
    state: WorkState = "unknown"
    done: Amount | None = None
    started: str | None = None
    finished: str | None = None
    late: bool | None = None
    forecast: dt.date | None = None
    evidence: str = "stated"
    source: str | None = None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return plain_fields(self)


@attrs.frozen(kw_only=True)
class ProjectState(TaskState):
    """A project on a day: what a task has, and its money.

    Parameters:
        cost: what it costs in all.
        in_period: the part that falls into the plan's period.
        spent: what was spent up to the day.
        spent_until: the last day that this holds for.
        spent_share: spent ÷ cost.
    """

    cost: Amount | None = None
    in_period: Amount | None = None
    spent: Amount | None = None
    spent_until: dt.date | None = None
    spent_share: float | None = None


def due_of(work: Undertaking) -> dt.date | None:
    """Return the last day by which work is to be done: its own date, else the end of its period."""
    if work.finish_by is not None:
        return work.finish_by.end
    return work.period.end if work.period is not None else None


def begins_of(work: Undertaking) -> dt.date | None:
    """Return the first day on which work may be under way, by its own period and its earliest date."""
    return max((one.start for one in (work.period, work.not_before) if one is not None), default=None)


def task_state(plan: Plan, work: Undertaking, day: dt.date, schedule: Schedule | None) -> TaskState:
    """Return a task on a day."""
    return TaskState(**_facts(plan, work, day, schedule))


def project_state(plan: Plan, project: Project, day: dt.date, schedule: Schedule | None) -> ProjectState:
    """Return a project on a day."""
    facts, cost, so_far = _facts(plan, project, day, schedule), project.cost, spent_by(project.cost, day)
    total = cost.total if cost is not None else None
    share, note = _share(so_far, total)
    reason = sentences(facts.pop("reason"), so_far.reason, note)
    return ProjectState(
        **facts,
        reason=reason,
        cost=total,
        in_period=cost.in_period if cost is not None else None,
        spent=so_far.amount,
        spent_until=so_far.until,
        spent_share=None if share is None else float(share),
    )


def _share(so_far: SpentSoFar, total: Amount | None) -> tuple[Fraction | None, Message | None]:
    """Return spent ÷ cost, and why there is no such share, or that it is more than all."""
    spent = so_far.amount
    if spent is None or total is None:
        return None, None
    if not same_dimension(spent.unit, total.unit):
        return None, say("spending.other_unit", spent=spent, cost=total)
    if total.fraction <= 0:
        return None, say("spending.no_cost", cost=total)
    share = spent.fraction * factor(spent.unit, total.unit) / total.fraction
    return share, say("spending.more_than_all", spent=spent, cost=total) if share > 1 else None


def _facts(plan: Plan, work: Undertaking, day: dt.date, schedule: Schedule | None) -> dict[str, Any]:
    state, reason = _state(work, day)
    due = due_of(work)
    late, note = _late(work, state, due, day)
    bodies: dict[str, list[str]] = {"lead": [], "support": []}
    for link in work.responsible:
        holder = plan.get(link.to)
        bodies.setdefault(link.role or "lead", []).append(holder.label("zh") if holder is not None else link.to)
    forecast = None
    if schedule is not None and state != "finished" and work.id in schedule:
        forecast = schedule[work.id].early_finish
    return {
        "id": work.id,
        "name": work.label("zh"),
        "lead": tuple(bodies["lead"]),
        "support": tuple(bodies["support"]),
        "due": due,
        "state": state,
        "done": work.done,
        "started": None if work.started is None else work.started.text,
        "finished": None if work.finished is None else work.finished.text,
        "late": late,
        "forecast": forecast,
        "evidence": work.evidence,
        "source": source_text(plan, work.sources),
        "reason": sentences(reason, note),
    }


def _state(work: Undertaking, day: dt.date) -> tuple[WorkState, Message | None]:
    """Return the state of work on a day; a date counts before ``done``, which has none."""
    done, share, begins = work.done, share_done(work.done), begins_of(work)
    if work.finished is not None and work.finished.end <= day:
        if done is None or share == 1:
            return "finished", None
        told = say("evaluate.finished_against", finished=work.finished, done=done)
        return "finished", no_share(done) if share is None else told
    if work.started is not None and work.started.start > day:
        return "not_started", say("evaluate.starts_later", started=work.started)
    if work.finished is not None:
        later = say("evaluate.finished_later", finished=work.finished)
        return ("unknown" if work.started is None else "in_progress"), later
    if share and work.started is None and begins is not None and day < begins:
        return "unknown", say("evaluate.done_before", done=done, begins=begins)
    if share == 1:
        return "finished", say("evaluate.when_not_stated", done=done)
    if share or work.started is not None:
        return "in_progress", no_share(done) if done is not None and share is None else _undated(done, day)
    if share == 0:
        return "not_started", _undated(done, day)
    if done is None and _was_paid(work, day):
        return "unknown", say("evaluate.only_paid")
    return "unknown", no_share(done) if done is not None else say("evaluate.nothing_stated")


def _undated(done: Amount | None, day: dt.date) -> Message | None:
    """Return that a share done, which has no date, may be of another day."""
    return None if done is None else say("evaluate.done_undated", done=done, day=day)


def _was_paid(work: Undertaking, day: dt.date) -> bool:
    """Return whether money was spent on work by a day."""
    cost = work.cost if isinstance(work, Project) else None
    return cost is not None and any(one.period.end <= day and one.amount.fraction > 0 for one in cost.spent)


def _late(work: Undertaking, state: WorkState, due: dt.date | None, day: dt.date) -> tuple[bool | None, Message | None]:
    if due is None:
        return None, None
    if state == "finished":
        return None if work.finished is None else work.finished.end > due, None
    if day <= due:
        return False, None
    known = state != "unknown" or work.finished is not None  # what is over later was not over on the day
    return True if known else None, say("evaluate.was_due", due=due)
