"""A schedule as a Gantt chart: bars by goal, what is critical, and how much room the rest has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from planmodel.errors import ModelError
from planmodel.model.kinds import Goal
from planmodel.model.period import Period
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask, plain
from planmodel.units import Amount
from planmodel.views.charts.canvas import (
    Key,
    Mark,
    Sheet,
    assemble,
    heads,
    lines,
    points,
    uprights,
    words,
)
from planmodel.views.charts.scales import Scale, number_scale, time_scale
from planmodel.views.charts.style import BLUE, DARK, GREY, RED, plain_letters, short
from planmodel.views.picture import Picture

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
    y: float = 0


def draw_gantt(
    schedule: Schedule, *, as_of: str | dt.date | None = None, language: str | None = None, links: bool = False
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

    Raises:
        ModelError: nothing is scheduled, no duration is stated at all, or a day is to be marked and the schedule has no
            dates.
    """
    work = [task for task in schedule.tasks() if not task.summary]
    if not work:
        raise ModelError(
            "there is nothing to draw: no work is scheduled", hint='give tasks a duration: duration: "18 月"'
        )
    basis = schedule.basis
    if basis.empty:
        raise ModelError(
            "no critical path: no durations stated",
            hint='give tasks a duration: duration: "18 月"; the task network is drawn without: plan.draw("network")',
        )
    dated = schedule.network.axis.start is not None
    if as_of is not None and not dated:
        raise ModelError("this schedule has no dates to mark a day in", hint='pm.schedule(plan, start="2021-01-01")')
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
    groups = _groups(schedule, [_bar(schedule, task, language) for task in work], goals, language)
    return _chart(schedule, groups, None if as_of is None else Period(as_of).start, notes, links)


def _bar(schedule: Schedule, task: ScheduledTask, language: str | None) -> _Bar:
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


# --- layers ---


def _chart(
    schedule: Schedule, groups: list[tuple[str, list[_Bar]]], today: dt.date | None, notes: list[str], links: bool
) -> Picture:
    bars = [bar for _, members in groups for bar in members]
    height = bars[-1].y + _STEP / 2 + 4
    day = None if today is None else chart_time(today)
    x = _scale(bars, day, schedule.unit)
    named = [{"y": members[0].y - _STEP, "text": short(name, 110)} for name, members in groups if name]
    indent = 24 if named else 14
    names = [{"x": indent - _LABELS, "y": bar.y, "text": short(bar.name, 46), "color": DARK} for bar in bars]
    tails = [bar for bar in bars if bar.latest > bar.finish and bar.color == BLUE]
    layers = [
        *heads(named, _LABELS, _LABELS + _WIDTH),
        *lines([_tail(bar) for bar in tails], x),
        *lines([_solid(bar) for bar in bars if not bar.point], x),
        *points([_point(bar) for bar in bars if bar.point], x),
        *words(names),
    ]
    if links:
        layers = [*_links(schedule, {bar.id: bar for bar in bars}, x), *layers]
    if day is not None:
        layers += uprights([{"x": day, "y": 0, "y2": height, "color": DARK, "width": 1.5}], x, dash=(4, 3))
        layers += words([{"x": day, "y": height + 8, "text": str(today), "color": DARK}], x, align="center")
    critical = sum(id not in schedule.basis.unstated for id in schedule.critical)
    name = plain_letters(schedule.plan.label())
    facts = f"{schedule.start} to {schedule.finish} · {critical} of {len(schedule)} critical"
    assumed = len(schedule.basis.assumed)
    if assumed:
        facts += f" · {assumed} of {len(schedule)} durations assumed"
    sheet = Sheet(
        width=_WIDTH,
        height=height,
        left=_LABELS,
        right=34,
        title=name,
        facts=facts,
        keys=tuple(_keys(bars, tails)),
        scale=x,
        below=14 if day is None else 26,
    )
    title = f"{name}: {schedule.start} to {schedule.finish}, {critical} critical"
    if assumed:
        title += f", {assumed} of {len(schedule)} durations assumed"
    return assemble(sheet, layers, title=title, notes=notes)


def _scale(bars: Sequence[_Bar], day: Any, unit: str) -> Scale:
    low, high = min(bar.start for bar in bars), max(max(bar.finish, bar.latest) for bar in bars)
    if day is not None:
        low, high = min(low, day), max(high, day)
    if not isinstance(low, str):
        return number_scale(low, high if high > low else low + 1, _WIDTH, title=unit)
    return time_scale(low, high if high > low else chart_time(dt.date.fromisoformat(low[:10]), end=True), _WIDTH)


def _tail(bar: _Bar) -> Mark:
    return {"x": bar.finish, "x2": bar.latest, "y": bar.y, "color": GREY, "width": 2}


def _solid(bar: _Bar) -> Mark:
    ends: Mark = {"x": bar.start, "x2": bar.finish, "y": bar.y}
    return {**ends, "color": bar.color, "width": bar.width, "hatch": bar.assumed, "said": bar.said, "id": bar.id}


def _point(bar: _Bar) -> Mark:
    shape, fill = ("circle", "#ffffff") if bar.unstated else ("diamond", bar.color)
    look: Mark = {"color": bar.color, "fill": fill, "shape": shape, "size": 60 if bar.unstated else 90}
    return {"x": bar.start, "y": bar.y, "said": bar.said, "id": bar.id, **look}


def _keys(bars: Sequence[_Bar], tails: Sequence[_Bar]) -> list[Key]:
    """Return the meaning of what occurs."""
    solid = {bar.color for bar in bars if not bar.point}
    keys = [
        Key(text=text, color=color, width=width)
        for text, color, width in (("critical", RED, 13), ("has slack", BLUE, 8), ("is over", _OVER, 8))
        if color in solid
    ]
    if tails:
        keys.append(Key(text="slack", color=GREY, width=2))
    if any(bar.assumed for bar in bars):
        keys.append(Key(text="hatched: its duration is assumed", color=BLUE, width=8, hatched=True))
    if any(bar.point and not bar.unstated for bar in bars):
        keys.append(Key(text="takes no time", color=DARK, shape="diamond"))
    if any(bar.unstated for bar in bars):
        keys.append(Key(text="no duration stated", color=GREY, shape="circle", hollow=True))
    return keys


def _links(schedule: Schedule, bars: Mapping[str, _Bar], x: Scale) -> list[str]:
    """Return what waits for what: from the end (or start) of the one up or down, and over to the other."""
    levels, downs, heads = [], [], []
    for first, then, type in _drawn(schedule, bars):
        begin = first.finish if type[0] == "F" else first.start
        end = then.start if type[1] == "S" else then.finish
        downs.append({"x": begin, "y": first.y, "y2": then.y, "color": "#9a9a9a", "width": 1})
        if begin != end:
            levels.append({"x": begin, "x2": end, "y": then.y, "color": "#9a9a9a", "width": 1})
        heads.append({"x": end, "y": then.y, "color": GREY, "fill": GREY, "shape": "circle", "size": 14})
    return [*uprights(downs, x), *lines(levels, x), *points(heads, x)]


def _drawn(schedule: Schedule, bars: Mapping[str, _Bar]) -> Iterator[tuple[_Bar, _Bar, str]]:
    network = schedule.solved
    for first, then, type in zip(network.first, network.then, network.types, strict=True):
        names = network.name(first), network.name(then)
        if names[0] in bars and names[1] in bars:
            yield bars[names[0]], bars[names[1]], type
