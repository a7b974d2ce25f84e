"""The distribution of finishes when durations vary (Monte Carlo)."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.errors import ModelError
from planmodel.model.collection import unknown_id
from planmodel.model.period import Period
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.causes import Cause
from planmodel.scheduling.drawn_costs import DrawnCosts
from planmodel.scheduling.sampling_error import CONFIDENCE, chance_limits, percentile_rank, quantile_ranks
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.times import moment_column, plain, time_column
from planmodel.scheduling.tornado import Tornado
from planmodel.tabular import Result
from planmodel.units import Amount
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.model.risks import Factor
    from planmodel.scheduling.dependence import Dependence
    from planmodel.scheduling.sampler_input import Prepared
    from planmodel.views.picture import Picture

__all__ = ["Simulation"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Simulation(Result):
    """The distribution of finishes in a simulation.

    Parameters:
        schedule: the schedule with the likely durations.
        samples: how many samples were drawn.
        seed: the seed; the same seed gives the same numbers on every machine.
        criticality: for each task with a duration, stated or counted, the share of samples in which it held the end of
            everything: no slack but for deadlines and dates that hold work, which a note says.
        uncertain: how many tasks have three points.
        by_default: how many vary by the default that was asked for; the others always take their likely time, but for
            drivers and risk events.
        notes: what a reader of the result should know.
        finishes: for the plan and each goal and indicator the finishes in ticks, sorted.
        points: for each of these the finishes that a date alone sets, of work that takes no time, with their days.
        causes: the drivers and risk events of the plan.
        costs: what the projects cost in each sample; ``None`` where the plan says nothing about money.
        spread: the default that was asked for of work without three points.
        prepared: what the samples were drawn from, and the finishes in the order of the samples.
    """

    schedule: Schedule
    samples: int
    seed: int
    criticality: Mapping[str, float]
    uncertain: int
    notes: tuple[str, ...]
    finishes: Mapping[str, Sequence[float]]
    points: Mapping[str, Mapping[float, Moment | Amount]] = attrs.field(factory=dict)
    by_default: int = 0
    causes: tuple[Cause, ...] = ()
    costs: DrawnCosts | None = None
    spread: str | Factor | Mapping[str, Any] | None = None
    prepared: Prepared

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
        ends = self._of(id)
        return self.moment(float(ends[percentile_rank(percent, len(ends))]), id)

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
        point = self.points.get(self._id(id), {}).get(round(end, 6))
        return self.schedule.moment(end, finish=True) if point is None else point

    def _id(self, id: str | None) -> str:
        return self.schedule.plan.id if id is None else id

    def _of(self, id: str | None) -> Sequence[float]:
        wanted = self._id(id)
        if wanted not in self.finishes:
            raise unknown_id(wanted, self.finishes, say("id.simulation"))
        return self.finishes[wanted]

    @kinds_checked
    def percentile_between(
        self, percent: float, id: str | None = None, confidence: float = CONFIDENCE
    ) -> tuple[Moment | Amount, Moment | Amount]:
        """Return the two days between which endless samples would have a percentile.

        Parameters:
            percent: 0 to 100.
            id: a goal or indicator; the plan when left out.
            confidence: in which share of simulations that is so.

        Raises:
            ModelError: not between 0 and 100, or no such confidence.

        Source: see :mod:`~planmodel.scheduling.sampling_error`.
        """
        self.percentile(percent, id)
        ends = self._of(id)
        low, high = (self.moment(float(ends[at]), id) for at in quantile_ranks(percent / 100, len(ends), confidence))
        return low, high

    @kinds_checked
    def mean(self, id: str | None = None) -> Amount:
        """Return the mean finish of a goal or indicator, or of the plan, as time from the start."""
        ends = self._of(id)
        return self.schedule.network.axis.amount(math.fsum(ends) / len(ends))

    @kinds_checked
    def mean_error(self, id: str | None = None) -> Amount:
        """Return the standard error of :meth:`mean`: the deviation of the samples by the root of their number."""
        ends = [float(end) for end in self._of(id)]
        return self.schedule.network.axis.amount(math.sqrt(statistics.pvariance(ends) / len(ends)))

    @property
    def p50(self) -> Moment | Amount:
        """The day by which everything is over in half of the samples."""
        return self.percentile(50)

    @property
    def p80(self) -> Moment | Amount:
        """The day by which everything is over in four fifths of the samples."""
        return self.percentile(80)

    @kinds_checked
    def chance(
        self,
        by: str | dt.date | Period | Amount | None = None,
        id: str | None = None,
        *,
        within: str | Amount | None = None,
    ) -> float | None:
        """Return the share of samples in which the work is over by a day, and the money is enough.

        Parameters:
            by: the day, or the time from 0 when there are no dates; the end of the plan's period when left out.
            id: a goal or indicator; the plan when left out.
            within: the money that the projects of the plan may cost together: the chance is then to keep both.

        Returns:
            The share, 0 to 1; ``None`` when there is no day to meet.

        Raises:
            ModelError: no such date; the plan says nothing about money.
            IncompatibleUnitsError: ``within`` is no money, or another currency.
        """
        hits = self._hits(by, id, within)
        return None if hits is None else hits / self.samples

    @kinds_checked
    def chance_between(
        self,
        by: str | dt.date | Period | Amount | None = None,
        id: str | None = None,
        *,
        within: str | Amount | None = None,
        confidence: float = CONFIDENCE,
    ) -> tuple[float, float] | None:
        """Return the limits between which endless samples would have a chance.

        Parameters:
            by, id, within: as for :meth:`chance`.
            confidence: in which share of simulations that is so.

        Source: see :mod:`~planmodel.scheduling.sampling_error`.
        """
        hits = self._hits(by, id, within)
        return None if hits is None else chance_limits(hits, self.samples, confidence)

    def _hits(
        self, by: str | dt.date | Period | Amount | None, id: str | None, within: str | Amount | None
    ) -> int | None:
        """Return in how many samples the work is over by a day, and the money is enough."""
        over = self._over(by, id)
        if over is None or within is None:
            return over
        if self.costs is None:
            raise ModelError(say("simulation.no_costs"), hint=say("simulation.no_costs.hint"))
        limit, ends = self.costs.limit(within), self._of(id)
        last = float(ends[over - 1]) if over else -math.inf
        drawn = self.prepared.order.finishes[self.prepared.targets.index(self._id(id))]
        return sum(bool(end <= last and cost <= limit) for end, cost in zip(drawn, self.costs.samples, strict=True))

    def _over(self, by: str | dt.date | Period | Amount | None, id: str | None) -> int | None:
        """Return in how many samples the work is over by a day; ``None`` when there is no day to meet."""
        ends = self._of(id)
        axis = self.schedule.network.axis
        if axis.start is None:
            if by is None:
                return None
            amount = Amount(by) if isinstance(by, str) else by
            if not isinstance(amount, Amount):
                raise ModelError(say("chance.no_amount", by=by), hint=say("chance.no_amount.hint"))
            finer, factor = axis.finer([amount])
            return bisect_right(ends, finer.ticks(amount) / factor + 1e-6)
        day = self._deadline(by)
        return None if day is None else bisect_right(ends, day, key=lambda end: self._day(end, id))

    @kinds_checked
    def tornado(self, id: str | None = None, *, of: Literal["time", "cost"] = "time") -> Tornado:
        """Return what moves a goal, and by how much, most first.

        Of each driver and each piece of work that varies the tenth of the samples in which it is highest is held
        against the tenth in which it is lowest, of each risk event the samples in which it happens against the others.

        Parameters:
            id: a goal or indicator; the plan when left out.
            of: ``time``, or ``cost``: what moves what the projects of the plan cost together.

        Raises:
            ModelError: neither of the two; the plan says nothing about money.
            UnknownIdError: no scheduled work serves such a goal.
        """
        from planmodel.scheduling.swinging import tornado

        self._of(id)
        if of not in ("time", "cost"):
            raise ModelError(
                say("simulation.no_such_tornado", of=str(of)), hint=say("write_one", names=("time", "cost"))
            )
        if of == "cost" and self.costs is None:
            raise ModelError(say("simulation.no_costs"), hint=say("simulation.no_costs.hint"))
        return tornado(self, self._id(id), of=of)

    @kinds_checked
    def dependence(self, percent: float = 80, id: str | None = None) -> Dependence:
        """Return a percentile by what durations have in common: nothing, what the plan states, or everything.

        Independent draws make late finishes look rarer than they are, one common cause of everything makes them look
        likelier: correlations say where between the truth lies. Drivers and risk events count in what is stated only,
        which they may move outside of the other two; the result says how many. It draws the samples twice more.

        Parameters:
            percent: 0 to 100.
            id: a goal or indicator; the plan when left out.

        Raises:
            ModelError: not between 0 and 100.
            UnknownIdError: no scheduled work serves such a goal.
        """
        from planmodel.scheduling.dependence import dependence

        self.percentile(percent, id)
        return dependence(self, percent, self._id(id))

    def _deadline(self, by: str | dt.date | Period | Amount | None) -> dt.date | None:
        if by is None:
            period = self.schedule.plan.period
            return None if period is None else period.end
        if isinstance(by, Amount):
            raise ModelError(say("chance.no_day", by=by), hint=say("chance.no_day.hint"))
        return Period(by).end

    def _day(self, end: float, id: str | None) -> dt.date:
        """Return the day on which work that ends at a tick ends: the one that :meth:`percentile` names."""
        moment: Any = self.moment(float(end), id)
        return moment.date() if isinstance(moment, dt.datetime) else moment

    def table(self) -> list[dict[str, Any]]:
        """Return one record for the plan and each goal and indicator: P10, P50, P80, P90 and the chance."""
        return [{key: plain(value) for key, value in row.items()} for row in self._rows()]

    @kinds_checked
    def plot(self, goal: str | None = None, language: str | None = None) -> Picture:
        """Return a chart (extra ``report``); see :func:`planmodel.views.charts.simulation.plot_simulation`."""
        from planmodel.views.charts.simulation import plot_simulation

        return plot_simulation(self, goal, language)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, ready for JSON."""
        return {
            "samples": self.samples,
            "seed": self.seed,
            "unit": self.schedule.unit,
            "finishes": self.table(),
            "criticality": dict(self.criticality),
            "uncertain": self.uncertain,
            "by_default": self.by_default,
            "costs": None if self.costs is None else self.costs.to_records()[0],
            "tornado": self.tornado().to_records(),
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
            *(
                moment_column(name, f"endless samples would have P80 {where} with 95 % confidence", dated=dated)
                for name, where in (("p80_low", "no earlier than this"), ("p80_high", "no later than this"))
            ),
            Column("chance_low", "number", "endless samples would give no smaller chance, likewise", shown=False),
            Column("chance_high", "number", "endless samples would give no larger chance, likewise", shown=False),
            time_column("mean", "the mean finish from the start", shown=False),
            time_column("mean_error", "the standard error of the mean", shown=False),
            Column("unit", "text", "the unit of amounts of time", of=lambda row: row["mean"].unit, shown=False),
        )

    def _rows(self) -> Sequence[dict[str, Any]]:
        return [self._row(id) for id in self.finishes]

    def _row(self, id: str) -> dict[str, Any]:
        low, high = self.percentile_between(80, id)
        chances = self.chance_between(id=id) or (None, None)
        return {
            "id": id,
            "chance": self.chance(id=id),
            **{f"p{percent}": self.percentile(percent, id) for percent in _PERCENTS},
            "p80_low": low,
            "p80_high": high,
            "chance_low": chances[0],
            "chance_high": chances[1],
            "mean": self.mean(id),
            "mean_error": self.mean_error(id),
        }

    def _above(self) -> Iterable[str]:
        plan, seed = self.schedule.plan.id, str(self.seed)
        return (say("simulation.headline", plan=plan, n=self.samples, seed=seed),)

    def _below(self) -> Iterable[str]:
        ranked = sorted(self.criticality.items(), key=lambda one: (-one[1], one[0]))[:10]
        shares = tuple(f"{id} {100 * share:.0f} %" for id, share in ranked if share)
        critical = say("simulation.critical", shares=shares)
        moved = [say("simulation.mover", id=one.id, swing=one.swing) for one in self.tornado().swings[:5]]
        lines = [critical, *([say("simulation.moved", movers=moved)] if moved else [])]
        if self.costs is not None:
            shown = {f"p{percent}": self.costs.percentile(percent) for percent in (50, 80)}
            lines.append(say("simulation.costs", stated=self.costs.stated, **shown))
        return [*lines, *(say("graph.note", note=note) for note in self.notes)]


_PERCENTS = (10, 50, 80, 90)


def _chance(row: dict[str, Any]) -> str:
    return say("simulation.no_day") if row["chance"] is None else f"{100 * row['chance']:.1f} %"
