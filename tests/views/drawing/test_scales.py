"""Axes: ticks lie where their numbers are, in order, inside, apart, for any span of numbers and time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.views.drawing.labels import text_width
from planmodel.views.drawing.scales import Scale, number_scale, time_scale

NUMBERS = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)
DAYS = st.dates(min_value=dt.date(1, 1, 2), max_value=dt.date(9999, 12, 30))


def check(scale: Scale) -> None:
    places = [at for at, _ in scale.ticks]
    assert places == sorted(places)
    assert all(-0.01 <= at <= scale.width + 0.01 for at in places)
    widths = [text_width(text) * 10 for _, text in scale.ticks]
    for left, right, width in zip(places, places[1:], widths, strict=False):
        assert right - left >= width or len(places) <= 3


@given(NUMBERS, st.floats(min_value=1e-6, max_value=1e12))
def test_ticks_of_numbers_lie_inside_in_order_and_apart(low: float, span: float) -> None:
    scale = number_scale(low, low + span, 420)
    check(scale)
    assert scale(scale.low) == pytest.approx(0)
    assert scale(scale.high) == pytest.approx(420)


@given(DAYS, DAYS)
def test_ticks_of_time_lie_inside_in_order_and_apart(one: dt.date, other: dt.date) -> None:
    low, high = sorted([one, other])
    check(time_scale(low.isoformat(), high.isoformat(), 600))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("2021-01-01", "2025-12-31", ["2021", "2022", "2023", "2024", "2025"]),
        ("2021-01-01", "2022-01-01", ["2021-01", "2021-04", "2021-07", "2021-10", "2022-01"]),
        (
            "2021-01-01",
            "2021-01-06",
            ["2021-01-01", "2021-01-02", "2021-01-03", "2021-01-04", "2021-01-05", "2021-01-06"],
        ),
        (
            "2021-01-01T08:00:00Z",
            "2021-01-01T12:00:00Z",
            ["01-01 08:00", "01-01 09:00", "01-01 10:00", "01-01 11:00", "01-01 12:00"],
        ),
    ],
)
def test_time_is_told_in_years_months_days_or_hours(low: str, high: str, ticks: list[str]) -> None:
    assert [text for _, text in time_scale(low, high, 600).ticks] == ticks


def test_a_tick_lies_where_its_day_lies() -> None:
    scale = time_scale("2021-01-01", "2025-12-31", 600)
    for at, text in scale.ticks:
        assert at == pytest.approx(scale(f"{text}-01-01"))


def test_no_span_at_all_has_a_scale() -> None:
    assert number_scale(3, 3, 100)(3) == 0
    assert time_scale("9999-12-31", "9999-12-31", 100)("9999-12-31") == 0
