"""Which work serves which goal: one rule, and everything that asks it."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ArgumentError, PlanModelError
from planmodel.model.element import Element
from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.views.report.records import page_records


def plan_of(*elements: Element) -> Plan:
    return Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air"), *elements])


def against(id: str) -> list[Contribution]:
    return [Contribution(id, strength=-0.5)]


def ways(plan: Plan, target: str = "g") -> list[str]:
    return [str(one) for one in plan.graph.serving.to(target)]


# --- the rule, by hand ---


def test_a_contribution_serves_a_negative_one_works_against_and_one_of_0_says_nothing() -> None:
    plan = plan_of(
        Task(id="plain", name="a", contributes_to=["g"]),
        Task(id="weak", name="b", contributes_to=[Contribution("g", strength=0.1)]),
        Task(id="none", name="c", contributes_to=[Contribution("g", strength=0)]),
        Task(id="harm", name="d", contributes_to=against("g")),
    )
    serving = plan.graph.serving
    assert [(one.work, one.strength, one.against) for one in serving.to("g")] == [
        ("plain", None, False),
        ("weak", 0.1, False),
        ("harm", -0.5, True),
    ]
    assert (serving.work("g"), serving.opponents("g")) == (("plain", "weak"), ("harm",))
    assert (serving.goals("harm"), serving.works_against("harm"), serving.of("none")) == ((), ("g",), ())


def test_a_project_serves_what_its_task_contributes_to_and_an_indicator_serves_what_it_measures() -> None:
    plan = plan_of(
        Goal(id="sub", name="Less dust", part_of="g"),
        Indicator(id="i", name="PM2.5", measures=["sub"]),
        Task(id="t", name="Traffic", contributes_to=["i"]),
        Project(id="pr", name="Buses", implements=["t"]),
    )
    assert ways(plan) == [
        "t -[contributes_to]-> i -[measures]-> sub -[part_of]-> g",
        "pr -[implements]-> t -[contributes_to]-> i -[measures]-> sub -[part_of]-> g",
    ]
    assert plan.graph.serving.goals("pr") == ("g", "sub", "i")
    assert [(one.target, one.direct, one.via) for one in plan.graph.serving.of("t")] == [
        ("g", False, ("i", "sub")),
        ("sub", True, ("i",)),
        ("i", True, ()),
    ]


def test_parts_serve_what_their_wholes_contribute_to_and_wholes_what_their_parts_serve() -> None:
    plan = plan_of(
        Task(id="top", name="a"),
        Task(id="t", name="b", part_of="top", contributes_to=["g"]),
        Task(id="t1", name="c", part_of="t"),
        Task(id="t11", name="d", part_of="t1"),
        Task(id="sibling", name="e", part_of="top"),
    )
    assert ways(plan) == [
        "top -[has_part]-> t -[contributes_to]-> g",
        "t -[contributes_to]-> g",
        "t1 -[part_of]-> t -[contributes_to]-> g",
        "t11 -[part_of]-> t1 -[part_of]-> t -[contributes_to]-> g",
    ]


def test_what_work_says_itself_counts_before_what_its_whole_and_its_tasks_say() -> None:
    plan = plan_of(
        Task(id="t", name="a", contributes_to=["g"]),
        Task(id="t1", name="b", part_of="t", contributes_to=against("g")),
        Task(id="t11", name="c", part_of="t1"),
        Project(id="pr", name="d", implements=["t"], contributes_to=against("g")),
    )
    assert ways(plan) == [
        "t -[contributes_to]-> g",
        "t1 -[contributes_to]-> g (against)",
        "t11 -[part_of]-> t1 -[contributes_to]-> g (against)",
        "pr -[contributes_to]-> g (against)",
    ]


def test_a_whole_whose_parts_disagree_both_serves_and_works_against() -> None:
    plan = plan_of(
        Task(id="t", name="a"),
        Task(id="t1", name="b", part_of="t", contributes_to=["g"]),
        Task(id="t2", name="c", part_of="t", contributes_to=against("g")),
    )
    assert [(one.path.ids, one.against) for one in plan.graph.serving.of("t")] == [
        (("t", "t1", "g"), False),
        (("t", "t2", "g"), True),
    ]


def test_a_project_that_names_no_task_takes_those_of_its_group_and_one_that_does_does_not() -> None:
    plan = plan_of(
        Task(id="a", name="a", contributes_to=["g"]),
        Task(id="b", name="b"),
        Project(id="group", name="c", implements=["a"]),
        Project(id="silent", name="d", part_of="group"),
        Project(id="own", name="e", part_of="group", implements=["b"]),
    )
    serving = plan.graph.serving
    assert str(serving.of("silent")[0]) == "silent -[part_of]-> group -[implements]-> a -[contributes_to]-> g"
    assert (serving.of("own"), serving.tasks("silent"), serving.tasks("own")) == ((), ("a",), ("b",))


def test_links_to_nothing_or_to_the_wrong_kind_serve_nothing_and_circles_end() -> None:
    plan = plan_of(
        Task(id="t", name="a", contributes_to=["gg", "u"], part_of="u"),
        Task(id="u", name="b", part_of="t", contributes_to=["g"]),
        Task(id="v", name="c", part_of="u"),
    )
    assert ways(plan) == [
        "t -[has_part]-> u -[contributes_to]-> g",
        "u -[contributes_to]-> g",
        "v -[part_of]-> u -[contributes_to]-> g",
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_links_that_contradict_each_other_count_both_in_either_order(order: int) -> None:
    links = [Contribution("g", strength=0.5), Contribution("g", strength=-0.25)][::order]
    plan = plan_of(Task(id="t", name="a", contributes_to=links, done="100 %"))
    assert [one.strength for one in plan.graph.serving.to("g")] == [0.5, -0.25]
    assert plan.graph.serving.strengths("t") == {"g": (-0.25, 0.5)}
    assert pm.progress(plan, as_of=2023)["g"].reason == "not_served"


def test_an_explanation_and_the_page_tell_what_works_against_a_goal_from_what_serves_it() -> None:
    plan = plan_of(
        Task(id="plain", name="Buses", contributes_to=["g"]),
        Task(id="none", name="Talk", contributes_to=[Contribution("g", strength=0)]),
        Task(id="harm", name="Road", contributes_to=against("g")),
    )
    assert str(plan.explain("g")).splitlines()[2:5] == [
        "├─ contributes to: plain  Buses",
        "├─ contributes to: (of strength 0) none  Talk",
        "└─ contributes to: (against) harm  Road",
    ]
    page = page_records(plan)
    shown = {page["elements"][link[0]]["i"]: page["relations"][link[2]] for link in page["links"]}
    assert shown == {
        "plain": ["contributes_to", "to_target"],
        "none": ["adds_nothing", "none"],
        "harm": ["works_against", "none"],
    }


def test_what_is_said_of_a_goal_overrules_its_whole_there_and_not_through_an_indicator_that_measures_it() -> None:
    part = Task(id="a", name="a", part_of="w", contributes_to=against("g"))
    direct = plan_of(Task(id="w", name="w", contributes_to=["g"]), part)
    assert [str(one) for one in direct.graph.serving.of("a")] == ["a -[contributes_to]-> g (against)"]
    measured = plan_of(
        Indicator(id="i0", name="i", measures=["g"]), Task(id="w", name="w", contributes_to=["i0"]), part
    )
    assert [str(one) for one in measured.graph.serving.of("a") if one.target == "g"] == [
        "a -[part_of]-> w -[contributes_to]-> i0 -[measures]-> g",
        "a -[contributes_to]-> g (against)",
    ]


def test_what_is_measured_and_implemented_is_each_once_and_only_of_the_right_kind() -> None:
    serving = plan_of(
        Indicator(id="i0", name="i", measures=["g", "t", "g", "nothing"]),
        Project(id="pr", name="pr", implements=["t", "g", "t", "nothing"]),
        Task(id="t", name="t"),
    ).graph.serving
    assert (serving.measured("i0"), serving.implemented("pr")) == (("g",), ("t",))
    assert (serving.measured("t"), serving.implemented("i0")) == ((), ())


@pytest.mark.parametrize("odd", [[], {}, 3, None, ("g",)])
def test_what_is_no_id_is_refused_as_an_argument(odd: Any) -> None:
    graph = plan_of(Task(id="t", name="T", contributes_to=["g"])).graph
    serving, tree = graph.serving, graph.hierarchy
    for asked in (serving.of, serving.to, serving.goals, serving.work, serving.opponents, serving.strengths):
        with pytest.raises(ArgumentError, match="id must be str"):
            asked(odd)
    for held in (tree.above, tree.below, tree.top):
        with pytest.raises(ArgumentError, match="id must be str"):
            held(odd)
    with pytest.raises(PlanModelError):
        pm.Amount("5 %").is_convertible_to(odd)
