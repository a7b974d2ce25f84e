"""The measures of methods: ratios of growth and of rates, projections, and what is off the level planned."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from planmodel.evaluating.judged import Judged
from planmodel.evaluating.method import Edge, Measure, Method, MethodClass
from planmodel.model.kinds import Indicator
from planmodel.tracking.levels import in_unit
from planmodel.tracking.results import IndicatorProgress
from planmodel.units import Amount
from planmodel.units.numerals import nearest_float
from planmodel.words import Message, say

__all__ = ["Measured", "measured"]


class Measured(NamedTuple):
    """What a method says of a row.

    Parameters:
        judged: the class; ``None`` when the method cannot say.
        measure: the number that it rests on.
        projected: what the trend leads to in the target's year.
        planned: what was to be there by the time of the value.
        reason: why it cannot say, or what to mind.
    """

    judged: MethodClass | None
    measure: float | None = None
    projected: Amount | None = None
    planned: Amount | None = None
    reason: Message | None = None


class _Way(NamedTuple):
    """The numbers of a row, in one unit: from a base over a value to an aim, and the years of each."""

    base: Fraction
    value: Fraction
    aim: Fraction
    begins: int
    now: int
    due: int
    up: bool
    unit: str
    share: Fraction | None
    yardstick: Fraction | None
    edge: Edge | None
    before: Mapping[int, Fraction]
    """The values of whole years up to that of the value, the base among them."""

    @property
    def excluded(self) -> bool:
        """Whether the value is just the number that the target excludes: 40 of less than 40."""
        return self.value == self.aim and self.edge not in ("met", "kept")

    def short(self, level: Fraction, aim: Fraction) -> Fraction:
        """Return by how much a level falls short of an aim; below nothing where it is beyond it."""
        return aim - level if self.up else level - aim

    def planned(self) -> Fraction | None:
        """Return the level that was to be there: of a target that asks for no more than the base, the target."""
        if self.edge in ("kept", "broken"):
            return self.aim
        return None if self.yardstick is None else self.base + self.yardstick * (self.aim - self.base)


def measured(method: Method, indicator: Indicator, judged: Judged) -> Measured:
    """Return what a method says of a promise whose numbers are known."""
    way = _way_of(indicator, judged)
    if isinstance(way, Message):
        return Measured(None, reason=way)
    return _MEASURES[method.measure](method, way)


def _way_of(indicator: Indicator, judged: Judged) -> _Way | Message:
    result = judged.result
    if result is None:
        return say("evaluate.method_of_years")
    value, target, base = (
        one.value if one is not None else None for one in (result.actual, result.target, result.baseline)
    )
    if value is None or target is None or base is None:
        return say("evaluate.method_numbers")
    numbers = [in_unit(one, target.unit) for one in (base, value, target)]
    start, now, aim = (one if isinstance(one, Fraction) else None for one in numbers)
    when = result.actual.period.end.year if result.actual is not None and result.actual.period is not None else None
    begins, due = result.base_year, result.target_year
    if start is None or now is None or aim is None or when is None or begins is None or due is None:
        return say("evaluate.method_numbers")
    if not begins < when <= due:
        return say("evaluate.method_years", base=str(begins), now=str(when), due=str(due))
    up = result.better == "higher" if result.better is not None else aim > start
    edges: dict[str, Edge] = {"held": "kept", "breached": "broken", "met": "met", "regressed": "regressed"}
    edge = edges.get(result.status)
    if edge is None and (now < start if up else now > start):
        edge = "regressed"
    before = {begins: start, **_yearly(indicator, target.unit, when, result), when: now}
    return _Way(start, now, aim, begins, when, due, up, target.unit, judged.share, judged.yardstick, edge, before)


def _yearly(indicator: Indicator, unit: str, until: int, result: IndicatorProgress) -> dict[int, Fraction]:
    """Return the values of whole years before that of the value; none of a change, which has no level of its own."""
    if result.baseline is not None and result.baseline.origin == "computed":
        return {}
    found = {}
    for one in indicator.observations:
        starts, ends = one.period.start, one.period.end
        whole = starts.year == ends.year and (starts.month, starts.day, ends.month, ends.day) == (1, 1, 12, 31)
        number = in_unit(one.value, unit) if one.value is not None and whole and ends.year < until else None
        if isinstance(number, Fraction):
            found[ends.year] = number
    return found


def _of(
    method: Method,
    way: _Way,
    measure: float,
    edges: tuple[Edge, ...] = (),
    *,
    projected: Fraction | None = None,
    planned: Fraction | None = None,
) -> Measured:
    """Return the class of an edge that the method names, else that of its measure."""
    own = method.edges.get(way.edge) if way.edge in edges and way.edge is not None else None
    if own is None and not math.isfinite(measure):
        return Measured(None, reason=say("evaluate.beyond"))
    judged, unit = own or method.class_of(measure, beyond=way.excluded), way.unit or None
    then = None if projected is None else Amount(projected, unit)
    return Measured(judged, measure, then, None if planned is None else Amount(planned, unit))


def _time(method: Method, way: _Way) -> Measured:
    """Return the share of the way gone less the share of time."""
    if way.edge in ("kept", "broken"):
        return Measured(method.edges.get(way.edge), planned=Amount(way.aim, way.unit or None))
    if way.share is None or way.yardstick is None:
        return Measured(None, reason=say("evaluate.no_yardstick"))
    return _of(method, way, nearest_float(way.share - way.yardstick), ("regressed",), planned=way.planned())


def _level(method: Method, way: _Way) -> Measured:
    """Return value ÷ target, or target ÷ value of what had better be low."""
    above, below = (way.value, way.aim) if way.up else (way.aim, way.value)
    if below <= 0 or above < 0:
        return Measured(None, reason=say("evaluate.not_positive"))
    return _of(method, way, nearest_float(above / below))


def _edge(method: Method, way: _Way) -> Measured | None:
    """Return what is said of a target that is reached, or asks for no more than the base, whatever the trend."""
    if way.edge in ("met", "kept") and way.edge in method.edges:
        return Measured(method.edges[way.edge])
    if way.edge in ("kept", "broken") or way.aim == way.base:
        own = method.edges.get("broken") if way.edge == "broken" else None
        return Measured(own, reason=None if own is not None else say("evaluate.no_way"))
    return None


def _growth(method: Method, way: _Way) -> Measured:
    """Return the observed yearly growth ÷ that which the target asks for from the base on."""
    found = _edge(method, way)
    rates = None if found is not None else _rates(method, way)
    if found is not None or rates is None:
        return found or Measured(None, reason=say("evaluate.no_growth"))
    replaced = method.zero is not None and 0 in (way.base, way.aim)
    made = _of(method, way, rates[0] / rates[1], ("regressed",))
    return made._replace(reason=say("evaluate.zero", by=f"{method.zero:g}")) if replaced else made


def _rates(method: Method, way: _Way) -> tuple[float, float] | None:
    """Return the observed and the required compound yearly rate; ``None`` for zero (unless replaced) or mixed signs."""
    base, value, aim = (nearest_float(one) for one in (way.base, way.value, way.aim))
    if method.zero is not None:
        base, aim = (one or method.zero for one in (base, aim))
    if base == 0 or aim == 0 or value / base < 0 or aim / base <= 0:
        return None
    seen = (value / base) ** (1 / (way.now - way.begins)) - 1
    asked = (aim / base) ** (1 / (way.due - way.begins)) - 1
    return (seen, asked) if asked else None


def _power(base: float, years: int) -> float:
    try:
        return float(base**years)
    except OverflowError:
        return math.inf


def _projected_growth(method: Method, way: _Way) -> Measured:
    """Return which share of the way the value reaches by the target's year when it grows on at its yearly rate."""
    found = _edge(method, way)
    rates = None if found is not None else _rates(method, way)
    if found is not None or rates is None:
        return found or Measured(None, reason=say("evaluate.no_growth"))
    reached = nearest_float(way.value) * _power(1 + rates[0], way.due - way.now)
    if not math.isfinite(reached):
        return Measured(None, reason=say("evaluate.beyond"))
    then = Fraction(reached).limit_denominator(10**9)
    return _of(method, way, nearest_float((then - way.base) / (way.aim - way.base)), ("regressed",), projected=then)


def _projected_change(method: Method, way: _Way) -> Measured:
    """Return by which share of the rest the mean of the last five yearly changes would miss the target, below 0."""
    known = {year: number for year, number in way.before.items() if year >= way.now - 5}
    if len(known) < method.values:
        return Measured(None, reason=say("evaluate.few_values", n=method.values, found=len(known)))
    first = min(known)
    change = (way.value - known[first]) / (way.now - first)
    then = way.value + change * (way.due - way.now)
    missed, rest = way.short(then, way.aim), way.short(way.value, way.aim)
    shown = Amount(then, way.unit or None)
    if missed <= 0:
        return _of(method, way, 0.0, projected=then)
    if rest <= 0:
        return Measured(method.edges.get("lost"), projected=shown)
    if (change < 0) if way.up else (change > 0):
        return Measured(method.edges.get("regressed"), projected=shown)
    return _of(method, way, -nearest_float(missed / rest), projected=then)


def _rate(method: Method, way: _Way) -> Measured:
    """Return the mean yearly change ÷ that which the target asks for from the base on."""
    found = _edge(method, way)
    if found is not None:
        return found
    seen = (way.value - way.base) / (way.now - way.begins)
    return _of(method, way, nearest_float(seen / ((way.aim - way.base) / (way.due - way.begins))), ("regressed",))


def _off(method: Method, way: _Way) -> Measured:
    """Return by which share of the level planned the value is short of it, below 0; then whether it got better."""
    planned = way.planned()
    if planned is None or planned == 0:
        return Measured(None, reason=say("evaluate.no_plan"))
    measure = -nearest_float(max(way.short(way.value, planned), Fraction(0)) / abs(planned))
    made = _of(method, way, measure, planned=planned)
    if made.judged is not None:
        return made
    last = way.before.get(way.now - 1)
    if last is None:
        return made._replace(reason=say("evaluate.no_year_before", year=str(way.now - 1)))
    worse: Edge = "worse" if way.short(way.value, last) > 0 else "better"
    return made._replace(judged=method.edges.get(worse))


def _planned(method: Method, way: _Way) -> Measured:
    """Return by how much of the level planned the value is beyond it, or short of it below 0."""
    planned = way.planned()
    if planned is None:
        return Measured(None, reason=say("evaluate.no_plan"))
    beyond = -way.short(way.value, planned)
    return _of(method, way, nearest_float(beyond / abs(planned) if planned else beyond), planned=planned)


_MEASURES: Mapping[Measure, Callable[[Method, _Way], Measured]] = {
    "time": _time,
    "level": _level,
    "growth": _growth,
    "projected_growth": _projected_growth,
    "projected_change": _projected_change,
    "rate": _rate,
    "off": _off,
    "planned": _planned,
}
