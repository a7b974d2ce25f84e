"""``planmodel check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planmodel.cli.group import planmodel

CLEAN = """\
planmodel: 1
id: p
title: 规划
goals:
  - {id: g, name: 空气, evidence: assumed}
tasks:
  - {id: t, name: 植树, evidence: assumed, contributes_to: [g]}
"""
CIRCLE = CLEAN + "  - {id: u, name: 验收, evidence: assumed, contributes_to: [g], depends_on: [v]}\n"
CIRCLE += "  - {id: v, name: 移交, evidence: assumed, contributes_to: [g], depends_on: [u]}\n"
WARNED = CLEAN.replace(", contributes_to: [g]", "")
BROKEN = CLEAN.replace("name: 植树", "nmae: 植树") + "  - {id: t, name: 再植, period: 2021-13}\n"
BROKEN += "  - {id: u, name: 管护, evidence: assumed, contributes_to: [gg]}\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(planmodel, ["check", *map(str, args)])


def written(folder: Path, text: str, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_plan_is_exit_0_and_a_line_on_stderr(tmp_path: Path) -> None:
    result = run(written(tmp_path, CLEAN))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "checked 1 plan with 2 elements: nothing found\n"


def test_an_error_is_exit_1_and_shows_its_line_with_carets(tmp_path: Path) -> None:
    path = written(tmp_path, CIRCLE)
    result = run(path)
    assert result.exit_code == 1
    assert "error[PM" in result.stdout
    assert f"--> {path}:" in result.stdout
    assert "depends_on: [v]" in result.stdout
    assert "^" in result.stdout
    assert "1 error" in result.stderr


def test_the_threshold_decides_about_exit_1(tmp_path: Path) -> None:
    path = written(tmp_path, WARNED)
    assert run(path).exit_code == 0
    assert "warning[" in run(path).stdout
    assert run(path, "--fail-on", "warning").exit_code == 1
    assert run(path, "--fail-on", "info").exit_code == 1


def test_a_file_with_mistakes_is_exit_2_and_shows_all_of_them(tmp_path: Path) -> None:
    result = run(written(tmp_path, BROKEN))
    assert result.exit_code == 2
    for told in ("did you mean name", "2021-13", "'gg'", "is taken"):
        assert told in result.stdout


def test_no_problem_is_told_twice(tmp_path: Path) -> None:
    found = json.loads(run(written(tmp_path, BROKEN), "--format", "json").stdout)["findings"]
    seen = [(one["line"], one["column"], one["message"]) for one in found]
    assert len(seen) == len(set(seen))
    assert sum("'gg'" in one["message"] for one in found) == 1


def test_json_has_the_promised_keys(tmp_path: Path) -> None:
    path = written(tmp_path, CIRCLE)
    result = run(path, "--format", "json")
    record = json.loads(result.stdout)
    assert result.stderr == ""
    assert record["ok"] is False
    assert record["checked"]
    assert all(isinstance(count, int) for count in record["checked"].values())
    finding = record["findings"][0]
    assert {"code", "severity", "message", "file", "line", "column", "path", "hint"} <= set(finding)
    assert finding["file"] == str(path)
    assert isinstance(finding["line"], int)
    assert json.loads(run(written(tmp_path, CLEAN), "--format", "json").stdout)["ok"] is True


def test_sarif_names_the_rules_that_it_uses(tmp_path: Path) -> None:
    log = json.loads(run(written(tmp_path, BROKEN), "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (sarif_run,) = log["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    assert sarif_run["results"]
    for result in sarif_run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_github_annotations_name_file_and_line(tmp_path: Path) -> None:
    result = run(written(tmp_path, CIRCLE), "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=")
    assert ",line=" in result.stdout


def test_each_plan_is_checked_on_its_own_and_the_worst_decides(tmp_path: Path) -> None:
    clean, circle = written(tmp_path, CLEAN, "a.yaml"), written(tmp_path, CIRCLE, "b.yaml")
    assert run(clean, circle).exit_code == 1
    assert "checked 2 plans with 6 elements: 1 error" in run(clean, circle).stderr
    assert run(clean, tmp_path / "missing.yaml", circle).exit_code == 2
    record = json.loads(run(clean, circle, "--format", "json").stdout)
    assert [plan["file"] for plan in record["plans"]] == [str(clean), str(circle)]
    single = json.loads(run(circle, "--format", "json").stdout)
    assert len(record["findings"]) == len(single["findings"])


def test_an_overlay_is_checked_with_its_plan(tmp_path: Path) -> None:
    over = "planmodel: 1\noverlay: p\ntasks:\n  - {id: t, depends_on: [t]}\n"
    path = written(tmp_path, CLEAN)
    assert run(path).exit_code == 0
    result = run(path, "--overlay", written(tmp_path, over, "over.yaml"))
    assert result.exit_code == 1
    assert "over.yaml:4" in result.stdout


@pytest.mark.parametrize("format", ["text", "json", "github", "sarif"])
def test_hostile_names_leave_no_control_character(tmp_path: Path, format: str) -> None:
    text = CIRCLE.replace("验收", '"<script>\\e[2J\\u202e\\nx"').replace("移交", '"%0A::error::"')
    result = run(written(tmp_path, text), "--format", format)
    assert result.exit_code == 1
    assert all(character.isprintable() or character == "\n" for character in result.stdout)


def test_a_kind_of_ones_own_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = """
from typing import ClassVar
import attrs
from planmodel import Element, Link, as_links, relation

@attrs.frozen(kw_only=True)
class Risk(Element):
    kind: ClassVar[str] = "risk"
    plural: ClassVar[str] = "risks"
    threatens: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("task"))
"""
    written(tmp_path, module, "own_risks.py")
    path = written(tmp_path, CLEAN + "risks:\n  - {id: r, name: 洪水, evidence: assumed, threatens: [t]}\n")
    monkeypatch.chdir(tmp_path)
    assert run(path).exit_code == 2
    result = run(path, "--vocabulary", "own_risks:Risk")
    assert result.exit_code == 0, result.output


def test_a_folder_of_plan_files_is_every_plan_in_it(tmp_path: Path) -> None:
    for id in ("a", "b"):
        (tmp_path / f"{id}.yaml").write_text(f"planmodel: 1\nid: {id}\ntitle: {id}\n", encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "checked 2 plans with 0 elements" in result.stderr
    one = run(tmp_path / "a.yaml")
    assert "checked 1 plan with 0 elements" in one.stderr


def test_a_folder_without_any_plan_says_what_one_holds(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "plan.csv" in result.stdout


def test_a_missing_file_is_no_plan_that_was_checked(tmp_path: Path) -> None:
    missing = run(tmp_path / "nope.yaml")
    assert (missing.exit_code, missing.stderr) == (2, "no plan checked: 1 error\n")
    both = run(written(tmp_path, CLEAN), tmp_path / "nope.yaml")
    assert (both.exit_code, both.stderr) == (2, "checked 1 plan with 2 elements, 1 not read: 1 error\n")
