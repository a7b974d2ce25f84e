"""Which work serves which goal, and when that work is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from planmodel.model.element import Undertaking
from planmodel.model.kinds import Goal, Indicator, Project
from planmodel.model.plan import Plan
from planmodel.records import Rows
from planmodel.scheduling.axis import Moment
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = ["GoalFinish", "goal_finishes", "goals_of", "work_for"]


@attrs.frozen(kw_only=True)
class GoalFinish:
    """When the work for a goal or indicator is over.

    Parameters:
        id: the goal or indicator.
        name: what people call it.
        finish: the last day of that work, or the time from 0.
        last: the task or project that ends last.
        work: everything scheduled that serves it.
    """

    id: str
    name: str
    finish: Moment | Amount
    last: str
    work: tuple[str, ...]


def served_by(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Return for each undertaking the goals and indicators that it serves.

    It serves what it contributes to, what the whole that it is part of contributes to, and what the tasks that it
    implements serve; from an indicator on to the goals that it measures, and from a goal to the goals that hold it. A
    contribution of negative strength works against its target and is not counted.
    """
    direct: dict[str, list[str]] = {}
    for one in plan.of(Undertaking):
        links = [link.to for link in one.contributes_to if link.strength is None or link.strength > 0]
        direct[one.id] = links
    upward: dict[str, list[str]] = {}
    for one in plan.of(Undertaking):
        above = [one.part_of.to] if one.part_of is not None else []
        upward[one.id] = above + ([link.to for link in one.implements] if isinstance(one, Project) else [])
    onward: dict[str, list[str]] = {}
    for goal in plan.of(Goal):
        onward[goal.id] = [goal.part_of.to] if goal.part_of is not None else []
    for indicator in plan.of(Indicator):
        onward[indicator.id] = [link.to for link in indicator.measures]
    order = {id: number for number, id in enumerate(plan)}
    made = {}
    for id in direct:
        ways = [target for one in (id, *_reach([id], upward)) for target in direct.get(one, ())]
        found = {one for one in (*ways, *_reach(ways, onward)) if one in onward}
        made[id] = tuple(sorted(found, key=order.__getitem__))
    return made


def _reach(ids: Iterable[str], ways: Mapping[str, list[str]]) -> list[str]:
    seen: dict[str, None] = {}
    stack = list(ids)
    while stack:
        for id in ways.get(stack.pop(), ()):
            if id not in seen:
                seen[id] = None
                stack.append(id)
    return list(seen)


def goals_of(plan: Plan, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the goals and indicators that any of these undertakings serves, in plan order."""
    served = served_by(plan)
    found = {goal for id in ids for goal in served.get(id, ())}
    return tuple(id for id in plan if id in found)


def work_for(schedule: Schedule) -> Mapping[str, tuple[int, ...]]:
    """Return for each goal and indicator the nodes of the scheduled work that serves it, in plan order."""
    served = served_by(schedule.plan)
    found: dict[str, list[int]] = {}
    for node, id in enumerate(schedule.network.ids):
        for goal in served.get(id, ()):
            found.setdefault(goal, []).append(node)
    return {id: tuple(found[id]) for id in schedule.plan if id in found}


def goal_finishes(schedule: Schedule) -> tuple[GoalFinish, ...]:
    """Return when the work for each goal and indicator is over; see :meth:`Schedule.goals`."""
    ids, made = schedule.network.ids, []
    for id, nodes in work_for(schedule).items():
        end = max(schedule.ends[node] for node in nodes)
        finish = schedule.finish_of(nodes)
        ending = (node for node in nodes if schedule.ends[node] == end and schedule.shown_finish(node) == finish)
        last = min(ending, key=ids.__getitem__)
        made.append(
            GoalFinish(
                id=id,
                name=schedule.plan[id].label(),
                finish=finish,
                last=schedule.network.ids[last],
                work=tuple(schedule.network.ids[node] for node in nodes),
            )
        )
    return Rows(made)
