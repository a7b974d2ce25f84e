"""Which files a plan was read from, so that findings can name their place."""

from __future__ import annotations

from typing import Literal

import attrs

__all__ = ["Origin", "SourceFile"]


@attrs.frozen(kw_only=True)
class SourceFile:
    """One file or folder that was read: its path, its format, and what tells whether it has changed since."""

    path: str
    format: Literal["yaml", "json", "tables"]
    size: int
    modified_ns: int


@attrs.frozen(kw_only=True)
class Origin:
    """Where a plan came from.

    Parameters:
        files: the files, in the order in which they were laid over each other.
        changed: ids of elements that were changed in code since, so that no place in a file is theirs.
    """

    files: tuple[SourceFile, ...]
    changed: frozenset[str] = frozenset()
