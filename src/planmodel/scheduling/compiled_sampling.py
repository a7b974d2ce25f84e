"""The sampler of :mod:`~planmodel.scheduling.sampling` compiled by numba, some samples at a time on every core."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numba
import numpy as np

from planmodel.scheduling.compiled import compiled
from planmodel.scheduling.sampling import BELOW_ONE, GOLDEN, MIX1, MIX2, WIDEST

__all__ = ["is_compiled", "run"]

_WIDTH = 32
"""How many samples go through the network at once: what they fill stays near the processor."""


def _share(key: Any, number: int) -> float:
    """Return a random number from 0 to 1, as ``sampling.uniforms`` does for many."""
    mixed = key + np.uint64(number) * np.uint64(GOLDEN)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(MIX1)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(MIX2)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return float(mixed >> np.uint64(11)) * (1 / 9007199254740992.0)


_share_compiled = compiled(_share, nogil=True)


def _quantile(share: float, steps: Any) -> Any:
    """Return the quantile at a share, as ``sampling.looked_up`` does for many."""
    where = share * (len(steps) - 1.0)
    step = int(where)
    below = steps[step]
    return below + (steps[step + 1] - below) * (where - step)


_quantile_compiled = compiled(_quantile, nogil=True)


def _common(first: int, count: int, order: Any, shared: Any) -> Any:
    """Return the normal numbers and the causes of a few samples."""
    shocks = np.zeros((len(shared.shock), _WIDTH))
    causes = np.empty((len(shared.key), _WIDTH))
    for shock in range(len(shared.shock)):
        for lane in range(count):
            shocks[shock, lane] = _quantile_compiled(
                _share_compiled(shared.shock[shock], first + lane + 1), shared.normal
            )
    for cause in range(len(shared.key)):
        steps, chance = order.table[shared.row[cause]], shared.chance[cause]
        for lane in range(count):
            if chance < 1 and _share_compiled(shared.happens[cause], first + lane + 1) >= chance:
                causes[cause, lane] = 0.0
            else:
                causes[cause, lane] = _quantile_compiled(_share_compiled(shared.key[cause], first + lane + 1), steps)
    return shocks, causes


_common_compiled = compiled(_common, nogil=True)


def _mixed(mix: Any, weight: Any, shocks: Any, total: Any) -> None:
    """Fill ``total`` with the weighted sums of normal numbers: four at a time, which spares reading it so often."""
    for lane in range(_WIDTH):
        total[lane] = 0.0
    fours = len(mix) // 4 * 4
    for at in range(0, fours, 4):
        a, b, c, d = shocks[mix[at]], shocks[mix[at + 1]], shocks[mix[at + 2]], shocks[mix[at + 3]]
        of_a, of_b, of_c, of_d = weight[at], weight[at + 1], weight[at + 2], weight[at + 3]
        for lane in range(_WIDTH):
            total[lane] += of_a * a[lane] + of_b * b[lane] + of_c * c[lane] + of_d * d[lane]
    for at in range(fours, len(mix)):
        a, of_a = shocks[mix[at]], weight[at]
        for lane in range(_WIDTH):
            total[lane] += of_a * a[lane]


_mixed_compiled = compiled(_mixed, nogil=True)


def _lengths(first: int, count: int, order: Any, shared: Any, length: Any) -> None:
    """Fill the durations of a few samples."""
    key, table, spread, always = order.key, order.table, order.spread, order.always
    shocks, causes = _common_compiled(first, count, order, shared)
    for node in range(len(always)):
        row, mix_begin, mix_end = spread[node], shared.mix_begin[node], shared.mix_begin[node + 1]
        if row < 0:
            for lane in range(count):
                length[node, lane] = always[node]
        elif mix_begin == mix_end:
            for lane in range(count):
                length[node, lane] = _quantile_compiled(_share_compiled(key[node], first + lane + 1), table[row])
        else:
            _mixed_compiled(shared.mix[mix_begin:mix_end], shared.weight[mix_begin:mix_end], shocks, length[node])
            for lane in range(count):
                share = min(max((length[node, lane] + WIDEST) * (1 / (2 * WIDEST)), 0.0), BELOW_ONE)
                length[node, lane] = _quantile_compiled(share, table[row])
        for at in range(shared.begin[node], shared.begin[node + 1]):
            cause = shared.cause[at]
            for lane in range(count):
                if shared.adds[cause]:
                    length[node, lane] += causes[cause, lane]
                else:
                    length[node, lane] *= causes[cause, lane]


_lengths_compiled = compiled(_lengths, nogil=True)


def _fill(first: int, count: int, order: Any, shared: Any, links: Any, critical: Any) -> None:
    """Fill ``order.finishes`` and ``critical`` for samples ``first`` to ``first + count``, a few at a time."""
    targets, ends, finishes = order.targets, order.ends, order.finishes
    begin, source, lag, from_end, to_end, floor = links
    size = len(floor)
    start = np.empty((size, _WIDTH))
    length = np.empty((size, _WIDTH))
    late = np.empty((size, _WIDTH))
    _lengths_compiled(first, count, order, shared, length)
    for node in range(size):
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
        opens = order.opens[target]
        for lane in range(count):
            finishes[target, first + lane] = np.inf if opens else -np.inf
        for number in range(ends[target], ends[target + 1]):
            node = targets[number]
            for lane in range(count):
                if opens:
                    finishes[target, first + lane] = min(finishes[target, first + lane], start[node, lane])
                else:
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


def _blocks(first: int, count: int, order: Any, shared: Any, links: Any, critical: Any) -> None:
    blocks = (count + _WIDTH - 1) // _WIDTH
    counts = np.zeros((blocks, len(critical)), np.int64)
    for block in numba.prange(blocks):
        begin = first + block * _WIDTH
        width = min(_WIDTH, first + count - begin)
        _fill_compiled(begin, width, order, shared, links, counts[block])
    for block in range(blocks):
        critical += counts[block]


run = compiled(_blocks, parallel=True)
"""Fill ``finishes`` and add to ``critical``; parameters as for :func:`planmodel.scheduling.sampling.plain`."""


def is_compiled() -> bool:
    """Return whether machine code is there: made in this process, or kept by an earlier one on this machine."""
    if run.signatures:  # type: ignore[attr-defined]
        return True
    kept = getattr(getattr(getattr(run, "_cache", None), "_cache_file", None), "_index_path", None)
    return kept is not None and Path(kept).exists()
