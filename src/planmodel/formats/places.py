"""Where an element or a field of it stands in the files that its plan was read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath

from planmodel.diagnostics import Place
from planmodel.errors import PlanFileError
from planmodel.formats.native import open_source
from planmodel.formats.source_tree import Path, SourceTree, steps_of
from planmodel.model.plan import Plan

__all__ = ["locate", "locate_many"]


def locate(plan: Plan, element_id: str | None, path: str = "") -> Place:
    """Return the place of a field of an element, or of the header when ``element_id`` is ``None`` or the plan's id."""
    return locate_many(plan, [(element_id, path)])[0]


def locate_many(plan: Plan, wanted: Sequence[tuple[str | None, str]]) -> list[Place]:
    """Return the place of each (element id, path in it); an empty place where none is known.

    Files are read again, and only if they have not changed since the plan was read from them.
    """
    if plan.origin is None or not wanted:
        return [Place() for _ in wanted]
    sources = []
    for file in plan.origin.files:
        try:
            source, now = open_source(FilePath(file.path), plan.vocabulary)
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
) -> Place:
    if plan.origin is None or not sources or id in plan.origin.changed:
        return Place()
    if id is None or id == plan.id:
        holding = [source for source, _ in reversed(sources) if steps and steps[0] in source.tree]
        return (holding or [sources[0][0]])[0].place(steps)
    best: Place | None = None
    for source, entries in reversed(sources):
        if id not in entries:
            continue
        plural, number = entries[id]
        if steps and steps[0] in source.tree[plural][number]:
            return source.place((plural, number, *steps))
        best = source.place((plural, number))
    return best or Place()
