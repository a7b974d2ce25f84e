"""Running the rules: order, counts, places, speed."""

from __future__ import annotations

import random
import time
from pathlib import Path

from planmodel.check import RULES, Found, Scope, check, rule
from planmodel.formats.native import read_plan
from planmodel.model.kinds import Document, Goal, Indicator, Task
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.plan import Plan
from planmodel.model.targets import Level, Target

EXAMPLE = Path(__file__).parents[2] / "examples" / "lianzhou"


def test_the_worked_example_has_no_error_and_shows_what_its_document_gets_wrong() -> None:
    for files in (["plan.yaml"], ["plan.yaml", "scenario.yaml"]):
        report = read_plan(*(EXAMPLE / file for file in files)).check()
        assert report.ok, str(report)
        (count,) = report.of("PM301")
        assert count.element == "pr-major"
        assert "6 projects, but 7 are listed" in count.message
        (basis,) = report.of("PM204")
        assert "编制背景 names 1" in basis.message
        assert "编制依据 names 3" in basis.message
        assert report.of("PM201") == report.of("PM202") == report.of("PM203") == ()
        assert report.checked["quotations"] >= 90
        assert all(finding.place.line for finding in report.findings)


def test_an_empty_plan_is_in_order() -> None:
    report = check(Plan(id="p", title="P"))
    assert report.ok
    assert report.findings == ()
    assert report.checked["rules"] == len(RULES)
    assert report.checked["elements"] == 0


def test_findings_without_a_file_come_in_plan_order_header_first_and_then_by_code() -> None:
    plan = Plan(
        id="p",
        title="P",
        period="2021/2025",
        base_year=2030,
        elements=[Task(id="t", name="T", done="140 %", depends_on=["lost"]), Goal(id="g", name="G")],
    )
    assert [(one.element, one.code) for one in plan.check().findings] == [
        (None, "PM502"),
        ("g", "PM201"),
        ("g", "PM302"),
        ("t", "PM101"),
        ("t", "PM201"),
        ("t", "PM303"),
        ("t", "PM409"),
    ]


def test_findings_in_files_come_in_file_order_and_changed_elements_last(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(
        "planmodel: 1\nid: p\ntitle: P\n"
        "tasks:\n  - {id: t, name: T, done: 140 %}\n"
        "goals:\n  - {id: g, name: G}\n  - {id: h, name: H}\n"
        "base_year: 2030\nperiod: 2021/2025\n",
        "utf-8",
    )
    plan = read_plan(file).replace("t", name="T2")
    found = [(one.element, one.place.line) for one in plan.check().findings]
    lines = [line for _, line in found if line is not None]
    assert lines == sorted(lines)
    assert lines[-1] == 9
    assert [element for element, line in found if line is None] == ["t", "t", "t"]
    assert found[-1] == ("t", None)


def test_the_order_of_the_rules_does_not_change_the_report() -> None:
    plan = read_plan(EXAMPLE / "plan.yaml")
    mixed = list(RULES)
    random.Random(7).shuffle(mixed)
    assert check(plan, rules=mixed).findings == check(plan).findings


def test_only_the_rules_given_are_run_and_only_what_they_look_at_is_counted() -> None:
    @rule("X001", "info", "always")
    def always(scope: Scope) -> list[Found]:
        """Finds the header."""
        return [Found(None, "", f"{len(scope.links)} links")]

    report = check(Plan(id="p", title="P"), rules=[always])
    assert [(one.code, one.message, one.path) for one in report.findings] == [("X001", "0 links", "")]
    assert dict(report.checked) == {"rules": 1, "elements": 0, "links": 0}
    assert always.doc == "Finds the header."


def test_rules_are_frozen_values_and_the_catalogue_a_tuple() -> None:
    assert isinstance(RULES, tuple)
    assert len({hash(one) for one in RULES}) == len(RULES)


def big_plan(count: int) -> Plan:
    """Return a plan of ``count`` elements: chains of tasks that nest and wait, goals and indicators that they serve."""
    fifth = count // 5
    source = [{"document": "d", "section": "一", "quote": "持续改善"}]
    goals = [
        Goal(id=f"g{n}", name=f"G{n}", sources=source, part_of=f"g{n - 1}" if n % 50 else None) for n in range(fifth)
    ]
    indicators = [
        Indicator(
            id=f"i{n}",
            name=f"I{n}",
            unit="微克/立方米",
            better="lower",
            measures=[f"g{n}"],
            sources=source,
            baseline=Baseline(year=2020, value=25),
            targets=[Target(year=2025, commitment=Level(value=22))],
            observations=[Observation(period=2021 + k, value=20 + k, sources=["d"]) for k in range(3)],
        )
        for n in range(fifth)
    ]
    tasks = [
        Task(
            id=f"t{n}",
            name=f"T{n}",
            sources=source,
            part_of=f"t{n - 1}" if n % 50 else None,
            depends_on=[f"t{n - 7}"] if n >= 7 and n % 3 == 0 else [],
            contributes_to=[f"g{n % fifth}", f"i{n % fifth}"],
            period="2021/2023",
            duration="18 月",
            done="40 %",
        )
        for n in range(count - 2 * fifth - 1)
    ]
    document = Document(id="d", name="D", text="a.md")
    return Plan(id="p", title="P", period="2021/2025", elements=[document, *goals, *indicators, *tasks])


def test_the_time_for_a_check_grows_with_the_plan_and_not_with_its_square() -> None:
    def seconds(count: int) -> float:
        plan = big_plan(count)
        begun = time.perf_counter()
        report = check(plan, texts={"d": "空气质量持续改善。" * 1000})
        elapsed = time.perf_counter() - begun
        assert report.checked["elements"] == count
        assert report.checked["quotations"] == count - 1
        return elapsed

    seconds(1_000)
    small, large = seconds(3_000), seconds(30_000)
    assert large < small * 40  # ten times would be linear; a square would be a hundred


def test_a_check_of_a_hundred_thousand_faulty_elements_ends_soon() -> None:
    tasks = [Task(id=f"t{n}", name="T", depends_on=[f"x{n}"], done="200 %") for n in range(100_000)]
    report = check(Plan(id="p", title="P", elements=tasks))
    assert len(report.of("PM101")) == len(report.of("PM409")) == 100_000
    assert len(report.of("PM306")) == 99_999
