"""Working calendars: which days are worked, and during which hours."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import MissingExtraError, ModelError

__all__ = ["Calendar"]

_MINUTES = 24 * 60


def _as_days(days: Iterable[dt.date | str]) -> frozenset[dt.date]:
    try:
        return frozenset(dt.date.fromisoformat(day) if isinstance(day, str) else day for day in days)
    except ValueError as error:
        raise ModelError(f"a calendar's days are dates such as 2025-10-01: {error}") from None


def _as_hours(hours: Iterable[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
    """Return shifts as minutes of the day."""
    found = []
    for begin, end in hours:
        found.append((_minute(begin), _minute(end)))
    return tuple(found)


def _minute(text: str | int) -> int:
    if isinstance(text, int):
        return text
    hour, colon, minute = text.partition(":")
    if not (
        colon and hour.isdecimal() and minute[:2].isdecimal() and 0 <= int(hour) * 60 + int(minute[:2]) <= _MINUTES
    ):
        raise ModelError(f"{text!r} is no time of day", hint="write 08:00")
    return int(hour) * 60 + int(minute[:2])


@attrs.frozen(kw_only=True, slots=False)
class Calendar:
    """Which days are worked.

    Parameters:
        week: seven signs from Monday to Sunday, ``1`` for a day that is worked.
        hours: the shifts of a working day, ``(("08:00", "12:00"), ("13:00", "17:00"))``; without them only days count.
        holidays: days off, beside those of the week.
        workdays: days that are worked although the week says otherwise.
        days_per_month: how many working days a duration of one month stands for.
        years: the years whose holidays are known; ``None`` when there is nothing to know.

    Raises:
        ModelError: no day is worked, or shifts overlap.

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

    def __attrs_post_init__(self) -> None:
        if len(self.week) != 7 or set(self.week) - {"0", "1"} or "1" not in self.week:
            raise ModelError(
                f"the week {self.week!r} is not seven signs 0 or 1 with at least one 1", hint="1111100 is Mon to Fri"
            )
        ends = [minute for shift in self.hours for minute in shift]
        if any(later <= earlier for earlier, later in pairwise(ends)):
            raise ModelError("the shifts of a day follow each other and do not overlap", hint='(("08:00", "17:00"),)')
        if not self.days_per_month > 0:
            raise ModelError(f"a month has more than {self.days_per_month} working days")

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
                "chinesecalendar", extra="schedule", purpose="China's calendar of holidays"
            ) from None
        off, on = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
        years = range(min(off).year, max(off).year + 1)
        return cls(hours=tuple(hours), holidays=off, workdays=on, years=years)

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

    @kinds_checked
    def worked_before(self, day: dt.date) -> int:
        """Return how many days were worked before ``day``, since year 1."""
        ordinals, sums = self._steps
        weeks, rest = divmod(day.toordinal() - 1, 7)  # 0001-01-01 was a Monday
        return weeks * self.days_per_week + self.week[:rest].count("1") + sums[bisect_left(ordinals, day.toordinal())]

    @kinds_checked
    def working_day(self, number: int) -> dt.date:
        """Return the working day before which ``number`` days were worked.

        Raises:
            ModelError: it lies beyond year 9999.
        """
        low, high = 1, dt.date.max.toordinal()
        if not 0 <= number < self.worked_before(dt.date.max) + self.is_working(dt.date.max):
            raise ModelError(f"working day {number} lies beyond the years that a date can hold")
        while low < high:  # the last day before which at most `number` days were worked
            middle = (low + high + 1) // 2
            if self.worked_before(dt.date.fromordinal(middle)) <= number:
                low = middle
            else:
                high = middle - 1
        return dt.date.fromordinal(low)
