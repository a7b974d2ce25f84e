"""Headings are found by following their numbers."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.documents.reading import read_document
from planmodel.drafting.headings import Outline
from planmodel.drafting.marks import marks_in
from planmodel.drafting.outline import outline_of


def outline(text: str) -> Outline:
    return outline_of(read_document(text.encode()).blocks)


def names(text: str) -> list[tuple[int, str, str]]:
    """Return depth, number and name of every heading."""
    return [(len(one.path), one.number, one.name) for one in outline(text).walk()]


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("第三章　主要任务", "chapter", 3),
        ("第十二节 治水", "section", 12),
        ("十一、保障措施", "han", 11),
        ("（二十）治水", "paren", 20),
        ("(三)治水", "paren", 3),
        ("12．治水", "dot", 12),
        ("（3）治水", "round", 3),
        ("④治水", "circle", 4),
        ("专栏2　重点工程", "box", 2),
        ("2.3 治水", "decimal2", 3),
        ("Goal 4: Clean water", "english goal", 4),
        ("Action 2.1 Plant trees", "english2 action", 1),
        ("任务三：治水", "label 任务", 3),
    ],
)
def test_a_number_is_read_in_every_form(text: str, form: str, value: int) -> None:
    [mark] = marks_in(text, 0)
    assert (mark.form, mark.value, mark.first) == (form, value, True)


@pytest.mark.parametrize(
    "text",
    [
        "第一产业增加值",
        "2.5%以上",
        "一、二级公路",
        "2025年治水",
        "第一部分，背景与形势",
        "第三章到第七章",
        "3.14千米",
        "十分重要",
    ],
)
def test_what_only_looks_like_a_number_of_a_heading_is_none(text: str) -> None:
    assert list(marks_in(text, 0)) == []


def test_headings_that_have_run_together_into_one_paragraph_come_back() -> None:
    text = "现提出以下意见。一、治水（一）清淤。清理河道。（二）截污。建管网。二、治气（三）禁煤。改用电。"
    assert names(text) == [
        (1, "一", "治水"),
        (2, "（一）", "清淤"),
        (2, "（二）", "截污"),
        (1, "二", "治气"),
        (2, "（三）", "禁煤"),
    ]


def test_numbers_in_brackets_run_on_through_the_chapters_or_begin_again() -> None:
    running = "一、治水\n（一）清淤\n二、治气\n（二）禁煤"
    again = "一、治水\n（一）清淤\n二、治气\n（一）禁煤"
    for text in (running, again):
        assert [depth for depth, _, _ in names(text)] == [1, 2, 1, 2]


def test_parts_chapters_sections_and_items_nest() -> None:
    text = "第一篇 总论\n第一章 背景\n第一节 成效\n一、水\n（一）河\n1.干流\n（1）上游\n第二节 问题\n第二章 要求"
    assert [depth for depth, _, _ in names(text)] == [1, 2, 3, 4, 5, 6, 7, 3, 2]


def test_decimal_numbers_nest_by_their_points() -> None:
    text = "1 总则\n1.1 背景\n1.1.1 形势\n1.2 依据\n2 任务\n2.1 治水"
    assert [depth for depth, _, _ in names(text)] == [1, 2, 3, 2, 1, 2]


def test_a_missing_number_is_told_and_the_heading_taken_all_the_same() -> None:
    found = outline("一、形势\n二、目标\n四、保障")
    assert [one.name for one in found.roots] == ["形势", "目标", "保障"]
    assert [(one.name, missing) for one, missing in found.missing] == [("保障", "3")]


def test_a_number_that_comes_twice_is_told() -> None:
    found = outline("一、形势\n二、目标\n二、任务\n三、保障")
    assert [one.name for one in found.roots] == ["形势", "目标", "任务", "保障"]
    assert [one.name for one in found.twice] == ["任务"]


def test_a_list_inside_a_sentence_does_not_break_the_headings_around_it() -> None:
    text = "一、任务\n（一）治水。要做到：（一）清淤；（二）截污；（三）补水。\n（二）治气。禁煤。\n二、保障"
    assert [name for depth, _, name in names(text) if depth == 1] == ["任务", "保障"]
    assert "治气" in [name for _, _, name in names(text)]


def test_a_list_of_contents_is_no_heading_with_or_without_page_numbers() -> None:
    body = "第一章 形势\n形势严峻。\n第二章 任务\n任务很重。"
    for contents in (
        "目 录\n第一章 形势\n第二章 任务\n",
        "目录\n第一章 形势……1\n第二章 任务……5\n",
        "目录\n第一章 形势　第二章 任务\n",
    ):
        assert [one.name for one in outline(contents + body).roots] == ["形势", "任务"]


def test_what_stands_in_a_box_is_no_heading_of_the_chapters_around_it() -> None:
    text = "一、任务\n（一）治水\n专栏1 治水工程\n1.清淤工程。清理河道。\n2.截污工程。建管网。\n（二）治气\n禁煤。"
    found = outline(text)
    assert [one.name for one in found.roots[0].children] == ["治水", "治气"]
    [box] = found.roots[0].children[0].boxes
    assert box.name == "治水工程"
    assert [one.name for one in box.children] == ["清淤工程", "截污工程"]


def test_a_box_of_one_paragraph_gives_its_title_and_items() -> None:
    box_text = "专栏8　重点工程（一）清淤工程。清理河道五十公里。（二）截污工程。建设管网三十公里。"
    found = outline(f"一、任务\n治水。\n{box_text}\n二、保障\n督查。")
    [box] = found.roots[0].boxes
    assert (box.name, [one.name for one in box.children]) == ("重点工程", ["清淤工程", "截污工程"])
    assert [one.name for one in found.roots] == ["任务", "保障"]


def test_headings_behind_an_annex_are_none_of_the_plan() -> None:
    found = outline("一、目标\n治水。\n二、任务\n清淤。\n附件1\n任务分工表\n一、水利局\n二、住建局")
    assert [one.name for one in found.roots] == ["目标", "任务"]
    assert found.annexes


def test_a_name_ends_at_the_first_stop_and_a_long_sentence_has_a_short_name() -> None:
    [item] = outline(
        "1.到2025年，全市水环境质量明显改善，地表水优良比例达到百分之八十以上，黑臭水体基本消除，水生态系统功能初步恢复，人民满意。"
    ).roots
    assert len(item.name) <= 50
    [named] = outline("一、总体要求。以习近平新时代中国特色社会主义思想为指导。").roots
    assert named.name == "总体要求"


def test_an_item_that_is_one_sentence_is_named_by_its_first_clause() -> None:
    text = "一、任务\n1.完善污水管网，新建管网96公里。（住建局牵头）\n2.加强领导，落实责任。\n全面落实。"
    assert [name for depth, _, name in names(text) if depth == 2] == ["完善污水管网", "加强领导，落实责任"]


PLAN = """宜良县节水规划（2023—2027年）
一、总体要求
（一）指导思想
以节水为先。
（二）基本原则
1.节水优先。把节水放在首位。
2.两手发力。发挥市场作用。
（三）目标
到2027年，用水总量不增加。
二、主要任务
（一）农业节水
推广滴灌2万亩。
（二）城镇节水
改造管网30公里。
三、保障措施
（一）加强领导
（二）增加投入
"""


@pytest.mark.parametrize(
    "lost",
    [
        "一、总体要求",
        "（一）指导思想",
        "1.节水优先。把节水放在首位。",
        "二、主要任务",
        "（一）农业节水",
        "三、保障措施",
        "（一）加强领导",
    ],
)
def test_a_heading_that_is_lost_is_told_and_takes_no_other_with_it(lost: str) -> None:
    draft = pm.draft_plan(PLAN.replace(f"{lost}\n", "").encode())
    told = [one.message for one in draft.doubts if one.code == "PM802"]
    assert len(told) == 1
    drafted = {str(one.label()) for one in (*draft.plan.sections, *draft.plan.tasks, *draft.plan.principles)}
    wanted = {"农业节水", "城镇节水", "加强领导", "增加投入", "节水优先", "两手发力", "基本原则", "目标"}
    assert wanted - {lost.split("）")[-1].split(".")[-1].split("。")[0]} <= drafted


def test_a_section_whose_chapter_is_lost_is_told() -> None:
    text = "宜良县节水规划\n1 总则\n1.1 依据\n2 任务\n2.1.1 推广滴灌\n推广2万亩。\n2.1.2 改造管网\n2.2 城镇节水\n"
    draft = pm.draft_plan(text.encode())
    assert any(one.code == "PM802" and "2.1" in one.message for one in draft.doubts)


def test_nothing_is_said_to_be_lost_where_nothing_is() -> None:
    assert not [one for one in pm.draft_plan(PLAN.encode()).doubts if one.code == "PM802"]
