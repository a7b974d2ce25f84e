"""A schedule as text and as a table for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from planmodel.listing import aligned, html_table, named
from planmodel.text import cut

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule
    from planmodel.scheduling.times import ScheduledTask

__all__ = ["NO_CRITICAL_PATH", "schedule_html", "schedule_rows", "schedule_text", "time_taken"]

_MOST = 60
HEAD = ("", "task", "start", "finish", "late start", "late finish", "slack", "free", "duration", "name")


def schedule_rows(schedule: Schedule, most: int | None = None) -> list[tuple[str, ...]]:
    """Return the rows of a schedule as texts: ``*`` marks what is critical, ``+`` what is over."""
    rows: list[tuple[str, ...]] = []
    for task in schedule.tasks():
        if most is not None and len(rows) == most:
            break
        rows.append(_row(task))
    return rows


def _row(task: ScheduledTask) -> tuple[str, ...]:
    mark = "+" if task.finished else "*" if task.critical else "-" if task.summary else ""
    times = (task.early_start, task.early_finish, task.late_start, task.late_finish, task.total_slack, task.free_slack)
    return mark, task.id, *map(str, times), task.duration_text, cut(task.name, 40)


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
    lines += [f"finding {finding.code}: {finding.message}" for finding in schedule.findings[:10]]
    return lines + [f"note: {note}" for note in schedule.notes]


def schedule_text(schedule: Schedule) -> str:
    """Return a schedule as text."""
    rows = schedule_rows(schedule, _MOST)
    more = [f"… and {len(schedule) - _MOST} more"] if len(schedule) > _MOST else []
    return "\n".join([*headline(schedule), *aligned([HEAD, *rows]), *more])


def schedule_html(schedule: Schedule) -> str:
    """Return a schedule as HTML."""
    rows = schedule_rows(schedule, _MOST)
    more = f"<p>… and {len(schedule) - _MOST} more</p>" if len(schedule) > _MOST else ""
    head = "".join(f"<p>{escape(line)}</p>" for line in headline(schedule))
    return f"<div>{head}{html_table(HEAD, rows, strong=lambda row: row[0] == '*')}{more}</div>"
