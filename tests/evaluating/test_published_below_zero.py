"""Published counts below zero are refused, and not added up."""

from __future__ import annotations

from typing import Any

import pytest

from planmodel.errors import PlanModelError
from planmodel.functions import published_counts


@pytest.mark.parametrize(
    "given",
    [
        {"classes": {"达到": -1, "超过": 20}, "total": 19},
        {"classes": {"达到": 20}, "total": -20},
        {"total": 19, "cuts": {"attribute": {"约束性": -1, "预期性": 20}}},
        {"shares": {"达到": (-1, 20, "-5")}},
        {"started": (10, -1, 0, 11)},
    ],
)
def test_a_count_below_zero_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(PlanModelError, match="a published count is not below zero, found -"):
        published_counts(**given)
