"""``planmodel cascade`` prints the comparison as a table or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planmodel.cli.group import run

HERE = Path(__file__).parents[2] / "examples" / "counties"
FILES = [str(HERE / f"{name}.yaml") for name in ("qianjiang", "chongqing", "nation")]


def test_people_get_a_table_and_programs_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cascade", *FILES]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[0].split()[:3] == ["metric", "child", "promise"]
    assert "0.57% of it" in shown
    assert run(["cascade", *FILES, "--format", "json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert len(results) == 10
    assert results[0]["outcome"] == "stricter"


def test_one_plan_is_not_enough_and_a_missing_file_is_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cascade", FILES[0]]) == 2
    assert run(["cascade", FILES[0], "missing.yaml"]) == 2
    assert "no such file" in capsys.readouterr().err
