"""A measured value that may be the change itself is not held against a level in silence."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm


def progress_of(target: str, base: float, *values: Any, name: str = "公共充电桩", unit: str = "个") -> Any:
    made = pm.Indicator(
        id="i",
        name=name,
        unit=unit,
        better="higher",
        baseline={"year": 2020, "value": base},
        targets=[pm.read_target(target, unit=unit, year=2025)],
        observations=[
            one if isinstance(one, pm.Observation) else {"period": one[0], "value": one[1]} for one in values
        ],
    )
    return pm.progress(pm.Plan(id="p", title="P", elements=[made]), as_of="2023-12-31")["i"]


@pytest.mark.parametrize(
    ("target", "base", "values", "status", "told"),
    [
        ("新增20个", 100, [(2023, 12)], "unknown", "may be the change itself"),
        ("新增20个", 100, [(2023, 112)], "on_track", None),
        # the rise promised is larger than the base: 15 may be a quarter of the way, or three quarters of the rise
        ("新增20个", 10, [(2023, 15)], "behind", "were it the change itself, it would be 75 % of what is promised"),
        ("新增20个", 10, [(2023, 25)], "on_track", None),
        ("新增900个", 10, [(2023, 500)], "behind", None),
        # an earlier value is below the base: those after it are of the same kind
        ("新增20个", 10, [(2021, 3), (2023, 15)], "unknown", "the value of 2021, 3 个, may be the change itself"),
        ("新增20个", 10, [(2021, 13), (2023, 15)], "behind", "were it the change itself"),
    ],
)
def test_a_rise_entered_as_a_value(target: str, base: float, values: Any, status: str, told: str | None) -> None:
    found = progress_of(target, base, *values)
    assert found.status == status
    assert (told or "") in str(found.message or "")
    assert (told is None) == ("the change itself" not in str(found.message or ""))


@pytest.mark.parametrize(
    ("target", "text", "status"),
    [
        ("新增20个", "新增15个", "unknown"),
        ("25个", "新增15个", "unknown"),
        ("25个", "增加到15个", "behind"),
        ("新增20个", "15个", "behind"),
    ],
)
def test_a_text_that_tells_a_rise_is_no_level(target: str, text: str, status: str) -> None:
    found = progress_of(target, 10, pm.Observation(period=2023, value=15, as_published=text))
    assert found.status == status
    assert ("tells a rise or a fall" in str(found.message)) == (status == "unknown")


def test_what_is_added_by_name_has_no_level_to_start_from() -> None:
    found = progress_of("新增500个", 100, (2023, 300), name="新增公共充电桩")
    assert (found.status, found.reason) == ("unknown", "level_or_change")
    assert "the name tells what is added" in str(found.message)
    kept = progress_of("达到120个", 100, (2023, 115), name="新增公共充电桩")
    assert kept.status == "on_track"


def test_a_fall_of_the_size_of_its_base_is_told_too() -> None:
    made = pm.Indicator(
        id="i",
        name="排放量",
        unit="吨",
        better="lower",
        baseline={"year": 2020, "value": 100},
        targets=[pm.read_target("减少60吨", unit="吨", year=2025)],
        observations=[{"period": 2023, "value": 58}],
    )
    found: Any = pm.progress(pm.Plan(id="p", title="P", elements=[made]), as_of="2023-12-31")["i"]
    assert found.status == "on_track"
    assert "it would be 96.67 % of what is promised" in str(found.message)


@pytest.mark.parametrize(
    ("better", "target", "status"),
    [("higher", "18", "met"), (None, "18", "unknown"), ("lower", "18", "unknown"), ("lower", "≤18", "behind")],
)
def test_lower_may_be_meant_of_a_fall_or_of_what_falls(better: Any, target: str, status: str) -> None:
    made = pm.Indicator(
        id="i",
        name="单位GDP二氧化碳排放降低",
        unit="%",
        better=better,
        targets=[pm.read_target(target, unit="%", year=2025)],
        observations=[{"period": 2025, "value": 18.2}],
    )
    found: Any = pm.progress(pm.Plan(id="p", title="P", elements=[made]), as_of="2025-12-31")["i"]
    assert found.status == status
    assert ("which is itself a fall" in str(found.message)) == (better == "lower" and target == "18")
