"""Which analyses a plan allows, and what each element would have to say for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.model.element import Element, Undertaking
from planmodel.model.kinds import Indicator, Resource
from planmodel.model.plan import Plan
from planmodel.scheduling.lengths import estimate_of
from planmodel.tabular import Listed, Result, Rows
from planmodel.words import Message, say, term

__all__ = ["Analysis", "Need", "Needs", "needs"]

Name = Literal["schedule", "goals", "simulation", "resources", "progress", "comparison"]


@attrs.frozen(kw_only=True)
class Analysis:
    """One analysis, and how far a plan allows it.

    Parameters:
        name: ``schedule``, ``goals`` (what a delay costs which goal), ``simulation``, ``resources``, ``progress`` or
            ``comparison`` (with other plans, by metrics).
        allowed: whether it says anything for this plan.
        ready: how many elements say what it needs.
        of: how many it looks at.
    """

    name: Name
    allowed: bool
    ready: int
    of: int


@attrs.frozen(kw_only=True)
class Need:
    """What an element would have to say for an analysis.

    Parameters:
        analysis: the analysis.
        id: the element.
        field: what it does not say.
        weight: how many goals and indicators it serves, and pieces of work wait for it: the more, the sooner.
    """

    analysis: Name
    id: str
    field: str
    weight: int


def _lack(need: Need) -> Message:
    """Return the field to add as its file has it, in Chinese behind what it is called."""
    return say("needs.field", field=need.field, word=term("column", need.field))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Needs(Listed, Result):
    """Which analyses a plan allows, and what is missing for the others; made by :func:`needs`.

    Parameters:
        plan: the id of the plan.
        analyses: the analyses, in order.
        missing: what is missing, analysis by analysis, what most hangs on first.
    """

    plan: str
    analyses: tuple[Analysis, ...]
    missing: tuple[Need, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        analyses = [attrs.asdict(one) for one in self.analyses]
        return {"plan": self.plan, "analyses": analyses, "missing": [attrs.asdict(one) for one in self.missing]}

    def _rows(self) -> Sequence[Need]:
        return self.missing

    def _columns(self) -> Sequence[Column]:
        return (
            Column("analysis", "text", "schedule, goals, simulation, resources, progress or comparison", words="needs"),
            Column("id", "text", "the element", head="element"),
            Column("field", "text", "what it does not say", cell=_lack, head="lacks"),
            Column("weight", "integer", "how many goals it serves and pieces of work wait for it", head="hangs on it"),
        )

    def _above(self) -> Iterable[str]:
        return [_said(one) for one in self.analyses]


def _said(one: Analysis) -> Message:
    key = "needs.allowed" if one.allowed else "needs.not_allowed"
    return say(key, analysis=say(f"needs.{one.name}"), ready=one.ready, of=one.of)


def _leaves(plan: Plan) -> list[Undertaking]:
    wholes = plan.graph.hierarchy.parts
    return [one for one in plan.of(Undertaking) if one.id not in wholes]


def _has_duration(one: Undertaking) -> bool:
    return estimate_of(one) is not None or (one.started is not None and one.finished is not None)


def _of_schedule(plan: Plan) -> Iterator[tuple[Element, list[str]]]:
    waited = {link.to for one in plan.of(Undertaking) for link in one.depends_on}
    for one in _leaves(plan):
        linked = one.depends_on or one.id in waited or not waited.isdisjoint(plan.graph.hierarchy.above(one.id))
        yield one, [*([] if _has_duration(one) else ["duration"]), *([] if linked else ["depends_on"])]


def _of_goals(plan: Plan) -> Iterator[tuple[Element, list[str]]]:
    serving = plan.graph.serving
    for work in _leaves(plan):
        lacks = [] if serving.goals(work.id) else ["contributes_to"]
        yield work, [*lacks, *([] if _has_duration(work) else ["duration"])]


def _of_simulation(plan: Plan) -> Iterator[tuple[Element, list[str]]]:
    for one in _leaves(plan):
        estimate = estimate_of(one)
        if one.finished is None:
            yield one, ["duration"] if estimate is None else ["low, high"] if estimate.low is None else []


def _of_resources(plan: Plan) -> Iterator[tuple[Element, list[str]]]:
    for one in plan.of(Resource):
        yield one, [] if one.capacity is not None else ["capacity"]
    for work in _leaves(plan):
        yield work, [*([] if work.uses else ["uses"]), *([] if _has_duration(work) else ["duration"])]


def _of_progress(plan: Plan) -> Iterator[tuple[Element, list[str]]]:
    for one in plan.of(Indicator):
        yield one, [name for name in ("targets", "observations") if not getattr(one, name)]


def _of_comparison(plan: Plan) -> Iterator[tuple[Element, list[str]]]:
    for one in plan.of(Indicator):
        yield one, [name for name in ("metric", "targets") if not getattr(one, name)]


_ANALYSES: tuple[tuple[Name, Callable[[Plan], Iterator[tuple[Element, list[str]]]]], ...] = (
    ("schedule", _of_schedule),
    ("goals", _of_goals),
    ("simulation", _of_simulation),
    ("resources", _of_resources),
    ("progress", _of_progress),
    ("comparison", _of_comparison),
)


def _allowed(name: Name, plan: Plan, ready: Sequence[Element]) -> bool:
    """Return whether an analysis says anything, by the elements that say what it needs."""
    if name == "simulation" and not ready:
        caused = len(plan.drivers) or len(plan.risk_events)
        return bool(caused) and any(map(_has_duration, _leaves(plan)))
    if name == "resources":
        return all(any(isinstance(one, kind) for one in ready) for kind in (Resource, Undertaking))
    return bool(ready)


@kinds_checked
def needs(plan: Plan) -> Needs:
    """Return which analyses a plan allows, and what is missing for the others, element by element.

    An analysis is allowed where at least one element says all that it needs; how many do is said beside it. Drivers and
    risk events alone allow a simulation, too; within resources work is scheduled only where some resource has a
    capacity.

    Parameters:
        plan: the plan.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> found = needs(Plan(id="p", title="P", elements=[Task(id="a", name="A", duration="5 天")]))
        >>> [one.name for one in found.analyses if one.allowed], found.missing[0].field
        (['schedule'], 'depends_on')
    """
    waits = Counter(link.to for one in plan.of(Undertaking) for link in one.depends_on)
    serving = plan.graph.serving
    analyses, missing = [], []
    for name, looks in _ANALYSES:
        looked = [*looks(plan)]
        needed = "depends_on" if name == "schedule" else ""  # work without links is scheduled, too
        ready = [one for one, fields in looked if not [field for field in fields if field != needed]]
        analyses.append(Analysis(name=name, allowed=_allowed(name, plan, ready), ready=len(ready), of=len(looked)))
        found = [
            Need(analysis=name, id=one.id, field=field, weight=waits[one.id] + len(serving.goals(one.id)))
            for one, fields in looked
            for field in fields
        ]
        missing += sorted(found, key=lambda one: (-one.weight, one.id, one.field))
    return Needs(plan=plan.id, analyses=tuple(analyses), missing=Rows(missing, Need))
