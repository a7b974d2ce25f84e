"""What a file holds before it is a plan: plain mappings, lists and scalars, and the place of each."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

from planmodel.diagnostics import Diagnostic, Place

__all__ = ["Path", "SourceTree", "path_text"]

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a tree to a value: ``("tasks", 2, "depends_on", 0)``."""


class SourceTree(Protocol):
    """A file that was read as far as its syntax goes.

    ``tree`` has the header's keys and one list of mappings a kind, under its plural name. Scalars are ``None``, or text
    when ``lexical`` (YAML and CSV, whose scalars are read by the field that wants them), else JSON's types.
    ``problems`` are those of syntax: a key that stands twice, an alias that goes nowhere.
    """

    file: str
    tree: Any
    lexical: bool
    problems: list[Diagnostic]

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path`` (or of its key); of the nearest that is there, if it is not."""
        ...


def path_text(path: Path) -> str:
    """Return a path as people read it.

    Example:
        >>> path_text(("tasks", 2, "depends_on", 0))
        'tasks[2].depends_on[0]'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
