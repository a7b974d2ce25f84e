"""Annexes of projects as published: cost, money in the period, years, bodies, groups, and sums that are checked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.phrases.tables.project_cells import bodies_in, duration_in, money_in, period_in
from planmodel.results import ProjectTable

HEAD = ["序号", "项目名称", "建设内容及规模", "建设年限", "总投资", "“十四五”投资", "责任单位", "资金来源"]


def read(*rows: list[str], **options: Any) -> ProjectTable:
    width = max(map(len, rows))
    return pm.read_project_table([[*row, *[""] * (width - len(row))] for row in rows], **options)


NESTED = [
    ["附件2 重点工程项目表（单位：万元）"],
    HEAD,
    ["一", "水环境治理工程（2项）", "", "", "3000", "2500"],
    ["1", "城区污水处理厂\n提标改造", "新增2万吨/日", "2021-2023", "1,200", "1000", "市住建局、市水务集团", "中央资金"],
    [
        "2",
        "河道整治",
        "整治10公里",
        "2022年",
        "1800",
        "1500",
        "牵头单位：市水利局；配合单位：各镇（街道、园区）",
        "自筹",
    ],
    ["二", "大气治理工程", "", "", "500", "500"],
    ["1", "锅炉淘汰", "35台", "24个月", "约500", "500", "市生态环境局"],
    ["", "小计", "", "", "500", "500"],
    ["", "合计（3个项目）", "", "", "3500", "3000"],
    ["注：资金以实际下达为准。"],
]


def test_each_row_becomes_a_project_with_all_that_it_says() -> None:
    table = read(*NESTED, document="annex")
    assert table.doubts == ()
    water, plant, river, air, boilers = table.projects
    assert (plant.name, plant.description, plant.note) == (
        "城区污水处理厂提标改造",
        "新增2万吨/日",
        "资金来源：中央资金",
    )
    assert plant.cost == pm.Cost(total="1200 万元", in_period="1000 万元", as_published="1,200 / 1000")
    assert plant.period == pm.Period("2021/2023")
    assert boilers.duration is not None
    assert boilers.duration.likely == pm.Amount("24 月")
    assert boilers.cost is not None
    assert boilers.cost.approximate
    assert water.declared_count == 2
    assert [one.part_of and one.part_of.to for one in table.projects] == [None, water.id, water.id, None, air.id]
    names = {one.id: one.name for one in table.organizations}
    assert [(names[link.to], link.role) for link in river.responsible] == [
        ("市水利局", "lead"),
        ("各镇（街道、园区）", "support"),
    ]
    assert plant.sources == (pm.Citation(document="annex"),)
    assert [table.row_of(one) for one in table.projects] == [3, 4, 5, 6, 7]


def test_every_printed_sum_is_held_against_its_rows() -> None:
    assert [(one.label, one.field, one.agrees) for one in read(*NESTED).sums] == [
        ("水环境治理工程（2项）", "total", True),
        ("水环境治理工程（2项）", "in_period", True),
        ("大气治理工程", "total", True),
        ("大气治理工程", "in_period", True),
        ("小计", "total", True),
        ("小计", "in_period", True),
        ("合计(3个项目)", "total", True),
        ("合计(3个项目)", "in_period", True),
    ]


@pytest.mark.parametrize(
    ("row", "column", "text", "line", "words"),
    [
        (8, 4, "3600", 9, "prints 3600 万元 in all; its 3 projects add up to 3500 万元"),
        (8, 5, "2990", 9, "prints 2990 万元 in the period"),
        (2, 4, "3001", 3, "its 2 projects add up to 3000 万元"),
        (7, 4, "600", 8, "小计 prints 600 万元"),
        (2, 1, "水环境治理工程（3项）", 3, "says 3 projects, and 2 are listed"),
        (8, 1, "合计（4个项目）", 9, "says 4 projects, and 3 are listed"),
        (3, 5, "1300", 4, "1300 万元 in the period is more than 1200 万元 in all"),
        (3, 4, "1200\n800", 4, "is no one sum of money"),
        (3, 4, "待定", 4, "is no one sum of money"),
        (3, 3, "近期", 4, "is no stretch of years"),
    ],
)
def test_what_does_not_add_up_or_cannot_be_read_is_a_doubt_on_its_row(
    row: int, column: int, text: str, line: int, words: str
) -> None:
    rows = [list(one) for one in NESTED]
    rows[row][column] = text
    doubts = read(*rows).doubts
    assert any(doubt.place.line == line and words in doubt.message for doubt in doubts)


def test_a_project_without_money_is_said_and_counted_in_the_sums() -> None:
    head = ["项目名称", "总投资（亿元）", "责任单位"]
    table = read(head, ["甲", "1.5"], ["乙", "—"], ["合计", "2.5"])
    assert table.projects[1].cost is None
    assert "states no money" in table.doubts[0].message
    assert "its 2 projects, of which 1 state no amount, add up to 1.5 亿元" in table.doubts[1].message


@pytest.mark.parametrize("above", [True, False])
def test_sub_totals_stand_above_or_below_what_they_sum(above: bool) -> None:
    head = ["项目名称", "总投资（万元）", "责任单位"]
    first, second = [["甲", "1"], ["乙", "2"]], [["丙", "4"], ["丁", "8"]]
    sums = ["水 小计", "3"], ["气 小计", "12"]
    blocks = [[sums[0], *first], [sums[1], *second]] if above else [[*first, sums[0]], [*second, sums[1]]]
    table = read(head, *blocks[0], *blocks[1], ["总计", "15"])
    assert [one.agrees for one in table.sums] == [True] * 3
    assert len(table.projects) == 4
    assert table.doubts == ()


def test_nested_sub_totals_close_the_group_that_holds_them() -> None:
    head = ["序号", "项目名称", "总投资（万元）"]
    rows = [
        *([["一", "水"], ["（一）", "污水"], ["1", "甲", "1"], ["2", "乙", "2"], ["", "小计", "3"]]),
        *([["（二）", "河道"], ["1", "丙", "4"], ["", "小计", "4"], ["", "小计", "7"]]),
        *([["二", "气"], ["1", "丁", "8"], ["", "小计", "8"], ["", "合计", "15"]]),
    ]
    table = read(head, *rows)
    assert [one.agrees for one in table.sums] == [True] * 5
    water, sewage, first = table.projects[:3]
    assert first.part_of is not None
    assert sewage.part_of is not None
    assert (first.part_of.to, sewage.part_of.to) == (sewage.id, water.id)


def test_sums_in_another_unit_and_rounded_sums_are_compared_by_what_they_print() -> None:
    head = ["项目名称", "总投资（万元）", "责任单位"]
    rows = ["甲", "65533.15"], ["乙", "100"]
    assert read(head, *rows, ["合计", "6.56亿元"]).sums[0].agrees
    assert not read(head, *rows, ["合计", "6.55亿元"]).sums[0].agrees
    rounded = read(["项目名称", "总投资（亿元）"], ["甲", "1.26"], ["乙", "1.26"], ["合计", "2.53"])
    assert "as rounding may make it" in rounded.doubts[0].message


def test_heads_of_two_rows_and_what_no_field_holds_stand_in_the_note() -> None:
    rows = [
        ["项目名称", "投资（万元）", "投资（万元）", "投资（万元）", "资金来源", "资金来源", "建设性质", "某某"],
        ["项目名称", "总投资", "截至2020年底已完成投资", "2021-2025年投资", "中央", "自筹", "建设性质", "某某"],
        ["甲", "10", "3", "7", "5", "5", "续建", "x"],
    ]
    table = read(*rows)
    [project] = table.projects
    assert project.cost == pm.Cost(total="10 万元", in_period="7 万元", as_published="10 / 7")
    assert project.note is not None
    assert "已完成投资：3" in project.note
    assert "资金来源 中央：5；资金来源 自筹：5；建设性质：续建；某某：x" in project.note
    assert [doubt.place.column for doubt in table.doubts] == [8]


def test_money_without_a_unit_is_not_guessed() -> None:
    rows = ["项目名称", "总投资"], ["甲", "10"]
    table = read(*rows)
    assert table.projects[0].cost == pm.Cost(as_published="10")
    assert "a sum without a unit" in table.doubts[0].message
    assert read(*rows, unit="万元").projects[0].cost == pm.Cost(total="10 万元", as_published="10")


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("1200", "万元", "1200 万元"),
        ("约1,200.5", "万元", "1200.5 万元"),
        ("3亿元", "万元", "3 亿元"),
        ("12 34", "万元", None),
        ("1,2", "万元", None),
        ("5吨", "万元", None),
        ("100-200", "万元", None),
        ("62¹", "万元", None),
    ],
)
def test_money_in_cells(text: str, unit: str, amount: str | None) -> None:
    found = money_in(text, unit)
    assert (None if found is None else str(found.amount)) == amount


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021-2025", "2021/2025"),
        ("2021—2025年", "2021/2025"),
        ("2021.3-2023.12", "2021-03/2023-12"),
        ("2022年", "2022"),
        ("2021年3月至2023年12月", "2021-03/2023-12"),
        ("“十四五”期间", "2021/2025"),
        ("2025-2021", None),
        ("2021.13", None),
        ("2023年底前", None),
        ("21-25", None),
        ("近期", None),
    ],
)
def test_years_of_building(text: str, period: str | None) -> None:
    found = period_in(text)
    assert (None if found is None else found.text) == period


def test_lengths_and_bodies() -> None:
    assert [duration_in(one) for one in ("36个月", "2年", "2021")] == [pm.Amount("36 月"), pm.Amount("2 年"), None]
    assert [body.name for body in bodies_in("环保拱墅分局,各街道(园区)、市发改委\n市财政局", None)] == [
        "环保拱墅分局",
        "各街道(园区)",
        "市发改委",
        "市财政局",
    ]
    assert [body.role for body in bodies_in("市水利局牵头，市财政局配合", None)] == ["lead", "support"]


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=8), st.decimals("-5", "5", places=2))
def test_a_sum_agrees_exactly_when_it_is_the_sum(values: list[Decimal], off: Decimal) -> None:
    rows = [[f"项目{n}", f"{value}"] for n, value in enumerate(values)]
    printed = sum(values) + abs(off)
    [total] = read(["项目名称", "总投资（万元）"], *rows, ["合计", f"{printed:.2f}"]).sums
    assert total.agrees is (off == 0)


def test_a_plan_of_an_annex_is_written_and_checked(tmp_path: Any) -> None:
    plan = read(*NESTED, document="annex").to_plan()
    plan.to_yaml(tmp_path / "plan.yaml")
    again = pm.read_plan(tmp_path / "plan.yaml")
    assert again == plan


def test_a_table_without_projects_is_refused() -> None:
    with pytest.raises(pm.PlanFileError, match="no row of the table heads a column 项目名称"):
        read(["指标", "目标值"], ["甲", "1"])
