"""Spans: they never run backwards, and both of their inverses are exact, whatever the calendar."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.scheduling.axis import Axis
from planmodel.scheduling.spans import AFTER, ELAPSED, MONTHS, TICKS, Span, Step, earliest, joined, latest, through

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


@st.composite
def elapsed(draw: st.DrawFn) -> tuple[Axis, Span]:
    """Return a line of working days, with holidays and perhaps shifts, and a span of days that pass."""
    calendar = pm.Calendar(holidays=draw(HOLIDAYS), hours=draw(st.sampled_from([(), SHIFTS])))
    per_unit = 480 if calendar.hours else draw(st.sampled_from([1, 2]))
    start = dt.datetime.combine(draw(STARTS), dt.time(8 if calendar.hours else 0))
    axis = Axis(unit="工作日", per_unit=per_unit, start=start, calendar=calendar)
    days = st.integers(-6, 20).filter(bool).map(lambda count: count * 1440)
    return axis, Span((Step(draw(st.sampled_from([ELAPSED, AFTER])), draw(days)),))


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


@given(elapsed(), st.integers(100, 5000))
def test_the_inverses_of_days_that_pass_are_exact(drawn: tuple[Axis, Span], around: int) -> None:
    hold(*drawn, around)


@given(months(), st.integers(0, 700), st.integers(-40, 40))
def test_one_span_behind_another_leads_where_both_lead(drawn: tuple[Axis, Span], start: int, more: int) -> None:
    axis, steps = drawn
    span = joined(steps)  # as every amount is read: two months of one amount are counted as two, not one by one
    assert through(axis, joined(span, more), start) == through(axis, span, start) + more
