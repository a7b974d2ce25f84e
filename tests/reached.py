"""Counting how often what a test is about was met, where its data may or may not meet it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

__all__ = ["Reached"]


class Reached:
    """Counts how often the cases of a test came to each of its assertions.

    A test says how often at least: ``@pytest.mark.reaches(acyclic=15)``, takes the fixture ``reached``, and asks
    ``if reached("acyclic", acyclic):``. It fails where too few cases came there.
    """

    def __init__(self, least: Mapping[str, int]) -> None:
        self.least = dict(least)
        self.times: Counter[str] = Counter()

    def __call__(self, what: str, held: bool = True) -> bool:
        """Count ``what`` if it ``held``, and return whether it did."""
        if what not in self.least:
            raise KeyError(f"say how often at least: @pytest.mark.reaches({what}=...)")
        self.times[what] += held
        return held

    def check(self) -> None:
        """Assert that everything was reached as often as was said."""
        few = [f"{what}: {self.times[what]} of {n}" for what, n in self.least.items() if self.times[what] < n]
        if few:
            raise AssertionError(f"too few cases came to an assertion: {', '.join(few)}")
