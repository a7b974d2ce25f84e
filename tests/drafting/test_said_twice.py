"""An indicator that a sentence and a table both name is one; what both promise is one target, cited twice."""

from __future__ import annotations

import pytest

from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan
from planmodel.model.targets import Change, Level
from planmodel.units.amount import Amount

_PLAN = """石溪县“十四五”水安全保障规划
石溪县水务局
规划期限为2021—2025年，展望到2035年。
一、规划目标
到2025年，{sentence}。

| 指标 | 单位 | 2020年 | 2025年 | 属性 |
|---|---|---|---|---|
| 用水总量 | 亿立方米 | 2.21 | ≤2.35 | 约束性 |
| 农田灌溉水有效利用系数 | — | 0.545 | ≥0.58 | 预期性 |
| 农村自来水普及率 | % | 88.5 | 92 | 预期性 |

二、主要任务
（一）推进农业节水。加快灌区改造。
"""


def _draft(sentence: str) -> Draft:
    return draft_plan(_PLAN.format(sentence=sentence).encode())


@pytest.mark.parametrize(
    ("sentence", "name", "commitment"),
    [
        ("全县用水总量控制在2.35亿立方米以内", "用水总量", Level(value="2.35 亿立方米", comparator="at_most")),
        ("石溪县用水总量控制在2.35亿立方米以内", "用水总量", Level(value="2.35 亿立方米", comparator="at_most")),
        ("用水总量控制在23500万立方米以内", "用水总量", Level(value="2.35 亿立方米", comparator="at_most")),
        ("农田灌溉水有效利用系数提高到0.58以上", "农田灌溉水有效利用系数", Level(value="0.58", comparator="at_least")),
        ("农村自来水普及率达到92%以上", "农村自来水普及率", Level(value="92 %", comparator="at_least")),
        ("农村自来水普及率达到92%", "农村自来水普及率", Level(value="92 %")),
    ],
)
def test_what_a_table_promises_too_is_one_target_of_one_indicator(sentence: str, name: str, commitment: Level) -> None:
    draft = _draft(sentence)
    (indicator,) = [one for one in draft.plan.indicators if one.name == name]
    (target,) = indicator.targets
    assert (target.year, target.commitment, target.scope) == (2025, commitment, None)
    assert sentence in [one.quote for one in target.sources]
    assert len(indicator.sources) == 2
    assert indicator.baseline is not None
    assert not {"PM306", "PM414"} & {one.code for one in draft.plan.check().findings}


def test_a_sentence_with_more_to_reach_for_is_the_one_that_stays() -> None:
    (target,) = _draft("农村自来水普及率达到92%，力争达到94%").plan.indicators["ind-tap-water-rural"].targets
    assert target.stretch == Level(value="94 %")
    assert target.commitment == Level(value="92 %")


@pytest.mark.parametrize(
    "sentence",
    ["农村自来水普及率达到93%", "农村自来水普及率低于92%", "农村自来水普及率达到92%以上，力争达到94%，不低于91%"],
)
def test_what_a_table_contradicts_stays_beside_it_and_is_a_finding(sentence: str) -> None:
    plan = _draft(sentence).plan
    assert len(plan.indicators["ind-tap-water-rural"].targets) > 1
    assert "PM414" in {one.code for one in plan.check().findings}


def test_a_part_of_the_area_and_a_unit_of_another_kind_are_no_target_of_the_table() -> None:
    plan = _draft("全市用水总量控制在9亿立方米以内，用水总量下降到90%").plan
    scopes = {
        (target.scope, str(getattr(target.commitment, "value", None)))
        for one in plan.indicators
        if one.name == "用水总量"
        for target in one.targets
    }
    assert scopes == {(None, "2.35 亿立方米"), ("全市", "9 亿立方米"), (None, "90 %")}
    assert [len(one.targets) for one in plan.indicators if one.name == "用水总量"] == [1, 2]


def test_a_bare_number_and_what_is_added_give_a_unit_or_none() -> None:
    text = "石溪县水利规划（2021—2025年）\n一、主要目标\n到2025年，水库调蓄系数提高到0.6以上，新建小型水库3座，"
    plan = draft_plan(
        (text + "用电量比2020年下降16%，毕业率提高2个百分点。\n二、主要任务\n（一）清淤。清理河道。\n").encode()
    ).plan
    assert {one.label(): one.unit for one in plan.indicators} == {
        "水库调蓄系数": None,
        "新建小型水库": "座",
        "用电量": None,
        "毕业率": None,
    }
    (added,) = plan.of(type(plan.indicators[0])).filter(name="新建小型水库")[0].targets
    assert isinstance(added.commitment, Change)
    assert added.commitment.value == Amount("3 座")


def test_a_printed_period_is_not_read_from_the_name_of_five_years() -> None:
    draft = _draft("农村自来水普及率达到92%")
    assert str(draft.plan.period) == "2021/2025"
    assert not [one for one in draft.doubts if "period" in one.message]
    early = draft_plan(_PLAN.replace("2021—2025", "2022—2025").format(sentence="供水率达到92%").encode())
    assert str(early.plan.period) == "2022/2025"
