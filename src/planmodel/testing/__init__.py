"""For tests: an assertion about plan files, and synthetic plans of realistic shape that are about no real place."""

from planmodel.testing.counties import make_plans, write_plans
from planmodel.testing.validity import assert_valid_plans

__all__ = ["assert_valid_plans", "make_plans", "write_plans"]
