"""A solved schedule and the questions about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.diagnostics import Diagnostic
from planmodel.errors import MissingExtraError
from planmodel.model.collection import unknown_id
from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.scheduling import findings, paths
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.basis import Basis, basis_of
from planmodel.scheduling.bounds import Bounds
from planmodel.scheduling.network import Network, weight
from planmodel.scheduling.passes import Passes
from planmodel.scheduling.times import ScheduledTask, plain
from planmodel.units import Amount

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from planmodel.scheduling.delay import Delay
    from planmodel.scheduling.differences import Differences
    from planmodel.scheduling.drag import Drag
    from planmodel.scheduling.estimates import Bracket, Pert
    from planmodel.scheduling.goals import GoalFinish
    from planmodel.scheduling.simulation import Simulation
    from planmodel.views.picture import Picture

__all__ = ["Schedule"]


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Schedule:
    """When the work of a plan can take place; made by :func:`~planmodel.scheduling.run.schedule`.

    Parameters:
        plan: the plan.
        network: its network.
        bounds: what fixes work beside its links.
        passes: early and late starts.
    """

    plan: Plan
    network: Network = attrs.field(repr=False)
    bounds: Bounds = attrs.field(repr=False)
    passes: Passes = attrs.field(repr=False)

    # --- the whole ---

    @property
    def ids(self) -> tuple[str, ...]:
        """The tasks and projects that were scheduled, in plan order."""
        return tuple(self.network.ids)

    @property
    def unit(self) -> str:
        """The unit of slack, and of times when there are no dates: ``月``, ``天`` or ``工作日``."""
        return self.network.axis.unit

    @cached_property
    def finish_tick(self) -> int:
        """The tick at which everything is over."""
        ends = zip(self.passes.early, self.network.durations, strict=True)
        return max((int(begin) + length for begin, length in ends), default=0)

    @property
    def start(self) -> Moment | Amount:
        """The day on which the first work begins, or the amount of time before it."""
        return self.moment(min(map(int, self.passes.early), default=0), finish=False)

    @property
    def finish(self) -> Moment | Amount:
        """The last day of the last work, or how long everything takes."""
        return self.moment(self.finish_tick, finish=True)

    @property
    def duration(self) -> Amount:
        """How long everything takes from the start."""
        return self.network.axis.amount(self.finish_tick)

    @property
    def missing(self) -> tuple[str, ...]:
        """The tasks and projects without a duration."""
        return self.network.missing

    @property
    def notes(self) -> tuple[str, ...]:
        """What was counted by a convention, and what was left out."""
        told = (*self.network.notes, *self.network.axis.notes, *self.bounds.notes, *self._unknown_years())
        return (*self.basis.notes(), *told)

    @cached_property
    def basis(self) -> Basis:
        """Who says what it is computed from: which durations and links are stated, inferred, assumed."""
        return basis_of(self)

    def _unknown_years(self) -> tuple[str, ...]:
        calendar = self.network.axis.calendar
        if calendar is None or calendar.years is None or isinstance(self.start, Amount):
            return ()
        years = calendar.years
        beyond = [moment.year for moment in (self.start, self.finish) if not isinstance(moment, Amount)]
        if all(year in years for year in beyond):
            return ()
        return (f"holidays are known for {years[0]} to {years[-1]}; in other years only the week counts",)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Contradictions between links and dates, each with both, and a finish behind the plan's period."""
        return findings.findings(self)

    def moment(self, tick: float, *, finish: bool) -> Moment | Amount:
        """Return the day of a tick, or the time from 0 when there are no dates."""
        axis = self.network.axis
        return axis.amount(tick) if axis.start is None else axis.moment(tick, finish=finish)

    # --- one task ---

    def node(self, id: str) -> int:
        """Return the number of the node of a task.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        found = self.network.index.get(id)
        if found is None:
            raise unknown_id(id, self.network.index, "schedule")
        return found

    def slack_ticks(self, node: int) -> int:
        """Return a node's total slack in ticks."""
        return int(self.passes.late[node]) - int(self.passes.early[node])

    def slack(self, id: str) -> Amount:
        """Return how far a task's finish can slip before the plan's finish, or a fixed date, does; negative when late.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        return self[id].total_slack

    def free_slack(self, id: str) -> Amount:
        """Return how far a task can slip before anything else does.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        return self[id].free_slack

    def __getitem__(self, id: str) -> ScheduledTask:
        if id in self.network.parts:
            return self._whole(id)
        return self._task(self.node(id))

    def __len__(self) -> int:
        return len(self.network.ids)

    def _task(self, node: int) -> ScheduledTask:
        network, id = self.network, self.network.ids[node]
        length, early, late = network.durations[node], int(self.passes.early[node]), int(self.passes.late[node])
        return ScheduledTask(
            id=id,
            name=self.plan[id].label(),
            kind=self.plan[id].kind,
            **self._times(early, early + length, late, late + length, length),
            total_slack=network.axis.amount(late - early),
            free_slack=network.axis.amount(int(self.passes.free[node])),
            critical=self._is_critical(node),
            duration=network.axis.amount(length),
            finished=node in self.bounds.over,
        )

    def _times(self, es: int, ef: int, ls: int, lf: int, length: int) -> dict[str, Any]:
        """Return the four times; what takes no time begins on the day on which it ends."""
        at_end = not length and es > 0
        return {
            "early_start": self.moment(es, finish=at_end),
            "early_finish": self.moment(ef, finish=bool(length) or at_end),
            "late_start": self.moment(ls, finish=at_end),
            "late_finish": self.moment(lf, finish=bool(length) or at_end),
        }

    def _whole(self, id: str) -> ScheduledTask:
        nodes = self.network.parts[id]
        lengths, early, late = self.network.durations, self.passes.early, self.passes.late
        es, ef = int(min(early[n] for n in nodes)), int(max(early[n] + lengths[n] for n in nodes))
        ls, lf = int(min(late[n] for n in nodes)), int(max(late[n] + lengths[n] for n in nodes))
        slack = min(self.slack_ticks(n) for n in nodes)
        amount = self.network.axis.amount
        return ScheduledTask(
            id=id,
            name=self.plan[id].label(),
            kind=self.plan[id].kind,
            **self._times(es, ef, ls, lf, ef - es),
            total_slack=amount(slack),
            free_slack=amount(int(min(self.passes.free[n] for n in nodes))),
            critical=any(self._is_critical(n) for n in nodes),
            duration=amount(ef - es),
            summary=True,
            finished=all(n in self.bounds.over for n in nodes),
        )

    def _is_critical(self, node: int) -> bool:
        return self.slack_ticks(node) <= 0 and node not in self.bounds.over

    # --- all tasks ---

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """The tasks without slack, in plan order."""
        return tuple(id for node, id in enumerate(self.network.ids) if self._is_critical(node))

    @property
    def critical_path(self) -> tuple[str, ...]:
        """The critical path that comes first in the plan: each task drives the next one."""
        return next(iter(self.critical_paths(limit=1)), ())

    def critical_paths(self, *, limit: int = 100) -> tuple[tuple[str, ...], ...]:
        """Return every chain of critical tasks in which each drives the next, from a start to the end.

        Parameters:
            limit: how many to return at most.
        """
        return paths.critical_paths(self, limit)

    def tasks(self) -> Iterator[ScheduledTask]:
        """Yield every task and project, wholes included, in plan order."""
        for one in self.plan.of(Undertaking):
            if one.id in self.network.index or one.id in self.network.parts:
                yield self[one.id]

    def table(self) -> list[dict[str, Any]]:
        """Return one record a task: dates as ISO text, slack and duration as numbers in the schedule's unit."""
        return [task.to_record() for task in self.tasks()]

    def to_frame(self) -> pd.DataFrame:
        """Return :meth:`table` as a pandas table (extra ``frames``).

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("pandas", extra="frames", purpose="a table of tasks") from None
        return pd.DataFrame.from_records(self.table())

    def gantt(self, *, as_of: str | dt.date | None = None, language: str | None = None, links: bool = False) -> Picture:
        """Return a Gantt chart (extra ``report``); see :func:`planmodel.views.charts.gantt.draw_gantt`."""
        from planmodel.views.charts.gantt import draw_gantt

        return draw_gantt(self, as_of=as_of, language=language, links=links)

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
            "findings": [finding.to_record() for finding in self.findings],
            "notes": list(self.notes),
        }

    # --- why, and where it hurts ---

    @cached_property
    def solved(self) -> Network:
        """The network with one link more for each that waits for a whole to start: from the part that starts first."""
        network, early = self.network, self.passes.early
        if not network.openings:
            return network
        openers = [min(parts, key=lambda node: (early[node], node)) for parts, *_ in network.openings]
        return attrs.evolve(
            network,
            first=[*network.first, *openers],
            then=[*network.then, *(then for _, then, _, _ in network.openings)],
            types=[*network.types, *(type for _, _, type, _ in network.openings)],
            lags=[*network.lags, *(lag for *_, lag in network.openings)],
        )

    def driving_links(self, node: int) -> list[int]:
        """Return the links of :attr:`solved` that hold a node's start where it is, in plan order."""
        network, early = self.solved, self.passes.early
        return [
            link
            for link in self.incoming[node]
            if early[network.first[link]]
            + weight(
                network.types[link], network.lags[link], network.durations[network.first[link]], network.durations[node]
            )
            == early[node]
        ]

    @cached_property
    def incoming(self) -> Sequence[Sequence[int]]:
        """The links of :attr:`solved` into each node; none into one whose start is a fact."""
        found: list[list[int]] = [[] for _ in self.network.durations]
        for link, then in enumerate(self.solved.then):
            if then not in self.bounds.pinned:
                found[then].append(link)
        return found

    def bottlenecks(self) -> tuple[paths.Bottleneck, ...]:
        """Return the critical tasks with how many others each one holds up, most first."""
        return paths.bottlenecks(self)

    def explain(self, id: str) -> str:
        """Return why a task begins when it does: the chain of what drives it, back to the start.

        Raises:
            UnknownIdError: it was not scheduled.
        """
        return paths.explain(self, id)

    # --- what if ---

    def delay(self, delays: Mapping[str, str | Amount], *, of: str = "finish") -> Delay:
        """Return what slips when tasks are late; see :func:`~planmodel.scheduling.delay.delay`."""
        from planmodel.scheduling.delay import delay

        return delay(self, delays, of=of)

    def compare(self, other: Schedule) -> Differences:
        """Return how ``other`` differs, task by task."""
        from planmodel.scheduling.differences import compare

        return compare(self, other)

    def goals(self) -> tuple[GoalFinish, ...]:
        """Return when the work for each goal and indicator is over."""
        from planmodel.scheduling.goals import goal_finishes

        return goal_finishes(self)

    def drag(self, goal: str | None = None, *, by: str | Amount = "1 月") -> tuple[Drag, ...]:
        """Return what a delay of each task costs a goal; see :func:`~planmodel.scheduling.drag.drag`."""
        from planmodel.scheduling.drag import drag

        return drag(self, goal, by=by)

    def simulate(
        self, samples: int = 10_000, *, seed: int = 0, progress: Callable[[int, int], None] | None = None
    ) -> Simulation:
        """Return the distribution of finishes; see :func:`~planmodel.scheduling.simulation.simulate`."""
        from planmodel.scheduling.simulation import simulate

        return simulate(self, samples, seed=seed, progress=progress)

    def pert(self) -> Pert:
        """Return the analytic approximation; see :func:`~planmodel.scheduling.estimates.pert`."""
        from planmodel.scheduling.estimates import pert

        return pert(self)

    def brackets(self) -> Bracket:
        """Return the earliest and latest that estimates allow; see :func:`~planmodel.scheduling.estimates.brackets`."""
        from planmodel.scheduling.estimates import brackets

        return brackets(self)

    def __repr__(self) -> str:
        from planmodel.scheduling.display import schedule_text

        return schedule_text(self)

    def _repr_html_(self) -> str:
        from planmodel.scheduling.display import schedule_html

        return schedule_html(self)
