"""A whole number that one format holds and another does not is none of a plan's, whatever it is read from."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.errors import ModelError, PlanFileError

_LARGEST = 10**18 - 1


@pytest.mark.parametrize("form", ["yaml", "json", "tables"])
def test_the_largest_is_written_and_read(form: str, tmp_path: Path) -> None:
    cited = pm.Citation(document="d", paragraph=_LARGEST, page=_LARGEST)
    task = pm.Task(id="t", name="t", declared_count=_LARGEST, sources=[cited])
    plan = pm.Plan(id="p", title="p", elements=[pm.Document(id="d", name="d"), task])
    path = tmp_path / ("p" if form == "tables" else f"p.{form}")
    getattr(plan, f"to_{form}")(path)
    assert pm.read_plan(path) == plan


@pytest.mark.parametrize("value", [_LARGEST + 1, 10**20, 10**4000], ids=["19 digits", "21 digits", "4,001 digits"])
def test_a_larger_one_is_refused_in_memory(value: int) -> None:
    for make in (
        lambda: pm.Task(id="t", name="t", declared_count=value),
        lambda: pm.Citation(document="d", paragraph=value),
        lambda: pm.Citation(document="d", page=value),
    ):
        with pytest.raises(ModelError, match="at most 18 digits"):
            make()


@pytest.mark.parametrize("name", ["p.json", "p.yaml"])
@pytest.mark.parametrize(
    "field",
    [
        '"declared_count": {}',
        '"sources": [{{"document": "d", "page": {}}}]',
        '"sources": [{{"document": "d", "paragraph": {}}}]',
    ],
)
def test_a_larger_one_is_refused_in_a_file_with_its_place(name: str, field: str, tmp_path: Path) -> None:
    path = tmp_path / name
    task = field.format(10**20)
    path.write_text(
        '{"planmodel": 1, "id": "p", "title": "p", "documents": [{"id": "d", "name": "d"}],\n'
        f'"tasks": [{{"id": "t", "name": "t", {task}}}]}}',
        encoding="utf-8",
    )
    with pytest.raises(PlanFileError, match="at most 18 digits") as refused:
        pm.read_plan(path)
    assert refused.value.problems[0].place.line == 2


@pytest.mark.parametrize("name", ["o.yaml", "o.json"])
def test_an_overlay_that_takes_the_id_of_an_element_for_its_plan_is_told_so(name: str, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("planmodel: 1\nid: p\ntitle: p\ngoals:\n- {id: g, name: g}\n", encoding="utf-8")
    (tmp_path / name).write_text('{"planmodel": 1, "overlay": "p", "id": "g"}', encoding="utf-8")
    with pytest.raises(PlanFileError, match="has no id of its own"):
        pm.read_plan(tmp_path / "p.yaml", tmp_path / name)


def test_an_overlay_that_adds_an_element_of_the_plan_s_id_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("planmodel: 1\nid: p\ntitle: p\ngoals:\n- {id: g, name: g}\n", encoding="utf-8")
    (tmp_path / "o.yaml").write_text(
        "planmodel: 1\noverlay: p\ngoals:\n- {id: p, name: p, add: true}\n", encoding="utf-8"
    )
    with pytest.raises(PlanFileError, match="PM009"):
        pm.read_plan(tmp_path / "p.yaml", tmp_path / "o.yaml")
