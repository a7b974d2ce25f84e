"""Microsoft Project XML as it is written: it is read again as what it was, and what it cannot hold is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.exchange.mspdi import read_mspdi
from planmodel.exchange.mspdi_writer import write_mspdi
from planmodel.formats.imported import ImportResult
from planmodel.parts import Constraint, Element, Estimate, Use

SAMPLES = Path(__file__).parents[3] / "shared/samples/mspdi"
USUAL = pm.WorkCalendar(id="c-1", name="Office", dates=["2025-03-05 off", "2025-03-08 08:00-12:00"], usual=True)
NIGHTS = pm.WorkCalendar(id="c-2", name="Nights", weekdays=["1-7 22:00-24:00"])


def again(plan: pm.Plan, folder: Path, **given: Any) -> ImportResult:
    path = folder / f"{plan.id.removeprefix('mspdi-')}.xml"
    write_mspdi(plan, path, **given)
    return read_mspdi(path)


def plan_of(*elements: Element) -> pm.Plan:
    return pm.Plan(id="mspdi-p", title="计划 & <plan>", elements=elements)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of ../shared are away")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.name)
def test_a_file_that_was_read_is_written_and_read_again_as_it_was(path: Path, tmp_path: Path) -> None:
    first = read_mspdi(path)
    write_mspdi(first.plan, tmp_path / path.name, start=first.start)
    second = read_mspdi(tmp_path / path.name)
    assert second.plan == first.plan
    assert (second.start, second.calendar) == (first.start, first.calendar)


OFFICE = "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>16:00:00</ToTime></WorkingTime>"
EARLY = OFFICE.replace("08:00", "06:00").replace("16:00", "14:00")


def calendar_of(uid: int, days: range, times: str) -> str:
    week = "".join(
        f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(n in days)}</DayWorking>"
        f"<WorkingTimes>{times if n in days else ''}</WorkingTimes></WeekDay>"
        for n in range(1, 8)
    )
    return f"<Calendar><UID>{uid}</UID><Name>C{uid}</Name><WeekDays>{week}</WeekDays></Calendar>"


@pytest.mark.parametrize(
    "fields",
    [
        "<CalendarUID>2</CalendarUID>",  # and who works goes by the third
        "<CalendarUID>1</CalendarUID>",
        "<CalendarUID>2</CalendarUID><IgnoreResourceCalendar>1</IgnoreResourceCalendar>",
        "<CalendarUID>2</CalendarUID><Type>1</Type>",
        (
            "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>25</LinkLag>"
            "<LagFormat>19</LagFormat></PredecessorLink>"
        ),
        (
            "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type><LinkLag>33</LinkLag>"
            "<LagFormat>20</LagFormat></PredecessorLink>"
        ),
        (
            "<Manual>1</Manual><Start>2025-03-05T08:00:00</Start><Finish>2025-03-06T09:10:00</Finish>"
            "<ActualStart>2025-03-05T08:00:00</ActualStart>"
        ),
        "<Manual>1</Manual><Start>2025-03-05T08:00:00</Start><Finish>2025-03-05T08:07:00</Finish>",
    ],
)
@pytest.mark.parametrize("units", [0, 1])
def test_what_was_read_of_calendars_shares_and_hands_is_written_as_it_was(
    tmp_path: Path, fields: str, units: int
) -> None:
    path, again = tmp_path / "p.xml", tmp_path / "again" / "p.xml"
    calendars = calendar_of(1, range(2, 7), OFFICE) + calendar_of(2, range(1, 8), EARLY)
    calendars += calendar_of(3, range(3, 6), OFFICE)
    tasks = "".join(
        f"<Task><UID>{uid}</UID><Name>T</Name><OutlineLevel>1</OutlineLevel><Duration>PT0H7M30S</Duration>"
        f"<DurationFormat>7</DurationFormat>{more}</Task>"
        for uid, more in ((1, ""), (2, fields))
    )
    path.write_text(
        '<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2025-03-03T08:00:00</StartDate>'
        f"<CalendarUID>1</CalendarUID><Calendars>{calendars}</Calendars><Tasks>{tasks}</Tasks><Resources><Resource>"
        "<UID>1</UID><Name>R</Name><Type>1</Type><CalendarUID>3</CalendarUID></Resource></Resources><Assignments>"
        f"<Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>{units}</Units></Assignment></Assignments>"
        "</Project>",
        encoding="utf-8",
    )
    first = read_mspdi(path)
    again.parent.mkdir()
    report = write_mspdi(first.plan, again, start=first.start)
    assert read_mspdi(again).plan == first.plan
    assert report.lost == ()


def test_a_lag_that_is_no_tenth_of_a_minute_is_said(tmp_path: Path) -> None:
    waits = [pm.Dependency("t-1", lag="10 秒")]
    plan = plan_of(USUAL, pm.Task(id="t-1", name="A", duration="8 小时"), pm.Task(id="t-2", name="B", depends_on=waits))
    report = write_mspdi(plan, tmp_path / "p.xml", start="2025-03-03")
    assert "a lag is rounded to tenths of a minute" in report.lost


KINDS: list[Any] = [
    "start_on",
    "finish_on",
    "start_no_later",
    "finish_no_earlier",
    "finish_no_later",
    "by_hand",
    "late",
    "",
]
LAGS = st.sampled_from([None, "8 小时", "-4 小时", "1 日历日", "-10 分钟"])
LENGTHS = st.sampled_from(["8 小时", "1.5 小时", "10 分钟", "20 秒", "3 日历日", "0.5 日历小时"])


@st.composite
def plans(draw: st.DrawFn) -> pm.Plan:
    """Return a plan as a file says it: days alone stand only where the work begins or ends with them."""
    tasks: list[Element] = [USUAL, NIGHTS]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        before = range(1, number)
        links = [
            pm.Dependency(f"t-{on}", type=draw(st.sampled_from(["FS", "SS", "FF", "SF"])), lag=draw(LAGS))
            for on in draw(st.lists(st.sampled_from(before), max_size=2, unique=True) if before else st.just([]))
        ]
        length, kind, day = draw(LENGTHS), draw(st.sampled_from(KINDS)), draw(st.integers(10, 14))
        timed, free = draw(st.booleans()), draw(st.booleans())
        hour = "T10:30" if "日历" in length or timed else ""
        date = f"2025-03-{day}{hour}"
        held = [Constraint(type=kind, date=None if kind == "late" else date)] if kind else []
        tasks.append(
            pm.Task(
                id=f"t-{number}",
                name=f"任务 {number}",
                duration=length,
                depends_on=links,
                constraints=held,
                not_before=None if held or free else date,
                finish_by=draw(st.sampled_from([None, f"2025-03-31{hour}"])),
                done=draw(st.sampled_from([None, "25 %"])),
                calendar=None if "日历" in length else draw(st.sampled_from([None, "c-2"])),
            )
        )
    return plan_of(*tasks)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans())
def test_what_is_written_is_read_as_it_was(tmp_path: Path, plan: pm.Plan) -> None:
    second = again(plan, tmp_path, start="2025-03-03T08:00")
    used = {one.calendar.to for one in plan.tasks if one.calendar is not None}
    assert second.plan == plan.remove(*({"c-2"} - used))
    assert second.start == dt.datetime.fromisoformat("2025-03-03T08:00")


def test_days_weeks_and_months_are_the_calendars(tmp_path: Path) -> None:
    usual = pm.WorkCalendar(id="c-1", name="C", weekdays=["1-4 08:00-12:00 13:00-19:00"], days_per_month=18, usual=True)
    lengths = ["2 天", "2 工作日", "1 周", "1 月", "1 小时"]
    tasks = [pm.Task(id=f"t-{number}", name="T", duration=text) for number, text in enumerate(lengths, 1)]
    read = again(plan_of(usual, *tasks), tmp_path, start="2025-03-03")
    assert [str(one.duration.likely) for one in read.plan.tasks if one.duration] == [
        "20 小时",
        "20 小时",
        "40 小时",
        "180 小时",
        "1 小时",
    ]


def test_a_plan_without_a_calendar_is_written_day_and_night(tmp_path: Path) -> None:
    plan = plan_of(
        pm.Task(id="a", name="A", duration="3 天"), pm.Task(id="b", name="B", duration="1 天", depends_on=["a"])
    )
    path = tmp_path / "p.xml"
    report = pm.write_mspdi(plan, path, start="2025-03-07")
    assert any("day and night" in line for line in report.lost)
    assert any("an id is written as a number (2 times)" in line for line in report.lost)
    read = read_mspdi(path)
    found = pm.schedule(read.plan, read.start)
    assert str(found.finish) == "2025-03-11 00:00:00"
    assert [link.to for link in read.plan.tasks["t-2"].depends_on] == ["t-1"]


def test_months_of_day_and_night_are_as_long_as_months(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    report = pm.write_mspdi(plan_of(pm.Task(id="t-1", name="A", duration="3 月")), path, start="2025-03-01")
    assert "months are written as 30.436875 working days each" in report.lost
    read = read_mspdi(path)
    length = read.plan.tasks["t-1"].duration
    assert length is not None
    assert length.likely == pm.Amount("2191.455 小时")  # 3 × 30.436875 × 24


@pytest.mark.parametrize("length", ["10 天", "2 周", "3 月"])
def test_a_calendar_that_is_given_is_written_and_gives_the_days_of_the_schedule(tmp_path: Path, length: str) -> None:
    own = pm.WorkCalendar(id="c-9", name="C", weekdays=["1-7 00:00-24:00"], usual=True)
    first = pm.Task(id="t-1", name="A", duration=length)
    plan = plan_of(own, first, pm.Task(id="t-2", name="B", duration="1 天", depends_on=["t-1"]))
    path, working = tmp_path / "p.xml", pm.Calendar(holidays=["2025-03-12"])
    report = pm.write_mspdi(plan, path, start="2025-03-07", calendar=working)
    assert not any("day and night" in line for line in report.lost)
    read = read_mspdi(path)
    found, planned = pm.schedule(read.plan, read.start), pm.schedule(plan, "2025-03-07", working)
    said = "the calendar that was given counts in place of the plan's usual one (C), for amounts of time as well"
    assert (said in planned.notes, said in pm.schedule(plan, "2025-03-07").notes) == (True, False)
    assert not any("in place of" in note for note in found.notes)
    assert [str(found[id].early_finish)[:10] for id in ("t-1", "t-2")] == [
        str(planned[id].early_finish) for id in ("t-1", "t-2")
    ]


def test_resources_and_the_times_of_those_who_work_are_kept(tmp_path: Path) -> None:
    crew = pm.Resource(id="r-1", name="Crew", capacity="2.5 人")
    guard = pm.Resource(id="r-2", name="Guard", calendar="c-2")
    by_guard = pm.Task(id="t-1", name="Watch", duration="4 小时", uses=["r-2"], calendar="c-2")
    own_times = pm.Task(id="t-2", name="Dig", duration="4 小时", uses=[Use("r-1", amount="1.5 人"), Use("r-2")])
    plan = plan_of(USUAL, NIGHTS, crew, guard, by_guard, own_times)
    assert again(plan, tmp_path, start="2025-03-03T08:00").plan == plan


def test_what_the_format_cannot_hold_is_said(tmp_path: Path) -> None:
    plan = plan_of(
        pm.Goal(id="g", name="G"),
        pm.Organization(id="o", name="O"),
        pm.Resource(id="money", name="Money", capacity="3 万元", renewal="never"),
        pm.Task(
            id="t-1",
            name="T",
            duration=Estimate(low="1 天", likely="2 天", high="3 天"),
            contributes_to=["g"],
            responsible=["o"],
            uses=[Use("money", amount="1 万元")],
            done=pm.Amount(Decimal("33.3"), "%"),
            depends_on=[pm.Dependency("t-2", max_lag="3 天"), "nobody"],
            not_before="2025-03-05",
            constraints=[Constraint(type="late"), Constraint(type="start_no_later", date="2025-04-01")],
        ),
        pm.Task(id="t-2", name="U"),
    )
    lost = "\n".join(pm.write_mspdi(plan, tmp_path / "x.xml", start="2025-03-03").lost)
    for said in (
        "goal: not written",
        "organization: not written",
        "what is spent",
        "shortest and longest",
        "contributes_to is not written",
        "responsible is not written",
        "whole number of percent",
        "longest wait",
        "what is no task",
        "only the first of a task's constraints is written (2 times)",
        "no resource of this kind",
    ):
        assert said in lost
    assert read_mspdi(tmp_path / "x.xml").counts["tasks"] == 2


def test_a_project_that_counts_back_is_written_so(tmp_path: Path) -> None:
    plan = plan_of(USUAL, pm.Task(id="t-1", name="T", duration="8 小时"))
    read = again(plan, tmp_path, finish="2025-03-14")
    assert (read.start, str(read.finish), read.plan) == (None, "2025-03-14 17:00:00", plan)
    with pytest.raises(ModelError, match="not both"):
        pm.write_mspdi(plan, tmp_path / "x.xml", start="2025-03-03", finish="2025-03-14")
    with pytest.raises(ModelError, match="nobody says when"):
        pm.write_mspdi(plan, tmp_path / "x.xml")


def test_work_of_day_and_night_may_end_on_the_last_day_there_is(tmp_path: Path) -> None:
    task = pm.Task(id="t-1", name="T", calendar="c-9", started="9999-12-30", finished="9999-12-31")
    plan = plan_of(task, pm.WorkCalendar(id="c-9", name="day and night", weekdays=["1-7 00:00-24:00"]))
    finished = [one.finished for one in again(plan, tmp_path, start="9999-12-30").plan.tasks]
    assert finished == [pm.Period("9999-12-31T23:59")]


def test_wholes_stand_above_their_parts_and_circles_end(tmp_path: Path) -> None:
    parts = [pm.Task(id=f"t-{n}", name=str(n), part_of=None if n == 3 else "t-3") for n in (1, 2, 3)]
    read = again(plan_of(*parts), tmp_path, start="2025-03-03")
    assert read.plan.tasks.ids == ("t-3", "t-1", "t-2")
    assert [one.part_of and one.part_of.to for one in read.plan.tasks] == [None, "t-3", "t-3"]
    circle = plan_of(pm.Task(id="t-1", name="A", part_of="t-2"), pm.Task(id="t-2", name="B", part_of="t-1"))
    assert again(circle, tmp_path, start="2025-03-03").plan.tasks.ids == ("t-1", "t-2")


def test_the_file_is_whole_and_says_nothing_that_is_no_xml(tmp_path: Path) -> None:
    plan = plan_of(pm.Task(id="t-1", name="a\x01b"))
    pm.write_mspdi(plan, tmp_path / "x.xml", start="2025-03-03")
    root = ElementTree.parse(tmp_path / "x.xml").getroot()
    assert root.tag == "{http://schemas.microsoft.com/project}Project"
    assert read_mspdi(tmp_path / "x.xml").plan.tasks["t-1"].name == "a�b"
