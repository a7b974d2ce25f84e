"""The picture of the task network."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from planmodel.errors import ModelError, PlanModelError, UnknownIdError
from planmodel.model.kinds import Goal, Project, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency
from planmodel.scheduling.run import schedule
from planmodel.testing import make_plans
from planmodel.views.graphs.diagram import Box, Diagram, Edge
from planmodel.views.graphs.layers import circle_groups, layers_of
from planmodel.views.graphs.network import network_of

SVG = "{http://www.w3.org/2000/svg}"


def small(**changes: Any) -> Plan:
    elements = [
        Goal(id="g", name="目标"),
        Task(id="a", name="调查", duration="3 月", finished="2022-03"),
        Task(id="b", name="治理" * 30, duration="12 月", depends_on=["a"], done="40 %"),
        Task(id="c", name="规则", duration="2 月", depends_on=[Dependency("a", lag="1 月", evidence="assumed")]),
        Task(id="d", name="验收", duration="1 月", depends_on=["b", Dependency("c", type="SS", lag="-1 月")]),
        Task(id="free", name="宣传", duration="4 月"),
        Project(id="pr", name="工程", depends_on=["b"], duration="1 月"),
    ]
    return Plan(id="p", title={"zh": "规划", "en": "Plan"}, elements=elements).evolve(**changes)


def boxes(diagram: Diagram) -> dict[str, Box]:
    return {box.id: box for box in diagram.boxes}


def edges(diagram: Diagram) -> dict[tuple[str, str], Edge]:
    return {(edge.tail, edge.head): edge for edge in diagram.edges}


def test_only_work_with_links_is_in_the_net_in_layers_by_the_longest_way() -> None:
    columns = {id: box.column for id, box in boxes(network_of(small())).items()}
    assert columns == {"a": 0, "b": 1, "c": 1, "d": 2, "pr": 2}


def test_work_without_links_is_listed_aside_and_a_goal_is_not() -> None:
    diagram = network_of(small(), language="en")
    assert [box.id for box in diagram.aside] == ["free"]
    assert diagram.aside_heading == "not linked"


def test_critical_work_and_the_links_that_drive_it_are_marked() -> None:
    diagram = network_of(small())
    assert {id for id, box in boxes(diagram).items() if "critical" in box.marks} == {"b", "d", "pr"}
    assert {pair for pair, edge in edges(diagram).items() if edge.marks} == {("a", "b"), ("b", "d"), ("b", "pr")}
    assert network_of(small(), language="en").title.endswith(
        ": 4 pieces of work without slack; everything takes 16 months"
    )


def test_critical_work_is_thick_and_not_told_by_colour_alone() -> None:
    root = ET.fromstring(small().draw("network").svg)
    group = next(one for one in root.iter(f"{SVG}g") if one.get("id") == "node-b")
    rect = group.find(f"{SVG}rect")
    assert rect is not None
    assert (group.get("class"), rect.get("stroke-width")) == ("node task stated critical", "2.8")
    thick = [path for path in root.iter(f"{SVG}path") if path.get("class") == "edge depends_on stated critical"]
    assert {path.get("stroke-width") for path in thick} == {"2.8"}


def test_boxes_tell_duration_slack_and_what_is_done() -> None:
    said = {id: box.details for id, box in boxes(network_of(small(), language="en")).items()}
    assert said["a"] == ("3 months · finished",)
    assert said["b"] == ("12 months · done 40 %",)
    assert said["c"] == ("2 months · slack 10 months",)
    assert "finished" in boxes(network_of(small()))["a"].marks


def test_a_link_that_is_not_the_usual_says_what_it_is() -> None:
    links = edges(network_of(small()))
    assert {pair: edge.label for pair, edge in links.items() if edge.label} == {
        ("a", "c"): "+ 1个月",
        ("c", "d"): "SS − 1个月",
    }
    svg = small().draw("network", language="en").svg
    assert "<title>a → c: comes before + 1 month (assumed)</title>" in svg
    assert ">SS − 1 month</text>" in svg
    assert "<title>a → c: 先于 + 1个月（假定）</title>" in small().draw("network").svg


def test_the_longest_wait_is_told_after_the_lag() -> None:
    plan = small().replace("c", depends_on=[Dependency("a", type="FF", max_lag="9 月")])
    assert edges(network_of(plan))["a", "c"].label == "FF, ≤ 9个月"


def test_without_durations_the_net_is_drawn_and_says_why_nothing_is_critical() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id="a", name="A"), Task(id="b", name="B", depends_on=["a"])])
    diagram = network_of(plan)
    assert diagram.notes == ("No critical path: no durations stated.",)
    assert [box.marks for box in diagram.boxes] == [(), ()]


def test_a_circle_is_drawn_marked_and_told() -> None:
    plan = small().replace("a", depends_on=["d"])
    diagram = network_of(plan)
    assert {id for id, box in boxes(diagram).items() if "circle" in box.marks} == {"a", "b", "c", "d"}
    assert edges(diagram)["d", "a"].marks == ("circle",)
    assert edges(diagram)["b", "pr"].marks == ()
    assert diagram.notes[0].startswith("No critical path: the work waits for itself in a circle")
    assert plan.draw("network").svg.count('arrow-circle)"><title>') == 5


def test_work_that_waits_for_itself_alone_is_a_circle_too() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id="a", name="A", depends_on=["a"])])
    assert network_of(plan).boxes[0].marks == ("circle",)
    assert 'id="node-a"' in plan.draw("network").svg


def test_a_whole_with_a_link_stands_for_its_parts_and_one_without_is_left_out() -> None:
    plan = Plan(
        id="p",
        title="P",
        elements=[
            Task(id="w", name="整体", depends_on=["a"]),
            Task(id="w1", name="一", part_of="w", duration="2 月"),
            Task(id="w2", name="二", part_of="w", duration="5 月"),
            Task(id="a", name="前", duration="1 月"),
            Task(id="v", name="另一整体"),
            Task(id="v1", name="三", part_of="v", duration="1 月"),
        ],
    )
    diagram = network_of(plan, language="en")
    assert boxes(diagram)["w"].details == ("5 months · 2 parts",)
    assert boxes(diagram)["w"].marks == ("critical", "group")
    assert edges(diagram)["a", "w"].marks == ("critical",)
    assert [box.id for box in diagram.aside] == ["w2", "w1", "v1"]


def test_a_schedule_that_is_given_is_the_one_that_counts() -> None:
    plan = small()
    slower = schedule(plan.replace("c", duration="30 月"))
    assert "critical" in boxes(network_of(plan, schedule=slower))["c"].marks
    with pytest.raises(ModelError, match="the schedule is of plan q"):
        network_of(plan, schedule=schedule(plan.evolve(id="q")))


def test_around_one_piece_of_work_only_its_neighbours_are_drawn() -> None:
    picture = small().draw("network", focus="c", depth=1)
    ids = {group.get("id") for group in ET.fromstring(picture.svg).iter(f"{SVG}g")}
    assert {f"node-{id}" for id in ("a", "c", "d")} == ids - {None}
    assert picture.title == "规划 · 网络图 · 规则"
    assert picture.notes[0].startswith("Around c")
    assert [box.id for box in network_of(small(), focus="free").boxes] == ["free"]
    with pytest.raises(PlanModelError, match="g is a goal, which this picture leaves out"):
        small().draw("network", focus="g")
    with pytest.raises(UnknownIdError):
        small().draw("network", focus="x")


def test_a_large_net_is_a_summary_with_the_critical_path_and_counts_of_the_rest() -> None:
    plan = next(make_plans(1, elements=1000))
    found = schedule(plan)
    diagram = network_of(plan, schedule=found, language="en")
    assert len(diagram.boxes) == 120
    linked = {end for one in plan.tasks for link in one.depends_on for end in (one.id, link.to)}
    assert set(found.critical) & linked <= set(boxes(diagram))
    assert diagram.notes[0].startswith(f"Summary: of {len(linked)} pieces of work with links 120 are drawn")
    box = next(box for box in diagram.boxes if "after" in box.details[-1])
    hidden = sum(link.to == box.id and one.id not in boxes(diagram) for one in plan.tasks for link in one.depends_on)
    assert f"+ {hidden} after" in box.details[-1]


def test_a_long_list_of_work_without_links_is_cut_and_says_so() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id=f"t{n}", name="任务") for n in range(100)])
    diagram = network_of(plan)
    assert len(diagram.aside) == 60
    assert diagram.notes[-1] == "40 of 100 pieces of work without links are not listed."


def test_a_plan_without_work_draws_its_title() -> None:
    picture = Plan(id="p", title="Nothing yet").draw("network")
    assert picture.title == "Nothing yet · task network"
    assert "node-" not in picture.svg


def test_layers_count_the_longest_way_from_both_ends() -> None:
    before, after = layers_of(["a", "b", "c", "x"], [("a", "b"), ("b", "c"), ("a", "c"), ("a", "x")])
    assert before == {"a": 0, "b": 1, "c": 2, "x": 1}
    assert after == {"a": 2, "b": 1, "c": 0, "x": 0}


def test_two_knots_of_circles_are_told_apart() -> None:
    knots = circle_groups([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"), ("d", "e")])
    assert knots == {"a": 0, "b": 0, "c": 1, "d": 1}
