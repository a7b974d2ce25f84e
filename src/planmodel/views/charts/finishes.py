"""The finishes of a simulation as a chart has them: in bars of equally many days, and the lines that mark some."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import cbrt, ceil, floor
from typing import Any

import attrs

from planmodel.model.time_amounts import WORKDAY
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.simulation import Simulation
from planmodel.units import Amount
from planmodel.views.charts.gantt import chart_time
from planmodel.views.drawing.scales import round_step
from planmodel.views.drawing.style import BLUE, ORANGE, RED
from planmodel.views.spoken import told

__all__ = ["Bin", "bins_of", "by_the_end", "days_after", "marks_of"]

_MOST_BARS, _MOST_VALUES = 60, 40
_PERCENTS = (50, 80, 95)
_A_MOMENT = 1e-6


@attrs.frozen(kw_only=True)
class Bin:
    """Finishes after ``low`` and up to ``high``, as the chart has times: how many, and how many until then."""

    low: Any
    high: Any
    count: int
    until: int


def bins_of(simulation: Simulation, id: str) -> tuple[list[Bin], bool]:
    """Return the finishes in order, and whether there are so few different ones that each stands alone."""
    ends = simulation.finishes[id]
    few = _few(ends)
    if few is not None:
        times = [(chart_time(simulation.moment(tick, id)), tick) for tick in few]
        found = [(time, time, bisect_right(ends, tick + _A_MOMENT)) for time, tick in times]
    else:
        found = _bars_of_days(simulation, id) or _bars_of_time(simulation, ends)
    before = [0, *(until for _, _, until in found)]
    bins = [
        Bin(low=low, high=high, count=until - less, until=until)
        for (low, high, until), less in zip(found, before, strict=False)
    ]
    return bins, few is not None


def _few(ends: Sequence[float]) -> list[float] | None:
    """Return the different finishes when there are few."""
    found: list[float] = []
    at = 0
    while at < len(ends):
        found.append(float(ends[at]))
        if len(found) > _MOST_VALUES:
            return None
        at = bisect_right(ends, ends[at] + _A_MOMENT)
    return found


def _bars_of_time(simulation: Simulation, ends: Sequence[float]) -> list[tuple[Any, Any, int]]:
    """Return for each bar where it begins and ends and how many finishes come until then, without dates."""
    per_unit = simulation.schedule.network.axis.per_unit
    low, high = float(ends[0]) / per_unit, float(ends[-1]) / per_unit
    step = round_step(max((high - low) / _bars(len(ends)), 1e-9))
    begin = floor(low / step)
    edges = [(begin + at) * step for at in range(ceil(high / step) - begin + 1)]
    return [(a, b, bisect_right(ends, b * per_unit + _A_MOMENT)) for a, b in pairwise(edges)]


def _bars_of_days(simulation: Simulation, id: str) -> list[tuple[Any, Any, int]]:
    """Return the same in whole days, as many in each bar; none when there are no dates."""
    ends, schedule = simulation.finishes[id], simulation.schedule

    def day_of(tick: float) -> dt.date:
        moment = simulation.moment(float(tick), id)
        assert not isinstance(moment, Amount)
        return moment.date() if isinstance(moment, dt.datetime) else moment

    if schedule.network.axis.start is None:
        return []
    first = day_of(ends[0])
    days = (day_of(ends[-1]) - first).days + 1
    width = ceil(days / _bars(len(ends)))
    if schedule.network.axis.unit == WORKDAY:  # a week has days on which nothing ends
        width = ceil(width / 7) * 7
    found = []
    for at in range(0, days, width):
        begin, last = days_after(first, at), days_after(first, at + width - 1)
        found.append((chart_time(begin), chart_time(last, end=True), bisect_right(ends, last, key=day_of)))
    return found


def _bars(samples: int) -> int:
    """Return how many bars show the shape and not the chance: twice the cube root (the Rice rule), at most 60."""
    return min(_MOST_BARS, ceil(2 * cbrt(samples)))


def marks_of(simulation: Simulation, id: str, spoken: str) -> list[tuple[str, Any, str]]:
    """Return (what, when, colour) of the lines."""
    schedule = simulation.schedule
    ends = (simulation.finishes[id][0], simulation.finishes[id][-1])
    likely = schedule.finish
    if id != schedule.plan.id:
        likely = next(one.finish for one in schedule.goals() if one.id == id and one.finish is not None)
    found: list[tuple[str, Any, str]] = [
        (told(spoken, "simulation.bar.by_likely", when=str(likely)), chart_time(likely), RED)
    ]
    for percent in _PERCENTS:
        when = simulation.percentile(percent, id)
        found.append((f"P{percent}: {when}", chart_time(when), BLUE))
    by = by_the_end(simulation, id, spoken)
    period = schedule.plan.period
    first, last = (simulation.moment(float(end), id) for end in ends)
    if by is not None and period is not None and _near(period.end, first, last):
        found.append((by, chart_time(period.end), ORANGE))
    return found


def by_the_end(simulation: Simulation, id: str, spoken: str, *, label: bool = True) -> str | None:
    """Return how likely all is over by the end of the plan's period, as a label or clause; none without such a day."""
    chance, period = simulation.chance(id=id), simulation.schedule.plan.period
    if chance is None or period is None:
        return None
    if label:
        return told(spoken, "simulation.bar.period", day=str(period.end), chance=f"{chance:.1%}")
    return told(spoken, "simulation.bar.chance", day=period.end, chance=f"{chance:.1%}")


def _near(day: dt.date, first: Moment | Amount, last: Moment | Amount) -> bool:
    """Tell whether a day is so near that a line there leaves the finishes wide enough to be read."""
    if isinstance(first, Amount) or isinstance(last, Amount):
        return False
    begin, end = (one.date() if isinstance(one, dt.datetime) else one for one in (first, last))
    room = (end - begin).days + 7
    return days_after(begin, -room) <= day <= days_after(end, room)


def days_after(day: dt.date, days: int) -> dt.date:
    """Return the day so many days after another, or the first or last of all days where that lies beyond."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))
