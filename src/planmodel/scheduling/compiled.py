"""Both passes in code that numba compiles: for networks so large that lists are slow (extra ``schedule``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from planmodel.scheduling.passes import Passes

__all__ = ["compiled", "solve"]

Whole = npt.NDArray[np.int64]


def _passes(first: Any, then: Any, weights: Any, lengths: Any, floor: Any, due: Any) -> Any:
    """Return early and late starts, free slack, an order, and how many nodes the order holds."""
    size, links = len(lengths), len(first)
    begin = np.zeros(size + 1, np.int64)
    waiting = np.zeros(size, np.int32)
    for link in range(links):
        begin[first[link] + 1] += 1
        waiting[then[link]] += 1
    for node in range(size):
        begin[node + 1] += begin[node]
    place = begin[:-1].copy()
    after = np.empty(links, np.int32)
    weight = np.empty(links, np.int64)
    for link in range(links):
        where = place[first[link]]
        after[where] = then[link]
        weight[where] = weights[link]
        place[first[link]] = where + 1
    early = floor.copy()
    order = np.empty(size, np.int32)
    filled = 0
    for node in range(size):
        if waiting[node] == 0:
            order[filled] = node
            filled += 1
    walked = 0
    while walked < filled:
        node = order[walked]
        walked += 1
        start = early[node]
        for where in range(begin[node], begin[node + 1]):
            other = after[where]
            early[other] = max(early[other], start + weight[where])
            waiting[other] -= 1
            if waiting[other] == 0:
                order[filled] = other
                filled += 1
    finish = 0
    for node in range(size):
        finish = max(finish, early[node] + lengths[node])
    bounded = len(due) > 0
    late = np.empty(size, np.int64)
    free = np.empty(size, np.int64)
    for back in range(filled - 1, -1, -1):
        node = order[back]
        latest = (min(finish, due[node]) if bounded else finish) - lengths[node]
        loose = latest - early[node]
        for where in range(begin[node], begin[node + 1]):
            other = after[where]
            latest = min(latest, late[other] - weight[where])
            loose = min(loose, early[other] - weight[where] - early[node])
        late[node] = latest
        free[node] = loose
    return early, late, free, order, filled


def compiled(function: Callable[..., Any], *, nogil: bool = False, parallel: bool = False) -> Callable[..., Any]:
    """Return a function that numba compiles, once an installation where a folder for that can be written."""
    try:
        return numba.njit(cache=True, nogil=nogil, parallel=parallel)(function)
    except RuntimeError:  # nowhere to keep it: it is compiled once a process
        return numba.njit(nogil=nogil, parallel=parallel)(function)


_compiled = compiled(_passes)


def solve(
    first: Sequence[int],
    then: Sequence[int],
    weights: Sequence[int] | None,
    durations: Sequence[int],
    floor: Sequence[int],
    due: dict[int, int],
) -> Passes:
    """Return both passes over a network; parameters as for :func:`planmodel.scheduling.passes.solve`.

    ``weights=None`` stands for links from finish to start without a lag, whose weight is the duration.
    """
    last = np.full(len(durations) if due else 0, np.iinfo(np.int64).max, np.int64)
    for node, tick in due.items():
        last[node] = tick
    source, lengths = np.asarray(first, np.int32), np.asarray(durations, np.int64)
    early, late, free, order, filled = _compiled(
        source,
        np.asarray(then, np.int32),
        lengths[source] if weights is None else np.asarray(weights, np.int64),
        lengths,
        np.asarray(floor, np.int64),
        last,
    )
    return Passes(early, late, free, order[:filled])
