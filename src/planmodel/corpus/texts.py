"""What rows hold of texts in several languages and of links, be they objects or decoded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["in_chinese", "in_english", "target_of"]


def in_chinese(text: str | Mapping[str, str] | None) -> str | None:
    """Return a text in Chinese, or in its first language."""
    if text is None or isinstance(text, str):
        return text
    return text["zh"] if "zh" in text else next(iter(text.values()))


def in_english(text: str | Mapping[str, str] | None) -> str | None:
    """Return a text in English, if it says which language is which."""
    return None if text is None or isinstance(text, str) else text.get("en")


def target_of(link: Any) -> str | None:
    """Return the id that a link points at."""
    return link if link is None or type(link) is str else link.to
