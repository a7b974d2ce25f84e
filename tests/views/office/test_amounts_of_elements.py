"""Durations and costs of elements are numbers for whoever opens the file, with their units beside them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import planmodel as pm
from planmodel.parts import Element
from planmodel.results import Collection


def columns(found: Collection[Element], language: str = "en") -> dict[str, list[Any]]:
    [table] = found._papers(language)
    return dict(zip(table.heads, map(list, zip(*table.rows, strict=True)), strict=True))


def tasks(*durations: Any) -> Collection[Any]:
    held = [pm.Task(id=f"t{n}", name="T", duration=one, not_before="2021-02-03") for n, one in enumerate(durations)]
    return pm.Plan(id="p", title="P", elements=held).tasks


def projects(*costs: Any) -> Collection[Any]:
    held = [pm.Project(id=f"r{n}", name="R", cost=one) for n, one in enumerate(costs)]
    return pm.Plan(id="p", title="P", elements=held).projects


@pytest.mark.parametrize(("language", "head"), [("en", "duration (月)"), ("zh", "工期（月）")])
def test_a_duration_is_a_number_in_the_unit_of_its_head(language: str, head: str) -> None:
    assert columns(tasks("3 月", None, "2.5 月"), language)[head] == [3, None, 2.5]


def test_units_that_differ_have_a_column() -> None:
    found = columns(projects({"total": "300 万元"}, {"total": "3 亿元"}))
    assert (found["cost"], found["unit of cost"]) == ([300, 3], ["万元", "亿元"])


def test_what_says_more_than_a_number_stays_in_words() -> None:
    estimate = {"likely": "3 月", "low": "2 月", "high": "5 月"}
    assert columns(tasks(estimate, "2 月"))["duration"] == ["3 月, low 2 月, high 5 月", "2 月"]
    cost = {"total": "5 万元", "in_period": "3 万元"}
    assert columns(projects(cost, {"total": "1 万元"}))["cost"] == ["5 万元, in period 3 万元", "1 万元"]


def test_no_field_is_taken_for_a_name_in_another_language() -> None:
    found = tasks("3 月")
    assert columns(found)["not before"] == [dt.date(2021, 2, 3)]
    assert "2021-02-03" in found.to_text()
    assert found.to_records()[0]["not_before"] == "2021-02-03"
