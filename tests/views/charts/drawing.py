"""What tests of charts share: the texts of a picture, and one of each chart with any names."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import planmodel as pm
from comparing.counties import county, indicator
from planmodel.parts import Estimate
from planmodel.results import Schedule
from planmodel.views.picture import Picture

__all__ = ["ROOT", "every_chart", "lianzhou", "said", "texts"]

ROOT = Path(__file__).parents[3]


def texts(picture: Picture) -> list[str]:
    """Return every text that is drawn."""
    return [one.text or "" for one in ET.fromstring(picture.svg).iter() if one.tag.endswith("}text")]


def said(picture: Picture) -> str:
    """Return what a reader of screens hears of the marks."""
    return "\n".join(one.text or "" for one in ET.fromstring(picture.svg).iter() if one.tag.endswith("}title"))


def lianzhou() -> Schedule:
    """Return the schedule of the worked example."""
    folder = ROOT / "examples" / "lianzhou"
    return pm.schedule(pm.read_plan(folder / "plan.yaml", folder / "scenario.yaml"), start="2021-01-01")


def every_chart(name: str) -> dict[str, Picture]:
    """Return one of each chart, with ``name`` wherever a plan may have a text."""
    span = Estimate(low="1 月", likely="2 月", high="5 月")
    target = pm.Target(year=2025, as_published=name, commitment=pm.Unread(reason=name))
    level = pm.Target(year=2025, as_published=name, commitment=pm.read_target("25", unit="微克/立方米").commitment)
    plan = pm.Plan(
        id="p",
        title=name,
        base_year=2020,
        period="2021/2025",
        elements=[
            pm.Goal(id="g", name=name),
            pm.Task(id="t", name=name, duration=span, contributes_to=["g"]),
            pm.Task(id="m", name=name, duration="0 月", depends_on=["t"]),
            pm.Indicator(id="i", name=name, better="lower", targets=[target], measures=["g"]),
            pm.Indicator(
                id="j",
                name=name,
                unit="微克/立方米",
                better="lower",
                baseline=pm.Baseline(year=2020, value=30),
                targets=[level],
                observations=[pm.Observation(period="2022", value=27)],
            ),
        ],
    )
    pm25 = {"unit": "微克/立方米", "better": "lower"}
    area = {"jurisdiction": pm.Jurisdiction(name=name)}
    plans = [
        county("a", indicator("pm25", level, **pm25), indicator("so2", target), **area),
        county("b", indicator("pm25", "22微克/立方米", **pm25), indicator("so2", "20"), **area),
        county("c", indicator("pm25", target, **pm25), **area),
    ]
    schedule = pm.schedule(plan, start="2021-01-01")
    chain = pm.cascade(plans[0], plans[1])
    return {
        "gantt": schedule.gantt(as_of="2021-02-03", links=True),
        "simulation": schedule.simulate(50).plot(),
        "progress": pm.progress(plan, as_of="2023-12-31").plot(),
        "dots": pm.compare(plans, reference="a").plot("pm25"),
        "heatmap": pm.compare(plans).plot(),
        "cascade": chain.plot(),
    }


if __name__ == "__main__":  # the charts of a machine in another time zone
    for chart in every_chart(sys.argv[1]).values():
        sys.stdout.buffer.write(chart.svg.encode())
