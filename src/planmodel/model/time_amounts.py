"""What amounts of time mean: which are months, days or working days, and how one is counted in another's unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from planmodel.errors import IncompatibleUnitsError
from planmodel.model.calendar import Calendar
from planmodel.units import Amount
from planmodel.units.table import reading
from planmodel.words import say

__all__ = [
    "CALENDAR_DAY",
    "CALENDAR_HOUR",
    "DAY",
    "HOUR",
    "MINUTES",
    "MONTH",
    "WORKDAY",
    "counted_in",
    "family",
    "in_unit",
    "is_elapsed",
    "unit_name",
]

MONTH, DAY, WORKDAY, HOUR = "月", "天", "工作日", "小时"
CALENDAR_DAY, CALENDAR_HOUR, WEEK = "日历日", "日历小时", "周"
MINUTES = 1440
"""How many minutes a day has."""

_WANTS_CALENDAR = "schedule(plan, start=…, calendar=Calendar()), or --start 2021-01-01 --calendar week"


def unit_name(amount: Amount) -> str:
    """Return the table's name of an amount's unit."""
    factors = reading(amount.unit).factors
    return factors[0].name if len(factors) == 1 else amount.unit


def is_elapsed(amount: Amount) -> bool:
    """Return whether an amount of time passes whether there is work or not: 日历日, 日历小时."""
    return unit_name(amount) in (CALENDAR_DAY, CALENDAR_HOUR)


def counted_in(amount: Amount, unit: str) -> Fraction:
    """Return an amount of time in another unit, a month as 30.436875 days."""
    ratio = _ratio(amount.unit, unit)
    return Fraction(amount.magnitude) if ratio == 1 else Fraction(amount.magnitude) * ratio


@lru_cache(maxsize=1024)
def _ratio(unit: str, other: str) -> Fraction:
    return reading(unit).scale / reading(other).scale


def in_unit(amount: Amount, unit: str, calendar: Calendar | None) -> tuple[Fraction, str | None]:
    """Return an amount of time in the unit of an axis, and the convention that it took, if any.

    Raises:
        IncompatibleUnitsError: it is no time, or needs a calendar.
    """
    kind = family(amount)
    if not amount.magnitude:
        return Fraction(0), None
    if unit == MONTH:
        return counted_in(amount, MONTH), None
    if unit == DAY:
        if kind == WORKDAY:
            raise IncompatibleUnitsError(
                say("duration.working", amount=amount),
                left=amount.unit,
                right=DAY,
                hint=_WANTS_CALENDAR,
            )
        return counted_in(amount, DAY), say("time.mean_month") if kind == MONTH else None
    if kind == WORKDAY:
        return counted_in(amount, WORKDAY), None
    if calendar is None:
        raise IncompatibleUnitsError(
            say("duration.elapsed", amount=amount),
            left=amount.unit,
            right=WORKDAY,
            hint=_WANTS_CALENDAR,
        )
    return _worked(amount, kind, calendar)


def _worked(amount: Amount, kind: str, calendar: Calendar) -> tuple[Fraction, str | None]:
    """Return how many working days an amount of other time means beside a calendar, and by which convention."""
    name = unit_name(amount)
    if kind == MONTH:
        note = say("time.month_is", days=Amount(f"{calendar.days_per_month} 工作日"))
        return counted_in(amount, MONTH) * Fraction(calendar.days_per_month), note
    if is_elapsed(amount):
        share = Fraction(calendar.days_per_week, 7)
        return counted_in(amount, DAY) * share, say("time.elapsed_is", days=Amount(f"{calendar.days_per_week} 工作日"))
    if name == WEEK:
        note = say("time.week_is", days=Amount(f"{calendar.days_per_week} 工作日"))
        return counted_in(amount, WEEK) * calendar.days_per_week, note
    if reading(amount.unit).scale < reading(DAY).scale:
        worked = counted_in(amount, DAY) * MINUTES / calendar.minutes_per_day
        return worked, say("time.workday_is", hours=Amount(Decimal(calendar.minutes_per_day) / 60, "小时"))
    return counted_in(amount, DAY), say("time.day_is_workday")


def family(amount: Amount) -> str:
    """Return what an amount of time is counted in: ``月``, ``天`` or ``工作日``.

    Raises:
        IncompatibleUnitsError: it is no time.
    """
    kind = _family(amount.unit)
    if kind is None:
        raise IncompatibleUnitsError(
            say("duration.none", amount=amount), left=amount.unit, right=DAY, hint=say("duration.hint")
        )
    return kind


@lru_cache(maxsize=1024)
def _family(unit: str) -> str | None:
    """Return what a unit of time is counted in; ``None`` when it is none."""
    known = reading(unit)
    if known.dimension == reading(WORKDAY).dimension:
        return WORKDAY
    if known.dimension != reading(DAY).dimension:
        return None
    return MONTH if _ratio(unit, MONTH).denominator == 1 else DAY
