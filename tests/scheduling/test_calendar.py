"""Working calendars and the axis that counts on them."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from reached import Reached
from scheduling.plans import link, plan_of, task

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


def test_days_beside_a_calendar_are_working_days_and_the_note_says_so() -> None:
    found = pm.schedule(plan_of(task("a", "5 天")), "2025-01-06", pm.Calendar())
    assert (str(found.duration), str(found.finish)) == ("5 工作日", "2025-01-10")
    assert found.notes == ("天 count as 工作日 (working days); write 日历日 for calendar days",)


@pytest.mark.parametrize("parts", [["2 天"] * 5, ["1 天"] * 10, ["10 天"], ["10 days"], ["2 周"], ["4 天", "6 工作日"]])
def test_the_same_work_takes_the_same_time_however_it_is_cut(parts: list[str]) -> None:
    work = [task(f"t{number}", part, [f"t{number - 1}"] if number else ()) for number, part in enumerate(parts)]
    found = pm.schedule(plan_of(*work), "2025-01-06", pm.Calendar())
    assert (str(found.duration), str(found.finish)) == ("10 工作日", "2025-01-17")


@pytest.mark.parametrize("unit", ["日历日", "自然日", "calendar days", "elapsed days", "calendar_days"])
def test_calendar_days_pass_whether_there_is_work_or_not(unit: str) -> None:
    plan = plan_of(
        task("a", f"3 {unit}"),
        task("b", "1 天", ["a"]),
        task("c", "1 工作日", [link("b", "FS", f"4 {unit}")]),
    )
    found = pm.schedule(plan, "2025-01-03", pm.Calendar())  # a Friday
    assert str(found["a"].early_finish) == "2025-01-05"
    assert str(found["b"].early_start) == "2025-01-06"
    assert str(found["c"].early_start) == "2025-01-13"  # Tuesday to Friday pass, then the weekend
    assert str(found["a"].duration) == "3 日历日"
    assert any("pass whether there is work or not" in note for note in found.notes)
    assert str(pm.schedule(plan_of(task("a", f"3 {unit}")), "2025-01-03")["a"].early_finish) == "2025-01-05"


def test_slack_is_in_hours_of_work_where_a_calendar_has_hours() -> None:
    calendar = pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00")))
    found = pm.schedule(plan_of(task("a", "2 工作日"), task("b", "3 小时")), "2025-01-03T08:00", calendar)
    assert (str(found.slack("b")), found.unit) == ("13 小时", "小时")


def test_what_really_happened_on_a_day_off_stands_on_that_day() -> None:
    plan = plan_of(
        task("a", "3 天", started="2025-01-04", finished="2025-01-11"),
        task("b", "3 天", ["a"], started="2025-01-12"),
        task("m", "0 天", not_before="2025-01-18"),
    )
    found = pm.schedule(plan, "2025-01-01", pm.Calendar())
    assert [str(found["a"].early_start), str(found["a"].early_finish)] == ["2025-01-04", "2025-01-11"]
    assert [str(found["b"].early_start), str(found["b"].early_finish)] == ["2025-01-12", "2025-01-15"]
    assert [str(found["m"].early_start), str(found["m"].early_finish)] == ["2025-01-18", "2025-01-18"]
    assert (str(found.start), str(found.finish)) == ("2025-01-04", "2025-01-18")


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
    with pytest.raises(ModelError):
        pm.Calendar(**arguments)  # type: ignore[arg-type]


def test_dates_beyond_year_9999_end_in_a_clear_error() -> None:
    with pytest.raises(ModelError):
        pm.schedule(plan_of(task("a", "99999 月")), "2025-01-01").finish  # noqa: B018
    with pytest.raises(ModelError, match="beyond"):
        pm.schedule(plan_of(task("a", "9000000 工作日")), "2025-01-01", pm.Calendar()).finish  # noqa: B018


@pytest.mark.parametrize("week", ["1111100", "0000001", "1111111", "0101010"])
def test_the_days_before_which_so_many_were_worked_are_found_wherever_days_differ(week: str) -> None:
    chance = random.Random(week)
    for _ in range(10):
        near = [chance.choice([chance.randint(1, 40), chance.randint(739_000, 739_100)]) for _ in range(40)]
        days = [dt.date.fromordinal(one) for one in near]
        calendar = pm.Calendar(week=week, holidays=days[:20], workdays=[one for one in days if one not in days[:20]])
        worked = [day for n in range(1, 60) if calendar.is_working(day := dt.date.fromordinal(n))]
        assert [calendar.working_day(number) for number in range(len(worked))] == worked
        for n in range(738_990, 739_110):
            day = dt.date.fromordinal(n)
            assert not calendar.is_working(day) or calendar.working_day(calendar.worked_before(day)) == day
