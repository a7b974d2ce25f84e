"""The line on which a schedule counts time: whole ticks, what a duration is in ticks, and which day a tick is."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

import attrs

from planmodel.errors import ModelError
from planmodel.model.calendar import Calendar, Shifts
from planmodel.model.period import Period
from planmodel.model.time_amounts import (
    DAY,
    HOUR,
    MINUTES,
    MONTH,
    WORKDAY,
    counted_in,
    family,
    in_unit,
    is_elapsed,
)
from planmodel.scheduling import clock
from planmodel.scheduling.spans import MONTHS, WORK, Span, Step, Wait, through
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import say

__all__ = ["MOST_TICKS", "Axis", "Counting", "Moment"]

Moment = dt.date | dt.datetime
"""A day; with the hours of a working calendar a time of day."""

Counting = Literal["calendar", "grid", "mean"]
"""How months count where there are dates: as months of the calendar; as equal steps, which is the same where every time
falls on one day of the month; or as 30.436875 days."""

_FINEST = 1440
MOST_TICKS = 10**7
"""Ticks of a unit at most; finer times are rounded."""


@attrs.frozen(kw_only=True, slots=False)
class Axis:
    """A line of whole ticks.

    Parameters:
        unit: ``工作日`` with a calendar, ``月`` when there are no dates and every duration is in months or years, else
            ``天``.
        per_unit: ticks a unit.
        start: the day (or time) of tick 0; ``None`` when only durations are known.
        calendar: the working calendar.
        counting: how months count.
        notes: what was counted by a convention.
        calendars: the calendars that some work goes by, by name; ``None`` when all goes by the usual one, and ticks
            count its time alone. Otherwise every minute counts (see ``clock``).
    """

    unit: str
    per_unit: int
    start: dt.datetime | None = None
    calendar: Calendar | None = None
    counting: Counting = "calendar"
    notes: tuple[str, ...] = ()
    calendars: Mapping[str, Calendar] | None = attrs.field(default=None, hash=False)

    # --- amounts ---

    def wait(self, amount: Amount) -> Wait:
        """Return a duration: in ticks, or as a span where its length depends on when it begins.

        Raises:
            ModelError: it is longer or shorter than a schedule can count.
        """
        key = amount.magnitude, amount.unit
        length = self._known.get(key)
        if length is None:
            length = self._known[key] = self._wait(amount)
        return length

    @cached_property
    def _known(self) -> dict[tuple[Decimal, str], Wait]:
        """Durations that were looked up before: a plan's are mostly a few."""
        return {}

    def _wait(self, amount: Amount) -> Wait:
        step = self._step(amount)
        if step is None:
            return self.ticks(amount)
        if abs(step.size) > (_LONGEST_STEP if step.kind == MONTHS else _LONGEST):
            raise _too_long(amount)
        return Span((step,))

    def _step(self, amount: Amount) -> Step | None:
        """Return an amount as a step whose length depends on when it begins, if it is one."""
        if self.start is None or self.counting != "calendar":
            return None
        if self.unit == DAY and family(amount) == MONTH:
            months = counted_in(amount, MONTH)
            return Step(MONTHS, int(months)) if months and months.denominator == 1 else None
        if self.is_clock and amount.magnitude and not is_elapsed(amount):
            return Step(WORK, self._whole(amount))
        return None

    def ticks(self, amount: Amount) -> int:
        """Return a duration in ticks, months as their mean length.

        Raises:
            ModelError: it is longer than a schedule can count, or so short that nothing would be left of it.
        """
        if self.is_clock and is_elapsed(amount):
            minutes = counted_in(amount, DAY) * MINUTES
            return _bounded(amount, round(minutes * self.per_minute), f"1/{self.per_minute} 分钟")
        return self._whole(amount)

    def _whole(self, amount: Amount) -> int:
        return _bounded(amount, round(self.exact(amount)), f"1/{self.per_unit} {self.unit}")

    def exact(self, amount: Amount) -> Fraction:
        """Return a duration in ticks and parts of them, months as their mean length."""
        return in_unit(amount, self.unit, self.calendar)[0] * self.per_unit

    def amount(self, ticks: float) -> Amount:
        """Return ticks as an amount of :attr:`shown_unit`."""
        exact = Fraction(ticks) if isinstance(ticks, int) else Fraction(round(ticks, 3)).limit_denominator(10**6)
        if self.shown_unit == HOUR:
            assert self.calendar is not None
            exact = exact * self.calendar.minutes_per_day / 60
        return Amount(from_fraction(exact / self.per_unit), self.shown_unit)

    @property
    def shown_unit(self) -> str:
        """The unit in which amounts are shown: hours of work where a calendar has hours."""
        return HOUR if self.calendar is not None and self.calendar.hours else self.unit

    def finer(self, amounts: Iterable[Amount]) -> tuple[Axis, int]:
        """Return an axis on which these amounts count too, and how many of its ticks one tick of this axis is.

        Raises:
            IncompatibleUnitsError: an amount is no time, or has no place beside the others.
        """
        every = [*amounts]
        passing = self.unit == WORKDAY and self.is_clock and any(is_elapsed(one) and one.magnitude for one in every)
        amounts = [one for one in every if one.magnitude and not self._is_uneven(one)]
        unit, per_unit, factor = self.unit, self.per_unit, 1
        if unit == MONTH and any(family(one) != MONTH for one in amounts):
            unit = DAY
            month = counted_in(Amount(1, MONTH), DAY)
            per_unit, factor = per_unit * month.denominator, month.numerator
        counted = [in_unit(one, unit, self.calendar) for one in amounts]
        per = math.lcm(per_unit, *(value.denominator for value, _ in counted))
        if passing:  # every minute counts for them: parts of minutes are parts of a tick
            parts_of_minute = ((counted_in(one, DAY) * MINUTES).denominator for one in every if is_elapsed(one))
            per = math.lcm(per, *(self._minutes_per_day * part for part in parts_of_minute))
        notes = {*self.notes, *(note for _, note in counted if note is not None)}
        if self.start is not None and self.counting == "calendar" and say("time.mean_month") in notes:
            parts = next(one for one in amounts if family(one) == MONTH)
            notes = notes - {say("time.mean_month")} | {say("time.part_of_month", amount=parts)}
        if unit != self.unit:
            notes.add(say("time.mean_month"))
        if passing:
            notes.add(say("time.elapsed"))
        if per > MOST_TICKS:
            per = math.lcm(per_unit, _FINEST) if per_unit < MOST_TICKS else per_unit
            notes.add(say("axis.rounded", per=str(per), unit=unit))
        axis = attrs.evolve(self, unit=unit, per_unit=per, notes=tuple(sorted(notes)))
        for one, (value, _) in () if self.is_clock else zip(amounts, counted, strict=True):
            if per % value.denominator == 0 and abs(value.numerator) < _LONGEST // per:
                axis._known[one.magnitude, one.unit] = value.numerator * (per // value.denominator)
        return axis, factor * (per // per_unit)

    def _is_uneven(self, amount: Amount) -> bool:
        """Return whether an amount's place on the line is not a number of this unit."""
        if self.start is None or self.counting != "calendar":
            return self.is_clock
        if self.unit == DAY and family(amount) == MONTH and counted_in(amount, MONTH).denominator == 1:
            return True
        return self.is_clock and is_elapsed(amount)

    # --- the line on which every minute counts ---

    @property
    def is_clock(self) -> bool:
        """Whether every minute counts, and not only working time."""
        return self.calendars is not None

    @property
    def has_hours(self) -> bool:
        """Whether every minute counts, and the usual day has hours."""
        return self.is_clock and self.calendar is not None and bool(self.calendar.hours)

    @property
    def per_minute(self) -> int:
        """Ticks a minute, where every minute counts."""
        return self.per_unit // self._minutes_per_day

    @cached_property
    def first_minute(self) -> int:
        """The minute of tick 0, counted from the day before 0001-01-01."""
        start = self._start()
        return start.toordinal() * MINUTES + start.hour * 60 + start.minute

    @cached_property
    def known_days(self) -> dict[tuple[str, bool, int], int]:
        """Ticks at which so much was worked, that were looked up before."""
        return {}

    @cached_property
    def _known_shifts(self) -> dict[tuple[str, int], Shifts]:
        return {}

    def times(self, calendar: str) -> Calendar:
        """Return a calendar by its name; the usual one has none."""
        assert self.calendar is not None
        return self.calendars[calendar] if calendar and self.calendars else self.calendar

    def shifts(self, calendar: str, day: int) -> Shifts:
        """Return the shifts of a day by a calendar."""
        shifts = self._known_shifts.get((calendar, day))
        if shifts is None:
            shifts = self._known_shifts[calendar, day] = self.times(calendar).shifts_on(dt.date.fromordinal(day))
        return shifts

    def work_between(self, tick: int, other: int, calendar: str = "") -> int:
        """Return how many ticks of work lie between two ticks."""
        if not self.is_clock:
            return other - tick
        return clock.worked(self, calendar, other) - clock.worked(self, calendar, tick)

    def stretch(self, begin: int, end: int, calendar: str = "") -> Wait:
        """Return what leads from one tick to another: work, where it begins and ends with work."""
        if not self.is_clock:
            return end - begin
        work = Span((Step(WORK, self.work_between(begin, end, calendar), calendar),))
        return work if work[0].size and through(self, work, begin) == end else end - begin

    def begin_of(self, period: Period) -> int:
        """Return the tick at which a period begins: its time of day where it has one."""
        return (
            self.tick_of(period.start, end=False) if period.time is None else self._tick_at(period.start, period.time)
        )

    def end_of(self, period: Period) -> int:
        """Return the tick at which a period is over."""
        return self.tick_of(period.end, end=True) if period.time is None else self._tick_at(period.end, period.time)

    def _tick_at(self, day: dt.date, time: dt.time) -> int:
        minute = day.toordinal() * MINUTES + time.hour * 60 + time.minute
        if self.is_clock:
            return (minute - self.first_minute) * self.per_minute
        if self.unit == WORKDAY:
            return math.floor(self.worked(Fraction(minute)))
        return self.tick_of(day, end=False)

    # --- days ---

    @cached_property
    def first_day(self) -> int:
        """The ordinal of the day of tick 0."""
        return self._start().toordinal()

    def date(self, day: int) -> dt.date:
        """Return the day that lies so many days behind the start.

        Raises:
            ModelError: it lies outside the years 1 to 9999.
        """
        return _date(self.first_day + day, self)

    def tick_of(self, day: dt.date, *, end: bool) -> int:
        """Return the tick at which a day begins, or ends: the first one not before it, or the last one not after it."""
        if self.is_clock:
            return ((day.toordinal() + end) * MINUTES - self.first_minute) * self.per_minute
        if self.unit == WORKDAY:
            assert self.calendar is not None
            gone = self.calendar.worked_before(day) + (end and self.calendar.is_working(day))
            return gone * self.per_unit - self._origin
        if self.unit == DAY:
            return (day.toordinal() + end - self.first_day) * self.per_unit
        start = self._start()
        months = (day.year - start.year) * 12 + day.month - start.month
        if end:  # the steps, from one day of the month each, that are over before the next day
            last = day.day == gregorian.monthrange(day.year, day.month)[1]
            next_day = 1 if last else day.day + 1
            return (months + last - (next_day < start.day)) * self.per_unit
        return (months + (day.day > start.day)) * self.per_unit

    def moment(self, tick: float, *, finish: bool) -> Moment:
        """Return the day on which work that begins at ``tick`` begins, or that ends at ``tick`` ends.

        With a calendar that has hours it is a time of day.

        Raises:
            ModelError: it lies outside the years 1 to 9999.
        """
        if self.is_clock:
            return self.moment_of(Fraction(round(tick)) / self.per_minute + self.first_minute, finish=finish)
        if self.unit == WORKDAY:
            return self.moment_of(self.instant(round(tick, 6), finish=finish), finish=finish)
        count = tick / self.per_unit
        if self.unit == DAY:
            return self.date(_day(count, finish, _A_MOMENT))
        months = math.floor(count + _A_MOMENT)
        begin, after = (self._months_after(number) for number in (months, months + 1))
        return self.date(begin + _day((count - months) * (after - begin), finish, 0.05))

    def _months_after(self, months: int) -> int:
        """Return the day that lies so many months behind the start, counted from it."""
        start = self._start()
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        if not dt.MINYEAR <= year <= dt.MAXYEAR:
            message = say("time.months_no_date", months=months, start=start.isoformat()[:10])
            raise ModelError(message, hint=say("time.unit.hint"))
        return start.replace(year=year, month=month + 1).toordinal() - self.first_day

    # --- working time: an instant is a number of minutes since the day before 0001-01-01 ---

    def instant(self, tick: float | Fraction, *, finish: bool) -> Fraction:
        """Return the instant at which work from ``tick`` on begins, or at which work up to ``tick`` is over."""
        assert self.calendar is not None
        day, rest = divmod(Fraction(tick) + self._origin, self.per_unit)
        if finish and rest < _A_MOMENT:
            day, rest = day - 1, Fraction(self.per_unit)
        minutes = rest * self._minutes_per_day / self.per_unit
        begin = 0
        for begin, end in self._shifts:
            length = end - begin
            if minutes < length or (finish and minutes <= length):
                break
            minutes -= length
        return self.calendar.working_day(int(day)).toordinal() * MINUTES + begin + minutes

    def worked(self, instant: Fraction) -> Fraction:
        """Return the tick that is reached at an instant: how much was worked from the start until then."""
        return self._worked(instant) - self._origin

    def _worked(self, instant: Fraction) -> Fraction:
        assert self.calendar is not None
        ordinal, minute = divmod(instant, MINUTES)
        day = _date(int(ordinal), self)
        gone = Fraction(self.calendar.worked_before(day) * self.per_unit)
        if not self.calendar.is_working(day):
            return gone
        spent = (max(Fraction(0), min(minute, Fraction(end)) - begin) for begin, end in self._shifts)
        worked = sum(spent, Fraction(0))
        return gone + worked * self.per_unit / self._minutes_per_day

    def moment_of(self, instant: Fraction, *, finish: bool) -> Moment:
        """Return an instant as a day; with a calendar that has hours as a time of day."""
        assert self.calendar is not None
        if not self.calendar.hours:
            ordinal = -(-instant // MINUTES) - 1 if finish else instant // MINUTES
            return _date(int(ordinal), self)
        day, minute = divmod(round(instant), MINUTES)
        return dt.datetime.combine(_date(day, self), dt.time()) + dt.timedelta(minutes=minute)

    @property
    def _shifts(self) -> tuple[tuple[int, int], ...]:
        assert self.calendar is not None
        return self.calendar.hours or ((0, MINUTES),)

    @property
    def _minutes_per_day(self) -> int:
        return sum(end - begin for begin, end in self._shifts)

    @cached_property
    def _origin(self) -> int:
        """Working ticks before the start."""
        assert self.calendar is not None
        start = self._start()
        minute = start.hour * 60 + start.minute if self.calendar.hours else 0
        return math.floor(self._worked(Fraction(start.toordinal() * MINUTES + minute)))

    def _start(self) -> dt.datetime:
        if self.start is None:
            raise ModelError(say("time.undated"), hint='schedule(plan, start="2021-01-01")')
        return self.start


_A_MOMENT = 1e-6
_LONGEST = 2**46
_LONGEST_STEP = 2**30


def _bounded(amount: Amount, ticks: int, least: str) -> int:
    """Return ticks that an amount is, unless they are too many, or nothing is left of it."""
    if abs(ticks) > _LONGEST:
        raise _too_long(amount)
    if not ticks and amount.magnitude:
        raise ModelError(say("time.too_short", amount=amount, least=least), hint=say("time.too_short.hint"))
    return ticks


def _too_long(amount: Amount) -> ModelError:
    return ModelError(say("time.too_long", amount=amount), hint=say("time.unit_right.hint"))


def _date(ordinal: int, axis: Axis) -> dt.date:
    if not 1 <= ordinal <= dt.date.max.toordinal():
        raise clock.no_date(ordinal < 1, "" if axis.start is None else axis.start.isoformat()[:10])
    return dt.date.fromordinal(ordinal)


def _day(days: float, finish: bool, least: float) -> int:
    """Return which day a number of days ends on, or begins on; less than ``least`` of a day is no day."""
    return math.ceil(days - least) - 1 if finish else math.floor(days + least)
