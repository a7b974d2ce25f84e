"""What a notebook shows of a result: short text, and HTML that an untrusted notebook keeps and that nothing breaks."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.records import Rows, Shown, facts, said

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)>&\"'"
LONG = "深入打好污染防治攻坚战持续改善生态环境质量" * 20
FORBIDDEN = re.compile(r"<(script|style|svg|iframe|link|object|form)|onerror=alert\(2\)>|javascript:", re.I)
MOST_LINES = 130
VOID = {"br", "img", "hr"}
ELSEWHERE = {"Corpus", "Picture", "PlanGraph", "PlanWidget", "ReportLink", "ResourceSchedule", "Similarity"}


class Balance(HTMLParser):
    """Fails where a tag closes what is not open; ``open`` holds what was never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(value: Any) -> tuple[str, str | None]:
    """Return the text and the HTML that a notebook takes."""
    if hasattr(value, "_repr_mimebundle_"):
        bundle = value._repr_mimebundle_()
        return bundle["text/plain"], bundle.get("text/html")
    return repr(value), value._repr_html_() if hasattr(value, "_repr_html_") else None


def plan_of(name: str, tasks: int, id: str = "p", target: str = "≥90") -> pm.Plan:
    """Return a plan whose every text is ``name``."""
    text = pm.MultilingualText({"zh": name, "en": name})
    cite = [pm.Citation(document="d", section=name, quote=name, note=name)]
    estimate = pm.Estimate(low="1 月", likely="2 月", high="4 月")
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
    plan = plan_of(name, tasks)
    other = plan_of(name + "!", tasks, id="q", target="≥95")
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
        "metrics": pm.find_metric("PM2.5"),
        "table": pm.read_indicator_table([["指标", "2025年目标值"], *[[name, name]] * tasks]),
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
        "simulation": schedule.simulate(100, seed=1),
        "pert": schedule.pert(),
        "bracket": schedule.brackets(),
        "progress": progress,
        "one progress": progress["i"],
        "goal progress": progress["g"],
        "all progress": progress.results,
        "goals": progress.goals,
        "work": progress.undertakings,
    }.items()
    yield from {
        "comparison": compared,
        "rows": compared.rows,
        "cascade": tree,
        "results": tree.results,
        "one result": tree.results[0],
        "crosstab": both.coverage("plan", "metric"),
        "ambition": both.ambition("pm25"),
        "counts": both.specificity(),
        "diff": pm.diff(plan, other),
        "merge": pm.merge(plan, plan.replace("g", name="x"), plan.replace("g", name=name + "?")),
        "cost": pm.total_cost(plan),
        "import": pm.ImportResult(plan=plan, issues=report.findings),
    }.items()


@cache
def made(name: str, tasks: int) -> dict[str, Any]:
    return dict(results(name, tasks))


CASES = sorted(made(HOSTILE, 3))


@pytest.mark.parametrize("case", CASES)
def test_no_text_of_a_plan_becomes_markup(case: str) -> None:
    text, html = shown(made(HOSTILE, 3)[case])
    assert text.strip()
    assert html is not None
    assert FORBIDDEN.search(html) is None
    balance = Balance()
    balance.feed(html)
    balance.close()
    assert balance.open == []


@pytest.mark.parametrize("case", CASES)
def test_of_a_large_plan_a_few_screens_are_shown(case: str) -> None:
    value = made(LONG, 200)[case]
    text, html = shown(value)
    assert text.count("\n") < MOST_LINES
    assert max(map(len, text.splitlines())) < 1_000
    assert html is not None
    assert len(html) < 600_000
    assert isinstance(value, pm.Element | Rows | Shown) or len(repr(value)) < 40_000


def test_every_class_that_shows_itself_is_looked_at_here() -> None:
    seen = {cls for value in made(HOSTILE, 3).values() for cls in type(value).__mro__}
    names = [one.name for one in pkgutil.walk_packages(pm.__path__, "planmodel.") if "__main__" not in one.name]
    classes = {
        cls
        for module in map(importlib.import_module, names)
        for cls in vars(module).values()
        if isinstance(cls, type) and cls.__module__ in names
    }
    missing = {cls.__name__ for cls in classes - seen if {"_repr_html_", "_repr_mimebundle_"} & vars(cls).keys()}
    assert missing <= ELSEWHERE


def test_rows_are_a_tuple_that_shows_itself() -> None:
    rows = Rows([pm.Amount("1 亩"), pm.Amount("2 亩")])
    assert rows == (pm.Amount("1 亩"), pm.Amount("2 亩"))
    assert hash(rows) == hash(tuple(rows))
    assert repr(rows) == repr(tuple(rows))
    assert isinstance(rows, tuple)


def test_a_table_leaves_out_columns_in_which_nothing_is_said() -> None:
    goals = Rows([pm.Goal(id="a", name="Air"), pm.Goal(id="b", name="Water", part_of="a")])
    text, _ = shown(goals)
    assert text.splitlines() == ["id  name   evidence  part of", "a   Air    stated    —", "b   Water  stated    a"]


def test_a_record_shows_only_what_it_says() -> None:
    text, _ = shown(pm.Goal(id="a", name={"zh": "空气", "en": "Air"}))
    assert text.splitlines() == ["Goal", "  id        a", "  name      空气 / Air", "  evidence  stated"]


def test_what_is_put_in_words_is_cut_and_says_nothing_as_a_dash() -> None:
    @attrs.frozen
    class Point:
        x: float
        note: str | None = None
        many: tuple[str, ...] = ()

    assert said(Point(0.5)) == "0.5"
    assert facts(Point(0.5, many=("a", "b"))) == [("x", "0.5"), ("many", "a, b")]
    assert said(None) == said(()) == said("") == "—"
    assert said("x" * 999, 10) == "x" * 9 + "…"
    assert said({"a": 1}) == "a 1"


def test_no_rows_are_none() -> None:
    assert shown(Rows[int]()) == ("none", "<p>none</p>")
