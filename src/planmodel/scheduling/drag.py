"""What a delay of each task would cost a goal, and how much earlier the goal could be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.listing import text_table
from planmodel.model.collection import unknown_id
from planmodel.model.time_amounts import family
from planmodel.scheduling.curved import Link, backward
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solving import ends_of, solve_network
from planmodel.scheduling.spans import Span, Wait, joined, through
from planmodel.scheduling.sweep import ends_without, is_plain
from planmodel.scheduling.times import plain
from planmodel.tabular import Rows, Single
from planmodel.units import Amount
from planmodel.words import say, worded

__all__ = ["Drag", "drag", "drag_text"]


@attrs.frozen(kw_only=True)
class Drag(Single):
    """What a task costs a goal, and what it could give back.

    Parameters:
        id: the task or project.
        cost: by how much later the goal's work ends when this task takes longer by the given delay; negative where it
            ends earlier, as it can where a link holds the task's finish and other work waits for its start.
        drag: how much earlier it would end if this task took no time (critical path drag; S. A. Devaux, *Total Project
            Control*, 1999); negative where it would end later.
        slack: how much longer this task may take before the goal's work ends later.
    """

    id: str
    cost: Amount
    drag: Amount
    slack: Amount

    def to_record(self) -> dict[str, Any]:
        """Return plain values: amounts as numbers in the schedule's unit."""
        return {key: plain(value) for key, value in attrs.asdict(self, recurse=False).items()}


def drag_text(found: Sequence[Drag], goal: str | None, language: str = "en") -> str:
    """Return results as lines, in a language."""
    rows = [tuple(worded(value, language) for value in (one.id, one.cost, one.drag, one.slack)) for one in found]
    what = say("drag.the_plan") if goal is None else goal
    if not rows:
        return say("drag.none", what=what).in_language(language)
    titles = ("column.task", "drag.delay_costs", "drag.earlier", "column.slack")
    head = tuple(say(key).in_language(language) for key in titles)
    notes = [say("drag.other_way")] if any(min(one.cost.magnitude, one.drag.magnitude) < 0 for one in found) else []
    top = say("drag.headline", what=what).in_language(language)
    return "\n".join([top, *text_table(head, rows, most=len(rows)), *(note.in_language(language) for note in notes)])


@kinds_checked
def drag(schedule: Schedule, goal: str | None = None, *, by: str | Amount = "1 月") -> tuple[Drag, ...]:
    """Return what a delay of each task costs a goal, dearest first; only tasks that matter to it.

    Parameters:
        schedule: the schedule.
        goal: a goal or indicator; the plan's finish when left out.
        by: the delay to try.

    Returns:
        One result a task of which either is not nothing, by cost, then by drag, then in plan order. Where work only
        waits for the end of other work all are found by one sweep; else each by solving the network again with that one
        duration changed, so that it holds for all types of links. There both may be negative: a task whose finish a
        link holds (FF, SF), or that stands as late as it can, begins earlier the longer it takes, and later without it.
        What is not listed changes nothing either way.

    Raises:
        UnknownIdError: no scheduled work serves such a goal.
        ModelError: ``by`` is negative.
        IncompatibleUnitsError: ``by`` is no time.
    """
    work = work_for(schedule)
    if goal is not None and goal not in work:
        raise unknown_id(goal, work, say("id.served"))
    amount = Amount(by)
    family(amount)  # refuses what is no time
    schedule = schedule.refined([amount])
    if schedule.basis.empty:
        return Rows((), Drag)
    network, axis = schedule.network, schedule.network.axis
    nodes = range(len(network.durations)) if goal is None else work[goal]
    end = max((schedule.ends[node] for node in nodes), default=0)
    late = axis.wait(amount)
    if amount.magnitude < 0:
        raise ModelError(say("drag.negative", amount=amount), hint=say("drag.negative.hint"))
    slack = _slack_to(schedule, nodes, end)
    tails = [None if room is None else end - schedule.ends[node] - room for node, room in enumerate(slack)]
    is_swept = is_plain(schedule) and not isinstance(late, Span)
    without = ends_without(schedule, nodes, tails) if is_swept else None
    driving = _driving(schedule, nodes, end)
    results = []
    for node, id in enumerate(network.ids):
        room = slack[node]
        if room is None or node in schedule.bounds.over:
            continue
        if without is not None and not isinstance(late, Span):
            cost = max(0, late - room)
            in_no_time = end - room - network.durations[node]  # the longest way through it
            gain = max(0, end - max(without[node], in_no_time)) if room <= 0 else 0
        else:
            cost, is_moving = 0, _begins_by_length(schedule, node)
            if is_moving or room < _least(schedule, node, late):
                cost = _end_with(schedule, node, joined(network.length(node), late), nodes) - end
            gain = end - _end_with(schedule, node, 0, nodes) if is_moving or room <= 0 or node in driving else 0
        if cost or gain:
            times = (axis.work_between(end, end + cost), axis.work_between(end - gain, end))
            cost, gain, room = *times, axis.work_between(schedule.ends[node], schedule.ends[node] + room)
            one = Drag(id=id, cost=axis.amount(cost), drag=axis.amount(gain), slack=axis.amount(room))
            results.append((-cost, -gain, node, one))
    return Rows((one[3] for one in sorted(results, key=lambda one: one[:3])), Drag)


def _driving(schedule: Schedule, nodes: Iterable[int], end: int) -> set[int]:
    """Return what holds the last of some nodes where it is, through links that drive, on an axis that is not even.

    There work with slack can cost time: it ends on a Friday, what waits for it begins on a Monday whether it ends on
    that Friday or on the Saturday, but without it on the Monday before.
    """
    if not schedule.network.is_curved:
        return set()
    driving: set[int] = set()
    waiting = [node for node in nodes if schedule.ends[node] == end]
    while waiting:
        node = waiting.pop()
        if node not in driving:
            driving.add(node)
            waiting += (schedule.solved.first[link] for link in schedule.driving_links(node))
    return driving


def _least(schedule: Schedule, node: int, late: Wait) -> float:
    """Return from which room on a delay surely costs nothing; without end where only solving again can tell."""
    if not isinstance(late, Span):
        return late
    if schedule.network.is_curved or _is_held_at_end(schedule, node):
        return math.inf
    return through(schedule.network.axis, late, schedule.ends[node]) - schedule.ends[node]


def _end_with(schedule: Schedule, node: int, length: Wait, nodes: Iterable[int]) -> int:
    """Return when the last of ``nodes`` ends when one node takes another time."""
    network = schedule.network.copy()
    if isinstance(length, Span) and not network.is_curved and not _is_held_at_end(schedule, node):
        begin = int(schedule.passes.early[node])  # it stays, so that this one length can be counted beforehand
        length = through(network.axis, length, begin) - begin
    network.with_length(node, length)
    ends = ends_of(network, solve_network(network, schedule.bounds))
    return max((ends[one] for one in nodes), default=0)


def _begins_by_length(schedule: Schedule, node: int) -> bool:
    """Return whether how long a node takes decides when it, or other work, begins, and not only when it ends."""
    bounds = schedule.bounds
    return (
        _is_held_at_end(schedule, node) or node in bounds.held or node in bounds.late or bool(schedule.network.longest)
    )


def _is_held_at_end(schedule: Schedule, node: int) -> bool:
    """Return whether a link holds a node's finish, so that its start depends on how long it takes."""
    return any(schedule.solved.types[link][1] == "F" for link in schedule.incoming[node])


def _slack_to(schedule: Schedule, nodes: Iterable[int], end: int) -> list[int | None]:
    """Return how much longer each node can take before the last of ``nodes`` ends later; ``None`` without a limit."""
    network = schedule.solved
    ends: list[int | None] = [None] * len(network.durations)
    for node in nodes:
        ends[node] = end
    links = [
        Link(network.first[number], network.then[number], network.types[number], network.lag(number))
        for into in schedule.incoming
        for number in into
    ]
    begin = [*accumulate(map(len, schedule.incoming), initial=0)]
    last = backward(network, links, begin, [*map(int, schedule.passes.order)], ends)
    slack: list[int | None] = []
    for node, (start, by) in enumerate(zip(last.starts, last.ends, strict=True)):
        rooms = [] if by is None else [by - schedule.ends[node]]
        if by is None and start is not None:
            rooms.append(start - int(schedule.passes.early[node]))
        slack.append(min(rooms, default=None))
    return slack
