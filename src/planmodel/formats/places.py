"""Where an element or a field of it stands in the files that its plan was read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import NamedTuple

from planmodel.diagnostics import Place
from planmodel.errors import PlanFileError
from planmodel.formats.following import steps_there
from planmodel.formats.native import open_source
from planmodel.formats.source_tree import Path, SourceTree, path_text, steps_of
from planmodel.model.plan import Plan

__all__ = ["Located", "locate"]


class Located(NamedTuple):
    """A place in a file, and the path that leads there in that file; both empty where none is known."""

    place: Place
    path: str


_NOWHERE = Located(Place(), "")


def locate(plan: Plan, wanted: Sequence[tuple[str | None, str]]) -> list[Located]:
    """Return where each (element id, path in it) stands; ``None`` or the plan's id stand for the header.

    Files are read again, and only if they have not changed since the plan was read from them.
    """
    if plan.origin is None or not wanted:
        return [_NOWHERE for _ in wanted]
    sources = []
    for file in plan.origin.files:
        if file.format not in ("yaml", "json", "tables"):
            continue  # another program's: no element stands there in our words
        try:
            source, now = open_source(FilePath(file.path), plan.vocabulary, file.format)
        except (PlanFileError, OSError):
            continue
        if now == file and isinstance(source.tree, dict):
            sources.append((source, _entries(source, plan)))
    return [_locate(plan, sources, id, steps_of(path)) for id, path in wanted]


def _entries(source: SourceTree, plan: Plan) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for plural in plan.vocabulary.by_plural:
        listed = source.tree.get(plural)
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                found.setdefault(entry["id"], (plural, number))
    return found


def _locate(
    plan: Plan, sources: list[tuple[SourceTree, dict[str, tuple[str, int]]]], id: str | None, steps: Path
) -> Located:
    if plan.origin is None or not sources or id in plan.origin.changed:
        return _NOWHERE
    header = id is None or id == plan.id
    holder = plan if header else plan.get(str(id))
    best: Located | None = None
    seat: Path
    for source, entries in reversed(sources):
        if not header and id not in entries:
            continue
        if header:
            seat, entry = (), source.tree
        else:
            plural, number = entries[str(id)]
            seat, entry = (plural, number), source.tree[plural][number]
        there = steps_there(getattr(holder, str(steps[0]), None) if steps else None, entry, steps)
        if there is not None:
            return Located(source.place((*seat, *there)), path_text((*seat, *there)))
        best = Located(source.place(seat), path_text((*seat, *steps)))
    return best or _NOWHERE
