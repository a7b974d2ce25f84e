"""A longest wait is kept by later work, or the schedule says by how much dates exceed it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import planmodel as pm
from planmodel.parts import Constraint
from scheduling.plans import link, plan_of, task

TYPES = ("FS", "SS", "FF", "SF")


def waits(*elements: Any, code: str = "PM608", **options: Any) -> list[str]:
    found = pm.schedule(plan_of(*elements), "2021-01-01", **options)
    return [one.message for one in found.findings if one.code == code]


def checked(*elements: Any) -> list[str]:
    return [one.message for one in plan_of(*elements).check().findings if one.code == "PM506"]


REAL = {"started": "2021-01-01", "finished": "2021-01-05"}
FROM_END = "'b' waits 26 days for 'a' (FS, 2021-01-05 to 2021-02-01), longer than the 3 days allowed"


@pytest.mark.parametrize(
    ("source", "holder"),
    [
        (REAL, {"not_before": "2021-02-01"}),
        ({"started": "2021-01-01"}, {"not_before": "2021-02-01"}),
        (REAL, {"started": "2021-02-01", "finished": "2021-02-05"}),
        (REAL, {"started": "2021-02-01"}),
        (REAL, {"constraints": [Constraint(type="start_on", date="2021-02-01")]}),
        ({"constraints": [Constraint(type="by_hand", date="2021-01-01")]}, {"not_before": "2021-02-01"}),
        ({"constraints": [Constraint(type="finish_no_later", date="2021-01-05")]}, {"not_before": "2021-02-01"}),
    ],
)
def test_dates_that_exceed_a_longest_wait_are_a_finding_of_schedule_and_check(source: Any, holder: Any) -> None:
    work = task("a", "5 天", **source), task("b", "5 天", [link("a", max_lag="3 天")], **holder)
    assert waits(*work) == [FROM_END]
    assert checked(*work) == [FROM_END]


@pytest.mark.parametrize("type", TYPES)
def test_each_type_of_link_is_counted_from_its_own_ends(type: str) -> None:
    done = {"started": "2021-02-01", "finished": "2021-02-10"}
    work = task("a", "5 天", **REAL), task("b", "10 天", [link("a", type, max_lag="20 天")], **done)
    since = {"S": dt.date(2021, 1, 1), "F": dt.date(2021, 1, 6)}[type[0]]
    until = {"S": dt.date(2021, 2, 1), "F": dt.date(2021, 2, 11)}[type[1]]
    wait = (until - since).days
    found = waits(*work)
    assert [f"'b' waits {wait} days for 'a'" in one for one in found] == [True]
    allowed = task("b", "10 天", [link("a", type, max_lag=f"{wait} 天")], **done)
    assert waits(work[0], allowed) == checked(work[0], allowed) == []


def test_facts_stand_and_work_that_may_move_moves() -> None:
    holder = task("b", "5 天", [link("a", max_lag="3 天")], not_before="2021-02-01")
    begun = pm.schedule(plan_of(task("a", "5 天", started="2021-01-01"), holder), "2021-01-01")["a"]
    assert (str(begun.early_start), str(begun.early_finish)) == ("2021-01-01", "2021-01-05")
    free = pm.schedule(plan_of(task("a", "5 天"), holder), "2021-01-01")
    assert (str(free["a"].early_finish), free.findings) == ("2021-01-28", ())
    due = waits(task("a", "5 天", finish_by="2021-01-10"), holder, code="PM601")
    assert due == ["'a' must be over by 2021-01-10, but a longest wait for it lets it end on 2021-01-28: 18 days late"]


def test_what_only_the_links_of_other_work_delay_is_for_the_schedule_alone() -> None:
    slow = task("c", "30 天")
    work = task("a", "5 天", **REAL), slow, task("b", "5 天", [link("a", max_lag="3 天"), "c"])
    assert waits(*work) == ["'b' waits 25 days for 'a' (FS, 2021-01-05 to 2021-01-31), longer than the 3 days allowed"]
    assert checked(*work) == []


def test_a_day_of_report_exceeds_a_wait_from_finished_work() -> None:
    work = task("a", "5 天", **REAL), task("b", "5 天", [link("a", max_lag="3 天")])
    assert waits(*work) == []
    assert [one[:18] for one in waits(*work, as_of="2021-02-01")] == ["'b' waits 27 days "]


@pytest.mark.parametrize(
    ("type", "side", "day"), [("FS", "early_finish", "2021-01-28"), ("SS", "early_start", "2021-01-29")]
)
def test_a_wait_for_a_whole_moves_its_parts(type: str, side: str, day: str) -> None:
    parts = task("w", None), task("a", "5 天", part_of="w"), task("c", "2 天", part_of="w")
    found = pm.schedule(
        plan_of(*parts, task("b", "5 天", [link("w", type, max_lag="3 天")], not_before="2021-02-01")), "2021-01-01"
    )
    assert (str(getattr(found["w"], side)), found.findings) == (day, ())
    # the part that ends last is enough, and every part that opens the whole begins later
    assert str(found["c"].early_start) == {"FS": "2021-01-01", "SS": "2021-01-29"}[type]


def test_a_whole_that_waits_begins_with_its_first_part() -> None:
    whole = task("w", None, [link("a", max_lag="3 天")])
    parts = [task(id, "5 天", part_of="w", not_before=day) for id, day in (("b", "2021-02-01"), ("c", "2021-02-05"))]
    found = pm.schedule(plan_of(task("a", "5 天"), whole, *parts), "2021-01-01")
    assert (str(found["a"].early_finish), found.findings) == ("2021-01-28", ())
    assert waits(task("a", "5 天", **REAL), whole, *parts) == [FROM_END.replace("'b'", "'w'")]


def test_a_whole_that_its_own_links_hold_open_says_so() -> None:
    work = (
        task("c", "60 天"),
        task("w", None, [link("c", "FF")]),
        task("a", "5 天", part_of="w"),
        task("z", "1 天", ["w"]),
    )
    [message] = waits(*work, code="PM604")
    assert message.startswith(
        "the parts of 'w' are over by 2021-01-05, but its own links FF or SF to c hold it open until 2021-03-01"
    )


def test_working_time_counts_where_there_is_a_calendar() -> None:
    work = task("a", "5 天", **REAL), task("b", "5 天", [link("a", max_lag="20 天")], not_before="2021-02-01")
    assert waits(*work) != []
    assert waits(*work, calendar=pm.Calendar()) == []  # 19 working days
