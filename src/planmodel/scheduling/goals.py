"""Which work serves which goal, and when that work is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from planmodel.model.plan import Plan
from planmodel.scheduling.axis import Moment
from planmodel.tabular import Rows
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
        finish: the last day of that work, or the time from 0; ``None`` when scheduled work only works against it.
        last: the task or project that ends last.
        work: everything scheduled that serves it.
        against: everything scheduled that works against it (a contribution of negative strength).
    """

    id: str
    name: str
    finish: Moment | Amount | None
    last: str | None
    work: tuple[str, ...]
    against: tuple[str, ...] = ()


def goals_of(plan: Plan, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the goals and indicators that any of these undertakings serves, in plan order."""
    found = {goal for id in ids for goal in plan.graph.serving.goals(id)}
    return tuple(id for id in plan if id in found)


def work_for(schedule: Schedule) -> Mapping[str, tuple[int, ...]]:
    """Return for each goal and indicator the nodes of the scheduled work that serves it, in plan order."""
    serving = schedule.plan.graph.serving
    found: dict[str, list[int]] = {}
    for node, id in enumerate(schedule.network.ids):
        for goal in serving.goals(id):
            found.setdefault(goal, []).append(node)
    return {id: tuple(found[id]) for id in schedule.plan if id in found}


def goal_finishes(schedule: Schedule) -> tuple[GoalFinish, ...]:
    """Return when the work for each goal and indicator is over; see :meth:`Schedule.goals`."""
    ids, ends = schedule.network.ids, schedule.ends
    serving, work = schedule.plan.graph.serving, work_for(schedule)
    made = []
    for id in schedule.plan:
        nodes = work.get(id, ())
        against = tuple(one for one in serving.opponents(id) if one in schedule.network.index)
        if not nodes and not against:
            continue
        finish = schedule.finish_of(nodes) if nodes else None
        end = max((ends[node] for node in nodes), default=0)
        ending = [ids[node] for node in nodes if ends[node] == end and schedule.shown_finish(node) == finish]
        made.append(
            GoalFinish(
                id=id,
                name=schedule.plan[id].label(),
                finish=finish,
                last=min(ending, default=None),
                work=tuple(ids[node] for node in nodes),
                against=against,
            )
        )
    return Rows(made, GoalFinish)
