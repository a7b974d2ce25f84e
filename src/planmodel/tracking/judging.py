"""A measured value held against a level: met or not, held or breached, and how much of the way has been gone."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from planmodel.errors import PlanModelError
from planmodel.model.period import Period
from planmodel.model.targets import Level
from planmodel.tracking.choice import Refusal
from planmodel.tracking.levels import ABOUT, Better, aim_of, in_unit, keeps, rule_of, tolerance_of
from planmodel.tracking.path import expected_share, share_of_way, year_end
from planmodel.tracking.question import Question, is_due, refused, stale_value
from planmodel.tracking.results import IndicatorProgress, Input, Status, as_decimal
from planmodel.units import Amount, is_level
from planmodel.units.numerals import from_fraction
from planmodel.words import say, term

__all__ = ["NEARLY", "judged", "target_input"]

NEARLY = Fraction(1, 10**12)
_LARGEST = Fraction(10) ** 100


def target_input(q: Question, level: Level, better: Better | None, *, computed: bool) -> Input:
    """Return the level to reach as an input."""
    return Input(
        value=aim_of(level, better),
        period=None if q.target.year is None else Period(q.target.year),
        text=q.target.as_published,
        origin="computed" if computed else "target",
        sources=q.target.sources,
    )


def judged(
    q: Question, seed: IndicatorProgress, level: Level, better: Better | None, *, start: Amount | None = None
) -> IndicatorProgress:
    """Return the verdict on a result that has its baseline and its measured value.

    Parameters:
        q: what is asked.
        seed: the result so far.
        level: what is promised.
        better: which way is better.
        start: the level from which a change is promised.
    """
    tolerance = tolerance_of(level, start)
    if tolerance is None:
        return _judged(q, seed, level, better, Fraction(0))
    result = _judged(q, seed, level, better, tolerance.fraction)
    said = say("progress.about", percent=from_fraction(ABOUT * 100), value=level.value, tolerance=tolerance)
    both = said if result.message is None else say("progress.both", first=result.message, second=said)
    return attrs.evolve(result, message=both)


def _judged(
    q: Question, seed: IndicatorProgress, level: Level, better: Better | None, tolerance: Fraction
) -> IndicatorProgress:
    target = seed.target
    if target is None:
        target = target_input(q, level, better, computed=False)
        seed = attrs.evolve(seed, target=target, comparator=level.comparator)
    numbers = _in_one_unit(seed)
    if isinstance(numbers, Refusal):
        return refused(seed, numbers)
    base, aim, actual = numbers
    high = None
    if level.high is not None and target.value is not None:
        upper = in_unit(level.high, target.value.unit)
        if isinstance(upper, Refusal):
            return refused(seed, upper)
        high = upper
    kept = keeps(actual, aim, high, rule_of(level, better), tolerance)
    if base is None or better is None:
        return _threshold(q, attrs.evolve(seed, reached=kept), kept, level_kept=base == aim == actual)
    if (aim <= base) if better == "higher" else (aim >= base):
        return _held(q, attrs.evolve(seed, reached=kept), bool(kept))
    return _on_the_way(q, seed, base, aim, actual, kept)


def _in_one_unit(seed: IndicatorProgress) -> tuple[Fraction | None, Fraction, Fraction] | Refusal:
    """Return baseline, target and actual as exact numbers in the target's unit."""
    if seed.target is None or seed.target.value is None or seed.actual is None or seed.actual.value is None:
        return Refusal("no_number", say("progress.no_number"))
    aim, unit = seed.target.value.fraction, seed.target.value.unit
    actual = in_unit(seed.actual.value, unit)
    if isinstance(actual, Refusal):
        return actual
    if seed.baseline is None or seed.baseline.value is None:
        return None, aim, actual
    base = in_unit(seed.baseline.value, unit)
    return base if isinstance(base, Refusal) else (base, aim, actual)


def _threshold(q: Question, seed: IndicatorProgress, kept: bool | None, *, level_kept: bool) -> IndicatorProgress:
    """Return met or not met, where there is no way to measure along: no baseline, or no direction."""
    seed = attrs.evolve(seed, method="threshold")
    stale = stale_value(q, seed)
    if stale is not None:
        return refused(seed, stale)
    if level_kept:
        return attrs.evolve(seed, status="held", method="hold")
    no_base = seed.baseline is None
    refusal = (
        Refusal("no_baseline", say("progress.no_baseline"))
        if no_base and kept is not None
        else Refusal("no_direction", say("progress.no_direction"))
    )
    status: Status = "met" if kept else "behind" if kept is False and is_due(q) else "unknown"
    return attrs.evolve(refused(seed, refusal), status=status)


def _held(q: Question, seed: IndicatorProgress, kept: bool) -> IndicatorProgress:
    stale = stale_value(q, seed)
    if stale is not None:
        return refused(attrs.evolve(seed, method="hold"), stale)
    aim, base = (given.value if given is not None else None for given in (seed.target, seed.baseline))
    message = say("progress.not_better", aim=aim, base=base)
    status: Status = "held" if kept else "breached"
    return attrs.evolve(seed, status=status, method="hold", reason="target_not_better_than_baseline", message=message)


def _on_the_way(
    q: Question, seed: IndicatorProgress, base: Fraction, aim: Fraction, actual: Fraction, kept: bool | None
) -> IndicatorProgress:
    """Return how much of the way has been gone, held against how much should have been."""
    share = share_of_way(base, aim, actual)
    if share is None or abs(share) > _LARGEST:
        return refused(seed, Refusal("no_number", say("progress.too_large")), reached=kept)
    try:
        attainment, overshoot = as_decimal(min(share, Fraction(1))), as_decimal(max(share - 1, Fraction(0)))
    except PlanModelError as error:
        return refused(seed, Refusal("no_number", say("row", parts=[error.message])), reached=kept)
    measured_on = seed.actual.period.end if seed.actual is not None and seed.actual.period is not None else q.day
    now, then = (_expected(q, seed, base, aim, day) for day in (q.day, measured_on))
    refusal = stale_value(q, seed) or (_no_expectation(q, seed) if then is None and not kept and share >= 0 else None)
    status: Status = "unknown"
    if refusal is None and (kept or share < 0):
        status = "met" if kept else "regressed"
    elif refusal is None:
        status = "behind" if then is None or share < then - NEARLY or is_due(q) else "on_track"
    return attrs.evolve(
        seed,
        reached=kept,
        attainment=attainment,
        overshoot=overshoot,
        expected=None if now is None else as_decimal(now),
        expected_when_measured=None if then is None else as_decimal(then),
        method=q.trajectory,
        status=status,
        reason=None if refusal is None else refusal.reason,
        message=None if refusal is None else refusal.message,
    )


def _expected(q: Question, seed: IndicatorProgress, base: Fraction, aim: Fraction, day: dt.date) -> Fraction | None:
    if q.target.year is None or (seed.base_year is None and q.trajectory != "step"):
        return None
    end = year_end(q.target.year)
    start = year_end(seed.base_year) if seed.base_year is not None else min(day, end) - dt.timedelta(days=1)
    if q.trajectory == "geometric" and is_level(seed.target.value.unit if seed.target and seed.target.value else ""):
        return None
    return expected_share(q.trajectory, start, end, day, baseline=base, target=aim)


def _no_expectation(q: Question, seed: IndicatorProgress) -> Refusal:
    if seed.base_year is None:
        return Refusal("no_year", say("progress.no_base_year"))
    return Refusal("no_trajectory", say("progress.no_way", trajectory=term("trajectory", q.trajectory)))
