"""The state of one promise on a day, by the rule that its kind of number asks for, or why it cannot be judged."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.scale import State
from planmodel.model.kinds import Metric
from planmodel.model.metrics import metric_of
from planmodel.model.numbers import Observation
from planmodel.model.targets import Change, Level
from planmodel.phrases.reader import read_target
from planmodel.tracking.attainment import indicator_progress
from planmodel.tracking.levels import aim_of, in_unit, keeps, rule_of
from planmodel.tracking.path import year_end
from planmodel.tracking.results import IndicatorProgress, Trajectory
from planmodel.units import Amount, is_known, same_dimension
from planmodel.words import say

__all__ = ["Judged", "Yardsticks", "YearRule", "judge"]

YearRule: TypeAlias = Literal["amount", "growth"]
"""How a value of a part of the year is held: an ``amount`` against months ÷ 12, a ``growth`` rate in full."""

_ADDS_UP = frozenset({"flow"})
_OFTEN = "年度指标"


class Yardsticks(NamedTuple):
    """What values are held against.

    Parameters:
        day: the day of the evaluation.
        trajectory: the way that is expected.
        time_share: the share of time that counts for all rows; that of each row's own data when ``None``.
        tolerance: by which share of the number promised an approximate one may be missed; none is assumed.
        margin: by which share of the way a value may be off the schedule and still be on it.
        near: which share of the target is a near miss.
    """

    day: dt.date
    trajectory: Trajectory = "linear"
    time_share: Fraction | None = None
    tolerance: Fraction | None = None
    margin: Fraction = Fraction(0)
    near: Fraction = Fraction(1, 100)


class Judged(NamedTuple):
    """What is known of a promise on a day.

    Parameters:
        state: see :data:`~planmodel.evaluating.scale.State`.
        result: the progress that it rests on.
        value: the value that was held against the target.
        period: what that is of.
        share: the share of the way gone, or of a year's amount done.
        yardstick: the share that was to be there by then.
        method: the rule.
        gap: value − target, in the target's unit.
        near: whether the target was missed by very little.
        reason: why it cannot be judged, or what to mind.
    """

    state: State
    result: IndicatorProgress | None = None
    value: Amount | None = None
    period: str | None = None
    share: Fraction | None = None
    yardstick: Fraction | None = None
    method: str | None = None
    gap: Amount | None = None
    near: bool = False
    reason: str | None = None


def judge(promise: Promise, sticks: Yardsticks, rule: YearRule | None = None) -> Judged:
    """Return the state of a promise on a day.

    Parameters:
        promise: the promise.
        sticks: what values are held against.
        rule: how a value of a part of the target's year is held; told by the metric's kind when ``None``.
    """
    if promise.several is not None:
        return Judged("cannot_be_judged", reason=promise.several)
    part = _part_of_the_year(promise, sticks.day)
    if part is not None:
        return _within_the_year(promise, part, sticks, rule)
    result = indicator_progress(
        promise.indicator,
        as_of=sticks.day,
        target=promise.target,
        trajectory=sticks.trajectory,
        base_year=promise.plan.base_year,
        metric=metric_of(promise.plan, promise.indicator),
    )
    judged = _of_progress(promise, result, sticks)
    return _approximate(promise, judged, sticks)


def _of_progress(promise: Promise, result: IndicatorProgress, sticks: Yardsticks) -> Judged:
    actual, target = result.actual, result.target
    due = promise.target.year is not None and sticks.day >= year_end(promise.target.year)
    share = None if result.attainment is None else Fraction(result.attainment) + Fraction(result.overshoot or 0)
    then = result.expected_when_measured
    yardstick = sticks.time_share if sticks.time_share is not None else None if then is None else Fraction(then)
    gap = _gap(actual.value if actual is not None else None, target.value if target is not None else None)
    state, reason = _state(promise, result, due, share, yardstick, sticks)
    close = gap is not None and target is not None and target.value is not None and target.value.fraction != 0
    near = (
        state in ("missed", "behind", "broken")
        and close
        and gap is not None
        and target is not None
        and target.value is not None
        and abs(gap.fraction) <= sticks.near * abs(target.value.fraction)
    )
    return Judged(
        state,
        result,
        actual.value if actual is not None else None,
        actual.period.text if actual is not None and actual.period is not None else None,
        share,
        yardstick if share is not None else None,
        result.method,
        gap,
        near,
        reason,
    )


def _gap(value: Amount | None, target: Amount | None) -> Amount | None:
    if value is None or target is None:
        return None
    number = in_unit(value, target.unit)
    return Amount(number - target.fraction, target.unit or None) if isinstance(number, Fraction) else None


def _state(
    promise: Promise,
    result: IndicatorProgress,
    due: bool,
    share: Fraction | None,
    yardstick: Fraction | None,
    sticks: Yardsticks,
) -> tuple[State, str | None]:
    if result.reason == "definition_changed":
        return "caliber_changed", result.message
    if result.status in ("held", "breached"):
        return ("kept" if result.status == "held" else "broken"), result.message
    if result.status == "met":
        return ("met" if due else "early"), result.message
    if due and result.reason == "not_comparable_period" and result.actual is not None:
        return "no_data", result.message
    if result.verdict == "not_yet_met" or (result.status in ("behind", "regressed", "on_track") and due):
        return ("missed" if due else "cannot_be_judged"), result.message
    if result.status == "regressed":
        return "regressed", result.message
    if result.status in ("behind", "on_track") and share is not None and yardstick is not None:
        if share < yardstick - sticks.margin:
            return "behind", result.message
        return ("ahead" if share > yardstick + sticks.margin else "on_schedule"), result.message
    if result.reason == "no_observation":
        return _without_data(promise, sticks.day), result.message
    return "cannot_be_judged", result.message


def _without_data(promise: Promise, day: dt.date) -> State:
    """Return whether a value could be there: a yearly number has none before its first year is over."""
    held = promise.indicator.observations
    if any(one.value is None and _OFTEN in (one.as_published or "") for one in held):
        return "not_yet_due"
    base = promise.indicator.baseline
    since = base.year if base is not None and base.year is not None else promise.plan.base_year
    return "not_yet_due" if since is not None and day < year_end(since + 1) else "no_data"


# --- values about which the text says 左右 ---


def _approximate(promise: Promise, judged: Judged, sticks: Yardsticks) -> Judged:
    """Return a verdict that does not rest on an approximate number whose tolerance nobody has stated."""
    level = promise.target.commitment
    about = isinstance(level, Level | Change) and level.comparator == "about"
    measured = judged.result.actual if judged.result is not None else None
    text = measured.text if measured is not None else None
    read = read_target(text, unit=promise.indicator.unit).commitment if text else None
    said = isinstance(read, Level | Change) and read.comparator == "about"
    if not (about or said) or judged.gap is None or judged.result is None or judged.state not in _ON_A_NUMBER:
        return judged
    better, target = judged.result.better, judged.result.target
    assert target is not None
    assert target.value is not None
    over = judged.gap.fraction if better == "higher" else -judged.gap.fraction if better == "lower" else None
    if over is not None and (over > 0 or (over == 0 and not said)):
        return judged._replace(state="early" if judged.state == "early" else "met") if about else judged
    if sticks.tolerance is None:
        told = say(f"evaluate.about.{'value' if said else 'target'}")
        return judged._replace(state="cannot_be_judged", reason=told)
    within = abs(judged.gap.fraction) <= sticks.tolerance * abs(target.value.fraction)
    due = promise.target.year is not None and sticks.day >= year_end(promise.target.year)
    reason = say("evaluate.about.within", share=f"{float(sticks.tolerance):.4g}")
    if within:
        return judged._replace(state="met" if due else "early", near=False, reason=reason)
    return judged._replace(state="missed" if due else judged.state, reason=reason)


_ON_A_NUMBER = frozenset({"met", "early", "missed", "kept", "broken", "behind", "on_schedule", "ahead"})


# --- within a year ---


def _part_of_the_year(promise: Promise, day: dt.date) -> Observation | None:
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


def _within_the_year(promise: Promise, part: Observation, sticks: Yardsticks, rule: YearRule | None) -> Judged:
    level = promise.target.commitment
    seed = Judged("cannot_be_judged", value=part.value, period=part.period.text)
    assert part.value is not None
    if isinstance(level, Change) and level.relative:
        aim, kind = level.value, rule or "growth"
    elif isinstance(level, Level):
        aim = aim_of(level, promise.indicator.better)
        metric = metric_of(promise.plan, promise.indicator)
        told = rule or ("amount" if metric is not None and metric.quantity in _ADDS_UP else _growth_of(aim, metric))
        if told is None:
            return seed._replace(reason=say("evaluate.which_rule"))
        kind = told
    else:
        return seed._replace(reason=say("evaluate.part_of_year"))
    number = in_unit(part.value, aim.unit)
    if not isinstance(number, Fraction):
        return seed._replace(reason=number.message)
    gap = Amount(number - aim.fraction, aim.unit or None)
    seed = seed._replace(gap=gap, method=f"{kind} within the year")
    better = promise.indicator.better or ("higher" if kind == "amount" or isinstance(level, Change) else None)
    if kind == "growth":
        falls = isinstance(level, Change) and level.direction == "decrease" and promise.indicator.better is None
        comparator = rule_of(level, better) if isinstance(level, Level) else level.comparator or "at_least"
        kept = keeps(number, aim.fraction, None, "at_least" if falls else comparator)
        if kept is None:
            return seed._replace(reason=say("evaluate.no_direction"))
        return seed._replace(state="on_schedule" if kept else "behind", yardstick=Fraction(1))
    if aim.fraction <= 0:
        return seed._replace(reason=say("evaluate.no_share_of_target"))
    share, months = number / aim.fraction, _months(part.period.end)
    stick = sticks.time_share if sticks.time_share is not None else Fraction(months) / 12
    if share >= 1 and better == "higher":
        return seed._replace(state="early", share=share, yardstick=stick)
    enough = share >= stick - sticks.margin if better == "higher" else share <= stick + sticks.margin
    more = share > stick + sticks.margin if better == "higher" else share < stick - sticks.margin
    state: State = "ahead" if more else "on_schedule" if enough else "behind"
    return seed._replace(state=state, share=share, yardstick=stick)


def _growth_of(aim: Amount, metric: Metric | None) -> YearRule | None:
    """Return that a number in percent of a metric of growth is held in full."""
    quantity = None if metric is None else metric.quantity
    percent = bool(aim.unit) and is_known(aim.unit) and same_dimension(aim.unit, "%")
    return "growth" if percent and quantity in ("rate", "share", "ratio") else None


def _months(day: dt.date) -> Fraction:
    """Return the months gone of a year: whole ones, and of the last the share of its days."""
    return day.month - 1 + Fraction(day.day, calendar.monthrange(day.year, day.month)[1])
