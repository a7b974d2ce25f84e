"""Working calendars and the axis that counts on them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from reached import Reached
from scheduling.plans import plan_of, task

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))


def test_china_works_on_make_up_days_and_rests_on_holidays() -> None:
    pytest.importorskip("chinese_calendar", reason="needs chinesecalendar")
    china = pm.Calendar.china()
    assert not china.is_working(dt.date(2025, 10, 6))
    assert china.is_working(dt.date(2025, 10, 11))  # a Saturday that is worked for the National Day holiday
    assert china.years is not None
    assert 2021 in china.years
    found = pm.schedule(plan_of(task("a", "5 工作日")), "2025-09-29", china)
    assert str(found["a"].early_finish) == "2025-10-11"


def test_years_whose_holidays_are_not_known_are_said() -> None:
    calendar = pm.Calendar(years=range(2020, 2026))
    plan = plan_of(task("a", "2 年"))
    assert "holidays are known for 2020 to 2025" in pm.schedule(plan, "2024-06-01", calendar).notes[-1]
    assert len(pm.schedule(plan, "2022-06-01", calendar).notes) == 1


def test_hours_give_times_of_day() -> None:
    calendar = pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00")))
    plan = plan_of(task("a", "10 小时"), task("b", "3 小时", ["a"]))
    found = pm.schedule(plan, "2025-01-03T08:00", calendar)  # a Friday
    assert str(found["a"].early_finish) == "2025-01-06 10:00:00"
    assert str(found["b"].early_start) == "2025-01-06 10:00:00"
    assert str(found["b"].early_finish) == "2025-01-06 14:00:00"


def test_calendar_days_beside_a_calendar_are_counted_by_a_convention_that_is_said() -> None:
    found = pm.schedule(plan_of(task("a", "14 天")), "2025-01-06", pm.Calendar())
    assert str(found.duration) == "10 工作日"
    assert found.notes == ("7 天 count as 5 工作日",)


@pytest.mark.reaches(walked=30)
@given(DAYS, st.integers(0, 400), st.sets(DAYS, max_size=20), st.sets(DAYS, max_size=20))
def test_counting_working_days_agrees_with_walking(
    reached: Reached, day: dt.date, ahead: int, holidays: set[dt.date], workdays: set[dt.date]
) -> None:
    calendar = pm.Calendar(holidays=holidays, workdays=workdays)
    later = day + dt.timedelta(days=ahead)
    walked = [one for one in (day + dt.timedelta(days=number) for number in range(ahead)) if calendar.is_working(one)]
    assert calendar.worked_before(later) - calendar.worked_before(day) == len(walked)
    if reached("walked", bool(walked)):
        assert calendar.working_day(calendar.worked_before(day)) == walked[0]
        assert calendar.working_day(calendar.worked_before(later) - 1) == walked[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        {"week": "0000000"},
        {"week": "111"},
        {"hours": (("08:00", "12:00"), ("11:00", "17:00"))},
        {"hours": (("8", "12"),)},
        {"holidays": ["1 October"]},
        {"days_per_month": 0},
    ],
)
def test_a_calendar_that_cannot_be_is_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(pm.ModelError):
        pm.Calendar(**arguments)  # type: ignore[arg-type]


def test_dates_beyond_year_9999_end_in_a_clear_error() -> None:
    with pytest.raises(pm.ModelError):
        pm.schedule(plan_of(task("a", "99999 月")), "2025-01-01").finish  # noqa: B018
    with pytest.raises(pm.ModelError, match="beyond"):
        pm.schedule(plan_of(task("a", "9000000 工作日")), "2025-01-01", pm.Calendar()).finish  # noqa: B018
