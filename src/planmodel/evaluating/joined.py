"""Whether what was split or merged still comes to the same: what was measured before, and where its parts begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs

from planmodel.comparing.definitions import definition_of
from planmodel.comparing.extents import extent_of
from planmodel.evaluating.matching import Matched
from planmodel.evaluating.outcome import Promise, by_baseline, outcome_of, promises_of
from planmodel.evaluating.printed import last_digit
from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Baseline
from planmodel.model.plan import Plan
from planmodel.tracking.levels import in_unit
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["sum_findings"]


class _Sum(NamedTuple):
    """A sum of amounts of one year, its terms as printed, and by how much rounding may move it."""

    year: int
    amount: Amount
    terms: tuple[Amount, ...]
    rounding: Fraction


def sum_findings(earlier: Plan, later: Plan, promise: Promise, match: Matched) -> Iterator[str]:
    """Yield where the new baselines together are not what was measured, or say otherwise of the old target.

    Only amounts that parts add up to are held against each other (tonnes, areas, money); of shares and means nobody
    can say without weights. Several old ones that were merged are told in the row of the first.

    Parameters:
        earlier: the old plan.
        later: the new plan.
        promise: the old promise of the row.
        match: what was split or merged.
    """
    if promise.indicator.id != match.old[0] or promise.target.scope is not None:
        return
    if not all(_adds(earlier, id) for id in match.old) or not all(_adds(later, id) for id in match.new):
        return
    starts = _sum([_baseline(later, id) for id in match.new])
    if starts is None:
        return
    told = " + ".join(str(one) for one in starts.terms)
    measured = _sum([_measured(earlier, id) for id in match.old], starts.amount.unit)
    if measured is not None and measured.year == starts.year and _apart(starts, measured):
        parts = " + ".join(str(one) for one in measured.terms)
        yield say("succession.sum_apart", terms=told, sum=starts.amount, year=str(starts.year), measured=parts)
    if len(match.old) > 1:
        return
    before = outcome_of(promise).state
    joined = attrs.evolve(promise.indicator, baseline=Baseline(year=starts.year, value=starts.amount))
    said = by_baseline(promise, joined)
    if (said == "missed" and before in ("met", "unknown")) or (said == "met" and before == "missed"):
        yield say(f"succession.sum_{said}", terms=told, sum=starts.amount, year=str(starts.year))


def _apart(one: _Sum, other: _Sum) -> bool:
    return abs(one.amount.fraction - other.amount.fraction) > one.rounding + other.rounding


def _adds(plan: Plan, id: str) -> bool:
    """Tell whether the amounts of an indicator have a sum over its parts."""
    element = plan[id]
    if not isinstance(element, Indicator):
        return False
    return extent_of(definition_of(plan, element).quantity, _unit(element)) == "part"


def _unit(indicator: Indicator) -> str:
    base = indicator.baseline
    return indicator.unit or (base.value.unit if base is not None and base.value is not None else "")


def _baseline(plan: Plan, id: str) -> tuple[int, Amount] | None:
    element = plan[id]
    base = element.baseline if isinstance(element, Indicator) else None
    return None if base is None or base.value is None or base.year is None else (base.year, base.value)


def _measured(plan: Plan, id: str) -> tuple[int, Amount] | None:
    element = plan[id]
    held = promises_of(plan, element) if isinstance(element, Indicator) else []
    outcome = outcome_of(held[0]) if len(held) == 1 else None
    if outcome is None or outcome.value is None or outcome.year is None or outcome.is_change:
        return None
    return outcome.year, outcome.value


def _sum(terms: Sequence[tuple[int, Amount] | None], unit: str | None = None) -> _Sum | None:
    """Return the sum of amounts of one year; ``None`` where one is missing or they have no common unit."""
    held = [one for one in terms if one is not None]
    if len(held) < len(terms) or len({year for year, _ in held}) != 1:
        return None
    amounts = tuple(amount for _, amount in held)
    unit = amounts[0].unit if unit is None else unit
    halves = [Amount(last_digit(one.magnitude) / 2, one.unit or None) for one in amounts]
    sums = [_added(each, unit) for each in (amounts, halves)]
    if sums[0] is None or sums[1] is None:
        return None
    return _Sum(held[0][0], Amount(sums[0], unit or None), amounts, sums[1])


def _added(amounts: Iterable[Amount], unit: str) -> Fraction | None:
    total = Fraction(0)
    for one in amounts:
        number = in_unit(one, unit)
        if not isinstance(number, Fraction):
            return None
        total += number
    return total
