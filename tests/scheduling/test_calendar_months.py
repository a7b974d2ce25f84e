"""Months of the calendar, days, lags and dates held against a slow count day by day."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.parts import Estimate
from scheduling.plans import link, plan_of, task

DAY = dt.timedelta(days=1)
Work = dict[str, Any]


def month_later(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later or earlier month, or its last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return dt.date(year, month, min(day.day, gregorian.monthrange(year, month)[1]))


def later(day: dt.date, wait: tuple[int, str]) -> dt.date:
    return month_later(day, wait[0]) if wait[1] == "月" else day + wait[0] * DAY


def early(works: list[Work], start: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return each start, and the day behind each finish, by trying one day after the other."""
    spans: list[tuple[dt.date, dt.date]] = []
    for work in works:
        day, length = max(start, work["not_before"] or start), work["length"]
        while not all(kept(spans[one], (day, later(day, length)), kind, lag) for one, kind, lag in work["links"]):
            day += DAY
        spans.append((day, later(day, length)))
    return spans


def kept(first: tuple[dt.date, dt.date], then: tuple[dt.date, dt.date], kind: str, lag: tuple[int, str]) -> bool:
    return then[kind[1] == "F"] >= later(first[kind[0] == "F"], lag)


def late(works: list[Work], finish: dt.date) -> list[dt.date]:
    """Return the latest starts from which the count forward still holds, by trying one day before the other."""
    starts = [finish] * len(works)
    for number in reversed(range(len(works))):
        work, day = works[number], finish + 400 * DAY
        end = min(finish, work["finish_by"] + DAY) if work["finish_by"] else finish
        after = [(then, kind, lag) for then, one in enumerate(works) for to, kind, lag in one["links"] if to == number]
        spans = [(one, later(one, each["length"])) for one, each in zip(starts, works, strict=True)]
        while later(day, work["length"]) > end or not all(
            kept((day, later(day, work["length"])), spans[then], kind, lag) for then, kind, lag in after
        ):
            day -= DAY
        starts[number] = day
    return starts


WAITS = st.tuples(st.integers(-3, 3), st.just("月")) | st.tuples(st.integers(-40, 40), st.just("天"))
LENGTHS = st.tuples(st.integers(1, 4), st.just("月")) | st.tuples(st.integers(1, 40), st.just("天"))
STARTS = st.dates(dt.date(2019, 12, 1), dt.date(2021, 3, 31))


@st.composite
def networks(draw: st.DrawFn) -> list[Work]:
    works: list[Work] = []
    for number in range(draw(st.integers(1, 6))):
        before = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number else []
        kinds = st.sampled_from(["FS", "FS", "SS", "FF", "SF"])
        works.append(
            {
                "length": draw(LENGTHS),
                "links": [(one, draw(kinds), draw(WAITS)) for one in before],
                "not_before": draw(st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2021, 12, 31))),
                "finish_by": draw(st.none() | st.none() | st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31))),
            }
        )
    return works


def as_plan(works: list[Work]) -> pm.Plan:
    return plan_of(
        *(
            task(
                f"t{number}",
                "{} {}".format(*work["length"]),
                [link(f"t{one}", kind, "{} {}".format(*lag)) for one, kind, lag in work["links"]],
                not_before=work["not_before"],
                finish_by=work["finish_by"],
            )
            for number, work in enumerate(works)
        )
    )


@given(networks(), STARTS)
def test_dates_and_slack_are_those_of_a_count_day_by_day(works: list[Work], start: dt.date) -> None:
    spans = early(works, start)
    starts = late(works, max(end for _, end in spans))
    found = pm.schedule(as_plan(works), start)
    for number, (begin, end) in enumerate(spans):
        one, last = found[f"t{number}"], later(starts[number], works[number]["length"])
        assert (one.early_start, one.early_finish) == (begin, end - DAY)
        assert (one.late_start, one.late_finish) == (starts[number], last - DAY)
        assert str(one.total_slack) == f"{min((starts[number] - begin).days, (last - end).days)} 天"


@given(networks(), STARTS)
def test_a_delay_within_slack_moves_no_end(works: list[Work], start: dt.date) -> None:
    free = [{**work, "finish_by": None} for work in works]
    found = pm.schedule(as_plan(free), start)
    for one in found.tasks():
        for of in ("start", "finish"):
            assert str(found.delay({one.id: one.total_slack}, of=of).finish.slip) == "0 天"


@given(networks(), STARTS, st.integers(1, 40))
def test_what_one_task_is_written_in_changes_no_other(works: list[Work], start: dt.date, days: int) -> None:
    found = pm.schedule(as_plan(works), start)
    beside = pm.schedule(as_plan(works).add(task("x", f"{days} 小时")), start)
    for one in found.tasks():
        other = beside[one.id]
        assert (other.early_start, other.early_finish) == (one.early_start, one.early_finish)


def chain(count: int, length: str = "1 月") -> list[pm.Task]:
    return [task(f"m{number:02}", length, [f"m{number - 1:02}"] if number else ()) for number in range(count)]


@pytest.mark.parametrize("beside", [[], [task("x", "1 天")], [task("x", "3 小时")], [task("x", "1.5 月")]])
def test_sixty_months_in_a_chain_end_after_five_years_whatever_stands_beside(beside: list[pm.Task]) -> None:
    found = pm.schedule(plan_of(*chain(60), *beside), "2021-01-01")
    assert str(found.finish) == "2025-12-31"
    assert str(found.duration) == "1826 天"


def test_parts_of_a_month_count_the_mean_month_and_say_so() -> None:
    found = pm.schedule(plan_of(task("a", "1.5 月"), task("b", "3 月")), "2021-01-01")
    assert str(found["a"].early_finish) == "2021-02-15"
    assert found.notes == ("1.5 months is no whole number of months: parts of a month count 30.436875 days a month",)


def test_late_dates_are_the_latest_from_which_the_count_forward_holds() -> None:
    plan = plan_of(task("a", "1 月"), task("b", "89 天"))
    one = pm.schedule(plan, "2021-01-01")["a"]  # the end is on 30 March; a month from 1 March ends on 31 March
    assert (str(one.late_start), str(one.late_finish), str(one.total_slack)) == ("2021-02-28", "2021-03-27", "55 天")
    shorter = pm.schedule(plan_of(task("a", "1 月"), task("b", "58 天")), "2021-01-01")["a"]
    assert (str(shorter.late_start), str(shorter.late_finish)) == ("2021-01-31", "2021-02-27")


@pytest.mark.parametrize("start", [None, "2021-01-01"])
@pytest.mark.parametrize("delay", ["10 天", "16 天", "1 小时", "1 周"])
def test_a_delay_shorter_than_any_duration_is_not_lost(start: str | None, delay: str) -> None:
    found = pm.schedule(plan_of(pm.Goal(id="g", name="G"), *chain(12)).replace("m11", contributes_to=["g"]), start)
    days = {"10 天": 10.0, "16 天": 16.0, "1 小时": 1 / 24, "1 周": 7.0}[delay]
    late = found.delay({"m03": delay})
    assert late.finish.slip is not None
    assert float(late.finish.slip.to("天")) == pytest.approx(days, abs=1e-9)
    assert {str(slip.slip) for slip in late.slips} == {str(late.finish.slip)}
    assert [float(one.cost.to("天")) for one in found.drag("g", by=delay)] == [pytest.approx(days, abs=1e-9)] * 12


def test_a_bound_of_an_estimate_shorter_than_the_unit_is_not_lost() -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    plan = plan_of(task("a", Estimate(low="40 天", likely="2 月", high="80 天", distribution="uniform")))
    found = pm.schedule(plan)
    assert str(found.brackets().earliest.to("天")) == "40 天"  # type: ignore[union-attr]
    ends = found.simulate(2_000, seed=1).finishes["p"]
    assert [round(float(end) * 30.436875) for end in (ends[0], ends[-1])] == [40, 80]


def test_a_simulation_in_which_nothing_varies_ends_with_the_schedule() -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    plan = plan_of(
        task("a", "1 月"),
        task("b", "2 月", [link("a", "FF", "1 月"), link("a", "SS", "10 天")]),
        task("c", "3 月", [link("b", "FS", "-1 月"), link("a", "SF", "4 月")]),
    )
    for start in ("2021-01-31", "2020-02-29", "2021-08-30"):
        found = pm.schedule(plan, start)
        simulated = found.simulate(3)
        assert simulated.p50 == found.finish
        assert {id for id, share in simulated.criticality.items() if share == 1} == set(found.critical)


def test_drawn_months_count_thirty_days_and_a_part_and_the_simulation_says_so() -> None:
    pytest.importorskip("numpy", reason="needs numpy")
    plan = plan_of(task("a", Estimate(low="1 月", likely="2 月", high="4 月")), task("b", "1 月", ["a"]))
    simulated = pm.schedule(plan, "2021-01-01").simulate(2_000)
    assert "drawn durations in months count 30.436875 days a month" in simulated.notes
    first, last = simulated.percentile(0), simulated.percentile(100)
    assert first >= dt.date(2021, 2, 28)  # type: ignore[operator]
    assert last <= dt.date(2021, 6, 3)  # type: ignore[operator]
