"""``planmodel convert``."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planmodel.cli.group import planmodel
from planmodel.formats.native import read_plan

PLAN = """\
planmodel: 1
id: p
title: {zh: 规划, en: Plan}
goals:
  - {id: g, name: "空气, \\"好\\"\\n", evidence: assumed}
tasks:
  - {id: t, name: 植树, evidence: assumed, contributes_to: [{to: g, strength: 0.5}], duration: 18 月}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(planmodel, ["convert", *map(str, args)])


def test_there_and_back_through_every_format_is_the_same_plan(plan: Path, tmp_path: Path) -> None:
    steps = [plan, tmp_path / "a.json", tmp_path / "tables", tmp_path / "b.yml"]
    for source, target in pairwise(steps):
        result = run(source, target)
        assert result.exit_code == 0, result.output
    assert read_plan(steps[-1]) == read_plan(plan)


def test_what_is_there_is_overwritten_by_force_only(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("precious", encoding="utf-8")
    result = run(plan, out)
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert out.read_text(encoding="utf-8") == "precious"
    assert run(plan, out, "--force").exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == "p"


def test_a_folder_that_holds_something_is_not_written_into(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    assert run(plan, folder).exit_code == 0
    assert run(plan, folder).exit_code == 2


def test_an_unknown_suffix_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.yaml", tmp_path / "plan.docx")
    assert result.exit_code == 2
    assert ".docx" in result.stderr


def test_a_plan_with_mistakes_leaves_nothing_behind(plan: Path, tmp_path: Path) -> None:
    plan.write_text(PLAN.replace("name: 植树", "nmae: 植树"), encoding="utf-8")
    result = run(plan, tmp_path / "out.json")
    assert result.exit_code == 2
    assert "did you mean name?" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_an_overlay_is_laid_over_what_is_written(plan: Path, tmp_path: Path) -> None:
    over = tmp_path / "over.yaml"
    over.write_text("planmodel: 1\noverlay: p\ntasks:\n  - {id: t, done: 40 %}\n", encoding="utf-8")
    assert run(plan, tmp_path / "out.yaml", "--overlay", over).exit_code == 0
    assert "done: 40 %" in (tmp_path / "out.yaml").read_text(encoding="utf-8")


def test_a_dash_is_standard_output_and_no_folder(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(plan, "-")
    assert result.exit_code == 0
    assert "id: p" in result.stdout
    assert not (tmp_path / "-").exists()
    for verb in (["new", "-"], ["corpus", "build", "-", str(plan)], ["corpus", "build", str(plan), "-"]):
        assert CliRunner().invoke(planmodel, verb).exit_code == 2
    assert not (tmp_path / "-").exists()
