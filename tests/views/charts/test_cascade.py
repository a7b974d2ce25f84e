"""Cascades as charts: dots and shares beside the parent's number, words for the rest, tables for many plans."""

from __future__ import annotations

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.errors import ModelError, UnknownIdError
from views.charts.drawing import ROOT, said, texts


def counties() -> pm.PlanSet:
    return pm.PlanSet.read(ROOT / "examples" / "counties")


def test_two_plans_are_rows_with_outcome_and_both_promises() -> None:
    plans = {plan.id: plan for plan in counties()}
    picture = pm.cascade(plans["qianjiang-esr-145"], plans["chongqing-esr-145"]).plot(language="en")
    shown = texts(picture)
    assert "黔江区, held against 重庆市" in shown
    assert {"stricter", "0.6% of it", "↓ 14.5 % against ↓ 14 %", "化学需氧量减排"} <= set(shown)
    assert "the child's number as a share of the parent's" in shown
    assert "cod-cut: ↓ 245 吨 against ↓ 4.32 万吨, 0.6% of it" in said(picture)


def test_a_chain_of_three_has_two_parts_and_tells_what_cannot_be_compared() -> None:
    plans = {plan.id: plan for plan in counties()}
    chain = [plans[id] for id in ("qianjiang-esr-145", "chongqing-esr-145", "nation-esr-145")]
    shown = texts(pm.cascade(*chain).plot(language="en"))
    assert "重庆市, held against 全国" in shown
    assert shown.count("the child promises a quantity, the parent a share of its base") == 4


def test_a_whole_tree_is_a_table_and_one_plan_of_it_is_rows() -> None:
    found = pm.cascade(counties())
    picture = found.plot(language="en")
    shown = texts(picture)
    assert {"黔江区", "内蒙古自治区", "单位地区生产总值能源消耗", "—", "0.6%", "not comparable"} <= set(shown)
    assert "黔江区, energy-intensity: stricter beside 重庆市" in said(picture)
    assert "黔江区, held against 重庆市" in texts(found.plot("qianjiang-esr-145", "en"))
    with pytest.raises(UnknownIdError, match="qianjiang"):
        found.plot("qianjiang")


def test_what_has_no_number_of_its_own_is_words() -> None:
    above = county("b", indicator("x", "≤20吨"), indicator("water", "达到Ⅲ类"), indicator("y", "持续改善"))
    below = county("a", indicator("x", "完成省下达任务"), indicator("water", "达到Ⅱ类"), indicator("y", "5%", unit="%"))
    shown = texts(pm.cascade(below, above).plot())
    assert {"without a number here", "without a number above", "a higher level"} <= set(shown)
    assert any("set elsewhere" in text for text in shown)


def test_much_more_than_the_parent_is_drawn_at_the_edge_with_a_note() -> None:
    below, above = (county(id, indicator("s", f"{n}%", unit="%", better="higher")) for id, n in (("a", 90), ("b", 30)))
    picture = pm.cascade(below, above).plot()
    assert any("beyond the edge" in note for note in picture.notes)
    assert "90 % against 30 %" in texts(picture)


def test_nothing_in_common_and_too_much_are_errors_that_help() -> None:
    with pytest.raises(ModelError, match="nothing to draw") as caught:
        pm.cascade(county("a", indicator("x", "5%")), county("b", indicator("y", "5%"))).plot()
    assert "metric" in str(caught.value.hint)
    nation = county(
        "n",
        indicator("x", "5%", unit="%"),
        jurisdiction=pm.Jurisdiction(name="全国", level="national"),
    )
    many = [
        county(f"c{n}", indicator("x", "6%", unit="%"), jurisdiction=pm.Jurisdiction(name=f"县{n}", level="county"))
        for n in range(201)
    ]
    with pytest.raises(ModelError, match="too many for a picture") as caught:
        pm.cascade([nation, *many]).plot()
    assert "plot(child)" in str(caught.value.hint)


def test_a_table_writes_other_years_and_counts_what_a_cell_cannot_hold() -> None:
    def falls(*numbers: float, years: tuple[int, ...] = (2025, 2030)) -> list[pm.Target]:
        return [
            pm.Target(year=year, commitment=pm.read_target(f"下降{n}%", unit="%").commitment, as_published=f"下降{n}%")
            for year, n in zip(years, numbers, strict=True)
        ]

    years = (2022, 2023, 2024, 2025)
    nation = county(
        "n",
        indicator("x", "9%", unit="%", targets=falls(10, 11, 12, 13, years=years)),
        jurisdiction=pm.Jurisdiction(name="全国", level="national"),
    )
    counties = [
        county(
            f"c{n}",
            indicator("x", "9%", unit="%", targets=falls(*(10 + at for at in range(4 - n)), years=years[n:])),
            jurisdiction=pm.Jurisdiction(name=f"县{n}", level="county"),
        )
        for n in range(4)
    ] + [
        county(
            "last",
            indicator("x", "9%", unit="%", targets=falls(9, years=(2024,))),
            jurisdiction=pm.Jurisdiction(name="末县", level="county"),
        )
    ]
    picture = pm.cascade([nation, *counties]).plot()
    shown = texts(picture)
    assert any(text.startswith("for 2025 where no other year is written") for text in shown)
    assert {"4 years", "3 years", "2024 2025", "2024"} <= set(shown)
    assert "2025" not in shown
    assert "1 cell has more than 3 promises, of which the first are drawn: .plot(child) has all" in shown


def test_outcomes_are_told_in_either_language() -> None:
    plans = pm.PlanSet.read(ROOT / "examples" / "counties")
    found = pm.cascade(plans["qianjiang-esr-145"], plans["chongqing-esr-145"])
    zh, en = (" ".join(texts(found.plot(language=language))) for language in ("zh", "en"))
    assert "黔江区，对照 重庆市" in zh
    assert "严于上级" in zh
    assert "held against" not in zh
    assert "stricter" in en
    assert found.plot().svg == found.plot(language="zh").svg
