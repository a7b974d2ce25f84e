"""Coverage, specificity, shape and ambition over many plans."""

from __future__ import annotations

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.errors import ModelError, UnknownIdError
from planmodel.parts import DeclaredCount

PLANS = pm.PlanSet(
    [
        county(
            "a",
            indicator("pm25", "25微克/立方米", unit="微克/立方米", obligation="binding", better="lower"),
            indicator("good-days-share", "≥55%且不降低", obligation="expected"),
        ),
        county("b", indicator("pm25", "完成省下达任务"), indicator("good-days-share", "持续改善")),
        county("c"),
    ]
)


def test_coverage_tells_who_speaks_of_what() -> None:
    found = PLANS.coverage("plan", "metric")
    assert found.columns == ("good-days-share", "pm25")
    assert found.plans_with("pm25") == ("a", "b")
    assert found.share("pm25") == pytest.approx(2 / 3)
    assert (found.count("a", "pm25"), found.count("c", "pm25")) == (1, 0)
    assert len(found.to_records()) == 6
    assert PLANS.coverage("plan", "kind").count("a", "indicator") == 2
    assert "pm25" in repr(found)
    assert found.to_records()[4] == {
        "plan": "c",
        "plan_title": "c",
        "place": None,
        "place_code": None,
        "metric": "good-days-share",
        "name": "空气质量优良天数比率",
        "count": 0,
    }
    with pytest.raises(ModelError, match="no coverage"):
        PLANS.coverage("plan", "colour")  # type: ignore[arg-type]


def test_coverage_and_counts_become_tables() -> None:
    pytest.importorskip("pandas")
    assert PLANS.coverage().matrix().loc["a", "pm25"] == 1
    assert list(PLANS.specificity().to_frame()["plan"]) == ["a", "b", "c"]
    assert list(PLANS.ambition("pm25").to_frame()["plan"]) == ["a", "b", "c"]


def test_specificity_counts_the_most_specific_part_of_a_target() -> None:
    found = PLANS.specificity()
    assert (found["a"]["numeric"], found["b"]["assigned"], found["b"]["qualitative"]) == (2, 1, 1)
    assert (found["b"]["share_numeric"], found["c"]["share_numeric"]) == (0.0, None)
    assert found.total["share_numeric"] == 0.5
    assert "all" in repr(found)
    with pytest.raises(UnknownIdError):
        found["d"]


def test_shape_counts_what_is_listed_declared_and_binding() -> None:
    plan = county(
        "d",
        elements=[
            pm.Project(id="pr", name="六项工程", declared_count=6),
            *(pm.Project(id=f"pr{n}", name=f"工程{n}", part_of="pr") for n in range(7)),
            pm.Section(id="s", name="一"),
        ],
        declares=[DeclaredCount(kind="section", count=5)],
    )
    found = pm.PlanSet([plan, *PLANS]).shape()
    assert (found["d"]["section_listed"], found["d"]["section_declared"]) == (1, 5)
    assert (found["d"]["parts_listed"], found["d"]["parts_declared"]) == (7, 6)
    assert found["d"]["project_listed"] == 1
    assert (found["a"]["share_binding"], found["c"]["share_binding"]) == (0.5, None)
    assert found["a"]["section_declared"] is None


def ambition(text: str | pm.Target, **more: object) -> pm.PlanSet:
    more.setdefault("baseline", {"year": 2020, "value": "30 微克/立方米"})
    baseline = more.pop("baseline")
    made = pm.Baseline(**baseline) if isinstance(baseline, dict) else None
    return pm.PlanSet([county("a", indicator("pm25", text, unit="微克/立方米", baseline=made, **more))])


def test_the_ambition_of_a_level_is_its_distance_from_the_baseline_a_year() -> None:
    found = ambition("25微克/立方米").ambition("pm25")["a"]
    assert (found.change, found.improvement, found.unit, found.base, found.year) == (
        -1.0,
        1.0,
        "微克/立方米/年",
        2020,
        2025,
    )


def test_the_ambition_of_a_relative_change_is_a_compound_rate() -> None:
    found = ambition("比2020年下降14.5%").ambition("pm25")["a"]
    assert found.change == pytest.approx(100 * (0.855 ** (1 / 5) - 1))
    assert (found.unit, found.method) == ("%/年", "compound rate")
    yearly = ambition("年均下降3%").ambition("pm25")["a"]
    assert (yearly.change, yearly.base) == (-3.0, None)


def test_a_target_worse_than_the_baseline_has_a_negative_ambition_and_says_so() -> None:
    found = ambition("32微克/立方米").ambition("pm25")["a"]
    assert (found.improvement, found.reason) == (-0.4, "the target is worse than the baseline")
    assert (
        ambition("30微克/立方米").ambition("pm25")["a"].reason == "the target is the baseline: to hold, not to improve"
    )


@pytest.mark.parametrize(
    ("plans", "reason"),
    [
        (ambition("25微克/立方米", baseline=None), "no baseline"),
        (ambition("25微克/立方米", baseline={"value": "30 微克/立方米"}), "the baseline has no year"),
        (
            ambition("25微克/立方米", baseline={"year": 2025, "value": "30 微克/立方米"}),
            "no years from 2025 to the target's 2025",
        ),
        (
            ambition("25微克/立方米", baseline={"year": 2020, "value": "300 天"}),
            "baseline in 天, target in 微克/立方米",
        ),
        (ambition("20~25微克/立方米"), "a range, not one number"),
        (ambition("持续改善"), "in words: improve"),
        (ambition("下降100%"), "a fall by all there is has no rate"),
        (pm.PlanSet([county("a")]), "not stated"),
        (
            ambition(pm.Target(year=2025, scope="城区", commitment=pm.Level(value=25))),
            "the target is for a part, the baseline for the whole",
        ),
    ],
)
def test_where_ambition_is_not_defined_there_is_a_reason(plans: pm.PlanSet, reason: str) -> None:
    found = plans.ambition("pm25")["a"]
    assert (found.change, found.reason) == (None, reason)
    assert reason in repr(plans.ambition("pm25"))
