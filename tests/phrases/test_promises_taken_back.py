"""What is promised no more, what one year brings of a whole, amounts for each of something, and ranges in words."""

from __future__ import annotations

import pytest

import planmodel as pm
from phrase_words import shown_targets
from planmodel.model.promised import promise_words


@pytest.mark.parametrize(
    "text",
    [
        "The government has abandoned its target to build 300,000 homes by 2029.",
        "The council rejected calls for a cut of 30% in car traffic by 2030.",
        "The firm drops its ambitious plans to cut waste by 20% by 2030.",
        "The city will miss its goal of cutting waste by 30% by 2030 through reuse.",
        "The council failed to meet its goal of cutting waste by 30% by 2030 through reuse.",
        "取消到2025年建成100公里地铁的目标",
        "推迟到2030年实现增长50%的目标",
    ],
)
def test_a_promise_that_is_taken_back_is_none(text: str) -> None:
    assert all(one.endswith("unread") for one in shown_targets(text))


def test_verbs_of_taking_back_in_names_leave_promises_read() -> None:
    found = pm.read_targets("Reduce missed appointments by 20% by 2027, with the goal of saving money.")
    assert [str(promise_words(one.commitment)) for one in found] == ["falls by 20 %"]


def test_what_one_year_brings_of_a_change_is_a_change_and_without_a_word_for_it_may_be_a_level() -> None:
    assert shown_targets("压减钢铁产能1000万吨，其中2021年500万吨") == [
        "钢铁产能: decrease - 1000 万吨",
        "2021 钢铁产能: decrease - 500 万吨",
    ]
    of_a_year = shown_targets("新增造林面积10万亩左右，其中2023年不少于3万亩")[1]
    assert of_a_year == "2023 新增造林面积: increase at_least 3 万亩"
    assert shown_targets("下降5个百分点，到2025年达到3%") == ["2025 decrease - 5 个百分点 & - 3 %"]
    assert "unread" in shown_targets("粮食增产5万吨，2025年100万吨")[1]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Raise the minimum wage to $15 an hour by 2027", "USD/hour"),
        ("Reduce waste to 300 kg a head by 2027", "kg/person"),
        ("Raise the yield to 5 tonnes an acre by 2027", "tonnes/acre"),
        ("Cut the price to $3 million a hectare", "million USD/hectare"),
        ("Cut the price to $30 a night by 2027", None),
    ],
)
def test_an_amount_for_each_of_something_keeps_it(text: str, unit: str | None) -> None:
    [target] = pm.read_targets(text)
    found = target.commitment
    assert (found.value.unit if isinstance(found, pm.Level) else None) == unit


def test_a_range_in_chinese_has_its_unit_once() -> None:
    months = pm.Level(value=pm.Amount("3 月"), comparator="between", high=pm.Amount("5 月"))
    assert promise_words(months).in_language("zh") == "3～5个月"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reduce emissions by 30%, as agreed in 2015.", ["emissions: decrease - 30 % of it"]),
        ("Cut emissions by 30% through reuse by 2030.", ["2030 emissions: decrease - 30 % of it"]),
        ("Reduce waste by 20% by the 2030 deadline.", ["2030 waste: decrease - 20 % of it"]),
    ],
)
def test_the_year_of_another_plan_is_not_when_something_is_due(text: str, expected: list[str]) -> None:
    assert shown_targets(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cut emissions by 30% through the 2020 programme.",
        "Build 5 schools under the 2021 budget.",
        "By planting 10,000 trees, cover will rise to 20% by 2030.",
    ],
)
def test_years_of_documents_and_amounts_of_two_things_are_left_unread(text: str) -> None:
    assert all(one.endswith("unread") for one in shown_targets(text))


def test_for_each_of_what_a_list_counts_stays_with_all_of_it() -> None:
    assert shown_targets("每万人拥有执业医师3人、护士4人") == ["每万人拥有执业医师: - 3 人", "每万人拥有护士: - 4 人"]
