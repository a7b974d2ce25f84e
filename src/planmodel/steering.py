"""The characters that steer a terminal, and how people see them instead; it needs nothing else of planmodel."""

from __future__ import annotations

from typing import Final

__all__ = ["STEERING", "seen"]

STEERING: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""A pattern of the characters that steer a terminal, or turn the direction of writing; not tabs and ends of lines."""


def seen(text: str) -> str:
    r"""Return a text whose characters that steer a terminal (:data:`STEERING`) show as escapes.

    Example:
        >>> print(seen("a\x1bb"))
        a\x1bb
    """
    import re

    return re.sub(STEERING, lambda found: found[0].encode("unicode_escape").decode(), text)
