"""Which picture is drawn, and what every one of them has."""

from __future__ import annotations

import sys
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from planmodel.errors import ModelError
from planmodel.model.kinds import Goal, Project, Task
from planmodel.model.plan import Plan
from planmodel.scheduling.run import schedule
from planmodel.views.graphs.draw import View, draw

SVG = "{http://www.w3.org/2000/svg}"
VIEWS: tuple[View, ...] = ("structure", "network", "flow")


def small() -> Plan:
    elements = [
        Goal(id="g", name="空气"),
        Task(id="a", name="调查", duration="1 月", contributes_to=["g"]),
        Task(id="b", name="治理", duration="2 月", contributes_to=["g"], depends_on=["a"]),
        Project(id="pr", name="工程", implements=["b"]),
    ]
    return Plan(id="p", title={"zh": "规划", "en": "Plan"}, elements=elements)


@pytest.mark.parametrize("view", VIEWS)
def test_every_picture_has_a_label_a_background_and_a_title_for_each_node(view: View) -> None:
    picture = draw(small(), view)
    root = ET.fromstring(picture.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", picture.title)
    rects = [rect for rect in root if rect.tag == f"{SVG}rect"]
    assert [rect.get("class") for rect in rects] == ["background"]
    groups = [one for one in root.iter(f"{SVG}g") if one.get("id")]
    assert {"node-a", "node-b"} <= {group.get("id") for group in groups}
    assert all(group.findtext(f"{SVG}title") for group in groups)


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_plan_gives_the_same_bytes(view: View) -> None:
    assert draw(small(), view).svg == draw(small(), view).svg


@pytest.mark.parametrize("view", VIEWS)
def test_a_prefix_keeps_the_ids_of_several_pictures_apart(view: View) -> None:
    root = ET.fromstring(draw(small(), view, id_prefix="x-").svg)
    ids = [one.get("id", "") for one in root.iter() if one.get("id")]
    assert ids
    assert all(id.startswith("x-") for id in ids)
    used = {one.get("marker-end") for one in root.iter() if one.get("marker-end")}
    assert all(str(end)[5:-1] in ids for end in used)


@pytest.mark.parametrize("view", VIEWS)
def test_in_english_no_word_of_ours_is_chinese(view: View) -> None:
    named = Plan(id="p", title="Plan", elements=[Task(id="a", name="A"), Task(id="b", name="B", depends_on=["a"])])
    assert not [character for character in draw(named, view).svg if "\u4e00" <= character <= "\u9fff"]


def test_the_picture_says_its_title_and_what_it_leaves_out() -> None:
    told = "Not drawn: 1 link that says what must come first (see the task network)."
    assert repr(small().draw()) == f"<Picture: 规划：1项目标均有任务服务，2项任务均对应目标 ({told})>"
    assert small().draw("network", language="en").title == (
        "Plan · task network: 2 pieces of work without slack; everything takes 3 months"
    )
    assert small().draw("flow").notes[0].startswith("Widths are numbers")
    assert small().to_svg(focus="a") == small().draw(focus="a").svg


@pytest.mark.parametrize(
    ("view", "options", "told"),
    [
        ("netwrok", {}, "did you mean network"),
        ("gantt", {}, "views: structure, network, flow"),
        ("flow", {"by": "mony"}, "did you mean money"),
        ("flow", {"focus": "a"}, "the view flow has no use for focus"),
        ("structure", {"by": "money"}, "the view structure has no use for by"),
        ("network", {"by": "count"}, "the view network has no use for by"),
        ("structure", {"schedule": "any"}, "the view structure has no use for schedule"),
        ("structure", {"depth": 2}, "give focus too"),
    ],
)
def test_what_does_not_go_together_is_an_error_that_says_so(view: Any, options: dict[str, Any], told: str) -> None:
    if "schedule" in options:
        options = {"schedule": schedule(small())}
    with pytest.raises(ModelError) as error:
        small().draw(view, **options)
    assert told in str(error.value)


def test_without_a_machine_to_place_boxes_the_flow_is_still_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    assert small().draw("flow").svg.startswith("<svg")
