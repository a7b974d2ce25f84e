"""What the benchmarks measure is the same work on both sides; how long it takes, no test asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

import attrs
import pytest

from benchmarks import BENCHMARKS
from benchmarks.__main__ import row
from benchmarks.ratios import Benchmark, Pair

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("promise", BENCHMARKS, ids=lambda one: one.name)
def test_both_sides_of_a_ratio_do_the_same(promise: Benchmark, tmp_path: Path) -> None:
    if promise.missing is not None:
        pytest.skip(f"needs {promise.missing}")
    assert promise.prepare(promise.small, tmp_path).agree()


def idle(size: int, folder: Path) -> Pair:
    return Pair(ours=lambda: sorted(range(size)), theirs=lambda: list(range(size)), agree=lambda: True)


IDLE = Benchmark(
    name="idle", promise="sorting takes its time", at_most=1e9, prepare=idle, size=50_000, small=1, rounds=1
)


def test_a_line_says_what_was_promised_what_was_measured_and_how_with_the_collector_off() -> None:
    promised, measured, off, ours, unit, *words = row(IDLE, large=False).split()
    assert (promised, unit, words) == ("1000000000.00", "s", ["idle:", "sorting", "takes", "its", "time"])
    assert min(float(one) for one in (measured, off, ours)) > 0


def test_a_promise_that_is_not_held_is_marked_and_what_is_missing_named() -> None:
    assert row(attrs.evolve(IDLE, at_most=0), large=False).endswith("  <- more than promised")
    assert row(attrs.evolve(IDLE, needs=("nothing-of-the-kind",)), large=False).endswith("(needs nothing-of-the-kind)")


@pytest.mark.parametrize("which", ["peak", "kept"])
def test_memory_is_compared_too(which: Literal["peak", "kept"]) -> None:
    assert " MiB " in row(attrs.evolve(IDLE, memory=which), large=False)


def test_the_command_refuses_a_name_that_it_does_not_know() -> None:
    wrong = [sys.executable, "tests/benchmarks", "read-jason"]
    assert subprocess.run(wrong, cwd=ROOT, capture_output=True, check=False).returncode == 2
