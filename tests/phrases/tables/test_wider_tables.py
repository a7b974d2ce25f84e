"""Forms of tables: columns of years, bare years beside targets, headings alone in their rows, units of all places."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown
from planmodel.results import IndicatorTable


def rows_of(table: IndicatorTable) -> list[tuple[str, str | None, list[tuple[int | None, str]]]]:
    return [
        (str(one.name), one.unit, [(target.year, shown(target.commitment)) for target in one.targets])
        for one in table.indicators
    ]


def doubted(table: IndicatorTable) -> set[int | None]:
    return {doubt.place.line for doubt in table.doubts}


def test_a_column_of_years_dates_the_target_of_each_row() -> None:
    table = pm.read_indicator_table(
        [
            ["Indicator", "Baseline", "Baseline year", "Target", "Year"],
            ["Adult smoking", "18%", "2019", "12%", "2030"],
            ["Measles vaccine", "86%", "2021", "≥95%", "2027"],
        ]
    )
    assert rows_of(table) == [
        ("Adult smoking", "%", [(2030, "- 12 %")]),
        ("Measles vaccine", "%", [(2027, "at_least 95 %")]),
    ]
    assert [one.baseline.year for one in table.indicators if one.baseline is not None] == [2019, 2021]


def test_bare_years_beside_a_column_that_says_target_are_what_was_measured() -> None:
    table = pm.read_indicator_table(
        [
            ["指标", "单位", "2023", "2024", "2025", "2025年目标"],
            ["全社会用电量", "亿千瓦时", "103", "108", "—", "115"],
        ]
    )
    [power] = table.indicators
    assert [(one.year, shown(one.commitment)) for one in power.targets] == [(2025, "- 115 亿千瓦时")]
    assert [str(one.value) for one in power.observations] == ["103 亿千瓦时"]
    assert power.baseline is not None
    assert (power.baseline.year, str(power.baseline.value)) == (2024, "108 亿千瓦时")


def test_three_years_of_promises_hold_no_baseline() -> None:
    table = pm.read_indicator_table(
        [
            ["指标", "2025年", "2030年", "2035年"],
            ["非化石能源消费占比", "20%左右", "25%左右", "30%以上"],
            ["供电煤耗（克标准煤/千瓦时）", "300", "295", "—"],
            ["天然气年产量（亿立方米）", "2300以上", "—", "—"],
        ]
    )
    assert [one.baseline for one in table.indicators] == [None, None, None]
    assert [len(one.targets) for one in table.indicators] == [3, 2, 1]


def test_rows_with_a_name_alone_head_those_below_when_the_first_row_is_one() -> None:
    table = pm.read_indicator_table(
        [
            ["Indicator", "2020 baseline", "2030 target"],
            ["Emissions", "", ""],
            ["Total emissions", "41.2", "21"],
            ["Energy", "", ""],
            ["Renewable share", "59%", "100%"],
        ]
    )
    assert [(str(one.name), one.groups) for one in table.indicators] == [
        ("Total emissions", ("Emissions",)),
        ("Renewable share", ("Energy",)),
    ]
    assert {2, 4} <= doubted(table)


def test_a_row_with_a_name_alone_among_others_is_an_indicator_without_a_target() -> None:
    table = pm.read_indicator_table(
        [["指标", "2020年", "2025年目标"], ["森林覆盖率", "24", "25"], ["湿地保护率", "", ""], ["出口总额", "1", "2"]]
    )
    assert [str(one.name) for one in table.indicators] == ["森林覆盖率", "湿地保护率", "出口总额"]
    assert 3 in doubted(table)


@pytest.mark.parametrize(
    ("name", "unit"), [("化学需氧量排放量", "万吨"), ("污水处理率", "%"), ("空气质量优良天数比例", "%")]
)
def test_of_two_units_above_a_table_a_share_takes_the_percent_and_an_amount_the_other(name: str, unit: str) -> None:
    table = pm.read_indicator_table([["单位：万吨、%", "", ""], ["指标", "2020年", "2025年"], [name, "8.6", "7.9"]])
    assert [one.unit for one in table.indicators] == [unit]
    assert [shown(one.commitment) for one in table.indicators[0].targets] == [f"- 7.9 {unit}"]


@pytest.mark.parametrize(
    ("printed", "unit"), [("％", "%"), ("tCO2e per person", "tCO2e per person"), ("微克／立方米", "微克/立方米")]
)
def test_a_unit_is_written_in_the_spelling_that_is_known(printed: str, unit: str) -> None:
    table = pm.read_indicator_table([["Indicator", "Unit", "2030 target"], ["Emissions", printed, "6"]])
    assert [one.unit for one in table.indicators] == [unit]
    assert doubted(table) <= {1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[完成市下达任务]", "by 市"),
        ("（稳步推进）", "complete"),
        ("≤55dB(A)", "at_most 55 dB(A)"),
        ("〔＜0.11〕", "less_than 0.11"),
    ],
)
def test_what_stands_in_brackets_in_a_cell(text: str, expected: str) -> None:
    table = pm.read_indicator_table([["指标", "目标值"], ["某指标", text], ["森林覆盖率", "25%"]])
    assert [shown(one.commitment) for one in table.indicators[0].targets] == [expected]


def test_a_table_whose_columns_of_names_hold_numbers_keeps_one() -> None:
    table = pm.read_indicator_table(
        [["指标名称", "2020年", "目标", ""], ["", "", "", "指标名称"], ["2020年", "", "", "≥90"]]
    )
    assert len(table.cells) == 6


@pytest.mark.parametrize(
    ("head", "name", "printed", "expected"),
    [
        ("年均/累计", "城镇调查失业率（%）", "<5.5", "less_than 5.5 %"),
        ("年均增长", "城镇调查失业率（%）", "<5.5", "unread"),
        ("年均增长", "城镇登记失业率（%）", "5.5", "unread"),
        ("年均增长", "森林覆盖率（%）", "≤0.5", "unread"),
        ("年均增长", "地区生产总值增长率（%）", "6左右", "increase about 6 % since 2020 a year of it"),
    ],
)
def test_a_share_below_a_head_of_changes_is_no_rise_where_it_may_be_a_level(
    head: str, name: str, printed: str, expected: str
) -> None:
    table = pm.read_indicator_table([["指标", "2020年", "2025年目标", head], [name, "5.2", "", printed]])
    assert [line for _, _, lines in rows_of(table) for _, line in lines] == [expected]
    assert ("unread" in expected) == any("not read" in doubt.message for doubt in table.doubts)


def test_a_year_before_the_plan_is_no_target_though_it_stands_below_targets() -> None:
    rows = [
        ["“十四五”交通发展主要指标", "", ""],
        ["指标", "规划目标", "规划目标"],
        ["指标", "2020年", "2025年"],
        ["铁路营业里程（公里）", "520", "680"],
        ["高速公路通车里程（公里）", "760", "突破1000"],
    ]
    table = pm.read_indicator_table(rows)
    assert rows_of(table)[1] == ("高速公路通车里程（公里）", "公里", [(2025, "more_than 1000 公里")])
    assert [str(one.baseline.value) for one in table.indicators if one.baseline is not None] == ["520 公里", "760 公里"]
    both = pm.read_indicator_table([["主要指标", "", ""], *rows[1:]])
    assert [year for year, _ in rows_of(both)[0][2]] == [2020, 2025]  # no title says when the plan begins


def test_names_below_a_head_that_is_merged_over_two_columns() -> None:
    table = pm.read_indicator_table(
        [
            ["单位：%", "", "", ""],
            ["指标", "", "2020年实际", "2025年目标"],
            ["学前教育", "毛入园率", "93.4", "96"],
            ["学前教育", "普惠性幼儿园覆盖率", "85.1", "≥88"],
            ["高中阶段教育", "毛入学率", "94.6", "97"],
        ]
    )
    assert [(one.name, one.groups) for one in table.indicators] == [
        ("毛入园率", ("学前教育",)),
        ("普惠性幼儿园覆盖率", ("学前教育",)),
        ("毛入学率", ("高中阶段教育",)),
    ]


def test_counts_have_no_unit_and_cumulative_baselines_are_numbers() -> None:
    table = pm.read_indicator_table(
        [
            ["Indicator", "Unit", "Baseline 2022", "Target 2025"],
            ["Boreholes drilled", "No.", "120", "160+"],
            ["Pupil-teacher ratio", "ratio", "48:1", "45:1"],
            ["New places, total", "places", "[300]", "[450]"],
        ]
    )
    bores, ratio, places = table.indicators
    assert (bores.unit, shown(bores.targets[0].commitment)) == (None, "at_least 160")
    assert (ratio.unit, shown(ratio.targets[0].commitment)) == (None, "- 45")
    assert places.baseline is not None
    assert places.baseline.value == pm.Amount("300")


def test_the_five_years_of_a_plan_hold_no_baseline() -> None:
    head = ["指标", *(f"{year}年" for year in range(2021, 2026))]
    table = pm.read_indicator_table([head, ["养老床位（万张）", "3", "3.2", "3.4", "3.6", "≥4"]])
    [beds] = table.indicators
    assert beds.baseline is None
    assert [one.year for one in beds.targets] == [2021, 2022, 2023, 2024, 2025]
    before = pm.read_indicator_table([["指标", *(f"{year}年" for year in range(2020, 2026))], ["甲率（%）", *"567889"]])
    assert before.indicators[0].baseline is not None
    assert len(before.indicators[0].targets) == 5


def test_a_name_of_each_year_makes_its_change_one_of_each_year() -> None:
    rows = [["地区生产总值年均增速", "%", "6.5"], ["货运量年均增长率", "%", "15"], ["地区生产总值增速", "%", "5"]]
    table = pm.read_indicator_table([["指标", "单位", "2025年目标"], *rows])
    shown_rows = [shown(one.targets[0].commitment) for one in table.indicators]
    assert shown_rows == ["increase - 6.5 % a year of it", "- 15 %", "increase - 5 % of it"]


def test_a_cut_in_percent_is_no_unit_of_a_rate() -> None:
    table = pm.read_indicator_table([["指标", "预期值"], ["单位产值事故死亡率", "下降33%"], ["财政收入增长率", "5%"]])
    assert [one.unit for one in table.indicators] == [None, "%"]


def test_a_numbered_entry_without_values_names_what_the_rows_below_it_are() -> None:
    table = pm.read_indicator_table(
        [
            ["序号", "指标", "2025年目标"],
            ["1", "适宜规模（张）", ""],
            ["", "县办医院", "600—1000"],
            ["", "市办医院", "1000—1500"],
            ["2", "医护比", "1:1.2"],
        ]
    )
    assert [(one.name, one.unit, one.groups) for one in table.indicators] == [
        ("县办医院", "张", ("适宜规模（张）",)),
        ("市办医院", "张", ("适宜规模（张）",)),
        ("医护比", None, ()),
    ]


@pytest.mark.parametrize(
    ("mark", "legend"), [("▲", "带▲的为约束性指标"), ("★", "注：★表示约束性"), ("*", "标*的指标为约束性")]
)
def test_a_legend_says_what_a_mark_is(mark: str, legend: str) -> None:
    head = ["指标", "2020年", "2025年"]
    rows = [[legend, "", ""], head, [f"路面优良率（%）{mark}", "92", "95"], [f"{mark}客运量（万人）", "82", "90"]]
    table = pm.read_indicator_table([*rows, ["里程（公里）", "4", "5"]])
    assert [(one.name, one.obligation) for one in table.indicators] == [
        ("路面优良率（%）", "binding"),
        ("客运量（万人）", "binding"),
        ("里程（公里）", None),
    ]


def test_a_mark_without_a_legend_is_a_doubt() -> None:
    table = pm.read_indicator_table([["指标", "2020年", "2025年"], ["路面优良率（%）▲", "92", "95"]])
    assert table.indicators[0].name == "路面优良率（%）"
    assert 2 in doubted(table)


def test_tables_in_traditional_characters() -> None:
    table = pm.read_indicator_table(
        [
            ["指標", "單位", "現況值（2020年）", "目標值（2025年）"],
            ["電動車數量", "萬輛", "45", "100"],
            ["用水量", "公升", "284", "≤270"],
        ]
    )
    assert rows_of(table) == [
        ("電動車數量", "万辆", [(2025, "- 100 万辆")]),
        ("用水量", "公升", [(2025, "at_most 270 公升")]),
    ]


def test_either_of_two_units_is_the_first_with_a_doubt() -> None:
    table = pm.read_indicator_table([["指标", "单位", "2025年目标"], ["保障性住房", "万套（间）", "12"]])
    assert rows_of(table) == [("保障性住房", "万套", [(2025, "- 12 万套")])]
    assert 2 in doubted(table)


def test_parts_of_what_is_gained_are_gained() -> None:
    rows = [["新增保障住房", "万套", "〔12〕"], ["其中：公租房", "万套", "〔2〕"]]
    table = pm.read_indicator_table([["指标", "单位", "2021—2025年累计"], *rows])
    assert [shown(one.targets[0].commitment) for one in table.indicators] == ["increase - 12 万套", "increase - 2 万套"]


def test_signs_in_a_column_of_natures_are_told_by_a_note() -> None:
    table = pm.read_indicator_table(
        [
            ["指标", "性质", "2025年"],
            ["用水总量（亿立方米）", "◆", "≤10"],
            ["再生水利用率（%）", "◇", "25"],
            ["注：◆为约束性，◇为预期性。", "", ""],
        ]
    )
    assert [one.obligation for one in table.indicators] == ["binding", "expected"]


def test_half_a_year_is_what_was_measured() -> None:
    table = pm.read_indicator_table(
        [
            ["指标", "单位", "2024年目标", "2024年上半年"],
            ["预算收入", "亿元", "90", "47"],
            ["棚改开工", "套", "1500", "980"],
        ]
    )
    assert [len(one.targets) for one in table.indicators] == [1, 1]
    assert [str(one.observations[0].value) for one in table.indicators] == ["47 亿元", "980 套"]


def test_a_change_that_two_cells_say_is_one_target() -> None:
    table = pm.read_indicator_table([["指标", "2025年", "年均增长"], ["低保标准（元/月）", "年均增长5%左右", "5%"]])
    assert [shown(one.commitment) for one in table.indicators[0].targets] == ["increase about 5 % a year of it"]
