"""Durations, lags and the numbers that stand for kinds of them in Microsoft Project's XML."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from planmodel.formats.imported import Record
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import say

__all__ = ["ELAPSED", "LINK_TYPES", "PERCENT", "WORKING", "elapsed_amount", "period_seconds", "seconds_of"]

_Type = Literal["FF", "FS", "SF", "SS"]
LINK_TYPES: MappingProxyType[int, _Type] = MappingProxyType({0: "FF", 1: "FS", 2: "SF", 3: "SS"})
# Formats of durations and lags: minutes, hours, days, weeks, months are 3, 5, 7, 9, 11; one more is elapsed time; 32
# more is estimated.
ELAPSED = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))
WORKING: frozenset[int | None] = frozenset((None, 3, 5, 7, 9, 11, 21, 35, 37, 39, 41, 43, 53))
PERCENT = frozenset((19, 20, 51, 52))
_DURATION = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?\Z", re.ASCII)


def seconds_of(row: Record, name: str = "Duration") -> Fraction | None:
    """Return the time of a field; what is none is reported."""
    text = row.text(name)
    seconds = period_seconds(text)
    if text and seconds is None:
        row.note(say("mspdi.expected_time", name=name.lower(), text=f"{text!r:.60}"))
    return seconds


def period_seconds(text: str | None) -> Fraction | None:
    """Return the seconds of a time such as ``PT8H30M0S``; ``None`` for what is none."""
    match = _DURATION.match(text or "")
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (Fraction(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def elapsed_amount(seconds: Fraction) -> Amount:
    """Return time that passes whether there is work or not.

    Example:
        >>> str(elapsed_amount(Fraction(259200))), str(elapsed_amount(Fraction(-1800)))
        ('3 日历日', '-0.5 日历小时')
    """
    days = seconds / 86400
    whole = (days * 4).denominator == 1
    return Amount(from_fraction(days if whole else seconds / 3600), "日历日" if whole else "日历小时")
