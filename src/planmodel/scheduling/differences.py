"""How two schedules differ: tasks, goals and the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

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


def compare(schedule: Schedule, other: Schedule) -> Differences:
    """Return how ``other`` differs from ``schedule``, task by task and goal by goal.

    Parameters:
        schedule: the first schedule.
        other: the second, of the same plan or of another version of it.

    Raises:
        ModelError: they count time in different units, or only one of them has dates.
    """
    mine, theirs = schedule.network.axis, other.network.axis
    if (mine.unit, mine.start is None) != (theirs.unit, theirs.start is None):
        raise ModelError(
            f"one schedule counts in {mine.unit}, the other in {theirs.unit}, or only one has dates: not comparable",
            hint="schedule both with the same start and calendar",
        )
    tasks = []
    for id in dict.fromkeys((*schedule.ids, *other.ids)):
        one = _difference(schedule, other, id, _span(schedule, id), _span(other, id))
        if one.slip is None or one.slip.magnitude or (one.start_slip is not None and one.start_slip.magnitude):
            tasks.append(one)
    work, other_work = work_for(schedule), work_for(other)
    goals = []
    for id in dict.fromkeys((*work, *other_work)):
        ends = _last(schedule, work.get(id)), _last(other, other_work.get(id))
        one = _difference(schedule, other, id, ends[0], ends[1])
        if one.slip is None or one.slip.magnitude:
            goals.append(attrs.evolve(one, start_slip=None))
    whole = _difference(schedule, other, schedule.plan.id, (0, schedule.finish_tick), (0, other.finish_tick))
    return Differences(tasks=Rows(tasks), goals=Rows(goals), finish=attrs.evolve(whole, start_slip=None))


def _span(schedule: Schedule, id: str) -> tuple[int, int] | None:
    node = schedule.network.index.get(id)
    if node is None:
        return None
    begin = int(schedule.passes.early[node])
    return begin, begin + schedule.network.durations[node]


def _last(schedule: Schedule, nodes: Sequence[int] | None) -> tuple[int, int] | None:
    if not nodes:
        return None
    return 0, max(int(schedule.passes.early[node]) + schedule.network.durations[node] for node in nodes)


def _difference(
    schedule: Schedule, other: Schedule, id: str, mine: tuple[int, int] | None, theirs: tuple[int, int] | None
) -> Difference:
    plan = schedule.plan if id in schedule.plan or id == schedule.plan.id else other.plan
    slips: list[Amount | None] = [None, None]
    if mine is not None and theirs is not None:
        axes = schedule.network.axis, other.network.axis
        slips = [axes[1].amount(theirs[end]) - axes[0].amount(mine[end]) for end in (0, 1)]
        if axes[0].start != axes[1].start:
            slips = [None, None]
    return Difference(
        id=id,
        kind="plan" if id == plan.id else plan[id].kind,
        name=(plan if id == plan.id else plan[id]).label(),
        before=None if mine is None else schedule.moment(mine[1], finish=True),
        after=None if theirs is None else other.moment(theirs[1], finish=True),
        slip=slips[1],
        start_slip=slips[0],
    )
