"""How long schedules and graphs take, against the same work done otherwise."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

import planmodel as pm
from benchmarks.networks import Shape, make_plan
from benchmarks.ratios import Benchmark, Pair
from planmodel.parts import Driver, Element, Estimate, Factor, RiskEvent
from planmodel.results import PlanGraph

__all__ = ["SCHEDULES"]

SHAPES: tuple[Shape, ...] = ("wide", "deep")


def with_networkx(plan: pm.Plan) -> tuple[dict[str, int], dict[str, int]]:
    """Return early and late starts by two passes over a networkx graph."""
    graph: Any = nx.DiGraph()
    for task in plan.tasks:
        assert task.duration is not None
        graph.add_node(task.id, duration=int(task.duration.likely.magnitude))
        for link in task.depends_on:
            graph.add_edge(link.to, task.id, lag=0)
    order = list(nx.topological_sort(graph))
    early: dict[str, int] = {}
    for id in order:
        before = graph.in_edges(id, data=True)
        early[id] = max((early[one] + graph.nodes[one]["duration"] + data["lag"] for one, _, data in before), default=0)
    finish = max(early[id] + graph.nodes[id]["duration"] for id in order)
    late: dict[str, int] = {}
    for id in reversed(order):
        after = graph.out_edges(id, data=True)
        late[id] = min((late[one] - data["lag"] for _, one, data in after), default=finish)
        late[id] -= graph.nodes[id]["duration"]
    return early, late


def against_networkx(shape: Shape) -> Callable[[int, Path], Pair]:
    def prepare(size: int, folder: Path) -> Pair:
        plan = make_plan(size, shape)

        def agree() -> bool:
            found = pm.schedule(plan)
            early, late = with_networkx(plan)
            passes = zip(found.ids, found.passes.early, found.passes.late, strict=True)
            return all((early[id], late[id]) == (first, last) for id, first, last in passes)

        return Pair(ours=lambda: pm.schedule(plan), theirs=lambda: with_networkx(plan), agree=agree)

    return prepare


def with_mpxj(plan: pm.Plan) -> str:
    """Return the finish that MPXJ's scheduler finds for a plan, working days on its default calendar."""
    LocalDateTime: Any = importlib.import_module("java.time").LocalDateTime  # noqa: N806
    mpxj: Any = importlib.import_module("org.mpxj")
    Duration, TimeUnit = mpxj.Duration, mpxj.TimeUnit  # noqa: N806
    file = mpxj.ProjectFile()
    file.setDefaultCalendar(file.addDefaultBaseCalendar())
    start, nothing = LocalDateTime.of(2021, 1, 4, 8, 0), Duration.getInstance(0, TimeUnit.DAYS)
    tasks = {}
    for task in plan.tasks:
        assert task.duration is not None
        length = Duration.getInstance(int(task.duration.likely.magnitude), TimeUnit.DAYS)
        tasks[task.id] = made = file.addTask()
        made.setDuration(length)
        made.setRemainingDuration(length)
        made.setActualDuration(nothing)
    for task in plan.tasks:
        for link in task.depends_on:
            built = (
                mpxj.Relation.Builder()
                .predecessorTask(tasks[link.to])
                .type(mpxj.RelationType.FINISH_START)
                .lag(nothing)
            )
            tasks[task.id].addPredecessor(built)
    importlib.import_module("org.mpxj.cpm").MicrosoftScheduler().schedule(file, start)
    return str(max(task.getEarlyFinish() for task in tasks.values()))


def against_mpxj(size: int, folder: Path) -> Pair:
    """Both begin with the plan and end with all dates; MPXJ counts on its calendar beside."""
    jpype: Any = importlib.import_module("jpype")
    importlib.import_module("mpxj")  # has its archives on the class path
    if not jpype.isJVMStarted():
        jpype.startJVM()
    importlib.import_module("jpype.imports")  # makes Java's packages importable
    plan = make_plan(size)

    def agree() -> bool:
        worked = pm.Plan(id="p", title="Plan", elements=[_in_workdays(task) for task in plan.tasks])
        found = pm.schedule(worked, "2021-01-04T08:00", pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00"))))
        return with_mpxj(plan) == str(found.finish).replace(" ", "T").removesuffix(":00")

    return Pair(ours=lambda: pm.schedule(plan), theirs=lambda: with_mpxj(plan), agree=agree)


def _in_workdays(task: pm.Task) -> pm.Task:
    assert task.duration is not None
    length = pm.Amount(task.duration.likely.magnitude, "工作日")
    return pm.Task(id=task.id, name=task.name, duration=Estimate(likely=length), depends_on=task.depends_on)


def deep_against_wide(size: int, folder: Path) -> Pair:
    wide, deep = make_plan(size, "wide"), make_plan(size, "deep")
    return Pair(
        ours=lambda: pm.schedule(deep),
        theirs=lambda: pm.schedule(wide),
        agree=lambda: len(pm.schedule(deep).ids) == len(pm.schedule(wide).ids) == size,
    )


def _drawn(size: int, *causes: Element) -> pm.Plan:
    """Return a plan whose tasks all vary."""
    estimate = Estimate(low="5 天", likely="8 天", high="20 天")
    tasks = make_plan(size).tasks
    elements = [pm.Task(id=one.id, name=one.name, duration=estimate, depends_on=one.depends_on) for one in tasks]
    return pm.Plan(id="p", title="Plan", elements=[*elements, *causes])


def simulating(size: int, folder: Path) -> Pair:
    import numpy as np

    found = pm.schedule(_drawn(size))
    fill = np.random.default_rng(0)
    draws = 10_000
    return Pair(
        ours=lambda: found.simulate(draws),
        theirs=lambda: fill.random((size, draws)),
        agree=lambda: [len(one) for one in found.simulate(draws).finishes.values()] == [draws],
    )


def simulating_causes(size: int, folder: Path) -> Pair:
    """Five drivers, each of a tenth of the work, and ten events, against the same work drawn independently."""
    ids = [one.id for one in make_plan(size).tasks]
    factor = Factor(low=1, likely=1.1, high=1.5)
    drivers = [Driver(id=f"d{at}", name="d", tasks=ids[at::10], factor=factor) for at in range(5)]
    events = [RiskEvent(id=f"e{at}", name="e", tasks=ids[at : at + 3], chance=0.2, delay="5 天") for at in range(10)]
    found, alone = pm.schedule(_drawn(size, *drivers, *events)), pm.schedule(_drawn(size))
    draws = 10_000
    later = found.simulate(200, seed=1), alone.simulate(200, seed=1)
    return Pair(
        ours=lambda: found.simulate(draws),
        theirs=lambda: alone.simulate(draws),
        agree=lambda: all(one >= other for one, other in zip(*(each.finishes["p"] for each in later), strict=True)),
    )


def descending(size: int, folder: Path) -> Pair:
    plan = make_plan(size, "wide")

    def agree() -> bool:
        counts = PlanGraph(plan).descendant_counts()
        waits: Any = nx.DiGraph((link.to, task.id) for task in plan.tasks for link in task.depends_on)
        return len(counts) == size and counts == {id: len(nx.descendants(waits, id)) for id in counts}

    return Pair(ours=lambda: PlanGraph(plan).descendant_counts(), theirs=lambda: PlanGraph(plan).edges, agree=agree)


def against_a_bare_solve(size: int, folder: Path) -> Pair:
    """The bare solve gets the same links as pairs of ids, makes numbers of them with a dict, and runs the passes."""
    from planmodel.scheduling import compiled

    plan, pairs, lengths, ids = _very_many(size)

    def bare() -> Any:
        index = {id: node for node, id in enumerate(ids)}
        first = [index[one] for one, _ in pairs]
        then = [index[one] for _, one in pairs]
        return compiled.solve(first, then, [lengths[one] for one in first], lengths, [0] * len(ids), {})

    return Pair(ours=lambda: pm.schedule(plan), theirs=bare, agree=lambda: len(pm.schedule(plan).ids) == size)


def memory_against_networkx(size: int, folder: Path) -> Pair:
    plan, pairs, lengths, ids = _very_many(size)
    durations = dict(zip(ids, lengths, strict=True))

    def agree() -> bool:
        return set(pm.schedule(plan).ids) == set(_as_networkx(pairs, durations).nodes)

    return Pair(ours=lambda: pm.schedule(plan), theirs=lambda: _as_networkx(pairs, durations), agree=agree)


def _very_many(size: int) -> tuple[pm.Plan, list[tuple[str, str]], list[int], list[str]]:
    plan = make_plan(size, "wide")
    pairs = [(link.to, task.id) for task in plan.tasks for link in task.depends_on]
    lengths = [int(task.duration.likely.magnitude) for task in plan.tasks if task.duration is not None]
    return plan, pairs, lengths, list(plan.tasks.ids)


def _as_networkx(pairs: list[tuple[str, str]], durations: dict[str, int]) -> Any:
    graph: Any = nx.DiGraph()
    graph.add_nodes_from((id, {"duration": length}) for id, length in durations.items())
    graph.add_edges_from(pairs, lag=0)
    return graph


SCHEDULES = (
    *(
        Benchmark(
            name=f"schedule-{shape}",
            promise=f"scheduling 10,000 tasks, {shape}, takes at most a fifth of two passes over networkx",
            at_most=1 / 5,
            prepare=against_networkx(shape),
            size=10_000,
            small=300,
            rounds=5,
            needs=("numba",),
        )
        for shape in SHAPES
    ),
    Benchmark(
        name="schedule-mpxj",
        promise="a schedule of 10,000 tasks is at least twenty times as fast as MPXJ's",
        at_most=1 / 20,
        prepare=against_mpxj,
        size=10_000,
        small=300,
        needs=("numba", "jpype", "mpxj", "java"),
    ),
    Benchmark(
        name="schedule-depth",
        promise="a deep network of 100,000 tasks takes at most twice a wide one",
        at_most=2,
        prepare=deep_against_wide,
        size=100_000,
        small=300,
        needs=("numba",),
    ),
    Benchmark(
        name="schedule-bare",
        promise="a schedule of very many tasks takes at most three times a bare compiled solve of its pairs of ids",
        at_most=3,
        prepare=against_a_bare_solve,
        size=200_000,
        large=1_000_000,
        small=300,
        rounds=2,
        needs=("numba",),
    ),
    Benchmark(
        name="schedule-memory",
        promise="a schedule of very many tasks takes at most a fifth of the memory of a graph of networkx",
        at_most=1 / 5,
        prepare=memory_against_networkx,
        size=200_000,
        large=1_000_000,
        small=300,
        memory="peak",
        needs=("numba",),
    ),
    Benchmark(
        name="simulate",
        wall=True,
        promise="10,000 draws of 1,000 tasks take at most three times drawing as many random numbers",
        at_most=3,
        prepare=simulating,
        size=1_000,
        small=20,
        rounds=7,
        needs=("numba",),
    ),
    Benchmark(
        name="simulate-causes",
        wall=True,
        promise="10,000 draws of 1,000 tasks with drivers and risk events take at most twice those without",
        at_most=2,
        prepare=simulating_causes,
        size=1_000,
        small=20,
        rounds=7,
        needs=("numba",),
    ),
    Benchmark(
        name="descendants",
        promise="counting all descendants of 100,000 tasks takes at most ten times reading the links",
        at_most=10,
        prepare=descending,
        size=100_000,
        small=300,
        rounds=1,
    ),
)
