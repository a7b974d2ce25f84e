"""No answer depends on the order of elements, of their links and numbers, of plans or of files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

import planmodel as pm
import strategies
from planmodel.errors import PlanModelError
from planmodel.functions import needs, total_cost
from planmodel.model.constraints import Constraint
from planmodel.model.relations import Link
from planmodel.model.working_times import WorkCalendar
from planmodel.parts import Estimate, Use

_UNORDERED = (Link, pm.Target, pm.Observation, Constraint)


def mixed(plan: pm.Plan, random: Random) -> pm.Plan:
    """Return the plan with its elements, and what each holds several of, in another order.

    Citations keep theirs: the first is where a statement stands before all.
    """

    def shuffled(value: Any) -> Any:
        if not isinstance(value, tuple) or not value or not isinstance(value[0], _UNORDERED):
            return value
        return tuple(random.sample(value, len(value)))

    def of(element: Any) -> Any:
        held = {field.name: getattr(element, field.name) for field in attrs.fields(type(element))}
        return attrs.evolve(element, **{name: shuffled(value) for name, value in held.items()})

    elements = list(map(of, plan.elements))
    random.shuffle(elements)
    header = {name: shuffled(value) for name, value in plan.header().items()}
    return pm.Plan(**header, elements=elements, vocabulary=plan.vocabulary, origin=plan.origin)


def unordered(value: Any) -> Any:
    """Return plain values with all that is listed sorted: rows, and the words of a text, which may list names."""
    if isinstance(value, dict):
        return {str(key): unordered(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return sorted(map(unordered, value), key=lambda one: json.dumps(one, sort_keys=True, default=str))
    if isinstance(value, str):
        return sorted(filter(None, re.split(r"[^\w.+-]+", value)))
    return value if value is None or isinstance(value, bool | int | float) else unordered(str(value))


def scheduled(how: Callable[[Any], Any], **asked: Any) -> Callable[[list[pm.Plan]], Any]:
    return lambda plans: how(pm.schedule(plans[0], **{"start": "2021-01-01", "missing": "2 月", **asked}))


def told(plan: pm.Plan) -> list[tuple[str, str | None]]:
    """Return what is found in a plan; which of two of one name is the second is a matter of the file."""
    return [(one.code, None if one.code == "PM306" else one.element) for one in plan.check().findings]


QUESTIONS: Mapping[str, Callable[[list[pm.Plan]], Any]] = {
    "schedule": scheduled(lambda one: one.to_dict()),
    "schedule by a calendar": scheduled(lambda one: one.to_dict(), calendar=pm.Calendar()),
    "schedule on a day": scheduled(lambda one: one.to_dict(), as_of="2022-06-30"),
    "schedule back": scheduled(lambda one: one.to_dict(), start=None, finish="2027-01-01", calendar=pm.Calendar()),
    "schedule without dates": scheduled(lambda one: one.to_dict(), start=None),
    "schedule of wholes": scheduled(lambda one: one.to_dict(), levels="all"),
    "goals": scheduled(lambda one: one.goals().to_records()),
    "drag": scheduled(lambda one: one.drag().to_records()),
    "delay": scheduled(lambda one: one.delay({sorted(one)[0]: "3 月"} if len(one) else {}).to_dict()),
    "pert": scheduled(lambda one: one.pert().to_records()),
    "brackets": scheduled(lambda one: one.brackets().to_records()),
    "quality": scheduled(lambda one: one.quality().to_records()),
    "bottlenecks": scheduled(lambda one: list(map(str, one.bottlenecks()))),
    "simulate": scheduled(lambda one: one.simulate(40, seed=3).to_dict()),
    "tornado": scheduled(lambda one: one.simulate(40, seed=3).tornado().to_records()),
    "dependence": scheduled(lambda one: one.simulate(40, seed=3).dependence().to_records()),
    "needs": lambda plans: needs(plans[0]).to_records(),
    "progress": lambda plans: pm.progress(plans[0], as_of="2023-06-30").to_dict(),
    "derivations": lambda plans: derived(pm.progress(plans[0], as_of="2023-06-30")),
    "check": lambda plans: told(plans[0]),
    "coverage of goals": lambda plans: plans[0].graph.coverage().to_records(),
    "redundant links": lambda plans: rows(plans[0].graph.redundant_links()),
    "crossings": lambda plans: rows(plans[0].graph.bottlenecks()),
    "circles": lambda plans: list(map(str, plans[0].graph.cycles())),
    "evaluate": lambda plans: pm.evaluate(plans[0], as_of="2023").to_records(),
    "evaluated indicators": lambda plans: rows(pm.evaluate(plans[0], as_of="2023").indicators),
    "evaluated work": lambda plans: [
        *rows(pm.evaluate(plans[0], as_of="2023").tasks),
        *rows(pm.evaluate(plans[0], as_of="2023").projects),
    ],
    "sufficiency": lambda plans: pm.sufficiency(plans[0]).to_records(),
    "value of numbers": lambda plans: pm.value_of_numbers(pm.sufficiency(plans[0])).to_records(),
    "succession": lambda plans: pm.succession(of(plans, "a"), of(plans, "b")).to_records(),
    "diff": lambda plans: pm.diff(of(plans, "a"), of(plans, "b")).to_records(),
    "agreement": lambda plans: pm.agreement(of(plans, "a"), of(plans, "b")).to_records(),
    "cost": lambda plans: str(total_cost(plans[0])),
    "compare": lambda plans: pm.compare(plans, reference="a").to_records(),
    "compare without a reference": lambda plans: pm.compare(plans).to_records(),
    "compare by name": lambda plans: pm.compare(plans, reference="a", on="name").to_records(),
    "compare by indicator": lambda plans: pm.compare(plans, reference="b", on="indicator").to_records(),
    "cascade": lambda plans: pm.cascade(of(plans, "a"), of(plans, "b")).to_records(),
    "quotas": lambda plans: allotted(of(plans, "b"), of(plans, "a"), of(plans, "c")),
    "coverage of metrics": lambda plans: pm.PlanSet(plans).coverage("plan", "metric").to_records(),
    "coverage of themes": lambda plans: pm.PlanSet(plans).coverage("plan", "theme").to_records(),
    "shape": lambda plans: pm.PlanSet(plans).shape().to_records(),
    "specificity": lambda plans: pm.PlanSet(plans).specificity().to_records(),
}


def of(plans: list[pm.Plan], id: str) -> pm.Plan:
    return next(plan for plan in plans if plan.id == id)


def rows(result: Any) -> Any:
    return result.to_records()


def derived(progress: Any) -> Any:
    """Return how numbers came about, without the place that each input has in its list."""
    text = json.dumps(progress.derivations().to_records(), default=str)
    return json.loads(re.sub(r"(contributes_to|targets|observations); \d+", r"\1", text))


def allotted(parent: pm.Plan, *children: pm.Plan) -> Any:
    parts = [below(plan, f"part {number}") for number, plan in enumerate(children)]
    return [pm.quotas(parent, parts, metric=metric).to_records() for metric in ("pm25", "own")]


def below(plan: pm.Plan, name: str) -> pm.Plan:
    return plan.evolve(jurisdiction=pm.Jurisdiction(name=name, level="township"))


def answers(plans: list[pm.Plan]) -> dict[str, Any]:
    found = {}
    for name, ask in QUESTIONS.items():
        try:
            found[name] = unordered(ask(plans))
        except PlanModelError as error:
            found[name] = f"{type(error).__name__}: {unordered(str(error))}"
    return found


def network(random: Random, id: str) -> pm.Plan:
    """Return a plan of work with wholes, links of every type, estimates, goals and indicators that it serves."""
    count = 9
    work: list[Any] = [pm.Task(id=f"w{n}", name=f"W{n}") for n in range(2)]
    for number in range(count):
        low, likely, high = sorted(random.choices(("10 天", "15 天", "1 月", "1.5 月", "3 月"), k=3), key=LENGTHS.index)
        after = [
            {"to": f"t{one}", "type": random.choice(("FS", "SS", "FF")), "lag": random.choice((None, "5 天", "1 月"))}
            for one in random.sample(range(number), min(number, random.randrange(3)))
        ]
        work.append(
            pm.Task(
                id=f"t{number}",
                name=random.choice(("建设", "改造", f"工程{number}")),
                part_of=random.choice((None, "w0", "w1")),
                duration=Estimate(low=low, likely=likely, high=high),
                depends_on=after,
                done=random.choice((None, None, "40 %")),
                contributes_to=[
                    {"to": "g", "strength": random.choice((1, 0.5, -1, 0))},
                    {"to": random.choice(("h", "i0", "i1"))},
                ],
                uses=[Use("crew", amount=f"{random.randint(1, 3)} 人")],
            )
        )
    years = (2025, 2025, 2030)
    indicators = [
        pm.Indicator(
            id=f"i{number}",
            name=random.choice(("细颗粒物浓度", "森林面积")),
            metric=random.choice(("pm25", "own")),
            better=random.choice((None, "lower")),
            measures=["g", "h"],
            baseline=pm.Baseline(year=2020, value=pm.Amount("40", random.choice(("亩", "公顷")))),
            targets=[
                pm.Target(year=year, commitment=pm.Level(value=pm.Amount(random.randint(20, 60), "亩")))
                for year in random.sample(years, 2)
            ],
            observations=[pm.Observation(period=year, value=f"{random.randint(20, 60)} 亩") for year in (2021, 2022)],
        )
        for number in range(4)
    ]
    fixed = [
        pm.Resource(id="crew", name="Crew", capacity="3 人"),
        pm.Metric(id="own", name="自定", unit="亩"),
        pm.Goal(id="g", name="总目标"),
        pm.Goal(id="h", name="分目标", part_of="g"),
    ]
    return pm.Plan(id=id, title=id, period="2021/2025", base_year=2020, elements=[*fixed, *indicators, *work])


def held(seed: int) -> list[pm.Plan]:
    """Return networks whose work has dates, longest waits, a calendar of its own or no duration."""
    random = Random(seed)

    def changed(task: pm.Task) -> pm.Task:
        how: Any = random.choice(
            (
                {"started": "2021-02-03"},
                {"not_before": "2021-03-11"},
                {"finish_by": "2021-06-10"},
                {"constraints": [Constraint(type="start_on", date="2021-05-04")]},
                {"constraints": [Constraint(type="finish_no_later", date="2021-05-04"), Constraint(type="late")]},
                {"duration": None},
                {"duration": "0 天"},
                {"calendar": "nights"},
                {"depends_on": [attrs.evolve(link, max_lag="2 月") for link in task.depends_on]},
                *[{}] * 6,
            )
        )
        return attrs.evolve(task, **how)

    def of(plan: pm.Plan) -> pm.Plan:
        elements = [changed(one) if isinstance(one, pm.Task) else one for one in plan.elements]
        calendars = [
            WorkCalendar(id="nights", name="N", weekdays=["6-7 00:00-24:00"]),
            WorkCalendar(id="usual", name="U", usual=True),
        ]
        return pm.Plan(**plan.header(), elements=[*elements, *calendars])

    return list(map(of, grown(seed)))


LENGTHS = ("10 天", "15 天", "1 月", "1.5 月", "3 月")


def example() -> list[pm.Plan]:
    first = pm.examples.lianzhou()
    goal = sorted(one.id for one in first.goals)[0]
    other = first.replace(goal, name="别的目标").evolve(id="b")
    return [first.evolve(id="a"), other, network(Random(1), "c")]


def drawn(seed: int) -> list[pm.Plan]:
    """Return plans of any shape: hardly two elements of them agree in anything."""
    return [strategies.make_plan(seed + number).evolve(id=id, units=()) for number, id in enumerate("abc")]


def grown(seed: int) -> list[pm.Plan]:
    random = Random(seed)
    return [network(random, id) for id in "abc"]


CASES: Mapping[str, Callable[[], list[pm.Plan]]] = {
    "example": example,
    **{f"grown-{seed}": partial(grown, seed) for seed in range(15)},
    **{f"held-{seed}": partial(held, seed) for seed in range(15)},
    **{f"drawn-{seed}": partial(drawn, seed * 10) for seed in range(10)},
}


@cache
def expected(case: str) -> dict[str, Any]:
    """Return the answers to plans in the order in which they were made."""
    return answers(CASES[case]())


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("case", CASES)
def test_no_answer_depends_on_the_order_of_elements_links_or_plans(case: str) -> None:
    plans = CASES[case]()
    random = Random(case)
    again = [mixed(plan, random) for plan in plans]
    found = answers([again[0], *random.sample(again[1:], len(again) - 1)])
    assert {name for name in QUESTIONS if found[name] != expected(case)[name]} == set()


def test_the_plans_that_are_asked_give_answers() -> None:
    """Of what is refused in every case nothing would be held."""
    held = [expected(name) for name in CASES if name.startswith(("example", "grown"))]
    assert {name for name in QUESTIONS if all(isinstance(one[name], str) for one in held)} == set()


def test_a_corpus_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow")
    pytest.importorskip("ibis", reason="needs ibis")
    random = Random(5)
    plans = [network(random, f"p{number}") for number in range(6)]
    found = []
    for folder, held in (("one", plans), ("two", [mixed(plan, random) for plan in reversed(plans)])):
        pm.PlanSet(held).to_parquet(tmp_path / folder)
        corpus = pm.open_corpus(tmp_path / folder)
        asked = [corpus.compare(reference="p2"), corpus.matrix(), corpus.specificity(), corpus.shape()]
        asked += [corpus.coverage("metric"), corpus.ambition("own")]
        found.append([unordered(one.to_pyarrow().to_pylist()) for one in asked])
    assert found[0] == found[1]
