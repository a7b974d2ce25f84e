"""The line on which a schedule counts time: whole ticks, what a duration is in ticks, and which day a tick is."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
import math
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import attrs

from planmodel.errors import IncompatibleUnitsError, ModelError
from planmodel.model.calendar import Calendar
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.units.table import reading

__all__ = ["Axis", "Moment", "axis_for"]

Moment = dt.date | dt.datetime
"""A day; with the hours of a working calendar a time of day."""

MONTH, DAY, WORKDAY = "月", "天", "工作日"
_FINEST = 1440
_DAYS_IN_MONTH_TICKS = 1000


@attrs.frozen(kw_only=True, slots=False)
class Axis:
    """A line of whole ticks.

    Parameters:
        unit: ``月`` when every duration is in months or years, ``工作日`` with a calendar, else ``天``.
        per_unit: ticks a unit.
        start: the day (or time) of tick 0; ``None`` when only durations are known.
        calendar: the working calendar.
        notes: what was counted by a convention.
    """

    unit: str
    per_unit: int
    start: dt.datetime | None = None
    calendar: Calendar | None = None
    notes: tuple[str, ...] = ()

    def ticks(self, amount: Amount) -> int:
        """Return a duration in ticks.

        Raises:
            ModelError: it is longer than a schedule can count.
        """
        key = amount.magnitude, amount.unit
        found = self._known.get(key)
        if found is None:
            found = round(in_unit(amount, self.unit, self.calendar)[0] * self.per_unit)
            if abs(found) > _LONGEST:
                raise ModelError(f"{amount} is longer than a schedule can count", hint="is the unit right?")
            self._known[key] = found
        return found

    @cached_property
    def _known(self) -> dict[tuple[Decimal, str], int]:
        """Durations that were looked up before: a plan's are mostly a few."""
        return {}

    def amount(self, ticks: float) -> Amount:
        """Return ticks as an amount of the axis's unit."""
        exact = Fraction(ticks) if isinstance(ticks, int) else Fraction(round(ticks, 3)).limit_denominator(10**6)
        return Amount(from_fraction(exact / self.per_unit), self.unit)

    # --- days ---

    def tick_of(self, day: dt.date, *, end: bool) -> int:
        """Return the tick at which a day begins, or ends: the first one not before it, or the last one not after it."""
        start = self._start()
        if self.unit == WORKDAY:
            assert self.calendar is not None
            gone = self.calendar.worked_before(day + dt.timedelta(days=end))
            return gone * self.per_unit - self._origin
        if end:
            day += dt.timedelta(days=1)
        if self.unit == DAY:
            return (day - start.date()).days * self.per_unit
        months = (day.year - start.year) * 12 + day.month - start.month
        if _months_after(start.date(), months) > day:
            months -= 1
        begin, after = _months_after(start.date(), months), _months_after(start.date(), months + 1)
        part = Fraction((day - begin).days, (after - begin).days) * self.per_unit
        return months * self.per_unit + (math.floor(part) if end else math.ceil(part))

    def moment(self, tick: float, *, finish: bool) -> Moment:
        """Return the day on which work that begins at ``tick`` begins, or that ends at ``tick`` ends.

        With a calendar that has hours it is a time of day.

        Raises:
            ModelError: it lies outside the years 1 to 9999.
        """
        try:
            return self._moment(tick, finish)
        except OverflowError:
            raise ModelError(
                f"{self.amount(tick)} from {self._start():%Y-%m-%d} is no date", hint="is a unit wrong?"
            ) from None

    def _moment(self, tick: float, finish: bool) -> Moment:
        start = self._start().date()
        if self.unit == WORKDAY:
            return self._working_moment(round(tick, 6), finish)
        count = tick / self.per_unit
        if self.unit == DAY:
            return start + dt.timedelta(days=_day(count, finish, _A_MOMENT))
        months = math.floor(count + _A_MOMENT)
        begin, after = _months_after(start, months), _months_after(start, months + 1)
        return begin + dt.timedelta(days=_day((count - months) * (after - begin).days, finish, 0.05))

    def _working_moment(self, tick: float, finish: bool) -> Moment:
        assert self.calendar is not None
        day, rest = divmod(tick + self._origin, self.per_unit)
        if finish and rest < _A_MOMENT:
            day, rest = day - 1, self.per_unit
        date = self.calendar.working_day(int(day))
        if not self.calendar.hours:
            return date
        minutes = rest * self.calendar.minutes_per_day / self.per_unit
        begin = 0
        for begin, end in self.calendar.hours:
            length = end - begin
            if minutes < length or (finish and minutes <= length):
                break
            minutes -= length
        return dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=round(begin + minutes))

    @property
    def _origin(self) -> int:
        """Working ticks before the start."""
        assert self.calendar is not None
        start = self._start()
        gone = self.calendar.worked_before(start.date()) * self.per_unit
        if not self.calendar.hours or not self.calendar.is_working(start.date()):
            return gone
        minute = start.hour * 60 + start.minute
        worked = sum(max(0, min(minute, end) - begin) for begin, end in self.calendar.hours)
        return gone + worked * self.per_unit // self.calendar.minutes_per_day

    def _start(self) -> dt.datetime:
        if self.start is None:
            raise ModelError("this schedule has no dates", hint='schedule(plan, start="2021-01-01")')
        return self.start


_A_MOMENT = 1e-6
_LONGEST = 2**40


def _day(days: float, finish: bool, least: float) -> int:
    """Return which day a number of days ends on, or begins on; less than ``least`` of a day is no day."""
    return math.ceil(days - least) - 1 if finish else math.floor(days + least)


def _months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month, so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ModelError(f"{months} months after {day} is no date")
    return day.replace(year=year, month=month + 1, day=min(day.day, gregorian.monthrange(year, month + 1)[1]))


def in_unit(amount: Amount, unit: str, calendar: Calendar | None) -> tuple[Fraction, str | None]:
    """Return an amount of time in the unit of an axis, and the convention that it took, if any.

    Raises:
        IncompatibleUnitsError: it is no time, or needs a calendar.
    """
    kind = family(amount)
    if not amount.magnitude:
        return Fraction(0), None
    days = Fraction(amount.magnitude) * reading(amount.unit).scale / reading(WORKDAY if kind == WORKDAY else DAY).scale
    if unit == MONTH:
        return days * reading(DAY).scale / reading(MONTH).scale, None
    if unit == DAY:
        if kind == WORKDAY:
            raise IncompatibleUnitsError(
                f"{amount} is working time, which needs a calendar beside durations in other units",
                left=amount.unit,
                right=DAY,
                hint="schedule(plan, start=…, calendar=Calendar())",
            )
        return days, "1 月 counts as 30.436875 天, a twelfth of the mean year" if kind == MONTH else None
    if kind == WORKDAY:
        return days, None
    if calendar is None:
        raise IncompatibleUnitsError(
            f"{amount} is elapsed time, beside durations in working days",
            left=amount.unit,
            right=WORKDAY,
            hint="schedule(plan, start=…, calendar=Calendar())",
        )
    if kind == MONTH:
        months = days * reading(DAY).scale / reading(MONTH).scale
        return months * Fraction(calendar.days_per_month), f"1 月 counts as {calendar.days_per_month} 工作日"
    if reading(amount.unit).scale < reading(DAY).scale:
        worked = days * 1440 / calendar.minutes_per_day
        return worked, f"1 工作日 has {Amount(Decimal(calendar.minutes_per_day) / 60)} 小时"
    share = Fraction(calendar.days_per_week, 7)
    note = f"7 天 count as {calendar.days_per_week} 工作日"
    return days * share, note


def family(amount: Amount) -> str:
    """Return what an amount of time is counted in: ``月``, ``天`` or ``工作日``.

    Raises:
        IncompatibleUnitsError: it is no time.
    """
    known = reading(amount.unit)
    if known.dimension == reading(WORKDAY).dimension:
        return WORKDAY
    if known.dimension != reading(DAY).dimension:
        raise IncompatibleUnitsError(
            f"{amount} is no amount of time", left=amount.unit, right=DAY, hint="write 18 月, 30 天 or 10 工作日"
        )
    return MONTH if (known.scale / reading(MONTH).scale).denominator == 1 else DAY


def axis_for(
    amounts: Collection[Amount], start: dt.datetime | None, calendar: Calendar | None, *, dated: bool = False
) -> Axis:
    """Return the axis on which all these amounts are counted.

    Parameters:
        amounts: every duration and lag.
        start: when the schedule starts.
        calendar: the working calendar.
        dated: whether days bound the work, so that months must be divided.

    Raises:
        IncompatibleUnitsError: an amount is no time, or has no place beside the others.
    """
    kinds = [(family(amount), amount.magnitude) for amount in amounts]
    families = {kind for kind, magnitude in kinds if magnitude}  # no time at all fits beside any unit
    unit = MONTH if families == {MONTH} else DAY
    if calendar is not None or families == {WORKDAY}:
        unit = WORKDAY
    exact, notes = [], set()
    for amount in amounts:
        value, note = in_unit(amount, unit, calendar)
        if note is None or "小时" in note:
            exact.append(value)
        if note is not None:
            notes.add(note)
    per_unit = math.lcm(1, *(value.denominator for value in exact))
    if unit == MONTH and dated:
        per_unit *= _DAYS_IN_MONTH_TICKS
    if per_unit > _FINEST * 10:
        per_unit = _FINEST
        notes.add(f"times are rounded to 1/{_FINEST} {unit}")
    if unit == WORKDAY and calendar is not None and calendar.hours:
        per_unit = math.lcm(per_unit, calendar.minutes_per_day)
    return Axis(unit=unit, per_unit=per_unit, start=start, calendar=calendar, notes=tuple(sorted(notes)))
