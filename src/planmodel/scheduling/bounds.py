"""What fixes work in time beside its links: the day of the report, real dates, fixed dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

import attrs

from planmodel.model.element import Undertaking
from planmodel.model.period import Period
from planmodel.scheduling.network import Network
from planmodel.units import Amount

__all__ = ["Bounds", "bounds_of"]


@attrs.define(kw_only=True, eq=False)
class Bounds:
    """Limits of nodes, in ticks.

    Parameters:
        floor: the tick before which each node cannot start.
        why: why the floor of a node is above 0: ``not before 2022-03-01``.
        due: the tick by which a node must be over.
        pinned: nodes whose start is a fact that no link moves.
        over: nodes that are finished.
        notes: what a reader of the result should know.
    """

    floor: list[int]
    why: dict[int, str]
    due: dict[int, int]
    pinned: set[int]
    over: set[int]
    notes: list[str]


def bounds_of(network: Network, nodes: Iterable[Undertaking], as_of: dt.date | None) -> Bounds:
    """Return the bounds of a network, and shorten in it what is done or under way.

    Without a start date nothing is fixed in time, and dates are only counted for the notes. With ``as_of`` the work
    that remains, ``(1 - done)`` of the duration, lies after that day; without it only real dates count.
    """
    found = Bounds(floor=[0] * len(network.durations), why={}, due={}, pinned=set(), over=set(), notes=[])
    if network.axis.start is None:
        dated = [one.id for one in nodes if one.not_before or one.finish_by or one.started or one.finished]
        if dated:
            found.notes.append(
                f"{len(dated)} have dates, which count only when a start is given: {', '.join(dated[:5])}"
            )
        return found
    today = None if as_of is None else network.axis.tick_of(as_of, end=True)
    for node, one in enumerate(nodes):
        if one.not_before is not None:
            _raise(found, node, _begin(network, one.not_before), f"not before {one.not_before.start}")
        if one.finish_by is not None:
            found.due[node] = network.axis.tick_of(one.finish_by.end, end=True)
        if one.finished is not None:
            _finished(found, network, node, one, one.finished)
        elif today is not None and _share(one.done) == 1:
            _done(found, network, node, one, today)
        elif one.started is not None:
            _under_way(found, network, node, one, today)
        elif today is not None:
            network.durations[node] = round(network.durations[node] * (1 - _share(one.done)))
            _raise(found, node, today, f"after {as_of}, the day of the report")
    return found


def _begin(network: Network, period: Period) -> int:
    return network.axis.tick_of(period.start, end=False)


def _raise(found: Bounds, node: int, tick: int, why: str) -> None:
    if tick > found.floor[node]:
        found.floor[node] = tick
        found.why[node] = why


def _share(done: Amount | None) -> Fraction:
    if done is None or not done.is_convertible_to("%"):
        return Fraction(0)
    return min(max(Fraction(done.to("%").magnitude) / 100, Fraction(0)), Fraction(1))


def _pin(found: Bounds, node: int, tick: int, why: str) -> None:
    found.floor[node] = tick
    found.why[node] = why
    found.pinned.add(node)


def _finished(found: Bounds, network: Network, node: int, one: Undertaking, finished: Period) -> None:
    end = network.axis.tick_of(finished.end, end=True)
    begin = end - network.durations[node] if one.started is None else _begin(network, one.started)
    network.durations[node] = max(0, end - begin)
    _pin(found, node, min(begin, end), f"finished {finished.end}")
    found.over.add(node)


def _done(found: Bounds, network: Network, node: int, one: Undertaking, today: int) -> None:
    """Done, nobody says when: it ends on the day of the report at the latest."""
    begin = today - network.durations[node] if one.started is None else _begin(network, one.started)
    network.durations[node] = max(0, today - begin)
    _pin(found, node, min(begin, today), "done")
    found.over.add(node)
    found.notes.append(f"{one.id} is done without a date: taken to end on the day of the report")


def _under_way(found: Bounds, network: Network, node: int, one: Undertaking, today: int | None) -> None:
    assert one.started is not None
    begin = _begin(network, one.started)
    length = network.durations[node]
    if today is not None:
        remaining = round(length * (1 - _share(one.done))) if one.done is not None else max(0, begin + length - today)
        length = max(length if one.done is None else 0, today - begin + remaining)
    network.durations[node] = length
    _pin(found, node, begin, f"started {one.started.start}")
