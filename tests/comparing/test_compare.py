"""Plans side by side: one unit a metric, differences where there are any, and reasons where there are none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.errors import DuplicateIdError, FilterError, ModelError, UnknownIdError, UnknownUnitError
from planmodel.results import ComparedRow, Comparison


def row(found: Comparison, plan: str) -> ComparedRow:
    [one] = [row for row in found.rows if row.plan == plan]
    return one


def test_numbers_come_in_one_unit_with_their_exact_difference() -> None:
    plans = [
        county("a", indicator("forest", "10万亩", unit="万亩")),
        county("b", indicator("forest", "90000亩", unit="亩")),
        county("c", indicator("forest", "6000公顷", unit="公顷")),
    ]
    found = pm.compare(plans, reference="a")
    assert [(one.value, one.unit, one.difference) for one in found.rows] == [
        (10.0, "万亩", 0.0),
        (9.0, "万亩", -1.0),
        (9.0, "万亩", -1.0),
    ]
    assert row(found, "b").relative == pytest.approx(-0.1)


def test_the_unit_of_the_metric_counts_unless_another_is_asked_for() -> None:
    plans = [county("a", indicator("pm25", "25μg/m³", unit="μg/m³")), county("b", indicator("pm25", "0.03毫克/立方米"))]
    assert {one.unit for one in pm.compare(plans).rows} == {"微克/立方米"}
    assert [one.value for one in pm.compare(plans).rows] == [25.0, 30.0]
    assert [one.value for one in pm.compare(plans, unit="毫克/立方米").rows] == [0.025, 0.03]
    assert [one.value for one in pm.compare(plans, unit={"pm25": "毫克/立方米"}).rows] == [0.025, 0.03]
    with pytest.raises(UnknownUnitError):
        pm.compare(plans, unit="blobs")


def test_of_four_units_the_one_that_measures_something_else_has_a_note_and_no_number() -> None:
    plans = [
        county("a", indicator("cod-total", "2万吨", unit="万吨")),
        county("b", indicator("cod-total", "15000吨", unit="吨")),
        county("c", indicator("cod-total", "9000000千克", unit="千克")),
        county("d", indicator("cod-total", "300天", unit="天")),
    ]
    found = pm.compare(plans, reference="a")
    assert [one.value for one in found.rows] == [20000.0, 15000.0, 9000.0, None]
    last = row(found, "d")
    assert last.note == "in 天, which is no 吨"
    assert (last.difference, last.as_published) == (None, "300天")


def test_what_a_plan_does_not_speak_of_is_not_stated_and_what_has_no_number_says_why() -> None:
    plans = [
        county("a", indicator("pm25", "25微克/立方米", unit="微克/立方米")),
        county("b", indicator("good-days-share", "90%", unit="%")),
        county("c", indicator("pm25", "完成省下达任务")),
        county("d", indicator("pm25", "持续改善")),
        county("e", indicator("pm25", "x", targets=[])),
    ]
    found = pm.compare(plans, reference="a").filter(metric="pm25")
    assert [(one.plan, one.value, one.note) for one in found.rows] == [
        ("a", 25.0, None),
        ("b", None, "not stated"),
        ("c", None, "set by 省, no number"),
        ("d", None, "in words: improve"),
        ("e", None, "an indicator without a target"),
    ]
    assert row(found, "b").reference == 25.0
    assert row(found, "b").kind is None


@pytest.mark.parametrize(
    ("other", "note"),
    [
        ("下降14%", "relative decrease since 2020 against level"),
        (pm.Target(year=2030, commitment=pm.Level(value="20 微克/立方米")), "for 2030, the reference for 2025"),
        (
            pm.Target(year=2025, scope="城区", commitment=pm.Level(value="20 微克/立方米")),
            "for 城区, the reference for the whole",
        ),
        ("20~22微克/立方米", "a range against a single number"),
        ("≥20微克/立方米", "one is a floor, the other a ceiling"),
    ],
)
def test_numbers_of_another_form_year_part_or_bound_have_no_difference(other: str | pm.Target, note: str) -> None:
    plans = [
        county("a", indicator("pm25", "≤25微克/立方米", unit="微克/立方米")),
        county("b", indicator("pm25", other)),
    ]
    found = row(pm.compare(plans, reference="a"), "b")
    assert found.value is not None
    assert (found.difference, found.reference) == (None, None)
    assert found.note is not None
    assert found.note.startswith(note)


def test_percentages_differ_by_percentage_points() -> None:
    plans = [county("a", indicator("good-days-share", "90%")), county("b", indicator("good-days-share", "92.5%"))]
    found = row(pm.compare(plans, reference="a"), "b")
    assert (found.difference, found.difference_unit) == (2.5, "个百分点")


def test_other_definitions_of_one_metric_have_no_difference() -> None:
    mean = pm.Metric(id="o3", name="臭氧", statistic="mean", unit="微克/立方米")
    plans = [
        county("a", mean, indicator("o3", "100微克/立方米")),  # type: ignore[arg-type]
        county("b", pm.Metric(id="o3", name="臭氧", statistic="per90"), indicator("o3", "150微克/立方米")),  # type: ignore[arg-type]
    ]
    found = row(pm.compare(plans, reference="a"), "b")
    assert found.difference is None
    assert found.note == "definitions differ: statistic per90, the reference's mean"


def test_a_quantity_that_grows_with_the_area_has_its_difference_and_a_warning() -> None:
    plans = [county("a", indicator("cod-total", "100吨")), county("b", indicator("cod-total", "40吨"))]
    found = row(pm.compare(plans, reference="a"), "b")
    assert (found.difference, found.note) == (-60.0, "a quantity that grows with the area")


def test_of_several_targets_the_one_for_the_end_of_the_period_counts_and_the_others_are_named() -> None:
    targets = [pm.Target(year=year, commitment=pm.Level(value=f"{year} 天")) for year in (2023, 2025, 2035)]
    found = pm.compare([county("a", indicator("good-days", "x", targets=targets))])
    assert (found.rows[0].year, found.rows[0].value, found.rows[0].note) == (2025, 2025.0, "also 2023, 2035")
    later = pm.compare([county("a", indicator("good-days", "x", targets=targets))], year=2035).rows[0]
    assert later.value == 2035.0
    never = pm.compare([county("a", indicator("good-days", "x", targets=targets))], year=2050).rows[0]
    assert (never.value, never.note) == (None, "no target for 2050, only for 2023, 2025, 2035")


def test_a_stretch_a_range_and_an_about_keep_what_they_say() -> None:
    told = pm.compare(
        [county("a", indicator("good-days-share", "88%左右")), county("b", indicator("pm25", "20~22微克/立方米"))]
    )
    about, between = row(told.filter(metric="good-days-share"), "a"), row(told.filter(metric="pm25"), "b")
    assert (about.comparator, about.note) == ("about", "approximate")
    assert (between.value, between.high) == (20.0, 22.0)
    target = pm.Target(year=2025, commitment=pm.Level(value="14 %"), stretch=pm.Level(value="14.5 %"))
    assert pm.compare([county("a", indicator("good-days-share", target))]).rows[0].stretch == 14.5


def test_a_reference_of_zero_has_a_difference_and_no_ratio() -> None:
    plans = [county("a", indicator("good-days", "0天")), county("b", indicator("good-days", "3天"))]
    found = row(pm.compare(plans, reference="a"), "b")
    assert (found.difference, found.relative) == (3.0, None)
    assert found.note is not None
    assert "zero" in found.note


def test_indicators_without_a_metric_are_listed_and_can_be_compared_by_name_or_id() -> None:
    plans = [county("a", indicator(None, "5%", id="i-x")), county("b", indicator(None, "7%", id="i-x"))]
    found = pm.compare(plans)
    assert len(found) == 0
    assert found.without_key == {"a": ("i-x",), "b": ("i-x",)}
    assert "2 indicators name no metric" in repr(found)
    for on in ("indicator", "name"):
        assert [one.difference for one in pm.compare(plans, on=on, reference="a").rows] == [0.0, 2.0]


def test_what_cannot_be_compared_is_told_with_a_hint() -> None:
    plans = [county("one"), county("two")]
    with pytest.raises(UnknownIdError, match="did you mean one"):
        pm.compare(plans, reference="onne")
    with pytest.raises(DuplicateIdError):
        pm.compare([plans[0], county("one", status="draft")])
    with pytest.raises(ModelError, match="metric, indicator or name"):
        pm.compare(plans, on="colour")  # type: ignore[arg-type]
    with pytest.raises(FilterError, match="metric"):
        pm.compare(plans).filter(metrik="x")
    with pytest.raises(FilterError):
        pm.compare(plans).sort("colour")


def test_rows_are_filtered_sorted_and_given_as_records_and_tables() -> None:
    pytest.importorskip("pandas")
    plans = [county(id, indicator("good-days", f"{days}天")) for id, days in (("a", 300), ("b", 320), ("c", 310))]
    plans.append(county("d"))
    found = pm.compare(plans, reference="a")
    assert [one.plan for one in found.sort("value", descending=True).rows] == ["b", "c", "a", "d"]
    assert [one.plan for one in found.filter(where=lambda one: one.value is not None and one.value > 305).rows] == [
        "b",
        "c",
    ]
    assert found.to_records()[1]["difference"] == 20.0
    assert list(found.to_frame()["plan"]) == ["a", "b", "c", "d"]
    assert found.matrix().loc[("good-days", "level", "天"), "b"] == 320.0
    assert found.to_dict()["rows"] == found.to_records()


def test_text_and_html_show_the_same_rows_and_escape_hostile_text() -> None:
    nasty = "<script>alert(1)</script>"
    target = pm.Target(year=2025, as_published=nasty, commitment=pm.Unread(reason=nasty))
    found = pm.compare([county("a", indicator("good-days", target))])
    assert "<script>" not in found._repr_html_()
    assert "&lt;script&gt;" in found._repr_html_()
    assert "not read" in repr(found)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from(("吨", "万吨", "千克"))), min_size=2, max_size=6))
def test_values_and_differences_are_those_of_exact_conversion(promises: list[tuple[int, str]]) -> None:
    plans = [county(f"p{n}", indicator("cod-total", f"{value}{unit}")) for n, (value, unit) in enumerate(promises)]
    found = pm.compare(plans, reference="p0")
    exact = [Fraction(value) * pm.units.factor(unit, "吨") for value, unit in promises]
    assert [one.value for one in found.rows] == [float(one) for one in exact]
    assert [one.difference for one in found.rows] == [float(one - exact[0]) for one in exact]
    assert [one.relative for one in found.rows] == pytest.approx([float(one / exact[0] - 1) for one in exact])


def test_a_converted_amount_differs_by_nothing_from_what_it_was() -> None:
    mu = pm.Amount("1 亩")
    plans = [
        county("a", indicator("forest", pm.Target(year=2025, commitment=pm.Level(value=mu)), unit="亩")),
        county("b", indicator("forest", pm.Target(year=2025, commitment=pm.Level(value=mu.to("公顷"))), unit="公顷")),
    ]
    for unit in (None, "公顷", "平方米", "km2"):
        for reference in ("a", "b"):
            found = pm.compare(plans, reference=reference, unit=unit)
            assert [(one.difference, one.relative) for one in found.rows] == [(0.0, 0.0)] * 2
    assert not [line for line in str(pm.diff(*plans)).split("\n") if "commitment" in line]


def test_temperatures_have_differences_and_no_ratio() -> None:
    plans = [county("a", indicator("t", "20℃", unit="℃")), county("b", indicator("t", "25℃", unit="℃"))]
    found = pm.compare(plans, reference="a")
    assert [(one.difference, one.relative) for one in found.rows] == [(0.0, None), (5.0, None)]
    assert row(found, "b").note == "a share of a level in ℃ means nothing"


def test_names_are_compared_without_units_brackets_and_marks() -> None:
    def named(plan: str, name: str, promise: str) -> pm.Plan:
        return county(plan, indicator(None, promise, id="i-x", name=name))

    plans = [
        named("a", "森林覆盖率（%）", "40%"),
        named("b", "森林覆盖率*", "43%"),
        named("c", "森林覆盖率（林区）", "80%"),
    ]
    found = pm.compare(plans, on="name", reference="a")
    assert found.metrics == ("森林覆盖率", "森林覆盖率林区")
    assert [one.difference for one in found.filter(metric="森林覆盖率").rows] == [0.0, 3.0, None]
    assert found.rows[2].reason == "not_stated"
    assert found.names["森林覆盖率"] == "森林覆盖率（%）"


@pytest.mark.parametrize(
    ("first", "second"), [("排放量（2020）", "排放量（2015）"), ("断面①", "断面②"), ("甲[1]", "甲[2]")]
)
def test_names_that_differ_in_a_year_or_a_mark_have_no_difference(first: str, second: str) -> None:
    plans = [
        county("a", indicator(None, "40%", id="i-x", name=first)),
        county("b", indicator(None, "44%", id="i-y", name=second)),
        county("c", indicator(None, "1%", id="i-x", name=first), indicator(None, "2%", id="i-y", name=second)),
    ]
    found = pm.compare(plans, on="name", reference="a")
    assert [(one.plan, one.value, one.difference, one.reason) for one in found.rows] == [
        ("a", 40.0, 0.0, None),
        ("b", None, None, "not_stated"),
        ("c", 1.0, -39.0, None),
        ("a", None, None, "not_stated"),
        ("b", 44.0, None, "reference_silent"),
        ("c", 2.0, None, "reference_silent"),
    ]


def test_an_id_that_only_numbers_rows_pairs_nothing_but_equal_names() -> None:
    plans = [
        county(
            "a", indicator(None, "40%", id="i-1", name="森林覆盖率（%）"), indicator(None, "5%", id="i-2", name="甲")
        ),
        county("b", indicator(None, "43%", id="i-1", name="森林覆盖率"), indicator(None, "7%", id="i-2", name="乙")),
    ]
    found = pm.compare(plans, on="indicator", reference="a")
    assert [one.difference for one in found.filter(metric="i-1*").rows] == [0.0, 3.0]
    assert [(one.metric, one.plan, one.reason) for one in found.filter(metric="i-2*", difference=None).rows] == [
        ("i-2 甲", "b", "not_stated"),
        ("i-2 乙", "a", "not_stated"),
        ("i-2 乙", "b", "reference_silent"),
    ]


def test_an_id_that_names_a_metric_pairs_whatever_the_names() -> None:
    plans = [
        county(id, indicator(None, "30%", id="pm25", name=name)) for id, name in (("a", "PM2.5"), ("b", "细颗粒物"))
    ]
    assert pm.compare(plans, on="indicator").metrics == ("pm25",)


def test_tables_and_frames_show_names_beside_ids() -> None:
    pytest.importorskip("pandas")
    found = pm.compare([county("a", indicator("no-metric", "40%", name="森林覆盖率"))])
    assert found.to_records()[0]["name"] == "森林覆盖率"
    assert list(found.to_frame()["name"]) == ["森林覆盖率"]
    assert "森林覆盖率" in repr(found)
    assert "森林覆盖率" in found._repr_html_()


def test_a_matrix_never_mixes_units_or_forms_in_a_row() -> None:
    pytest.importorskip("pandas")
    plans = [
        county("a", indicator("cover", "40%")),
        county("b", indicator("cover", "比2020年提高3个百分点")),
        county("c", indicator("cover", "比2020年提高5%")),
        county("d", indicator("cover", "43%")),
        county("e", indicator("cover", "300公顷")),
        county("f", indicator("words", "持续改善")),
    ]
    found = pm.compare(plans, reference="a")
    table = found.matrix()
    lines = dict(zip(table.index.tolist(), table.to_numpy().tolist(), strict=True))
    assert {line: [number for number in row if number == number] for line, row in lines.items()} == {
        ("cover", "level", "%"): [40.0, 43.0],
        ("cover", "increase since 2020", "个百分点"): [3.0],
        ("cover", "relative increase since 2020", "%"): [5.0],
        ("words", "", ""): [],
    }
    assert list(table.columns) == ["a", "b", "c", "d", "e", "f"]
    assert found.matrix("reason").loc["cover", "e"] == "other_dimension"
    assert found.matrix("difference").loc[("cover", "level", "个百分点"), "d"] == 3.0
    assert found.matrix("relative").loc[("cover", "level", ""), "d"] == pytest.approx(0.075)


def test_without_a_reference_each_number_stands_beside_its_year_and_definitions_that_differ_are_told() -> None:
    later = pm.Target(year=2030, commitment=pm.Level(value="43 %"))
    plans = [
        county("a", indicator("cover", "40%", better="higher")),
        county("b", indicator("cover", later, better="lower")),
        county("c", indicator("cover", "41%", better="higher")),
    ]
    text = repr(pm.compare(plans))
    rows = {line.split()[2]: line for line in text.splitlines() if line.startswith("cover ")}
    assert "2025" in rows["a"]
    assert "2030" in rows["b"]
    assert "cover: not comparable, definitions differ: better higher in a, lower in b, higher in c" in text
    assert "definitions differ" in pm.compare(plans)._repr_html_()
    assert "definitions differ" not in repr(pm.compare([plans[0], plans[2]]))


def test_a_comparison_and_a_cascade_are_gone_over_row_by_row() -> None:
    plans = pm.examples.counties()
    compared, cascade = pm.compare(plans), pm.cascade(plans)
    assert tuple(compared) == compared.rows
    assert len(compared) == len(compared.rows)
    assert tuple(cascade) == cascade.results
    assert len(cascade) == len(cascade.results)


def test_the_number_of_a_row_before_a_name_is_no_part_of_it() -> None:
    def plan(id: str, name: str, value: str) -> pm.Plan:
        target = pm.Target(year=2025, commitment=pm.Level(value=value))
        return pm.Plan(id=id, title=id, elements=[pm.Indicator(id="i", name=name, unit="%", targets=[target])])

    plans = pm.PlanSet([plan("a", "1. 森林覆盖率", "50 %"), plan("b", "3、森林覆盖率（%）", "60 %")])
    found = pm.compare(plans, on="name", reference="a")
    assert [(row.plan, row.difference) for row in found.rows] == [("a", 0), ("b", 10)]
