"""Schedules within what there is of people, machines and money."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import IncompatibleUnitsError, ModelError
from planmodel.functions import schedule_resources
from planmodel.parts import Constraint, Mode, Use
from planmodel.scheduling.jobs import jobs_of, stocks_of
from planmodel.scheduling.solver import Job
from planmodel.scheduling.verification import violations
from planmodel.scheduling.workload import least_makespan
from scheduling.plans import UNTIL_PROVEN, link, plan_of, task

pytest.importorskip("ortools", reason="needs ortools")


def crew(capacity: str = "4 人", **fields: Any) -> pm.Resource:
    return pm.Resource(id="crew", name="Crew", capacity=capacity, **fields)


def use(amount: str | None, mode: str | None = None, of: str = "crew") -> list[Use]:
    return [Use(of, amount=amount, mode=mode)]


def test_work_that_needs_the_same_people_goes_one_after_the_other() -> None:
    plan = plan_of(
        crew(),
        task("a", "3 天", uses=use("3 人")),
        task("b", "4 天", uses=use("2 人")),
        task("c", "2 天", uses=use("1 人")),
    )
    found = schedule_resources(plan)
    assert (found.status, str(found.makespan), found.gap) == ("optimal", "7 天", 0)
    assert str(found.unlimited.duration) == "4 天"
    for row in found.usage("crew"):
        assert row["used"] <= row["capacity"] == 4


def test_units_of_uses_are_converted_to_the_resources() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="never")
    plan = plan_of(money, task("a", "3 天", uses=use("6000 万元")), task("b", "3 天", uses=use("4000 万元")))
    assert schedule_resources(plan).status == "optimal"
    over = plan.replace("b", uses=use("4001 万元"))
    assert schedule_resources(over).status == "infeasible"
    with pytest.raises(IncompatibleUnitsError):
        schedule_resources(plan.replace("b", uses=use("3 人")))


def test_all_link_types_and_longest_waits_hold() -> None:
    plan = plan_of(
        crew("1 人"),
        task("a", "2 天", uses=use("1 人")),
        task("b", "5 天", uses=use("1 人")),
        task("c", "3 天", [link("a", "FS", None, "1 天")], uses=use("1 人")),
        task("d", "1 天", [link("b", "FF", "2 天"), link("c", "SS", "1 天"), link("a", "SF", "3 天")]),
    )
    found = schedule_resources(plan)
    at = {row["id"]: (row["start"], row["finish"]) for row in found.table()}
    assert str(found.makespan) == "10 天"
    assert at["c"][0] - at["a"][1] <= 1
    assert at["d"][1] >= at["b"][1] + 2
    assert at["d"][0] >= at["c"][0] + 1
    assert at["d"][1] >= at["a"][0] + 3


def test_the_mode_is_chosen_that_makes_the_whole_shortest() -> None:
    quick, slow = Mode(name="quick", duration="2 天"), Mode(name="slow", duration="5 天")
    both = [*use("4 人", "quick"), *use("1 人", "slow")]
    plan = plan_of(crew(), task("a", modes=[quick, slow], uses=both), task("b", "5 天", uses=use("3 人")))
    found = schedule_resources(plan)
    assert (str(found.makespan), found["a"].mode) == ("5 天", "slow")
    with pytest.raises(ModelError, match="in mode 'fast', which it does not have"):
        schedule_resources(plan.replace("a", uses=use("4 人", "fast")))


def test_a_budget_of_each_year_spreads_the_work_over_the_years() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="year")
    plan = plan_of(
        money,
        task("a", "12 月", uses=use("0.8 亿元")),
        task("b", "12 月", uses=use("0.6 亿元")),
        task("c", "6 月", uses=use("0.2 亿元")),
    )
    found = schedule_resources(plan, "2021-01-01")
    assert found.status == "optimal"
    spent: dict[int, float] = {}
    for row in found.table():
        begin, end = (int(row[key][:4]) * 12 + int(row[key][5:7]) - 1 for key in ("start", "finish"))
        cost = {"a": 0.8, "b": 0.6, "c": 0.2}[row["id"]] / (end - begin + 1)
        for month in range(begin, end + 1):
            spent[month // 12] = spent.get(month // 12, 0) + cost
    assert max(spent.values()) <= 1 + 1e-9
    # from month 4 on a and b spend 0.93 in the first year; from month 3 on it would be 1.05
    assert str(found.makespan) == "16 月"
    with pytest.raises(ModelError, match="needs a start date"):
        schedule_resources(plan)


def test_what_cannot_be_is_explained_by_the_constraints_that_conflict() -> None:
    plan = plan_of(
        crew("2 人"),
        pm.Resource(id="spare", name="Spare", capacity="9 人"),
        task("a", "20 天", uses=use("2 人"), finish_by="2021-01-31"),
        task("b", "20 天", uses=use("1 人"), finish_by="2021-01-31"),
        task("c", "5 天", uses=use("1 人", of="spare")),
    )
    found = schedule_resources(plan, "2021-01-01")
    assert found.status == "infeasible"
    assert set(found.conflict) == {
        "crew has 2 人; a needs 2 人, b needs 1 人",
        "a must be over by 2021-01-31",
        "b must be over by 2021-01-31",
    }
    assert "conflict: crew has 2 人" in repr(found)


def test_a_task_that_needs_more_than_there_is_is_the_whole_conflict() -> None:
    found = schedule_resources(plan_of(crew("2 人"), task("a", "3 天", uses=use("5 人"))))
    assert found.conflict == ("crew has 2 人; a needs 5 人",)


def test_real_dates_and_wholes_count() -> None:
    plan = plan_of(
        crew("1 人"),
        task("w"),
        task("a", "10 天", part_of="w", uses=use("1 人"), started="2021-01-01", finished="2021-01-04"),
        task("b", "5 天", part_of="w", uses=use("1 人")),
        task("c", "2 天", ["w"]),
    )
    found = schedule_resources(plan, "2021-01-01", as_of="2021-01-04")
    assert [(row["id"], row["start"]) for row in found.table()] == [
        ("a", "2021-01-01"),
        ("b", "2021-01-05"),
        ("c", "2021-01-10"),
    ]


def test_a_resource_without_a_capacity_limits_nothing_and_a_use_without_an_amount_is_refused() -> None:
    free = pm.Resource(id="crew", name="Crew")
    plan = plan_of(free, task("a", "3 天", uses=use("9 人")), task("b", "3 天", uses=use("9 人")))
    assert str(schedule_resources(plan).makespan) == "3 天"
    with pytest.raises(ModelError, match="does not say how much"):
        schedule_resources(plan_of(crew(), task("a", "3 天", uses=use(None))))


def test_one_worker_with_one_seed_gives_one_schedule_and_progress_is_told() -> None:
    plan = plan_of(crew(), *(task(f"t{n}", f"{n % 4 + 1} 天", uses=use(f"{n % 3 + 1} 人")) for n in range(12)))
    seen: list[tuple[float, float, float]] = []
    one = schedule_resources(plan, workers=1, progress=lambda *told: seen.append(told))
    assert one.table() == schedule_resources(plan, workers=1).table()
    assert seen
    assert seen[-1][1] == float(one.makespan or 0)


def test_an_empty_plan_takes_no_time() -> None:
    assert str(schedule_resources(plan_of(crew())).makespan) == "0 天"


def test_real_dates_are_part_of_a_conflict() -> None:
    plan = plan_of(task("a", "30 天", started="2021-01-10"), task("b", "10 天", ["a"], finish_by="2021-02-10"))
    found = schedule_resources(plan, "2021-01-01")
    assert found.conflict == ("b must be over by 2021-02-10", "a: started 2021-01-10", "b waits for FS a")


def test_a_link_from_the_start_of_a_whole_waits_for_the_part_that_really_starts_first() -> None:
    plan = plan_of(
        crew("1 人"),
        task("x", "4 天", uses=use("1 人")),
        task("w"),
        task("w1", "3 天", ["x"], part_of="w", uses=use("1 人")),
        task("w2", "6 天", ["x"], part_of="w", uses=use("1 人")),
        task("b", "1 天", [link("w", "SS", "1 天")]),
        task("c", "1 天", [link("w", "SF", "2 天")]),
    )
    found = schedule_resources(plan)
    at = {row["id"]: row["start"] for row in found.table()}
    first = min(at["w1"], at["w2"])
    assert (str(found.makespan), first) == ("13 天", 4)
    assert at["b"] >= first + 1
    assert at["c"] + 1 >= first + 2


def test_a_yearly_budget_chooses_modes_too() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="year")
    modes = [Mode(name="quick", duration="6 月"), Mode(name="slow", duration="18 月")]
    spending = [*use("1.2 亿元", "quick"), *use("1.2 亿元", "slow")]
    found = schedule_resources(plan_of(money, task("a", modes=modes, uses=spending)), "2021-01-01")
    assert (found.status, found["a"].mode, str(found.makespan)) == ("optimal", "quick", "13 月")  # five months cost 1


def test_each_member_of_a_conflict_is_shown_to_be_needed_by_a_schedule_without_it() -> None:
    plan = plan_of(
        crew("2 人"),
        task("a", "20 天", uses=use("2 人"), finish_by="2021-01-31"),
        task("b", "20 天", uses=use("1 人"), finish_by="2021-02-05"),
    )
    found = schedule_resources(plan, "2021-01-01", workers=1)
    ways = dict(zip(found.conflict, map(str, found.ways_out), strict=True))
    assert ways == {
        "crew has 2 人; a needs 2 人, b needs 1 人": "2021-01-20",
        "a must be over by 2021-01-31": "2021-02-09",
        "b must be over by 2021-02-05": "2021-02-09",
    }
    assert "conflict: a must be over by 2021-01-31 (without it: 2021-02-09)" in repr(found)


# --- bounds and a second opinion ---


def drawn_plan(rng: random.Random, size: int) -> pm.Plan:
    works = []
    for number in range(size):
        before = rng.sample(range(number), min(number, rng.randrange(3)))
        links = [link(f"t{one}", rng.choice(["FS", "FS", "SS", "FF"]), f"{rng.randrange(3)} 天") for one in before]
        works.append(task(f"t{number}", f"{rng.randrange(1, 5)} 天", links, uses=use(f"{rng.randrange(1, 4)} 人")))
    return plan_of(crew("4 人"), *works)


@given(st.randoms(use_true_random=False), st.integers(1, 6))
@settings(max_examples=40)
def test_the_bound_by_work_over_capacity_never_lies_above_the_optimum(rng: random.Random, size: int) -> None:
    plan = drawn_plan(rng, size)
    found = schedule_resources(plan, workers=1, time_limit=UNTIL_PROVEN)
    free = pm.schedule(plan)
    assert found.status == "optimal"
    stocks = stocks_of(plan, free)
    assert least_makespan(free, jobs_of(free, {"crew"}), stocks) <= round(float(found.makespan or 0))


def test_the_bound_is_as_good_as_the_work_allows() -> None:
    works = [task(f"t{number}", f"{number % 5 + 1} 天", uses=use("2 人")) for number in range(60)]
    found = schedule_resources(plan_of(crew("5 人"), *works), workers=1, time_limit=3)
    work = sum(2 * (number % 5 + 1) for number in range(60))
    assert found.bound is not None
    assert float(found.bound) >= work / 5
    assert found.makespan is not None
    assert found.bound <= found.makespan


def test_a_budget_of_each_year_bounds_the_length_by_the_years_that_it_takes() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="year")
    plan = plan_of(money, *(task(f"t{number}", "1 月", uses=use("0.9 亿元")) for number in range(4)))
    free = pm.schedule(plan, "2021-01-01", missing="zero")
    stocks = stocks_of(plan, free)
    jobs = [Job((31,), (None,), ({"crew": Fraction(90_000_000, 10**8)},))] * 4
    assert least_makespan(free, jobs, stocks) == 365 * 3  # 3.6 of 1 a year: something is spent in the fourth year


def test_a_longest_wait_that_moves_work_is_no_work_behind_it() -> None:
    """B begins on the third day, since C must not begin later than a day before it; the bound once said four days."""
    waiting = task("c", "1 天", [link("b", "SS", "-1 天", "-1 天")], not_before="2025-01-02", finish_by="2025-01-02")
    plan = plan_of(
        crew("1 人"), task("a", "1 天", finish_by="2025-01-01"), task("b", "1 天", uses=use("1 人")), waiting
    )
    found = schedule_resources(plan, "2025-01-01")
    assert (found.status, str(found.makespan), str(found["b"].start)) == ("optimal", "3 天", "2025-01-03")


@pytest.mark.parametrize("resources", [False, True])
def test_a_longer_mode_can_make_the_whole_shorter_and_no_bound_forbids_it(resources: bool) -> None:
    """By its long mode M begins with A, and X with M: all is over after 20 days; by its short one after 29."""
    modes = [Mode(name="short", duration="1 天"), Mode(name="long", duration="10 天")]
    uses = [*use("4 人", "short"), *use("1 人", "long")] if resources else []
    tied = task("m", None, [link("a", "FF")], modes=modes, uses=uses)
    found = schedule_resources(plan_of(crew("4 人"), task("a", "10 天"), tied, task("x", "20 天", [link("m", "SS")])))
    assert (found.status, str(found.makespan), found["m"].mode) == ("optimal", "20 天", "long")


@pytest.mark.parametrize(
    ("placings", "broken"),
    [
        ([(0, 0), (3, 0), (7, 0)], []),
        ([(0, 0), (2, 0), (7, 0)], ["b does not wait for FS a", "crew: 5 used of 4 from 2"]),
        ([(0, 0), (3, 0), (5, 0)], ["crew: 5 used of 4 from 5"]),
        ([(-1, 0), (3, 0), (7, 0)], ["a begins at -1, its bound is 0"]),
        ([(0, 0), (9, 0), (13, 0)], ["b waits too long for FS a"]),
    ],
)
def test_a_schedule_that_breaks_a_constraint_is_found_out(placings: list[tuple[int, int]], broken: list[str]) -> None:
    plan = plan_of(
        crew(),
        task("a", "3 天", uses=use("3 人")),
        task("b", "4 天", [link("a", "FS", None, "5 天")], uses=use("2 人")),
        task("c", "2 天", uses=use("3 人")),
    )
    free = pm.schedule(plan)
    assert [*violations(free, jobs_of(free, {"crew"}), stocks_of(plan, free), placings)] == broken


def test_a_use_of_what_is_not_there_is_a_finding() -> None:
    plan = plan_of(
        crew(),
        pm.Resource(id="free", name="Free"),
        task("a", "3 天", uses=[*use("1 人"), *use("2 人", of="ghost"), *use("1 人", of="free")]),
    )
    found = schedule_resources(plan)
    assert [(one.code, one.element) for one in found.findings] == [("PM605", "a"), ("PM605", "a")]
    assert "'a' uses 'ghost', which is not there: it limits nothing" in repr(found)


def test_months_are_calendar_steps_where_they_can_be_and_the_search_says_where_they_are_not() -> None:
    works = [task("a", "1 月", uses=use("3 人")), task("b", "2 月", uses=use("2 人"))]
    even = schedule_resources(plan_of(crew(), *works), "2021-01-01")
    assert (str(even.finish), str(even.makespan)) == ("2021-03-31", "3 月")
    mixed = schedule_resources(plan_of(crew(), *works, task("c", "3 天")), "2021-01-01")
    assert "the search counts by mean lengths where dates beside it count by the calendar" in mixed.notes


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_one_worker_finds_the_same_schedule_whatever_the_order_of_the_elements(rng: random.Random) -> None:
    plan = drawn_plan(rng, 7)
    mixed = list(plan.elements)
    rng.shuffle(mixed)
    found, other = (
        schedule_resources(pm.Plan(id="p", title="Plan", elements=every), workers=1, time_limit=UNTIL_PROVEN)
        for every in (plan.elements, mixed)
    )
    assert sorted(map(str, found.table())) == sorted(map(str, other.table()))


@pytest.mark.parametrize(
    ("type", "date", "first", "last"),
    [
        ("start_on", "2025-01-03", "2025-01-03", "2025-01-03"),
        ("finish_on", "2025-01-09", "2025-01-05", "2025-01-05"),
        ("start_no_later", "2025-01-02", "2025-01-01", "2025-01-02"),
        ("finish_no_later", "2025-01-06", "2025-01-01", "2025-01-02"),
        ("finish_no_earlier", "2025-01-12", "2025-01-08", "2025-02-01"),
    ],
)
def test_dates_that_hold_work_are_kept_within_resources(type: Any, date: str, first: str, last: str) -> None:
    """Five days of B are held, three of A have to go around them."""
    held = task("b", "5 天", uses=use("4 人"), constraints=[Constraint(type=type, date=date)])
    within = schedule_resources(plan_of(crew(), task("a", "3 天", uses=use("4 人")), held), "2025-01-01")
    assert within.status == "optimal"
    spans = {one.id: (str(one.start), str(one.finish)) for one in within.tasks}
    assert first <= spans["b"][0] <= last
    assert spans["a"][1] < spans["b"][0] or spans["b"][1] < spans["a"][0]
    assert not any("do not count" in note for note in within.notes)


def test_a_date_that_cannot_be_kept_within_resources_is_part_of_the_conflict() -> None:
    on = [Constraint(type="start_on", date="2025-01-03")]
    works = [task(id, "5 天", uses=use("4 人"), constraints=on) for id in "ab"]
    within = schedule_resources(plan_of(crew(), *works), "2025-01-01")
    assert within.status == "infeasible"
    assert any("a must begin by 2025-01-03" in one for one in within.conflict)
    early = [Constraint(type="start_on", date="2025-01-02")]
    before = task("a", "5 天", uses=use("4 人"))
    plan = plan_of(crew(), before, task("c", "2 天", ["a"], uses=use("4 人"), constraints=early))
    against = schedule_resources(plan, "2025-01-01")
    assert against.status == "optimal"
    assert any("do not count" in note for note in against.notes)
