"""The schema accepts what the reader accepts and refuses what it refuses, with words for the editor."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from planmodel.functions import json_schema

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def tree(**more: Any) -> dict[str, Any]:
    return {"planmodel": 1, "id": "p", "title": "x", **more}


GOOD: list[dict[str, Any]] = [
    tree(),
    tree(title={"zh": "计划", "en": "Plan"}, period="2021/2025", base_year=2020),
    tree(tasks=[{"id": "t", "name": "x", "depends_on": ["s", {"on": "r", "type": "SS", "lag": "3 月"}]}]),
    tree(tasks=[{"id": "t", "name": "x", "duration": "18 月"}, {"id": "s", "name": "y", "duration": {"likely": 3}}]),
    tree(indicators=[{"id": "i", "name": "x", "targets": [{"year": 2025, "as_published": "≥90"}]}]),
    tree(
        indicators=[
            {"id": "i", "name": "x", "targets": [{"commitment": {"kind": "Level", "value": 90, "comparator": "about"}}]}
        ]
    ),
    tree(goals=None),
    {"planmodel": 1, "overlay": "p", "tasks": [{"id": "t", "duration": "3 月"}]},
]

BAD: list[dict[str, Any]] = [
    {"planmodel": 1, "title": "x"},
    tree(planmodel=2),
    tree(titel="x"),
    tree(period="2021-2025x"),
    tree(goals={"id": "g"}),
    tree(goals=[{"id": "g"}]),
    tree(goals=[{"id": "g g", "name": "x"}]),
    tree(goals=[{"id": "g", "name": "x", "evidence": "guessed"}]),
    tree(tasks=[{"id": "t", "name": "x", "depends_on": [{"to": "s"}]}]),
    tree(tasks=[{"id": "t", "name": "x", "responsible": [{"org": "o", "role": "boss"}]}]),
    tree(indicators=[{"id": "i", "name": "x", "targets": [{"commitment": {"kind": "Promise"}}]}]),
    tree(jurisdiction={"name": "x", "code": 441882}),
    {"planmodel": 1, "overlay": "p", "id": "q"},
]


@pytest.mark.parametrize("data", GOOD)
def test_a_good_file_fits(data: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize("data", BAD)
def test_a_bad_file_does_not(data: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(data))


def test_every_key_tells_an_editor_what_it_is() -> None:
    schema = json_schema()
    silent = [
        f"{name}.{key}"
        for name, definition in schema["$defs"].items()
        for key, value in definition.get("properties", {}).items()
        if "description" not in value and "const" not in value
    ]
    assert silent == []
    assert schema["$defs"]["Dependency"]["properties"]["type"]["enum"] == ["FS", "SS", "FF", "SF"]
    assert schema["$defs"]["Dependency"]["properties"]["type"]["default"] == "FS"
