"""How deep tasks of a list stand: as a column says, or as far as indented names or grouped rows show it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planmodel.phrases.tables.doubts import Doubts
from planmodel.text import cut
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["TaskRow", "depths_of", "nest", "outline"]


@attrs.define(kw_only=True)
class TaskRow:
    """One row that is a task."""

    line: int
    cells: tuple[str, ...]
    id: str
    name: str
    level: int | None
    code: str | None
    holder: str | None = None
    length: Amount | None = None
    bounds: tuple[Amount, Amount] | None = None


def _are_stray(indents: Sequence[int]) -> bool:
    """Return whether indentation shows nothing: all alike, or only a few names behind one blank each.

    Parameters:
        indents: how many columns each name is indented by.
    """
    set_in = sum(map(bool, indents))
    return len(set(indents)) < 2 or (max(indents) == 1 and set_in * 4 < len(indents))


def depths_of(indents: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return how deep each name of a list stands, 1 the outermost, and the names that stand between two depths.

    Parameters:
        indents: how many columns each name is indented by.

    Example:
        >>> depths_of([0, 2, 4, 2, 0]), depths_of([0, 4, 2])
        (([1, 2, 3, 2, 1], []), ([1, 2, 2], [2]))
    """
    depths: list[int] = []
    between: list[int] = []
    above: list[int] = []
    for number, indent in enumerate(indents):
        last = indent
        while above and above[-1] >= indent:
            last = above.pop()
        if last > indent and above:
            between.append(number)
        above.append(indent)
        depths.append(len(above))
    return depths, between


def outline(
    tasks: Sequence[TaskRow], indents: Sequence[int], groups: Sequence[int], head: tuple[int, int], doubts: Doubts
) -> None:
    """Take how deep names are indented, or else rows are grouped, for how deep tasks stand, where no column tells it.

    Parameters:
        tasks: the rows that are tasks.
        indents: how many columns the name of each is indented by.
        groups: how deep the row of each is grouped in its sheet.
        head: the row and the column of the head of the names.
        doubts: where doubts go.
    """
    if not any(indents):
        _grouped(tasks, groups, head, doubts)
        return
    at = head[1]
    if _are_stray(indents):
        lines = [row.line for row, indent in zip(tasks, indents, strict=True) if indent]
        if len(lines) < len(tasks):
            doubts.add(lines[0], at, say("tasks.stray_blank"), say("tasks.stray_blank.hint"))
        _grouped(tasks, groups, head, doubts)
        return
    depths, between = depths_of(indents)
    for row, depth in zip(tasks, depths, strict=True):
        row.level = depth
    doubts.add(*head, say("tasks.indented", n=sum(depth > 1 for depth in depths)))
    for number in between:
        doubts.add(tasks[number].line, at, say("tasks.indented_between", name=cut(tasks[number].name, 40)))


def _grouped(tasks: Sequence[TaskRow], groups: Sequence[int], head: tuple[int, int], doubts: Doubts) -> None:
    """Take how deep rows are grouped for how deep tasks stand, where each group has a row above it."""
    if len(set(groups)) < 2:
        return
    if groups[0] > min(groups):
        doubts.add(tasks[0].line, head[1], say("tasks.grouped_below"), say("tasks.stray_blank.hint"))
        return
    depths, _ = depths_of(groups)
    for row, depth in zip(tasks, depths, strict=True):
        row.level = depth
    doubts.add(*head, say("tasks.grouped", n=sum(depth > 1 for depth in depths)))


def nest(tasks: Sequence[TaskRow], doubts: Doubts) -> None:
    """Give each task the whole that it is part of: the last one above that stands less deep."""
    above: list[TaskRow] = []
    for row in tasks:
        if row.level is None:
            above = []
            continue
        while above and (above[-1].level or 0) >= row.level:
            above.pop()
        if above:
            row.holder = above[-1].id
            if row.level > (above[-1].level or 0) + 1:
                doubts.add(row.line, None, say("tasks.level_jump", level=row.level, above=above[-1].level))
        above.append(row)
