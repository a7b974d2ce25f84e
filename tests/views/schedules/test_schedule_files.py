"""A schedule as an Excel file and as an iCalendar file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.parts import Estimate
from planmodel.results import Schedule


def plan() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="Plan",
        elements=[
            pm.Organization(id="o", name="局; 一, 二"),
            pm.Task(id="w", name="=1+1"),
            pm.Task(id="a", name="Dig", duration="5 天", part_of="w", responsible=["o"], done="40 %"),
            pm.Task(id="b", name="Lay", duration="3 天", part_of="w", depends_on=["a"]),
            pm.Task(id="c", name="灌" * 60, duration="4 天", depends_on=[pm.Dependency("a", type="SS", lag="2 天")]),
        ],
    )


def dated() -> Schedule:
    return pm.schedule(plan(), "2025-03-03", pm.Calendar())


def test_an_excel_file_has_dates_slack_and_a_chart_of_cells(tmp_path: Path) -> None:
    dated().to_excel(tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx")["schedule"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert [row[1].value for row in rows.values()] == ["1", "1.1", "1.2", "2"]
    assert (rows["w"][2].value, rows["w"][2].data_type) == ("=1+1", "s")
    assert [rows["b"][number].value for number in (4, 5)] == [
        dt.datetime.fromisoformat(f"2025-03-{d}") for d in (10, 12)
    ]
    assert rows["c"][head.index("Slack (工作日)")].value == 2
    assert rows["c"][head.index("Predecessors")].value == "1.1SS+2天"
    first = head.index(dt.datetime.fromisoformat("2025-03-03"))
    filled = {
        id: [cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else "" for cell in row[first:]]
        for id, row in rows.items()
    }
    assert filled["a"][:6] == ["C0392B"] * 5 + [""]
    assert filled["c"][:10] == ["", ""] + ["5B8DB8"] * 6 + ["DDE6EE"] * 2
    assert filled["w"][:10] == ["404040"] * 10


def _color(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb)[2:] if cell.fill.fill_type else ""


def test_what_was_written_to_excel_is_read_as_the_same_work(tmp_path: Path) -> None:
    dated().to_excel(tmp_path / "x.xlsx")
    table = pm.read_task_table(tmp_path / "x.xlsx")
    assert [(one.id, one.part_of and one.part_of.to) for one in table.tasks] == [
        ("w", None),
        ("a", "w"),
        ("b", "w"),
        ("c", None),
    ]
    again = pm.schedule(table.to_plan(), table.start, pm.Calendar())
    assert [record["early_finish"] for record in again.table()] == [
        record["early_finish"] for record in dated().table()
    ]
    assert not [doubt for doubt in table.doubts if "other sheets" not in doubt.message]


@pytest.mark.parametrize("language", [None, "zh"])
@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
def test_what_is_computed_is_not_read_as_stated(
    tmp_path: Path, calendar: pm.Calendar | None, language: str | None
) -> None:
    held = pm.Plan(
        id="p",
        title="Plan",
        elements=[
            pm.Task(id="a", name="设计", duration="10 天", started="2025-03-04"),
            pm.Task(id="x", name="批复", depends_on=["a"]),
            pm.Task(id="b", name="施工", duration="3 天", depends_on=["x"], not_before="2025-04-02"),
            pm.Task(id="c", name="验收", duration="2 天", depends_on=["b"], finish_by="2025-04-30"),
        ],
    )
    before = pm.schedule(held, "2025-03-03", calendar)
    before.to_excel(tmp_path / "x.xlsx", language=language)
    table = pm.read_task_table(tmp_path / "x.xlsx")
    assert [one.duration is None for one in table.tasks] == [False, True, False, False]
    assert [one.period for one in table.tasks] == [None] * 4
    assert [str(one.not_before) for one in table.tasks] == ["None", "None", "2025-04-02", "None"]
    assert not [doubt for doubt in table.doubts if "other sheets" not in doubt.message]
    after = pm.schedule(table.to_plan(), table.start, calendar)
    days = ("early_start", "early_finish", "late_start", "late_finish", "critical")
    assert [[row[day] for day in days] for row in after.table()] == [
        [row[day] for day in days] for row in before.table()
    ]


@pytest.mark.parametrize("language", [None, "zh"])
@pytest.mark.parametrize("calendar", [None, pm.Calendar()])
def test_what_a_plan_states_comes_back_from_excel_as_it_states_it(
    tmp_path: Path, calendar: pm.Calendar | None, language: str | None
) -> None:
    lengths = ["2 周", "1.5 月", "4 日历日", "90 分钟", "2 季度", "6 小时"]
    tasks: list[pm.Task] = [
        pm.Task(
            id=f"a{number}", name="施工", duration=length, depends_on=[pm.Dependency("c", type="FF", lag=f"-{length}")]
        )
        for number, length in enumerate(lengths)
    ]
    three = Estimate(likely="3 天", low="2 天", high="9 天", evidence="assumed")
    tasks += [pm.Task(id="b", name="设计", duration=three, period="2025-03"), pm.Task(id="c", name="验收")]
    held = pm.Plan(id="p", title="Plan", elements=tasks)
    pm.schedule(held, "2025-03-03", calendar).to_excel(tmp_path / "x.xlsx", language=language)
    again = pm.read_task_table(tmp_path / "x.xlsx").tasks
    assert [(one.id, one.duration, one.depends_on, one.period) for one in again] == [
        (one.id, one.duration, one.depends_on, one.period) for one in tasks
    ]


def test_the_notes_of_an_excel_file_say_what_has_no_column(tmp_path: Path) -> None:
    waits = pm.Dependency("a", max_lag="3 天")
    whole = pm.Task(id="w", name="w", duration="9 天")
    tasks = [
        pm.Task(id="a", name="a", duration="2 天", part_of="w"),
        pm.Task(id="b", name="b", duration="2 天", depends_on=[waits]),
    ]
    pm.schedule(pm.Plan(id="p", title="Plan", elements=[whole, *tasks])).to_excel(tmp_path / "x.xlsx")
    notes = [row[0].value for row in load_workbook(tmp_path / "x.xlsx")["notes"].iter_rows()]
    assert "a list of tasks has no column for these fields: duration (1), max_lag (1)" in notes


def test_an_assumed_duration_is_not_written_as_a_stated_one(tmp_path: Path) -> None:
    held = pm.Plan(
        id="p", title="Plan", elements=[pm.Task(id="a", name="a"), pm.Task(id="b", name="b", duration="2 天")]
    )
    pm.schedule(held, missing="6 天").to_excel(tmp_path / "x.xlsx")
    table = pm.read_task_table(tmp_path / "x.xlsx")
    assert [one.duration is None for one in table.tasks] == [True, False]
    assert table.start is None


@pytest.mark.parametrize("name", ["x.csv", "x.xls", "x.xlsm"])
def test_an_excel_file_is_not_written_under_another_suffix(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match="not the suffix of an Excel file"):
        dated().to_excel(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_heads_may_be_chinese_and_schedules_without_dates_are_drawn(tmp_path: Path) -> None:
    pm.schedule(plan()).to_excel(tmp_path / "x.xlsx", language="zh")
    sheet = load_workbook(tmp_path / "x.xlsx")["schedule"]
    assert [cell.value for cell in sheet[1]][:4] == ["编号", "WBS", "任务名称", "工期"]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == [0, 0, 5, 2]


def unfolded(path: Path) -> list[str]:
    data = path.read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_file_has_a_todo_a_task_with_its_links(tmp_path: Path) -> None:
    dated().to_ical(tmp_path / "x.ics")
    lines = unfolded(tmp_path / "x.ics")
    assert lines.count("BEGIN:VTODO") == 4
    at = lines.index("UID:p.a")
    todo = lines[at : lines.index("END:VTODO", at)]
    for line in (
        "DTSTART;VALUE=DATE:20250303",
        "DUE;VALUE=DATE:20250308",
        "PERCENT-COMPLETE:40",
        "PRIORITY:1",
        "RELATED-TO;RELTYPE=PARENT:p.w",
        "RELATED-TO;RELTYPE=FINISHTOSTART:p.b",
        "RELATED-TO;RELTYPE=STARTTOSTART;GAP=P2D:p.c",
    ):
        assert line in todo
    assert any("局\\; 一\\, 二" in line for line in todo)


def test_times_of_day_are_in_the_calendar_file(tmp_path: Path) -> None:
    hours = pm.Calendar(hours=(("08:00", "12:00"), ("13:00", "17:00")))
    one = pm.Plan(id="p", title="P", elements=[pm.Task(id="a", name="A", duration="12 小时")])
    pm.schedule(one, "2025-03-03T08:00", hours).to_ical(tmp_path / "x.ics")
    lines = unfolded(tmp_path / "x.ics")
    assert [line for line in lines if line[:3] in ("DTS", "DUE")][1:] == [
        "DTSTART:20250303T080000",
        "DUE:20250304T120000",
    ]


def test_a_schedule_without_dates_is_no_calendar(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no dates"):
        pm.schedule(plan()).to_ical(tmp_path / "x.ics")
