"""A solved schedule and the questions about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.arguments import AnyPath, check_argument, kinds_checked
from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.model.collection import unknown_id
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.scheduling import days, findings, paths
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.basis import Basis, basis_of
from planmodel.scheduling.bounds import Bounds
from planmodel.scheduling.display import headline, task_columns
from planmodel.scheduling.network import Network
from planmodel.scheduling.passes import Passes
from planmodel.scheduling.solving import ends_of, with_openers
from planmodel.scheduling.spans import Wait
from planmodel.scheduling.times import ScheduledTask, amount_of, plain
from planmodel.tabular import Keyed, Result
from planmodel.units import Amount
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.model.risks import Factor
    from planmodel.scheduling.brackets import Bracket
    from planmodel.scheduling.delay import Delay
    from planmodel.scheduling.differences import Differences
    from planmodel.scheduling.drag import Drag
    from planmodel.scheduling.estimates import Pert
    from planmodel.scheduling.goals import GoalFinish
    from planmodel.scheduling.quality import Quality
    from planmodel.scheduling.run import Request
    from planmodel.scheduling.simulation import Simulation
    from planmodel.tracking.money import Sum
    from planmodel.views.picture import Picture

__all__ = ["Schedule"]


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Schedule(Keyed, Result):
    """When the work of a plan can take place; made by :func:`~planmodel.scheduling.run.schedule`.

    Parameters:
        plan: the plan.
        network: its network.
        bounds: what fixes work beside its links.
        passes: early and late starts.
        request: what it was asked for.
    """

    plan: Plan
    network: Network = attrs.field(repr=False)
    bounds: Bounds = attrs.field(repr=False)
    passes: Passes = attrs.field(repr=False)
    request: Request | None = attrs.field(default=None, repr=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The tasks and projects that were scheduled, in plan order."""
        return tuple(self.network.ids)

    @property
    def unit(self) -> str:
        """The unit of slack, and of times when there are no dates.

        ``天`` where there are dates, ``工作日`` with a working calendar, ``小时`` of work where that has hours; without
        dates ``月`` when everything is in months or years, else ``天`` or ``工作日``.
        """
        return self.network.axis.shown_unit

    @cached_property
    def ends(self) -> Sequence[int]:
        """The earliest finish of each node, in ticks."""
        return ends_of(self.network, self.passes)

    @cached_property
    def late_ends(self) -> Sequence[int]:
        """The finish of each node that begins at its latest start, in ticks."""
        if self.passes.late_ends is not None:
            return self.passes.late_ends
        return [int(start) + length for start, length in zip(self.passes.late, self.network.durations, strict=True)]

    @cached_property
    def finish_tick(self) -> int:
        """The tick at which everything is over."""
        return max(self.ends, default=0)

    @property
    def start(self) -> Moment | Amount:
        """The day on which the first work begins, or the amount of time before it."""
        return self.start_of(range(len(self.network.durations)))

    @property
    def finish(self) -> Moment | Amount:
        """The last day of the last work, or how long everything takes."""
        return self.finish_of(range(len(self.network.durations)))

    @property
    def duration(self) -> Amount:
        """How long everything takes from the start, or from the first work where a date puts that before it."""
        begin = min(0, min(map(int, self.passes.early), default=0))
        return self.network.axis.amount(self.network.axis.work_between(begin, max(begin, self.finish_tick)))

    @property
    def missing(self) -> tuple[str, ...]:
        """The tasks and projects without a duration."""
        return self.network.missing

    @property
    def unstated(self) -> frozenset[str]:
        """The tasks and projects for which no duration is stated or taken, nor when they really began and were over."""
        return self.basis.unstated

    @property
    def notes(self) -> tuple[str, ...]:
        """What was counted by a convention, and what was left out."""
        rest = (*self.network.axis.notes, *self.bounds.notes, *days.unknown_years(self))
        return (*self.basis.notes(), *self.network.notes, *rest)

    @cached_property
    def basis(self) -> Basis:
        """Who says what it is computed from: which durations and links are stated, inferred, assumed."""
        return basis_of(self)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Contradictions between links and dates, each with both, and a finish behind the plan's period."""
        return findings.findings(self)

    def moment(self, tick: float, *, finish: bool) -> Moment | Amount:
        """Return the day of a tick, or the time from 0 when there are no dates."""
        axis = self.network.axis
        return axis.amount(tick) if axis.start is None else axis.moment(tick, finish=finish)

    def node(self, id: str) -> int:
        """Return the number of the node of a task.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        try:
            return self.network.index[id]
        except (KeyError, TypeError):
            raise unknown_id(id, self.network.index, say("id.schedule")) from None

    def slack_ticks(self, node: int) -> int:
        """Return a node's total slack in ticks: how far its start or its finish can slip, whichever is less."""
        return paths.slack_ticks(self, node)

    @kinds_checked
    def slack(self, id: str) -> Amount:
        """Return how far a task's finish can slip before the plan's finish, or a fixed date, does; negative when late.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        return self[id].total_slack

    @kinds_checked
    def free_slack(self, id: str) -> Amount:
        """Return how far a task can slip before anything else does.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        return self[id].free_slack

    def __getitem__(self, id: str) -> ScheduledTask:
        if isinstance(id, str) and id in self.network.parts:
            return days.whole_of(self, id)
        return days.task_of(self, self.node(id))

    def _ids(self) -> Iterable[str]:
        return self.ids

    def __contains__(self, id: object) -> bool:
        return id in self.network.index or id in self.network.parts  # a whole has times too, but is not counted

    def __len__(self) -> int:
        return len(self.network.ids)

    def amount_of(self, wait: Wait) -> Amount:
        """Return a duration or lag as an amount."""
        return amount_of(wait, self.network.axis)

    def is_point(self, node: int) -> bool:
        """Return whether a node takes no time."""
        return self.ends[node] == int(self.passes.early[node])

    def stands_at_end(self, node: int) -> bool:
        """Return whether a node that takes no time stands on the day that ends at its tick, not on the next one."""
        return days.stands_at_end(self, node)

    def shown_start(self, node: int) -> Moment | Amount:
        """Return the day on which a node begins at the earliest; what takes no time begins on the day it stands on."""
        return days.shown_start(self, node)

    def shown_finish(self, node: int) -> Moment | Amount:
        """Return the last day of a node at the earliest."""
        return days.shown_finish(self, node)

    def start_of(self, nodes: Iterable[int]) -> Moment | Amount:
        """Return the day on which the first of these nodes begins."""
        return days.start_of(self, nodes)

    def finish_of(self, nodes: Iterable[int]) -> Moment | Amount:
        """Return the last day of the last of these nodes."""
        return days.finish_of(self, nodes)

    def is_critical(self, node: int) -> bool:
        """Return whether a node has no slack; of work without a duration nobody can say."""
        if self.slack_ticks(node) > 0 or node in self.bounds.over:
            return False
        return node >= len(self.network.ids) or self.network.ids[node] not in self.unstated

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """The tasks without slack, in plan order."""
        return tuple(id for node, id in enumerate(self.network.ids) if self.is_critical(node))

    @property
    def critical_path(self) -> tuple[str, ...]:
        """The critical path whose ids come first: each task drives the next one; none where no duration is stated."""
        return next(iter(self.critical_paths(limit=1)), ())

    @kinds_checked
    def critical_paths(self, *, limit: int = 100) -> tuple[tuple[str, ...], ...]:
        """Return every chain of critical tasks in which each drives the next, from a start to the end.

        Work that no duration is stated for, or that is over, is not critical: a chain that passes it leaves it out.

        Parameters:
            limit: how many to return at most.
        """
        return paths.critical_paths(self, limit)

    def tasks(self) -> Iterator[ScheduledTask]:
        """Yield every task and project, wholes included, in plan order."""
        yield from (self[one.id] for one in self.plan.of(Undertaking) if one.id in self)

    def table(self) -> list[dict[str, Any]]:
        """Return one record a task: dates as ISO text, slack as a number in ``unit``, duration in ``duration_unit``."""
        return [task.to_record() for task in self.tasks()]

    @kinds_checked
    def gantt(
        self,
        *,
        as_of: str | dt.date | None = None,
        language: str | None = None,
        links: bool = False,
        baseline: Schedule | None = None,
    ) -> Picture:
        """Return a Gantt chart (extra ``report``); see :func:`planmodel.views.charts.gantt.draw_gantt`."""
        from planmodel.views.charts.gantt import draw_gantt

        return draw_gantt(self, as_of=as_of, language=language, links=links, baseline=baseline)

    @kinds_checked
    def to_excel(self, path: AnyPath, *, language: str | None = None) -> None:
        """Write an Excel file with a Gantt chart of cells; see :func:`planmodel.views.schedules.excel.write_excel`."""
        from planmodel.views.schedules.excel import write_excel

        write_excel(self, path, language=language)

    @kinds_checked
    def to_ical(self, path: AnyPath, *, language: str | None = None) -> None:
        """Write an iCalendar file of to-dos; see :func:`planmodel.views.schedules.ical.write_ical`."""
        from planmodel.views.schedules.ical import write_ical

        write_ical(self, path, language=language)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "start": plain(self.start),
            "finish": plain(self.finish),
            "unit": self.unit,
            "duration": plain(self.duration),
            "critical_paths": [list(path) for path in self.critical_paths()],
            "tasks": self.table(),
            "missing": list(self.missing),
            "assumed": sorted(self.basis.assumed),
            "unstated": sorted(self.unstated),
            "findings": [finding.to_record() for finding in self.findings],
            "notes": list(self.notes),
        }

    @cached_property
    def solved(self) -> Network:
        """The network with one link more for each that waits for a whole to start: from the part that starts first."""
        return with_openers(self.network, self.passes.early)

    def allowed(self, link: int) -> int:
        """Return the tick at which a link of :attr:`solved` lets what waits begin."""
        return paths.allowed(self, link)

    def driving_links(self, node: int) -> list[int]:
        """Return the links of :attr:`solved` that hold a node's start where it is, by the ids that they come from."""
        return paths.driving_links(self, node)

    @cached_property
    def incoming(self) -> Sequence[Sequence[int]]:
        """The links of :attr:`solved` into each node; none into one whose start is a fact."""
        return paths.incoming(self)

    def bottlenecks(self) -> tuple[paths.Bottleneck, ...]:
        """Return the critical tasks with how many others each one holds up, most first."""
        return paths.bottlenecks(self)

    @kinds_checked
    def explain(self, id: str, *, language: str = "en") -> str:
        """Return why a task begins when it does; see :func:`planmodel.scheduling.paths.explain`."""
        return paths.explain(self, id, language)

    @kinds_checked
    def refined(self, amounts: Iterable[Amount]) -> Schedule:
        """Return the same schedule on an axis on which these amounts of time count as well, however short.

        Raises:
            IncompatibleUnitsError: an amount is no time, or has no place beside the others.
        """
        from planmodel.scheduling.run import refined

        return refined(self, amounts)

    @kinds_checked
    def delay(self, delays: Mapping[str, str | Amount], *, of: str = "finish") -> Delay:
        """Return what slips when tasks are late; see :func:`~planmodel.scheduling.delay.delay`."""
        from planmodel.scheduling.delay import delay

        return delay(self, delays, of=of)

    @kinds_checked
    def compare(self, other: Schedule) -> Differences:
        """Return how ``other`` differs, task by task."""
        from planmodel.scheduling.differences import compare

        return compare(self, other)

    def quality(self, baseline: Schedule | Plan | None = None) -> Quality:
        """Return how well it is made; see :func:`~planmodel.scheduling.quality.quality`."""
        from planmodel.scheduling.quality import quality

        check_argument("baseline", baseline, Schedule, Plan, type(None))
        return quality(self, baseline)

    def goals(self) -> tuple[GoalFinish, ...]:
        """Return when the work for each goal and indicator is over."""
        from planmodel.scheduling.goals import goal_finishes

        return goal_finishes(self)

    @kinds_checked
    def drag(self, goal: str | None = None, *, by: str | Amount = "1 月") -> tuple[Drag, ...]:
        """Return what a delay of each task costs a goal; see :func:`~planmodel.scheduling.drag.drag`."""
        from planmodel.scheduling.drag import drag

        return drag(self, goal, by=by)

    def cost(self) -> Sum:
        """Return what the projects of the plan cost together; see :func:`~planmodel.tracking.money.total_cost`."""
        from planmodel.tracking.money import total_cost

        return total_cost(self.plan)

    @kinds_checked
    def simulate(
        self,
        samples: int = 10_000,
        *,
        seed: int = 0,
        spread: str | Factor | Mapping[str, Any] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Simulation:
        """Return the distribution of finishes; see :func:`~planmodel.scheduling.simulating.simulate`."""
        from planmodel.scheduling.simulating import simulate

        return simulate(self, samples, seed=seed, spread=spread, progress=progress)

    def pert(self) -> Pert:
        """Return the analytic approximation; see :func:`~planmodel.scheduling.estimates.pert`."""
        from planmodel.scheduling.estimates import pert

        return pert(self)

    def brackets(self) -> Bracket:
        """Return the earliest and latest that estimates allow; see :func:`~planmodel.scheduling.brackets.brackets`."""
        from planmodel.scheduling.brackets import brackets

        return brackets(self)

    def _columns(self) -> Sequence[Column]:
        return task_columns(dated=self.network.axis.start is not None)

    def _rows(self) -> Sequence[ScheduledTask]:
        return tuple(self.tasks())

    def _above(self) -> Iterable[str]:
        return headline(self)

    def _has_answer(self, row: ScheduledTask) -> bool:
        return row.duration is not None

    def _is_strong(self, row: ScheduledTask) -> bool:
        return row.critical and not row.finished
