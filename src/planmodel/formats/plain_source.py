"""A plan's content as mappings, lists and scalars in memory, read as a file is, with the way to each fault."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from planmodel.diagnostics import Place
from planmodel.formats.source_tree import Path, Problems, convert_tree, problem
from planmodel.words import Message, say

__all__ = ["PlainSource"]

_DEEPEST = 100
"""How many mappings and lists may stand in one another: what holds itself has no end."""


class PlainSource:
    """A tree that was given in memory: what JSON holds, tuples for lists, and days, which are written as text.

    Parameters:
        given: the tree.
        name: what it is called in messages.
    """

    lexical = False

    def __init__(self, given: Mapping[str, Any], name: str) -> None:
        self.file = name
        self.problems = Problems()
        tree = self._plain(given, ())
        self.tree: Any = None if self.problems else tree

    def decoded(self, struct: Any) -> Any:
        """Return the tree as an instance of a msgspec struct."""
        if self.problems:
            raise ValueError(self.problems)
        return convert_tree(self.tree, struct, clean=False)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return that it stands in no file; the path of a problem says where in the tree it is."""
        return Place()

    def look_again(self) -> None:
        """Do nothing."""

    def _plain(self, value: object, path: Path) -> Any:
        """Return a copy of a value with numbers as exact decimals, as a file's are read."""
        if value is None or isinstance(value, bool | str | int | Decimal):
            return self._number(value, path) if isinstance(value, Decimal) else value
        if len(path) > _DEEPEST:
            return self._refuse(path[:2], say("plain.deep"))
        if isinstance(value, Mapping):
            for key in value:
                if not isinstance(key, str):
                    self._refuse(path, say("plain.key", key=repr(key)))
            return {str(key): self._plain(one, (*path, str(key))) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._plain(one, (*path, number)) for number, one in enumerate(value)]
        if isinstance(value, float):
            return self._number(Decimal(repr(float(value))), path) if math.isfinite(value) else self._odd(value, path)
        if isinstance(value, dt.date):
            return value.isoformat()
        return self._odd(value, path)

    def _number(self, value: Decimal, path: Path) -> Any:
        return value if value.is_finite() else self._odd(value, path)

    def _odd(self, value: object, path: Path) -> None:
        self._refuse(path, say("plain.value", type=type(value).__name__, value=repr(value)[:60]))

    def _refuse(self, path: Path, message: Message) -> None:
        tell = partial(problem, "PM001", message, Place(), path=path, hint=say("plain.hint"))
        self.problems.note("PM001", tell)
