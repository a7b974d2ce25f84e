"""What promises ask for, with the size of the place taken out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.comparing.requirement import Kin, Requirement


def asked(text: str, *, unit: str = "吨", base: str | None = None, better: str | None = None) -> Requirement | None:
    more = {} if base is None else {"baseline": pm.Baseline(year=2020, value=base)}
    plan = county("a", indicator("m", text, unit=unit or None, better=better, **more))
    return pm.compare([plan]).requirements("m").get("a")


@given(
    st.decimals(min_value=1, max_value=10**6, places=3),
    st.decimals(min_value=1, max_value=10**6, places=3),
    st.sampled_from(["lower", "higher"]),
)
def test_neither_the_unit_that_it_is_written_in_nor_the_size_of_the_place_changes_what_a_level_asks(
    base: object, aim: object, better: str
) -> None:
    small = asked(f"{aim}吨", base=f"{base} 吨", better=better)
    large = asked(f"{aim}万吨", base=f"{base} 万吨", better=better)
    assert small is not None
    assert small == large
    share = (Fraction(str(aim)) - Fraction(str(base))) / Fraction(str(base))
    assert small.improvement == (share if better == "higher" else -share)


def test_a_baseline_in_another_unit_is_converted_exactly() -> None:
    assert asked("8000吨", base="1 万吨", better="lower") == Requirement(Kin("share", 2020, 2025), Fraction(1, 5))


@pytest.mark.parametrize(
    ("text", "unit", "measure", "improvement"),
    [
        ("比2020年下降14%以上", "%", "share", Fraction(14, 100)),
        ("年均下降3%", "%", "rate", Fraction(3, 100)),
        ("提高5个百分点", "%", "points", Fraction(5)),
    ],
)
def test_a_change_asks_for_what_it_says(text: str, unit: str, measure: str, improvement: Fraction) -> None:
    found = asked(text, unit=unit)
    assert found is not None
    assert (found.kin.measure, found.improvement) == (measure, improvement)


@pytest.mark.parametrize("text", ["减少10吨", "完成省下达任务", "持续改善", "≤10吨"])
def test_what_grows_with_the_place_or_has_no_number_or_no_baseline_asks_for_nothing_that_can_be_ranked(
    text: str,
) -> None:
    assert asked(text, better="lower") is None


def test_a_share_asks_for_percentage_points_and_a_temperature_for_nothing() -> None:
    found = asked("≥51%", unit="%", base="50.5 %", better="higher")
    assert found == Requirement(Kin("points", 2020, 2025), Fraction(1, 2))
    assert asked("≤15℃", unit="℃", base="18 ℃", better="lower") is None
    assert asked("≥10", unit="", base="0", better="higher") is None
