"""What a small chart of one indicator shows: values by the sort of period, baseline, targets and the way there."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import attrs

from planmodel.comparing.figures import sign_of
from planmodel.listing import plain_number
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.period import Period
from planmodel.model.targets import Level
from planmodel.text import in_language
from planmodel.tracking.attainment import indicator_progress
from planmodel.tracking.choice import definition_changed
from planmodel.tracking.path import year_end
from planmodel.tracking.results import IndicatorProgress, Input
from planmodel.units import Amount, same_dimension
from planmodel.words import say

__all__ = ["Drawn", "Mark", "Panel", "Point", "Sort", "caption", "follows", "panel_of", "points_of", "unit_of"]

Sort = Literal["year", "month", "since January", "other"]
"""What a period is: only values of one sort are alike, since a month has a season and a part of a year has not all."""


@attrs.frozen(kw_only=True)
class Drawn:
    """An indicator with what its plan says about it.

    Parameters:
        indicator: it.
        metric: the definition that it uses.
        base_year: the base year where it states none itself.
    """

    indicator: Indicator
    metric: Metric | None = None
    base_year: int | None = None


class Point(NamedTuple):
    """A measured value in the unit of its panel."""

    period: Period
    value: float
    sort: Sort
    changed: bool
    said: str


class Mark(NamedTuple):
    """A level at the end of a year: a baseline or a target with its sign."""

    year: int
    value: float
    text: str


@attrs.frozen(kw_only=True)
class Panel:
    """What is drawn of one indicator, in one unit."""

    id: str
    name: str
    facts: str
    unit: str
    points: tuple[Point, ...]
    baseline: Mark | None
    targets: tuple[Mark, ...]
    ways: tuple[tuple[Mark, Mark], ...]
    met: bool | None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its baseline and targets."""
        return self.targets if self.baseline is None else (*self.targets, self.baseline)

    @property
    def values(self) -> list[float]:
        """All numbers that it shows."""
        return [*(one.value for one in self.points), *(one.value for one in self.marks)]

    @property
    def days(self) -> Iterator[dt.date]:
        """All days that its axis of time has to hold."""
        for one in self.points:
            yield from (one.period.start, one.period.end)
        for mark in self.marks:
            yield year_end(mark.year)


def caption(key: str, chinese: bool, **parameters: object) -> str:
    """Return words of these charts in Chinese or English."""
    return say(f"values.{key.replace(' ', '_')}", **parameters).in_language("zh" if chinese else "en")


def panel_of(one: Drawn, language: str | None, chinese: bool) -> Panel:
    """Return what can be drawn of an indicator, and what cannot in words."""
    indicator = one.indicator
    results = _promises(one)
    unit = unit_of(indicator, results)
    points = points_of(indicator, unit)
    wordless = sum(seen.value is None for seen in indicator.observations)
    odd = len(indicator.observations) - wordless - len(points)
    given = next((result.baseline for result in results if result.baseline is not None), None)
    baseline = _mark(given, unit) if given is not None else _stated(one, unit)
    aims = [
        (result, mark) for result in results for mark in [*_aims(result, unit)] or _unjudged(indicator, result, unit)
    ]
    ways = [(baseline, mark) for result, mark in aims if baseline is not None and result.method == "linear"]
    printed = [target.as_published for target in indicator.targets if target.as_published]
    facts = [unit, *dict.fromkeys(printed)] + ([] if indicator.observations else [caption("no_values", chinese)])
    facts += [caption("units", chinese, count=odd)] if odd else []
    facts += [caption("wordless", chinese, count=wordless)] if wordless else []
    return Panel(
        id=indicator.id,
        name=in_language(indicator.name, language) or indicator.id,
        facts=" · ".join(filter(None, facts)),
        unit=unit,
        points=points,
        baseline=baseline,
        targets=tuple(mark for _, mark in aims),
        ways=tuple(ways),
        met=results[-1].verdict in ("met", "held") if results and results[-1].verdict != "unknown" else None,
    )


def _promises(one: Drawn) -> list[IndicatorProgress]:
    """Return what progress says of each year that something is promised for: base and target as it uses them."""
    years = sorted({target.year for target in one.indicator.targets if target.year is not None})
    return [
        indicator_progress(one.indicator, as_of=year_end(year), metric=one.metric, base_year=one.base_year)
        for year in years
    ]


def points_of(indicator: Indicator, unit: str) -> tuple[Point, ...]:
    """Return the measured values that can be told in a unit, in the order of time."""
    points = []
    for seen in sorted(indicator.observations, key=lambda seen: (seen.period.end, seen.period.start)):
        value = None if seen.value is None else _in_unit(seen.value, unit)
        if value is not None:
            said = f"{seen.period}: {seen.value}" + (f" ({seen.note})" if seen.note else "")
            points.append(Point(seen.period, value, _sort(seen.period), definition_changed(seen.note), said))
    return tuple(points)


def unit_of(indicator: Indicator, results: Sequence[IndicatorProgress] = ()) -> str:
    """Return the unit of a panel: the indicator's, else that of the first number."""
    amounts = [one.value for one in indicator.observations if one.value is not None]
    amounts += [mark.value for one in results for mark in (one.baseline, one.target) if mark is not None and mark.value]
    first = amounts[0].unit if amounts else ""
    stated = indicator.unit
    return stated if stated is not None and (not amounts or same_dimension(first, stated)) else first


def _in_unit(amount: Amount, unit: str) -> float | None:
    if not same_dimension(amount.unit, unit):
        return None
    return float(amount.to(unit).magnitude)


def _mark(given: Input | None, unit: str, sign: str = "") -> Mark | None:
    if given is None or given.value is None or given.period is None:
        return None
    value = _in_unit(given.value, unit)
    return None if value is None else Mark(given.period.end.year, value, f"{sign}{plain_number(value)}")


def _stated(one: Drawn, unit: str) -> Mark | None:
    """Return the baseline that is written, where no promise uses one."""
    baseline = one.indicator.baseline
    if baseline is None or baseline.value is None:
        return None
    year = baseline.year if baseline.year is not None else one.base_year
    return None if year is None else _mark(Input(value=baseline.value, period=Period(year), origin="baseline"), unit)


def _aims(result: IndicatorProgress, unit: str) -> Iterator[Mark]:
    """Yield the levels that a promise asks for: several where it is made of parts, and those of its harder promise."""
    mark = _mark(result.target, unit, sign_of(result.comparator))
    if mark is not None:
        yield mark
    for part in (*result.parts, *([] if result.stretch is None else [result.stretch])):
        yield from _aims(part, unit)


def _unjudged(indicator: Indicator, result: IndicatorProgress, unit: str) -> Iterator[Mark]:
    """Yield the levels that are promised for a year although progress has a reason to judge none of them."""
    year = result.as_of.year
    for target in indicator.targets:
        promise = target.commitment
        if target.year == year and target.scope is None and isinstance(promise, Level):
            aim = Input(value=promise.value, period=Period(year), origin="target")
            mark = _mark(aim, unit, sign_of(promise.comparator))
            if mark is not None:
                yield mark


def _sort(period: Period) -> Sort:
    start, end = period.start, period.end
    if end.day != calendar.monthrange(end.year, end.month)[1] or start.day != 1 or start.year != end.year:
        return "other"
    if start.month == end.month:
        return "month"
    if start.month != 1:
        return "other"
    return "year" if end.month == 12 else "since January"


def follows(before: Point, after: Point) -> bool:
    """Tell whether two values of one sort follow each other and are of one definition."""
    next_day = before.period.end.toordinal() + 1  # of the last day that a date can be there is no next one
    return after.sort in ("year", "month") and not after.changed and after.period.start.toordinal() == next_day
