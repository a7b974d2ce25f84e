"""What tables for papers and offices say: units in heads, titles and places, sources, and why a row is not compared."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.columns import columns_of
from planmodel.parts import MultilingualText
from planmodel.tabular import Rows
from planmodel.units import Amount
from planmodel.views.office.excel import sheet_names
from planmodel.views.office.tables import made_table

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
docx = pytest.importorskip("docx", reason="needs python-docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


CITED = pm.Citation(document="d", section="专栏1")


def plan_of(id: str, place: str, unit: str = "微克/立方米", text: str = "≤22") -> pm.Plan:
    return pm.Plan(
        id=id,
        title=MultilingualText({"zh": f"{place}规划", "en": f"Plan of {id}"}),
        jurisdiction=pm.Jurisdiction(name=place, level="county"),
        base_year=2020,
        elements=[
            pm.Document(id="d", name=f"{place}规划文本", url=f"https://{id}.example/plan"),
            pm.Indicator(
                id="i",
                name=MultilingualText({"zh": "细颗粒物", "en": "Fine particles"}),
                metric="pm25",
                unit=unit,
                obligation="binding",
                baseline=pm.Baseline(year=2020, value=30),
                targets=[pm.Target(year=2025, as_published=text, sources=[pm.Citation(document="d", section="专栏1")])],
                sources=[pm.Citation(document="d", section="专栏1")],
            ),
            pm.Task(id="t", name="=1+1", duration="6 月", description="-2 天", sources=["d"]),
        ],
    )


JIA, YI = plan_of("jia", "甲县"), plan_of("yi", "乙县", text="≤20")
ODD = plan_of("odd", "丙县", text="比2020年下降10%")


@attrs.frozen
class Reading:
    """A reading.

    Parameters:
        area: how large.
        share: of all.
        day: when.
        year: the year.
    """

    area: Amount | None
    share: float
    day: dt.date
    year: int


def readings(*areas: str | None) -> Any:
    rows = [Reading(None if area is None else Amount(area), 0.126, dt.date(2021, 2, 3), 2021) for area in areas]
    columns = [
        attrs.evolve(one, cell=lambda row: f"{row.share:+.1%}") if one.name == "share" else one
        for one in columns_of(Reading)
    ]
    return made_table(columns, Rows(rows, Reading), "t", "en")


def test_amounts_are_numbers_in_the_unit_of_their_head_where_all_have_one() -> None:
    table = readings("3 亩", "4.5 亩", None)
    assert table.heads == ("area (亩)", "share", "day", "year")
    assert [row[0] for row in table.rows] == [3, 4.5, None]


def test_units_have_a_column_where_they_differ() -> None:
    table = readings("3 亩", "4 公顷")
    assert table.heads[:2] == ("area", "unit of area")
    assert [row[:2] for row in table.rows] == [[3, "亩"], [4, "公顷"]]


def test_shares_days_and_years_are_what_they_are_and_shown_as_people_read_them() -> None:
    table = readings("3 亩")
    assert table.rows[0][1:] == [0.126, dt.date(2021, 2, 3), 2021]
    assert table.formats == {1: "+0.0%;-0.0%;0.0%"}


def sheet(result: Any, path: Path, language: str = "zh") -> dict[str, list[list[Any]]]:
    result.to_excel(path, language=language)
    return {
        one.title: [[cell.value for cell in row] for row in one.iter_rows()] for one in openpyxl.load_workbook(path)
    }


def test_a_plan_is_a_sheet_a_kind_and_one_of_sources_that_lead_there(tmp_path: Path) -> None:
    book = sheet(JIA, tmp_path / "p.xlsx")
    assert list(book) == ["规划", "文件", "指标", "任务", "资料来源"]
    head, task = book["任务"]
    told = dict(zip(head, task, strict=True))
    assert [told[name] for name in ("编号", "名称", "说明", "工期（月）")] == ["t", "=1+1", "-2 天", 6]
    stated = openpyxl.load_workbook(tmp_path / "p.xlsx")["资料来源"]
    links = [cell.hyperlink.target for row in stated.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["https://jia.example/plan"] * 2
    assert [row[-1].value for row in stated.iter_rows(min_row=2)] == ["https://jia.example/plan"] * 2


def test_plans_together_say_of_each_row_which_plan_and_place_it_is_of(tmp_path: Path) -> None:
    book = sheet(pm.PlanSet([JIA, YI]), tmp_path / "p.xlsx")
    assert list(book) == ["规划", "文件", "指标", "任务", "资料来源", "说明"]
    head, *rows = book["指标"]
    assert head[:3] == ["规划", "规划名称", "地区"]
    assert [row[:3] for row in rows] == [["jia", "甲县规划", "甲县"], ["yi", "乙县规划", "乙县"]]


def texts(document: Any) -> list[str]:
    return ["".join(text.text or "" for text in one._p.iter(f"{W}t")) for one in document.paragraphs]


def word(result: Any, path: Path, **options: Any) -> tuple[list[str], list[list[str]], Any]:
    result.to_docx(path, **options)
    document = docx.Document(str(path))
    return texts(document), [[cell.text for cell in row.cells] for row in document.tables[0].rows], document


def test_the_indicator_table_is_as_plans_print_theirs(tmp_path: Path) -> None:
    told, rows, document = word(JIA.indicators, tmp_path / "a.docx", language="zh", caption="甲县主要指标")
    assert told[0] == "表1 甲县主要指标"
    assert rows == [
        ["编号", "名称", "单位", "2020年", "2025年目标值", "指标属性", "出处"],
        ["i", "细颗粒物", "微克/立方米", "30", "≤22", "约束性", "[1]"],
    ]
    assert told[-2:] == ["资料来源：", "[1] 甲县规划文本, 专栏1 https://jia.example/plan"]
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert targets == ["https://jia.example/plan"]


def test_a_comparison_names_plans_by_title_and_place_and_says_why_a_row_is_not_comparable(tmp_path: Path) -> None:
    found = pm.compare(pm.PlanSet([JIA, YI, ODD]), reference="jia")
    told, [head, *rows], _ = word(found, tmp_path / "a.docx", language="en")
    assert told[0] == "Table 1. Comparison of plans"
    assert "plan" not in head
    place, note = head.index("area"), head.index("note")
    assert [row[place] for row in rows] == ["甲县", "乙县", "丙县"]
    assert rows[2][note] == found.rows[2].note
    assert rows[2][note] == "relative decrease since 2020 against level"
    why = "Note: 丙县规划, 细颗粒物年均浓度: not comparable, because: relative decrease since 2020 against level"
    assert [one for one in told if "comparable" in one] == [why]
    assert [one[:3] for one in told if one.startswith("[")] == ["[1]", "[2]", "[3]"]
    assert any(one.startswith("Note: 3 plans by metric") for one in told)


def test_a_cascade_has_its_reasons_and_the_sources_of_both_sides(tmp_path: Path) -> None:
    above = pm.Plan(
        id="province",
        title="省规划",
        base_year=2020,
        jurisdiction=pm.Jurisdiction(name="某省", level="province"),
        elements=JIA.elements,
    )
    found = pm.cascade(above, JIA)
    told, [head, *rows], _ = word(found, tmp_path / "a.docx", language="zh")
    assert told[0] == "表1 目标传导"
    assert {"下级规划名称", "上级规划名称"} & {*head} or any("规划名称" in one for one in told)
    assert len(rows) == len(found.results)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["a[b]:*?/\\c'"], ["a b c"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["A", "a", "A"], ["A", "a 2", "A 3"]),
        (["", "\0"], ["Sheet", "Sheet 2"]),
    ],
)
def test_names_of_sheets_are_those_that_excel_takes(titles: list[str], names: list[str]) -> None:
    assert sheet_names(titles) == names


def test_only_addresses_of_the_web_are_links(tmp_path: Path) -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "x" * 3000):
        plan = pm.Plan(
            id="p",
            title="P",
            elements=[pm.Document(id="d", name="D", url=url), pm.Goal(id="g", name="G", sources=["d"])],
        )
        plan.to_excel(tmp_path / "p.xlsx")
        plan.goals.to_docx(tmp_path / "p.docx")
        book = openpyxl.load_workbook(tmp_path / "p.xlsx")
        assert [cell for one in book for row in one.iter_rows() for cell in row if cell.hyperlink] == []
        assert [one for one in docx.Document(str(tmp_path / "p.docx")).part.rels.values() if one.is_external] == []
