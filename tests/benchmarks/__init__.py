"""How long planmodel takes, as ratios to well-known work on the same input: ``python tests/benchmarks``."""

from __future__ import annotations

from benchmarks.checks import CHECKS
from benchmarks.edits import EDITS
from benchmarks.files import FILES
from benchmarks.first_use import FIRST_USE
from benchmarks.long_lists import LONG_LISTS
from benchmarks.many_plans import MANY_PLANS
from benchmarks.schedules import SCHEDULES

__all__ = ["BENCHMARKS"]

BENCHMARKS = (*FILES, *FIRST_USE, *EDITS, *CHECKS, *MANY_PLANS, *SCHEDULES, *LONG_LISTS)
