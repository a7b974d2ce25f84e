"""Rows of a table that are no entries: headings over the rows below them, and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["Headings", "is_heading", "is_note"]

_NOTE = re.compile(
    r"^(?:备?注\s*\d*\s*[:：.、]|备?注$|说明\s*[:：]|(?:数据|资料)来源|[*＊※]\s*\S|[\[［]\d+[\]］]|①|注[①-⑳]"
    r"|notes?\s*[:：.]|sources?\s*[:：])",
    re.IGNORECASE,
)
_STYLES = (
    re.compile(r"^第[一二三四五六七八九十]+[部章类]"),
    re.compile(r"^[一二三四五六七八九十]+\s*[、.．]|^[IVX]+\s*[.、]"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+\s*[.、．](?!\d)|^[A-Z]\s*[.、]"),
    re.compile(r"^[(（]\d+[)）]|^[①-⑳]"),
)
_OF_AN_ENTRY = 100
_WORDS = re.compile(r"(?:类|方面|领域|指标|工程|体系|建设)$")


def is_note(row: Sequence[str]) -> bool:
    """Return whether a row is a note below the table."""
    texts = [cell for cell in dict.fromkeys(row) if cell]
    return bool(texts) and _NOTE.match(texts[0]) is not None and len(texts) < 3


def rank(text: str) -> int | None:
    """Return how deep a heading's numbering is, 0 the outermost; ``None`` when it has none."""
    return next((depth for depth, style in enumerate(_STYLES) if style.match(text)), None)


def is_heading(text: str) -> bool:
    """Return whether a text alone in its row is written as a heading is: 一、…, （一）…, …类."""
    found = rank(text)
    return (found is not None and found < 3) or _WORDS.search(text) is not None


class Headings:
    """The headings that stand over a row, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    @property
    def texts(self) -> tuple[str, ...]:
        """Their texts."""
        return tuple(text for _, text in self._open)

    def open(self, text: str) -> None:
        """Begin a heading: it ends those of its own depth and deeper."""
        found = rank(text)
        depth = len(_STYLES) if found is None else found
        self.close()
        self._open = [one for one in self._open if one[0] < depth]
        self._open.append((depth, text))

    def open_entry(self, text: str) -> None:
        """Begin an entry that only names what the rows below it are: 适宜规模床位数（张）."""
        self.close()
        self._open.append((_OF_AN_ENTRY, text))

    def close(self) -> None:
        """End such an entry."""
        self._open = [one for one in self._open if one[0] != _OF_AN_ENTRY]
