"""From indicators and work done to goals and the plan: rules, bounds, caps, circles."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ArgumentError, ModelError, UnknownIdError
from planmodel.model.element import Element
from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution
from planmodel.model.targets import Level, Target
from planmodel.text import in_language
from planmodel.tracking.combine import UNKNOWN, Counted, Rule, Share, combine
from planmodel.tracking.rollup import GoalProgress, Node, NodeProgress, Part, roll_up
from planmodel.tracking.run import progress

THIRD = Decimal("0.33333333333333333")
ZERO, ONE = Decimal(0), Decimal(1)


def plan_of(*elements: Element) -> Plan:
    return Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air"), *elements])


def task(id: str, done: object = None, *, strength: float | None = None, **fields: Any) -> Task:
    fields.setdefault("contributes_to", [Contribution("g", strength=strength)])
    return Task(id=id, name=id, done=done, **fields)  # type: ignore[arg-type]


def goal_of(plan: Plan, **options: Any) -> GoalProgress:
    return next(goal for goal in progress(plan, as_of="2023-12-31", **options).goals if goal.goal == "g")


# --- the cases that others get wrong ---


def test_two_children_at_100_percent_with_weights_a_half_and_three_tenths_are_100_percent() -> None:
    assert goal_of(plan_of(task("a", "100 %", strength=0.5), task("b", "100 %", strength=0.3))).satisfaction == 1
    assert goal_of(plan_of(task("a", 1), task("b", 1)), weights={"a": 0.5, "b": 0.3}).satisfaction == 1


def test_weights_of_3_and_2_need_not_sum_to_one() -> None:
    plan = plan_of(task("a", "100 %"), task("b", "50 %"))
    assert goal_of(plan, weights={"a": 3, "b": 2}).satisfaction == Decimal("0.8")


def test_one_child_known_of_three_gives_bounds() -> None:
    goal = goal_of(plan_of(task("a", "100 %"), task("b"), task("c")))
    assert (goal.satisfaction, goal.low, goal.high, goal.coverage) == (None, THIRD, ONE, THIRD)
    assert goal.reason == "incomplete"


def test_strength_25_times_satisfaction_50_is_12_and_a_half() -> None:
    plan = plan_of(task("a", "50 %", strength=0.25))
    assert goal_of(plan, rule="contributions").satisfaction == Decimal("0.125")
    against = plan_of(task("a", "50 %", strength=0.25), task("b", "100 %", strength=-0.5))
    assert goal_of(against, rules={"g": "contributions"}).satisfaction == Decimal("-0.375")


def test_a_circle_of_contributions_is_named_and_ends() -> None:
    def node(id: str, *parts: str) -> Node:
        return Node(id=id, kind="goal", parts=tuple(Part(id=part, relation="contributes_to") for part in parts))

    done = Node(id="t", kind="task", own=Fraction(1))
    found = roll_up({"a": node("a", "b", "t"), "b": node("b", "a"), "t": done, "c": node("c", "c")})
    assert (found["a"].reason, found["a"].low, found["a"].high) == ("cycle", Decimal("0.5"), ONE)
    assert found["a"].note == "circle: a → b → a"
    assert found["c"].note == "circle: c → c"
    said = roll_up({"a": attrs.evolve(node("a", "a"), note="late")})["a"].note
    assert said == "late; circle: a → a"
    assert in_language(said or "", "zh") == "late；循环：a → a"
    again = roll_up({"b": node("b", "a"), "c": node("c", "c"), "t": done, "a": node("a", "b", "t")})
    assert again == found


def test_a_large_circle_names_one_way_round_for_all_and_what_needs_it_is_no_part_of_it() -> None:
    def node(id: str, *parts: str) -> Node:
        return Node(id=id, kind="goal", parts=tuple(Part(id=part, relation="contributes_to") for part in parts))

    ring = {f"n{number:03}": node(f"n{number:03}", f"n{(number + 1) % 300:03}") for number in range(300)}
    found = roll_up({"above": node("above", "n000"), **ring, "alone": node("alone")})
    assert found["n000"].note == found["n123"].note
    assert (found["n123"].reason, found["above"].reason, found["above"].note) == ("cycle", "incomplete", None)
    assert str(found["n000"].note).startswith("circle: n000 → n001 → n002")
    assert str(found["n000"].note).endswith("n039 → … and 261 more")
    assert in_language(found["n000"].note or "", "zh").endswith("n039 → ……另有261项")
    assert next(iter(found)) == "above"


def test_goals_that_hold_each_other_are_named() -> None:
    plan = Plan(id="p", title="x", elements=[Goal(id="g", name="a", part_of="h"), Goal(id="h", name="b", part_of="g")])
    assert goal_of(plan).reason == "cycle"
    assert "circle: g → h → g" in progress(plan, as_of=2023).explain("g")


# --- rules and bounds ---


def test_all_takes_the_worst_and_any_the_best() -> None:
    plan = plan_of(task("a", "100 %"), task("b", "40 %"), task("c", "60 %"))
    assert goal_of(plan, rule="all").satisfaction == Decimal("0.4")
    assert goal_of(plan, rule="any").satisfaction == 1
    assert goal_of(plan).satisfaction == Decimal("0.66666666666666667")


def test_an_unknown_part_does_not_hide_what_is_settled() -> None:
    nothing = plan_of(task("a", "0 %"), task("b"))
    assert goal_of(nothing, rule="all").satisfaction == 0
    everything = plan_of(task("a", "100 %"), task("b"))
    assert goal_of(everything, rule="any").satisfaction == 1


def test_what_works_against_a_goal_is_taken_off() -> None:
    plan = plan_of(task("a", "100 %", strength=1), task("b", "50 %", strength=-0.5))
    assert goal_of(plan).satisfaction == Decimal("0.75")


def test_nothing_done_is_a_value_and_nothing_said_is_not() -> None:
    assert goal_of(plan_of(task("a", "0 %"))).satisfaction == 0
    assert goal_of(plan_of(task("a"))).satisfaction is None
    empty = goal_of(plan_of())
    assert (empty.reason, empty.low, empty.high, empty.coverage) == ("no_parts", ZERO, ONE, ZERO)
    assert goal_of(plan_of(task("a", "3 吨"))).satisfaction is None


@pytest.mark.parametrize("done", ["40", "140 %", "-40 %", "3 吨"])
def test_what_is_no_share_from_nothing_to_all_is_not_taken_for_one(done: str) -> None:
    plan = plan_of(task("a", done))
    found = progress(plan, as_of="2023")
    result = found["a"]
    assert isinstance(result, NodeProgress)
    assert (result.satisfaction, goal_of(plan).satisfaction) == (None, None)
    assert result.note == f"done {result_done(plan)} is no share from 0 to 1, or 0 % to 100 %"
    assert [one.path for one in plan.check().of("PM409")] == ["tasks[0].done"]


def result_done(plan: Plan) -> str:
    return str(plan.tasks["a"].done)


def test_a_task_without_a_word_of_its_own_is_made_of_subtasks_and_projects() -> None:
    plan = plan_of(
        task("t"),
        Task(id="s", name="s", part_of="t", done="20 %"),
        Project(id="pr", name="pr", implements=["t"], done="60 %"),
    )
    found = progress(plan, as_of=2023)
    assert goal_of(plan).satisfaction == Decimal("0.4")
    assert [part.id for part in next(n for n in found.undertakings if n.id == "t").parts] == ["s", "pr"]


def test_a_task_counts_no_more_than_what_it_must_wait_for() -> None:
    plan = plan_of(
        task("b", "60 %", depends_on=["a"]),
        Task(id="a", name="a", done="40 %", depends_on=["z"]),
        Task(id="z", name="z"),
    )
    found = progress(plan, as_of=2023)
    node = found["b"]
    assert (node.satisfaction, isinstance(node, NodeProgress) and node.capped_by) == (Decimal("0.4"), "a")
    assert goal_of(plan).satisfaction == Decimal("0.4")
    assert "capped by a" in found.explain("g")
    chain = plan.replace("z", done="10 %")
    assert goal_of(chain).satisfaction == Decimal("0.1")


def test_goals_nest_and_the_plan_is_made_of_the_topmost() -> None:
    plan = plan_of(
        Goal(id="h", name="h", part_of="g"),
        task("a", "50 %", contributes_to=["h"]),
        Goal(id="k", name="k"),
        task("b", "100 %", contributes_to=["k"]),
    )
    found = progress(plan, as_of=2023)
    assert [(goal.goal, goal.satisfaction) for goal in found.goals] == [
        ("g", Decimal("0.5")),
        ("h", Decimal("0.5")),
        ("k", 1),
    ]
    assert found.plan.satisfaction == Decimal("0.75")


def test_an_indicator_counts_what_it_attained_and_a_breach_counts_nothing() -> None:
    def indicator(id: str, base: int, value: int) -> Indicator:
        return Indicator(
            id=id,
            name=id,
            unit="%",
            better="higher",
            measures=["g"],
            baseline=Baseline(year=2020, value=base),
            targets=[Target(year=2025, commitment=Level(value=100))],
            observations=[Observation(period=2023, value=value)],
        )

    plan = plan_of(indicator("a", 50, 75), indicator("b", 100, 80))
    goal = goal_of(plan)
    assert goal.satisfaction == Decimal("0.25")
    assert [(part.id, part.satisfaction) for part in goal.parts] == [("a", Decimal("0.5")), ("b", 0)]


@given(st.lists(st.tuples(st.fractions(0, 1), st.fractions(0, 1), st.fractions(-1, 1)), max_size=6), st.randoms())
def test_bounds_hold_whatever_the_unknown_parts_turn_out_to_be(
    drawn: list[tuple[Fraction, Fraction, Fraction]], random: Any
) -> None:
    rules: tuple[Rule, ...] = ("mean", "all", "any", "contributions")
    for rule in rules:
        known = [Counted(Share(x, x, Fraction(1)), w) for x, _, w in drawn]
        partly = [
            Counted(UNKNOWN, part.weight) if u > Fraction(1, 2) else part
            for part, (_, u, _) in zip(known, drawn, strict=True)
        ]
        exact, bounds = combine(rule, known), combine(rule, partly)
        assert bounds.low <= exact.low <= exact.high <= bounds.high
        shuffled = list(partly)
        random.shuffle(shuffled)
        assert combine(rule, shuffled) == bounds
        assert 0 <= bounds.coverage <= 1


# --- bad input, order, depth ---


def test_bad_weights_rules_and_ids_are_errors() -> None:
    plan = plan_of(task("a", 1))
    for weight in (-1, float("nan"), float("inf")):
        with pytest.raises(ModelError, match="weight of a"):
            progress(plan, as_of=2023, weights={"a": weight})
    for odd in (True, "2"):
        with pytest.raises(ArgumentError, match=r"weights\['a'\] must be number"):
            progress(plan, as_of=2023, weights={"a": odd})  # type: ignore[dict-item]
    with pytest.raises(ModelError, match="no rule 'best'"):
        progress(plan, as_of=2023, rule="best")  # type: ignore[arg-type]
    with pytest.raises(UnknownIdError):
        progress(plan, as_of=2023, weights={"nobody": 1})
    with pytest.raises(UnknownIdError):
        progress(plan, as_of=2023).explain("nobody")


def test_weights_of_nothing_are_named() -> None:
    assert goal_of(plan_of(task("a", 1)), weights={"a": 0}).reason == "no_weight"


def test_a_deep_plan_is_no_deep_recursion() -> None:
    goals = [Goal(id=f"g{n}", name="x", part_of=f"g{n - 1}" if n else "g") for n in range(3000)]
    plan = plan_of(*goals, task("a", "50 %", contributes_to=["g2999"]))
    assert goal_of(plan).satisfaction == Decimal("0.5")


def test_an_explanation_goes_down_to_measured_values() -> None:
    plan = plan_of(task("a", "50 %", strength=0.5), task("b"))
    assert progress(plan, as_of="2023-12-31").explain("g").split("\n") == [
        "g  Clean air: 16.67 % to 83.33 % (coverage 33.33 %; incomplete), mean",
        "├─ contributes to × 0.5: a  a: 50 % (coverage 100 %), stated",
        "└─ contributes to: b  b: 0 % to 100 % (coverage 0 %; no_parts), stated",
    ]


def test_the_record_has_the_keys_that_programs_read() -> None:
    record = json.loads(json.dumps(progress(plan_of(task("a", "50 %")), as_of="2023-12").to_dict(), allow_nan=False))
    assert record["as_of"] == "2023-12-31"
    (goal,) = record["goals"]
    assert {key: goal[key] for key in ("goal", "satisfaction", "low", "high", "coverage")} == {
        "goal": "g",
        "satisfaction": 0.5,
        "low": 0.5,
        "high": 0.5,
        "coverage": 1.0,
    }


LIANZHOU = Path(__file__).parents[2] / "examples" / "lianzhou" / "plan.yaml"


@pytest.mark.parametrize("as_of", ["2020-12-31", "2023-12-31", "2026-12-31"])
def test_lianzhou_has_reasons_everywhere_and_no_number(as_of: str) -> None:
    found = progress(pm.read_plan(LIANZHOU), as_of=as_of)
    assert len(found.results) == 10
    assert {result.status for result in found.results} == {"unknown"}
    assert {(result.attainment, result.overshoot, result.expected) for result in found.results} == {(None, None, None)}
    reasons = {result.indicator: result.reason for result in found.results}
    assert reasons.pop("ind-environment") == "qualitative"
    assert reasons.pop("ind-afforestation") == "no_observation"
    assert set(reasons.values()) == {"no_target"}
    assert {(goal.satisfaction, goal.low, goal.high, goal.coverage) for goal in found.goals} == {
        (None, ZERO, ONE, ZERO)
    }


def test_links_of_the_wrong_kind_are_no_parts_and_hold_nothing_up_as_they_serve_nothing() -> None:
    plan = plan_of(
        Project(id="pr", name="P", implements=["g"], done="100 %"),
        Task(id="t", name="T", done="100 %", depends_on=["i"]),
        Indicator(id="i", name="I", measures=["t"]),
        Task(id="u", name="U", part_of="g", done="100 %"),
    )
    found = progress(plan, as_of="2023")
    assert plan.graph.serving.work("g") == ()
    for id in ("g", "t"):
        result = found[id]
        assert isinstance(result, NodeProgress)
        assert result.parts == ()
    assert found.explain("g").count("\n") == 0


def test_work_is_held_up_only_by_work() -> None:
    first = Goal(id="h", name="H")
    plan = plan_of(first, task("a", "0 %", contributes_to=["h"]), task("t", "100 %", depends_on=["h"]))
    result = progress(plan, as_of="2023")["t"]
    assert isinstance(result, NodeProgress)
    assert (result.satisfaction, result.capped_by) == (ONE, None)


@pytest.mark.parametrize(
    ("as_of", "finished", "done", "satisfaction", "note"),
    [
        ("2023-12-31", "2022-01-01", None, ONE, "finished 2022-01-01"),
        ("2022-01-01", "2022-01-01", None, ONE, "finished 2022-01-01"),
        ("2021-12-31", "2022-01-01", None, None, None),
        ("2022-06-30", "2022", None, None, None),
        ("2022-12-31", "2022", "100 %", ONE, "finished 2022"),
        ("2023-12-31", "2022", "40 %", ONE, "finished 2022, against done 40 %"),
        ("2021-12-31", "2022", "40 %", Decimal("0.4"), None),
        ("2023-12-31", "2022", "5 km", ONE, "finished 2022"),
    ],
)
def test_work_that_was_finished_by_the_day_is_done_and_a_contradiction_is_told(
    as_of: str, finished: str, done: str | None, satisfaction: Decimal | None, note: str | None
) -> None:
    plan = plan_of(task("t", done, started="2021", finished=finished))
    found = progress(plan, as_of=as_of)
    result = found["t"]
    assert isinstance(result, NodeProgress)
    assert (result.satisfaction, result.note) == (satisfaction, note)
    assert found.goals[0].satisfaction == satisfaction


def test_what_is_over_is_not_taken_back_by_what_it_waited_for() -> None:
    plan = plan_of(
        task("a", "40 %"), task("t", finished="2022", depends_on=["a"]), task("u", "100 %", depends_on=["a"])
    )
    found = progress(plan, as_of="2023")
    assert [(one.id, one.satisfaction, one.capped_by) for one in found.undertakings] == [
        ("a", Decimal("0.4"), None),
        ("t", ONE, None),
        ("u", Decimal("0.4"), "a"),
    ]
