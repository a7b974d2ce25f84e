"""Numbers that are hardly meant are findings, whatever their size, and never the end of a check."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.parts import Element


def found(*elements: Element) -> list[tuple[str, str | None]]:
    report = pm.Plan(id="p", title="p", elements=elements).check()
    return [(one.code, one.path) for one in report.findings if one.code.startswith("PM4")]


def test_a_cost_without_a_unit_beside_one_with_is_no_amount_of_money() -> None:
    project = pm.Project(id="w", name="w", cost=pm.Cost(total="1.2", in_period="9000 万元"))
    assert found(project) == [("PM405", "projects[0].cost.total")]


@pytest.mark.parametrize(
    ("large", "small", "times"), [("1e300", "1e-300", "1e600 times"), ("2", "1e-9", "2,000,000,000 times")]
)
def test_numbers_that_lie_any_distance_apart_are_held_against_each_other(large: str, small: str, times: str) -> None:
    indicator = pm.Indicator(
        id="i",
        name="i",
        unit="克/立方米",
        baseline=pm.Baseline(year=2020, value=f"{small} 克/立方米"),
        observations=[
            pm.Observation(period=2021, value=f"{large} 克/m3"),
            pm.Observation(period=2022, value=f"{small} 毫克/立方米"),
        ],
    )
    report = pm.Plan(id="p", title="p", elements=[indicator]).check()
    slips = report.of("PM408")
    assert [one.path for one in slips] == ["indicators[0].observations[0].value", "indicators[0].observations[1].value"]
    assert times in slips[0].message
    assert "1/1,000 as much" in slips[1].message


def test_a_change_in_degrees_is_a_change_of_what_is_in_degrees() -> None:
    def indicator(value: str) -> pm.Indicator:
        change = pm.Change(direction="decrease", value=value, since=2020)
        return pm.Indicator(id="i", name="i", unit="℃", targets=[pm.Target(year=2025, commitment=change)])

    assert "PM405" not in dict(found(indicator("2 ℃")) + found(indicator("2 Δ℃")))
    assert "PM405" in dict(found(indicator("2 吨")))
