"""Other programs' files, opened by what they hold."""

from __future__ import annotations

from pathlib import Path

from planmodel.exchange.foreign import local
from planmodel.exchange.mspdi import read_mspdi
from planmodel.exchange.stratml import read_stratml
from planmodel.formats.imported import ImportResult, read_tree

__all__ = ["read_foreign"]


def read_foreign(path: Path) -> ImportResult:
    """Return what an XML file of StratML or Microsoft Project says; its first element tells which it is.

    Raises:
        PlanFileError: it cannot be opened, or is neither.
        MissingExtraError: the package defusedxml is not installed.
    """
    root = local(read_tree(path, "another program's XML").tag)
    return read_mspdi(path) if root == "Project" else read_stratml(path)
