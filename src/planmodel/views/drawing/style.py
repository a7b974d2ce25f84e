"""Words and colours of charts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from planmodel.text import cut, display_width

__all__ = [
    "BLUE",
    "DARK",
    "GREY",
    "ORANGE",
    "PALE",
    "RED",
    "plain_letters",
    "short",
    "short_names",
]

BLUE, RED, ORANGE, GREY, PALE, DARK = "#0060a8", "#b00020", "#b45000", "#6b6b6b", "#d9d9d9", "#222222"
"""Colours that also people who see red and green alike can tell apart; none of them ever says something alone."""


def plain_letters(text: str) -> str:
    """Return a text with Roman numerals in Latin letters: many fonts for Chinese lack some of those signs.

    Example:
        >>> plain_letters("劣Ⅴ类")
        '劣V类'
    """
    return "".join(unicodedata.normalize("NFKC", one) if "\u2160" <= one <= "\u2188" else one for one in text)


def short(text: str, cells: int) -> str:
    """Return a text of a plan as a chart shows it: on one line, in letters that fonts have, at most so many cells wide.

    Example:
        >>> short("劣Ⅴ类\\n断面比例", 9)
        '劣V类 断…'
    """
    return cut(plain_letters(text), cells)


def short_names(names: Mapping[str, str], cells: int) -> dict[str, str]:
    """Return the name of each id cut to so many cells; names that are alike when cut carry their id.

    Example:
        >>> short_names({"a": "甲县生态环境保护规划", "b": "甲县生态环境保护方案", "c": "乙县"}, 14)
        {'a': '甲县生态… (a)', 'b': '甲县生态… (b)', 'c': '乙县'}
    """
    found = {id: short(name, cells) for id, name in names.items()}
    alike = {name for name, count in Counter(found.values()).items() if count > 1}
    return {
        id: f"{short(names[id], max(cells - display_width(id) - 3, 2))} ({short(id, cells)})" if name in alike else name
        for id, name in found.items()
    }
