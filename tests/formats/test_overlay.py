"""An overlay lays values and links over a plan and leaves the rest alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.formats.native import read_with_problems
from planmodel.parts import Estimate

PLAN = """\
planmodel: 1
id: p
title: 计划
tasks:
  - {id: t1, name: 甲, depends_on: [t2]}
  - {id: t2, name: 乙}
  - {id: t3, name: 丙}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def overlay(folder: Path, text: str, name: str = "scenario.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_values_are_laid_over_and_links_grow(plan: Path, tmp_path: Path) -> None:
    text = """\
overlay: p
tasks:
  - id: t1
    duration: {likely: 18 月, evidence: assumed}
    depends_on: [{on: t3, evidence: assumed}]
  - {id: t4, add: true, name: 丁, evidence: assumed}
"""
    laid = pm.read_plan(plan, overlay(tmp_path, text))
    task = laid.tasks["t1"]
    assert task.name == "甲"
    assert task.duration == Estimate(likely=pm.Amount("18 月"), evidence="assumed")
    assert task.depends_on == (pm.Dependency("t2"), pm.Dependency("t3", evidence="assumed"))
    assert laid.tasks.ids == ("t1", "t2", "t3", "t4")
    assert pm.read_plan(plan).tasks["t1"].duration is None


def test_a_link_to_a_target_that_is_linked_already_takes_its_place(plan: Path, tmp_path: Path) -> None:
    laid = pm.read_plan(plan, overlay(tmp_path, "overlay: p\ntasks: [{id: t1, depends_on: [{on: t2, type: SS}]}]\n"))
    assert laid.tasks["t1"].depends_on == (pm.Dependency("t2", type="SS"),)


def test_a_json_overlay_lies_over_a_yaml_plan(plan: Path, tmp_path: Path) -> None:
    path = overlay(tmp_path, '{"overlay": "p", "tasks": [{"id": "t1", "done": "40 %"}]}', "scenario.json")
    assert pm.read_plan(plan, path).tasks["t1"].done == pm.Amount("40 %")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("overlay: q\n", "belongs to the plan 'q'"),
        (PLAN, "whole plan, not an overlay"),
        (
            "tasks: [{id: t4, add: true, name: 丁}]\n",
            r"1 problem\n.*does not say over which \(begin it with overlay: p\)",
        ),
        ("overlay: p\ntasks: [{id: t1, depends_on: [t9]}]\n", "'t9' is no element"),
        ("overlay: p\ntasks: [{id: tt1, done: 40 %}]\n", "'tt1' is no task of the plan below"),
        ("overlay: p\ntasks: [{id: t1, add: true, name: 甲}]\n", "'t1' is in the plan below already"),
        ("overlay: p\ntasks: [{id: t4, add: true}]\n", "the key 'name' is missing"),
        ("overlay: p\ntasks: [{id: t4, add: maybe, name: 丁}]\n", "add must be true or false"),
        ("overlay: p\ntasks: [{id: p, name: 丁}]\n", "the id 'p' is taken by the plan"),
        ("overlay: p\ntasks: [{id: p, add: true, name: 丁}]\n", "the id 'p' is taken by the plan"),
        ("overlay: p\ntasks: [{id: t1, durration: 3 月}]\n", "did you mean duration"),
    ],
)
def test_a_faulty_overlay_is_refused_with_its_own_place(plan: Path, tmp_path: Path, text: str, message: str) -> None:
    path = overlay(tmp_path, text)
    with pytest.raises(pm.PlanFileError, match=message) as caught:
        pm.read_plan(plan, path)
    assert caught.value.problems[0].place.file == str(path)


def test_an_overlay_alone_is_no_plan(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(pm.PlanFileError, match="laid over a plan"):
        pm.read_plan(overlay(tmp_path, "overlay: p\n"))


def test_an_id_of_another_kind_below_is_a_problem_in_its_place(plan: Path, tmp_path: Path) -> None:
    above = overlay(tmp_path, "overlay: p\ngoals:\n  - {id: g, add: true, name: 新}\n  - {id: t2, description: 乙}\n")
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(plan, above)
    [found] = caught.value.problems
    assert (found.code, found.place.line, found.place.column) == ("PM010", 4, 10)
    assert found.hint == "list it under tasks, or choose another id"


def test_an_overlay_may_change_what_an_earlier_one_added(plan: Path, tmp_path: Path) -> None:
    first = overlay(tmp_path, "overlay: p\ntasks: [{id: t4, add: true, name: 丁}]\n", "first.yaml")
    second = overlay(tmp_path, '{"overlay": "p", "tasks": [{"id": "t4", "done": "40 %"}]}', "second.json")
    laid = pm.read_plan(plan, first, second).tasks["t4"]
    assert (laid.name, laid.done) == ("丁", pm.Amount("40 %"))
    with pytest.raises(pm.PlanFileError, match="'t4' is no task"):
        pm.read_plan(plan, second, first)


def test_an_element_that_nobody_has_is_named_with_what_is_near_and_the_rest_is_read(plan: Path, tmp_path: Path) -> None:
    above = overlay(tmp_path, "overlay: p\ntasks:\n  - {id: t1, done: 40 %}\n  - {id: t_2, done: 10 %}\n")
    laid, [found] = read_with_problems(plan, above)
    assert (found.code, found.place.line, found.path) == ("PM010", 4, "tasks[1].id")
    assert found.hint is not None
    assert found.hint.startswith("did you mean t2?")
    assert "add: true" in found.hint
    assert laid is not None
    assert laid.tasks["t1"].done == pm.Amount("40 %")


def test_a_plan_has_no_elements_that_it_adds(tmp_path: Path) -> None:
    path = overlay(tmp_path, PLAN.replace("{id: t3,", "{id: t3, add: true,"), "plan.yaml")
    with pytest.raises(pm.PlanFileError, match="add"):
        pm.read_plan(path)
