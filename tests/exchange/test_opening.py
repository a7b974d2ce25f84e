"""The command opens other programs' files by what they hold, and says what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import planmodel as pm
from planmodel.cli.convert import command

STRATML = (
    "<StrategicPlan xmlns='http://www.stratml.net'><Name>Water</Name><StrategicPlanCore><Risk>Flood</Risk>"
    "<Goal><Name>Rivers</Name></Goal></StrategicPlanCore></StrategicPlan>"
)
PROJECT = (
    "<Project xmlns='http://schemas.microsoft.com/project'><Title>Dam</Title><Tasks><Task><UID>1</UID><Name>Dig</Name>"
    "</Task></Tasks></Project>"
)


@pytest.mark.parametrize(("text", "id"), [(STRATML, "goal-1"), (PROJECT, "t-1")])
def test_convert_reads_another_programs_xml(tmp_path: Path, text: str, id: str) -> None:
    (tmp_path / "in.xml").write_text(text)
    ran = CliRunner().invoke(command, [str(tmp_path / "in.xml"), str(tmp_path / "out.yaml")], catch_exceptions=False)
    assert ran.exit_code == 0
    assert pm.read_plan(tmp_path / "out.yaml").get(id) is not None


def test_convert_says_what_was_left_out_and_what_stratml_cannot_hold(tmp_path: Path) -> None:
    (tmp_path / "in.xml").write_text(STRATML)
    ran = CliRunner().invoke(command, [str(tmp_path / "in.xml"), str(tmp_path / "p.json")], catch_exceptions=False)
    assert "Risk is not read" in ran.stderr
    (tmp_path / "dam.xml").write_text(PROJECT)
    ran = CliRunner().invoke(command, [str(tmp_path / "dam.xml"), str(tmp_path / "p.xml")], catch_exceptions=False)
    assert "1 task elements are not written" in ran.stderr
