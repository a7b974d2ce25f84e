"""What a schedule says about the boxes and lines of a task network."""

from __future__ import annotations

import attrs

from planmodel.errors import ModelError, PlanModelError
from planmodel.model.plan import Plan
from planmodel.scheduling.basis import Basis
from planmodel.scheduling.display import time_taken
from planmodel.scheduling.run import schedule as run_schedule
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask
from planmodel.words import Message, say

__all__ = ["Timing", "timing_of"]


@attrs.frozen(kw_only=True)
class Timing:
    """What a schedule says about the boxes and lines of a task network.

    Parameters:
        tasks: each piece of work that is scheduled, by its id.
        driving: the links between critical work that hold it where it is, as (first, then).
        basis: who says how long the work takes.
        found: how much is critical and how long everything takes.
        notes: why there is no critical path, or what was counted by a convention.
    """

    tasks: dict[str, ScheduledTask] = attrs.field(factory=dict)
    driving: frozenset[tuple[str, str]] = frozenset()
    basis: Basis | None = None
    found: Message | None = None
    notes: tuple[str, ...] = ()


def timing_of(plan: Plan, schedule: Schedule | None) -> Timing:
    """Return what ``schedule`` says, or one that is computed without dates.

    Raises:
        ModelError: the schedule is of another plan.
    """
    if schedule is not None and schedule.plan.id != plan.id:
        raise ModelError(say("picture.other_plan", schedule=schedule.plan.id, plan=plan.id))
    if schedule is None:
        try:
            schedule = run_schedule(plan)
        except PlanModelError as error:
            return Timing(notes=(say("picture.no_critical_path", why=error.message),))
    basis = schedule.basis
    if basis.empty:
        return Timing(notes=(say("picture.no_critical_path", why=say("drawn.no_durations")),))
    tasks = {task.id: task for task in schedule.tasks()}
    critical = sum(task.critical and not task.summary and task.id not in basis.unstated for task in tasks.values())
    said = say("picture.critical", n=critical, duration=time_taken(schedule))
    return Timing(
        tasks=tasks,
        driving=_driving(schedule),
        basis=basis,
        found=said,
        notes=tuple(say("picture.sentence", said=note) for note in schedule.notes),
    )


def _driving(schedule: Schedule) -> frozenset[tuple[str, str]]:
    network = schedule.solved
    found = set()
    for node in range(len(network.durations)):
        if schedule.is_critical(node):
            for link in schedule.driving_links(node):
                first = network.first[link]
                if schedule.is_critical(first):
                    found.add((network.name(first), network.name(node)))
    return frozenset(found)
