"""A schedule as a Gantt chart: bars by goal, what is critical, and how much room the rest has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.model.kinds import Goal
from planmodel.model.period import Period
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.display import no_critical_path
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask, plain
from planmodel.units import Amount
from planmodel.views.drawing.marks import level, point, upright, words
from planmodel.views.drawing.scales import Scale, number_scale, time_scale
from planmodel.views.drawing.sheet import Key, Sheet, band
from planmodel.views.drawing.style import BLUE, DARK, GREY, ORANGE, RED, plain_letters, short
from planmodel.views.picture import Picture
from planmodel.views.spoken import check_language
from planmodel.words import say

__all__ = ["chart_time", "draw_gantt"]

_MOST_ROWS, _MOST_GOALS = 250, 30
_WIDTH, _LABELS = 600, 320
_STEP, _HEAD = 20, 26
_OVER = "#8c8c8c"
_NO_GOAL = "serves no goal"


@attrs.frozen(kw_only=True)
class _Bar:
    """One piece of work: what is said of it, its times as the chart has them, and its place from the top.

    ``unstated`` has no duration and none counted, ``assumed`` one that nobody states.
    ``before`` is when it was to be done by the baseline, and ``baseline`` what that is called.
    """

    id: str
    name: str
    said: str
    start: Any
    finish: Any
    latest: Any
    color: str
    width: float
    point: bool
    unstated: bool
    assumed: bool
    before: tuple[Any, Any] | None
    baseline: str
    y: float = 0


@kinds_checked
def draw_gantt(
    schedule: Schedule,
    *,
    as_of: str | dt.date | None = None,
    language: str | None = None,
    links: bool = False,
    baseline: Schedule | None = None,
) -> Picture:
    """Return a schedule as a Gantt chart.

    Work stands below the narrowest goal that it serves, by its start. Critical work is red and thicker, work that is
    over is grey, a thin tail is the slack of the rest, a diamond is work that takes no time. What takes as long as
    somebody assumes is hatched; what states no duration is a hollow circle, and nothing is said of its slack. Wholes
    are left out where their parts are drawn. Work for more than 30 goals stands in one list by its start. Of more than
    250 pieces of work the critical ones are drawn, and then those with the least slack. What the picture leaves out or
    assumes stands below it.

    Parameters:
        schedule: the schedule.
        as_of: a day to mark; nothing is marked when it is left out.
        language: the language of the names; without one, the first of each.
        links: whether to draw what waits for what, between the work that is drawn.
        baseline: the schedule of an older version: a thin line below each bar is when the work was to be done then.

    Raises:
        ModelError: nothing is scheduled, no duration is stated at all, or a day is to be marked and the schedule has no
            dates; nothing of the plan is in the language; the baseline counts in another unit.
    """
    check_language(schedule.plan, language)
    work = [task for task in schedule.tasks() if not task.summary]
    if not work:
        raise ModelError(
            "there is nothing to draw: no work is scheduled", hint='give tasks a duration: duration: "18 月"'
        )
    basis = schedule.basis
    if basis.empty:
        raise ModelError(
            no_critical_path(),
            hint='give tasks a duration: duration: "18 月"; the task network is drawn without: plan.draw("network")',
        )
    dated = schedule.network.axis.start is not None
    if as_of is not None and not dated:
        raise ModelError("this schedule has no dates to mark a day in", hint='pm.schedule(plan, start="2021-01-01")')
    if baseline is not None and (baseline.unit, baseline.network.axis.start is not None) != (schedule.unit, dated):
        wrong = say("gantt.other_baseline", other=baseline.unit, unit=schedule.unit)
        raise ModelError(wrong, hint=say("gantt.other_baseline.hint"))
    notes = list(schedule.notes)
    if len(work) > _MOST_ROWS:
        ranked = sorted(work, key=lambda task: (not task.critical, float(task.total_slack.magnitude)))
        kept = {task.id for task in ranked[:_MOST_ROWS]}
        notes.append(
            f"{_MOST_ROWS} of {len(work)} pieces of work are drawn: the critical ones, then those with the least slack"
        )
        work = [task for task in work if task.id in kept]
    late = sum(task.total_slack.magnitude < 0 for task in work)
    if late:
        notes.append(
            "1 piece of work ends after a date that binds it"
            if late == 1
            else f"{late} pieces of work end after dates that bind them"
        )
    goals = _narrowest(schedule)
    several = len({goals.get(task.id) for task in work})
    if several > _MOST_GOALS:
        notes.append(f"work for {several} goals: not grouped by goal")
        goals = {}
    groups = _groups(schedule, [_bar(schedule, task, language, baseline) for task in work], goals, language)
    return _chart(schedule, groups, None if as_of is None else Period(as_of).start, notes, links)


def _bar(schedule: Schedule, task: ScheduledTask, language: str | None, baseline: Schedule | None) -> _Bar:
    name = schedule.plan[task.id].label(language)
    evidence = schedule.basis.durations[task.id]
    point = task.duration is None or not task.duration.magnitude
    unstated = task.id in schedule.basis.unstated and not task.finished
    begun = not point or not schedule.stands_at_end(schedule.node(task.id))  # no time at all may lie where a day ends
    start = chart_time(task.early_start, end=not begun)
    state = "over" if task.finished else "critical" if task.critical else f"slack {task.total_slack}"
    told = f"{task.early_start} to {task.early_finish}, {state}"
    if unstated:
        told = "no duration stated"
    elif evidence != "stated" and not task.finished:
        told += f", duration {evidence}" if evidence is not None else f", no duration stated, {task.duration} counted"
    before = None
    if baseline is not None and task.id in baseline:
        old = baseline[task.id]
        before = chart_time(old.early_start), chart_time(old.early_finish, end=True)
        told += f", {say('gantt.baseline').in_language(language or 'en')} {old.early_start} – {old.early_finish}"
    color = _OVER if task.finished else GREY if unstated else RED if task.critical else BLUE
    return _Bar(
        id=task.id,
        name=name,
        said=short(f"{name}: {told}", 300),
        start=start,
        finish=start if point else chart_time(task.early_finish, end=True),
        latest=chart_time(task.late_finish, end=True),
        color=color,
        width=13 if color == RED else 8,
        point=point,
        unstated=unstated,
        assumed=task.id in schedule.basis.assumed and not task.finished,
        before=before,
        baseline=str(say("gantt.baseline").in_language(language or "en")),
    )


def chart_time(value: Moment | Amount, *, end: bool = False) -> Any:
    """Return a moment as a chart has it: ISO text in universal time, or a number when there are no dates.

    Parameters:
        value: the moment.
        end: whether it is the last day of something, which is over when the next day begins.
    """
    if isinstance(value, Amount):
        return plain(value)
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z"
    return (value + dt.timedelta(days=1) if end and value < dt.date.max else value).isoformat()


def _groups(
    schedule: Schedule, bars: list[_Bar], goals: Mapping[str, str], language: str | None
) -> list[tuple[str, list[_Bar]]]:
    """Return (goal, its bars), each by its start, below each other with their places; no name when nobody has one."""
    held: dict[str | None, list[_Bar]] = {}
    for bar in sorted(bars, key=lambda one: (one.start, one.finish, one.id)):
        held.setdefault(goals.get(bar.id), []).append(bar)
    placed = []
    y = 0.0
    for goal, members in sorted(held.items(), key=lambda item: item[0] is None):
        name = "" if held.keys() == {None} else _NO_GOAL if goal is None else schedule.plan[goal].label(language)
        y += _HEAD if name else 0
        placed.append((name, [attrs.evolve(bar, y=y + _STEP * (at + 0.5)) for at, bar in enumerate(members)]))
        y += _STEP * len(members)
    return placed


def _narrowest(schedule: Schedule) -> Mapping[str, str]:
    """Return for each piece of work the narrowest goal that it serves: that of the least work, of several the last."""
    found: dict[str, str] = {}
    goals = [one for one in schedule.goals() if isinstance(schedule.plan[one.id], Goal)]
    for goal in sorted(goals, key=lambda one: len(one.work), reverse=True):
        found.update(dict.fromkeys(goal.work, goal.id))
    return found


# --- the picture ---


def _chart(
    schedule: Schedule, groups: list[tuple[str, list[_Bar]]], today: dt.date | None, notes: list[str], links: bool
) -> Picture:
    bars = [bar for _, members in groups for bar in members]
    height = bars[-1].y + _STEP / 2 + 4
    day = None if today is None else chart_time(today)
    x = _scale(bars, day, schedule.unit)
    drawn: list[str] = []
    for name, members in groups:
        drawn += band(members[0].y - _STEP, name, _LABELS, _LABELS + _WIDTH + 28) if name else []
    if links:
        drawn += _links(schedule, {bar.id: bar for bar in bars}, x)
    indent = 24 if any(name for name, _ in groups) else 14
    # like beside like: a page says once what marks that follow each other have in common
    drawn += [level(x(bar.finish), x(bar.latest), bar.y, GREY, 2) for bar in bars if _has_tail(bar)]
    olds = [(*bar.before, bar.y + 8) for bar in bars if bar.before is not None]
    drawn += [level(x(start), x(finish), y, ORANGE, 2.5) for start, finish, y in olds]
    drawn += [_drawn(bar, x) for bar in bars]
    drawn += [words(indent - _LABELS, bar.y, short(bar.name, 46)) for bar in bars]
    if day is not None:
        drawn.append(upright(x(day), 0, height, DARK, 1.5, dash=(4, 3)))
        drawn.append(words(x(day), height + 8, str(today), align="center"))
    critical = sum(id not in schedule.basis.unstated for id in schedule.critical)
    assumed = len(schedule.basis.assumed)
    known = len(schedule) - len(schedule.basis.unstated)
    told = f"{assumed} of {known} durations assumed" if assumed else ""
    span = f"{schedule.start} to {schedule.finish}"
    name = plain_letters(schedule.plan.label())
    sheet = Sheet(
        width=_WIDTH,
        height=height,
        left=_LABELS,
        right=34,
        title=name,
        facts=" · ".join(filter(None, [span, f"{critical} of {len(schedule)} critical", told])),
        keys=tuple(_keys(bars)),
        scale=x,
        below=14 if day is None else 26,
    )
    title = ", ".join(filter(None, [f"{name}: {span}", f"{critical} critical", told]))
    return sheet.picture(drawn, title=title, notes=notes)


def _scale(bars: Sequence[_Bar], day: Any, unit: str) -> Scale:
    old = [time for bar in bars if bar.before is not None for time in bar.before]
    low = min([bar.start for bar in bars] + old)
    high = max([max(bar.finish, bar.latest) for bar in bars] + old)
    if day is not None:
        low, high = min(low, day), max(high, day)
    if not isinstance(low, str):
        return number_scale(low, high if high > low else low + 1, _WIDTH, title=unit)
    return time_scale(low, high if high > low else chart_time(dt.date.fromisoformat(low[:10]), end=True), _WIDTH)


def _drawn(bar: _Bar, x: Scale) -> str:
    """Return a bar, or a point."""
    if bar.point:
        shape, size, fill = ("circle", 60, "#ffffff") if bar.unstated else ("diamond", 90, bar.color)
        return point(x(bar.start), bar.y, bar.color, shape, size, fill=fill, said=bar.said, id=bar.id)
    ends = (x(bar.start), x(bar.finish), bar.y)
    return level(*ends, bar.color, bar.width, hatch=bar.assumed, said=bar.said, id=bar.id)


def _has_tail(bar: _Bar) -> bool:
    return bool(bar.latest > bar.finish) and bar.color == BLUE


def _keys(bars: Sequence[_Bar]) -> list[Key]:
    """Return the meaning of what occurs."""
    solid = {bar.color for bar in bars if not bar.point}
    keys = [
        Key(text=text, color=color, width=width)
        for text, color, width in (("critical", RED, 13), ("has slack", BLUE, 8), ("is over", _OVER, 8))
        if color in solid
    ]
    if any(_has_tail(bar) for bar in bars):
        keys.append(Key(text="slack", color=GREY, width=2))
    if any(bar.before is not None for bar in bars):
        keys.append(Key(text=bars[0].baseline, color=ORANGE, width=2.5))
    if any(bar.assumed for bar in bars):
        keys.append(Key(text="hatched: its duration is assumed", color=BLUE, width=8, hatched=True))
    if any(bar.point and not bar.unstated for bar in bars):
        keys.append(Key(text="takes no time", color=DARK, shape="diamond"))
    if any(bar.unstated for bar in bars):
        keys.append(Key(text="no duration stated", color=GREY, shape="circle", hollow=True))
    return keys


def _links(schedule: Schedule, bars: Mapping[str, _Bar], x: Scale) -> list[str]:
    """Return what waits for what: from the end (or start) of the one up or down, and over to the other."""
    drawn = []
    network = schedule.solved
    for first, then, type in zip(network.first, network.then, network.types, strict=True):
        one, other = bars.get(network.name(first)), bars.get(network.name(then))
        if one is None or other is None:
            continue
        begin = x(one.finish if type[0] == "F" else one.start)
        end = x(other.start if type[1] == "S" else other.finish)
        drawn.append(upright(begin, one.y, other.y, "#9a9a9a"))
        if begin != end:
            drawn.append(level(begin, end, other.y, "#9a9a9a", 1))
        drawn.append(point(end, other.y, GREY, "circle", 14))
    return drawn
