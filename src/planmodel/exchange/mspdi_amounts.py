"""Amounts of time as Microsoft Project's XML counts them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from planmodel.errors import IncompatibleUnitsError
from planmodel.model.calendar import Calendar
from planmodel.model.time_amounts import DAY, HOUR, MONTH, WEEK, WORKDAY, counted_in, in_unit, is_elapsed, unit_name
from planmodel.units import Amount

__all__ = ["Length", "length_of"]

_FORMATS = {HOUR: 5, DAY: 7, WORKDAY: 7, WEEK: 9, MONTH: 11}
_MINUTES = 3


class Length(NamedTuple):
    """A stretch of time.

    Parameters:
        seconds: of work, or as they pass.
        format: the number of the unit in which it is shown.
        elapsed: whether it passes whether there is work or not.
    """

    seconds: Fraction
    format: int
    elapsed: bool = False


def length_of(amount: Amount, usual: Calendar, lost: Counter[str]) -> Length:
    """Return an amount of time.

    Parameters:
        amount: the amount.
        usual: the usual calendar: its hours are a day, its days a week and a month.
        lost: counts what is written otherwise than the plan says it.
    """
    try:
        days, _ = in_unit(amount, WORKDAY, usual)
    except IncompatibleUnitsError:
        lost[f"{amount.unit} is no unit of time: 0 is written"] += 1
        return Length(Fraction(0), _FORMATS[DAY])
    if is_elapsed(amount):
        seconds = counted_in(amount, DAY) * 86400
        return Length(seconds, 8 if (seconds / 86400).denominator == 1 else 6, elapsed=True)
    if unit_name(amount) == MONTH and amount.magnitude:
        lost[f"months are written as {usual.days_per_month} working days each"] += 1
    seconds = days * usual.minutes_per_day * 60
    if seconds != round(seconds):
        lost["a time is rounded to seconds"] += 1
    return Length(seconds, _FORMATS.get(unit_name(amount), _MINUTES))
