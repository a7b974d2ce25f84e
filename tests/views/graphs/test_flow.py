"""The picture of what flows from goals through tasks to projects."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.model.numbers import Cost
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.testing import make_plans
from planmodel.views.graphs.flow import Flow, FlowBox, flow_of

SVG = "{http://www.w3.org/2000/svg}"


def small() -> Plan:
    return Plan(
        id="p",
        title={"zh": "规划", "en": "Plan"},
        elements=[
            Goal(id="g", name="目标"),
            Goal(id="g-air", name="空气", part_of="g"),
            Goal(id="g-lone", name="无人服务", part_of="g"),
            Indicator(id="i", name="PM2.5", measures=["g-air"]),
            Task(id="t", name="治理", contributes_to=["i"]),
            Task(id="u", name="修复", contributes_to=["g-air", "g"]),
            Task(id="idle", name="宣传", contributes_to=["g"]),
            Task(id="against", name="扩建", contributes_to=[Contribution("g", strength=-0.5)]),
            Project(id="both", name="打包", implements=["t", "u"], cost=Cost(total="1 亿元")),
            Project(id="silent", name="无金额", implements=["u"]),
            Project(id="adrift", name="游离", cost=Cost(total="5000 万元")),
        ],
    )


def boxes(flow: Flow) -> dict[str, FlowBox]:
    return {box.key: box for column in flow.columns for box in column}


def values(flow: Flow) -> dict[tuple[str, str], Fraction]:
    return {(ribbon.left, ribbon.right): ribbon.value for ribbon in flow.ribbons}


def test_by_count_each_project_and_each_task_without_one_counts_once_and_is_split_evenly() -> None:
    flow = flow_of(small(), by="count")
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    assert values(flow) == {
        ("g-air", "t"): half,
        ("t", "both"): half,
        ("g-air", "u"): quarter + half,
        ("g", "u"): quarter + half,
        ("u", "both"): half,
        ("u", "silent"): 1,
        ("no goal", "no task"): 1,
        ("no task", "adrift"): 1,
        ("g", "idle"): 1,
        ("no goal", "against"): 1,
    }
    assert sum(box.value for box in flow.columns[0]) == 5
    assert "split evenly" in flow.notes[1]


def test_tasks_without_a_project_stay_in_their_column_dashed_and_say_so() -> None:
    svg = small().draw("flow", language="en").svg
    group = next(one for one in ET.fromstring(svg).iter(f"{SVG}g") if one.get("id") == "node-idle")
    assert group.get("class") == "node task stated lonely"
    assert "no project · 1" in [text.text for text in group.iter(f"{SVG}text")]
    rect = group.find(f"{SVG}rect")
    assert rect is not None
    assert rect.get("stroke-dasharray")


def test_a_goal_that_nothing_serves_is_shown_and_a_goal_that_only_its_parts_serve_is_not() -> None:
    assert boxes(flow_of(small(), by="count"))["g-lone"].value == 0
    plan = small().remove("u", "idle", references="drop").remove("against")
    assert set(boxes(flow_of(plan, by="count"))) & {"g", "g-air", "g-lone"} == {"g-air", "g-lone"}


def test_money_that_is_not_stated_is_not_zero() -> None:
    flow = flow_of(small(), by="money")
    found = boxes(flow)
    assert flow.unit == "亿元"
    assert {key: float(found[key].value) for key in ("both", "silent", "u", "idle")} == {
        "both": 1.0,
        "silent": 0.0,
        "u": 0.5,
        "idle": 0.0,
    }
    assert {key for key, box in found.items() if box.unknown} == {"silent", "u", "g", "g-air"}
    assert found["idle"].missing == "无工程项目"
    assert "2 of 3 projects state money, 1.5 亿元 in all; what 1 project costs is not known." in flow.notes
    svg = small().draw("flow", by="money", language="en").svg
    assert ">not stated 1</text>" in svg
    assert 'class="ribbon implements unknown"' in svg


def test_a_group_that_states_a_sum_counts_once_and_its_parts_do_not() -> None:
    plan = Plan(
        id="p",
        title="P",
        elements=[
            Task(id="t", name="T"),
            Project(id="group", name="G", cost=Cost(total="10 亿元")),
            Project(id="part", name="P", part_of="group", implements=["t"], cost=Cost(total="4 亿元")),
            Project(id="open", name="O"),
            Project(id="open-1", name="O1", part_of="open", cost=Cost(total="1 亿元")),
        ],
    )
    assert values(flow_of(plan, by="money")) == {
        ("no goal", "t"): 10,
        ("t", "group"): 10,
        ("no goal", "no task"): 1,
        ("no task", "open-1"): 1,
    }
    assert "not that of their parts: group." in " ".join(flow_of(plan, by="money").notes)
    assert set(boxes(flow_of(plan, by="count"))) >= {"part", "open-1"}
    assert "group" not in boxes(flow_of(plan, by="count"))


def test_parts_take_the_tasks_and_goals_of_their_whole() -> None:
    plan = Plan(
        id="p",
        title="P",
        elements=[
            Goal(id="g", name="G"),
            Task(id="t", name="T", contributes_to=["g"]),
            Task(id="t-1", name="T1", part_of="t"),
            Project(id="group", name="G", implements=["t-1"]),
            Project(id="part", name="P", part_of="group"),
        ],
    )
    assert values(flow_of(plan, by="count")) == {("g", "t-1"): 1, ("t-1", "part"): 1}


def test_other_currencies_are_told_and_not_added() -> None:
    plan = small().replace("adrift", cost=Cost(total="3 万美元"))
    flow = flow_of(plan, by="money")
    assert boxes(flow)["adrift"].unknown == 1
    assert "In other units, and counted as not stated: adrift." in flow.notes


def test_when_no_project_states_its_money_the_flow_is_drawn_without_widths() -> None:
    plan = small().replace("both", cost=None).replace("adrift", cost=None)
    picture = plan.draw("flow", by="money")
    assert "None of 3 projects states its money." in picture.notes
    assert 'class="ribbon implements"' not in picture.svg


@pytest.mark.parametrize("by", ["count", "money"])
@pytest.mark.parametrize("elements", [300, 3000])
def test_a_large_plan_is_a_summary_in_which_nothing_is_lost(elements: int, by: str) -> None:
    plan = next(make_plans(1, elements=elements))
    flow = flow_of(plan, by=by)
    assert max(len(column) for column in flow.columns) <= 40
    totals = {sum(box.value for box in column) for column in flow.columns[:2]}
    assert len(totals) == 1
    assert by == "money" or sum(box.value for box in flow.columns[2]) == len(plan.projects)
    assert any(note.startswith("Summary: ") for note in flow.notes)


def test_hostile_names_are_escaped_and_ids_can_be_told_apart_in_one_page() -> None:
    plan = Plan(id="p", title="<b>", elements=[Task(id="t", name="<script>alert(1)</script>")])
    svg = plan.draw("flow").svg
    ET.fromstring(svg)
    assert "<script" not in svg


def test_an_empty_plan_draws_its_title() -> None:
    assert "Nothing" in Plan(id="p", title="Nothing").draw("flow").svg
