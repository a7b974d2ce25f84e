"""How what is asked of every task, goal or plan grows with their number: as one pass does, not as all pairs do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import planmodel as pm
from benchmarks.ratios import Benchmark, Pair
from planmodel import testing

__all__ = ["LONG_LISTS"]


def chain(size: int) -> pm.Plan:
    """Return a plan of tasks that wait for each other in a row, so that all are critical."""
    return waiting(size, lambda number: [f"t{number - 1}"] if number else [])


def ring(size: int) -> pm.Plan:
    """Return a plan of tasks that wait for each other in one circle."""
    return waiting(size, lambda number: [f"t{(number - 1) % size}"])


def waiting(size: int, before: Callable[[int], list[str]]) -> pm.Plan:
    tasks = [
        pm.Task(
            id=f"t{number}",
            name="任务",
            duration="2 天",
            depends_on=before(number),
            contributes_to=["g"],
            done="50 %",
        )
        for number in range(size)
    ]
    return pm.Plan(id="p", title="规划", elements=[pm.Goal(id="g", name="目标"), *tasks])


def drag_of_a_chain(size: int, folder: Path) -> Pair:
    plan = chain(size)
    found = pm.schedule(plan)

    def agree() -> bool:
        return {str(one.drag) for one in found.drag(by="1 天")} == {"2 天"} and len(found.drag(by="1 天")) == size

    return Pair(ours=lambda: found.drag(by="1 天"), theirs=lambda: pm.schedule(plan), agree=agree)


def bottlenecks_of_a_chain(size: int, folder: Path) -> Pair:
    plan = chain(size)

    def agree() -> bool:
        return [one.holds_up for one in pm.schedule(plan).bottlenecks()] == [*range(size - 1, -1, -1)]

    return Pair(ours=lambda: pm.schedule(plan).bottlenecks(), theirs=lambda: pm.schedule(plan), agree=agree)


def progress_of_a_ring(size: int, folder: Path) -> Pair:
    circle, row = ring(size), chain(size)

    def agree() -> bool:
        return "circle" in pm.progress(circle, as_of=2023).explain("t0")

    return Pair(ours=lambda: pm.progress(circle, as_of=2023), theirs=lambda: pm.progress(row, as_of=2023), agree=agree)


def progress_of_a_plan(size: int, folder: Path) -> Pair:
    """Of 100 elements 2 are goals, 10 indicators, 50 tasks and 38 projects."""
    goals = [pm.Goal(id=f"g{n}", name=f"目标{n}") for n in range(max(1, size // 50))]
    indicators = [
        pm.Indicator(
            id=f"i{n}",
            name=f"指标{n}",
            unit="%",
            better="higher",
            measures=[goals[n % len(goals)].id],
            baseline=pm.Baseline(year=2020, value="50 %"),
            targets=[pm.Target(year=2025, commitment=pm.Level(value="60 %"))],
            observations=[pm.Observation(period="2023", value=f"{50 + n % 10} %")],
        )
        for n in range(size // 10)
    ]
    tasks = [
        pm.Task(id=f"t{n}", name=f"任务{n}", contributes_to=[goals[n % len(goals)].id], done=f"{n % 100} %")
        for n in range(size // 2)
    ]
    projects = [pm.Project(id=f"p{n}", name=f"工程{n}", implements=[f"t{n}"]) for n in range(size * 38 // 100)]
    plan = pm.Plan(id="p", title="规划", period="2021/2025", elements=[*goals, *indicators, *tasks, *projects])
    path = folder / "plan.json"
    plan.to_json(path)
    return Pair(
        ours=lambda: pm.progress(plan, as_of="2023-12-31"),
        theirs=lambda: pm.read_plan(path),
        agree=lambda: len(pm.progress(pm.read_plan(path), as_of="2023-12-31").goals) == len(goals),
    )


def likeness_of_plans(size: int, folder: Path) -> Pair:
    found = pm.PlanSet(testing.make_plans(size, seed=1)).similarity()
    places = {id: number for number, id in enumerate(found.ids)}

    def pairs() -> list[tuple[int, int]]:
        return [(places[first], places[second]) for first in found.ids for second in found.ids if first != second]

    return Pair(ours=lambda: repr(found), theirs=pairs, agree=lambda: len(found.to_records()) == len(pairs()))


def progress_by_id(size: int, folder: Path) -> Pair:
    found = pm.progress(chain(size), as_of=2023)
    ids = [f"t{number}" for number in range(size)]
    held = {id: found[id] for id in ids}
    return Pair(
        ours=lambda: [found[id] for id in ids],
        theirs=lambda: [held[id] for id in ids],
        agree=lambda: [found[id] for id in ids] == [held[id] for id in ids],
    )


LONG_LISTS = (
    Benchmark(
        name="progress-by-id",
        promise="asking the progress of 3,000 tasks by id takes at most thirty times a dictionary",
        at_most=30,
        prepare=progress_by_id,
        size=3_000,
        small=30,
        rounds=9,
    ),
    Benchmark(
        name="drag-chain",
        promise="the drag of 3,000 tasks in a chain takes at most twenty times their schedule",
        at_most=20,
        prepare=drag_of_a_chain,
        size=3_000,
        small=30,
    ),
    Benchmark(
        name="bottlenecks-chain",
        promise="scheduling a chain of 3,000 tasks with their bottlenecks takes at most six times scheduling it",
        at_most=6,
        prepare=bottlenecks_of_a_chain,
        size=3_000,
        small=30,
    ),
    Benchmark(
        name="progress-ring",
        promise="the progress of 3,000 tasks in one circle takes at most four times that of a row",
        at_most=4,
        prepare=progress_of_a_ring,
        size=3_000,
        small=300,
    ),
    Benchmark(
        name="progress-read",
        promise="the progress of 30,000 elements takes at most three times reading them",
        at_most=3,
        prepare=progress_of_a_plan,
        size=30_000,
        small=300,
    ),
    Benchmark(
        name="similarity-show",
        promise="showing how alike 300 plans are takes at most thirty times listing their pairs",
        at_most=30,
        prepare=likeness_of_plans,
        size=300,
        small=20,
        needs=("sklearn", "rapidfuzz"),
    ),
)
