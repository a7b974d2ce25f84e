"""Where an element or a field of it stands in the files that its plan was read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import NamedTuple

from planmodel.diagnostics import Place
from planmodel.errors import PlanFileError
from planmodel.formats.native import open_source
from planmodel.formats.source_tree import Path, SourceTree, path_text, steps_of
from planmodel.model.plan import Plan
from planmodel.model.relations import Link

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
        there = _steps_there(holder, entry, steps)
        if there is not None:
            return Located(source.place((*seat, *there)), path_text((*seat, *there)))
        best = Located(source.place(seat), path_text((*seat, *steps)))
    return best or _NOWHERE


def _steps_there(holder: object, entry: dict[str, object], steps: Path) -> Path | None:
    """Return the steps in a file's entry that lead to what ``steps`` lead to in the element laid together from all.

    A link is looked for by its target: each file counts its own links.
    """
    if not steps or steps[0] not in entry:
        return None
    links, raw = getattr(holder, str(steps[0]), None), entry[steps[0]]
    if len(steps) == 1 or not isinstance(links, tuple) or not isinstance(raw, list):
        return steps
    link = links[steps[1]] if isinstance(steps[1], int) and steps[1] < len(links) else None
    if not isinstance(link, Link):
        return steps
    targets = [one.get(link.target_key) if isinstance(one, dict) else one for one in raw]
    return (steps[0], targets.index(link.to), *steps[2:]) if link.to in targets else None
