"""Names are the same without units, marks and remarks; ids that count rows name nothing."""

from __future__ import annotations

import pytest

from planmodel.model.names import name_key, name_keys, numbers_a_row, says_nothing


@pytest.mark.parametrize(
    "name",
    [
        "森林覆盖率（%）",
        "森林覆盖率(%)*",
        "森林覆盖率①",
        "森林覆盖率 [约束性]",
        "森林覆盖率（单位：%）",
        "森林覆盖率【注2】",
        "森林 覆盖率[1]",
        "*森林覆盖率 %",
    ],
)
def test_units_marks_and_remarks_are_no_part_of_a_name(name: str) -> None:
    assert name_key(name) == "森林覆盖率"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("COD排放量（工业）", "COD排放量（农业）"),
        ("PM2.5浓度", "PM25浓度"),
        ("PM10浓度", "PM2.5浓度"),
        ("森林覆盖率", "森林蓄积量"),
        ("城镇污水处理率", "污水处理率（农村）"),
        ("排放量（2020）", "排放量（2015）"),
        ("排放量［2100］", "排放量"),
        ("排放量（２０２０）", "排放量（2015*）"),
    ],
)
def test_names_of_different_things_stay_different(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)


@pytest.mark.parametrize("year", ["1900", "1999", "2020", "2100"])
def test_a_year_says_something_and_the_number_of_a_footnote_nothing(year: str) -> None:
    assert not says_nothing(year)
    assert says_nothing(f"注{year[-1]}")
    assert says_nothing("2101")


@pytest.mark.parametrize(
    "marks", [("①", "②"), ("[1]", "[2]"), ("（注1）", "（注2）"), ("*", "**"), ("¹", "（2）"), ("①", "*")]
)
def test_names_that_differ_in_their_marks_are_not_paired_and_others_are(marks: tuple[str, str]) -> None:
    first, second = (f"断面{mark}" for mark in marks)
    keys = name_keys([first, second, "断面", "覆盖率", f"覆盖率{marks[0]}"])
    assert len({keys[first], keys[second], keys["断面"]}) == 3
    assert keys["覆盖率"] == keys[f"覆盖率{marks[0]}"]


@pytest.mark.parametrize(("first", "second"), [("断面①", "断面（1）"), ("断面[注2]", "断面²"), ("*断面", "断面＊")])
def test_one_mark_in_two_spellings_is_one(first: str, second: str) -> None:
    keys = name_keys([first, second, "断面③"])
    assert keys[first] == keys[second] != keys["断面③"]


@pytest.mark.parametrize("id", ["i-1", "ind3", "row-7", "12", "2.1", "t_3_4", "指标7"])
def test_an_id_that_counts_numbers_a_row(id: str) -> None:
    assert numbers_a_row(id)


@pytest.mark.parametrize("id", ["forest-cover", "good-days-2", "cod", "water-quality-share"])
def test_an_id_with_words_names_something(id: str) -> None:
    assert not numbers_a_row(id)
