"""Shades and years of compared promises: only like stands beside like, and only required changes are ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.comparing.comparison import ComparedRow
from planmodel.views.strictness import Alike, commonest, promised, strictness, value_text
from views.charts.drawing import said, texts

PM25 = "微克/立方米"


def target(text: str, year: int, unit: str = PM25) -> pm.Target:
    return pm.Target(year=year, as_published=text, commitment=pm.read_target(text, unit=unit).commitment)


def plans() -> list[pm.Plan]:
    return [
        county("a", indicator("pm25", target("≤25", 2025), unit=PM25)),
        county("b", indicator("pm25", target("≤22", 2020), unit=PM25)),
        county("c", indicator("pm25", target("≤24", 2021), unit=PM25)),
        county("d", indicator("pm25", target("≤20", 2025), unit=PM25)),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2)])
def test_targets_of_other_years_stand_apart_hollow_with_their_year(order: Sequence[int]) -> None:
    held = plans()
    picture = pm.compare([held[at] for at in order], reference="a").plot("pm25")
    shown = texts(picture)
    assert f"{PM25} · level · 2025" in shown
    assert [text for text in shown if text.startswith("≤")] == ["≤ 20", "≤ 25", "≤ 22 (2020)", "≤ 24 (2021)"]
    assert "2 targets are for another year than 2025: hollow, below the others, not to be held against them" in shown
    assert picture.svg.count('fill="#ffffff" stroke="#0060a8"') == 3, "two dots and their key"


def test_without_a_reference_the_year_that_most_have_is_the_comparisons_own() -> None:
    rows = pm.compare(plans()).rows
    assert commonest(rows).year == 2025
    assert commonest([row for row in rows if row.plan != "d"]).year == 2025, "of several the latest"


def test_a_table_frames_other_years_and_shades_neither_them_nor_levels() -> None:
    both = [plan.add(*county("x", indicator("so2", "10%", unit="%")).elements) for plan in plans()]
    picture = pm.compare(both, reference="a").plot()
    shown = texts(picture)
    assert {"2020", "2021", "≤ 22"} <= set(shown)
    assert any(text.endswith(f", {PM25}, 2025") for text in shown)
    assert "asks for the least change" not in shown, "levels without a baseline are not ranked"
    assert "b, Annual mean PM2.5 concentration: ≤ 22 微克/立方米 (2020)" in said(picture)


def ranked(*texts: str, unit: str = "%", better: str | None = None, base: float | None = None) -> Mapping[str, float]:
    more: dict[str, Any] = {} if base is None else {"baseline": pm.Baseline(year=2020, value=f"{base}{unit}")}
    plans = [county(f"p{at}", indicator("m", text, unit=unit, better=better, **more)) for at, text in enumerate(texts)]
    return strictness(pm.compare(plans), "m", 2025)


def test_a_larger_fall_is_stricter_where_lower_is_better_and_laxer_where_higher_is() -> None:
    texts = ("比2020年下降10%", "比2020年下降20%", "比2020年下降15%")
    assert ranked(*texts, better="lower") == ranked(*texts) == {"p0": 0.0, "p1": 1.0, "p2": 0.5}
    assert ranked(*texts, better="higher") == {"p0": 1.0, "p1": 0.0, "p2": 0.5}


def test_a_cap_on_growth_is_stricter_the_lower_it_is() -> None:
    rise, fall = (
        pm.Change(direction="increase", value=f"{n} %", relative=True, since=2020, comparator="at_most") for n in (3, 9)
    )
    plans = [county(id, indicator("m", pm.Target(year=2025, commitment=one))) for id, one in (("a", rise), ("b", fall))]
    assert strictness(pm.compare(plans), "m", 2025) == {"a": 1.0, "b": 0.0}


def test_a_level_is_ranked_by_its_way_from_the_baseline_and_beside_promised_changes() -> None:
    assert ranked("≤24吨", "≤27吨", "比2020年下降15%", unit="吨", better="lower", base=30) == {
        "p0": 1.0,
        "p1": 0.0,
        "p2": 0.5,
    }
    assert ranked("≥51%", "≥60%", better="higher", base=50) == {"p0": 0.0, "p1": 1.0}


@pytest.mark.parametrize(
    ("texts", "unit", "better", "base"),
    [
        (("≤24吨", "≤27吨"), "吨", "lower", None),
        (("≤24吨", "≤27吨"), "吨", None, 30),
        (("减少10吨", "减少20吨"), "吨", "lower", None),
        (("≥51%", "≥60%"), "%", "higher", None),
    ],
)
def test_levels_without_a_baseline_or_a_direction_and_quantities_that_grow_with_the_place_are_not_ranked(
    texts: tuple[str, ...], unit: str, better: str | None, base: float | None
) -> None:
    assert ranked(*texts, unit=unit, better=better, base=base) == {}


def test_changes_since_different_or_unknown_years_are_not_ranked_together() -> None:
    plans = [
        county("a", indicator("m", "比2020年下降10%")),
        county("b", indicator("m", "比2015年下降30%")),
        county("c", indicator("m", "下降20%"), base_year=None),
    ]
    assert strictness(pm.compare(plans), "m", 2025) == {}
    more = [*plans, county("d", indicator("m", "比2020年下降12%"))]
    assert strictness(pm.compare(more), "m", 2025) == {"a": 0.0, "d": 1.0}


def test_plans_that_mean_something_else_by_a_metric_are_not_ranked_with_the_reference() -> None:
    def own(id: str, text: str, statistic: str) -> pm.Plan:
        metric = pm.Metric(id="m", name="M", unit="%", better="lower", statistic=statistic)
        return county(id, indicator("m", text), elements=[metric])

    plans = [
        own("a", "比2020年下降10%", "mean"),
        own("b", "比2020年下降20%", "mean"),
        own("c", "比2020年下降30%", "median"),
    ]
    assert strictness(pm.compare(plans, reference="a"), "m", 2025) == {"a": 0.0, "b": 1.0}


def test_a_number_says_its_sign_its_direction_its_year_and_its_part() -> None:
    fall = ComparedRow(
        "m",
        "a",
        value=14,
        unit="%",
        comparator="at_least",
        kind="Change",
        form="relative decrease since 2020",
        year=2025,
    )
    own = Alike(fall.form, "%", 2025)
    assert value_text(fall, own) == "↓ ≥ 14"
    assert value_text(fall, own, unit=True) == "↓ ≥ 14 %"
    assert value_text(fall._replace(year=2030, scope="城区"), own) == "↓ ≥ 14 (2030, 城区)"
    assert value_text(fall._replace(year=None), own) == "↓ ≥ 14 (no year)"


def test_an_indicator_without_a_target_promises_nothing_and_two_targets_are_no_number() -> None:
    bare = indicator("pm25", target("≤1", 2025), unit=PM25, targets=[])
    both = indicator("pm25", target("≤1", 2025), unit=PM25, targets=[target("≤20", 2025), target("≤25", 2025)])
    others = [county("e", bare), county("f", both), county("g")]
    compared = pm.compare([*plans(), *others], reference="a")
    shown = texts(pm.compare([*plans(), *others, county("h", indicator("so2", "5", unit=PM25))]).plot())
    assert (shown.count("…"), shown.count("—")) == (1, 2 + 7 + 1)
    assert [promised(row) for row in compared.rows][4:] == [False, True, False]
