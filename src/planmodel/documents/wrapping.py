"""Lines that break inside a paragraph because the page was full, and how they are joined again."""

from __future__ import annotations

import re

__all__ = ["begins_item", "first_word", "glued", "is_open", "is_soft", "is_wide"]

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：！？（）《》“”‘’…—]")
_ITEM = re.compile(
    r"\s*(?:[-*•●■◆▪·–—➢✓]+\s|[(（]\s?(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十百]{1,5})\s?[)）]"
    r"|(?:\d{1,3}|[a-zA-Z])\s?[.)、．]\s?(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\s|[一二三四五六七八九十百]{1,5}[、．.]"
    r"|第\s?[一二三四五六七八九十百零〇\d]{1,6}\s?[编篇部章节条]|专栏|[①-⑳]|[一二三四五六七八九十]是|[表图附]\s?\d|——)"
)
_OPEN = re.compile(r"(?:,|\b(?:and|or|of|the|a|an|to|in|for|with|by|on|at|from|that|which|is|are|our))$", re.IGNORECASE)


def begins_item(line: str) -> bool:
    """Return whether a line begins as an item or a numbered heading does, and so does not go on from the line above."""
    return _ITEM.match(line) is not None


def first_word(line: str) -> str:
    """Return what would have to stand on the line above: a Chinese character with the sign behind it, or a word."""
    bare = line.lstrip()
    if not bare:
        return ""
    if _WIDE.match(bare):
        return bare[:2] if bare[1:2] in "，。、；：！？）》”’" else bare[0]
    return re.split(rf"\s|(?={_WIDE.pattern})", bare, maxsplit=1)[0]


def is_soft(line: str, below: str, *, width: float, word: float, measure: float) -> bool:
    """Return whether the break between two lines is only there because the first one was full.

    Parameters:
        line, below: the two lines.
        width: how wide the first is.
        word: how wide the first word of the second is, with the gap before it.
        measure: how wide a line may be; in the same unit as the others.
    """
    bare, next_line = line.rstrip(), below.lstrip()
    if not next_line or begins_item(below):
        return False
    if bare.endswith(("。", "！", "？")) and width + word * 2 < measure:
        return False
    if next_line[0].islower() and _WIDE.search(bare[-3:]) is None:
        return not bare.endswith((".", "!", "?", ":"))
    return width + word > measure


def is_open(line: str) -> bool:
    """Return whether a Latin line cannot end a paragraph: a comma or a small word is its last.

    Example:
        >>> is_open("the goals of"), is_open("Office of Sustainability")
        (True, False)
    """
    return _OPEN.search(line.rstrip()) is not None


def is_wide(text: str) -> bool:
    """Return whether the first character is Chinese, a Chinese sign, or of full width."""
    return _WIDE.match(text) is not None


def glued(line: str, below: str) -> str:
    """Return two lines as one: with a blank between Latin words, with none where either side is Chinese.

    Example:
        >>> glued("建设美丽", "连州"), glued("clean", "water"), glued("long-", "term")
        ('建设美丽连州', 'clean water', 'long-term')
    """
    line, below = line.rstrip(), below.lstrip()
    if not line or not below or _WIDE.match(line[-1]) or _WIDE.match(below[0]):
        return line + below
    if re.search(r"[A-Za-z]-$", line) and below[0].islower():
        return line + below
    return f"{line} {below}"
