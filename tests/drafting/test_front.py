"""Titles, bodies, numbers, days, areas and periods of documents."""

from __future__ import annotations

import pytest

from planmodel.documents.reading import read_document
from planmodel.drafting.areas import area_at, area_most_named
from planmodel.drafting.front import Front, front_of
from planmodel.drafting.titles import Title, title_of


def front(text: str) -> tuple[Title, Front]:
    document = read_document(text.encode())
    title = title_of(document.paragraphs)
    assert title is not None
    return title, front_of(document.paragraphs, title, document.text)


LETTER = """清河县人民政府办公室
关于印发清河县养老服务实施方案的通知
清政办发〔2022〕15号
各乡镇人民政府，县直各单位：
《清河县养老服务实施方案》已经县政府同意，现印发给你们，请认真贯彻执行。
清河县人民政府办公室
2022年6月3日
（此件公开发布）
清河县养老服务
实施方案
为贯彻落实《国务院办公厅关于推进养老服务发展的意见》，制定本方案。
一、总体要求
"""


def test_a_letter_gives_its_number_day_and_bodies_and_the_plan_behind_it_its_title() -> None:
    title, found = front(LETTER)
    assert title.text == "清河县养老服务实施方案"
    assert title.cover == "清河县人民政府办公室关于印发清河县养老服务实施方案的通知"
    assert found.number is not None
    assert found.number.value == "清政办发〔2022〕15号"
    assert found.issued is not None
    assert found.issued.value == "2022-06-03"
    assert [one.value for one in found.issuers] == ["清河县人民政府办公室"]
    assert found.area is not None
    assert (found.area.name, found.area.level) == ("清河县", "county")


def test_a_letter_without_a_title_line_names_the_plan_in_its_sentence() -> None:
    title, found = front(LETTER.split("\n", 3)[3])
    assert title.text == "清河县养老服务实施方案"
    assert [one.value for one in found.issuers] == ["清河县人民政府办公室"]


def test_a_title_over_three_lines_with_a_long_range_is_one() -> None:
    first = "清河县国民经济和社会发展\n第十四个五年规划\n和2035年远景目标纲要\n"
    title, found = front(f"{first}清河县人民政府\n二〇二一年三月\n第一章 发展环境\n")
    assert title.text == "清河县国民经济和社会发展第十四个五年规划和2035年远景目标纲要"
    assert found.period is not None
    assert found.period.value == "2021/2025"
    assert found.issued is not None
    assert found.issued.value == "2021-03"


def test_a_title_that_runs_into_its_number_is_cut_there() -> None:
    title, found = front(
        "国务院办公厅关于治水的实施意见国办发〔2020〕24号\n各省：提出以下意见。一、治水。二、治气。国务院办公厅2020年7月15日"
    )
    assert title.text == "国务院办公厅关于治水的实施意见"
    assert found.number is not None
    assert found.number.value == "国办发〔2020〕24号"
    assert found.area is not None
    assert found.area.level == "national"
    assert found.issued is not None
    assert found.issued.value == "2020-07-15"


def test_an_interpretation_gives_the_plan_that_it_tells_about() -> None:
    first = "《清河县“十四五”水利规划》政策解读\n"
    second = "近日，清河县水利局牵头编制了《清河县“十四五”水利规划》（以下简称《规划》）。\n"
    text = f"{first}{second}一、编制背景\n"
    title, found = front(text)
    assert title.text == "清河县“十四五”水利规划"
    assert title.interprets
    assert [one.value for one in found.drafters] == ["清河县水利局"]
    assert found.number is None


@pytest.mark.parametrize(
    ("first", "status"),
    [
        ("清河县治水规划（征求意见稿）\n一、总则\n", "draft_for_comment"),
        ("清河县治水规划\n（送审稿）\n一、总则\n", "review_draft"),
        ("清河县治水规划\n一、总则\n", None),
    ],
)
def test_the_status_is_what_the_title_page_prints(first: str, status: str | None) -> None:
    _, found = front(first)
    assert (found.status.value if found.status is not None else None) == status


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("清河县治水规划（2021—2025年）", "2021/2025"),
        ("清河县治水三年行动计划(2023-2025年)", "2023/2025"),
        ("清河县“十五五”治水规划", "2026/2030"),
        ("清河县治水规划（2024～2030年）", "2024/2030"),
        ("清河县治水规划", None),
    ],
)
def test_the_period_is_that_of_the_title(title: str, period: str | None) -> None:
    _, found = front(f"{title}\n一、总则\n二、任务\n")
    assert (found.period.value if found.period is not None else None) == period


def test_the_base_year_is_only_what_the_words_print() -> None:
    _, without = front("清河县“十四五”治水规划\n一、总则\n")
    _, with_year = front("清河县“十四五”治水规划\n一、总则\n规划基准年为2020年，目标年为2025年。\n")
    assert without.base_year is None
    assert with_year.base_year is not None
    assert with_year.base_year.value == "2020"


def test_an_area_of_a_name_that_several_have_gets_a_code_only_beside_its_parent() -> None:
    alone, beside = area_at("朝阳区治水规划"), area_at("北京市朝阳区治水规划")
    assert alone is not None
    assert beside is not None
    assert (alone.code, alone.level) == (None, "county")
    assert (beside.code, beside.parent) == ("110105", "北京市")


def test_a_city_of_county_rank_is_a_county_and_a_town_is_a_township() -> None:
    city, town = area_at("连州市治水规划"), area_at("清河县油坊镇治水规划")
    assert city is not None
    assert town is not None
    assert (city.level, city.parent) == ("county", "清远市")
    assert (town.name, town.level, town.parent) == ("油坊镇", "township", "清河县")


def test_an_area_that_is_only_named_in_the_text_is_the_one_named_most() -> None:
    found = area_most_named("中共广州市委、广州市人民政府决定，学习深圳市经验。")
    assert found is not None
    assert found.name == "广州市"
    assert area_most_named("深圳市和广州市") is None


def test_a_day_that_cannot_be_is_none() -> None:
    _, found = front("清河县人民政府关于治水的通知\n清河县人民政府\n2022年13月3日\n一、治水\n")
    assert found.issued is None
