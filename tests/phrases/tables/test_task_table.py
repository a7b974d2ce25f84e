"""Lists of tasks as people keep them: what becomes what, and a doubt for what is not sure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment

import planmodel as pm
from planmodel.diagnostics import render
from planmodel.errors import ModelError
from planmodel.phrases.tables.task_cells import date_in, duration_of, predecessor_in, share_in
from planmodel.phrases.tables.task_table import TaskTable, read_task_table

CHINESE = [
    ["某县管网改造任务清单", "", "", "", "", "", "", "", ""],
    ["序号", "任务名称", "工期（天）", "开始时间", "完成时间", "前置任务", "责任人", "完成百分比", "大纲级别"],
    ["1", "一期工程", "", "", "", "", "", "", "1"],
    ["2", "勘察", "10", "2025年3月3日", "2025/3/14", "", "张三、李四", "100%", "2"],
    ["3", "设计", "3周", "", "", "2FS+2d", "设计院", "", "2"],
    ["4", "审批", "5?", "2025-04-01", "", "2；3SS+50%", "", "0.5", "2"],
    ["5", "施工", "2 月", "", "", "3FS-5d", "施工队", "", "1"],
    ["6", "验收", "0", "", "", "设计；施工完成-完成+3个工作日", "", "", "1"],
    ["注：工期为日历天", "", "", "", "", "", "", "", ""],
]


def said(table: TaskTable) -> str:
    return "\n".join(doubt.message for doubt in table.doubts)


def test_a_chinese_list_becomes_tasks_with_their_order_wholes_and_bodies() -> None:
    table = read_task_table(CHINESE)
    one = {task.id: task for task in table.tasks}
    assert [(task.id, task.part_of and task.part_of.to) for task in table.tasks] == [
        ("t-1", None),
        ("t-2", "t-1"),
        ("t-3", "t-1"),
        ("t-4", "t-1"),
        ("t-5", None),
        ("t-6", None),
    ]
    lengths = [task.duration and str(task.duration.likely) for task in table.tasks]
    assert lengths == [None, "10 天", "3 周", "5 天", "2 月", "0 天"]
    assert [task.duration and task.duration.evidence for task in table.tasks][2:4] == [None, "assumed"]
    assert one["t-2"].period == pm.Period("2025-03-03/2025-03-14")
    assert (one["t-2"].not_before, one["t-4"].not_before) == (pm.Period("2025-03-03"), None)
    links = [[(link.to, link.type, link.lag and str(link.lag)) for link in task.depends_on] for task in table.tasks]
    assert links[2:] == [
        [("t-2", "FS", "2 天")],
        [("t-2", "FS", None), ("t-3", "SS", "1.5 周")],
        [("t-3", "FS", "-5 天")],
        [("t-3", "FS", None), ("t-5", "FF", "3 工作日")],
    ]
    assert [one["t-2"].done, one["t-4"].done] == [pm.Amount("100 %"), pm.Amount("50 %")]
    assert [organization.name for organization in table.organizations] == ["张三", "李四", "设计院", "施工队"]
    assert (table.start, table.row_of("t-3")) == (dt.date(2025, 3, 3), 5)
    assert table.notes == ("某县管网改造任务清单", "注：工期为日历天")
    assert said(table).count("\n") == 1
    assert "a lag of 50 % of '设计' is read as 1.5 weeks" in said(table)
    assert "'0.5' is read as 50 %" in said(table)
    assert table.to_plan().title == "某县管网改造任务清单"


def test_codes_of_a_work_breakdown_make_wholes_and_are_predecessors() -> None:
    rows = [
        ["WBS", "Task Name", "Duration", "Start", "Finish", "Predecessors", "Resource Names", "Colour"],
        ["1", "Phase", "20 days", "3/4/25", "", "", "", ""],
        ["1.1", "Draw", "5 days?", "Mon 3/3/25", "Fri 3/14/25", "", "Alice[50%],Bob", "red"],
        ["1.2", "Dry", "1 eday", "", "", "1.1FS+1 day", "", ""],
        ["1.3", "Sign", "", "25-Mar-25", "March 28, 2025", "1.2SS-50%, Draw", "", ""],
    ]
    table = read_task_table(rows)
    phase, draw, dry, sign = table.tasks
    assert [task.part_of and task.part_of.to for task in table.tasks] == [None, "t-1", "t-1", "t-1"]
    assert (phase.duration, phase.period) == (None, pm.Period("2025-03-04"))
    assert draw.period == pm.Period("2025-03-03/2025-03-14")
    assert draw.note == "Colour：red"
    assert str(dry.duration and dry.duration.likely) == "1 日历日"
    assert sign.duration is not None
    assert (str(sign.duration.likely), sign.duration.evidence) == ("4 日历日", "inferred")
    assert [(link.to, link.type, str(link.lag)) for link in sign.depends_on] == [
        ("t-3", "SS", "-0.5 日历日"),
        ("t-2", "FS", "None"),
    ]
    assert "'Colour' is not understood" in said(table)
    assert "1 durations are not stated" in said(table)


def test_what_is_not_sure_is_a_doubt_with_its_place_and_nothing_is_guessed() -> None:
    rows = [
        ["ID", "Task", "Duration", "Start", "Predecessors", "% Complete", "Outline Level"],
        ["1", "A", "5", "3/4/2025", "", "", "1"],
        ["2", "B", "soon", "someday", "9; 2; 1FS+2 moons; A", "half", "deep"],
        ["3", "", "1 d", "", "", "", "1"],
        ["4", "A", "-2 d", "2025-02-30", "A", "140", "4"],
    ]
    table = read_task_table(rows)
    assert [(task.duration, task.period, task.done) for task in table.tasks] == [(None, None, None)] * 3
    places = {(doubt.place.line, doubt.place.column): doubt.message for doubt in table.doubts}
    assert "a duration without a unit" in places[2, 3]
    assert "can be read in two ways" in places[2, 4]
    assert "no duration that is understood" in places[3, 3]
    assert "no date that is understood" in places[3, 4]
    assert "no share from 0 to 100 %" in places[3, 6]
    assert "is no level" in places[3, 7]
    assert "without the name of a task" in places[4, None]
    assert "less than no time" in places[5, 3]
    for part in (
        "'9' names nobody",
        "'2' is the task itself",
        "no predecessor that is understood",
        "'A' names 2 tasks",
    ):
        assert part in said(table)
    assert [link.to for task in table.tasks for link in task.depends_on] == []


def test_dates_in_numbers_are_read_as_the_column_shows_that_they_are() -> None:
    def starts(*texts: str) -> list[str]:
        table = read_task_table([["Task", "Start"], *([f"T{text}", text] for text in texts)])
        return [str(task.period) for task in table.tasks]

    assert starts("3/4/2025", "13/4/2025") == ["2025-04-03", "2025-04-13"]
    assert starts("3/4/2025", "3/14/2025") == ["2025-03-04", "2025-03-14"]
    assert starts("3/4/2025", "13/4/2025", "3/14/2025") == ["None", "2025-04-13", "2025-03-14"]
    assert starts("4/4/2025", "2025.4.5", "5 Apr 2025") == ["2025-04-04", "2025-04-05", "2025-04-05"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5 days?", "5 天"),
        ("3w", "3 周"),
        ("2 月", "2 月"),
        ("2个月", "2 月"),
        ("1 mon", "1 月"),
        ("30 mins", "30 分钟"),
        ("1.5 hrs", "1.5 小时"),
        ("2 ewks", "14 日历日"),
        ("10个工作日", "10 工作日"),
        ("７天", "7 天"),
        ("1年", "1 年"),
        ("2季度", "2 季度"),
        ("3旬", "30 天"),
        ("0.3333333333 月", "0.3333333333 月"),
        ("fortnight", None),
        ("3 moons", None),
        ("", None),
    ],
)
def test_durations_are_read_with_their_units(text: str, read: str | None) -> None:
    found = duration_of(text)
    assert (None if found is None else str(found.amount)) == read


@given(st.integers(1, 999), st.sampled_from(["FS", "SS", "FF", "SF"]), st.integers(-99, 99), st.sampled_from("dwh"))
def test_predecessors_are_read_as_they_are_written(number: int, type: str, lag: int, unit: str) -> None:
    found = predecessor_in(f"{number}{type}{lag:+d}{unit}")
    assert found is not None
    assert (found.to, found.type) == (str(number), type)
    assert found.lag == pm.Amount(lag, {"d": "天", "w": "周", "h": "小时"}[unit])


@given(st.text(max_size=30))
def test_no_cell_is_too_odd(text: str) -> None:
    read_task_table([["Task", "Duration", "Start", "Predecessors", "% Complete", "Who"], [text or "x", *[text] * 5]])
    assert share_in("50") == (Decimal(50), False)
    assert date_in("2025-02-30") is None


def test_a_table_that_lists_no_tasks_is_refused() -> None:
    with pytest.raises(pm.PlanFileError, match="heads a column of tasks"):
        read_task_table([["name", "colour"], ["a", "red"]])


@pytest.mark.parametrize("suffix", ["csv", "md", "html"])
def test_every_kind_of_file_says_the_same(tmp_path: Path, suffix: str) -> None:
    rows = CHINESE[1:-1]
    path = tmp_path / f"tasks.{suffix}"
    if suffix == "csv":
        text = "\n".join(",".join(row) for row in rows)
    elif suffix == "md":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        text = "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
    else:
        cells = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        text = f"<table>{''.join(cells)}</table>"
    path.write_text(text, encoding="utf-8")
    assert read_task_table(path).tasks == read_task_table(rows).tasks


@pytest.mark.parametrize("unit", ["kg", "blah", ""])
def test_a_unit_that_is_no_time_is_refused(unit: str) -> None:
    with pytest.raises(ModelError, match="is no unit of time"):
        pm.read_task_table([["ID", "Task Name", "Duration"], ["1", "Survey", "5"]], unit=unit)


HEAD = ["ID", "Task Name", "Duration", "Start", "Finish", "Predecessors", "% Complete"]


def row(*cells: str) -> list[str]:
    return [*cells, *[""] * (len(HEAD) - len(cells))]


def test_all_dates_of_a_table_are_read_in_one_way() -> None:
    table = read_task_table([HEAD, row("1", "A", "", "3/4/2025", "13/4/2025"), row("2", "B", "1d", "5/4/2025")])
    assert [str(one.period) for one in table.tasks] == ["2025-04-03/2025-04-13", "2025-04-05"]
    both = read_task_table([HEAD, row("1", "A", "1d", "3/4/2025", "13/4/2025"), row("2", "B", "1d", "4/13/2025")])
    assert "'3/4/2025' is a date that can be read in two ways" in said(both)
    never = read_task_table([HEAD, row("1", "A", "1d", "3/4/2025"), row("2", "B", "1d", "02/30/2025")])
    assert "'3/4/2025' is a date that can be read in two ways" in said(never)  # a day that is none shows nothing


@pytest.mark.parametrize(("text", "read"), [("1,000 d", "1000 天"), ("1,5 d", "1.5 天"), ("12,500 h", "12500 小时")])
def test_three_digits_behind_a_comma_are_thousands_and_a_doubt(text: str, read: str) -> None:
    table = read_task_table([HEAD, row("1", "A", text)])
    assert table.tasks[0].duration is not None
    assert str(table.tasks[0].duration.likely) == read
    assert (f"{text!r} is read as {read.split()[0]} " in said(table)) == (",5 " not in text)


def test_no_time_needs_no_unit() -> None:
    table = read_task_table([HEAD, row("1", "A", "0"), row("2", "B", "7")])
    assert [one.duration and str(one.duration.likely) for one in table.tasks] == ["0 天", None]
    assert said(table) == "'7' is a duration without a unit"


@pytest.mark.parametrize(
    ("cells", "read", "doubts"),
    [
        (["0.5", "1", "0"], ["50 %", "100 %", None], ["'0.5' is read as 50 %", "'1' is read as 100 %"]),
        (["0.5", "80", "100%"], ["0.5 %", "80 %", "100 %"], ["'0.5' is read as 0.5 %"]),
        (["50%", "1%", ""], ["50 %", "1 %", None], []),
    ],
)
def test_shares_are_read_as_the_column_shows(cells: list[str], read: list[str | None], doubts: list[str]) -> None:
    rows = [row(str(at), f"T{at}", "1d", "", "", "", cell) for at, cell in enumerate(cells, 1)]
    table = read_task_table([HEAD, *rows])
    assert [one.done and str(one.done) for one in table.tasks] == read
    assert said(table).splitlines() == doubts


def test_numbers_that_repeat_lead_nowhere_and_printed_numbers_count() -> None:
    rows = [("1", "A", ""), ("1", "B", ""), ("2", "C", "1"), ("3", "D", "2"), ("", "E", "3"), ("8", "F", "5")]
    table = read_task_table([HEAD, *(row(number, name, "1d", "", "", waits) for number, name, waits in rows)])
    names = {one.id: one.name for one in table.tasks}
    assert {str(one.name): [str(names[link.to]) for link in one.depends_on] for one in table.tasks} == {
        "A": [],
        "B": [],
        "C": [],
        "D": ["C"],
        "E": ["D"],
        "F": [],
    }
    assert "numbers of tasks repeat: 1" in said(table)
    assert "the predecessor '1' names 2 tasks: it is left out" in said(table)
    assert "the predecessor '5' names nobody: it is left out" in said(table)


def test_a_row_that_is_left_out_still_counts_where_tasks_are_numbered_by_their_position() -> None:
    table = pm.read_task_table(
        [
            ["Task Name", "Duration", "Predecessors"],
            ["A", "1 天", ""],
            ["", "2 天", ""],
            ["C", "3 天", "1"],
            ["D", "4 天", "3, 2"],
        ]
    )
    assert [(task.id, [link.to for link in task.depends_on]) for task in table.tasks] == [
        ("t-1", []),
        ("t-3", ["t-1"]),
        ("t-4", ["t-3"]),
    ]
    assert "the predecessor '2' names nobody: it is left out" in said(table)


def test_a_doubt_is_told_by_row_and_column_and_never_beside_another_line_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "works.md"
    path.write_text("| Task Name | Start |\n|---|---|\n| A | 2025-03-03 |\n| B | 03/04/2025 |\n", "utf-8")
    [doubt] = pm.read_task_table(path).doubts
    assert (doubt.place.line, doubt.place.column) == (3, 2)
    shown = render(doubt, lambda file, number: path.read_text("utf-8").splitlines()[number - 1], language="zh")
    assert shown.splitlines()[1:] == [f" --> {path}:3:2", "  = 建议：写为 2025-03-04"]


def test_two_links_to_one_task_are_both_kept() -> None:
    table = read_task_table([HEAD, row("1", "A", "5d"), row("2", "B", "5d", "", "", "1SS+1d; 1FF; 1FF")])
    assert [(link.type, str(link.lag)) for link in table.tasks[1].depends_on] == [("SS", "1 天"), ("FF", "None")]


def test_the_duration_of_what_has_parts_is_left_out_and_said() -> None:
    head = ["Outline Level", "Task Name", "Duration"]
    table = read_task_table([head, ["1", "Whole", "9d"], ["2", "A", "3d"], ["1", "Rest", "0"], ["2", "B", "1d"]])
    assert [one.duration and str(one.duration.likely) for one in table.tasks] == [None, "3 天", None, "1 天"]
    assert said(table) == "the durations of tasks with parts are left out, their parts say: Whole"


OUTLINE = [("一期", 0), ("勘察", 1), ("现场", 2), ("设计", 1), ("二期", 0), ("施工", 1)]
WHOLES = [None, "t-1", "t-2", "t-1", None, "t-5"]


def wholes(table: TaskTable) -> list[str | None]:
    return [None if task.part_of is None else task.part_of.to for task in table.tasks]


@pytest.mark.parametrize("step", [" ", "  ", "    ", "\t", "\u3000", "\u00a0\u00a0"])
def test_names_that_are_indented_show_what_is_part_of_what(step: str) -> None:
    table = read_task_table([["任务名称", "工期"], *([step * deep + name, "5天"] for name, deep in OUTLINE)])
    assert wholes(table) == WHOLES
    assert [str(task.name) for task in table.tasks] == [name for name, _ in OUTLINE]
    assert "the indentation of names is read as an outline: 4 tasks are parts" in said(table)


def test_files_keep_how_their_names_are_indented(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务名称", "工期"])
    for line, (name, deep) in enumerate(OUTLINE, 2):
        sheet.append([name, "5天"])
        sheet.cell(line, 1).alignment = Alignment(indent=deep)
    book.save(tmp_path / "x.xlsx")
    rows = [f"{'  ' * deep}{name},5天" for name, deep in OUTLINE]
    (tmp_path / "x.csv").write_text("\n".join(["任务名称,工期", *rows]), encoding="utf-8")
    rows = [f"|   {'&emsp;' * deep}{name} | 5天 |" for name, deep in OUTLINE]
    (tmp_path / "x.md").write_text("\n".join(["| 任务名称 | 工期 |", "|---|---|", *rows]), encoding="utf-8")
    rows = [f"<tr><td> {'&nbsp;' * deep}{name}</td><td>5天</td></tr>" for name, deep in OUTLINE]
    (tmp_path / "x.html").write_text(
        f"<table><tr><th>任务名称</th><th>工期</th></tr>{''.join(rows)}</table>", encoding="utf-8"
    )
    for suffix in ("xlsx", "csv", "md", "html"):
        assert wholes(read_task_table(tmp_path / f"x.{suffix}")) == WHOLES, suffix


@pytest.mark.parametrize("step", ["padding-left: {}px", "text-indent:{}pt", "PADDING-LEFT:{}.5em"])
@pytest.mark.parametrize("cell", ['<td style="{}">\n   ', '<td><span style="{}">'])
def test_the_style_of_web_pages_shows_what_is_part_of_what(step: str, cell: str, tmp_path: Path) -> None:
    rows = [f"<tr>{cell.format(step.format(deep * 20))}{name}<td>5天" for name, deep in OUTLINE]
    page = f"<table><tr><th>任务名称<th>工期{''.join(rows)}</table>"
    (tmp_path / "x.html").write_text(page, encoding="utf-8")
    assert wholes(read_task_table(tmp_path / "x.html")) == WHOLES


def grouped(path: Path, rows: list[tuple[str, int]]) -> TaskTable:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务名称", "工期"])
    for line, (name, deep) in enumerate(rows, 2):
        sheet.append([name, "5天"])
        sheet.row_dimensions[line].outlineLevel = deep
    book.save(path)
    return read_task_table(path)


def test_the_groups_of_rows_in_a_sheet_show_what_is_part_of_what(tmp_path: Path) -> None:
    table = grouped(tmp_path / "x.xlsx", OUTLINE)
    assert wholes(table) == WHOLES
    assert "the groups of rows are read as an outline, each whole above its parts: 4 tasks are parts" in said(table)
    below = grouped(tmp_path / "y.xlsx", [("勘察", 1), ("设计", 1), ("一期", 0)])
    assert wholes(below) == [None] * 3
    assert "no row stands above the first group: groups are not read as an outline" in said(below)


@pytest.mark.parametrize("stated", ["3天", "40天", "3个工作日", "1月", "1w", "5周"])
def test_a_duration_that_its_dates_contradict_is_a_doubt(stated: str) -> None:
    dates = ["2025-03-03", "2025-03-21"]  # 19 days, 15 of them from Monday to Friday
    table = read_task_table([["任务名称", "工期", "开始时间", "完成时间"], ["A", stated, *dates]])
    assert "but from 2025-03-03 to 2025-03-21 there are 19 days: the duration counts" in said(table)
    assert str(table.doubts[0].in_language("zh").message).endswith("共19天，按工期计")


@pytest.mark.parametrize("stated", ["19天", "15天", "15工作日", "11天", "19日历日", "3周", "2周", "120小时", "20天"])
def test_a_duration_that_its_dates_may_mean_is_none(stated: str) -> None:
    table = read_task_table([["任务名称", "工期", "开始时间", "完成时间"], ["A", stated, "2025-03-03", "2025-03-21"]])
    assert said(table) == ""


def test_about_so_many_days_is_assumed() -> None:
    (task,) = read_task_table([["任务名称", "工期"], ["A", "约5天"]]).tasks
    assert task.duration is not None
    assert (str(task.duration.likely), task.duration.evidence) == ("5 天", "assumed")


def test_a_column_of_levels_says_more_than_indentation_and_a_stray_blank_nothing() -> None:
    rows = [["WBS", "任务名称", "工期"], ["1", "A", ""], ["2", "  B", "5天"], ["2.1", "C", "5天"]]
    assert wholes(read_task_table(rows)) == [None, None, "t-2"]
    stray = read_task_table([["任务名称", "工期"], *([name, "5天"] for name in ("A", " B", "C", "D", "E"))])
    assert wholes(stray) == [None] * 5
    assert said(stray) == "a few names begin with a blank: it is not read as an outline"
    alike = read_task_table([["任务名称", "工期"], [" A", "5天"], [" B", "5天"]])
    assert (wholes(alike), said(alike)) == ([None, None], "")
    between = read_task_table([["任务名称", "工期"], ["A", ""], ["    B", "5天"], ["  C", "5天"]])
    assert wholes(between) == [None, "t-1", "t-1"]
    assert "'C' is indented less than the one above and more than the whole" in said(between)


def test_a_short_year_may_stand_first() -> None:
    assert [date_in("25/03/04"), date_in("31/12/99"), date_in("13/4/25")] == [
        None,
        dt.date(1999, 12, 31),
        dt.date(2025, 4, 13),
    ]
    rows = [HEAD, row("1", "A", "1d", "25/03/04"), row("2", "B", "1d", "33/03/04")]
    assert [str(one.period) for one in read_task_table(rows).tasks] == ["2025-03-04", "2033-03-04"]
    doubted = read_task_table([HEAD, row("1", "A", "1d", "25/03/04"), row("2", "B", "1d", "3/14/25")])
    assert [str(one.period) for one in doubted.tasks] == ["None", "2025-03-14"]
    assert said(doubted) == "'25/03/04' is a date that can be read in two ways"


def test_three_points_are_read_from_columns_of_their_own() -> None:
    head = ["任务名称", "乐观时间（天）", "最可能时间（天）", "悲观时间（天）"]
    table = read_task_table([head, ["A", "2", "3", "7"], ["B", "4", "3", "7"], ["C", "", "3", "7"], ["D", "", "3", ""]])
    lengths = [one.duration for one in table.tasks]
    assert [one and one.low and str(one.low) for one in lengths] == ["2 天", None, None, None]
    assert [one and str(one.likely) for one in lengths] == ["3 天"] * 4
    assert [doubt.place.line for doubt in table.doubts] == [3, 4]
    assert "three points in order were expected, found 4 days, 3 days, 7 days" in said(table)
