"""Every plan file is opened by what it holds, and what was left out of it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import planmodel as pm
from planmodel.cli.group import planmodel
from planmodel.cli.language import speak
from planmodel.exchange.opening import read_with_problems
from planmodel.exchange.recognition import kind_of
from planmodel.limits import Limits

STRATML = (
    "<StrategicPlan xmlns='http://www.stratml.net'><Name>Water</Name><StrategicPlanCore><Risk>Flood</Risk>"
    "<Goal><Name>Rivers</Name></Goal></StrategicPlanCore></StrategicPlan>"
)
IATI = (
    "<iati-activities><iati-activity><iati-identifier>a</iati-identifier><title><narrative>A</narrative></title>"
    "<description><narrative>Rivers</narrative></description></iati-activity></iati-activities>"
)
MODEL = (
    "<model xmlns='http://www.opengroup.org/xsd/archimate/3.0/' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
    "<elements><element identifier='g' xsi:type='Goal'><name>Rivers</name></element></elements></model>"
)
PROJECT = (
    "<Project xmlns='http://schemas.microsoft.com/project'><Title>Dam</Title><Tasks><Task><UID>1</UID><Name>Dig</Name>"
    "</Task></Tasks></Project>"
)
OWN = "planmodel: 1\nid: p\ntitle: P\ngoals:\n  - {id: goal-1, name: Rivers, evidence: assumed}\n"


def run(*words: object) -> Result:
    speak("en")  # whatever another test has the command speak in this process
    return CliRunner().invoke(planmodel, [*map(str, words)])


@pytest.mark.parametrize(("text", "id"), [(STRATML, "goal-1"), (PROJECT, "t-1")])
@pytest.mark.parametrize("name", ["in.xml", "in.yaml", "in", "in.gan"])
def test_convert_reads_other_peoples_xml_whatever_it_is_called(tmp_path: Path, text: str, id: str, name: str) -> None:
    (tmp_path / name).write_text(text)
    ran = run("convert", tmp_path / name, tmp_path / "out.json")
    assert ran.exit_code == 0, ran.stderr
    assert pm.read_plan(tmp_path / "out.json").get(id) is not None
    assert pm.read_plan(tmp_path / name) == pm.read_plan(tmp_path / "out.json")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (STRATML, "stratml"),
        (f"<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE x>{STRATML}", "stratml"),
        ("<s:StrategicPlan xmlns:s='http://www.stratml.net'/>", "stratml"),
        (STRATML.encode("utf-16"), "stratml"),
        (STRATML.encode("utf-16-be"), "stratml"),
        (f"\ufeff{PROJECT}", "mspdi"),
        ("<project name='P'><tasks/></project>", "gan"),
        ("<iati-activities version='2.03'/>", "iati"),
        ("<model xmlns='http://www.opengroup.org/xsd/archimate/3.0/'/>", "archimate"),
        ("<model xmlns='http://example.org/3d'/>", "xml"),
        ("<rss/>", "xml"),
        ("<table><tr><th>Task</th></tr></table>", "list"),
        ("<meta charset='utf-8'><table></table>", "list"),
        ("ERMHDR\t19.12\n", "xer"),
        (OWN, "yaml"),
        (f"# ours\n---\n{OWN}", "yaml"),
        ('{"planmodel": 1, "id": "p", "title": "P"}', "json"),
        ("file with basedata : x\njobs (incl. supersource/sink ): 3\n", "psplib"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "mpxj"),
        ("words", "unknown"),
        ("", "unknown"),
    ],
)
def test_content_tells_what_a_file_is(tmp_path: Path, content: str | bytes, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert kind_of(path) == kind


@pytest.mark.parametrize("text", [STRATML, IATI, MODEL])
def test_a_text_that_no_plan_file_could_hold_is_refused_when_it_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.xml").write_text(text.replace("Rivers", "Rivers " * 50))
    assert pm.read_plan(tmp_path / "a.xml").id
    with Limits(text=200), pytest.raises(pm.PlanFileError, match="at most 200 are read"):
        pm.read_plan(tmp_path / "a.xml")


def test_a_long_head_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"<?xml version='1.0'?><!--{'words ' * 20_000}-->{STRATML}")
    assert pm.read_plan(tmp_path / "a.xml").goals.ids == ("goal-1",)


def test_a_plan_of_ours_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(OWN)
    plan = pm.read_plan(tmp_path / "plan.txt")
    assert plan.goals.ids == ("goal-1",)
    assert [one.place.line for one in plan.check().findings if one.element == "goal-1"][:1] == [5]


def test_what_nobody_knows_is_refused_with_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<rss><item/></rss>")
    (tmp_path / "a.doc").write_text("Dear all")
    for name, words in [("a.xml", "first element is rss"), ("a.doc", "nothing in it tells")]:
        with pytest.raises(pm.PlanFileError, match=words) as caught:
            pm.read_plan(tmp_path / name)
        assert "StratML" in str(caught.value.problems[0].hint)
        assert read_with_problems(tmp_path / name)[0] is None
        assert run("show", tmp_path / name).exit_code == 2


def test_the_plan_knows_where_it_is_from_and_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "in.xml"
    path.write_text(STRATML)
    origin = pm.read_plan(path).origin
    assert origin is not None
    assert [(file.path, file.format) for file in origin.files] == [(str(path), "stratml")]
    assert any("Risk is not read" in one.message for one in origin.issues)


def test_verbs_say_how_much_was_left_out_and_check_lists_it(tmp_path: Path) -> None:
    path = tmp_path / "in.xml"
    path.write_text(STRATML)
    assert "1 thing left out or changed" in run("show", path).stderr
    checked = run("check", path, "--format", "json")
    assert json.loads(checked.stdout)["findings"][0]["code"] == "PM030"
    assert checked.exit_code == 0
    (tmp_path / "b.xml").write_text(STRATML.replace("Rivers", "Lakes"))
    compared = run("diff", path, tmp_path / "b.xml")
    assert compared.exit_code in (0, 1)
    assert "Lakes" in compared.stdout
    many = run("coverage", path, tmp_path / "b.xml", "--by", "kind")
    assert many.exit_code == 0, many.stderr
    assert many.stderr.count("left out or changed") == 2
    assert "省略或改动" in run("show", path, "--language", "zh").stderr


def test_a_folder_of_other_peoples_plans_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(STRATML)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.gan").write_text("<project name='P'><tasks><task id='1' name='Dig'/></tasks></project>")
    (tmp_path / "notes.xml").write_text("<rss/>")
    (tmp_path / "deep" / "list.csv").write_text("a,b\n1,2\n")
    assert pm.PlanSet.read(tmp_path).ids == ("stratml-a", "gan-b")
    (tmp_path / "own.yaml").write_text(OWN)
    assert pm.PlanSet.read(tmp_path).ids == ("p",), "beside a plan of ours they are sources"


def test_an_overlay_is_laid_over_another_programs_plan(tmp_path: Path) -> None:
    (tmp_path / "in.xml").write_text(PROJECT)
    (tmp_path / "over.yaml").write_text("planmodel: 1\noverlay: mspdi-in\ntasks:\n  - {id: t-1, done: 40 %}\n")
    plan = pm.read_plan(tmp_path / "in.xml", tmp_path / "over.yaml")
    assert plan.tasks["t-1"].done == pm.Amount("40 %")
    assert plan.origin is not None
    assert [file.format for file in plan.origin.files] == ["mspdi", "yaml"]
    (tmp_path / "over.yaml").write_text("planmodel: 1\noverlay: other\ntasks: []\n")
    with pytest.raises(pm.PlanFileError, match="belongs to the plan 'other'"):
        pm.read_plan(tmp_path / "in.xml", tmp_path / "over.yaml")


@pytest.mark.parametrize("source", [STRATML, PROJECT, OWN])
@pytest.mark.parametrize(
    ("name", "to"),
    [("a.yaml", None), ("a.json", None), ("a", None), ("a.xml", None), ("a.xml", "mspdi"), ("a.jsonld", None)],
)
def test_any_format_becomes_any_other(tmp_path: Path, source: str, name: str, to: str | None) -> None:
    (tmp_path / "in").write_text(source)
    plan = pm.read_plan(tmp_path / "in")
    (tmp_path / "over.yaml").write_text(f"planmodel: 1\noverlay: {plan.id}\nperiod: 2021/2025\n")
    words = ["convert", tmp_path / "in", tmp_path / name, "--overlay", tmp_path / "over.yaml"]
    ran = run(*words, *(["--to", to] if to else []))
    assert ran.exit_code == 0, ran.stderr
    assert (tmp_path / name).exists()
    expected = {"a.xml": to or "stratml", "a.jsonld": "unknown", "a": "tables"}  # JSON-LD is not read
    assert kind_of(tmp_path / name) == expected.get(name, name[2:])


def test_convert_says_how_much_the_file_holds_not_how_much_the_plan_did(tmp_path: Path) -> None:
    (tmp_path / "dam.xml").write_text(PROJECT)
    said = run("convert", tmp_path / "dam.xml", tmp_path / "a.xml").stderr
    assert said.endswith(f"wrote {tmp_path / 'a.xml'}\n"), "StratML has no tasks"
    (tmp_path / "own").write_text(OWN)
    assert f"wrote {tmp_path / 'b.xml'}: 1 Goal\n" in run("convert", tmp_path / "own", tmp_path / "b.xml").stderr
    assert "1 element" in run("convert", tmp_path / "own", tmp_path / "b.yaml").stderr


def test_convert_says_what_was_left_out_and_what_stratml_cannot_hold(tmp_path: Path) -> None:
    (tmp_path / "in.xml").write_text(STRATML)
    assert "Risk is not read" in run("convert", tmp_path / "in.xml", tmp_path / "p.json").stderr
    (tmp_path / "dam.xml").write_text(PROJECT)
    assert "1 task elements are not written" in run("convert", tmp_path / "dam.xml", tmp_path / "p.xml").stderr
