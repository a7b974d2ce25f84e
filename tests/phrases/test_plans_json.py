"""Rows of real plans as a careful reader took them down: how many are read alike, and that none is read wrongly."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm

DATA = Path(__file__).parents[3] / "shared" / "data" / "plans.json"

KINDS = {
    "level": "Level",
    "observation": "Level",
    "cumulative_decline_pct": "Change",
    "annual_average_decline_pct": "Change",
    "cumulative_reduction_quantity": "Change",
    "cumulative_increment": "Change",
    "qualitative": "Qualitative",
    "assigned_by_superior": "Assigned",
    "class": "Grade",
}
COMPARATORS = {
    None: None,
    "=": None,
    ">=": "at_least",
    "<=": "at_most",
    ">": "more_than",
    "<": "less_than",
    "~": "about",
}


def rows() -> list[dict[str, Any]]:
    if not DATA.exists():
        pytest.skip("the records of real plans are not beside this checkout")
    plans = json.loads(DATA.read_text(encoding="utf-8"), parse_float=Decimal)
    return [row for plan in plans for row in plan["indicators"] if row["as_published"]]


def flat(commitment: Any) -> list[Any]:
    return list(commitment.parts) if isinstance(commitment, pm.Compound) else [commitment]


def agrees(row: dict[str, Any], commitment: Any) -> bool:
    """Return whether one reading has the kind, comparator, value and unit that the careful reader took down."""
    if type(commitment).__name__ != KINDS[row["kind"]]:
        return False
    number = (row["target"] or {}).get("value")
    if number is None:
        number = (row["baseline"] or {}).get("value") if "target_not_readable" in row["irregularities"] else None
    if isinstance(commitment, pm.Level | pm.Change) and number is not None:
        unit = (row["target"] or {}).get("unit") or row["unit"]
        if commitment.value != pm.Amount(Decimal(number), unit):
            return False
        dual = "dual_expression" in row["irregularities"]  # 2.10万吨;减少12%: the bound is the careful reader's own
        unread = "target_not_readable" in row["irregularities"]  # the text is a baseline: it has no bound of its own
        return dual or unread or commitment.comparator == COMPARATORS[row["bound"]]
    return True


def outcome(row: dict[str, Any]) -> str:
    found = pm.read_targets(row["as_published"], unit=row["unit"], name=row["name"])
    parts = [part for target in found for part in flat(target.commitment)]
    if any(agrees(row, part) for part in parts):
        return "right"
    return "unread" if all(isinstance(part, pm.Unread) for part in parts) else "wrong"


def test_real_rows_are_read_right_or_not_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    found = [(row, outcome(row)) for row in rows()]
    table = Counter((row["kind"], result) for row, result in found)
    with capsys.disabled():
        print()
        for (kind, result), count in sorted(table.items()):
            print(f"{kind:32} {result:8} {count}")
        for row, result in found:
            if result != "right":
                print(result, row["name"], row["as_published"])
    right = sum(result == "right" for _, result in found)
    assert [row["as_published"] for row, result in found if result == "wrong"] == []
    assert right / len(found) >= 0.97


def test_each_place_of_a_real_list_is_where_the_careful_reader_found_it() -> None:
    groups: list[list[dict[str, Any]]] = [[]]
    for row in rows():
        if groups[-1] and groups[-1][-1]["as_published"] != row["as_published"]:
            groups.append([])
        groups[-1].append(row)
    whole = [group for group in groups if len(group) == 4 and "respectively_list" in group[0]["irregularities"]]
    assert whole
    for group in whole:
        found = pm.read_targets(group[0]["as_published"], name=group[0]["name"])
        assert len(found) == 4
        for row, target in zip(group, found, strict=True):
            assert agrees(row, target.commitment), (row["name"], target)
