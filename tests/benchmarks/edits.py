"""How long changing plans and converting columns of numbers takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import planmodel as pm
from benchmarks.documents import written
from benchmarks.ratios import Benchmark, Pair

__all__ = ["EDITS"]


def renaming(size: int, folder: Path) -> Pair:
    plan = pm.read_plan(written(size, folder))

    def agree() -> bool:
        renamed = plan.rename("t7", "renamed")
        held = [(link.to, then.to) for (*_, link), (*_, then) in zip(plan.links(), renamed.links(), strict=True)]
        return all(then == ("renamed" if to == "t7" else to) for to, then in held)

    return Pair(ours=lambda: plan.rename("t7", "renamed"), theirs=lambda: plan.replace("t7", name="x"), agree=agree)


def converting(size: int, folder: Path) -> Pair:
    import numpy

    np: Any = numpy
    values = np.linspace(1, 1_000, size)
    return Pair(
        ours=lambda: pm.units.convert(values, "亩", "公顷"),
        theirs=lambda: values * (1 / 15),
        agree=lambda: bool(np.allclose(pm.units.convert(values, "亩", "公顷"), values / 15, rtol=1e-15)),
    )


EDITS = (
    Benchmark(
        name="rename",
        promise="renaming one of 30,000 elements takes at most ten times replacing it",
        at_most=10,
        prepare=renaming,
        size=30_000,
        small=500,
        rounds=7,
    ),
    Benchmark(
        name="convert",
        promise="a million numbers are converted in at most five times one multiplication by numpy",
        at_most=5,
        prepare=converting,
        size=1_000_000,
        small=100,
        rounds=9,
        needs=("numpy",),
    ),
)
