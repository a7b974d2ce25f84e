"""The sampler for networks in which some durations and lags depend on when they begin (extra ``schedule``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from planmodel.scheduling.axis import Axis
from planmodel.scheduling.spans import TICKS, Span, Step

if TYPE_CHECKING:
    from planmodel.scheduling.sampling import Links, Order

__all__ = ["Curves", "curved"]


class Curves(NamedTuple):
    """What depends on when it begins.

    Parameters:
        axis: the line of time.
        spans: durations by node, as the samplers number nodes.
        waits: lags by link.
    """

    axis: Axis
    spans: Mapping[int, Span]
    waits: Mapping[int, Span]


def curved(curves: Curves, first: int, count: int, order: Order, links: Links, critical: Any) -> None:
    """Fill ``order.finishes`` and add to ``critical``; parameters as for :func:`planmodel.scheduling.sampling.plain`.

    Work is critical in a sample when it ends last, or holds what is critical where it is.
    """
    from planmodel.scheduling.sampling import GOLDEN, drawn

    key, table, spread, always, targets, ends, finishes = order
    axis, size = curves.axis, len(links.floor)
    numbers = np.arange(first + 1, first + count + 1, dtype=np.uint64) * np.uint64(GOLDEN)
    start, finish = np.empty((size, count)), np.empty((size, count))
    bounds = np.empty((len(links.source), count))
    for node in range(size):
        span = curves.spans.get(node)
        length = always[node] if spread[node] < 0 else drawn(key[node] + numbers, table[spread[node]])
        start[node] = links.floor[node]
        for link in range(links.begin[node], links.begin[node + 1]):
            bound = (finish if links.from_end[link] else start)[links.source[link]]
            wait = curves.waits.get(link)
            bound = bound + links.lag[link] if wait is None else through(axis, wait, bound)
            if links.to_end[link]:
                bound = bound - length if span is None else earliest(axis, span, bound)
            bounds[link] = bound
            np.maximum(start[node], bound, out=start[node])
        finish[node] = start[node] + length if span is None else through(axis, span, start[node])
    for target in range(len(ends) - 1):
        finishes[target, first : first + count] = finish[targets[ends[target] : ends[target + 1]]].max(axis=0)
    holds = finishes[0, first : first + count] - finish < _A_MOMENT
    for node in range(size - 1, -1, -1):
        for link in range(links.begin[node], links.begin[node + 1]):
            holds[links.source[link]] |= holds[node] & (start[node] - bounds[link] < _A_MOMENT)
    critical += holds.sum(axis=1)


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
