"""What serves nothing, and what nothing serves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from planmodel.columns import Column
from planmodel.listing import some
from planmodel.model.element import Element
from planmodel.tabular import Result
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.graph.build import PlanGraph
    from planmodel.graph.hierarchy import Hierarchy

__all__ = ["Coverage", "coverage"]


@attrs.frozen(kw_only=True, repr=False)
class Coverage(Result):
    """Elements that a plan leaves unconnected, by what they lack; ids in plan order.

    Which work serves which goal is the answer of :class:`~planmodel.graph.serving.Serving`: what works against a goal
    does not serve it. A project carries out a task when it, its group or a part of it does. A principle guides when it
    or a part of it does.

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

    def _columns(self) -> Sequence[Column]:
        return (
            Column("lack", "text", "what the element lacks", words="coverage"),
            Column("id", "text", "the element"),
        )

    def _rows(self) -> Sequence[dict[str, str]]:
        return [{"lack": name, "id": id} for name, ids in attrs.asdict(self).items() for id in ids]

    def _text(self, most: int | None, language: str | None = None) -> str:
        """Return a line for each lack, also where nothing lacks it."""
        lacks = attrs.asdict(self).items()
        shown = {name: some(ids, len(ids) if most is None else most) for name, ids in lacks}
        lines = (
            say("coverage.line", lack=say(f"coverage.{name}"), ids=ids or say("nothing")) for name, ids in shown.items()
        )
        return "\n".join(line.in_language(language or self._language()) for line in lines)


def coverage(graph: PlanGraph) -> Coverage:
    """Return what serves nothing and what nothing serves; see :class:`Coverage`."""
    plan, tree, serving = graph.plan, graph.hierarchy, graph.serving
    running = _holders(graph, "implements", "project")
    measuring = _holders(graph, "measures", "indicator")
    run = _targets(graph, "implements", "task")
    return Coverage(
        goals_without_task=tuple(id for id in _ids(plan.goals) if not serving.work(id)),
        goals_without_indicator=_lacking(plan.goals, _with_wholes(tree, _targets(graph, "measures", "goal"))),
        tasks_without_goal=tuple(id for id in _ids(plan.tasks) if not serving.goals(id)),
        tasks_without_project=_lacking(plan.tasks, _with_family(tree, run)),
        projects_without_task=_lacking(plan.projects, _with_family(tree, running)),
        indicators_without_goal=_lacking(plan.indicators, _with_family(tree, measuring)),
        principles_guiding_nothing=_lacking(
            plan.principles, _with_wholes(tree, _targets(graph, "guided_by", "principle"))
        ),
        organizations_without_part=_lacking(
            plan.organizations, _with_wholes(tree, _targets(graph, None, "organization"))
        ),
    )


def _ids(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(element.id for element in elements)


def _lacking(elements: Iterable[Element], covered: set[str]) -> tuple[str, ...]:
    return tuple(id for id in _ids(elements) if id not in covered)


def _targets(graph: PlanGraph, field: str | None, kind: str) -> set[str]:
    """Return the targets of a kind of links in a field (any field but hierarchies when ``None``)."""
    return {
        edge.target
        for edge in graph.edges
        if graph.nodes[edge.target] == kind
        and (edge.relation.field == field if field else edge.relation.order != "hierarchy")
    }


def _holders(graph: PlanGraph, field: str, kind: str) -> set[str]:
    """Return the elements of a kind that hold links in a field."""
    return {e.source for e in graph.edges if e.relation.field == field and graph.nodes[e.source] == kind}


def _with_wholes(tree: Hierarchy, ids: set[str]) -> set[str]:
    """Return ``ids`` with everything that they are parts of."""
    return ids.union(tree.above(*ids))


def _with_family(tree: Hierarchy, ids: set[str]) -> set[str]:
    """Return ``ids`` with everything that they are parts of, and every part of them."""
    return _with_wholes(tree, ids).union(tree.below(*ids))
