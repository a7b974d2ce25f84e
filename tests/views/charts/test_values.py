"""Values through time: what is joined, where it stands, what is said of the rest."""

from __future__ import annotations

import datetime as dt

import pytest

import planmodel as pm
from planmodel.errors import ModelError, UnknownIdError
from planmodel.views.charts.value_panel import Drawn, follows, panel_of
from planmodel.views.charts.values import plot_indicators

AT_MOST = pm.Level(value="20 微克/立方米", comparator="at_most")


def indicator(observations: dict[str, object], **fields: object) -> pm.Indicator:
    values = [{"period": period, "value": value} for period, value in observations.items()]
    return pm.Indicator(id="i", name="PM2.5", **{"unit": "微克/立方米", "observations": values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "sort"),
    [
        ("2021", "year"),
        ("2021-01/2021-12", "year"),
        ("2021-05", "month"),
        ("2021-02-01/2021-02-28", "month"),
        ("2021-01/2021-05", "since January"),
        ("2021-04/2021-06", "other"),
        ("2021-05-03", "other"),
        ("2021/2022", "other"),
        ("9999", "year"),
    ],
)
def test_a_period_is_of_a_sort(period: str, sort: str) -> None:
    (point,) = panel_of(Drawn(indicator=indicator({period: 30})), None, False).points
    assert point.sort == sort


@pytest.mark.parametrize(
    ("first", "then", "joined"),
    [
        ("2021", "2022", True),
        ("2021", "2023", False),
        ("2021-05", "2021-06", True),
        ("2020-12", "2021-01", True),
        ("2020-07", "2021-07", False),
        ("2021-01/2021-05", "2022-01/2022-05", False),
        ("2021/2022", "2023/2024", False),
    ],
)
def test_only_whole_years_and_months_that_follow_each_other_are_joined(first: str, then: str, joined: bool) -> None:
    before, after = panel_of(Drawn(indicator=indicator({first: 30, then: 28})), None, False).points
    assert follows(before, after) is joined


def test_values_of_another_definition_are_not_joined() -> None:
    changed = {"period": 2022, "value": 28, "note": "口径改变：剔除沙尘"}
    one = pm.Indicator(id="i", name="PM2.5", unit="微克/立方米", observations=[{"period": 2021, "value": 30}, changed])
    before, after = panel_of(Drawn(indicator=one), None, False).points
    assert after.changed
    assert not follows(before, after)
    assert "definition changed" in one.plot(language="en").svg


def test_the_way_runs_where_progress_is_judged_along_it() -> None:
    fields = {"baseline": {"year": 2020, "value": 50}, "targets": [pm.Target(year=2025, commitment=AT_MOST)]}
    falling = panel_of(Drawn(indicator=indicator({"2021": 45}, better="lower", **fields)), None, False)
    assert [(start.year, start.value, aim.year, aim.value, aim.text) for start, aim in falling.ways] == [
        (2020, 50, 2025, 20, "≤ 20")
    ]
    kept = panel_of(Drawn(indicator=indicator({"2021": 45}, better="higher", **fields)), None, False)
    assert kept.ways == ()
    assert [aim.value for aim in kept.targets] == [20]


def test_a_change_is_drawn_as_the_level_that_it_leads_to() -> None:
    promise = {"baseline": {"year": 2020, "value": 50}, "targets": [pm.read_target("下降10%", year=2025)]}
    (aim,) = panel_of(Drawn(indicator=indicator({}, better="lower", **promise)), None, False).targets
    assert (aim.year, aim.value) == (2025, 45)


def test_values_are_drawn_in_the_unit_of_the_indicator() -> None:
    panel = panel_of(Drawn(indicator=indicator({"2021": "0.03 毫克/立方米", "2022": "5 吨"})), None, False)
    assert [point.value for point in panel.points] == [pytest.approx(30)]
    assert "1 in another unit not drawn" in panel.facts


def test_a_value_without_a_number_is_told() -> None:
    one = pm.Indicator(
        id="i", name="PM2.5", observations=[{"period": 2021, "as_published": "良好"}, {"period": 2022, "value": 3}]
    )
    assert "1 without a number" in panel_of(Drawn(indicator=one), None, False).facts


def test_what_cannot_be_drawn_is_named_in_the_picture() -> None:
    silent = pm.Indicator(id="s", name="Environment", targets=[{"as_published": "持续改善"}])
    plan = pm.Plan(id="p", title="Plan", elements=[indicator({"2021": 30}), silent])
    picture = plan.plot_indicators(as_of="2023-06-30")
    assert picture.notes == ("without any number that can be drawn: Environment",)
    assert "Environment" in picture.svg
    assert "2023-06-30" in picture.svg


def test_of_very_many_the_first_are_drawn() -> None:
    many = [
        pm.Indicator(id=f"i{at}", name=f"Number {at}", observations=[{"period": 2021, "value": at}]) for at in range(61)
    ]
    picture = plot_indicators(pm.Plan(id="p", title="Plan", elements=many))
    assert picture.notes == ("60 of 61 indicators are drawn, the first ones",)


def test_words_are_in_the_language_of_the_plan_or_the_one_asked_for() -> None:
    plan = pm.Plan(id="p", title={"zh": "规划", "en": "Plan"}, elements=[indicator({"2021": 30})])
    assert "全年" in plan.plot_indicators().svg
    assert "a whole year" in plan.plot_indicators(language="en").svg
    with pytest.raises(ModelError, match="language"):
        plan.plot_indicators(language="fr")


def test_nothing_to_draw_and_wrong_names_are_errors() -> None:
    empty = pm.Plan(id="p", title="Plan", elements=[pm.Goal(id="g", name="Goal")])
    with pytest.raises(ModelError, match="no indicator has a number"):
        empty.plot_indicators()
    with pytest.raises(ModelError, match="has no values"):
        empty.plot_indicators(["g"])
    with pytest.raises(UnknownIdError):
        empty.plot_indicators(["zz"])
    with pytest.raises(ModelError, match="date"):
        indicator({"2021": 30}).plot(as_of="soon")


def test_the_first_and_the_last_day_of_the_calendar_can_be_drawn() -> None:
    one = indicator({"0001": 1, "9999": 2})
    assert panel_of(Drawn(indicator=one), None, False).points[0].period.start == dt.date(1, 1, 1)
    assert one.plot().svg.startswith("<svg")
