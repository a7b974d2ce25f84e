"""The progress of a plan: every indicator's, rolled up to its goals and to the plan."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.collector import collector_paused
from planmodel.columns import Column
from planmodel.derivation import Derivations
from planmodel.errors import ModelError
from planmodel.failures import check_language
from planmodel.faults import InternalFault, attempt
from planmodel.listing import sentences, some
from planmodel.model.collection import unknown_id
from planmodel.model.element import Element, Undertaking
from planmodel.model.kinds import Goal, Indicator, Project
from planmodel.model.metrics import metric_of
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.tabular import NOTEBOOK_ROWS, Keyed, Result, Rows
from planmodel.text import cut, in_language
from planmodel.tracking.attainment import day_of, indicator_progress
from planmodel.tracking.columns import columns_of_progress
from planmodel.tracking.combine import Rule, check_rule
from planmodel.tracking.derived_nodes import progress_derivations
from planmodel.tracking.path import check_trajectory
from planmodel.tracking.results import IndicatorProgress, Trajectory, percent
from planmodel.tracking.rollup import GoalProgress, Node, NodeProgress, Part, roll_up
from planmodel.tracking.work_done import no_share, share_done
from planmodel.words import Message, coded, say, term

if TYPE_CHECKING:
    from planmodel.views.picture import Picture

__all__ = ["Progress", "progress"]

_MOST_LINES = 400


@attrs.frozen(kw_only=True, repr=False)
class Progress(Keyed, Result):
    """How far a plan is on a day.

    Parameters:
        as_of: the day.
        trajectory: the way along which indicators were expected to go.
        results: one an indicator, in plan order.
        goals: one a goal, in plan order.
        undertakings: one a task and project, in plan order.
        plan: the whole plan, made of its topmost goals.
        names: id → name, for what people read.
        held: the plan that it is about.
    """

    as_of: dt.date
    trajectory: Trajectory
    results: tuple[IndicatorProgress, ...]
    goals: tuple[GoalProgress, ...]
    undertakings: tuple[NodeProgress, ...]
    plan: NodeProgress
    names: Mapping[str, str] = attrs.field(eq=False)
    held: Plan = attrs.field(eq=False)

    def __getitem__(self, id: str) -> IndicatorProgress | NodeProgress:
        """Return the result of one indicator, goal, task, project or of the plan.

        Raises:
            UnknownIdError: nothing of that id has a result.
        """
        try:
            return self._by_id[id]
        except (KeyError, TypeError):
            raise unknown_id(id, self.names, say("id.progress")) from None

    def _ids(self) -> Iterable[str]:
        return self._by_id

    @cached_property
    def _by_id(self) -> Mapping[str, IndicatorProgress | NodeProgress]:
        nodes = {node.id: node for node in (self.plan, *self.goals, *self.undertakings)}
        return {**nodes, **{one.indicator: one for one in self.results}}

    @kinds_checked
    def explain(self, id: str, *, language: str = "en") -> str:
        """Return a tree of what a number is made of: one line a part, down to measured values and stated completion.

        Parameters:
            id: of the plan, or of a goal, task, project or indicator.
            language: of the words: ``en`` or ``zh``.

        Raises:
            UnknownIdError: nothing of that id has a result.
            ModelError: there are no words in that language.
        """
        check_language(language)
        self[id]
        lines: list[str] = []
        for line in _tree(id, self._by_id, self.names, language):
            if len(lines) == _MOST_LINES:
                lines.append(in_language(say("progress.more"), language))
                break
            lines.append(line)
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "as_of": self.as_of.isoformat(),
            "trajectory": self.trajectory,
            "plan": self.plan.to_dict(),
            "results": [result.to_dict() for result in self.results],
            "goals": [goal.to_dict() for goal in self.goals],
            "undertakings": [node.to_dict() for node in self.undertakings],
        }

    def derivations(self) -> Derivations:
        """Return how every number came about: its inputs with their places, a named rule, the result.

        ``planmodel verify`` computes them again from the plan's file.

        Example:
            >>> from planmodel.model.kinds import Goal, Task
            >>> done = Task(id="t", name="Buses", done="40 %", contributes_to=["g"])
            >>> plan = Plan(id="p", title="P", elements=[Goal(id="g", name="Clean air"), done])
            >>> made = progress(plan, as_of="2023-12-31").derivations()["share of g"]
            >>> made.rule, made.value, made.inputs[0].derived
            ('mean', '0.4', 'share of t')
        """
        nodes = {one.id: one for one in (self.plan, *self.goals, *self.undertakings)}
        return progress_derivations(self.held, self.results, nodes, self.trajectory, self.as_of)

    def plot(self, language: str | None = None) -> Picture:
        """Return a chart (extra ``report``); see :func:`planmodel.views.charts.progress.plot_progress`."""
        from planmodel.views.charts.progress import plot_progress

        return plot_progress(self, language)

    def _columns(self) -> Sequence[Column]:
        return columns_of_progress(self)

    def _rows(self) -> Sequence[IndicatorProgress]:
        return self.results

    def _has_answer(self, row: IndicatorProgress) -> bool:
        return row.verdict != "unknown"

    def _above(self) -> Iterable[str]:
        goals = [say("progress.goal", id=one.id, name=self.names[one.id], share=_share(one)) for one in self.goals]
        return (self._headline(), *some(goals, NOTEBOOK_ROWS))

    def _headline(self) -> str:
        way = term("trajectory", self.trajectory)
        return say("progress.head", plan=self.plan.id, day=self.as_of, trajectory=way, share=_share(self.plan))


@kinds_checked
def progress(
    plan: Plan,
    *,
    as_of: str | int | dt.date | Period,
    trajectory: Trajectory = "linear",
    rule: Rule = "mean",
    rules: Mapping[str, Rule] | None = None,
    weights: Mapping[str, float | Decimal | Fraction] | None = None,
) -> Progress:
    """Return how far a plan is on a day: its indicators, and what they and the work done make of its goals.

    Parameters:
        plan: the plan.
        as_of: the day; of a month or year its last day.
        trajectory: ``linear``, ``geometric`` or ``step``; see :func:`~planmodel.tracking.path.expected_share`.
        rule: how parts make a whole: ``mean``, ``all``, ``any``, ``contributions``; see
            :func:`~planmodel.tracking.combine.combine`.
        rules: other rules for goals, by their ids.
        weights: weights of parts, by their ids; where there is none the strength of the contribution counts, else 1.

    Returns:
        results, goals, tasks and projects, and the plan. Parts without a number widen the bounds; no number is
        invented for them. ``done`` of a task counts as stated, at most as much as is known of what it must wait for
        (``FS``); without it a task is the mean of its subtasks and of the projects that implement it. What was
        ``finished`` by the day is done, whatever ``done`` or what it waited for says; a note tells a ``done`` that
        contradicts it. ``confidence`` does not count.

    Raises:
        ModelError: no such date, trajectory or rule, a weight that is negative or no number, or one for an element of
            which no goal is made.
        UnknownIdError: a rule or weight for an element that the plan does not have.

    Example:
        >>> from planmodel.model.kinds import Goal, Task
        >>> plan = Plan(id="p", title="Plan", elements=[
        ...     Goal(id="g", name="Clean air"),
        ...     Task(id="a", name="Buses", done="100 %", contributes_to=["g"]),
        ...     Task(id="b", name="Boilers", contributes_to=["g"]),
        ... ])
        >>> (goal,) = progress(plan, as_of="2023-12-31").goals
        >>> goal.satisfaction, goal.low, goal.high, goal.coverage
        (None, Decimal('0.5'), Decimal('1'), Decimal('0.5'))
    """
    day, trajectory = day_of(as_of), check_trajectory(trajectory)
    chosen: dict[str, Rule] = {id: check_rule(name) for id, name in (rules or {}).items()}
    weighed = {id: _weight(id, weight) for id, weight in (weights or {}).items()}
    for id in chosen:
        _check_kind(plan, id, (Goal,), say("weights.a_rule"))
    for id in weighed:
        _check_kind(plan, id, (Goal, Indicator, Undertaking), say("weights.a_weight"))
    with collector_paused(elements=len(plan)):
        results = tuple(_result(plan, indicator, day, trajectory) for indicator in plan.indicators)
        rolled = roll_up(_nodes(plan, day, results, check_rule(rule), chosen, weighed))
    return Progress(
        as_of=day,
        trajectory=trajectory,
        results=Rows(results, IndicatorProgress),
        goals=Rows((one for one in rolled.values() if isinstance(one, GoalProgress)), GoalProgress),
        undertakings=Rows((one for one in rolled.values() if one.kind in ("task", "project")), NodeProgress),
        plan=rolled[plan.id],
        names={plan.id: plan.label(), **{element.id: element.label() for element in plan.elements}},
        held=plan,
    )


def _result(plan: Plan, indicator: Indicator, day: dt.date, trajectory: Trajectory) -> IndicatorProgress:
    """Return an indicator's progress; if planmodel fails at it, that is its reason, and the others go on."""
    found = attempt(
        say("progress.of", id=indicator.id),
        lambda: indicator_progress(
            indicator,
            as_of=day,
            trajectory=trajectory,
            base_year=plan.base_year,
            metric=metric_of(plan, indicator),
        ),
    )
    if isinstance(found, InternalFault):
        message = found.told
        return IndicatorProgress(indicator=indicator.id, as_of=day, reason="internal_fault", message=message)
    return found


def _check_kind(plan: Plan, id: str, kinds: tuple[type[Element], ...], what: str) -> None:
    """Refuse a rule or a weight of what has none, which would count for nothing."""
    element = plan[id]
    if not isinstance(element, kinds):
        wanted = [term("kind", kind.__name__.lower()) for kind in kinds]
        raise ModelError(
            say("weights.not_part", what=what, kind=term("kind", element.kind), id=id),
            hint=say("weights.name_a", wanted=wanted),
        )


def _weight(id: str, weight: float | Decimal | Fraction) -> Fraction:
    if isinstance(weight, bool) or not isinstance(weight, int | float | Decimal | Fraction):
        raise ModelError(say("weights.no_number", id=id, weight=f"{weight!r:.60}"))
    if not math.isfinite(weight) or weight < 0:
        raise ModelError(say("weights.negative", id=id, weight=weight))
    return Fraction(str(weight)) if isinstance(weight, float) else Fraction(weight)


# --- the plan as nodes ---


def _nodes(
    plan: Plan,
    day: dt.date,
    results: tuple[IndicatorProgress, ...],
    rule: Rule,
    rules: Mapping[str, Rule],
    weights: Mapping[str, Fraction],
) -> dict[str, Node]:
    parts = _parts(plan, weights)
    tops = [goal for goal in plan.goals if goal.id not in plan.graph.hierarchy.named]
    above = tuple(Part(id=goal.id, relation="part_of", weight=weights.get(goal.id)) for goal in tops)
    nodes = {plan.id: Node(id=plan.id, kind="plan", rule="mean" if rule == "contributions" else rule, parts=above)}
    for goal in plan.goals:
        nodes[goal.id] = Node(
            id=goal.id, kind="goal", rule=rules.get(goal.id, rule), parts=tuple(parts.get(goal.id, {}).values())
        )
    for result in results:
        satisfaction = result.satisfaction
        own = None if satisfaction is None else Fraction(satisfaction)
        nodes[result.indicator] = Node(id=result.indicator, kind="indicator", own=own, note=result.line())
    for undertaking in (*plan.tasks, *plan.projects):
        nodes[undertaking.id] = _undertaking(plan, day, undertaking, tuple(parts.get(undertaking.id, {}).values()))
    return nodes


def _parts(plan: Plan, weights: Mapping[str, Fraction]) -> dict[str, dict[str, Part]]:
    """Return whole → part → link.

    What an indicator measures, a project implements and work contributes to is what
    :class:`~planmodel.graph.serving.Serving` says that each states itself: the rest of what work serves reaches a goal
    through its wholes, tasks, indicators and subgoals, which are parts of their own. Of strengths that contradict each
    other the least counts.
    """
    parts: dict[str, dict[str, Part]] = {}
    one, serving = Fraction(1), plan.graph.serving

    def put(whole: str, part: str, relation: str, weight: Fraction | None) -> None:
        parts.setdefault(whole, {}).setdefault(part, Part(id=part, relation=relation, weight=weight))

    for indicator in plan.indicators:
        for goal in serving.measured(indicator.id):
            put(goal, indicator.id, "measures", weights.get(indicator.id, one))
    for part, whole in plan.graph.hierarchy.named.items():
        if isinstance(plan[part], Goal | Undertaking):
            put(whole, part, "part_of", weights.get(part, one))
    for project in plan.projects:
        for task in serving.implemented(project.id):
            put(task, project.id, "implements", weights.get(project.id, one))
    for undertaking in (*plan.tasks, *plan.projects):
        for target, strengths in serving.strengths(undertaking.id).items():
            put(target, undertaking.id, "contributes_to", _weight_of(strengths, weights.get(undertaking.id)))
    return parts


def _weight_of(strengths: tuple[float | None, ...], given: Fraction | None) -> Fraction | None:
    """Return the weight of a contribution: the one given for the work, less than 0 where it works against."""
    least = strengths[0]
    if given is None:
        return None if least is None else Fraction(str(least))
    return -given if least is not None and least < 0 else given


def _undertaking(plan: Plan, day: dt.date, undertaking: Undertaking, parts: tuple[Part, ...]) -> Node:
    own: Fraction | None = None
    note: str | None = None
    done = undertaking.done
    if done is not None:
        own = share_done(done)
        note = no_share(done) if own is None else None
    kind = "project" if isinstance(undertaking, Project) else "task"
    first = (link.to for link in undertaking.depends_on if link.type == "FS")
    after = tuple(id for id in first if isinstance(plan.get(id), Undertaking))
    if undertaking.finished is not None and undertaking.finished.end <= day:
        against = "" if own in (None, 1) else f", against done {done}"
        # What is over is over, whatever was to come first; `done` may be of an earlier day, since it has none.
        own, after, note = Fraction(1), (), f"finished {undertaking.finished}{against}"
    return Node(id=undertaking.id, kind=kind, parts=parts, own=own, after=after, note=note)


# --- in words ---


def _share(node: NodeProgress) -> Message:
    known = percent(node.coverage)
    if node.satisfaction is not None:
        return say("progress.share", share=percent(node.satisfaction), known=known)
    reason = "" if node.reason is None else coded("page.r", node.reason)
    return say("progress.share.bounds", low=percent(node.low), high=percent(node.high), known=known, reason=reason)


def _tree(
    top: str, results: Mapping[str, IndicatorProgress | NodeProgress], names: Mapping[str, str], language: str
) -> Iterator[str]:
    """Yield the lines of a tree, each element opened where it is met first."""
    opened: set[str] = set()
    waiting: list[tuple[str, str, str, str]] = [(top, "", "", "")]
    while waiting:
        id, link, head, indent = waiting.pop()
        result = results[id]
        said = result.line() if isinstance(result, IndicatorProgress) else _said(result)
        parts = result.parts if isinstance(result, NodeProgress) else ()
        again = bool(parts) and id in opened
        told = say("progress.see_above", said=said) if again else said
        yield f"{head}{link}{id}  {cut(names.get(id, id), 40)}: {cut(in_language(told, language), 170)}"
        if again:
            continue
        opened.add(id)
        for number, part in enumerate(reversed(parts)):
            weight = "" if part.weight in (None, 1) else f" × {part.weight}"
            link = f"{in_language(term('page.rel', part.relation), language)}{weight}: "
            waiting.append(
                (part.id, link, indent + ("├─ " if number else "└─ "), indent + ("│  " if number else "   "))
            )


def _said(node: NodeProgress) -> str:
    said = say("progress.rule", share=_share(node), rule=coded("rule", node.rule))
    if node.capped_by is not None:
        said = say("progress.capped", said=said, id=node.capped_by)
    return sentences(said, node.note) or said
