"""Excel tables are read as the program shows them: formats, rich text, hidden rows, formulas, sheets."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.phrases.tables.number_formats import shown
from planmodel.results import IndicatorTable

openpyxl = pytest.importorskip("openpyxl")
HEAD = ["指标", "单位", "2020年现状", "2025年目标"]


def book(*rows: list[Any]) -> Any:
    made = openpyxl.Workbook()
    for row in (HEAD, *rows):
        made.active.append(row)
    return made


def read(tmp_path: Path, made: Any) -> IndicatorTable:
    made.save(tmp_path / "t.xlsx")
    return pm.read_indicator_table(tmp_path / "t.xlsx")


def target(table: IndicatorTable, number: int = 0) -> Any:
    return table.indicators[number].targets[0].commitment


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.96, "0%", "96%"),
        (0.9605, "0.0%", "96.1%"),
        (0.07, "0.00%", "7.00%"),
        (90, '"≥"0', "≥90"),
        (90, "≥0", "≥90"),
        (0.9, '"≥"0%', "≥90%"),
        (96, '0"%"', "96%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234, "#,##0_ ;[Red]-#,##0 ", "1,234"),
        (-5, "0.0;(0.0)", "(5.0)"),
        (0.1 + 0.2, "General", "0.3"),
        (12.0, "General", "12"),
        (5, "0.0##", "5.0"),
        (3, "0左右", "3左右"),
        (120000, "0.0E+00", "120000"),
        (date(2025, 12, 31), "yyyy", "2025年"),
        (date(2025, 6, 30), "yyyy-mm-dd", "2025-06-30"),
        (True, "General", "TRUE"),
    ],
)
def test_a_number_is_shown_as_its_format_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format)[0] == text


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (95.46, "0.0"),
        (0.964, "0%"),
        (5, ";;;"),
        (5, '[>3]"many";0'),
        (1200, "0,"),
        (5, "qq0"),
        (date(2025, 6, 30), "d"),
    ],
)
def test_what_a_format_hides_or_is_not_understood_is_a_doubt(value: object, number_format: str) -> None:
    assert shown(value, number_format)[1]


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_percentage_is_a_hundred_times_what_the_cell_holds(hundredths: int, decimals: int) -> None:
    value = hundredths / 10**decimals / 100
    text, doubt = shown(value, "0." + "0" * decimals + "%" if decimals else "0%")
    assert float(text.rstrip("%")) == pytest.approx(hundredths / 10**decimals, abs=1e-6 * max(1, abs(hundredths)))
    assert "not understood" not in doubt


def test_a_share_that_is_shown_as_96_percent_is_96_percent(tmp_path: Path) -> None:
    made = book(["优良天数比率", "%", 0.955, 0.96])
    made.active["C2"].number_format = made.active["D2"].number_format = "0.0%"
    table = read(tmp_path, made)
    assert table.indicators[0].baseline == pm.Baseline(year=2020, value="95.5 %", as_published="95.5%")
    assert target(table) == pm.Level(value="96.0 %")
    assert table.doubts == ()


def test_a_formula_without_a_stored_value_is_a_doubt_on_its_cell(tmp_path: Path) -> None:
    table = read(tmp_path, book(["甲", "%", 1, "=C2+1"], ["乙", "%", 1, 2]))
    assert [(one.place.line, one.place.column) for one in table.doubts] == [(2, None), (2, 4)]
    assert "a formula whose value is not stored" in table.doubts[1].message


def test_rich_text_above_the_line_is_a_mark_and_struck_text_is_not_there(tmp_path: Path) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Font

    raised = CellRichText("62", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    struck = CellRichText(TextBlock(InlineFont(strike=True), "60"), "62")
    made = book(["甲", "%", None, raised], ["乙", "%", None, struck], ["丙", "%", 5, 62])
    made.active["D4"].font = Font(strike=True)
    table = read(tmp_path, made)
    assert [str(target(table, n).value) for n in (0, 1)] == ["62 %", "62 %"]
    assert table.indicators[2].targets == ()
    assert {one.place.line for one in table.doubts} == {2, 3, 4}


def test_hidden_rows_columns_and_other_sheets_are_named(tmp_path: Path) -> None:
    made = book(["甲", "%", 1, 2], ["乙", "%", 3, 4])
    made.active.row_dimensions[2].hidden = True
    made.active.column_dimensions["C"].hidden = True
    made.create_sheet("附表二").append(["x"])
    made.create_sheet("草稿").sheet_state = "hidden"
    made["草稿"].append(["x"])
    table = read(tmp_path, made)
    assert [one.name for one in table.indicators] == ["乙"]
    assert table.indicators[0].baseline is None
    said = " ".join(one.message for one in table.doubts)
    assert "row 2 is hidden" in said
    assert "column C is hidden" in said
    assert "附表二, 草稿 (hidden)" in said


def test_the_first_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    made = book(["甲", "%", 1, 2])
    made.create_sheet("封面", 0).append(["目标责任书"])
    assert [one.name for one in read(tmp_path, made).indicators] == ["甲"]


def test_rows_keep_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for row in (["表1"], [], HEAD, ["甲", "%", 1, 2]):
        made.active.append(row)
    table = read(tmp_path, made)
    assert table.row_of(table.indicators[0]) == 4


def spoiled(tmp_path: Path, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> Path:
    packed = io.BytesIO()
    book(["甲", "%", 1, 2]).save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(tmp_path / "s.xlsx", "w", zipfile.ZIP_DEFLATED) as made:
        for one in source.infolist():
            data = source.read(one)
            made.writestr(one.filename, re.sub(old, new, data) if one.filename == part else data)
    return tmp_path / "s.xlsx"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            "17,179,869,184 cells; at most",
        ),
        (
            b"</sheetData>",
            b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B1"/>' * 10_001 + b"</mergeCells>",
            "10,001 merges; at most",
        ),
        (b"</sheetData>", b'<row r="9">' + b"<c><v>1</v></c>" * 500_001 + b"</row></sheetData>", "cells; at most"),
        (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', "cells; at most"),
        (b"</sheetData>", b"<<", "no Excel file"),
        (b'<row r="1"', b'<row r="x"', "no Excel file"),
    ],
)
def test_sheets_that_would_fill_the_memory_or_are_broken_are_refused(
    tmp_path: Path, old: bytes, new: bytes, message: str
) -> None:
    with pytest.raises(pm.PlanFileError, match=message):
        pm.read_indicator_table(spoiled(tmp_path, old, new))


def test_a_book_without_sheets_is_refused(tmp_path: Path) -> None:
    path = spoiled(tmp_path, rb"(?s)<sheets>.*</sheets>", b"<sheets/>", "xl/workbook.xml")
    with pytest.raises(pm.PlanFileError, match="no sheet that holds cells"):
        pm.read_indicator_table(path)


def test_a_format_that_reaches_to_the_last_cell_does_no_harm(tmp_path: Path) -> None:
    path = spoiled(tmp_path, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert len(pm.read_indicator_table(path).indicators) == 1


def test_what_openpyxl_prints_of_a_broken_file_is_not_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(pm.PlanFileError, match="no Excel file: IndexError"):
        pm.read_indicator_table(spoiled(tmp_path, rb'xfId="0"', b'xfId="99"', "xl/styles.xml"))
    assert capsys.readouterr().out == ""
