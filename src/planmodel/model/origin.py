"""Which files a plan was read from, so that findings can name their place."""

from __future__ import annotations

import attrs

from planmodel.diagnostics import Diagnostic

__all__ = ["Origin", "SourceFile"]


@attrs.frozen(kw_only=True)
class SourceFile:
    """One file or folder that was read: its path, its format, and what tells whether it has changed since.

    Parameters:
        path: its path.
        format: ``yaml``, ``json`` or ``tables``; of another program's file what it is, such as ``stratml``.
        size: its bytes.
        modified_ns: when it was written last, in nanoseconds.
    """

    path: str
    format: str
    size: int
    modified_ns: int


@attrs.frozen(kw_only=True)
class Origin:
    """Where a plan came from.

    Parameters:
        files: the files, in the order in which they were laid over each other.
        changed: ids of elements that were changed in code since, so that no place in a file is theirs.
        issues: what was left out of another program's file, or changed, on the way into the plan.
    """

    files: tuple[SourceFile, ...]
    changed: frozenset[str] = frozenset()
    issues: tuple[Diagnostic, ...] = ()
