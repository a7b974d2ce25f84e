"""Which elements of two consecutive plans are the same: by a person's word, by metric, then by name with a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from planmodel.comparing.alignment import align_elements
from planmodel.comparing.opposites import are_apart, metric_key, opposites_apart
from planmodel.errors import ModelError
from planmodel.evaluating.renamed import ordinals_apart
from planmodel.model.element import Element
from planmodel.model.kinds import Indicator
from planmodel.model.names import name_key
from planmodel.model.plan import Plan
from planmodel.text import near
from planmodel.words import Message, say

__all__ = ["FOLLOWED", "How", "IdMapping", "Matched", "Matches", "checked_mapping", "match_elements"]

FOLLOWED = ("indicator", "task", "project")
"""The kinds of elements whose fate is told."""
How: TypeAlias = Literal["mapping", "metric", "name", "wording"]
IdMapping: TypeAlias = Mapping[str, tuple[str, ...]]
"""Old id → the ids that it became; none where a person says that nothing follows."""


class Matched(NamedTuple):
    """What an old element became.

    Parameters:
        old: the ids of the old ones; several where they were merged.
        new: the ids of the new ones; several where one was split, none where a person says that nothing follows.
        how: by a person's ``mapping``, by ``metric``, by ``name`` or by like ``wording``.
        score: how alike names are, 0 to 1; 1 where nothing was guessed.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    how: How
    score: float


class Matches(NamedTuple):
    """Which elements are the same.

    Parameters:
        pairs: what was matched, in the order of the old plan.
        open: of the old plan, id → why nobody can say which element it goes with.
        open_new: the same of the new plan, whose ids are its own.
    """

    pairs: tuple[Matched, ...]
    open: Mapping[str, str]
    open_new: Mapping[str, str]


def checked_mapping(mapping: Mapping[str, str | Iterable[str] | None], plans: Sequence[Plan]) -> IdMapping:
    """Return a person's mapping, every id of which some plan has.

    Raises:
        ModelError: it names nobody, one id twice, or what is no row: elements of two kinds, or of plans of which
            neither follows.
    """
    found: dict[str, tuple[str, ...]] = {}
    for old, new in mapping.items():
        ids = () if new is None else (new,) if isinstance(new, str) else tuple(new)
        twice = [id for id, count in Counter(ids).items() if count > 1]
        if twice:
            raise ModelError(say("succession.maps_twice", old=old, new=twice[0]))
        for id, where in ((old, plans[:-1]), *((one, plans[1:]) for one in ids)):
            if not any(id in plan for plan in where):
                names = [one.id for plan in where for one in plan.elements]
                close = near(id, names)
                hint = say("succession.meant", names=close) if close else say("succession.maps_ids")
                which = "old" if where[0] is plans[0] else "new"
                raise ModelError(say(f"succession.maps_nobody.{which}", id=id), hint=hint)
        if not any(_maps(old, ids, *pair) for pair in pairwise(plans)):
            kinds = [one[id].kind for one in plans for id in (old, *ids) if id in one]
            raise ModelError(say("succession.maps_nothing", old=old, new=ids or ("null",), kinds=dict.fromkeys(kinds)))
        found[old] = ids
    return found


def _maps(old: str, new: Sequence[str], earlier: Plan, later: Plan) -> bool:
    """Tell whether an entry is of what a succession has rows of, one kind in a plan and in the one that follows it."""
    if old not in earlier or not all(id in later for id in new):
        return False
    kinds = {earlier[old].kind, *(later[id].kind for id in new)}
    return len(kinds) == 1 and kinds <= {*FOLLOWED}


def match_elements(
    old: Sequence[Element], new: Sequence[Element], mapping: IdMapping, *, least: float, wording: bool = True
) -> Matches:
    """Return which elements of one kind are the same.

    Parameters:
        old: those of the earlier plan.
        new: those of the later one.
        mapping: what a person says; it goes before all else.
        least: the least score of a match by wording.
        wording: whether names that are merely alike count.
    """
    mine, theirs = {one.id: one for one in old}, {one.id: one for one in new}
    pairs = _by_mapping(mine, theirs, mapping)
    unclear = _Unclear({}, {})
    for one in pairs:
        _take(mine, theirs, one)
    for one in _by_metric(mine, theirs, unclear):
        pairs.append(one)
        _take(mine, theirs, one)
    for held, ids in zip((mine, theirs), unclear, strict=True):
        for id in ids:
            held.pop(id, None)
    pairs += _by_name(mine, theirs, unclear, least, wording)
    places = {one.id: place for place, one in enumerate(old)}
    return Matches(tuple(sorted(pairs, key=lambda one: places[one.old[0]])), *unclear)


class _Unclear(NamedTuple):
    """Of each plan, by id, why nobody can say which element of the other an element is."""

    old: dict[str, str]
    new: dict[str, str]


def _take(mine: dict[str, Element], theirs: dict[str, Element], one: Matched) -> None:
    for id in one.old:
        mine.pop(id, None)
    for id in one.new:
        theirs.pop(id, None)


def _by_mapping(mine: Mapping[str, Element], theirs: Mapping[str, Element], mapping: IdMapping) -> list[Matched]:
    said = {old: tuple(id for id in ids if id in theirs) for old, ids in mapping.items() if old in mine}
    said = {old: ids for old, ids in said.items() if ids or not mapping[old]}
    holders: dict[tuple[str, ...], list[str]] = {}
    for old, ids in said.items():
        holders.setdefault(ids, []).append(old)
    found = []
    for ids, olds in holders.items():
        groups = [tuple(olds)] if ids else [(one,) for one in olds]
        found += [Matched(group, ids, "mapping", 1.0) for group in groups]
    twice = [id for id, count in Counter(id for one in found for id in one.new).items() if count > 1]
    if twice:
        raise ModelError(say("succession.maps_apart", id=twice[0]), hint=say("succession.maps_apart.hint"))
    return found


def _by_metric(mine: Mapping[str, Element], theirs: Mapping[str, Element], unclear: _Unclear) -> list[Matched]:
    """Return the pairs of one metric; where a plan has several of it, those of one name."""
    groups: dict[str, tuple[list[Element], list[Element]]] = {}
    for side, held in ((0, mine), (1, theirs)):
        for element in held.values():
            key = metric_key(element)
            if key is not None:
                groups.setdefault(key, ([], []))[side].append(element)
    found = []
    for metric, (before, after) in groups.items():
        if len(before) == 1 and len(after) == 1:
            found.append(Matched((before[0].id,), (after[0].id,), "metric", 1.0))
            continue
        left, right = list(before), list(after)
        for one in before:
            same = [other for other in right if name_key(other.label("zh")) == name_key(one.label("zh"))]
            twins = [other for other in left if name_key(other.label("zh")) == name_key(one.label("zh"))]
            if len(same) == 1 and len(twins) == 1:
                found.append(Matched((one.id,), (same[0].id,), "metric", 1.0))
                left.remove(one)
                right.remove(same[0])
        if left and right:
            said = say("succession.several_of_metric", metric=metric, old=_ids(left), new=_ids(right))
            unclear.old.update((one.id, said) for one in left)
            unclear.new.update((one.id, said) for one in right)
    return found


def _ids(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(one.id for one in elements)


def _by_name(
    mine: dict[str, Element], theirs: dict[str, Element], unclear: _Unclear, least: float, wording: bool
) -> list[Matched]:
    names = [Counter(name_key(one.label("zh")) for one in held.values()) for held in (mine, theirs)]
    for held, told in zip((mine, theirs), unclear, strict=True):
        for one in held.values():
            called = one.label("zh")
            counts = [each[name_key(called)] for each in names]
            if min(counts) > 0 and max(counts) > 1:
                told[one.id] = say("succession.several_of_name", old=counts[0], new=counts[1], name=called)
    left = [one for one in mine.values() if one.id not in unclear.old]
    right = [one for one in theirs.values() if one.id not in unclear.new]
    wording = wording and find_spec("rapidfuzz") is not None
    refused: list[tuple[str, str, Message]] = []

    def apart(old: Element, new: Element) -> bool:
        """Tell whether two that look alike are two things; words that exclude each other are kept as the reason."""
        names = old.label("zh"), new.label("zh")
        words = opposites_apart(*names) or (None if isinstance(old, Indicator) else ordinals_apart(*names))
        if words is not None:
            told = say("succession.opposites", old=names[0], new=names[1], one=words[0], other=words[1])
            refused.append((old.id, new.id, told))
        return words is not None or are_apart(old, new)

    found = []
    for match in align_elements(left, right, False, wording, least, apart=apart).values():
        how: How = "name" if match.how == "name" else "wording"
        found.append(Matched((match.old,), (match.new,), how, match.score))
    taken = [{id for one in found for id in one.old}, {id for one in found for id in one.new}]
    for old, new, reason in refused:
        if old not in taken[0] and new not in taken[1]:
            unclear.old.setdefault(old, reason)
            unclear.new.setdefault(new, reason)
    return found
