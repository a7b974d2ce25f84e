"""Delays and drag where work and time off alternate, held against solving the changed plan anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.results import Schedule
from planmodel.scheduling.drag import drag_text
from reached import Reached
from scheduling.plans import link, plan_of, task

TYPES = ("FS", "FS", "FS", "SS", "FF", "SF")
OPEN = pm.Calendar()
SHIFTS = pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00")), holidays=["2021-01-13"])
Work = tuple[int, str, list[tuple[int, str, int, str]]]


@st.composite
def mixed_work(draw: st.DrawFn) -> list[Work]:
    """Return durations in working or elapsed days and, for each task, links to earlier ones with lags of either."""
    works: list[Work] = []
    units = st.sampled_from(("天", "日历日"))
    for number in range(draw(st.integers(1, 6))):
        before = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number else []
        links = [(one, draw(st.sampled_from(TYPES)), draw(st.integers(0, 3)), draw(units)) for one in before]
        works.append((draw(st.integers(1, 6)), draw(units), links))
    return works


def solved(
    works: list[Work], calendar: pm.Calendar, change: Callable[[int, int], int] = lambda _, size: size
) -> Schedule:
    tasks = [
        task(
            f"t{number}",
            f"{change(number, size)} {unit}",
            [link(f"t{one}", type, f"{lag} {of}") for one, type, lag, of in links],
        )
        for number, (size, unit, links) in enumerate(works)
    ]
    clock = task("elapsed", "1 日历日")  # so that every plan of these is counted on the same line
    return pm.schedule(plan_of(*tasks, clock), "2021-01-06", calendar)


@pytest.mark.parametrize("calendar", [OPEN, SHIFTS], ids=["days", "hours"])
@pytest.mark.reaches(later=20)
@given(works=mixed_work(), late=st.integers(1, 4))
def test_a_delay_is_the_plan_solved_again_with_a_longer_duration(
    reached: Reached, calendar: pm.Calendar, works: list[Work], late: int
) -> None:
    schedule = solved(works, calendar)
    for number, (_, unit, _) in enumerate(works):
        again = solved(works, calendar, lambda one, size, of=number: size + late * (one == of))  # type: ignore[misc]
        delay = schedule.delay({f"t{number}": f"{late} {unit}"})
        for one, other in zip(delay.schedule.tasks(), again.tasks(), strict=True):
            assert (one.early_start, one.early_finish) == (other.early_start, other.early_finish)
        if reached("later", again.finish_tick > schedule.finish_tick):
            assert delay.finish.slip is not None


@pytest.mark.parametrize("calendar", [OPEN, SHIFTS], ids=["days", "hours"])
@pytest.mark.reaches(gain=20)
@given(works=mixed_work(), late=st.integers(1, 4), unit=st.sampled_from(("天", "日历日")))
def test_drag_is_the_plan_solved_again_without_the_duration(
    reached: Reached, calendar: pm.Calendar, works: list[Work], late: int, unit: str
) -> None:
    schedule = solved(works, calendar)
    axis = schedule.network.axis
    rows = {one.id: one for one in schedule.drag(by=f"{late} {unit}")}
    for number in range(len(works)):
        again = solved(works, calendar, lambda one, size, of=number: 0 if one == of else size)  # type: ignore[misc]
        gain = axis.work_between(again.finish_tick, schedule.finish_tick)
        row = rows.get(f"t{number}")
        if reached("gain", gain > 0):
            assert row is not None
        nothing = pm.Amount(0, schedule.unit)
        assert (nothing if row is None else row.drag) == axis.amount(gain)
        delayed = schedule.delay({f"t{number}": f"{late} {unit}"}).schedule
        cost = axis.work_between(schedule.finish_tick, delayed.finish_tick)
        assert (nothing if row is None else row.cost) == axis.amount(cost)


def test_work_held_at_its_finish_may_hold_others_up_the_less_the_longer_it_takes() -> None:
    held = task("b", "5 天", [link("a", "FF")])
    plan = plan_of(task("a", "10 天"), held, task("c", "9 天", [link("b", "SS")]))
    found = pm.schedule(plan, "2021-01-01")
    rows = {one.id: (str(one.cost), str(one.drag)) for one in found.drag(by="2 days")}
    assert rows == {"a": ("2 天", "5 天"), "b": ("-2 天", "-5 天"), "c": ("2 天", "4 天")}
    without = pm.schedule(plan.replace("b", duration="0 天"), "2021-01-01")
    assert (str(found.finish), str(without.finish)) == ("2021-01-14", "2021-01-19")
    assert "below nothing" in drag_text(found.drag(by="2 days"), None)


def test_work_before_elapsed_time_costs_its_weekend_and_elapsed_time_its_day() -> None:
    plan = plan_of(task("a", "5 天"), task("b", "3 日历日", ["a"]), task("c", "1 天", ["b"]))
    schedule = pm.schedule(plan, "2021-01-04", pm.Calendar(hours=(("09:00", "17:00"),)))
    assert {one.id: str(one.drag) for one in schedule.drag(by="1 day")} == {
        "a": "24 小时",
        "b": "8 小时",
        "c": "8 小时",
    }


def test_what_misses_its_date_in_time_off_is_late_by_that_time() -> None:
    plan = plan_of(task("a", "3 日历日", not_before="2021-01-08", finish_by="2021-01-09"))
    schedule = pm.schedule(plan, "2021-01-01", OPEN)
    assert str(schedule.slack("a")) == "-1 工作日"
    assert schedule.findings[0].message.endswith("ends on 2021-01-10: 1 working day late".removeprefix("ends "))
