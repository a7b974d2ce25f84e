"""``planmodel read-table`` prints a table with its doubts, or writes a plan of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.cli.group import run

INDICATORS = "表1 主要指标\n指标,单位,2020年现状,2025年目标\n森林覆盖率,%,58,60\n甲,%,1,\n"
PROJECTS = "项目名称,总投资（万元）,责任单位\n污水处理厂,1200,市水利局\n合计,1300,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(INDICATORS, encoding="utf-8")
    return path


def test_indicators_are_shown_with_every_doubt(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read-table", str(table)]) == 0
    shown = capsys.readouterr().out
    assert "ind-forest-cover" in shown
    assert "t.csv:4: warning[PM020]: 甲 has no target" in shown


def test_a_plan_is_written_and_not_overwritten(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = table.with_name("plan.yaml")
    words = ["read-table", str(table), "-o", str(target)]
    assert run(words) == 0
    assert "甲 has no target" in capsys.readouterr().err
    plan = pm.read_plan(target)
    assert plan.title == "表1 主要指标"
    assert [one.name for one in plan.indicators] == ["森林覆盖率", "甲"]
    assert run(words) == 2
    assert run([*words, "--force"]) == 0
    assert run([*words[:-1], str(table.with_name("plan.docx"))]) == 2


def test_projects_are_read_with_their_sums(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text(PROJECTS, encoding="utf-8")
    assert run(["read-table", str(table), "--as", "projects", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["plan"]["projects"]] == ["污水处理厂"]
    assert "add up to 1200 万元" in found["doubts"][0]["message"]


def test_what_cannot_be_read_ends_with_2(table: Path) -> None:
    assert run(["read-table", str(table), "--as", "projects"]) == 2
    assert run(["read-table", str(table.with_name("missing.csv"))]) == 2


def test_plans_of_several_tables_have_ids_of_their_own(table: Path) -> None:
    written = [table.with_name(name) for name in ("qinghe.yaml", "青河县.yaml", "黔江区.json")]
    for path in written:
        assert run(["read-table", str(table), "-o", str(path)]) == 0
    ids = [pm.read_plan(path).id for path in written]
    assert ids[0] == "qinghe"
    assert len(set(ids)) == 3
    assert not pm.PlanSet.read(written).findings


def test_an_annex_of_projects_read_as_indicators_says_how_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "annex.csv"
    path.write_text(PROJECTS, encoding="utf-8")
    run(["read-table", str(path)])
    shown = capsys.readouterr()
    assert "--as projects" in shown.out + shown.err
    path.write_text("序号,重点工程,建设内容,投资\n1,管网工程,敷设,300\n", encoding="utf-8")
    assert run(["read-table", str(path)]) == 2
    assert "--as projects" in capsys.readouterr().err
    path.write_text(INDICATORS, encoding="utf-8")
    assert run(["read-table", "--as", "projects", str(path)]) == 2
    assert "--as indicators" in capsys.readouterr().err
