"""Bounds of a schedule whose durations nobody knows exactly: the finishes that their three points allow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import attrs

from planmodel.columns import Column
from planmodel.model.element import Undertaking
from planmodel.model.time_amounts import DAY, MONTH, counted_in, family
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.estimates import evenly, in_months, incoming, spreads, uncounted
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.lengths import estimate_of
from planmodel.scheduling.schedule import Schedule
from planmodel.scheduling.spans import earliest, through
from planmodel.scheduling.standing import standing_of
from planmodel.scheduling.times import moment_column
from planmodel.tabular import Result
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import say

__all__ = ["Bracket", "brackets"]


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
    days, openers = standing_of(schedule, works, varying)

    def over(id: str, side: int) -> Moment | Amount:
        end = max(ends[node][side] for node in works[id])
        day = days[id].get(float(end))
        begins = any(starts[node][side] == end for node in openers[id])  # the day that begins there
        return schedule.moment(end, finish=not begins) if day is None else day

    def span(id: str) -> tuple[Moment | Amount, Moment | Amount]:
        return over(id, 0), over(id, 1)

    bounds = schedule.bounds
    dates = [say("estimates.held")] if bounds.held or bounds.last else []
    dates += [say("estimates.late", n=len(bounds.late))] if bounds.late else []
    months = (say("simulation.months"),) if any(in_months(schedule, node) for node in varying) else ()
    whole = span(schedule.plan.id) if size else (schedule.finish, schedule.finish)
    return Bracket(
        earliest=whole[0],
        latest=whole[1],
        goals={id: span(id) for id in work_for(schedule)},
        tasks={id: span(id) for id in network.ids},
        notes=(*uneven, *dates, *months, *uncounted(schedule, longest=True)),
    )


def _not_before(schedule: Schedule, node: int) -> int:
    """Return the tick before which a node begins in no case; what stands as late as it can begins as planned."""
    floor = schedule.bounds.floor[node]
    return max(floor, int(schedule.passes.early[node])) if node in schedule.bounds.late else floor


def _in_days(months: Amount) -> Amount:
    return Amount(from_fraction(counted_in(months, DAY)), DAY)
