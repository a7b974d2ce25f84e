"""Texts that a spreadsheet would run are written so that it does not, and are read as they were."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.cells import csv_text, is_formula, plain_cell, safe_cell
from planmodel.cli.many import put_records

RUN = ("=1+1", "+1 and more", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－2", '=HYPERLINK("http://x","y")', "-3 天")
KEPT = ("-3.5", "+4", "-1e5", "-20%", "a=1", "'tis", "", "’=1", "—")
GUARDED = ("'=1", "''=1", "'-5")


@pytest.mark.parametrize("text", [*RUN, *GUARDED])
def test_what_would_be_run_gets_an_apostrophe_and_loses_it_again(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", KEPT)
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text == plain_cell(text)


@given(st.text(st.sampled_from("'=+-@\t1a＝.% "), max_size=8))
def test_every_text_comes_back_and_none_that_is_written_is_run(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert not is_formula(safe_cell(text))


def plan() -> pm.Plan:
    goals = [
        pm.Goal(id=f"g{n}", name=text.strip() or "x", note=text)
        for n, text in enumerate((*RUN, *GUARDED, *KEPT))
        if text
    ]
    indicator = pm.Indicator(
        id="i",
        name="=1+1",
        unit="万吨",
        baseline=pm.Baseline(year=2020, value=-3),
        observations=[pm.Observation(period=2023, value="-2.5")],
    )
    return pm.Plan(id="p", title={"zh": "@甲", "en": "=A"}, elements=[*goals, indicator])


def test_a_folder_of_tables_holds_no_formula_and_reads_back_equal(tmp_path: Path) -> None:
    plan().to_tables(tmp_path)
    assert pm.read_plan(tmp_path) == plan()
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert [cell for row in csv.reader(stream) for cell in row if is_formula(cell)] == []
    with (tmp_path / "observations.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(iter(csv.DictReader(stream)))["value"] == "-2.5"  # a number stays one


def test_what_the_command_writes_as_csv_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, Any]] = [{"plan": text, "value": -1.5, "ok": True, "none": None} for text in RUN]
    put_records(rows, "csv", None, "", ["plan", "value", "ok", "none"])
    read = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [plain_cell(row["plan"]) for row in read] == list(RUN)
    assert [row for row in read if is_formula(row["plan"])] == []
    assert {(row["value"], row["ok"], row["none"]) for row in read} == {("-1.5", "True", "")}


def test_a_table_of_tasks_reads_its_csv_and_excel_texts_as_they_were(tmp_path: Path) -> None:
    from planmodel.phrases.tables.task_table import read_task_table

    path = tmp_path / "tasks.csv"
    path.write_text(csv_text(["ID", "Task", "Duration"], [{"ID": "1", "Task": "=1+1", "Duration": "3 天"}]), "utf-8")
    assert [str(one.name) for one in read_task_table(path).tasks] == ["=1+1"]
    openpyxl = pytest.importorskip("openpyxl")
    made = pm.Plan(id="p", title="P", elements=[pm.Task(id="t", name="=1+1", duration="3 天")])
    pm.schedule(made).to_excel(tmp_path / "tasks.xlsx")
    assert [str(one.name) for one in read_task_table(tmp_path / "tasks.xlsx").tasks] == ["=1+1"]
    cell = openpyxl.load_workbook(tmp_path / "tasks.xlsx")["schedule"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
