"""Whatever is about several plans tells their titles beside the ids, and the places where titles are alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.tabular import Result

TITLE = "生态环境保护规划"
AREAS = {"a": "甲县", "b": "乙县", "c": None}


def county(id: str, title: str = TITLE) -> pm.Plan:
    area = AREAS[id]
    return pm.Plan(
        id=id,
        title=title,
        jurisdiction=None if area is None else pm.Jurisdiction(name=area, level="county"),
        elements=[
            pm.Indicator(
                id="i",
                name="细颗粒物年均浓度",
                metric="pm25",
                unit="微克/立方米",
                baseline=pm.Baseline(year=2020, value="30 微克/立方米"),
                targets=[pm.Target(year=2025, as_published="25微克/立方米")],
            )
        ],
    )


ALIKE = pm.PlanSet([county("a"), county("b"), county("c")])
APART = pm.PlanSet([county("a", "甲县规划"), county("b", "乙县规划")])
ASKED: dict[str, Callable[[pm.PlanSet], Result]] = {
    "comparison": lambda plans: pm.compare(plans, reference="a"),
    "ambition": lambda plans: plans.ambition("pm25"),
    "specificity": lambda plans: plans.specificity(),
    "shape": lambda plans: plans.shape(),
    "coverage": lambda plans: plans.coverage(),
    "similarity": lambda plans: pm.PlanSet(plans).similarity(),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_row_tells_title_and_place_of_its_plan(name: str) -> None:
    if name == "similarity":
        pytest.importorskip("sklearn")
    records = ASKED[name](ALIKE).to_records()
    assert {record["plan"] for record in records} == set(AREAS)
    told = [(record["plan"], record["plan_title"], record["place"]) for record in records]
    told += [(one["other"], one["other_title"], one["other_place"]) for one in records if "other" in one]
    assert told == [(plan, TITLE, AREAS[str(plan)]) for plan, _, _ in told]


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_the_title_behind_the_id_and_the_place_where_titles_are_alike(name: str, language: str) -> None:
    if name == "similarity":
        pytest.importorskip("sklearn")
    head = {"en": "area", "zh": "地区"}[language]
    alike, apart = (ASKED[name](plans) for plans in (ALIKE, APART))
    for made, shows in ((alike, True), (apart, False)):
        heads, cells = made._table(made._rows(), language)
        at = list(heads).index({"en": "plan title", "zh": "规划名称"}[language])
        assert (heads[at + 1] == head) is shows
        assert any(row[at - 1] == "a" and row[at] == ("甲县规划", TITLE)[shows] for row in cells)
        assert not shows or {"甲县", "乙县", "—"} == {row[at + 1] for row in cells}
        assert made.to_text(language=language).count("甲县") > 0


def test_papers_have_the_titles_too(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pm.compare(APART).to_excel(tmp_path / "b.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "b.xlsx").active.iter_rows() for cell in row]
    assert {"plan title", "甲县规划", "乙县规划"} <= set(cells)
