"""The change that a level requires of what there was: what strictness is measured by."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from planmodel.comparing.shown import unit_of_difference
from planmodel.model.numbers import Baseline
from planmodel.units import Amount, factor, is_known, is_level, same_dimension
from planmodel.words import Message, say

__all__ = ["RequiredChanges", "has_shares", "required_changes"]

_SHARE = "%"


class RequiredChanges(NamedTuple):
    """The changes that a child's and a parent's level require.

    Parameters:
        pairs: the child's beside the parent's: as a quantity in one unit, and as a share of the base if that has one.
        words: both as quantities, with the year that they count from.
    """

    pairs: tuple[tuple[Fraction, Fraction], ...]
    words: Message


def required_changes(
    child: Amount, parent: Amount, baselines: tuple[Baseline | None, Baseline | None]
) -> RequiredChanges | Message:
    """Return the changes that two levels require of their baselines, or why that is not known.

    A change is level − baseline; as a share of its base it is that over the baseline, but not for percentages (whose
    changes are percentage points), and not for temperatures or a base that is not above zero.

    Parameters:
        child: the child's level.
        parent: the parent's, in a unit of the same dimension.
        baselines: what the child and what the parent starts from.

    Example:
        >>> stood = Baseline(year=2020, value="50.5 %"), Baseline(year=2020, value="23.04 %")
        >>> required_changes(Amount("51 %"), Amount("24.1 %"), stood).words
        'requires +0.5 个百分点 since 2020, the parent +1.06 个百分点'
    """
    stood = []
    for kin, level, baseline in zip(("child", "parent"), (child, parent), baselines, strict=True):
        who = say(f"comparing.who.{kin}")
        if baseline is None or baseline.value is None:
            return say("comparing.no_baseline", who=who)
        if baseline.year is None:
            return say("comparing.undated_baseline", who=who)
        unit = baseline.value.unit
        if not (unit == level.unit or (is_known(unit) and is_known(level.unit) and same_dimension(unit, level.unit))):
            units = [one or say("comparing.no_unit") for one in (unit, level.unit)]
            return say("comparing.baseline_unit", who=who, one=units[0], other=units[1])
        scale = Fraction(1) if unit == parent.unit else factor(unit, parent.unit)
        stood.append((baseline.year, baseline.value.fraction * scale))
    (child_year, child_base), (parent_year, parent_base) = stood
    if child_year != parent_year:
        return say("comparing.baseline_years", one=child_year, other=parent_year)
    scale = Fraction(1) if child.unit == parent.unit else factor(child.unit, parent.unit)
    changes = child.fraction * scale - child_base, parent.fraction - parent_base
    pairs = [changes]
    if has_shares(parent.unit) and child_base > 0 and parent_base > 0:
        pairs.append((changes[0] / child_base, changes[1] / parent_base))
    mine, theirs = (_signed(change, parent.unit) for change in changes)
    return RequiredChanges(tuple(pairs), say("comparing.requires", mine=mine, theirs=theirs, year=child_year))


def has_shares(unit: str) -> bool:
    """Return whether a quantity in this unit has a size that a change can be a share of."""
    return unit == "" or not (is_level(unit) or (is_known(unit) and same_dimension(unit, _SHARE)))


def _signed(change: Fraction, unit: str) -> str:
    number = f"{float(change):+.6g}"
    return say("comparing.number", number=number, unit=unit_of_difference(unit)) if unit else number
