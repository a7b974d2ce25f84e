"""``planmodel agree``: a page for talking it through, and both files as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planmodel.cli.group import planmodel
from planmodel.formats.native import read_plan

TEXT = "清河县治水规划（2021—2025年）\n一、主要任务\n（一）清淤。清理河道，恢复行洪能力。（水利局负责）\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(planmodel, [str(one) for one in args])


@pytest.fixture
def coded(tmp_path: Path) -> tuple[Path, Path]:
    document = tmp_path / "规划.txt"
    document.write_text(TEXT, "utf-8")
    files = []
    for name in ("mine", "hers"):
        assert run("draft", document, "-o", tmp_path / name).exit_code == 0
        files.append(tmp_path / name / "plan.yaml")
    hers = files[1]
    hers.write_text(hers.read_text("utf-8").replace("name: 清淤", "name: 清理淤泥"), "utf-8")
    files[0].write_text(f"# mine\n{files[0].read_text('utf-8')}", "utf-8")
    return files[0], hers


def test_a_page_is_written_from_the_text_beside_the_first(coded: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("agree", *coded, "--page", tmp_path / "agree.html")
    assert result.exit_code == 0
    page = (tmp_path / "agree.html").read_text("utf-8")
    assert "清理河道，" in page
    assert "清理淤泥" in page


def test_both_become_one_file_and_what_differs_is_told(coded: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "mine" / "joined.yaml"
    result = run("agree", *coded, "--join", file)
    assert result.exit_code == 1
    assert "name: A says 清淤, B says 清理淤泥; A's word stands" in result.stderr
    assert [one.label() for one in read_plan(file).tasks] == ["清淤"]
    assert file.read_text("utf-8").startswith("# mine\n")
    again = run("agree", *coded, "--join", file)
    assert again.exit_code == 2
    assert "there already" in again.stderr


def test_files_that_differ_nowhere_join_with_exit_0(coded: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("agree", coded[0], coded[0], "--join", tmp_path / "mine" / "j.yaml").exit_code == 0
