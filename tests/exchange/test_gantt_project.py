"""GanttProject's files: nested tasks and their links, days off, people; nothing is left out without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.exchange.gantt_project import read_gan
from planmodel.formats.imported import ImportResult
from planmodel.parts import Estimate, Use


def reading(folder: Path, tasks: str, more: str = "") -> ImportResult:
    path = folder / "House.gan"
    path.write_text(f'<?xml version="1.0"?><project name="House">{more}<tasks>{tasks}</tasks></project>', "utf-8")
    return read_gan(path)


def task(id: object, days: object = 2, inside: str = "", more: str = "", start: str = "2025-03-03") -> str:
    return f'<task id="{id}" name="T{id}" start="{start}" duration="{days}" {more}>{inside}</task>'


def depend(id: object, type: object = 2, lag: object = 0, hardness: str = "Strong") -> str:
    return f'<depend id="{id}" type="{type}" difference="{lag}" hardness="{hardness}"/>'


WEEK = (
    '<calendars><day-types><default-week id="1" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/>'
    '</day-types><date year="2025" month="3" date="5" type="HOLIDAY"/><date year="" month="1" date="1" type="HOLIDAY"/>'
    '<date year="2025" month="3" date="8" type="WORKING_DAY"/></calendars>'
)


def test_links_stand_in_what_comes_first_however_deep(tmp_path: Path) -> None:
    deep = task(0, 5, task(1, 3, depend(2)) + task(2, 2, task(3, 2, depend(4, 1, 1) + depend(5, 3, -2))))
    result = reading(tmp_path, deep + task(4, 1, depend(5, 4)) + task(5, 4), WEEK)
    assert result.plan.tasks.ids == ("t-0", "t-1", "t-2", "t-3", "t-4", "t-5")
    links = {
        one.id: [(link.to, link.type, link.lag and str(link.lag)) for link in one.depends_on]
        for one in result.plan.tasks
        if one.depends_on
    }
    assert links == {
        "t-2": [("t-1", "FS", None)],
        "t-4": [("t-3", "SS", "1 天")],
        "t-5": [("t-3", "FF", "-2 天"), ("t-4", "SF", None)],
    }
    assert (result.counts["tasks"], result.counts["links"], result.issues) == (6, 4, ())
    assert [one.duration is None for one in result.plan.tasks] == [True, False, True, False, False, False]


def test_days_off_are_the_plans_usual_calendar(tmp_path: Path) -> None:
    result = reading(tmp_path, task(1, 3, depend(2)) + task(2, 3, start="2025-03-07"), WEEK)
    assert result.calendar == result.plan.calendars["c-1"].times
    found = pm.schedule(result.plan, result.start)
    dates = [str(day) for id in ("t-1", "t-2") for day in (found[id].early_start, found[id].early_finish)]
    assert dates == ["2025-03-03", "2025-03-06", "2025-03-07", "2025-03-10"]
    assert not found["t-1"].total_slack.magnitude


def test_dates_bind_what_no_strong_link_moves(tmp_path: Path) -> None:
    soft = (
        task(1, 1, depend(2, hardness="Rubber") + depend(3))
        + task(2, 1, start="2025-03-10")
        + task(3, 1, start="2025-03-11")
    )
    third = task(4, 1, more='thirdDate="2025-03-12" thirdDate-constraint="1"')
    result = reading(tmp_path, soft + third)
    bounds = [one.not_before and one.not_before.text for one in result.plan.tasks]
    assert bounds == ["2025-03-03", "2025-03-10", None, "2025-03-12"]


def test_people_milestones_and_progress_are_read(tmp_path: Path) -> None:
    more = (
        '<resources><resource id="0" name="Ann"/></resources><allocations>'
        '<allocation task-id="1" resource-id="0" load="50.0"/><allocation task-id="9" resource-id="0"/></allocations>'
    )
    result = reading(tmp_path, task(1, 4, more='complete="40"') + task(2, 1, more='meeting="true"'), more)
    one, two = result.plan.tasks
    assert (one.done, one.uses) == (pm.Amount("40 %"), (Use("r-0", amount="0.5 人"),))
    assert two.duration == Estimate(likely="0 天")
    assert "an allocation is left out: task 9" in result.issues[0].message


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    tasks = task(1, -3, depend(9) + depend(1) + depend(2, 7)) + task(1) + task("x") + task(2, more='complete="400"')
    off = '<calendars><day-types><default-week sun="1"/></day-types><date month="2" date="31"/></calendars>'
    result = reading(tmp_path, tasks, off)
    assert result.plan.tasks.ids == ("t-1", "t-2")
    said = "\n".join(issue.message for issue in result.issues)
    for part in (
        "id 1 of an earlier",
        "has no id",
        "id 9 is read",
        "7 is no type",
        "-3 days",
        "400 is no share",
        "no date",
    ):
        assert part in said
    assert result.counts["skipped"] == 5
    assert all(issue.place.line for issue in result.issues)


@pytest.mark.parametrize("text", ["<project/>", "<plan><tasks/></plan>", "<project"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.gan").write_text(text)
    with pytest.raises(pm.PlanFileError):
        read_gan(tmp_path / "x.gan")


def test_notes_are_read_and_what_is_not_read_is_counted(tmp_path: Path) -> None:
    inside = '<notes><![CDATA[Ask Ann]]></notes><customproperty taskproperty-id="tpc0" value="x"/>'
    more = (
        '<view id="gantt-chart"><field id="tpd0"/></view><resources><resource id="0" name="Ann">'
        '<rate name="standard" value="5"/></resource></resources>'
        '<vacations><vacation start="2025-03-04" end="2025-03-06" resourceid="0"/></vacations>'
        '<previous><previous-tasks name="old"><previous-task id="1"/></previous-tasks></previous>'
    )
    result = reading(tmp_path, task(1, 2, inside, 'cost-manual-value="7"') + task(2), more)
    assert [one.note for one in result.plan.tasks] == ["Ask Ann", None]
    (issue,) = result.issues
    assert issue.severity == "info"
    assert issue.message.partition(": ")[2].split(", ") == [
        *("rate (1)", "vacation (1)", "previous-tasks (1)", "previous-task (1)", "customproperty (1)"),
        "cost-manual-value (1)",
    ]
