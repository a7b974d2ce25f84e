"""Many plans as a set: read with findings, filtered, summed up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from comparing.counties import county, indicator
from planmodel import testing
from planmodel.errors import DuplicateIdError, FilterError, ModelError, UnknownIdError
from planmodel.parts import Not

COUNTY = pm.Jurisdiction(name={"zh": "连州市", "en": "Lianzhou"}, level="county", code="441882", parent="清远市")


def write(folder: Path, *plans: pm.Plan, format: str = "yaml") -> None:
    for plan in plans:
        (plan.to_yaml if format == "yaml" else plan.to_json)(folder / f"{plan.id}.{format}")


def test_files_are_found_by_pattern_folder_and_path_each_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, county("a"), county("b"))
    write(tmp_path / "sub", county("c"), format="json")
    county("d").to_tables(tmp_path / "sub" / "tables")
    (tmp_path / "notes.txt").write_text("no plan")
    assert pm.PlanSet.read(tmp_path).ids == ("a", "b", "c", "d")
    assert pm.PlanSet.read(f"{tmp_path}/**/*.json").ids == ("c",)
    assert pm.PlanSet.read([tmp_path / "b.yaml", tmp_path / "a.yaml", f"{tmp_path}/*.yaml"]).ids == ("b", "a")
    with pytest.raises(pm.PlanFileError, match="nowhere") as caught:
        pm.PlanSet.read([tmp_path, "nowhere/*.yaml"])
    assert caught.value.problems[0].hint


@pytest.mark.parametrize("workers", [1, 2])
def test_broken_files_and_second_plans_of_one_id_are_findings_and_the_rest_is_there(
    tmp_path: Path, workers: int
) -> None:
    if workers > 1:
        pytest.importorskip("joblib")
    write(tmp_path, *(county(f"p{n}", indicator("good-days", f"{n}天")) for n in range(5)))
    (tmp_path / "p1.yaml").write_text("planmodel: 1\nid: p1\ntitle: [", encoding="utf-8")
    (tmp_path / "p2.yaml").write_text("planmodel: 9\nid: p2\ntitle: x\n", encoding="utf-8")
    (tmp_path / "z.yaml").write_text("planmodel: 1\nid: p4\ntitle: another\nindikators: []\n", encoding="utf-8")
    (tmp_path / "zz.yaml").write_text("planmodel: 1\nid: p4\ntitle: another\n", encoding="utf-8")
    plans = pm.PlanSet.read(tmp_path, workers=workers)
    assert plans.ids == ("p0", "p3", "p4")
    assert plans["p4"].title == "p4"
    told = [(Path(str(one.place.file)).name, one.code, one.place.line) for one in plans.findings]
    assert told == [
        ("p1.yaml", "PM001", 4),
        ("p2.yaml", "PM010", 1),
        ("z.yaml", "PM002", 4),
        ("zz.yaml", "PM011", None),
    ]
    assert "4 findings" in repr(plans)
    assert "PM011" in plans._repr_html_()


def test_plans_read_by_two_processes_are_those_read_by_one(tmp_path: Path) -> None:
    pytest.importorskip("joblib")
    write(tmp_path, *testing.make_plans(3, elements=40))
    one, two = (pm.PlanSet.read(tmp_path, workers=workers) for workers in (1, 2))
    assert list(one) == list(two)
    assert [plan.origin for plan in one] == [plan.origin for plan in two]


def test_workers_are_a_number_above_zero(tmp_path: Path) -> None:
    write(tmp_path, county("a"))
    with pytest.raises(ModelError, match="at least one"):
        pm.PlanSet.read(tmp_path, workers=0)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    write(tmp_path, county("a"), county("b"))
    told: list[tuple[int, int]] = []
    pm.PlanSet.read(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    assert pm.PlanSet.read(tmp_path, progress=True).ids == ("a", "b")


def test_a_set_looks_plans_up_by_id() -> None:
    plans = pm.PlanSet([county("one"), county("two")])
    assert plans["two"].id == "two"
    assert plans.get("three") is None
    assert "one" in plans
    assert county("one") in plans
    assert [plan.id for plan in plans] == ["one", "two"]
    assert plans == pm.PlanSet([county("one"), county("two")])
    with pytest.raises(UnknownIdError, match="did you mean two"):
        plans["twoo"]
    with pytest.raises(DuplicateIdError, match="'one'"):
        pm.PlanSet([county("one"), county("one")])


def test_a_set_is_filtered_by_what_headers_say_and_what_plans_speak_of() -> None:
    plans = pm.PlanSet(
        [
            county("a", indicator("pm25", "25微克/立方米"), jurisdiction=COUNTY),
            county("b", period="2024/2030", status="draft", elements=[pm.Theme(id="water", name="水")]),
            county("c", pm.Task(id="t", name="t", themes=["air"]), elements=[pm.Theme(id="air", name="气")]),  # type: ignore[arg-type]
        ]
    )
    cases: list[tuple[dict[str, Any], tuple[str, ...]]] = [
        ({"jurisdiction": "连州*"}, ("a",)),
        ({"jurisdiction": "Lianzhou"}, ("a",)),
        ({"level": "county", "parent": "清远市"}, ("a",)),
        ({"level": None}, ("b", "c")),
        ({"code": "44*"}, ("a",)),
        ({"metric": "pm25"}, ("a",)),
        ({"metric": Not("pm25")}, ("b", "c")),
        ({"theme": "air"}, ("c",)),
        ({"period": "2024/2030"}, ("b",)),
        ({"period": 2028}, ("b",)),
        ({"status": ["draft", "adopted"]}, ("b",)),
        ({"id": ["a", "c"]}, ("a", "c")),
        ({"where": lambda plan: len(plan) > 1}, ("c",)),
    ]
    for criteria, ids in cases:
        assert plans.filter(**criteria).ids == ids, criteria
    with pytest.raises(FilterError, match="did you mean level"):
        plans.filter(levle="county")


def test_an_empty_set_is_one() -> None:
    plans = pm.PlanSet()
    assert len(plans) == 0
    assert repr(plans).startswith("0 plans")
    assert len(pm.compare(plans)) == 0
    assert plans.specificity().total["share_numeric"] is None
    assert plans.shape().total["share_binding"] is None
    assert plans.coverage().columns == ()
    assert len(plans.ambition("pm25")) == 0
