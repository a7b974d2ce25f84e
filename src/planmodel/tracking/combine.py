"""Rules that make one share of several, with bounds where parts are unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from planmodel.errors import ModelError
from planmodel.words import say

__all__ = ["UNKNOWN", "Counted", "Rule", "Share", "check_rule", "combine"]

Rule: TypeAlias = Literal["mean", "all", "any", "contributions"]
"""``mean``: weighted mean; ``all``: the worst part; ``any``: the best; ``contributions``: signed sum by strength."""

_RULES: tuple[Rule, ...] = ("mean", "all", "any", "contributions")
_NOTHING, _WHOLE = Fraction(0), Fraction(1)


class Share(NamedTuple):
    """What is known about how much of something is there.

    Parameters:
        low: at least so much, 0 to 1 (−1 to 1 where contributions work against).
        high: at most so much.
        coverage: how much of what it is made of is known, 0 to 1.
    """

    low: Fraction
    high: Fraction
    coverage: Fraction

    @property
    def is_known(self) -> bool:
        """Whether it is one number."""
        return self.low is self.high or self.low == self.high


UNKNOWN = Share(_NOTHING, _WHOLE, _NOTHING)
"""Nothing is known: anything from 0 to 1."""


class Counted(NamedTuple):
    """A part and what it counts.

    Parameters:
        share: how much of it is there.
        weight: its weight or signed strength; ``None`` where the strength is not stated.
    """

    share: Share
    weight: Fraction | None = None


def check_rule(name: str) -> Rule:
    """Return the name of a rule.

    Raises:
        ModelError: there is none of that name.
    """
    for known in _RULES:
        if name == known:
            return known
    raise ModelError(say("combine.no_rule", name=f"{name!r:.60}"), hint=say("write_one", names=tuple(_RULES)))


def combine(rule: Rule, parts: Sequence[Counted]) -> Share:
    """Return the share of a whole that is made of parts.

    Parameters:
        rule: ``mean``: Σ w·x / Σ w over the parts that work for it, less Σ |w|·x / Σ w for those that work against it
            (a negative strength), a missing weight being 1. ``all``: the smallest x, ``any``: the largest; parts of
            weight 0 or less do not count. ``contributions``: Σ s·x between −1 and 1; an unstated strength is anything
            from 0 to 1.
        parts: with a part unknown, ``low`` takes it at its worst and ``high`` at its best.

    Example:
        >>> full = Share(Fraction(1), Fraction(1), Fraction(1))
        >>> combine("mean", [Counted(full, Fraction(1, 2)), Counted(full, Fraction(3, 10))]).low
        Fraction(1, 1)
        >>> one_of_three = combine("mean", [Counted(full), Counted(UNKNOWN), Counted(UNKNOWN)])
        >>> [str(number) for number in one_of_three]
        ['1/3', '1', '1/3']

    Source: weighted means and signed sums of contributions as in the quantitative evaluation of goal models,
    ITU-T Z.151 (User Requirements Notation), GRL.
    """
    if rule == "contributions":
        return _sum(parts)
    helping, against = _sides([(part.share, _WHOLE if part.weight is None else part.weight) for part in parts])
    if not helping:
        return UNKNOWN
    total = _total((weight, _WHOLE) for _, weight in helping)
    if rule != "mean":
        pick = min if rule == "all" else max
        low, high = pick(share.low for share, _ in helping), pick(share.high for share, _ in helping)
        return Share(low, high, _covered(helping, ()) / total)
    low, high = _ends(helping, against)
    whole = total - _total((weight, _WHOLE) for _, weight in against)
    return Share(_between(low / total, _NOTHING), _between(high / total, _NOTHING), _covered(helping, against) / whole)


_Weighed = Sequence[tuple[Share, Fraction]]


def _sides(weighed: _Weighed) -> tuple[_Weighed, _Weighed]:
    """Return the parts that work for a whole and those that work against it; those of weight 0 do neither."""
    against = [(share, weight) for share, weight in weighed if weight.numerator <= 0]
    helping = [(share, weight) for share, weight in weighed if weight.numerator > 0] if against else weighed
    return helping, against


def _ends(helping: _Weighed, against: _Weighed) -> tuple[Fraction, Fraction]:
    low = _total((weight, share.low) for share, weight in helping)
    high = low
    if any(share.low is not share.high for share, _ in helping):
        high = _total((weight, share.high) for share, weight in helping)
    if against:
        low += _total((weight, share.high) for share, weight in against)
        high += _total((weight, share.low) for share, weight in against)
    return low, high


def _covered(helping: _Weighed, against: _Weighed) -> Fraction:
    covered = _total((weight, share.coverage) for share, weight in helping)
    return covered - _total((weight, share.coverage) for share, weight in against) if against else covered


def _total(terms: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return Σ weight × share, exactly: parts have few denominators, and above one of them numbers are whole."""
    above: dict[int, int] = {}
    for weight, share in terms:
        number, below = share.as_integer_ratio()
        if weight is not _WHOLE:
            number, below = number * weight.numerator, below * weight.denominator
        above[below] = above.get(below, 0) + number
    return sum((Fraction(number, below) for below, number in above.items()), _NOTHING)


def _sum(parts: Sequence[Counted]) -> Share:
    helping, against = _sides([(part.share, part.weight) for part in parts if part.weight is not None])
    low, high = _ends(helping, against)
    unstated = [part.share for part in parts if part.weight is None]
    for share in unstated:
        low, high = low + min(_NOTHING, share.low), high + max(_NOTHING, share.high)
    both = _total((weight, _WHOLE) for _, weight in helping) - _total((weight, _WHOLE) for _, weight in against)
    whole = both + len(unstated)
    if not whole:
        return UNKNOWN
    return Share(_between(low, -_WHOLE), _between(high, -_WHOLE), _covered(helping, against) / whole)


def _between(value: Fraction, lowest: Fraction) -> Fraction:
    return min(max(value, lowest), _WHOLE)
