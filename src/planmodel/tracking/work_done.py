"""How much of some work is done, as a share."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from planmodel.units import Amount, factor, same_dimension
from planmodel.words import Message, say

__all__ = ["no_share", "share_done"]


def share_done(done: Amount | None) -> Fraction | None:
    """Return how much is done, from 0 to 1; ``None`` where nothing is stated, or what is no such share.

    A number without a unit is a plain ratio: 40 is forty times all, and nobody can say whether 40 % was meant.

    Example:
        >>> share_done(Amount("40 %")), share_done(Amount(1)), share_done(Amount(40))
        (Fraction(2, 5), Fraction(1, 1), None)
    """
    return None if done is None else _share(done.fraction, done.unit)


@lru_cache(maxsize=4096)
def _share(number: Fraction, unit: str) -> Fraction | None:
    """Most work is done by a few round shares."""
    if not same_dimension(unit, "%"):
        return None
    share = number * factor(unit, "")
    return share if 0 <= share <= 1 else None


def no_share(done: Amount) -> Message:
    """Return that an amount done is no share from 0 to 1."""
    return say("progress.no_share_done", done=done)
