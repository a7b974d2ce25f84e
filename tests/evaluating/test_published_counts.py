"""Published verdicts counted by class and attribute, and whether what was announced closes with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.functions import published_counts

# The mid-term report on the national plan 2021–2025: 20 indicators, 4 / 5 / 7 / 4; three of those behind are binding.
MID_TERM = {
    "提前实现": ["常住人口城镇化率", "基本养老保险参保率", "地表水达到或好于Ⅲ类水体比例", "能源综合生产能力"],
    "快于预期": ["研发经费投入增长", "高价值发明专利拥有量", "数字经济增加值比重", "执业医师数", "森林覆盖率"],
    "基本符合预期": [
        *("GDP增长", "全员劳动生产率增长", "居民人均可支配收入增长", "城镇调查失业率"),
        *("劳动年龄人口平均受教育年限", "人均预期寿命", "粮食综合生产能力"),
    ],
    "滞后": ["单位GDP能源消耗降低", "单位GDP二氧化碳排放降低", "空气质量优良天数比率", "婴幼儿托位数"],
}
OBLIGATION = dict.fromkeys(MID_TERM["滞后"][:3], "binding") | {"婴幼儿托位数": "expected"}


def mid_term() -> Any:
    names = {name: words for words, held in MID_TERM.items() for name in held}
    made = [
        pm.Indicator(
            id=f"i{place}",
            name=name,
            obligation=OBLIGATION.get(name),  # type: ignore[arg-type]
            groups=["绿色生态" if "GDP能" in name or "碳" in name or "空气" in name else "其他"],
            targets=[pm.Target(year=2025, as_published="见规划")],
        )
        for place, name in enumerate(names)
    ]
    plan = pm.Plan(id="p", title="P", period="2021/2025", elements=made)
    published = {one.id: names[str(one.label("zh"))] for one in made}
    return pm.evaluate(plan, as_of="2023-06-30", published=published)


def test_published_verdicts_are_counted_by_class_and_obligation() -> None:
    counts = [(one.of, one.verdict, one.count, one.judged, one.total) for one in mid_term().counts(published=True)]
    assert [row[1:] for row in counts if row[0] == "all"] == [
        ("提前实现", 4, 20, 20),
        ("快于预期", 5, 20, 20),
        ("基本符合预期", 7, 20, 20),
        ("滞后", 4, 20, 20),
    ]
    assert sum(one.count for one in mid_term().counts(published=True) if one.of == "all" and one.good) == 16
    assert ("binding", "滞后", 3, 3, 3) in counts
    assert ("expected", "滞后", 1, 1, 1) in counts
    assert sum(row[2] for row in counts if row[0] == "not stated") == 16


def test_they_are_counted_by_heading_too_and_by_nothing_else() -> None:
    counts = mid_term().counts(by="group", published=True)
    assert [(one.verdict, one.count) for one in counts if one.of == "绿色生态"] == [("滞后", 3)]
    with pytest.raises(ModelError, match="not counted by colour"):
        mid_term().counts(by="colour")


def test_what_was_announced_is_held_against_the_rows() -> None:
    announced = {"提前实现": 4, "快于预期": 5, "基本符合预期": 7, "滞后": 4}
    found = published_counts(announced, total=20, by={"约束性": {"滞后": 3}}, listed=mid_term())
    assert {one.check: one.agrees for one in found if not one.agrees} == {"滞后 by attribute and in all": None}
    wrong = published_counts({**announced, "滞后": 3, "快于预期": 6}, by={"约束性": {"滞后": 2}}, listed=mid_term())
    told = [(one.check, one.computed, one.printed) for one in wrong if one.agrees is False]
    assert told == [
        ("快于预期 in the rows and as counted", 5, 6),
        ("滞后 in the rows and as counted", 4, 3),
        ("滞后 of 约束性 in the rows and as counted", 3, 2),
    ]


def test_classes_by_attribute_that_do_not_close_are_told_and_not_repaired() -> None:
    # A city's mid-term: 37 announced, 12 binding and 23 expected ones, 12 + 7 + 11 of them in a class.
    found = published_counts(
        {"达到控制目标": 12, "超过": 7, "达到": 11},
        total=37,
        cuts={"attribute": {"约束性": 12, "预期性": 23}},
        by={"约束性": {"达到控制目标": 12}, "预期性": {"超过": 7, "达到": 11}},
    )
    assert [(one.check, one.computed, one.printed, one.agrees) for one in found] == [
        ("the classes and the total", 30, 37, False),
        ("attribute and the total", 35, 37, False),
        ("the classes of 约束性 and its number", 12, 12, True),
        ("the classes of 预期性 and its number", 18, 23, False),
        ("达到控制目标 by attribute and in all", 12, 12, True),
        ("超过 by attribute and in all", 7, 7, True),
        ("达到 by attribute and in all", 11, 11, True),
    ]


@pytest.mark.parametrize(("binding", "agrees"), [(2, None), (4, True), (5, False)])
def test_a_class_that_not_every_attribute_names_is_open_as_long_as_others_may_have_the_rest(
    binding: int, agrees: bool | None
) -> None:
    [one] = published_counts({"滞后": 4}, by={"约束性": {"滞后": binding}, "预期性": {}})
    assert one.agrees is agrees
    cuts = {"attribute": {"约束性": 8, "预期性": 12}}
    found = published_counts({"滞后": 4}, cuts=cuts, by={"约束性": {"滞后": binding}, "预期性": {"滞后": 0}})
    assert found[-1].agrees is (binding == 4)


def test_what_was_not_published_or_in_words_of_its_own_is_counted_apart() -> None:
    made = [
        pm.Indicator(id=id, name=id, unit="%", better="higher", targets=[pm.read_target("70", unit="%", year=2025)])
        for id in "abc"
    ]
    plan = pm.Plan(id="p", title="P", elements=made)
    found = pm.evaluate(plan, as_of=2023, published={"a": "behind", "b": "非环统指标"})
    assert [(one.verdict, one.count, one.judged) for one in found.counts(published=True) if one.of == "all"] == [
        ("滞后", 1, 1),
        ("非环统指标", 1, 1),
        ("not published", 1, 1),
    ]


# A province's environmental plan 2011–2015, ten rows: baseline, value, target, and the note of a changed survey.
PROVINCE = [
    ("氨氮排放量", "lower", 23.52, 19.97, "20.39", None),
    ("二氧化硫排放量", "lower", 83.91, 67.83, "71.5", None),
    ("氮氧化物排放量", "lower", 132.33, 99.69, "109.9", None),
    ("工业废水排放达标率", "higher", 90, None, "≥90", None),
    ("城镇生活污水处理率", "higher", 73, 85.5, "≥80", None),
    ("县级环境监测站标准化建设硬件达标率", "higher", 21.9, 81.9, "≥85", "统计口径改变"),
    ("县级环境监察机构标准化建设硬件达标率", "higher", 10.1, 37, "≥70", "统计口径改变"),
    ("森林覆盖率", "higher", 57, 58.8, "58", None),
    ("森林蓄积量", "higher", 4.38, 5.61, "5.51", None),
    ("城市人均公园绿地面积", "higher", 12.27, 15.03, "≥13", None),
]
SCALE = """
en: as printed in the report
zh: 报告用语
source: the report
classes:
  - {en: met, zh: 完成, states: [met, early, kept, ahead, on_schedule], good: true}
  - {en: not met, zh: 未完成, states: [behind, regressed, missed, broken], good: false}
  - {en: not in the survey, zh: 非环统指标, states: [no_data, not_yet_due, cannot_be_judged]}
  - {en: survey changed, zh: 统计口径改变, states: [caliber_changed]}
"""


def test_seven_met_two_of_a_changed_survey_one_without_data_and_none_missed(tmp_path: Path) -> None:
    made = [
        pm.Indicator(
            id=f"i{place}",
            name=name,
            unit="%",
            better=better,  # type: ignore[arg-type]
            baseline={"year": 2010, "value": base},
            targets=[pm.read_target(target, unit="%", year=2015)],
            observations=[] if value is None else [pm.Observation(period=2015, value=value, note=note)],
        )
        for place, (name, better, base, value, target, note) in enumerate(PROVINCE)
    ]
    (tmp_path / "province.yaml").write_text(SCALE, encoding="utf-8")
    published = {one.id: "完成" for one in made} | {"i3": "非环统指标", "i5": "统计口径改变", "i6": "统计口径改变"}
    plan = pm.Plan(id="p", title="P", period="2011/2015", elements=made)
    found = pm.evaluate(plan, as_of=2015, scale=tmp_path / "province.yaml", published=published)
    expected = [("完成", 7, 7), ("非环统指标", 1, 7), ("统计口径改变", 2, 7)]
    for counted in (found.counts(), found.counts(published=True)):
        assert [(one.verdict, one.count, one.judged) for one in counted if one.of == "all"] == expected
    assert all(one.agrees is not False for one in found.indicators)
