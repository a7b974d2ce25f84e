"""Following the references of a plan that was read: does each point at an element of a kind that it may point at?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

import attrs

from planmodel.diagnostics import Diagnostic
from planmodel.formats.assembly import Draft
from planmodel.formats.scalars import Fault
from planmodel.formats.source_tree import Path, Problems, SourceTree, problem, steps_of
from planmodel.model.dangling import Unmet, unmet_references
from planmodel.model.element import Element
from planmodel.model.relations import Link
from planmodel.model.vocabulary import Vocabulary
from planmodel.text import near
from planmodel.words import say, term

__all__ = ["note_references", "steps_there"]


def _reference_faults(
    header: dict[str, Any], elements: Iterable[Element], vocabulary: Vocabulary, also: dict[str, str]
) -> Iterator[tuple[Element | None, Path, Fault]]:
    """Yield each reference that points at nothing or at the wrong kind: its holder, its path there, its fault.

    Parameters:
        header: the header's fields.
        elements: the plan's elements.
        vocabulary: its kinds.
        also: ids (with their kinds) that count as there although the elements could not be read.
    """
    elements = tuple(elements)
    kinds = _Kinds({**also, **{element.id: element.kind for element in elements}})
    for unmet in unmet_references(header, elements, vocabulary, also):
        if unmet.fault is not None:
            yield unmet.holder, steps_of(unmet.path), _told(unmet, kinds)


def _told(unmet: Unmet, kinds: _Kinds) -> Fault:
    to, wanted = unmet.target, unmet.wanted
    found = kinds.near(to, wanted)
    hint = say("did_you_mean", near=found) if found else None
    expected = tuple(term("kind", kind) for kind in wanted)
    if unmet.fault == "missing":
        hint = hint or say("file.add_one", wanted=expected)
        return Fault(say("file.no_element", to=to), code="PM101", hint=hint)
    message = say("file.wrong_kind", to=to, found=term("kind", kinds.of[to]), wanted=expected)
    return Fault(message, code="PM102", hint=hint)


_COMPARISONS = 200_000


class _Kinds:
    """The kind of each id, and ids spelt alike; the first questions only, since each looks at every id."""

    def __init__(self, of: dict[str, str]) -> None:
        self.of = of
        self._left = min(100, max(1, _COMPARISONS // max(1, len(of))))

    def near(self, id: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        self._left -= 1
        if self._left < 0:
            return ()
        return near(id, (one for one, kind in self.of.items() if kind in wanted))


def note_references(problems: Problems, draft: Draft, sources: list[SourceTree], vocabulary: Vocabulary) -> None:
    """Note dangling and wrong-kind references, each in the last file that holds its element."""
    entries: dict[str, list[_Seat]] = {}
    unread: dict[str, str] = {}
    for source in sources:
        for plural, cls in vocabulary.by_plural.items():
            listed = source.tree.get(plural)
            for number, entry in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    entries.setdefault(entry["id"], []).append((source, (plural, number)))
                    unread.setdefault(entry["id"], cls.kind)

    def told(holder: Element | None, path: Path, fault: Fault) -> Diagnostic:
        held = draft.header.get(str(path[0])) if holder is None else getattr(holder, str(path[0]), None)
        top: list[_Seat] = [(one, ()) for one in sources]
        seats = top if holder is None else [one for one in entries[holder.id] if one[1][0] == holder.plural]
        source, full = _place_of(held, path, seats)
        made = problem(fault.code, fault.message, source.place(full), path=full, hint=fault.hint)
        return attrs.evolve(made, element=holder.id if holder is not None else None)

    for holder, path, fault in _reference_faults(draft.header, draft.elements, vocabulary, unread):
        problems.note(fault.code, partial(told, holder, path, fault))


_Seat: TypeAlias = tuple[SourceTree, Path]
"""A file, and the way to an element's entry in it; the header's is empty."""


def _place_of(held: object, path: Path, seats: list[_Seat]) -> tuple[SourceTree, Path]:
    """Return the last file that says what ``held``, a field laid together, holds at a path, and the way there in it."""
    for source, seat in reversed(seats):
        entry = source.tree
        for step in seat:
            entry = entry[step]
        there = steps_there(held, entry, path)
        if there is not None:
            return source, (*seat, *there)
    source, seat = seats[0]
    return source, (*seat, *path)


def steps_there(held: object, entry: Mapping[str, Any], steps: Path) -> Path | None:
    """Return the steps in a file's entry that lead to what ``steps`` lead to in a field laid together from all files.

    A link is looked for by its target: each file counts its own links.

    Parameters:
        held: the field that the first step names, as it was laid together.
        entry: what one file says of the element.
        steps: the way from the element.
    """
    if not steps or steps[0] not in entry:
        return None
    raw = entry[str(steps[0])]
    if len(steps) == 1 or not isinstance(held, tuple) or not isinstance(raw, list):
        return steps
    link = held[steps[1]] if isinstance(steps[1], int) and steps[1] < len(held) else None
    if not isinstance(link, Link):
        return steps
    targets = [one.get(link.target_key) if isinstance(one, dict) else one for one in raw]
    return (steps[0], targets.index(link.to), *steps[2:]) if link.to in targets else None
