"""The entry points that installed packages have for another, and whether there can be any at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

__all__ = ["entry_points"]

_LIST = "entry_points.txt"


def entry_points(prefix: str) -> tuple[tuple[str, str, EntryPoint], ...]:
    """Return every entry point of a group whose name begins so, each with its package and the package's version.

    Parameters:
        prefix: how the groups begin, such as ``planmodel.``.
    """
    if not any(map(partial(_may_name, prefix.encode()), map(str, sys.path))) and not _asks_others():
        return ()
    from importlib import metadata  # takes longer to import than a plan takes to read

    found: list[tuple[str, str, EntryPoint]] = []
    for distribution in metadata.distributions():
        entries = [one for one in _listed(distribution) if one.group.startswith(prefix)]
        package, version = _named(distribution, entries) if entries else ("", "")
        if entries and _is_first(package, distribution):
            found += [(package, version, entry) for entry in entries]
    return tuple(found)


def _may_name(prefix: bytes, place: str) -> bool:
    """Return whether a place where Python looks for packages may hold a list of entry points with such a group."""
    folder = Path(place)
    try:
        held = list(folder.iterdir())
    except NotADirectoryError:
        return True  # an archive
    except (OSError, ValueError):
        return False
    wanted = (".dist-info", ".egg-info", *(["egg-info"] if folder.suffix.lower() == ".egg" else []))
    return any(prefix in _content(one / _LIST) for one in held if one.name.lower().endswith(wanted))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # most packages have no entry points
        return b""


def _asks_others() -> bool:
    """Return whether Python asks somebody else than itself which packages are installed."""
    return any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder)


def _listed(distribution: Distribution) -> Iterable[EntryPoint]:
    try:
        return distribution.entry_points
    except Exception:  # a list that cannot be read hides no other
        return ()


def _named(distribution: Distribution, entries: list[EntryPoint]) -> tuple[str, str]:
    try:
        package, version = distribution.metadata["Name"], distribution.version
    except Exception:  # metadata that cannot be read
        package, version = "", ""
    return package or entries[0].value.partition(":")[0].partition(".")[0], version or ""


def _is_first(package: str, distribution: Distribution) -> bool:
    """Return whether a distribution is the one that Python finds by the name of the package, not one behind it."""
    from importlib import metadata

    try:
        first = metadata.distribution(package)
        return first.read_text(_LIST) == distribution.read_text(_LIST)
    except Exception:
        return True
