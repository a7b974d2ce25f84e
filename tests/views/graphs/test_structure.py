"""The picture of a plan's structure."""

from __future__ import annotations

import re
import sys
from typing import Any, ClassVar
from xml.etree import ElementTree as ET

import attrs
import pytest

from planmodel.errors import MissingExtraError, PlanModelError, UnknownIdError
from planmodel.model.element import Element
from planmodel.model.kinds import Document, Goal, Indicator, Principle, Project, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Link, as_links, relation
from planmodel.model.vocabulary import VOCABULARY
from planmodel.views.graphs.diagram import MOST_BOXES
from planmodel.views.graphs.structure import structure_of
from planmodel.views.picture import svg_to_pdf, svg_to_png

SVG = "{http://www.w3.org/2000/svg}"


def to_svg(plan: Plan, **options: Any) -> str:
    return plan.draw(**options).svg


def small() -> Plan:
    return Plan(
        id="p",
        title={"zh": "规划", "en": "Plan"},
        elements=[
            Principle(id="p-people", name="坚持以人民为中心"),
            Goal(id="g", name="持续改善", guided_by=["p-people"]),
            Goal(id="g-air", name={"zh": "空气", "en": "Air"}, part_of="g"),
            Indicator(id="i", name="PM2.5", measures=["g-air"]),
            Task(id="t-0", name="调查", contributes_to=[Contribution("g-air", evidence="inferred")]),
            Task(id="t-1", name="治理" * 30, depends_on=["t-0"], contributes_to=[Contribution("i", strength=-0.5)]),
            Project(id="pr", name="工程", implements=["t-1"], evidence="assumed"),
        ],
    )


def nodes(svg: str) -> dict[str, tuple[float, float]]:
    """Return the left edge and the middle of each box."""
    found = {}
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        if rect is None:
            continue  # a heading or all that stands below it
        left, top, height = (float(rect.get(name, "")) for name in ("x", "y", "height"))
        found[group.get("id", "").removeprefix("node-")] = (left, top + height / 2)
    return found


def edge_titles(svg: str) -> dict[str, ET.Element]:
    paths = ET.fromstring(svg).iter(f"{SVG}path")
    return {title.text or "": path for path in paths if (title := path.find(f"{SVG}title")) is not None}


def test_each_kind_has_its_columns_from_principles_to_projects() -> None:
    left = {id: x for id, (x, _) in nodes(to_svg(small())).items()}
    assert left["p-people"] < left["g"] < left["g-air"] < left["i"] < left["t-0"] < left["pr"]
    assert left["t-0"] == left["t-1"]


def test_lines_run_from_what_bears_to_what_it_bears_on_and_precedence_is_left_out() -> None:
    assert set(edge_titles(to_svg(small(), language="en"))) == {
        "p-people → g: guides",
        "g-air → g: part of",
        "i → g-air: measures",
        "t-0 → g-air: contributes to (inferred)",
        "t-1 → i: contributes to, against it",
        "pr → t-1: implements (assumed)",
    }


def test_a_line_ends_at_the_box_that_it_points_at() -> None:
    svg = to_svg(small(), language="en")
    path = edge_titles(svg)["t-0 → g-air: contributes to (inferred)"].get("d", "")
    numbers = path.replace("M", " ").replace("C", " ").split()
    first, last = [float(x) for x in numbers[:2]], [float(x) for x in numbers[-2:]]
    assert first == pytest.approx([nodes(svg)["t-0"][0], nodes(svg)["t-0"][1]], abs=1.5)
    assert last[0] < first[0]
    assert last[1] == pytest.approx(nodes(svg)["g-air"][1], abs=1.5)


def test_a_line_within_a_column_is_a_bow_beside_the_boxes() -> None:
    svg = to_svg(small(), focus="t-1", language="en")
    numbers = edge_titles(svg)["t-0 → t-1: comes before"].get("d", "").replace("M", "").replace("C", " ").split()
    across = [float(x) for x in numbers[::2]]
    assert across[0] == across[3] < across[1] == across[2]
    assert across[0] > nodes(svg)["t-1"][0]


def test_evidence_is_told_by_dashes_and_explained_in_the_legend() -> None:
    svg = to_svg(small(), language="en")
    titles = edge_titles(svg)
    assert titles["i → g-air: measures"].get("stroke-dasharray") is None
    assert titles["t-0 → g-air: contributes to (inferred)"].get("stroke-dasharray") == "6 4"
    texts = {text.text for text in ET.fromstring(svg).iter(f"{SVG}text")}
    assert {"stated", "inferred", "assumed", "works against", "contributes to", "Goals", "Goals · 2"} <= texts


def test_a_chinese_plan_has_chinese_headings_and_an_english_view_english_ones() -> None:
    assert ">任务<" in to_svg(small())
    assert ">Tasks<" in to_svg(small(), language="en")
    assert ">Air<" in to_svg(small(), language="en")


def test_a_long_name_is_wrapped_and_stands_in_full_in_the_title() -> None:
    svg = to_svg(small())
    assert f"任务 t-1：{'治理' * 30}</title>" in svg
    assert f">{'治理' * 30}</text>" not in svg


def test_the_same_plan_draws_the_same_bytes() -> None:
    assert to_svg(small()) == to_svg(small())


def test_hostile_names_are_escaped() -> None:
    name = "<script>alert('1')</script>\"&\x1b]]>"
    svg = to_svg(Plan(id="p", title=name, elements=[Task(id="t:a.b-c", name=name)]))
    ET.fromstring(svg)
    assert "<script" not in svg


def test_an_empty_plan_draws_its_title() -> None:
    assert ">Nothing yet<" in to_svg(Plan(id="p", title="Nothing yet"))


def test_a_circle_of_parts_is_drawn() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id="a", name="A", part_of="b"), Task(id="b", name="B", part_of="a")])
    assert len(edge_titles(to_svg(plan))) == 2


def large(roots: int = 10) -> Plan:
    tasks = [Task(id=f"t{n}", name=f"任务{n}", contributes_to=["g"]) for n in range(roots)]
    tasks += [
        Task(id=f"t{n}", name=f"任务{n}", part_of=f"t{n % roots}", contributes_to=["g-air"]) for n in range(roots, 600)
    ]
    goals = [Goal(id="g", name="目标"), Goal(id="g-air", name="空气", part_of="g")]
    return Plan(id="p", title="P", elements=[*goals, *tasks])


def test_above_the_limit_the_top_of_the_hierarchy_is_drawn_and_the_picture_says_so() -> None:
    diagram = structure_of(large())
    assert len(diagram.boxes) == 11
    assert (diagram.boxes[1].lines, diagram.boxes[1].details) == (("任务0",), ("+ 59",))
    assert {(edge.tail, edge.head) for edge in diagram.edges} == {(f"t{n}", "g") for n in range(10)}
    picture = large().draw()
    assert picture.notes == ("Summary: 602 elements are drawn as the 11 that they are part of.",)
    assert picture.notes[0] in picture.svg


def test_without_a_hierarchy_each_goal_is_a_card_with_what_it_rests_on() -> None:
    plan = large(roots=550).add(Task(id="idle", name="闲"))
    picture = plan.draw(language="zh")
    cards = nodes(picture.svg)
    assert set(cards) == {"g", "g-air"}
    assert ">目标 1 · 任务 600<" in picture.svg
    assert "603 elements are drawn as 2 goals" in picture.notes[0]
    assert picture.notes[1] == "Serving no goal: 1 task."


def test_too_many_elements_without_goals_are_refused_with_a_way_out() -> None:
    plan = Plan(id="p", title="P", elements=[Task(id=f"t{n}", name="任务") for n in range(401)])
    with pytest.raises(PlanModelError, match="too many for one picture") as error:
        plan.draw()
    assert "--focus" in (error.value.hint or "")


def test_around_an_element_what_it_rests_on_and_what_it_serves_is_drawn_with_what_comes_first() -> None:
    svg = to_svg(small(), focus="t-1")
    assert set(nodes(svg)) == {"t-1", "pr", "i", "g-air", "t-0"}
    assert "t-0 → t-1: 先于" in edge_titles(svg)
    assert "t-1 的上下游关联" in svg
    assert 'class="node task stated focus"' in svg


def test_depth_says_how_many_steps_are_drawn() -> None:
    assert set(nodes(to_svg(small(), focus="t-1", depth=1))) == {"t-1", "pr", "i", "t-0"}
    assert set(nodes(to_svg(small(), focus="t-1", depth=9))) == {"t-1", "pr", "i", "g-air", "g", "t-0"}


def test_around_stops_where_the_picture_would_get_too_large_and_says_so() -> None:
    plan = Plan(
        id="p",
        title="P",
        elements=[
            Goal(id="g", name="目标"),
            Task(id="t", name="任务", contributes_to=["g"]),
            *(Task(id=f"t{n}", name="任务", part_of="t") for n in range(500)),
        ],
    )
    picture = plan.draw(focus="g")
    assert set(nodes(picture.svg)) == {"g", "t"}
    assert "up to 1 step away; 2 would be more than 400 boxes" in picture.notes[0]
    assert len(structure_of(large(), focus="t0", depth=5).boxes) <= MOST_BOXES
    with pytest.raises(PlanModelError, match="too many neighbours"):
        structure_of(large(), focus="g-air")


def test_a_focus_that_is_unknown_or_not_drawn_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="did you mean t-1"):
        small().draw(focus="t-11")
    with pytest.raises(PlanModelError, match="d is a document, which this picture leaves out"):
        small().add(Document(id="d", name="解读")).draw(focus="d")


@pytest.mark.parametrize("depth", [0, -1, 1.5, True])
def test_a_depth_that_is_no_number_of_steps_is_refused(depth: Any) -> None:
    with pytest.raises(PlanModelError, match=r"depth (is a number of steps|must be int or None)"):
        small().draw(focus="t-1", depth=depth)


@attrs.frozen(kw_only=True)
class Risk(Element):
    """A kind of the user's own."""

    kind: ClassVar[str] = "risk"
    plural: ClassVar[str] = "risks"
    threatens: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("task", doc="What"))


def test_a_users_kind_is_drawn_in_a_column_of_its_own() -> None:
    elements = [Task(id="t", name="治理"), Risk(id="r", name="洪水", threatens=["t"])]
    plan = Plan(id="p", title="P", elements=elements, vocabulary=VOCABULARY.extend(Risk))
    svg = to_svg(plan)
    assert "r → t: threatens" in edge_titles(svg)
    assert ">Risks<" in svg


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    monkeypatch.setitem(sys.modules, "vl_convert", None)


@pytest.mark.usefixtures("bare")
def test_without_the_extra_the_error_names_the_install_command() -> None:
    with pytest.raises(MissingExtraError, match=r'pip install "planmodel\[report\]"'):
        to_svg(small())
    with pytest.raises(MissingExtraError, match=r'pip install "planmodel\[report\]"'):
        svg_to_png("<svg/>")
    with pytest.raises(MissingExtraError, match=r'pip install "planmodel\[pdf\]"'):
        svg_to_pdf("<svg/>")


def test_a_png_has_two_pixels_a_point_and_a_huge_one_fewer() -> None:
    pytest.importorskip("resvg_py")

    def size(png: bytes) -> tuple[int, int]:
        assert png.startswith(b"\x89PNG")
        return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")

    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="5" height="5"/></svg>'
    assert size(svg_to_png(svg.format(10))) == (20, 20)
    assert max(size(svg_to_png(svg.format(8_000)))) < 8_000


def test_an_arrow_reads_along_its_direction() -> None:
    plan = Plan(
        id="p",
        title="Plan",
        elements=[Principle(id="r", name="R"), Goal(id="g", name="G", guided_by=["r"])],
    )
    picture = plan.draw()
    assert "<title>r → g: guides</title>" in picture.svg
    assert ">guides</text>" in picture.svg
    assert "guided" not in re.sub(r'class="[^"]*"|id="[^"]*"|url\([^)]*\)', "", picture.svg)


def test_what_the_structure_leaves_out_is_counted_in_the_picture() -> None:
    plan = Plan(
        id="p",
        title="Plan",
        elements=[
            Document(id="d", name="D"),
            Task(id="a", name="A"),
            Task(id="b", name="B", depends_on=["a"]),
        ],
    )
    picture = plan.draw()
    assert picture.notes == (
        "Not drawn: 1 document.",
        "Not drawn: 1 link that says what must come first (see the task network).",
    )
    assert all(f">{note}</text>" in picture.svg for note in picture.notes)


def test_relations_differ_by_their_heads_and_the_legend_shows_them() -> None:
    svg = to_svg(small())
    heads = dict(re.findall(r'<marker id="arrow-(\w+)"[^>]*><path class="arrow \w+" d="([^"]*)"', svg))
    assert {"contributes_to", "guided_by", "measures", "part_of", "against"} <= set(heads)
    assert len(set(heads.values())) == len(heads)
    legend = re.findall(r'h28" fill="none" class="edge (\w+)"[^>]* marker-end="url\(#arrow-(\w+)\)"', svg)
    assert legend
    assert all(relation == head for relation, head in legend)
