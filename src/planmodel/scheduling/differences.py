"""How two schedules differ: tasks, goals and the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.listing import html_table, text_table
from planmodel.records import Rows, Shown
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import plain
from planmodel.text import cut
from planmodel.units import Amount

__all__ = ["HEAD", "Difference", "Differences", "compare"]


@attrs.frozen(kw_only=True)
class Difference(Shown):
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


HEAD = ("", "id", "before", "after", "slip", "name")


@attrs.frozen(kw_only=True, repr=False)
class Differences:
    """How two schedules differ.

    Parameters:
        tasks: what begins or ends at another time, in plan order.
        goals: the goals and indicators whose work ends at another time.
        finish: the whole.
    """

    tasks: tuple[Difference, ...]
    goals: tuple[Difference, ...]
    finish: Difference

    def to_records(self) -> list[dict[str, Any]]:
        """Return one record a task, goal and indicator that differs."""
        return [one.to_record() for one in (*self.tasks, *self.goals)]

    def rows(self) -> list[tuple[str, ...]]:
        """Return rows of texts."""
        return [
            (one.kind, one.id, _shown(one.before), _shown(one.after), _shown(one.slip), cut(one.name, 40))
            for one in (self.finish, *self.goals, *self.tasks)
        ]

    def __repr__(self) -> str:
        return "\n".join(text_table(HEAD, self.rows()))

    def _repr_html_(self) -> str:
        return html_table(HEAD, self.rows())


def _shown(value: object) -> str:
    return "none" if value is None else str(value)


@kinds_checked
def compare(schedule: Schedule, other: Schedule) -> Differences:
    """Return how ``other`` differs from ``schedule``, task by task and goal by goal.

    Parameters:
        schedule: the first schedule.
        other: the second, of the same plan or of another version of it.

    Raises:
        ModelError: they count time in different units, or only one of them has dates.
    """
    mine, theirs = schedule.network.axis, other.network.axis
    if {mine.unit, theirs.unit} == {"月", "天"}:
        a_day = [Amount(1, "天")]
        schedule, other = schedule.refined(a_day), other.refined(a_day)
    elif (mine.unit, mine.start is None) != (theirs.unit, theirs.start is None):
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
    return Differences(tasks=Rows(tasks), goals=Rows(goals), finish=attrs.evolve(whole, start_slip=None))


def _incomparable(schedule: Schedule, other: Schedule) -> ModelError:
    return ModelError(
        f"one schedule counts in {schedule.unit}, the other in {other.unit}, or only one has dates: not comparable",
        hint="schedule both with the same start and calendar",
    )


def _nodes(schedule: Schedule, id: str) -> tuple[int, ...]:
    node = schedule.network.index.get(id)
    return () if node is None else (node,)


def _difference(schedule: Schedule, other: Schedule, id: str, mine: Sequence[int], theirs: Sequence[int]) -> Difference:
    plan = schedule.plan if id in schedule.plan or id == schedule.plan.id else other.plan
    slip, start_slip = None, None
    if mine and theirs and schedule.network.axis.start == other.network.axis.start:
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
    per_unit = schedule.network.axis.per_unit, other.network.axis.per_unit
    if per_unit[0] == per_unit[1]:
        return other.network.axis.amount(after - before)
    return other.network.axis.amount(after) - schedule.network.axis.amount(before)
