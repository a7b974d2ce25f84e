"""Tables of indicators as published: every row an indicator, every cell kept, every doubt reported."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.results import IndicatorTable
from reached import Reached

HEAD = ["序号", "类别", "指标名称", "单位", "2020年现状", "2025年目标值", "指标性质"]
ROWS = [
    HEAD,
    ["1", "环境质量", "空气质量优良天数比率", "%", "95.5", "≥96", "约束性"],
    ["2", "", "细颗粒物（PM2.5）年均浓度（微克/立方米）", "", "22", "完成省下达任务", "约束性"],
    ["3", "生态", "森林覆盖率", "%", "58.66", "58.9", "预期性"],
    ["4", "", "单位GDP能源消耗降低（%）", "", "—", "〔14〕", "约束性"],
]


def doubts(table: IndicatorTable) -> list[tuple[int | None, int | None]]:
    return [(one.place.line, one.place.column) for one in table.doubts]


def test_each_row_becomes_an_indicator_with_all_that_it_says() -> None:
    table = pm.read_indicator_table(ROWS, document="plan")
    assert table.doubts == ()
    good, pm25, forest, energy = table.indicators
    assert (good.id, good.unit, good.obligation) == ("ind-good-days-share", "%", "binding")
    assert good.baseline == pm.Baseline(year=2020, value="95.5 %", as_published="95.5")
    assert good.targets[0].commitment == pm.Level(value="96 %", comparator="at_least")
    assert (good.targets[0].year, good.targets[0].as_published) == (2025, "≥96")
    assert (pm25.unit, pm25.targets[0].commitment) == ("微克/立方米", pm.Assigned(by="省"))
    assert forest.obligation == "expected"
    assert energy.baseline is None
    change: Any = energy.targets[0].commitment
    assert (change.direction, change.value, change.since) == ("decrease", pm.Amount("14 %"), 2020)
    assert good.sources == (pm.Citation(document="plan"),)
    assert len(table.cells) == sum(bool(cell) for row in ROWS for cell in row)


def test_the_indicators_make_a_plan_that_survives_its_file(tmp_path: Path) -> None:
    table = pm.read_indicator_table(ROWS, document="d")
    document = pm.Document(id="d", name="规划", evidence="inferred")
    plan = pm.Plan(id="p", title="x", base_year=2020, elements=[document, *table.indicators])
    plan.to_yaml(tmp_path / "plan.yaml")
    assert pm.read_plan(tmp_path / "plan.yaml") == plan


def test_every_doubtful_cell_is_reported_with_its_row_and_column() -> None:
    rows = [
        ["指标", "单位", "现状值", "目标值", "属性", "责任单位", "备用"],
        ["地级及以上城市2", "%", "76。7", "11⠥", "约束", "省厅", "x"],
        ["湿地保护率", "蒲式耳", "总体改善", "分别达到1%、2%", "其他", "", ""],
        ["湿地保护率", "%", "52", "52", "预期性", "", ""],
    ]
    table = pm.read_indicator_table(rows, year=2025, base_year=2020)
    head = [(1, 6), (1, 7)]
    first_row, second_row = [(2, 1), (2, 3), (2, 4), (2, 7)], [(3, 2), (3, 3), (3, 4), (3, 5)]
    assert doubts(table) == [*head, *first_row, *second_row, (4, None)]
    first, second, _ = table.indicators
    assert first.name == "地级及以上城市2"
    assert first.baseline == pm.Baseline(year=2020, as_published="76。7")
    assert isinstance(first.targets[0].commitment, pm.Unread)
    assert second.unit == "蒲式耳"
    assert len(second.targets) == 2
    assert all(one.message and one.severity == "warning" for one in table.doubts)


def test_heads_of_several_rows_and_merged_cells_are_understood_in_html(tmp_path: Path) -> None:
    page = """<p>表1</p><table>
    <tr><th rowspan="2">类别</th><th rowspan="2">指标名称</th><th colspan="2">数值</th><th rowspan="2">属性</th></tr>
    <tr><th>2020年<br>现状</th><th>2025年目标</th></tr>
    <tr><td rowspan="2">环境</td><td>森林覆盖率（%）</td><td>58.66</td><td>58.9</td><td>约束性</td></tr>
    <tr><td>湿地保护率（%）</td><td>49.24</td><td>≥52</td><td>预期性</td></tr>
    <tr><td colspan="5">注：1. 均为年末数。</td></tr></table>"""
    path = tmp_path / "table.html"
    path.write_text(page, encoding="utf-8")
    table = pm.read_indicator_table(path)
    assert [one.name for one in table.indicators] == ["森林覆盖率（%）", "湿地保护率（%）"]
    assert [one.targets[0].year for one in table.indicators] == [2025, 2025]
    assert table.indicators[1].baseline == pm.Baseline(year=2020, value="49.24 %", as_published="49.24")
    assert table.notes == ("表1", "注：1. 均为年末数。")


def test_markdown_csv_and_tsv_read_alike(tmp_path: Path) -> None:
    made = []
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    texts = {
        "t.md": "\n".join(["标题", "", lines[0], "|" + "---|" * len(HEAD), *lines[1:]]),
        "t.csv": "\n".join(",".join(row) for row in ROWS),
        "t.tsv": "\n".join("\t".join(row) for row in ROWS),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        made.append(pm.read_indicator_table(tmp_path / name).indicators)
    assert made[0] == made[1] == made[2]
    assert len(made[0]) == 4


def test_excel_with_merged_cells_reads_alike(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([float(cell) if cell.replace(".", "").isdecimal() else cell or None for cell in row])
    book.active.merge_cells("B2:B3")
    path = tmp_path / "t.xlsx"
    book.save(path)
    table = pm.read_indicator_table(path)
    assert [one.name for one in table.indicators] == [row[2] for row in ROWS[1:]]
    assert table.indicators[0].baseline is not None
    assert table.indicators[0].baseline.value == pm.Amount("95.5 %")
    with pytest.raises(pm.PlanFileError, match="no sheet"):
        pm.read_indicator_table(path, sheet="无")


def test_a_gb18030_file_is_read_and_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(",".join(row) for row in ROWS).encode("gb18030"))
    table = pm.read_indicator_table(path)
    assert len(table.indicators) == 4
    assert "gb18030" in table.doubts[0].message


def test_columns_with_years_alone_are_taken_for_baseline_and_targets_with_a_doubt() -> None:
    table = pm.read_indicator_table([["指标", "2020年", "2023年", "2025年"], ["湿地保护率（%）", "49", "50", "52"]])
    [indicator] = table.indicators
    assert indicator.baseline is not None
    assert indicator.baseline.year == 2020
    assert [target.year for target in indicator.targets] == [2023, 2025]
    assert doubts(table) == [(1, 2), (1, 3), (1, 4), (2, 2)]
    assert "'2020年' 列作为基期值读取" in table.doubts[0].one_line("zh")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.csv", None, "there is no such file"),
        ("t.docx", b"x", "not the suffix of a table"),
        ("t.xlsx", b"no zip", "no Excel file"),
        ("t.csv", b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        ("t.csv", b'"open', "no CSV table"),
        ("t.md", b"no table here", "no table 0"),
        ("t.html", b"<table><tr><td>a</td><td>b</td></tr></table>", "no row of the table heads a column"),
    ],
)
def test_what_is_no_table_is_one_clear_error(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    if name == "t.xlsx":
        pytest.importorskip("openpyxl")
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(pm.PlanFileError, match=message):
        pm.read_indicator_table(tmp_path / name)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", b"\0" * (100 << 20))
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(packed.getvalue())
    with pytest.raises(pm.PlanFileError, match="bytes once unpacked; at most"):
        pm.read_indicator_table(path)


def test_huge_spans_and_huge_cells_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "t.html"
    wide = "<td rowspan=99999999 colspan=99999999>x</td>" * 5
    path.write_text(f"<table><tr><th>指标</th><th>目标</th></tr><tr>{wide}</tr></table>", encoding="utf-8")
    assert pm.read_indicator_table(path).columns[0].role == "name"
    table = pm.read_indicator_table([["指标", "目标值"], ["x", "9" * 10_000_000]])
    assert isinstance(table.indicators[0].targets[0].commitment, pm.Unread)


TEXTS = ["", "指标名称", "2020年", "目标", "≥90", "—", "注：x", "水", "\0"]


ANY_ROWS = st.lists(st.lists(st.sampled_from(TEXTS), max_size=5), max_size=8)


@pytest.mark.reaches(refused=5)
@given(ANY_ROWS)
def test_no_rows_make_it_fail_but_for_a_missing_head(reached: Reached, rows: list[list[str]]) -> None:
    try:
        pm.read_indicator_table(rows)
    except pm.PlanFileError:
        reached("refused")


@given(ANY_ROWS)
def test_every_cell_that_is_not_empty_is_read_as_something(rows: list[list[str]]) -> None:
    rows = [["指标名称", "2020年", "目标"], *rows]
    table = pm.read_indicator_table(rows)
    assert len(table.cells) == sum(bool(cell.strip()) for row in rows for cell in row)
