"""Codes of what can be wrong with a file before any rule looks at the plan in it."""

from __future__ import annotations

__all__ = ["FILE_PROBLEMS", "page"]

FILE_PROBLEMS = {
    "PM001": "a file that cannot be read, or is no YAML, JSON or table",
    "PM002": "a key that planmodel does not know",
    "PM003": "a value of the wrong type",
    "PM004": "a date or period that is none",
    "PM005": "a value that its field cannot take",
    "PM006": "an amount in a unit that planmodel does not know",
    "PM007": "the same key twice",
    "PM008": "a key that is missing",
    "PM009": "an id that another element has",
    "PM010": "an unknown format version, or a plan and an overlay mixed up",
}
"""Code → title; each is an error."""


def page(code: str) -> str:
    """Return where a code is documented."""
    return f"docs/rules.md#{code.lower()}"
