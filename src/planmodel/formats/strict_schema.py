"""The strict dialect of the JSON Schema, for programs that fill plans in by a schema and know a part of the language.

Every key is required and ``null`` where there is nothing to say, no object takes other keys, and nothing is said by
patterns, lengths, bounds, conditions, defaults, siblings of ``$ref`` or definitions that hold themselves. What a
program writes by it is a plan's file, in which ``null`` is the same as a key that is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planmodel.arguments import kinds_checked
from planmodel.formats.json_schema import ADD, Schema, json_schema
from planmodel.model.vocabulary import Vocabulary, installed_vocabulary

__all__ = ["strict_schema"]

_BESIDE = ("$schema", "overlay")
_SCALARS = {
    "id": {"type": "string"},
    "text": {"type": "string"},
    "period": {"type": "string"},
    "amount": {"type": "string"},
}
"""What the definitions of single values come to: text, whose form the description tells."""
_NULL: Schema = {"type": "null"}


@kinds_checked
def strict_schema(vocabulary: Vocabulary | None = None, kinds: Iterable[str] | None = None) -> Schema:
    """Return the schema of plan files in the strict dialect, as JSON Schema draft 2020-12.

    Overlays and texts in several languages are not in it.

    Parameters:
        vocabulary: the kinds that files may hold; left out, the shipped ones and those of installed packages.
        kinds: names of those that the program is to fill in, ``task`` or ``tasks``, where it takes fewer keys; all when
            left out.

    Raises:
        VocabularyError: there is no such kind.

    Example:
        >>> schema = strict_schema()
        >>> schema["required"] == list(schema["properties"]), schema["additionalProperties"]
        (True, False)
        >>> schema["$defs"]["Task"]["properties"]["duration"]["anyOf"][-1]
        {'type': 'null'}
        >>> [name for name in strict_schema(kinds=["goal"])["properties"] if name.endswith("oals")]
        ['goals']
    """
    vocabulary = vocabulary or installed_vocabulary()
    wanted = {vocabulary.class_of(name).plural for name in (vocabulary.by_kind if kinds is None else kinds)}
    whole = json_schema(vocabulary)
    definitions: dict[str, Schema] = whole["$defs"]
    classes = {name: one for name, one in definitions.items() if name not in _SCALARS}
    about = {name: one["description"] for name, one in definitions.items() if name in _SCALARS}
    reached = {name: _reached(one, definitions) for name, one in classes.items()}
    made = {name: _object(one, about, _back_to(name, reached)) for name, one in classes.items()}
    left_out = {*_BESIDE, *vocabulary.by_plural} - wanted
    keys = {key: one for key, one in whole["properties"].items() if key not in left_out}
    required = ["planmodel", *whole["else"]["required"]]
    top = _object({"properties": keys, "required": required}, about, frozenset())
    return {
        "$schema": whole["$schema"],
        "title": whole["title"],
        "description": "A plan; null where the document says nothing",
        **{key: top[key] for key in ("type", "properties", "required", "additionalProperties")},
        "$defs": {name: made[name] for name in made if name in _reached(top, made)},
    }


def _reached(schema: Schema, definitions: Mapping[str, Schema]) -> frozenset[str]:
    """Return the definitions that a schema leads to."""
    found: set[str] = set()
    waiting = [*_references(schema)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(definitions[name])
    return frozenset(found)


def _back_to(name: str, reached: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the definitions that lead back to one."""
    return frozenset(one for one, others in reached.items() if name in others)


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield str(schema["$ref"]).rpartition("/")[2]
        for one in schema.values():
            yield from _references(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _references(one)


def _object(schema: Schema, about: Mapping[str, str], circle: frozenset[str]) -> Schema:
    """Return an object whose keys are all required, null where they need not be given."""
    needed = schema["required"]
    given = {key: one for key, one in schema["properties"].items() if one != ADD}
    if len(given) < len(schema["properties"]):  # an element, whose other keys only an overlay may leave out
        needed = [*needed, "name"]
    fields = {key: _field(one, about, circle, nullable=key not in needed) for key, one in given.items()}
    properties = {key: one for key, one in fields.items() if one is not None}
    told = {"description": schema["description"]} if schema.get("description") else {}
    made: Schema = {"type": "object", **told, "properties": properties}
    return {**made, "required": list(properties), "additionalProperties": False}


def _field(schema: Schema, about: Mapping[str, str], circle: frozenset[str], *, nullable: bool) -> Schema | None:
    """Return what a key holds, with what is said about it; ``None`` of one that only leads back to its holder."""
    options = _options(schema, about, circle)
    if not options:
        return None
    told = " ".join(dict.fromkeys(text for text in (schema.get("description"), _form(schema, about)) if text))
    if nullable:
        options = _with_null(options)
    made: Schema = dict(options[0]) if len(options) == 1 and "$ref" not in options[0] else {"anyOf": options}
    return {**made, "description": told} if told else made


def _form(schema: Schema, about: Mapping[str, str]) -> str | None:
    """Return the form that a text must have, of which patterns say nothing here."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return f"({about[name]})" if name in ("period", "amount") else None


def _with_null(options: list[Schema]) -> list[Schema]:
    """Return options with null: within the type of a single one, else as one more."""
    if len(options) > 1 or "$ref" in options[0]:
        return [*options, _NULL]
    [only] = options
    made = {**only, "type": [only["type"], "null"]}
    return [{**made, "enum": [*only["enum"], None]} if "enum" in only else made]


def _options(schema: Schema, about: Mapping[str, str], circle: frozenset[str]) -> list[Schema]:
    """Return what a value may be, each in the dialect; what leads back to the object that holds it is left out."""
    if "anyOf" in schema:
        found = [option for one in schema["anyOf"] for option in _options(one, about, circle)]
        return [one for number, one in enumerate(found) if one not in found[:number]]
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [dict(_SCALARS[name])] if name in _SCALARS else [] if name in circle else [{"$ref": schema["$ref"]}]
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if values is not None:
        return [{"type": "integer" if isinstance(values[0], int) else "string", "enum": list(values)}]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    [type] = [one for one in types if one != "null"]
    if type != "array":
        return [{"type": type}]
    items = _options(schema["items"], about, circle)
    return [{"type": "array", "items": items[0] if len(items) == 1 else {"anyOf": items}}] if items else []
