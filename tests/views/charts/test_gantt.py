"""Gantt charts: work below its goal, critical work, slack, what is over, and what very much work leaves out."""

from __future__ import annotations

import re

import pytest

import planmodel as pm
from planmodel import testing
from planmodel.errors import ModelError
from planmodel.parts import Estimate
from planmodel.views.drawing.style import BLUE, RED
from planmodel.views.picture import Picture
from views.charts.drawing import lianzhou, said, texts


def test_work_stands_below_its_goal_and_a_day_is_marked_only_on_demand() -> None:
    schedule = lianzhou()
    plain, marked = schedule.gantt(), schedule.gantt(as_of="2023-06-30")
    shown = texts(plain)
    heights = {text: places(plain)[text] for text in ("治理体系", "加强组织领导", "强化评估考核", "绿色发展")}
    assert sorted(heights, key=heights.__getitem__) == list(heights), "goal, its work by start, the next goal"
    assert "2023-06-30" not in shown
    assert "2023-06-30" in texts(marked)
    assert schedule.gantt().svg == plain.svg
    assert any("eadership" in text for text in texts(schedule.gantt(language="en")))
    assert "加强组织领导: 2021年1月1日至2021年3月31日，关键工作" in said(plain)
    assert ": 2021-01-01 to 2021-03-31, critical" in said(schedule.gantt(language="en"))


def places(picture: Picture) -> dict[str, float]:
    """Return how far from the top each text stands."""
    found = re.findall(r'<text x="[-0-9.]+" y="([-0-9.]+)"[^>]*>([^<]*)<', picture.svg)
    return {text: float(y) for y, text in found}


def plan_of(*tasks: pm.Task) -> pm.Plan:
    return pm.Plan(id="p", title="Plan", elements=[pm.Goal(id="g", name="目标"), *tasks])


def test_a_schedule_without_dates_counts_time_and_has_no_day_to_mark() -> None:
    plan = plan_of(
        pm.Task(id="a", name="甲", duration="2 月", contributes_to=["g"]),
        pm.Task(id="m", name="里程碑", duration="0 月", depends_on=["a"]),
    )
    schedule = pm.schedule(plan)
    shown = texts(schedule.gantt())
    assert {"目标", "甲", "里程碑", "月", "takes no time", "serves no goal"} <= set(shown)
    with pytest.raises(ModelError, match="no dates"):
        schedule.gantt(as_of="2023-06-30")


def test_with_nothing_to_draw_the_error_says_what_to_write() -> None:
    with pytest.raises(ModelError, match="nothing to draw") as caught:
        pm.schedule(pm.Plan(id="p", title="Plan")).gantt()
    assert "duration" in str(caught.value.hint)


def test_critical_slack_and_finished_work_look_different_and_are_told() -> None:
    plan = plan_of(
        pm.Task(id="done", name="完成", duration="1 月", started="2021-01-01", finished="2021-01-20"),
        pm.Task(id="long", name="长", duration="6 月"),
        pm.Task(id="brief", name="短", duration="2 月"),
    )
    picture = pm.schedule(plan, start="2021-01-01").gantt()
    assert {"critical", "has slack", "slack", "finished"} <= set(texts(picture))
    assert all(color in picture.svg for color in (RED, BLUE, "#8c8c8c"))
    assert "完成: 2021-01-01 to 2021-01-20, finished" in said(picture)
    assert "短: 2021-01-01 to 2021-02-28, slack 120 days" in said(picture)


def test_links_are_drawn_on_demand() -> None:
    plan = plan_of(
        pm.Task(id="a", name="甲", duration="2 月"),
        pm.Task(id="b", name="乙", duration="2 月", depends_on=["a"]),
    )
    schedule = pm.schedule(plan, start="2021-01-01")
    assert schedule.gantt(links=True).svg.count("<path") > schedule.gantt().svg.count("<path")


def test_of_very_much_work_the_critical_is_drawn_and_the_picture_says_so() -> None:
    plan = next(testing.make_plans(1, elements=600))
    schedule = pm.schedule(plan, start="2021-01-01")
    picture = schedule.gantt(language="en")
    assert any("250 of " in note and "pieces of work are drawn" in note for note in picture.notes)
    assert any(plan[schedule.critical[0]].label("zh")[:6] in text for text in texts(picture))


def test_work_until_the_end_of_all_years_is_drawn() -> None:
    plan = plan_of(pm.Task(id="a", name="甲", duration="1 天"))
    assert "甲" in texts(pm.schedule(plan, start="9999-12-31").gantt())


def test_what_is_assumed_is_hatched_and_counted_in_the_picture() -> None:
    plan = plan_of(
        pm.Task(id="a", name="甲", duration=Estimate(likely="3 月", evidence="assumed")),
        pm.Task(id="b", name="乙", duration="2 月"),
    )
    picture = pm.schedule(plan, start="2021-01-01").gantt()
    shown = texts(picture)
    assert picture.svg.count('stroke="url(#hatch)"') == 2, "one bar and its key"
    assert "1 of 2 durations is assumed, not stated" in shown
    assert any("1 of 2 durations assumed" in text for text in shown)
    assert "甲: 2021-01-01 to 2021-03-31, critical, duration assumed" in said(picture)
    assert "乙: 2021-01-01 to 2021-02-28, slack 31 days" in said(picture)
    stated = pm.schedule(plan_of(pm.Task(id="b", name="乙", duration="2 月"))).gantt()
    assert "hatch" not in stated.svg
    with_one_unsaid = pm.schedule(plan.add(pm.Task(id="c", name="丙")), start="2021-01-01").gantt()
    assert any("1 of 2 durations assumed" in text for text in texts(with_one_unsaid)), "丙 has none to assume"


def test_every_duration_of_lianzhou_is_drawn_as_assumed() -> None:
    schedule = lianzhou()
    picture = schedule.gantt()
    assert picture.svg.count('stroke="url(#hatch)"') == len(schedule) + 1
    assert "34项工期中有34项为假定，原文未写明" in texts(picture)
    assert "34 of 34 durations are assumed, not stated" in texts(schedule.gantt(language="en"))


def test_no_duration_is_no_milestone_and_says_so() -> None:
    plan = plan_of(
        pm.Task(id="a", name="甲", duration="3 月"),
        pm.Task(id="m", name="里程碑", duration="0 月"),
        pm.Task(id="x", name="无"),
    )
    picture = pm.schedule(plan, start="2021-01-01").gantt()
    assert {"takes no time", "no duration stated"} <= set(texts(picture))
    assert "无: no duration stated" in said(picture)
    counted = pm.schedule(plan, start="2021-01-01", missing="2 月").gantt()
    assert "no duration stated" not in texts(counted)
    assert "no duration stated, 2 months counted" in said(counted)


def test_a_plan_without_any_duration_has_no_critical_path_and_no_chart() -> None:
    schedule = pm.schedule(plan_of(pm.Task(id="a", name="甲"), pm.Task(id="b", name="乙", depends_on=["a"])))
    with pytest.raises(ModelError, match="no critical path: no durations stated"):
        schedule.gantt()
    assert schedule.plan.draw("network", schedule=schedule).notes[0] == "No critical path: no durations stated."
    assert RED not in schedule.plan.draw("network", schedule=schedule).svg


def test_two_hundred_tasks_are_all_drawn() -> None:
    tasks = [pm.Task(id=f"t{n}", name=f"任务{n}", duration="2 月") for n in range(200)]
    picture = pm.schedule(plan_of(*tasks), start="2021-01-01").gantt()
    assert {task.name for task in tasks} <= set(texts(picture))
    assert picture.notes == ()


def test_a_baseline_is_drawn_below_the_bars_and_named() -> None:
    plan = pm.Plan(id="p", title="P", elements=[pm.Task(id="a", name="A", duration="5 天")])
    now, then = (pm.schedule(one, "2025-01-06") for one in (plan.replace("a", duration="9 天"), plan))
    picture = now.gantt(baseline=then, language="zh")
    assert "基准计划2025年1月6日至2025年1月10日" in picture.svg
    assert "基准计划" in texts(picture)
    assert picture.svg != now.gantt().svg
    with pytest.raises(ModelError, match="only one has dates"):
        now.gantt(baseline=pm.schedule(plan))


def test_the_end_of_the_period_what_is_done_and_dates_stand_in_the_chart() -> None:
    work = [pm.Task(id="a", name="A", duration="12 月", done="50 %"), pm.Task(id="b", name="B", duration="6 月")]
    plan = pm.Plan(id="p", title="P", period="2021/2025", elements=work)
    picture = pm.schedule(plan, start="2021-01-01").gantt()
    shown = texts(picture)
    assert {"the plan's period ends", "done", "2021-01-01 – 2021-06-30"} <= set(shown)
    none_done = pm.schedule(plan.replace("a", done=None), start="2021-01-01").gantt()
    assert "done" not in texts(none_done)
    assert "the plan's period ends" not in texts(pm.schedule(plan.evolve(period=None), start="2021-01-01").gantt())
    assert "规划期结束" in texts(pm.schedule(plan, start="2021-01-01").gantt(language="zh"))


def test_beside_very_many_bars_no_dates_stand() -> None:
    many = [pm.Task(id=f"t{at}", name=f"T{at}", duration="6 月") for at in range(81)]
    picture = pm.schedule(pm.Plan(id="p", title="P", elements=many), start="2021-01-01").gantt()
    assert not any(" – " in text for text in texts(picture))
