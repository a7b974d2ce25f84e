"""What flows from goals through tasks to projects: pieces of work, each counted once.

By count each project is one, and so is each task that no project carries out. A group of projects stands for its parts,
a whole task for its own, so neither is counted beside them. By money the rules are those of
:func:`~planmodel.tracking.money.total_cost`: a group that states a sum counts once and its parts do not; what states
none is unknown, not zero.

A project that names no task takes those of the group above it, or of its parts. Which goals a task or project serves
is the answer of :class:`~planmodel.graph.serving.Serving`; the goals that hold those are not counted beside them, and
what works against a goal is none of its pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from planmodel.model.kinds import Goal
from planmodel.model.plan import Plan
from planmodel.tracking.money import Sum, total_cost
from planmodel.words import say

__all__ = ["Piece", "counted_pieces", "money_pieces", "opposition", "shown_goals"]


@attrs.frozen(kw_only=True)
class Piece:
    """One project, or one task that no project carries out.

    Parameters:
        project: the project's id, if it is one.
        tasks: the tasks that it carries out, or the one that it is; ``None`` for what a project serves beside them.
        goals: for each of these the goals that it serves.
        value: how much it counts; ``None`` when nobody says.
    """

    project: str | None
    tasks: tuple[str | None, ...]
    goals: tuple[tuple[str, ...], ...]
    value: Fraction | None


def counted_pieces(plan: Plan) -> list[Piece]:
    """Return the pieces of a plan's work, each counting one."""
    tree = _Tree(plan)
    projects = [one.id for one in plan.projects if not tree.parts.get(one.id)]
    found = [tree.piece(id, Fraction(1)) for id in projects]
    return found + tree.without_project(found, Fraction(1))


def money_pieces(plan: Plan) -> tuple[list[Piece], str, list[str]]:
    """Return the pieces of a plan's work with their money, its unit, and notes on what is not in it."""
    tree = _Tree(plan)
    total = total_cost(plan)
    unit = "" if total.total is None else total.total.unit
    known: dict[str, Fraction] = {}
    for id in total.counted:
        cost = plan.projects[id].cost
        if cost is not None and cost.total is not None:
            known[id] = cost.total.to(unit).fraction
    unknown = {*total.missing, *total.not_added}
    found = [tree.piece(one.id, known.get(one.id)) for one in plan.projects if one.id in known or one.id in unknown]
    notes = [_money_note(total)]
    if total.not_added:
        notes.append(say("picture.other_units", ids=total.not_added))
    if total.mismatches:
        notes.append(say("picture.sums_differ", ids=[one.id for one in total.mismatches]))
    return found + tree.without_project(found, None), unit, notes


def _money_note(total: Sum) -> str:
    """Return how many projects state their money, out of all, and what that is together."""
    number = len(total.counted) + len(total.missing) + total.unlisted + len(total.not_added)
    if not number:
        return say("picture.no_projects")
    if total.total is None:
        return say("picture.no_money", n=number)
    counted = len(total.counted)
    sums = say("picture.about", sums=total.total) if total.approximate else total.total
    key = "picture.all_money" if counted == number else "picture.some_money"
    return say(key, n=number, counted=counted, sums=sums, rest=number - counted)


def shown_goals(plan: Plan, pieces: Iterable[Piece]) -> list[str]:
    """Return the goals to show, in plan order: those that something serves, and those without parts."""
    served = {goal for piece in pieces for goals in piece.goals for goal in goals}
    return [one.id for one in plan.goals if one.id in served or one.id not in plan.graph.hierarchy.parts]


def opposition(plan: Plan) -> list[str]:
    """Return a note on the work that says itself that it works against a goal, if there is any."""
    found = [
        say("picture.against_goal", work=one.work, goal=goal.id)
        for goal in plan.goals
        for one in plan.graph.serving.to(goal.id)
        if one.against and one.direct and one.path.relations[0] == "contributes_to"
    ]
    return [say("picture.against_goals", pairs=found)] if found else []


class _Tree:
    """The tasks and projects of a plan with their wholes, parts and goals."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._hierarchy, self._serving = plan.graph.hierarchy, plan.graph.serving
        self.parts = self._hierarchy.parts

    def piece(self, id: str, value: Fraction | None) -> Piece:
        """Return a project as a piece of work."""
        tasks, served = self._tasks(id), self._goals(id)
        found: dict[str | None, tuple[str, ...]] = {
            task: tuple(goal for goal in self._goals(task) if goal in served) for task in tasks
        }
        beside = tuple(goal for goal in served if not any(goal in goals for goals in found.values()))
        if beside or not found:
            found[None] = beside
        return Piece(project=id, tasks=tuple(found), goals=tuple(found.values()), value=value)

    def without_project(self, pieces: Sequence[Piece], value: Fraction | None) -> list[Piece]:
        """Return the tasks that neither a project carries out nor one that carries out a whole above them."""
        carried = {task for piece in pieces for task in piece.tasks}
        return [
            Piece(project=None, tasks=(one.id,), goals=(self._goals(one.id),), value=value)
            for one in self._plan.tasks
            if not self.parts.get(one.id) and carried.isdisjoint([one.id, *self._hierarchy.above(one.id)])
        ]

    def _tasks(self, id: str) -> tuple[str, ...]:
        """Return the tasks that a project carries out, or else those of its parts together."""
        inside = (task for part in self._hierarchy.below(id) for task in self._serving.tasks(part))
        return self._serving.tasks(id) or tuple(dict.fromkeys(inside))

    def _goals(self, id: str) -> tuple[str, ...]:
        """Return the goals that work serves, without those that only hold such goals."""
        return tuple(
            one.target
            for one in self._serving.of(id)
            if one.direct and not one.against and isinstance(self._plan[one.target], Goal)
        )
