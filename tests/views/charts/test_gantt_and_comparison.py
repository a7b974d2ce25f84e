"""Charts: readable, the same bytes each time, harmless whatever plans say, and honest about what they leave out."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.views import picture as picturing
from planmodel.views.picture import Picture

pytest.importorskip("altair", reason="needs altair")
pytest.importorskip("vl_convert", reason="needs vl-convert-python")

ROOT = Path(__file__).parents[3]
NASTY = "<script>alert(1)</script>'\"{{x}}"


def texts(picture: Picture) -> str:
    return "".join(ET.fromstring(picture.svg).itertext())


def lianzhou() -> pm.Schedule:
    folder = ROOT / "examples" / "lianzhou"
    return pm.schedule(pm.read_plan(folder / "plan.yaml", folder / "scenario.yaml"), start="2021-01-01")


def test_a_gantt_chart_shows_work_below_its_goal_and_marks_a_day_only_on_demand() -> None:
    schedule = lianzhou()
    plain, marked = schedule.gantt(), schedule.gantt(as_of="2023-06-30")
    assert "加强组织领导" in texts(plain)
    assert "stroke-dasharray" not in plain.svg
    assert "stroke-dasharray" in marked.svg
    assert schedule.gantt().svg == plain.svg
    assert "Lead" in texts(schedule.gantt(language="en")) or "lead" in texts(schedule.gantt(language="en"))


def test_a_gantt_chart_is_the_same_in_every_time_zone() -> None:
    code = "import sys; from views.charts.test_gantt_and_comparison import lianzhou"
    code += "; sys.stdout.write(lianzhou().gantt(as_of='2023-06-30').svg)"
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": zone, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *sys.path])},
            capture_output=True,
            check=True,
        ).stdout
        for zone in ("UTC", "America/New_York", "Asia/Shanghai")
    }
    assert len(drawn) == 1


def test_a_gantt_chart_without_dates_counts_time_and_has_no_day_to_mark() -> None:
    plan = pm.Plan(
        id="p",
        title="Plan",
        elements=[
            pm.Goal(id="g", name="目标"),
            pm.Task(id="a", name="甲", duration="2 月", contributes_to=["g"]),
            pm.Task(id="m", name="里程碑", duration="0 月", depends_on=["a"]),
        ],
    )
    schedule = pm.schedule(plan)
    shown = texts(schedule.gantt())
    assert all(word in shown for word in ("目标", "甲", "里程碑", "月"))
    with pytest.raises(pm.ModelError, match="no dates"):
        schedule.gantt(as_of="2023-06-30")
    with pytest.raises(pm.ModelError, match="nothing to draw"):
        pm.schedule(pm.Plan(id="p", title="Plan")).gantt()


def test_of_very_much_work_the_critical_is_drawn_and_the_picture_says_so() -> None:
    plan = next(pm.testing.make_plans(1, elements=600))
    schedule = pm.schedule(plan, start="2021-01-01")
    picture = schedule.gantt()
    assert any("pieces of work" in note for note in picture.notes)
    assert plan[schedule.critical[0]].label("zh")[:6] in texts(picture)


def test_dots_stand_beside_the_reference_and_what_has_no_number_is_told() -> None:
    plans = [
        county("a", indicator("pm25", "25微克/立方米", unit="微克/立方米")),
        county("b", indicator("pm25", "22微克/立方米", unit="微克/立方米")),
        county("c", indicator("pm25", "完成省下达任务")),
        county("d", indicator("pm25", "下降10%")),
        county("e"),
    ]
    picture = pm.compare(plans, reference="a").plot("pm25")
    shown = texts(picture)
    assert all(word in shown for word in ("25", "22", "set by 省", "10 %: relative decrease"))
    assert picture.notes == ("1 plans do not speak of it",)
    assert picture.chart is not None
    assert pm.compare(plans, reference="a").plot("pm25").svg == picture.svg
    with pytest.raises(pm.ModelError, match="nobody speaks"):
        pm.compare(plans).plot("colour")
    with pytest.raises(pm.ModelError, match="no rows"):
        pm.compare([]).plot()


def test_a_table_of_shades_marks_what_is_missing() -> None:
    plans = pm.PlanSet.read(ROOT / "examples" / "counties")
    shown = texts(pm.compare(plans).plot())
    assert "—" in shown
    assert "14.5 %" in shown
    assert "劣V类" in shown
    with pytest.raises(pm.ModelError, match="too many cells"):
        pm.compare(pm.testing.make_plans(60, elements=200)).plot()


def test_hostile_names_are_nothing_but_text() -> None:
    target = pm.Target(year=2025, as_published=NASTY, commitment=pm.Unread(reason=NASTY))
    plans = [county("a", indicator("pm25", "25微克/立方米")), county("b", indicator("pm25", target))]
    task = pm.Task(id="t", name=NASTY, duration="1 月")
    schedule = pm.schedule(pm.Plan(id="p", title=NASTY, elements=[task]))
    for picture in (pm.compare(plans).plot("pm25"), schedule.gantt()):
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(picture.svg).iter()}
        assert "script" not in tags
        assert "alert(1)" in texts(picture)
        assert "<script" not in picture._repr_mimebundle_()["text/html"]


def test_a_picture_is_saved_by_its_suffix_and_shown_in_untrusted_notebooks(tmp_path: Path) -> None:
    picture = lianzhou().gantt()
    picture.save(tmp_path / "x.svg")
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == picture.svg
    with pytest.raises(pm.ModelError, match=r"\.svg or \.png"):
        picture.save(tmp_path / "x.gif")
    shown = picture._repr_mimebundle_()
    start = '<img src="data:image/svg+xml;base64,'
    assert shown["text/html"].startswith(start)
    assert base64.b64decode(shown["text/html"].removeprefix(start).split('"')[0]).decode() == picture.svg
    assert shown["text/plain"] == repr(picture)
    root = ET.fromstring(picture.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", picture.title)


def test_chinese_is_never_drawn_as_boxes(tmp_path: Path, monkeypatch: Any) -> None:
    picture = lianzhou().gantt()
    monkeypatch.setattr(picturing, "_has_chinese_font", lambda: False)
    with pytest.raises(pm.PlanModelError, match="no font for Chinese"):
        picture.save(tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()
    monkeypatch.setattr(picturing, "_has_chinese_font", lambda: True)
    assert picture.png(scale=1).startswith(b"\x89PNG")
