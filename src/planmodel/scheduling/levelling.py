"""Schedules within what there is of people, machines and money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any, Literal

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.diagnostics import Diagnostic
from planmodel.errors import MissingExtraError
from planmodel.listing import some
from planmodel.model.calendar import Calendar
from planmodel.model.collection import unknown_id
from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.model.plan import Plan
from planmodel.scheduling.axis import Counting, Moment
from planmodel.scheduling.bounds import FINISH_BY
from planmodel.scheduling.display import finding_line
from planmodel.scheduling.infeasible import Search
from planmodel.scheduling.jobs import jobs_of, stocks_of, unlimited_uses
from planmodel.scheduling.month_grid import on_month_grid
from planmodel.scheduling.network import Levels
from planmodel.scheduling.relaxation import Relaxation, names_told
from planmodel.scheduling.relaxing import conflict_of, placings_of, verified
from planmodel.scheduling.run import Request, requested, solved
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.solver import Job, Model, Stock, build_model
from planmodel.scheduling.spans import Span
from planmodel.scheduling.times import moment_column, plain, time_column
from planmodel.scheduling.verification import Placing
from planmodel.scheduling.workload import least_makespan
from planmodel.tabular import Keyed, Result
from planmodel.units import Amount
from planmodel.words import Message, say

__all__ = ["ResourceSchedule", "ResourceTask", "schedule_resources"]

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@attrs.frozen(kw_only=True)
class ResourceTask:
    """When a task takes place within the resources.

    Parameters:
        id: the task or project.
        name: what people call it.
        start, finish: days, both included; amounts from 0 when there are no dates.
        mode: the way in which it is done, if it has several.
        waits: by how much later it starts than its links alone would let it.
    """

    id: str
    name: str
    start: Moment | Amount
    finish: Moment | Amount
    mode: str | None
    waits: Amount

    def to_record(self) -> dict[str, Any]:
        """Return plain values."""
        return {key: plain(value) for key, value in attrs.asdict(self, recurse=False).items()}


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ResourceSchedule(Keyed, Result):
    """A schedule within the resources.

    Parameters:
        plan: the plan.
        unlimited: the schedule with as much of every resource as it takes.
        status: ``optimal`` (proven), ``feasible`` (the time was up), ``infeasible``, or ``unknown`` (the time was up
            and nothing was found).
        tasks: when each task takes place; empty when nothing was found.
        makespan: how long everything takes; ``None`` when nothing was found.
        bound: how long it takes at least.
        relaxations: when infeasible, the constraints that cannot be met together, and what else could give, each with
            the smallest amount that is enough when all else is kept.
        notes: what a reader of the result should know.
        findings: what the plan says of its resources that cannot count, beside the schedule's own findings.
        spans: for each task its first and last tick, and what it takes of each resource.
    """

    plan: Plan
    unlimited: Schedule
    status: Status
    tasks: tuple[ResourceTask, ...]
    makespan: Amount | None
    bound: Amount | None
    relaxations: tuple[Relaxation, ...]
    notes: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    spans: tuple[tuple[str, int, int, Mapping[str, Fraction]], ...]

    @property
    def conflict(self) -> tuple[Message, ...]:
        """When infeasible, constraints that cannot be met together, none of which can be left out, in words."""
        return tuple(one.constraint for one in self.relaxations if one.is_member)

    @property
    def ways_out(self) -> tuple[Moment | Amount | None, ...]:
        """By when everything can be over without each member of the conflict, as far as the search came.

        ``None`` where no schedule without it was found in time, so that it is not shown that it is needed.
        """
        return tuple(one.finish for one in self.relaxations if one.is_member)

    @property
    def gap(self) -> float | None:
        """The share of the makespan that is not proven necessary: 0 when optimal."""
        if self.makespan is None or self.bound is None:
            return None
        whole = float(self.makespan)
        return 0.0 if not whole else (whole - float(self.bound)) / whole

    @property
    def finish(self) -> Moment | Amount | None:
        """The last day of the last work."""
        if self.makespan is None:
            return None
        return self.unlimited.moment(max((end for _, _, end, _ in self.spans), default=0), finish=True)

    def __getitem__(self, id: str) -> ResourceTask:
        for task in self.tasks:
            if task.id == id:
                return task
        raise unknown_id(id, [task.id for task in self.tasks], say("id.schedule"))

    def _ids(self) -> Iterable[str]:
        return [task.id for task in self.tasks]

    @kinds_checked
    def usage(self, resource: str) -> list[dict[str, Any]]:
        """Return how much of a resource is held, a record for each stretch of time over which that does not change.

        Raises:
            UnknownIdError: the plan has no such resource.
        """
        found = self.plan.resources[resource]
        cuts = sorted({tick for _, begin, end, takes in self.spans if takes.get(resource) for tick in (begin, end)})
        rows = []
        for begin, end in pairwise(cuts):
            held = [takes.get(resource, Fraction(0)) for _, first, last, takes in self.spans if first <= begin < last]
            unit = "" if found.capacity is None else found.capacity.unit
            rows.append(
                {
                    "from": plain(self.unlimited.moment(begin, finish=False)),
                    "to": plain(self.unlimited.moment(end, finish=True)),
                    "used": float(sum(held, Fraction(0))),
                    "capacity": None if found.capacity is None else float(found.capacity),
                    "unit": unit,
                }
            )
        return rows

    def table(self) -> list[dict[str, Any]]:
        """Return one record a task."""
        return [task.to_record() for task in self.tasks]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "status": self.status,
            "finish": plain(self.finish),
            "makespan": plain(self.makespan),
            "bound": plain(self.bound),
            "gap": self.gap,
            "unit": self.unlimited.unit,
            "tasks": self.table(),
            "conflict": list(self.conflict),
            "ways_out": [plain(when) for when in self.ways_out],
            "relaxations": [one.to_record() for one in self.relaxations],
            "findings": [finding.to_record() for finding in self.findings],
            "notes": list(self.notes),
        }

    def _columns(self) -> Sequence[Column]:
        dated = self.unlimited.network.axis.start is not None
        return (
            Column("id", "text", "the task or project", head="task"),
            moment_column("start", "when it begins", dated=dated),
            moment_column("finish", "when it is over", dated=dated),
            Column("mode", "text", "the way in which it is done, if it has several"),
            time_column("waits", "by how much later it starts than its links alone would let it"),
            Column("name", "text", "what people call it"),
            Column("unit", "text", "the unit", of=attrgetter("waits.unit"), shown=False),
        )

    def _rows(self) -> Sequence[ResourceTask]:
        return self.tasks

    def _below(self) -> Iterable[str]:
        return (say("graph.note", note=note) for note in self.notes)

    def _conflict(self) -> Iterator[str]:
        for sentence, when in zip(self.conflict, self.ways_out, strict=True):
            key = "levelling.conflict" if when is None else "levelling.conflict.way_out"
            yield say(key, sentence=sentence, when=when)
        for one in self.relaxations:
            yield say("levelling.relax" if one.is_member else "levelling.relax.else", told=one.message)
            yield from (say("levelling.relax.goal", told=goal.message) for goal in one.goals)
        yield from names_told(self.unlimited.plan, self.relaxations)

    def _above(self) -> Iterable[str]:
        head = {"plan": self.plan.id, "status": say(f"levelling.status.{self.status}")}
        lines = [finding_line(one) for one in self.findings[:10]]
        if self.makespan is None:
            return [say("levelling.headline", **head), *lines, *some([*self._conflict()], 40)]
        gap = f"{100 * (self.gap or 0):.1f}"
        return [
            say("levelling.headline.found", **head, makespan=self.makespan, gap=gap),
            say("levelling.without", duration=self.unlimited.duration),
            *lines,
        ]


@kinds_checked
def schedule_resources(
    plan: Plan,
    start: str | int | dt.date | Period | None = None,
    calendar: Calendar | None = None,
    relations: Sequence[str] = ("depends_on",),
    levels: Levels = "leaf",
    *,
    as_of: str | int | dt.date | Period | None = None,
    missing: str | Amount = "zero",
    time_limit: float = 10.0,
    workers: int = 2,
    seed: int = 0,
    progress: Callable[[float, float, float], None] | None = None,
) -> ResourceSchedule:
    """Return the shortest schedule within the plan's resources.

    Parameters:
        plan: the plan; its :class:`Resource` elements say how much there is, ``uses`` of its tasks what they take.
        start, calendar, relations, levels, as_of, missing: as for :func:`~planmodel.scheduling.run.schedule`.
        time_limit: seconds to search; ``float("inf")`` searches until the schedule is proven to be the shortest. Where
            there is none, about as long again (5 seconds at least) for the conflict, and for what would have to give.
        workers: threads; with one the same seed gives the same schedule, with more the same length when it is optimal.
        seed: a whole number.
        progress: called at each better schedule with the seconds gone, its length and the bound, in the schedule's
            unit.

    Returns:
        The best schedule found, with the bound; ``finish_by`` cannot be missed here. When there is none,
        ``conflict`` names constraints that cannot be met together, and ``relaxations`` how little each would have to
        give.

    Raises:
        MissingExtraError: OR-Tools is not installed.
        ModelError: a use of an unknown mode or without an amount, or a yearly budget without a start.
        IncompatibleUnitsError: a use in another kind of unit than its resource's.

    Example:
        >>> from planmodel.model.kinds import Resource, Task
        >>> from planmodel.model.relations import Use
        >>> crew = Resource(id="crew", name="Crew", capacity="2 人")
        >>> work = [Task(id=id, name=id, duration="3 天", uses=[Use("crew", amount="2 人")]) for id in "ab"]
        >>> found = schedule_resources(Plan(id="p", title="Plan", elements=[crew, *work]))
        >>> found.status, found.makespan
        ('optimal', Amount("6 天"))

    Source: the resource-constrained project scheduling problem, P. Brucker and others, European Journal of Operational
    Research 112, 1999; solved by CP-SAT of Google OR-Tools.
    """
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingExtraError("ortools", extra="schedule", purpose=say("levelling.purpose")) from None
    request = requested(start, calendar, relations, levels, as_of=as_of, missing=missing)
    found, more_notes = _counted_evenly(plan, request)
    stocks = stocks_of(plan, found)
    jobs = jobs_of(found, {stock.id for stock in stocks})
    least = least_makespan(found, jobs, stocks)
    model = build_model(found, jobs, stocks, least=least)
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_limit
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    unit = found.network.axis.per_unit
    callback = None if progress is None else _Told(cp_model, progress, model.tick / unit)
    answer = solver.solve(model.cp, callback) if callback is not None else solver.solve(model.cp)
    names: dict[Any, Status] = {
        cp_model.OPTIMAL: "optimal",
        cp_model.FEASIBLE: "feasible",
        cp_model.INFEASIBLE: "infeasible",
    }
    status: Status = names.get(answer, "unknown")
    notes: list[str] = [*(note for note in found.notes if getattr(note, "key", "") != "schedule.modes"), *more_notes]
    if workers > 1 and answer in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        notes.append(say("levelling.threads"))
    relaxations: tuple[Relaxation, ...] = ()
    if status == "infeasible":
        search = Search(found, jobs, stocks)
        relaxations = conflict_of(search, max(time_limit, 5.0), partial(_by_calendar, plan, request))
        unproven = [one.constraint for one in relaxations if one.is_member and one.finish is None]
        if unproven:
            notes.append(say("levelling.unproven", sentences=unproven))
    answered, placings = status in ("optimal", "feasible"), []
    if answered:
        placings = placings_of(jobs, model, solver)
        verified(found, jobs, stocks, placings)
    spans = _spans(found, jobs, placings)
    return ResourceSchedule(
        plan=plan,
        unlimited=found,
        status=status,
        tasks=_tasks(found, jobs, placings),
        makespan=found.network.axis.amount(round(solver.objective_value) * model.tick) if answered else None,
        bound=found.network.axis.amount(_bound(solver, model, least)) if answered else None,
        relaxations=relaxations,
        notes=tuple(notes),
        findings=(*found.findings, *unlimited_uses(plan, found)),
        spans=spans,
    )


def _bound(solver: Any, model: Model, least: int) -> int:
    """Return the better of what the solver proved and what the work over the capacity needs, at most the length."""
    proven: int = max(round(solver.best_objective_bound) * model.tick, least)
    length: int = round(solver.objective_value) * model.tick
    return min(proven, length)


def _by_calendar(plan: Plan, request: Request, calendar: Calendar) -> tuple[Schedule, Sequence[Job], Sequence[Stock]]:
    """Return the schedule, jobs and resources of a request with another calendar."""
    found, _ = _counted_evenly(plan, attrs.evolve(request, calendar=calendar))
    stocks = stocks_of(plan, found)
    return found, jobs_of(found, {stock.id for stock in stocks}), stocks


def _counted_evenly(plan: Plan, request: Request) -> tuple[Schedule, list[Message]]:
    """Return the schedule on a line of time on which durations are the same whenever they begin, and notes.

    Months are steps of the calendar where every time falls on one day of the month; otherwise each counts as
    30.436875 days, and calendar days beside work as their share of a week.
    """
    found, notes = solved(plan, request), []
    works = plan.of(Undertaking)
    modes = [mode.duration.likely for one in works for mode in one.modes]
    if found.network.is_curved or any(isinstance(found.network.axis.wait(amount), Span) for amount in modes):
        counting: Counting = "grid" if on_month_grid(plan, found, request.as_of) else "mean"
        found = solved(plan, attrs.evolve(request, counting=counting))
        if counting == "mean":
            notes.append(say("levelling.mean"))
    found, all_kept = _within_dates(found.refined(modes))
    if not all_kept:
        notes.append(say("estimates.held"))
    return found, notes


def _within_dates(found: Schedule) -> tuple[Schedule, bool]:
    """Return the schedule in which dates that hold work bound it on both sides, and whether all do.

    Where links would have work later than the date that holds it, the date does not count: the search keeps links.
    What stands as late as it can, or has several modes and a date at its end, is not held either.
    """
    bounds, network = found.bounds, found.network
    modes = {one.id for one in found.plan.of(Undertaking) if one.modes}
    against = {
        network.then[link]
        for link in range(len(network.then))
        if network.then[link] in bounds.held and found.allowed(link) > found.passes.early[network.then[link]]
    }
    moving = {node for node in bounds.not_over_before if network.ids[node] in modes}
    loose = against | moving | bounds.pinned
    limits = [limit for limit in bounds.limits if limit.type == FINISH_BY or limit.node not in loose]
    due: dict[int, int] = {}
    for limit in limits:
        due[limit.node] = min(limit.tick, due.get(limit.node, limit.tick))
    kept = not (against or moving or bounds.late or bounds.until is not None)
    return attrs.evolve(found, bounds=attrs.evolve(bounds, due=due, limits=limits)), kept


def _Told(cp_model: Any, progress: Callable[[float, float, float], None], unit: float) -> Any:  # noqa: N802
    class Told(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
        def on_solution_callback(self) -> None:
            progress(self.wall_time, self.objective_value * unit, self.best_objective_bound * unit)

    return Told()


def _spans(
    found: Schedule, jobs: Sequence[Job], placings: Sequence[Placing]
) -> tuple[tuple[str, int, int, Mapping[str, Fraction]], ...]:
    made = []
    for id, job, (begin, mode) in zip(found.network.ids, jobs, placings, strict=False):  # the ends of wholes are behind
        made.append((id, begin, begin + job.lengths[mode], job.demands[mode]))
    return tuple(made)


def _tasks(found: Schedule, jobs: Sequence[Job], placings: Sequence[Placing]) -> tuple[ResourceTask, ...]:
    made = []
    for node, (id, begin, end, _) in enumerate(_spans(found, jobs, placings)):
        mode = jobs[node].names[placings[node][1]]
        early, point = int(found.passes.early[node]), begin == end
        same = (begin, end) == (early, found.ends[node])
        made.append(
            ResourceTask(
                id=id,
                name=found.plan[id].label(),
                start=found.shown_start(node) if same else found.moment(begin, finish=point and begin > 0),
                finish=found.shown_finish(node) if same else found.moment(end, finish=not point or begin > 0),
                mode=mode,
                waits=found.network.axis.amount(begin - early),
            )
        )
    return tuple(made)
