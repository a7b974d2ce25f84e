"""Working calendars: which days are worked, and during which hours."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import MissingExtraError, ModelError
from planmodel.model.instances import tell_field
from planmodel.words import say

__all__ = ["Calendar", "Shifts"]

Shifts: TypeAlias = "tuple[tuple[int, int], ...]"
"""The shifts of a day, from minute to minute of it."""

_MINUTES = 24 * 60


GivenShifts: TypeAlias = "Iterable[tuple[str | int, str | int]]"
Odd: TypeAlias = "tuple[tuple[int | dt.date, Shifts], ...]"


def _as_days(days: Iterable[dt.date | str]) -> frozenset[dt.date]:
    try:
        return frozenset(dt.date.fromisoformat(day) if isinstance(day, str) else day for day in days)
    except ValueError as error:
        raise ModelError(say("calendar.days", error=error)) from None


def _as_hours(hours: Iterable[tuple[str | int, str | int]]) -> Shifts:
    """Return shifts as minutes of the day."""
    found = []
    for begin, end in hours:
        found.append((_minute(begin), _minute(end)))
    return tuple(found)


def _as_odd(hours: Mapping[int | dt.date, GivenShifts] | Odd) -> Odd:
    """Return the shifts of days that differ as pairs, weekdays first."""
    pairs: Iterable[tuple[int | dt.date, GivenShifts]] = hours.items() if isinstance(hours, Mapping) else hours
    found = [(day, _as_hours(shifts)) for day, shifts in pairs]
    return tuple(sorted(found, key=lambda pair: (isinstance(pair[0], dt.date), str(pair[0]).rjust(10))))


def _minute(text: str | int) -> int:
    if isinstance(text, int):
        return text
    hour, colon, minute = text.partition(":")
    if not (
        colon and hour.isdecimal() and minute[:2].isdecimal() and 0 <= int(hour) * 60 + int(minute[:2]) <= _MINUTES
    ):
        raise ModelError(say("calendar.time", text=f"{text!r}"), hint=say("write", text="08:00"))
    return int(hour) * 60 + int(minute[:2])


@tell_field
@attrs.frozen(kw_only=True, slots=False)
class Calendar:
    """Which days are worked.

    Parameters:
        week: seven signs from Monday to Sunday, ``1`` for a day that is worked.
        hours: the shifts of a working day, ``(("08:00", "12:00"), ("13:00", "17:00"))``; without them only days count.
        holidays: days off, beside those of the week.
        workdays: days that are worked although the week says otherwise.
        odd_hours: the shifts of worked days that differ from ``hours``, by weekday (1 is Monday) or date; of both the
            date's count.
        days_per_month: how many working days a duration of one month stands for.
        years: the years whose holidays are known; ``None`` when there is nothing to know.

    Raises:
        ModelError: no day is worked, shifts overlap, or days differ from hours that are not given.

    Example:
        >>> Calendar(holidays=["2025-10-01"]).is_working(dt.date(2025, 10, 1))
        False
    """

    week: str = "1111100"
    hours: tuple[tuple[int, int], ...] = attrs.field(default=(), converter=_as_hours)
    holidays: frozenset[dt.date] = attrs.field(default=frozenset(), converter=_as_days, repr=False)
    workdays: frozenset[dt.date] = attrs.field(default=frozenset(), converter=_as_days, repr=False)
    days_per_month: Decimal = attrs.field(default=Decimal(20), converter=Decimal)
    years: range | None = None
    odd_hours: Odd = attrs.field(default=(), converter=_as_odd, repr=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.week, str) or len(self.week) != 7 or set(self.week) - {"0", "1"} or "1" not in self.week:
            raise ModelError(say("calendar.week", week=f"{self.week!r}"), hint=say("calendar.week.hint"))
        for shifts in (self.hours, *(shifts for _, shifts in self.odd_hours)):
            ends = [minute for shift in shifts for minute in shift]
            if any(later <= earlier for earlier, later in pairwise(ends)):
                raise ModelError(say("calendar.shifts"), hint='(("08:00", "17:00"),)')
        if self.odd_hours and not self.hours:
            raise ModelError(say("calendar.hours"))
        if self.days_per_month.is_nan() or self.days_per_month <= 0:
            raise ModelError(say("calendar.month", days=self.days_per_month))

    @classmethod
    @kinds_checked
    def china(cls, *, hours: Iterable[tuple[str, str]] = ()) -> Calendar:
        """Return the calendar of mainland China: Monday to Friday, official holidays, make-up working days.

        Parameters:
            hours: the shifts of a working day.

        Returns:
            A calendar whose ``years`` are those that the package ``chinesecalendar`` knows, from the yearly notices of
            the State Council's General Office; in other years only the week counts.

        Raises:
            MissingExtraError: the package is not installed.
        """
        try:
            import chinese_calendar  # type: ignore[import-untyped]
        except ImportError:
            raise MissingExtraError(
                "chinesecalendar", extra="schedule", purpose=say("purpose.chinesecalendar")
            ) from None
        off, on = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
        years = range(min(off).year, max(off).year + 1)
        return cls(hours=tuple(hours), holidays=off, workdays=on, years=years)

    @classmethod
    @kinds_checked
    def of_shifts(
        cls,
        week: Sequence[Shifts],
        dates: Mapping[dt.date, Shifts],
        days_per_month: Decimal | int = 20,
        hours: Shifts = (),
    ) -> Calendar:
        """Return the calendar with these working times; no shifts are a day off.

        Parameters:
            week: the shifts of Monday to Sunday.
            dates: the shifts of days that differ from the week.
            days_per_month: how many working days a month has.
            hours: the usual hours; where there are none the most frequent ones of the week.

        Raises:
            ModelError: no day of the week is worked, or shifts overlap.

        Example:
            >>> half, full = ((480, 720),), ((480, 720), (780, 1020))
            >>> Calendar.of_shifts([full] * 5 + [half, ()], {}).minutes_on(dt.date(2025, 11, 29))
            240
        """
        worked = Counter(shifts for shifts in week if shifts) or Counter(shifts for shifts in dates.values() if shifts)
        usual = hours or max(worked, key=worked.__getitem__, default=())
        odd: dict[int | dt.date, Shifts] = {n: shifts for n, shifts in enumerate(week, 1) if shifts not in ((), usual)}
        odd |= {day: shifts for day, shifts in dates.items() if shifts and shifts != (week[day.weekday()] or usual)}
        return cls(
            week="".join("1" if shifts else "0" for shifts in week),
            hours=usual,
            holidays=frozenset(day for day, shifts in dates.items() if not shifts),
            workdays=frozenset(day for day, shifts in dates.items() if shifts),
            days_per_month=Decimal(days_per_month),
            odd_hours=odd,
        )

    @kinds_checked
    def common(self, other: Calendar) -> Calendar:
        """Return the calendar of the time that both work.

        Raises:
            ModelError: there is none in any week.
        """
        return self._with(other, _both)

    @kinds_checked
    def either(self, other: Calendar) -> Calendar:
        """Return the calendar of the time that one or the other works."""
        return self._with(other, _either)

    def _with(self, other: Calendar, combined: Callable[[Shifts, Shifts], Shifts]) -> Calendar:
        week = [combined(self._weekday(number), other._weekday(number)) for number in range(7)]
        days = sorted({*self.odd_dates, *other.odd_dates})
        dates = {day: combined(self.shifts_on(day), other.shifts_on(day)) for day in days}
        return Calendar.of_shifts(week, dates, self.days_per_month)

    @property
    def days_per_week(self) -> int:
        """How many days of a week are worked."""
        return self.week.count("1")

    @property
    def minutes_per_day(self) -> int:
        """How many minutes of a working day are worked; 480 when there are no shifts."""
        return sum(end - begin for begin, end in self.hours) or 480

    @kinds_checked
    def is_working(self, day: dt.date) -> bool:
        """Return whether a day is worked."""
        return day in self.workdays or (self.week[day.weekday()] == "1" and day not in self.holidays)

    @property
    def is_even(self) -> bool:
        """Whether every worked day has the same hours."""
        return not self.odd_hours

    @cached_property
    def _odd(self) -> dict[int | dt.date, Shifts]:
        return dict(self.odd_hours)

    @cached_property
    def odd_dates(self) -> list[dt.date]:
        """The dates that may differ from the week, in order."""
        dates = {day for day in self._odd if isinstance(day, dt.date)}
        return sorted(dates | self.holidays | self.workdays)

    def _weekday(self, number: int) -> Shifts:
        if self.week[number] == "0":
            return ()
        return self._odd.get(number + 1, self.hours or ((0, _MINUTES),))

    def shifts_on(self, day: dt.date) -> Shifts:
        """Return the shifts of a day, the whole day where a calendar has no hours, none when it is off."""
        if not self.is_working(day):
            return ()
        return self._odd.get(day) or self._weekday(day.weekday()) or self.hours or ((0, _MINUTES),)

    def minutes_on(self, day: dt.date) -> int:
        """Return how many minutes of a day are worked."""
        return _length(self.shifts_on(day))

    # --- counting minutes of work since 1 January of year 1 ---

    @cached_property
    def _minute_steps(self) -> tuple[list[int], list[int]]:
        """The days that differ from the week, and how many more minutes are worked up to each than the week says."""
        ordinals, sums = [], [0]
        for day in self.odd_dates:
            step = self.minutes_on(day) - _length(self._weekday(day.weekday()))
            if step:
                ordinals.append(day.toordinal())
                sums.append(sums[-1] + step)
        return ordinals, sums

    @cached_property
    def _weekly(self) -> list[int]:
        """How many minutes of a week are worked before each day of it, and in all."""
        sums = [0]
        for number in range(7):
            sums.append(sums[-1] + _length(self._weekday(number)))
        return sums

    def minutes_before(self, ordinal: int) -> int:
        """Return how many minutes were worked before the day with this ordinal, since year 1."""
        ordinals, sums = self._minute_steps
        weeks, rest = divmod(ordinal - 1, 7)
        return weeks * self._weekly[7] + self._weekly[rest] + sums[bisect_left(ordinals, ordinal)]

    def minutes_until(self, moment: dt.datetime) -> int:
        """Return how many minutes were worked until a moment, since year 1."""
        minute = moment.hour * 60 + moment.minute
        shifts = self.shifts_on(moment.date())
        today = sum(min(minute, end) - begin for begin, end in shifts if begin < minute)
        return self.minutes_before(moment.toordinal()) + today

    def moment_after(self, moment: dt.datetime, minutes: int) -> dt.datetime:
        """Return when so many minutes of work from a moment on are over.

        Raises:
            ModelError: that lies beyond year 9999.
        """
        if minutes <= 0:
            return moment
        wanted = self.minutes_until(moment) + minutes
        day = self.day_reaching(wanted, beyond=False)
        left = wanted - self.minutes_before(day)
        for begin, end in self.shifts_on(dt.date.fromordinal(day)):
            if left <= end - begin:
                return dt.datetime.combine(dt.date.fromordinal(day), dt.time()) + dt.timedelta(minutes=begin + left)
            left -= end - begin
        raise AssertionError("unreachable")

    def day_reaching(self, minutes: Fraction | int, *, beyond: bool) -> int:
        """Return the ordinal of the first day by whose end so many minutes were worked, or more (``beyond``).

        Raises:
            ModelError: it lies beyond year 9999.
        """
        low, high = 1, dt.date.max.toordinal()

        def is_there(ordinal: int) -> bool:
            worked = self.minutes_before(ordinal + 1)
            return worked > minutes if beyond else worked >= minutes

        if not is_there(high):
            raise ModelError(say("time.no_date.after"), hint=say("time.unit.hint"))
        if self._weekly[7]:  # a guess from the week, which holidays move
            guess = min(max(int(minutes / self._weekly[7] * 7) + 1, low), high)
            step = 16
            while guess < high and not is_there(min(guess + step, high)):
                guess, step = min(guess + step, high), step * 2
            high = min(guess + step, high)
            step = 16
            while guess > low and is_there(max(guess - step, low)):
                high, guess, step = max(guess - step, low), max(guess - step, low), step * 2
            low = max(guess - step, low)
        while low < high:
            middle = (low + high) // 2
            if is_there(middle):
                high = middle
            else:
                low = middle + 1
        return low

    # --- counting working days: number 0 is the first one from 1 January of year 1 ---

    @cached_property
    def _steps(self) -> tuple[list[int], list[int]]:
        """The days that differ from the week, in order, and how many more (or fewer) days are worked up to each."""
        odd = []
        for day in self.holidays | self.workdays:
            usual, real = self.week[day.weekday()] == "1", self.is_working(day)
            if usual != real:
                odd.append((day.toordinal(), 1 if real else -1))
        odd.sort()
        sums, total = [0], 0
        for _, step in odd:
            total += step
            sums.append(total)
        return [ordinal for ordinal, _ in odd], sums

    @cached_property
    def _drift(self) -> tuple[int, int]:
        """How many days fewer, and how many more, are worked by any day than the week alone would have it."""
        _, sums = self._steps
        return min(sums), max(sums)

    def _before(self, ordinal: int) -> int:
        """Return how many days were worked before a day, by its ordinal."""
        ordinals, sums = self._steps
        weeks, rest = divmod(ordinal - 1, 7)  # 0001-01-01 was a Monday
        return weeks * self.days_per_week + self.week[:rest].count("1") + sums[bisect_left(ordinals, ordinal)]

    @kinds_checked
    def worked_before(self, day: dt.date) -> int:
        """Return how many days were worked before ``day``, since year 1."""
        return self._before(day.toordinal())

    @kinds_checked
    def working_day(self, number: int) -> dt.date:
        """Return the working day before which ``number`` days were worked.

        Raises:
            ModelError: it lies beyond year 9999.
        """
        last = dt.date.max.toordinal()
        if not 0 <= number < self._before(last) + self.is_working(dt.date.max):
            raise ModelError(say("calendar.working_day", number=number))
        fewer, more = self._drift
        low = max(1, 7 * ((number - more) // self.days_per_week))
        high = min(last, 7 * ((number - fewer) // self.days_per_week + 2))
        while low < high:  # the last day before which at most `number` days were worked
            middle = (low + high + 1) // 2
            if self._before(middle) <= number:
                low = middle
            else:
                high = middle - 1
        return dt.date.fromordinal(low)


def _length(shifts: Shifts) -> int:
    return sum(end - begin for begin, end in shifts)


def _both(shifts: Shifts, others: Shifts) -> Shifts:
    """Return the time that lies in both shifts."""
    found = [(max(a, c), min(b, d)) for a, b in shifts for c, d in others]
    return tuple(sorted((begin, end) for begin, end in found if begin < end))


def _either(shifts: Shifts, others: Shifts) -> Shifts:
    """Return the time that lies in one or the other."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted((*shifts, *others)):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)
