"""A plan's own units: in its header, in every format, and apart from those of other plans."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.formats.json_schema import json_schema
from planmodel.units import OwnUnits

TEXT = """
planmodel: 1
id: p
title: 应急管理规划
base_year: 2020
units:
  - 车队
  - {name: crew, equals: 5 人, aliases: [crews]}
indicators:
  - id: fleets
    name: 应急车队
    unit: 车队
    better: higher
    baseline: {year: 2020, value: 12}
    targets: [{year: 2025, as_published: 达到30车队以上}]
    observations: [{period: 2025, value: 33 车队}]
  - id: crews
    name: 班组
    metric: crew-count
    unit: crew
    better: higher
    targets: [{year: 2025, commitment: {kind: Level, value: 40}}]
resources:
  - {id: r, name: 班组, capacity: 4 crews}
tasks:
  - {id: t, name: 演练, uses: [{resource: r, amount: 2 crew}]}
"""


def plan_of(tmp_path: Path, text: str = TEXT) -> pm.Plan:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return pm.read_plan(path)


def test_numbers_in_them_are_read_wherever_they_stand(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    fleets = plan["fleets"]
    assert isinstance(fleets, pm.Indicator)
    [target] = fleets.targets
    assert isinstance(target.commitment, pm.Level)
    assert str(target.commitment.value) == "30 车队"
    assert target.commitment.comparator == "at_least"
    [found] = [one for one in pm.progress(plan, as_of="2025-12-31").results if one.indicator == "fleets"]
    assert found.status == "met"
    assert plan["r"].capacity.to("人") == pm.Amount("20 人")  # type: ignore[attr-defined]
    assert plan["t"].uses[0].amount == plan.own_units.amount("10 crew") / 5  # type: ignore[attr-defined]


@pytest.mark.parametrize("format", ["yaml", "json", "tables"])
def test_they_come_back_from_every_format(tmp_path: Path, format: str) -> None:
    plan = plan_of(tmp_path)
    out = tmp_path / ("again" if format == "tables" else f"again.{format}")
    if format == "yaml":
        plan.to_yaml(out)
    elif format == "json":
        plan.to_json(out)
    else:
        plan.to_tables(out)
    again = pm.read_plan(out)
    assert again == plan
    assert again.units == plan.units
    assert again["crews"].targets[0].commitment.value.to("人") == pm.Amount("200 人")  # type: ignore[attr-defined]


def test_the_schema_takes_a_word_and_a_definition(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    header = {"planmodel": 1, "id": "p", "title": "P"}
    validator.validate({**header, "units": ["车队", {"name": "crew", "equals": "5 人"}]})
    assert not validator.is_valid({**header, "units": [{"equals": "5 人"}]})


@pytest.mark.parametrize(
    ("units", "line", "message"),
    [
        ("[吨]", 2, "'吨' is a unit of planmodel's"),
        ("[{name: crew, equals: 5 gangs}]", 2, "in no unit that is known"),
        ("[crew, crew]", 2, "defined twice"),
        ("[{name: crew, equal: 5 人}]", 2, "unknown key 'equal'"),
        ("crew", 2, "expected a list"),
    ],
)
def test_what_cannot_be_a_unit_is_a_problem_of_the_file(tmp_path: Path, units: str, line: int, message: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"{{id: p, title: P, planmodel: 1,\nunits: {units}}}", encoding="utf-8")
    with pytest.raises(pm.PlanFileError) as caught:
        pm.read_plan(path)
    [problem] = caught.value.problems
    assert message in problem.message
    assert problem.place.line == line


def test_plans_that_define_one_name_differently_are_not_comparable_in_it(tmp_path: Path) -> None:
    mine = plan_of(tmp_path)
    theirs = plan_of(tmp_path, TEXT.replace("5 人", "6 人").replace("id: p\n", "id: q\n"))
    row = next(row for row in pm.compare([mine, theirs], reference="p").rows if row.plan == "q")
    assert (row.value, row.difference, row.reason) == (None, None, "unit_defined_otherwise")
    assert row.note is not None
    assert "in crew (crew = 6 人), which another plan defines as crew (crew = 5 人)" in row.note
    in_people = pm.compare([mine, theirs], reference="p", unit="人").rows
    assert [(one.value, one.difference) for one in in_people if one.metric == "crew-count"] == [
        (200.0, 0.0),
        (240.0, 40.0),
    ]
    same = plan_of(tmp_path, TEXT.replace("id: p\n", "id: q\n"))
    row = next(row for row in pm.compare([mine, same], reference="p").rows if row.plan == "q")
    assert (row.value, row.difference, row.reason) == (40.0, 0.0, None)


def test_a_cascade_says_that_the_plans_define_a_unit_in_two_ways(tmp_path: Path) -> None:
    mine = plan_of(tmp_path)
    theirs = plan_of(tmp_path, TEXT.replace("5 人", "6 人").replace("id: p\n", "id: q\n"))
    [found] = [one for one in pm.cascade(mine, theirs).results if one.metric == "crew-count"]
    assert found.outcome == "not_comparable"
    assert found.reason == "the plans define a unit in two ways: crew (crew = 5 人) and crew (crew = 6 人)"


def test_a_plan_made_in_python_settles_its_units_too() -> None:
    target = pm.Target(year=2025, commitment=pm.Level(value=pm.Amount(30)))
    indicator = pm.Indicator(id="i", name="x", unit="teams", targets=[target])
    assert indicator.targets[0].commitment.value.unit == ""  # type: ignore[union-attr]
    plan = pm.Plan(id="p", title="P", units=["teams"], elements=[indicator])
    settled = plan["i"].targets[0].commitment.value  # type: ignore[attr-defined]
    assert settled == OwnUnits(["teams"]).amount("30 teams")
    assert plan.replace("i", name="y")["i"].targets[0].commitment.value == settled  # type: ignore[attr-defined]
    assert plan.evolve(units=()).units == ()
    with pytest.raises(ModelError, match="defined twice"):
        pm.Plan(id="p", title="P", units=["teams", "teams"])


def test_an_overlay_speaks_in_the_units_of_the_plan_below(tmp_path: Path) -> None:
    plan_of(tmp_path)
    (tmp_path / "more.yaml").write_text(
        "overlay: p\nindicators: [{id: fleets, observations: [{period: 2024, value: 25 车队}]}]", encoding="utf-8"
    )
    plan = pm.read_plan(tmp_path / "plan.yaml", tmp_path / "more.yaml")
    assert str(plan["fleets"].observations[-1].value) == "25 车队"  # type: ignore[attr-defined]


def test_a_corpus_converts_and_refuses_the_units_of_plans_as_memory_does(tmp_path: Path) -> None:
    pytest.importorskip("ibis", reason="needs ibis")
    plans = [
        plan_of(tmp_path),
        plan_of(tmp_path, TEXT.replace("5 人", "6 人").replace("id: p\n", "id: q\n")),
        plan_of(tmp_path, TEXT.replace("id: p\n", "id: p2\n")),
    ]
    pm.PlanSet(plans).to_parquet(tmp_path / "corpus")
    corpus = pm.open_corpus(tmp_path / "corpus")
    for unit in (None, "人"):
        asked = {
            (row["metric"], row["plan"]): row
            for row in corpus.compare(reference="p", unit=unit).to_pyarrow().to_pylist()
        }
        rows = pm.compare(plans, reference="p", unit=unit).rows
        assert {(row.metric, row.plan) for row in rows} == set(asked)
        for row in rows:
            theirs = asked[row.metric, row.plan]
            assert (theirs["value"], theirs["difference"], theirs["reason"]) == (row.value, row.difference, row.reason)
