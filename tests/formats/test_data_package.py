"""The descriptor beside a folder of tables says what stands in every column, and in which unit."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm

PLAN = pm.Plan(
    id="P.x",
    title={"zh": "规划", "en": "Plan"},
    base_year=2020,
    elements=[
        pm.Goal(id="g", name="Air", declared_count=2),
        pm.Indicator(
            id="i",
            name="PM2.5",
            unit="微克/立方米",
            measures=["g"],
            baseline={"year": 2020, "value": 25},
            observations=[{"period": 2021, "value": 24}, {"period": 2022, "value": "23.5"}],
        ),
        pm.Indicator(id="j", name="Forest", unit="%", observations=[{"period": 2021, "value": 40}]),
        pm.Task(id="t", name="Plant", duration="18 月", depends_on=[{"on": "u", "lag": "3 月"}]),
        pm.Task(id="u", name="Dig", duration="6 月"),
        pm.Project(id="w", name="Walls", cost={"total": "2 亿元", "approximate": True}),
        pm.Project(id="v", name="Trees", cost={"total": "30 万元"}),
    ],
)


def described(folder: Path, plan: pm.Plan = PLAN) -> dict[str, Any]:
    plan.to_tables(folder)
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def fields(package: dict[str, Any], resource: str) -> dict[str, dict[str, Any]]:
    [schema] = [one["schema"] for one in package["resources"] if one["name"] == resource]
    return {field["name"]: field for field in schema["fields"]}


def test_amounts_say_their_unit(tmp_path: Path) -> None:
    package = described(tmp_path)
    assert (package["name"], package["title"]) == ("p.x", "规划")
    base = fields(package, "indicators")["baseline.value"]
    assert (base["type"], base["unit"]) == ("number", "微克/立方米")
    value = fields(package, "observations")["value"]
    assert (value["type"], value["units"]) == ("number", ["微克/立方米", "%"])
    assert value["unitFrom"] == {"resource": "indicators", "field": "unit"}
    assert fields(package, "tasks")["duration.likely"]["unit"] == "月"
    cost = fields(package, "projects")["cost.total"]
    assert (cost["type"], cost["units"]) == ("string", ["亿元", "万元"])
    assert "unitFrom" not in cost
    assert fields(package, "relations")["lag"]["unit"] == "月"
    assert not {"unit", "units"} & set(fields(package, "goals")["declared_count"])


def test_types_keys_and_meanings(tmp_path: Path) -> None:
    package = described(tmp_path)
    assert fields(package, "projects")["cost.approximate"]["type"] == "boolean"
    assert fields(package, "goals")["declared_count"]["type"] == "integer"
    assert fields(package, "plan")["base_year"]["type"] == "integer"
    assert "docume" in fields(package, "goals")["declared_count"]["description"]
    schemas = {one["name"]: one["schema"] for one in package["resources"]}
    assert schemas["goals"]["primaryKey"] == ["id"]
    [key] = schemas["observations"]["foreignKeys"]
    assert key == {"fields": ["owner"], "reference": {"resource": "indicators", "fields": ["id"]}}


PARSES = {
    "integer": int,
    "number": float,
    "boolean": ["false", "true"].index,
    "array": json.loads,
    "object": json.loads,
    "string": str,
}


@pytest.mark.parametrize("plan", [PLAN, pm.examples.lianzhou(scenario=True)], ids=["small", "lianzhou"])
def test_it_describes_every_table_as_it_stands(tmp_path: Path, plan: pm.Plan) -> None:
    package = described(tmp_path, plan)
    assert {one["path"] for one in package["resources"]} == {path.name for path in tmp_path.glob("*.csv")}
    held: dict[str, list[dict[str, str]]] = {}
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
        with (tmp_path / resource["path"]).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = held[resource["name"]] = list(reader)
            assert [field["name"] for field in resource["schema"]["fields"]] == reader.fieldnames
        for field in resource["schema"]["fields"]:
            cells = [row[field["name"]] for row in rows]
            for cell in cells:
                assert not cell or PARSES[field["type"]](cell) is not None  # type: ignore[operator]
            assert all(cells) or "constraints" not in field
    for resource in package["resources"]:
        for key in resource["schema"].get("primaryKey", []):
            assert len({row[key] for row in held[resource["name"]]}) == len(held[resource["name"]])
        for key in resource["schema"].get("foreignKeys", []):
            known = {row["id"] for row in held[key["reference"]["resource"]]}
            assert {row["owner"] for row in held[resource["name"]]} <= known
    assert pm.read_plan(tmp_path) == plan


def test_somebody_elses_descriptor_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "mine", "resources": []}')
    PLAN.to_tables(tmp_path)
    assert json.loads((tmp_path / "datapackage.json").read_text())["name"] == "mine"
    other = tmp_path / "other"
    PLAN.to_tables(other)
    PLAN.replace("g", name="Water").evolve(id="q").to_tables(other)
    assert json.loads((other / "datapackage.json").read_text(encoding="utf-8"))["id"] == "q"
