"""Days that come again: as a count day by day finds them."""

from __future__ import annotations

import datetime as dt

import pytest

from planmodel.exchange.recurrence import Recurrence

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 12, 31)


def days(**fields: int) -> list[str]:
    found = Recurrence(first=FIRST, last=LAST, **fields)
    return [day.isoformat() for day in found.days()][:4]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"type": 1, "every": 3}, ["2025-01-01", "2025-01-04", "2025-01-07", "2025-01-10"]),
        ({"type": 2, "month": 1, "day": 30}, ["2025-02-28", "2026-02-28"]),
        ({"type": 3, "month": 4, "item": 4, "place": 4}, ["2025-05-26", "2026-05-25"]),
        ({"type": 4, "day": 31, "every": 2}, ["2025-01-31", "2025-03-31", "2025-05-31", "2025-07-31"]),
        ({"type": 5, "item": 1, "place": 0}, ["2025-01-01", "2025-02-03", "2025-03-03", "2025-04-01"]),
        ({"type": 5, "item": 2, "place": 4}, ["2025-01-26", "2025-02-23", "2025-03-30", "2025-04-27"]),
        ({"type": 5, "item": 0, "place": 4, "every": 12}, ["2025-01-31", "2026-01-31"]),
        ({"type": 6, "weekdays": 0b0010010, "every": 2}, ["2025-01-02", "2025-01-13", "2025-01-16", "2025-01-27"]),
        ({"type": 7, "every": 200}, ["2025-01-01", "2025-07-20", "2026-02-05", "2026-08-24"]),
        ({"type": 8, "every": 3}, ["2025-01-01", "2025-01-06", "2025-01-09", "2025-01-14"]),
        ({"type": 1, "count": 2}, ["2025-01-01", "2025-01-02"]),
        ({"type": 6}, []),
    ],
)
def test_days_come_again(fields: dict[str, int], found: list[str]) -> None:
    assert days(**fields) == found


def test_the_first_and_last_days_of_time_are_days() -> None:
    edge = Recurrence(type=6, first=dt.date(9999, 12, 28), last=dt.date.max, weekdays=127)
    assert [*edge.days()][-1] == dt.date.max
    begin = Recurrence(type=6, first=dt.date.min, last=dt.date(1, 1, 3), weekdays=127)
    assert next(begin.days()) == dt.date.min
