"""What a delay of each task would cost a goal, and how much earlier the goal could be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from planmodel.listing import aligned
from planmodel.model.collection import unknown_id
from planmodel.records import Rows, Shown
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.passes import Passes
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solving import solve_network
from planmodel.scheduling.times import plain
from planmodel.units import Amount

__all__ = ["Drag", "drag", "drag_text"]


@attrs.frozen(kw_only=True)
class Drag(Shown):
    """What a task costs a goal, and what it could give back.

    Parameters:
        id: the task or project.
        cost: by how much later the goal's work ends when this task takes longer by the given delay.
        drag: how much earlier it would end if this task took no time (critical path drag; S. A. Devaux, *Total Project
            Control*, 1999).
        slack: how much longer this task may take before the goal's work ends later.
    """

    id: str
    cost: Amount
    drag: Amount
    slack: Amount

    def to_record(self) -> dict[str, Any]:
        """Return plain values: amounts as numbers in the schedule's unit."""
        return {key: plain(value) for key, value in attrs.asdict(self, recurse=False).items()}


def drag_text(found: Sequence[Drag], goal: str | None) -> str:
    """Return results as lines."""
    rows = [(one.id, str(one.cost), str(one.drag), str(one.slack)) for one in found]
    what = "the plan" if goal is None else goal
    head = ("task", "a delay costs", "without it earlier by", "slack")
    return "\n".join([f"what a delay of each task costs {what}", *aligned([head, *rows])])


def drag(schedule: Schedule, goal: str | None = None, *, by: str | Amount = "1 月") -> tuple[Drag, ...]:
    """Return what a delay of each task costs a goal, dearest first; only tasks that matter to it.

    Parameters:
        schedule: the schedule.
        goal: a goal or indicator; the plan's finish when left out.
        by: the delay to try.

    Returns:
        One result a task, by cost, then by drag, then in plan order. Each is found by solving the network again with
        that one duration changed, so that it holds for all types of links.

    Raises:
        UnknownIdError: no scheduled work serves such a goal.
    """
    work = work_for(schedule)
    if goal is not None and goal not in work:
        raise unknown_id(goal, work, "what the scheduled work serves")
    network, bounds, axis = schedule.network, schedule.bounds, schedule.network.axis
    nodes = range(len(network.durations)) if goal is None else work[goal]
    end = _end(schedule.passes, network.durations, nodes)
    late = axis.ticks(Amount(by))
    slack = _slack_to(schedule, nodes, end)

    def end_with(node: int, more: int) -> int:
        """Return the end with one duration changed."""
        lengths = list(network.durations)
        lengths[node] += more
        return _end(solve_network(network, bounds, lengths), lengths, nodes)

    made = []
    for node, id in enumerate(network.ids):
        room = slack[node]
        if room is None or node in bounds.over:
            continue
        cost = end_with(node, late) - end if room < late else 0
        gain = end - end_with(node, -network.durations[node]) if room <= 0 else 0
        if cost or gain:
            found = Drag(id=id, cost=axis.amount(cost), drag=axis.amount(gain), slack=axis.amount(room))
            made.append((cost, gain, -node, found))
    return Rows(one[3] for one in sorted(made, key=lambda one: one[:3], reverse=True))


def _end(passes: Passes, durations: Sequence[int], nodes: Iterable[int]) -> int:
    return max((int(passes.early[node]) + durations[node] for node in nodes), default=0)


def _slack_to(schedule: Schedule, nodes: Iterable[int], end: int) -> list[int | None]:
    """Return how much later each node can be before the last of ``nodes`` ends later; ``None`` when that never is."""
    network = schedule.solved
    late: list[int | None] = [None] * len(network.durations)
    for node in nodes:
        late[node] = end - network.durations[node]
    weights = network.weights()
    for node in reversed(schedule.passes.order):
        node = int(node)
        latest = late[node]
        if latest is None:
            continue
        for link in schedule.incoming[node]:
            first = network.first[link]
            bound = latest - weights[link]
            before = late[first]
            if before is None or bound < before:
                late[first] = bound
    starts = zip(late, schedule.passes.early, strict=True)
    return [None if latest is None else latest - int(early) for latest, early in starts]
