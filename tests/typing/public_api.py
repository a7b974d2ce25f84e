"""What type checkers must make of the public names; checked by mypy and pyright, never run."""

from __future__ import annotations

from typing import assert_type

import planmodel as pm
from planmodel import testing
from planmodel.functions import merge, schedule_resources
from planmodel.parts import Element, Link
from planmodel.results import (
    Cascade,
    Collection,
    Comparison,
    Corpus,
    CorpusBuilt,
    Delay,
    Diff,
    ImportResult,
    Report,
    ResourceSchedule,
    Schedule,
    Simulation,
)
from planmodel.views.picture import Picture

plan = pm.read_plan("plan.yaml", "scenario.yaml")
assert_type(plan, pm.Plan)
assert_type(plan["t"], Element)
assert_type(plan.tasks["t"], pm.Task)
assert_type(plan.tasks[0], pm.Task)
assert_type(plan.tasks[1:], Collection[pm.Task])
assert_type(plan.tasks.filter(theme="water"), Collection[pm.Task])
assert_type(plan.of(pm.Project), Collection[pm.Project])
assert_type(plan.add(pm.Goal(id="g", name="x")), pm.Plan)
assert_type(plan.graph.upstream("g"), tuple[str, ...])
assert_type(plan.check(), Report)

task = pm.Task(
    id="t",
    name={"zh": "水", "en": "water"},
    guided_by=["p"],
    depends_on=["a", pm.Dependency("b", type="SS", lag="3 月")],
    contributes_to=[pm.Contribution("g", strength=0.5)],
    period="2021/2025",
    duration="18 月",
    done="40 %",
)
assert_type(task.depends_on, tuple[pm.Dependency, ...])
assert_type(task.part_of, Link | None)
schedule = pm.schedule(plan, "2021-01-01", pm.Calendar())
assert_type(schedule, Schedule)
assert_type(schedule.critical_path, tuple[str, ...])
assert_type(schedule.slack("t"), pm.Amount)
assert_type(schedule.delay({"t": "6 月"}), Delay)
assert_type(schedule.simulate(10), Simulation)
assert_type(schedule_resources(plan), ResourceSchedule)
assert_type(pm.read_mspdi("project.xml"), ImportResult)
assert_type(pm.Amount("1 万亩") + pm.Amount("1 亩"), pm.Amount)
assert_type(pm.Amount("1 万亩").to("公顷"), pm.Amount)
assert_type(pm.read_target("≥90", unit="%"), pm.Target)
plans = pm.PlanSet.read("plans/**/*.yaml")
assert_type(plans["a"], pm.Plan)
assert_type(plans.filter(level="county"), pm.PlanSet)
assert_type(pm.compare(plans, reference="a"), Comparison)
assert_type(pm.compare(plans).rows[0].difference, float | None)
assert_type(pm.cascade(plans), Cascade)
assert_type(pm.diff(plan, plan), Diff)
assert_type(merge(plan, plan, plan).plan, pm.Plan)
assert_type(pm.build_corpus("plans", "corpus"), CorpusBuilt)
assert_type(pm.open_corpus("corpus", engine="spark"), Corpus)
assert_type(next(testing.make_plans(1)), pm.Plan)

assert_type(schedule.gantt(as_of="2023-06-30", links=True), Picture)
assert_type(schedule.simulate(10).plot("g"), Picture)
assert_type(pm.progress(plan, as_of="2023-12-31").plot(), Picture)
assert_type(pm.compare([plan]).plot("pm25"), Picture)
assert_type(pm.cascade([plan]).plot(), Picture)
assert_type(Picture(svg="", title="").png(scale=1), bytes)
