"""Numbers that a float does not hold, beside the float: what it leaves of them, and their digits or their ratio."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import overload

from planmodel.comparing.figures import exact_text
from planmodel.units.numerals import nearest_float

__all__ = ["exact_again", "kept_beside", "rest_of"]


def rest_of(number: Decimal | Fraction) -> float:
    """Return what the nearest float leaves of a number: the sum of the two has twice the digits of one.

    Example:
        >>> rest_of(Decimal("0.5")), rest_of(Decimal("0.1")), rest_of(Fraction(1, 3))
        (0.0, -5.551115123125783e-18, 1.850371707708594e-17)
    """
    near = nearest_float(number)
    return 0.0 if near == number or math.isinf(near) else float(Fraction(number) - Fraction(near))


def kept_beside(number: Decimal | Fraction | None) -> str | None:
    """Return a number's digits, or its ratio, where the shortest text of its float does not stand for it.

    Example:
        >>> kept_beside(Decimal("0.1")), kept_beside(Decimal("12345678901234567.89")), kept_beside(Fraction(1, 15))
        (None, '12345678901234567.89', '1/15')
    """
    if not isinstance(number, Fraction):
        return exact_text(number)
    return None if Decimal(repr(nearest_float(number))) == number else f"{number.numerator}/{number.denominator}"


@overload
def exact_again(value: None, beside: str | None) -> None: ...
@overload
def exact_again(value: float, beside: str | None) -> Decimal | Fraction: ...
def exact_again(value: float | None, beside: str | None) -> Decimal | Fraction | None:
    """Return the number that a float was written for: what is kept beside it, else the float's own shortest digits."""
    if value is None:
        return None
    text = repr(value) if beside is None else beside
    return Fraction(text) if "/" in text else Decimal(text)
