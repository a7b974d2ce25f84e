"""Heads of several places, years in brackets, merged words, rows that go on with parts, and units of English tables."""

from __future__ import annotations

from pathlib import Path

import planmodel as pm
from phrase_words import shown


def test_the_narrowest_place_is_the_baseline() -> None:
    head = [["指标", "单位", "2020年", "2020年", "目标值"], ["指标", "单位", "全国", "全市", "2025年"]]
    table = pm.read_indicator_table([*head, ["毛入园率", "%", "85.2", "92.1", "≥95"]])
    (indicator,) = table.indicators
    assert indicator.baseline is not None
    assert str(indicator.baseline.value) == "92.1 %"
    assert not indicator.observations


def test_a_year_in_brackets_is_no_unit() -> None:
    head = ["Measure", "Baseline (2023/24)", "Target 2024/25", "Polarity"]
    table = pm.read_indicator_table([head, ["Homes completed", "212", "250", "Higher is better"]])
    (indicator,) = table.indicators
    assert indicator.baseline is not None
    assert (indicator.unit, indicator.baseline.year) == (None, 2024)
    assert not [doubt for doubt in table.doubts if doubt.place is not None and doubt.place.line == 2]


def test_words_in_merged_cells_are_said_once() -> None:
    head = ["指标名称", "2025年基数", "2030年目标", "年均增长（%）或累计"]
    table = pm.read_indicator_table([head, ["碳排放降低（%）", "—", "完成市下达任务", "完成市下达任务"]])
    (indicator,) = table.indicators
    assert [shown(one.commitment) for one in indicator.targets] == ["by 市"]


def test_a_row_below_parts_has_their_unit_and_a_doubt() -> None:
    head = ["指标名称", "2020年", "2025年目标"]
    rows = [["电力装机容量（万千瓦）", "2150", "3600"], ["其中：光伏", "420", "1200"], ["风电", "35", "150"]]
    table = pm.read_indicator_table([head, *rows])
    assert [one.unit for one in table.indicators] == ["万千瓦"] * 3
    assert [doubt for doubt in table.doubts if doubt.place is not None and doubt.place.line == 4]


def test_a_change_to_one_of_two_levels_is_no_doubt() -> None:
    head = ["指标名称", "2025年基数", "2030年目标", "年均增长（%）", "2035年目标"]
    table = pm.read_indicator_table([head, ["地区生产总值（亿元）", "286.5", "383", "6.0", "500"]])
    assert not [doubt for doubt in table.doubts if doubt.place is not None and doubt.place.line == 2]


def test_units_as_english_tables_have_them() -> None:
    head = ["Indicator", "Unit of measure", "Baseline 2018/19", "Target 2024/25"]
    rows = [
        ["Under-five mortality rate", "Per 1000 live births", "64", "42"],
        ["Maternal mortality ratio", "Per 100 000 live births", "336", "211"],
        ["Length of paved roads", "Km", "4551", "7500"],
        ["Forest cover", "% of land area", "12.4", "15.0"],
    ]
    table = pm.read_indicator_table([head, *rows])
    values = [shown(one.targets[0].commitment) for one in table.indicators]
    assert values == ["- 42 ‰", "- 211 1/100000", "- 7500 km", "- 15.0 %"]


def test_what_a_csv_head_leaves_empty_is_filled() -> None:
    head = [
        ["指标名称", "计量单位", "2025年预计完成", "", "2026年计划", ""],
        ["", "", "绝对值", "增长%", "绝对值", "增长%"],
    ]
    rows = [
        ["地区生产总值", "亿元", "612.5", "5.4", "650", "5.5左右"],
        ["固定资产投资", "亿元", "—", "-2.6", "—", "3"],
    ]
    product, investment = pm.read_indicator_table([*head, *rows]).indicators
    assert [shown(one.commitment) for one in product.targets] == ["- 650 亿元"]
    assert [shown(one.commitment) for one in investment.targets] == ["increase - 3 % since 2025 of it"]
    assert not investment.observations


def test_what_is_added_is_no_level() -> None:
    head = [["指标", "2020年", "2025年", "2025年"], ["指标", "2020年", "目标", "增量"]]
    (indicator,) = pm.read_indicator_table([*head, ["铁路营业里程（公里）", "6200", "7300", "1100"]]).indicators
    assert [shown(one.commitment) for one in indicator.targets] == ["- 7300 公里"]


def test_a_name_of_shares_is_in_per_cent() -> None:
    head = ["Indicator", "Baseline 2022", "Target 2028"]
    (indicator,) = pm.read_indicator_table([head, ["Health spending as % of budget", "7.6", "15"]]).indicators
    assert indicator.unit == "%"


def test_a_raised_letter_is_a_mark_and_no_part_of_a_name(tmp_path: Path) -> None:
    file = tmp_path / "table.html"
    cells = "<tr><th>Metric</th><th>2019 baseline</th><th>2030 target</th></tr>"
    file.write_text(f"<table>{cells}<tr><td>Car trips<sup>a</sup></td><td>120</td><td>90</td></tr></table>", "utf8")
    (indicator,) = pm.read_indicator_table(file).indicators
    assert indicator.name == "Car trips"


def test_the_part_of_a_period_needs_no_word_of_money() -> None:
    head = ["项目名称", "年限", "投资估算（万元）", "其中：2021-2025年（万元）"]
    table = pm.read_project_table([head, ["国家储备林", "2022-2028", "48000", "25000"]])
    (project,) = table.projects
    assert project.cost is not None
    assert str(project.cost.in_period) == "25000 万元"
    assert not table.doubts
