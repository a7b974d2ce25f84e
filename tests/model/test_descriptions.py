"""A field is described once, in the docstring of its class; help, schema, pages and frames say that."""

from __future__ import annotations

import inspect
from typing import Any

import attrs
import pytest

import planmodel as pm
from fields_page import PAGE, held_by, page
from planmodel.descriptions import described, with_inherited
from planmodel.functions import json_schema
from planmodel.model.header import Header
from planmodel.parts import VOCABULARY, Element, Estimate

WHOLES: list[Any] = [Header, *VOCABULARY.kinds]
CLASSES: list[Any] = [*WHOLES, *dict.fromkeys(part for cls in WHOLES for part in held_by(cls))]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_is_described_in_words(cls: Any) -> None:
    meanings = described(cls)
    assert [field.name for field in attrs.fields(cls) if not meanings.get(field.name)] == []
    assert [text for text in meanings.values() if "``" in text or ":class:" in text or "\n" in text] == []


@pytest.mark.parametrize("cls", [pm.Task, pm.Indicator, pm.Plan, pm.Contribution])
def test_help_has_every_field_of_a_class_and_its_bases(cls: Any) -> None:
    doc = inspect.getdoc(cls)
    assert doc is not None
    fields = [field.name for field in attrs.fields(cls)]
    assert [name for name in fields if doc.count(f"\n    {name}: ") != 1] == []
    assert len(fields) > 4


def test_the_schema_describes_every_key() -> None:
    schema = json_schema()
    places = {"plan": schema, **schema["$defs"]}
    keys = {f"{name}.{key}": one for name, part in places.items() for key, one in part.get("properties", {}).items()}
    assert len(keys) > 200
    assert [key for key, one in keys.items() if not one.get("description")] == []
    assert keys["Task.done"]["description"] == described(pm.Task)["done"] == "how much of it is done, 40 %"


def test_the_columns_of_a_frame_are_described_by_the_fields() -> None:
    from planmodel.tabular import result_columns

    plan = pm.Plan(id="p", title="P", elements=[pm.Task(id="t", name="Buses")])
    columns = {column.name: column.doc for column in result_columns(plan.tasks)}
    assert columns["done"] == "how much of it is done, 40 %"
    assert columns["duration_likely"] == described(Estimate)["likely"]


def test_the_page_of_fields_is_made_from_them() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/fields_page.py"


def test_a_field_of_a_users_kind_may_say_it_in_its_metadata() -> None:
    @attrs.frozen(kw_only=True)
    class Risk(Element):
        """Something that may go wrong."""

        severity: str | None = attrs.field(default=None, metadata={"doc": "How bad it would be"})

    assert described(Risk)["severity"] == "How bad it would be"
    assert described(Risk)["id"] == "ASCII id, unique in the plan"
    assert "    id: ASCII id, unique in the plan." in str(inspect.getdoc(Risk)).splitlines()


def test_inherited_fields_stand_before_a_classs_own_and_the_rest_stays() -> None:
    class Base:
        """Base.

        Parameters:
            a: first,
                on two lines.
        """

    class Own(Base):
        """Own.

        Parameters:
            b: second.

        Raises:
            ValueError: never.
        """

    assert with_inherited(Own).splitlines() == [
        "Own.",
        "",
        "Parameters:",
        "    a: first, on two lines.",
        "    b: second.",
        "",
        "Raises:",
        "    ValueError: never.",
    ]
