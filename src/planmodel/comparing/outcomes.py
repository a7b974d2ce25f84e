"""Holding one commitment against another: stricter, equal, looser, a share of it, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

from planmodel.model.kinds import Better
from planmodel.model.targets import Change, Commitment, Compound, Grade, Level
from planmodel.units import Amount, factor, is_level, same_dimension

__all__ = ["Outcome", "Verdict", "compare_commitments"]

Outcome: TypeAlias = Literal[
    "stricter", "equal", "looser", "share", "not_comparable", "child_unnumbered", "parent_unnumbered"
]
"""What a child's promise is beside its parent's."""

Extent: TypeAlias = Literal["whole", "part"]
"""Whether a number of a part can be as large as that of the whole (a concentration), or is a part of it (tonnes)."""

_GRADES = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ")
_RANKS = ("一级", "二级", "三级", "四级", "五级")
_FLOORS = frozenset({"at_least", "more_than"})
_CEILINGS = frozenset({"at_most", "less_than"})


@attrs.frozen(kw_only=True)
class Verdict:
    """What comes of holding one commitment against another.

    Parameters:
        outcome: see :data:`Outcome`.
        share: the child's number over the parent's, exactly, when ``outcome`` is ``share``.
        reason: why there is no comparison, or what to mind about it; ``None`` when nothing needs saying.
    """

    outcome: Outcome
    share: Fraction | None = None
    reason: str | None = None


def compare_commitments(
    child: Commitment,
    parent: Commitment,
    *,
    better: Better | None = None,
    extent: Extent | None = None,
    base_years: tuple[int | None, int | None] = (None, None),
) -> Verdict:
    """Return what a child's commitment is beside its parent's, of the same metric and for the same year.

    Parameters:
        child: the child's commitment.
        parent: the parent's.
        better: which way is better. Without it two changes in the same direction are compared by their size, since
            the direction is part of the promise; two levels are not.
        extent: ``part`` when the child's quantity is a part of the parent's (tonnes), ``whole`` when it is not (a
            concentration, a share). Without it units with a quotient, percentages and days count as ``whole``, cuts
            and gains in a quantity as ``part``, and other levels are not compared.
        base_years: the base years of the two plans, for changes that do not name theirs.

    Returns:
        the verdict; numbers are converted exactly.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> child, parent = read_target("比2020年下降14%以上"), read_target("比2020年下降13.5%")
        >>> compare_commitments(child.commitment, parent.commitment).outcome
        'stricter'
    """
    numbered = (_numbered(child), _numbered(parent))
    if not numbered[0]:
        reason = "neither has a number" if not numbered[1] else f"the child's is {_what(child)}"
        return Verdict(outcome="child_unnumbered", reason=reason)
    if not numbered[1]:
        return Verdict(outcome="parent_unnumbered", reason=f"the parent's is {_what(parent)}")
    found = [_pair(one, other, better, extent, base_years) for one in numbered[0] for other in numbered[1]]
    told = next((verdict for verdict in found if verdict.outcome != "not_comparable"), found[0])
    if len(found) > 1 and told.outcome != "not_comparable":
        note = "one part of several" + (f"; {told.reason}" if told.reason else "")
        return attrs.evolve(told, reason=note)
    return told


def _numbered(commitment: Commitment) -> list[Level | Change | Grade]:
    parts = commitment.parts if isinstance(commitment, Compound) else (commitment,)
    return [part for part in parts if isinstance(part, Level | Change | Grade)]


def _what(commitment: Commitment) -> str:
    names = {"Assigned": "set elsewhere", "Qualitative": "in words", "RelativeTo": "measured on others"}
    return names.get(commitment.kind, "not read")


def _refused(reason: str) -> Verdict:
    return Verdict(outcome="not_comparable", reason=reason)


def _pair(
    child: Level | Change | Grade,
    parent: Level | Change | Grade,
    better: Better | None,
    extent: Extent | None,
    base_years: tuple[int | None, int | None],
) -> Verdict:
    if isinstance(child, Level) and isinstance(parent, Level):
        return _levels(child, parent, better, extent)
    if isinstance(child, Change) and isinstance(parent, Change):
        return _changes(child, parent, better, extent, base_years)
    if isinstance(child, Grade) and isinstance(parent, Grade):
        return _grades(child, parent)
    return _refused(f"a {child.kind.lower()} against a {parent.kind.lower()}")


def _levels(child: Level, parent: Level, better: Better | None, extent: Extent | None) -> Verdict:
    extent = extent or _extent_of(child.value.unit)
    refusal = _units_differ(child.value, parent.value)
    if refusal is not None:
        return refusal
    if (child.comparator in _FLOORS and parent.comparator in _CEILINGS) or (
        child.comparator in _CEILINGS and parent.comparator in _FLOORS
    ):
        return _refused("one is a floor, the other a ceiling")
    if extent == "part":
        return _share(child.value, parent.value)
    if extent is None:
        return _refused(f"whether {child.value.unit or 'numbers'} of a part add up to those of the whole is not known")
    if better is None:
        return _refused("which way is better is not known")
    ends = [level.high if better == "lower" and level.high is not None else level.value for level in (child, parent)]
    return _ordered(ends[0], ends[1], better, child.comparator, parent.comparator)


def _changes(
    child: Change,
    parent: Change,
    better: Better | None,
    extent: Extent | None,
    base_years: tuple[int | None, int | None],
) -> Verdict:
    if child.direction != parent.direction:
        return _refused("one rises, the other falls")
    if child.relative != parent.relative:
        words = {True: "a share of its base", False: "a quantity"}
        return _refused(f"the child promises {words[child.relative]}, the parent {words[parent.relative]}")
    refusal = _units_differ(child.value, parent.value)
    if refusal is not None:
        return refusal
    if child.per != parent.per:
        return _refused("one counts per year, the other in all")
    if not child.relative and (extent or _extent_of(child.value.unit)) != "whole":
        return _share(child.value, parent.value)
    bases = (child.since or base_years[0], parent.since or base_years[1])
    if child.per == "total" and (None in bases or bases[0] != bases[1]):
        if None in bases:
            return _refused(f"the base year of the {'child' if bases[0] is None else 'parent'} is not known")
        return _refused(f"base years differ: {bases[0]} and {bases[1]}")
    falls = child.direction == "decrease"
    more_is_stricter = better is None or (better == "lower") == falls
    return _ordered(
        child.value, parent.value, "higher" if more_is_stricter else "lower", child.comparator, parent.comparator
    )


def _ordered(
    child: Amount, parent: Amount, better: Better, child_comparator: str | None, parent_comparator: str | None
) -> Verdict:
    notes = [f"the {who}'s is approximate" for who, how in _both(child_comparator, parent_comparator) if how == "about"]
    left, right = child.fraction * factor(child.unit, parent.unit), parent.fraction
    if left == right:
        if (child_comparator or "") != (parent_comparator or "") and not notes:
            notes.append("equal numbers with different comparators")
        return Verdict(outcome="equal", reason="; ".join(notes) or None)
    stricter = (left > right) == (better == "higher")
    return Verdict(outcome="stricter" if stricter else "looser", reason="; ".join(notes) or None)


def _both(child: str | None, parent: str | None) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    return ("child", child), ("parent", parent)


def _units_differ(child: Amount, parent: Amount) -> Verdict | None:
    if same_dimension(child.unit, parent.unit):
        return None
    return _refused(f"units measure different things: {child.unit or 'no unit'} and {parent.unit or 'no unit'}")


def _extent_of(unit: str) -> Extent | None:
    whole = "/" in unit or any(same_dimension(unit, one) for one in ("%", "个百分点", "天"))
    if whole:
        return "whole"
    return "part" if any(same_dimension(unit, one) for one in ("吨", "吨标准煤")) else None


def _share(child: Amount, parent: Amount) -> Verdict:
    if parent.magnitude == 0:
        return _refused("the parent's number is zero")
    if is_level(parent.unit):
        return _refused(f"a share of a level in {parent.unit} means nothing")
    share = child.fraction * factor(child.unit, parent.unit) / parent.fraction
    reason = "more than the whole" if share > 1 else None
    return Verdict(outcome="share", share=share, reason=reason)


def _grades(child: Grade, parent: Grade) -> Verdict:
    if child.scale is not None and parent.scale is not None and child.scale != parent.scale:
        return _refused(f"scales differ: {child.scale} and {parent.scale}")
    order: Mapping[str, int] = {name: place for names in (_GRADES, _RANKS) for place, name in enumerate(names)}
    scales = [next((names for names in (_GRADES, _RANKS) if one.grade in names), None) for one in (child, parent)]
    if scales[0] is None or scales[0] != scales[1]:
        return _refused(f"classes {child.grade} and {parent.grade} are on no scale that is known")
    left, right = order[child.grade], order[parent.grade]
    outcome: Outcome = "equal" if left == right else "stricter" if left < right else "looser"
    return Verdict(outcome=outcome)
