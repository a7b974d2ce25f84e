"""Plans as mappings in memory: written as files are, read as files are, and laid over each other."""

from __future__ import annotations

import copy
import datetime as dt
import enum
import json
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings

import planmodel as pm
import strategies
from planmodel.errors import ArgumentError, PlanFileError
from planmodel.formats.places import locate
from planmodel.limits import Limits
from planmodel.model.vocabulary import VOCABULARY
from planmodel.parts import Between, Element


@attrs.frozen(kw_only=True)
class Hazard(Element):
    """A hazard."""

    kind: ClassVar[str] = "hazard"
    plural: ClassVar[str] = "hazards"


SMALL: dict[str, Any] = {
    "id": "p",
    "title": "P",
    "goals": [{"id": "g", "name": "Clean air"}],
    "tasks": [{"id": "t", "name": "Buses", "duration": "6 月", "contributes_to": ["g"]}],
    "indicators": [
        {"id": "i", "name": "PM2.5", "unit": "微克/立方米", "targets": [{"year": 2025, "as_published": "≤22"}]}
    ],
}


@settings(max_examples=60)
@given(plan=strategies.plans())
def test_a_plan_survives_its_mapping_and_json_of_it(plan: pm.Plan) -> None:
    data = plan.to_dict()
    assert pm.Plan.from_dict(data) == plan
    text = json.dumps(data)
    assert pm.Plan.from_dict(json.loads(text)) == plan
    assert json.loads(plan.to_json()) == json.loads(text), "the mapping is what the file holds"
    assert plan.to_dict() == data


def test_the_worked_examples_survive() -> None:
    for plan in (pm.examples.lianzhou(), *pm.examples.counties()):
        again = pm.Plan.from_dict(plan.to_dict())
        assert again == plan
        assert again.origin is None


def test_what_was_given_stays_and_is_not_held() -> None:
    data = copy.deepcopy(SMALL)
    plan = pm.Plan.from_dict(data)
    assert data == SMALL
    data["tasks"][0]["name"] = "changed"
    written = plan.to_dict()
    written["tasks"][0]["name"] = "changed"
    assert plan["t"].name == "Buses"


def test_numbers_days_and_tuples_of_programs_are_read_as_a_file_says_them() -> None:
    indicator = {"id": "i", "name": "x", "unit": "%", "baseline": {"year": 2020, "value": 0.1}}
    task = {"id": "t", "name": "x", "not_before": dt.date(2025, 1, 2), "contributes_to": ("g",)}
    plan = pm.Plan.from_dict(
        {"id": "p", "title": "P", "goals": SMALL["goals"], "indicators": [indicator], "tasks": [task]}
    )
    baseline = plan.indicators["i"].baseline
    assert baseline is not None
    assert baseline.value == pm.Amount("0.1 %")
    assert plan.tasks["t"].not_before == pm.Period("2025-01-02")
    assert [link.to for link in plan.tasks["t"].contributes_to] == ["g"]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"tasks": [*SMALL["tasks"], {"id": "u", "name": "x", "duration": "soon"}]}, "PM005", "tasks[1].duration"),
        ({"tasks": [{"id": "t", "nmae": "x", "name": "y"}]}, "PM002", "tasks[0].nmae"),
        (
            {"tasks": [{"id": "t", "name": "x", "contributes_to": ["nowhere"]}]},
            "PM101",
            "tasks[0].contributes_to[0].to",
        ),
        ({"tasks": [{"id": "t", "name": "x", "duration": {1, 2}}]}, "PM001", "tasks[0].duration"),
        ({"tasks": [{"id": "t", "name": "x", "cost": Between(1, 2)}]}, "PM001", "tasks[0].cost"),
        ({"tasks": [{"id": "t", "name": "x", "done": float("nan")}]}, "PM001", "tasks[0].done"),
        ({"tasks": [{"id": "t", "name": "x", 3: "y"}]}, "PM001", "tasks[0]"),
        ({"title": "a\0b"}, "PM003", "title"),
        ({"overlay": "p"}, "PM010", "overlay"),
    ],
)
def test_each_fault_is_told_with_the_way_to_it(change: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        pm.Plan.from_dict({**SMALL, **change})
    assert (code, path) in [(one.code, one.path) for one in refused.value.problems]
    assert all(one.place.file is None for one in refused.value.problems)


def test_a_mapping_that_holds_itself_is_refused() -> None:
    data: dict[str, Any] = {**SMALL}
    data["tasks"] = [data]
    with pytest.raises(PlanFileError, match="nested too deeply"):
        pm.Plan.from_dict(data)


def test_how_deep_is_a_limit_as_of_a_file() -> None:
    data = {**SMALL, "tasks": [{"id": "t", "name": "x", "duration": {"likely": "3 月"}}]}
    assert pm.Plan.from_dict(data).tasks.ids == ("t",)
    with Limits(nesting=2), pytest.raises(PlanFileError, match="nested too deeply"):
        pm.Plan.from_dict(data)


def test_lists_of_lists_that_are_the_same_are_refused_before_they_are_copied() -> None:
    many: list[Any] = ["x"]
    for _ in range(60):
        many = [many, many]
    with pytest.raises(PlanFileError, match="repeated"):
        pm.Plan.from_dict({**SMALL, "goals": many})
    cited = [{"document": "d", "quote": "x"}]
    tasks = [{"id": f"t{number}", "name": "x", "sources": cited} for number in range(50)]
    data = {**SMALL, "documents": [{"id": "d", "name": "D"}], "tasks": tasks}
    with Limits(aliased=100), pytest.raises(PlanFileError, match="with Limits"):
        pm.Plan.from_dict(data)
    with Limits(aliased=200):
        assert len(pm.Plan.from_dict(data).tasks) == 50


class Named(enum.StrEnum):
    """An enumeration of texts."""

    PLAN = "p"


def test_texts_and_whole_numbers_of_other_types_are_what_they_say() -> None:
    numpy = pytest.importorskip("numpy")
    baseline = {"year": numpy.int64(2020), "value": numpy.float64(0.5)}
    indicator = {"id": numpy.str_("i"), "name": "x", "unit": "%", "baseline": baseline}
    plan = pm.Plan.from_dict({"id": Named.PLAN, "title": "P", "indicators": [indicator]})
    assert (type(plan.id), plan.id, plan.indicators.ids) == (str, "p", ("i",))
    assert plan == pm.Plan.from_dict(json.loads(plan.to_json()))


class Silent:
    """What cannot show itself."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize("value", [Silent(), {Silent(): 1}, 10**5000], ids=["value", "key", "number"])
def test_what_cannot_be_shown_is_refused_all_the_same(value: object) -> None:
    indicator = {"id": "i", "name": "x", "unit": "%", "baseline": {"year": value, "value": 1}}
    with pytest.raises(PlanFileError) as refused:
        pm.Plan.from_dict({**SMALL, "indicators": [indicator]})
    assert {one.code for one in refused.value.problems} <= {"PM001", "PM003"}


@pytest.mark.parametrize("data", [[SMALL], "plan.yaml", None, 3])
def test_what_is_no_mapping_is_refused(data: Any) -> None:
    with pytest.raises(ArgumentError, match="data must be mapping"):
        pm.Plan.from_dict(data)


def test_a_kind_of_ones_own_survives() -> None:
    vocabulary = VOCABULARY.extend(Hazard)
    plan = pm.Plan(id="p", title="P", elements=[Hazard(id="r", name="Flood")], vocabulary=vocabulary)
    assert pm.Plan.from_dict(plan.to_dict(), vocabulary=vocabulary) == plan


SLOW: dict[str, Any] = {"overlay": "p", "tasks": [{"id": "t", "duration": "9 月"}]}


def test_an_overlay_in_memory_is_laid_as_its_file_is(tmp_path: Path) -> None:
    below, above = tmp_path / "p.json", tmp_path / "slow.json"
    below.write_text(json.dumps({"planmodel": 1, **SMALL}), encoding="utf-8")
    above.write_text(json.dumps({"planmodel": 1, **SLOW}), encoding="utf-8")
    plan = pm.read_plan(below)
    by_files = pm.read_plan(below, above)
    assert str(by_files.tasks["t"].duration.likely) == "9 月"  # type: ignore[union-attr]
    laid = [
        pm.read_plan(below, SLOW),
        plan.with_overlays(SLOW),
        plan.with_overlays(above),
        pm.Plan.from_dict(SMALL).with_overlays(SLOW),
        pm.Plan.from_dict(SMALL).with_overlays(above),
    ]
    assert laid == [by_files] * 5
    assert [one.origin is None for one in laid] == [False, False, False, True, True]


def test_what_an_overlay_in_memory_says_has_no_place_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"planmodel": 1, **SMALL}), encoding="utf-8")
    for laid in (pm.read_plan(path, SLOW), pm.read_plan(path).with_overlays(SLOW)):
        assert laid.origin is not None
        assert laid.origin.changed == {"t"}
        assert [one.place.file for one in locate(laid, [("t", "duration"), ("g", "name")])] == [None, str(path)]


def test_overlays_are_laid_in_their_order_and_grow_lists_of_links() -> None:
    plan = pm.Plan.from_dict(SMALL)
    more = {"overlay": "p", "goals": [{"id": "g2", "name": "Quiet", "add": True}]}
    linked = {"overlay": "p", "tasks": [{"id": "t", "contributes_to": ["g2"]}]}
    laid = plan.with_overlays(more, linked)
    assert [link.to for link in laid.tasks["t"].contributes_to] == ["g", "g2"]
    assert plan.with_overlays() == plan


@pytest.mark.parametrize(
    ("overlay", "path"),
    [
        ({"overlay": "q"}, "overlay"),
        ({"overlay": "p", "tasks": [{"id": "u", "duration": "1 月"}]}, "tasks[0].id"),
        ({"overlay": "p", "tasks": [{"id": "t", "duration": "soon"}]}, "tasks[0].duration"),
        (SMALL, "id"),
    ],
)
def test_an_overlay_that_does_not_fit_is_refused_with_the_way_to_it(overlay: dict[str, Any], path: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        pm.Plan.from_dict(SMALL).with_overlays(overlay)
    assert [one.path for one in refused.value.problems] == [path]


def test_an_amount_in_the_place_of_a_record_is_told_where_to_stand() -> None:
    with pytest.raises(PlanFileError) as refused:
        pm.Plan.from_dict({**SMALL, "projects": [{"id": "pr", "name": "x", "cost": "300 万元"}]})
    assert [(one.path, str(one.hint)) for one in refused.value.problems] == [
        ("projects[0].cost", "write {total: 300 万元}")
    ]


def test_a_midnight_without_a_zone_is_a_day() -> None:
    pandas = pytest.importorskip("pandas")
    task = {"id": "t", "name": "n", "period": pandas.Timestamp("2021-01-01")}
    assert pm.Plan.from_dict({"id": "p", "title": "P", "tasks": [task]}).to_dict()["tasks"][0]["period"] == "2021-01-01"


class Broken(dict[str, Any]):
    """A mapping of somebody's own that fails."""

    def items(self) -> Any:
        raise OSError


def test_a_mapping_that_fails_is_a_fault_with_its_path() -> None:
    with pytest.raises(PlanFileError) as caught:
        pm.Plan.from_dict({"id": "p", "title": "P", "tasks": [Broken(id="t")]})
    assert [one.path for one in caught.value.problems] == ["tasks[0]"]


def test_what_holds_itself_twice_ends_soon() -> None:
    both: list[object] = []
    both += [both, both]
    with pytest.raises(PlanFileError) as caught:
        pm.Plan.from_dict({"id": "p", "title": "P", "tasks": [{"id": "t", "depends_on": both}]})
    assert {one.path for one in caught.value.problems if one.path} == {"tasks[0]"}


def test_a_fault_of_an_overlay_counts_as_the_overlay_does() -> None:
    plan = pm.Plan.from_dict(SMALL)
    for links, path in ((["nowhere"], "contributes_to[0].to"), (["g", {"to": "nowhere"}], "contributes_to[1].to")):
        with pytest.raises(PlanFileError) as caught:
            plan.with_overlays({"overlay": "p", "tasks": [{"id": "t", "contributes_to": links}]})
        assert [(one.code, one.path) for one in caught.value.problems] == [("PM101", f"tasks[0].{path}")]


def test_a_fault_below_an_overlay_stands_in_the_file_that_says_it(tmp_path: Path) -> None:
    below, above = tmp_path / "plan.yaml", tmp_path / "more.yaml"
    text = "planmodel: 1\nid: p\ntitle: P\nfollows: [{}]\ngoals: [{id: g, name: G}]\ntasks:\n- id: t\n  name: T\n"
    below.write_text(text.replace("[{}]", "[gone]") + "  contributes_to:\n  - lost\n")
    above.write_text("overlay: p\ntasks:\n- id: t\n  contributes_to:\n  - nowhere\n")
    with pytest.raises(PlanFileError) as caught:
        pm.read_plan(below, above)
    found = [(one.path, Path(str(one.place.file)).name, one.place.line) for one in caught.value.problems]
    assert ("follows[0].to", "plan.yaml", 4) in found
    assert ("tasks[0].contributes_to[0].to", "plan.yaml", 10) in found
    assert ("tasks[0].contributes_to[0].to", "more.yaml", 5) in found
    assert len(found) == 3
