"""Progress as a chart: tracks for shares, words for reasons, ranges for goals; never a zero bar."""

from __future__ import annotations

from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.parts import Element
from planmodel.views.drawing.style import RED
from views.charts.drawing import said, texts


def indicator(id: str, target: str, value: float | None, *, base: float | None = 100, **more: Any) -> pm.Indicator:
    return pm.Indicator(
        id=id,
        name=id,
        unit="吨",
        better="lower",
        baseline=None if base is None else pm.Baseline(year=2020, value=base),
        targets=[pm.Target(year=2025, as_published=target, commitment=pm.read_target(target, unit="吨").commitment)],
        observations=[] if value is None else [pm.Observation(period="2022", value=value)],
        **more,
    )


def drawn(*elements: Element) -> Any:
    plan = pm.Plan(id="p", title="Plan", base_year=2020, period="2021/2025", elements=list(elements))
    return pm.progress(plan, as_of="2023-12-31").plot()


def test_a_share_is_a_track_with_its_numbers_and_where_it_should_be() -> None:
    picture = drawn(indicator("a", "50", 90))
    shown = texts(picture)
    assert "behind: 20 % of the way" in shown
    assert "100 → 50 吨 (2020 → 2025)" in shown
    assert "measured 90 吨 (2022), due then 80 吨" in shown
    assert "where it was due when measured" in shown
    assert "a: behind: 20 % of the way" in said(picture)


def test_a_promise_without_a_number_is_words_and_no_bar() -> None:
    picture = drawn(indicator("a", "完成省下达任务", 90), indicator("b", "持续改善", None), indicator("c", "50", None))
    shown = texts(picture)
    assert any("省 sets the number" in text for text in shown)
    assert any("the promise is in words" in text for text in shown)
    assert any("nothing was measured" in text for text in shown)
    assert "of the way" not in said(picture)


def test_steps_back_go_left_and_what_is_beyond_the_target_goes_on() -> None:
    picture = drawn(indicator("back", "50", 110), indicator("far", "90", 60), indicator("none", "50", 100))
    shown = texts(picture)
    assert {"regressed: -20 % of the way", "met: 400 % of the way", "behind: 0 % of the way"} <= set(shown)
    assert RED in picture.svg
    assert "beyond the target" in said(picture)
    assert any("arrow" in note for note in picture.notes)
    assert "−20%" in shown, "the axis goes below the baseline"


def test_goals_are_ranges_where_parts_are_unknown() -> None:
    picture = drawn(
        pm.Goal(id="g", name="水"),
        indicator("a", "50", 75, measures=["g"]),
        indicator("b", "持续改善", None, measures=["g"]),
    )
    assert "25 % to 75 % (50 % of it known)" in texts(picture)
    assert "the whole plan" in texts(picture)


def test_of_very_many_indicators_the_most_behind_come_first_and_the_picture_says_so() -> None:
    many = [indicator(f"i{n}", "50", 100 - n % 50) for n in range(90)]
    picture = drawn(*many, indicator("words", "持续改善", None))
    assert any("80 of 91 indicators are drawn" in note for note in picture.notes)
    shown = texts(picture)
    assert shown.index("i0") < shown.index("i1")
    assert "words" not in shown


def test_with_nothing_to_draw_the_error_says_what_to_write() -> None:
    with pytest.raises(ModelError, match="neither indicators nor goals") as caught:
        drawn()
    assert "targets" in str(caught.value.hint)


def test_what_is_known_not_to_be_met_is_not_called_unknown() -> None:
    picture = drawn(indicator("a", "≤50", 90, base=None), indicator("b", "≤50", 40, base=None))
    shown = texts(picture)
    assert {"not yet met", "met", "measured 90 吨 (2022)", "≤ 50 吨 (2025)"} <= set(shown)
    assert "unknown" not in shown


def test_the_value_due_is_told_in_the_unit_of_the_value_measured() -> None:
    one = pm.Indicator(
        id="a",
        name="造林",
        better="higher",
        baseline=pm.Baseline(year=2020, value="0 万亩"),
        targets=[pm.Target(year=2025, commitment=pm.read_target("10万亩").commitment)],
        observations=[pm.Observation(period="2022", value="30000 亩")],
    )
    assert "measured 30000 亩 (2022), due then 40,000 亩" in texts(drawn(one))


def test_status_and_what_was_due_are_of_one_day() -> None:
    shown = texts(drawn(indicator("a", "50", 75)))
    assert "on track: 50 % of the way" in shown, "40 % was due at the end of 2022, 60 % on the day asked"
    assert "measured 75 吨 (2022), due then 80 吨" in shown
    assert any("1 on track" in text for text in shown)
