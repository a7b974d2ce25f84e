"""Joining two changes of one plan, with what cannot be joined as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.comparing.changes import ABSENT, has_parts, keyed, languages, shown, step
from planmodel.errors import ModelError
from planmodel.model.dangling import unmet_references
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.plan import Plan
from planmodel.tabular import Result
from planmodel.text import MultilingualText
from planmodel.words import say

__all__ = ["Conflict", "Merge", "merge"]


@attrs.frozen(kw_only=True)
class Conflict:
    """Something that both sides changed, each in its own way.

    Parameters:
        id: the element, or the plan for its header.
        field: where in it, by natural keys; empty for the element as a whole.
        base: the value before; ``None`` when there was none.
        ours: our value; ``None`` when we removed it.
        theirs: their value; ``None`` when they removed it.
        reason: what happened, in words.
    """

    id: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    reason: str


_COLUMNS = (
    Column("id", "text", "the element, or the plan for its header"),
    Column("field", "text", "where in it, by natural keys; empty for the element as a whole"),
    Column("base", "text", "the value before, in words", of=lambda one: shown(one.base), owner="conflict"),
    Column("ours", "text", "our value, in words", of=lambda one: shown(one.ours)),
    Column("theirs", "text", "their value, in words", of=lambda one: shown(one.theirs)),
    Column("why", "text", "what happened, in words", of=attrgetter("reason")),
)


@attrs.frozen(kw_only=True, repr=False)
class Merge(Result):
    """A plan with the changes of both sides.

    Parameters:
        plan: the plan; at a conflict it has our value, and an element that either side still needs.
        conflicts: what both sides changed; none when everything could be joined.
    """

    plan: Plan
    conflicts: tuple[Conflict, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no conflict."""
        return not self.conflicts

    def _columns(self) -> Sequence[Column]:
        return _COLUMNS

    def _rows(self) -> Sequence[Conflict]:
        return self.conflicts

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _headline(self) -> str:
        count = len(self.conflicts)
        return say("merge.headline" if count else "merge.none", plan=self.plan.id, n=count)


@kinds_checked
def merge(base: Plan, ours: Plan, theirs: Plan) -> Merge:
    """Return a plan with what two versions changed since their common base.

    Elements are the same by id. Fields are joined one by one, and so are members of lists by their natural key (two
    sides that add targets for different years both have them), and languages of a text. What both changed alike, also
    in another unit, is no conflict. Where they differ the plan has our value, and the conflict all three. What one side
    removed and the other changed or newly points at stays, as a conflict.

    Parameters:
        base: the version that both began with.
        ours: our version.
        theirs: their version.

    Raises:
        VocabularyError: the plans have other kinds of elements.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> base = Plan(id="p", title="Plan", elements=[Task(id="t", name="Plant trees")])
        >>> ours, theirs = base.replace("t", name="Plant many trees"), base.replace("t", period="2021/2023")
        >>> joined = merge(base, ours, theirs)
        >>> joined.plan["t"].name, str(joined.plan["t"].period), joined.ok
        ('Plant many trees', '2021/2023', True)
    """
    joined = _Joined()
    header = {
        field.name: joined.value(
            *(getattr(plan, field.name) for plan in (base, ours, theirs)), id=ours.id, path=field.name
        )
        for field in attrs.fields(Header)
    }
    versions = [{element.id: element for element in plan.elements} for plan in (base, ours, theirs)]
    elements: dict[str, Element] = {}
    for id in dict.fromkeys((*versions[1], *versions[2], *versions[0])):
        found = joined.value(*(held.get(id, ABSENT) for held in versions), id=id, path="")
        if found is not ABSENT:
            elements[id] = found
    plan = Plan(**header, elements=elements.values(), vocabulary=ours.vocabulary)
    while (missing := _dangling(plan, ours, theirs)) is not None:
        holder, id = missing
        held = [version.get(id, ABSENT) for version in versions]
        kept: Any = next(one for one in (held[1], held[2], held[0]) if one is not ABSENT)
        joined.note(id, "", held, say("merge.pointed_at", holder=holder))
        plan = plan.add(kept)
    return Merge(plan=plan, conflicts=tuple(joined.conflicts))


def _dangling(plan: Plan, ours: Plan, theirs: Plan) -> tuple[str, str] | None:
    """Return a link that only the merge left without its end: its holder and the end."""
    for unmet in unmet_references(plan.header(), plan.elements, plan.vocabulary):
        if unmet.target not in plan and unmet.target != plan.id and (unmet.target in ours or unmet.target in theirs):
            return plan.id if unmet.holder is None else unmet.holder.id, unmet.target
    return None


class _Joined:
    """The joining of values, and the conflicts on the way."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def note(self, id: str, path: str, held: list[Any], reason: str) -> None:
        """Add a conflict."""
        base, ours, theirs = (None if one is ABSENT else one for one in held)
        self.conflicts.append(Conflict(id=id, field=path, base=base, ours=ours, theirs=theirs, reason=reason))

    def value(self, base: Any, ours: Any, theirs: Any, *, id: str, path: str) -> Any:
        """Return one value with the changes of both sides; ours at a conflict."""
        if _same(ours, theirs) or _same(base, theirs):
            return ours
        if _same(base, ours):
            return theirs
        held = [base, ours, theirs]
        if ours is ABSENT or theirs is ABSENT:
            kept = theirs if ours is ABSENT else ours
            self.note(id, path, held, say("merge.removed"))
            return kept
        if all(isinstance(one, MultilingualText | str) for one in held) and any(
            isinstance(one, MultilingualText) for one in held
        ):
            return self._languages(held, id, path)
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            return self._members(base if isinstance(base, tuple) else (), ours, theirs, id, path)
        cls = type(ours)
        if cls is type(theirs) and has_parts(ours):
            return self._fields(base if type(base) is cls else None, ours, theirs, id, path)
        self.note(id, path, held, say("merge.both"))
        return ours

    def _languages(self, held: list[Any], id: str, path: str) -> Any:
        maps = languages(*held)
        joined = {
            language: found
            for language in dict.fromkeys((*maps[1], *maps[2]))
            if (found := self.value(*(one.get(language, ABSENT) for one in maps), id=id, path=step(path, language)))
            is not ABSENT
        }
        return MultilingualText(joined) if joined else held[1]

    def _members(self, base: Any, ours: Any, theirs: Any, id: str, path: str) -> Any:
        maps: list[Mapping[str, Any]] = [keyed(one) for one in (base, ours, theirs)]
        joined = []
        for key in dict.fromkeys((*maps[1], *maps[2])):
            found = self.value(*(one.get(key, ABSENT) for one in maps), id=id, path=f"{path}[{key}]")
            if found is not ABSENT:
                joined.append(found)
        return tuple(joined)

    def _fields(self, base: Any, ours: Any, theirs: Any, id: str, path: str) -> Any:
        before = len(self.conflicts)
        changes = {}
        for name in _compared(ours):
            was = getattr(base, name) if base is not None else ABSENT
            mine = getattr(ours, name)
            found = self.value(was, mine, getattr(theirs, name), id=id, path=step(path, name))
            if found is not mine:
                changes[name] = found
        if not changes:
            return ours
        try:
            return attrs.evolve(ours, **changes)
        except ModelError as error:  # each change is good, and both together are not
            del self.conflicts[before:]
            self.note(id, path, [base, ours, theirs], say("merge.together", why=error.message))
            return ours


def _compared(value: Any) -> Iterator[str]:
    return (field.name for field in attrs.fields(type(value)) if field.eq and field.init)


def _same(first: Any, second: Any) -> bool:
    return first is second or bool(first == second)
