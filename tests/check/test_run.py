"""Running the rules: order, counts, places, speed."""

from __future__ import annotations

import random
from pathlib import Path

from planmodel.check import RULES, Found, Scope, check, rule
from planmodel.formats.native import read_plan
from planmodel.model.kinds import Goal, Task
from planmodel.model.plan import Plan

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
        (None, "PM201"),
        (None, "PM502"),
        ("g", "PM302"),
        ("t", "PM101"),
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
    assert [element for element, line in found if line is None] == ["t", "t"]
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


def test_every_fault_of_very_many_elements_is_told() -> None:
    tasks = [Task(id=f"t{n}", name="T", depends_on=[f"x{n}"], done="200 %") for n in range(5_000)]
    report = check(Plan(id="p", title="P", elements=tasks))
    assert len(report.of("PM101")) == len(report.of("PM409")) == 5_000
    assert len(report.of("PM306")) == 4_999
