"""A simulation as a chart: how finishes are spread, by when how many are over, and the same for each goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil
from typing import Any

from planmodel.scheduling.simulation import Simulation
from planmodel.text import in_language
from planmodel.views.charts.finishes import Bin, bins_of, by_the_end, days_after, marks_of
from planmodel.views.charts.gantt import chart_time
from planmodel.views.drawing.marks import level, point, steps, upright, words
from planmodel.views.drawing.scales import Scale, number_scale, time_scale
from planmodel.views.drawing.sheet import Key, Sheet, band
from planmodel.views.drawing.style import BLUE, GREY, RED, short
from planmodel.views.headlines import headed
from planmodel.views.picture import Picture
from planmodel.views.spoken import check_language, spoken_by, told

__all__ = ["plot_simulation"]

_MOST_GOALS, _MOST_STEPS = 40, 400
_LEFT, _WIDTH, _RIGHT = 250, 520, 220
_LABEL, _SPREAD, _GAP, _OVER = 16.0, 130.0, 16.0, 150.0
_HEAD, _ROW = 30.0, 22.0
_PALE_BLUE = "#8db6d9"


def plot_simulation(simulation: Simulation, goal: str | None = None, language: str | None = None) -> Picture:
    """Return a simulation as a chart.

    Above, how often the work is over when: bars of equally many whole days (whole weeks with a working calendar), or
    one line for each finish where there are few. Below, the share of samples in which it is over by then. Lines mark
    the finish by likely durations, P50, P80 and P95, and the end of the plan's period where it is near. Below that, the
    same for each goal and indicator.

    Parameters:
        simulation: the simulation.
        goal: a goal or indicator: only the work for it is drawn. Without one the whole plan, and below it its goals, of
            more than 40 the first ones.
        language: the language of names and words; that of the plan's title when left out.

    Raises:
        UnknownIdError: no scheduled work serves such a goal.
        ModelError: nothing of the plan is in that language.
    """
    plan = simulation.schedule.plan
    check_language(plan, language)
    spoken = spoken_by(plan, language)
    id = plan.id if goal is None else goal
    simulation.percentile(0, id)  # refuses an id that it does not have
    bins, few = bins_of(simulation, id)
    marked = marks_of(simulation, id, spoken)
    notes: list[str] = [in_language(note, spoken) for note in simulation.notes]
    others: list[str] = []
    if goal is None:
        others = [one for one in simulation.finishes if one != plan.id]
        if len(others) > _MOST_GOALS:
            notes.append(told(spoken, "simulation.bar.cut", shown=_MOST_GOALS, n=len(others)))
            others = others[:_MOST_GOALS]
    return _chart(simulation, id, (bins, few), marked, others, notes, language)


# --- layers ---


def _chart(
    simulation: Simulation,
    id: str,
    finishes: tuple[list[Bin], bool],
    marked: list[tuple[str, Any, str]],
    others: Sequence[str],
    notes: list[str],
    language: str | None,
) -> Picture:
    schedule = simulation.schedule
    spoken = spoken_by(schedule.plan, language)
    bins, few = finishes
    spans = [_span(simulation, other) for other in others]
    times = [*(one.low for one in bins), *(one.high for one in bins), *(when for _, when, _ in marked)]
    times += [when for span in spans for when in span]
    x = _scale(min(times), max(times), schedule.unit)
    top = _LABEL * len(marked) + 4
    floor_of_bars, base = top + _SPREAD, top + _SPREAD + _GAP + _OVER
    drawn = [
        *_grid(base),
        *_bars(bins, few, floor_of_bars, x, spoken),
        _cumulated(simulation, id, base, x),
        *_marks(marked, base, x),
        *_compared(simulation, others, spans, base, x, language),
        words(14 - _LEFT, floor_of_bars - 8, told(spoken, "simulation.bar.finishes")),
        words(14 - _LEFT, base - 8, told(spoken, "simulation.bar.over")),
    ]
    name = (schedule.plan if id == schedule.plan.id else schedule.plan[id]).label(language)
    below = _HEAD + _ROW * len(others) if others else 0
    facts = [
        told(spoken, "simulation.bar.samples", n=simulation.samples, seed=simulation.seed),
        told(spoken, "simulation.bar.varying", n=simulation.uncertain),
    ]
    over = by_the_end(simulation, id, spoken, label=False)
    found = [*([] if over is None else [over]), marked[1][0], marked[2][0]]
    if bins and not few:
        facts.append(told(spoken, "simulation.bar.width", width=_width(bins[0], schedule.unit, spoken)))
    sheet = Sheet(
        width=_WIDTH,
        height=base + below,
        left=_LEFT,
        right=_RIGHT,
        title=headed(spoken, name, *found),
        facts=told(spoken, "row.apart", parts=facts),
        keys=_keys(spoken) if others else (),
        scale=x,
    )
    return sheet.picture(drawn, notes=notes)


def _scale(low: Any, high: Any, unit: str) -> Scale:
    if not isinstance(low, str):
        room = (high - low) * 0.03 or 1
        return number_scale(low - room, high + room, _WIDTH, title=unit)
    ends = [dt.date.fromisoformat(one[:10]) for one in (low, high)]
    room_days = max(1, (ends[1] - ends[0]).days // 40)
    return time_scale(days_after(ends[0], -room_days).isoformat(), days_after(ends[1], room_days).isoformat(), _WIDTH)


def _width(one: Bin, unit: str, spoken: str) -> str:
    if not isinstance(one.low, str):
        return f"{one.high - one.low:g} {unit}"
    days = (dt.date.fromisoformat(one.high) - dt.date.fromisoformat(one.low)).days
    return told(spoken, "simulation.bar.days", n=days)


def _grid(base: float) -> list[str]:
    """Return the lines of the shares, with their numbers."""
    shares = [(base - _OVER * share, f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)]
    levels = [level(0, _WIDTH, y, "#e8e8e8", 1) for y, _ in shares]
    return levels + [words(-6, y, text, GREY, align="right", size=10) for y, text in shares]


def _bars(bins: Sequence[Bin], few: bool, base: float, x: Scale, spoken: str) -> list[str]:
    most = max((one.count for one in bins), default=1) or 1
    drawn = []
    for one in bins:
        high = _SPREAD * one.count / most
        if not one.count:
            continue
        if few:
            said = told(spoken, "simulation.bar.on", n=one.count, when=str(one.high))
            drawn.append(upright(x(one.high), base, base - high, _PALE_BLUE, 4, said=said))
        else:
            said = told(spoken, "simulation.bar.between", n=one.count, low=str(one.low), high=str(one.high))
            drawn.append(level(x(one.low), x(one.high), base - high / 2, _PALE_BLUE, high, said=said))
    return [*drawn, level(0, _WIDTH, base, GREY, 1)]


def _cumulated(simulation: Simulation, id: str, base: float, x: Scale) -> str:
    """Return the share that is over by each of up to 400 finishes."""
    ends = simulation.finishes[id]
    count = len(ends)
    ranks = sorted({ceil(count * (at + 1) / _MOST_STEPS) - 1 for at in range(_MOST_STEPS)} | {0})
    over = {chart_time(simulation.moment(float(ends[rank]), id)): rank + 1 for rank in ranks}
    places = [(x(when), base - _OVER * done / count) for when, done in over.items()]
    return steps([(places[0][0], base), *places], BLUE)


def _marks(marked: list[tuple[str, Any, str]], base: float, x: Scale) -> list[str]:
    """Return the lines; each later one begins lower, so that it crosses no label."""
    drawn = []
    for at, (text, when, color) in enumerate(sorted(marked, key=lambda one: one[1])):
        y = _LABEL * (at + 0.5)
        drawn.append(upright(x(when), y, base, color, 1.5, dash=(4, 2), said=text))
        drawn.append(words(x(when) + 5, y, text, color))
    return drawn


# --- goals ---


def _keys(spoken: str) -> tuple[Key, ...]:
    return (
        Key(text=told(spoken, "simulation.bar.likely"), color=RED, shape="circle", hollow=True),
        Key(text="P50", color=BLUE, shape="circle"),
        Key(text="P80", color=BLUE, shape="triangle-up"),
        Key(text="P5–P95", color=_PALE_BLUE, width=5),
    )


def _span(simulation: Simulation, id: str) -> tuple[Any, ...]:
    """Return the likely finish, P5, P50, P80 and P95 as the chart has times."""
    likely = next(one.finish for one in simulation.schedule.goals() if one.id == id and one.finish is not None)
    percents = (simulation.percentile(percent, id) for percent in (5, 50, 80, 95))
    return tuple(chart_time(when) for when in (likely, *percents))


def _compared(
    simulation: Simulation,
    others: Sequence[str],
    spans: Sequence[tuple[Any, ...]],
    base: float,
    x: Scale,
    language: str | None,
) -> list[str]:
    if not others:
        return []
    text = told(spoken_by(simulation.schedule.plan, language), "simulation.bar.each")
    drawn = band(base + _HEAD / 2 + 2, text, _LEFT, _LEFT + _WIDTH + _RIGHT)
    for at, (id, (likely, low, middle, late, high)) in enumerate(zip(others, spans, strict=True)):
        y = base + _HEAD + _ROW * (at + 0.5)
        label = simulation.schedule.plan[id].label(language)
        said = short(f"{label}: P5 {low}, P50 {middle}, P80 {late}, P95 {high}", 200)
        drawn += [
            words(14 - _LEFT, y, short(label, 38)),
            words(_WIDTH + 14, y, f"P50 {_said(middle)}, P80 {_said(late)}", GREY),
            level(x(low), x(high), y, _PALE_BLUE, 5, said=said),
            point(x(middle), y, BLUE, "circle", 55),
            point(x(late), y, BLUE, "triangle-up", 55),
            point(x(likely), y, RED, "circle", 55, fill="#ffffff"),
        ]
    return drawn


def _said(when: Any) -> str:
    return when[:10] if isinstance(when, str) else f"{when:,.4g}"
