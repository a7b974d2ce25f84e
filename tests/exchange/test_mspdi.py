"""Microsoft Project XML: what becomes what, and that nothing is left out without a word."""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.errors import MissingExtraError, PlanFileError
from planmodel.exchange.mspdi import read_mspdi
from planmodel.formats.imported import ImportResult
from planmodel.model.calendar import Calendar
from planmodel.parts import Estimate, Link

SAMPLES = Path(__file__).parents[3] / "shared/samples/mspdi"

SHIFTS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))


def day(number: int, shifts: tuple[tuple[str, str], ...] = SHIFTS) -> str:
    times = "".join(
        f"<WorkingTime><FromTime>{a}</FromTime><ToTime>{b}</ToTime></WorkingTime><WorkingTime/>" for a, b in shifts
    )
    return (
        f"<WeekDay><DayType>{number}</DayType><DayWorking>{int(bool(shifts))}</DayWorking>"
        f"<WorkingTimes>{times}</WorkingTimes></WeekDay>"
    )


WEEK = day(1, ()) + "".join(day(n) for n in range(2, 7)) + day(7, ())


def base(days: str = WEEK, more: str = "", uid: int = 1) -> str:
    return (
        f"<Calendar><UID>{uid}</UID><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>"
        f"<WeekDays>{days}</WeekDays>{more}</Calendar>"
    )


def task(uid: object, more: str = "", level: int = 1, duration: str = "PT8H0M0S") -> str:
    return (
        f"<Task><UID>{uid}</UID><Name>Task {uid}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Duration>{duration}</Duration><DurationFormat>7</DurationFormat>{more}</Task>"
    )


def link(uid: object, type: object = 1, lag: object = 0, format: int = 7) -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{type}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{format}</LagFormat></PredecessorLink>"
    )


def constraint(type: int, date: str) -> str:
    return f"<ConstraintType>{type}</ConstraintType><ConstraintDate>{date}</ConstraintDate>"


class Reading:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "Neue Straße.xml"

    def __call__(self, tasks: str = "", *, calendars: str = "", head: str = "", more: str = "") -> ImportResult:
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
            f"<Title>道路</Title><StartDate>2025-03-03T08:00:00</StartDate><CalendarUID>1</CalendarUID>{head}\n"
            f"<Calendars>{calendars or base()}</Calendars>\n<Tasks>{tasks}</Tasks>\n{more}</Project>"
        )
        return self.raw(text.encode())

    def raw(self, data: bytes) -> ImportResult:
        self.path.write_bytes(data)
        return read_mspdi(self.path)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


def messages(result: ImportResult) -> str:
    assert all(issue.code == "PM030" and issue.place.line for issue in result.issues)
    return "\n".join(issue.message for issue in result.issues)


def lag_of(result: ImportResult, id: str = "t-2") -> str | None:
    (found,) = result.plan.tasks[id].depends_on
    return None if found.lag is None else str(found.lag)


# --- the plan ---


def test_the_plan_is_called_after_its_file_and_has_the_projects_title(reading: Reading) -> None:
    result = reading(task(1))
    assert (result.plan.id, result.plan.title) == ("mspdi-neue-stra-e", "道路")
    assert result.start == dt.datetime.fromisoformat("2025-03-03T08:00:00")
    assert result.counts == {"tasks": 1, "links": 0, "resources": 0, "skipped": 0}
    assert result.issues == ()


def test_a_result_is_hashable_and_the_plan_can_be_written_and_read_again(reading: Reading, tmp_path: Path) -> None:
    result = reading(task(1) + task(2, link(1, 1, 100)))
    hash(result)
    result.plan.to_yaml(tmp_path / "plan.yaml")
    assert pm.read_plan(tmp_path / "plan.yaml") == result.plan


# --- tasks ---


def test_levels_make_the_hierarchy_and_summaries_have_no_duration(reading: Reading) -> None:
    rows = task(1, "<Summary>1</Summary>") + task(2, level=2) + task(3, level=2) + task(4, level=3) + task(5)
    result = reading(rows)
    held = {one.id: one.part_of and one.part_of.to for one in result.plan.tasks}
    assert held == {"t-1": None, "t-2": "t-1", "t-3": "t-1", "t-4": "t-3", "t-5": None}
    assert [one.duration and str(one.duration.likely) for one in result.plan.tasks] == [
        None,
        "8 小时",
        None,
        "8 小时",
        "8 小时",
    ]
    assert not result.issues


def test_a_level_that_is_jumped_over_is_reported(reading: Reading) -> None:
    result = reading(task(1) + task(2, level=3))
    assert str(result.plan.tasks["t-2"].part_of) == "t-1"
    assert "level 3 below level 1: it is read as part of t-1" in messages(result)
    assert result.issues[0].element == "t-2"


def test_null_rows_and_the_projects_own_row_are_skipped_without_a_word(reading: Reading) -> None:
    result = reading(task(0, level=0) + "<Task><UID>1</UID><IsNull>1</IsNull></Task>" + task(2))
    assert result.plan.tasks.ids == ("t-2",)
    assert (result.counts["skipped"], result.issues) == (2, ())


def test_inactive_rows_are_left_out_and_links_to_them_too(reading: Reading) -> None:
    result = reading(task(1, "<Active>0</Active>") + task(2, link(1)))
    assert result.plan.tasks["t-2"].depends_on == ()
    assert "Task 1 (UID 1) is left out: it is not active" in messages(result)
    assert "no task with the UID 1 is read" in messages(result)
    assert result.counts == {"tasks": 1, "links": 0, "resources": 0, "skipped": 2}


def test_rows_without_a_usable_uid_are_left_out(reading: Reading) -> None:
    result = reading(task(1) + task(1) + task("x") + task(-3) + "<Task><Name>none</Name></Task>")
    assert result.plan.tasks.ids == ("t-1",)
    text = messages(result)
    assert "has the UID 1 of an earlier one" in text
    assert "expected a whole number, found 'x'" in text
    assert text.count("it has no UID") == 3


def test_a_task_without_a_name_is_called_by_its_id(reading: Reading) -> None:
    result = reading("<Task><UID>7</UID><OutlineLevel>1</OutlineLevel></Task>")
    assert result.plan.tasks["t-7"].name == "t-7"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("PT96H0M0S", "96 小时"),
        ("PT7H30M0S", "7.5 小时"),
        ("PT0H10M0S", "10 分钟"),
        ("PT0H0M20S", "20 秒"),
        ("PT45M", "0.75 小时"),
    ],
)
def test_durations_are_exact(reading: Reading, text: str, read: str) -> None:
    duration = reading(task(1, duration=text)).plan.tasks["t-1"].duration
    assert duration is not None
    assert str(duration.likely) == read


@pytest.mark.parametrize("text", ["8h", "PT", "PT-8H0M0S", "P1D", "PT８H"])
def test_a_duration_that_is_none_is_reported(reading: Reading, text: str) -> None:
    result = reading(task(1, duration=text))
    assert result.plan.tasks["t-1"].duration is None
    assert "the duration is not read" in messages(result)


def test_elapsed_durations_are_calendar_days(reading: Reading) -> None:
    row = task(1, duration="PT72H0M0S").replace("<DurationFormat>7<", "<DurationFormat>8<")
    half = task(2, duration="PT0H30M0S").replace("<DurationFormat>7<", "<DurationFormat>4<")
    result = reading(row + half)
    assert [str(one.duration.likely) for one in result.plan.tasks if one.duration] == ["3 日历日", "0.5 日历小时"]
    found = pm.schedule(result.plan, result.start)
    assert str(found["t-1"].early_finish) == "2025-03-06 08:00:00"
    assert not result.issues


def test_milestones_take_no_time_unless_the_file_says_so(reading: Reading) -> None:
    flag = "<Milestone>1</Milestone>"
    result = reading(task(1, flag, duration="PT0H0M0S") + task(2, flag, duration="") + task(3, flag))
    assert [str(one.duration.likely) for one in result.plan.tasks if one.duration] == ["0 小时", "0 小时", "8 小时"]
    assert "called a milestone, but takes 8 hours" in messages(result)


def test_a_summary_whose_parts_are_not_read_stands_for_itself(reading: Reading) -> None:
    result = reading(task(1, "<Summary>1</Summary>"))
    assert result.plan.tasks["t-1"].duration == Estimate(likely="8 hours")
    assert "none of its parts is read" in messages(result)


def test_progress_is_read(reading: Reading) -> None:
    more = (
        "<PercentComplete>40</PercentComplete><ActualStart>2025-03-03T08:00:00</ActualStart>"
        "<ActualFinish>2025-03-07T17:00:00</ActualFinish>"
    )
    one = reading(task(1, more)).plan.tasks["t-1"]
    assert (one.done, one.started, one.finished) == (
        pm.Amount("40 %"),
        pm.Period("2025-03-03"),
        pm.Period("2025-03-07"),
    )
    assert reading(task(1, "<PercentComplete>0</PercentComplete>")).plan.tasks["t-1"].done is None


def test_nonsense_in_a_field_is_reported_and_left_out(reading: Reading) -> None:
    more = (
        "<PercentComplete>140</PercentComplete><ActualStart>2025-02-30T08:00:00</ActualStart>"
        "<ActualFinish>soon</ActualFinish><Manual>perhaps</Manual><Deadline>0000-01-01</Deadline>"
    )
    result = reading(task(1, more))
    one = result.plan.tasks["t-1"]
    assert (one.done, one.started, one.finished, one.finish_by) == (None, None, None, None)
    assert {issue.element for issue in result.issues} == {"t-1"}
    for field in ("PercentComplete", "ActualStart", "ActualFinish", "Manual", "Deadline"):
        assert field in messages(result)


def test_a_task_goes_by_its_own_calendar(reading: Reading) -> None:
    nights = base("".join(day(n, (("22:00:00", "00:00:00"),)) for n in range(1, 8)), uid=2)
    result = reading(
        task(1, "<CalendarUID>1</CalendarUID>")
        + task(2, "<CalendarUID>2</CalendarUID>", duration="PT3H0M0S")
        + task(3, "<CalendarUID>9</CalendarUID>"),
        calendars=base() + nights,
    )
    assert [one.calendar and one.calendar.to for one in result.plan.tasks] == [None, "c-2", None]
    assert [(one.id, one.usual) for one in result.plan.calendars] == [("c-1", True), ("c-2", False)]
    found = pm.schedule(result.plan, result.start)
    assert [str(found["t-2"].early_start), str(found["t-2"].early_finish)] == [
        "2025-03-03 22:00:00",
        "2025-03-04 23:00:00",
    ]
    assert "the calendar 9, which is not there" in messages(result)
    assert result.issues[-1].element == "t-3"


def test_a_task_that_somebody_scheduled_by_hand_stands_on_its_dates(reading: Reading) -> None:
    hand = "<Manual>1</Manual><Start>2025-03-05T10:00:00</Start><Finish>2025-03-06T10:00:00</Finish>"
    result = reading(task(1, duration="PT40H0M0S") + task(2, hand + link(1)) + task(3, link(2)))
    found = pm.schedule(result.plan, result.start)
    times = [str(moment) for id in ("t-2", "t-3") for moment in (found[id].early_start, found[id].early_finish)]
    assert times == ["2025-03-05 10:00:00", "2025-03-06 10:00:00", "2025-03-06 10:00:00", "2025-03-07 10:00:00"]
    assert not result.issues
    assert "PM602" in [finding.code for finding in found.findings]
    assert "without a start" in messages(reading(task(1, "<Manual>1</Manual>")))


def test_a_hand_that_ends_work_before_it_begins_is_reported(reading: Reading) -> None:
    hand = "<Manual>1</Manual><Start>2025-03-05T10:00:00</Start><Finish>2025-03-04T10:00:00</Finish>"
    result = reading(task(1, hand))
    assert "its finish is left out" in messages(result)
    assert str(pm.schedule(result.plan, result.start)["t-1"].early_finish) == "2025-03-06 10:00:00"


def test_parts_of_a_minute_count_beside_time_that_passes(reading: Reading) -> None:
    passing = task(2, link(1)).replace("<DurationFormat>7<", "<DurationFormat>8<").replace("PT8H0M0S", "PT12H0M0S")
    result = reading(task(1, duration="PT0H0M30S") + passing + task(3, link(2), duration="PT0H1M0S"))
    found = pm.schedule(result.plan, result.start)
    assert str(found["t-3"].early_finish) == "2025-03-04 08:01:00"
    assert not any("rounded" in note for note in found.notes)


def test_a_calendar_of_a_task_counts_beside_that_of_who_works_also_where_it_is_the_projects(reading: Reading) -> None:
    """A worker works on every day of the week from six to two; the office from eight to five."""
    early = base("".join(day(n, (("06:00:00", "14:00:00"),)) for n in range(1, 8)), uid=2)
    crew = people(resource(1, more="<CalendarUID>2</CalendarUID>"), assignment(1, 1) + assignment(2, 1))
    tasks = task(1, "<CalendarUID>1</CalendarUID>") + task(2, "<CalendarUID>-1</CalendarUID>")
    result = reading(tasks, calendars=base() + early, more=crew)
    found = pm.schedule(result.plan, result.start)
    assert [str(found[id].early_finish) for id in ("t-1", "t-2")] == ["2025-03-04 11:00:00", "2025-03-04 08:00:00"]


def test_a_task_that_is_split_ends_when_the_file_says_and_the_pauses_are_reported(reading: Reading) -> None:
    dates = "<Start>2025-03-03T08:00:00</Start><Finish>2025-03-06T17:00:00</Finish>"
    pieces = "".join(f"<TimephasedData><Type>1</Type><Value>PT{h}H0M0S</Value></TimephasedData>" for h in (8, 0, 8))
    assigned = f"<Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID>{pieces}</Assignment>"
    result = reading(task(1, dates, duration="PT16H0M0S"), more=assigned + "</Assignments>")
    assert str(pm.schedule(result.plan, result.start).finish) == "2025-03-06 17:00:00"
    assert "the task is split: its pauses of 16 hours are read as a part of its duration" in messages(result)
    assert "split" not in messages(reading(task(1, dates, duration="PT16H0M0S")))


def test_work_goes_by_the_time_that_one_of_those_who_do_it_works(reading: Reading) -> None:
    nights = base("".join(day(n, (("22:00:00", "00:00:00"),)) for n in range(1, 8)), uid=2)
    both = assignment(1, 2) + assignment(2, 1) + assignment(2, 2)
    crew = people(resource(1) + resource(2, more="<CalendarUID>2</CalendarUID>"), both)
    result = reading(task(1, duration="PT4H0M0S") + task(2, duration="PT10H0M0S"), calendars=base() + nights, more=crew)
    found = pm.schedule(result.plan, result.start)
    assert [str(found[id].early_finish) for id in ("t-1", "t-2")] == ["2025-03-05 00:00:00", "2025-03-04 00:00:00"]
    assert result.plan.resources["r-2"].calendar == Link("c-2")
    fixed = reading(task(1, "<Type>1</Type>", duration="PT4H0M0S"), calendars=base() + nights, more=crew)
    assert fixed.plan.tasks["t-1"].calendar is None


def test_dates_with_a_time_zone_are_read_as_local_times_and_reported_once(reading: Reading) -> None:
    zoned = "<ActualStart>2025-03-04T08:00:00Z</ActualStart>"
    result = reading(task(1, zoned) + task(2, zoned.replace("Z<", "+08:00<")))
    assert [one.started for one in result.plan.tasks] == [pm.Period("2025-03-04")] * 2
    assert messages(result).count("time zone") == len(result.issues) == 1


def test_actual_times_of_day_are_kept(reading: Reading) -> None:
    actual = "<ActualStart>2025-03-04T09:30:00</ActualStart><PercentComplete>50</PercentComplete>"
    result = reading(task(1, actual) + task(2, link(1)))
    found = pm.schedule(result.plan, result.start)
    assert [str(found["t-1"].early_start), str(found["t-2"].early_start)] == [
        "2025-03-04 09:30:00",
        "2025-03-05 09:30:00",
    ]
    assert not result.issues


def test_rows_that_stand_for_other_files_are_reported(reading: Reading) -> None:
    result = reading(task(1, "<ExternalTask>1</ExternalTask>") + task(2, "<IsSubproject>1</IsSubproject>"))
    assert result.plan.tasks.ids == ("t-1", "t-2")
    assert messages(result).count("stands for work in another file") == 2


# --- bounds ---


@pytest.mark.parametrize(
    ("type", "date", "read"),
    [
        (0, "2025-03-10T08:00:00", ""),
        (1, "2025-03-10T17:00:00", "late"),
        (2, "2025-03-10T08:00:00", "start_on 2025-03-10"),
        (3, "2025-03-10T17:00:00", "finish_on 2025-03-10"),
        (5, "2025-03-10T10:00:00", "start_no_later 2025-03-10T10:00"),
        (6, "2025-03-10T17:00:00", "finish_no_earlier 2025-03-10"),
        (7, "2025-03-10T08:00:00", "finish_no_later 2025-03-10T08:00"),
    ],
)
def test_constraints_keep_their_kind_and_time(reading: Reading, type: int, date: str, read: str) -> None:
    result = reading(task(1, constraint(type, date)))
    assert ", ".join(map(str, result.plan.tasks["t-1"].constraints)) == read
    assert not result.issues


@pytest.mark.parametrize(("date", "read"), [("2025-03-10T08:00:00", "2025-03-10"), ("2025-03-10T13:00:00",) * 2])
def test_no_earlier_than_is_not_before(reading: Reading, date: str, read: str) -> None:
    one = reading(task(1, constraint(4, date))).plan.tasks["t-1"]
    assert one.not_before == pm.Period(read[:16])


@pytest.mark.parametrize(
    ("type", "date", "said"),
    [(4, "", "ConstraintType 4 has no date"), (12, "2025-03-10T17:00:00", "ConstraintType 12")],
)
def test_a_constraint_that_is_none_is_reported(reading: Reading, type: int, date: str, said: str) -> None:
    result = reading(task(1, constraint(type, date)))
    assert (result.plan.tasks["t-1"].constraints, result.plan.tasks["t-1"].not_before) == ((), None)
    assert f"a constraint is left out: {said}" in messages(result)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2025-03-05T24:00:00", pm.Period("2025-03-05")),
        ("2025-03-06T00:00:00", pm.Period("2025-03-05")),
        ("2025-02-28T24:00:00.000", pm.Period("2025-02-28")),
        ("9999-12-31T24:00:00", None),
    ],
)
def test_the_end_of_a_day_has_two_names(reading: Reading, text: str, read: pm.Period | None) -> None:
    night = task(1, f"<CalendarUID>2</CalendarUID><Deadline>{text}</Deadline>")
    every_day = "".join(day(number, (("00:00:00", "00:00:00"),)) for number in range(1, 8))
    result = reading(night, calendars=base() + base(every_day, uid=2))
    assert result.plan.tasks["t-1"].finish_by == read
    assert [one.message.split(" ")[0] for one in result.issues] == ["Deadline"] * (read is None)


def test_a_deadline_bounds_the_finish_beside_a_constraint(reading: Reading) -> None:
    deadline = "<Deadline>2025-04-01T17:00:00</Deadline>"
    result = reading(task(1, deadline) + task(2, deadline + constraint(4, "2025-03-10T08:00:00")))
    assert [one.finish_by for one in result.plan.tasks] == [pm.Period("2025-04-01")] * 2
    assert not result.issues


def test_what_a_task_with_parts_says_of_its_dates_is_reported(reading: Reading) -> None:
    result = reading(task(1, constraint(4, "2025-03-10T08:00:00") + "<Manual>1</Manual>") + task(2, level=2))
    assert [issue.element for issue in result.issues] == ["t-1", "t-1"]


# --- links ---


@pytest.mark.parametrize(("number", "type"), [(0, "FF"), (1, "FS"), (2, "SF"), (3, "SS")])
def test_links_have_their_types(reading: Reading, number: int, type: str) -> None:
    (found,) = reading(task(1) + task(2, link(1, number))).plan.tasks["t-2"].depends_on
    assert (found.to, found.type, found.lag) == ("t-1", type, None)


def test_lags_are_tenths_of_a_minute_and_may_be_leads(reading: Reading) -> None:
    assert lag_of(reading(task(1) + task(2, link(1, 1, 4800)))) == "8 小时"
    assert lag_of(reading(task(1) + task(2, link(1, 1, -4800)))) == "-8 小时"
    assert lag_of(reading(task(1) + task(2, link(1, 1, 100)))) == "10 分钟"


@pytest.mark.parametrize(
    ("lag", "format", "read", "said"),
    [
        (50, 19, "4 小时", "50 % of t-1 is read as 4 hours"),
        (-25, 51, "-2 小时", "-25 % of t-1"),
        (600, 77, "1 小时", "unknown format 77"),
        ("long", 7, None, "expected a number, found 'long'"),
    ],
)
def test_lags_that_change_in_reading_are_reported(
    reading: Reading, lag: object, format: int, read: str | None, said: str
) -> None:
    result = reading(task(1) + task(2, link(1, 1, lag, format)))
    assert lag_of(result) == read
    assert said in messages(result)
    assert {issue.element for issue in result.issues} == {"t-2"}


def test_elapsed_lags_are_calendar_days(reading: Reading) -> None:
    for format in (8, 40):
        result = reading(task(1) + task(2, link(1, 1, 14400, format)))
        assert lag_of(result) == "1 日历日"
        assert not result.issues
    assert lag_of(reading(task(1, duration="PT12H0M0S") + task(2, link(1, 1, 50, 20)))) == "0.25 日历日"


def test_a_share_of_no_duration_is_no_lag(reading: Reading) -> None:
    result = reading(task(1, duration="") + task(2, link(1, 1, 50, 19)))
    assert lag_of(result) is None
    assert "t-1 has no duration" in messages(result)


def test_links_that_lead_nowhere_are_left_out(reading: Reading) -> None:
    outside = "<PredecessorLink><PredecessorUID>1</PredecessorUID><CrossProject>1</CrossProject></PredecessorLink>"
    result = reading(task(1) + task(2, link(9) + link(2) + link(1, 8) + link("") + outside))
    assert result.plan.tasks["t-2"].depends_on == ()
    assert (result.counts["links"], result.counts["skipped"], len(result.issues)) == (0, 5, 5)


def test_a_link_without_a_type_is_finish_to_start(reading: Reading) -> None:
    result = reading(task(1) + task(2, "<PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink>"))
    assert result.plan.tasks["t-2"].depends_on == (pm.Dependency("t-1"),)
    assert "the link has no type" in messages(result)


# --- resources ---


def resource(uid: int, type: int = 1, more: str = "") -> str:
    return f"<Resource><UID>{uid}</UID><Name>R{uid}</Name><Type>{type}</Type>{more}</Resource>"


def assignment(task: int, resource: int, units: object = 1) -> str:
    return (
        f"<Assignment><TaskUID>{task}</TaskUID><ResourceUID>{resource}</ResourceUID><Units>{units}</Units></Assignment>"
    )


def people(resources: str, assignments: str) -> str:
    return f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments>"


def test_work_resources_have_a_capacity_and_are_used(reading: Reading) -> None:
    nobody = "<Resource><UID>0</UID><Type>1</Type></Resource>"
    more = people(
        nobody + resource(1, more="<MaxUnits>2.5</MaxUnits>") + resource(2),
        assignment(1, 1, "0.5") + assignment(1, 2) + assignment(1, -65535),
    )
    result = reading(task(1), more=more)
    assert [(one.id, one.name, one.capacity) for one in result.plan.resources] == [
        ("r-1", "R1", pm.Amount("2.5 人")),
        ("r-2", "R2", None),
    ]
    assert [(use.to, str(use.amount)) for use in result.plan.tasks["t-1"].uses] == [("r-1", "0.5 人"), ("r-2", "1 人")]
    assert (result.counts["resources"], result.issues) == (2, ())


def test_what_is_no_work_resource_is_left_out_with_its_assignments(reading: Reading) -> None:
    result = reading(task(1), more=people(resource(1, 0) + resource(2, 2), assignment(1, 1) + assignment(1, 2)))
    assert len(result.plan.resources) == 0
    assert result.plan.tasks["t-1"].uses == ()
    assert messages(result).count("is no work resource") == 2


def test_assignments_that_lead_nowhere_and_negative_numbers_are_reported(reading: Reading) -> None:
    pairs = assignment(1, 5) + assignment(1, 1, -2) + assignment(8, 1)
    more = people(resource(1, more="<MaxUnits>-1</MaxUnits>"), pairs)
    result = reading(task(1), more=more)
    assert [use.amount for use in result.plan.tasks["t-1"].uses] == [None]
    text = messages(result)
    assert "no resource with the UID 5" in text
    assert "there is no task with the UID 8 (resource 1)" in text
    assert "MaxUnits is left out" in text
    assert "Units is left out" in text


def test_working_times_of_a_resource_are_its_calendar_if_there_are_some(reading: Reading) -> None:
    plain = "<Calendar><UID>2</UID><BaseCalendarUID>1</BaseCalendarUID></Calendar>"
    own = f"<Calendar><UID>3</UID><BaseCalendarUID>1</BaseCalendarUID><WeekDays>{day(6, ())}</WeekDays></Calendar>"
    more = people(
        resource(1, more="<CalendarUID>2</CalendarUID>") + resource(2, more="<CalendarUID>3</CalendarUID>"), ""
    )
    result = reading(task(1), calendars=base() + plain + own, more=more)
    assert [one.calendar for one in result.plan.resources] == [None, Link("c-3")]
    assert not result.issues


# --- the calendar ---


def exception(first: str, last: str, works: int = 0, more: str = "") -> str:
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
        f"{more}<DayWorking>{works}</DayWorking></Exception>"
    )


def calendar_of(result: ImportResult) -> Calendar:
    assert result.calendar is not None
    return result.calendar


def test_the_projects_calendar_is_read(reading: Reading) -> None:
    more = f"<Exceptions>{exception('2025-10-01', '2025-10-03')}{exception('2025-09-28', '2025-09-28', 1)}</Exceptions>"
    result = reading(calendars=base(more=more), head="<DaysPerMonth>22</DaysPerMonth>")
    calendar = calendar_of(result)
    assert calendar == Calendar(
        hours=(("08:00", "12:00"), ("13:00", "17:00")),
        holidays=frozenset(dt.date(2025, 10, n) for n in (1, 2, 3)),
        workdays=frozenset((dt.date(2025, 9, 28),)),
        days_per_month=Decimal(22),
    )
    assert not result.issues


def test_old_exceptions_stand_among_the_days_of_the_week(reading: Reading) -> None:
    old = (
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2003-12-25T00:00:00</FromDate>"
        "<ToDate>2003-12-26T23:59:00</ToDate></TimePeriod></WeekDay>"
    )
    assert calendar_of(reading(calendars=base(WEEK + old))).holidays == {dt.date(2003, 12, 25), dt.date(2003, 12, 26)}


def test_a_calendar_takes_from_its_base_what_it_does_not_say(reading: Reading) -> None:
    own = (
        "<Calendar><UID>1</UID><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>2</BaseCalendarUID>"
        f"<WeekDays>{day(6, ())}{day(7)}</WeekDays>"
        f"<Exceptions>{exception('2025-10-02', '2025-10-02', 1)}</Exceptions></Calendar>"
    )
    inherited = base(more=f"<Exceptions>{exception('2025-10-01', '2025-10-02')}</Exceptions>", uid=2)
    calendar = calendar_of(reading(calendars=own + inherited))
    assert calendar.week == "1111010"
    assert calendar.holidays == {dt.date(2025, 10, 1)}
    assert calendar.workdays == {dt.date(2025, 10, 2)}


def test_calendars_that_rest_on_each_other_in_a_circle_end(reading: Reading) -> None:
    circle = "".join(
        f"<Calendar><UID>{a}</UID><BaseCalendarUID>{b}</BaseCalendarUID><WeekDays>{WEEK}</WeekDays></Calendar>"
        for a, b in ((1, 2), (2, 1))
    )
    assert calendar_of(reading(calendars=circle)).week == "1111100"


@pytest.mark.parametrize(
    ("calendars", "said"),
    [
        (base(day(2)), "read as days off: Tuesday"),
        (base(WEEK, "<WorkWeeks><WorkWeek/></WorkWeeks>"), "its days are not clear"),
        (base(WEEK + day(11)), "DayType 11"),
        (
            base("".join(day(n, (("08:00:00", "noon"), ("09:00:00", "17:00:00"))) for n in range(1, 8))),
            "08:00:00 to noon",
        ),
        (base("".join(day(n, (("08:00:00", "13:00:00"), ("12:00:00", "17:00:00"))) for n in range(1, 8))), "overlap"),
        (
            base(WEEK, f"<Exceptions>{exception('2025-01-02', '2025-01-03', 0, '<Type>6</Type>')}</Exceptions>"),
            "on no day",
        ),
        (
            base(WEEK, f"<Exceptions>{exception('2025-01-02', '2025-01-03', 0, '<Type>12</Type>')}</Exceptions>"),
            "no type",
        ),
        (base(WEEK, f"<Exceptions>{exception('0001-01-01', '9999-01-01')}</Exceptions>"), "more than 40,000 days"),
        (base(WEEK, f"<Exceptions>{exception('2025-01-02', '2025-01-01')}</Exceptions>"), "its days are not clear"),
        (base(WEEK, "<Exceptions><Exception/></Exceptions>"), "its days are not clear"),
    ],
)
def test_what_a_calendar_cannot_say_is_reported(reading: Reading, calendars: str, said: str) -> None:
    result = reading(calendars=calendars)
    calendar_of(result)
    assert said in messages(result)


@pytest.mark.parametrize(
    ("calendars", "said"),
    [
        (base(uid=4), "names the calendar 1, which is not there"),
        (base("".join(day(n, ()) for n in range(1, 8))), "the calendar is left out"),
        (base(""), "the calendar is left out"),
        (base("".join(day(n, (("17:00:00", "08:00:00"),)) for n in range(1, 8))), "the calendar is left out"),
    ],
)
def test_a_calendar_that_cannot_be_is_left_out(reading: Reading, calendars: str, said: str) -> None:
    result = reading(calendars=calendars)
    assert result.calendar is None
    assert said in messages(result)


def test_hours_that_differ_are_read_day_by_day(reading: Reading) -> None:
    friday = day(6, (("08:00:00", "12:00:00"),))
    half = (
        "<Exception><TimePeriod><FromDate>2025-03-04T00:00:00</FromDate><ToDate>2025-03-04T23:59:00</ToDate></TimePeriod>"
        "<DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>10:00:00</FromTime><ToTime>14:00:00</ToTime>"
        "</WorkingTime></WorkingTimes></Exception>"
    )
    result = reading(task(1, duration="PT32H0M0S"), calendars=base(WEEK + friday, f"<Exceptions>{half}</Exceptions>"))
    calendar = calendar_of(result)
    assert [calendar.minutes_on(dt.date(2025, 3, number)) // 60 for number in range(3, 9)] == [8, 4, 8, 8, 4, 0]
    assert str(pm.schedule(result.plan, result.start).finish) == "2025-03-07 12:00:00"
    assert not result.issues


def test_exceptions_come_again_and_the_more_special_one_counts(reading: Reading) -> None:
    fridays = "<Type>6</Type><Period>2</Period><DaysOfWeek>32</DaysOfWeek>"
    more = (
        f"<Exceptions>{exception('2025-03-03', '2025-04-30', 0, fridays)}"
        f"{exception('2025-03-07', '2025-03-07', 1)}{exception('2025-03-01', '2025-03-31', 1)}</Exceptions>"
    )
    calendar = calendar_of(reading(calendars=base(more=more)))
    assert calendar.holidays == {dt.date(2025, 4, 4), dt.date(2025, 4, 18)}
    assert dt.date(2025, 3, 7) in calendar.workdays
    assert dt.date(2025, 3, 8) in calendar.workdays


def test_work_weeks_hold_for_their_time(reading: Reading) -> None:
    week = (
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2025-03-10T00:00:00</FromDate><ToDate>2025-03-16T23:59:00</ToDate>"
        f"</TimePeriod><WeekDays>{day(2, ())}{day(7)}</WeekDays></WorkWeek></WorkWeeks>"
    )
    calendar = calendar_of(reading(calendars=base(more=week)))
    assert calendar.holidays | calendar.workdays == {dt.date(2025, 3, 10), dt.date(2025, 3, 15)}


def test_a_plan_scheduled_from_its_finish_is_counted_back(reading: Reading) -> None:
    head = "<ScheduleFromStart>0</ScheduleFromStart><FinishDate>2025-03-14T17:00:00</FinishDate>"
    late = "<ConstraintType>1</ConstraintType>"
    result = reading(task(1, late, duration="PT24H0M0S") + task(2, late + link(1)) + task(3, late), head=head)
    assert (result.start, str(result.finish)) == (None, "2025-03-14 17:00:00")
    found = pm.schedule(result.plan, finish=result.finish)
    starts = [str(one.early_start) for one in found.tasks()]
    assert starts == ["2025-03-11 08:00:00", "2025-03-14 08:00:00", "2025-03-14 08:00:00"]
    assert str(found.finish) == "2025-03-14 17:00:00"
    assert not result.issues


# --- files that cannot be read ---

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<Project>&b;</Project>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<Project>&a;</Project>'


@pytest.mark.parametrize(
    ("data", "said", "line"),
    [
        (b"", "not well-formed", 1),
        (b"<Project>\n<Task></Project>", "not well-formed", 2),
        (b"tasks: []", "not well-formed", 1),
        (b"<Project>&nothing;</Project>", "not well-formed", 1),
        (b"\xff\xfe\x00", "not well-formed", 1),
        (b"<Project/>", "the first element is 'Project'", 1),
        (b"\n<plan/>", "the first element is 'plan'", 2),
        (BOMB, "defines XML entities", 1),
        (OUTSIDE, "defines XML entities", 1),
        (b'<?xml version="1.0" encoding="gb18030"?><Project/>', "encoding", 1),
        (b'<?xml version="1.0" encoding="klingon"?><Project/>', "", 1),
    ],
)
def test_a_file_that_is_no_project_is_refused_with_its_place(
    reading: Reading, data: bytes, said: str, line: int
) -> None:
    with pytest.raises(PlanFileError) as caught:
        reading.raw(data)
    (found,) = caught.value.problems
    assert said in found.message
    assert (found.code, found.place.file, found.place.line) == ("PM001", str(reading.path), line)


@pytest.mark.parametrize("path", ["missing.xml", ".", "a\0b.xml"])
def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PlanFileError, match="cannot read"):
        read_mspdi(tmp_path / path)


def test_deep_nesting_is_survived(reading: Reading) -> None:
    deep = "<x>" * 200_000 + "</x>" * 200_000
    assert reading(task(1) + deep).plan.tasks.ids == ("t-1",)


def test_an_empty_project_is_an_empty_plan(reading: Reading) -> None:
    result = reading.raw(b'<Project xmlns="http://schemas.microsoft.com/project"/>')
    assert (len(result.plan), result.start, result.calendar) == (0, None, None)
    assert result.plan.title == result.plan.id


def test_the_missing_package_is_named(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "defusedxml.common", None)
    with pytest.raises(MissingExtraError, match=r"planmodel\[xml\]"):
        reading(task(1))


# --- files that Project wrote ---

samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the repository")


@samples
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("mspdinulltasks", (5, 0, 0, 5)),
        ("mspdirelations", (5, 4, 0, 2)),
        ("sample", (19, 6, 2, 2)),
        ("task-durations-project2016-mspdi", (110, 0, 0, 2)),
        ("task-links-project2010-mspdi", (16, 8, 0, 2)),
    ],
)
def test_sample_files_are_read(name: str, counts: tuple[int, int, int, int]) -> None:
    result = read_mspdi(SAMPLES / f"{name}.xml")
    assert tuple(result.counts[kind] for kind in ("tasks", "links", "resources", "skipped")) == counts
    assert len(result.plan.tasks) == counts[0]
    assert sum(len(one.depends_on) for one in result.plan.tasks) == counts[1]
    assert calendar_of(result).week == "1111100"
    assert calendar_of(result).minutes_per_day == 480
    assert result.start is not None


@samples
def test_links_of_a_sample_have_their_types_and_lags() -> None:
    plan = read_mspdi(SAMPLES / "task-links-project2010-mspdi.xml").plan
    found = [(one.id, d.to, d.type, d.lag and str(d.lag)) for one in plan.tasks for d in one.depends_on]
    assert found == [
        ("t-2", "t-1", "FS", None),
        ("t-4", "t-3", "FS", "8 小时"),
        ("t-6", "t-5", "FS", "16 小时"),
        ("t-8", "t-7", "FS", "40 小时"),
        ("t-10", "t-9", "FS", "80 小时"),
        ("t-12", "t-11", "SF", "16 小时"),
        ("t-14", "t-13", "SS", "16 小时"),
        ("t-16", "t-15", "FF", "16 小时"),
    ]


@samples
def test_parts_and_uses_of_a_sample_are_read() -> None:
    plan = read_mspdi(SAMPLES / "sample.xml").plan
    assert str(plan.tasks["t-2"].part_of) == "t-1"
    assert [(use.to, str(use.amount)) for use in plan.tasks["t-2"].uses] == [("r-1", "0.5 人"), ("r-2", "0.75 人")]
    assert plan.tasks["t-7"].not_before == pm.Period("2003-02-01T08:00")
