"""Findings name the place in the file that the plan was read from."""

from __future__ import annotations

from pathlib import Path

import planmodel as pm
from planmodel.diagnostics import Place
from planmodel.formats import places

TEXT = """\
planmodel: 1
id: p
title: 计划
tasks:
  - {id: t1, name: 甲, depends_on: [t2]}
  - id: t2
    name: 乙
"""


def locate(plan: pm.Plan, id: str | None, path: str) -> Place:
    return places.locate(plan, [(id, path)])[0].place


def test_a_field_an_element_and_the_header_are_found(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT, encoding="utf-8")
    plan = pm.read_plan(path)
    assert locate(plan, "t1", "depends_on[0]") == Place(file=str(path), line=5, column=36, length=2)
    assert locate(plan, "t2", "name").line == 7
    assert locate(plan, "t2", "period").line == 6
    assert locate(plan, None, "title") == Place(file=str(path), line=3, column=8, length=2)


def test_json_places_are_found(tmp_path: Path) -> None:
    source = tmp_path / "plan.yaml"
    source.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "plan.json"
    pm.read_plan(source).to_json(path)
    plan = pm.read_plan(path)
    place = locate(plan, "t1", "depends_on[0]")
    assert (
        path.read_text(encoding="utf-8")
        .split("\n")[place.line - 1 if place.line else 0][(place.column or 1) - 1 :]
        .startswith('"t2"')
    )


def test_nothing_is_claimed_for_what_code_has_changed_or_a_file_that_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT, encoding="utf-8")
    plan = pm.read_plan(path)
    assert locate(plan.replace("t1", name="新"), "t1", "name") == Place()
    assert locate(plan.replace("t1", name="新"), "t2", "name").line == 7
    path.write_text("# moved\n" + TEXT, encoding="utf-8")
    assert locate(plan, "t2", "name") == Place()
    assert locate(pm.Plan(id="p", title="x"), None, "title") == Place()


def test_each_file_of_an_overlaid_plan_counts_for_itself(tmp_path: Path) -> None:
    base, above = tmp_path / "plan.yaml", tmp_path / "scenario.yaml"
    base.write_text(TEXT, encoding="utf-8")
    added, changed = "  - {id: t3, name: 丙, add: true}", "  - {id: t1, period: 2021, depends_on: [t3]}"
    above.write_text("\n".join(("overlay: p", "tasks:", added, changed)), encoding="utf-8")
    plan = pm.read_plan(base, above)
    assert [link.to for link in plan.tasks["t1"].depends_on] == ["t2", "t3"]
    wanted = [("t1", "depends_on[0]"), ("t1", "depends_on[1]"), ("t1", "period"), ("t1", "name")]
    assert [(Path(str(place.file)).name, place.line, path) for place, path in places.locate(plan, wanted)] == [
        ("plan.yaml", 5, "tasks[0].depends_on[0]"),
        ("scenario.yaml", 4, "tasks[1].depends_on[0]"),
        ("scenario.yaml", 4, "tasks[1].period"),
        ("plan.yaml", 5, "tasks[0].name"),
    ]
