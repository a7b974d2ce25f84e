"""Tasks and projects once more: their states by dates and shares, whether they are late, and what was spent on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from planmodel.verifying.completeness import end_of
from planmodel.verifying.facts import Came, Facts
from planmodel.verifying.plan_text import PlanText
from planmodel.verifying.quantities import Cannot, in_unit
from planmodel.words import say

__all__ = ["dates_left_out", "lateness", "spending_left_out", "spent_by_day", "state_of_work"]

FIELDS = ("done", "started", "finished", "period", "not_before", "finish_by")
"""The fields of work that its state rests on."""


def _begin(period: str) -> str:
    """Return the first day of a year, month or day, or of a stretch of them, as text."""
    first = period.partition("/")[0]
    return first + "-01-01"[3 * (first.count("-")) :] if first.count("-") < 2 else first


def _done(facts: Facts) -> Fraction | None:
    """Return the share done, from 0 to 1."""
    if not facts.has("done"):
        return None
    held = facts.one("done")
    try:
        share = in_unit(held, "%") / 100 if held.unit else held.number
    except Cannot:
        return None
    return share if 0 <= share <= 1 else None


def state_of_work(facts: Facts) -> Came:
    """Return the state of work on a day; dates count before the share done, which has none."""
    day, share = facts.word("day"), _done(facts)
    started, finished = facts.words.get("started"), facts.words.get("finished")
    begins = max((_begin(facts.words[name]) for name in ("period", "not_before") if name in facts.words), default=None)
    if finished is not None and end_of(finished) <= day:
        return Came(verdict="finished")
    if started is not None and _begin(started) > day:
        return Came(verdict="not_started")
    if finished is not None:
        return Came(verdict="unknown" if started is None else "in_progress")
    if share and started is None and begins is not None and day < begins:
        return Came(verdict="unknown")
    if share == 1:
        return Came(verdict="finished")
    if share or started is not None:
        return Came(verdict="in_progress")
    return Came(verdict="not_started" if share == 0 else "unknown")


def lateness(facts: Facts) -> Came:
    """Return whether work is or was late on a day."""
    due = facts.words.get("finish_by") or facts.words.get("period")
    if due is None:
        return Came(verdict="unknown")
    last, day, finished = end_of(due), facts.word("day"), facts.words.get("finished")
    if state_of_work(facts).verdict == "finished":
        return Came(verdict="unknown" if finished is None else "late" if end_of(finished) > last else "on_time")
    if day <= last:
        return Came(verdict="on_time")
    known = state_of_work(facts).verdict != "unknown" or finished is not None
    return Came(verdict="late" if known else "unknown")


def spent_by_day(facts: Facts) -> Came:
    """Return the sum of dated amounts, in the unit of the longest stretch."""
    parts = facts.numbers.get("part", ())
    if not parts:
        raise Cannot(say("verify.input_missing", name="part"))
    unit = facts.words.get("unit", parts[0].unit)
    return Came(sum((in_unit(one, unit) for one in parts), Fraction(0)), unit)


def dates_left_out(one: Mapping[str, Any], plan: PlanText) -> Iterator[str]:
    """Yield the fields of work that its plan states and a derivation does not use."""
    held, used = plan.elements.get(str(one["of"]), {}), {given["name"] for given in one["inputs"]}
    missing = [name for name in FIELDS if held.get(name) is not None and name not in used]
    if missing:
        yield say("verify.parts_left_out", ids=missing)


def spending_left_out(one: Mapping[str, Any], plan: PlanText) -> Iterator[str]:
    """Yield what of dated amounts is counted twice, or too late, or not at all though nothing counted holds it."""
    day = next((str(given["value"]) for given in one["inputs"] if given["name"] == "day"), "")
    counted = sorted(str(given.get("period")) for given in one["inputs"] if given["name"] == "part")
    stretches = [(_begin(each), end_of(each)) for each in counted]
    late = [each for each, (_, last) in zip(counted, stretches, strict=True) if last > day]
    twice = [
        each
        for place, each in enumerate(counted)
        if any(
            first <= stretches[place][1] and stretches[place][0] <= last
            for other, (first, last) in enumerate(stretches)
            if other != place
        )
    ]
    if late or twice:
        yield say("verify.counted_twice", ids=sorted({*late, *twice}))
    for held in plan.dated(str(one["of"])):
        period = str(held.get("period"))
        first, last = _begin(period), end_of(period)
        if last <= day and not any(begins <= first and last <= ends for begins, ends in stretches):
            yield say("verify.parts_left_out", ids=[period])
