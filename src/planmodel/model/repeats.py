"""What an indicator says more than once of the same time: targets for one year, values of one period."""

from __future__ import annotations

from collections.abc import Hashable

from planmodel.model.kinds import Indicator
from planmodel.model.numbers import Observation
from planmodel.model.subjects import part_key
from planmodel.model.targets import Change, Commitment, RelativeTo, Target

__all__ = ["repeated_targets", "repeated_values", "same_promise", "same_value", "sort_of", "spoken_order"]


def sort_of(commitment: Commitment) -> Hashable:
    """Return what kind of statement a promise is: two of one sort for one year say the same thing twice, or differ.

    A level and a change are two sorts, and so are changes since different years, in all and a year.

    Example:
        >>> from planmodel.model.targets import Level
        >>> sort_of(Level(value="90 %")) == sort_of(Level(value="95 %"))
        True
    """
    if isinstance(commitment, Change):
        return "Change", commitment.relative, commitment.since, commitment.per
    if isinstance(commitment, RelativeTo):
        return "RelativeTo", commitment.scope, commitment.statistic
    return type(commitment).__name__


def spoken_order(target: Target) -> tuple[str, str, str]:
    """Return what targets for one year and part are put in order by: what they say, not where they are listed."""
    return str(sort_of(target.commitment)), repr(target.commitment), target.as_published or ""


def same_promise(first: Target, second: Target) -> bool:
    """Return whether two targets promise the same."""
    return (first.commitment, first.stretch) == (second.commitment, second.stretch)


def same_value(first: Observation, second: Observation) -> bool:
    """Return whether two observations measured the same: the numbers, or the texts where there is none."""
    if first.value is None or second.value is None:
        return first.value is second.value and first.as_published == second.as_published
    return first.value == second.value


def repeated_targets(indicator: Indicator) -> tuple[tuple[int, int], ...]:
    """Return (first, later) of the positions of targets for one year, scope and sort of promise."""
    return _repeats([(one.year, part_key(one.scope), sort_of(one.commitment)) for one in indicator.targets])


def repeated_values(indicator: Indicator) -> tuple[tuple[int, int], ...]:
    """Return (first, later) of the positions of observations of one period."""
    return _repeats([one.period for one in indicator.observations])


def _repeats(keys: list[Hashable]) -> tuple[tuple[int, int], ...]:
    first: dict[Hashable, int] = {}
    pairs = [(first.setdefault(key, number), number) for number, key in enumerate(keys)]
    return tuple((one, later) for one, later in pairs if one != later)
