"""One of every result of the package, made from a plan whose every text is given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import planmodel as pm
from planmodel.comparing.alignment import align
from planmodel.exchange.export import ExportReport
from planmodel.functions import find_metric, merge, needs, published_counts, total_cost, verify
from planmodel.parts import Estimate, MultilingualText
from planmodel.results import Addition, Additions, ImportResult, Report


def plan_of(name: str, tasks: int, id: str = "p", target: str = "≥90") -> pm.Plan:
    """Return a plan whose every text is ``name``."""
    text = MultilingualText({"zh": name, "en": name})
    cite = [pm.Citation(document="d", section=name, quote=name, note=name)]
    estimate = Estimate(low="1 月", likely="2 月", high="4 月")
    work = [
        pm.Task(
            id=f"t{number}",
            name=text,
            description=text,
            note=name,
            sources=cite,
            contributes_to=["g"],
            guided_by=["n"],
            depends_on=[f"t{number - 1}"] if number else [],
            duration=estimate,
            responsible=["o"],
        )
        for number in range(tasks)
    ]
    goals = [pm.Goal(id=f"g{number}", name=text, part_of="g") for number in range(tasks)]
    return pm.Plan(
        id=id,
        title=text,
        period="2021/2060",
        base_year=2020,
        jurisdiction=pm.Jurisdiction(name=text, level="county"),
        elements=[
            pm.Document(id="d", name=text),
            pm.Organization(id="o", name=text),
            pm.Principle(id="n", name=text),
            pm.Goal(id="g", name=text, sources=cite),
            *goals,
            pm.Indicator(
                id="i",
                name=text,
                metric="pm25",
                unit="微克/立方米",
                measures=["g"],
                baseline=pm.Baseline(year=2020, value=30, as_published=name),
                targets=[
                    pm.read_target(target, unit="微克/立方米", year=2025),
                    pm.Target(year=2030, as_published=name),
                ],
                observations=[pm.Observation(period=2022, value=28, as_published=name)],
            ),
            pm.Project(id="pr", name=text, implements=["t0"], cost=pm.Cost(total="1 万元")),
            *work,
        ],
    )


def results(name: str, tasks: int) -> Iterator[tuple[str, Any]]:
    """Yield what people put at the end of a cell."""
    words = "".join(filter(str.isprintable, name))  # a document with other characters is no text
    plan = plan_of(name, tasks)
    other = plan_of(name + "!", tasks, id="q", target="≥95")
    part = other.evolve(jurisdiction=pm.Jurisdiction(name=name + "!", level="township"))
    both = pm.PlanSet([plan, other])
    schedule = pm.schedule(plan, start="2021-01-01")
    late = schedule.delay({"t0": "2 月"})
    progress = pm.progress(plan, as_of="2023-12-31")
    compared, tree = pm.compare(both, reference="p"), pm.cascade(plan, other)
    report = plan.check()
    yield from {
        "plan": plan,
        "plans": both,
        "tasks": plan.tasks,
        "all": plan.all,
        "no tasks": plan.tasks.filter(id="none*"),
        "task": plan["t0"],
        "indicator": plan["i"],
        "document": plan["d"],
        "target": pm.read_target(name),
        "targets": pm.read_targets(name),
        "metrics": find_metric("PM2.5"),
        "table": pm.read_indicator_table([["指标", "2025年目标值"], *[[name, name]] * tasks]),
        "task list": pm.read_task_table([["任务", "工期"], *[[name, "10天"]] * tasks]),
        "projects": pm.read_project_table([["项目名称", "总投资（万元）"], *[[name, "10"]] * tasks]),
        "explanation": plan.explain("g"),
        "coverage": plan.graph.coverage(),
        "paths": plan.graph.paths("t0", "g"),
        "bottlenecks": plan.graph.bottlenecks(),
        "cycles": plan.graph.cycles(),
        "redundant": plan.graph.redundant_links(),
        "report": report,
        "findings": report.findings,
        "finding": report.findings[0],
    }.items()
    yield from {
        "schedule": schedule,
        "scheduled": schedule["t0"],
        "finishes": schedule.goals(),
        "delay": late,
        "slips": late.slips,
        "differences": schedule.compare(late.schedule),
        "difference": late.finish,
        "drag": schedule.drag(),
        "one drag": schedule.drag()[0],
        "simulation": (simulation := schedule.simulate(100, seed=1)),
        "tornado": simulation.tornado(),
        "dependence": simulation.dependence(),
        "quality": schedule.quality(),
        "needs": needs(schedule.plan),
        "schedules": pm.compare_schedules({name: schedule, "other": schedule}),
        "costs": simulation.costs,
        "pert": schedule.pert(),
        "bracket": schedule.brackets(),
        "progress": progress,
        "one progress": progress["i"],
        "goal progress": progress["g"],
        "all progress": progress.results,
        "goals": progress.goals,
        "work": progress.undertakings,
        "derivations": progress.derivations(),
        "derivation": progress.derivations().rows,
        "verification": verify(progress.derivations().to_dict(), ()),
        "verified": verify(progress.derivations().to_dict(), ()).rows,
    }.items()
    yield from {
        "comparison": compared,
        "rows": compared.rows,
        "cascade": tree,
        "results": tree.results,
        "one result": tree.results[0],
        "crosstab": both.coverage("plan", "metric"),
        "succession": pm.succession(plan, plan_of(name, tasks, id="after", target="≥95")),
        "fated": pm.succession(plan, plan_of(name, tasks, id="after", target="≥95")).rows[0],
        "quotas": pm.quotas(plan, [part], metric="pm25"),
        "quota": pm.quotas(plan, [part], metric="pm25").rows,
        "sufficiency": pm.sufficiency(plan.replace("t0", contributes_to=["g", "i"])),
        "enough": pm.sufficiency(plan.replace("t0", contributes_to=["g", "i"])).rows,
        "work shares": pm.sufficiency(plan.replace("t0", contributes_to=["g", "i"])).rows[0].work,
        "missing numbers": pm.value_of_numbers(pm.sufficiency(plan.replace("t0", contributes_to=["g", "i"]))),
        "evaluation": pm.evaluate(plan, as_of="2023"),
        "verdicts": pm.evaluate(plan, as_of="2023").indicators,
        "verdict counts": pm.evaluate(plan, as_of="2023").counts(),
        "task states": pm.evaluate(plan, as_of="2023").tasks,
        "project states": pm.evaluate(plan, as_of="2023").projects,
        "count checks": published_counts({name: 1}, total=2),
        "ambition": both.ambition("pm25"),
        "counts": both.specificity(),
        "diff": pm.diff(plan, other),
        "agreement": pm.agreement(plan, other, texts={"d": name}),
        "merge": merge(plan, plan.replace("g", name="x"), plan.replace("g", name=name + "?")),
        "cost": total_cost(plan),
        "import": ImportResult(plan=plan, issues=report.findings),
        "export": ExportReport(written={name: 1}, lost=(name,) * tasks),
        "alignment": align(plan, other, wording=False),
        "found": pm.find_targets("到2025年，森林覆盖率达到58%以上。" * tasks),
        "one found": pm.find_targets("到2025年，森林覆盖率达到58%以上。")[0],
        "one metric": find_metric("PM2.5")[0],
        "slip": late.slips[0],
        "versions": pm.show_versions(),
        "additions": Additions(entries=[_addition(name, n) for n in range(tasks)]),
        "draft": pm.draft_plan(f"甲市规划\n\n一、总体目标\n{words}质量改善。\n".encode() * tasks),
        "a document": pm.read_document(f"# {words}\n\n".encode() * tasks),
    }.items()


@cache
def made(name: str, tasks: int) -> dict[str, Any]:
    return dict(results(name, tasks))


def _addition(name: str, number: int) -> Addition:
    return Addition(
        package=f"p{number}", version="1", group="kinds", entry_point=name, adds=(name,), state="unusable", finding=name
    )


def empty() -> dict[str, Any]:
    """Return results in which there is nothing."""
    plan = pm.Plan(id="p", title="P")
    plans = pm.PlanSet()
    schedule = pm.schedule(plan)
    return {
        "plan": plan,
        "plans": plans,
        "tasks": plan.tasks,
        "comparison": pm.compare([]),
        "cascade": pm.cascade([]),
        "coverage": plans.coverage("plan", "theme"),
        "ambition": plans.ambition("pm25"),
        "specificity": plans.specificity(),
        "shape": plans.shape(),
        "diff": pm.diff(plan, plan),
        "agreement": pm.agreement(plan, plan),
        "merge": merge(plan, plan, plan),
        "report": Report(plan="p"),
        "schedule": schedule,
        "differences": schedule.compare(schedule),
        "delay": schedule.delay({}),
        "bracket": schedule.brackets(),
        "goals": schedule.goals(),
        "drag": schedule.drag(),
        "bottlenecks": schedule.bottlenecks(),
        "progress": pm.progress(plan, as_of="2023-12-31"),
        "cycles": plan.graph.cycles(),
        "lacks": plan.graph.coverage(),
        "redundant": plan.graph.redundant_links(),
        "targets": pm.find_targets(""),
        "import": ImportResult(plan=plan),
    }
