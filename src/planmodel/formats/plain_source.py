"""A plan's content as mappings, lists and scalars in memory, read as a file is, with the way to each fault."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from numbers import Integral
from typing import Any

from planmodel.diagnostics import Place
from planmodel.formats.source_tree import Path, Problems, convert_tree, problem
from planmodel.limits import in_force
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
        self._seen: dict[int, object] = {}  # held, so that no other takes its number
        self._repeated = 0
        self._is_over = False
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
        """Return a copy of a value: of plain types, with numbers as exact decimals, as a file's are read."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return _text(value)
        if isinstance(value, Integral):
            return int(value)
        if isinstance(value, Decimal):
            return self._number(value, path)
        if isinstance(value, Mapping | list | tuple):
            return self._several(value, path)
        if isinstance(value, float):
            return self._number(Decimal(repr(float(value))), path) if math.isfinite(value) else self._odd(value, path)
        if isinstance(value, dt.datetime) and value.time() == dt.time() and value.tzinfo is None:
            return value.date().isoformat()
        if isinstance(value, dt.date):
            return value.isoformat()
        return self._odd(value, path)

    def _several(self, value: Mapping[Any, Any] | Sequence[Any], path: Path) -> Any:
        """Return a copy of a mapping or list; what stands in several places counts as aliases do."""
        if len(path) > _DEEPEST:
            return self._refuse(path[:2], say("plain.deep"))
        if self._is_over:
            return None
        try:
            held = list(value.items() if isinstance(value, Mapping) else value)
        except Exception:  # whatever a mapping of somebody's own raises
            return self._odd(value, path)
        self._repeated += len(held) if id(value) in self._seen else 0
        self._seen[id(value)] = value
        if (over := in_force().over("aliased", self._repeated)) is not None:
            self._is_over = True
            return self._refuse(path[:2], *over)
        if not isinstance(value, Mapping):
            return [self._plain(one, (*path, number)) for number, one in enumerate(held)]
        made = {}
        for key, one in held:
            if isinstance(key, str):
                made[_text(key)] = self._plain(one, (*path, _text(key)))
            else:
                self._refuse(path, say("plain.key", key=_shown(key)))
        return made

    def _number(self, value: Decimal, path: Path) -> Any:
        return value if value.is_finite() else self._odd(value, path)

    def _odd(self, value: object, path: Path) -> None:
        self._refuse(path, say("plain.value", type=type(value).__name__, value=_shown(value)))

    def _refuse(self, path: Path, message: Message, hint: Message | None = None) -> None:
        tell = partial(problem, "PM001", message, Place(), path=path, hint=hint or say("plain.hint"))
        self.problems.note("PM001", tell)


def _text(value: str) -> str:
    """Return a text as one of the plain type: of an enumeration, numpy or pandas, too."""
    return value if type(value) is str else str.__str__(value)


def _shown(value: object) -> str:
    try:
        return repr(value)[:60]
    except Exception:  # whatever a value of somebody's own raises
        return "…"
