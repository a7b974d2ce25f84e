"""The distribution of finishes when durations vary (Monte Carlo)."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.errors import MissingExtraError, ModelError
from planmodel.model.collection import unknown_id
from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.model.time_amounts import family
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.estimates import evenly, incoming, spreads
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.network import estimate_of
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import Span
from planmodel.scheduling.times import moment_column, plain
from planmodel.tabular import Result
from planmodel.units import Amount
from planmodel.words import say

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from planmodel.scheduling.curved_sampling import Curves
    from planmodel.scheduling.sampling import Links
    from planmodel.views.picture import Picture

__all__ = ["Simulation", "simulate"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Simulation(Result):
    """The distribution of finishes in a simulation.

    Parameters:
        schedule: the schedule with the likely durations.
        samples: how many samples were drawn.
        seed: the seed; the same seed gives the same numbers on every machine.
        criticality: for each task with a duration, stated or counted, the share of samples in which it had no slack.
        uncertain: how many tasks have three points; the others always take their likely time.
        notes: what a reader of the result should know.
        finishes: for the plan and each goal and indicator the finishes in ticks, sorted.
        points: for each of these the finishes that a date alone sets, of work that takes no time, with their days.
    """

    schedule: Schedule
    samples: int
    seed: int
    criticality: Mapping[str, float]
    uncertain: int
    notes: tuple[str, ...]
    finishes: Mapping[str, Sequence[float]]
    points: Mapping[str, Mapping[float, Moment | Amount]] = attrs.field(factory=dict)

    @kinds_checked
    def percentile(self, percent: float, id: str | None = None) -> Moment | Amount:
        """Return the day by which the work is over in ``percent`` of the samples.

        Parameters:
            percent: 0 to 100; 50 is the median.
            id: a goal or indicator; the plan when left out.

        Raises:
            ModelError: not between 0 and 100.
            UnknownIdError: no scheduled work serves such a goal.
        """
        if not 0 <= percent <= 100:
            raise ModelError(f"a percentile lies between 0 and 100, found {percent}")
        ends = self._of(id)
        return self.moment(float(ends[max(0, math.ceil(percent / 100 * len(ends)) - 1)]), id)

    @kinds_checked
    def moment(self, end: float, id: str | None = None) -> Moment | Amount:
        """Return the day on which work that ends at a tick ends.

        Parameters:
            end: one of ``finishes``.
            id: a goal or indicator; the plan when left out.

        Raises:
            UnknownIdError: no scheduled work serves such a goal.
        """
        self._of(id)
        if not math.isfinite(end):
            raise ModelError(say("no_tick", end=str(end)))
        point = self.points.get(self.schedule.plan.id if id is None else id, {}).get(round(end, 6))
        return self.schedule.moment(end, finish=True) if point is None else point

    def _of(self, id: str | None) -> Sequence[float]:
        wanted = self.schedule.plan.id if id is None else id
        if wanted not in self.finishes:
            raise unknown_id(wanted, self.finishes, "simulation")
        return self.finishes[wanted]

    @property
    def p50(self) -> Moment | Amount:
        """The day by which everything is over in half of the samples."""
        return self.percentile(50)

    @property
    def p80(self) -> Moment | Amount:
        """The day by which everything is over in four fifths of the samples."""
        return self.percentile(80)

    @kinds_checked
    def chance(self, by: str | dt.date | Period | Amount | None = None, id: str | None = None) -> float | None:
        """Return the share of samples in which the work is over by a day.

        Parameters:
            by: the day, or the time from 0 when there are no dates; the end of the plan's period when left out.
            id: a goal or indicator; the plan when left out.

        Returns:
            The share, 0 to 1, with a standard error of at most ``0.5 / sqrt(samples)``; ``None`` when there is no day
            to meet.

        Raises:
            ModelError: no such date.
        """
        ends = self._of(id)
        axis = self.schedule.network.axis
        if axis.start is None:
            if by is None:
                return None
            amount = Amount(by) if isinstance(by, str) else by
            if not isinstance(amount, Amount):
                raise ModelError(f"{by} is no amount of time", hint="this schedule has no dates: chance('18 月')")
            finer, factor = axis.finer([amount])
            return bisect_right(ends, finer.ticks(amount) / factor + 1e-6) / len(ends)
        day = self._deadline(by)
        return None if day is None else bisect_right(ends, day, key=lambda end: self._day(end, id)) / len(ends)

    def _deadline(self, by: str | dt.date | Period | Amount | None) -> dt.date | None:
        if by is None:
            period = self.schedule.plan.period
            return None if period is None else period.end
        if isinstance(by, Amount):
            raise ModelError(f"{by} is no day", hint="this schedule has dates: chance('2025-12-31')")
        return Period(by).end

    def _day(self, end: float, id: str | None) -> dt.date:
        """Return the day on which work that ends at a tick ends: the one that :meth:`percentile` names."""
        moment: Any = self.moment(float(end), id)
        return moment.date() if isinstance(moment, dt.datetime) else moment

    def table(self) -> list[dict[str, Any]]:
        """Return one record for the plan and each goal and indicator: P10, P50, P80, P90 and the chance."""
        return [{key: plain(value) for key, value in row.items()} for row in self._rows()]

    @kinds_checked
    def plot(self, goal: str | None = None) -> Picture:
        """Return a chart (extra ``report``); see :func:`planmodel.views.charts.simulation.plot_simulation`."""
        from planmodel.views.charts.simulation import plot_simulation

        return plot_simulation(self, goal)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "samples": self.samples,
            "seed": self.seed,
            "unit": self.schedule.unit,
            "finishes": self.table(),
            "criticality": dict(self.criticality),
            "notes": list(self.notes),
        }

    def _columns(self) -> Sequence[Column]:
        dated = self.schedule.network.axis.start is not None
        return (
            Column("id", "text", "the plan, or a goal or indicator", head="work for"),
            *(
                moment_column(f"p{percent}", f"by when the work is over in {percent} % of the samples", dated=dated)
                for percent in _PERCENTS
            ),
            Column(
                "chance",
                "number",
                "the share of samples in which it is over by the end of the plan's period",
                head="by the period's end",
                cell=_chance,
            ),
            Column(
                "unit", "text", "the unit without dates", of=lambda row: getattr(row["p50"], "unit", None), shown=False
            ),
        )

    def _rows(self) -> Sequence[dict[str, Any]]:
        return [
            {"id": id, "chance": self.chance(id=id)}
            | {f"p{percent}": self.percentile(percent, id) for percent in _PERCENTS}
            for id in self.finishes
        ]

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _headline(self) -> str:
        return f"simulation of {self.schedule.plan.id}: {self.samples:,} samples, seed {self.seed}"

    def _below(self) -> Iterable[str]:
        ranked = sorted(self.criticality.items(), key=lambda one: -one[1])[:10]
        critical = "critical in: " + ", ".join(f"{id} {100 * share:.0f} %" for id, share in ranked if share)
        return [critical, *(f"note: {note}" for note in self.notes)]


_PERCENTS = (10, 50, 80, 90)


def _chance(row: dict[str, Any]) -> str:
    return "no day to meet" if row["chance"] is None else f"{100 * row['chance']:.1f} %"


@kinds_checked
def simulate(
    schedule: Schedule, samples: int = 10_000, *, seed: int = 0, progress: Callable[[int, int], None] | None = None
) -> Simulation:
    """Return the distribution of finishes when durations vary between their three points (Monte Carlo).

    Parameters:
        schedule: the schedule. Work that is over keeps its dates; of work under way only what remains varies.
        samples: how many to draw.
        seed: a whole number; the same seed gives the same result, with or without numba, on any number of cores.
        progress: called now and then with the samples done and the samples wanted.

    Returns:
        Distributions for the plan, goals and indicators, and how often each task is critical. Durations are drawn
        independently of each other, which is rarely so: common causes make late finishes likelier than shown.

    Raises:
        ModelError: no samples, or no work.
        MissingExtraError: numpy is not installed.

    Source: R. M. Van Slyke, *Monte Carlo methods and the PERT problem*, Operations Research 11, 1963.
    """
    if type(samples) is not int or samples < 1:
        raise ModelError(f"a simulation draws at least one sample, found {samples!r}")
    if not len(schedule):
        raise ModelError("there is nothing to simulate: no work is scheduled", hint="give tasks a duration")
    try:
        import numpy as np
    except ImportError:
        raise MissingExtraError("numpy", extra="schedule", purpose="a simulation") from None
    from planmodel.scheduling.sampling import STEPS, draw, keys, quantiles

    schedule, uneven = evenly(schedule)
    network, varying = schedule.network, spreads(schedule)
    order = np.array(schedule.passes.order, np.int32)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    rows = {spread: row for row, spread in enumerate(dict.fromkeys(varying.values()))}
    table = np.array([quantiles(spread) for spread in rows]).reshape(len(rows), STEPS + 1)
    spread = np.array([rows[varying[node]] if node in varying else -1 for node in order], np.int32)
    always = np.array([0 if node in network.spans else network.durations[node] for node in order], float)
    names = [network.name(node) for node in order]
    work = work_for(schedule)
    works = [range(len(network.durations)), *work.values()]
    targets = [[int(place[node]) for node in nodes] for nodes in works]
    links, curves = _links(schedule, order, place), _curves(schedule, varying, order)
    drawn = draw(samples, keys(names, seed), table, spread, always, links, targets, progress, curves)
    drawn.finishes.sort(axis=1)
    notes = [*schedule.basis.notes(), *uneven]
    notes.append("durations are drawn independently; common causes would make late finishes likelier")
    if network.openings:
        notes.append("links from the start of a whole count from the part that starts first by likely durations")
    if network.longest:
        notes.append("longest waits (max_lag) do not count in the simulation")
    if any(_in_months(schedule, node) for node in varying):
        notes.append("drawn durations in months count 30.436875 天 a month")
    if not varying:
        notes.append("no task has three points: nothing varies")
    return Simulation(
        schedule=schedule,
        samples=samples,
        seed=seed,
        criticality={
            id: int(drawn.critical[place[node]]) / samples
            for node, id in enumerate(network.ids)
            if id not in schedule.unstated
        },
        uncertain=len(varying),
        notes=tuple(notes),
        finishes=dict(zip((schedule.plan.id, *work), drawn.finishes, strict=True)),
        points={id: _points(schedule, nodes) for id, nodes in zip((schedule.plan.id, *work), works, strict=True)},
    )


def _in_months(schedule: Schedule, node: int) -> bool:
    """Return whether a duration is drawn in months and counted in days."""
    axis, one = schedule.network.axis, schedule.plan[schedule.network.ids[node]]
    assert isinstance(one, Undertaking)
    estimate = estimate_of(one)
    return axis.start is not None and axis.unit == "天" and estimate is not None and family(estimate.likely) == "月"


def _points(schedule: Schedule, nodes: Iterable[int]) -> Mapping[float, Moment | Amount]:
    """Return the ticks at which work that takes no time stands on the day that begins there, with that day."""
    if schedule.network.axis.start is None:
        return {}
    bounds = schedule.bounds
    held = [node for node in nodes if node in bounds.days and schedule.is_point(node)]
    return {float(bounds.floor[node]): schedule.shown_start(node) for node in held if _at_floor(schedule, node)}


def _at_floor(schedule: Schedule, node: int) -> bool:
    return bool(schedule.passes.early[node] == schedule.bounds.floor[node])


def _curves(schedule: Schedule, varying: Mapping[int, object], order: npt.NDArray[np.int32]) -> Curves | None:
    """Return what depends on when it begins, numbered as the samplers have it."""
    from planmodel.scheduling.curved_sampling import Curves

    network, into = schedule.network, incoming(schedule)
    spans = {
        at: network.spans[node]
        for at, node in enumerate(map(int, order))
        if node in network.spans and node not in varying
    }
    flat = [lag for node in order for _, _, lag in into[node]]
    waits = {link: lag for link, lag in enumerate(flat) if isinstance(lag, Span)}
    return Curves(network.axis, spans, waits) if spans or waits else None


def _links(schedule: Schedule, order: npt.NDArray[np.int32], place: npt.NDArray[np.int32]) -> Links:
    """Return the network for the samplers; a whole opens with the part that starts first by likely durations."""
    import numpy as np

    from planmodel.scheduling.sampling import Links

    into = incoming(schedule)
    flat = [link for node in order for link in into[node]]
    return Links(
        begin=np.cumsum([0, *(len(into[node]) for node in order)]).astype(np.int32),
        source=place[np.array([source for source, _, _ in flat], np.int32)],
        lag=np.array([0 if isinstance(lag, Span) else lag for _, _, lag in flat], float),
        from_end=np.array([type in ("FS", "FF") for _, type, _ in flat], bool),
        to_end=np.array([type in ("FF", "SF") for _, type, _ in flat], bool),
        floor=np.array(schedule.bounds.floor, float)[order],
    )
