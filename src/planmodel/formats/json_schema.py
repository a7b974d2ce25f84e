"""A JSON Schema of plan files, made from the model: for editors that complete and check as one types."""

from __future__ import annotations

import enum
import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeAlias, get_args, get_origin

import attrs

from planmodel.arguments import kinds_checked
from planmodel.descriptions import described, summary
from planmodel.formats.object_fields import keys_of
from planmodel.formats.plain_data import FORMAT_VERSION
from planmodel.formats.scalars import is_text, optional_of
from planmodel.model.field_types import field_types
from planmodel.model.header import Header
from planmodel.model.numbers import Estimate
from planmodel.model.period import Period
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import COMMITMENTS
from planmodel.model.vocabulary import Vocabulary, installed_vocabulary
from planmodel.units import Amount, UnitDefinition

__all__ = ["ADD", "as_text", "json_schema", "schema_text"]

Schema: TypeAlias = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ID = "^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}$"
_PERIOD = r"^(\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?)$"
ADD = {"type": "boolean", "description": "Of an overlay: whether the element is added to the plan below"}
_LANGUAGE = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"


@kinds_checked
def json_schema(vocabulary: Vocabulary | None = None) -> Schema:
    """Return the schema of plan files and overlays, as JSON Schema draft 2020-12.

    Parameters:
        vocabulary: the kinds that files may hold; your own kinds get their part of the schema. Left out, the shipped
            ones and those of installed packages.

    Example:
        >>> json_schema()["$defs"]["Goal"]["properties"]["name"]["$ref"]
        '#/$defs/text'
    """
    vocabulary = vocabulary or installed_vocabulary()
    definitions = _Definitions()
    lists = {
        cls.plural: {"type": ["array", "null"], "items": definitions.of(cls), "description": summary(cls)}
        for cls in vocabulary.kinds
    }
    for cls in vocabulary.kinds:  # an overlay's entries leave out what the plan below says
        definitions.made[cls.__name__]["required"] = ["id"]
        definitions.made[cls.__name__]["properties"].setdefault("add", ADD)
    whole = {
        cls.plural: {"items": {"required": _required(cls), "not": {"required": ["add"]}}} for cls in vocabulary.kinds
    }
    adding = {"properties": {"add": {"const": True}}, "required": ["add"]}
    laid = {cls.plural: {"items": {"if": adding, "then": {"required": _required(cls)}}} for cls in vocabulary.kinds}
    properties: Schema = {
        "planmodel": {"const": FORMAT_VERSION, "description": "Version of the file format"},
        "$schema": {"type": "string", "description": "Address of this schema, for editors"},
        "overlay": {"$ref": "#/$defs/id", "description": "Of an overlay: the id of the plan that it is laid over"},
        **definitions.properties(Header),
        **lists,
    }
    return {
        "$schema": _DRAFT,
        "title": "planmodel plan file",
        "description": "A plan, or an overlay that is laid over one",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "if": {"required": ["overlay"]},
        "then": {"not": {"required": ["id"]}, "properties": laid},
        "else": {"required": _required(Header), "properties": whole},
        "$defs": {**_scalars(), **definitions.made},
    }


def schema_text() -> str:
    """Return the schema of the shipped kinds as the text that is installed with planmodel."""
    shipped: Traversable = files("planmodel.formats") / "plan.schema.json"
    text: str = shipped.read_text(encoding="utf-8")
    return text


def as_text(schema: Schema) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _scalars() -> Schema:
    return {
        "id": {"type": "string", "pattern": _ID, "description": "ASCII id"},
        "text": {
            "description": "Text, or the same text in several languages",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "propertyNames": {"pattern": _LANGUAGE},
                    "additionalProperties": {"type": "string", "minLength": 1},
                    "minProperties": 1,
                    "examples": [{"zh": "水", "en": "Water"}],
                },
            ],
        },
        "period": {
            "description": "A year, month, day, or a stretch: 2021, 2021-06, 2021-06-30, 2021/2025",
            "anyOf": [
                {"type": "string", "pattern": _PERIOD},
                {"type": "integer", "minimum": 1, "maximum": 9999},
            ],
        },
        "amount": {
            "description": "A number with its unit (21.3 万亩), or a bare number",
            "anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}],
        },
    }


def _required(cls: Any) -> list[str]:
    keys = keys_of(cls)
    return [keys[field.name] for field in attrs.fields(cls) if field.default is attrs.NOTHING]


class _Definitions:
    """The definition of each class, made when it is first referred to."""

    def __init__(self) -> None:
        self.made: Schema = {}

    def of(self, cls: Any) -> Schema:
        """Return a reference to the definition of ``cls``, short form included."""
        name = cls.__name__
        if name not in self.made:
            self.made[name] = {}  # a class may hold itself
            self.made[name].update(self._object(cls))
        reference = {"$ref": f"#/$defs/{name}"}
        if issubclass(cls, Link):
            return {"anyOf": [{"$ref": "#/$defs/id"}, reference]}
        if cls is Estimate:
            return {"anyOf": [{"$ref": "#/$defs/amount"}, reference]}
        if cls is UnitDefinition:
            return {"anyOf": [{"type": "string", "minLength": 1}, reference]}
        return {"anyOf": [{"$ref": "#/$defs/id"}, reference]} if cls is Citation else reference

    def _object(self, cls: Any) -> Schema:
        properties = self.properties(cls)
        required = _required(cls)
        if cls in COMMITMENTS:
            properties = {"kind": {"const": cls.kind, "description": "What sort of commitment it is"}, **properties}
            required = ["kind", *required]
        return {
            "type": "object",
            "description": summary(cls),
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def properties(self, cls: Any) -> Schema:
        """Return the schema of each key of a class."""
        types, keys = field_types(cls), keys_of(cls)
        meanings = described(cls)
        return {
            keys[field.name]: self._field(field, types[field.name], meanings.get(field.name))
            for field in attrs.fields(cls)
        }

    def _field(self, field: attrs.Attribute[Any], annotation: Any, about: str | None) -> Schema:
        inner = optional_of(annotation)
        schema = self._type(annotation if inner is None else inner, field)
        if inner is not None and "enum" not in schema:
            schema = {**schema, "type": [schema["type"], "null"]} if isinstance(schema.get("type"), str) else schema
        if about:
            schema = {**schema, "description": about}
        default: object = field.default
        if isinstance(default, str | int | float) and not isinstance(default, enum.Enum):  # NOTHING is an enum
            schema = {**schema, "default": default}
        return schema

    def _type(self, annotation: Any, field: attrs.Attribute[Any]) -> Schema:
        if is_text(annotation):
            return {"$ref": "#/$defs/text"}
        if annotation is str:
            return {"$ref": "#/$defs/id"} if _holds_id(field) else {"type": "string", "minLength": 1}
        simple: dict[Any, Schema] = {
            int: {"type": "integer"},
            float: {"type": "number"},
            bool: {"type": "boolean"},
            Amount: {"$ref": "#/$defs/amount"},
            Period: {"$ref": "#/$defs/period"},
        }
        if isinstance(annotation, type) and annotation in simple:
            return simple[annotation]
        if get_origin(annotation) is Literal:
            return {"enum": list(get_args(annotation))}
        if get_origin(annotation) is tuple:
            return {"type": ["array", "null"], "items": self._type(get_args(annotation)[0], field)}
        if set(get_args(annotation)) == set(COMMITMENTS):
            return {"anyOf": [self.of(cls) for cls in COMMITMENTS]}
        return self.of(annotation)


def _holds_id(field: attrs.Attribute[Any]) -> bool:
    return field.name == "id" or bool(field.metadata.get("cites"))
