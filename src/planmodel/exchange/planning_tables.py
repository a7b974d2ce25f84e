"""Tables of England's plan data, told by their heads."""

from __future__ import annotations

from pathlib import Path

__all__ = ["is_planning_head", "is_planning_table"]


def is_planning_head(text: str) -> bool:
    """Return whether a text begins with the head of such a table."""
    return False


def is_planning_table(path: Path) -> bool:
    """Return whether a file is such a table."""
    return False
