"""What flows from goals through tasks to projects: pieces of work, each counted once.

By count each project is one, and so is each task that no project carries out. A group of projects stands for its parts,
a whole task for its own, so neither is counted beside them. By money the rules are those of
:func:`~planmodel.tracking.money.total_cost`: a group that states a sum counts once and its parts do not; what states
none is unknown, not zero.

A project that names no task takes those of the group above it, or of its parts; a task that names no goal takes those
of the whole above it, or of its parts. A contribution to an indicator is one to the goals that it measures; one that
works against a goal is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import attrs

from planmodel.model.element import Nested, Undertaking
from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.tracking.money import Sum, total_cost

__all__ = ["Piece", "counted_pieces", "money_pieces", "shown_goals"]


@attrs.frozen(kw_only=True)
class Piece:
    """One project, or one task that no project carries out.

    Parameters:
        project: the project's id, if it is one.
        tasks: the tasks that it carries out, or the one that it is.
        goals: for each of these tasks the goals that it serves; when there is no task, those of the project.
        value: how much it counts; ``None`` when nobody says.
    """

    project: str | None
    tasks: tuple[str, ...]
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
            known[id] = Fraction(cost.total.to(unit).magnitude)
    unknown = {*total.missing, *total.not_added}
    found = [tree.piece(one.id, known.get(one.id)) for one in plan.projects if one.id in known or one.id in unknown]
    notes = [_money_note(total)]
    if total.not_added:
        notes.append(f"In other units, and counted as not stated: {', '.join(total.not_added)}.")
    if total.mismatches:
        groups = ", ".join(one.id for one in total.mismatches)
        notes.append(f"Groups whose own sum, which is counted, is not that of their parts: {groups}.")
    return found + tree.without_project(found, None), unit, notes


def _money_note(total: Sum) -> str:
    """Return how many projects state their money, out of all, and what that is together."""
    number = len(total.counted) + len(total.missing) + total.unlisted + len(total.not_added)
    if not number:
        return "There are no projects."
    of_all = f"of {number} project{'' if number == 1 else 's'}"
    if total.total is None:
        return f"None {of_all} states its money."
    counted = len(total.counted)
    sums = f"{'about ' if total.approximate else ''}{total.total}"
    rest = number - counted
    others = (
        f"; what the other{'' if rest == 1 else f' {rest}'} cost{'s' if rest == 1 else ''} is not known" if rest else ""
    )
    return f"{counted} {of_all} state{'s' if counted == 1 else ''} money, {sums} in all{others}."


def shown_goals(plan: Plan, pieces: Iterable[Piece]) -> list[str]:
    """Return the goals to show, in plan order: those that something serves, and those without parts."""
    served = {goal for piece in pieces for goals in piece.goals for goal in goals}
    wholes = {one.part_of.to for one in plan.goals if one.part_of is not None}
    return [one.id for one in plan.goals if one.id in served or one.id not in wholes]


class _Tree:
    """The tasks and projects of a plan with their wholes, parts and goals."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.parts: dict[str, list[str]] = {}
        for one in plan.of(Nested):
            if one.part_of is not None and one.part_of.to in plan and one.part_of.to != one.id:
                self.parts.setdefault(one.part_of.to, []).append(one.id)

    def piece(self, id: str, value: Fraction | None) -> Piece:
        """Return a project as a piece of work."""
        tasks = self._inherited(id, self._own_tasks)
        goals = [self._inherited(task, self._own_goals) for task in tasks]
        return Piece(
            project=id,
            tasks=tasks,
            goals=tuple(goals) if tasks else (self._inherited(id, self._own_goals),),
            value=value,
        )

    def without_project(self, pieces: Sequence[Piece], value: Fraction | None) -> list[Piece]:
        """Return the tasks that neither a project carries out nor one that carries out a whole above them."""
        carried = {task for piece in pieces for task in piece.tasks}
        return [
            Piece(project=None, tasks=(one.id,), goals=(self._inherited(one.id, self._own_goals),), value=value)
            for one in self._plan.tasks
            if not self.parts.get(one.id) and carried.isdisjoint([one.id, *self._above(one.id)])
        ]

    def _inherited(self, id: str, own: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        """Return what an element names, or the nearest whole above it, or its parts together."""
        for one in (id, *self._above(id)):
            if found := own(one):
                return found
        return tuple(dict.fromkeys(named for part in self._below(id) for named in own(part)))

    def _above(self, id: str) -> list[str]:
        found = [id]
        while (whole := getattr(self._plan[found[-1]], "part_of", None)) is not None:
            if whole.to in found or whole.to not in self._plan:
                break
            found.append(whole.to)
        return found[1:]

    def _below(self, id: str) -> list[str]:
        found = {id: None}
        waiting = [id]
        while waiting:
            for part in self.parts.get(waiting.pop(0), ()):
                if part not in found:
                    found[part] = None
                    waiting.append(part)
        return list(found)[1:]

    def _own_tasks(self, id: str) -> tuple[str, ...]:
        one = self._plan[id]
        links = one.implements if isinstance(one, Project) else ()
        return tuple(dict.fromkeys(link.to for link in links if isinstance(self._plan.get(link.to), Task)))

    def _own_goals(self, id: str) -> tuple[str, ...]:
        one = self._plan[id]
        links = one.contributes_to if isinstance(one, Undertaking) else ()
        return tuple(dict.fromkeys(goal for link in links for goal in self._goals_of(link)))

    def _goals_of(self, link: Contribution) -> list[str]:
        target = self._plan.get(link.to)
        if (link.strength or 0) < 0:
            return []
        if isinstance(target, Indicator):
            return [one.to for one in target.measures if isinstance(self._plan.get(one.to), Goal)]
        return [link.to] if isinstance(target, Goal) else []
