"""Every result as an Excel and a Word file: the rows that people read, typed, and nothing that runs."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import planmodel as pm
from every_result import empty, made
from planmodel.errors import MissingExtraError, ModelError, PlanFileError
from planmodel.limits import Limits
from planmodel.results import Schedule
from planmodel.tabular import Result
from planmodel.views.office.tables import OfficeTable

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
docx = pytest.importorskip("docx", reason="needs python-docx")

FORMULA = '=HYPERLINK("http://x.example","水")'
RESULTS = {name: value for name, value in made(FORMULA, 3).items() if isinstance(value, Result)}
ALL = {**RESULTS, **{f"{name}, empty": value for name, value in empty().items()}}
SEVERAL = ("Plan", "PlanSet", "Evaluation")
"""What is written as several tables, of which each has a test of its own."""
ALONE = [name for name, value in ALL.items() if type(value).__name__ not in SEVERAL]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def as_cell(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ALL)
def test_a_sheet_a_table_with_each_cell_as_it_is_and_no_formula(name: str, language: str, tmp_path: Path) -> None:
    result = ALL[name]
    result.to_excel(tmp_path / "r.xlsx", language=language)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+@" and not cell.quotePrefix]
    assert [cell.value for cell in risky if not re.fullmatch(r"[+-][\d.,]+%?", cell.value)] == []
    assert all(cell.hyperlink.target.startswith(("http://", "https://")) for cell in cells if cell.hyperlink)
    tables = () if isinstance(result, Schedule) else result._papers(language)  # a schedule has a file of its own
    for table, sheet in zip(tables, book.worksheets[: len(tables)], strict=True):
        rows = [[as_cell(cell.value) for cell in row] for row in sheet.iter_rows()]
        width = len(table.heads)
        assert rows[:1] == [list(table.heads)] or not table.heads
        assert [row[:width] for row in rows[1:]] == table.rows


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ALONE)
def test_a_table_has_a_row_for_each_and_numbers_that_the_result_says(name: str, language: str) -> None:
    result = ALL[name]
    [table] = result._papers(language)
    assert len(table.rows) == len(result._rows())
    assert {len(row) for row in table.rows} <= {len(table.heads)}
    known = {value for record in result.to_records() for value in record.values() if isinstance(value, int | float)}
    numbers = [cell for row in table.rows for cell in row if isinstance(cell, int | float)]
    assert [number for number in numbers if number not in known] == []
    assert language == "en" or re.search("[\u4e00-\u9fff]", table.title)


@pytest.mark.parametrize("name", ALL)
def test_a_word_file_that_word_can_open_with_numbered_captions_and_repeated_heads(name: str, tmp_path: Path) -> None:
    result = ALL[name]
    for language, label in (("en", "Table"), ("zh", "表")):
        path = tmp_path / f"{language}.docx"
        result.to_docx(path, language=language)
        document = docx.Document(str(path))
        tables = result._papers(language)
        body = document.element.body
        fields = [one.get(f"{W}instr") for one in body.iter(f"{W}fldSimple")]
        assert fields == [f" SEQ {label} \\* ARABIC "] * len(tables)
        assert len(document.tables) == sum(bool(table.heads) for table in tables)
        for table, written in zip((one for one in tables if one.heads), document.tables, strict=True):
            assert len(written.rows) == len(table.rows) + 1
            heads = [row for row in written._tbl.tr_lst if [*row.iter(f"{W}tblHeader")]]
            assert heads == [written.rows[0]._tr]
        hold_sound(path)


@cache
def parsed(data: bytes) -> ElementTree.Element:
    """Return the tree of a part; most parts of a file are those of every file."""
    return ElementTree.fromstring(data)


def hold_sound(path: Path) -> None:
    """Assert what Word needs of a file: XML in every part, each reference with its relation, cells with a paragraph."""
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        parts = {name: packed.read(name) for name in packed.namelist()}
    trees = {name: parsed(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    document = trees["word/document.xml"]
    relations = {one.get("Id"): one for one in trees["word/_rels/document.xml.rels"]}
    for link in document.iter(f"{W}hyperlink"):
        relation = relations[link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")]
        assert (relation.get("TargetMode"), str(relation.get("Target"))[:4]) == ("External", "http")
    for cell in document.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for table in document.iter(f"{W}tbl"):
        columns = len(list(table.iter(f"{W}gridCol")))
        assert {len(row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")} == {columns}
    fonts = trees["word/styles.xml"].findall(f".//{W}style[@{W}styleId='Normal']//{W}rFonts")
    assert [one.get(f"{W}eastAsia") for one in fonts] == ["宋体"]


def test_a_long_result_is_refused_by_the_limits_and_not_cut(tmp_path: Path) -> None:
    plan = made("水", 30)["plan"]
    with Limits(cells=20), pytest.raises(PlanFileError, match="cells"):
        plan.tasks.to_excel(tmp_path / "t.xlsx")
    with Limits(cells=20), pytest.raises(PlanFileError, match="cells"):
        plan.tasks.to_docx(tmp_path / "t.docx")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("call", "name"), [("to_excel", "a.csv"), ("to_docx", "a.pdf"), ("to_docx", "a.xlsx")])
def test_another_suffix_is_refused(call: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="suffix"):
        getattr(RESULTS["comparison"], call)(tmp_path / name)


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="language"):
        RESULTS["comparison"].to_docx(tmp_path / "a.docx", language="fr")


def test_without_the_package_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(MissingExtraError, match="documents"):
        RESULTS["comparison"].to_docx(tmp_path / "a.docx")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match="xlsx"):
        RESULTS["comparison"].to_excel(tmp_path / "a.xlsx")


def test_a_result_in_a_language_is_written_in_it(tmp_path: Path) -> None:
    table: tuple[OfficeTable, ...] = RESULTS["comparison"].in_language("zh")._papers("zh")
    RESULTS["comparison"].in_language("zh").to_excel(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames[0] == table[0].title == "规划对比"


def test_pm_has_no_more_names() -> None:
    assert not hasattr(pm, "to_docx")
