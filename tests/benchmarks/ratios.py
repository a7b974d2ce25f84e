"""A promise about speed or memory, and how it is measured: both sides in turns, under the same conditions.

Time is that of the processor, of processes that are waited for too, so that what else a machine does counts little.
"""

from __future__ import annotations

import gc
import importlib.util
import shutil
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import attrs

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

__all__ = ["Benchmark", "Measurement", "Pair", "without_collector"]


@attrs.frozen(kw_only=True)
class Pair:
    """Two pieces of work on one input, and whether what they give agrees."""

    ours: Callable[[], object]
    theirs: Callable[[], object]
    agree: Callable[[], bool]


@attrs.frozen(kw_only=True)
class Measurement:
    """Ours ÷ theirs (or ours − theirs): with the collector of garbage as users run both, and with it off for both."""

    running: float
    off: float | None
    ours: float
    """What ours takes at its quickest, in seconds or MiB."""


@attrs.frozen(kw_only=True)
class Benchmark:
    """A promise: ours takes at most ``at_most`` times theirs on an input of ``size``.

    ``at_most_off`` is what is promised with the collector off for both, where anything is.
    """

    name: str
    promise: str
    at_most: float
    at_most_off: float | None = None
    prepare: Callable[[int, Path], Pair]
    size: int
    large: int | None = None
    small: int
    rounds: int = 3
    memory: Literal["peak", "kept"] | None = None
    """What is compared in place of time: the most memory held on the way, or what the result keeps."""
    more: bool = False
    """Whether ``at_most`` is how many milliseconds longer ours takes, not how many times as long."""
    wall: bool = False
    """Whether time is that of the clock on the wall: of work that several processes or threads share."""
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> str | None:
        """The first package or program that this machine lacks for it."""
        lacks = (one for one in self.needs if importlib.util.find_spec(one) is None and shutil.which(one) is None)
        return next(lacks, None)

    def measure(self, folder: Path, *, large: bool = False) -> Measurement:
        """Measure in this process; both sides run once before, so that neither pays for what is made once."""
        pair = self.prepare(self.large if large and self.large else self.size, folder)
        if self.memory:
            ours = _traced(pair.ours, self.memory)
            return Measurement(running=ours / _traced(pair.theirs, self.memory), off=None, ours=ours / 2**20)
        pair.ours(), pair.theirs()
        clock = time.perf_counter if self.wall else _processor
        running = _quickest(pair, self.rounds, clock)
        with _collector_off():
            off = _quickest(pair, min(self.rounds, 2), clock)
        if self.more:  # in a process of its own, which has its own collector
            return Measurement(running=1e3 * (running[0] - running[1]), off=None, ours=running[0])
        return Measurement(running=running[0] / running[1], off=off[0] / off[1], ours=running[0])

    def is_held(self, found: Measurement) -> bool:
        """Whether what was measured is as promised."""
        off = self.at_most_off is None or found.off is None or found.off <= self.at_most_off
        return found.running <= self.at_most and off


def _processor() -> float:
    """Return the seconds that processors have worked for this process and those that it has waited for."""
    if resource is None:  # elsewhere than on Unix nobody tells of other processes
        return time.perf_counter()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _quickest(pair: Pair, rounds: int, clock: Callable[[], float]) -> tuple[float, float]:
    """Return ours and theirs at their quickest: what else a machine does only adds time."""
    times = [(_seconds(pair.ours, clock), _seconds(pair.theirs, clock)) for _ in range(rounds)]
    return min(ours for ours, _ in times), min(theirs for _, theirs in times)


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    gc.collect()
    start = clock()
    result = work()
    spent = clock() - start
    del result
    return spent


def _traced(work: Callable[[], object], which: Literal["peak", "kept"]) -> int:
    tracemalloc.start()
    try:
        result = work()
        gc.collect()
        kept, peak = tracemalloc.get_traced_memory()
        del result
    finally:
        tracemalloc.stop()
    return peak if which == "peak" else kept


def without_collector(work: Callable[[], object]) -> Callable[[], object]:
    """Return work that is done with the collector off, whoever does it."""

    def quietly() -> object:
        with _collector_off():
            return work()

    return quietly


@contextmanager
def _collector_off() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
