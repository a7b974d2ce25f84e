"""Choosing rules: by code, by the beginning of codes, by severity, and by what an element says of itself."""

from __future__ import annotations

import pytest

from planmodel.check import RULES, Found, Scope, check, rule
from planmodel.errors import ModelError
from planmodel.model.kinds import Document, Goal, Indicator, Task
from planmodel.model.plan import Plan

PLAN = Plan(
    id="p",
    title="Plan",
    elements=[
        Document(id="d", name="D"),
        Goal(id="g", name="Clean air", sources=["d"]),
        Task(id="t", name="Buses", sources=["d"]),
        Indicator(id="i", name="PM2.5"),
    ],
)


def codes(**choice: object) -> list[str]:
    return [one.code for one in PLAN.check(**choice).findings]  # type: ignore[arg-type]


def test_select_and_ignore_choose_by_the_beginning_of_codes_and_the_longer_one_counts() -> None:
    everything = codes()
    assert everything == ["PM302", "PM201", "PM402", "PM303"]
    assert codes(select="PM3") == ["PM302", "PM303"]
    assert codes(ignore=["PM3", "pm402"]) == ["PM201"]
    assert codes(select=["PM302"], ignore=["PM3"]) == ["PM302"]
    assert codes(select=["PM3"], ignore=["PM302"]) == ["PM303"]
    assert codes(select=["PM302"], ignore=["PM302"]) == []


def test_severities_change_how_grave_a_finding_is() -> None:
    report = PLAN.check(severities={"PM30": "error", "PM303": "info"})
    assert {one.code: one.severity for one in report.findings}["PM302"] == "error"
    assert {one.code: one.severity for one in report.findings}["PM303"] == "info"
    assert not report.ok


def test_what_names_no_rule_is_refused_with_what_is_near() -> None:
    with pytest.raises(ModelError, match="select: 'PM30x' is the beginning of no rule's code"):
        codes(select="PM30x")
    with pytest.raises(ModelError, match="ignore: 'X1'"):
        codes(ignore=["X1"])
    with pytest.raises(ModelError, match="ignore: ''"):
        codes(ignore=[""])
    with pytest.raises(ModelError, match="severities: 'grave' of PM302"):
        codes(severities={"PM302": "grave"})


def test_an_element_is_left_alone_by_the_rules_that_it_ignores_and_the_report_counts_them() -> None:
    given = PLAN.replace("i", ignore=["PM40"]).replace("g", ignore="PM302")
    report = given.check()
    assert [one.code for one in report.findings] == ["PM201", "PM303"]
    assert report.checked["ignored"] == 2
    assert "2 ignored" in str(report)


def test_an_ignore_that_names_no_rule_is_a_finding_and_a_rule_of_ones_own_counts_when_it_runs() -> None:
    @rule("X001", "info", "anything")
    def anything(scope: Scope):  # type: ignore[no-untyped-def]
        """Speak of every goal."""
        for goal in scope.plan.goals:
            yield Found(goal.id, "", "a goal")

    given = PLAN.replace("g", ignore=["X001", "PM302"])
    (finding,) = check(given, select="PM307").findings
    assert (finding.element, finding.path) == ("g", "goals[0].ignore[0]")
    assert check(given, rules=(*RULES, anything), select=["PM307", "X001"]).findings == ()
