"""Results as plain values, and how finely a number is printed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from planmodel.units import Amount

__all__ = ["last_digit", "plain_fields"]


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
