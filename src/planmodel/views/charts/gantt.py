"""A schedule as a Gantt chart: bars by goal, what is critical, and how much room the rest has."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planmodel.errors import ModelError
from planmodel.model.kinds import Goal
from planmodel.model.period import Period
from planmodel.scheduling.schedule import Schedule, ScheduledTask, plain
from planmodel.text import cut
from planmodel.views.charts.style import BLUE, GREY, RED, altair, chart_picture, plain_letters
from planmodel.views.picture import Picture

__all__ = ["draw_gantt"]

_MOST_ROWS = 120


def draw_gantt(schedule: Schedule, *, as_of: str | dt.date | None = None, language: str | None = None) -> Picture:
    """Return a schedule as a Gantt chart.

    Work stands below the narrowest goal that it serves, by its start. Critical work is red and thicker, a thin tail is
    the slack of the rest, a diamond is work that takes no time. Wholes are left out where their parts are drawn. Of
    more than 120 pieces of work the critical ones are drawn, and then those with the least slack.

    Parameters:
        schedule: the schedule.
        as_of: a day to mark; nothing is marked when it is left out.
        language: the language of the names; without one, the first of each.

    Raises:
        ModelError: nothing is scheduled, or a day is to be marked and the schedule has no dates.
        MissingExtraError: altair or vl-convert-python is not installed.
    """
    work = [task for task in schedule.tasks() if not task.summary]
    if not work:
        raise ModelError("there is nothing to draw: no work is scheduled")
    dated = schedule.network.axis.start is not None
    if as_of is not None and not dated:
        raise ModelError("this schedule has no dates to mark a day in", hint='pm.schedule(plan, start="2021-01-01")')
    notes = list(schedule.notes)
    if len(work) > _MOST_ROWS:
        ranked = sorted(work, key=lambda task: (not task.critical, float(task.total_slack.magnitude)))
        kept = {task.id for task in ranked[:_MOST_ROWS]}
        notes.append(f"{len(work)} pieces of work: drawn are the critical ones and those with the least slack")
        work = [task for task in work if task.id in kept]
    goals = _goals(schedule)
    rows = [_row(schedule, task, goals.get(task.id), dated, language) for task in work]
    rows.sort(key=lambda row: (row["start"], row["finish"], row["task"]))
    return _chart(schedule, rows, as_of, notes)


def _goals(schedule: Schedule) -> dict[str, str]:
    """Return for each piece of work the narrowest goal that it serves: that of the least work, of several the last."""
    found: dict[str, str] = {}
    goals = [one for one in schedule.goals() if isinstance(schedule.plan[one.id], Goal)]
    for goal in sorted(goals, key=lambda one: len(one.work), reverse=True):
        found.update(dict.fromkeys(goal.work, plain_letters(goal.name)))
    return found


def _row(
    schedule: Schedule, task: ScheduledTask, goal: str | None, dated: bool, language: str | None
) -> dict[str, Any]:
    name = plain_letters(schedule.plan[task.id].label(language))
    return {
        "task": cut(name, 44),
        "id": task.id,
        "goal": cut(goal or "—", 60),
        "start": _time(task.early_start, dated, end=False),
        "finish": _time(task.early_finish, dated, end=True),
        "latest": _time(task.late_finish, dated, end=True),
        "said": f"{name}: {task.early_start} to {task.early_finish}" + (", critical" if task.critical else ""),
        "critical": task.critical,
        "point": not task.duration.magnitude,
    }


def _time(value: Any, dated: bool, *, end: bool) -> Any:
    """Return a moment for the chart: the last day of work ends when the next one begins."""
    if not dated:
        return plain(value)
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z"  # the chart counts in universal time, so that it is the same everywhere
    return (value + dt.timedelta(days=1) if end else value).isoformat()


def _chart(schedule: Schedule, rows: list[dict[str, Any]], as_of: str | dt.date | None, notes: list[str]) -> Picture:
    alt = altair()
    dated = schedule.network.axis.start is not None
    kind = "T" if dated else "Q"
    axis = alt.Axis(format="%Y-%m", tickCount=8, labelOverlap=True) if dated else alt.Axis(tickCount=8)
    title = None if dated else schedule.unit
    order = [row["id"] for row in rows]
    names = {row["id"]: row["task"] for row in rows}
    label = " : ".join(f"datum.value == {id!r} ? {name!r}" for id, name in names.items()) + " : datum.value"
    y = alt.Y("id:N", sort=order, title=None, axis=alt.Axis(labelExpr=label, labelLimit=330))
    base = alt.Chart().encode(y=y, description=alt.Description("said:N"))  # a date in it would be in local time
    scale = alt.Scale(type="utc" if dated else "linear")
    x = alt.X(f"start:{kind}", title=title, axis=axis, scale=scale)
    tail = alt.X(f"finish:{kind}", title=title, axis=axis, scale=scale)
    colour = alt.condition("datum.critical", alt.value(RED), alt.value(BLUE))
    bars = base.transform_filter("!datum.point")
    points = base.transform_filter("datum.point").mark_point(shape="diamond", size=80, filled=True)
    layers = [
        base.mark_rule(strokeWidth=2, color=GREY).encode(x=tail, x2="latest"),
        bars.transform_filter("!datum.critical").mark_bar(height=9, color=BLUE).encode(x=x, x2="finish"),
        bars.transform_filter("datum.critical").mark_bar(height=14, color=RED).encode(x=x, x2="finish"),
        points.encode(x=x, color=colour),
    ]
    if as_of is not None:
        day = Period(as_of).start.isoformat()
        line = alt.Chart().transform_calculate(today=f"toDate({day!r})").mark_rule(strokeDash=[4, 3])
        layers.append(line.encode(x=alt.X("today:T", title=None, axis=axis, scale=scale)))
    groups = list(dict.fromkeys(row["goal"] for row in rows))
    head = alt.Header(labelAngle=0, labelAlign="left", labelFontWeight="bold", labelOrient="top", labelAnchor="start")
    chart = (
        alt.layer(*layers, data=alt.Data(values=rows))
        .properties(width=560, height=alt.Step(20))
        .facet(row=alt.Row("goal:N", sort=groups, title=None, header=head), spacing=8)
        .resolve_scale(y="independent")
        .properties(title=_title(schedule))
    )
    return chart_picture(chart, _title(schedule), notes)


def _title(schedule: Schedule) -> str:
    critical = len(schedule.critical)
    return f"{plain_letters(schedule.plan.label())}: {schedule.start} to {schedule.finish}, {critical} critical"
