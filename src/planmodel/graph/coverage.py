"""What serves nothing, and what nothing serves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from planmodel.listing import html_table, text_table
from planmodel.model.element import Nested
from planmodel.text import cut

if TYPE_CHECKING:
    from planmodel.graph.build import PlanGraph

__all__ = ["Coverage", "coverage"]


@attrs.frozen(kw_only=True, repr=False)
class Coverage:
    """Elements that a plan leaves unconnected, by what they lack; ids in plan order.

    A task counts with its parents and parts: it serves a goal when it, a task that holds it or a task that it holds
    contributes to a goal, or to an indicator that measures one. A goal is served when it or a part of it is. A project
    carries out a task when it, its group or a part of it does. A principle guides when it or a part of it does.

    Parameters:
        goals_without_task: goals that no task or project serves.
        goals_without_indicator: goals that no indicator measures.
        tasks_without_goal: tasks that serve no goal and no indicator.
        tasks_without_project: tasks that no project carries out.
        projects_without_task: projects that carry out no task.
        indicators_without_goal: indicators that measure no goal.
        principles_guiding_nothing: principles that guide no goal and no task.
        organizations_without_part: organizations that nothing names.
    """

    goals_without_task: tuple[str, ...] = ()
    goals_without_indicator: tuple[str, ...] = ()
    tasks_without_goal: tuple[str, ...] = ()
    tasks_without_project: tuple[str, ...] = ()
    projects_without_task: tuple[str, ...] = ()
    indicators_without_goal: tuple[str, ...] = ()
    principles_guiding_nothing: tuple[str, ...] = ()
    organizations_without_part: tuple[str, ...] = ()

    def to_records(self) -> list[dict[str, str]]:
        """Return one record for each element and what it lacks."""
        return [{"lack": name, "id": id} for name, ids in attrs.asdict(self).items() for id in ids]

    def _rows(self) -> list[tuple[str, str, str]]:
        return [
            (name.replace("_", " "), str(len(ids)), ", ".join(ids) or "none")
            for name, ids in attrs.asdict(self).items()
        ]

    def __str__(self) -> str:
        return "\n".join(f"{name}: {ids}" for name, _, ids in self._rows())

    def __repr__(self) -> str:
        return "\n".join(text_table(_HEAD, self._rows()))

    def _repr_html_(self) -> str:
        return html_table(_HEAD, [(name, number, cut(ids, 2_000)) for name, number, ids in self._rows()])


_HEAD = ("lack", "how many", "which")


def coverage(graph: PlanGraph) -> Coverage:
    """Return what serves nothing and what nothing serves; see :class:`Coverage`."""
    plan = graph.plan
    ends = _Ends(graph)
    served_indicators = ends.targets("contributes_to", "indicator")
    measured = {
        edge.target for edge in graph.edges if edge.relation.field == "measures" and edge.source in served_indicators
    }
    goals = _ids(plan.goals)
    goals_served = ends.targets("contributes_to", "goal") | measured
    tasks_serving = ends.holders("contributes_to", "task")
    tasks_run = ends.targets("implements", "task")
    running = ends.holders("implements", "project")
    guiding = ends.targets("guided_by", "principle")
    measuring = ends.holders("measures", "indicator")
    named = ends.targets(None, "organization")
    return Coverage(
        goals_without_task=_lacking(goals, ends.with_wholes(goals_served)),
        goals_without_indicator=_lacking(goals, ends.with_wholes(ends.targets("measures", "goal"))),
        tasks_without_goal=_lacking(_ids(plan.tasks), ends.with_family(tasks_serving)),
        tasks_without_project=_lacking(_ids(plan.tasks), ends.with_family(tasks_run)),
        projects_without_task=_lacking(_ids(plan.projects), ends.with_family(running)),
        indicators_without_goal=_lacking(_ids(plan.indicators), ends.with_family(measuring)),
        principles_guiding_nothing=_lacking(_ids(plan.principles), ends.with_wholes(guiding)),
        organizations_without_part=_lacking(_ids(plan.organizations), ends.with_wholes(named)),
    )


def _ids(elements: Iterable[Nested]) -> tuple[str, ...]:
    return tuple(element.id for element in elements)


def _lacking(ids: tuple[str, ...], covered: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id not in covered)


class _Ends:
    """Who holds and who is at the end of links, and who belongs to whom."""

    def __init__(self, graph: PlanGraph) -> None:
        self._graph = graph
        self._kinds = graph.nodes
        self._whole: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        for edge in graph.edges:
            if edge.relation.order == "hierarchy":
                self._whole[edge.source] = edge.target
                self._parts.setdefault(edge.target, []).append(edge.source)

    def targets(self, field: str | None, kind: str) -> set[str]:
        """Return the targets of a kind of links in a field (any field but hierarchies when ``None``)."""
        return {
            edge.target
            for edge in self._graph.edges
            if self._kinds[edge.target] == kind
            and (edge.relation.field == field if field else edge.relation.order != "hierarchy")
        }

    def holders(self, field: str, kind: str) -> set[str]:
        """Return the elements of a kind that hold links in a field."""
        return {e.source for e in self._graph.edges if e.relation.field == field and self._kinds[e.source] == kind}

    def with_wholes(self, ids: set[str]) -> set[str]:
        """Return ``ids`` with everything that they are parts of."""
        found = set(ids)
        for id in ids:
            while (id := self._whole.get(id, "")) and id not in found:
                found.add(id)
        return found

    def with_family(self, ids: set[str]) -> set[str]:
        """Return ``ids`` with everything that they are parts of, and every part of them."""
        found = self.with_wholes(ids)
        waiting = list(ids)
        seen = set(ids)
        while waiting:
            for part in self._parts.get(waiting.pop(), ()):
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)
        return found | seen
