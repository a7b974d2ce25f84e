"""What people read of a schedule: its columns, and what is said before them."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column
from planmodel.listing import named
from planmodel.scheduling.times import moment_column, time_column
from planmodel.text import cut
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule
    from planmodel.scheduling.times import ScheduledTask

__all__ = ["NO_CRITICAL_PATH", "headline", "task_columns", "time_taken"]


def task_columns(*, dated: bool) -> tuple[Column, ...]:
    """Return the columns of a schedule: what people read of a task, then the rest.

    Parameters:
        dated: whether the schedule has dates; without, when work takes place is a number from 0 in ``unit``.
    """
    moments = (moment_column(name, f"the {name.replace('_', ' ')}", dated=dated, head=head) for name, head in _MOMENTS)
    shown = (
        Column("critical", "flag", "whether it has no slack", head="", cell=_mark),
        Column("id", "text", "the task or project", head="task"),
        *moments,
        time_column("total_slack", "how far it can slip before the end does", head="slack"),
        time_column("free_slack", "how far it can slip before anything else does", head="free"),
        Column("duration", "number", "how long it takes, in duration_unit", cell=attrgetter("duration_text")),
        Column("name", "text", "what people call it", cell=lambda task: cut(task.name, 40)),
    )
    hidden = (
        Column("kind", "text", "task or project"),
        Column("duration_stated", "flag", "whether the plan says how long it takes"),
        Column("assumed", "flag", "whether its duration is assumed"),
        Column("summary", "flag", "whether it is a whole that spans its parts"),
        Column("finished", "flag", "whether it is over"),
        Column("unit", "text", "the unit of both slacks", of=attrgetter("total_slack.unit")),
        Column(
            "duration_unit", "text", "the unit of the duration", of=lambda task: getattr(task.duration, "unit", None)
        ),
    )
    return (*shown, *(attrs.evolve(column, shown=False) for column in hidden))


_MOMENTS = (
    ("early_start", "start"),
    ("early_finish", "finish"),
    ("late_start", "late start"),
    ("late_finish", "late finish"),
)


def _mark(task: ScheduledTask) -> str:
    """Return ``+`` for what is over, ``*`` for what is critical, ``-`` for a whole."""
    return "+" if task.finished else "*" if task.critical else "-" if task.summary else " "


NO_CRITICAL_PATH = "no critical path: no durations stated"


def time_taken(schedule: Schedule) -> str:
    """Return how long everything takes, and from when where nothing begins with the schedule itself."""
    begins = schedule.network.axis.start
    waits = begins is not None and min(map(int, schedule.passes.early), default=0) > 0
    since = f" from {begins.date()}" if begins is not None and waits else ""  # not the length of the span before it
    return f"{schedule.duration}{since}"


def headline(schedule: Schedule) -> list[str]:
    """Return what to say before the table."""
    lines = [f"schedule of {schedule.plan.id}: {schedule.start} to {schedule.finish}, {time_taken(schedule)}"]
    if not schedule.basis.empty:
        lines.append(f"{len(schedule.critical)} of {len(schedule)} critical")
    else:
        lines.append(NO_CRITICAL_PATH)
    if schedule.critical_path:
        lines.append(f"critical path: {named(schedule.critical_path, ' > ')}")
        unsure = [id for id in schedule.ids if id in schedule.unstated and schedule.slack_ticks(schedule.node(id)) <= 0]
        if unsure:
            lines.append(f"not in the path, though without slack, as no duration is stated: {named(unsure)}")
    lines += [f"finding {finding.code}: {finding.message}" for finding in schedule.findings[:10]]
    return lines + [say("graph.note", note=note) for note in schedule.notes]
