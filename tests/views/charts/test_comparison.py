"""Comparisons as charts: dots beside the reference, tables of shades, and words for what has no number."""

from __future__ import annotations

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel import testing
from planmodel.errors import FilterError, ModelError
from planmodel.views.charts import heatmap
from views.charts.drawing import ROOT, said, texts

PM25 = "微克/立方米"


def plans() -> list[pm.Plan]:
    return [
        county("a", indicator("pm25", "25微克/立方米", unit=PM25), jurisdiction=pm.Jurisdiction(name="甲县")),
        county("b", indicator("pm25", "≤22微克/立方米", unit=PM25)),
        county("c", indicator("pm25", "完成省下达任务")),
        county("d", indicator("pm25", "下降10%")),
        county("e"),
    ]


def test_dots_stand_beside_the_reference_and_what_has_no_number_is_told() -> None:
    picture = pm.compare(plans(), reference="a").plot("pm25")
    shown = texts(picture)
    assert {"25", "≤ 22", "甲县", f"{PM25} · level · 2025"} <= set(shown)
    assert any("set by 省" in text for text in shown)
    assert any("10 %: relative decrease" in text for text in shown)
    assert picture.notes == ("1 plan does not speak of it",)
    assert pm.compare(plans(), reference="a").plot("pm25").svg == picture.svg


def test_with_nothing_to_draw_the_error_says_so() -> None:
    with pytest.raises(FilterError, match="no row has the metric 'colour'"):
        pm.compare(plans()).plot("colour")
    with pytest.raises(ModelError, match="nobody speaks of 'pm25'"):
        pm.compare(plans()).filter(plan="e").plot("pm25")
    with pytest.raises(ModelError, match="no rows"):
        pm.compare([]).plot()


def test_a_table_of_shades_marks_what_is_missing_and_carries_units() -> None:
    read = pm.PlanSet.read(ROOT / "examples" / "counties")
    picture = pm.compare(read, reference="nation-esr-145").plot()
    shown = texts(picture)
    assert "—" in shown
    assert shown[shown.index("↓14.5") :].index("%") > 0, "a number of another form has its unit and no shade"
    assert "单位地区生产总值能源消耗, %, 2025" in shown
    assert "黔江区" in shown
    assert any("劣V类" in text for text in shown)
    assert "黔江区，单位地区生产总值能源消耗：↓14.5%" in said(picture)


def test_the_heading_of_shades_names_every_plan_that_asks_for_the_most() -> None:
    def asking(name: str, dust: int, oxygen: int) -> pm.Plan:
        asked = (("pm25", dust), ("cod", oxygen))
        return county(name, *(indicator(one, f"比2020年下降{cut}%") for one, cut in asked))

    assert (
        "a, c each ask for the most in 1 of 2"
        in pm.compare([asking("a", 20, 8), asking("c", 10, 9)]).plot(language="en").title
    )
    one = pm.compare([asking("a", 20, 8), asking("b", 20, 9), asking("c", 10, 7)]).plot(language="en")
    assert "b asks for the most in 2 of 2" in one.title


def test_too_many_cells_are_refused_with_a_way_out() -> None:
    with pytest.raises(ModelError, match="too many cells") as caught:
        pm.compare(testing.make_plans(60, elements=200)).plot()
    assert "filter" in str(caught.value.hint)


def test_many_plans_are_rows_and_their_metrics_columns() -> None:
    many = [county(f"p{n}", indicator("a", f"{n}%", unit="%"), indicator("b", "5%", unit="%")) for n in range(40)]
    picture = pm.compare(many).plot()
    height, width = (float(picture.svg.split(f'{side}="')[1].split('"')[0]) for side in ("height", "width"))
    assert height > width


def test_numbers_on_any_shade_can_be_read() -> None:
    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for step in range(101):
        place = step / 100
        ground = luminance(heatmap._shade(place)) + 0.05
        contrast = 1.05 / ground if place > heatmap._TURN else ground / 0.05
        assert contrast >= 4.5, place


def test_a_metric_of_many_plans_is_told_in_either_language() -> None:
    compared = pm.compare(pm.PlanSet.read("examples/counties/*.yaml"), reference="nation-esr-145")
    metric = compared.metrics[0]
    zh, en = (" ".join(texts(compared.plot(metric, language))) for language in ("zh", "en"))
    assert "参照规划" in zh
    assert "the others are held against it" in en
    assert "the others" not in zh
    assert compared.plot(metric).svg == compared.plot(metric, "zh").svg  # the title of the reference is Chinese
