"""How long the work of a plan takes, as it says: likely durations, the shortest of several modes, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from planmodel.errors import ModelError
from planmodel.model.element import Undertaking
from planmodel.model.numbers import Estimate
from planmodel.model.time_amounts import family
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["estimate_of", "lengths_of", "share_of_done", "shortest_mode"]


def share_of_done(done: Amount | None) -> Fraction:
    """Return which share of some work is done, 0 to 1."""
    if done is None or not done.is_convertible_to("%"):
        return Fraction(0)
    return min(max(Fraction(done.to("%").magnitude) / 100, Fraction(0)), Fraction(1))


def lengths_of(
    nodes: Sequence[Undertaking], missing: str | Amount
) -> tuple[list[Amount | None], tuple[str, ...], list[str], Amount | None]:
    """Return each node's likely duration, the nodes that have none, notes, and what stands for a missing duration."""
    found: list[Amount | None] = []
    without, in_modes = [], 0
    for one in nodes:
        estimate = one.duration
        if one.modes:
            in_modes += 1
            estimate = shortest_mode(one)
        if estimate is None:
            without.append(one.id)
            found.append(None)
        else:
            found.append(estimate.likely)
    notes: list[str] = [say("schedule.modes", n=in_modes)] if in_modes else []
    instead = _instead(missing, without)
    if without:
        found = [instead if amount is None else amount for amount in found]
        told = {"n": len(without), "all": len(nodes), "amount": "0" if instead is None else instead, "rule": missing}
        notes.insert(0, say("schedule.missing", **told))
    return found, tuple(without), notes, instead


def estimate_of(one: Undertaking) -> Estimate | None:
    """Return how long some work takes: its duration, or that of its shortest mode."""
    return shortest_mode(one) if one.modes else one.duration


def shortest_mode(one: Undertaking) -> Estimate:
    """Return the duration of the mode that takes the least time."""
    return min((mode.duration for mode in one.modes), key=lambda estimate: estimate.likely)


def _instead(missing: str | Amount, without: Sequence[str]) -> Amount | None:
    """Return the duration that stands for one that is missing."""
    if missing == "zero":
        return None
    if missing == "refuse":
        if not without:
            return None
        raise ModelError(say("missing.refused", n=len(without), ids=tuple(without)), hint=say("missing.refused.hint"))
    try:
        amount = Amount(missing)
        family(amount)
        if amount.magnitude < 0:
            raise ModelError(say("duration.negative", amount=amount))
    except (ValueError, TypeError) as error:
        why = getattr(error, "message", error)
        raise ModelError(say("missing.no_rule", missing=missing, why=why), hint=say("missing.no_rule.hint")) from None
    return amount
