"""A schedule as an Excel file: a row a task, with a Gantt chart of coloured cells beside it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from planmodel.arguments import AnyPath
from planmodel.limits import in_force
from planmodel.model.element import Undertaking
from planmodel.scheduling.basis import duration_evidence
from planmodel.scheduling.lengths import estimate_of
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask
from planmodel.units import Amount
from planmodel.views.spoken import check_language
from planmodel.views.workbook import column_letter, new_workbook, put_cells, save_workbook
from planmodel.words import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_excel"]

_HEAD = {
    "en": (
        *("ID", "WBS", "Task", "Duration", "Computed start", "Computed finish", "Late start", "Late finish"),
        *("Slack ({})", "Free ({})", "Critical", "Predecessors", "Who", "% complete"),
        *("Not before", "Deadline", "Actual start", "Actual finish"),
    ),
    "zh": (
        *("编号", "WBS", "任务名称", "工期", "计算开始", "计算完成", "最晚开始", "最晚完成"),
        *("总时差（{}）", "自由时差（{}）", "关键", "前置任务", "责任单位", "完成百分比"),
        *("不早于", "最后期限", "实际开始", "实际完成"),
    ),
}


class _Extra(NamedTuple):
    """A column that only some plans need.

    Parameters:
        en, zh: its head.
        of: what it holds of a piece of work.
    """

    en: str
    zh: str
    of: Callable[[Undertaking], str | None]


_EXTRAS = (
    _Extra("Optimistic", "乐观工期", lambda one: _said(one.duration and one.duration.low)),
    _Extra("Pessimistic", "悲观工期", lambda one: _said(one.duration and one.duration.high)),
    _Extra("Stated period", "计划时段", lambda one: _said(one.period)),
)
_MOST_COLUMNS = 200
_STEPS = (1, 7, 14, 28, 91, 182, 365, 1826)
_CRITICAL, _WORK, _WHOLE, _SLACK = "C0392B", "5B8DB8", "404040", "DDE6EE"
_WIDTHS = (12, 8, 40, 14, 12, 12, 12, 12, 10, 10, 8, 22, 24, 10, 12, 12, 12, 12)


def write_excel(schedule: Schedule, path: AnyPath, *, language: str | None = None) -> None:
    """Write a schedule as an Excel file, whole or not at all (extra ``xlsx``).

    Its columns are those that :func:`planmodel.read_task_table` reads: durations and dates as the plan states them, and
    apart from them what was computed, which is not taken for stated when it is read. Beside them stands a cell a day,
    week or longer, as the time needs, red for critical work, blue for other work, pale for slack, dark for wholes.

    Parameters:
        schedule: the schedule.
        path: the file.
        language: the language of heads and names: ``zh`` for Chinese heads; without one English heads, and the first of
            each name.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ModelError: nothing of the plan is in the language, or the suffix of the file is another than ``.xlsx``.
        OSError: it cannot be written.
    """
    check_language(schedule.plan, language)
    book = new_workbook(path)
    sheet = book.create_sheet("schedule")
    tasks = [*schedule.tasks()]
    codes = _codes(schedule, [task.id for task in tasks])
    tasks.sort(key=lambda task: [int(part) for part in codes[task.id].split(".")])
    is_chinese = language is not None and language.startswith("zh")
    work = [_work(schedule, task.id) for task in tasks]
    extras = [extra for extra in _EXTRAS if any(map(extra.of, work))]
    head = [text.format(schedule.unit) for text in _HEAD["zh" if is_chinese else "en"]]
    head += [extra.zh if is_chinese else extra.en for extra in extras]
    put_cells(sheet, 1, head, bold=True)
    for line, (task, one) in enumerate(zip(tasks, work, strict=True), 2):
        cells = (*_cells(schedule, task, codes, language), *(extra.of(one) for extra in extras))
        put_cells(sheet, line, cells, bold=task.summary)
    most = in_force().cells // (len(tasks) + 1) - len(head) - 3  # with more it could not be read again
    in_force().check("cells", (len(tasks) + 1) * (len(head) + 2), str(path), verb="write")
    _chart(sheet, tasks, len(head) + 2, max(1, min(_MOST_COLUMNS, most)))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letter(number)].width = width
    sheet.freeze_panes = "D2"
    notes = book.create_sheet("notes")
    findings = (f"{one.code}: {one.message}" for one in schedule.findings)
    for line, note in enumerate((*schedule.notes, *_left_out(work, schedule.network.parts), *findings), 1):
        put_cells(notes, line, [str(note)])
    save_workbook(book, path)


def _cells(schedule: Schedule, task: ScheduledTask, codes: dict[str, str], language: str | None) -> list[object]:
    one = _work(schedule, task.id)
    links = []
    for link in one.depends_on:
        lag = "" if link.lag is None else f"+{link.lag}" if link.lag.magnitude > 0 else str(link.lag)
        type = link.type if link.type != "FS" or lag else ""
        links.append(f"{codes.get(link.to, link.to)}{type}{lag.replace(' ', '')}")
    who = [schedule.plan[use.to].label(language) for use in one.responsible if use.to in schedule.plan]
    done = None if one.done is None or not one.done.is_convertible_to("%") else float(one.done.to("%").magnitude)
    times = (task.early_start, task.early_finish, task.late_start, task.late_finish, task.total_slack, task.free_slack)
    return [
        task.id,
        codes[task.id],
        schedule.plan[task.id].label(language),
        None if task.summary else _stated_duration(one),
        *(_plain(value) for value in times),
        "*" if task.critical else None,
        "; ".join(links) or None,
        "、".join(who) or None,
        None if done is None else f"{done:g}%",
        None if one.not_before is None else one.not_before.start,
        None if one.finish_by is None else one.finish_by.end,
        None if one.started is None else one.started.start,
        None if one.finished is None else one.finished.end,
    ]


def _work(schedule: Schedule, id: str) -> Undertaking:
    one = schedule.plan[id]
    assert isinstance(one, Undertaking)
    return one


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def _stated_duration(one: Undertaking) -> str | None:
    """Return how long the plan says that work takes, with the mark of an estimate where it is assumed."""
    estimate = estimate_of(one)
    if estimate is None:
        return None
    return f"{estimate.likely}{'?' if duration_evidence(one) == 'assumed' else ''}"


def _left_out(work: Sequence[Undertaking], wholes: Container[str]) -> Iterator[str]:
    """Yield which fields of the work a list of tasks has no column for."""
    lost: Counter[str] = Counter()
    for one in work:
        lost.update(name for name in ("calendar", "constraints", "modes", "uses") if getattr(one, name))
        lost["duration"] += one.duration is not None and one.id in wholes
        lost["max_lag"] += sum(link.max_lag is not None for link in one.depends_on)
        lost["distribution"] += one.duration is not None and one.duration.distribution != "pert"
    named = [f"{name} ({times})" for name, times in sorted(lost.items()) if times]
    if named:
        yield say("excel.left_out", fields=named)


def _plain(value: Any) -> object:
    return float(value) if isinstance(value, Amount) else value


def _codes(schedule: Schedule, ids: Sequence[str]) -> dict[str, str]:
    """Return a code such as ``1.2`` for each task, by its place in its whole."""
    held = set(ids)
    parts: dict[str | None, list[str]] = {}
    for id in ids:
        one = _work(schedule, id)
        holder = one.part_of.to if one.part_of is not None and one.part_of.to in held else None
        parts.setdefault(holder, []).append(id)
    codes: dict[str, str] = {}
    stack = [(id, str(number)) for number, id in enumerate(parts.get(None, []), 1)]
    while stack:
        id, code = stack.pop()
        codes[id] = code
        stack += [(part, f"{code}.{number}") for number, part in enumerate(parts.get(id, []), 1)]
    free = len(parts.get(None, []))
    for id in ids:  # what is part of itself has no place below another
        if id not in codes:
            free += 1
            codes[id] = str(free)
    return codes


def _day(value: Any) -> float:
    """Return a time as a number of days, or an amount as its number."""
    if isinstance(value, Amount):
        return float(value)
    day: int = value.toordinal()
    return float(day + (value.hour / 24 + value.minute / 1440 if isinstance(value, dt.datetime) else 0))


def _chart(sheet: Worksheet, tasks: Sequence[ScheduledTask], first: int, most: int) -> None:
    """Colour a cell for each stretch of time in which a task is worked on, in at most so many columns."""
    from openpyxl.styles import PatternFill

    if not tasks:
        return
    dated = not isinstance(tasks[0].early_start, Amount)
    begin = min(_day(task.early_start) for task in tasks)
    end = max(_day(task.early_finish) for task in tasks) + dated
    step = next((days for days in _STEPS if (end - begin) / days <= most), (end - begin) / most)
    count = max(1, min(most, -int(-(end - begin) // step)))
    begin = float(int(begin))
    for number in range(count + 1):
        at = begin + number * step
        if dated and at > dt.date.max.toordinal():
            break
        value = dt.date.fromordinal(int(at)) if dated else at
        cell = sheet.cell(1, first + number, value)
        if dated:
            cell.number_format = "yyyy-mm-dd"
        sheet.column_dimensions[column_letter(first + number)].width = 3
    fills = {color: PatternFill("solid", fgColor=color) for color in (_CRITICAL, _WORK, _WHOLE, _SLACK)}
    for line, task in enumerate(tasks, 2):
        color = _WHOLE if task.summary else _CRITICAL if task.critical else _WORK
        low, high = (_day(one) for one in (task.early_start, task.early_finish))
        late = _day(task.late_finish)
        for number in range(count + 1):
            at = begin + number * step
            if at < high + dated and at + step > low and (dated or high > low or at <= low < at + step):
                sheet.cell(line, first + number).fill = fills[color]
            elif not task.summary and high < at < late + dated:
                sheet.cell(line, first + number).fill = fills[_SLACK]
