"""A schedule as an iCalendar file: a to-do a task, with its links.

Sources: RFC 5545, *Internet Calendaring and Scheduling Core Object Specification*; RFC 9253, *Support for iCalendar
Relationships* (``RELATED-TO`` with temporal relationship types and ``GAP``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from planmodel.arguments import AnyPath
from planmodel.errors import ModelError
from planmodel.formats.files import write_whole
from planmodel.model.element import Undertaking
from planmodel.model.relations import Dependency
from planmodel.model.time_amounts import DAY, counted_in, family
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask
from planmodel.views.spoken import check_language
from planmodel.words import say

__all__ = ["write_ical"]

_TYPES = {"FS": "FINISHTOSTART", "SS": "STARTTOSTART", "FF": "FINISHTOFINISH", "SF": "STARTTOFINISH"}
_STAMP = "19700101T000000Z"
"""When the to-dos were written: always the same, so that the same schedule gives the same file."""


def write_ical(schedule: Schedule, path: AnyPath, *, language: str | None = None) -> None:
    """Write a schedule as an iCalendar file of to-dos (VTODO), whole or not at all.

    A task begins and is due on its early dates; ``RELATED-TO`` names its whole, and in what comes first, as RFC 9253
    has it, the tasks that wait, with the kind of link and the waiting time.

    Parameters:
        schedule: a schedule with dates.
        path: the file.
        language: the language of the names; the first of each when left out.

    Raises:
        ModelError: the schedule has no dates, or nothing of the plan is in the language.
        OSError: it cannot be written.
    """
    check_language(schedule.plan, language)
    if schedule.network.axis.start is None:
        raise ModelError(say("schedule.no_dates"), hint=say("schedule.give_start"))
    waiting: dict[str, list[tuple[str, Dependency]]] = {}
    for one in schedule.plan.of(Undertaking):
        for link in one.depends_on:
            waiting.setdefault(link.to, []).append((one.id, link))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planmodel//schedule//EN"]
    lines.append(f"NAME:{_text(schedule.plan.label(language))}")
    for task in schedule.tasks():
        lines += _todo(schedule, task, waiting.get(task.id, []), language)
    lines.append("END:VCALENDAR")
    write_whole(Path(path), "".join(f"{_folded(line)}\r\n" for line in lines).encode())


def _todo(
    schedule: Schedule, task: ScheduledTask, waiting: list[tuple[str, Dependency]], language: str | None
) -> Iterator[str]:
    one = schedule.plan[task.id]
    assert isinstance(one, Undertaking)
    yield "BEGIN:VTODO"
    yield f"UID:{_uid(schedule, task.id)}"
    yield f"DTSTAMP:{_STAMP}"
    yield f"SUMMARY:{_text(one.label(language))}"
    yield from _dates(task.early_start, task.early_finish)
    if one.done is not None and one.done.is_convertible_to("%"):
        yield f"PERCENT-COMPLETE:{min(max(round(one.done.to('%').magnitude), 0), 100)}"
    yield f"STATUS:{'COMPLETED' if task.finished else 'IN-PROCESS' if one.started is not None else 'NEEDS-ACTION'}"
    if task.critical:
        yield "PRIORITY:1"
    who = [schedule.plan[held.to].label(language) for held in one.responsible if held.to in schedule.plan]
    said = [f"slack {task.total_slack}", *who]
    yield f"DESCRIPTION:{_text('; '.join(said))}"
    if one.part_of is not None and one.part_of.to in schedule.plan:
        yield f"RELATED-TO;RELTYPE=PARENT:{_uid(schedule, one.part_of.to)}"
    for id, link in waiting:
        gap = _gap(link)
        yield f"RELATED-TO;RELTYPE={_TYPES[link.type]}{gap}:{_uid(schedule, id)}"
    yield "END:VTODO"


def _gap(link: Dependency) -> str:
    if link.lag is None or not link.lag.magnitude:
        return ""
    if family(link.lag) == "工作日":
        seconds = round(Fraction(link.lag.magnitude) * 86400)
    else:
        seconds = round(counted_in(link.lag, DAY) * 86400)
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    clock = "".join(f"{count}{letter}" for count, letter in ((hours, "H"), (minutes, "M"), (rest, "S")) if count)
    return f";GAP={sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def _dates(start: Any, finish: Any) -> Iterator[str]:
    """Yield when a task begins and when it is due; a day is due at its end, which is the beginning of the next one."""
    if isinstance(start, dt.datetime) or isinstance(finish, dt.datetime):
        yield f"DTSTART:{_moment(start)}"
        if finish != start:
            yield f"DUE:{_moment(finish)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(start)}"
        if finish < dt.date.max:
            yield f"DUE;VALUE=DATE:{_day(finish + dt.timedelta(days=1))}"


def _day(day: dt.date) -> str:
    """Return a day in eight digits; ``%Y`` writes those before year 1000 with fewer."""
    return day.isoformat().replace("-", "")


def _moment(value: dt.date) -> str:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return f"{moment.isoformat(timespec='seconds').replace('-', '').replace(':', '')}"


def _uid(schedule: Schedule, id: str) -> str:
    return _text(f"{schedule.plan.id}.{id}")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "")
    return "".join(sign for sign in escaped.replace("\n", "\\n") if sign >= " ")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, which never cut a sign in two."""
    pieces, piece, size = [], "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > 75:
            pieces.append(piece)
            piece, size = "", 1  # the space that begins the next piece counts
        piece, size = piece + sign, size + length
    return "\r\n ".join([*pieces, piece])
