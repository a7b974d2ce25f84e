"""A report reads well, for people and for programs."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.check import RULES, CheckFailedError, Report
from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.errors import PlanModelError


def finding(code: str, severity: Severity, **rest: Any) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message=rest.pop("message", f"about {code}"), **rest)


WHERE = Place(file="a b/plan.yaml", line=3, column=7, length=4)
REPORT = Report(
    plan="p",
    findings=(
        finding("PM101", "error", path="tasks[0].depends_on[0].on", element="t", place=WHERE, hint="did you mean <x>?"),
        finding("PM201", "warning", path="goals[0]", element="g", message="目标 <b>g</b>"),
        finding("PM402", "info"),
    ),
    counts=(("rules", 3), ("elements", 2)),
)
EMPTY = Report(plan="p", counts=(("rules", 3),))


def test_a_report_is_ok_without_errors() -> None:
    assert not REPORT.ok
    assert EMPTY.ok
    assert Report(plan="p", findings=REPORT.findings[1:]).ok


def test_findings_are_asked_for_by_code_and_by_severity() -> None:
    assert [one.code for one in REPORT.of("PM201")] == ["PM201"]
    assert REPORT.of("PM999") == ()
    assert [one.code for one in REPORT.at_least("warning")] == ["PM101", "PM201"]


def test_raise_for_raises_with_the_findings_that_are_grave_enough() -> None:
    with pytest.raises(CheckFailedError) as caught:
        REPORT.raise_for("warning")
    assert [one.code for one in caught.value.findings] == ["PM101", "PM201"]
    assert "the plan 'p' does not pass: 1 error, 1 warning" in str(caught.value)
    assert "error[PM101]" in str(caught.value)
    assert isinstance(caught.value, PlanModelError)
    EMPTY.raise_for("info")
    Report(plan="p", findings=REPORT.findings[1:]).raise_for()


def test_raise_for_refuses_what_is_no_severity() -> None:
    with pytest.raises(PlanModelError, match="no severity"):
        EMPTY.raise_for("fatal")  # type: ignore[arg-type]


def test_reports_and_their_errors_survive_pickling() -> None:
    assert pickle.loads(pickle.dumps(REPORT)) == REPORT
    assert hash(REPORT) == hash(pickle.loads(pickle.dumps(REPORT)))
    with pytest.raises(CheckFailedError) as caught:
        REPORT.raise_for()
    again = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(again, CheckFailedError)
    assert again.findings == caught.value.findings
    assert str(again) == str(caught.value)


def test_the_counts_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        REPORT.checked["rules"] = 0  # type: ignore[index]
    assert dict(REPORT.checked) == {"rules": 3, "elements": 2}


def test_records_and_the_dict_are_plain_and_have_the_promised_keys() -> None:
    keys = {"code", "severity", "message", "element", "file", "line", "column", "path", "hint"}
    assert all(set(record) == keys for record in REPORT.to_records())
    plain = json.loads(json.dumps(REPORT.to_dict()))
    assert set(plain) == {"ok", "checked", "findings"}
    assert plain["findings"][0]["line"] == 3
    assert plain["findings"][1]["file"] is None
    assert EMPTY.to_dict() == {"ok": True, "checked": {"rules": 3}, "findings": []}


def test_the_text_is_a_summary_and_one_line_a_finding() -> None:
    lines = str(REPORT).splitlines()
    assert lines[0] == "p: 1 error, 1 warning, 1 note (checked 3 rules, 2 elements)"
    assert lines[1].startswith("a b/plan.yaml:3:7: error[PM101]: about PM101 at tasks[0].depends_on[0].on")
    assert len(lines) == 4
    assert repr(EMPTY) == "<Report on p: nothing found (checked 3 rules)>"


def test_repr_shows_only_so_many_findings() -> None:
    many = Report(plan="p", findings=[finding("PM201", "warning")] * 1000)
    assert repr(many).splitlines()[-1] == "… and 940 more"
    assert many._repr_html_().count("<tr>") == 21
    assert "20 of 1,000 rows" in many._repr_html_()
    assert len(str(many).splitlines()) == 1001


def test_html_is_escaped() -> None:
    shown = REPORT._repr_html_()
    assert "目标 &lt;b&gt;g&lt;/b&gt;" in shown
    assert "<b>" not in shown
    assert "did you mean &lt;x&gt;?" in shown
    assert EMPTY._repr_html_() == "<p>p: nothing found (checked 3 rules)</p>"


def test_to_text_shows_the_line_with_carets() -> None:
    shown = REPORT.to_text(lambda file, line: "  水: [abcd]" if line == 3 else None)
    assert shown.splitlines()[:6] == [
        "error[PM101]: about PM101",
        " --> a b/plan.yaml:3:7 (tasks[0].depends_on[0].on)",
        "  |",
        "3 |   水: [abcd]",
        "  |        ^^^^",
        "  = hint: did you mean <x>?",
    ]
    assert "^" not in REPORT.to_text()


def test_sarif_has_the_structure_of_version_2_1_0() -> None:
    log = json.loads(json.dumps(REPORT.to_sarif()))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "planmodel"
    assert [one["id"] for one in driver["rules"]] == [rule.code for rule in RULES]
    assert all(one["shortDescription"]["text"] and one["help"]["text"] for one in driver["rules"])
    first, second, third = run["results"]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "a%20b/plan.yaml"
    assert physical["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 11}
    assert second["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "goals[0]"}]}]
    assert third["locations"] == [{}]


def test_github_commands_are_one_line_each_and_escaped() -> None:
    lines = REPORT.to_github().splitlines()
    assert len(lines) == 3
    assert lines[0] == "::error file=a b/plan.yaml,line=3,col=7,title=PM101::about PM101%0Ahint: did you mean <x>?"
    assert lines[2] == "::notice title=PM402::about PM402"


def test_the_report_of_a_read_plan_names_its_files(tmp_path: Path) -> None:
    from planmodel.formats.native import read_plan

    file = tmp_path / "plan.yaml"
    file.write_text("planmodel: 1\nid: p\ntitle: P\ntasks:\n  - id: t\n    name: 水\n    done: 140 %\n", "utf-8")
    report = read_plan(file).check()
    (found,) = report.of("PM409")
    assert found.place == Place(file=str(file), line=7, column=11, length=5)
    assert found.path == "tasks[0].done"


def unserved(number: int) -> pm.Plan:
    tasks = [pm.Task(id=f"t{n}", name=f"任务{n}", evidence="assumed") for n in range(number)]
    return pm.Plan(id="p", title="P", elements=tasks)


def test_findings_that_say_the_same_are_told_once_with_their_count_and_programs_get_all() -> None:
    report = unserved(200).check()
    assert len(report.findings) == len(report.to_dict()["findings"]) == len(report.to_records()) == 200
    assert len(report.to_github().splitlines()) == 200
    told = "task 't0' contributes to no goal; and 199 more alike: t1, t2, t3, t4, t5, t6, …"
    for text in (repr(report), str(report), report.to_text(), report._repr_html_().replace("&#x27;", "'")):
        assert text.count("contributes to no goal") == 1
        assert told in text
        assert "200 warnings" in text
    chinese = report.in_language("zh")
    for text in (str(report.in_language("zh")), chinese.to_text(), report.to_text(language="zh")):
        assert text.count("另有199处相同：t1、t2、t3、t4、t5、t6、…") == 1


def test_two_of_a_kind_and_every_error_are_told_one_by_one() -> None:
    assert "alike" not in unserved(2).check().to_text()
    waits = [pm.Task(id=f"t{n}", name="x", depends_on=[f"t{n}"]) for n in range(5)]
    text = pm.Plan(id="p", title="P", elements=waits).check(select="PM1").to_text()
    assert text.count("error[") == 5


def test_a_plan_without_a_source_document_gets_one_finding_for_all_its_statements() -> None:
    plan = pm.Plan(id="p", title="P", elements=[pm.Goal(id=f"g{n}", name="x") for n in range(200)])
    assert [one.element for one in plan.check(select="PM201").findings] == [None]
