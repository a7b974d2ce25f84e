"""A person's mapping of ids from plan to plan, kept in a file."""

from __future__ import annotations

from pathlib import Path

from planmodel.arguments import kinds_checked
from planmodel.diagnostics import Diagnostic
from planmodel.errors import PlanFileError
from planmodel.formats.native import read_clean
from planmodel.formats.source_tree import problem
from planmodel.words import say

__all__ = ["read_mapping"]


@kinds_checked
def read_mapping(path: str | Path) -> dict[str, tuple[str, ...]]:
    """Return the mapping that a YAML or JSON file holds: old id → the ids that it became.

    Parameters:
        path: the file: a mapping of old ids to a new id, a list of new ids, or nothing.

    Raises:
        PlanFileError: it cannot be read, or holds something else; ``problems`` has the places.

    Example:
        >>> read_mapping("examples/succession/mapping/jia.yaml")["i-old-houses"]
        ('i-large-sites', 'i-small-sites')
    """
    source = read_clean(Path(path))
    problems: list[Diagnostic] = []
    found: dict[str, tuple[str, ...]] = {}
    if not isinstance(source.tree, dict):
        problems.append(problem("PM001", say("mapping.expected"), source.place(()), hint=say("mapping.hint")))
    for old, new in source.tree.items() if not problems else ():
        ids = [] if new in (None, "", "null", "~") else new if isinstance(new, list) else [new]
        if not all(isinstance(one, str) and one for one in ids):
            message = say("mapping.no_id", old=str(old))
            problems.append(problem("PM003", message, source.place((old,)), path=(old,), hint=say("mapping.hint")))
        found[old] = tuple(ids)
    if problems:
        raise PlanFileError(say("mapping.unread", path=str(path)), problems=problems)
    return found
