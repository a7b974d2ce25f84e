"""What has changed from one version of a plan to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from operator import itemgetter
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.comparing.alignment import align
from planmodel.comparing.changes import FieldChange, differences, keyed, shown
from planmodel.model.element import Element
from planmodel.model.header import Header
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.targets import Change, Level
from planmodel.tabular import Result
from planmodel.units import is_known, same_dimension
from planmodel.words import say

__all__ = ["Diff", "ElementChange", "diff", "split_changes", "with_new_ids"]

_COLUMNS = (
    Column("what", "text", "added, removed or changed", of=itemgetter(0)),
    Column("kind", "text", "the kind of the element; plan for the header", of=itemgetter(1)),
    Column("id", "text", "the id of the element", of=itemgetter(2)),
    Column("field", "text", "the way to what differs, by natural keys; empty for the whole element", of=itemgetter(3)),
    Column("old", "text", "what the old version says, in words; of a removed element its name", of=itemgetter(4)),
    Column("new", "text", "what the new version says, in words; of an added element its name", of=itemgetter(5)),
)


@attrs.frozen(kw_only=True)
class ElementChange:
    """An element of both versions that differs.

    Parameters:
        id: its id in the new version.
        old_id: its id in the old one.
        kind: its kind.
        name: its name in the new version.
        how: how the two were found to be the same: ``id``, ``name`` or ``wording``.
        score: how sure that is, 0 to 1.
        fields: what differs.
    """

    id: str
    old_id: str
    kind: str
    name: str
    how: str
    score: float
    fields: tuple[FieldChange, ...]


@attrs.frozen(kw_only=True, repr=False)
class Diff(Result):
    """What differs between two versions of a plan; false when nothing does.

    Parameters:
        old: the id of the old version.
        new: the id of the new one.
        header: what differs in the header.
        added: elements that only the new version has.
        removed: elements that only the old version has.
        changed: elements of both that differ, in the order of the new version.
        notes: what a reader should know.
    """

    old: str
    new: str
    header: tuple[FieldChange, ...]
    added: tuple[Element, ...]
    removed: tuple[Element, ...]
    changed: tuple[ElementChange, ...]
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.header) + len(self.added) + len(self.removed) + len(self.changed)

    def __bool__(self) -> bool:
        return len(self) > 0

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "old": self.old,
            "new": self.new,
            "header": [_record(change) for change in self.header],
            "added": [_named(element) for element in self.added],
            "removed": [_named(element) for element in self.removed],
            "changed": [
                {
                    "id": one.id,
                    "old_id": one.old_id,
                    "kind": one.kind,
                    "name": one.name,
                    "how": one.how,
                    "score": one.score,
                    "fields": [_record(change) for change in one.fields],
                }
                for one in self.changed
            ],
            "notes": list(self.notes),
        }

    def _rows(self) -> Sequence[tuple[str, ...]]:
        rows: list[tuple[str, ...]] = [("changed", "plan", self.new, *_texts(change)) for change in self.header]
        rows += [("removed", one.kind, one.id, "", one.label("zh"), "—") for one in self.removed]
        rows += [("added", one.kind, one.id, "", "—", one.label("zh")) for one in self.added]
        for one in self.changed:
            rows += [("changed", one.kind, one.id, *_texts(change)) for change in one.fields]
        return rows

    def _headline(self) -> str:
        if not self:
            return say("diff.none", old=self.old, new=self.new)
        counts = {name: len(getattr(self, name)) for name in ("added", "removed", "changed", "header")}
        key = "diff.headline.header" if self.header else "diff.headline"
        return say(key, old=self.old, new=self.new, **counts)

    def _lines(self) -> list[str]:
        matched = [one for one in self.changed if one.how == "wording"]
        lines = [say("diff.alike", old=one.old_id, new=one.id, share=f"{one.score:.0%}") for one in matched[:10]]
        return [*lines, *self.notes]

    def _columns(self) -> Sequence[Column]:
        return _COLUMNS

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _below(self) -> Iterable[str]:
        return self._lines()


def _record(change: FieldChange) -> dict[str, str | None]:
    return {
        "path": change.path,
        "old": None if change.old is None else shown(change.old),
        "new": None if change.new is None else shown(change.new),
    }


def _texts(change: FieldChange) -> tuple[str, str, str]:
    return change.path, shown(change.old), shown(change.new)


def _named(element: Element) -> dict[str, str]:
    return {"id": element.id, "kind": element.kind, "name": element.label("zh")}


@kinds_checked
def diff(old: Plan, new: Plan, *, match: bool = True) -> Diff:
    """Return what has changed from one version of a plan to another.

    Elements are the same by id; of the rest, those of one name or of like wording (see
    :func:`~planmodel.comparing.alignment.align`) are taken for the same under another id, and links to them are no
    change. Amounts are held against each other exactly whatever their units: 1 万亩 is 10000 亩. The order of elements
    and of links is no change. A printed text or a unit that differs while all numbers are the same is counted in the
    notes.

    Parameters:
        old: the old version.
        new: the new one.
        match: whether elements without a shared id are matched; by name always, by wording with the extra
            ``similarity``.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> base = Plan(id="p", title="Plan", elements=[Task(id="t", name="Plant trees")])
        >>> [str(one) for one in diff(base, base.replace("t", name="Plant more trees")).changed[0].fields]
        ['name: Plant trees → Plant more trees']
    """
    notes: list[str] = []
    fuzzy = match and find_spec("rapidfuzz") is not None
    if match and not fuzzy:
        notes.append('without rapidfuzz only ids and names match: pip install "planmodel[similarity]"')
    aligned = align(old, new, wording=fuzzy)
    pairs = [one for one in aligned.matches if match or one.how == "id"]
    unmatched = [one for one in aligned.matches if not match and one.how != "id"]
    renamed = {one.old: one.new for one in pairs if one.old != one.new}
    changed: dict[str, ElementChange] = {}
    rewritten = 0
    for one in pairs:
        before, after = with_new_ids(old[one.old], renamed), new[one.new]
        fields, unimportant = split_changes(before, after)
        rewritten += unimportant
        if fields:
            changed[one.new] = ElementChange(
                id=one.new,
                old_id=one.old,
                kind=one.kind,
                name=after.label("zh"),
                how=one.how,
                score=one.score,
                fields=fields,
            )
    if rewritten:
        notes.append(say("diff.rewritten", n=rewritten))
    gone = {*aligned.only_old, *(one.old for one in unmatched)}
    fresh = {*aligned.only_new, *(one.new for one in unmatched)}
    return Diff(
        old=old.id,
        new=new.id,
        header=tuple(_header(old, new, renamed)),
        added=tuple(element for element in new.elements if element.id in fresh),
        removed=tuple(element for element in old.elements if element.id in gone),
        changed=tuple(changed[element.id] for element in new.elements if element.id in changed),
        notes=tuple(notes),
    )


def _header(old: Plan, new: Plan, renamed: Mapping[str, str]) -> Iterator[FieldChange]:
    for field in attrs.fields(Header):
        before = with_new_ids(getattr(old, field.name), renamed)
        yield from differences(before, getattr(new, field.name), field.name)


def with_new_ids(value: Any, renamed: Mapping[str, str]) -> Any:
    """Return a value whose links and citations point at the new ids."""
    if not renamed:
        return value
    if isinstance(value, tuple):
        return tuple(with_new_ids(one, renamed) for one in value)
    if isinstance(value, Link) and value.to in renamed:
        return attrs.evolve(value, to=renamed[value.to])
    if isinstance(value, Element):
        changes = {}
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            after = with_new_ids(held, renamed) if isinstance(held, tuple | Link) else held
            if after is not held and after != held:
                changes[field.name] = after
        return attrs.evolve(value, **changes) if changes else value
    document = getattr(value, "document", None)
    if isinstance(document, str) and document in renamed:
        return attrs.evolve(value, document=renamed[document])
    return value


def split_changes(before: Element, after: Element) -> tuple[tuple[FieldChange, ...], int]:
    """Return what of two elements differs, and how many printed texts and units do while their numbers are the same."""
    found = list(differences(before, after))
    if not isinstance(before, Indicator) or not isinstance(after, Indicator):
        return tuple(found), 0
    paths = {one.path for one in found}
    kept = [one for one in found if not _only_written_otherwise(one, paths, before, after)]
    return tuple(kept), len(found) - len(kept)


def _only_written_otherwise(change: FieldChange, paths: set[str], before: Indicator, after: Indicator) -> bool:
    if change.path == "unit":
        units = [unit for unit in (change.old, change.new) if isinstance(unit, str) and is_known(unit)]
        numbers = ("baseline", "targets", "observations")
        counted = [path for path in paths if path.startswith(numbers) and not path.endswith(".as_published")]
        return len(units) == 2 and same_dimension(*units) and not counted
    if not change.path.endswith(".as_published") or None in (change.old, change.new):
        return False
    owner = change.path.removesuffix("as_published")
    others = [path for path in paths if path.startswith(owner) and path != change.path]
    return not others and _has_number(before, owner)


def _has_number(indicator: Indicator, owner: str) -> bool:
    """Return whether what was printed there was read as a number."""
    name, _, key = owner.rstrip(".").partition("[")
    if name == "baseline":
        return indicator.baseline is not None and indicator.baseline.value is not None
    held = keyed(getattr(indicator, name)).get(key.removesuffix("]"))
    if name == "observations":
        return held is not None and held.value is not None
    return held is not None and isinstance(held.commitment, Level | Change)
