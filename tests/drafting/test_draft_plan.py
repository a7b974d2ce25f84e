"""Whole documents become drafts: each kind of element, with its words, and what is not sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from planmodel.comparing.figures import promise_text
from planmodel.documents.reading import read_document
from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan

ROOT = Path(__file__).parents[2]

OPINION = """清河县人民政府关于加快水环境治理的实施意见
清政发〔2022〕3号
各乡镇人民政府：
根据《河北省水污染防治条例》《邢台市水安全保障规划》（邢政〔2021〕9号），现提出如下意见。
一、总体要求
（一）指导思想。以习近平生态文明思想为指导。
（二）基本原则
——坚持系统治理。统筹上下游左右岸。
——坚持节水优先。严格控制用水总量。
（三）主要目标
到2025年，水环境质量明显改善，地表水优良比例达到80%以上，万元工业增加值用水量下降16%。
到2035年，水生态系统全面恢复。
二、实施三大行动
（一）截污行动。新建管网，补齐短板，实现污水全收集。（县住建局牵头，县水利局配合）
（二）清淤行动。清理河道内源污染，恢复行洪能力。（县水利局负责）
三、强化督查考核
（一）落实责任。各乡镇对本辖区水环境质量负总责。
（二）加大投入。县财政每年安排治水专项资金。
"""


@pytest.fixture(scope="module")
def opinion() -> Draft:
    return draft_plan(OPINION.encode())


def labels(draft: Draft, kind: str) -> list[str]:
    return [one.label() for one in getattr(draft.plan, kind)]


def test_every_kind_is_drafted(opinion: Draft) -> None:
    assert labels(opinion, "principles") == ["坚持系统治理", "坚持节水优先"]
    assert labels(opinion, "goals") == ["到2025年，水环境质量明显改善", "到2035年，水生态系统全面恢复"]
    assert [one.label() for one in opinion.plan.sections if one.part_of is None] == [
        "总体要求",
        "实施三大行动",
        "强化督查考核",
    ]
    assert {"截污行动", "清淤行动", "落实责任", "加大投入"} <= set(labels(opinion, "tasks"))
    assert labels(opinion, "organizations")[:1] == ["清河县人民政府"]
    assert [opinion.plan[link.to].label() for link in opinion.plan.follows] == [
        "河北省水污染防治条例",
        "邢台市水安全保障规划",
    ]
    assert [one.number for one in opinion.plan.documents if one.number] == ["邢政〔2021〕9号"]


def test_targets_have_their_year_and_stand_on_their_words(opinion: Draft) -> None:
    found = {one.label(): one.targets[0] for one in opinion.plan.indicators}
    told = {name: (one.year, promise_text(one)) for name, one in found.items()}
    assert told["地表水优良比例"] == (2025, "≥ 80 %")
    assert told["万元工业增加值用水量"] == (2025, "↓ 16 %")
    assert all(str(one.sources[0].quote) in OPINION for one in found.values())


def test_a_count_in_a_heading_that_disagrees_is_a_doubt_and_a_finding_of_check(opinion: Draft) -> None:
    [doubt] = [one for one in opinion.doubts if one.code == "PM805"]
    assert "三大行动" in doubt.message
    assert doubt.element is not None
    assert opinion.plan[doubt.element].label() == "实施三大行动"
    findings = opinion.plan.check(texts={"source": opinion.text}).findings
    assert [one.element for one in findings if one.code == "PM301"] == [doubt.element]


def test_nesting_is_inferred_and_nothing_says_what_serves_what(opinion: Draft) -> None:
    for one in opinion.plan.tasks:
        assert one.contributes_to == ()
        assert one.guided_by == ()
        assert one.part_of is None or one.part_of.evidence == "inferred" or one.evidence == "inferred"


def test_ids_are_made_of_names_so_that_a_newer_edition_meets_the_first(opinion: Draft) -> None:
    newer = draft_plan(
        OPINION.replace("（二）清淤行动", "（二）补水行动。实施生态补水。（县水利局负责）\n（三）清淤行动").encode()
    )
    assert set(newer.plan) - set(opinion.plan)
    assert {one.id for one in opinion.plan.tasks} <= set(newer.plan)


def test_a_lost_heading_is_among_the_doubts() -> None:
    draft = draft_plan(OPINION.replace("二、实施三大行动\n", "").encode())
    assert draft.doubts[0].code == "PM802"
    assert "2" in draft.doubts[0].message


def test_a_table_that_is_neither_of_indicators_nor_of_projects_is_a_doubt() -> None:
    text = "# 清河县治水规划\n\n## 一、主要任务\n\n治水。\n\n| 乡镇 | 人口 |\n| --- | --- |\n| 油坊镇 | 3 |\n"
    draft = draft_plan(read_document(text.encode(), name="plan.md"))
    assert [one.code for one in draft.doubts if "乡镇 | 人口" in one.message] == ["PM803"]


def test_a_table_whose_rows_have_run_together_is_told_and_never_read() -> None:
    flat = (
        "指标名称2020年2025年属性1森林覆盖率（%）35.1 36.2约束性2耕地保有量（万亩）66.1 66.0约束性"
        "3粮食产量（万吨）20 22预期性4优良天数比例（%）66 75约束性5用水总量（亿立方米）1.2 1.1约束性"
    )
    draft = draft_plan(
        f"清河县“十四五”规划\n一、主要目标\n到2025年，环境更好更美。\n{flat}\n二、主要任务\n（一）治水。清理河道。".encode()
    )
    assert "PM803" in [one.code for one in draft.doubts]
    assert labels(draft, "indicators") == []


def test_an_indicator_table_gives_indicators_that_quote_their_rows() -> None:
    table = (
        "| 指标 | 2020年 | 2025年目标 | 属性 |\n| --- | --- | --- | --- |\n| 森林覆盖率（%） | 35.1 | 36.2 | 约束性 |\n"
    )
    text = (
        f"# 清河县“十四五”规划\n\n## 一、主要目标\n\n到2025年，环境更好更美。\n\n{table}\n## 二、主要任务\n\n治水。\n"
    )
    draft = draft_plan(read_document(text.encode(), name="plan.md"))
    [indicator] = draft.plan.indicators
    assert (indicator.label(), indicator.obligation) == ("森林覆盖率（%）", "binding")
    assert promise_text(indicator.targets[0]) == "36.2 %"
    assert "36.2" in str(indicator.sources[0].quote)


def test_projects_of_a_box_are_parts_of_it() -> None:
    text = (
        "清河县“十四五”规划\n一、主要任务\n（一）治水。清理河道，恢复生态。\n"
        "专栏1 治水重点工程\n1.清淤工程。清理河道。\n2.截污工程。建管网。\n（二）治气。改造锅炉。\n"
    )
    draft = draft_plan(text.encode())
    group, first, second = draft.plan.projects
    assert (group.label(), first.label(), second.label()) == ("治水重点工程", "清淤工程", "截污工程")
    assert first.part_of is not None
    assert first.part_of.to == group.id


@pytest.mark.parametrize(
    "text",
    [
        "清河县昨日举行龙舟赛。来自全县的二十支队伍参加了比赛。观众逾万人。",
        "红烧肉的做法\n一、备料\n五花肉五百克，冰糖二十克。\n二、烧制\n小火慢炖一小时。",
        "The river rose last night. Nobody was hurt.",
        "12 34 56",
    ],
)
def test_a_document_that_is_no_plan_gives_a_nearly_empty_draft_that_says_so(text: str) -> None:
    draft = draft_plan(text.encode())
    assert draft.doubts[0].code == "PM801"
    assert not any((draft.plan.tasks, draft.plan.goals, draft.plan.principles, draft.plan.indicators))


def test_an_english_plan_is_read_by_its_labels() -> None:
    text = (
        "# Springfield Climate Action Plan 2021-2030\n\nCity of Springfield\n\n"
        "## Guiding principles\n\n- Equity first.\n- Act on science.\n\n"
        "## Buildings\n\n### Goal 1: Cut emissions from buildings\n\n"
        "#### Action 1.1: Retrofit city halls\n\nBy 2030, retrofit all halls.\n\n"
        "#### Action 1.2: Ban new gas boilers\n\nAdopt an ordinance.\n\n## Outlook\n\nMore will follow.\n"
    )
    draft = draft_plan(read_document(text.encode(), name="plan.md"))
    assert labels(draft, "principles") == ["Equity first", "Act on science"]
    assert labels(draft, "goals") == ["Cut emissions from buildings"]
    assert labels(draft, "tasks") == ["Retrofit city halls", "Ban new gas boilers"]
    assert draft.plan.jurisdiction is not None
    assert (str(draft.plan.jurisdiction.name), draft.plan.jurisdiction.level) == ("City of Springfield", "city")
    assert str(draft.plan.period) == "2021/2030"
    assert [one.message for one in draft.doubts if one.code == "PM812"] == ["nothing under “Outlook” is labelled"]


def test_a_draft_shows_itself(opinion: Draft) -> None:
    assert repr(opinion).startswith("draft of 清河县人民政府关于加快水环境治理的实施意见: ")
    assert "PM805" in repr(opinion)
    assert opinion._repr_html_().startswith("<p>draft of ")


def test_a_table_whose_rows_are_lines_of_text_is_read_when_they_part_into_as_many_cells() -> None:
    table = "序号 指标名称 单位 2025年目标 属性\n1 森林覆盖率 % 50 约束性\n2 用水总量 万吨 30 约束性\n"
    text = f"清河县“十四五”规划\n一、主要目标\n到2025年，环境更好更美。\n{table}二、主要任务\n（一）治水。清理河道。"
    draft = draft_plan(text.encode())
    found = {one.label(): promise_text(one.targets[0]) for one in draft.plan.indicators}
    assert found == {"森林覆盖率": "50 %", "用水总量": "30 万吨"}
    ragged = draft_plan(text.replace("2 用水总量 万吨 30 约束性", "用水总量").encode())
    assert [one.label() for one in ragged.plan.indicators if one.label() == "用水总量"] == []


def test_works_that_a_sentence_lists_with_their_number_are_projects() -> None:
    text = (
        "清河县“十四五”规划\n一、主要任务\n治水。"
        "\n二、重大工程\n重点实施碧水工程、蓝天工程、净土工程等三大工程，投资5亿元。\n"
    )
    draft = draft_plan(text.encode())
    assert [one.label() for one in draft.plan.projects if one.part_of is not None] == [
        "碧水工程",
        "蓝天工程",
        "净土工程",
    ]
    assert [one.declared_count for one in draft.plan.projects if one.part_of is None] == [3]


def test_a_goal_chapter_whose_name_begins_with_a_verb_holds_goals() -> None:
    draft = draft_plan(
        "清河县治水方案\n一、发展目标\n到2025年，河流水质全面改善。\n二、建设任务\n（一）清淤。清理河道。".encode()
    )
    assert [one.label() for one in draft.plan.goals] == ["到2025年，河流水质全面改善"]
    assert [one.label() for one in draft.plan.tasks] == ["清淤"]


def test_a_target_takes_over_the_year_of_its_paragraph_as_inferred() -> None:
    text = (
        "清河县治水方案\n一、主要目标\n到2025年，水质全面改善。污水处理率达到95%以上。"
        "\n二、主要任务\n（一）清淤。清理河道。"
    )
    draft = draft_plan(text.encode())
    found = {one.label(): one.targets[0] for one in draft.plan.indicators}
    assert (found["污水处理率"].year, found["污水处理率"].evidence) == (2025, "inferred")


@pytest.mark.parametrize(
    ("sentence", "principles"),
    [
        ("坚持创新驱动、数据赋能、安全可控的原则，打造先行市。", ["创新驱动", "数据赋能", "安全可控"]),
        ("工作的基本原则是：坚持生态优先、坚持系统治理。", ["坚持生态优先", "坚持系统治理"]),
        (
            "按照统筹推进、突出重点，分区治理、精细监管的基本原则开展工作。",
            ["统筹推进、突出重点", "分区治理、精细监管"],
        ),
        ("按照谁污染谁治理的原则，压实责任。", []),
    ],
)
def test_principles_in_one_line_are_read(sentence: str, principles: list[str]) -> None:
    draft = draft_plan(f"清河县治水方案\n一、总体思路\n{sentence}\n二、主要任务\n（一）清淤。清理河道。".encode())
    assert labels(draft, "principles") == principles


def test_principles_that_a_line_announces_are_its_items() -> None:
    text = (
        "清河县治水规划\n一、指导思想\n必须遵循以下原则：\n"
        "——坚持系统治理。统筹上下游左右岸。\n——坚持节水优先。控制用水总量。\n"
    )
    draft = draft_plan(f"{text}二、主要任务\n（一）清淤。清理河道。".encode())
    assert labels(draft, "principles") == ["坚持系统治理", "坚持节水优先"]


def test_headings_of_one_name_are_sections_of_their_own() -> None:
    text = "清河县治水规划\n一、主要任务\n治水。\n二、主要任务\n治气。\n"
    assert labels(draft_plan(text.encode()), "sections") == ["主要任务", "主要任务"]


def test_the_unit_of_a_level_in_a_sentence_is_the_unit_of_its_indicator() -> None:
    text = (
        "清河县治水方案\n一、主要目标\n到2025年，将商标注册平均审查周期压减至4个月以内。实现“引进人才达到2000名，人才贡献率达到40%”的三大人才发展目标。"
        "\n二、主要任务\n（一）清淤。清理河道。"
    )
    drafted = draft_plan(text.encode()).plan.indicators
    assert [(one.label(), one.unit) for one in drafted] == [("商标注册平均审查周期", "个月"), ("引进人才", "名")]
