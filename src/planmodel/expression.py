"""Regular expressions that are compiled when they are first asked: most programs ask few of them."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["expression"]


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression; it has the methods of one that :func:`re.compile` returns.

    For what a program may never ask. Where it is asked of every element, ``re.compile`` answers sooner.

    Parameters:
        pattern: what it matches, as for :func:`re.compile`.
        flags: of :mod:`re`.

    Example:
        >>> year = expression(r"(\\d{4})年")
        >>> year.match("2025年")[1], year.pattern
        ('2025', '(\\\\d{4})年')
    """
    return cast("re.Pattern[str]", _Waiting(pattern, flags))


class _Waiting:
    """A pattern and its flags until a method is asked for, which is then kept."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "pattern":  # which copies ask of what has no fields yet
            raise AttributeError(name)
        method = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, method)
        return method
