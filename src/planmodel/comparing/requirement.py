"""What a promise asks for with the size of the place taken out: the number by which promises can be ranked."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from planmodel.comparing.required import has_shares
from planmodel.comparing.statements import Statement
from planmodel.model.bounds import CEILINGS, asks_nothing
from planmodel.model.kinds import Better
from planmodel.model.targets import Change, Level, Target
from planmodel.units import Amount, is_known, same_dimension

__all__ = ["Kin", "Requirement", "requirement"]


class Kin(NamedTuple):
    """What two requirements must share to be ranked.

    Parameters:
        measure: a ``share`` of the base, percentage ``points``, or a ``rate`` (a share a year).
        since: the year that it counts from; ``None`` for a rate.
        until: the year of the target.
    """

    measure: Literal["share", "points", "rate"]
    since: int | None
    until: int


class Requirement(NamedTuple):
    """What a promise asks for: how much better than the base, as a ratio or in percentage points."""

    kin: Kin
    improvement: Fraction


def requirement(said: Statement, better: Better | None) -> Requirement | None:
    """Return what a promise asks for, or ``None`` where it does not say, or where that grows with the place.

    A level asks for its distance from the baseline, as a share of it (percentages in points), if it is known which way
    is better. A promised change is one as it stands, if it is a share of its base or in points and says since when; it
    is one for the better unless ``better`` or its comparator (a cap on growth) says otherwise. A cap on a change for
    the better and a level bounded on the other side ask for nothing.

    Parameters:
        said: what a plan says of a metric.
        better: which way is better.

    Example:
        >>> from planmodel.model.kinds import Indicator
        >>> from planmodel.model.numbers import Baseline
        >>> from planmodel.phrases.reader import read_commitment
        >>> target = Target(year=2025, commitment=read_commitment("24微克/立方米"))
        >>> pm25 = Indicator(id="i", name="PM2.5", baseline=Baseline(year=2020, value="30 微克/立方米"))
        >>> requirement(Statement(pm25, target, 2020, None), "lower")
        Requirement(kin=Kin(measure='share', since=2020, until=2025), improvement=Fraction(1, 5))
    """
    target = said.target
    if target is None or target.year is None or target.scope is not None:
        return None
    promise = target.commitment
    if isinstance(promise, Change):
        return _of_change(promise, target.year, said.base_year, better)
    return _of_level(promise, target, said, better) if isinstance(promise, Level) and better is not None else None


def _of_change(promise: Change, until: int, base_year: int | None, better: Better | None) -> Requirement | None:
    if asks_nothing(promise.comparator, promise.direction, better) is not None:
        return None
    rises = promise.direction == "increase"
    good = promise.comparator not in CEILINGS if better is None else rises == (better == "higher")
    amount = promise.value.fraction if good else -promise.value.fraction
    since = promise.since or base_year
    if promise.per == "year":
        return Requirement(Kin("rate", None, until), amount / 100) if promise.relative else None
    if since is None:
        return None
    if promise.relative:
        return Requirement(Kin("share", since, until), amount / 100)
    points = _in_points(promise.value)
    return None if points is None else Requirement(Kin("points", since, until), points if good else -points)


def _of_level(promise: Level, target: Target, said: Statement, better: Better | None) -> Requirement | None:
    base = said.indicator.baseline
    if base is None or base.value is None or base.year is None or target.year is None:
        return None
    if asks_nothing(promise.comparator, None, better) is not None:
        return None
    aim = promise.high if better == "lower" and promise.high is not None else promise.value
    unit = base.value.unit
    if unit != aim.unit and not (is_known(unit) and is_known(aim.unit) and same_dimension(unit, aim.unit)):
        return None
    change = aim.to(unit).fraction - base.value.fraction
    improvement = change if better == "higher" else -change
    points = None if base.value.unit == "" else _in_points(Amount(improvement, unit))
    if points is not None:
        return Requirement(Kin("points", base.year, target.year), points)
    if not has_shares(unit) or base.value.fraction <= 0:
        return None
    return Requirement(Kin("share", base.year, target.year), improvement / base.value.fraction)


def _in_points(amount: Amount) -> Fraction | None:
    """Return a share, or a difference of shares, in percentage points; ``None`` for anything else."""
    if not amount.unit or not is_known(amount.unit):
        return None
    found = next((unit for unit in ("%", "个百分点") if same_dimension(amount.unit, unit)), None)
    return None if found is None else amount.to(found).fraction
