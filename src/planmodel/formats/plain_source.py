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
from planmodel.text import pictured
from planmodel.words import Message, say

__all__ = ["PlainSource"]


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
        self._met: dict[int, object] = {}  # holds them, too: the number of one that is gone is given to another
        self._within = self._aliased = self._expanded = 0
        self._is_full = False
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
        if self._within:
            self._count(value, path)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return _text(value)
        if isinstance(value, Integral):
            return int(value)
        if isinstance(value, Decimal):
            return self._number(value, path)
        if isinstance(value, float):
            return self._number(Decimal(repr(float(value))), path) if math.isfinite(value) else self._odd(value, path)
        if isinstance(value, Mapping | list | tuple):
            return self._held(value, path)
        if isinstance(value, dt.datetime) and value.time() == dt.time() and value.tzinfo is None:
            return value.date().isoformat()  # a day, as pandas has it
        return value.isoformat() if isinstance(value, dt.date) else self._odd(value, path)

    def _held(self, value: Mapping[Any, Any] | Sequence[Any], path: Path) -> Any:
        """Return a copy of a mapping or list; what stands in several places is copied for each, up to a limit."""
        if len(path) > in_force().nesting:  # what holds itself has no end
            return self._refuse(path[:2], say("plain.deep"))
        if self._is_full:
            return None
        again = id(value) in self._met
        self._met[id(value)] = value
        try:
            held = [*(value.items() if isinstance(value, Mapping) else enumerate(value))]
        except Exception:  # whatever a mapping of somebody's own raises
            return self._odd(value, path)
        self._within += again
        try:
            if not isinstance(value, Mapping):
                return [self._plain(one, (*path, number)) for number, one in held]
            for key, _ in held:
                if not isinstance(key, str):
                    self._refuse(path, say("plain.key", key=pictured(key)))
            named = [(_text(key), one) for key, one in held if isinstance(key, str)]
            return {key: self._plain(one, (*path, key)) for key, one in named}
        finally:
            self._within -= again

    def _count(self, value: object, path: Path) -> None:
        """Count a value that stands within what stood elsewhere already: lists of lists could have no end in time."""
        self._aliased += 1
        self._expanded += len(value) if isinstance(value, str) else 0
        for limit, number in (("aliased", self._aliased), ("expanded", self._expanded)):
            over = in_force().over(limit, number)
            if over is not None and not self._is_full:
                self._is_full = True
                tell = partial(problem, "PM001", over[0], Place(), path=path[:2], hint=over[1])
                self.problems.note("PM001", tell)

    def _number(self, value: Decimal, path: Path) -> Any:
        return value if value.is_finite() else self._odd(value, path)

    def _odd(self, value: object, path: Path) -> None:
        self._refuse(path, say("plain.value", type=type(value).__name__, value=pictured(value)))

    def _refuse(self, path: Path, message: Message) -> None:
        tell = partial(problem, "PM001", message, Place(), path=path, hint=say("plain.hint"))
        self.problems.note("PM001", tell)


def _text(value: str) -> str:
    """Return a text as one of the plain type: a member of an enumeration, too, and what numpy has."""
    return value if type(value) is str else str.__str__(value)
