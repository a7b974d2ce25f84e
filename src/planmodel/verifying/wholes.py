"""The rules of wholes once more, in plain fractions: what parts make of a goal or task, sums, quotas."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from planmodel.verifying.facts import UNKNOWN, Came, Facts, day_of, exactly
from planmodel.verifying.quantities import Cannot, Quantity, in_unit
from planmodel.words import say

__all__ = ["capped", "finished", "joined", "quota", "stated", "total"]


def stated(facts: Facts) -> Came:
    """Return the share that is stated as done; what is less than nothing or more than all is none."""
    done = in_unit(facts.one("done"), "%") / 100 if facts.one("done").unit else facts.one("done").number
    return capped(exactly(done), facts) if 0 <= done <= 1 else UNKNOWN


def finished(facts: Facts) -> Came:
    """Return that what was finished by the day is done."""
    end = facts.word("finished")
    if _last(end) > day_of(facts.word("day")):
        raise Cannot(say("verify.not_finished", day=end))
    return exactly(Fraction(1))


def _last(period: str) -> dt.date:
    """Return the last day of a year, month or day, or of a stretch of them."""
    parts = [int(one) for one in period.rpartition("/")[2].split("T")[0].split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def joined(facts: Facts) -> Came:
    """Return what parts make of a whole."""
    parts = [one if one is not None and one.low is not None else UNKNOWN for one in facts.came.get("part", ())]
    weights = [facts.weights[id].number if id in facts.weights else None for id in facts.of]
    if len(weights) != len(parts):
        raise Cannot(say("verify.input_missing", name="part"))
    if facts.rule == "contributions":
        return capped(_signed(parts, weights), facts)
    pairs = [(one, Fraction(1) if weight is None else weight) for one, weight in zip(parts, weights, strict=True)]
    helping = [(one, weight) for one, weight in pairs if weight > 0]
    if not helping:
        return capped(UNKNOWN, facts)
    whole = sum((weight for _, weight in helping), Fraction(0))
    if facts.rule in ("all", "any"):
        pick = min if facts.rule == "all" else max
        low, high = (pick(one[end] for one, _ in helping) for end in (2, 3))  # type: ignore[type-var]
        known = sum((weight * (one.coverage or 0) for one, weight in helping), Fraction(0)) / whole
        return capped(_bounded(low, high, known), facts)  # type: ignore[arg-type]
    low, high = _ends(pairs)
    every = sum((abs(weight) for _, weight in pairs), Fraction(0))
    known = sum((abs(weight) * (one.coverage or 0) for one, weight in pairs), Fraction(0)) / every
    return capped(_bounded(_clipped(low / whole, 0), _clipped(high / whole, 0), known), facts)


def _ends(pairs: Sequence[tuple[Came, Fraction]]) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for one, weight in pairs:
        least, most = one.low or Fraction(0), one.high or Fraction(0)
        low += weight * (least if weight > 0 else most)
        high += weight * (most if weight > 0 else least)
    return low, high


def _signed(parts: Sequence[Came], weights: Sequence[Fraction | None]) -> Came:
    pairs = [(one, weight) for one, weight in zip(parts, weights, strict=True) if weight is not None]
    low, high = _ends(pairs)
    silent = [one for one, weight in zip(parts, weights, strict=True) if weight is None]
    low += sum((min(Fraction(0), one.low or Fraction(0)) for one in silent), Fraction(0))
    high += sum((max(Fraction(0), one.high or Fraction(0)) for one in silent), Fraction(0))
    every = sum((abs(weight) for _, weight in pairs), Fraction(0)) + len(silent)
    if not every:
        return UNKNOWN
    known = sum((abs(weight) * (one.coverage or 0) for one, weight in pairs), Fraction(0)) / every
    return _bounded(_clipped(low, -1), _clipped(high, -1), known)


def _clipped(value: Fraction, least: int) -> Fraction:
    return min(max(value, Fraction(least)), Fraction(1))


def _bounded(low: Fraction, high: Fraction, coverage: Fraction) -> Came:
    return Came(low if low == high else None, "", low, high, coverage)


def capped(made: Came, facts: Facts) -> Came:
    """Return a share that is at most what is known of each that must be finished first."""
    assert made.low is not None
    assert made.high is not None
    caps = [one.low for one in facts.came.get("after", ()) if one is not None and one.low == one.high]
    known = [one for one in caps if one is not None]
    if not known or min(known) >= made.high:
        return made
    return _bounded(min(made.low, min(known)), min(known), made.coverage or Fraction(0))


def total(facts: Facts) -> Came:
    """Return a sum in one unit."""
    parts = [*facts.numbers.get("part", ())]
    parts += [Quantity(one.number, one.unit) for one in facts.came.get("part", ()) if one and one.number is not None]
    if not parts:
        raise Cannot(say("verify.input_missing", name="part"))
    unit = facts.words.get("unit", parts[0].unit)
    return Came(sum((in_unit(one, unit) for one in parts), Fraction(0)), unit)


def quota(facts: Facts) -> Came:
    """Return what a whole has more than its parts: than their sum, or their weighted mean."""
    whole = facts.one("whole")
    parts = [in_unit(one, whole.unit) for one in facts.numbers.get("part", ())]
    if not parts:
        raise Cannot(say("verify.input_missing", name="part"))
    if facts.rule == "quota_mean":
        units = [facts.weights[id] for id in facts.of if id in facts.weights]
        if len(units) != len(parts):
            raise Cannot(say("verify.input_missing", name="weight"))
        weights = [in_unit(one, units[0].unit) for one in units]
        mean = sum((one * weight for one, weight in zip(parts, weights, strict=True)), Fraction(0)) / sum(weights)
        return Came(whole.number - mean, whole.unit)
    kept = in_unit(facts.one("reserve"), whole.unit) if facts.has("reserve") else Fraction(0)
    return Came(whole.number - sum(parts, Fraction(0)) - kept, whole.unit)
