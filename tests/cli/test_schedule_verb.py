"""``planmodel schedule``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.cli.group import run

ROOT = Path(__file__).parents[2]
LIANZHOU = [str(ROOT / "examples" / "lianzhou" / name) for name in ("plan.yaml", "scenario.yaml")]


def test_the_table_marks_what_is_critical(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", *LIANZHOU, "--start", "2021-01-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "schedule of lianzhou-eco-145: 2021-01-01 to 2025-07-31, 1673 days"
    (funding,) = [line for line in lines if " t-funding " in line and "path" not in line]
    assert funding.startswith("*")
    assert "2021-04-01  2021-09-30" in funding


def test_the_table_is_chinese_where_the_command_speaks_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", *LIANZHOU, "--start", "2021-01-01", "--language", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "lianzhou-eco-145 的进度计划：2021年1月1日至2025年7月31日，1673天"
    assert lines[1] == "34项工作中有9项关键工作"
    (head,) = [line for line in lines if "总时差" in line]
    assert head.split() == ["工作", "开始", "完成", "最迟开始", "最迟完成", "总时差", "自由时差", "工期", "名称"]
    (funding,) = [line for line in lines if " t-funding " in line and "→" not in line]
    assert funding.startswith("*")
    assert "6个月（假定）" in funding


def test_a_delay_shows_the_goals_that_pay(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", *LIANZHOU, "--start", "2021-01-01", "--delay", "t-funding=6月"]) == 0
    shown = capsys.readouterr().out
    assert "the end slips by 184 days" in shown
    assert "goal-ecology       2025-01-31  2025-06-30  150 days" in shown
    assert "PM603" in shown


def test_json_holds_what_programs_read(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--delay", "t-funding=6 月", "--simulate", "100", "--goal", "goal-green", "--format", "json"]
    assert run(["schedule", *LIANZHOU, *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["start"], told["finish"], told["unit"]) == (0, 55, "月")
    assert told["critical_paths"][0][0] == "t-leadership"
    keys = {"id", "early_start", "early_finish", "late_start", "late_finish", "total_slack", "free_slack", "critical"}
    assert keys <= set(told["tasks"][0])
    assert told["delay"]["finish"]["slip"] == 6
    assert told["simulation"]["samples"] == 100
    assert list(told["simulation"]["dependence"]) == ["id", "percent", "alone", "stated", "together", "left_out"]
    tasks = {"t-integrated", "t-joint-action", "t-coordination", "t-carbon-synergy"}
    assert {one["id"] for one in told["drag"]} == tasks


def test_simulation_goal_and_explanation_are_shown_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", *LIANZHOU, "--simulate", "200", "--goal", "goal-green"]) == 0
    shown = capsys.readouterr().out
    assert "200 samples, seed 0" in shown
    assert "P80 by what durations have in common: nothing 5" in shown
    assert "what a delay of each task costs goal-green" in shown
    assert run(["schedule", *LIANZHOU, "--explain", "t-tourism"]) == 0
    assert "because: SS t-whole-system + 12 months" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--delay", "t-funding"], "is not ID=AMOUNT"),
        (["--delay", "t-fundin=6月"], "did you mean t-funding"),
        (["--delay", "t-funding=6吨"], "no amount of time"),
        (["--calendar", "week"], "a calendar needs a start"),
        (["--missing", "guess"], "is no rule"),
        (["--goal", "goal-grey"], "did you mean"),
    ],
)
def test_bad_arguments_end_in_one_message(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schedule", *LIANZHOU, *arguments]) == 2
    assert message in capsys.readouterr().err


def _late(folder: Path) -> Path:
    path = folder / "late.yaml"
    path.write_text(
        "planmodel: 1\noverlay: lianzhou-eco-145\ntasks:\n  - {id: t-funding, duration: 12 月}\n", encoding="utf-8"
    )
    return path


def test_schedules_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = _late(tmp_path)
    assert run(["schedule", *LIANZHOU, "--start", "2021-01-01", "--compare", f"funds late={late}"]) == 0
    head, finish, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["id", "scenario", "funds", "late", "name"]
    assert "2025-07-31" in finish
    assert "2026-01-31 (+184 天)" in finish
    assert run(["schedule", *LIANZHOU, "--compare", str(late), "--compare", LIANZHOU[0], "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["names"] == ["scenario", "late", "plan"]
    assert (told["figures"][0]["slip_2"], told["figures"][0]["slip_3"]) == ("6 月", None)
    assert run(["schedule", *LIANZHOU, "--compare", str(late), "--compare", f"scenario={late}"]) == 2
    assert "two schedules are called 'scenario'" in capsys.readouterr().err


def test_a_baseline_shows_what_slips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late, begin = str(_late(tmp_path)), ["--start", "2021-01-01"]
    assert run(["schedule", *LIANZHOU, late, *begin, "--baseline", LIANZHOU[1]]) == 0
    _, whole, *_ = capsys.readouterr().out.splitlines()
    assert whole.split()[:6] == ["plan", "lianzhou-eco-145", "2025-07-31", "2026-01-31", "184", "days"]
    reported = [*begin, "--as-of", "2022-06-30", "--quality"]
    assert run(["schedule", *LIANZHOU, late, *reported, "--baseline", LIANZHOU[1], "--format", "json"]) == 0
    points = {one["code"]: one for one in json.loads(capsys.readouterr().out)["quality"]}
    assert (points["DCMA-11"]["found"], points["DCMA-11"]["of"], points["DCMA-14"]["value"]) == (7, 7, 0)
    assert run(["schedule", *LIANZHOU, late, *reported, "--baseline", LIANZHOU[0]]) == 0
    assert capsys.readouterr().out.count("the baseline states no duration") == 3


def test_without_durations_nobody_can_say_what_slips(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", *LIANZHOU, "--start", "2021-01-01", "--baseline", LIANZHOU[0]]) == 0
    _, whole, *_, note = capsys.readouterr().out.splitlines()
    assert whole.split()[:5] == ["plan", "lianzhou-eco-145", "2021-01-01", "2025-07-31", "none"]
    assert note == "note: only one of the two states any duration: nobody can say by how much work slips"


def test_needs_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["needs", *LIANZHOU]) == 0
    first, *_ = capsys.readouterr().out.splitlines()
    assert first == "schedule: 34 of 34 elements say what it needs"
    assert run(["needs", LIANZHOU[0], "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["analyses"][0] == {"name": "schedule", "allowed": False, "ready": 0, "of": 34}
    assert told["missing"][0]["analysis"] == "schedule"


def test_resources_are_kept_or_the_conflict_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("ortools", reason="needs ortools")
    path = tmp_path / "plan.yaml"
    path.write_text(
        "planmodel: 1\nid: p\ntitle: Plan\nresources:\n  - {id: crew, name: Crew, capacity: 2 人}\ntasks:\n"
        "  - {id: a, name: A, duration: 3 天, uses: [{resource: crew, amount: 2 人}]}\n"
        "  - {id: b, name: B, duration: 3 天, uses: [{resource: crew, amount: 1 人}]}\n",
        encoding="utf-8",
    )
    assert run(["schedule", str(path), "--resources"]) == 0
    assert "optimal, 6 days, gap 0.0 %" in capsys.readouterr().out
    path.write_text(path.read_text(encoding="utf-8").replace("amount: 1 人", "amount: 3 人"), encoding="utf-8")
    assert run(["schedule", str(path), "--resources", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["conflict"] == ["crew has 2 人; b needs 3 人"]


@pytest.mark.parametrize("kind", ["xml", "gan", "csv"])
def test_schedules_of_other_programs_are_taken_too(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"file.{kind}"
    if kind == "xml":
        tasks = [pm.Task(id="t-1", name="Dig", duration="8 小时"), pm.Task(id="t-2", name="Lay", depends_on=["t-1"])]
        usual = pm.WorkCalendar(id="c-1", name="C", usual=True)
        pm.write_mspdi(pm.Plan(id="p", title="P", elements=[usual, *tasks]), path, start="2025-03-03T08:00")
    elif kind == "gan":
        task = '<task id="1" name="Dig" start="2025-03-03" duration="1"><depend id="2" type="2"/></task>'
        path.write_text(
            f'<project name="P"><tasks>{task}<task id="2" duration="0"/></tasks></project>', encoding="utf-8"
        )
    else:
        path.write_text("任务名称,工期,开始时间,前置任务\n勘察,1天,2025-03-03,\n设计,0天,,1；9\n", encoding="utf-8")
    assert run(["schedule", str(path)]) == 0
    shown = capsys.readouterr()
    assert "2025-03-03" in shown.out.splitlines()[0]
    assert ("'9' names nobody" in shown.err) == (kind == "csv")
    assert run(["schedule", str(path), "--start", "2025-04-01"]) == 0
    assert "2025-04-01" in capsys.readouterr().out.splitlines()[0]


def test_what_is_laid_over_a_list_leaves_its_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, over = tmp_path / "works.csv", tmp_path / "late.yaml"
    table.write_text("任务名称,工期,开始时间\n勘察,10天,2025-03-03\n", "utf-8")
    over.write_text("overlay: tasks-works\ntasks:\n- {id: t-1, duration: 15 天}\n", "utf-8")
    assert run(["schedule", str(table), str(over), "--calendar", "week"]) == 0
    assert "2025-03-03 to 2025-03-21" in capsys.readouterr().out


def test_a_file_that_nobody_knows_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_text("name,colour\na,red\n")
    assert run(["schedule", str(tmp_path / "x.txt")]) == 2
    assert "heads a column of tasks" in capsys.readouterr().err
