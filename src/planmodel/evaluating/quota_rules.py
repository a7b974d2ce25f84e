"""By which rule parts make a whole, and what comes of it: a sum, a weighted mean, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from planmodel.comparing.definitions import definition_of, definitions_differ
from planmodel.comparing.extents import extent_of
from planmodel.comparing.statements import Statement
from planmodel.evaluating.printed import last_digit
from planmodel.model.kinds import Metric
from planmodel.model.plan import Plan
from planmodel.model.targets import Change, Level
from planmodel.tracking.aggregate import Figure, aggregate
from planmodel.tracking.levels import in_unit
from planmodel.units import Amount, same_dimension
from planmodel.words import say

__all__ = ["Decision", "Part", "Whole", "decided", "whole_of"]


class Part(NamedTuple):
    """What a part says: its plan's statement, or why there is none; and its weight in a mean."""

    plan: Plan | None
    told: Statement | None
    reason: str | None
    weight: Amount | None


class Whole(NamedTuple):
    """What the parts are held against: a number, the rule that its kind asks for, or why there is none."""

    amount: Amount | None
    rule: Literal["sum", "weighted_mean", "none"]
    form: tuple[str, ...]
    reason: str | None
    plan: Plan | None = None
    told: Statement | None = None
    additive: bool = True
    """Whether parts of its kind have a sum or a mean at all."""


class Decision(NamedTuple):
    """What comes of parts and whole; ``numbers`` has each part's number in the unit of the whole, and a reason."""

    verdict: str
    rule: Literal["sum", "weighted_mean", "none"]
    numbers: list[tuple[Amount | None, str | None]]
    known: int
    joined: Amount | None = None
    difference: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    reason: str | None = None


def whole_of(plan: Plan, told: Statement, parts: Sequence[Part]) -> Whole:
    """Return what the parts are held against; see :func:`_whole`."""
    return _whole(plan, told, parts)._replace(plan=plan, told=told)


def _whole(plan: Plan, told: Statement, parts: Sequence[Part]) -> Whole:
    """Return the number of a whole and the rule for its parts.

    Where the whole is a level and the parts promise cuts or gains, the net change from the whole's baseline counts.
    """
    target = told.target
    if target is None:
        return Whole(None, "none", (), told.note)
    promise, quantity = target.commitment, definition_of(plan, told.indicator).quantity
    if quantity in ("grade", "index") or promise.kind == "Grade":
        return Whole(None, "none", (), say("quotas.neither"), additive=False)
    if target.scope is not None:
        return Whole(None, "none", (), f"the target of the whole is for {target.scope} only")
    if isinstance(promise, Level) and promise.high is None:
        net = _net(told, promise, parts)
        if net is not None:
            return net
        extent = extent_of(quantity, promise.value.unit)
        if extent is None:
            unit = promise.value.unit or "numbers"
            return Whole(promise.value, "none", ("Level",), f"whether {unit} of parts add up is not known")
        return Whole(promise.value, "sum" if extent == "part" else "weighted_mean", ("Level",), None)
    if isinstance(promise, Change) and promise.high is None and promise.per == "total":
        form = ("Change", promise.direction, str(promise.relative))
        if promise.relative:
            return Whole(promise.value, "weighted_mean", form, None)
        adds = extent_of(quantity, promise.value.unit) != "whole"
        return Whole(promise.value, "sum" if adds else "weighted_mean", form, None)
    return Whole(None, "none", (), f"the promise of the whole has no one number: {target.as_published or promise.kind}")


def _net(told: Statement, promise: Level, parts: Sequence[Part]) -> Whole | None:
    changes = [one.told.target.commitment for one in parts if one.told is not None and one.told.target is not None]
    cuts = [one for one in changes if isinstance(one, Change) and not one.relative]
    base = told.indicator.baseline
    if not cuts or len(cuts) != len(changes) or len({one.direction for one in cuts}) != 1:
        return None
    if base is None or base.value is None:
        return Whole(None, "none", (), "the parts promise changes, and the whole's level has no baseline")
    start = in_unit(base.value, promise.value.unit)
    if not isinstance(start, Fraction):
        return Whole(None, "none", (), start.message)
    sign = 1 if cuts[0].direction == "increase" else -1
    net = Amount(sign * (promise.value.fraction - start), promise.value.unit or None)
    return Whole(net, "sum", ("Change", cuts[0].direction, "False"), f"net: from {base.value} to {promise.value}")


def decided(whole: Whole, parts: Sequence[Part], missing: int, reserve: Amount | None) -> Decision:
    """Return whether the parts make the whole."""
    numbers = [_number(whole, one) for one in parts]
    known = [number for number, _ in numbers if number is not None]
    if whole.rule == "none" or whole.amount is None:
        verdict = "cannot_be_decided" if whole.additive else "not_additive"
        return Decision(verdict, "none", numbers, len(known), reason=whole.reason)
    if not known:
        return Decision("cannot_be_decided", whole.rule, numbers, 0, reason="no part has a number")
    silent = len(parts) + missing - len(known)
    if whole.rule == "sum":
        return _sum(whole, numbers, known, silent, reserve)
    return _mean(whole, parts, numbers, known, silent)


def _number(whole: Whole, part: Part) -> tuple[Amount | None, str | None]:
    """Return a part's number in the unit of the whole, or why it has none of the same form."""
    if part.told is None or part.told.target is None or part.plan is None:
        return None, part.reason
    target = part.told.target
    promise = target.commitment
    if target.scope is not None:
        return None, f"the target is for {target.scope} only"
    unlike = _unlike(whole, part.plan, part.told)
    if unlike is not None:
        return None, unlike
    if isinstance(promise, Level) and promise.high is None:
        form: tuple[str, ...] = ("Level",)
    elif isinstance(promise, Change) and promise.high is None and promise.per == "total":
        form = ("Change", promise.direction, str(promise.relative))
    else:
        return None, f"no one number: {target.as_published or promise.kind}"
    if whole.form and form != whole.form:
        return None, f"another form than the whole's: {' '.join(form).lower()}"
    if whole.amount is None:
        return promise.value, None
    number = in_unit(promise.value, whole.amount.unit)
    if not isinstance(number, Fraction):
        return None, number.message
    note = "approximate" if promise.comparator == "about" else None
    if promise.value.unit == whole.amount.unit:
        return promise.value, note
    return Amount(number, whole.amount.unit or None), note


def _unlike(whole: Whole, plan: Plan, told: Statement) -> str | None:
    """Return in what a part's promise is another one than the whole's: definition, year, or base year of a change."""
    if whole.plan is None or whole.told is None or whole.told.target is None or told.target is None:
        return None
    above, below = whole.told.target, told.target
    if above.year != below.year:
        return f"the target is for {below.year}, the whole's for {above.year}"
    definitions = definition_of(plan, told.indicator), definition_of(whole.plan, whole.told.indicator)
    differ = definitions_differ(*definitions, "the whole's")
    if differ is not None or not isinstance(above.commitment, Change) or not isinstance(below.commitment, Change):
        return differ
    since = below.commitment.since or plan.base_year, above.commitment.since or whole.plan.base_year
    if None in since or since[0] == since[1]:
        return None
    return f"the change counts from {since[0]}, the whole's from {since[1]}"


def _sum(
    whole: Whole,
    numbers: list[tuple[Amount | None, str | None]],
    known: list[Amount],
    silent: int,
    reserve: Amount | None,
) -> Decision:
    assert whole.amount is not None
    total, unit = whole.amount.fraction, whole.amount.unit
    kept = Fraction(0)
    if reserve is not None:
        held = in_unit(reserve, unit)
        if not isinstance(held, Fraction):
            return Decision("cannot_be_decided", "sum", numbers, len(known), reason=f"the reserve: {held.message}")
        kept = held
    joined = sum((one.fraction for one in known), Fraction(0))
    left = total - joined - kept
    finest = min(_half(one) for one in (*known, whole.amount))
    rounding = len(known) * finest if finest < Fraction(1, 2) else Fraction(0)  # whole numbers are taken as counted
    made = Decision("", "sum", numbers, len(known), Amount(joined, unit or None), Amount(left, unit or None))
    closes, positive = abs(left) <= rounding, all(one.fraction >= 0 for one in known)
    notes = [whole.reason] if whole.reason else []
    if closes and left:
        notes.append("within the rounding of the parts")
    if not closes and finest >= Fraction(1, 2) and abs(left) <= len(known) * finest:
        notes.append("rounding to whole numbers could make the difference")
    if closes and silent:
        notes.append("it closes without the parts that say nothing")
    if reserve is not None and total:
        notes.append(f"the reserve is {float(kept / total * 100):.4g} % of the whole")
    if closes:
        verdict = "adds_up" if reserve is None else "adds_up_with_reserve"
    elif silent and not (left < 0 and positive):
        verdict = "cannot_be_decided"
        share = (
            f"{float(joined / total * 100):.4g} % of the whole is known" if total > 0 else "the whole is not above zero"
        )
        notes.append(f"{share}; {Amount(left, unit or None)} is left for the parts without a number")
    else:
        verdict = "short" if left > 0 else "over"
    low = Amount(joined + kept, unit or None) if silent and positive else None
    return made._replace(verdict=verdict, low=low, reason="; ".join(notes) or None)


def _half(number: Amount) -> Fraction:
    return last_digit(number.magnitude) / 2


def _mean(
    whole: Whole,
    parts: Sequence[Part],
    numbers: list[tuple[Amount | None, str | None]],
    known: list[Amount],
    silent: int,
) -> Decision:
    assert whole.amount is not None
    low, high = min(known, key=lambda one: one.fraction), max(known, key=lambda one: one.fraction)
    made = Decision("cannot_be_decided", "weighted_mean", numbers, len(known))
    if silent:
        return made._replace(reason="a mean needs every part, and not all of them have a number")
    made = made._replace(low=low, high=high)
    figures = [
        Figure(label=str(place), value=number, weight=part.weight)
        for place, (part, (number, _)) in enumerate(zip(parts, numbers, strict=True))
    ]
    if all(one.weight is not None for one in figures):
        joined = aggregate(figures, Metric(id="whole", name="whole", quantity="share"))
        if joined.value is None:
            return made._replace(reason=joined.reason)
        left = whole.amount.fraction - in_exactly(joined.value, whole.amount.unit)
        verdict = (
            "adds_up"
            if abs(left) <= _half(whole.amount) + max(_half(one) for one in known)
            else "short"
            if left > 0
            else "over"
        )
        return made._replace(verdict=verdict, joined=joined.value, difference=Amount(left, whole.amount.unit or None))
    if not low.fraction <= whole.amount.fraction <= high.fraction:
        verdict = "short" if whole.amount.fraction > high.fraction else "over"
        return made._replace(verdict=verdict, reason="no weights whatever make the whole's number of these")
    return made._replace(
        reason="cannot be decided without weights: a mean of the parts lies anywhere between the bounds"
    )


def in_exactly(amount: Amount, unit: str) -> Fraction:
    """Return the number of an amount in a unit of its own dimension."""
    assert amount.unit == unit or same_dimension(amount.unit, unit)
    return amount.fraction if amount.unit == unit else amount.to(unit).fraction
