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
