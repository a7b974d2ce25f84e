"""Earliest and latest dates, slack and critical paths."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest

import planmodel as pm
from planmodel.errors import CycleError, IncompatibleUnitsError, ModelError, UnknownIdError
from planmodel.parts import Mode
from scheduling.plans import link, plan_of, starts, task


def test_a_textbook_network_has_the_dates_and_slack_of_the_book() -> None:
    plan = plan_of(
        task("a", "3 天"),
        task("b", "4 天", ["a"]),
        task("c", "2 天", ["a"]),
        task("d", "5 天", ["b"]),
        task("e", "1 天", ["c"]),
        task("f", "2 天", ["d", "e"]),
    )
    found = pm.schedule(plan)
    assert found.critical_path == ("a", "b", "d", "f")
    assert str(found.duration) == "14 天"
    rows = {row["id"]: row for row in found.table()}
    assert [rows[id]["total_slack"] for id in "abcdef"] == [0, 0, 6, 0, 6, 0]
    assert [rows[id]["free_slack"] for id in "abcdef"] == [0, 0, 0, 0, 6, 0]
    assert (rows["e"]["late_start"], rows["e"]["late_finish"]) == (11, 12)


@pytest.mark.parametrize(
    ("type", "lag", "start"),
    [
        ("FS", None, 5),
        ("FS", "2 天", 7),
        ("FS", "-2 天", 3),
        ("SS", None, 0),
        ("SS", "3 天", 3),
        ("SS", "-3 天", 0),
        ("FF", None, 2),
        ("FF", "1 天", 3),
        ("FF", "-4 天", 0),
        ("SF", None, 0),
        ("SF", "7 天", 4),
    ],
)
def test_each_link_type_holds_the_start_that_its_definition_says(type: Any, lag: str | None, start: int) -> None:
    plan = plan_of(task("a", "5 天"), task("b", "3 天", [link("a", type, lag)]))
    assert starts(pm.schedule(plan))["b"] == start


def test_months_are_months_of_the_calendar_and_both_days_belong_to_the_work() -> None:
    plan = plan_of(task("a", "1 月"), task("b", "1 年", ["a"]), task("c", "1 季度", ["b"]))
    found = pm.schedule(plan, "2021-01-31")
    assert [(str(found[id].early_start), str(found[id].early_finish)) for id in "abc"] == [
        ("2021-01-31", "2021-02-27"),
        ("2021-02-28", "2022-02-27"),
        ("2022-02-28", "2022-05-27"),  # a quarter from its own start, wherever the first work began
    ]
    assert found.unit == "天"
    assert str(found.duration) == "482 天"
    assert str(found["b"].duration) == "12 月"


def test_months_beside_days_count_without_dates_as_a_twelfth_of_the_mean_year_and_the_note_says_so() -> None:
    plan = plan_of(task("a", "2 月"), task("b", "30 天", ["a"]))
    dated = pm.schedule(plan, "2021-01-01")
    assert (str(dated["a"].early_finish), dated.notes) == ("2021-02-28", ())
    found = pm.schedule(plan)
    assert found.unit == "天"
    assert str(found["a"].early_finish) == "60.87375 天"
    assert found.notes == ("1 month counts as 30.436875 days, a twelfth of the mean year",)


def test_a_milestone_takes_no_time_and_stands_on_the_day_on_which_what_it_waits_for_ends() -> None:
    plan = plan_of(task("a", "10 天"), task("m", "0 天", ["a"]), task("b", "5 天", ["m"]))
    found = pm.schedule(plan, "2021-01-01")
    assert str(found["m"].early_start) == str(found["m"].early_finish) == "2021-01-10"
    assert str(found["b"].early_start) == "2021-01-11"
    assert found.critical_path == ("a", "m", "b")


def test_no_time_at_all_fits_beside_any_unit() -> None:
    plan = plan_of(task("a", "10 月"), task("m", "0 天", [link("a", "FS", "0 工作日")]))
    found = pm.schedule(plan, "2021-01-01")
    assert (found.unit, str(found["m"].early_finish), found.notes) == ("天", "2021-10-31", ())
    assert pm.schedule(plan).unit == "月"


def test_every_critical_path_is_listed_in_plan_order() -> None:
    plan = plan_of(task("a", "1 天"), task("b", "2 天", ["a"]), task("c", "2 天", ["a"]), task("d", "1 天", ["b", "c"]))
    assert pm.schedule(plan).critical_paths() == (("a", "b", "d"), ("a", "c", "d"))
    assert pm.schedule(plan).critical_paths(limit=1) == (("a", "b", "d"),)


# --- wholes ---


def test_links_of_wholes_reach_their_parts() -> None:
    plan = plan_of(
        task("w"),
        task("w1", "3 天", part_of="w"),
        task("w2", "2 天", ["w1"], part_of="w"),
        task("v", waits=["w"]),
        task("v1", "1 天", part_of="v"),
        task("v2", "4 天", part_of="v"),
    )
    found = pm.schedule(plan)
    assert starts(found) == {"w": 0, "w1": 0, "w2": 3, "v": 5, "v1": 5, "v2": 5}
    assert found["w"].summary
    assert str(found["w"].duration) == "5 天"
    assert found.critical_path == ("w1", "w2", "v2")
    assert found.missing == ()


def test_a_link_from_the_start_of_a_whole_waits_for_its_first_part() -> None:
    plan = plan_of(
        task("x", "5 天"),
        task("w"),
        task("w1", "3 天", ["x"], part_of="w"),
        task("w2", "2 天", ["w1"], part_of="w"),
        task("b", "1 天", [link("w", "SS", "1 天")]),
    )
    found = pm.schedule(plan)
    assert starts(found)["b"] == 6
    assert "because: SS w1 + 1 day" in found.explain("b")
    late = found.delay({"x": "3 天"})
    assert {slip.id for slip in late.slips} == {"x", "w1", "w2", "b"}


def test_a_critical_path_runs_through_the_first_part_of_a_whole() -> None:
    plan = plan_of(
        task("x", "5 天"),
        task("w"),
        task("w1", "3 天", ["x"], part_of="w"),
        task("b", "9 天", [link("w", "SS", "1 天")]),
    )
    found = pm.schedule(plan)
    assert found.critical_path == ("x", "w1", "b")
    assert [one.id for one in found.drag(by="1 day")] == ["b", "x"]


def test_the_first_part_may_change_through_the_link_itself() -> None:
    plan = plan_of(
        task("w"),
        task("w1", "3 天", ["b"], part_of="w"),
        task("w2", "2 天", ["x"], part_of="w"),
        task("x", "9 天"),
        task("b", "1 天", [link("w", "SS")]),
    )
    with pytest.raises(CycleError):  # w1 waits for b, b for the first of w1 and w2, and that is w1
        pm.schedule(plan)


def test_levels_all_schedules_everything_by_its_own_duration() -> None:
    plan = plan_of(task("w", "9 天"), task("w1", "3 天", part_of="w"), task("b", "1 天", ["w"]))
    assert starts(pm.schedule(plan, levels="all")) == {"w": 0, "w1": 0, "b": 9}
    assert starts(pm.schedule(plan)) == {"w": 0, "w1": 0, "b": 3}


def test_a_whole_that_waits_for_its_own_part_is_left_out_and_said() -> None:
    plan = plan_of(task("w", waits=["w1"]), task("w1", "3 天", part_of="w"))
    assert pm.schedule(plan).notes == ("w waits for w1, one of which is part of the other: left out",)


# --- what is missing ---


def test_a_missing_duration_is_counted_said_and_handled_by_the_named_rule() -> None:
    plan = plan_of(task("a", "3 天"), task("b", waits=["a"]), task("c", "1 天", ["b"]))
    found = pm.schedule(plan)
    assert found.missing == ("b",)
    assert "1 of 3 without a duration, counted as 0 (rule zero)" in repr(found)
    assert str(pm.schedule(plan, missing="10 days").duration) == "14 天"
    with pytest.raises(ModelError, match="1 have no duration: b"):
        pm.schedule(plan, missing="refuse")
    with pytest.raises(ModelError, match="is no rule"):
        pm.schedule(plan, missing="guess")


def test_links_to_what_is_not_there_are_left_out_and_said() -> None:
    found = pm.schedule(plan_of(task("a", "3 天", ["ghost"])))
    assert found.notes == ("1 link to what is not scheduled, left out: a → ghost",)


def test_an_empty_plan_has_an_empty_schedule() -> None:
    found = pm.schedule(plan_of())
    assert (len(found), found.critical_path, found.table(), str(found.duration)) == (0, (), [], "0 天")
    assert "p: 0 days to 0 days" in repr(found)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"levels": "some"}, "is not known"),
        ({"relations": ("depend_on",)}, "there is no relation 'depend_on'"),
        ({"start": "someday"}, "is not a date"),
        ({"calendar": pm.Calendar()}, "a calendar needs a start"),
        ({"as_of": "2021"}, "as_of needs a start"),
    ],
)
def test_bad_arguments_are_refused_with_a_hint(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message) as caught:
        pm.schedule(plan_of(task("a", "3 天")), **arguments)
    assert caught.value.hint


def test_working_time_beside_other_time_needs_a_calendar() -> None:
    plan = plan_of(task("a", "3 工作日"), task("b", "2 月", ["a"]))
    with pytest.raises(IncompatibleUnitsError, match="needs a calendar"):
        pm.schedule(plan, "2021-01-01")
    assert pm.schedule(plan, "2021-01-01", pm.Calendar()).notes == ("1 month counts as 20 working days",)
    with pytest.raises(IncompatibleUnitsError, match="no amount of time"):
        pm.schedule(plan_of(task("a", "3 吨")))


# --- circles ---


def test_a_long_circle_is_shown_in_short_and_held_in_full() -> None:
    ring = plan_of(*(task(f"t{number:03}", "1 天", [f"t{(number - 1) % 300:03}"]) for number in range(300)))
    with pytest.raises(CycleError) as caught:
        pm.schedule(ring)
    assert len(caught.value.cycles[0]) == 300
    assert "t009 -> … (300 tasks) … -> t299 -> t000" in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_circle_is_named_in_order_with_all_others() -> None:
    plan = plan_of(
        task("a", "1 天", ["c"]),
        task("b", "1 天", ["a"]),
        task("c", "1 天", ["b"]),
        task("d", "1 天", ["e", "a"]),
        task("e", "1 天", ["d"]),
        task("f", "1 天", ["f"]),
    )
    with pytest.raises(CycleError) as caught:
        pm.schedule(plan)
    assert caught.value.cycles == (("f",), ("d", "e"), ("a", "b", "c"))
    assert "a -> b -> c -> a" in str(caught.value)


# --- dates ---


def test_work_does_not_begin_before_its_day() -> None:
    plan = plan_of(task("a", "10 天"), task("b", "5 天", ["a"], not_before="2021-03"))
    found = pm.schedule(plan, "2021-01-01")
    assert str(found["b"].early_start) == "2021-03-01"
    assert str(found.slack("a")) == "49 天"
    assert "not before 2021-03-01" in found.explain("b")


def test_a_day_that_cannot_be_kept_gives_negative_slack_and_a_finding_with_both() -> None:
    plan = plan_of(task("a", "30 天"), task("b", "10 天", ["a"], finish_by="2021-01-31"))
    found = pm.schedule(plan, "2021-01-01")
    assert str(found.slack("b")) == str(found.slack("a")) == "-9 天"
    assert found.critical_path == ("a", "b")
    (finding,) = found.findings
    assert finding.code == "PM601"
    assert "must be over by 2021-01-31" in finding.message
    assert "its link FS to 'a'" in finding.message
    assert "9 days late" in finding.message


def test_the_days_of_months_keep_their_place_when_days_bound_the_work() -> None:
    plan = plan_of(task("a", "2 月"), task("b", "1 月", ["a"], not_before="2021-03-16", finish_by="2021-05-20"))
    found = pm.schedule(plan, "2021-01-01")
    assert str(found["b"].early_start) == "2021-03-16"
    assert str(found["b"].late_finish) == "2021-04-15"


def test_a_finish_behind_the_plans_period_is_a_finding() -> None:
    plan = plan_of(task("a", "13 月"), period="2021")
    (finding,) = pm.schedule(plan, "2021-01-01").findings
    assert finding.code == "PM603"
    assert pm.schedule(plan_of(task("a", "12 月"), period="2021"), "2021-01-01").findings == ()


def test_real_dates_replace_computed_ones_and_contradictions_are_findings() -> None:
    plan = plan_of(
        task("a", "30 天", started="2021-01-05", finished="2021-02-10"),
        task("b", "10 天", ["a"], started="2021-02-01"),
        task("c", "10 天", ["b"]),
    )
    found = pm.schedule(plan, "2021-01-01")
    assert (str(found["a"].early_start), str(found["a"].early_finish)) == ("2021-01-05", "2021-02-10")
    assert str(found["b"].early_start) == "2021-02-01"
    assert str(found["c"].early_start) == "2021-02-11"
    assert [finding.code for finding in found.findings] == ["PM602"]
    assert found["a"].finished
    assert not found["a"].critical


def test_what_is_not_done_lies_after_the_day_of_the_report() -> None:
    plan = plan_of(
        task("a", "30 天", started="2021-01-01", done="50 %"),
        task("b", "10 天", ["a"]),
        task("c", "5 天", done="100 %"),
    )
    found = pm.schedule(plan, "2021-01-01", as_of="2021-03-01")
    assert str(found["a"].early_finish) == "2021-03-16"
    assert str(found["b"].early_start) == "2021-03-17"
    assert found["c"].finished
    assert any("c is done without a date" in note for note in found.notes)


def test_dates_do_not_count_without_a_start_and_the_note_says_so() -> None:
    found = pm.schedule(plan_of(task("a", "3 天", not_before="2021-03-01")))
    assert starts(found) == {"a": 0}
    assert "which count only when a start is given" in found.notes[0]


# --- longest waits ---


def test_a_longest_wait_pulls_what_comes_first_to_what_waits() -> None:
    plan = plan_of(
        task("survey", "2 天"),
        task("permit", "10 天"),
        task("works", "5 天", ["permit", link("survey", "FS", None, "3 天")]),
    )
    found = pm.schedule(plan)
    assert starts(found) == {"survey": 5, "permit": 0, "works": 10}
    assert str(found.slack("survey")) == "3 天"


def test_longest_waits_that_contradict_the_links_are_named() -> None:
    plan = plan_of(
        task("a", "2 天"), task("b", "10 天", ["a"]), task("c", "1 天", ["b", link("a", "FS", None, "3 天")])
    )
    with pytest.raises(ModelError, match="c on a"):
        pm.schedule(plan)


# --- questions ---


def test_the_chain_of_drivers_leads_back_to_the_start() -> None:
    plan = plan_of(task("a", "3 天"), task("b", "4 天"), task("c", "2 天", ["a", link("b", "FS", "1 天")]))
    told = pm.schedule(plan).explain("c")
    assert "because: FS b + 1 day" in told
    assert told.endswith("because: nothing holds it, it begins with the schedule")
    with pytest.raises(UnknownIdError, match="schedule has no element 'zz'"):
        pm.schedule(plan).explain("zz")


def test_bottlenecks_are_the_critical_tasks_by_what_they_hold_up() -> None:
    plan = plan_of(
        pm.Goal(id="g", name="Goal"),
        task("a", "3 天"),
        task("b", "4 天", ["a"]),
        task("c", "2 天", ["a"], contributes_to=["g"]),
        task("d", "1 天"),
    )
    found = pm.schedule(plan).bottlenecks()
    assert [(one.id, one.holds_up, one.goals) for one in found] == [("a", 2, ("g",)), ("b", 0, ())]


def test_modes_count_with_the_shortest_one() -> None:
    modes = [Mode(name="slow", duration="9 天"), Mode(name="quick", duration="4 天")]
    found = pm.schedule(plan_of(task("a", modes=modes)))
    assert str(found.duration) == "4 天"
    assert found.notes == ("1 with several modes: the shortest counts",)


def test_other_relations_can_mean_precedence() -> None:
    plan = plan_of(task("a", "3 天"), pm.Project(id="r", name="r", duration="2 天", implements=["a"]))
    found = pm.schedule(plan, relations=("depends_on", "implements"))
    assert starts(found) == {"a": 0, "r": 3}


def test_tables_hold_plain_values() -> None:
    found = pm.schedule(plan_of(task("a", "1.5 月")), "2021-01-01")
    (record,) = found.table()
    assert record["early_start"] == "2021-01-01"
    assert (record["duration"], record["duration_unit"], record["unit"]) == (45.6553125, "天", "天")
    frame = found.to_frame()
    assert list(frame["id"]) == ["a"]
    assert dt.date.fromisoformat(record["early_finish"]) == found.finish
    html = found._repr_html_()
    assert "<table" in html


def test_names_are_escaped_in_notebooks() -> None:
    plan = plan_of(pm.Task(id="a", name="<script>alert(1)</script>", duration="1 天"))
    assert "<script>" not in pm.schedule(plan)._repr_html_()


@pytest.mark.parametrize("duration", ["1e30 天", "1e300 年", "1e25 工作日", "1e-30 天", "9999999 天", "99999999 月"])
def test_absurd_durations_end_in_a_clear_error(duration: str) -> None:
    plan = plan_of(task("a", duration), task("b", "1 天"))
    calendar = pm.Calendar() if "工作日" in duration else None
    try:
        shown = str(pm.schedule(plan, "2021-01-01", calendar).finish)
    except ModelError as error:
        shown = str(error)
    assert "er than a schedule can count" in shown or "is no date" in shown  # longer, or shorter


SMALL = """
import sys
import planmodel as pm
tasks = [pm.Task(id=f"t{n}", name="t", duration="3 天", depends_on=[f"t{n - 1}"] if n else []) for n in range(50)]
plan = pm.Plan(id="p", title="p", elements=tasks)
before = set(sys.modules)
found = pm.schedule(plan)
assert len(found.critical_path) == 50, found.critical_path
found.table()
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(loaded & {"numpy", "numba", "networkx", "pandas", "ortools"})
"""


def test_fifty_tasks_load_neither_numpy_nor_numba_nor_networkx() -> None:
    ran = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_a_task_without_a_stated_duration_stands_in_no_critical_path() -> None:
    found = pm.schedule(
        plan_of(task("a", "3 天"), task("x", waits=["a"]), task("b", "2 天", ["x"]), task("y", None, ["b"]))
    )
    assert found.critical == ("a", "b")
    assert found.critical_paths() == (("a", "b"),)
    assert [found[id].critical for id in found] == [True, False, True, False]
    assert "2 of 4 critical\ncritical path: a > b\nnot in the path, though without slack" in str(found)
    assert set(found.simulate(10).criticality) == {"a", "b"}


def test_many_ways_through_work_without_durations_are_one_path() -> None:
    rows = [[f"x{row}-{number}" for number in range(3)] for row in range(40)]
    between = [task(id, None, rows[row - 1] if row else ["a"]) for row, ids in enumerate(rows) for id in ids]
    found = pm.schedule(plan_of(task("a", "3 天"), *between, task("b", "2 天", rows[-1])))
    assert found.critical_paths() == (("a", "b"),)


def test_what_is_over_stands_in_no_critical_path() -> None:
    done = task("a", "3 天", started="2025-01-01", finished="2025-01-03")
    found = pm.schedule(plan_of(done, task("b", "2 天", ["a"])), "2025-01-01", as_of="2025-01-04")
    assert (found.critical, found.critical_path) == (("b",), ("b",))


def test_a_schedule_goes_over_its_ids_and_holds_wholes() -> None:
    found = pm.schedule(plan_of(task("w"), task("a", "3 天", part_of="w"), task("b", "2 天", ["a"])))
    assert list(found) == ["a", "b"]
    assert [found[id].id for id in found] == ["a", "b"]
    assert ("a" in found, "w" in found, "q" in found, 0 in found) == (True, True, False, False)
