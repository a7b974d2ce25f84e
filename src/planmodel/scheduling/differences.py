"""How two schedules differ: tasks, goals and the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.errors import ModelError
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import moment_column, plain, time_column
from planmodel.tabular import Result, Rows, Single
from planmodel.text import cut
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["Difference", "Differences", "compare"]


@attrs.frozen(kw_only=True)
class Difference(Single):
    """One task, goal or indicator in two schedules.

    Parameters:
        id: the task, project, goal or indicator.
        kind: ``task``, ``project``, ``goal``, ``indicator``, or ``plan`` for the whole.
        name: what people call it.
        before: when it ends in the first schedule; ``None`` when only the other has it.
        after: when it ends in the second; ``None`` when only the first has it.
        slip: by how much later it ends; negative when earlier; ``None`` where one of them does not have it.
        start_slip: by how much later it begins; ``None`` for goals and indicators.
    """

    id: str
    kind: str
    name: str
    before: Moment | Amount | None
    after: Moment | Amount | None
    slip: Amount | None
    start_slip: Amount | None = None

    def to_record(self) -> dict[str, Any]:
        """Return plain values: dates as ISO text, amounts as numbers in the schedule's unit."""
        return {key: plain(value) for key, value in attrs.asdict(self, recurse=False).items()}


@attrs.frozen(kw_only=True, repr=False)
class Differences(Result):
    """How two schedules differ.

    Parameters:
        tasks: what begins or ends at another time, in plan order.
        goals: the goals and indicators whose work ends at another time.
        finish: the whole.
        notes: why nobody can say by how much work slips.
    """

    tasks: tuple[Difference, ...]
    goals: tuple[Difference, ...]
    finish: Difference
    notes: tuple[str, ...] = ()

    def _columns(self) -> Sequence[Column]:
        dated = not isinstance(self.finish.before or self.finish.after, Amount)
        return (
            Column("kind", "text", "task, project, goal, indicator, or plan for the whole", head=""),
            Column("id", "text", "the task, project, goal or indicator"),
            moment_column("before", "when it ends in the first schedule", dated=dated),
            moment_column("after", "when it ends in the second", dated=dated),
            time_column("slip", "by how much later it ends"),
            Column("name", "text", "what people call it", cell=lambda one: cut(one.name, 40)),
            Column("start_slip", "number", "by how much later it begins, in unit", shown=False),
            Column("unit", "text", "the unit of the slips", of=_unit, shown=False),
        )

    def _rows(self) -> Sequence[Difference]:
        return (self.finish, *self.goals, *self.tasks)

    def _below(self) -> Iterable[str]:
        return [say("graph.note", note=note) for note in self.notes]


def _unit(one: Difference) -> str | None:
    return next((slip.unit for slip in (one.slip, one.start_slip) if slip is not None), None)


@kinds_checked
def compare(schedule: Schedule, other: Schedule) -> Differences:
    """Return how ``other`` differs from ``schedule``, task by task and goal by goal.

    Parameters:
        schedule: the first schedule.
        other: the second, of the same plan or of another version of it.

    Returns:
        A :class:`Differences`. Where only one of the two plans states any duration, nobody can say what slips: a note
        says so.

    Raises:
        ModelError: they count time in different units, or only one of them has dates.
    """
    mine, theirs = schedule.network.axis, other.network.axis
    if {mine.unit, theirs.unit} == {"月", "天"}:
        a_day = [Amount(1, "天")]
        schedule, other = schedule.refined(a_day), other.refined(a_day)
    elif (mine.shown_unit, mine.start is None) != (theirs.shown_unit, theirs.start is None):
        raise _incomparable(schedule, other)
    if (mine.start is None) != (theirs.start is None):
        raise _incomparable(schedule, other)
    tasks = []
    for id in dict.fromkeys((*schedule.ids, *other.ids)):
        one = _difference(schedule, other, id, _nodes(schedule, id), _nodes(other, id))
        if one.slip is None or one.slip.magnitude or (one.start_slip is not None and one.start_slip.magnitude):
            tasks.append(one)
    work, other_work = work_for(schedule), work_for(other)
    goals = []
    for id in dict.fromkeys((*work, *other_work)):
        one = _difference(schedule, other, id, work.get(id, ()), other_work.get(id, ()))
        if one.slip is None or one.slip.magnitude:
            goals.append(attrs.evolve(one, start_slip=None))
    every = (range(len(one.network.durations)) for one in (schedule, other))
    whole = _difference(schedule, other, schedule.plan.id, *every)
    if not len(schedule) or not len(other):
        whole = attrs.evolve(whole, slip=other.duration - schedule.duration)
    return Differences(
        tasks=Rows(tasks, Difference),
        goals=Rows(goals, Difference),
        finish=attrs.evolve(whole, start_slip=None),
        notes=(say("differences.no_durations"),) if _incommensurable(schedule, other) else (),
    )


def _incommensurable(schedule: Schedule, other: Schedule) -> bool:
    """Return whether only one of two schedules knows how long any work takes, so that their gap means nothing."""
    return bool(len(schedule) and len(other)) and schedule.basis.empty != other.basis.empty


def _incomparable(schedule: Schedule, other: Schedule) -> ModelError:
    return ModelError(say("differences.units", one=schedule.unit, other=other.unit), hint=say("differences.hint"))


def _nodes(schedule: Schedule, id: str) -> tuple[int, ...]:
    node = schedule.network.index.get(id)
    return () if node is None else (node,)


def _difference(schedule: Schedule, other: Schedule, id: str, mine: Sequence[int], theirs: Sequence[int]) -> Difference:
    plan = schedule.plan if id in schedule.plan or id == schedule.plan.id else other.plan
    slip, start_slip = None, None
    same_start = schedule.network.axis.start == other.network.axis.start
    if mine and theirs and same_start and not _incommensurable(schedule, other):
        begins = (
            min(int(one.passes.early[node]) for node in nodes) for one, nodes in ((schedule, mine), (other, theirs))
        )
        ends = (max(one.ends[node] for node in nodes) for one, nodes in ((schedule, mine), (other, theirs)))
        slip, start_slip = _gap(schedule, other, *ends), _gap(schedule, other, *begins)
    return Difference(
        id=id,
        kind="plan" if id == plan.id else plan[id].kind,
        name=(plan if id == plan.id else plan[id]).label(),
        before=schedule.finish_of(mine) if mine else None,
        after=other.finish_of(theirs) if theirs else None,
        slip=slip,
        start_slip=start_slip,
    )


def _gap(schedule: Schedule, other: Schedule, before: int, after: int) -> Amount:
    """Return by how much later a tick of the other schedule is."""
    axes = schedule.network.axis, other.network.axis
    if axes[0].per_unit == axes[1].per_unit:
        return axes[1].amount(axes[1].work_between(before, after))
    return axes[1].amount(axes[1].work_between(0, after)) - axes[0].amount(axes[0].work_between(0, before))
