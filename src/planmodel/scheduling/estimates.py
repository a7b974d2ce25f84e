"""Durations that nobody knows exactly, without sampling: the analytic approximation, and bounds."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import NormalDist
from typing import NamedTuple

import attrs

from planmodel.columns import Column
from planmodel.errors import ModelError, PlanModelError
from planmodel.listing import sentences
from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.model.time_amounts import DAY, MONTH, counted_in, family
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.days import points_of
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.network import estimate_of
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.shares import mean_ticks
from planmodel.scheduling.solving import solve_network
from planmodel.scheduling.spans import Wait, earliest, through
from planmodel.scheduling.times import moment_column
from planmodel.tabular import Result, Single
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import say

__all__ = ["Bracket", "Pert", "Spread", "brackets", "in_months", "incoming", "moments", "pert", "spreads"]


class Spread(NamedTuple):
    """The three points of a duration, in ticks, and what lies between."""

    low: float
    likely: float
    high: float
    distribution: str


def spreads(schedule: Schedule) -> dict[int, Spread]:
    """Return the three points of each node that has them and is not over, in ticks of its present duration."""
    network, found, known = schedule.network, {}, dict[tuple[Decimal, str], float]()

    def ticks(point: Amount) -> float:
        key = point.magnitude, point.unit
        if key not in known:
            known[key] = float(network.axis.exact(point))
        return known[key]

    for node, id in enumerate(network.ids):
        one = schedule.plan[id]
        assert isinstance(one, Undertaking)
        estimate = estimate_of(one)
        if estimate is None or estimate.low is None or estimate.high is None or node in schedule.bounds.over:
            continue
        try:
            points = [ticks(point) for point in (estimate.low, estimate.likely, estimate.high)]
        except PlanModelError as error:
            error.where = f"{one.kind} {id}"
            raise
        low, likely, high = points
        # of work under way only what remains is uncertain
        rest = mean_ticks(network.length(node), network.axis) / likely if likely else 1.0
        if high > low:
            found[node] = Spread(low * rest, likely * rest, high * rest, estimate.distribution)
    return found


@attrs.frozen(kw_only=True)
class Pert(Single):
    """The analytic approximation of the finish: mean and deviation along the path that is critical by mean durations.

    Parameters:
        schedule: the schedule.
        mean: the mean finish, as time from the start.
        deviation: its standard deviation.
        path: the path.
        rivals: the tasks beside it whose slack is below two deviations: the more, the more the approximation misleads.
        note: what misleads.
    """

    schedule: Schedule = attrs.field(repr=False)
    mean: Amount
    deviation: Amount
    path: tuple[str, ...]
    rivals: tuple[str, ...]
    note: str

    def chance(self, by: str | dt.date | Period | Amount) -> float:
        """Return the chance that everything is over by a day (or time from 0), by a normal distribution."""
        axis = self.schedule.network.axis
        if axis.start is None:
            amount = by if isinstance(by, Amount) else Amount(str(by))
            finer, factor = axis.finer([amount])
            tick = finer.ticks(amount) / factor
        else:
            tick = axis.tick_of(Period(by).end, end=True)  # type: ignore[arg-type]
        mean, deviation = float(self.mean) * axis.per_unit, float(self.deviation) * axis.per_unit
        return NormalDist(mean, deviation).cdf(tick) if deviation else float(tick >= mean)


def moments(spread: Spread) -> tuple[float, float]:
    """Return the mean and variance of a duration.

    PERT: mean ``(low + 4 likely + high) / 6`` and, as of the beta distribution with that mean and these ends, variance
    ``(mean - low) (high - mean) / 7``. Triangular: ``(low + likely + high) / 3`` and the usual variance. Log-normal:
    from the median and the 5 % and 95 % quantiles.

    Source: D. G. Malcolm and others, *Application of a technique for research and development program evaluation*,
    Operations Research 7, 1959.
    """
    low, likely, high, name = spread
    if name == "uniform":
        return (low + high) / 2, (high - low) ** 2 / 12
    if name == "triangular":
        square = low**2 + likely**2 + high**2 - low * likely - low * high - likely * high
        return (low + likely + high) / 3, square / 18
    if name == "lognormal":
        if low <= 0:
            raise ModelError(say("estimates.log"), hint=say("estimates.log_hint"))
        sigma = math.log(high / low) / (2 * NormalDist().inv_cdf(0.95))
        mean = likely * math.exp(sigma**2 / 2)
        return mean, mean**2 * (math.exp(sigma**2) - 1)
    mean = (low + 4 * likely + high) / 6
    return mean, (mean - low) * (high - mean) / 7


def evenly(schedule: Schedule) -> tuple[Schedule, tuple[str, ...]]:
    """Return a schedule in which lengths do not depend on when work begins, and what is not counted for it."""
    from planmodel.scheduling.run import asked_otherwise

    uneven = schedule.network.axis.is_clock
    return asked_otherwise(schedule, counting="mean") if uneven else schedule, (
        say("estimates.uneven"),
    ) if uneven else ()


def in_months(schedule: Schedule, node: int) -> bool:
    """Return whether a duration is stated in months and, where it varies, counted in days."""
    axis, one = schedule.network.axis, schedule.plan[schedule.network.ids[node]]
    assert isinstance(one, Undertaking)
    estimate = estimate_of(one)
    return axis.start is not None and axis.unit == DAY and estimate is not None and family(estimate.likely) == MONTH


def _held(schedule: Schedule) -> tuple[str, ...]:
    return (say("estimates.held"),) if schedule.bounds.is_held else ()


def _uncounted(schedule: Schedule, *, longest: bool) -> tuple[str, ...]:
    """Return what a way without samples does not count."""
    plan = schedule.plan
    n = len(plan.drivers) + len(plan.risk_events) + len(plan.correlations)
    causes = (say("estimates.uncounted", n=n),) if n else ()
    waits = (say("estimates.longest"),) if longest and schedule.network.longest else ()
    return (*causes, *waits)


def pert(schedule: Schedule) -> Pert:
    """Return the analytic PERT approximation of the finish.

    Parameters:
        schedule: the schedule.

    Returns:
        Mean and deviation along one path. Where several paths are about as long the latest of them decides, and the
        true mean is later than this one; the note says so.
    """
    schedule, uneven = evenly(schedule)
    network = schedule.network
    known = {node: moments(spread) for node, spread in spreads(schedule).items()}
    by_mean = _with_means(schedule, {node: mean for node, (mean, _) in known.items()})
    path = by_mean.critical_path
    variance = sum(known[network.index[id]][1] for id in path if network.index[id] in known)
    deviation = math.sqrt(variance)
    near = [
        id
        for node, id in enumerate(network.ids)
        if id not in path and node not in schedule.bounds.over and by_mean.slack_ticks(node) < 2 * deviation * _FINER
    ]
    uncounted = _uncounted(schedule, longest=False)
    beside = say("estimates.near", n=len(near)) if near else None
    return Pert(
        schedule=schedule,
        mean=by_mean.duration,
        deviation=network.axis.amount(deviation),
        path=path,
        rivals=tuple(near),
        note=sentences(say("estimates.one_path"), *uneven, *_held(schedule), *uncounted, beside) or "",
    )


_FINER = 1000


def _with_means(schedule: Schedule, means: Mapping[int, float]) -> Schedule:
    """Return the schedule with other durations, on an axis whose ticks are a thousandth of its own."""
    network, bounds = schedule.network, schedule.bounds
    finer = network.scaled(attrs.evolve(network.axis, per_unit=network.axis.per_unit * _FINER), _FINER)
    for node, mean in means.items():
        finer.with_length(node, round(_FINER * mean))
    finer_bounds = bounds.scaled(_FINER)
    return attrs.evolve(schedule, network=finer, bounds=finer_bounds, passes=solve_network(finer, finer_bounds))


@attrs.frozen(kw_only=True, repr=False)
class Bracket(Result):
    """The earliest and latest finishes that the three points allow, without any assumption about what lies between.

    Parameters:
        earliest: the plan's finish when everything goes as quickly as it may.
        latest: its finish when everything takes as long as it may.
        goals: the same for each goal and indicator: id → (earliest, latest).
        tasks: the same for each task and project.
        notes: what was counted by a convention.
    """

    earliest: Moment | Amount
    latest: Moment | Amount
    goals: Mapping[str, tuple[Moment | Amount, Moment | Amount]]
    tasks: Mapping[str, tuple[Moment | Amount, Moment | Amount]]
    notes: tuple[str, ...] = ()

    def _columns(self) -> Sequence[Column]:
        dated = not isinstance(self.earliest, Amount)
        return (
            Column("id", "text", "the goal, indicator, task or project", head="work for"),
            moment_column("earliest", "when it is over at the earliest", dated=dated),
            moment_column("latest", "when it is over at the latest", dated=dated),
            Column("of", "text", "goal (for an indicator, too) or work", shown=False),
            Column(
                "unit",
                "text",
                "the unit without dates",
                of=lambda row: getattr(row["latest"], "unit", None),
                shown=False,
            ),
        )

    def _rows(self) -> Sequence[dict[str, object]]:
        return [
            {"of": of, "id": id, "earliest": low, "latest": high}
            for of, spans in (("goal", self.goals), ("work", self.tasks))
            for id, (low, high) in spans.items()
        ]

    def _above(self) -> Iterable[str]:
        return (say("estimates.bracket", earliest=self.earliest, latest=self.latest), *self.notes)


def brackets(schedule: Schedule) -> Bracket:
    """Return the earliest and latest finishes that the three points allow.

    Starts and finishes are passed through the network as intervals, so the bounds hold for every link type: a task held
    at its finish (FF, SF) may begin the later the less time it takes. Work that stands as late as it can begins as
    planned, or later. Constraints, longest waits, drivers and risk events do not count.

    Parameters:
        schedule: the schedule.
    """
    schedule, uneven = evenly(schedule)
    estimates = (estimate_of(one) for one in schedule.plan.of(Undertaking) if one.id in schedule.network.index)
    stated = [point for one in estimates if one is not None for point in (one.low, one.high) if point is not None]
    if schedule.network.axis.unit == DAY:  # months between two points are so many days
        stated += [_in_days(point) for point in stated if family(point) == MONTH]
    schedule = schedule.refined(stated)
    network, varying = schedule.network, spreads(schedule)
    size, axis = len(network.durations), network.axis
    low = [math.floor(varying[node].low) if node in varying else network.length(node) for node in range(size)]
    high = [math.ceil(varying[node].high) if node in varying else network.length(node) for node in range(size)]
    links = incoming(schedule)
    starts, ends = [(0, 0)] * size, [(0, 0)] * size
    for node in map(int, schedule.passes.order):
        begin = [_not_before(schedule, node)] * 2
        end: list[int | None] = [None, None]
        for first, type, lag in links[node]:
            for side in (0, 1):
                bound = through(axis, lag, (ends[first] if type in ("FS", "FF") else starts[first])[side])
                if type in ("FS", "SS"):
                    begin[side] = max(begin[side], bound)
                else:
                    known = end[side]
                    end[side] = bound if known is None else max(known, bound)
        finish, start = [], list(begin)
        for side, length, other in ((0, low[node], high[node]), (1, high[node], low[node])):
            held = end[side]
            through_it = through(axis, length, begin[side])
            finish.append(through_it if held is None else max(through_it, held))
            start[side] = begin[side] if held is None else max(begin[side], earliest(axis, other, held))
        starts[node], ends[node] = (start[0], start[1]), (finish[0], finish[1])

    works = {id: tuple(nodes) for id, nodes in work_for(schedule).items()}
    works |= {schedule.plan.id: tuple(range(size))} | {id: (node,) for node, id in enumerate(network.ids)}
    points = points_of(schedule, works)

    def over(id: str, side: int) -> Moment | Amount:
        end = max(ends[node][side] for node in works[id])
        day = points[id].get(float(end))
        return schedule.moment(end, finish=True) if day is None else day

    def span(id: str) -> tuple[Moment | Amount, Moment | Amount]:
        return over(id, 0), over(id, 1)

    bounds = schedule.bounds
    held = [say("estimates.held")] if bounds.held or bounds.last else []
    held += [say("estimates.late", n=len(bounds.late))] if bounds.late else []
    months = (say("simulation.months"),) if any(in_months(schedule, node) for node in varying) else ()
    whole = span(schedule.plan.id) if size else (schedule.finish, schedule.finish)
    return Bracket(
        earliest=whole[0],
        latest=whole[1],
        goals={id: span(id) for id in work_for(schedule)},
        tasks={id: span(id) for id in network.ids},
        notes=(*uneven, *held, *months, *_uncounted(schedule, longest=True)),
    )


def _not_before(schedule: Schedule, node: int) -> int:
    """Return the tick before which a node begins in no case; what stands as late as it can begins as planned."""
    floor = schedule.bounds.floor[node]
    return max(floor, int(schedule.passes.early[node])) if node in schedule.bounds.late else floor


def _in_days(months: Amount) -> Amount:
    return Amount(from_fraction(counted_in(months, DAY)), DAY)


def incoming(schedule: Schedule) -> list[list[tuple[int, str, Wait]]]:
    """Return the links into each node as (first, type, lag); a whole opens with the part that starts first."""
    network = schedule.solved
    return [
        [(network.first[link], network.types[link], network.lag(link)) for link in links] for links in schedule.incoming
    ]
