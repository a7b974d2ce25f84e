"""How well a schedule is made: the fourteen points of the DCMA assessment, and checks of GAO's guide.

Source: Defense Contract Management Agency, *Earned Value Management System Program Analysis Pamphlet* (DCMA-EA PAM
200.1), October 2012, section 4, for the fourteen points and their thresholds; U.S. Government Accountability Office,
*Schedule Assessment Guide: Best Practices for Project Schedules* (GAO-16-89G), December 2015, for the others, which
have no threshold there: anything found is shown. The critical path test allows 2 %, since months of the calendar
differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.listing import plain_number
from planmodel.model.plan import Plan
from planmodel.tabular import Listed, Result
from planmodel.words import Message, say

if TYPE_CHECKING:
    from planmodel.scheduling.schedule import Schedule

__all__ = ["Point", "Quality", "quality"]

Verdict = Literal["kept", "broken", "unknown"]


@attrs.frozen(kw_only=True)
class Point:
    """One point of an assessment.

    Parameters:
        code: ``DCMA-01`` to ``DCMA-14``, ``GAO-…``.
        name: what it looks at.
        value: what was found: a share in %, a number or an index; ``None`` where nobody can say.
        unit: ``%``, ``index``, ``days`` or nothing.
        limit: what it may be: ``≤ 5``, ``≥ 0.95``.
        verdict: ``kept``, ``broken``, or ``unknown``.
        found: how many were found.
        of: out of how many.
        ids: the tasks, or ``task on task`` of links, that it speaks of.
        because: why nobody can say.
    """

    code: str
    name: Message
    value: float | None
    unit: str = ""
    limit: str
    verdict: Verdict
    found: int | None = None
    of: int | None = None
    ids: tuple[str, ...] = ()
    because: Message | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Quality(Listed, Result):
    """The assessment of a schedule; made by :meth:`Schedule.quality`.

    Parameters:
        plan: the id of the plan.
        points: the points, in order.
    """

    _WIDTH = 60

    plan: str
    points: tuple[Point, ...]

    def __getitem__(self, code: str) -> Point:
        from planmodel.model.collection import unknown_id

        for one in self.points:
            if one.code == code:
                return one
        raise unknown_id(code, [one.code for one in self.points], "quality")

    @property
    def broken(self) -> tuple[Point, ...]:
        """The points that are not kept."""
        return tuple(one for one in self.points if one.verdict == "broken")

    def _rows(self) -> Sequence[Point]:
        return self.points

    def _columns(self) -> Sequence[Column]:
        return (
            Column("code", "text", "the point: DCMA-01 to DCMA-14, GAO-…"),
            Column("verdict", "text", "kept, broken or unknown", cell=_verdict),
            Column("value", "number", "what was found, in unit", cell=_value),
            Column("limit", "text", "what it may be"),
            Column("name", "text", "what it looks at", head="what it looks at"),
            Column("about", "text", "the tasks, or why nobody can say", of=_about, cell=_about_in_few),
            Column("unit", "text", "the unit of the value", shown=False),
            Column("found", "integer", "how many were found", shown=False),
            Column("of", "integer", "out of how many", of=lambda one: one.of, shown=False),
        )

    def headline(self) -> Message:
        """Return how many points are kept."""
        counts = {name: sum(one.verdict == name for one in self.points) for name in ("kept", "broken", "unknown")}
        return say("quality.headline", plan=self.plan, all=len(self.points), **counts)

    def _above(self) -> Iterable[str]:
        return (self.headline(),)

    def _is_strong(self, row: Point) -> bool:
        return row.verdict == "broken"


def _value(one: Point) -> str:
    if one.value is None:
        return "—"
    return f"{plain_number(round(one.value, 2))}{f' {one.unit}' if one.unit == '%' else ''}"


def _verdict(one: Point) -> str:
    return say(f"quality.verdict.{one.verdict}")


def _about(one: Point) -> str:
    return ", ".join(one.ids) if one.because is None else one.because


def _about_in_few(one: Point) -> str:
    return say("quality.ids", ids=one.ids) if one.because is None else one.because


@kinds_checked
def quality(schedule: Schedule, baseline: Schedule | Plan | None = None) -> Quality:
    """Return the assessment of a schedule.

    Parameters:
        schedule: the schedule; with a day of the report, ``schedule(…, as_of=…)``, for what should be done by now.
        baseline: an older version of the plan, or its schedule: what was once promised.

    Returns:
        A point for each rule, with numbers, thresholds and the tasks; where the plan lacks what a rule needs, why
        nobody can say.

    Example:
        >>> import planmodel as pm
        >>> plan = pm.Plan(id="p", title="P", elements=[pm.Task(id="a", name="A", duration="5 天")])
        >>> pm.schedule(plan).quality()["DCMA-08"].verdict
        'kept'
    """
    from planmodel.scheduling.quality_rules import RULES, Facts

    facts = Facts.of(schedule, baseline)
    rules: Sequence[Callable[[Facts], Point]] = RULES
    return Quality(plan=schedule.plan.id, points=tuple(rule(facts) for rule in rules))
