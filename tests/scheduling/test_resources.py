"""Schedules within what there is of people, machines and money."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm
from scheduling.plans import link, plan_of, task

pytest.importorskip("ortools", reason="needs ortools")


def crew(capacity: str = "4 人", **fields: Any) -> pm.Resource:
    return pm.Resource(id="crew", name="Crew", capacity=capacity, **fields)


def use(amount: str | None, mode: str | None = None, of: str = "crew") -> list[pm.Use]:
    return [pm.Use(of, amount=amount, mode=mode)]


def test_work_that_needs_the_same_people_goes_one_after_the_other() -> None:
    plan = plan_of(
        crew(),
        task("a", "3 天", uses=use("3 人")),
        task("b", "4 天", uses=use("2 人")),
        task("c", "2 天", uses=use("1 人")),
    )
    found = pm.schedule_resources(plan)
    assert (found.status, str(found.makespan), found.gap) == ("optimal", "7 天", 0)
    assert str(found.unlimited.duration) == "4 天"
    for row in found.usage("crew"):
        assert row["used"] <= row["capacity"] == 4


def test_units_of_uses_are_converted_to_the_resources() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="never")
    plan = plan_of(money, task("a", "3 天", uses=use("6000 万元")), task("b", "3 天", uses=use("4000 万元")))
    assert pm.schedule_resources(plan).status == "optimal"
    over = plan.replace("b", uses=use("4001 万元"))
    assert pm.schedule_resources(over).status == "infeasible"
    with pytest.raises(pm.IncompatibleUnitsError):
        pm.schedule_resources(plan.replace("b", uses=use("3 人")))


def test_all_link_types_and_longest_waits_hold() -> None:
    plan = plan_of(
        crew("1 人"),
        task("a", "2 天", uses=use("1 人")),
        task("b", "5 天", uses=use("1 人")),
        task("c", "3 天", [link("a", "FS", None, "1 天")], uses=use("1 人")),
        task("d", "1 天", [link("b", "FF", "2 天"), link("c", "SS", "1 天"), link("a", "SF", "3 天")]),
    )
    found = pm.schedule_resources(plan)
    at = {row["id"]: (row["start"], row["finish"]) for row in found.table()}
    assert str(found.makespan) == "10 天"
    assert at["c"][0] - at["a"][1] <= 1
    assert at["d"][1] >= at["b"][1] + 2
    assert at["d"][0] >= at["c"][0] + 1
    assert at["d"][1] >= at["a"][0] + 3


def test_the_mode_is_chosen_that_makes_the_whole_shortest() -> None:
    quick, slow = pm.Mode(name="quick", duration="2 天"), pm.Mode(name="slow", duration="5 天")
    both = [*use("4 人", "quick"), *use("1 人", "slow")]
    plan = plan_of(crew(), task("a", modes=[quick, slow], uses=both), task("b", "5 天", uses=use("3 人")))
    found = pm.schedule_resources(plan)
    assert (str(found.makespan), found["a"].mode) == ("5 天", "slow")
    with pytest.raises(pm.ModelError, match="in mode 'fast', which it does not have"):
        pm.schedule_resources(plan.replace("a", uses=use("4 人", "fast")))


def test_a_budget_of_each_year_spreads_the_work_over_the_years() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="year")
    plan = plan_of(
        money,
        task("a", "12 月", uses=use("0.8 亿元")),
        task("b", "12 月", uses=use("0.6 亿元")),
        task("c", "6 月", uses=use("0.2 亿元")),
    )
    found = pm.schedule_resources(plan, "2021-01-01")
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
    with pytest.raises(pm.ModelError, match="needs a start date"):
        pm.schedule_resources(plan)


def test_what_cannot_be_is_explained_by_the_constraints_that_conflict() -> None:
    plan = plan_of(
        crew("2 人"),
        pm.Resource(id="spare", name="Spare", capacity="9 人"),
        task("a", "20 天", uses=use("2 人"), finish_by="2021-01-31"),
        task("b", "20 天", uses=use("1 人"), finish_by="2021-01-31"),
        task("c", "5 天", uses=use("1 人", of="spare")),
    )
    found = pm.schedule_resources(plan, "2021-01-01")
    assert found.status == "infeasible"
    assert set(found.conflict) == {
        "crew has 2 人; a needs 2, b needs 1",
        "a must be over by 2021-01-31",
        "b must be over by 2021-01-31",
    }
    assert "conflict: crew has 2 人" in repr(found)


def test_a_task_that_needs_more_than_there_is_is_the_whole_conflict() -> None:
    found = pm.schedule_resources(plan_of(crew("2 人"), task("a", "3 天", uses=use("5 人"))))
    assert found.conflict == ("crew has 2 人; a needs 5",)


def test_real_dates_and_wholes_count() -> None:
    plan = plan_of(
        crew("1 人"),
        task("w"),
        task("a", "10 天", part_of="w", uses=use("1 人"), started="2021-01-01", finished="2021-01-04"),
        task("b", "5 天", part_of="w", uses=use("1 人")),
        task("c", "2 天", ["w"]),
    )
    found = pm.schedule_resources(plan, "2021-01-01", as_of="2021-01-04")
    assert [(row["id"], row["start"]) for row in found.table()] == [
        ("a", "2021-01-01"),
        ("b", "2021-01-05"),
        ("c", "2021-01-10"),
    ]


def test_a_resource_without_a_capacity_limits_nothing_and_a_use_without_an_amount_is_refused() -> None:
    free = pm.Resource(id="crew", name="Crew")
    plan = plan_of(free, task("a", "3 天", uses=use("9 人")), task("b", "3 天", uses=use("9 人")))
    assert str(pm.schedule_resources(plan).makespan) == "3 天"
    with pytest.raises(pm.ModelError, match="does not say how much"):
        pm.schedule_resources(plan_of(crew(), task("a", "3 天", uses=use(None))))


def test_one_worker_with_one_seed_gives_one_schedule_and_progress_is_told() -> None:
    plan = plan_of(crew(), *(task(f"t{n}", f"{n % 4 + 1} 天", uses=use(f"{n % 3 + 1} 人")) for n in range(12)))
    seen: list[tuple[float, float, float]] = []
    one = pm.schedule_resources(plan, workers=1, progress=lambda *told: seen.append(told))
    assert one.table() == pm.schedule_resources(plan, workers=1).table()
    assert seen
    assert seen[-1][1] == float(one.makespan or 0)


def test_an_empty_plan_takes_no_time() -> None:
    assert str(pm.schedule_resources(plan_of(crew())).makespan) == "0 天"


def test_real_dates_are_part_of_a_conflict() -> None:
    plan = plan_of(task("a", "30 天", started="2021-01-10"), task("b", "10 天", ["a"], finish_by="2021-02-10"))
    found = pm.schedule_resources(plan, "2021-01-01")
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
    found = pm.schedule_resources(plan)
    at = {row["id"]: row["start"] for row in found.table()}
    first = min(at["w1"], at["w2"])
    assert (str(found.makespan), first) == ("13 天", 4)
    assert at["b"] >= first + 1
    assert at["c"] + 1 >= first + 2


def test_a_yearly_budget_chooses_modes_too() -> None:
    money = pm.Resource(id="crew", name="Money", capacity="1 亿元", renewal="year")
    modes = [pm.Mode(name="quick", duration="6 月"), pm.Mode(name="slow", duration="18 月")]
    spending = [*use("1.2 亿元", "quick"), *use("1.2 亿元", "slow")]
    found = pm.schedule_resources(plan_of(money, task("a", modes=modes, uses=spending)), "2021-01-01")
    assert (found.status, found["a"].mode, str(found.makespan)) == ("optimal", "quick", "13 月")  # five months cost 1
