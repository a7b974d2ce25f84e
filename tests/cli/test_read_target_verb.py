"""``planmodel read-target`` tells what phrases promise, as a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planmodel.cli.group import run


def records(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert run(["read-target", *words, "--format", "json"]) == 0
    results: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["results"]
    return results


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥90%", {"kind": "Level", "comparator": "at_least", "value": 90, "unit": "%"}),
        ("达到95.5%", {"kind": "Level", "value": 95.5, "unit": "%"}),
        ("55～60%", {"kind": "Level", "comparator": "between", "value": 55, "high": 60, "unit": "%"}),
        ("完成省下达任务", {"kind": "Assigned", "by": "省"}),
        ("持续改善", {"kind": "Qualitative", "trend": "improve"}),
        ("达到或优于Ⅲ类", {"kind": "Grade", "comparator": "at_least", "grade": "Ⅲ"}),
        ("达到全国平均水平", {"kind": "RelativeTo", "scope": "全国", "statistic": "mean"}),
    ],
)
def test_each_kind_has_the_keys_that_programs_read(
    capsys: pytest.CaptureFixture[str], text: str, expected: dict[str, Any]
) -> None:
    assert records(capsys, text) == [{"text": text, "targets": [expected]}]


def test_stretch_parts_years_and_reasons_are_in_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    change, compound, years, unread = records(
        capsys, "比2020年下降14%,力争14.5%", "≥55%且不降低", "2023年达到85%，2025年达到90%", "11⠥"
    )
    [target] = change["targets"]
    assert (target["direction"], target["since"], target["per"]) == ("decrease", 2020, "total")
    assert target["stretch"]["value"] == 14.5
    assert [part["kind"] for part in compound["targets"][0]["parts"]] == ["Level", "Qualitative"]
    assert [target["year"] for target in years["targets"]] == [2023, 2025]
    assert unread["targets"][0]["kind"] == "Unread"
    assert "⠥" in unread["targets"][0]["reason"]


def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read-target", "达到90%", "分别下降8%、10%以上", "--base-year", "2020"]) == 0
    assert capsys.readouterr().out == (
        "达到90%              90 %\n"
        "分别下降8%、10%以上  falls by 8 % since 2020\n"
        "                     falls by at least 10 % since 2020\n"
    )


def test_a_column_of_a_file_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "targets.csv"
    table.write_text("指标,目标值\n森林覆盖率,≥58.9%\n空,\n空气,持续改善\n", encoding="utf-8-sig")
    found = records(capsys, "--from", str(table), "--column", "目标值")
    assert [one["text"] for one in found] == ["≥58.9%", "持续改善"]
    lines = tmp_path / "targets.txt"
    lines.write_text("≥1%\n\n≤2%\n", encoding="utf-8")
    assert len(records(capsys, "--from", str(lines))) == 2


def test_a_text_file_is_searched_and_each_promise_has_its_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "plan.txt"
    page.write_text("主要目标\n到2025年，森林覆盖率达到24.1%。\n完善制度。\n", encoding="utf-8")
    [result] = records(capsys, str(page))
    assert (result["line"], result["column"], result["text"]) == (2, 8, "森林覆盖率达到24.1%")
    assert result["targets"] == [{"kind": "Level", "value": 24.1, "unit": "%", "year": 2025, "subject": "森林覆盖率"}]
    assert run(["read-target", "--text", str(page)]) == 0
    assert capsys.readouterr().out == f"{page}:2:8  森林覆盖率达到24.1% 森林覆盖率: 2025: 24.1 %\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "nothing to read"),
        (["--text", "missing.txt"], "o such file"),
        (["--from", "missing.csv", "--column", "x"], "o such file"),
        (["--from", "table.csv"], "which column"),
        (["--from", "table.csv", "--column", "目标"], "did you mean 目标值"),
        (["--from", "latin.csv", "--column", "x"], "not UTF-8"),
        (["≥1", "--year", "0"], "is no year"),
    ],
)
def test_bad_usage_is_one_message(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text("指标,目标值\na,b\n", encoding="utf-8")
    (tmp_path / "latin.csv").write_bytes(b"x\n\xb5\xff\n")
    assert run(["read-target", *words]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_text_file_that_is_not_there_is_no_phrase(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["read-target", str(tmp_path / "plan.txt"), "≥90%"]) == 2
    assert "there is no file" in capsys.readouterr().err
