"""Holding one commitment against another: stricter, equal, looser, a higher or lower level, a share, or why neither."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

import attrs

from planmodel.comparing.extents import Extent, extent_of
from planmodel.comparing.required import required_changes
from planmodel.listing import sentences
from planmodel.model.bounds import against, side_of
from planmodel.model.kinds import Better
from planmodel.model.numbers import Baseline
from planmodel.model.targets import Change, Commitment, Compound, Grade, Level
from planmodel.tracking.grades import rank_of
from planmodel.units import Amount, defined_otherwise, factor, is_level, own_text, same_dimension
from planmodel.words import Message, has_words, say

__all__ = ["Outcome", "Verdict", "compare_commitments", "compare_successive", "numbered_parts", "outcome_words"]

Outcome: TypeAlias = Literal[
    "stricter",
    "equal",
    "looser",
    "higher",
    "lower",
    "share",
    "not_comparable",
    "child_unnumbered",
    "parent_unnumbered",
]
"""What a child's promise is beside its parent's: by the change that it requires, else by its level alone."""


def outcome_words(outcome: Outcome) -> Message:
    """Return an outcome as people read it.

    Example:
        >>> outcome_words("higher"), outcome_words("not_comparable")
        ('a higher level', 'not comparable')
    """
    return say(f"page.o.{outcome}")


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
    quantity: str | None = None,
    base_years: tuple[int | None, int | None] = (None, None),
    baselines: tuple[Baseline | None, Baseline | None] = (None, None),
) -> Verdict:
    """Return what a child's commitment is beside its parent's, of the same metric and for the same year.

    Parameters:
        child: the child's commitment.
        parent: the parent's.
        better: which way is better. Without it two changes in the same direction are compared by their size, since
            the direction is part of the promise; of two levels it is said which is higher.
        quantity: the kind of quantity by the metric's definition, which tells with the unit whether the child's number
            is a part of the parent's (:func:`~planmodel.comparing.extents.extent_of`). Where that is not known, cuts
            and gains in a quantity count as parts, and levels are not compared.
        base_years: the base years of the two plans, for changes that do not name theirs.
        baselines: what the two levels start from. A level alone is ``higher`` or ``lower``: 51 % of forest in a county
            is no stricter than 24.1 % in the nation. Only the change that it requires is, since one year.

    Returns:
        the verdict; numbers are converted exactly.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> child, parent = read_target("比2020年下降14%以上"), read_target("比2020年下降13.5%")
        >>> compare_commitments(child.commitment, parent.commitment).outcome
        'stricter'
    """
    numbered = (numbered_parts(child), numbered_parts(parent))
    if not numbered[0]:
        reason = say("comparing.neither") if not numbered[1] else _is("child", child)
        return Verdict(outcome="child_unnumbered", reason=reason)
    if not numbered[1]:
        return Verdict(outcome="parent_unnumbered", reason=_is("parent", parent))
    held = _Held(better, quantity, base_years, baselines)
    return _of_parts(child, parent, [_pair(one, other, held) for one in numbered[0] for other in numbered[1]])


def _of_parts(one: Commitment, other: Commitment, found: Sequence[Verdict]) -> Verdict:
    """Return what comes of the parts of two commitments: what all of them say that can be held against each other.

    Where any part of several is enough, each must say it, as nobody knows which one is kept.
    """
    told = [verdict for verdict in found if verdict.outcome != "not_comparable"]
    if not told:
        return found[0]
    if len({(verdict.outcome, verdict.share) for verdict in told}) > 1:
        return _refused(say("comparing.parts_differ", outcomes=[outcome_words(verdict.outcome) for verdict in told]))
    pairs = len(_leaves(one)) * len(_leaves(other))
    if len(told) < pairs and any(isinstance(whole, Compound) and whole.of == "any" for whole in (one, other)):
        return _refused(say("comparing.any_part"))
    if len(found) == 1:
        return told[0]
    return attrs.evolve(told[0], reason=sentences(say("comparing.one_part"), told[0].reason))


def compare_successive(new: Commitment, old: Commitment, *, better: Better | None = None) -> Verdict:
    """Return what a later commitment is beside an earlier one of the same place and metric, by the numbers printed.

    Other than between a county and its nation, levels are of one place and go by their height; and changes go by their
    size whatever year they count from, for that is what the two texts promise.

    Parameters:
        new: the later commitment; the ``child`` of what is said.
        old: the earlier one.
        better: which way is better; without it a floor or a ceiling says so of its own level.

    Returns:
        ``stricter``, ``equal`` or ``looser``; ``higher`` or ``lower`` where nobody knows which way is better;
        ``not_comparable`` where the two are of different form, with the reason; ``child_unnumbered`` or
        ``parent_unnumbered``.

    Example:
        >>> compare_successive(Level(value="24.1 %"), Level(value="23.04 %"), better="higher").outcome
        'stricter'
    """
    held = [numbered_parts(one) for one in (new, old)]
    if not held[0] or not held[1]:
        return Verdict(outcome="child_unnumbered" if not held[0] else "parent_unnumbered")
    told = _of_parts(new, old, [_successive(one, other, better) for one in held[0] for other in held[1]])
    return attrs.evolve(told, reason=_in_time(told.reason)) if told.reason else told


_IN_TIME = {"child": "new", "parent": "old"}


def _in_time(reason: str) -> str:
    """Return what is said of a child and its parent as said of what follows and what went before."""
    if not isinstance(reason, Message):
        return reason
    group, _, kin = reason.key.rpartition(".")
    if group in ("comparing.who", "comparing.whose"):
        return say(f"{group}.{_IN_TIME.get(kin, kin)}")
    return say(reason.key, **{name: _in_time_of(value) for name, value in reason.parameters.items()})


def _in_time_of(value: object) -> object:
    if isinstance(value, tuple | list):
        return tuple(map(_in_time_of, value))
    return _in_time(value) if isinstance(value, Message) else value


def _successive(new: Level | Change | Grade, old: Level | Change | Grade, better: Better | None) -> Verdict:
    if isinstance(new, Change) and isinstance(old, Change):
        refusal = _unlike_changes(new, old) or _units_differ(new.value, old.value) or _bounds_differ(new, old, better)
        return refusal if refusal is not None else _by_size(new, old, better)
    if isinstance(new, Grade) and isinstance(old, Grade):
        return _grades(new, old)
    if not isinstance(new, Level) or not isinstance(old, Level):
        return _unlike_kinds(new, old)
    refusal = _bounds_differ(new, old, better) or _units_differ(new.value, old.value)
    if refusal is not None:
        return refusal
    side = better or _side(new, None) or _side(old, None)
    told = _by_level(new, old, side)
    if side is None or told.outcome not in ("higher", "lower"):
        return told
    return attrs.evolve(told, outcome="stricter" if (told.outcome == "higher") == (side == "higher") else "looser")


def _side(promise: Level | Change | Grade, better: Better | None) -> Better | None:
    return side_of(promise.comparator, _direction(promise), better)


def _direction(promise: Level | Change | Grade) -> str | None:
    return promise.direction if isinstance(promise, Change) else None


def _bounds_differ(one: Level | Change | Grade, other: Level | Change | Grade, better: Better | None) -> Verdict | None:
    """Return that two promises bind different sides, or the other one than is better, if they do.

    A fall of at most 14 % is a floor for the value, and no more of what a fall of at least 13 % asks for.
    """
    if len({_side(promise, better) for promise in (one, other)} - {None}) > 1:
        return _refused(say("comparing.floor_ceiling"))
    for promise in (one, other):
        reason = against(promise.comparator, _direction(promise), better)
        if reason is not None:
            return _refused(reason)
    return None


def _leaves(commitment: Commitment) -> tuple[Commitment, ...]:
    return commitment.parts if isinstance(commitment, Compound) else (commitment,)


def numbered_parts(commitment: Commitment) -> list[Level | Change | Grade]:
    """Return what of a commitment can be held against another: the whole, or those parts of several that can."""
    return [part for part in _leaves(commitment) if isinstance(part, Level | Change | Grade)]


def _is(whose: Literal["child", "parent"], commitment: Commitment) -> Message:
    """Return what a commitment without a number is."""
    kind = commitment.kind if has_words(f"comparing.what.{commitment.kind}") else "other"
    return say("comparing.is", whose=say(f"comparing.whose.{whose}"), what=say(f"comparing.what.{kind}"))


def _refused(reason: str) -> Verdict:
    return Verdict(outcome="not_comparable", reason=reason)


class _Held(NamedTuple):
    """What two commitments are held against each other by."""

    better: Better | None
    quantity: str | None
    base_years: tuple[int | None, int | None]
    baselines: tuple[Baseline | None, Baseline | None]

    def extent(self, unit: str) -> Extent | None:
        """Return whether the child's number is a part of the parent's."""
        return extent_of(self.quantity, unit)


def _pair(child: Level | Change | Grade, parent: Level | Change | Grade, held: _Held) -> Verdict:
    if isinstance(child, Level) and isinstance(parent, Level):
        return _levels(child, parent, held)
    if isinstance(child, Change) and isinstance(parent, Change):
        return _changes(child, parent, held)
    if isinstance(child, Grade) and isinstance(parent, Grade):
        return _grades(child, parent)
    return _unlike_kinds(child, parent)


def _unlike_kinds(one: Level | Change | Grade, other: Level | Change | Grade) -> Verdict:
    kinds = [say(f"form.{promise.kind.lower()}") for promise in (one, other)]
    return _refused(say("comparing.kinds", one=kinds[0], other=kinds[1]))


def _levels(child: Level, parent: Level, held: _Held) -> Verdict:
    extent = held.extent(child.value.unit)
    refusal = _units_differ(child.value, parent.value) or _bounds_differ(child, parent, held.better)
    if refusal is not None:
        return refusal
    if extent == "part":
        return _share(child.value, parent.value)
    if extent is None:
        return _refused(say("comparing.sums", unit=child.value.unit or say("comparing.numbers")))
    by_level = _by_level(child, parent, held.better)
    by_change = _by_change(child, parent, held)
    if isinstance(by_change, Verdict):
        return by_change
    if by_level.outcome == "not_comparable":
        return by_level
    return attrs.evolve(by_level, reason=sentences(by_level.reason, by_change))


def _end(level: Level, better: Better | None) -> Amount:
    """Return the end of a range that is enough."""
    return level.high if better == "lower" and level.high is not None else level.value


def _by_level(child: Level, parent: Level, better: Better | None) -> Verdict:
    """Return which number is higher, which says nothing about strictness."""
    if better is None and (child.high is not None or parent.high is not None):
        if (child.value, child.high) == (parent.value, parent.high):
            return Verdict(outcome="equal")
        if child.value <= (parent.high or parent.value) and parent.value <= (child.high or child.value):
            return _refused(say("comparing.overlap"))
    order, reason = _order(_end(child, better), _end(parent, better), child.comparator, parent.comparator)
    outcome: Outcome = "equal" if order == 0 else "higher" if order > 0 else "lower"
    return Verdict(outcome=outcome, reason=reason)


def _by_change(child: Level, parent: Level, held: _Held) -> Verdict | str:
    """Return the verdict by the changes that two levels require, or why there is none."""
    better = held.better
    if better is None:
        return say("comparing.no_better")
    found = required_changes(_end(child, better), _end(parent, better), held.baselines)
    if isinstance(found, str):
        return say("comparing.levels_alone", why=found)
    sign = 1 if better == "higher" else -1
    orders = {sign * ((mine > theirs) - (mine < theirs)) for mine, theirs in found.pairs}
    if len(orders) > 1:
        return say("comparing.levels_alone", why=say("comparing.more_and_less"))
    outcome: Outcome = {1: "stricter", 0: "equal", -1: "looser"}[orders.pop()]  # type: ignore[assignment]
    return Verdict(outcome=outcome, reason=sentences(found.words, *_about(child.comparator, parent.comparator)))


def _changes(child: Change, parent: Change, held: _Held) -> Verdict:
    better, base_years = held.better, held.base_years
    refusal = (
        _unlike_changes(child, parent)
        or _units_differ(child.value, parent.value)
        or _bounds_differ(child, parent, better)
    )
    if refusal is not None:
        return refusal
    if not child.relative and held.extent(child.value.unit) != "whole":
        return _share(child.value, parent.value)
    bases = (child.since or base_years[0], parent.since or base_years[1])
    if child.per == "total" and (None in bases or bases[0] != bases[1]):
        if None in bases:
            who = say(f"comparing.who.{'child' if bases[0] is None else 'parent'}")
            return _refused(say("comparing.no_base_year", who=who))
        return _refused(say("comparing.base_years", one=bases[0], other=bases[1]))
    return _by_size(child, parent, better)


def _unlike_changes(child: Change, parent: Change) -> Verdict | None:
    """Return in which way two changes are of different form, if they are."""
    if child.direction != parent.direction:
        return _refused(say("comparing.rise_fall"))
    if child.relative != parent.relative:
        what, others = (say(f"comparing.{'of_base' if one.relative else 'quantity'}") for one in (child, parent))
        who = {"who": say("comparing.who.child"), "other": say("comparing.who.parent")}
        return _refused(say("comparing.share_quantity", **who, what=what, others=others))
    return _refused(say("comparing.yearly_total")) if child.per != parent.per else None


def _by_size(child: Change, parent: Change, better: Better | None) -> Verdict:
    """Return which of two changes asks for more; a cap on a change (增长不超过) asks for more the smaller it is."""
    asked = better or _side(child, None) or _side(parent, None)
    more_is_stricter = asked is None or (asked == "lower") == (child.direction == "decrease")
    return _ordered(
        child.value, parent.value, "higher" if more_is_stricter else "lower", child.comparator, parent.comparator
    )


def _ordered(
    child: Amount, parent: Amount, better: Better, child_comparator: str | None, parent_comparator: str | None
) -> Verdict:
    order, reason = _order(child, parent, child_comparator, parent_comparator)
    if order == 0:
        return Verdict(outcome="equal", reason=reason)
    return Verdict(outcome="stricter" if (order > 0) == (better == "higher") else "looser", reason=reason)


def _order(
    child: Amount, parent: Amount, child_comparator: str | None, parent_comparator: str | None
) -> tuple[int, str | None]:
    """Return 1, 0 or −1 for the child's number beside the parent's, and what to mind about it."""
    notes = _about(child_comparator, parent_comparator)
    left, right = child.fraction * factor(child.unit, parent.unit), parent.fraction
    if left == right and (child_comparator or "") != (parent_comparator or "") and not notes:
        notes.append(say("comparing.comparators"))
    return (left > right) - (left < right), sentences(*notes)


def _about(child: str | None, parent: str | None) -> list[Message]:
    """Return which of two numbers are approximate, by their comparators."""
    both = (("child", child), ("parent", parent))
    return [say("comparing.about", whose=say(f"comparing.whose.{who}")) for who, how in both if how == "about"]


def _units_differ(child: Amount, parent: Amount) -> Verdict | None:
    if same_dimension(child.unit, parent.unit):
        return None
    if defined_otherwise(child.unit, parent.unit) is not None:
        return _refused(say("comparing.unit_twice", one=own_text(child.unit), other=own_text(parent.unit)))
    units = [one.unit or say("comparing.no_unit") for one in (child, parent)]
    return _refused(say("comparing.units", one=units[0], other=units[1]))


def _share(child: Amount, parent: Amount) -> Verdict:
    if parent.magnitude == 0:
        return _refused(say("comparing.zero_above"))
    if parent.magnitude < 0:
        return _refused(say("comparing.negative_above"))
    if is_level(parent.unit):
        return _refused(say("comparing.level_share", unit=parent.unit))
    share = child.fraction * factor(child.unit, parent.unit) / parent.fraction
    reason = say("comparing.over_whole") if share > 1 else None
    return Verdict(outcome="share", share=share, reason=reason)


def _grades(child: Grade, parent: Grade) -> Verdict:
    if child.scale is not None and parent.scale is not None and child.scale != parent.scale:
        return _refused(say("comparing.scales", one=child.scale, other=parent.scale))
    left, right = (rank_of(one.grade) for one in (child, parent))
    if (left is None or right is None) and child.grade != parent.grade:
        return _refused(say("comparing.no_scale", one=child.grade, other=parent.grade))
    refusal = _bounds_differ(child, parent, None)
    if refusal is not None:
        return refusal
    if left is None or right is None or left == right:
        unlike = (child.comparator or "") != (parent.comparator or "")
        return Verdict(outcome="equal", reason=say("comparing.equal_classes") if unlike else None)
    # what the water is today is not known, so that a better class is a higher level and no more
    return (
        Verdict(outcome="higher", reason=say("comparing.better_class"))
        if left < right
        else Verdict(outcome="lower", reason=say("comparing.worse_class"))
    )
