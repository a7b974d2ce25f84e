"""A schedule as a Gantt chart: bars by goal, what is critical, and how much room the rest has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Goal
from planmodel.model.period import Period
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.display import no_critical_path
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import ScheduledTask, plain
from planmodel.text import in_language
from planmodel.tracking.work_done import share_done
from planmodel.units import Amount
from planmodel.views.drawing.marks import level, point, upright, words
from planmodel.views.drawing.scales import Scale, number_scale, time_scale
from planmodel.views.drawing.sheet import Key, Sheet, band
from planmodel.views.drawing.style import BLUE, DARK, GREY, ORANGE, RED, short
from planmodel.views.headlines import end_of_work, headed
from planmodel.views.picture import Picture
from planmodel.views.spoken import check_language, spoken_by, told
from planmodel.words import Message, say, term

__all__ = ["chart_time", "draw_gantt"]

_MOST_ROWS, _MOST_GOALS = 250, 30
_WIDTH, _LABELS = 600, 320
_STEP, _HEAD, _DATES = 20, 26, 132
_OVER = "#8c8c8c"
_MOST_DATES = 80
"""Beside so many bars their dates stand; more would be a wall of numbers."""


@attrs.frozen(kw_only=True)
class _Bar:
    """One piece of work: what is said of it, its times as the chart has them, and its place from the top.

    ``unstated`` has no duration and none counted, ``assumed`` one that nobody states.
    ``before`` is when it was to be done by the baseline, ``done`` the share of it that is, ``dates`` what stands beside
    it.
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
    done: float
    dates: str
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
        raise ModelError(say("empty.gantt"), hint=say("gantt.give_duration"))
    basis = schedule.basis
    if basis.empty:
        raise ModelError(
            no_critical_path(),
            hint=say("gantt.give_duration_or_network"),
        )
    dated = schedule.network.axis.start is not None
    if as_of is not None and not dated:
        raise ModelError(say("gantt.no_dates"), hint=say("schedule.give_start"))
    if baseline is not None and (baseline.unit, baseline.network.axis.start is not None) != (schedule.unit, dated):
        wrong = say("gantt.other_baseline", other=baseline.unit, unit=schedule.unit)
        raise ModelError(wrong, hint=say("gantt.other_baseline.hint"))
    spoken = spoken_by(schedule.plan, language)
    notes: list[str] = [in_language(note, spoken) for note in schedule.notes]
    if len(work) > _MOST_ROWS:
        ranked = sorted(work, key=lambda task: (not task.critical, float(task.total_slack.magnitude)))
        kept = {task.id for task in ranked[:_MOST_ROWS]}
        notes.append(told(spoken, "gantt.cut", shown=_MOST_ROWS, n=len(work)))
        work = [task for task in work if task.id in kept]
    late = sum(task.total_slack.magnitude < 0 for task in work)
    if late:
        notes.append(told(spoken, "gantt.late", n=late))
    goals = _narrowest(schedule)
    several = len({goals.get(task.id) for task in work})
    if several > _MOST_GOALS:
        notes.append(told(spoken, "gantt.many_goals", n=several))
        goals = {}
    bars = [_bar(schedule, task, language, baseline) for task in work]
    groups = _groups(schedule, bars, goals, language)
    return _chart(schedule, groups, None if as_of is None else Period(as_of).start, notes, links, language)


def _bar(schedule: Schedule, task: ScheduledTask, language: str | None, baseline: Schedule | None) -> _Bar:
    name = schedule.plan[task.id].label(language)
    evidence = schedule.basis.durations[task.id]
    point = task.duration is None or not task.duration.magnitude
    unstated = task.id in schedule.basis.unstated and not task.finished
    begun = not point or not schedule.stands_at_end(schedule.node(task.id))  # no time at all may lie where a day ends
    start = chart_time(task.early_start, end=not begun)
    spoken = spoken_by(schedule.plan, language)
    said = _said(task, evidence, spoken, unstated=unstated)
    before = None
    if baseline is not None and task.id in baseline:
        old = baseline[task.id]
        before = chart_time(old.early_start), chart_time(old.early_finish, end=True)
        said = told(spoken, "gantt.bar.before", said=said, start=old.early_start, finish=old.early_finish)
    color = _OVER if task.finished else GREY if unstated else RED if task.critical else BLUE
    return _Bar(
        id=task.id,
        name=name,
        said=short(f"{name}: {said}", 300),
        start=start,
        finish=start if point else chart_time(task.early_finish, end=True),
        latest=chart_time(task.late_finish, end=True),
        color=color,
        width=13 if color == RED else 8,
        point=point,
        unstated=unstated,
        assumed=task.id in schedule.basis.assumed and not task.finished,
        before=before,
        done=_done(schedule, task),
        dates=f"{task.early_start} – {task.early_finish}",
    )


def _said(task: ScheduledTask, evidence: str | None, spoken: str, *, unstated: bool) -> Message:
    """Return what the mouse and readers of screens are told of a bar: dates, slack, and who says how long it takes."""
    if unstated:
        return told(spoken, "schedule.no_duration")
    slack = told(spoken, "gantt.bar.slack", slack=task.total_slack)
    state = (
        told(spoken, "drawn.finished") if task.finished else told(spoken, "gantt.critical") if task.critical else slack
    )
    dates = told(spoken, "gantt.bar", start=task.early_start, finish=task.early_finish, state=state)
    if evidence == "stated" or task.finished:
        return dates
    if evidence is None:
        return told(spoken, "gantt.bar.counted", said=dates, duration=task.duration)
    return told(spoken, "gantt.bar.evidence", said=dates, evidence=term("evidence", evidence))


def _done(schedule: Schedule, task: ScheduledTask) -> float:
    """Return the share of unfinished work that is done, as its plan says; 0 where it does not."""
    work = schedule.plan[task.id]
    share = share_done(work.done) if isinstance(work, Undertaking) and not task.finished else None
    return 0.0 if share is None else float(share)


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
        alone = told(spoken_by(schedule.plan, language), "gantt.no_goal")
        name = "" if held.keys() == {None} else alone if goal is None else schedule.plan[goal].label(language)
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
    schedule: Schedule,
    groups: list[tuple[str, list[_Bar]]],
    today: dt.date | None,
    notes: list[str],
    links: bool,
    language: str | None,
) -> Picture:
    spoken = spoken_by(schedule.plan, language)
    bars = [bar for _, members in groups for bar in members]
    height = bars[-1].y + _STEP / 2 + 4
    day = None if today is None else chart_time(today)
    over = _period_end(schedule)
    x = _scale(bars, [one for one in (day, over) if one is not None], schedule.unit)
    dated = len(bars) <= _MOST_DATES
    right = 34 + (_DATES if dated else 0)
    drawn: list[str] = []
    for name, members in groups:
        drawn += band(members[0].y - _STEP, name, _LABELS, _LABELS + _WIDTH + right - 6) if name else []
    if links:
        drawn += _links(schedule, {bar.id: bar for bar in bars}, x)
    drawn += _bars(bars, x, 24 if any(name for name, _ in groups) else 14, dated=dated)
    if over is not None:
        drawn.append(upright(x(over), 0, height, RED, 1, dash=(6, 3), said=told(spoken, "gantt.period_end")))
    if day is not None:
        drawn.append(upright(x(day), 0, height, DARK, 1.5, dash=(4, 3)))
        drawn.append(words(x(day), height + 8, str(today), align="center"))
    critical, *facts = _facts(schedule, spoken)
    sheet = Sheet(
        width=_WIDTH,
        height=height,
        left=_LABELS,
        right=right,
        title=headed(spoken, schedule.plan.label(language), end_of_work(schedule), critical),
        facts=" · ".join(facts),
        keys=(*_keys(bars, spoken), *_period_key(over, spoken)),
        scale=x,
        below=14 if day is None else 26,
    )
    return sheet.picture(drawn, notes=notes)


def _period_end(schedule: Schedule) -> Any:
    """Return the end of the plan's period, where the schedule has dates."""
    period = schedule.plan.period
    dated = schedule.network.axis.start is not None
    return None if period is None or not dated else chart_time(period.end, end=True)


def _period_key(over: Any, spoken: str) -> list[Key]:
    return [] if over is None else [Key(text=told(spoken, "gantt.period_end"), color=RED, shape="tick")]


def _bars(bars: Sequence[_Bar], x: Scale, indent: float, *, dated: bool) -> list[str]:
    """Return the bars with their slack, the baseline below, what is done of them, their names and dates.

    Like stands beside like: a page says once what marks that follow each other have in common.
    """
    drawn = [level(x(bar.finish), x(bar.latest), bar.y, GREY, 2) for bar in bars if _has_tail(bar)]
    olds = [(*bar.before, bar.y + 8) for bar in bars if bar.before is not None]
    drawn += [level(x(start), x(finish), y, ORANGE, 2.5) for start, finish, y in olds]
    drawn += [_drawn(bar, x) for bar in bars]
    drawn += [
        level(x(bar.start), x(bar.start) + bar.done * (x(bar.finish) - x(bar.start)), bar.y, DARK, 4)
        for bar in bars
        if bar.done and not bar.point
    ]
    drawn += [words(indent - _LABELS, bar.y, short(bar.name, 46)) for bar in bars]
    if dated:
        drawn += [words(_WIDTH + 14, bar.y, bar.dates, GREY, size=9) for bar in bars if not bar.unstated]
    return drawn


def _facts(schedule: Schedule, spoken: str) -> list[str]:
    """Return how much is critical, from when to when everything takes, and how many durations are assumed."""
    critical = sum(id not in schedule.basis.unstated for id in schedule.critical)
    assumed = len(schedule.basis.assumed)
    known = len(schedule) - len(schedule.basis.unstated)
    facts: list[str] = [
        told(spoken, "schedule.critical", n=critical, all=len(schedule)),
        told(spoken, "gantt.span", start=schedule.start, finish=schedule.finish),
    ]
    return facts + ([told(spoken, "gantt.assumed", n=assumed, all=known)] if assumed else [])


def _scale(bars: Sequence[_Bar], marked: Sequence[Any], unit: str) -> Scale:
    old = [time for bar in bars if bar.before is not None for time in bar.before]
    low = min([bar.start for bar in bars] + old)
    high = max([max(bar.finish, bar.latest) for bar in bars] + old)
    low, high = min([low, *marked]), max([high, *marked])
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


def _keys(bars: Sequence[_Bar], spoken: str) -> list[Key]:
    """Return the meaning of what occurs."""
    solid = {bar.color for bar in bars if not bar.point}
    keys = [
        Key(text=told(spoken, key), color=color, width=width)
        for key, color, width in (
            ("gantt.critical", RED, 13),
            ("gantt.has_slack", BLUE, 8),
            ("drawn.finished", _OVER, 8),
        )
        if color in solid
    ]
    if any(_has_tail(bar) for bar in bars):
        keys.append(Key(text=told(spoken, "gantt.slack"), color=GREY, width=2))
    if any(bar.before is not None for bar in bars):
        keys.append(Key(text=told(spoken, "gantt.baseline"), color=ORANGE, width=2.5))
    if any(bar.done and not bar.point for bar in bars):
        keys.append(Key(text=told(spoken, "gantt.done"), color=DARK, width=4))
    if any(bar.assumed for bar in bars):
        keys.append(Key(text=told(spoken, "drawn.assumed_time"), color=BLUE, width=8, hatched=True))
    if any(bar.point and not bar.unstated for bar in bars):
        keys.append(Key(text=told(spoken, "gantt.no_time"), color=DARK, shape="diamond"))
    if any(bar.unstated for bar in bars):
        keys.append(Key(text=told(spoken, "schedule.no_duration"), color=GREY, shape="circle", hollow=True))
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
