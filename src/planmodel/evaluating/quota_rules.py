"""Whether parts make a whole: by a sum or a weighted mean, as far as floors and ceilings of parts prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from planmodel.evaluating.printed import as_finely_as, last_digit
from planmodel.evaluating.quota_numbers import Number, Part, Side, Whole, number_of
from planmodel.model.kinds import Metric
from planmodel.tracking.aggregate import Figure, aggregate
from planmodel.tracking.levels import ABOUT, in_unit
from planmodel.units import Amount, same_dimension
from planmodel.words import Message, say

__all__ = ["Decision", "QuotaVerdict", "decided"]

QuotaVerdict: TypeAlias = Literal[
    "adds_up", "adds_up_with_reserve", "covered", "short", "over", "cannot_be_decided", "not_additive"
]


class Decision(NamedTuple):
    """What comes of parts and whole; ``numbers`` has each part's number in the unit of the whole, and a reason."""

    verdict: QuotaVerdict
    rule: Literal["sum", "weighted_mean", "none"]
    numbers: list[Number]
    known: int
    joined: Amount | None = None
    difference: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    notes: tuple[str | None, ...] = ()


class _Known(NamedTuple):
    """A part with a number, or with a range: its upper end is ``high``, which is the number itself for others."""

    amount: Amount
    side: Side
    strict: bool
    high: Amount


class _Bounds(NamedTuple):
    """Where the least that parts promise together lies, and where the most; ``None`` where nothing bounds it.

    Each is one number for a sum; without weights it lies between the least and the largest of the parts. Where parts
    say nothing, the least may be any number above that of the others: its second end is ``None``.
    """

    floors: tuple[Fraction, Fraction | None] | None
    ceilings: tuple[Fraction, Fraction] | None
    strict: bool


def decided(whole: Whole, parts: Sequence[Part], missing: int, reserve: Amount | None) -> Decision:
    """Return whether the parts make the whole."""
    numbers = [number_of(whole, one) for one in parts]
    known = [
        _Known(one.amount, one.side, one.strict, one.high or one.amount) for one in numbers if one.amount is not None
    ]
    if whole.rule == "none" or whole.amount is None:
        verdict: QuotaVerdict = "cannot_be_decided" if whole.additive else "not_additive"
        return Decision(verdict, "none", numbers, len(known), notes=(whole.reason,))
    if not known:
        return Decision("cannot_be_decided", whole.rule, numbers, 0, notes=(say("quotas.no_number"),))
    if whole.side == "number" and any(one.side != "number" for one in known):
        whole = whole._replace(side=_understood(whole, known))
    silent = len(parts) + missing - len(known)

    def of(whole: Whole) -> Decision:
        if whole.rule == "sum":
            return _sum(whole, numbers, known, silent, reserve)
        return _mean(whole, parts, numbers, known, silent)

    return of(whole) if whole.high is None else _of_ranged_whole(whole, of)


def _of_ranged_whole(whole: Whole, of: Callable[[Whole], Decision]) -> Decision:
    """Return whether the parts make a whole that is a range: its lower end is a floor, its upper end a ceiling."""
    assert whole.amount is not None
    assert whole.high is not None
    told = say("quotas.whole_range", low=whole.amount, high=whole.high)
    ends = {
        "floor": whole._replace(side="floor", high=None),
        "ceiling": whole._replace(side="ceiling", amount=whole.high, high=None),
    }
    if whole.side != "number":
        made = of(ends[whole.side])
        return made._replace(notes=(told, *made.notes))
    least, most = of(ends["floor"]), of(ends["ceiling"])
    missed = next((one for one in (least, most) if one.verdict in ("short", "over")), None)
    if missed is not None:
        return missed._replace(notes=(told, *missed.notes))
    undecided = next((one for one in (least, most) if one.verdict == "cannot_be_decided"), None)
    if undecided is not None:
        return undecided._replace(difference=None, notes=(told, *undecided.notes))
    verdict: QuotaVerdict = "adds_up" if least.verdict == "covered" else least.verdict
    return least._replace(
        verdict=verdict, difference=None, notes=tuple(dict.fromkeys((told, *least.notes, *most.notes)))
    )


def _understood(whole: Whole, known: Sequence[_Known]) -> Side:
    """Return the side of a bare number: that which is good, else that of its parts where they have one side."""
    sides: list[Side] = sorted({one.side for one in known if one.side != "number"})
    return whole.better or (sides[0] if len(sides) == 1 else "number")


# --- sums ---


def _sum(whole: Whole, numbers: list[Number], known: list[_Known], silent: int, reserve: Amount | None) -> Decision:
    assert whole.amount is not None
    total, unit = whole.amount.fraction, whole.amount.unit
    kept = Fraction(0)
    if reserve is not None:
        held = in_unit(reserve, unit)
        if not isinstance(held, Fraction):
            odd = say("quotas.reserve_unit", why=held.message)
            return Decision("cannot_be_decided", "sum", numbers, len(known), notes=(odd,))
        kept = held
    joined, most = (sum((one.fraction for one in ends), Fraction(0)) for ends in _ends(known))
    left = total - joined - kept
    positive = whole.form.direction is None and all(one.amount.fraction >= 0 for one in known)
    finest = min(_half(one) for one in (*(end for ends in _ends(known) for end in ends), whole.amount))
    rounding = len(known) * finest if finest < Fraction(1, 2) else Fraction(0)  # whole numbers are taken as counted
    closes = abs(left) <= rounding and joined == most
    least, largest = (total if abs(total - one - kept) <= rounding else one + kept for one in (joined, most))
    sides: set[Side] = {one.side for one in known}
    bounds = _Bounds(
        (least, least if closes or not silent else None)
        if "ceiling" not in sides and (closes or positive or not silent)
        else None,
        (largest, largest) if "floor" not in sides and (closes or not silent) else None,
        any(one.strict for one in known),
    )
    verdict, why = _verdict(whole, bounds, sides)
    if joined != most:
        ends = Amount(joined + kept, unit or None), Amount(most + kept, unit or None)
        told = say("quotas.between", low=ends[0], high=ends[1])
        ranged = Decision(
            _of_range(verdict, bounds, total), "sum", numbers, len(known), notes=(whole.reason, told, why)
        )
        low = ends[0] if "ceiling" not in sides and (positive or not silent) else None
        return ranged._replace(low=low, high=ends[1] if "floor" not in sides and not silent else None)
    notes: list[str | None] = [whole.reason, _rounded(known, left, finest, closes)]
    if closes and silent:
        notes.append(say("quotas.closes_without"))
    if silent and verdict in ("over", "covered"):
        notes.append(say("quotas.not_below_zero"))
    if reserve is not None and total:
        notes.append(say("quotas.reserve_share", share=f"{float(kept / total * 100):.4g}"))
    if verdict == "cannot_be_decided" and silent:
        why = _left(joined, left, whole.amount)
    elif not closes and abs(left) <= ABOUT * abs(total) and _approximate(whole, numbers):
        verdict, why = "cannot_be_decided", say("quotas.about")
    notes.append(why)
    return Decision(
        "adds_up_with_reserve" if verdict == "adds_up" and reserve is not None else verdict,
        "sum",
        numbers,
        len(known),
        Amount(joined, unit or None),
        Amount(left, unit or None),
        low=Amount(joined + kept, unit or None) if silent and positive and "ceiling" not in sides else None,
        notes=tuple(notes),
    )


def _ends(known: Sequence[_Known]) -> tuple[list[Amount], list[Amount]]:
    """Return the lower ends of what parts promise, and the upper ones; a single number is both."""
    return [one.amount for one in known], [one.high for one in known]


def _left(joined: Fraction, left: Fraction, whole: Amount) -> Message:
    """Return what is left for the parts that say nothing."""
    rest = as_finely_as(Amount(abs(left), whole.unit or None), whole)
    if left < 0:
        return say("quotas.beyond", more=rest)
    total = whole.fraction
    share = say("quotas.known_share", share=f"{float(joined / total * 100):.4g}") if total > 0 else None
    return say("quotas.left", known=share or say("quotas.not_above_zero"), rest=rest)


def _rounded(known: Sequence[_Known], left: Fraction, finest: Fraction, closes: bool) -> Message | None:
    if closes:
        return say("quotas.within_rounding") if left else None
    counted = finest >= Fraction(1, 2) and abs(left) <= len(known) * finest
    return say("quotas.whole_numbers") if counted else None


def _approximate(whole: Whole, numbers: Sequence[Number]) -> bool:
    return whole.about or any(one.about for one in numbers)


def _half(number: Amount) -> Fraction:
    return last_digit(number.magnitude) / 2


# --- what floors and ceilings prove ---


def _verdict(whole: Whole, bounds: _Bounds, sides: set[Side]) -> tuple[QuotaVerdict, Message | None]:
    """Return what is proven of a whole by what its parts promise together, and what is to be said of it.

    A floor of the whole is kept when the least of the parts reaches it; their ceilings can only fall short of it. A
    ceiling is kept when their most stays below it; their floors can only go over it. A number is neither.
    """
    assert whole.amount is not None
    aim, unit = whole.amount.fraction, whole.amount.unit
    floors, ceilings = bounds.floors, bounds.ceilings
    if whole.side == "number":
        if floors is not None and floors[0] > aim:
            return "over", None
        if ceilings is not None and ceilings[1] < aim:
            return "short", None
        same = floors is not None and floors == ceilings == (aim, aim)
        return ("adds_up", None) if same else ("cannot_be_decided", _unproven(whole, sides))
    up = whole.side == "floor"
    mine, other = (floors, ceilings) if up else (ceilings, floors)
    missed: QuotaVerdict = "short" if up else "over"
    if mine is None:
        near = None if other is None else other[1] if up else other[0]
        contradicted = near is not None and (near < aim if up else near > aim)
        return (missed, None) if contradicted else ("cannot_be_decided", _unproven(whole, sides))
    spare = [(one - aim) if up else (aim - one) for one in mine if one is not None]
    strict = whole.strict and not bounds.strict
    if min(spare) > 0 or (min(spare) == 0 and not strict):
        beyond = Amount(min(spare), unit or None)
        return ("covered", say(f"quotas.spare.{whole.side}", spare=beyond)) if any(spare) else ("adds_up", None)
    if None not in mine and (max(spare) < 0 or (max(spare) == 0 and strict)):
        return missed, say("quotas.strict") if max(spare) == 0 else None
    return "cannot_be_decided", _unproven(whole, sides)


def _unproven(whole: Whole, sides: set[Side]) -> Message | None:
    """Return why floors and ceilings of parts prove nothing; ``None`` where it is not for them."""
    odd = sides - {whole.side, "number"}
    return say(f"quotas.unproven.{whole.side}") if odd else None


def _of_range(verdict: QuotaVerdict, bounds: _Bounds, aim: Fraction) -> QuotaVerdict:
    """Return a verdict on parts that promise ranges: where the whole lies between their ends, it is not missed."""
    floors, ceilings = bounds.floors, bounds.ceilings
    open_still = floors is not None and ceilings is not None and floors[0] <= aim <= ceilings[1]
    return "cannot_be_decided" if open_still and verdict in ("short", "over") else verdict


# --- means ---


def _mean(whole: Whole, parts: Sequence[Part], numbers: list[Number], known: list[_Known], silent: int) -> Decision:
    assert whole.amount is not None
    amounts, tops = _ends(known)
    low, high = min(amounts, key=lambda one: one.fraction), max(tops, key=lambda one: one.fraction)
    made = Decision("cannot_be_decided", "weighted_mean", numbers, len(known))
    if silent:
        return made._replace(notes=(say("quotas.mean_needs_all"),))
    sides: set[Side] = {one.side for one in known}
    strict = all(one.strict for one in known)
    made = made._replace(
        low=low if "ceiling" not in sides else None,
        high=high if "floor" not in sides else None,
    )
    left, unit, aim, ranged = None, whole.amount.unit, whole.amount.fraction, amounts != tops
    spans: list[tuple[Fraction, Fraction]] = [
        (min(one.fraction for one in ends), max(one.fraction for one in ends)) for ends in (amounts, tops)
    ]
    if all(one.weight is not None for one in parts):
        means = []
        for ends in (amounts, tops):
            figures = [
                Figure(label=str(place), value=value, weight=part.weight)
                for place, (part, value) in enumerate(zip(parts, ends, strict=True))
            ]
            joined = aggregate(figures, Metric(id="whole", name="whole", quantity="share"))
            if joined.value is None:
                return made._replace(notes=(joined.reason,))
            means.append(joined.value)
        exact = [in_exactly(one, unit) for one in means]
        rounding = _half(whole.amount) + max(_half(one) for one in (*amounts, *tops))
        spans = [(aim, aim) if abs(aim - one) <= rounding else (one, one) for one in exact]
        if not ranged:
            left = aim - exact[0]
            made = made._replace(joined=means[0], difference=Amount(left, unit or None))
    floors, ceilings = spans
    bounds = _Bounds(floors if "ceiling" not in sides else None, ceilings if "floor" not in sides else None, strict)
    verdict, why = _verdict(whole, bounds, sides)
    if ranged:
        verdict = _of_range(verdict, bounds, aim)
    if left is None and why is None:
        why = say(f"quotas.{'without_weights' if verdict == 'cannot_be_decided' else 'whatever_weights'}")
    if left and verdict in ("short", "over") and abs(left) <= ABOUT * abs(whole.amount.fraction):
        verdict, why = ("cannot_be_decided", say("quotas.about")) if _approximate(whole, numbers) else (verdict, why)
    return made._replace(verdict=verdict, notes=(why,))


def in_exactly(amount: Amount, unit: str) -> Fraction:
    """Return the number of an amount in a unit of its own dimension."""
    assert amount.unit == unit or same_dimension(amount.unit, unit)
    return amount.fraction if amount.unit == unit else amount.to(unit).fraction
