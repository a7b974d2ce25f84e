"""Progress of one indicator: the ordinary cases, those that go wrong elsewhere, and the proof that goes with them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.numbers import Baseline, Observation
from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Compound,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Target,
    Unread,
)
from planmodel.tracking.attainment import indicator_progress
from planmodel.tracking.results import REASONS, IndicatorProgress, Trajectory
from planmodel.units import Amount
from reached import Reached

ZERO, ONE = Decimal(0), Decimal(1)


def level(
    base: object,
    target: object,
    actual: object,
    better: Any = "higher",
    *,
    comparator: Any = None,
    unit: str = "%",
    year: int = 2023,
    as_of: str = "2023-12-31",
    trajectory: Trajectory = "linear",
) -> IndicatorProgress:
    """Return the progress of an indicator with a baseline of 2020, a level for 2025 and one value."""
    promise = Level(value=target, comparator=comparator)  # type: ignore[arg-type]
    return promised(promise, base, actual, better, unit=unit, year=year, as_of=as_of, trajectory=trajectory)


def promised(
    promise: Commitment,
    base: object = None,
    actual: object = None,
    better: Any = "higher",
    *,
    unit: str | None = "%",
    year: int | str = 2023,
    as_of: str = "2023-12-31",
    trajectory: Trajectory = "linear",
    **rest: Any,
) -> IndicatorProgress:
    observations = () if actual is None else (Observation(period=year, value=actual),)  # type: ignore[arg-type]
    indicator = Indicator(
        id="i",
        name=rest.pop("name", "指标"),
        unit=unit,
        better=better,
        baseline=None if base is None else Baseline(year=2020, value=base),  # type: ignore[arg-type]
        targets=[Target(year=2025, commitment=promise)],
        observations=rest.pop("observations", observations),
    )
    return indicator_progress(indicator, as_of=as_of, trajectory=trajectory, **rest)


# --- the cases that others get wrong ---


def test_keeping_100_percent_and_falling_to_80_is_a_breach() -> None:
    result = level(100, 100, 80)
    assert (result.status, result.attainment, result.reason) == ("breached", None, "target_not_better_than_baseline")
    assert result.satisfaction == 0


def test_a_target_that_equals_its_baseline_is_held_while_the_value_stays() -> None:
    assert level(100, 100, 100).status == "held"
    assert level(90, 90, 95).status == "held"
    assert level(25, 25, 30, "lower").status == "breached"


def test_a_target_below_its_baseline_is_held_by_its_own_level_not_by_the_baseline() -> None:
    result = level(100, 97, 98, comparator="at_least")
    assert (result.status, result.reason) == ("held", "target_not_better_than_baseline")
    assert level(100, 97, 96, comparator="at_least").status == "breached"


def test_a_target_of_zero_is_reached_step_by_step() -> None:
    result = level(10, 0, 4, "lower", unit="个")
    assert (result.status, result.attainment) == ("on_track", Decimal("0.6"))


def test_a_base_of_zero_divides_nothing_by_zero() -> None:
    assert level(0, 10, 4, unit="个").attainment == Decimal("0.4")
    assert level(0, 0, 0, "lower", unit="个").status == "held"


def test_a_value_on_the_wrong_side_of_the_baseline_has_regressed() -> None:
    result = level(50, 100, 40)
    assert (result.status, result.attainment, result.overshoot) == ("regressed", Decimal("-0.2"), ZERO)
    assert result.satisfaction == 0


def test_an_overshoot_of_350_percent_stands_apart() -> None:
    result = level(0, 10, 35, unit="个")
    assert (result.status, result.attainment, result.overshoot) == ("met", ONE, Decimal("2.5"))


def test_reducing_50_to_20_and_still_at_50_is_nothing_attained() -> None:
    result = level(50, 20, 50, "lower", unit="吨")
    assert (result.status, result.attainment) == ("behind", ZERO)


def test_a_measured_zero_is_a_value() -> None:
    result = level(10, 5, 0, "lower", unit="个")
    assert (result.status, result.attainment, result.overshoot) == ("met", ONE, ONE)
    assert promised(Level(value=5), 10).reason == "no_observation"


# --- along the way ---


@pytest.mark.parametrize(("actual", "status"), [(80, "on_track"), (79.9, "behind"), (100, "met"), (90, "on_track")])
def test_the_status_compares_with_the_trajectory(actual: float, status: str) -> None:
    result = level(50, 100, actual)
    assert (result.status, result.expected) == (status, Decimal("0.6"))


def test_trajectories_expect_different_shares() -> None:
    assert level(50, 100, 60, trajectory="linear").expected == Decimal("0.6")
    assert level(50, 100, 60, trajectory="step").expected == 0
    assert level(50, 100, 60, trajectory="step").status == "on_track"
    geometric = level(50, 100, 60, trajectory="geometric")
    assert float(geometric.expected or 0) == pytest.approx(2**0.6 - 1)
    assert level(0, 100, 60, trajectory="geometric").reason == "no_trajectory"
    assert level(0, 100, 60, trajectory="geometric").attainment == Decimal("0.6")


def test_a_value_is_judged_by_the_day_on_which_it_was_measured() -> None:
    result = level(50, 100, 70, year=2022, as_of="2024-12-31")
    assert (result.status, result.expected, result.expected_when_measured) == (
        "on_track",
        Decimal("0.8"),
        Decimal("0.4"),
    )


def test_at_the_end_only_the_target_will_do_and_only_its_own_year() -> None:
    assert level(50, 100, 99, year=2025, as_of="2026-06-01").status == "behind"
    stale = level(50, 100, 99, year=2023, as_of="2026-06-01")
    assert (stale.status, stale.reason) == ("unknown", "not_comparable_period")


def test_negative_values_are_values() -> None:
    assert level(-10, -2, -6, unit="个").attainment == Decimal("0.5")


def test_without_a_base_year_attainment_is_known_and_the_verdict_is_not() -> None:
    indicator = Indicator(
        id="i",
        name="x",
        better="higher",
        baseline=Baseline(value=0),
        targets=[Target(year=2025, commitment=Level(value=10))],
        observations=[Observation(period=2023, value=6)],
    )
    alone = indicator_progress(indicator, as_of="2023-12-31")
    assert (alone.attainment, alone.status, alone.reason) == (Decimal("0.6"), "unknown", "no_year")
    assert indicator_progress(indicator, as_of="2023-12-31", base_year=2020).status == "on_track"


def test_a_range_is_reached_at_its_nearer_end() -> None:
    wide = Level(value=55, high=60, comparator="between")
    assert promised(wide, 50, 57).status == "met"
    assert promised(wide, 70, 60, "lower").attainment == 1
    assert promised(wide, 70, 65, "lower").attainment == Decimal("0.5")


# --- reasons ---


@pytest.mark.parametrize(
    ("promise", "reason"),
    [
        (Assigned(by="省"), "assigned"),
        (Qualitative(trend="improve"), "qualitative"),
        (Unread(reason="garbled"), "unread"),
        (RelativeTo(scope="全国", statistic="mean"), "no_number"),
    ],
)
def test_a_promise_without_a_number_has_a_reason(promise: Commitment, reason: str) -> None:
    result = promised(promise, 50, 60)
    assert (result.status, result.attainment, result.reason) == ("unknown", None, reason)
    assert result.message


@pytest.mark.parametrize("period", ["2025-01/2025-05", "2023-05", "2022-07/2023-06", "2023-12-31", "2021/2023"])
def test_a_value_that_is_not_for_a_whole_year_is_not_compared(period: str) -> None:
    result = promised(Level(value=100), 50, 90, year=period, as_of="2025-12-31")
    assert (result.attainment, result.reason) == (None, "not_comparable_period")


def test_what_is_in_stock_may_be_counted_on_a_day() -> None:
    stock = Metric(id="m", name="面积", quantity="stock")
    result = promised(Level(value=100), 50, 80, year="2023-12-31", metric=stock)
    assert (result.attainment, result.status) == (Decimal("0.6"), "on_track")


@pytest.mark.parametrize("note", ["definition changed: sections went from 15 to 20", "口径改变", "统计口径调整"])
def test_a_changed_definition_forbids_the_comparison(note: str) -> None:
    observations = [Observation(period=2022, value=60, note=note), Observation(period=2023, value=70)]
    assert promised(Level(value=100), 50, observations=observations).reason == "definition_changed"
    before = [Observation(period=2022, value=60), Observation(period=2024, value=70, note=note)]
    assert promised(Level(value=100), 50, observations=before).attainment == Decimal("0.2")


def test_without_a_baseline_only_met_or_not_is_told() -> None:
    met = promised(Level(value=20), None, 18, "lower")
    assert (met.status, met.attainment, met.reason) == ("met", None, "no_baseline")
    assert promised(Level(value=20), None, 25, "lower").status == "unknown"
    assert promised(Level(value=20), None, 25, "lower", year=2025, as_of="2025-12-31").status == "behind"


def test_a_bare_level_below_its_baseline_invents_no_direction() -> None:
    result = promised(Level(value=20), 50, 35, None)
    assert (result.status, result.attainment, result.reason) == ("unknown", None, "no_direction")


def test_a_comparator_tells_met_but_no_direction() -> None:
    result = promised(Level(value=20, comparator="at_most"), 50, 18, None)
    assert (result.status, result.attainment, result.reason) == ("met", None, "no_direction")
    assert promised(Level(value=100, comparator="at_least"), 50, 60, "lower").reason == "no_direction"


def test_the_metric_may_say_which_way_is_better() -> None:
    metric = Metric(id="m", name="PM2.5", better="lower")
    assert promised(Level(value=20), 50, 35, None, metric=metric).attainment == Decimal("0.5")


@pytest.mark.parametrize(
    ("unit", "actual"), [("%", "2 个百分点"), ("%", "3 吨"), ("吨", "3 %"), ("人", "20 户"), ("名", "20 户")]
)
def test_units_of_different_things_are_not_compared(unit: str, actual: str) -> None:
    result = promised(
        Level(value=Amount(100, "%" if unit == "%" else "吨" if unit == "吨" else "人")), 50, actual, unit=unit
    )
    assert (result.attainment, result.reason) == (None, "unit_mismatch")


def test_units_of_the_same_thing_are_converted_exactly() -> None:
    result = promised(Level(value="1.5 万吨"), "10000 吨", "12500000 千克", unit="吨")
    assert result.attainment == Decimal("0.5")


def test_a_target_without_a_year_a_part_or_nothing_at_all_has_a_reason() -> None:
    assert indicator_progress(Indicator(id="i", name="x"), as_of=2023).reason == "no_target"
    undated = Indicator(id="i", name="x", targets=[Target(commitment=Level(value=5))])
    assert indicator_progress(undated, as_of=2023).reason == "no_year"
    scoped = Indicator(id="i", name="x", targets=[Target(year=2025, scope="山区", commitment=Level(value=5))])
    assert indicator_progress(scoped, as_of=2023).reason == "not_comparable_scope"


def test_years_out_of_order_have_a_reason() -> None:
    indicator = Indicator(
        id="i",
        name="x",
        better="higher",
        baseline=Baseline(year=2030, value=1),
        targets=[Target(year=2025, commitment=Level(value=5))],
        observations=[Observation(period=2031, value=2)],
    )
    assert indicator_progress(indicator, as_of=2032).reason == "no_year"


def test_every_reason_code_is_explained() -> None:
    assert all(text and not text.endswith(".") for text in REASONS.values())


def test_no_such_trajectory_or_day_is_an_error() -> None:
    with pytest.raises(ModelError, match="no trajectory 'cubic'"):
        indicator_progress(Indicator(id="i", name="x"), as_of=2023, trajectory=cast(Any, "cubic"))
    with pytest.raises(ModelError, match="not a date"):
        indicator_progress(Indicator(id="i", name="x"), as_of="soon")


# --- changes ---


def change(direction: Any, value: str, **fields: Any) -> Change:
    return Change(direction=direction, value=value, **fields)


def test_a_relative_cut_is_a_level_below_its_base() -> None:
    result = promised(change("decrease", "20 %", relative=True), 50, 45, "lower", unit="吨")
    assert result.target is not None
    assert (result.target.value, result.target.origin) == (Amount("40 吨"), "computed")
    assert (result.attainment, result.status) == (Decimal("0.5"), "behind")


def test_a_change_by_the_year_compounds() -> None:
    result = promised(change("decrease", "10 %", relative=True, per="year"), 100, 70, "lower", unit="吨")
    assert result.target is not None
    assert result.target.value == Amount("59.049 吨")


def test_an_absolute_cut_and_an_increment_start_from_the_base() -> None:
    assert promised(change("decrease", "30 吨"), 50, 35, "lower", unit="吨").attainment == Decimal("0.5")
    assert promised(change("increase", "10 万亩"), "100 万亩", "1050000 亩", unit="万亩").attainment == Decimal("0.5")


def test_a_cut_of_at_least_so_much_ends_at_most_so_high() -> None:
    result = promised(change("decrease", "20 %", relative=True, comparator="at_least"), 50, 40, "lower", unit="吨")
    assert (result.comparator, result.status) == ("at_most", "met")
    loose = promised(change("decrease", "20 %", relative=True, comparator="at_most"), 50, 45, "higher", unit="吨")
    assert loose.status == "held"


def test_a_change_names_its_own_direction() -> None:
    assert promised(change("decrease", "20 %", relative=True), 50, 45, None, unit="吨").better == "lower"


def test_a_percentage_is_not_a_percentage_point() -> None:
    assert promised(change("increase", "2 个百分点"), 90, 91).attainment == Decimal("0.5")
    assert promised(change("increase", "2 %"), 90, 91).reason == "unit_mismatch"
    assert promised(change("increase", "2 个百分点", relative=True), 90, 91).reason == "unit_mismatch"
    assert promised(change("increase", "2", relative=True), 90, 91).reason == "unit_mismatch"


def test_a_relative_change_without_a_base_level_has_a_reason() -> None:
    assert promised(change("decrease", "20 %", relative=True, since=2020), None, 45, unit="吨").reason == "no_baseline"
    assert promised(change("decrease", "20 %", relative=True, since=2015), 50, 45, unit="吨").reason == "no_baseline"


def test_the_base_level_may_be_a_value_measured_in_the_base_year_or_given() -> None:
    cut = change("decrease", "20 %", relative=True, since=2020)
    observations = [Observation(period=2020, value=50), Observation(period=2023, value=45)]
    assert promised(cut, None, better="lower", unit="吨", observations=observations).attainment == Decimal("0.5")
    given_level = promised(cut, None, 45, "lower", unit="吨", base_level=Amount("50 吨"))
    assert given_level.attainment == Decimal("0.5")


def test_an_increment_counts_what_was_added_since_the_base_year() -> None:
    added = change("increase", "10 万亩", since=2020)
    result = promised(added, None, 6, year="2021/2023", unit="万亩", name="新增造林")
    assert (result.attainment, result.status) == (Decimal("0.6"), "on_track")
    assert promised(added, None, 6, year=2023, unit="万亩", name="新增造林").reason == "not_comparable_period"
    assert promised(added, None, 305, year=2021, unit="万亩", name="森林面积").reason == "no_baseline"
    stock = Metric(id="m", name="面积", quantity="stock")
    assert promised(added, None, 6, year="2021/2023", unit="万亩", metric=stock).reason == "no_baseline"


def test_a_published_percentage_is_compared_only_where_the_indicator_is_that_percentage() -> None:
    cut = change("decrease", "13.5 %", relative=True, since=2020)
    result = promised(cut, None, "8.1 %", "lower", year="2021/2023", name="单位GDP能耗降低率")
    assert (result.attainment, result.status) == (Decimal("0.6"), "on_track")
    assert promised(cut, None, "8.1 %", "lower", year="2021/2023", name="非化石能源占比").reason == "no_baseline"


# --- keeping, grades, compounds, stretch ---


def test_a_promise_to_maintain_is_held_at_the_baseline() -> None:
    assert promised(Qualitative(trend="maintain"), 90, 91).status == "held"
    assert promised(Qualitative(trend="maintain"), 90, 89).status == "breached"
    assert promised(Qualitative(trend="maintain"), None, 89).reason == "no_baseline"


@pytest.mark.parametrize(
    ("start", "aim", "comparator", "now", "status"),
    [
        ("Ⅳ类", "Ⅲ", "at_least", "Ⅱ类", "met"),
        ("Ⅳ类", "Ⅲ", None, "III类", "met"),
        ("Ⅳ类", "Ⅲ", None, "劣Ⅴ类", "regressed"),
        ("Ⅳ类", "Ⅲ", "better_than", "Ⅲ类", "behind"),
        ("Ⅱ类", "Ⅱ", None, "Ⅲ类", "breached"),
        ("Ⅱ类", "Ⅱ", None, "Ⅰ类", "held"),
        (None, "V", "at_least", "Ⅳ类", "met"),
        (None, "Ⅲ", None, "良好", "unknown"),
        (None, "二级", None, "Ⅰ类", "unknown"),
    ],
)
def test_a_grade_is_reached_or_not(start: str | None, aim: str, comparator: Any, now: str, status: str) -> None:
    indicator = Indicator(
        id="i",
        name="断面水质",
        baseline=None if start is None else Baseline(year=2020, as_published=start),
        targets=[Target(year=2025, commitment=Grade(grade=aim, comparator=comparator))],
        observations=[Observation(period=2025, as_published=now)],
    )
    result = indicator_progress(indicator, as_of="2025-12-31")
    assert (result.status, result.attainment) == (status, None)
    assert result.status != "unknown" or result.reason == "no_number"


def test_a_compound_is_as_good_as_its_worst_part_or_its_best() -> None:
    parts = (Level(value=55, comparator="at_least"), Qualitative(trend="maintain"))
    both = promised(Compound(parts=parts), 50, 53)
    assert [part.status for part in both.parts] == ["on_track", "held"]
    assert (both.status, both.attainment) == ("on_track", Decimal("0.6"))
    fallen = promised(Compound(parts=parts), 50, 45)
    assert fallen.status == "regressed"
    assert promised(Compound(parts=parts, of="any"), 50, 53).status == "held"
    assert promised(Compound(parts=(Level(value=55), Assigned())), 50, 60).reason == "assigned"


def test_a_stretch_is_reported_apart() -> None:
    indicator = Indicator(
        id="i",
        name="x",
        better="higher",
        baseline=Baseline(year=2020, value=0),
        targets=[Target(year=2025, commitment=Level(value=10), stretch=Level(value=20))],
        observations=[Observation(period=2023, value=10)],
    )
    result = indicator_progress(indicator, as_of="2023-12-31")
    assert result.stretch is not None
    assert (result.status, result.stretch.status, result.stretch.attainment) == ("met", "behind", Decimal("0.5"))


def test_of_several_targets_the_next_one_due_counts() -> None:
    targets = [Target(year=year, commitment=Level(value=year - 2020)) for year in (2030, 2022, 2025)]
    indicator = Indicator(id="i", name="x", better="higher", baseline=Baseline(year=2020, value=0), targets=targets)
    chosen = [indicator_progress(indicator, as_of=day).target_year for day in ("2021", "2022-12-31", "2023", "2031")]
    assert chosen == [2022, 2022, 2025, 2030]
    assert indicator_progress(indicator, as_of=2021, target=targets[0]).target_year == 2030


# --- the proof ---


def recheck(record: dict[str, Any]) -> bool:
    """Compute an attainment and its expectation again from nothing but a serialised record."""
    if record["attainment"] is None:
        return record["reason"] is not None or record["method"] in ("grade", "hold", "compound")
    inputs = record["inputs"]
    target = Amount(inputs["target"]["value"])
    base, actual = (
        Fraction(Amount(inputs[name]["value"]).to(target.unit).magnitude) for name in ("baseline", "actual")
    )
    share = (actual - base) / (Fraction(target.magnitude) - base)
    years = record["target_year"] - record["base_year"]
    expected = Fraction(int(inputs["actual"]["period"][-4:]) - record["base_year"], years)
    return (
        abs(min(share, Fraction(1)) - Fraction(record["attainment"])) < Fraction(1, 10**9)
        and abs(max(share - 1, Fraction(0)) - Fraction(record["overshoot"])) < Fraction(1, 10**9)
        and (record["method"] != "linear" or abs(expected - Fraction(record["expected_when_measured"])) < 1e-9)
    )


numbers = st.decimals(-1000, 1000, places=2, allow_nan=False)


@pytest.mark.reaches(attained=5, held=15)
@given(numbers, numbers, numbers, st.sampled_from(["higher", "lower"]))
def test_a_proof_can_be_computed_again_and_the_invariants_hold(
    reached: Reached, base: Decimal, target: Decimal, actual: Decimal, better: str
) -> None:
    result = level(base, target, actual, better)
    record = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert recheck(record)
    assert (result.attainment is None) == (result.reason is not None)
    if result.attainment is not None and reached("attained"):
        assert result.attainment <= 1
        assert (result.status == "met") == (result.attainment == 1)
        assert (result.status == "regressed") == (result.attainment < 0)
    else:
        reached("held")
        assert result.status in ("held", "breached")


def test_a_wrong_proof_is_noticed() -> None:
    record = level(50, 100, 80).to_dict()
    assert recheck(record)
    assert not recheck({**record, "attainment": 0.61})


def test_the_proof_cites_the_sources_of_its_numbers() -> None:
    indicator = Indicator(
        id="i",
        name="x",
        unit="%",
        better="higher",
        baseline=Baseline(year=2020, value=50, sources=["plan"]),
        targets=[Target(year=2025, commitment=Level(value=100), as_published="100%", sources=["plan"])],
        observations=[Observation(period=2023, value=80, sources=["report"])],
    )
    inputs = indicator_progress(indicator, as_of=dt.date(2023, 12, 31)).to_dict()["inputs"]
    assert inputs["actual"] == {
        "value": "80 %",
        "period": "2023",
        "text": None,
        "origin": "observation",
        "sources": [{"document": "report"}],
    }
    assert inputs["target"]["sources"] == [{"document": "plan"}]
    assert inputs["promise"] == {"kind": "Level", "value": "100 %"}


def test_a_converted_amount_meets_what_it_equals() -> None:
    hectares = Amount("1 亩").to("公顷")
    result = level("0 亩", "1 亩", hectares, unit="亩", comparator="at_least")
    assert (result.status, result.attainment, result.overshoot) == ("met", ONE, ZERO)
    assert level("0 亩", "1 亩", hectares, "lower", unit="亩", comparator="more_than").status != "met"
    assert level(hectares, "1 亩", "1 亩", unit="亩").status == "held"


def test_a_share_of_a_temperature_is_refused_and_a_change_in_degrees_is_not() -> None:
    fall = Change(direction="decrease", value="10 %", relative=True, since=2020)
    refused = promised(fall, "20 ℃", "19 ℃", "lower", unit="℃")
    assert (refused.status, refused.reason) == ("unknown", "level_arithmetic")
    for value in ("2 ℃", "2 Δ℃", "2 摄氏度差"):
        result = promised(Change(direction="decrease", value=value, since=2020), "20 ℃", "19 ℃", "lower", unit="℃")
        assert (result.status, result.attainment) == ("behind", Decimal("0.5"))
        assert result.target is not None
        assert result.target.value == Amount("18 ℃")
    yearly = Change(direction="decrease", value="0.5 ℃", per="year", since=2020)
    result = promised(yearly, "20 ℃", "19 ℃", "lower", unit="℃")
    assert result.target is not None
    assert result.target.value == Amount("17.5 ℃")
    geometric = level("20 ℃", "10 ℃", "15 ℃", "lower", unit="℃", trajectory="geometric")
    assert geometric.reason == "no_trajectory"


# --- said twice ---


def forest(*targets: Target, values: tuple[tuple[object, object], ...] = ((2023, 45),), base: object = 40) -> Indicator:
    return Indicator(
        id="i",
        name="Forest cover",
        unit="%",
        better="higher",
        baseline=None if base is None else Baseline(year=2020, value=base),  # type: ignore[arg-type]
        targets=targets or (Target(year=2025, commitment=Level(value=50)),),
        observations=[Observation(period=period, value=value) for period, value in values],  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_targets_for_one_year_that_differ_none_is_chosen(order: int) -> None:
    both = (Target(year=2025, commitment=Level(value=50)), Target(year=2025, commitment=Level(value=60)))[::order]
    found = indicator_progress(forest(*both), as_of=2023)
    assert (found.reason, found.attainment, found.status) == ("several_targets", None, "unknown")
    later = Target(year=2030, commitment=Level(value=60))
    assert indicator_progress(forest(*both, later), as_of=2026).reason != "several_targets"


def test_two_targets_that_say_the_same_are_one_and_a_level_and_a_change_must_both_hold() -> None:
    level, again = Target(year=2025, commitment=Level(value=50)), Target(year=2025, commitment=Level(value="50 %"))
    assert indicator_progress(forest(level, level), as_of=2023).attainment == Decimal("0.5")
    change = Target(year=2025, commitment=Change(direction="increase", value="20 个百分点"))
    found = indicator_progress(forest(level, change), as_of=2023)
    assert (found.method, found.attainment) == ("compound", Decimal("0.25"))
    assert indicator_progress(forest(change, level), as_of=2023).attainment == found.attainment
    assert indicator_progress(forest(again), as_of=2023).attainment == Decimal("0.5")


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_values_of_one_period_that_differ_none_is_chosen(order: int) -> None:
    values = ((2023, 45), (2023, 46))[::order]
    found = indicator_progress(forest(values=values), as_of=2023)
    assert (found.reason, found.attainment) == ("several_values", None)
    assert indicator_progress(forest(values=((2023, 45), (2023, "45 %"))), as_of=2023).attainment == Decimal("0.5")
    assert indicator_progress(forest(values=(*values, (2024, 48))), as_of=2024).attainment == Decimal("0.8")


def test_two_values_of_the_base_year_that_differ_are_no_baseline() -> None:
    rise = Target(year=2025, commitment=Change(direction="increase", value="10 个百分点", since=2020))
    known = indicator_progress(forest(rise, values=((2020, 40), (2023, 45)), base=None), as_of=2023)
    assert known.attainment == Decimal("0.5")
    twice = indicator_progress(forest(rise, values=((2020, 40), (2020, 41), (2023, 45)), base=None), as_of=2023)
    assert (twice.reason, twice.attainment) == ("several_values", None)


# --- changes by the year ---


def of_years(*years: int, growth: str = "6 %", base: Baseline | None = None, **rest: Any) -> Indicator:
    """Return an indicator that is to grow by 5 % in its first years and by ``growth`` in its last."""
    rates = [*["5 %"] * (len(years) - 1), growth]
    promises = [
        Target(year=year, commitment=Change(direction="increase", value=rate, relative=True, per="year"))
        for year, rate in zip(years, rates, strict=True)
    ]
    return Indicator(id="i", name=rest.pop("name", "产值"), unit=rest.pop("unit", "亿元"), baseline=base,
                     targets=promises, **rest)  # fmt: skip


def test_targets_of_years_that_follow_one_another_count_from_the_year_before() -> None:
    values = [Observation(period=2021, value=200), Observation(period=2022, value=212)]
    result = indicator_progress(of_years(2021, 2022, observations=values), as_of="2022-12-31")
    assert (result.base_year, result.status) == (2021, "met")
    assert result.target is not None
    assert result.target.value == Amount("212 亿元")


def test_a_year_of_a_row_is_not_compounded_since_the_base_year_of_the_plan() -> None:
    values = [Observation(period=2021, value=110), Observation(period=2022, value=115)]
    row = of_years(2021, 2022, base=Baseline(year=2020, value=100), observations=values)
    result = indicator_progress(row, as_of="2022-12-31", base_year=2020)
    assert result.target is not None
    assert result.target.value == Amount("116.6 亿元")
    assert result.status == "behind"


def test_the_first_year_of_a_row_counts_from_its_baseline() -> None:
    row = of_years(2021, 2022, base=Baseline(year=2020, value=100), observations=[Observation(period=2021, value=105)])
    result = indicator_progress(row, as_of="2021-12-31")
    assert (result.base_year, result.status) == (2020, "met")


@pytest.mark.parametrize("name", ["产值增长率", "地区生产总值增速"])
def test_a_growth_rate_of_a_row_is_held_against_that_year_s_published_growth(name: str) -> None:
    rates = [Observation(period=2021, value=9), Observation(period=2022, value="5.5")]
    row = of_years(2021, 2022, name=name, unit="%", observations=rates)
    result = indicator_progress(row, as_of="2022-12-31")
    assert (result.status, result.base_year) == ("behind", 2021)
    assert result.target is not None
    assert result.target.value == Amount("6 %")


def test_one_yearly_target_alone_still_needs_a_base_year() -> None:
    alone = of_years(2025, growth="10 %", observations=[Observation(period=2025, value=121)])
    assert indicator_progress(alone, as_of="2025-12-31").reason in ("no_baseline", "no_year")
    based = attrs.evolve(alone, baseline=Baseline(year=2023, value=100))
    result = indicator_progress(based, as_of="2025-12-31")
    assert result.target is not None
    assert result.target.value == Amount("121 亿元")
    apart = of_years(2021, 2025, growth="10 %", base=Baseline(year=2023, value=100))
    assert indicator_progress(apart, as_of="2025-12-31").base_year == 2023


def test_a_rate_of_change_is_no_level_that_a_change_starts_from() -> None:
    cut = Change(direction="decrease", value="13.5 %", relative=True)
    values = [Observation(period="2021/2023", value=9)]
    result = promised(cut, "3.6", name="单位GDP能耗降低率", observations=values)
    assert result.target is not None
    assert result.target.value == Amount("13.5 %")
    assert result.attainment is not None
    assert round(result.attainment, 4) == Decimal("0.6667")


# --- about ---


@pytest.mark.parametrize(
    ("better", "actual", "reached"),
    [
        ("higher", 95, True),
        ("higher", "94.9", False),
        ("higher", 130, True),
        ("lower", 105, True),
        ("lower", "105.1", False),
        (None, 95, True),
        (None, 105, True),
        (None, 106, False),
        (None, 94, False),
    ],
)
def test_about_is_kept_within_five_percent_and_on_the_better_side(better: Any, actual: Any, reached: bool) -> None:
    base = 50 if better != "lower" else 200
    result = level(base, 100, actual, better, comparator="about", unit="吨", year=2025, as_of="2025-12-31")
    assert result.reached is reached
    assert (result.verdict == "met") is reached
    assert result.message is not None
    assert "about: kept within 5 % of the number promised (100 吨 ± 5 吨)" in result.message


def test_about_of_a_change_is_of_the_change_and_not_of_the_level_that_it_leads_to() -> None:
    rise = Change(direction="increase", value="10 %", relative=True, comparator="about")
    verdicts = [
        promised(rise, 1000, actual, unit="吨", year=2025, as_of="2025-12-31").status for actual in (1094, 1095)
    ]
    assert verdicts == ["behind", "met"]


def test_about_of_a_temperature_has_no_tolerance_and_of_a_published_rate_has_its_own() -> None:
    warm = level(10, 20, "19.9", comparator="about", unit="℃", year=2025, as_of="2025-12-31")
    assert warm.status == "behind"
    rise = Change(direction="increase", value="5 %", relative=True, comparator="about", since=2024)
    reached = [
        promised(rise, name="产值增速", year=2025, actual=actual, as_of="2025-12-31").reached for actual in (4.7, 4.8)
    ]
    assert reached == [False, True]


@pytest.mark.parametrize(
    ("text", "better", "value", "status", "reason"),
    [
        ("新增20公里", "higher", 12, "unknown", "level_or_change"),  # as a level 88 less, as the change 12 of 20
        ("新增20公里", "higher", 25, "unknown", "level_or_change"),
        ("新增20公里", "higher", 95, "regressed", None),
        ("新增20公里", "higher", 112, "on_track", None),  # 12 of 20 is 60 %
        ("提高20%", "higher", 12, "unknown", "level_or_change"),
        ("减少20公里", "lower", 12, "unknown", "level_or_change"),  # as a level 88 less, where 20 less was promised
        ("减少20公里", "lower", 75, "met", None),
        ("减少20公里", "lower", 30, "met", None),
        ("减少80公里", "lower", 20, "met", None),
    ],
)
def test_a_value_that_may_be_the_change_itself_is_not_judged(
    text: str, better: Any, value: int, status: str, reason: str | None
) -> None:
    road = pm.Indicator(
        id="i",
        name="管网长度",
        unit="公里",
        better=better,
        baseline={"year": 2020, "value": 100},
        targets=[pm.read_target(text, unit="公里", year=2025)],
        observations=[{"period": 2023, "value": value}],
    )
    result = indicator_progress(road, as_of="2023-12-31")
    assert (result.status, result.reason) == (status, reason)
    assert (result.attainment is None) == (reason is not None)
    [row] = pm.evaluate(pm.Plan(id="p", title="P", elements=[road]), as_of="2023-12-31").indicators
    assert (row.state == "cannot_be_judged") == (reason is not None)
