"""How long checks take as plans grow."""

from __future__ import annotations

from pathlib import Path

import planmodel as pm
from benchmarks.documents import written
from benchmarks.ratios import Benchmark, Pair
from planmodel.check.run import check

__all__ = ["CHECKS"]

TEXTS = {f"d{number}": "到2025年生态环境持续改善。大力发展生态旅游。" * 1_000 for number in range(20)}


def growing(size: int, folder: Path) -> Pair:
    small, large = _plan(size // 10, folder), _plan(size, folder)

    def agree() -> bool:
        reports = [(plan, check(plan, texts=TEXTS)) for plan in (small, large)]
        counted = all(report.checked["elements"] == len(plan) for plan, report in reports)
        return counted and all(report.checked["quotations"] > len(plan) // 5 for plan, report in reports)

    return Pair(ours=lambda: check(large, texts=TEXTS), theirs=lambda: check(small, texts=TEXTS), agree=agree)


def _plan(size: int, folder: Path) -> pm.Plan:
    return pm.read_plan(written(size, folder, f"{size}.json"))


CHECKS = (
    Benchmark(
        name="check-growth",
        promise="checking 30,000 elements takes at most twenty times as long as 3,000: with the plan, not its square",
        at_most=20,
        prepare=growing,
        size=30_000,
        small=3_000,
        rounds=2,
    ),
)
