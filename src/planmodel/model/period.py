"""Dates and periods with the precision that a document gives: a year, a month, a day or a time of day."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TypeAlias

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.expression import expression
from planmodel.words import say

__all__ = ["Day", "Period", "as_period"]

Day: TypeAlias = "str | int | dt.date | Period | None"
"""A day as people give it: 2023, 2023-06, 2023-06-30 or a date; ``None`` for none."""

_POINT = expression(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z", re.ASCII)
_TIME = expression(r"T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\Z", re.ASCII)


@attrs.frozen(init=False, order=False)
class Period:
    """A year, a month, a day, or a stretch from one to another, in ISO 8601 form; both ends belong to it.

    Parameters:
        text: ``2021``, ``2021-06``, ``2021-06-30``, ``2021/2025``, ``2019-01/2019-08``; of one day also a time,
            ``2021-06-30T13:00``; an ``int`` is a year.

    Raises:
        ModelError: not such a text, no such date, or an end before its start.

    Example:
        >>> Period("2021/2025").end
        datetime.date(2025, 12, 31)

    Source: ISO 8601-1:2019, reduced precision and time intervals.
    """

    text: str

    def __init__(self, text: str | int | dt.date | Period) -> None:
        if isinstance(text, Period):
            text = text.text
        elif isinstance(text, dt.datetime):
            text = text.isoformat(timespec="minutes" if not text.second else "seconds")[: 19 if text.time() else 10]
        elif isinstance(text, dt.date):
            text = text.isoformat()
        elif isinstance(text, int) and not isinstance(text, bool):
            text = f"{text:04d}"
        if not isinstance(text, str):  # a list has no hash, by which what was read before is looked up
            raise ModelError(say("period.expected", text=f"{text!r:.60}"), hint=say("period.hint"))
        _ends(text)
        object.__setattr__(self, "text", text)

    @property
    def start(self) -> dt.date:
        """The first day."""
        return _ends(self.text)[0]

    @property
    def end(self) -> dt.date:
        """The last day."""
        return _ends(self.text)[1]

    @property
    def time(self) -> dt.time | None:
        """The time of day, where one is given."""
        clock = _TIME.match(self.text, 10)
        if clock is None:
            return None
        hour, minute, second = (int(part or 0) for part in clock.groups())
        return dt.time(hour, minute, second)

    @property
    def days(self) -> int:
        """How many calendar days it holds."""
        return (self.end - self.start).days + 1

    @property
    def years(self) -> range:
        """The calendar years that it touches."""
        return range(self.start.year, self.end.year + 1)

    @kinds_checked
    def contains(self, other: Period) -> bool:
        """Return whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    @kinds_checked
    def overlaps(self, other: Period) -> bool:
        """Return whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Period({self.text!r})"

    def in_language(self, language: str) -> str:
        """Return the period as sentences of a language have it: in Chinese 2021年, 2023年6月30日, 2021—2025年.

        Parameters:
            language: ``en`` or ``zh``; in others it is written as in English.

        Example:
            >>> [Period(one).in_language("zh") for one in ("2023-06", "2021/2025", "2021-01-01/2021-03-31")]
            ['2023年6月', '2021—2025年', '2021年1月1日—3月31日']
        """
        if language != "zh":
            return self.text
        first, _, last = self.text.partition("/")
        if not last:
            return _in_chinese(first)
        if len(first) == len(last) == 4:
            return f"{first}—{last}年"
        same_year = first[:4] == last[:4] and len(last) > 4
        return f"{_in_chinese(first)}—{_in_chinese(last).partition('年')[2] if same_year else _in_chinese(last)}"


def _in_chinese(point: str) -> str:
    day, _, time = point.partition("T")
    parts = "".join(f"{int(part)}{unit}" for part, unit in zip(day.split("-"), "年月日", strict=False))
    return f"{parts} {time}" if time else parts


@lru_cache(maxsize=16_384)
def _ends(text: str) -> tuple[dt.date, dt.date]:
    if len(text) > 40:
        raise ModelError(say("period.none_long", text=f"{text[:40]!r}"), hint=say("period.hint"))
    if len(text) in (16, 19) and _TIME.match(text, 10):
        text = text[:10]
    first, slash, last = text.partition("/")
    if _POINT.match(first) is None or (slash and _POINT.match(last) is None):
        raise ModelError(say("period.none", text=f"{text!r}"), hint=_rewritten(text) or say("period.hint"))
    start = _point(first)[0]
    end = _point(last if slash else first)[1]
    if end < start:
        raise ModelError(say("period.reversed", text=text), hint=say("did_you_mean", near=(f"{last}/{first}",)))
    return start, end


def _point(text: str) -> tuple[dt.date, dt.date]:
    match = _POINT.match(text)
    assert match is not None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        start = dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ModelError(say("period.no_date", text=text), hint=say("period.hint")) from None
    if day is not None:
        return start, start
    if month is None:
        return start, dt.date(year, 12, 31)
    from calendar import monthrange

    return start, dt.date(year, month, monthrange(year, month)[1])


_YEAR_FIRST = expression(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月|(?:[-/.月]\s*(\d{1,2})\s*日?))?\Z")
_YEAR_LAST = expression(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})\Z")
_STRETCH = expression(r"(\d{4})\s*年?\s*(?:[-–—~～至到]|--|——)\s*(\d{4})\s*年?\Z")


def _rewritten(text: str) -> str | None:
    """Return how a date in another style is written here: both ways where day and month cannot be told apart."""
    text = text.strip()
    if re.fullmatch(r"\d{4}年", text):
        return f"write {text[:4]}"
    if found := _STRETCH.match(text):
        return f"write {found[1]}/{found[2]}"
    if found := _YEAR_FIRST.match(text):
        forms = [(found[1], found[2], found[3])]
    elif found := _YEAR_LAST.match(text):
        forms = [(found[3], found[2], found[1]), (found[3], found[1], found[2])]
    else:
        return None
    texts = ["-".join([year, *(f"{int(part):02d}" for part in rest if part)]) for year, *rest in forms]
    real = dict.fromkeys(one for one in texts if _is_date(one))
    return f"write {' or '.join(real)}" if real else None


def _is_date(text: str) -> bool:
    try:
        _point(text)
    except ModelError:
        return False
    return True


def as_period(value: Period | str | int | dt.date | None) -> Period | None:
    """Return an optional period; text, a year or a date is read as one."""
    return value if value is None or isinstance(value, Period) else Period(value)
