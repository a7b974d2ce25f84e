"""Spans: they never run backwards, and both of their inverses are exact, whatever the calendar."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.scheduling.axis import Axis
from planmodel.scheduling.spans import MONTHS, TICKS, WORK, Span, Step, earliest, joined, latest, through

STARTS = st.dates(dt.date(2019, 12, 1), dt.date(2021, 3, 31))
HOLIDAYS = st.sets(st.dates(dt.date(2019, 12, 1), dt.date(2021, 12, 31)), max_size=30)
SHIFTS = (("08:00", "12:00"), ("13:00", "17:00"))


@st.composite
def months(draw: st.DrawFn) -> tuple[Axis, Span]:
    """Return a line of days, cut into parts, and a span of months among ticks."""
    start = dt.datetime.combine(draw(STARTS), dt.time())
    axis = Axis(unit="天", per_unit=draw(st.sampled_from([1, 2, 24])), start=start)
    steps = st.one_of(
        st.builds(Step, st.just(MONTHS), st.integers(-14, 14).filter(bool)),
        st.builds(Step, st.just(TICKS), st.integers(-60, 60).filter(bool)),
    )
    return axis, Span(draw(st.lists(steps, min_size=1, max_size=3)))


NIGHTS: dict[int | dt.date, tuple[tuple[str | int, str | int], ...]] = {
    5: (("08:00", "12:00"), ("22:00", "24:00")),
    6: (("00:00", "06:00"),),
}


@st.composite
def work(draw: st.DrawFn) -> tuple[Axis, Span]:
    """Return a line on which every minute counts, and a span of work by a calendar with holidays, perhaps of shifts."""
    shifts: tuple[tuple[str, str], ...] = draw(st.sampled_from([(), SHIFTS]))
    uneven = draw(st.booleans())
    odd = NIGHTS if shifts and uneven else {}
    calendar = pm.Calendar(week="1111110", holidays=draw(HOLIDAYS), hours=shifts, odd_hours=odd)
    start = dt.datetime.combine(draw(STARTS), dt.time(8 if shifts else 0))
    minutes = 480 if shifts else 1440
    axis = Axis(
        unit="工作日",
        per_unit=minutes * draw(st.sampled_from([1, 2])),
        start=start,
        calendar=pm.Calendar(hours=shifts),
        calendars={"own": calendar},
    )
    return axis, Span((Step(WORK, draw(st.integers(-2000, 5000).filter(bool)), draw(st.sampled_from(["", "own"]))),))


def hold(axis: Axis, span: Span, around: int) -> None:
    ticks = range(around - 70, around + 70)
    ends = [through(axis, span, tick) for tick in ticks]
    assert ends == sorted(ends)
    for finish in range(ends[20] + 1, ends[-20]):
        assert latest(axis, span, finish) == max(tick for tick, end in zip(ticks, ends, strict=True) if end <= finish)
        assert earliest(axis, span, finish) == min(tick for tick, end in zip(ticks, ends, strict=True) if end >= finish)


@given(months(), st.integers(0, 700))
def test_the_inverses_of_months_are_exact(drawn: tuple[Axis, Span], around: int) -> None:
    hold(*drawn, around)


def by_minutes(calendar: pm.Calendar, first: dt.datetime, minutes: int) -> list[bool]:
    """Return whether each of the minutes from a moment on is worked, asked one by one."""
    found = []
    for number in range(minutes):
        at = first + dt.timedelta(minutes=number)
        minute = at.hour * 60 + at.minute
        found.append(any(begin <= minute < end for begin, end in calendar.shifts_on(at.date())))
    return found


@given(work(), st.integers(0, 9000))
def test_work_on_the_clock_is_what_a_count_minute_by_minute_finds(drawn: tuple[Axis, Span], begin: int) -> None:
    axis, span = drawn
    calendar, size = axis.times(span[0].calendar), abs(span[0].size)
    fine = axis.per_minute
    begin, size = begin * fine, size - size % fine
    end = through(axis, Span((Step(WORK, size, span[0].calendar),)), begin) if size else begin
    assert axis.start is not None
    worked = by_minutes(calendar, axis.start + dt.timedelta(minutes=begin // fine), (end - begin) // fine)
    assert sum(worked) * fine == size
    assert not worked or worked[-1]  # it ends with work, not after time off


@given(work(), st.integers(0, 9000))
def test_the_latest_start_is_the_last_from_which_work_is_over_in_time(drawn: tuple[Axis, Span], finish: int) -> None:
    axis, span = drawn
    last = latest(axis, span, finish)
    assert through(axis, span, last) <= finish < through(axis, span, last + 1)
    there = through(axis, span, finish)
    assert through(axis, span, earliest(axis, span, there)) == there


@given(months(), st.integers(0, 700), st.integers(-40, 40))
def test_one_span_behind_another_leads_where_both_lead(drawn: tuple[Axis, Span], start: int, more: int) -> None:
    axis, steps = drawn
    span = joined(steps)  # as every amount is read: two months of one amount are counted as two, not one by one
    assert through(axis, joined(span, more), start) == through(axis, span, start) + more
