"""The dates of calendar exceptions that come again and again, as Microsoft Project's XML describes them.

Source: Microsoft, *Project XML Data Interchange Schema Reference*, element ``Exception``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from itertools import islice

import attrs

__all__ = ["Recurrence"]

DAILY, YEARLY, YEARLY_BY_PLACE, MONTHLY, MONTHLY_BY_PLACE, WEEKLY, BY_DAYS, BY_WEEKDAYS = range(1, 9)
_LAST = 4


@attrs.frozen(kw_only=True)
class Recurrence:
    """How an exception comes again.

    Parameters:
        type: 1 daily, 2 yearly, 3 yearly by place (the second Tuesday of May), 4 monthly, 5 monthly by place, 6 weekly,
            7 every so many days, 8 every so many days from Monday to Friday.
        first, last: the days between which it comes.
        every: every so many days, weeks or months.
        weekdays: of a week, a bit a day from Sunday on.
        item: of a month, 0 any day, 1 a day from Monday to Friday, 2 one of the weekend, 3 Sunday to 9 Saturday.
        place: which of these, 0 the first to 3 the fourth, 4 the last.
        month: 0 is January.
        day: the day of the month; where a month has fewer days its last.
        count: how often at most; without end when 0.
    """

    type: int
    first: dt.date
    last: dt.date
    every: int = 1
    weekdays: int = 0
    item: int = 0
    place: int = 0
    month: int = 0
    day: int = 1
    count: int = 0

    def days(self) -> Iterator[dt.date]:
        """Yield the days, in order.

        Example:
            >>> second = Recurrence(type=5, first=dt.date(2025, 1, 1), last=dt.date(2025, 3, 31), item=5, place=1)
            >>> [day.isoformat() for day in second.days()]
            ['2025-01-14', '2025-02-11', '2025-03-11']
        """
        days = (day for day in self._all() if self.first <= day <= self.last)
        yield from islice(days, self.count or None)

    def _all(self) -> Iterator[dt.date]:
        every = max(self.every, 1)
        if self.type == WEEKLY:
            yield from self._weekly(every)
        elif self.type in (MONTHLY, MONTHLY_BY_PLACE, YEARLY, YEARLY_BY_PLACE):
            yield from self._by_months(every)
        elif self.type == BY_WEEKDAYS:
            yield from self._by_weekdays(every)
        else:
            step = every if self.type in (DAILY, BY_DAYS) else 1
            for day in range(self.first.toordinal(), self.last.toordinal() + 1, step):
                yield dt.date.fromordinal(day)

    def _weekly(self, every: int) -> Iterator[dt.date]:
        sunday = self.first.toordinal() - self.first.isoweekday() % 7
        for week in range(sunday, self.last.toordinal() + 1, 7 * every):
            for number in range(7):
                if self.weekdays >> number & 1 and 1 <= week + number <= dt.date.max.toordinal():
                    yield dt.date.fromordinal(week + number)

    def _by_weekdays(self, every: int) -> Iterator[dt.date]:
        day, last = self.first.toordinal(), self.last.toordinal()
        while day <= last:
            if day % 7 in (6, 0):  # Saturday and Sunday, as 0001-01-01 was a Monday
                day += 1
                continue
            yield dt.date.fromordinal(day)
            weeks, rest = divmod(every, 5)
            day += 7 * weeks
            while rest:
                day += 1
                rest -= day % 7 not in (6, 0)

    def _by_months(self, every: int) -> Iterator[dt.date]:
        yearly = self.type in (YEARLY, YEARLY_BY_PLACE)
        begin = self.first.year * 12 + (self.month if yearly else self.first.month - 1)
        for months in range(begin, self.last.year * 12 + self.last.month, 12 if yearly else every):
            year, month = divmod(months, 12)
            found = self._placed(year, month + 1) if self.type in (MONTHLY_BY_PLACE, YEARLY_BY_PLACE) else None
            if self.type in (MONTHLY, YEARLY):
                found = dt.date(year, month + 1, min(max(self.day, 1), calendar.monthrange(year, month + 1)[1]))
            if found is not None:
                yield found

    def _placed(self, year: int, month: int) -> dt.date | None:
        days = [dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]
        if self.item == 1:
            days = [day for day in days if day.weekday() < 5]
        elif self.item == 2:
            days = [day for day in days if day.weekday() >= 5]
        elif self.item >= 3:
            days = [day for day in days if day.isoweekday() % 7 == self.item - 3]
        if self.place == _LAST:
            return days[-1]
        return days[self.place] if 0 <= self.place < len(days) else None
