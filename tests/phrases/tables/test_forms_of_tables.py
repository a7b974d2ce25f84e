"""Families of table forms: what columns hold by head and cells, groups, parts, units, natures, changes, ids, doubts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import UnknownIdError
from planmodel.results import IndicatorTable

HEAD = ["指标", "单位", "2020年现状", "2025年目标"]


def read(*rows: list[str], **options: Any) -> IndicatorTable:
    width = max(map(len, rows))
    return pm.read_indicator_table([[*row, *[""] * (width - len(row))] for row in rows], **options)


def level(table: IndicatorTable, row: int = 0, target: int = 0) -> tuple[str | None, int | None]:
    found = table.indicators[row].targets[target]
    assert isinstance(found.commitment, pm.Level)
    return str(found.commitment.value), found.year


def lines(table: IndicatorTable) -> set[int | None]:
    return {doubt.place.line for doubt in table.doubts}


# --- heads ---


@pytest.mark.parametrize(
    "head",
    [
        "目标值",
        "指标值",
        "省级指标值",
        "标准值",
        "考核标准",
        "目标",
        "规划目标",
        "预期目标值",
        "目标年",
        "考核要求",
        "Target",
        "Endline",
    ],
)
def test_heads_of_values_without_a_year(head: str) -> None:
    table = read(["指标名称", "单位", head], ["森林覆盖率", "%", "60"])
    assert level(table) == ("60 %", None)
    assert table.doubts == ()


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2025年目标", 2025),
        ("“十四五”末目标值", 2025),
        ("十四五末", 2025),
        ("二〇二五年目标", 2025),
        ("二○三○年目标值", 2030),
        ("目标年（2035年）", 2035),
        ("近期（2025年）", 2025),
        ("２０２５年 目标", 2025),
        ("2030 target", 2030),
        ("Target 2030", 2030),
        ("Milestone 2018", 2018),
        ("Target 2019/20", 2020),
    ],
)
def test_heads_of_values_with_a_year(head: str, year: int) -> None:
    assert level(read(["指标名称", "单位", head], ["森林覆盖率", "%", "60"])) == ("60 %", year)


@pytest.mark.parametrize(
    "head",
    [
        "指标",
        "指标名称",
        "主要指标",
        "规划指标体系",
        "监测指标",
        "考核内容",
        "主要目标",
        "评价指标",
        "名称",
        "指标（单位）",
        "Indicator",
        "Indicators",
        "Performance indicator",
        "Indicator including Unit of Measurement",
        "KPI",
        "Measure",
    ],
)
def test_heads_of_names(head: str) -> None:
    [indicator] = read([head, "2025年目标"], ["森林覆盖率（%）", "60"]).indicators
    assert (indicator.name, indicator.unit) == ("森林覆盖率（%）", "%")


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2020年现状", 2020),
        ("基期值（2020年）", 2020),
        ("基期年（2019）", 2019),
        ("Baseline 2016/17", 2017),
        ("现状值", None),
        ("2020年实际", 2020),
        ("2020 actual", 2020),
        ("十三五末现状", 2020),
    ],
)
def test_heads_of_baselines(head: str, year: int | None) -> None:
    [indicator] = read(["指标", head, "2025年目标"], ["森林覆盖率（%）", "58", "60"]).indicators
    assert indicator.baseline == pm.Baseline(year=year, value="58 %", as_published="58")


def test_a_column_of_numbers_headed_as_indicators_beside_names_holds_values() -> None:
    table = read(["名称", "单位", "指标"], ["森林覆盖率", "%", "≥60"], ["用水总量", "亿立方米", "5.2"])
    assert [one.name for one in table.indicators] == ["森林覆盖率", "用水总量"]
    assert level(table) == ("60 %", None)


def test_of_several_columns_of_names_the_deepest_is_the_name_and_the_others_are_groups() -> None:
    head = ["目标", "一级指标", "二级指标", "三级指标", "2025年"]
    table = read(head, ["生态", "水", "水量", "用水总量（亿立方米）", "5"], ["", "", "水质", "断面达标率（%）", "90"])
    assert [one.groups for one in table.indicators] == [("生态", "水", "水量"), ("生态", "水", "水质")]


def test_natures_are_known_wherever_they_stand() -> None:
    nature = {"约束性": "binding", "预期性": "expected", "参考性": None}
    for word, meant in nature.items():
        rows = [
            read(["指标", "目标值", "属性"], ["甲（%）", "60", word]),
            read(["类型", "指标", "目标值"], [word, "甲（%）", "60"]),
            read(["指标", "目标值", "备选"], ["甲（%）", "60", f"【{word}】"]),
            read(["指标", "目标值"], [f"甲（%）（{word}）", "60"]),
            read(["指标", "目标值"], [f"一、{word}指标", f"一、{word}指标"], ["甲（%）", "60"])
            if word != "参考性"
            else read(["指标", "目标值", "性质"], ["甲（%）", "60", word]),
        ]
        assert [table.indicators[0].obligation for table in rows[:4]] == [meant] * 4
        assert all((2 in lines(table)) is (word == "参考性") for table in rows[:4])


def test_evaluation_tables_hold_observations_and_verdicts() -> None:
    head = ["指标名称", "2020 年目标值", "2020 年预计值", "完成情况"]
    [indicator] = read(head, ["生产总值(亿元)", "1000", "1008.5", "完成"]).indicators
    assert [str(one.commitment.value) for one in indicator.targets if isinstance(one.commitment, pm.Level)] == [
        "1000 亿元"
    ]
    assert indicator.baseline is None
    [seen] = indicator.observations
    assert (seen.period.text, str(seen.value)) == ("2020", "1008.5 亿元")
    assert seen.note == "2020 年预计值；完成情况：完成"


def test_english_columns_of_several_years_keep_apart() -> None:
    head = ["Indicator", "Baseline", "Target Y1", "Target Y2", "Data source"]
    [indicator] = (table := read(head, ["Gross enrolment rate (%)", "50", "54", "61", "EMIS"])).indicators
    assert [(one.year, one.note) for one in indicator.targets] == [(None, "Y1"), (None, "Y2")]
    assert "no place on an indicator" in table.doubts[0].message


def test_tables_side_by_side_and_one_below_another_are_all_read() -> None:
    twins = read(["指标", "目标值", "指标", "目标值"], ["甲（%）", "1", "乙（吨）", "2"])
    assert [(one.name, one.unit) for one in twins.indicators] == [("甲（%）", "%"), ("乙（吨）", "吨")]
    stacked = read(["指标", "单位", "2025年"], ["甲", "%", "1"], ["指标", "2030年", "单位"], ["乙", "2", "吨"])
    assert [level(stacked, row) for row in (0, 1)] == [("1 %", 2025), ("2 吨", 2030)]


# --- years alone ---


def test_a_title_tells_which_years_are_the_plans() -> None:
    rows = ["指标", "2020年", "2025年"], ["甲（%）", "1", "2"]
    table = read(["“十四五”主要指标"], *rows)
    assert table.indicators[0].baseline is not None
    later = read(["2024—2035年规划目标"], ["指标", "2025年", "2030年"], ["甲（%）", "1", "2"])
    assert [one.year for one in later.indicators[0].targets] == [2025, 2030]
    assert later.indicators[0].baseline is None


def test_years_that_nothing_tells_apart_are_a_doubt_on_every_row() -> None:
    table = read(["指标", "2025年", "2030年", "2035年"], ["甲（%）", "70", "75", "80"], ["乙（%）", "1", "2", "3"])
    assert {2, 3} <= lines(table)


def test_comparators_in_the_first_year_make_it_a_target() -> None:
    table = read(["指标", "2025年", "2030年"], ["甲（%）", "≥70", "75"], ["乙（%）", "≥1", "2"])
    assert [one.year for one in table.indicators[0].targets] == [2025, 2030]


# --- changes ---


def change(head: str, cell: str, name: str, unit: str = "", baseline: str = "", target: str = "") -> IndicatorTable:
    title = ["“十四五”主要指标"]
    return read(title, ["指标", "单位", "2020年", "2025年", head], [name, unit, baseline, target, cell])


@pytest.mark.parametrize(
    ("head", "cell", "name", "unit", "direction", "value", "per", "relative"),
    [
        ("年均/累计", "〔13.5〕", "单位GDP能源消耗降低", "%", "decrease", "13.5 %", "total", True),
        ("年均/累计", "[13.5)", "单位GDP能源消耗降低", "%", "decrease", "13.5 %", "total", True),
        ("年均增长〔5年累计〕", "〔4〕", "农业科技进步贡献率", "%", "increase", "4 个百分点", "total", False),
        ("年均/累计", "6%", "GDP", "亿元", "increase", "6 %", "year", True),
        ("年均/累计", "6", "GDP", "%", "increase", "6 %", "year", True),
        ("年均/累计", "高于6%", "全员劳动生产率", "万元", "increase", "6 %", "year", True),
        ("年均/累计", "[4]", "森林覆盖率", "%", "increase", "4 个百分点", "total", False),
        ("年均增速（%）", "6.5", "地区生产总值", "亿元", "increase", "6.5 %", "year", True),
        ("年均增速", "6.5%左右", "地区生产总值", "亿元", "increase", "6.5 %", "year", True),
        ("五年累计增加", "〔20〕", "绿地面积", "公顷", "increase", "20 公顷", "total", False),
    ],
)
def test_a_column_of_changes_holds_changes(
    head: str, cell: str, name: str, unit: str, direction: str, value: str, per: str, relative: bool
) -> None:
    [target] = change(head, cell, name, unit).indicators[0].targets
    found = target.commitment
    assert isinstance(found, pm.Change)
    assert (found.direction, str(found.value), found.per, found.relative) == (direction, value, per, relative)
    assert (found.since, target.year, target.as_published) == (2020, 2025, cell)


def test_a_share_in_a_column_of_yearly_values_that_nothing_says_to_rise_is_the_level_of_each_year() -> None:
    assert level(change("年均/累计", "<5.5", "城镇调查失业率", "%"))[0] == "5.5 %"


@pytest.mark.parametrize(("cell", "name", "unit"), [("[-18]", "能耗", "%"), ("3%", "能耗", "万吨"), ("3", "能耗", "%")])
def test_a_change_of_which_nothing_says_the_kind_or_the_way_is_a_doubt_on_its_row(
    cell: str, name: str, unit: str
) -> None:
    table = change("年均/累计", cell, name, unit)
    assert isinstance(table.indicators[0].targets[0].commitment, pm.Unread)
    assert 3 in lines(table)


def test_a_growth_of_which_nothing_says_whether_it_is_a_share_is_not_read() -> None:
    table = change("年均/累计", "6", "地区生产总值", "亿元")
    assert isinstance(table.indicators[0].targets[0].commitment, pm.Unread)
    assert 3 in lines(table)


@pytest.mark.parametrize(("cell", "doubted"), [("〔4〕", False), ("1.3", False), ("〔9〕", True), ("保持稳定", True)])
def test_a_change_beside_levels_is_held_against_them(cell: str, doubted: bool) -> None:
    table = change("年均增长〔累计〕", cell, "农业科技进步贡献率", "%", "60", "64")
    assert len(table.indicators[0].targets) == 1
    assert (3 in lines(table)) is doubted


# --- units ---


@pytest.mark.parametrize(
    ("table", "unit", "doubted"),
    [
        (read(["指标", "单位", "目标值"], ["甲", "万吨", "5"]), "万吨", False),
        (read(["指标", "目标值"], ["甲（万吨）", "5"]), "万吨", False),
        (read(["指标", "目标值（万吨）"], ["甲", "5"]), "万吨", False),
        (read(["指标（万吨）", "目标值"], ["甲", "5"]), "万吨", False),
        (read(["单位：万吨"], ["指标", "目标值"], ["甲", "5"]), "万吨", False),
        (read(["指标", "目标值"], ["甲", "5万吨"]), "万吨", False),
        (read(["类别", "指标", "目标值"], ["减排量（万吨）", "氨氮", "5"]), "万吨", False),
        (read(["指标", "单位", "目标值"], ["甲（吨）", "万吨", "5"]), "万吨", True),
        (read(["指标", "单位", "目标值（吨）"], ["甲", "万吨", "5"]), "万吨", True),
        (read(["指标", "单位", "目标值"], ["甲", "万吨", "5吨"]), "万吨", True),
        (read(["单位：万吨、%"], ["指标", "目标值"], ["甲", "5"]), None, True),
        (read(["单位：万吨"], ["指标", "目标值"], ["达标率", "5"]), None, True),
        (read(["指标", "目标值"], ["甲（按新口径）", "5"]), None, True),
        (read(["指标", "单位", "目标值"], ["甲", "蒲式耳", "5"]), "蒲式耳", True),
    ],
)
def test_one_place_names_the_unit_and_what_disagrees_is_a_doubt(
    table: IndicatorTable, unit: str | None, doubted: bool
) -> None:
    assert table.indicators[0].unit == unit
    assert bool(table.doubts) is doubted


@pytest.mark.parametrize("unit", ["亿", "/10万", "人/十亿吨公里", "岁", "次/百万小时", "‰", "件/万人", "万m³"])
def test_no_unit_in_brackets_is_dropped(unit: str) -> None:
    assert read(["指标", "目标值"], [f"甲（{unit}）", "5"]).indicators[0].unit == unit


@pytest.mark.parametrize("brackets", ["GDP", "一、二类", "EI", "含农村"])
def test_what_is_no_unit_in_brackets_is_none(brackets: str) -> None:
    assert read(["指标", "目标值"], [f"甲（{brackets}）比例（%）", "5"]).indicators[0].unit == "%"
    assert read(["指标", "目标值"], [f"甲（{brackets}）", "5"]).indicators[0].unit is None


# --- parts and groups ---


def test_a_part_takes_unit_and_parent_from_the_row_above() -> None:
    table = read(
        HEAD, ["铁路里程", "万公里", "14.6", "16.5"], ["其中：高速铁路", "", "3.8", "5"], ["其中:电气化", "", "1", "2"]
    )
    whole, *parts = table.indicators
    assert [(one.unit, one.part_of and one.part_of.to) for one in parts] == [("万公里", whole.id)] * 2
    assert table.doubts == ()


def test_a_part_whose_unit_or_size_cannot_be_its_wholes_is_a_doubt() -> None:
    rows = ["公路里程", "万公里", "14", "16"], ["其中：高速公路占比", "", "3.8", "5"], ["其中：国道", "", "1", "20"]
    table = read(HEAD, *rows)
    assert table.indicators[1].unit is None
    assert {3, 4} <= lines(table)
    assert 2 in lines(read(HEAD, ["其中：高速铁路", "", "3.8", "5"]))


def test_headings_become_groups_until_the_next_of_their_depth() -> None:
    rows = [
        ["一、经济", *["一、经济"] * 3],
        ["（一）工业", *["（一）工业"] * 3],
        ["甲", "吨", "1", "2"],
        ["（二）农业", *["（二）农业"] * 3],
        ["乙", "吨", "1", "2"],
        ["二、生态", *["二、生态"] * 3],
        ["丙", "吨", "1", "2"],
    ]
    groups = [one.groups for one in read(HEAD, *rows).indicators]
    assert groups == [("一、经济", "（一）工业"), ("一、经济", "（二）农业"), ("二、生态",)]


# --- nothing is lost ---


def test_a_named_row_without_a_target_is_a_doubt_on_it() -> None:
    table = read(HEAD, ["甲", "%", "1", "—"], ["乙", "%", "", ""], ["丙（%）", "", "", ""], ["丁", "%", "1", "2"])
    assert [one.name for one in table.indicators] == ["甲", "乙", "丙（%）", "丁"]
    assert lines(table) == {2, 3, 4}


def test_a_column_that_is_not_understood_is_a_doubt_on_each_row_that_fills_it() -> None:
    table = read([*HEAD, "某某"], ["甲", "%", "1", "2", "7"], ["乙", "%", "1", "2", ""], ["丙", "%", "1", "2", "9"])
    assert lines(table) == {1, 2, 4}


CELLS = ["5", "≥5", "〔5〕", "—", "持续改善", "约束性", "%", "万吨", "其中：乙", "2025", "25 24", "合计"]
HEADS = ["指标", "单位", "2020年", "2025年目标", "年均/累计", "属性", "类别", "某某", "完成情况", "2020年实际"]


@given(st.lists(st.sampled_from(HEADS), min_size=1, max_size=5, unique=True), st.data())
def test_each_filled_target_cell_is_promised_or_its_row_is_doubted(others: list[str], data: st.DataObject) -> None:
    heads = ["指标", "2025年目标", *(one for one in others if one not in ("指标", "2025年目标"))]
    cells = st.lists(st.sampled_from(CELLS), min_size=len(heads) - 1, max_size=len(heads) - 1)
    rows = [["甲（%）", *more] for more in data.draw(st.lists(cells, min_size=1, max_size=4))]
    table = read(heads, *rows)
    assert [table.row_of(one) for one in table.indicators] == list(range(2, len(rows) + 2))
    for indicator, row in zip(table.indicators, rows, strict=True):
        promised = {target.as_published for target in indicator.targets}
        assert row[1] == "—" or row[1] in promised or table.row_of(indicator) in lines(table)


# --- ids ---


def test_ids_are_ascii_and_stay_when_rows_are_put_before_them() -> None:
    rows = [
        HEAD,
        ["空气质量优良天数比率", "%", "95", "96"],
        ["甲", "吨", "1", "2"],
        ["其中：丙", "", "1", "1"],
        ["甲", "吨", "1", "2"],
    ]
    table, later = read(*rows), read(["表1 主要指标"], ["单位：万元"], *rows)
    ids = [one.id for one in table.indicators]
    assert ids == [one.id for one in later.indicators]
    assert ids[0] == "ind-good-days-share"
    assert len(set(ids)) == 4
    assert all(id.isascii() for id in ids)
    assert [later.row_of(one) for one in later.indicators] == [4, 5, 6, 7]
    assert later.row_of(ids[1]) == 5
    with pytest.raises(UnknownIdError):
        later.row_of("ind-none")


def test_metrics_are_given_where_the_name_certainly_means_one() -> None:
    table = read(HEAD, ["细颗粒物（PM2.5）年均浓度", "微克/立方米", "22", "20"], ["某指数", "", "1", "2"])
    assert [one.metric and one.metric.to for one in table.indicators] == ["pm25", None]


def test_a_plan_of_a_table_survives_its_file(tmp_path: Any) -> None:
    rows = ["单位GDP能耗降低", "%", "", "", "〔14〕"], ["城镇化率", "%", "", "", "〔4〕"]
    table = read(["“十四五”主要指标"], [*HEAD, "年均/累计"], *rows, document="source")
    plan = table.to_plan()
    assert plan.title == "“十四五”主要指标"
    plan.to_yaml(tmp_path / "plan.yaml")
    assert pm.read_plan(tmp_path / "plan.yaml") == plan


# --- what was once wrong in silence ---


@pytest.mark.parametrize("between", ["\n", "\t", "\r\n"])
def test_numbers_on_two_lines_never_join_even_where_the_second_has_three_digits(between: str) -> None:
    table = read(["指标", "目标值"], ["甲（吨）", f"25{between}240"])
    assert isinstance(table.indicators[0].targets[0].commitment, pm.Unread)
    assert 2 in lines(table)


def test_each_column_of_values_has_the_unit_of_its_own_head() -> None:
    table = read(["指标", "2025年目标（亿元）", "2020年现状（万元）"], ["甲", "5", "300"])
    [indicator] = table.indicators
    assert indicator.baseline is not None
    assert (indicator.unit, str(indicator.baseline.value)) == ("亿元", "300 万元")
    assert level(table)[0] == "5 亿元"


def test_the_difference_from_another_year_is_no_baseline() -> None:
    table = read(["指标", "2025年目标", "较2020年增减"], ["甲（%）", "90", "+5"], ["乙（%）", "", "-3"])
    assert [one.baseline for one in table.indicators] == [None, None]
    found = table.indicators[1].targets[0].commitment
    assert isinstance(found, pm.Change)
    assert (found.direction, str(found.value), found.relative) == ("decrease", "3 个百分点", False)


@pytest.mark.parametrize("cell", ["100（部分城市）", "20（80%用户）"])
def test_what_holds_for_a_part_is_not_read_for_the_whole(cell: str) -> None:
    table = read(["指标", "2025年目标"], ["覆盖率（%）", cell])
    [target] = table.indicators[0].targets
    assert isinstance(target.commitment, pm.Unread)
    assert target.as_published == cell
    assert 2 in lines(table)


def test_what_holds_for_a_named_part_is_read_for_that_part() -> None:
    [target] = read(["指标", "2025年目标"], ["覆盖率（%）", "90（城区）"]).indicators[0].targets
    assert isinstance(target.commitment, pm.Level)
    assert (str(target.commitment.value), target.scope) == ("90 %", "城区")


def test_a_unit_in_brackets_behind_a_value_is_its_unit() -> None:
    assert level(read(["指标", "2025年目标"], ["甲", "5.5（万吨）"]))[0] == "5.5 万吨"


def test_budgets_beside_targets_are_no_targets() -> None:
    head = ["Indicator", "Unit", "Year 1", "Year 2", "Total Budget (USD)"]
    [indicator] = read(head, ["Roads gravelled", "km", "50", "60", "500"]).indicators
    assert [str(one.commitment.value) for one in indicator.targets if isinstance(one.commitment, pm.Level)] == [
        "50 km",
        "60 km",
    ]


@pytest.mark.parametrize(
    ("head", "year"), [("2024-25 Target", 2025), ("FY2025/26 target", 2026), ("2019–20 target", 2020)]
)
def test_a_financial_year_is_the_year_in_which_it_ends(head: str, year: int) -> None:
    assert level(read(["Indicator", head], ["Recycling rate", "45%"])) == ("45 %", year)


def test_regions_under_a_head_that_is_no_indicator_are_doubted() -> None:
    table = read(["地区", "2020年PM2.5浓度", "2025年PM2.5浓度"], ["甲区", "35", "30"], ["乙区", "33", "29"])
    assert {2, 3} <= lines(table)


def test_the_ends_of_periods_are_years_like_others() -> None:
    [indicator] = read(["“十四五”主要指标"], ["指标", "十三五末", "十四五末"], ["甲（%）", "1", "2"]).indicators
    assert indicator.baseline == pm.Baseline(year=2020, value="1 %", as_published="1")
    assert [one.year for one in indicator.targets] == [2025]


def test_a_heading_says_how_firm_its_rows_are() -> None:
    rows = ["一、环境质量（约束性指标）"], ["甲", "%", "1", "2"], ["二、其他【预期性】"], ["乙", "%", "1", "2"]
    assert [one.obligation for one in read(HEAD, *rows).indicators] == ["binding", "expected"]


def test_a_head_that_begins_with_a_year_is_a_head() -> None:
    head = ["指标", "2020年（基期）", "2025年", "2025年比2020年增长（%）"]
    table = read(head, ["甲（万吨）", "10", "12", "20"], ["乙（万吨）", "10", "", "15"])
    assert level(table)[0] == "12 万吨"
    found = table.indicators[1].targets[0].commitment
    assert isinstance(found, pm.Change)
    assert (str(found.value), found.relative, found.since) == ("15 %", True, 2020)


def test_white_space_inside_a_number_is_a_doubt_even_where_it_may_part_thousands() -> None:
    assert 2 in lines(read(["指标", "目标值"], ["甲（户）", "600 640"]))


def test_the_values_name_the_unit_where_nothing_else_does_and_a_cut_in_percent_does_not() -> None:
    head = ["指标", "全年目标"]
    rows = ["城镇调查失业率", "5.5%以内"], ["地区生产总值增长率", "5%左右"], ["单位生产总值能耗", "下降3%"], ["甲", "5"]
    assert [one.unit for one in read(head, *rows).indicators] == ["%", "%", None, None]


def test_target_columns_of_one_year_for_two_parts_are_of_these_parts() -> None:
    cells = [["指标", "单位", "2025年目标 城市", "2025年目标 农村"], ["污水处理率", "%", "≥95", "≥60"]]
    [row] = pm.read_indicator_table(cells).indicators
    assert [(one.scope, str(one.commitment.value)) for one in row.targets if isinstance(one.commitment, pm.Level)] == [
        ("城市", "95 %"),
        ("农村", "60 %"),
    ]


def test_the_value_of_a_part_is_no_baseline_of_the_whole() -> None:
    cells = [["指标", "单位", "2020年现状值", "2025年目标值"], ["森林覆盖率", "%", "山区60%", "≥65"]]
    [row] = pm.read_indicator_table(cells).indicators
    assert row.baseline is not None
    assert (row.baseline.value, row.baseline.as_published) == (None, "山区60%")
