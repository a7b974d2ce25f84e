"""The numbers that indicators hold, in one list, and what may be asked of two of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from planmodel.model.kinds import Indicator
from planmodel.model.targets import Change, Commitment, Compound, Level, Target
from planmodel.units import Amount, factor, is_known, is_level, same_dimension
from planmodel.units.table import reading
from planmodel.words import Message, say

__all__ = [
    "Number",
    "aims_worse",
    "comparable",
    "converts",
    "is_difference",
    "is_share",
    "numbers_of",
    "parts_of",
    "ratio",
]

_POINT = (("a_difference_of_shares", 1),)


class Number(NamedTuple):
    """A number of an indicator.

    Parameters:
        path: where it stands in the indicator.
        amount: the number.
        level: whether it is a level (where something stands) rather than a change.
        share: whether it is a relative change, a share of the base level.
    """

    path: str
    amount: Amount
    level: bool
    share: bool = False


def numbers_of(indicator: Indicator) -> Iterator[Number]:
    """Yield an indicator's numbers: baseline, targets, observations."""
    if indicator.baseline is not None and indicator.baseline.value is not None:
        yield Number("baseline.value", indicator.baseline.value, True)
    for number, target in enumerate(indicator.targets):
        for field in ("commitment", "stretch"):
            commitment = getattr(target, field)
            if commitment is not None:
                yield from _promised(commitment, f"targets[{number}].{field}")
    for number, observation in enumerate(indicator.observations):
        if observation.value is not None:
            yield Number(f"observations[{number}].value", observation.value, True)


def _promised(commitment: Commitment, path: str) -> Iterator[Number]:
    if isinstance(commitment, Compound):
        for number, part in enumerate(commitment.parts):
            yield from _promised(part, f"{path}.parts[{number}]")
    elif isinstance(commitment, Level | Change):
        level = isinstance(commitment, Level)
        share = isinstance(commitment, Change) and commitment.relative
        yield Number(f"{path}.value", commitment.value, level, share)
        if commitment.high is not None:
            yield Number(f"{path}.high", commitment.high, level, share)


def parts_of(target: Target) -> Iterator[Commitment]:
    """Yield what a target promises: its commitment, or each part of a compound one."""
    waiting: list[Commitment] = [target.commitment]
    while waiting:
        commitment = waiting.pop(0)
        if isinstance(commitment, Compound):
            waiting[:0] = commitment.parts
        else:
            yield commitment


def converts(first: str, second: str) -> bool:
    """Return whether two units measure the same thing; of unknown units and of no unit nothing else is said."""
    if first == second or not (first and second and is_known(first) and is_known(second)):
        return True
    return same_dimension(first, second)


def is_share(unit: str) -> bool:
    """Return whether a unit is that of a plain share: ``%``, ``‰`` or none."""
    return is_known(unit) and not reading(unit).dimension


def is_difference(unit: str) -> bool:
    """Return whether a unit is that of a difference of shares: 个百分点."""
    return is_known(unit) and reading(unit).dimension == _POINT


def comparable(first: Amount, second: Amount) -> bool:
    """Return whether two amounts both state units that convert into each other, or neither states one."""
    return bool(first.unit) == bool(second.unit) and converts(first.unit, second.unit)


def ratio(first: Amount, second: Amount) -> Fraction | None:
    """Return how many times the second amount the first one is; ``None`` where that makes no sense."""
    numbers = first.fraction, second.fraction
    if not comparable(first, second) or is_level(first.unit) or numbers[0] * numbers[1] <= 0:
        return None
    return numbers[0] * factor(first.unit, second.unit) / numbers[1]


def aims_worse(commitment: Commitment, baseline: Amount | None, better: str | None) -> Message | None:
    """Return how a commitment asks for worse than the baseline, in words; ``None`` if it does not, or nobody can tell.

    Parameters:
        commitment: a level or a change; of other kinds nothing is said.
        baseline: where the indicator stood, if that is known.
        better: ``higher`` or ``lower``.
    """
    if isinstance(commitment, Change):
        wrong = "decrease" if better == "higher" else "increase"
        if commitment.direction == wrong and commitment.value.magnitude > 0:
            return say(f"PM404.{wrong}", value=commitment.value)
        return None
    if not isinstance(commitment, Level) or baseline is None:
        return None
    best = commitment.high if commitment.high is not None and better == "higher" else commitment.value
    if not comparable(best, baseline):
        return None
    if best < baseline if better == "higher" else best > baseline:
        return say("PM404.level", value=best, baseline=baseline)
    return None
