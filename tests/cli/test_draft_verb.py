"""``planmodel draft``: a document in, a folder with a plan out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planmodel.cli.group import planmodel
from planmodel.formats.native import read_plan

TEXT = "清河县治水规划（2021—2025年）\n一、主要任务\n（一）清淤。清理河道，恢复行洪能力。（水利局负责）\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(planmodel, [str(one) for one in args])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "规划.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_a_document_becomes_a_folder_with_a_plan_its_text_and_its_record(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "qinghe"
    result = run("draft", document, "-o", folder)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "wrote " in result.stderr
    assert sorted(one.name for one in folder.iterdir()) == ["draft.json", "plan.yaml", "source.txt"]
    assert [one.label() for one in read_plan(folder / "plan.yaml").tasks] == ["清淤"]


def test_a_page_is_written_beside_the_plan(document: Path, tmp_path: Path) -> None:
    assert run("draft", document, "-o", tmp_path / "q", "--page").exit_code == 0
    assert "清淤" in (tmp_path / "q" / "draft.html").read_text("utf-8")


def test_without_a_folder_the_draft_is_shown(document: Path) -> None:
    result = run("draft", document)
    assert result.exit_code == 0
    assert result.stdout.startswith("draft of 清河县治水规划（2021—2025年）: ")


def test_the_draft_as_json_has_the_plan_the_doubts_and_the_record(document: Path) -> None:
    shown = json.loads(run("draft", document, "--format", "json", "--id", "qinghe").stdout)
    assert shown["plan"]["id"] == "qinghe"
    assert {"plan", "doubts", "record", "source", "draft"} == set(shown)


def test_what_cannot_be_drafted_or_written_is_exit_2(document: Path, tmp_path: Path) -> None:
    assert run("draft", tmp_path / "away.txt").exit_code == 2
    assert run("draft", document, "--page").exit_code == 2
    (tmp_path / "plan.yaml").write_text("mine", "utf-8")
    result = run("draft", document, "-o", tmp_path)
    assert result.exit_code == 2
    assert "there already" in result.stderr
    assert (tmp_path / "plan.yaml").read_text("utf-8") == "mine"


def test_rules_explains_the_doubts_of_drafts() -> None:
    result = run("rules", "pm802")
    assert result.exit_code == 0
    assert "a number that is missing among the headings" in result.stdout


def test_drafting_again_into_a_folder_keeps_what_was_corrected_and_lists_conflicts(
    document: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "q"
    assert run("draft", document, "-o", folder).exit_code == 0
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("number: （一）", "number: 其一  # mine"), "utf-8")
    assert run("draft", document, "--into", folder).exit_code == 0
    assert "number: 其一  # mine" in plan.read_text("utf-8")
    document.write_text(TEXT.replace("（一）", "1."), "utf-8")
    run("draft", document, "--into", folder)
    document.write_text(TEXT.replace("（一）", "（二）"), "utf-8")
    assert run("draft", document, "-o", folder, "--into", folder).exit_code == 2
    assert "number: 其一  # mine" in plan.read_text("utf-8")


def test_drafting_again_tells_what_is_new_what_is_gone_and_what_is_in_doubt(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "q"
    assert run("draft", document, "-o", folder).exit_code == 0
    document.write_text(TEXT.replace("（一）清淤。", "（一）造林。"), "utf-8")
    said = run("draft", document, "--into", folder).stderr.splitlines()
    assert any(one.startswith("removed: the document has it no more: task ") and "“清淤”" in one for one in said)
    assert any(one.startswith("new: task ") and "“造林”" in one for one in said)
    assert said[-1].endswith("; 2 new, 2 removed")
