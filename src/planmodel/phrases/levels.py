"""Levels and ranges as plans print them: ``≥90``, ``90%以上``, ``不超过 25 微克/立方米``, ``55～60``.

All other phrases are kept as :class:`Unread`, with the reason; none is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planmodel.errors import AmountError
from planmodel.model.targets import Commitment, Comparator, Level, Target, Unread
from planmodel.units import Amount

__all__ = ["read_commitment", "read_target"]

_BEFORE: dict[str, Comparator | None] = {
    "≥": "at_least",
    ">=": "at_least",
    "≧": "at_least",
    "不低于": "at_least",
    "不少于": "at_least",
    "不小于": "at_least",
    "≤": "at_most",
    "<=": "at_most",
    "≦": "at_most",
    "不超过": "at_most",
    "不高于": "at_most",
    "不大于": "at_most",
    ">": "more_than",
    "大于": "more_than",
    "高于": "more_than",
    "<": "less_than",
    "小于": "less_than",
    "低于": "less_than",
    "优于": "better_than",
    "约": "about",
    "达到": None,
    "达": None,
}
_AFTER: dict[str, Comparator] = {
    "及以上": "at_least",
    "以上": "at_least",
    "及以下": "at_most",
    "以下": "at_most",
    "以内": "at_most",
    "左右": "about",
}
_LONGEST = 80


def _any(words: dict[str, Comparator | None] | dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?"
_PHRASE = re.compile(
    rf"(?P<before>{_any(_BEFORE)})?\s*(?P<value>{_NUMBER})\s*(?P<unit>[^\d\s~～—–-][^\d]*?[23]?)??\s*(?P<after>{_any(_AFTER)})?",
    re.ASCII,
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<unit_low>[^\d\s~～—–-][^\d]*?)??\s*(?:~|～|—|–|-|至|到)\s*(?P<high>{_NUMBER})\s*(?P<unit>\D.*)?",
    re.ASCII,
)


def read_target(text: str, *, unit: str | None = None, year: int | None = None) -> Target:
    """Return the target that a published phrase states.

    Parameters:
        text: the phrase as printed.
        unit: the unit of a number that has none of its own.
        year: the year by whose end it shall hold.

    Returns:
        a target whose commitment is a :class:`Level`, or :class:`Unread` with the reason.

    Example:
        >>> read_target("≥90", unit="%").commitment
        Level(value=Amount("90 %"), high=None, comparator='at_least')
    """
    return Target(year=year, as_published=text, commitment=read_commitment(text, unit=unit))


def read_commitment(text: str, *, unit: str | None = None) -> Commitment:
    """Return what a published phrase promises: a :class:`Level`, or :class:`Unread` with the reason.

    Parameters:
        text: the phrase as printed.
        unit: the unit of a number that has none of its own.
    """
    return _read(text, unit) if len(text) <= _LONGEST else Unread(reason=f"longer than {_LONGEST} characters")


@lru_cache(maxsize=16_384)
def _read(text: str, unit: str | None) -> Commitment:
    phrase = "".join(_half_width(character) for character in text).strip()
    try:
        return _range(phrase, unit) or _level(phrase, unit) or Unread(reason="not a level or a range")
    except AmountError as error:
        return Unread(reason=error.message)


def _half_width(character: str) -> str:
    return unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character


def _range(phrase: str, unit: str | None) -> Level | None:
    match = _RANGE.fullmatch(phrase)
    if match is None:
        return None
    own = (match["unit"] or match["unit_low"] or "").strip() or unit or ""
    low, high = Amount(match["low"] + own), Amount(match["high"] + own)
    return Level(value=low, high=high, comparator="between") if low <= high else None


def _level(phrase: str, unit: str | None) -> Level | None:
    match = _PHRASE.fullmatch(phrase)
    if match is None or (match["before"] and match["after"] and match["before"] not in ("达到", "达")):
        return None
    before, after = match["before"], match["after"]
    comparator = _AFTER[after] if after else _BEFORE[before] if before else None
    own = (match["unit"] or "").strip() or unit or ""
    return Level(value=Amount(match["value"] + " " + own), comparator=comparator)
