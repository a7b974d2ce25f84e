"""Phrases, pages and tables are read in units of one's own where these are given, and as before where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm

UNITS = pm.units.OwnUnits(["车队", "crew = 5 人", "teams"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("建成30车队", "30 车队"),
        ("达到3万车队以上", "3 万车队"),
        ("新增12 车队", "12 车队"),
        ("达到3 crew", "3 crew"),
        ("at least 12 teams by 2030", "12 teams"),
        ("森林覆盖率达到60%", "60 %"),
        ("救援车队达到30支", "30 支"),
    ],
)
def test_a_number_is_in_the_unit_that_stands_behind_it(text: str, value: str) -> None:
    commitment = pm.read_target(text, units=UNITS).commitment
    assert isinstance(commitment, pm.Level | pm.Change)
    assert str(commitment.value) == value


def test_a_unit_of_ones_own_knows_what_it_means() -> None:
    commitment = pm.read_target("达到3 crew", units=UNITS).commitment
    assert isinstance(commitment, pm.Level)
    assert commitment.value.to("人") == pm.Amount("15 人")
    other = pm.read_target("达到3 crew", units=pm.units.OwnUnits(["crew = 6 人"])).commitment
    assert isinstance(other, pm.Level)
    assert other.value.to("人") == pm.Amount("18 人")


def test_a_page_says_where_each_stands() -> None:
    text = "到2025年，新增12 车队，森林覆盖率达到60%。"
    found = pm.find_targets(text, units=UNITS)
    assert [text[one.start : one.end] for one in found] == ["新增12 车队", "森林覆盖率达到60%"]
    assert [str(one.commitment.value) for one in found] == ["12 车队", "60 %"]  # type: ignore[union-attr]


def test_a_table_takes_them_from_column_name_head_and_value(tmp_path: Path) -> None:
    rows = [
        ["指标名称", "单位", "2020年现状", "2025年目标值"],
        ["救援力量", "车队", "10", "≥30"],
        ["应急力量（车队）", "", "5", "12车队"],
        ["抢修力量", "", "5crew", "12（crew）"],
        ["森林覆盖率", "%", "58", "60"],
    ]
    table = pm.read_indicator_table(rows, units=UNITS)
    told = [(str(one.unit), str(one.targets[0].commitment.value)) for one in table.indicators]  # type: ignore[union-attr]
    assert told == [("车队", "30 车队"), ("车队", "12 车队"), ("crew", "12 crew"), ("%", "60 %")]
    assert table.doubts == ()
    plan = table.to_plan()
    assert [one.name for one in plan.units] == ["车队", "crew", "teams"]
    plan.to_yaml(tmp_path / "plan.yaml")
    again = pm.read_plan(tmp_path / "plan.yaml")
    assert [str(one.targets[0].commitment.value) for one in again.indicators] == [value for _, value in told]  # type: ignore[union-attr]


def test_without_them_the_unit_of_a_table_is_a_doubt() -> None:
    table = pm.read_indicator_table([["指标", "单位", "2025年目标"], ["救援力量", "车队", "≥30"]])
    assert ["车队" in doubt.message for doubt in table.doubts] == [True]
