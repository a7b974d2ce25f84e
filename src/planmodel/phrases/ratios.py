"""Ratios such as 17:1, and which names they are of."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from planmodel.expression import expression
from planmodel.phrases.directions import BRACKETS
from planmodel.phrases.numerals import percent

__all__ = ["is_ratio_of", "ratio_at"]


def ratio_at(text: str, at: int) -> tuple[str, str, int] | None:
    """Return the ratio that begins at a place as a number, as printed, and where it ends: 17:1 is 17, 1:17 a 17th.

    Of a ratio neither of whose numbers is one the first is ``""``.
    """
    found = _RATIO.match(text, at)
    if found is None:
        return None
    first, second = Decimal(found[1]), Decimal(found[2])
    if found[3] or 1 not in (first, second) or not second:
        return "", found[0], found.end()
    value = first if second == 1 else percent(Fraction(first) / Fraction(second) / 100)
    return f"{value:f}", found[0], found.end()


_RATIO = expression(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)((?::\d+(?:\.\d+)?)*)(?![\d.]*[\d%:])", re.ASCII)


_OF_RATIOS = expression(r"(?:比|比例|\bratio)$", re.IGNORECASE)
_FEW_FIRST = expression(
    r"(?:师生|师幼|教师与学生|教师和学生)(?:之?比|比例)$"
    r"|\b(?:teacher|staff|nurse|doctor|physician|adult)s?[-–/ ](?:to[-–/ ])?\w+ ratio$",
    re.IGNORECASE,
)
"""Names of ratios that surely begin with those of whom there are fewer: 1:17 of them is a 17th.

Of 医护比 1:1.25 plans raise the second number, and pupils to teachers are printed as 1:45.
"""


def is_ratio_of(name: str, value: str) -> bool:
    """Return whether a name is one of a ratio, and of one that is turned as its value is."""
    plain = BRACKETS.sub("", name).strip()
    return (_FEW_FIRST if Decimal(value) < 1 else _OF_RATIOS).search(plain) is not None
