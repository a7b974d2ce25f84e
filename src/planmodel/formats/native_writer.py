"""planmodel's own files: written whole or not at all, in a stable order."""

from __future__ import annotations

import json
import pathlib

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.collector import collector_paused
from planmodel.formats.files import write_whole
from planmodel.formats.plain_data import element_trees, header_tree, plan_tree
from planmodel.formats.yaml_comments import commented_yaml
from planmodel.limits import check_texts, in_force
from planmodel.model.element import Element
from planmodel.model.plan import Plan

__all__ = ["write_json", "write_yaml"]


@kinds_checked
def write_yaml(plan: Plan, path: AnyPath | None = None) -> str:
    """Return a plan as YAML, and write it to ``path`` (whole or not at all) when one is given.

    The comments of the YAML file that it was read from stay with the elements and fields that they belong to.

    Raises:
        PlanFileError: it holds a text, or is one, that is longer than what :class:`~planmodel.limits.Limits` let in.
    """
    with collector_paused(elements=len(plan)):
        tree = plan_tree(plan)
        text = commented_yaml(plan, tree).text
        if len(text) > in_force().text:
            check_texts(tree, _named(path))
    return _written(text, "yaml_bytes", path)


@kinds_checked
def write_json(plan: Plan, path: AnyPath | None = None) -> str:
    """Return a plan as JSON, one element a line, and write it to ``path`` (whole or not at all) when one is given.

    Raises:
        PlanFileError: it holds a text, or is one, that is longer than what :class:`~planmodel.limits.Limits` let in.
    """
    with collector_paused(elements=len(plan)):
        text = "".join(_json_parts(plan, _named(path)))
    return _written(text, "json_bytes", path)


def _named(path: AnyPath | None) -> str | None:
    return None if path is None else str(pathlib.Path(path))


def _written(text: str, limit: str, path: AnyPath | None) -> str:
    """Return a plan's text, written to a file if one is named; what would be refused when it is read is not written."""
    most = getattr(in_force(), limit)
    if len(text) > most // 4:  # a character has at most four bytes
        in_force().check(limit, len(text.encode()), _named(path), verb="write")
    if path is not None:
        write_whole(pathlib.Path(path), text)
    return text


def _json_parts(plan: Plan, file: str | None) -> list[str]:
    to_json, longest = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode, in_force().text

    def encode(tree: object) -> str:
        text = to_json(tree)
        if len(text) > longest:
            check_texts(tree, file)
        return text

    parts = ['{\n"planmodel": 1']
    for key, value in header_tree(plan).items():
        parts.append(f",\n{encode(key)}: {encode(value)}")
    before: type[Element] | None = None
    for cls, trees in element_trees(plan.elements):
        if cls is not before:
            parts.append(f"{'' if before is None else chr(10) + ']'},\n{encode(cls.plural)}: [\n")
        else:
            parts.append(",\n")
        parts.append(",\n".join(map(encode, trees)))
        before = cls
    parts.append("\n]\n}\n" if before is not None else "\n}\n")
    return parts
