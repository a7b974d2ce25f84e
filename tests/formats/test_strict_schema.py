"""What programs write by the strict dialect, null for all that is not stated, loads as the plan without it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.cli.group import planmodel
from planmodel.functions import strict_schema
from planmodel.parts import VOCABULARY
from strategies import make_plan

SCHEMA = strict_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
WORDS = {
    "$schema",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "anyOf",
    "$ref",
    "$defs",
}
"""All of the language that the dialect uses."""


def schemas(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and every one inside it."""
    yield schema
    for name in ("properties", "$defs"):
        for one in schema.get(name, {}).values():
            yield from schemas(one)
    for one in schema.get("anyOf", []):
        yield from schemas(one)
    if "items" in schema:
        yield from schemas(schema["items"])


def filled(value: Any, schema: Mapping[str, Any]) -> Any:
    """Return what a program writes for a value: every key, null where nothing is stated."""
    for option in schema.get("anyOf", [schema]):
        kind = definition(option)
        if isinstance(value, dict) and fits(value, kind):
            return {key: filled(value.get(key), one) for key, one in kind["properties"].items()}
        if isinstance(value, list) and "items" in kind:
            return [filled(one, kind["items"]) for one in value]
    numbers = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if numbers and "string" in json.dumps(schema) else value


def definition(option: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = SCHEMA["$defs"][option["$ref"].rpartition("/")[2]] if "$ref" in option else option
    return found


def fits(value: Mapping[str, Any], kind: Mapping[str, Any]) -> bool:
    named = kind.get("properties", {}).get("kind", {}).get("enum", [value.get("kind")])
    return set(value) <= set(kind.get("properties", ())) and value.get("kind") in named


def in_one_language(tree: Any) -> Any:
    """Return a plan's tree with every text in its first language, as the dialect has it."""
    if isinstance(tree, list):
        return [in_one_language(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree and set(tree) <= {"zh", "en", "zh-Hant"}:
        return next(iter(tree.values()))
    return {key: in_one_language(one) for key, one in tree.items()}


def test_every_key_is_required_and_nothing_is_said_that_such_programs_refuse() -> None:
    inside = list(schemas(SCHEMA))
    assert len(inside) > 500
    assert {word for one in inside for word in one} <= WORDS
    objects = [one for one in inside if one.get("type") == "object"]
    assert all(one["required"] == list(one["properties"]) and one["additionalProperties"] is False for one in objects)
    assert all(set(one) == {"$ref"} for one in inside if "$ref" in one), "a reference has no siblings"
    nullable = [one for one in inside if "null" in str(one.get("type")) and "enum" in one]
    assert nullable
    assert all(None in one["enum"] for one in nullable)


def test_no_definition_holds_itself_and_nothing_stands_deeper_than_five_objects() -> None:
    links = [
        (name, one["$ref"].rpartition("/")[2])
        for name, whole in {"": {"properties": SCHEMA["properties"]}, **SCHEMA["$defs"]}.items()
        for one in schemas(whole)
        if "$ref" in one
    ]
    graph = nx.DiGraph(links)
    assert nx.is_directed_acyclic_graph(graph)
    assert nx.dag_longest_path_length(graph) + 1 == 5
    assert set(graph) == {"", *SCHEMA["$defs"]}


@given(st.integers(0, 2**32))
def test_what_is_filled_with_nulls_loads_as_the_plan_without_them(seed: int) -> None:
    plan = pm.Plan.from_dict(in_one_language(make_plan(seed).to_dict()))
    written = filled(plan.to_dict(), SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []
    assert pm.Plan.from_dict(written) == plan


@pytest.mark.parametrize("name", ["written.json", "written.yaml"])
def test_it_loads_from_a_file(tmp_path: Path, name: str) -> None:
    plan = pm.Plan.from_dict(in_one_language(pm.examples.lianzhou().to_dict()))
    (tmp_path / name).write_text(json.dumps(filled(plan.to_dict(), SCHEMA), ensure_ascii=False), "utf-8")
    assert pm.read_plan(tmp_path / name) == plan


def test_a_key_that_must_say_something_may_not_be_null() -> None:
    tree = {"planmodel": 1, "id": "p", "title": "P", "tasks": [{"id": "t", "name": None}]}
    assert any(error.validator == "type" for error in VALIDATOR.iter_errors(filled(tree, SCHEMA)))
    with pytest.raises(pm.errors.PlanFileError):
        pm.Plan.from_dict(filled(tree, SCHEMA))


def test_a_schema_of_few_kinds_is_small_and_what_is_written_by_it_loads() -> None:
    few = strict_schema(kinds=["goal", "tasks"])
    assert {"goals", "tasks"} == {one for one in few["properties"] if one in VOCABULARY.by_plural}
    keys = [len(one["properties"]) for one in schemas(few) if one.get("type") == "object"]
    assert sum(keys) < 200
    written = {**dict.fromkeys(few["properties"]), "planmodel": 1, "id": "p", "title": "P"}
    assert jsonschema.Draft202012Validator(few).is_valid(written)
    assert pm.Plan.from_dict(written) == pm.Plan(id="p", title="P")
    with pytest.raises(pm.errors.VocabularyError):
        strict_schema(kinds=["goals", "bridge"])


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(planmodel, ["schema", "--dialect", "strict"])
    assert json.loads(done.stdout) == SCHEMA
    refused = CliRunner().invoke(planmodel, ["schema", "--dialect", "strict", "--of", "conformance"])
    assert refused.exit_code == 2
    assert "leave --of out" in refused.stderr
