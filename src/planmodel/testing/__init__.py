"""Synthetic plans for tests and benchmarks: of realistic shape, and about no real place."""

from planmodel.testing.counties import make_plans, write_plans

__all__ = ["make_plans", "write_plans"]
