"""One element in words."""

from __future__ import annotations

import pytest

from planmodel.errors import UnknownIdError
from planmodel.model.element import Element
from planmodel.model.kinds import Document, Goal, Indicator, Organization, Project, Task
from planmodel.model.numbers import Baseline, Cost, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Dependency, Responsibility
from planmodel.model.sources import Citation
from planmodel.model.targets import Level, Target
from planmodel.views.element import element_text


def plan_of(*elements: Element) -> Plan:
    return Plan(
        id="p",
        title="P",
        elements=[
            Document(id="d", name={"zh": "解读", "en": "Interpretation"}),
            Goal(id="g", name="空气"),
            Organization(id="o", name="分局"),
            *elements,
        ],
    )


def test_links_carry_names_and_all_that_is_said_of_them() -> None:
    task = Task(
        id="t",
        name="植树",
        contributes_to=[Contribution("g", strength=-0.5, evidence="inferred")],
        depends_on=[Dependency("gone", type="SS", lag="3 月")],
        responsible=[Responsibility("o", role="lead")],
    )
    assert element_text(plan_of(task), "t").split("\n") == [
        "task t  植树",
        "  contributes to  g  空气 (inferred, strength -0.5)",
        "  depends on      gone (not in this plan) (SS, lag 3 months)",
        "  responsible     o  分局 (lead)",
        "  evidence        stated",
    ]


def test_an_element_is_told_in_chinese() -> None:
    task = Task(
        id="t",
        name="植树",
        section="s-gone",
        contributes_to=[Contribution("g", strength=-0.5, evidence="inferred", sources=["d"])],
        depends_on=[Dependency("gone", type="SS", lag="3 月")],
        responsible=[Responsibility("o", role="lead")],
        duration="6 月",
        sources=[Citation(document="d", section="三", quote="持续改善", page=2)],
    )
    assert element_text(plan_of(task), "t", language="zh", words="zh").split("\n") == [
        "任务 t  植树",
        "  所在章节  s-gone（本规划中没有）",
        "  服务于    g  空气（据原文推断、作用强度：-0.5）",
        "  前置工作  gone（SS、间隔时间：3个月）（本规划中没有）",
        "  责任单位  o  分局（牵头）",
        "  工期      6个月",
        "  依据类型  原文写明",
        "出处",
        "  d  解读，三，第2页：“持续改善”",
        "  d  解读（用于 contributes_to[0]）",
    ]


def test_citations_name_document_place_quotation_and_what_they_are_for() -> None:
    goal = Goal(
        id="x",
        name="水",
        part_of="g",
        sources=[Citation(document="d", section="三", quote="持续\n改善", page=2, url="http://a.cn/b", note="见附件")],
        period=2025,
    )
    task = Task(id="t", name="t", contributes_to=[Contribution("g", sources=["d"])])
    text = element_text(plan_of(goal, task), "x")
    assert "  d  解读 / Interpretation, 三, page 2: “持续 改善” <http://a.cn/b> — 见附件" in text
    assert element_text(plan_of(task), "t").endswith("  d  解读 / Interpretation (for contributes_to[0])")


def test_numbers_are_written_with_their_units_and_words() -> None:
    indicator = Indicator(
        id="i",
        name="PM2.5",
        unit="微克/立方米",
        better="lower",
        baseline=Baseline(year=2020, value=25),
        targets=[Target(year=2025, commitment=Level(value=22, comparator="at_most"), as_published="≤22")],
        observations=[Observation(period=2023, value=0), Observation(period=2024)],
    )
    project = Project(id="pr", name="工程", cost=Cost(total="1.2 亿元", approximate=True), declared_count=0)
    text = element_text(plan_of(indicator, project), "i")
    assert "  baseline      2020, 25 微克/立方米" in text
    assert "  targets       2025, commitment Level, 22 微克/立方米, at_most, as published ≤22" in text
    assert "  observations  2023, 0 微克/立方米\n                2024" in text
    assert "total 1.2 亿元, approximate" in element_text(plan_of(indicator, project), "pr")
    assert "declared count  0" in element_text(plan_of(indicator, project), "pr")


def test_a_name_with_control_characters_stays_on_its_line() -> None:
    text = element_text(plan_of(Task(id="t", name="a\nb\x1b[2J", note="x\r\ny")), "t")
    assert text.split("\n")[0] == "task t  a b\\x1b[2J"
    assert "\r" not in text


def test_an_unknown_id_names_what_is_near() -> None:
    with pytest.raises(UnknownIdError, match="did you mean t-water"):
        element_text(plan_of(Task(id="t-water", name="水")), "t-watr")
