"""Ratios of two pieces of work, measured in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

__all__ = ["SLACK", "ratio", "seconds"]

SLACK = 1.5


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = work()
    spent = time.perf_counter() - start
    del result
    return spent


def ratio(benchmark: Any, ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> float:
    """Return ours ÷ theirs, each at its quickest in interleaved rounds: what else a machine does only adds time."""
    ours()  # converters are made once a process
    pairs = [(seconds(theirs), seconds(ours)) for _ in range(rounds)]
    found = min(mine for _, mine in pairs) / min(other for other, _ in pairs)
    benchmark.extra_info["ratio"] = round(found, 2)
    benchmark.pedantic(ours, rounds=1)
    print(f"{benchmark.name}: ratio {found:.2f}")
    return found
