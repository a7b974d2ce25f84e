"""``planmodel show`` and ``planmodel graph``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from planmodel.cli.group import planmodel

PLAN = """\
planmodel: 1
id: p
title: {zh: 规划, en: Plan}
documents:
  - {id: d, name: 解读, evidence: assumed}
goals:
  - {id: g, name: {zh: 空气, en: Air}, sources: [{document: d, quote: 持续改善}]}
tasks:
  - {id: t-plant, name: '<script>alert(1)</script>', evidence: inferred, contributes_to: [g]}
  - {id: t-next, name: 验收, evidence: assumed, depends_on: [t-plant], part_of: t-plant}
"""
OVERLAY = """\
planmodel: 1
overlay: p
tasks:
  - {id: t-next, name: 验收, duration: 18 月}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(planmodel, [str(arg) for arg in args])


def test_show_is_the_summary_with_every_element_of_the_trees(plan: Path) -> None:
    result = run("show", plan)
    assert result.exit_code == 0
    assert "tasks (2)\n  t-plant  <script>alert(1)</script> (inferred)\n    t-next  验收 (assumed)\n" in result.stdout
    assert "1 stated, 1 inferred, 2 assumed" in result.stdout


def test_show_with_an_id_has_fields_quotations_and_what_it_rests_on(plan: Path) -> None:
    result = run("show", plan, "g")
    assert result.exit_code == 0
    assert "goal g  空气 / Air" in result.stdout
    assert "“持续改善”" in result.stdout
    assert "t-plant" in result.stdout


def test_show_in_one_language(plan: Path) -> None:
    assert run("show", plan, "--language", "en").stdout.startswith("Plan\n")
    assert "空气" not in run("show", plan, "g", "--language", "en").stdout.partition("\n")[0]


def test_show_speaks_chinese_throughout(plan: Path) -> None:
    summary = run("show", plan, "--language", "zh").stdout
    assert summary.startswith("规划\n  编号      p\n")
    assert "任务（2项）\n  t-plant  <script>alert(1)</script>（据原文推断）\n    t-next  验收（假定）\n" in summary
    one = run("show", plan, "g", "--language", "zh").stdout
    assert one.startswith("目标 g  空气\n  依据类型  原文写明\n出处\n  d  解读：“持续改善”\n依托\n")


def test_an_id_that_is_not_there_is_told_in_chinese(plan: Path) -> None:
    result = run("show", plan, "t-nxt", "--language", "zh")
    assert result.exit_code == 2
    assert "规划“p”中没有条目 't-nxt'" in result.stderr
    assert "是否应为 t-next" in result.stderr


def test_show_as_json_can_be_read_by_a_program(plan: Path) -> None:
    record = json.loads(run("show", plan, "--format", "json").stdout)
    assert record["id"] == "p"
    assert record["counts"] == {"documents": 1, "goals": 1, "tasks": 2}
    assert record["evidence"] == {"assumed": 2, "inferred": 1, "stated": 1}
    assert record["tasks"][1] == {"id": "t-next", "name": "验收", "part_of": "t-plant", "evidence": "assumed"}
    element = json.loads(run("show", plan, "t-plant", "--format", "json").stdout)
    assert element["kind"] == "task"
    assert element["contributes_to"] == ["g"]
    assert [child["id"] for child in element["bears_on"]["children"]] == ["g", "t-next"]
    assert {(one["id"], one["relation"]) for one in element["pointed_at_by"]} == {
        ("t-next", "depends_on"),
        ("t-next", "part_of"),
    }


def test_show_of_an_unknown_id_names_what_is_near(plan: Path) -> None:
    result = run("show", plan, "t-plnat")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "did you mean t-plant" in result.stderr


def test_show_lays_overlays_over_the_plan(plan: Path, tmp_path: Path) -> None:
    over = tmp_path / "over.yaml"
    over.write_text(OVERLAY, encoding="utf-8")
    assert "duration" not in run("show", plan, "t-next").stdout
    assert "18 months" in run("show", plan, "t-next", "--overlay", over).stdout


@pytest.mark.parametrize("format", ["json", "cytoscape"])
def test_graph_as_json_is_json(plan: Path, format: str) -> None:
    result = run("graph", plan, "--to", format)
    assert result.exit_code == 0
    assert "t-plant" in json.dumps(json.loads(result.stdout))


@pytest.mark.parametrize("format", ["graphml", "gexf", "svg"])
def test_graph_as_xml_is_well_formed_whatever_the_names_are(plan: Path, format: str) -> None:
    result = run("graph", plan, "--to", format)
    assert result.exit_code == 0
    ET.fromstring(result.stdout.encode())
    assert "<script" not in result.stdout


@pytest.mark.parametrize(("format", "opening"), [("mermaid", "flowchart"), ("dot", "digraph")])
def test_graph_as_text_names_the_elements(plan: Path, format: str, opening: str) -> None:
    result = run("graph", plan, "--to", format)
    assert opening in result.stdout
    assert "验收" in result.stdout
    assert "Air" in run("graph", plan, "--to", format, "--language", "en").stdout


def test_graph_keeps_only_the_relations_asked_for(plan: Path) -> None:
    graph = json.loads(run("graph", plan, "--to", "json", "--relations", "part_of, depends_on").stdout)
    edges = graph.get("edges") or graph["links"]
    assert {edge["relation"] for edge in edges} == {"part_of", "depends_on"}


def test_graph_with_an_unknown_relation_names_what_is_near(plan: Path) -> None:
    result = run("graph", plan, "--to", "dot", "--relations", "dependson")
    assert result.exit_code == 2
    assert "depends_on" in result.stderr


def test_graph_writes_a_file_and_says_so(plan: Path, tmp_path: Path) -> None:
    result = run("graph", plan, "--to", "svg", "-o", tmp_path / "plan.svg", "--focus", "g")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "plan.svg" in result.stderr
    assert (tmp_path / "plan.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "task t-plant"),
        (("--view", "network"), "t-plant → t-next: comes before"),
        (("--view", "flow"), "g – t-next: "),
        (("--view", "flow", "--by", "money"), "g – t-next: "),
        (("--focus", "t-next", "--depth", "1"), "t-plant → t-next: comes before"),
    ],
)
def test_graph_draws_each_view_and_one_element(plan: Path, options: tuple[str, ...], told: str) -> None:
    result = run("graph", plan, "--to", "svg", "--language", "en", *options)
    assert result.exit_code == 0
    ET.fromstring(result.stdout.encode())
    assert told in result.stdout
    assert "<script" not in result.stdout


def test_graph_tells_on_standard_error_what_a_picture_leaves_out(plan: Path) -> None:
    assert (
        "note: No critical path: no durations stated." in run("graph", plan, "--to", "svg", "--view", "network").stderr
    )
    assert run("graph", plan, "--to", "svg").stderr.splitlines() == [
        "note: Not drawn: 1 document.",
        "note: Not drawn: 1 link that says what must come first (see the task network).",
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--to", "svg", "--view", "flow", "--focus", "g"), "--focus works with the views structure and network"),
        (("--to", "svg", "--depth", "2"), "give --focus ID too"),
        (("--to", "svg", "--focus", "g", "--depth", "0"), "0 is not in the range"),
        (("--to", "svg", "--by", "money"), "--by works with --view flow"),
        (("--to", "svg", "--view", "netwrok"), "network"),
        (("--to", "dot", "--view", "network"), "--view works with svg, png, pdf, not with dot"),
        (("--to", "svg", "--around", "g"), "No such option"),
    ],
)
def test_graph_refuses_options_that_do_not_go_together(plan: Path, options: tuple[str, ...], told: str) -> None:
    result = run("graph", plan, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr


def test_graph_of_an_unknown_focus_names_what_is_near(plan: Path) -> None:
    result = run("graph", plan, "--to", "svg", "--focus", "t-plnat")
    assert result.exit_code == 2
    assert "did you mean t-plant" in result.stderr


@pytest.mark.parametrize(
    ("form", "package", "start"), [("png", "resvg_py", b"\x89PNG"), ("pdf", "vl_convert", b"%PDF-")]
)
def test_graph_as_an_image_is_written_whole(plan: Path, tmp_path: Path, form: str, package: str, start: bytes) -> None:
    pytest.importorskip(package)
    target = tmp_path / f"plan.{form}"
    assert run("graph", plan, "--to", form, "-o", target).exit_code == 0
    assert target.read_bytes().startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"plan.{form}", "plan.yaml"]


def test_a_picture_without_the_extra_names_the_install_command(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    result = run("graph", plan, "--to", "svg")
    assert result.exit_code == 2
    assert 'pip install "planmodel[report]"' in result.stderr


def test_a_folder_that_is_not_there_is_a_message(plan: Path, tmp_path: Path) -> None:
    result = run("graph", plan, "--to", "svg", "-o", tmp_path / "no" / "plan.svg")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")


def test_a_picture_is_not_written_under_the_suffix_of_another(plan: Path, tmp_path: Path) -> None:
    result = run("graph", plan, "--to", "png", "-o", tmp_path / "a.svg")
    assert result.exit_code == 2
    assert "--to png writes something else" in " ".join(result.stderr.split())
    assert not (tmp_path / "a.svg").exists()
