"""What copies do to tables: marks, breaks, struck and hidden text, delimiters. A number never grows a digit."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.results import IndicatorTable

pytest.importorskip("lxml")


def read(tmp_path: Path, text: str, name: str = "t.html") -> IndicatorTable:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return pm.read_indicator_table(path)


def html(cell: str, name: str = "森林覆盖率（%）") -> str:
    return f"<table><tr><th>指标</th><th>2025年目标</th></tr><tr><td>{name}</td><td>{cell}</td></tr></table>"


def magnitude(table: IndicatorTable) -> str | None:
    commitment = table.indicators[0].targets[0].commitment
    return str(commitment.value) if isinstance(commitment, pm.Level) else None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("62<sup>1</sup>", "62 %"),
        ("62<sup>①</sup>", "62 %"),
        ("62<sup>[1]</sup>", "62 %"),
        ("62<sup>注</sup>", "62 %"),
        ("62*", "62 %"),
        ("62①", "62 %"),
        ("25<br>24", None),
        ("<p>25</p><p>24</p>", None),
        ("<div>25</div>24", None),
        ("<ul><li>25<li>24</ul>", None),
        ("10<sup>4</sup>", None),
        ("<del>60</del>62", "62 %"),
        ("<s>60</s> 62", "62 %"),
        ("<span hidden>60</span>62", "62 %"),
        ("<span style='display: none'>60</span>62", "62 %"),
        ("<span style='text-decoration:line-through'>60</span>62", "62 %"),
        ("<script>document.write(60)</script>62", "62 %"),
        ("<style>9</style>62<!-- 60 -->", "62 %"),
        ("6\u200b2", "62 %"),
        ("\ufeff62\u2060", "62 %"),
        ("6<b>2</b>", "62 %"),
        ("&gt;62", "62 %"),
    ],
)
def test_a_cell_is_read_as_a_browser_shows_it(tmp_path: Path, cell: str, value: str | None) -> None:
    table = read(tmp_path, html(cell))
    assert magnitude(table) == value
    unseen = {"6\u200b2", "\ufeff62\u2060", "6<b>2</b>", "&gt;62", "<script>document.write(60)</script>62"}
    silent = cell in unseen or cell.startswith("<style>")
    assert bool(table.doubts) is not silent  # struck text, hidden text and marks are told


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("62^^", None), ("62<sup>1</sup>", "62 %"), ("~~60~~62", "62 %"), ("**62**", "62 %"), ("25<br>24", None)],
)
def test_markdown_cells_are_read_as_they_show(tmp_path: Path, cell: str, shown: str | None) -> None:
    table = read(tmp_path, f"| 指标 | 2025年目标 |\n|---|---|\n| 森林覆盖率（%） | {cell} |\n", "t.md")
    assert magnitude(table) == shown


def test_marks_in_names_are_left_out_with_a_doubt_and_units_keep_their_exponents(tmp_path: Path) -> None:
    name = "地级及以上城市<sup>2</sup>绿地面积（万m<sup>2</sup>）"
    [indicator] = (table := read(tmp_path, html("5", name))).indicators
    assert indicator.name == "地级及以上城市绿地面积（万m²）"
    assert indicator.unit == "万m²"
    assert "footnote mark" in table.doubts[0].message


def test_a_note_tells_the_year_of_what_bears_its_mark(tmp_path: Path) -> None:
    page = html("60").replace("<th>2025年目标", "<th>2020年现状<th>2025年目标").replace("<td>60", "<td>58*<td>60")
    noted = read(tmp_path, page + "<p>注：带*的为2019年数据。</p>")
    assert noted.indicators[0].baseline == pm.Baseline(year=2019, value="58 %", as_published="58*")
    assert noted.doubts == ()
    assert any("footnote mark" in doubt.message for doubt in read(tmp_path, page).doubts)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["t.csv", "t.tsv"])
def test_csv_is_parted_by_whatever_parts_it(tmp_path: Path, delimiter: str, name: str) -> None:
    rows = ["指标", "单位", "2025年目标"], ["森林覆盖率", "%", "60"], ["湿地保护率", "%", "52"]
    table = read(tmp_path, "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows), name)
    assert [magnitude(table), len(table.indicators), table.doubts] == ["60 %", 2, ()]


def test_the_delimiter_that_excel_names_is_taken(tmp_path: Path) -> None:
    assert magnitude(read(tmp_path, "sep=;\n指标;2025年目标\n森林覆盖率（%）;60\n", "t.csv")) == "60 %"


def test_a_comma_that_may_be_decimal_is_a_doubt(tmp_path: Path) -> None:
    table = read(tmp_path, "指标;单位;2025年目标\n绿地面积;公顷;1,500\n林地面积;公顷;1,5\n", "t.csv")
    assert [doubt.place.line for doubt in table.doubts] == [2, 3]
    assert isinstance(table.indicators[1].targets[0].commitment, pm.Unread)


def test_utf_16_text_of_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes("指标\t2025年目标\n森林覆盖率（%）\t60\n".encode("utf-16"))
    assert magnitude(pm.read_indicator_table(path)) == "60 %"


def test_the_first_table_with_a_head_is_read_and_a_table_in_a_cell_is_its_own(tmp_path: Path) -> None:
    page = f"<table><tr><td>导航</td><td>首页</td></tr><tr><td colspan=2>{html('60')}</td></tr></table>"
    assert magnitude(read(tmp_path, page)) == "60 %"


def test_rows_that_reach_down_and_across_keep_their_columns(tmp_path: Path) -> None:
    page = """<table><tr><td>类别<td>指标<td>单位<td>2025年目标<td>属性
    <tr><td rowspan=3>水<td>甲<td rowspan=2>%<td>1<td rowspan=3>约束性
    <tr><td>乙<td>2
    <tr><td>丙<td>吨<td>3
    <tr><td colspan=5>二、气
    <tr><td>气<td>丁<td>天<td>4<td>预期性</table>"""
    rows = [(one.name, one.unit, one.groups, one.obligation) for one in read(tmp_path, page).indicators]
    assert rows == [
        ("甲", "%", ("水",), "binding"),
        ("乙", "%", ("水",), "binding"),
        ("丙", "吨", ("水",), "binding"),
        ("丁", "天", ("二、气", "气"), "expected"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.html", "<a " * 50_000, "no table 0"),
        ("t.html", "<table><tr><td>指标<!-- ", "no row of the table heads"),
        # How deep a document may be nested is libxml2's to say: where it takes this one, it has too many tables.
        ("t.html", "<table><tr><td>" * 3_000, "nested too deeply|tables; at most"),
        ("t.html", "<table>" + "<tr><td rowspan=1000 colspan=999>x" * 2_000 + "</table>", "cells; at most"),
        ("t.csv", "," * 3_000 + "\n" + "x\n" * 3_000, "cells; at most"),
        ("t.md", "|a|b|\n|-|-|\n|1|2|\n\n" * 1_001, "tables; at most"),
        ("t.md", "|" * 1_500_000, "cells; at most"),
        ("t.csv", "", "no row of the table heads"),
        ("t.html", "", "no table 0"),
    ],
)
def test_what_is_broken_or_too_large_is_refused_with_its_reason(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(pm.PlanFileError, match=message):
        read(tmp_path, text, name)


def test_html_that_never_ends_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    assert magnitude(read(tmp_path, "<table><tr><td>指标<td>2025年目标<tr><td>覆盖率（%）<td>60<td")) == "60 %"
