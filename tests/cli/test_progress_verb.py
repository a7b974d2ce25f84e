"""``planmodel progress``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planmodel.cli.progress import command

PLAN = """\
planmodel: 1
id: p
title: Plan
period: 2021/2025
base_year: 2020
goals:
  - {id: g, name: 空气, evidence: assumed}
indicators:
  - id: i
    name: 细颗粒物
    evidence: assumed
    unit: 微克/立方米
    better: lower
    measures: [g]
    baseline: {year: 2020, value: 50}
    targets: [{year: 2025, commitment: {kind: Level, value: 20}}]
"""
OVERLAY = """\
planmodel: 1
overlay: p
indicators:
  - {id: i, observations: [{period: 2023, value: 29}]}
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "plan.yaml", tmp_path / "measured.yaml"
    for path, text in zip(paths, (PLAN, OVERLAY), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def run(*args: object) -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args])


def test_measured_values_may_come_from_an_overlay(files: tuple[Path, Path]) -> None:
    plan, overlay = files
    without = json.loads(run(plan, "--as-of", "2023-12-31", "--format", "json").stdout)
    assert [(one["status"], one["reason"]) for one in without["results"]] == [("unknown", "no_observation")]
    for words in ((plan, overlay), (plan, "--overlay", overlay)):
        result = run(*words, "--as-of", "2023-12-31", "--format", "json")
        assert result.exit_code == 0, result.output
        record = json.loads(result.stdout)
        (one,) = record["results"]
        assert (one["indicator"], one["status"], one["attainment"], one["expected"]) == ("i", "on_track", 0.7, 0.6)
        assert [(goal["goal"], goal["satisfaction"]) for goal in record["goals"]] == [("g", 0.7)]


def test_the_text_names_status_and_reason(files: tuple[Path, Path]) -> None:
    plan, overlay = files
    shown = run(plan, "--as-of", "2023").stdout
    assert "progress of p on 2023-12-31, linear: 0 % to 100 % (coverage 0 %; incomplete)" in shown
    assert "i          细颗粒物  unknown; nothing was measured [no_observation]" in shown
    assert "on_track: 70 % of the way" in run(plan, overlay, "--as-of", "2023").stdout
    assert "70 % of the way, expected 0 %" in run(plan, overlay, "--as-of", "2023", "--trajectory", "step").stdout
    assert "measures: i" in run(plan, overlay, "--as-of", "2023", "--explain", "g").stdout


def test_the_day_is_needed(files: tuple[Path, Path]) -> None:
    assert run(files[0]).exit_code == 2
    assert run(files[0], "--as-of", "2023", "--trajectory", "cubic").exit_code == 2


def test_what_is_not_yet_met_is_one_word_before_its_reason(files: tuple[Path, Path]) -> None:
    plan, overlay = files
    text = PLAN.replace("    better: lower\n", "").replace("value: 20", "value: 20, comparator: at_most")
    plan.write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(command, [str(plan), str(overlay), "--as-of", "2023-12-31"]).output
    assert "i          细颗粒物  not_yet_met; nothing says which way is better [no_direction]" in shown
