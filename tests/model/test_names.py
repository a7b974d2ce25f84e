"""Names are the same without units, marks and remarks; ids that count rows name nothing."""

from __future__ import annotations

import pytest

from planmodel.model.names import name_key, numbers_a_row


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
    ],
)
def test_names_of_different_things_stay_different(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)


@pytest.mark.parametrize("id", ["i-1", "ind3", "row-7", "12", "2.1", "t_3_4", "指标7"])
def test_an_id_that_counts_numbers_a_row(id: str) -> None:
    assert numbers_a_row(id)


@pytest.mark.parametrize("id", ["forest-cover", "good-days-2", "cod", "water-quality-share"])
def test_an_id_with_words_names_something(id: str) -> None:
    assert not numbers_a_row(id)
