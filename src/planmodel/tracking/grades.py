"""Grades on an ordered scale: Ⅰ is best, 劣Ⅴ is worst."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["rank_of"]

_RANKS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_GRADE = re.compile(
    r"(?P<below>劣)?\s*(?:(?<![A-Za-z])(?P<latin>(?:I{1,3}|IV|VI?)(?!\s*[A-Za-z级]))\s*类?|(?P<chinese>[一二三四五])(?=类|$))"
)
_LONGEST = 40


def rank_of(text: str | None) -> int | None:
    """Return the place of a class of water or soil on its scale, 1 the best; ``None`` when no one class is named.

    级 is left alone: of some scales 一级 is the best, of others the worst.

    Example:
        >>> rank_of("Ⅲ类"), rank_of("劣V类"), rank_of("Ⅱ"), rank_of("Ⅱ类进Ⅲ类出"), rank_of("Ⅰ级")
        (3, 6, 2, None, None)

    Source: GB 3838-2002, surface water quality standard, classes Ⅰ to Ⅴ; 劣Ⅴ is worse than Ⅴ.
    """
    if text is None or len(text) > _LONGEST:
        return None
    found = list(_GRADE.finditer(unicodedata.normalize("NFKC", text)))
    if len(found) != 1:
        return None
    rank = _RANKS[found[0]["latin"] or found[0]["chinese"]]
    return rank + 1 if found[0]["below"] else rank
