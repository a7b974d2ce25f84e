"""The three lists as Excel and Word: heads with units, numbers as numbers, texts that stay texts, both languages."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import MissingExtraError, PlanModelError
from planmodel.parts import MultilingualText

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

openpyxl = pytest.importorskip("openpyxl")
docx = pytest.importorskip("docx")


def evaluation(**more: Any) -> Any:
    water = pm.Indicator(
        id="i-water",
        name=MultilingualText({"zh": "优良水体比例", "en": "Good water"}),
        unit="%",
        better="higher",
        obligation="binding",
        baseline={"year": 2020, "value": 60},
        targets=[pm.read_target("70", unit="%", year=2025)],
        observations=[{"period": 2023, "value": 65}],
    )
    formula = pm.Indicator(id="i-odd", name="=1+1", unit="吨", targets=[pm.read_target("5", unit="吨", year=2025)])
    task = pm.Task(id="t", name="=HYPERLINK(1)", finish_by="2023-06", done="40 %", responsible=["o"])
    pipes = pm.Project(
        id="p-pipes",
        name="管网",
        cost=pm.Cost(total="1.2 亿元", spent=[{"period": "2021/2022", "amount": "3000 万元"}]),
        started="2021-03",
    )
    other = pm.Project(id="p-other", name="湿地", cost=pm.Cost(total="800 万元"))
    body = pm.Organization(id="o", name="县水务局")
    plan = pm.Plan(
        id="p", title="规划", period="2021/2025", base_year=2020, elements=[water, formula, task, pipes, other, body]
    )
    return pm.evaluate(plan, as_of="2023-12-31", **more)


def sheets(found: Any, path: Path, language: str | None = None) -> Any:
    found.to_excel(path, language=language)
    return openpyxl.load_workbook(path)


def column(sheet: Any, head: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)].value for row in sheet.iter_rows(min_row=2)]


def test_a_sheet_a_list_with_units_in_heads_and_numbers_as_numbers(tmp_path: Path) -> None:
    book = sheets(evaluation(), tmp_path / "lists.xlsx")
    assert book.sheetnames == ["Indicators", "Tasks", "Projects", "Notes"]
    indicators, tasks, projects = (book[name] for name in book.sheetnames[:3])
    assert column(indicators, "Indicator") == ["Good water", "=1+1"]
    assert column(indicators, "Baseline") == [60, None]
    assert column(indicators, "Value") == [65, None]
    assert column(indicators, "Share of time (%)") == [60, None]
    assert column(indicators, "Share of the way (%)") == [50, None]
    assert column(indicators, "Verdict") == ["behind", "no data"]
    assert column(indicators, "Obligation") == ["binding", None]
    assert [one.date() for one in column(tasks, "Due")] == [dt.date(2023, 6, 30)]
    assert column(tasks, "Done (%)") == [40]
    assert (column(tasks, "Late"), column(tasks, "Lead"), column(tasks, "State")) == (
        ["yes"],
        ["县水务局"],
        ["in progress"],
    )
    unit = str(evaluation().cost.total.unit)
    costs = column(projects, f"Cost ({unit})")
    assert costs[-1] == sum(costs[:-1]) == pytest.approx(float(pm.Amount("1.28 亿元").to(unit).magnitude))
    spent = column(projects, f"Spent ({unit})")
    assert spent[0] == spent[-1] == pytest.approx(float(pm.Amount("3000 万元").to(unit).magnitude))
    assert column(projects, "Spent share (%)")[0] == 25
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    notes = [row[1].value for row in book["Notes"].iter_rows()]
    assert any("of 2 targets 1 can be judged, and 0 of them are good" in note for note in notes)
    assert any(note == "spent: the sum is from 1 project; 1 without a number" for note in notes)


def test_the_same_in_chinese(tmp_path: Path) -> None:
    book = sheets(evaluation(), tmp_path / "lists.xlsx", "zh")
    assert book.sheetnames == ["指标清单", "任务清单", "工程项目清单", "说明"]
    assert column(book["指标清单"], "评价") == ["滞后", "暂无数据"]
    assert column(book["指标清单"], "指标名称") == ["优良水体比例", "=1+1"]
    assert column(book["任务清单"], "是否逾期") == ["是"]
    assert column(book["任务清单"], "备注") == [
        "完成比例40%没有日期，未必是2023年12月31日的情况；应于2023年6月30日前完成"
    ]
    assert column(book["工程项目清单"], "工程项目")[-1] == "合计"
    heads = [cell.value for sheet in book for cell in sheet[1]][:-2]
    assert not [head for head in heads if re.search("[A-Za-z]", head)]


def test_a_rate_a_year_has_words_of_the_language(tmp_path: Path) -> None:
    yearly = pm.Indicator(id="i", name="产值", unit="亿元", targets=[pm.read_target("年均增长6%", year=2025)])
    found = pm.evaluate(pm.Plan(id="p", title="P", period="2021/2025", elements=[yearly]), as_of="2023-12-31")
    for language, head, text in (("en", "Target (as printed)", "↑ 6 % a year"), ("zh", "目标值（印发）", "年均↑6%")):
        book = sheets(found, tmp_path / f"{language}.xlsx", language)
        assert column(book.worksheets[0], head) == [text]


def test_three_tables_with_captions_and_notes_in_word(tmp_path: Path) -> None:
    for language, captions in (
        ("zh", ["表1 指标清单", "表2 任务清单", "表3 工程项目清单"]),
        (None, ["Table 1. Indicators", "Table 2. Tasks", "Table 3. Projects"]),
    ):
        evaluation().to_docx(tmp_path / "lists.docx", language=language)
        document = docx.Document(str(tmp_path / "lists.docx"))
        texts = [
            "".join(text.text or "" for text in one._p.iter(f"{W}t"))
            for one in document.paragraphs
            if one.style.name == "Caption"
        ]
        assert texts == captions
        assert [len(table.rows) for table in document.tables] == [3, 2, 4]
        cells = [cell.text for cell in document.tables[0].rows[1].cells]
        assert "60" in cells
        assert "65" in cells
        assert any("2" in one.text for one in document.paragraphs if one.style.name != "Caption")


def test_the_method_the_target_in_force_and_what_was_published_are_told(tmp_path: Path) -> None:
    from planmodel.parts import InForce

    now = InForce(target=pm.read_target("68", unit="%", year=2025), by="调整文件")
    found = evaluation(
        method="sdsn", in_force={"i-water": now}, published={"i-water": "停滞"}, tolerance=0.02, margin=0.01
    )
    book = sheets(found, tmp_path / "lists.xlsx", "zh")
    sheet = book["指标清单"]
    assert column(sheet, "目标值（印发）")[0] == "70%"
    assert column(sheet, "目标值（现行）")[0] == "68%"
    assert column(sheet, "评价")[0] == "进展顺利"
    assert column(sheet, "发布评价")[0] == "停滞"
    assert column(sheet, "是否一致")[0] == "否"
    assert "sdsn" in column(sheet, "评价依据")[0]
    assert "调整文件" in column(sheet, "评价依据")[0]
    notes = " ".join(row[1].value for row in book["说明"].iter_rows())
    assert "dashboards.sdgindex.org" in notes
    assert "2%" in notes


def test_a_sum_in_another_unit_and_no_rows_at_all(tmp_path: Path) -> None:
    empty = pm.evaluate(pm.Plan(id="p", title="P"), as_of=2023)
    book = sheets(empty, tmp_path / "lists.xlsx")
    assert [sheet.max_row for sheet in book][:3] == [1, 1, 1]
    empty.to_docx(tmp_path / "lists.docx")
    assert len(docx.Document(str(tmp_path / "lists.docx")).tables) == 3


def test_what_no_file_can_hold_is_replaced_and_bad_questions_are_refused(tmp_path: Path) -> None:
    plan = pm.Plan(id="p", title="P", elements=[pm.Task(id="t", name="a\x07b", note="x")])
    found = pm.evaluate(plan, as_of=2023)
    for name in ("lists.xlsx", "lists.docx"):
        (found.to_excel if name.endswith("xlsx") else found.to_docx)(tmp_path / name)
    assert docx.Document(str(tmp_path / "lists.docx")).tables[1].rows[1].cells[1].text == "a�b"
    for ask in (
        lambda: found.to_excel(tmp_path / "lists.docx"),
        lambda: found.to_docx(tmp_path / "lists.xlsx"),
        lambda: found.to_excel(tmp_path / "a.xlsx", language="xx"),
        lambda: found.to_docx(3),  # type: ignore[arg-type]
    ):
        with pytest.raises(PlanModelError):
            ask()  # type: ignore[no-untyped-call]
    assert not (tmp_path / "a.xlsx").exists()


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for package, name in (("openpyxl", "to_excel"), ("docx", "to_docx")):
        monkeypatch.setitem(__import__("sys").modules, package, None)
        with pytest.raises(MissingExtraError):
            getattr(evaluation(), name)(tmp_path / "lists")


@pytest.mark.parametrize("name", ["lists.xlsx", "lists.docx"])
def test_the_command_writes_them(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    evaluation().held.to_yaml(tmp_path / "p.yaml")
    assert run(["evaluate", str(tmp_path / "p.yaml"), "--as-of", "2023", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).stat().st_size > 1000
    assert run(["evaluate", str(tmp_path / "p.yaml"), "--as-of", "2023", "-o", str(tmp_path / "lists.txt")]) == 2
    assert "lists.txt" in capsys.readouterr().err


def test_rules_have_words_of_the_language(tmp_path: Path) -> None:
    found = pm.evaluate(pm.examples.succession()["yi-145"], as_of="2023-12-31")
    told = [one or "" for one in column(sheets(found, tmp_path / "lists.xlsx", "zh")["指标清单"], "评价依据")]
    assert {"方法：逐年等量", "方法：保持不变"} <= set(told)
    assert not [one for one in told if re.search("[a-z]", one)]


def test_the_command_takes_what_is_known_beside_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = Path(__file__).parents[2] / "examples" / "succession" / "yi-145.yaml"
    told = tmp_path / "told.yaml"
    told.write_text(
        "in_force: {i-good-days: {target: '≥89', by: 重新核算, since: 2022}}\npublished: {i-cod: 快于预期}\n",
        encoding="utf-8",
    )
    asked = ["evaluate", str(plan), "--as-of", "2023-12-31"]
    assert run([*asked, "--given", str(told), "--format", "json"]) == 0
    rows = {row["indicator"]: row for row in json.loads(capsys.readouterr().out)["indicators"]}
    assert (rows["i-good-days"]["target"], rows["i-good-days"]["in_force_since"]) == ("≥ 89 %", "2022")
    assert (rows["i-cod"]["published"], rows["i-cod"]["agrees"]) == ("快于预期", False)
    assert run([*asked, "--margin", "0.3"]) == 0
    assert "4 of 8" not in capsys.readouterr().out
    for text in ("in_force: {nobody: {target: 1}}", "rules: {i-cod: often}", "published: [1]", "other: {}", "rules: {"):
        told.write_text(text, encoding="utf-8")
        assert run([*asked, "--given", str(told)]) == 2
