"""Drawing durations and passing them through a network, many samples at a time (extra ``schedule``).

Random numbers come from a counter: the number of a task's sample is a mix of the seed, the task's id and the sample's
number (SplitMix64: G. L. Steele, D. Lea and C. H. Flood, *Fast splittable pseudorandom number generators*, OOPSLA
2014). So results depend neither on the order of tasks, nor on threads, nor on whether numba is installed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from logging import getLogger
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from planmodel.errors import ModelError
from planmodel.scheduling.curved_sampling import Curves, curved
from planmodel.scheduling.estimates import Spread
from planmodel.words import say

__all__ = [
    "NORMAL_STEPS",
    "STEPS",
    "WIDEST",
    "Links",
    "Order",
    "Shared",
    "by_normal",
    "counted",
    "draw",
    "keys",
    "lengths",
    "looked_up",
    "normals",
    "plain",
    "quantiles",
    "scores",
    "uniforms",
]

Floats = npt.NDArray[np.float64]
STEPS = 1024
"""How many steps a table of quantiles has; between them it is linear."""
NORMAL_STEPS = 16384
"""How many steps the table of normal numbers has."""
WIDEST = 5.0
"""How many deviations from its mean a normal number counts at most."""
BELOW_ONE = 1 - 2.0**-53
"""The last number below 1."""
GOLDEN, MIX1, MIX2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class Links(NamedTuple):
    """A network for the samplers; its nodes are numbered so that each comes after what it waits for.

    Parameters:
        begin: for each node where its links begin in the other arrays; one more at the end.
        source: the node that each link comes from.
        lag: its lag.
        from_end: whether it counts from the finish of its source.
        to_end: whether it holds the finish of its node.
        floor: the tick before which each node cannot start.
    """

    begin: npt.NDArray[np.int32]
    source: npt.NDArray[np.int32]
    lag: Floats
    from_end: npt.NDArray[np.bool_]
    to_end: npt.NDArray[np.bool_]
    floor: Floats


class Shared(NamedTuple):
    """What several nodes have in common: causes, which multiply or lengthen, and normal numbers that correlate them.

    Parameters:
        key: the key of each cause's random numbers.
        happens: the key of the random numbers that say whether it happens.
        chance: how likely it is; 1 of what always does.
        row: its row of the table of quantiles.
        adds: whether it lengthens by ticks, rather than multiplies.
        begin: for each node where its causes begin in ``cause``, those that multiply first; one more at the end.
        cause: the causes of each node.
        shock: the key of each normal number.
        mix_begin: for each node where its normal numbers begin in ``mix`` and ``weight``; one more at the end.
        mix: the normal numbers whose weighted sum stands for a node's own random number.
        weight: their weights.
        normal: the quantiles of the normal distribution; shape (16385,).
    """

    key: npt.NDArray[np.uint64]
    happens: npt.NDArray[np.uint64]
    chance: Floats
    row: npt.NDArray[np.int32]
    adds: npt.NDArray[np.bool_]
    begin: npt.NDArray[np.int32]
    cause: npt.NDArray[np.int32]
    shock: npt.NDArray[np.uint64]
    mix_begin: npt.NDArray[np.int32]
    mix: npt.NDArray[np.int32]
    weight: Floats
    normal: Floats


class Order(NamedTuple):
    """What the samplers draw, and where they put it: arrays, so that compiled code takes it too.

    Parameters:
        key: the key of each node's random numbers.
        table: the quantiles of each distinct distribution, in ticks (of factors as they are); shape
            (distributions, 1025). Of a node with normal numbers they are at normal numbers from -5 to 5.
        spread: for each node its row of ``table``, or -1 where it always takes the same time.
        always: that time, in ticks.
        targets: the nodes whose last finish is wanted, of one target after the other.
        ends: where the nodes of each target begin, and where the last ones end.
        opens: whether what is wanted of a target is the first start of its nodes, instead of the last finish.
        finishes: the finish (or start) of each target in each sample, in ticks, to be filled; shape (targets, samples).
    """

    key: npt.NDArray[np.uint64]
    table: Floats
    spread: npt.NDArray[np.int32]
    always: Floats
    targets: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    opens: npt.NDArray[np.bool_]
    finishes: Floats


def quantiles(spread: Spread) -> Floats:
    """Return the quantiles 0, 1/1024, … 1 of a duration, in ticks.

    The beta distribution of PERT has the shape parameters ``1 + 4 (likely - low) / (high - low)`` and
    ``1 + 4 (high - likely) / (high - low)``; its density is integrated on a grid of 16,384 steps. A log-normal one is
    cut off at its quantiles 0.0001 and 0.9999.

    Raises:
        ModelError: a log-normal duration that is not above zero.
    """
    low, likely, high, name = spread
    share = np.linspace(0.0, 1.0, STEPS + 1)
    if high <= low:
        return np.full(STEPS + 1, likely)
    if name == "uniform":
        return low + (high - low) * share
    if name == "lognormal":
        if low <= 0:
            raise ModelError(say("estimates.log"), hint=say("estimates.log_hint"))
        sigma = math.log(high / low) / (2 * NormalDist().inv_cdf(0.95))
        normal = NormalDist(math.log(likely), sigma)
        return np.array([math.exp(normal.inv_cdf(min(max(one, 1e-4), 1 - 1e-4))) for one in share])
    mode = (likely - low) / (high - low)
    if name == "triangular":
        rising = np.sqrt(share * mode)
        falling = 1 - np.sqrt((1 - share) * (1 - mode))
        return low + (high - low) * np.where(share <= mode, rising, falling)
    x = np.linspace(0.0, 1.0, 16 * STEPS + 1)
    density = x ** (4 * mode) * (1 - x) ** (4 * (1 - mode))
    summed = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return low + (high - low) * np.interp(share, summed / summed[-1], x)


def _mixed(number: int) -> int:
    number = (number ^ (number >> 30)) * MIX1 % 2**64
    number = (number ^ (number >> 27)) * MIX2 % 2**64
    return number ^ (number >> 31)


def keys(ids: Sequence[str], seed: int) -> npt.NDArray[np.uint64]:
    """Return the key of each task's random numbers."""
    start = _mixed((seed * GOLDEN + 1) % 2**64)
    return np.array([_mixed(start ^ _mixed(_number(id))) for id in ids], np.uint64)


def _number(id: str) -> int:
    """Return a number that stands for an id: of 64 bits, so that two ids of a plan do not share one."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "little")


_COMPILED_FROM = 5_000_000
"""Samples times tasks from which compiled code is worth its start."""


def _engine(work: int) -> Callable[..., None]:
    """Return the sampler over blocks: compiled, on all cores, when numba is there and the work is large."""
    if work < _COMPILED_FROM or find_spec("numba") is None:
        return plain
    from planmodel.scheduling.compiled_sampling import is_compiled, run

    if not is_compiled():
        getLogger("planmodel").warning(say("simulation.compiling"))
    return run


def uniforms(key: Any, numbers: Any) -> Any:
    """Return random numbers from 0 to 1: a counter, mixed (SplitMix64).

    Parameters:
        key: the key of what is drawn.
        numbers: the numbers of the samples from 1, each times the golden ratio.
    """
    mixed = key + numbers
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(MIX1)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(MIX2)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * (1 / 9007199254740992.0)


def looked_up(share: Any, steps: Any) -> Any:
    """Return the quantiles at shares from 0 up to 1, between the steps of a table linearly."""
    where = share * (len(steps) - 1.0)
    step = where.astype(np.int64)
    return steps[step] + (steps[step + 1] - steps[step]) * (where - step)


@lru_cache(maxsize=1)
def normals() -> Floats:
    """Return the quantiles 0, 1/16384, … 1 of the normal distribution, the ends at ±5 instead of infinity."""
    inner = [NormalDist().inv_cdf(step / NORMAL_STEPS) for step in range(1, NORMAL_STEPS)]
    return np.array([-WIDEST, *inner, WIDEST])


def by_normal(steps: Floats) -> Floats:
    """Return the quantiles of a table at normal numbers in steps from -5 to 5, instead of at shares."""
    cdf = NormalDist().cdf
    shares = [cdf(WIDEST * (2 * step / STEPS - 1)) for step in range(STEPS + 1)]
    return np.interp(shares, np.linspace(0.0, 1.0, STEPS + 1), steps)


def scores(node: int, numbers: Any, order: Order, shared: Shared, shocks: Any) -> Any:
    """Return a node's random numbers, from 0 to 1: its place between the ends of its table."""
    mixes = range(shared.mix_begin[node], shared.mix_begin[node + 1])
    if not mixes:
        return uniforms(order.key[node], numbers)
    total = sum(shared.weight[mix] * shocks[shared.mix[mix]] for mix in mixes)
    return np.minimum(np.maximum((total + WIDEST) * (1 / (2 * WIDEST)), 0.0), BELOW_ONE)


def counted(first: int, count: int) -> Any:
    """Return the numbers of samples as :func:`uniforms` takes them."""
    return np.arange(first + 1, first + count + 1, dtype=np.uint64) * np.uint64(GOLDEN)


def lengths(first: int, count: int, order: Order, shared: Shared, nodes: Sequence[int] | None = None) -> Floats:
    """Return the duration of each node in some samples, in ticks; shape (nodes, count).

    Parameters:
        first: the number of the first sample.
        count: how many samples.
        order: what is drawn.
        shared: what nodes have in common.
        nodes: the nodes that are wanted; all when left out.
    """
    table = order.table
    numbers = counted(first, count)
    shocks = [looked_up(uniforms(key, numbers), shared.normal) for key in shared.shock]
    causes = []
    for cause in range(len(shared.key)):
        value = looked_up(uniforms(shared.key[cause], numbers), table[shared.row[cause]])
        if shared.chance[cause] < 1:
            value = np.where(uniforms(shared.happens[cause], numbers) < shared.chance[cause], value, 0.0)
        causes.append(value)
    wanted = range(len(order.always)) if nodes is None else nodes
    length = np.empty((len(wanted), count))
    for at, node in enumerate(wanted):
        row = order.spread[node]
        length[at] = (
            order.always[node] if row < 0 else looked_up(scores(node, numbers, order, shared, shocks), table[row])
        )
        for cause in shared.cause[shared.begin[node] : shared.begin[node + 1]]:
            length[at] = length[at] + causes[cause] if shared.adds[cause] else length[at] * causes[cause]
    return length


def plain(first: int, count: int, order: Order, shared: Shared, links: Links, critical: Any) -> None:
    """Fill ``order.finishes`` and add to ``critical``, an array operation a link.

    Parameters:
        first: the number of the first sample.
        count: how many samples.
        order: what is drawn.
        shared: what nodes have in common.
        links: the network.
        critical: in how many samples each node had no slack.
    """
    targets, ends, finishes = order.targets, order.ends, order.finishes
    size = len(links.floor)
    start, length = np.empty((size, count)), lengths(first, count, order, shared)
    for node in range(size):
        start[node] = links.floor[node]
        for link in range(links.begin[node], links.begin[node + 1]):
            bound = start[links.source[link]] + links.lag[link]
            if links.from_end[link]:
                bound = bound + length[links.source[link]]
            if links.to_end[link]:
                bound = bound - length[node]
            np.maximum(start[node], bound, out=start[node])
    for target in range(len(ends) - 1):
        nodes = targets[ends[target] : ends[target + 1]]
        if order.opens[target]:
            finishes[target, first : first + count] = start[nodes].min(axis=0)
        else:
            finishes[target, first : first + count] = (start[nodes] + length[nodes]).max(axis=0)
    late = finishes[0, first : first + count] - length
    for node in range(size - 1, -1, -1):
        for link in range(links.begin[node], links.begin[node + 1]):
            before = links.source[link]
            bound = late[node] - links.lag[link]
            if links.from_end[link]:
                bound = bound - length[before]
            if links.to_end[link]:
                bound = bound + length[node]
            np.minimum(late[before], bound, out=late[before])
        critical[node] += int((late[node] - start[node] < 1e-6).sum())


def draw(
    samples: int,
    order: Order,
    shared: Shared,
    links: Links,
    progress: Callable[[int, int], None] | None = None,
    curves: Curves | None = None,
) -> npt.NDArray[np.int64]:
    """Draw durations, pass them through the network, and fill ``order.finishes``.

    Parameters:
        samples: how many.
        order: what is drawn; its first target is the whole.
        shared: what nodes have in common.
        links: the network.
        progress: called now and then with the samples done and ``samples``.
        curves: what depends on when it begins, wholes that open with a part, longest waits, if there are any.

    Returns:
        In how many samples each node had no slack.
    """
    size = len(order.always)
    critical = np.zeros(size, np.int64)
    run = _engine(samples * size) if curves is None else partial(curved, curves)
    step = max(2048, samples // 20) if progress is not None else 16 * 1024
    step = min(step, max(1, 40_000_000 // max(1, size))) if curves is not None or run is plain else step
    for first in range(0, samples, step):
        run(first, min(step, samples - first), order, shared, links, critical)
        if progress is not None:
            progress(min(first + step, samples), samples)
    return critical
