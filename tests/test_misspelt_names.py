"""A name that nobody has is refused wherever one may be given: never an answer that looks like "there are none"."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from names_page import every_name
from planmodel.errors import CheckFailedError, PlanFileError
from planmodel.functions import (
    indicator_progress,
    read_mapping,
    read_method,
    read_scale,
    schedule_resources,
    shared_metrics,
    strict_schema,
    total_cost,
    verify,
    write_jsonld,
)
from planmodel.parts import VOCABULARY, Element, Estimate, InForce, Link, Not, as_links, relation
from planmodel.results import Corpus, ResourceSchedule, Similarity

GOOD_TABLE = Path(__file__).parent / "spoiling" / "good" / "plan-timetable.csv"
LONG = Estimate(low="3 月", likely="6 月", high="9 月")
PLAN = pm.Plan(
    id="p",
    title={"zh": "规划", "en": "Plan"},
    jurisdiction=pm.Jurisdiction(name="连州市", level="county"),
    period="2021/2025",
    elements=[
        pm.Organization(id="o-water", name="水利局"),
        pm.Theme(id="water", name="水"),
        pm.Principle(id="p-people", name="以人民为中心"),
        pm.Goal(id="g-clean", name="清洁", guided_by=["p-people"]),
        pm.Metric(id="own-index", name="指数", unit="%"),
        pm.Indicator(
            id="i-index",
            name="指数",
            metric="own-index",
            unit="%",
            measures=["g-clean"],
            targets=[pm.Target(year=2025, commitment=pm.Level(value="60 %"))],
        ),
        pm.Task(id="t-survey", name="调查", duration="3 月", contributes_to=["g-clean"], themes=["water"]),
        pm.Task(
            id="t-pipes",
            name="管网",
            duration=LONG,
            depends_on=["t-survey"],
        ),
        pm.Project(id="pr-pipes", name="管网工程", implements=["t-pipes"], cost=pm.Cost(total="1 亿元")),
    ],
)
PLANS = pm.PlanSet([PLAN])
PART = PLAN.evolve(id="part", jurisdiction=pm.Jurisdiction(name="某镇", level="township", parent="连州市"))
LATER = PLAN.evolve(id="later", period="2026/2030")
GRAPH = PLAN.graph
SCHEDULE = pm.schedule(PLAN, start="2021-01-01")
SIMULATION = SCHEDULE.simulate(20)
COSTS: Any = SIMULATION.costs
PROGRESS = pm.progress(PLAN, as_of="2023-12-31")
COMPARED = pm.compare(PLANS)
Z: Any = "zz-nobody"

FILTERED = ("id", "name", "kind", "part_of", "contributes_to", "depends_on", "theme", "responsible", "evidence", "zz")

TRIED: Mapping[str, Callable[[], object]] = {
    "Plan.check:language": lambda: PLAN.check(language=Z),
    "Report.in_language:language": lambda: PLAN.check().in_language(Z),
    "Diagnostic.in_language:language": lambda: next(iter(PLAN.check().findings)).in_language(Z),
    "Diagnostic.one_line:language": lambda: next(iter(PLAN.check().findings)).one_line(Z),
    "PlanModelError.in_language:language": lambda: pm.PlanModelError("no").in_language(Z),
    "CheckFailedError.in_language:language": lambda: CheckFailedError("no", findings=()).in_language(Z),
    "PlanFileError.in_language:language": lambda: PlanFileError("no", problems=()).in_language(Z),
    "strict_schema:kinds": lambda: strict_schema(kinds=[Z]),
    "evaluate:as_of": lambda: pm.evaluate(PLAN, as_of=Z),
    "evaluate:in_force": lambda: pm.evaluate(PLAN, as_of=2023, in_force={Z: InForce(target=pm.read_target("≥5%"))}),
    "evaluate:published": lambda: pm.evaluate(PLAN, as_of=2023, published={Z: "达标"}),
    "evaluate:rules": lambda: pm.evaluate(PLAN, as_of=2023, rules={Z: "amount"}),
    "evaluate:scale": lambda: pm.evaluate(PLAN, as_of=2023, scale=Z),
    "quotas:metric": lambda: pm.quotas(PLAN, [PART], metric=Z),
    "quotas:reserve": lambda: pm.quotas(PLAN, [PART], metric="own-index", reserve=Z),
    "quotas:growth": lambda: pm.quotas(PLAN, [PART], metric="own-index", growth=Z),
    "quotas:shares": lambda: pm.quotas(PLAN, [PART], metric="own-index", shares={Z: 1}),
    "quotas:weights": lambda: pm.quotas(PLAN, [PART], metric="own-index", weights={Z: 1}),
    "succession:mapping": lambda: pm.succession(PLAN, LATER, mapping={Z: "i-index"}),
    "Sufficiency.explain:language": lambda: pm.sufficiency(PLAN).explain("i", language=Z),
    "Succession.plot:language": lambda: pm.succession(PLAN, LATER).plot(Z),
    "Succession.counts:kind": lambda: pm.succession(PLAN, LATER).counts(Z),
    "sufficiency:growth": lambda: pm.sufficiency(PLAN, growth={Z: "5 %"}),
    "Sufficiency.__getitem__:id": lambda: pm.sufficiency(PLAN)[Z],
    "Sufficiency.explain:id": lambda: pm.sufficiency(PLAN).explain(Z),
    "read_mapping:path": lambda: read_mapping(Z),
    "read_scale:scale": lambda: read_scale(Z),
    "Derivations.__getitem__:id": lambda: PROGRESS.derivations()[Z],
    "verify:result": lambda: verify(Z, Z),
    "verify:plans": lambda: verify(PROGRESS.derivations().to_dict(), Z),
    "Result.to_excel:language": lambda: pm.evaluate(PLAN, as_of=2023).to_excel("x.xlsx", language=Z),
    "Result.to_docx:language": lambda: pm.evaluate(PLAN, as_of=2023).to_docx("x.docx", language=Z),
    "evaluate:method": lambda: pm.evaluate(PLAN, as_of=2023, method=Z),
    "read_method:method": lambda: read_method(Z),
    "Plan.__getitem__:id": lambda: PLAN[Z],
    "Plan.of:cls": lambda: PLAN.of(Z),
    "Plan.replace:id": lambda: PLAN.replace(Z, name="x"),
    "Plan.replace:changes": lambda: PLAN.replace("t-survey", zz=1),
    "Plan.remove:ids": lambda: PLAN.remove(Z),
    "Plan.remove:references": lambda: PLAN.remove("pr-pipes", references=Z),
    "Plan.rename:old": lambda: PLAN.rename(Z, "new"),
    "Plan.evolve:changes": lambda: PLAN.evolve(zz=1),
    "Plan.explain:id": lambda: PLAN.explain(Z),
    "Plan.check:texts": lambda: PLAN.check(texts={Z: "words"}),
    "Plan.check:select": lambda: PLAN.check(select=Z),
    "Plan.check:ignore": lambda: PLAN.check(ignore=[Z]),
    "Plan.check:severities": lambda: PLAN.check(severities={Z: "error"}),
    "Plan.check:severities of a word": lambda: PLAN.check(severities={"PM302": Z}),
    "Plan.draw:view": lambda: PLAN.draw(Z),
    "Plan.draw:by": lambda: PLAN.draw("flow", by=Z),
    "Plan.draw:focus": lambda: PLAN.draw(focus=Z),
    "Plan.draw:language": lambda: PLAN.draw(language=Z),
    "Plan.plot_indicators:indicators": lambda: PLAN.plot_indicators([Z]),
    "Plan.plot_indicators:language": lambda: PLAN.plot_indicators(language=Z),
    "Indicator.plot:language": lambda: PLAN.indicators[0].plot(language=Z),
    "Plan.to_svg:focus": lambda: PLAN.to_svg(focus=Z),
    "Plan.to_svg:language": lambda: PLAN.to_svg(language=Z),
    "Plan.explore:language": lambda: PLAN.explore(language=Z),
    "Plan.report:language": lambda: PLAN.report(language=Z),
    "Collection.__getitem__:key": lambda: PLAN.tasks[Z],
    "PlanGraph.relation_names:relations": lambda: GRAPH.relation_names(Z),
    "PlanGraph.edges_of:relation": lambda: GRAPH.edges_of(Z),
    "PlanGraph.check_id:id": lambda: GRAPH.check_id(Z),
    "PlanGraph.upstream:id": lambda: GRAPH.upstream(Z),
    "PlanGraph.upstream:relations": lambda: GRAPH.upstream("t-survey", relations=[Z]),
    "PlanGraph.downstream:id": lambda: GRAPH.downstream(Z),
    "PlanGraph.downstream:relations": lambda: GRAPH.downstream("t-survey", relations=Z),
    "PlanGraph.paths:source": lambda: GRAPH.paths(Z, "t-survey"),
    "PlanGraph.paths:target": lambda: GRAPH.paths("t-survey", Z),
    "PlanGraph.paths:relations": lambda: GRAPH.paths("t-survey", "t-pipes", relations=Z),
    "PlanGraph.cycles:relation": lambda: GRAPH.cycles(Z),
    "PlanGraph.layers:relation": lambda: GRAPH.layers(Z),
    "PlanGraph.redundant_links:relation": lambda: GRAPH.redundant_links(Z),
    "PlanGraph.transitive_reduction:relation": lambda: GRAPH.transitive_reduction(Z),
    "PlanGraph.descendant_counts:relation": lambda: GRAPH.descendant_counts(Z),
    "PlanGraph.bottlenecks:relation": lambda: GRAPH.bottlenecks(Z),
    "PlanGraph.explain:id": lambda: GRAPH.explain(Z),
    "hierarchy.above": lambda: GRAPH.hierarchy.above("t-survey", Z),
    "hierarchy.below": lambda: GRAPH.hierarchy.below(Z),
    "hierarchy.holds:whole": lambda: GRAPH.hierarchy.holds(Z, "t-survey"),
    "hierarchy.holds:part": lambda: GRAPH.hierarchy.holds("t-survey", Z),
    "hierarchy.top": lambda: GRAPH.hierarchy.top(Z),
    "serving.of": lambda: GRAPH.serving.of(Z),
    "serving.to": lambda: GRAPH.serving.to(Z),
    "serving.goals": lambda: GRAPH.serving.goals(Z),
    "serving.works_against": lambda: GRAPH.serving.works_against(Z),
    "serving.work": lambda: GRAPH.serving.work(Z),
    "serving.opponents": lambda: GRAPH.serving.opponents(Z),
    "serving.strengths": lambda: GRAPH.serving.strengths(Z),
    "serving.tasks": lambda: GRAPH.serving.tasks(Z),
    "PlanSet.__getitem__:id": lambda: PLANS[Z],
    "PlanSet.coverage:rows": lambda: PLANS.coverage(Z),
    "PlanSet.coverage:columns": lambda: PLANS.coverage("plan", Z),
    "PlanSet.ambition:metric": lambda: PLANS.ambition(Z),
    "PlanSet.report:reference": lambda: PLANS.report(reference=Z),
    "PlanSet.report:language": lambda: PLANS.report(language=Z),
    "Crosstab.count:plan": lambda: PLANS.coverage().count(Z, "pm25"),
    "Crosstab.count:column": lambda: PLANS.coverage().count("p", Z),
    "Crosstab.share:column": lambda: PLANS.coverage().share(Z),
    "Crosstab.plans_with:column": lambda: PLANS.coverage("plan", "theme").plans_with(Z),
    "Ambition.__getitem__:plan": lambda: PLANS.ambition("pm25")[Z],
    "Counts.__getitem__:plan": lambda: PLANS.shape()[Z],
    "agreement:texts": lambda: pm.agreement(PLAN, PLAN, texts={Z: "words"}),
    "Pert.chance:by": lambda: SCHEDULE.pert().chance(Z),
    "compare:reference": lambda: pm.compare(PLANS, reference=Z),
    "compare:on": lambda: pm.compare(PLANS, Z),
    "compare:year": lambda: pm.compare(PLANS, year=Z),
    "PlanSet.ambition:year": lambda: PLANS.ambition("pm25", year=Z),
    "compare:unit": lambda: pm.compare(PLANS, unit=Z),
    "compare:unit of a metric": lambda: pm.compare(PLANS, unit={Z: "%"}),
    "compare:unit of a silent metric": lambda: pm.compare(PLANS, unit={"pm25": Z}),
    "compare:unit by name": lambda: pm.compare(PLANS, "name", unit={Z: "%"}),
    "Comparison.requirements:metric": lambda: COMPARED.requirements(Z),
    "Comparison.sort:by": lambda: COMPARED.sort(Z),
    "Comparison.matrix:values": lambda: COMPARED.matrix(Z),
    "Comparison.plot:metric": lambda: COMPARED.plot(Z),
    "Cascade.plot:child": lambda: pm.cascade([PLAN, PLAN.evolve(id="q")]).plot(Z),
    "Progress.__getitem__:id": lambda: PROGRESS[Z],
    "Progress.explain:id": lambda: PROGRESS.explain(Z),
    "progress:as_of": lambda: pm.progress(PLAN, as_of=Z),
    "progress:trajectory": lambda: pm.progress(PLAN, as_of=2023, trajectory=Z),
    "progress:rule": lambda: pm.progress(PLAN, as_of=2023, rule=Z),
    "progress:rules": lambda: pm.progress(PLAN, as_of=2023, rules={Z: "mean"}),
    "progress:rules of work": lambda: pm.progress(PLAN, as_of=2023, rules={"t-survey": "mean"}),
    "progress:weights": lambda: pm.progress(PLAN, as_of=2023, weights={Z: 1}),
    "progress:weights of an organization": lambda: pm.progress(PLAN, as_of=2023, weights={"o-water": 1}),
    "indicator_progress:as_of": lambda: indicator_progress(PLAN.indicators[0], as_of=Z),
    "Report.of:code": lambda: PLAN.check().of(Z),
    "Report.raise_for:severity": lambda: PLAN.check().raise_for(Z),
    "Schedule.__getitem__:id": lambda: SCHEDULE[Z],
    "Schedule.node:id": lambda: SCHEDULE.node(Z),
    "Schedule.slack:id": lambda: SCHEDULE.slack(Z),
    "Schedule.free_slack:id": lambda: SCHEDULE.free_slack(Z),
    "Progress.explain:language": lambda: pm.progress(PLAN, as_of="2023").explain("g-clean", language=Z),
    "Report.to_text:language": lambda: PLAN.check().to_text(language=Z),
    "Result.to_text:language": lambda: PLANS.to_text(language=Z),
    "Result.in_language:language": lambda: PLANS.in_language(Z),
    "Schedule.explain:id": lambda: SCHEDULE.explain(Z),
    "Schedule.explain:language": lambda: SCHEDULE.explain(SCHEDULE.ids[0], language=Z),
    "Schedule.gantt:language": lambda: SCHEDULE.gantt(language=Z),
    "Schedule.gantt:as_of": lambda: SCHEDULE.gantt(as_of=Z),
    "Schedule.delay:delays": lambda: SCHEDULE.delay({Z: "1 月"}),
    "Schedule.delay:of": lambda: SCHEDULE.delay({"t-survey": "1 月"}, of=Z),
    "Schedule.drag:goal": lambda: SCHEDULE.drag(Z),
    "Schedule.drag:by": lambda: SCHEDULE.drag(by=Z),
    "Simulation.dependence:id": lambda: SIMULATION.dependence(50, Z),
    "Simulation.percentile:id": lambda: SIMULATION.percentile(50, Z),
    "Simulation.moment:id": lambda: SIMULATION.moment(3.0, Z),
    "Simulation.chance:by": lambda: SIMULATION.chance(Z),
    "Simulation.chance:id": lambda: SIMULATION.chance("2025", Z),
    "Simulation.chance:within": lambda: SIMULATION.chance("2025", within=Z),
    "Simulation.chance_between:by": lambda: SIMULATION.chance_between(Z),
    "Simulation.chance_between:id": lambda: SIMULATION.chance_between("2025", Z),
    "Simulation.chance_between:within": lambda: SIMULATION.chance_between("2025", within=Z),
    "Simulation.mean:id": lambda: SIMULATION.mean(Z),
    "Simulation.mean_error:id": lambda: SIMULATION.mean_error(Z),
    "Simulation.percentile_between:id": lambda: SIMULATION.percentile_between(50, Z),
    "Simulation.tornado:id": lambda: SIMULATION.tornado(Z),
    "Simulation.tornado:of": lambda: SIMULATION.tornado(of=Z),
    "Progress.plot:language": lambda: pm.progress(PLAN, as_of="2023").plot(Z),
    "Comparison.plot:language": lambda: pm.compare(PLANS).plot(language=Z),
    "Simulation.plot:language": lambda: SIMULATION.plot(language=Z),
    "Cascade.plot:language": lambda: pm.cascade(PLANS).plot(language=Z),
    "Tornado.plot:language": lambda: SIMULATION.tornado().plot(Z),
    "DrawnCosts.chance:within": lambda: COSTS.chance(Z),
    "DrawnCosts.chance_between:within": lambda: COSTS.chance_between(Z),
    "DrawnCosts.limit:within": lambda: COSTS.limit(Z),
    "Schedule.simulate:spread": lambda: SCHEDULE.simulate(5, spread=Z),
    "Quality.__getitem__:code": lambda: SCHEDULE.quality()[Z],
    "Schedules.plot:language": lambda: pm.compare_schedules({"a": SCHEDULE, "b": SCHEDULE}).plot(Z),
    "Simulation.plot:goal": lambda: SIMULATION.plot(Z),
    "schedule:start": lambda: pm.schedule(PLAN, start=Z),
    "schedule:relations": lambda: pm.schedule(PLAN, relations=[Z]),
    "schedule:levels": lambda: pm.schedule(PLAN, levels=Z),
    "schedule:as_of": lambda: pm.schedule(PLAN, start=2021, as_of=Z),
    "schedule:missing": lambda: pm.schedule(PLAN, missing=Z),
    "schedule:finish": lambda: pm.schedule(PLAN, finish=Z),
    "write_mspdi:start": lambda: pm.write_mspdi(PLAN, "never.xml", start=Z),
    "write_mspdi:finish": lambda: pm.write_mspdi(PLAN, "never.xml", finish=Z),
    "Schedule.to_excel:language": lambda: SCHEDULE.to_excel("never.xlsx", language=Z),
    "Schedule.to_ical:language": lambda: SCHEDULE.to_ical("never.ics", language=Z),
    "read_target:better": lambda: pm.read_target("≥90%", better=Z),
    "read_target:language": lambda: pm.read_target("≥90%", language=Z),
    "read_targets:better": lambda: pm.read_targets("≥90%", better=Z),
    "read_targets:language": lambda: pm.read_targets("≥90%", language=Z),
    "shared_metrics:fields": lambda: shared_metrics(Z),
    "draft_plan:source": lambda: pm.draft_plan(Path(Z)),
    "draft_plan:id": lambda: pm.draft_plan("一、目标", id="not an id"),
    "total_cost:ids": lambda: total_cost(PLAN, [Z]),
    "total_cost:unit": lambda: total_cost(PLAN, unit=Z),
    "Amount.to:unit": lambda: pm.Amount("1 亩").to(Z),
    "Vocabulary.relations_from:kind": lambda: VOCABULARY.relations_from(Z),
    "Vocabulary.class_of:name": lambda: VOCABULARY.class_of(Z),
    "relation:to": lambda: VOCABULARY.extend(_risk()),
    "open_corpus:folder": lambda: pm.open_corpus(Z),
    "read_plan:path": lambda: pm.read_plan(Z),
    "read_plan:overlays": lambda: pm.read_plan(PLAN, Z),  # type: ignore[arg-type]
    "read_mspdi:path": lambda: pm.read_mspdi(Z),
    "read_psplib:path": lambda: pm.read_psplib(Z),
    "read_stratml:path": lambda: pm.read_stratml(Z),
    "read_iati:path": lambda: pm.read_iati(Z),
    "read_archimate:path": lambda: pm.read_archimate(Z),
    "read_planning_data:path": lambda: pm.read_planning_data(Z),
    "read_planning_data:more": lambda: pm.read_planning_data(GOOD_TABLE, Z),
    "write_jsonld:base": lambda: write_jsonld(PLAN, "p.jsonld", base=Z),
    "PlanSet.read:paths": lambda: pm.PlanSet.read(Z),
    **{
        f"Collection.filter:{name}": lambda name=name: PLAN.tasks.filter(**{name: Z})  # type: ignore[misc]
        for name in FILTERED
    },
    "Collection.filter:metric": lambda: PLAN.indicators.filter(metric=Z),
    "Collection.filter:obligation": lambda: PLAN.indicators.filter(obligation=Z),
    "Collection.filter:unit": lambda: PLAN.indicators.filter(unit=Z),
    "Collection.filter:not": lambda: PLAN.tasks.filter(contributes_to=Not(Z)),
    "Collection.filter:list": lambda: PLAN.tasks.filter(contributes_to=["g-clean", Z]),
    "Collection.filter:element": lambda: PLAN.tasks.filter(contributes_to=pm.Goal(id=Z, name="x")),
    **{
        f"PlanSet.filter:{name}": lambda name=name: PLANS.filter(**{name: Z})  # type: ignore[misc]
        for name in ("id", "title", "jurisdiction", "level", "period", "base_year", "status", "metric", "theme", "zz")
        if name != "base_year"  # which this plan does not say
    },
    **{
        f"Comparison.filter:{name}": lambda name=name: COMPARED.filter(**{name: Z})  # type: ignore[misc]
        for name in ("metric", "plan", "reason", "obligation", "kind", "comparator", "unit", "year", "zz")
    },
}  # fmt: skip

FREE = {
    "words or values of one's own": (
        "read_document:name compare_schedules:schedules Column.text:row Column.value:row "
        "Between.matches:value Between.holds:value Calendar.china:hours IndicatorTable.to_plan:id "
        "IndicatorTable.to_plan:title ProjectTable.to_plan:id ProjectTable.to_plan:title "
        "TaskTable.to_plan:id TaskTable.to_plan:title read_task_table:document read_task_table:prefix "
        "MultilingualText.of_checked:texts Plan.rename:new as_link:value as_links:value relation:name "
        "relation:doc find_targets:text read_target:text read_targets:text read_target:name read_targets:name "
        "find_metric:name metric_named:name read_indicator_table:document read_indicator_table:prefix "
        "read_project_table:document read_project_table:prefix Corpus.sql:query Report.to_text:source_line "
        "open_corpus:session published_counts:classes published_counts:cuts published_counts:shares "
        "published_counts:by "
    ),
    "asks whether there is such a one, or for what stands in its place": (
        "Amount.is_convertible_to:unit Plan.get:id Plan.get:default PlanSet.get:id "
        "MultilingualText.__getitem__:language Column.text:language Plan.label:language Element.label:language "
        "Amount.in_language:language Period.in_language:language MultilingualText.in_language:language "
    ),
    "a unit as it is printed, which may be none: what is read is then Unread, and says so": (
        "read_target:unit read_targets:unit find_metric:unit metric_named:unit read_project_table:unit "
        "read_task_table:unit "
    ),
    "files to write": (
        "Picture.save:path Plan.to_yaml:path Plan.to_json:path Plan.to_tables:folder Plan.explore:path "
        "Plan.report:path PlanSet.to_parquet:folder PlanSet.report:path build_corpus:folder write_psplib:path "
        "write_stratml:path write_mspdi:path write_annotations:path Schedule.to_excel:path Schedule.to_ical:path "
        "write_jsonld:path "
        "Agreement.report:path draft_into:folder Result.to_excel:path Result.to_docx:path Result.to_docx:caption "
    ),
}
SAID = ("str", "object", "Literal", "Any")


def corpus(folder: Path) -> Corpus:
    pytest.importorskip("pyarrow", reason="needs pyarrow")
    pytest.importorskip("ibis", reason="needs ibis")
    PLANS.to_parquet(folder / "corpus")
    return pm.open_corpus(folder / "corpus")


def similarity(folder: Path) -> Similarity:
    pytest.importorskip("sklearn", reason="needs scikit-learn")
    pytest.importorskip("rapidfuzz", reason="needs rapidfuzz")
    return PLANS.similarity()


def levelled(folder: Path) -> ResourceSchedule:
    pytest.importorskip("ortools", reason="needs ortools")
    return schedule_resources(PLAN, start="2021-01-01")


def table(folder: Path) -> Path:
    path = folder / "table.csv"
    path.write_text("指标,单位,2025年目标\nPM2.5浓度,微克/立方米,≤25\n", encoding="utf-8")
    return path


def projects(folder: Path) -> Path:
    path = folder / "projects.csv"
    path.write_text("项目名称,总投资（万元）\n管网工程,300\n", encoding="utf-8")
    return path


def tasks(folder: Path) -> Path:
    path = folder / "tasks.csv"
    path.write_text("任务名称,工期\n勘察,10天\n", encoding="utf-8")
    return path


def widget(folder: Path) -> None:
    pytest.importorskip("anywidget", reason="needs anywidget")


NEEDING: Mapping[str, tuple[Callable[[Path], Any], Callable[[Any], object]]] = {
    "Corpus.compare:metric": (corpus, lambda one: one.compare(metric=Z)),
    "Corpus.compare:reference": (corpus, lambda one: one.compare(reference=Z)),
    "Corpus.compare:unit": (corpus, lambda one: one.compare(unit=Z)),
    "Corpus.compare:unit of a metric": (corpus, lambda one: one.compare(unit={Z: "%"})),
    "Corpus.compare:unit of a silent metric": (corpus, lambda one: one.compare(unit={"pm25": Z})),
    "Corpus.matrix:values": (corpus, lambda one: one.matrix(Z)),
    "Corpus.statistics:values": (corpus, lambda one: one.statistics(Z)),
    "Corpus.coverage:columns": (corpus, lambda one: one.coverage(Z)),
    "Corpus.ambition:metric": (corpus, lambda one: one.ambition(Z)),
    "Corpus.read_plans:ids": (corpus, lambda one: one.read_plans([Z])),
    "open_corpus:engine": (corpus, lambda one: pm.open_corpus(one.folder, engine=Z)),
    "build_corpus:paths": (corpus, lambda one: pm.build_corpus(Z, one.folder)),
    "ResourceSchedule.__getitem__:id": (levelled, lambda one: one[Z]),
    "ResourceSchedule.usage:resource": (levelled, lambda one: one.usage(Z)),
    "schedule_resources:start": (levelled, lambda one: schedule_resources(PLAN, start=Z)),
    "schedule_resources:relations": (levelled, lambda one: schedule_resources(PLAN, relations=[Z])),
    "schedule_resources:as_of": (levelled, lambda one: schedule_resources(PLAN, start=2021, as_of=Z)),
    "schedule_resources:missing": (levelled, lambda one: schedule_resources(PLAN, missing=Z)),
    "read_indicator_table:sheet": (table, lambda path: pm.read_indicator_table(path, sheet=Z)),
    "IndicatorTable.row_of:indicator": (table, lambda path: pm.read_indicator_table(path).row_of(Z)),
    "read_project_table:sheet": (projects, lambda path: pm.read_project_table(path, sheet=Z)),
    "ProjectTable.row_of:project": (projects, lambda path: pm.read_project_table(path).row_of(Z)),
    "read_task_table:sheet": (tasks, lambda path: pm.read_task_table(path, sheet=Z)),
    "TaskTable.row_of:task": (tasks, lambda path: pm.read_task_table(path).row_of(Z)),
    "Similarity.matches:first": (similarity, lambda alike: alike.matches(Z, "p")),
    "Similarity.matches:second": (similarity, lambda alike: alike.matches("p", Z)),
    "Similarity.nearest:plan": (similarity, lambda alike: alike.nearest(Z)),
    "Similarity.score:first": (similarity, lambda alike: alike.score(Z, "p")),
    "Similarity.score:second": (similarity, lambda alike: alike.score("p", Z)),
    "Similarity.shared:plan": (similarity, lambda alike: alike.shared(Z, "p")),
    "Similarity.shared:other": (similarity, lambda alike: alike.shared("p", Z)),
    "Plan.widget:focus": (widget, lambda _: PLAN.widget(focus=Z)),
    "Plan.widget:language": (widget, lambda _: PLAN.widget(language=Z)),
    "Plan.widget:view": (widget, lambda _: PLAN.widget(Z)),
}
"""The same for what needs something first: what makes it, and the question."""


def _risk() -> type[Element]:
    import attrs

    @attrs.frozen(kw_only=True)
    class Risk(Element):
        kind = "risk"
        plural = "risks"
        threatens: tuple[Link, ...] = attrs.field(
            default=(), converter=as_links, metadata=relation("zz-nobody", doc="What it threatens")
        )

    return Risk


@pytest.mark.parametrize("name", TRIED)
def test_a_name_that_nobody_has_is_refused(name: str) -> None:
    if "Comparison.matrix" in name:
        pytest.importorskip("pandas")
    with pytest.raises(pm.PlanModelError):
        TRIED[name]()


@pytest.mark.parametrize("name", NEEDING)
def test_so_it_is_where_more_is_needed(name: str, tmp_path: Path) -> None:
    make, ask = NEEDING[name]
    made = make(tmp_path)
    with pytest.raises(pm.PlanModelError):
        ask(made)


def surface() -> Iterator[str]:
    """Yield every parameter of a public function or method that may be given text."""
    for name, thing in every_name().items():
        if not inspect.isclass(thing):
            yield from _taken(name, thing) if callable(thing) else ()
            continue
        for member, function in vars(thing).items():
            function = function.__func__ if isinstance(function, classmethod | staticmethod) else function
            if inspect.isfunction(function) and (not member.startswith("_") or member == "__getitem__"):
                yield from _taken(f"{name}.{member}", function)


def _taken(name: str, function: Any) -> Iterator[str]:
    for parameter in inspect.signature(function).parameters.values():
        if any(word in str(parameter.annotation) for word in SAID):
            yield f"{name}:{parameter.name}"


def test_every_text_that_the_public_face_takes_is_tried_or_free() -> None:
    tried = {name.split(" ")[0] for name in (*TRIED, *NEEDING)}
    tried |= {f"{name.split(':')[0]}:criteria" for name in TRIED if ".filter:" in name}
    free = {name for names in FREE.values() for name in names.split()}
    untried = sorted(set(surface()) - tried - free)
    assert untried == [], "try each of them with a name that nobody has, above"


def test_what_is_known_and_that_nobody_has_is_an_empty_answer() -> None:
    assert PLAN.tasks.filter(contributes_to="i-index").ids == ()
    assert PLAN.tasks.filter(evidence="assumed").ids == ()
    assert PLAN.tasks.filter(theme="w*t").ids == ()
    assert PLAN.indicators.filter(metric="pm25").ids == ()
    assert len(PLANS.filter(level="city")) == len(PLANS.filter(metric="pm25")) == len(PLANS.filter(base_year=2020)) == 0
    assert PLANS.coverage().count("p", "pm25") == 0
    assert PLANS.coverage("plan", "kind").share("resource") == 0
    assert len(COMPARED.filter(reason="other_year")) == 0
    assert PLANS.ambition("pm25")["p"].reason == "not stated"
    assert pm.compare(PLANS, unit={"pm25": "毫克/立方米"}).rows == COMPARED.rows


def test_filters_one_after_the_other_are_filters_at_once() -> None:
    tasks = PLAN.tasks
    assert tasks.filter(theme="water").filter(name="管网").ids == tasks.filter(theme="water", name="管网").ids == ()
    assert tasks.filter(theme="water")[:1].filter(depends_on="t-survey").ids == ()
    two = pm.PlanSet([PLAN, pm.Plan(id="q", title="另一", jurisdiction=pm.Jurisdiction(name="清远市", level="city"))])
    assert two.filter(level="city").filter(jurisdiction="连州市").ids == ()


def test_the_hint_names_what_is_spelt_alike() -> None:
    for ask, alike in (
        (lambda: PLANS.filter(level="contry"), "county"),
        (lambda: PLANS.filter(metric="pm-25"), "pm25"),
        (lambda: PLAN.tasks.filter(contributes_to="g-claen"), "g-clean"),
        (lambda: PLANS.ambition("own-indx"), "own-index"),
        (lambda: pm.compare(PLANS, unit={"own_index": "%"}), "own-index"),
        (lambda: PLANS.coverage().count("p", "pm-25"), "pm25"),
        (lambda: PLAN.check().of("pm302"), "PM302"),
    ):
        with pytest.raises(pm.PlanModelError, match=f"did you mean .*{alike}"):
            ask()
