"""Results as plain values, and how finely a number is printed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from planmodel.units import Amount

__all__ = ["as_finely_as", "decimals", "last_digit", "plain_fields"]


def plain_fields(record: Any) -> dict[str, Any]:
    """Return the fields of a record as plain values: amounts and days as text, records as their own fields.

    What does not count when records are compared, such as the plans that they are about, is left out.
    """
    return {field.name: _plain(getattr(record, field.name)) for field in attrs.fields(type(record)) if field.eq}


def _plain(value: Any) -> Any:
    if isinstance(value, Amount):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return plain_fields(value) if attrs.has(type(value)) else value


def last_digit(number: Decimal) -> Fraction:
    """Return one unit of the last digit that a number prints.

    Example:
        >>> last_digit(Decimal("23.04")), last_digit(Decimal("23"))
        (Fraction(1, 100), Fraction(1, 1))
    """
    exponent = number.as_tuple().exponent
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(0)


def as_finely_as(amount: Amount, other: Amount) -> Amount:
    """Return an amount with no more decimals than another prints; a whole number is taken for an exact one.

    Example:
        >>> as_finely_as(Amount("4.2955 万吨"), Amount("4.32 万吨")), as_finely_as(Amount("0.6"), Amount("370"))
        (Amount("4.30 万吨"), Amount("0.6"))
    """
    places = decimals(other.magnitude)
    if places == 0 or decimals(amount.magnitude) <= places:
        return amount
    return Amount(amount.magnitude.quantize(Decimal(1).scaleb(-places)), amount.unit or None)


def decimals(number: Decimal) -> int:
    """Return how many decimals a number prints."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
