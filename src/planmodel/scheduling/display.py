"""A schedule as text and as a table for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from planmodel.text import cut, display_width

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule, ScheduledTask

__all__ = ["aligned", "html_table", "schedule_html", "schedule_rows", "schedule_text"]

_MOST = 60
HEAD = ("", "task", "start", "finish", "late start", "late finish", "slack", "free", "name")


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
    return mark, task.id, *map(str, times), cut(task.name, 40)


def headline(schedule: Schedule) -> list[str]:
    """Return what to say before the table."""
    lines = [
        f"schedule of {schedule.plan.id}: {schedule.start} to {schedule.finish}, {schedule.duration}",
        f"{len(schedule.critical)} of {len(schedule)} critical",
    ]
    if schedule.critical_path:
        lines.append(f"critical path: {' > '.join(schedule.critical_path)}")
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
    return f"<div>{head}{html_table(HEAD, rows)}{more}</div>"


def html_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; texts are escaped, and rows whose first cell is ``*`` are bold."""
    top = "".join(f'<th style="text-align:left;padding-right:1em">{escape(cell)}</th>' for cell in head)
    body = []
    for row in rows:
        style = (
            "text-align:left;padding-right:1em;font-weight:bold"
            if row[0] == "*"
            else "text-align:left;padding-right:1em"
        )
        body.append("<tr>" + "".join(f'<td style="{style}">{escape(cell)}</td>' for cell in row) + "</tr>")
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns line up; a Chinese character takes two places."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
