"""Simulations as charts: bars of equally many days, shares that agree with the numbers, lines that are labelled."""

from __future__ import annotations

import datetime as dt

import pytest

import planmodel as pm
from planmodel.errors import UnknownIdError
from planmodel.parts import Estimate
from planmodel.views.charts.finishes import bins_of
from views.charts.drawing import lianzhou, said, texts

pytest.importorskip("numpy", reason="needs numpy")


def test_the_lines_are_labelled_with_the_days_of_the_simulation() -> None:
    simulation = lianzhou().simulate(300)
    picture = simulation.plot(language="en")
    shown = texts(picture)
    assert f"按最可能工期：{simulation.schedule.finish}" in texts(simulation.plot())  # its title is Chinese first
    for percent in (50, 80, 95):
        assert f"P{percent}: {simulation.percentile(percent)}" in shown
    assert f"likely durations: {simulation.schedule.finish}" in shown
    assert f"period ends 2025-12-31: {simulation.chance():.1%}" in shown
    assert "绿色发展" in texts(simulation.plot())
    assert simulation.plot(language="en").svg == picture.svg


def test_every_bar_holds_as_many_days_and_no_finish_is_lost() -> None:
    simulation = lianzhou().simulate(400)
    bins, few = bins_of(simulation, simulation.schedule.plan.id)
    assert not few
    days = {(dt.date.fromisoformat(one.high) - dt.date.fromisoformat(one.low)).days for one in bins}
    assert len(days) == 1
    assert sum(one.count for one in bins) == bins[-1].until == 400


def test_one_goal_is_drawn_alone() -> None:
    simulation = lianzhou().simulate(100)
    shown = texts(simulation.plot("goal-green"))
    assert f"P50: {simulation.percentile(50, 'goal-green')}" in shown
    assert "the work for each goal and indicator" not in shown
    with pytest.raises(UnknownIdError):
        simulation.plot("goal-gren")


def plan_of(duration: str | Estimate) -> pm.Plan:
    return pm.Plan(id="p", title="Plan", elements=[pm.Task(id="a", name="甲", duration=duration)])


def test_without_dates_time_is_counted_in_its_unit() -> None:
    span = Estimate(low="1 月", likely="2 月", high="5 月")
    simulation = pm.schedule(plan_of(span)).simulate(200)
    picture = simulation.plot()
    assert "月" in texts(picture)
    bins, few = bins_of(simulation, "p")
    assert not few
    assert sum(one.count for one in bins) == 200


def test_few_finishes_stand_alone_instead_of_in_bars() -> None:
    picture = pm.schedule(plan_of("3 月"), start="2021-01-01").simulate(50).plot()
    assert "50 finishes on 2021-03-31" in said(picture)
    assert any("nothing varies" in note for note in picture.notes)


def test_bars_of_working_time_are_whole_weeks() -> None:
    span = Estimate(low="10 工作日", likely="40 工作日", high="90 工作日")
    simulation = pm.schedule(plan_of(span), start="2021-01-01", calendar=pm.Calendar()).simulate(300)
    bins, few = bins_of(simulation, "p")
    assert not few
    assert {(dt.date.fromisoformat(one.high) - dt.date.fromisoformat(one.low)).days % 7 for one in bins} == {0}
