"""Durations that nobody knows exactly: their three points, and the analytic approximation."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from statistics import NormalDist
from typing import NamedTuple

import attrs

from planmodel.errors import ModelError, PlanModelError
from planmodel.listing import sentences
from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.model.time_amounts import DAY, MONTH, family
from planmodel.scheduling.lengths import estimate_of
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.shares import mean_ticks
from planmodel.scheduling.solving import solve_network
from planmodel.scheduling.spans import Wait
from planmodel.tabular import Single
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["Pert", "Spread", "evenly", "in_months", "incoming", "moments", "pert", "spreads", "uncounted"]


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


def uncounted(schedule: Schedule, *, longest: bool) -> tuple[str, ...]:
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
    beyond = uncounted(schedule, longest=False)
    beside = say("estimates.near", n=len(near)) if near else None
    return Pert(
        schedule=schedule,
        mean=by_mean.duration,
        deviation=network.axis.amount(deviation),
        path=path,
        rivals=tuple(near),
        note=sentences(say("estimates.one_path"), *uneven, *_held(schedule), *beyond, beside) or "",
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


def incoming(schedule: Schedule) -> list[list[tuple[int, str, Wait]]]:
    """Return the links into each node as (first, type, lag); a whole opens with the part that starts first."""
    network = schedule.solved
    return [
        [(network.first[link], network.types[link], network.lag(link)) for link in links] for links in schedule.incoming
    ]
