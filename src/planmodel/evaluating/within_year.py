"""The state of a promise within the year of its target: amounts by months, growth rates in full."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction

import attrs

from planmodel.evaluating.judged import Judged, Yardsticks, YearRule
from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.scale import State
from planmodel.model.bounds import CEILINGS
from planmodel.model.kinds import Better, Metric
from planmodel.model.metrics import metric_of
from planmodel.model.numbers import Observation
from planmodel.model.targets import Change, Level
from planmodel.phrases.directions import direction_in
from planmodel.phrases.reader import read_target
from planmodel.tracking.change import better_size, is_that_change, year_told
from planmodel.tracking.choice import base_year_of
from planmodel.tracking.levels import aim_of, in_unit, keeps, rule_of
from planmodel.tracking.path import year_end
from planmodel.units import Amount, is_known, same_dimension
from planmodel.words import say

__all__ = ["growth_of_the_year", "levels_alone", "months_gone", "part_of_the_year", "said_of", "within_the_year"]

_ADDS_UP = frozenset({"flow"})


def part_of_the_year(promise: Promise, day: dt.date) -> Observation | None:
    """Return the latest value that counts from the beginning of the target's year to a day within it."""
    year = promise.target.year
    if year is None or day >= year_end(year):
        return None
    begins = dt.date(year, 1, 1)
    held = [
        one
        for one in promise.indicator.observations
        if one.value is not None and one.period.start == begins and one.period.end <= min(day, year_end(year))
    ]
    return max(held, key=lambda one: one.period.end, default=None)


def growth_of_the_year(promise: Promise, sticks: Yardsticks) -> Judged | None:
    """Return the state of a promised rate by the rate that was printed for the whole of its year.

    A rate (增长0.7%) beside the levels of an indicator is no level; it answers a rate of the same stretch: of one year,
    or since the base year that both name. ``None`` where there is none, or the year is not over.
    """
    change, year, indicator = promise.target.commitment, promise.target.year, promise.indicator
    if not isinstance(change, Change) or not change.relative or year is None or sticks.day < year_end(year):
        return None
    if is_that_change(indicator, change):
        return None
    found = []
    for one in indicator.observations:
        begins, ends = dt.date(year, 1, 1), year_end(year)
        if (one.period.start, one.period.end) != (begins, ends) or not _is_rate(one, promise):
            continue
        read = said_of(one.as_published, promise)
        since = read.since if isinstance(read, Change) else None
        if since == change.since if since is not None else _of_one_year(promise, change):
            found.append(one)
    if not found or any(one.value != found[0].value for one in found):
        return None
    seed = Judged("cannot_be_judged", value=found[0].value, period=found[0].period.text)
    made = _growth(promise, found[0], sticks, seed, change)
    short = made.gap is not None and abs(made.gap.fraction) <= sticks.near * abs(change.value.fraction)
    ends_in: dict[State, State] = {"on_schedule": "met", "behind": "missed"}
    return made._replace(state=ends_in.get(made.state, made.state), near=made.state == "behind" and short)


def levels_alone(promise: Promise) -> Promise:
    """Return a promise without the rates printed beside the levels of its indicator (8.3 % beside 4619.8 亿元)."""
    kept = [one for one in promise.indicator.observations if not _is_rate(one, promise)]
    if len(kept) == len(promise.indicator.observations):
        return promise
    return promise._replace(indicator=attrs.evolve(promise.indicator, observations=kept))


def _is_rate(one: Observation, promise: Promise) -> bool:
    """Return whether a value is a rate, where the indicator's own are levels in another unit, or its text says so."""
    unit, value = promise.indicator.unit, one.value
    if value is None or not (value.unit and is_known(value.unit) and same_dimension(value.unit, "%")):
        return False
    if unit and not (is_known(unit) and same_dimension(unit, "%")):
        return True
    way = direction_in(promise.indicator.label())[0]
    return way is None and isinstance(said_of(one.as_published, promise), Change)


def said_of(text: str | None, promise: Promise) -> Level | Change | None:
    """Return what the printed text of a measured value says: about how much, a rise or a fall."""
    read = read_target(text, unit=promise.indicator.unit).commitment if text else None
    return read if isinstance(read, Level | Change) else None


def within_the_year(promise: Promise, part: Observation, sticks: Yardsticks, rule: YearRule | None) -> Judged:
    """Return the state of a promise by a value of a part of its year.

    Parameters:
        promise: the promise.
        part: the value; see :func:`part_of_the_year`.
        sticks: what values are held against.
        rule: how it is held; told by the metric's kind when ``None``.
    """
    level = promise.target.commitment
    seed = Judged("cannot_be_judged", value=part.value, period=part.period.text)
    if isinstance(level, Change) and level.relative:
        if rule is None and not _of_one_year(promise, level):
            return seed._replace(reason=say("evaluate.part_of_year"))
        if rule == "amount":
            return seed._replace(reason=say("evaluate.rate_by_months"))
        return _growth(promise, part, sticks, seed, level)
    if isinstance(level, Change) and _is_what_is_added(promise, level) and _of_one_year(promise, level):
        rule = rule or "amount"  # 新增1200万人 of a year is what was added by its last day
        level = Level(value=level.value, high=level.high, comparator=level.comparator)
    if not isinstance(level, Level):
        return seed._replace(reason=say("evaluate.part_of_year"))
    metric = metric_of(promise.plan, promise.indicator)
    told = rule or ("amount" if metric is not None and metric.quantity in _ADDS_UP else _growth_of(level, metric))
    if told is None:
        return seed._replace(reason=say("evaluate.which_rule"))
    return (_growth if told == "growth" else _amount)(promise, part, sticks, seed, level)


def _is_what_is_added(promise: Promise, change: Change) -> bool:
    """Return whether an indicator's own values are the quantities that were promised: 新增就业, 新增绿地面积."""
    way, of_quantities = direction_in(promise.indicator.label())
    return way == change.direction and of_quantities and not change.relative


def _of_one_year(promise: Promise, change: Change) -> bool:
    """Return whether a change counts from the year before the target's, as far as anybody says from when."""
    due = promise.target.year
    assert due is not None
    if change.per == "year":
        return True
    since = base_year_of(promise.indicator, change, promise.plan.base_year)
    told = year_told(promise.indicator, change, due, based=since is not None)
    since = told if told is not None else since
    period = promise.plan.period
    return since == due - 1 if since is not None else period is None or period.start.year == due


def _growth(promise: Promise, part: Observation, sticks: Yardsticks, seed: Judged, level: Level | Change) -> Judged:
    """Return the state by a rate, which is to be there in full whatever part of the year it is of."""
    read, better = said_of(part.as_published, promise), promise.indicator.better
    assert part.value is not None
    if isinstance(level, Change):
        size, better = _size(promise, part.value, level, read), _better(promise, level)
        if size is None:
            return seed._replace(reason=say("evaluate.fall_or_rise", value=part.value))
        aim = level.high if level.high is not None and better == "lower" else level.value
        bare = level.comparator in (None, "about", "between", "better_than")
        rule = better if bare else level.comparator
    else:
        size, aim, rule = part.value, aim_of(level, better), rule_of(level, better)
    number = in_unit(size, aim.unit)
    if not isinstance(number, Fraction):
        return seed._replace(reason=number.message)
    gap = number - aim.fraction
    held = "growth within the year"
    seed = seed._replace(gap=Amount(gap, aim.unit or None), method=held, aim=aim, size=size, side=rule)
    high = level.high.fraction if level.high is not None else None
    kept = keeps(number, aim.fraction, high, rule)
    if rule != "about" and kept is None:
        return seed._replace(reason=say("evaluate.no_direction"))
    said = read is not None and read.comparator == "about"
    if (level.comparator == "about" or said) and (said or not kept) and not (kept and gap != 0):
        if sticks.tolerance is None:
            return seed._replace(reason=say(f"evaluate.about.{'value' if said else 'target'}"))
        kept = abs(gap) <= sticks.tolerance * abs(aim.fraction)
        reason = say("evaluate.about.within", share=f"{float(sticks.tolerance):.4g}") if kept else None
        seed = seed._replace(reason=reason)
    return seed._replace(state="on_schedule" if kept else "behind", yardstick=Fraction(1))


def _better(promise: Promise, change: Change) -> Better:
    """Return whether the change had better be larger than promised, or smaller: a limit."""
    better = promise.indicator.better
    if change.comparator in CEILINGS:
        return "lower"
    if is_that_change(promise.indicator, change):
        return better_size(promise.indicator, change, better)
    return "lower" if better is not None and (better == "lower") == (change.direction == "increase") else "higher"


def _size(promise: Promise, value: Amount, change: Change, read: Level | Change | None) -> Amount | None:
    """Return a measured change in the direction promised, or ``None`` where nothing says which way it goes.

    The printed text says it (下降5.9%), else the name (…降低率, …增速), else the sign: a rise, or where it is negative
    a fall. A bare 5.9 % of what was to fall may be either, and so may −3.1 % under a name that says a fall itself.
    """
    way = direction_in(promise.indicator.label())[0] if is_that_change(promise.indicator, change) else None
    turned = Amount(-value.fraction, value.unit or None)
    if isinstance(read, Change):
        size = value if value.fraction >= 0 else turned
        return size if read.direction == change.direction else Amount(-size.fraction, value.unit or None)
    if way is None:
        if change.direction == "increase":
            return value
        return turned if value.fraction <= 0 else None
    if way == "decrease" and value.fraction < 0:
        return None
    return value if way == change.direction else turned


def _amount(promise: Promise, part: Observation, sticks: Yardsticks, seed: Judged, level: Level | Change) -> Judged:
    """Return the state by an amount so far, held against the share of the year that is over."""
    assert isinstance(level, Level)
    assert part.value is not None
    better = "lower" if level.comparator in CEILINGS else promise.indicator.better or "higher"
    aim = aim_of(level, better)
    number = in_unit(part.value, aim.unit)
    if not isinstance(number, Fraction):
        return seed._replace(reason=number.message)
    gap, held = Amount(number - aim.fraction, aim.unit or None), "amount within the year"
    seed = seed._replace(gap=gap, method=held, aim=aim, side=better)
    if aim.fraction <= 0:
        return seed._replace(reason=say("evaluate.no_share_of_target"))
    share, months = number / aim.fraction, months_gone(part.period.end)
    stick = sticks.time_share if sticks.time_share is not None else Fraction(months) / 12
    seed = seed._replace(share=share, yardstick=stick)
    if better == "higher" and keeps(number, aim.fraction, None, rule_of(level, better)):
        return seed._replace(state="early")
    enough = share >= stick - sticks.margin if better == "higher" else share <= stick + sticks.margin
    more = share > stick + sticks.margin if better == "higher" else share < stick - sticks.margin
    state: State = "ahead" if more else "on_schedule" if enough else "behind"
    return seed._replace(state=state)


def _growth_of(level: Level, metric: Metric | None) -> YearRule | None:
    """Return that a number in percent of a metric of growth is held in full."""
    quantity, unit = None if metric is None else metric.quantity, level.value.unit
    percent = bool(unit) and is_known(unit) and same_dimension(unit, "%")
    return "growth" if percent and quantity in ("rate", "share", "ratio") else None


def months_gone(day: dt.date) -> Fraction:
    """Return the months gone of a year: whole ones, and of the last the share of its days."""
    return day.month - 1 + Fraction(day.day, calendar.monthrange(day.year, day.month)[1])
