"""Following what bears on what: everything up- or downstream, and the paths between two elements."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from planmodel.errors import ModelError
from planmodel.tabular import Rows
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.graph.build import Edge, PlanGraph

__all__ = ["Path", "Paths", "paths", "reach"]

_MOST_STEPS = 1_000_000


@attrs.frozen
class Path:
    """One way from an element to another.

    Parameters:
        ids: the elements on the way, both ends included.
        relations: the relation of each step, one fewer than ``ids``.
    """

    ids: tuple[str, ...]
    relations: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.relations)

    def __str__(self) -> str:
        steps = (f" -[{name}]-> {id}" for name, id in zip(self.relations, self.ids[1:], strict=True))
        return self.ids[0] + "".join(steps)


class Paths(Rows[Path]):
    """Paths, shortest first.

    Parameters:
        paths: the paths.
        complete: whether these are all that there are.
    """

    complete: bool

    def __new__(cls, paths: Iterable[Path] = (), *, complete: bool = True) -> Paths:
        """Return the paths with whether these are all."""
        made = super().__new__(cls, paths, Path)
        made.complete = complete
        return made

    def __repr__(self) -> str:
        return super().__repr__() if self.complete else f"<the first {len(self):,} of more paths: {tuple(self)!r}>"

    def _below(self) -> Iterable[str]:
        return () if self.complete else (say("paths.first", n=len(self)),)


def reach(
    graph: PlanGraph,
    neighbours: Mapping[str, list[tuple[str, Edge]]],
    id: str,
    relations: Iterable[str] | str | None,
    depth: int | None,
) -> tuple[str, ...]:
    """Return every node that ``neighbours`` leads to from ``id``, breadth first, without ``id`` itself."""
    graph.check_id(id)
    names = graph.relation_names(relations)
    seen = {id}
    found: list[str] = []
    level = [id]
    steps = 0
    while level and (depth is None or steps < depth):
        steps += 1
        after: list[str] = []
        for here in level:
            for there, edge in neighbours.get(here, ()):
                if there not in seen and (names is None or edge.relation.name in names):
                    seen.add(there)
                    after.append(there)
        found += after
        level = after
    return tuple(found)


def paths(graph: PlanGraph, source: str, target: str, relations: Iterable[str] | str | None, limit: int) -> Paths:
    """Return the simple paths along what bears on what, shortest first, at most ``limit``.

    Only nodes that lead to the target are walked, breadth first, so that the shortest come first; the walk ends after a
    million steps. A shortest path is found before, so that giving up never looks like there being none.
    """
    graph.check_id(source)
    graph.check_id(target)
    names = graph.relation_names(relations)
    if limit < 1:
        raise ModelError(say("trace.limit", limit=limit), hint=say("trace.limit.hint"))
    if source == target:
        return Paths()
    useful = {target, *reach(graph, graph.backward, target, relations, None)}
    if source not in useful:
        return Paths()
    found: list[Path] = []
    waiting: deque[Path] = deque([Path((source,), ())])
    steps = 0
    while waiting and len(found) <= limit and steps < _MOST_STEPS:
        path = waiting.popleft()
        passed = set(path.ids)
        for there, edge in graph.forward.get(path.ids[-1], ()):
            steps += 1
            if there not in useful or there in passed or (names is not None and edge.relation.name not in names):
                continue
            longer = Path((*path.ids, there), (*path.relations, edge.relation.name))
            if there == target:
                found.append(longer)
            else:
                waiting.append(longer)
    complete = not waiting and len(found) <= limit
    return Paths(found[:limit] or [_shortest(graph, source, target, names)], complete=complete)


def _shortest(graph: PlanGraph, source: str, target: str, names: Collection[str] | None) -> Path:
    """Return a shortest path where there is one."""
    came: dict[str, tuple[str, str]] = {source: ("", "")}
    level = [source]
    while target not in came:
        following = []
        for here in level:
            for there, edge in graph.forward.get(here, ()):
                if there not in came and (names is None or edge.relation.name in names):
                    came[there] = here, edge.relation.name
                    following.append(there)
        level = following
    ids, relations = [target], []
    while ids[-1] != source:
        before, relation = came[ids[-1]]
        ids.append(before)
        relations.append(relation)
    return Path(tuple(reversed(ids)), tuple(reversed(relations)))
