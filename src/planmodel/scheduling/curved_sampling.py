"""The sampler for networks that one sweep does not solve (extra ``schedule``).

In them durations or lags depend on when they begin, work waits for the first part of a whole, waits are bounded, or
dates hold work whatever its links say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from planmodel.scheduling.axis import Axis
from planmodel.scheduling.spans import TICKS, Span, Step

if TYPE_CHECKING:
    from planmodel.scheduling.sampling import Links, Order, Shared

__all__ = ["Curves", "Hold", "Longest", "Opening", "curved"]


class Opening(NamedTuple):
    """A node that waits for a whole to start: for the first of its parts.

    Parameters:
        parts: the parts.
        then: the node.
        lag: how long it waits.
        to_end: whether the node's finish waits, rather than its start.
    """

    parts: tuple[int, ...]
    then: int
    lag: Span | float
    to_end: bool


class Longest(NamedTuple):
    """A link with a longest wait: when it would be exceeded, what comes first begins later.

    Parameters:
        first: the node that it comes from.
        then: the node that waits.
        from_end: whether the wait counts from the finish of ``first``.
        to_end: whether it counts to the finish of ``then``.
        most: the longest wait.
    """

    first: int
    then: int
    from_end: bool
    to_end: bool
    most: Span | float


class Hold(NamedTuple):
    """What dates make of a node: by when it begins or is over whatever its links say, and before when it is not over.

    Parameters:
        start: the tick at which its start is held.
        end: the tick at which its end is held.
        not_over_before: the tick before which it is not over.
    """

    start: float | None
    end: float | None
    not_over_before: float | None


class Curves(NamedTuple):
    """What one sweep over arrays of ticks cannot count.

    Parameters:
        axis: the line of time.
        spans: the durations that depend on when they begin, by node, as the samplers number nodes.
        waits: lags that do, by link.
        openings: nodes that wait for a whole to start.
        longest: links with a longest wait.
        holds: what dates make of nodes.
        broken: the samples in which longest waits contradict the links, which is filled.
    """

    axis: Axis
    spans: Mapping[int, Span]
    waits: Mapping[int, Span]
    openings: Sequence[Opening]
    longest: Sequence[Longest]
    holds: Mapping[int, Hold]
    broken: list[int]


class _Block:
    """Some samples on their way through a network; parameters as for :func:`curved`."""

    def __init__(self, curves: Curves, first: int, count: int, order: Order, shared: Shared, links: Links) -> None:
        from planmodel.scheduling.sampling import lengths

        self.curves, self.links = curves, links
        self.length = lengths(first, count, order, shared)
        self.floor = {link.first: np.full(count, links.floor[link.first]) for link in curves.longest}
        self.start = np.repeat(links.floor[:, None], count, axis=1)
        self.finish = self.start.copy()
        self.bounds = np.empty((len(links.source), count))
        self.opened: dict[int, list[Opening]] = {}
        for opening in curves.openings:
            self.opened.setdefault(opening.then, []).append(opening)

    def sweep(self) -> None:
        """Pass all samples through the network once."""
        links, curves = self.links, self.curves
        for node in range(len(links.floor)):
            start = self.start[node]
            start[:] = self.floor.get(node, links.floor[node])
            hold = curves.holds.get(node)
            if hold is not None and hold.not_over_before is not None:
                np.maximum(start, self._begin(node, hold.not_over_before), out=start)
            for link in range(links.begin[node], links.begin[node + 1]):
                source = (self.finish if links.from_end[link] else self.start)[links.source[link]]
                wait = curves.waits.get(link)
                bound = source + links.lag[link] if wait is None else through(curves.axis, wait, source)
                self.bounds[link] = self._begin(node, bound) if links.to_end[link] else bound
                np.maximum(start, self.bounds[link], out=start)
            for opening in self.opened.get(node, ()):
                np.maximum(start, self.opens(opening), out=start)
            if hold is not None and hold.start is not None:
                np.minimum(start, hold.start, out=start)
            if hold is not None and hold.end is not None:
                np.minimum(start, self._begin(node, hold.end), out=start)
            self.finish[node] = self._end(node, start)

    def opens(self, opening: Opening) -> Any:
        """Return when a node may begin that waits for a whole to start."""
        bound = self._after(opening.lag, self.start[list(opening.parts)].min(axis=0))
        return self._begin(opening.then, bound) if opening.to_end else bound

    def wanted(self, link: Longest) -> Any:
        """Return when the source of a link must begin at the earliest so that its longest wait is not exceeded."""
        held = (self.finish if link.to_end else self.start)[link.then]
        source = held - link.most if not isinstance(link.most, Span) else earliest(self.curves.axis, link.most, held)
        return self._begin(link.first, source) if link.from_end else source

    def settle(self, limit: int) -> Any:
        """Sweep until nothing moves; return the samples that still do after so many rounds."""
        moved = np.zeros(self.start.shape[1], bool)
        for _ in range(limit):
            before = self.start.copy() if self.opened else None
            self.sweep()
            moved[:] = False
            if before is not None:
                moved |= (np.abs(self.start - before) > _A_MOMENT).any(axis=0)
            for link in self.curves.longest:
                wanted = self.wanted(link)
                floor = self.floor[link.first]
                # what a date holds does not move: it is not asked to twice
                late = (wanted > self.start[link.first] + _A_MOMENT) & (wanted > floor + _A_MOMENT)
                np.maximum(floor, wanted, out=floor, where=late)
                moved |= late
            if not moved.any():
                return moved
        return moved

    def holding(self, last: Any) -> Any:
        """Return which nodes are critical: what ends last, and what holds a critical one where it is."""
        links, holds = self.links, last - self.finish < _A_MOMENT
        while True:
            before = holds.sum()
            for node in range(len(links.floor) - 1, -1, -1):
                for link in range(links.begin[node], links.begin[node + 1]):
                    tight = np.abs(self.start[node] - self.bounds[link]) < _A_MOMENT
                    holds[links.source[link]] |= holds[node] & tight
                for opening in self.opened.get(node, ()):
                    tight = np.abs(self.start[node] - self.opens(opening)) < _A_MOMENT
                    opens = self.start[list(opening.parts)].min(axis=0)
                    for part in opening.parts:
                        holds[part] |= holds[node] & tight & (self.start[part] - opens < _A_MOMENT)
            for one in self.curves.longest:
                holds[one.then] |= holds[one.first] & (self.start[one.first] - self.wanted(one) < _A_MOMENT)
            if holds.sum() == before or not (self.opened or self.curves.longest):
                return holds

    def _after(self, wait: Span | float, source: Any) -> Any:
        return source + wait if not isinstance(wait, Span) else through(self.curves.axis, wait, source)

    def _begin(self, node: int, end: Any) -> Any:
        span = self.curves.spans.get(node)
        return end - self.length[node] if span is None else earliest(self.curves.axis, span, end)

    def _end(self, node: int, start: Any) -> Any:
        span = self.curves.spans.get(node)
        return start + self.length[node] if span is None else through(self.curves.axis, span, start)


def curved(curves: Curves, first: int, count: int, order: Order, shared: Shared, links: Links, critical: Any) -> None:
    """Fill ``order.finishes`` and add to ``critical``; parameters as for :func:`planmodel.scheduling.sampling.plain`.

    Work is critical in a sample when it ends last, or holds what is critical where it is. In samples in which longest
    waits contradict the links (a way round is longer than the wait allows), they do not count, and ``curves.broken``
    names them.
    """
    block = _Block(curves, first, count, order, shared, links)
    rounds = 1 + len(curves.openings)  # each way passes an opening or a longest wait once
    moving = block.settle(1 + (1 + len(curves.longest)) * rounds)
    if moving.any():
        curves.broken.extend((first + np.flatnonzero(moving)).tolist())
        without = _Block(curves._replace(longest=()), first, count, order, shared, links)
        without.settle(1 + rounds)
        for name in ("start", "finish", "bounds"):
            getattr(block, name)[:, moving] = getattr(without, name)[:, moving]
    for target in range(len(order.ends) - 1):
        nodes = order.targets[order.ends[target] : order.ends[target + 1]]
        found = block.start[nodes].min(axis=0) if order.opens[target] else block.finish[nodes].max(axis=0)
        order.finishes[target, first : first + count] = found
    critical += block.holding(order.finishes[0, first : first + count]).sum(axis=1)


_A_MOMENT = 1e-6


def through(axis: Axis, span: Span, start: Any) -> Any:
    """Return the ticks to which a span leads from each of many ticks, as ``spans.through`` does for one."""
    for step in span:
        start = _through(axis, step, start)
    return start


def earliest(axis: Axis, span: Span, finish: Any) -> Any:
    """Return the first ticks from which a span is not over before each of many ticks."""
    for step in reversed(span):
        finish = _earliest(axis, step, finish)
    return finish


def _through(axis: Axis, step: Step, start: Any) -> Any:
    if step.kind == TICKS:
        return start + step.size
    day, rest = _days(axis, start)
    then = _on(axis, day, step.size)
    kept = _on(axis, day + 1, step.size) > then
    return then * axis.per_unit + np.where(kept, rest, 0)


def _earliest(axis: Axis, step: Step, finish: Any) -> Any:
    if step.kind == TICKS:
        return finish - step.size
    day, rest = _days(axis, finish)
    months, of_month = _month(axis, day)
    length = _length(months - step.size)
    begin = np.where(
        of_month <= length, _day(axis, months - step.size, of_month), _day(axis, months - step.size + 1, 1)
    )
    last = np.where(of_month == _length(months), 31, of_month)
    late = _day(axis, months - step.size, last)
    whole = (_on(axis, begin, step.size) > day) | (rest < _A_MOMENT)
    return np.where(whole, begin * axis.per_unit, late * axis.per_unit + rest)


def _days(axis: Axis, ticks: Any) -> tuple[Any, Any]:
    """Return the days from the start, and what is left of them in ticks."""
    day = np.floor((ticks + _A_MOMENT) / axis.per_unit).astype(np.int64)
    return day, np.maximum(ticks - day * axis.per_unit, 0)


def _month(axis: Axis, day: Any) -> tuple[Any, Any]:
    """Return the months since 1970 and the days of the month of days that are counted from the start."""
    date = (day + (axis.first_day - _EPOCH)).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    return month.astype(np.int64), (date - month.astype("datetime64[D]")).astype(np.int64) + 1


_EPOCH = 719_163  # the ordinal of 1970-01-01


def _first(months: Any) -> Any:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _length(months: Any) -> Any:
    return _first(months + 1) - _first(months)


def _day(axis: Axis, months: Any, of_month: Any) -> Any:
    return _first(months) + np.minimum(of_month, _length(months)) - 1 - (axis.first_day - _EPOCH)


def _on(axis: Axis, day: Any, count: int) -> Any:
    months, of_month = _month(axis, day)
    return _day(axis, months + count, of_month)
