"""The sampler of :mod:`~planmodel.scheduling.sampling` compiled by numba, 64 samples at a time on every core."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from planmodel.scheduling.compiled import compiled
from planmodel.scheduling.sampling import GOLDEN, MIX1, MIX2, STEPS

__all__ = ["run"]

_WIDTH = 64


def _fill(first: int, count: int, order: Any, links: Any, critical: Any) -> None:
    """Fill ``order.finishes`` and ``critical`` for samples ``first`` to ``first + count``, 64 at a time."""
    key, table, spread, always, targets, ends, finishes = order
    begin, source, lag, from_end, to_end, floor = links
    size = len(floor)
    start = np.empty((size, _WIDTH))
    length = np.empty((size, _WIDTH))
    late = np.empty((size, _WIDTH))
    for node in range(size):
        row = spread[node]
        for lane in range(count):
            if row < 0:
                length[node, lane] = always[node]
                continue
            number = key[node] + np.uint64(first + lane + 1) * np.uint64(GOLDEN)
            number = (number ^ (number >> np.uint64(30))) * np.uint64(MIX1)
            number = (number ^ (number >> np.uint64(27))) * np.uint64(MIX2)
            number = number ^ (number >> np.uint64(31))
            where = float(number >> np.uint64(11)) * (STEPS / 9007199254740992.0)
            step = int(where)
            below = table[row, step]
            length[node, lane] = below + (table[row, step + 1] - below) * (where - step)
        for lane in range(count):
            start[node, lane] = floor[node]
        for link in range(begin[node], begin[node + 1]):
            before, wait = source[link], lag[link]
            after_finish, holds_finish = from_end[link], to_end[link]
            for lane in range(count):
                bound = start[before, lane] + wait
                if after_finish:
                    bound += length[before, lane]
                if holds_finish:
                    bound -= length[node, lane]
                start[node, lane] = max(start[node, lane], bound)
    for target in range(len(ends) - 1):
        for lane in range(count):
            finishes[target, first + lane] = -np.inf
        for number in range(ends[target], ends[target + 1]):
            node = targets[number]
            for lane in range(count):
                finish = start[node, lane] + length[node, lane]
                finishes[target, first + lane] = max(finishes[target, first + lane], finish)
    for node in range(size):
        for lane in range(count):
            late[node, lane] = finishes[0, first + lane] - length[node, lane]
    for node in range(size - 1, -1, -1):
        for link in range(begin[node], begin[node + 1]):
            before, wait = source[link], lag[link]
            after_finish, holds_finish = from_end[link], to_end[link]
            for lane in range(count):
                bound = late[node, lane] - wait
                if after_finish:
                    bound -= length[before, lane]
                if holds_finish:
                    bound += length[node, lane]
                late[before, lane] = min(late[before, lane], bound)
        for lane in range(count):
            if late[node, lane] - start[node, lane] < 1e-6:
                critical[node] += 1


_fill_compiled = compiled(_fill, nogil=True)


def _blocks(first: int, count: int, order: Any, links: Any, critical: Any) -> None:
    blocks = (count + _WIDTH - 1) // _WIDTH
    counts = np.zeros((blocks, len(critical)), np.int64)
    for block in numba.prange(blocks):
        begin = first + block * _WIDTH
        width = min(_WIDTH, first + count - begin)
        _fill_compiled(begin, width, order, links, counts[block])
    for block in range(blocks):
        critical += counts[block]


run = compiled(_blocks, parallel=True)
"""Fill ``finishes`` and add to ``critical``; parameters as for :func:`planmodel.scheduling.sampling.plain`."""
