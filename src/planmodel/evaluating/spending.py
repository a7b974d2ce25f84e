"""What was spent up to a day, out of dated amounts that may hold one another."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from planmodel.model.numbers import Cost, Spent
from planmodel.units import Amount, factor, same_dimension
from planmodel.words import say

__all__ = ["SpentSoFar", "spent_by"]


class SpentSoFar(NamedTuple):
    """What was spent up to a day.

    Parameters:
        amount: the sum; ``None`` when nobody can say.
        until: the last day that it holds for.
        reason: why nobody can say, or what to mind.
        counted: the dated amounts that were added.
    """

    amount: Amount | None
    until: dt.date | None = None
    reason: str | None = None
    counted: tuple[Spent, ...] = ()


def spent_by(cost: Cost | None, day: dt.date) -> SpentSoFar:
    """Return what was spent up to a day.

    A sum so far (2021-01/2023-06) holds what was spent inside it, which is not added again; stretches that overlap
    without one holding the other have no sum. What ends after the day does not count.

    Parameters:
        cost: the cost, if there is one.
        day: the day.

    Example:
        >>> dated = (2021, "300 万元"), ("2021/2022", "800 万元"), ("2023-01", "50 万元")
        >>> cost = Cost(spent=[Spent(period=period, amount=amount) for period, amount in dated])
        >>> found = spent_by(cost, dt.date(2023, 6, 30))
        >>> str(found.amount), found.until
        ('850 万元', datetime.date(2023, 1, 31))
    """
    held = [one for one in cost.spent if one.period.end <= day] if cost is not None else []
    if not held:
        later = ".until" if cost is not None and cost.spent else ""
        return SpentSoFar(None, reason=say(f"spending.none{later}"))
    chosen: list[Spent] = []
    for one in sorted(held, key=lambda one: (-one.period.days, one.period.start)):
        over = [other for other in chosen if other.period.overlaps(one.period)]
        if any(not other.period.contains(one.period) for other in over):
            return SpentSoFar(None, reason=say("spending.overlap", one=one.period, other=over[0].period))
        same = [other for other in over if other.period == one.period and other.amount != one.amount]
        if same:
            return SpentSoFar(
                None, reason=say("spending.twice", period=one.period, amounts=(same[0].amount, one.amount))
            )
        if not over:
            chosen.append(one)
    unit = chosen[0].amount.unit
    if not all(same_dimension(one.amount.unit, unit) for one in chosen):
        return SpentSoFar(None, reason=say("spending.unlike"))
    total = sum((one.amount.fraction * factor(one.amount.unit, unit) for one in chosen), Fraction(0))
    ordered = sorted(chosen, key=lambda one: one.period.start)
    gaps = [one.period for one, after in pairwise(ordered) if (after.period.start - one.period.end).days > 1]
    reason = say("spending.gap", period=gaps[0]) if gaps else None
    return SpentSoFar(Amount(total, unit or None), ordered[-1].period.end, reason, tuple(ordered))
