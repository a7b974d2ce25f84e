"""Whatever a plan holds, it is the same after it was written and read: as YAML, as JSON, as tables."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given, settings

import planmodel as pm
import strategies
from planmodel.formats.json_schema import as_text, json_schema, schema_text

FORMATS = ("yaml", "json", "tables")


def again(plan: pm.Plan, format: str) -> pm.Plan:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("tables" if format == "tables" else f"plan.{format}")
        if format == "tables":
            plan.to_tables(path)
        elif format == "yaml":
            plan.to_yaml(path)
        else:
            plan.to_json(path)
        return pm.read_plan(path, vocabulary=plan.vocabulary)


def digits(plan: pm.Plan) -> list[str]:
    """The text of every amount, so that a digit lost is noticed although the amounts are equal."""
    from planmodel.model.references import values_in

    found = []
    for element in plan.elements:
        for _, value in values_in(element):
            found += [str(getattr(value, f.name)) for f in attrs.fields(type(value)) if f.name in ("value", "total")]
    return found


@pytest.mark.parametrize("format", FORMATS)
@given(plan=strategies.plans())
def test_a_plan_survives(format: str, plan: pm.Plan) -> None:
    read = again(plan, format)
    assert read == plan
    assert digits(read) == digits(plan)


@settings(max_examples=20)
@given(plan=strategies.plans())
def test_what_is_written_fits_the_schema(plan: pm.Plan) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(plan.to_json()))


def test_the_shipped_schema_is_current() -> None:
    assert schema_text() == as_text(json_schema())
    jsonschema.Draft202012Validator.check_schema(json_schema())
