"""Shades and years of compared promises: only like stands beside like, and only required changes are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.comparing.comparison import ComparedRow
from planmodel.views.charts.strictness import Alike, commonest, strictness, value_text
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
    assert f"细颗粒物年均浓度, {PM25}, 2025" in shown
    assert "asks for the least change" not in shown, "levels are not ranked"
    assert "b, 细颗粒物年均浓度: ≤ 22 (2020) 微克/立方米" in said(picture)


def row(plan: str, value: float, *, form: str, unit: str = "%", **more: Any) -> ComparedRow:
    kind = "Level" if form == "level" else "Change"
    return ComparedRow("m", plan, value=value, unit=unit, kind=kind, form=form, year=2025)._replace(**more)


def test_a_larger_fall_is_stricter_where_lower_is_better_and_laxer_where_higher_is() -> None:
    form = "relative decrease since 2020"
    rows = [row("a", 10, form=form), row("b", 20, form=form), row("c", 15, form=form)]
    assert strictness(rows, "lower") == strictness(rows) == {"a": 0.0, "b": 1.0, "c": 0.5}
    assert strictness(rows, "higher") == {"a": 1.0, "b": 0.0, "c": 0.5}


def test_a_cap_on_growth_is_stricter_the_lower_it_is() -> None:
    rows = [
        row(id, value, form="relative increase since 2020", comparator="at_most") for id, value in (("a", 3), ("b", 9))
    ]
    assert strictness(rows) == {"a": 1.0, "b": 0.0}


@pytest.mark.parametrize(
    ("form", "unit"), [("level", "%"), ("level", PM25), ("decrease since 2020", "吨"), ("decrease since 2020", "万吨")]
)
def test_levels_and_quantities_that_grow_with_the_place_have_no_strictness(form: str, unit: str) -> None:
    assert strictness([row("a", 10, form=form, unit=unit), row("b", 20, form=form, unit=unit)], "lower") == {}


def test_a_number_says_its_sign_its_direction_its_year_and_its_part() -> None:
    fall = row("a", 14, form="relative decrease since 2020", comparator="at_least")
    own = Alike(fall.form, "%", 2025)
    assert value_text(fall, own) == "↓ ≥ 14"
    assert value_text(fall, own, unit=True) == "↓ ≥ 14 %"
    assert value_text(fall._replace(year=2030, scope="城区"), own) == "↓ ≥ 14 (2030, 城区)"
    assert value_text(fall._replace(year=None), own) == "↓ ≥ 14 (no year)"
