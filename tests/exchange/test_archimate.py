"""ArchiMate models: motivation and implementation are a plan, every relation is a link, a note, or counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.results import ImportResult

GOOD = Path(__file__).parents[1] / "spoiling" / "good"
MODEL, OLD = ((GOOD / f"{name}.archimate.xml").read_text(encoding="utf-8") for name in ("model", "old"))
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "archimate" / "model.xml"


def read(folder: Path, text: str | bytes = MODEL) -> ImportResult:
    path = folder / "m.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return pm.read_archimate(path)


def check_counts(result: ImportResult, text: str) -> None:
    """Hold the counts against what the text of the file says by itself."""
    for name in ("element", "relationship"):
        assert result.counts[name] == len(re.findall(rf"<{name}[\s>/]", text))
    types = Counter(re.findall(r'<(?:element|relationship)\s[^>]*?xsi:type="(\w+)"', text))
    assert {name: result.counts[name] for name in types} == dict(types)
    elements = Counter(re.findall(r'<element\s[^>]*?xsi:type="(\w+)"', text))
    out = {what.partition(" left out: ")[0]: n for what, n in result.counts.items() if " left out: " in what}
    assert len(result.plan) == sum(elements.values()) - sum(n for name, n in out.items() if name in elements)


def test_elements_become_what_a_plan_has_for_them(tmp_path: Path) -> None:
    plan = read(tmp_path).plan
    assert dict(plan.title) == {"en": "Quiet town", "nl": "Stille stad"}  # type: ignore[arg-type]
    assert (plan.description, plan.note) == ("How the town gets quieter.", "status: draft")
    kinds = {
        "goal": ["id-quiet", "id-sleep", "id-report", "id-quiet-2", "goal-1"],
        "principle": ["id-fair", "id-law", "id-budget"],
        "theme": ["id-traffic", "id-finding", "id-gap"],
        "task": ["id-slow", "id-then"],
        "project": ["id-build", "id-dig", "id-pave"],
        "organization": ["id-mayor", "id-crew"],
    }
    assert {kind: [one.id for one in plan.elements if one.kind == kind] for kind in kinds} == kinds
    assert plan["id-quiet"].description == "Below 45 dB."
    assert (plan["id-build"].note, plan["id-law"].note) == ("status: approved", "ArchiMate: Requirement")
    assert plan.tasks["id-then"].duration is None, "the file says nothing about time"


def test_relations_become_links(tmp_path: Path) -> None:
    plan = read(tmp_path).plan
    expected = {
        ("id-sleep", "part_of", "id-quiet"),
        ("id-quiet", "guided_by", "id-fair"),
        ("id-law", "part_of", "id-fair"),
        ("id-sleep", "has_theme", "id-traffic"),
        ("id-quiet", "has_theme", "id-finding"),
        ("id-slow", "contributes_to", "id-quiet"),
        ("id-build", "implements", "id-slow"),
        ("id-dig", "part_of", "id-build"),
        ("id-pave", "part_of", "id-build"),
        ("id-pave", "depends_on", "id-dig"),
        ("id-pave", "contributes_to", "id-report"),
        ("id-then", "depends_on", "id-pave"),
        ("id-dig", "responsible", "id-crew"),
        ("id-dig", "implements", "id-slow"),
    }
    held = {
        (one.id, relation, link.to)
        for one in plan.elements
        for relation, field in [("part_of", "part_of"), ("has_theme", "themes")]
        + [(name, name) for name in ("guided_by", "contributes_to", "implements", "depends_on", "responsible")]
        for value in [getattr(one, field, ())]
        for link in (value if isinstance(value, tuple) else [] if value is None else [value])
    }
    assert held == expected


def test_a_relation_without_a_link_for_it_stands_in_a_note(tmp_path: Path) -> None:
    result = read(tmp_path)
    notes = {one.id: one.note for one in result.plan.elements}
    assert notes["id-traffic"] == "ArchiMate: Driver\nInfluence id-quiet: -"
    assert notes["id-slow"] == "Influence id-quiet: +\nInfluence id-sleep: --", "one that works against it is no link"
    assert notes["id-mayor"] == "Association id-quiet"
    assert notes["id-fair"] == "Realization id-quiet: because", "the words of a link stay too"
    assert [one.message for one in result.issues if "for which a plan has no link" in one.message] == [
        "4 relations for which a plan has no link stand in the notes of what they begin at"
    ]


def test_what_is_left_out_is_counted_by_type_and_reason(tmp_path: Path) -> None:
    result = read(tmp_path)
    check_counts(result, MODEL)
    assert {what: n for what, n in result.counts.items() if " left out: " in what} == {
        "view left out: it is a picture of the model": 1,
        "item left out: it is a folder of the model, or stands in one": 2,
        "BusinessActor left out: it is of a layer of the architecture that a plan does not hold": 1,
        "Node left out: it is of a layer of the architecture that a plan does not hold": 1,
        "OrJunction left out: it is of a layer of the architecture that a plan does not hold": 1,
        "Serving left out: an end of it is left out": 1,
        "Composition left out: an end of it is left out": 1,
        "Triggering left out: an end of it is a junction": 1,
        "Association left out: an end of it is a relation": 1,
        "Triggering left out: an end of it is not in the file": 1,
        "Influence left out: it goes from an element to itself": 1,
    }


def test_version_2_and_files_of_archi_read_alike(tmp_path: Path) -> None:
    old = read(tmp_path, OLD)
    archi = read(tmp_path, (GOOD / "archi.archimate").read_bytes())
    assert old.plan == archi.plan
    check_counts(
        old, OLD.replace("RealisationRelationship", "Realization").replace("TriggeringRelationship", "Triggering")
    )
    assert archi.counts["view left out: it is a picture of the model"] == 1
    plan = old.plan
    assert plan.principles["q"].note == "since: 2014"
    assert [one.to for one in plan.goals["g"].guided_by] == ["q"]
    assert [one.to for one in plan.projects["v"].depends_on] == ["w"]


@pytest.mark.parametrize(("type", "expected"), [("AndJunction", ["w", "v"]), ("OrJunction", [])])
def test_work_behind_an_and_junction_waits_for_all_before_it(tmp_path: Path, type: str, expected: list[str]) -> None:
    more = f'<element identifier="j" xsi:type="{type}"/><element identifier="x" xsi:type="Plateau"/></elements>'
    ends = [("w", "j"), ("v", "j"), ("j", "x")]
    relations = "".join(f'<relationship source="{a}" target="{b}" xsi:type="Triggering"/>' for a, b in ends)
    model = OLD.replace("</elements>", more).replace("</relationships>", f"{relations}</relationships>")
    result = read(tmp_path, model)
    assert [one.to for one in result.plan.tasks["x"].depends_on] == expected
    assert result.counts["Triggering"] == 4
    left_out = result.counts.get("Triggering left out: an end of it is a junction", 0)
    assert left_out == (0 if expected else 3)


def test_circles_are_kept_and_found_by_check(tmp_path: Path) -> None:
    model = OLD.replace(
        "</relationships>", '<relationship identifier="c" source="v" target="w" xsi:type="Triggering"/></relationships>'
    )
    plan = read(tmp_path, model).plan
    assert [one.to for one in plan.projects["w"].depends_on] == ["v"]
    assert any("circle" in one.message or "cycle" in one.message for one in plan.check().findings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<model xmlns='http://example.org/'/>", "the first element is http://example.org/ model"),
        ("<rss/>", "expected a model of the ArchiMate"),
        ("<model", "not well-formed"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><model xmlns='http://www.opengroup.org/xsd/archimate/3.0/'/>", "entities"),
    ],
)
def test_what_is_no_model_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(pm.PlanFileError, match=words):
        read(tmp_path, text)


def test_a_model_that_has_lost_its_namespace_is_read(tmp_path: Path) -> None:
    bare = MODEL.replace(' xmlns="http://www.opengroup.org/xsd/archimate/3.0/"', "")
    assert read(tmp_path, bare).plan == read(tmp_path).plan
    (tmp_path / "m.xml").write_text(bare)
    assert pm.read_plan(tmp_path / "m.xml").goals == read(tmp_path).plan.goals


def test_an_empty_model_is_an_empty_plan(tmp_path: Path) -> None:
    result = read(tmp_path, "<model xmlns='http://www.opengroup.org/xsd/archimate/3.0/'/>")
    assert (len(result.plan), dict(result.counts)) == (0, {"element": 0, "relationship": 0})
    assert pm.read_plan(tmp_path / "m.xml") == result.plan


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published model is not here")
def test_a_published_model_is_read_whole() -> None:
    result = pm.read_archimate(SAMPLE)
    check_counts(result, SAMPLE.read_text(encoding="utf-8"))
    for name in ("Goal", "Outcome", "Principle", "Requirement", "Constraint", "WorkPackage", "Plateau", "Deliverable"):
        assert [what for what in result.counts if what.startswith(f"{name} left out")] == []
    assert result.counts["Association left out: an end of it is a relation"] == 2
