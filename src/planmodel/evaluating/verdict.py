"""The state of one promise on a day, by the rule that its kind of number asks for, or why it cannot be judged."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from planmodel.evaluating.judged import Judged, Yardsticks, YearRule, way_of
from planmodel.evaluating.outcome import Promise
from planmodel.evaluating.scale import State
from planmodel.evaluating.within_year import (
    growth_of_the_year,
    levels_alone,
    part_of_the_year,
    said_of,
    within_the_year,
)
from planmodel.model.metrics import metric_of
from planmodel.model.targets import Change, Level
from planmodel.tracking.attainment import indicator_progress
from planmodel.tracking.judging import NEARLY
from planmodel.tracking.levels import in_unit
from planmodel.tracking.path import year_end
from planmodel.tracking.results import IndicatorProgress
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["judge"]

_OFTEN = "年度指标"


def judge(promise: Promise, sticks: Yardsticks, rule: YearRule | None = None) -> Judged:
    """Return the state of a promise on a day.

    Parameters:
        promise: the promise.
        sticks: what values are held against.
        rule: how a value of a part of the target's year is held; told by the metric's kind when ``None``.
    """
    if promise.several is not None:
        return Judged("cannot_be_judged", reason=promise.several)
    part = part_of_the_year(promise, sticks.day)
    if part is not None:
        return within_the_year(promise, part, sticks, rule)
    rate = growth_of_the_year(promise, sticks)
    if rate is not None:
        return rate
    promise = levels_alone(promise)
    result = indicator_progress(
        promise.indicator,
        as_of=sticks.day,
        target=promise.target,
        trajectory=way_of(promise.target.commitment, sticks.trajectory),
        base_year=_base_year(promise),
        metric=metric_of(promise.plan, promise.indicator),
    )
    judged = _of_progress(promise, result, sticks)
    return _approximate(promise, judged, sticks)


def _base_year(promise: Promise) -> int | None:
    """Return the year that the plan counts from; that of a plan of one year alone is the year before."""
    plan, due = promise.plan, promise.target.year
    if plan.base_year is not None or plan.period is None or due is None:
        return plan.base_year
    years = {plan.period.start.year, plan.period.end.year, due}
    return due - 1 if len(years) == 1 else None


def _of_progress(promise: Promise, result: IndicatorProgress, sticks: Yardsticks) -> Judged:
    actual, target = result.actual, result.target
    due = _is_due(promise, sticks)
    share = None if result.attainment is None else Fraction(result.attainment) + Fraction(result.overshoot or 0)
    then = result.expected_when_measured
    yardstick = sticks.time_share if sticks.time_share is not None else None if then is None else Fraction(then)
    gap = _gap(promise, actual.value if actual is not None else None, target.value if target is not None else None)
    state, reason = _state(promise, result, due, share, yardstick, sticks)
    aim = 0 if target is None or target.value is None else abs(target.value.fraction)
    close = gap is not None and aim != 0 and abs(gap.fraction) <= sticks.near * aim
    return Judged(
        state,
        result,
        actual.value if actual is not None else None,
        actual.period.text if actual is not None and actual.period is not None else None,
        share,
        yardstick if share is not None else None,
        result.method,
        gap,
        close and state in ("missed", "behind", "broken"),
        reason,
    )


def _is_due(promise: Promise, sticks: Yardsticks) -> bool:
    return promise.target.year is not None and sticks.day >= year_end(promise.target.year)


def _gap(promise: Promise, value: Amount | None, target: Amount | None) -> Amount | None:
    """Return value − target; of a range from its nearer end, and nothing inside it."""
    number = None if value is None or target is None else in_unit(value, target.unit)
    if target is None or not isinstance(number, Fraction):
        return None
    gap, level = number - target.fraction, promise.target.commitment
    if isinstance(level, Level) and level.high is not None:
        ends = [in_unit(one, target.unit) for one in (level.value, level.high)]
        low, high = (one if isinstance(one, Fraction) else target.fraction for one in ends)
        gap = number - low if number < low else max(number - high, Fraction(0))
    return Amount(gap, target.unit or None)


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
        if share < yardstick - sticks.margin - NEARLY:
            return "behind", result.message
        return ("ahead" if share > yardstick + sticks.margin + NEARLY else "on_schedule"), result.message
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
    read = said_of(measured.text if measured is not None else None, promise)
    said = read is not None and read.comparator == "about"
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
    due = _is_due(promise, sticks)
    reason = say("evaluate.about.within", share=f"{float(sticks.tolerance):.4g}")
    if within:
        return judged._replace(state="met" if due else "early", near=False, reason=reason)
    return judged._replace(state="missed" if due else judged.state, reason=reason)


_ON_A_NUMBER = frozenset({"met", "early", "missed", "kept", "broken", "behind", "on_schedule", "ahead"})
