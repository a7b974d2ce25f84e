"""Which analyses a plan allows, and what is missing for the others."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.functions import needs
from planmodel.parts import Driver, Estimate, Use
from planmodel.results import Needs
from scheduling.plans import plan_of, task


def allowed(*elements: Any) -> list[str]:
    return [one.name for one in plan_of(*elements).needs().analyses if one.allowed]


def lacks(found: Needs, analysis: str) -> list[tuple[str, str]]:
    return [(one.id, one.field) for one in found.missing if one.analysis == analysis]


GOAL, THREE = pm.Goal(id="g", name="Goal"), Estimate(low="1 天", likely="2 天", high="3 天")


def test_a_plan_of_words_alone_allows_nothing() -> None:
    assert allowed(GOAL, task("a")) == []
    assert allowed(GOAL) == []


def test_each_analysis_is_allowed_by_what_it_needs() -> None:
    assert allowed(task("a", "5 天")) == ["schedule"]
    assert allowed(GOAL, task("a", "5 天", contributes_to=["g"])) == ["schedule", "goals"]
    assert allowed(task("a", THREE)) == ["schedule", "simulation"]
    assert allowed(task("a", "5 天"), Driver(id="d", name="d", tasks=["a"], factor=2)) == ["schedule", "simulation"]
    crew = pm.Resource(id="crew", name="crew", capacity="2 人")
    assert allowed(crew, task("a", "5 天")) == ["schedule"]
    assert allowed(crew, task("a", "5 天", uses=[Use("crew", amount="1 人")])) == ["schedule", "resources"]
    target = pm.read_target("≥90 %", year=2025)
    seen = pm.Observation(period=2023, value="80 %")
    assert allowed(pm.Indicator(id="i", name="i", unit="%", targets=[target], observations=[seen])) == ["progress"]
    assert allowed(pm.Indicator(id="i", name="i", unit="%", metric="pm25", targets=[target])) == ["comparison"]


def test_what_is_missing_is_told_element_by_element_what_most_hangs_on_first() -> None:
    works = [task("a", "1 天"), task("b", None, ["a"], contributes_to=["g"]), task("c", None, ["b"]), task("z")]
    found = needs(plan_of(GOAL, task("w"), task("d", "1 天", ["b"], part_of="w"), *works))
    assert lacks(found, "schedule") == [("b", "duration"), ("c", "duration"), ("z", "depends_on"), ("z", "duration")]
    assert ("w", "duration") not in lacks(found, "schedule"), "a whole spans its parts"
    assert lacks(found, "goals")[0] == ("b", "duration"), "c and d wait for it, and it serves a goal"
    (schedule, *_) = found.analyses
    assert (schedule.ready, schedule.of) == (2, 5)


def test_the_report_is_there_in_both_languages() -> None:
    found = needs(plan_of(GOAL, task("a", "5 天")))
    assert "schedule: 1 of 1 elements say what it needs" in str(found)
    assert "模拟：暂不能进行，1个条目中有0个具备所需信息" in found.to_text(language="zh")
    with pytest.raises(ModelError):
        found.to_text(language="fr")
