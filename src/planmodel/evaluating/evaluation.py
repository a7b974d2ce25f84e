"""A plan on a day in three lists: indicators, tasks, projects; and counts with what is unknown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column, columns_of
from planmodel.derivation import Derivations
from planmodel.errors import ModelError
from planmodel.evaluating.counting import CountedBy, counted_verdicts
from planmodel.evaluating.derived_verdicts import Judgement, verdict_derivations
from planmodel.evaluating.judged import Yardsticks, YearRule
from planmodel.evaluating.judged_rows import rows_judged
from planmodel.evaluating.method import Method, read_method
from planmodel.evaluating.scale import Scale, read_scale
from planmodel.evaluating.verdict_rows import IndicatorVerdict, InForce, VerdictCount
from planmodel.evaluating.verdict_words import Words
from planmodel.evaluating.work import ProjectState, TaskState, project_state, task_state
from planmodel.model.kinds import Indicator
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.scheduling.schedule import Schedule
from planmodel.tabular import Result, Rows
from planmodel.tracking.attainment import day_of
from planmodel.tracking.money import Sum, sum_once, total_cost
from planmodel.tracking.path import check_trajectory
from planmodel.tracking.results import Trajectory
from planmodel.words import Message, say, term

if TYPE_CHECKING:
    from planmodel.views.office.tables import OfficeTable

__all__ = ["Evaluation", "evaluate"]


@attrs.frozen(kw_only=True, repr=False)
class Evaluation(Result):
    """A plan on a day.

    Parameters:
        as_of: the day.
        stage: ``mid_term`` or ``final``.
        scale: the scale of its verdicts.
        method: the method that they were judged by; ``None`` for the states of the scale.
        trajectory: the way that was expected; none where each promise's own was.
        time_share: the share of time that counted for all rows; that of each row's own data when ``None``.
        tolerance: by which share of the number promised an approximate one may be missed; ``None`` when none is stated.
        margin: by which share of the way a value may be off the schedule and still be on it.
        indicators: one row a target.
        tasks: one a task.
        projects: one a project.
        cost: what the projects cost together, each yuan once.
        spent: what was spent of it.
        held: the plan.
        sticks: what values were held against, exactly.
        judgements: how each row of indicators was judged.
    """

    as_of: dt.date
    stage: Literal["mid_term", "final"]
    scale: Scale
    method: Method | None
    trajectory: Trajectory | None
    time_share: float | None
    tolerance: float | None
    margin: float
    indicators: tuple[IndicatorVerdict, ...]
    tasks: tuple[TaskState, ...]
    projects: tuple[ProjectState, ...]
    cost: Sum
    spent: Sum
    held: Plan = attrs.field(eq=False)
    sticks: Yardsticks = attrs.field(eq=False)
    judgements: tuple[Judgement, ...] = attrs.field(eq=False)

    def __len__(self) -> int:
        return len(self.indicators)

    def derivations(self) -> Derivations:
        """Return how verdicts, counts, states of work and sums came about, each from its inputs by a named rule.

        ``planmodel verify`` computes them again from the plan's file.
        """
        return verdict_derivations(self)

    @property
    def is_published(self) -> bool:
        """Whether a published verdict stands beside any row."""
        return any(one.published is not None for one in self.indicators)

    @kinds_checked
    def counts(self, *, by: CountedBy = "obligation", published: bool = False) -> Rows[VerdictCount]:
        """Return how many targets have which verdict, of all and by attribute, with the denominator.

        Parameters:
            by: ``obligation``, or ``group``: the outermost heading that an indicator stands under.
            published: count the published verdicts in place of the computed ones. Targets without one are told as
                ``not published``; a word that is no class of the scale or method is outside the denominator.

        Raises:
            ModelError: targets are not counted by that.
        """
        words = Words(self.scale, self.method)
        return Rows(counted_verdicts(self.indicators, words, self.held, by, published=published), VerdictCount)

    def _papers(self, language: str) -> tuple[OfficeTable, ...]:
        """Return its three lists; see :func:`planmodel.views.evaluations.lists.tables_of`."""
        from planmodel.views.evaluations.lists import tables_of

        return tables_of(self, language)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "as_of": self.as_of.isoformat(),
            "stage": self.stage,
            "scale": self.scale.id,
            "method": self.method.id if self.method is not None else None,
            "trajectory": self.trajectory,
            "time_share": self.time_share,
            "tolerance": self.tolerance,
            "margin": self.margin,
            "counts": [attrs.asdict(one) for one in self.counts()],
            "published_counts": [attrs.asdict(one) for one in self.counts(published=True)] if self.is_published else [],
            "indicators": [one.to_dict() for one in self.indicators],
            "tasks": [one.to_dict() for one in self.tasks],
            "projects": [one.to_dict() for one in self.projects],
            "cost": self.cost.to_dict(),
            "spent": self.spent.to_dict(),
        }

    def _columns(self) -> Sequence[Column]:
        shown = ("name", "obligation", "target", "value", "measured", "share", "yardstick", "verdict", "reason")
        columns = {column.name: column for column in columns_of(IndicatorVerdict)}
        first = [columns[name] for name in shown]
        return (*first, *(attrs.evolve(one, shown=False) for name, one in columns.items() if name not in shown))

    def _rows(self) -> Sequence[IndicatorVerdict]:
        return self.indicators

    def _has_answer(self, row: IndicatorVerdict) -> bool:
        return row.good is not None

    def _is_strong(self, row: IndicatorVerdict) -> bool:
        return row.agrees is False

    def _above(self) -> Iterable[str]:
        counts = [one for one in self.counts() if one.of == "all"]
        judged = counts[0].judged if counts else 0
        good = sum(one.count for one in counts if one.good)
        told = [say("evaluate.count", verdict=one.verdict, n=one.count) for one in counts] or [
            say("evaluate.no_target")
        ]
        by, which = (self.scale, "scale") if self.method is None else (self.method, "method")
        yield say(f"evaluate.head.{which}", plan=self.held.id, day=self.as_of, id=by.id, name=by.words, counts=told)
        yield say("evaluate.head.judged", good=good, judged=judged, rest=len(self) - judged, total=len(self))

    def _below(self) -> Iterable[str]:
        if self.tasks:
            late = sum(one.late is True for one in self.tasks)
            yield say("evaluate.below.tasks", n=len(self.tasks), states=_states(self.tasks), late=late)
        if self.projects:
            states = _states(self.projects)
            yield say(
                "evaluate.below.projects",
                n=len(self.projects),
                states=states,
                cost=self.cost.told(),
                spent=self.spent.told(),
            )
        for one in self.indicators:
            if one.agrees is False:
                yield say("evaluate.below.differs", name=one.name, verdict=one.verdict, published=one.published)


def _states(work: Sequence[TaskState]) -> list[Message]:
    """Return how much work is in which state."""
    counted = Counter(one.state for one in work)
    return [say("evaluate.below.state", n=n, state=term("lists.state", state)) for state, n in counted.items()]


@kinds_checked
def evaluate(
    plan: Plan,
    *,
    as_of: str | int | dt.date | Period,
    schedule: Schedule | None = None,
    scale: str | Path | Scale | None = None,
    method: str | Path | Method | None = None,
    trajectory: Trajectory | None = None,
    time_share: float | Decimal | Fraction | None = None,
    tolerance: float | Decimal | Fraction | None = None,
    margin: float | Decimal | Fraction = 0,
    rules: Mapping[str, YearRule] | None = None,
    in_force: Mapping[str, InForce] | None = None,
    published: Mapping[str, str | Mapping[str, str]] | None = None,
) -> Evaluation:
    """Return a plan on a day in three lists, each row with the yardstick that it was held against and its reason.

    Parameters:
        plan: the plan.
        as_of: the day; of a month or year its last day. Nothing measured later counts.
        schedule: a schedule of the plan, for when what is not over will be.
        scale: the words of the verdicts: ``midterm-145``, ``met``, ``schedule``, a file, or a scale; see
            :func:`~planmodel.evaluating.scale.read_scale`. Left out, ``met`` from the last day of the plan's period on,
            before it ``midterm-145``.
        method: a method with a measure, cut-offs and words of its own, for targets with a number over years: see
            :func:`~planmodel.evaluating.method.read_method`; what it does not judge has the words of ``scale``. Left
            out, the states of the scale count.
        trajectory: ``linear``, ``geometric`` or ``step``; left out, ``geometric`` for a relative change a year
            (年均增长6%), which compounds by its own words, and ``linear`` for all else and for a ``method``.
        time_share: the share of time that counts for all rows, 0 to 1; left out, that of each row's own data.
        tolerance: by which share of the number promised an approximate one (左右) may be missed; left out, what hangs
            on it cannot be judged.
        margin: by which share of the way a value may be off the schedule and still be on it.
        rules: indicator → ``amount`` (a value of a part of the year counts by months) or ``growth`` (in full), where
            the metric's kind does not say.
        in_force: indicator → the target that took the place of the printed one; of several, that of its form and part.
        published: indicator → the verdict that was published; it stands beside the computed one. Of an indicator with
            several targets a mapping says it by target: by its text as printed or as rows hold it, or by its part.

    Returns:
        verdicts, tasks and projects. What has no data, is not yet due, is in another definition or cannot be judged is
        outside numerator and denominator. There is no overall score.

    Raises:
        ModelError: no such date, scale, method or trajectory, a share that is none, an indicator that is not there, or
            a target in force, or a published verdict, that is of none of several.

    Example:
        >>> from planmodel.model.numbers import Baseline, Observation
        >>> from planmodel.model.targets import Level, Target
        >>> air = Indicator(id="i", name="优良天数比率", unit="%", better="higher",
        ...     baseline=Baseline(year=2020, value=80), targets=[Target(year=2025, commitment=Level(value=90))],
        ...     observations=[Observation(period=2022, value=83)])
        >>> found = evaluate(Plan(id="p", title="P", elements=[air]), as_of="2023-06-30")
        >>> [row] = found.indicators
        >>> row.verdict, row.share, row.yardstick
        ('滞后', 0.3, 0.4)
    """
    day = day_of(as_of)
    if trajectory is None and method is not None:
        trajectory = "linear"
    final = plan.period is not None and day >= plan.period.end
    by = scale if scale is not None else "met" if final else "midterm-145"
    words = Words(read_scale(by), None if method is None else read_method(method))
    sticks = Yardsticks(
        day,
        None if trajectory is None else check_trajectory(trajectory),
        _share("time_share", time_share),
        _share("tolerance", tolerance),
        _share("margin", margin) or Fraction(0),
    )
    _check_names(plan, rules or {}, in_force or {}, published or {})
    rows, judgements = rows_judged(plan, sticks, words, rules or {}, in_force or {}, published or {})
    projects = tuple(project_state(plan, one, day, schedule) for one in plan.projects)
    spending = {one.id: one.spent for one in projects}
    return Evaluation(
        as_of=day,
        stage="final" if final else "mid_term",
        scale=words.scale,
        method=words.method,
        trajectory=sticks.trajectory,
        time_share=None if sticks.time_share is None else float(sticks.time_share),
        tolerance=None if sticks.tolerance is None else float(sticks.tolerance),
        margin=float(sticks.margin),
        indicators=Rows(rows, IndicatorVerdict),
        tasks=Rows((task_state(plan, one, day, schedule) for one in plan.tasks), TaskState),
        projects=Rows(projects, ProjectState),
        cost=total_cost(plan),
        spent=sum_once(plan, [one.id for one in plan.projects], lambda one: (spending.get(one.id), False)),
        held=plan,
        sticks=sticks,
        judgements=tuple(judgements),
    )


def _check_names(
    plan: Plan,
    rules: Mapping[str, YearRule],
    in_force: Mapping[str, InForce],
    published: Mapping[str, str | Mapping[str, str]],
) -> None:
    """Raise for what is said of no indicator of the plan, and for a rule that there is not."""
    for name, held in (("rules", rules), ("in_force", in_force), ("published", published)):
        for id in held:
            if not isinstance(plan[id], Indicator):
                raise ModelError(say("evaluate.names_none", name=name, id=id, plan=plan.id))
    for id, rule in rules.items():
        if rule not in ("amount", "growth"):
            raise ModelError(
                say("evaluate.no_rule", id=id, rule=str(rule)), hint=say("write_one", names=("amount", "growth"))
            )


def _share(name: str, value: float | Decimal | Fraction | None) -> Fraction | None:
    if value is None:
        return None
    if not isfinite(value) or not 0 <= value <= 1:
        raise ModelError(say("evaluate.share", name=name, value=str(value)), hint=say("evaluate.share.hint"))
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
