"""Rules about time: periods inside periods, and what comes first."""

from __future__ import annotations

from planmodel.check import Rule, check, rules_time
from planmodel.model.element import Element
from planmodel.model.kinds import Document, Goal, Indicator, Task
from planmodel.model.numbers import Baseline
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency
from planmodel.model.targets import Change, Target


def found(rule: Rule, *elements: Element, **header: object) -> list[tuple[str | None, str]]:
    plan = Plan(id="p", title="Plan", elements=elements, **header)  # type: ignore[arg-type]
    return [(finding.element, finding.path) for finding in check(plan, rules=[rule]).findings]


def test_a_part_is_held_against_the_nearest_whole_that_has_a_period() -> None:
    given = [
        Task(id="a", name="A", period="2021/2025"),
        Task(id="b", name="B", part_of="a"),
        Task(id="c", name="C", part_of="b", period="2020-12/2022"),
        Task(id="d", name="D", part_of="c", period="2021"),
        Task(id="e", name="E", part_of="c"),
        Task(id="f", name="F", part_of="e", period="2023"),
    ]
    assert found(rules_time.child_period_outside_parent, *given) == [("c", "tasks[2].period"), ("f", "tasks[5].period")]
    assert found(rules_time.child_period_outside_parent, *reversed(given)) == [
        ("f", "tasks[0].period"),
        ("c", "tasks[3].period"),
    ]


def test_circles_and_deep_nesting_end() -> None:
    circle = [Task(id="a", name="A", part_of="b", period="2021"), Task(id="b", name="B", part_of="a")]
    assert found(rules_time.child_period_outside_parent, *circle) == []
    chain = [Goal(id="g0", name="G", period="2021")]
    chain += [Goal(id=f"g{n}", name="G", part_of=f"g{n - 1}") for n in range(1, 20_000)]
    chain += [Goal(id="last", name="G", part_of="g19999", period="2022")]
    assert found(rules_time.child_period_outside_parent, *chain) == [("last", "goals[20000].period")]


def test_a_header_whose_base_year_or_issue_comes_after_the_period_is_upside_down() -> None:
    rule = rules_time.dates_upside_down
    assert found(rule, period="2021/2025", base_year=2026, issued="2026-01") == [(None, "base_year"), (None, "issued")]
    assert found(rule, period="2021/2025", base_year=2021, issued="2023-11") == []


def test_a_target_before_its_baseline_its_base_or_the_plans_base_year_is_upside_down() -> None:
    rule = rules_time.dates_upside_down
    given = Indicator(
        id="i",
        name="I",
        baseline=Baseline(year=2020),
        targets=[
            Target(year=2019),
            Target(year=2025, commitment=Change(direction="increase", value="3 %", since=2030)),
            Target(year=2025, commitment=Change(direction="increase", value="3 %", since=2015)),
            Target(),
        ],
    )
    assert found(rule, given) == [
        ("i", "indicators[0].targets[0].year"),
        ("i", "indicators[0].targets[1].commitment.since"),
    ]
    bare = Indicator(id="i", name="I", targets=[Target(year=2019)])
    assert found(rule, bare, base_year=2020) == [("i", "indicators[0].targets[0].year")]
    assert found(rule, bare) == []


def test_what_lies_outside_the_plans_period_is_worth_knowing() -> None:
    indicator = Indicator(id="i", name="I", targets=[Target(year=2025), Target(year=2035)])
    task = Task(id="t", name="T", period="2024/2026")
    target_rule, element_rule = rules_time.target_year_outside_period, rules_time.element_outside_plan_period
    assert found(target_rule, indicator, period="2021/2025") == [("i", "indicators[0].targets[1].year")]
    assert found(element_rule, task, period="2021/2025") == [("t", "tasks[0].period")]
    assert found(target_rule, indicator) == []
    assert found(element_rule, task) == []


def test_waiting_for_what_begins_after_ones_own_end_is_found_unless_there_is_a_lead() -> None:
    given = [
        Task(id="late", name="L", period="2024"),
        Task(id="a", name="A", period="2021/2023", depends_on=["late"]),
        Task(id="b", name="B", period="2021/2024", depends_on=["late"]),
        Task(id="c", name="C", period="2021", depends_on=[Dependency("late", lag="-48 月")]),
        Task(id="d", name="D", depends_on=["late", "lost"]),
    ]
    assert found(rules_time.waits_for_what_comes_later, *given) == [("a", "tasks[1].depends_on[0].on")]


def test_a_plan_does_not_follow_a_document_issued_after_it() -> None:
    rule = rules_time.waits_for_what_comes_later
    documents = [
        Document(id="old", name="O", issued="2021-03"),
        Document(id="new", name="N", issued="2022"),
        Document(id="same", name="S", issued="2021"),
    ]
    assert found(rule, *documents, issued="2021-06", follows=["old", "new", "same"]) == [(None, "follows[1].to")]
    assert found(rule, *documents, follows=["new"]) == []
