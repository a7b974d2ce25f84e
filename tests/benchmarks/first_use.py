"""How long it takes until a new process has done something for the first time, against one that has hardly begun."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import written
from benchmarks.networks import make_plan
from benchmarks.ratios import Benchmark, Pair

__all__ = ["FIRST_USE"]

_SOURCE = Path(__file__).parents[2] / "src"


def _first(folder: Path, arguments: Sequence[str], against: Sequence[str], said: str) -> Pair:
    """Return two new processes; what they compile of Python is kept for the next, as where a package is installed."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONPATH": str(_SOURCE)}

    def run(words: Sequence[str]) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
        return done.stdout + done.stderr

    return Pair(
        ours=lambda: run(arguments),
        theirs=lambda: run(against),
        agree=lambda: said in run(arguments) and run(against) in ("", run(arguments)),
    )


_ATTRS = ("-c", "import attrs")
_BARE = ("-c", "pass")


def reading(size: int, folder: Path) -> Pair:
    path = written(size, folder)
    code = f"import planmodel as pm; print(len(pm.read_plan({str(path)!r})), 'elements')"
    return _first(folder, ("-c", code), _ATTRS, f"{size} elements")


def showing(size: int, folder: Path) -> Pair:
    return _first(folder, ("-m", "planmodel", "show", str(written(size, folder))), _BARE, "合成计划")


def checking(size: int, folder: Path) -> Pair:
    return _first(folder, ("-m", "planmodel", "check", str(written(size, folder))), _BARE, f"{size} elements")


def scheduling(size: int, folder: Path) -> Pair:
    """The same schedule, once where compiled code cannot be had."""
    path = folder / "network.json"
    make_plan(size).to_json(path)
    code = f"import planmodel as pm; print(pm.schedule(pm.read_plan({str(path)!r})).duration)"
    without = f"import sys; sys.modules['numba'] = None; {code}"
    return _first(folder, ("-c", code), ("-c", without), "天")


def simulating(size: int, folder: Path) -> Pair:
    """The same draws, once where compiled code cannot be had."""
    path = folder / "network.json"
    make_plan(size).to_json(path)
    code = f"import planmodel as pm; print(pm.schedule(pm.read_plan({str(path)!r})).simulate(1_000, seed=1).mean)"
    return _first(folder, ("-c", code), ("-c", f"import sys; sys.modules['numba'] = None; {code}"), "")


FIRST_USE = (
    Benchmark(
        name="compiled-draws",
        promise="a first simulation of 500 tasks takes no longer than one without compiled code to choose",
        at_most=1.15,
        prepare=simulating,
        size=500,
        small=50,
        needs=("numba",),
    ),
    Benchmark(
        name="first-read",
        promise="a new process has read 1,000 elements at most 60 ms after it would have imported attrs",
        at_most=60,
        more=True,
        prepare=reading,
        size=1_000,
        small=200,
        rounds=7,
    ),
    Benchmark(
        name="first-show",
        promise="planmodel show of 200 elements takes at most 250 ms longer than Python that does nothing",
        at_most=250,
        more=True,
        prepare=showing,
        size=200,
        small=200,
        rounds=7,
    ),
    Benchmark(
        name="first-check",
        promise="planmodel check of 200 elements takes at most 250 ms longer than Python that does nothing",
        at_most=250,
        more=True,
        prepare=checking,
        size=200,
        small=200,
        rounds=7,
    ),
    Benchmark(
        name="compiled-start",
        promise="a first schedule of 20,000 tasks takes no longer than one without compiled code to choose",
        at_most=1.15,
        prepare=scheduling,
        size=20_000,
        small=50,
        needs=("numba",),
    ),
)
