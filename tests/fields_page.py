"""The page ``docs/fields.md``, made from the docstrings of the model: run this file to write it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

import planmodel as pm
from planmodel.descriptions import described, summary
from planmodel.model.element import Element
from planmodel.model.field_types import field_types
from planmodel.model.header import Header
from planmodel.model.targets import COMMITMENTS
from planmodel.parts import VOCABULARY

PAGE = Path(__file__).parents[1] / "docs" / "fields.md"
HEAD = """# Fields of every kind

What a plan, its elements and their parts hold. This page, `help(pm.Task)`, the JSON Schema and the columns of frames
are all made from the docstrings of the classes; `tests/fields_page.py` writes it anew.
"""


def page() -> str:
    """Return the whole page."""
    parts: dict[type, None] = {}
    wholes: tuple[type, ...] = (Header, *VOCABULARY.kinds)
    for cls in wholes:
        for part in held_by(cls):
            parts.setdefault(part)
    sections = [("Every element", Element), ("The plan itself", Header)]
    sections += [(cls.__name__, cls) for cls in VOCABULARY.kinds]
    sections += [(cls.__name__, cls) for cls in parts]
    return HEAD + "".join(section(title, cls) for title, cls in sections)


def held_by(cls: type) -> Iterator[type]:
    """Yield the classes of what the fields of a class hold, and what those hold, each after its holder."""
    for annotation in field_types(cls).values():
        for one in classes_in(annotation):
            yield one
            yield from held_by(one)


def classes_in(annotation: Any) -> Iterator[type]:
    if get_origin(annotation) is not None:
        if set(get_args(annotation)) - {type(None)} == set(COMMITMENTS):
            yield from (one for one in COMMITMENTS if one is not pm.Compound)
            return
        for inner in get_args(annotation):
            yield from classes_in(inner)
    elif isinstance(annotation, type) and attrs.has(annotation) and annotation is not pm.Period:
        yield annotation


def section(title: str, cls: Any) -> str:
    """Return a heading, what the class is, and a table of its fields; those of every element stand once."""
    meanings, inherited = described(cls), described(Element) if issubclass(cls, Element) and cls is not Element else {}
    rows = [
        f"| `{field.name}` | {meanings[field.name]} |" for field in attrs.fields(cls) if field.name not in inherited
    ]
    table = ["| field | meaning |", "| --- | --- |", *rows] if rows else ["Only the fields of every element."]
    return "\n".join([f"\n## {title}\n", summary(cls), "", *table, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
