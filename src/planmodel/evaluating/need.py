"""What a target asks for, as an amount: the net change from the baseline, and with growth the gross one."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from planmodel.comparing.definitions import definition_of
from planmodel.evaluating.outcome import Promise
from planmodel.model.bounds import CEILINGS
from planmodel.model.kinds import Better
from planmodel.model.targets import Change, Level
from planmodel.tracking.change import better_size, change_to_level, is_that_change
from planmodel.tracking.choice import Refusal, base_year_of, baseline_at, definition_changed
from planmodel.tracking.levels import ABOUT, aim_of, direction_of, in_unit, tolerance_of
from planmodel.units import Amount, difference_unit, factor, is_known, same_dimension
from planmodel.words import say, term

__all__ = ["Need", "need_of", "towards"]


class Need(NamedTuple):
    """What a target asks for.

    Parameters:
        net: by how much the level must change in the direction of the target; below nothing where the baseline is on
            the good side of it, so that there is room; ``None`` when nobody can say.
        base: the level that relative contributions are a share of.
        unit: the unit of the need.
        reason: why nobody can say.
        strict: whether more than that is asked: ``less_than`` 80 is not kept at 80.
        slack: by how much an approximate number may be missed and still be kept.
    """

    net: Amount | None
    base: Amount | None
    unit: str
    reason: str | None = None
    strict: bool = False
    slack: Fraction = Fraction(0)
    baseless: bool = False
    """Whether the level in the base year is all that is missing."""
    aim: Amount | None = None
    """The level to reach, where the need is the way to it."""
    side: Better | None = None
    """On which side of that level it is kept; of a change by its size, ``lower`` where it is a limit."""
    years: int = 1
    """How often a change by the year counts."""


_STRICT = frozenset({"more_than", "less_than", "better_than"})


def need_of(promise: Promise) -> Need:
    """Return what a promise asks for: from the baseline to the target, the change itself, or its share of the baseline.

    A ceiling above the baseline, a floor below it and a cap on a change leave room: the need is below nothing.
    """
    target, commitment = promise.target, promise.target.commitment
    if promise.several is not None:
        return Need(None, None, "", promise.several)
    if target.scope is not None:
        return Need(None, None, "", say("sufficiency.part_only", scope=target.scope))
    if definition_changed(target.note):
        return Need(None, None, "", say("progress.other_definition", note=target.note))
    if isinstance(commitment, Change):
        return _of_change(commitment, promise)
    baseline = promise.indicator.baseline
    base = baseline.value if baseline is not None else None
    if not isinstance(commitment, Level):
        return Need(None, base, "", say("sufficiency.wordless", text=target.as_published or commitment.kind))
    if base is None:
        return Need(None, None, commitment.value.unit, say("sufficiency.no_baseline"), baseless=True)
    return _of_level(commitment, base, promise)


def _of_level(level: Level, base: Amount, promise: Promise, *, changed: bool = False) -> Need:
    """Return the way from a base to a level in the direction that the promise asks for."""
    better = definition_of(promise.plan, promise.indicator).better
    way = direction_of(better, level, level, promise.indicator.id)
    start = in_unit(base, level.value.unit)
    for refused in (way, start):
        if isinstance(refused, Refusal):
            return Need(None, base, level.value.unit, refused.message)
    assert isinstance(start, Fraction)
    side = way if isinstance(way, str) else _side(level, start)
    if side is None:
        return Need(None, base, level.value.unit, say("sufficiency.inside_range"))
    aim = aim_of(level, side)
    net = aim.fraction - start if side == "higher" else start - aim.fraction
    given = tolerance_of(level, base if changed else None)
    unit, slack = _difference(aim.unit), given.fraction if given is not None else Fraction(0)
    if unit == "个百分点":  # which are hundredths, in whatever unit the share is printed
        net, slack = (one * factor(aim.unit, "%") for one in (net, slack))
    strict = level.comparator in _STRICT
    return Need(Amount(net, unit or None), base, unit, strict=strict, slack=slack, aim=aim, side=side)


def _side(level: Level, start: Fraction) -> Better | None:
    """Return on which side of a level it is kept, by its comparator, else as the way to it goes."""
    if level.comparator in CEILINGS:
        return "lower"
    if level.comparator in ("at_least", "more_than"):
        return "higher"
    if level.high is not None and level.value.fraction <= start <= level.high.fraction:
        return None
    return "higher" if level.value.fraction >= start else "lower"


def _of_change(change: Change, promise: Promise) -> Need:
    since = base_year_of(promise.indicator, change, promise.plan.base_year)
    found = baseline_at(promise.indicator, since, None)
    if isinstance(found, Refusal):
        return Need(None, None, "", found.message)
    base = found.value if found is not None else None
    due = promise.target.year
    if base is None or is_that_change(promise.indicator, change) or (not change.relative and change.per == "total"):
        return _of_size(change, base, since, promise)
    if change.per == "year" and (since is None or due is None):
        return Need(None, base, "", say("sufficiency.years_unknown"))
    level = change_to_level(change, base, since, due if due is not None else 0)
    if isinstance(level, Refusal):
        return Need(None, base, base.unit, level.message)
    return _of_level(level, base, promise, changed=True)


def _of_size(change: Change, base: Amount | None, since: int | None, promise: Promise) -> Need:
    """Return what a change asks for by its own size: so much of it, or where it is a limit, no more than that."""
    unit, due, years = change.value.unit, promise.target.year, 1
    if change.per == "year":
        if change.relative:
            return Need(None, None, unit, say("sufficiency.no_base_level"), baseless=True)
        if since is None or due is None or due <= since:
            return Need(None, base, unit, say("sufficiency.years_unknown"))
        years = due - since
    better, capped = definition_of(promise.plan, promise.indicator).better, change.comparator in CEILINGS
    if is_that_change(promise.indicator, change):
        limit, against = better_size(promise.indicator, change, better) == "lower", False
    else:
        limit = better is not None and (better == "lower") == (change.direction == "increase")
        against = better is not None and capped != limit
    if against and change.comparator in (*CEILINGS, "at_least", "more_than"):
        words = {"better": term("better", better or ""), "comparator": term("comparator", change.comparator or "")}
        told = say("progress.against_direction", indicator=promise.indicator.id, value=change.value, **words)
        return Need(None, base, unit, told)
    limit = limit or capped
    size = change.high if limit and change.high is not None else change.value
    net = Amount((-size.fraction if limit else size.fraction) * years, unit or None)
    slack = abs(net.fraction) * ABOUT if change.comparator == "about" else Fraction(0)
    relative = None if change.relative else base
    side: Better = "lower" if limit else "higher"
    return Need(net, relative, unit, strict=change.comparator in _STRICT, slack=slack, side=side, years=years)


def _difference(unit: str) -> str:
    if unit and is_known(unit) and same_dimension(unit, "%"):
        return "个百分点"
    return difference_unit(unit) if unit else ""


def towards(amount: Amount, need: Need) -> Fraction | str:
    """Return a contribution in the unit of the need, or why it has no such number.

    A percentage towards a quantity is a share of the level in the base year.
    """
    percent = bool(amount.unit) and is_known(amount.unit) and same_dimension(amount.unit, "%")
    in_percent = bool(need.unit) and is_known(need.unit) and same_dimension(need.unit, "%")
    if percent and not in_percent and need.unit != "个百分点":
        if need.base is None:
            return say("sufficiency.share_of_no_level", amount=amount)
        base = in_unit(need.base, need.unit)
        return base * amount.to("%").fraction / 100 if isinstance(base, Fraction) else base.message
    number = in_unit(amount, need.unit)
    return number if isinstance(number, Fraction) else number.message
