"""Rules about resources, modes and the dates of work."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm
from planmodel.parts import Mode, Use


def found(code: str, **fields: Any) -> list[tuple[str, str]]:
    plan = pm.Plan(
        id="p",
        title="Plan",
        elements=[
            pm.Resource(id="crew", name="Crew", capacity="5 人"),
            pm.Task(id="a", name="a"),
            pm.Task(id="t", name="t", **fields),
        ],
    )
    return [
        (finding.path.partition(".")[2], finding.message) for finding in plan.check().findings if finding.code == code
    ]


def test_uses_and_modes_that_cannot_be_counted_are_found_each_at_its_place() -> None:
    modes = [Mode(name="x", duration="1 天"), Mode(name="x", duration="2 天")]
    uses = [Use("crew", amount="3 亿元"), Use("crew", amount="1 人", mode="y"), Use("crew", amount="2 户")]
    assert {path for path, _ in found("PM413", duration="3 天", modes=modes, uses=uses)} == {
        "modes[1].name",
        "duration",
        "uses[0].amount",
        "uses[1].mode",
        "uses[2].amount",
    }
    assert "it has no modes" in found("PM413", uses=[Use("crew", amount="1 人", mode="y")])[0][1]
    assert found("PM413", duration="3 天", uses=[Use("crew", amount="2 人"), Use("crew"), Use("ghost")]) == []


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"started": "2022-03", "finished": "2022-01"}, "finished"),
        ({"not_before": "2022-03-02", "finish_by": "2022-03-01"}, "finish_by"),
        ({"depends_on": [pm.Dependency("a", lag="2 月", max_lag="1 月")]}, "depends_on[0].max_lag"),
        ({"depends_on": [pm.Dependency("a", max_lag="-1 月")]}, "depends_on[0].max_lag"),
    ],
)
def test_dates_and_waits_that_contradict_each_other_are_found(fields: dict[str, Any], path: str) -> None:
    assert [where for where, _ in found("PM506", **fields)] == [path]


@pytest.mark.parametrize(
    "fields",
    [
        {"started": "2022-03", "finished": "2022-03"},
        {"not_before": "2022-03", "finish_by": "2022-03-15"},
        {"depends_on": [pm.Dependency("a", lag="1 月", max_lag="1 月")]},
        {"depends_on": [pm.Dependency("a", lag="1 月", max_lag="3 工作日")]},
    ],
)
def test_dates_and_waits_that_go_together_are_left_alone(fields: dict[str, Any]) -> None:
    assert found("PM506", **fields) == []


@pytest.mark.parametrize(
    ("whole", "part", "path"),
    [
        ({"finish_by": "2022-03-01"}, {"not_before": "2022-03-02"}, ["not_before"]),
        ({"not_before": "2022-03-02"}, {"finish_by": "2022-03-01"}, ["finish_by"]),
        (
            {"finish_by": "2022-03-01", "not_before": "2022-03-01"},
            {"not_before": "2022-03", "finish_by": "2022-03-01"},
            [],
        ),
    ],
)
def test_a_part_whose_dates_its_whole_rules_out_is_found(
    whole: dict[str, Any], part: dict[str, Any], path: list[str]
) -> None:
    works = [
        pm.Task(id="w", name="W", **whole),
        pm.Task(id="m", name="M", part_of="w"),
        pm.Task(id="t", name="T", part_of="m", **part),
    ]
    report = pm.Plan(id="p", title="P", elements=works).check()
    assert [(one.element, one.path) for one in report.findings if one.code == "PM506"] == [
        ("t", f"tasks[2].{one}") for one in path
    ]
