"""Dates that work is held to, calendars of its own, days with hours of their own, and counting back from a finish."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.model.constraints import Constraint
from planmodel.model.working_times import WorkCalendar
from planmodel.parts import Estimate
from planmodel.results import Schedule
from planmodel.scheduling.run import asked_otherwise
from scheduling.plans import link, plan_of, task

HOURS = (("08:00", "12:00"), ("13:00", "17:00"))
OFFICE = pm.Calendar(hours=HOURS)


def hold(type: str, date: str | None = None) -> Constraint:
    return Constraint(type=type, date=date)  # type: ignore[arg-type]


def four(found: Schedule, id: str) -> list[str]:
    one = found[id]
    return [str(moment)[5:16] for moment in (one.early_start, one.early_finish, one.late_start, one.late_finish)]


@pytest.mark.parametrize(
    ("constraint", "times", "slack"),
    [
        (hold("start_on", "2025-03-05"), "03-05 08:00 03-06 17:00 03-05 08:00 03-06 17:00", 0),
        (hold("start_on", "2025-03-05T10:00"), "03-05 10:00 03-07 10:00 03-05 10:00 03-07 10:00", 0),
        (hold("finish_on", "2025-03-07"), "03-06 08:00 03-07 17:00 03-06 08:00 03-07 17:00", 0),
        (hold("finish_no_earlier", "2025-03-12T12:00"), "03-10 13:00 03-12 12:00 03-13 08:00 03-14 17:00", 20),
        (hold("start_no_later", "2025-03-11"), "03-04 08:00 03-05 17:00 03-11 08:00 03-12 17:00", 40),
        (hold("finish_no_later", "2025-03-11T12:00"), "03-04 08:00 03-05 17:00 03-07 13:00 03-11 12:00", 28),
        (hold("late"), "03-13 08:00 03-14 17:00 03-13 08:00 03-14 17:00", 0),
        (hold("by_hand", "2025-03-03T09:00"), "03-03 09:00 03-05 09:00 03-03 09:00 03-14 17:00", 63),
    ],
)
def test_a_constraint_holds_work_to_its_date_with_the_slack_that_it_leaves(
    constraint: Constraint, times: str, slack: int
) -> None:
    """The dates of b, two days behind one day of work, in ten days of work: as Microsoft Project has them."""
    plan = plan_of(task("a", "1 天"), task("b", "2 天", ["a"], constraints=[constraint]), task("c", "10 天"))
    found = pm.schedule(plan, "2025-03-03T08:00", OFFICE)
    assert " ".join(four(found, "b")) == times
    assert found["b"].total_slack == pm.Amount(slack, "小时")


def test_what_is_held_begins_before_its_links_allow_and_those_before_it_are_late() -> None:
    plan = plan_of(task("a", "5 天"), task("b", "1 天", ["a"], constraints=[hold("start_no_later", "2025-03-05")]))
    found = pm.schedule(plan, "2025-03-03T08:00", OFFICE)
    assert four(found, "b")[0] == "03-05 08:00"
    assert found["a"].total_slack == pm.Amount(-24, "小时")
    assert "PM606" in [finding.code for finding in found.findings]


def test_what_waits_for_late_work_begins_after_it() -> None:
    plan = plan_of(task("a", "1 天", constraints=[hold("late")]), task("b", "1 天", ["a"]), task("c", "5 天"))
    found = pm.schedule(plan, "2025-03-03", pm.Calendar())
    assert [str(found[id].early_start) for id in "ab"] == ["2025-03-06", "2025-03-07"]


def test_constraints_hold_without_a_calendar_too() -> None:
    plan = plan_of(task("a", "3 天", constraints=[hold("finish_on", "2025-01-12")]), task("b", "1 月"))
    found = pm.schedule(plan, "2025-01-01")
    assert [str(found["a"].early_start), str(found["a"].late_finish)] == ["2025-01-10", "2025-01-12"]
    assert found["a"].critical


@pytest.mark.parametrize("fields", [{"type": "start_on"}, {"type": "late", "date": "2025-01-01"}, {"type": "soon"}])
def test_a_constraint_that_cannot_be_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ModelError):
        Constraint(**fields)  # type: ignore[arg-type]


def test_work_by_a_calendar_of_its_own_and_lags_by_that_of_what_waits() -> None:
    nights = WorkCalendar(id="night", name="Nights", weekdays=["1-7 22:00-24:00"])
    plan = plan_of(
        nights,
        task("a", "8 小时"),
        task("b", "4 小时", [link("a", lag="2 小时")], calendar="night"),
        task("c", "1 小时", ["b"]),
    )
    found = pm.schedule(plan, "2025-03-07T08:00", OFFICE)
    assert four(found, "b")[:2] == ["03-08 22:00", "03-10 00:00"]
    assert four(found, "c")[:2] == ["03-10 08:00", "03-10 09:00"]
    assert found["a"].total_slack == pm.Amount(0, "小时")


def test_the_plans_usual_calendar_counts_where_none_is_given() -> None:
    six = WorkCalendar(id="six", name="Six days", weekdays=["1-6 08:00-12:00"], dates=["2025-03-05 off"], usual=True)
    found = pm.schedule(plan_of(six, task("a", "4 天")), "2025-03-03T08:00")
    assert str(found.finish) == "2025-03-07 12:00:00"
    assert str(pm.schedule(plan_of(six, task("a", "4 天")), "2025-03-03", pm.Calendar()).finish) == "2025-03-06"


def test_a_calendar_that_is_not_there_is_said() -> None:
    found = pm.schedule(plan_of(task("a", "4 天", calendar="moon")), "2025-03-03", pm.Calendar())
    assert "there is no calendar moon" in " ".join(found.notes)
    assert str(found.finish) == "2025-03-06"


def test_counting_back_puts_all_work_as_late_as_it_can() -> None:
    plan = plan_of(task("a", "3 天"), task("b", "2 天", ["a"]), task("c", "1 天"))
    found = pm.schedule(plan, calendar=None, finish="2025-03-14")
    assert [str(found[id].early_start) for id in "abc"] == ["2025-03-10", "2025-03-13", "2025-03-14"]
    assert str(found.finish) == "2025-03-14"
    with pytest.raises(ModelError, match="not both"):
        pm.schedule(plan, "2025-03-01", finish="2025-03-14")
    assert len(pm.schedule(plan_of(), finish="2025-03-14")) == 0


def test_counting_back_by_a_calendar_ends_on_its_day() -> None:
    usual = WorkCalendar(id="c", name="C", usual=True)
    plan = plan_of(usual, task("a", "3 天"), task("b", "2 天", ["a"]))
    found = pm.schedule(plan, finish="2025-03-11T17:00")
    assert four(found, "a")[:2] == ["03-05 08:00", "03-07 17:00"]
    assert str(found.finish) == "2025-03-11 17:00:00"


LENGTHS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(-8, 20), st.sampled_from(["FS", "SS", "FF"])), min_size=1, max_size=8
)


@given(LENGTHS, st.data())
def test_both_lines_of_time_agree_where_either_would_do(drawn: list[tuple[int, int, str]], data: st.DataObject) -> None:
    """Working time alone, and every minute counted, give the same schedule where all work goes by one calendar."""
    tasks = []
    for number, (hours, lag, type) in enumerate(drawn):
        waits = []
        if number and data.draw(st.booleans()):
            waits = [link(f"t{data.draw(st.integers(0, number - 1))}", type, f"{lag} 小时")]
        tasks.append(task(f"t{number}", f"{hours + 1} 小时", waits))
    calendar = pm.Calendar(hours=HOURS, holidays=["2025-03-05"])
    plain = pm.schedule(plan_of(*tasks), "2025-03-03T08:00", calendar)
    timed = asked_otherwise(plain, timed=True)
    assert timed.network.axis.is_clock
    assert not plain.network.axis.is_clock
    for one, other in zip(plain.table(), timed.table(), strict=True):
        assert one == other


def test_hours_that_differ_by_day_count() -> None:
    calendar = pm.Calendar(
        hours=HOURS, odd_hours={5: (("08:00", "12:00"),), dt.date(2025, 3, 4): (("10:00", "14:00"),)}
    )
    found = pm.schedule(plan_of(task("a", "32 小时")), "2025-03-03T08:00", calendar)
    assert str(found.finish) == "2025-03-07 12:00:00"


def test_elapsed_work_begins_when_what_it_waits_for_ends_also_in_time_off() -> None:
    plan = plan_of(task("pour", "5 天"), task("cure", "3 日历日", ["pour"]), task("build", "1 天", ["cure"]))
    found = pm.schedule(plan, "2025-03-03T08:00", OFFICE)
    assert four(found, "cure")[:2] == ["03-07 17:00", "03-10 17:00"]
    assert four(found, "build")[:2] == ["03-11 08:00", "03-11 17:00"]
    delayed = found.delay({"pour": "1 日历日"})
    assert delayed.schedule["pour"].early_finish == dt.datetime.fromisoformat("2025-03-08T17:00")


def test_what_draws_and_a_search_cannot_count_is_said() -> None:
    night = WorkCalendar(id="night", name="Nights", weekdays=["1-7 22:00-24:00"])
    lengths = Estimate(low="2 天", likely="3 天", high="4 天")
    plan = plan_of(night, task("a", lengths), task("b", "1 天", ["a"], calendar="night", constraints=[hold("late")]))
    found = pm.schedule(plan, "2025-03-03T08:00", OFFICE)
    drawn = " ".join(found.simulate(100).notes)
    assert "evenly by the usual calendar" in drawn
    assert "begins in no sample before its planned start" in drawn
    analytic, bounds = found.pert().note, repr(found.brackets())
    for told in (analytic, bounds):
        assert "evenly by the usual calendar" in told
    assert "constraints do not count" in analytic
    assert "1 piece of work as late as possible begins no earlier than planned" in bounds


def test_bounds_of_what_is_counted_back_end_where_it_is_to_end() -> None:
    lengths = Estimate(low="5 天", likely="10 天", high="20 天")
    found = pm.schedule(plan_of(task("a", "5 天"), task("b", lengths, ["a"])), finish="2022-03-31")
    assert (str(found["b"].early_start), str(found.finish)) == ("2022-03-22", "2022-03-31")
    bounds = found.brackets()
    assert (str(bounds.earliest), str(bounds.latest)) == ("2022-03-26", "2022-04-10")


def messages(found: Schedule, code: str) -> list[str]:
    return [finding.message for finding in found.findings if finding.code == code]


@pytest.mark.parametrize(
    "fixed",
    [{"not_before": "2022-03-30"}, {"started": "2022-03-30"}, {"constraints": [hold("start_on", "2022-03-30")]}],
)
def test_a_finish_asked_for_that_dates_do_not_allow_is_a_finding(fixed: dict[str, Any]) -> None:
    found = pm.schedule(plan_of(task("a", "5 天"), task("b", "3 天", link("a"), **fixed)), finish="2022-03-20")
    assert str(found.finish) == "2022-04-01"
    assert any("12 days after the finish asked for, 2022-03-20" in message for message in messages(found, "PM601"))
    kept = pm.schedule(plan_of(task("a", "5 天"), task("b", "3 天", link("a"))), finish="2022-03-20")
    assert not kept.findings


@pytest.mark.parametrize(
    ("fixed", "code"),
    [({"started": "2022-03-01"}, "PM602"), ({"constraints": [hold("start_on", "2022-03-01")]}, "PM606")],
)
def test_what_stands_before_the_start_counts_in_the_span_and_is_a_finding(fixed: dict[str, Any], code: str) -> None:
    found = pm.schedule(plan_of(task("a", "5 天", **fixed)), start="2022-05-05")
    assert str(found.duration) == "5 天"
    assert messages(found, code) == ["the schedule counts from 2022-05-05, but its dates let this begin before: a"]
    later = pm.schedule(plan_of(task("a", "5 天", **fixed), task("b", "5 天")), start="2022-05-05")
    assert str(later.duration) == "70 天"  # 1 March to 9 May


def test_facts_after_the_day_of_the_report_or_over_before_they_began_are_findings() -> None:
    def of(started: str, finished: str | None) -> list[str]:
        plan = plan_of(task("a", "5 天", started=started, finished=finished))
        return messages(pm.schedule(plan, start="2022-01-31", as_of="2022-02-03"), "PM602")

    late = "after 2022-02-03, the day of the report: no fact on that day"
    assert of("2022-01-31", "2023-01-31") == [f"'a' was over 2023-01-31, {late}"]
    assert of("2022-03-01", None) == [f"'a' began 2022-03-01, {late}"]
    assert of("2022-02-03", "2022-02-01") == ["'a' was over 2022-02-01, before it began 2022-02-03"]
    assert of("2022-01-31", "2022-02-03") == []


@pytest.mark.parametrize(("done", "count"), [("4 天", 1), ("-50 %", 1), ("150 %", 1), ("0 %", 0), ("100 %", 0)])
def test_a_share_done_that_is_none_is_a_finding_where_it_counts(done: str, count: int) -> None:
    plan = plan_of(task("a", "5 天", started="2022-01-31", done=done))
    assert len(messages(pm.schedule(plan, start="2022-01-31", as_of="2022-02-03"), "PM607")) == count
    assert messages(pm.schedule(plan, start="2022-01-31"), "PM607") == []


@pytest.mark.parametrize(
    ("fixed", "kept", "broken", "checked"),
    [
        (
            {"constraints": [hold("start_on", "2022-05-01"), hold("start_on", "2022-05-09")]},
            "start_on 2022-05-01",
            1,
            1,
        ),
        ({"not_before": "2022-06-01", "constraints": [hold("start_on", "2022-05-01")]}, "start_on 2022-05-01", 1, 1),
        (
            {"constraints": [hold("start_on", "2022-05-01"), hold("finish_on", "2022-05-20")]},
            "start_on 2022-05-01",
            1,
            0,
        ),
        (
            {"constraints": [hold("start_on", "2022-05-10"), hold("finish_no_later", "2022-05-01")]},
            "finish_no_later 2022-05-01",
            1,
            1,
        ),
        ({"constraints": [hold("start_on", "2022-05-01"), hold("finish_on", "2022-05-05")]}, "", 0, 0),
        ({"not_before": "2022-04-01", "constraints": [hold("start_on", "2022-05-01")]}, "", 0, 0),
        ({"constraints": [hold("start_no_later", "2022-05-01"), hold("finish_no_earlier", "2022-04-20")]}, "", 0, 0),
    ],
)
def test_dates_that_rule_each_other_out_are_findings_that_name_the_one_that_counts(
    fixed: dict[str, Any], kept: str, broken: int, checked: int
) -> None:
    plan = plan_of(task("a", "5 天", **fixed))
    said = messages(pm.schedule(plan, start="2022-03-20"), "PM606")
    assert [f"{kept} counts" in message for message in said] == [True] * broken
    assert len([finding for finding in plan.check().findings if finding.code == "PM506"]) == checked


def test_a_constraint_that_breaks_its_links_is_named_whatever_else_holds_the_work() -> None:
    first = [task("a", "90 天"), task("b", "80 天")]
    bound = task("c", "5 天", [link("b"), link("a")], constraints=[hold("finish_no_later", "2022-02-10")])
    found = pm.schedule(plan_of(*first, bound), start="2022-01-01", as_of="2022-02-01")
    [message] = [one for one in messages(found, "PM606") if "held to its constraint" in one]
    assert message == "'c' is held to its constraint (finish_no_later 2022-02-10), before its link FS to 'a' allows"
