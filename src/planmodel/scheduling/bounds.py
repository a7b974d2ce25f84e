"""What fixes work in time beside its links: the day of the report, real dates, fixed dates; of wholes too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import attrs

from planmodel.model.constraints import Constraint
from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.scheduling import clock
from planmodel.scheduling.lengths import share_of_done
from planmodel.scheduling.network import Network
from planmodel.scheduling.shares import share_of
from planmodel.scheduling.spans import Span, Wait, latest, through
from planmodel.words import Message, coded, say

__all__ = ["FINISH_BY", "Bounds", "Limit", "bounds_of", "constraint_words"]

FINISH_BY = "finish_by"


class Limit(NamedTuple):
    """A tick by which a node must be over, as somebody states it: many may hold one node, and one may hold many.

    Parameters:
        node: the node.
        tick: the tick.
        holder: the id of what states it, which is the node's work or a whole above it.
        type: the type of the constraint that says so; ``finish_by`` for a deadline.
        begin: the tick by which it must have begun, where that is what is stated, however long it takes.
    """

    node: int
    tick: int
    holder: str
    type: str
    begin: int | None = None

    @property
    def by(self) -> tuple[int, int]:
        """The side of the work that is held, 0 its start and 1 its end, and the tick by which it must be there."""
        return (1, self.tick) if self.begin is None else (0, self.begin)


@attrs.define(kw_only=True, eq=False)
class Bounds:
    """Limits of nodes, in ticks.

    Parameters:
        floor: the tick before which each node cannot start.
        why: why the floor of a node is above 0: ``not before 2022-03-01``.
        days: the day on which a node stands when nothing but its floor holds it.
        due: the tick by which a node must be over.
        limits: the deadlines and dates of which ``due`` and ``last`` are the earliest, one by one.
        pinned: nodes whose start is a fact that no link moves.
        over: nodes that are finished.
        began, ended: the days of what really happened, worked or not, by id.
        notes: what a reader of the result should know.
        held: the tick at which a node's start is held even where its links would let it begin only later.
        held_by: the constraint that holds it there: ``start_on 2022-03-01``.
        last: the tick by which nodes must be over that are held, whatever is behind them.
        exact: nodes of which the date is the only one: they can be no later, whatever is behind them.
        late: nodes that stand as late as they can.
        until: the tick by which everything is to be over, where more time is left than the work takes.
        by_start: the tick at which the start of a node is held, where it is its start that a date holds.
        by_end: the tick at which its end is held, where it is its end: its start depends on how long it takes.
        not_over_before: the tick before which a node must not be over.
        begun: the floor of such a node without that.
    """

    floor: list[int]
    why: dict[int, str] = attrs.field(factory=dict)
    days: dict[int, dt.date] = attrs.field(factory=dict)
    due: dict[int, int] = attrs.field(factory=dict)
    limits: list[Limit] = attrs.field(factory=list)
    pinned: set[int] = attrs.field(factory=set)
    over: set[int] = attrs.field(factory=set)
    began: dict[str, dt.date] = attrs.field(factory=dict)
    ended: dict[str, dt.date] = attrs.field(factory=dict)
    notes: list[str] = attrs.field(factory=list)
    held: dict[int, int] = attrs.field(factory=dict)
    held_by: dict[int, str] = attrs.field(factory=dict)
    last: dict[int, int] = attrs.field(factory=dict)
    exact: set[int] = attrs.field(factory=set)
    late: set[int] = attrs.field(factory=set)
    until: int | None = None
    by_start: dict[int, int] = attrs.field(factory=dict)
    by_end: dict[int, int] = attrs.field(factory=dict)
    not_over_before: dict[int, int] = attrs.field(factory=dict)
    begun: dict[int, int] = attrs.field(factory=dict)

    @property
    def is_held(self) -> bool:
        """Whether something is bound beside floors and due dates."""
        return bool(self.held or self.last or self.late) or self.until is not None

    def copy(self) -> Bounds:
        """Return bounds whose floor can be changed without these."""
        return attrs.evolve(self, floor=list(self.floor), why=dict(self.why), days=dict(self.days))

    def scaled(self, factor: int) -> Bounds:
        """Return the bounds on an axis whose ticks are so many times finer."""

        def times(ticks: Mapping[int, int]) -> dict[int, int]:
            return {node: tick * factor for node, tick in ticks.items()}

        return attrs.evolve(
            self,
            floor=[tick * factor for tick in self.floor],
            due=times(self.due),
            limits=[
                limit._replace(tick=limit.tick * factor, begin=None if limit.begin is None else limit.begin * factor)
                for limit in self.limits
            ],
            held=times(self.held),
            last=times(self.last),
            until=None if self.until is None else self.until * factor,
            by_start=times(self.by_start),
            by_end=times(self.by_end),
            not_over_before=times(self.not_over_before),
            begun=times(self.begun),
        )


def bounds_of(
    network: Network, nodes: Sequence[Undertaking], wholes: Mapping[str, Undertaking], as_of: dt.date | None
) -> Bounds:
    """Return the bounds of a network, and shorten in it what is done or under way.

    Without a start date nothing is fixed in time, and dates are only counted for the notes. With ``as_of`` the work
    that remains, ``(1 - done)`` of the duration, lies after that day; without it only real dates count. The dates of a
    whole bind its parts: none begins before it may or did, and when it is over they are.

    Parameters:
        network: the network.
        nodes: what its nodes are.
        wholes: what has parts, by id.
        as_of: the day of the report.
    """
    bounds = Bounds(floor=[0] * len(network.durations))
    if network.axis.start is None:
        every = (*nodes, *wholes.values())
        dated = sorted(
            one.id for one in every if one.not_before or one.finish_by or one.started or one.finished or one.constraints
        )
        if dated:
            bounds.notes.append(say("bounds.undated", n=len(dated), ids=dated[:5]))
        return bounds
    today = None if as_of is None else network.axis.tick_of(as_of, end=True)
    for node, one in enumerate(nodes):
        _fixed(bounds, network, node, one)
        if one.finished is not None:
            _finished(bounds, network, node, one, one.finished)
        elif today is not None and share_of_done(one.done) == 1:
            _done(bounds, network, node, one, today)
        elif one.started is not None:
            _under_way(bounds, network, node, one, today)
        elif today is not None:
            remaining = _remaining(bounds, network, node, one)
            network.with_length(node, remaining)
            _raise(bounds, node, today, say("bounds.reported", day=as_of))
    for id in sorted(network.parts):
        if id in wholes:
            _whole(bounds, network, nodes, wholes[id], today)
    return bounds


def _fixed(bounds: Bounds, network: Network, node: int, one: Undertaking) -> None:
    """Apply the days that are fixed for a node, by itself or by a whole above it."""
    if one.not_before is not None:
        day = one.not_before.start
        _raise(bounds, node, _begin(network, one.not_before), say("bounds.not_before", day=day), day)
    if one.finish_by is not None:
        tick = network.axis.end_of(one.finish_by)
        bounds.due[node] = min(tick, bounds.due.get(node, tick))
        bounds.limits.append(Limit(node, tick, one.id, FINISH_BY))
    for constraint in one.constraints:
        _hold(bounds, network, node, constraint, one.id)


def constraint_words(type: str, date: Period | None) -> Message:
    """Return a date that work is held to, in words: ``finish_on 2023-06-30``."""
    return say("bounds.constraint", type=coded("constraint", type), date=date)


def _hold(bounds: Bounds, network: Network, node: int, constraint: Constraint, holder: str) -> None:
    """Apply a date that a node is held to, by itself or by a whole above it."""
    kind, axis, length = constraint.type, network.axis, network.length(node)
    if constraint.date is None:
        bounds.late.add(node)
        return
    day, why = constraint.date.start, constraint_words(kind, constraint.date)
    if kind.startswith("finish"):
        end = network.last_end(node, axis.end_of(constraint.date))
        begin = latest(axis, length, end)
    else:
        begin = network.begin(node, axis.begin_of(constraint.date))
        end = through(axis, length, begin)
    if kind == "by_hand":
        _pin(bounds, node, begin, why)
        return
    if kind in ("start_on", "finish_on", "finish_no_earlier"):
        before = bounds.begun.get(node, bounds.floor[node])
        _raise(bounds, node, begin, why, day)
        if kind != "start_on":
            bounds.begun[node] = before
            bounds.not_over_before[node] = max(end, bounds.not_over_before.get(node, end))
    if kind != "finish_no_earlier":
        where, tick = (bounds.by_end, end) if kind.startswith("finish") else (bounds.by_start, begin)
        where[node] = min(tick, where.get(node, tick))
        tick, name = min((begin, why), (bounds.held.get(node, begin), bounds.held_by.get(node, why)))
        bounds.held[node], bounds.held_by[node] = tick, name
        bounds.why[node] = why
        bounds.last[node] = min(end, bounds.last.get(node, end))
        bounds.limits.append(Limit(node, end, holder, kind, begin if kind.startswith("start") else None))
    if kind in ("start_on", "finish_on"):
        bounds.exact.add(node)


def _whole(
    bounds: Bounds, network: Network, nodes: Sequence[Undertaking], whole: Undertaking, today: int | None
) -> None:
    """Apply the dates of a whole to those of its parts that have no real dates of their own."""
    over = whole.finished is not None or (today is not None and share_of_done(whole.done) == 1)
    if whole.started is not None:
        bounds.began[whole.id] = whole.started.start
    if whole.finished is not None:
        bounds.ended[whole.id] = whole.finished.end
    for node in network.parts[whole.id]:
        if node in bounds.over:
            continue
        part = nodes[node]
        if over:
            began = part.started if part.started is not None else whole.started
            known = attrs.evolve(part, started=began) if began is not part.started else part
            if whole.finished is not None:
                _finished(bounds, network, node, known, whole.finished)
            else:
                assert today is not None
                _done(bounds, network, node, known, today)
            bounds.began.pop(part.id, None)  # only the whole's dates are facts
            bounds.ended.pop(part.id, None)
            bounds.notes.append(say("bounds.over_with_whole", part=part.id, whole=whole.id))
            continue
        _fixed(bounds, network, node, whole)
        if whole.started is not None and node not in bounds.pinned:
            day = whole.started.start
            _raise(
                bounds, node, _begin(network, whole.started), say("bounds.whole_started", whole=whole.id, day=day), day
            )


def _begin(network: Network, period: Period, node: int | None = None) -> int:
    """Return the tick of a period's start; of a node that begins on a day that is worked its first working time."""
    tick = network.axis.begin_of(period)
    if node is None or period.time is not None:
        return tick
    begin = network.begin(node, tick)
    return begin if begin < network.axis.tick_of(period.start, end=True) else tick


def _end(network: Network, period: Period, node: int) -> int:
    """Return the tick of a period's end; of a node that ends on a day that is worked its last working time."""
    tick = network.axis.end_of(period)
    if not network.axis.is_clock or period.time is not None:
        return tick
    calendar = network.calendars.get(node, "")
    end = clock.ends(network.axis, calendar, clock.worked(network.axis, calendar, tick))
    return end if end > network.axis.tick_of(period.end, end=False) else tick


def _raise(bounds: Bounds, node: int, tick: int, why: str, day: dt.date | None = None) -> None:
    if node in bounds.begun and node not in bounds.pinned:
        bounds.begun[node] = max(tick, bounds.begun[node])
    if node in bounds.pinned or tick < bounds.floor[node] or (tick == bounds.floor[node] and day is None):
        return
    bounds.floor[node] = tick
    bounds.days.pop(node, None)
    bounds.why[node] = why
    if day is not None:
        bounds.days[node] = day


def _pin(bounds: Bounds, node: int, tick: int, why: str) -> None:
    bounds.floor[node] = tick
    bounds.why[node] = why
    bounds.days.pop(node, None)
    bounds.pinned.add(node)


def _finished(bounds: Bounds, network: Network, node: int, one: Undertaking, finished: Period) -> None:
    end = _end(network, finished, node)
    bounds.ended[one.id] = finished.end
    _ended(bounds, network, node, one, end, say("bounds.finished", day=finished.end))
    if one.started is None and network.length(node) == 0:
        bounds.days[node] = finished.end  # also on a day off, before which its last tick lies


def _done(bounds: Bounds, network: Network, node: int, one: Undertaking, today: int) -> None:
    """Done, nobody says when: it ends on the day of the report at the latest."""
    _ended(bounds, network, node, one, today, "done")
    bounds.notes.append(say("bounds.done_undated", id=one.id))


def _ended(bounds: Bounds, network: Network, node: int, one: Undertaking, end: int, why: str) -> None:
    if one.started is None:
        begin = latest(network.axis, network.length(node), end)
    else:
        begin = min(_begin(network, one.started, node), end)
        bounds.began[one.id] = one.started.start
    network.with_length(node, network.axis.stretch(begin, end, network.calendars.get(node, "")))
    _pin(bounds, node, begin, why)
    bounds.over.add(node)


def _remaining(bounds: Bounds, network: Network, node: int, one: Undertaking) -> Wait:
    """Return how long what is not done takes; a part of a month counts the mean month, and a note says so."""
    length = network.length(node)
    remaining = share_of(length, 1 - share_of_done(one.done), network.axis)
    if isinstance(length, Span) and remaining != length and not (isinstance(remaining, Span) or remaining == 0):
        bounds.notes.append(say("bounds.rest", id=one.id))
    return remaining


def _under_way(bounds: Bounds, network: Network, node: int, one: Undertaking, today: int | None) -> None:
    assert one.started is not None
    axis, begin, length = network.axis, _begin(network, one.started, node), network.length(node)
    end = through(axis, length, begin)
    if today is not None and one.done is not None:
        remaining = _remaining(bounds, network, node, one)
        end = through(axis, remaining, max(today, begin))
    elif today is not None:
        end = max(end, today)
    network.with_length(node, axis.stretch(begin, end, network.calendars.get(node, "")))
    _pin(bounds, node, begin, say("bounds.started", day=one.started.start))
    bounds.began[one.id] = one.started.start
    bounds.days[node] = one.started.start
