"""What people read of a schedule: its columns, and what is said before them."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column
from planmodel.listing import some
from planmodel.scheduling.times import moment_column, time_column
from planmodel.text import cut
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.diagnostics import Diagnostic
    from planmodel.scheduling.schedule import Schedule
    from planmodel.scheduling.times import ScheduledTask
    from planmodel.units import Amount

__all__ = ["MOST_NAMED", "finding_line", "headline", "no_critical_path", "task_columns", "time_taken"]

MOST_NAMED = 40
"""How many ids a line names."""


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


def no_critical_path() -> Message:
    """Return that there is no critical path, as no durations are stated."""
    return say("schedule.no_critical_path")


def time_taken(schedule: Schedule) -> Amount | Message:
    """Return how long everything takes, and from when where nothing begins with the schedule itself."""
    begins = schedule.network.axis.start
    waits = begins is not None and min(map(int, schedule.passes.early), default=0) > 0
    if begins is None or not waits:
        return schedule.duration
    return say("schedule.time_from", time=schedule.duration, day=begins.date())  # not the length of the span before it


def finding_line(finding: Diagnostic) -> Message:
    """Return a finding about a schedule on one line."""
    return say("schedule.finding", code=finding.code, message=finding.message)


def headline(schedule: Schedule) -> list[str]:
    """Return what to say before the table."""
    ends = {"start": schedule.start, "finish": schedule.finish}
    lines: list[str] = [say("schedule.headline", plan=schedule.plan.id, **ends, time=time_taken(schedule))]
    if not schedule.basis.empty:
        lines.append(say("schedule.critical", n=len(schedule.critical), all=len(schedule)))
    else:
        lines.append(no_critical_path())
    if schedule.critical_path:
        lines.append(say("schedule.critical_path", ids=some(schedule.critical_path, MOST_NAMED)))
        unsure = [id for id in schedule.ids if id in schedule.unstated and schedule.slack_ticks(schedule.node(id)) <= 0]
        if unsure:
            lines.append(say("schedule.unsure", ids=some(unsure, MOST_NAMED)))
    lines += [finding_line(finding) for finding in schedule.findings[:10]]
    return lines + [say("graph.note", note=note) for note in schedule.notes]
