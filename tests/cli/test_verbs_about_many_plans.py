"""compare, diff, coverage and corpus on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.cli.group import run

ROOT = Path(__file__).parents[2]
COUNTIES = str(ROOT / "examples" / "counties" / "*.yaml")


def said(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    assert run([*args]) == code
    told = capsys.readouterr()
    return told.out, told.err


def test_compare_prints_rows_as_text_json_and_csv(capsys: pytest.CaptureFixture[str]) -> None:
    args = ("compare", COUNTIES, "--reference", "nation-esr-145", "--metric", "energy-intensity")
    text, _ = said(capsys, *args)
    assert "qianjiang-esr-145" in text
    assert "+1" in text
    whole = json.loads(said(capsys, *args, "--format", "json")[0])
    [row] = [row for row in whole["rows"] if row["plan"] == "qianjiang-esr-145"]
    assert {"metric", "plan", "value", "unit", "reference", "difference", "relative", "note"} <= set(row)
    assert (row["value"], row["difference"]) == (14.5, 1.0)
    rows = list(csv.DictReader(io.StringIO(said(capsys, *args, "--format", "csv")[0])))
    assert [one["value"] for one in rows if one["plan"] == "qianjiang-esr-145"] == ["14.5"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_compared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("planmodel: 1\nid: x\ntitle: x\ngoalz: []\n", encoding="utf-8")
    pm.Plan(id="good", title="Good").to_yaml(tmp_path / "good.yaml")
    out, err = said(capsys, "compare", str(tmp_path), code=1)
    assert "1 plan by metric" in out
    assert "bad.yaml:4:1: error[PM002]" in err
    _, err = said(capsys, "compare", str(tmp_path / "bad.yaml"), code=2)
    assert "none of the files holds a plan" in err
    _, err = said(capsys, "compare", "nowhere*.yaml", code=2)
    assert "no plan file is called so" in err
    _, err = said(capsys, "compare", COUNTIES, "--reference", "nation", code=2)
    assert "did you mean nation-esr-145" in err


def test_coverage_tells_who_speaks_of_what(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "coverage", COUNTIES)
    assert "energy-total" in out
    found = json.loads(said(capsys, "coverage", COUNTIES, "--by", "kind", "--format", "json")[0])
    wanted = {"plan": "nation-esr-145", "place": "全国", "kind": "indicator", "name": "indicator", "count": 6}
    assert any(wanted.items() <= row.items() for row in found["rows"])


def test_diff_prints_changes_and_exits_with_one_when_there_are_any(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    old = pm.Plan(id="p", title="Plan", elements=[pm.Task(id="t", name="植树")])
    old.to_yaml(tmp_path / "old.yaml")
    old.replace("t", name="植树造林").to_yaml(tmp_path / "new.yaml")
    files = (str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"))
    out, _ = said(capsys, "diff", files[0], files[0])
    assert out.strip() == "p and p: no difference"
    out, _ = said(capsys, "diff", *files, code=1)
    assert "植树造林" in out
    found = json.loads(said(capsys, "diff", *files, "--format", "json", "--no-match", code=1)[0])
    assert found["changed"][0]["fields"] == [{"path": "name", "old": "植树", "new": "植树造林"}]
    out, _ = said(capsys, "diff", *files, "--format", "csv", code=1)
    assert out.splitlines()[0] == "what,kind,id,field,old,new"


def test_a_corpus_is_built_and_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("ibis")
    out = str(tmp_path / "out")
    _, err = said(capsys, "corpus", "build", COUNTIES, out)
    assert "3 plans added" in err
    told = json.loads(
        said(capsys, "corpus", "query", out, "compare", "--reference", "nation-esr-145", "--format", "json")[0]
    )
    row = [one for one in told["rows"] if (one["metric"], one["plan"]) == ("energy-intensity", "qianjiang-esr-145")]
    assert row[0]["difference"] == 1.0
    for question in ("matrix", "statistics", "coverage", "specificity", "shape", "plans"):
        assert len(said(capsys, "corpus", "query", out, question, "--limit", "1")[0].splitlines()) == 2
    text, _ = said(capsys, "corpus", "query", out, "ambition", "--metric", "energy-intensity")
    assert "%/年" in text
    text, _ = said(capsys, "corpus", "query", out, "--sql", "select count(*) as n from plans", "--format", "csv")
    assert text.split() == ["n", "3"]
    assert "no rows" in said(capsys, "corpus", "query", out, "matrix", "--of", "observations")[0]
    part = next((tmp_path / "out").rglob("elements/**/*.parquet"))
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    assert "PM702" in said(capsys, "corpus", "query", out, "plans", code=1)[1]


def test_questions_that_cannot_be_asked_say_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("ibis")
    out = str(tmp_path / "out")
    said(capsys, "corpus", "build", COUNTIES, out)
    assert "--metric pm25" in said(capsys, "corpus", "query", out, "ambition", code=2)[1]
    assert "or --sql" in said(capsys, "corpus", "query", out, code=2)[1]
    assert "refuses this query" in said(capsys, "corpus", "query", out, "--sql", "select", code=2)[1]
    assert "no corpus.json" in said(capsys, "corpus", "query", str(tmp_path), "plans", code=2)[1]


def test_a_file_that_is_named_twice_is_read_once_and_that_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(tmp_path / "good.yaml")
    pm.Plan(id="good", title="Good").to_yaml(path)
    out, err = said(capsys, "compare", path, path)
    assert "1 plan by metric" in out
    assert "good.yaml is named 2 times and read once" in err
