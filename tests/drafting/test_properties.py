"""Whatever a text holds, each element quotes it, each quotation stands in it, and nothing breaks."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan
from planmodel.errors import PlanFileError

_WORDS = [
    *(
        "一、",
        "二、",
        "四、",
        "（一）",
        "（二）",
        "（三）",
        "第一章",
        "第三章　",
        "第一节",
        "1.",
        "2.",
        "（1）",
        "①",
        "专栏1",
        "附件1",
        "目录",
    ),
    *(
        "坚持",
        "基本原则",
        "主要目标",
        "主要任务",
        "重点工程",
        "保障措施",
        "到2025年",
        "达到80%以上",
        "下降16%",
        "六大行动",
        "25项重点工程",
    ),
    *(
        "清河县",
        "人民政府",
        "关于印发",
        "的通知",
        "规划",
        "方案",
        "（水利局牵头，财政局配合）",
        "责任单位：",
        "根据",
        "制定本规划",
    ),
    *(
        "《",
        "》",
        "“",
        "”",
        "（",
        "）",
        "。",
        "，",
        "；",
        "：",
        "\n",
        "\n\n",
        "——",
        "一是",
        "二是",
        "亮点一：",
        "2021年3月5日",
        "〔2021〕8号",
    ),
    *(
        "治水",
        "加强监督管理",
        "|",
        "\t",
        "指标 | 2020年 | 2025年 |",
        "Goal 1: ",
        "Action 2.1 ",
        "Guiding principles",
        "City of Springfield",
    ),
    *("٣.", "\u200b", "\x00", "\ufeff", "𠮷", "é", "<b>", "# ", "- "),
]
_PLAN = """清河县人民政府关于治水的实施意见
清政发〔2022〕3号
根据《河北省水污染防治条例》，提出如下意见。
一、总体要求
（一）基本原则
坚持系统治理。统筹上下游左右岸。
（二）主要目标
到2025年，水环境质量明显改善，地表水优良比例达到80%以上。
二、实施三大行动
（一）截污行动。新建管网，补齐短板。（县住建局牵头，县水利局配合）
专栏1 重点工程
1.清淤工程。清理河道。
2.截污工程。建设管网。
三、强化督查考核
责任单位：县水利局、县财政局
"""
texts = st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), min_size=1, max_size=80).map("".join)


def drafted(text: str) -> Draft | None:
    try:
        return draft_plan(text.encode("utf-8", "surrogatepass"))
    except PlanFileError:  # no text at all, or no text file
        return None


def assert_grounded(draft: Draft) -> None:
    """Assert that every element but the document itself quotes the text, and that check finds every quotation."""
    for element in draft.plan.elements:
        quotes = [one.quote for one in element.sources if one.quote]
        assert quotes or element.id == "source", element
    for trace in draft.record:
        assert draft.text[trace.start : trace.end] == trace.quote
        assert trace.quote
    findings = draft.plan.check(texts={"source": draft.text}).findings
    assert [one.message for one in findings if one.code in ("PM101", "PM102", "PM104", "PM202", "PM203")] == []


@settings(max_examples=300)
@given(texts)
def test_every_quotation_of_any_text_stands_in_it(text: str) -> None:
    draft = drafted(text)
    assume(draft is not None)
    assert draft is not None
    assert_grounded(draft)


def test_a_text_that_cannot_be_read_is_an_error_and_one_that_can_is_drafted() -> None:
    assert drafted("") is None
    assert drafted("清河县治水规划\n一、主要任务\n治水。") is not None


@settings(max_examples=50)
@given(texts)
def test_the_same_text_gives_the_same_draft(text: str) -> None:
    first, second = drafted(text), drafted(text)
    assume(first is not None)
    assert first is not None
    assert second is not None
    assert first.plan == second.plan
    assert first.doubts == second.doubts


@settings(max_examples=40)
@given(st.permutations(_PLAN.splitlines()))
def test_a_plan_whose_lines_are_shuffled_or_lost_stays_grounded(lines: list[str]) -> None:
    draft = draft_plan("\n".join(lines[: len(lines) * 2 // 3]).encode())
    assert_grounded(draft)
