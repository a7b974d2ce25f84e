"""A fault of planmodel's own is told in its place, with what failed and where, and everything else is there."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import NoReturn
from unittest import mock

import pytest

import planmodel as pm
from planmodel.check import RULES, Found, check, rule
from planmodel.check.scope import Scope
from planmodel.cli.group import run
from planmodel.faults import FaultWarning, attempt
from planmodel.functions import indicator_progress
from planmodel.results import ComparedRow

TARGET = pm.Target(year=2025, commitment=pm.Level(value="90 %"))


def plan(id: str = "p", **more: object) -> pm.Plan:
    indicators = [
        pm.Indicator(
            id=f"i-{metric}",
            name=metric,
            metric=metric,
            unit="%",
            better="higher",
            baseline=pm.Baseline(year=2020, value="80 %"),
            targets=[TARGET],
            observations=[pm.Observation(period=2025, value="91 %")],
        )
        for metric in ("a", "b")
    ]
    return pm.Plan(id=id, title=id, period="2021/2025", elements=[pm.Goal(id="g", name="Clean air"), *indicators])


def broken(*args: object, **options: object) -> NoReturn:
    raise KeyError("lost")


@rule("X001", "info", "a rule that fails at the second indicator")
def fails(scope: Scope) -> Iterator[Found]:
    """It finds something first."""
    for indicator in scope.indicators:
        if indicator.id == "i-b":
            broken()
        yield Found(indicator.id, "", "found before the fault")


def test_a_rule_that_fails_is_a_finding_about_that_rule_and_the_others_go_on() -> None:
    with pytest.warns(FaultWarning, match="rule X001 failed at i-b: KeyError: 'lost'"):
        report = check(plan(), rules=[fails, *RULES])
    [fault] = report.of("PM099")
    assert fault.severity == "error"
    assert fault.element == "i-b"
    assert fault.message.startswith("rule X001 failed at i-b: KeyError: 'lost' (")
    assert "report it" in (fault.hint or "")
    assert [one.element for one in report.of("X001")] == ["i-a"]
    assert report.of("PM302")
    assert not report.ok


def test_a_fault_is_an_error_where_warnings_are() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(FaultWarning, match="X001") as caught:
            check(plan(), rules=[fails])
    assert isinstance(caught.value.__context__, KeyError)


def test_an_error_that_the_caller_answers_is_no_fault() -> None:
    with pytest.raises(KeyError):
        attempt("it", broken, purposely=(KeyError,))
    with pytest.raises(KeyboardInterrupt):
        attempt("it", mock.Mock(side_effect=KeyboardInterrupt))


def test_an_indicator_at_which_progress_fails_has_that_as_its_reason() -> None:
    real = indicator_progress

    def sometimes(indicator: pm.Indicator, **options: object) -> object:
        return broken() if indicator.id == "i-a" else real(indicator, **options)  # type: ignore[arg-type]

    with (
        mock.patch("planmodel.tracking.run.indicator_progress", sometimes),
        pytest.warns(FaultWarning, match="progress of i-a failed"),
    ):
        followed = pm.progress(plan(), as_of=2025)
    assert [(one.status, one.reason) for one in followed.results] == [("unknown", "internal_fault"), ("met", None)]
    assert "KeyError" in (followed.results[0].message or "")


def test_a_metric_at_which_a_comparison_fails_says_so_in_its_rows() -> None:
    from planmodel.comparing.metric_table import MetricTable

    real = MetricTable.rows

    def sometimes(table: MetricTable) -> list[ComparedRow]:
        return broken() if table.key == "a" else real(table)

    with mock.patch.object(MetricTable, "rows", sometimes), pytest.warns(FaultWarning, match="comparison of a failed"):
        found = pm.compare([plan("p"), plan("q")], reference="p")
    assert [(one.metric, one.plan, one.value) for one in found.rows] == [
        ("a", "p", None),
        ("a", "q", None),
        ("b", "p", 90.0),
        ("b", "q", 90.0),
    ]
    assert all("KeyError" in (one.note or "") for one in found.rows[:2])


def test_a_pair_of_promises_at_which_a_cascade_fails_is_not_comparable_for_that_reason() -> None:
    with (
        mock.patch("planmodel.comparing.cascade.compare_commitments", broken),
        pytest.warns(FaultWarning, match="holding [ab] of p against q failed"),
    ):
        found = pm.cascade(plan("p"), plan("q"))
    assert {one.outcome for one in found.results} == {"not_comparable"}
    assert all("KeyError" in (one.reason or "") for one in found.results)


@pytest.mark.parametrize("part", ["indicator_rows", "kinds_in", "source_rows", "facts_of", "progress", "schedule"])
def test_a_section_that_fails_says_so_and_the_page_is_there(part: str) -> None:
    with (
        mock.patch(f"planmodel.views.report.plan_page.{part}", broken),
        pytest.warns(FaultWarning),
    ):
        page = plan().report(as_of=2025)
    assert "KeyError" in page
    assert "Clean air" in page
    assert page.rstrip().endswith("</html>")


def test_a_verb_that_fails_names_its_own_fault_and_ends_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    with mock.patch("planmodel.cli.schema.command.callback", broken), pytest.warns(FaultWarning):
        assert run(["schema"]) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "error: planmodel failed: KeyError: 'lost'" in said
    assert "report it" in said


def test_reading_checking_and_showing_a_good_plan_load_neither_pint_nor_networkx_nor_cattrs() -> None:
    code = (
        "import contextlib, io, sys\n"
        "from planmodel.cli.group import run\n"
        "from planmodel.examples import folder\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    for verb in ('check', 'show'): run([verb, str(folder('lianzhou') / 'plan.yaml')])\n"
        "print([name for name in ('pint', 'networkx', 'numpy', 'scipy', 'cattrs') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
