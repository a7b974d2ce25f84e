"""Primavera's exchange files: activities, relationships, calendars; rows with line ends, three encodings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.exchange.xer import read_xer
from planmodel.exchange.xer_calendar import calendar_of
from planmodel.formats.imported import ImportResult
from planmodel.parts import Use

DAY = "(0||0(s|08:00|f|12:00)())(0||1(f|17:00|s|13:00)())"


def calendar_data(days: str = "23456", hours: str = DAY, exceptions: str = "") -> str:
    week = "".join(f"(0||{number}()({hours if str(number) in days else ''}))" for number in range(1, 8))
    return f"(0||CalendarData()((0||DaysOfWeek()({week}))(0||Exceptions()({exceptions}))))"


TABLES: dict[str, list[dict[str, str]]] = {
    "PROJECT": [{"proj_id": "1", "plan_start_date": "2025-03-03 08:00", "clndr_id": "1", "export_flag": "Y"}],
    "CALENDAR": [
        {"clndr_id": "1", "clndr_name": "Five days", "clndr_data": calendar_data(exceptions="(0||0(d|45721)())")},
        {"clndr_id": "2", "clndr_name": "Six", "clndr_data": calendar_data("234567", "(0||0(s|06:00|f|14:00)())")},
    ],
    "PROJWBS": [
        {"wbs_id": "10", "wbs_name": "道路", "proj_node_flag": "Y"},
        {"wbs_id": "11", "parent_wbs_id": "10", "wbs_name": "Works", "proj_node_flag": "N"},
        {"wbs_id": "12", "parent_wbs_id": "11", "wbs_name": "Empty", "proj_node_flag": "N"},
    ],
    "TASK": [],
    "TASKPRED": [],
    "RSRC": [{"rsrc_id": "5", "rsrc_name": "Crew", "rsrc_type": "RT_Labor", "clndr_id": "2"}],
    "TASKRSRC": [{"task_id": "100", "rsrc_id": "5", "target_qty_per_hr": "2"}],
}


def activity(id: int, hours: object = 16, **more: str) -> dict[str, str]:
    row = {"task_id": str(id), "task_name": f"T{id}", "task_code": f"A{id}", "target_drtn_hr_cnt": str(hours)}
    return {**row, "clndr_id": "1", "wbs_id": "11", "task_type": "TT_Task", "status_code": "TK_NotStart", **more}


def pred(then: int, first: int, type: str = "PR_FS", lag: object = 0) -> dict[str, str]:
    return {"task_id": str(then), "pred_task_id": str(first), "pred_type": type, "lag_hr_cnt": str(lag)}


def text_of(**tables: list[dict[str, str]]) -> str:
    lines = ["ERMHDR\t19.12\t2025-03-01\tProject"]
    for name, rows in {**TABLES, **tables}.items():
        fields = list(dict.fromkeys(field for row in rows for field in row))
        lines += [f"%T\t{name}", "%F\t" + "\t".join(fields)]
        lines += ["%R\t" + "\t".join(row.get(field, "") for field in fields) for row in rows]
    return "\r\n".join([*lines, "%E", ""])


def reading(folder: Path, encoding: str = "utf-8", **tables: list[dict[str, str]]) -> ImportResult:
    path = folder / "Road.xer"
    path.write_bytes(text_of(**tables).encode(encoding))
    return read_xer(path)


def test_activities_have_their_wholes_links_and_calendars(tmp_path: Path) -> None:
    tasks = [activity(100), activity(101, 8, clndr_id="2"), activity(102, 0, task_type="TT_FinMile")]
    links = [pred(101, 100, lag=8), pred(102, 101, "PR_FF", -4)]
    result = reading(tmp_path, TASK=tasks, TASKPRED=links)
    plan = result.plan
    assert (plan.id, plan.title) == ("xer-road", "道路")
    assert plan.tasks.ids == ("w-11", "t-100", "t-101", "t-102")
    assert [one.part_of and one.part_of.to for one in plan.tasks] == [None, "w-11", "w-11", "w-11"]
    assert [one.calendar and one.calendar.to for one in plan.tasks] == [None, None, "c-2", None]
    assert plan.tasks["t-100"].uses == (Use("r-5", amount="2 人"),)
    assert [(link.to, link.type, str(link.lag)) for id in ("t-101", "t-102") for link in plan.tasks[id].depends_on] == [
        ("t-100", "FS", "8 小时"),
        ("t-101", "FF", "-4 小时"),
    ]
    found = pm.schedule(plan, result.start)
    times = str(found["t-100"].early_finish), str(found["t-101"].early_start)
    assert times == ("2025-03-04 17:00:00", "2025-03-06 06:00:00")
    assert [issue.message for issue in result.issues] == [
        "lags between activities of different calendars count by the calendar of what waits",
        "nodes of the breakdown without work are left out: 1",
    ]
    assert dict(result.counts) == {"tasks": 3, "links": 2, "resources": 1, "skipped": 0}


def test_days_that_differ_are_dates_of_the_calendar(tmp_path: Path) -> None:
    result = reading(tmp_path, TASK=[activity(100, 24)])
    assert result.calendar is not None
    assert result.calendar.holidays == {dt.date(2025, 3, 5)}
    assert str(pm.schedule(result.plan, result.start).finish) == "2025-03-06 17:00:00"


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("CS_MSO", "start_on 2025-03-06T08:00"),
        ("CS_MANDSTART", "start_on 2025-03-06T08:00"),
        ("CS_MEO", "finish_on 2025-03-06T08:00"),
        ("CS_MEOA", "finish_no_earlier 2025-03-06T08:00"),
        ("CS_MSOB", "start_no_later 2025-03-06T08:00"),
        ("CS_ALAP", "late"),
        ("CS_MSOA", "not_before 2025-03-06T08:00"),
        ("CS_MEOB", "finish_by 2025-03-06T08:00"),
    ],
)
def test_constraints_keep_their_kind(tmp_path: Path, kind: str, read: str) -> None:
    one = reading(tmp_path, TASK=[activity(100, cstr_type=kind, cstr_date="2025-03-06 08:00")]).plan.tasks["t-100"]
    named = [f"{name} {value}" for name in ("not_before", "finish_by") if (value := getattr(one, name)) is not None]
    assert [*named, *map(str, one.constraints)] == [read]


def test_what_really_happened_is_read_and_the_data_date_is_said(tmp_path: Path) -> None:
    project = [{**TABLES["PROJECT"][0], "last_recalc_date": "2025-03-06 17:00"}]
    begun = activity(100, 40, status_code="TK_Active", act_start_date="2025-03-03 08:00", remain_drtn_hr_cnt="30")
    over = activity(
        101, 8, status_code="TK_Complete", act_start_date="2025-03-03 09:00", act_end_date="2025-03-04 12:00"
    )
    result = reading(tmp_path, PROJECT=project, TASK=[begun, over])
    one, two = result.plan.tasks["t-100"], result.plan.tasks["t-101"]
    assert (one.started, one.done) == (pm.Period("2025-03-03T08:00"), pm.Amount("25 %"))
    assert (two.finished, two.done) == (pm.Period("2025-03-04T12:00"), pm.Amount("100 %"))
    assert "data date is 2025-03-06" in result.issues[0].message


def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path) -> None:
    odd = activity(100, "many", cstr_type="CS_X", cstr_date="2025-03-06 08:00")
    tasks = [odd, activity(100), activity(101, 8, task_type="TT_LOE")]
    links = [pred(100, 101), pred(100, 7), pred(100, 100)]
    calendars = [*TABLES["CALENDAR"], {"clndr_id": "3", "clndr_data": "(0||"}]
    result = reading(tmp_path, TASK=tasks, TASKPRED=links, CALENDAR=calendars)
    said = "\n".join(issue.message for issue in result.issues)
    parts = "found 'many'; CS_X; no id of its own; spans other work; PR_FS from 7; no days of the week"
    for part in parts.split("; "):
        assert part in said
    assert all(issue.place.line for issue in result.issues)
    assert result.counts["skipped"] == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    tasks = [activity(100, task_name="施工准备，图纸会审")]
    assert reading(tmp_path, encoding, TASK=tasks).plan.tasks["t-100"].name == "施工准备，图纸会审"


def test_western_text_of_old_files_is_read(tmp_path: Path) -> None:
    wbs = [{"wbs_id": "10", "wbs_name": "Straße", "proj_node_flag": "Y"}]
    result = reading(tmp_path, "cp1252", PROJWBS=wbs, TASK=[activity(100, task_name="Café – Größe")])
    assert (result.plan.title, result.plan.tasks["t-100"].name) == ("Straße", "Café – Größe")


def test_a_cell_may_hold_line_ends(tmp_path: Path) -> None:
    row = activity(100, task_name="first\nsecond")
    assert reading(tmp_path, TASK=[row, activity(101)]).plan.tasks.ids == ("w-11", "t-100", "t-101")


@pytest.mark.parametrize("data", [b"", b"%T\tTASK\n", b"\xff\xfe"])
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.xer").write_bytes(data)
    with pytest.raises(pm.PlanFileError):
        read_xer(tmp_path / "x.xer")


def test_brackets_that_never_end_are_refused() -> None:
    with pytest.raises(ModelError, match="too deep"):
        calendar_of("(" * 100_000)


def said(result: ImportResult) -> list[str]:
    return [issue.message for issue in result.issues if "without work" not in issue.message]


def test_a_calendar_has_the_days_off_of_the_one_that_it_is_based_on(tmp_path: Path) -> None:
    based = {"clndr_id": "3", "clndr_name": "Own", "base_clndr_id": "1", "clndr_data": calendar_data()}
    round_about = {"clndr_id": "4", "clndr_name": "Round", "base_clndr_id": "4", "clndr_data": calendar_data()}
    tasks = [activity(100, 24, clndr_id="3"), activity(101, 24, clndr_id="4")]
    result = reading(tmp_path, CALENDAR=[*TABLES["CALENDAR"], based, round_about], TASK=tasks)
    found = pm.schedule(result.plan, result.start)
    ends = [str(found[id].early_finish) for id in ("t-100", "t-101")]
    assert ends == ["2025-03-06 17:00:00", "2025-03-05 17:00:00"]


def test_no_work_begins_before_its_project(tmp_path: Path) -> None:
    later = {"proj_id": "2", "plan_start_date": "2025-04-01 08:00", "clndr_id": "1", "export_flag": "Y"}
    tasks = [activity(100, proj_id="1"), activity(101, proj_id="2"), activity(102, proj_id="2")]
    tasks[2] |= {"cstr_type": "CS_MSOA", "cstr_date": "2025-04-03 08:00"}
    result = reading(tmp_path, PROJECT=[*TABLES["PROJECT"], later], TASK=tasks)
    found = pm.schedule(result.plan, result.start)
    starts = [str(found[f"t-{number}"].early_start) for number in (100, 101, 102)]
    assert starts == ["2025-03-03 08:00:00", "2025-04-01 08:00:00", "2025-04-03 08:00:00"]


def test_every_assignment_is_read_and_those_that_lead_nowhere_are_told_of(tmp_path: Path) -> None:
    rows = [("100", "5", "2"), ("100", "5", "0.5"), ("100", "", "1"), ("9", "5", "1")]
    uses = [{"task_id": task, "rsrc_id": resource, "target_qty_per_hr": share} for task, resource, share in rows]
    result = reading(tmp_path, TASK=[activity(100)], TASKRSRC=uses)
    assert result.plan.tasks["t-100"].uses == (Use("r-5", amount="2 人"), Use("r-5", amount="0.5 人"))
    assert said(result) == [
        "an assignment is left out: activity 100, resource None",
        "an assignment is left out: activity 9, resource 5",
    ]
    assert result.counts["skipped"] == 2


def test_tables_and_dates_that_are_not_read_are_told_of(tmp_path: Path) -> None:
    tasks = [activity(100, suspend_date="2025-03-05 08:00"), activity(101, task_type="TT_Rsrc")]
    result = reading(tmp_path, TASK=tasks, TASKACTV=[{"task_id": "100"}, {"task_id": "101"}], ACTVCODE=[])
    assert said(result) == [
        "these tables are not read: TASKACTV (2)",
        "suspend_date 2025-03-05 08:00 is not read: dates may differ from those of P6",
        "activities that go by the calendars of their resources in P6 go by their own here: 1",
    ]


def test_rows_with_other_cells_than_their_head_and_with_taken_numbers_are_told_of(tmp_path: Path) -> None:
    path = tmp_path / "x.xer"
    path.write_text(text_of(TASK=[activity(100, task_name="a\tb")]), encoding="utf-8")
    row = path.read_text("utf-8").splitlines().index("%T\tTASK") + 3
    odd = [issue for issue in read_xer(path).issues if "cells" in issue.message]
    assert [(issue.place.line, issue.message) for issue in odd] == [
        (row, "a row of TASK has 9 cells, its head 8: they may stand in the wrong place")
    ]
    result = reading(tmp_path, TASK=[activity(100)], RSRC=[*TABLES["RSRC"], {"rsrc_id": "5", "rsrc_name": "Two"}])
    assert (result.counts["resources"], result.counts["skipped"]) == (1, 1)
    assert said(result) == ["a row is left out: it has no number of its own (5)"]


def test_what_remains_and_the_share_done_are_compared(tmp_path: Path) -> None:
    begun = {"status_code": "TK_Active", "act_start_date": "2025-03-03 08:00"}
    physical = activity(100, 40, remain_drtn_hr_cnt="10", complete_pct_type="CP_Phys", phys_complete_pct="50", **begun)
    longer = activity(101, 40, remain_drtn_hr_cnt="60", **begun)
    result = reading(tmp_path, TASK=[physical, longer])
    assert result.plan.tasks["t-100"].done == pm.Amount("50 %")
    assert [message[:19] for message in said(result)] == ["10 of 40 hours rema", "60 of 40 hours rema"]


def test_an_encoding_that_is_guessed_is_told(tmp_path: Path) -> None:
    result = reading(tmp_path, "gb18030", TASK=[activity(100, task_name="施工准备，图纸会审")])
    assert said(result) == ["the file is read as gb18030: check its names"]
    (tmp_path / "x.xer").write_bytes(text_of(TASK=[activity(100)]).encode() + bytes(range(1, 32)) * 40)
    assert "its encoding is not known" in read_xer(tmp_path / "x.xer").issues[0].message
