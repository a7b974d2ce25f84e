"""Where numbers and moments lie along the axis of a chart, and at which of them it has a tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from math import ceil, floor, log10

import attrs

from planmodel.views.drawing.labels import text_width

__all__ = ["Scale", "number_scale", "round_step", "time_scale"]

_TEXT, _APART, _DATES_APART = 10.0, 18.0, 36.0
"""The size of the numbers at ticks, and the room between two of them, or between two dates."""
_DAY = 86_400.0
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
_DAYS = (1, 2, 7, 14)
_HOURS = (1, 3, 6, 12)


@attrs.frozen(kw_only=True)
class Scale:
    """The axis along the top of a chart.

    Parameters:
        low, high: the ends: numbers, or moments as seconds.
        width: how many pixels lie between them.
        ticks: (pixel, what is written there).
        title: what it measures.
    """

    low: float
    high: float
    width: float
    ticks: tuple[tuple[float, str], ...] = ()
    title: str | None = None

    def __call__(self, value: float | str) -> float:
        """Return the pixel of a number, or of a moment as ISO text."""
        at = _seconds(value) if isinstance(value, str) else float(value)
        return (at - self.low) / (self.high - self.low) * self.width

    @property
    def room(self) -> float:
        """How much room it takes above the chart."""
        return 42.0 if self.title else 26.0


def number_scale(
    low: float, high: float, width: float, *, title: str | None = None, percent: bool = False, upright: bool = False
) -> Scale:
    """Return an axis of numbers with ticks at 1, 2 or 5 times a power of ten.

    Parameters:
        low, high: its ends.
        width: how many pixels lie between them.
        title: what it measures.
        percent: whether the numbers are shares, and written as percentages.
        upright: whether the numbers stand above each other, where only their height takes room.

    Example:
        >>> [text for _, text in number_scale(0, 1, 400, percent=True).ticks]
        ['0%', '20%', '40%', '60%', '80%', '100%']
    """
    least = max(abs(low), abs(high)) * 1e-9 or 1.0
    low, high = float(low), float(max(high, low + least))
    scale = Scale(low=low, high=high, width=width, title=title)
    for count in (12, 10, 8, 6, 5, 4, 3, 2):
        step = round_step((high - low) / count)
        values = [step * at for at in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
        texts = [_number(value, step, percent) for value in values]
        room = step / (high - low) * width
        if room >= _APART if upright else _fits(texts, room):
            break
    return attrs.evolve(scale, ticks=tuple((scale(value), text) for value, text in zip(values, texts, strict=True)))


def time_scale(low: str, high: str, width: float) -> Scale:
    """Return an axis of time with ticks where years, months, days or hours begin.

    Parameters:
        low, high: its ends as ISO text, in universal time so that it is the same everywhere.
        width: how many pixels lie between them.

    Example:
        >>> [text for _, text in time_scale("2021-01-01", "2026-01-01", 600).ticks]
        ['2021', '2022', '2023', '2024', '2025', '2026']
    """
    begin = _seconds(low)
    scale = Scale(low=begin, high=max(_seconds(high), begin + _HOURS[0] * 3600), width=width)
    for every, shape, label in _clocks():
        room = width * every / (scale.high - scale.low)
        if room < text_width(label) * _TEXT + _DATES_APART:
            continue
        moments = shape(scale.low, scale.high)
        return attrs.evolve(scale, ticks=tuple((scale(at), text) for at, text in moments))
    return scale


def _clocks() -> list[tuple[float, Callable[[float, float], list[tuple[float, str]]], str]]:
    """Return (seconds between ticks at least, what makes them, the widest label), the closest first."""
    hours = [(n * 3600.0, _stepped(n * 3600.0, "%m-%d %H:%M"), "01-01 00:00") for n in _HOURS]
    days = [(n * _DAY, _stepped(n * _DAY, "%Y-%m-%d"), "2021-01-01") for n in _DAYS]
    months = [(n * 28 * _DAY, _monthly(n), "2021-01" if n < 12 else "2021") for n in _MONTHS]
    return [*hours, *days, *months]


def _stepped(step: float, form: str) -> Callable[[float, float], list[tuple[float, str]]]:
    def ticks(low: float, high: float) -> list[tuple[float, str]]:
        first = ceil(low / step) * step
        times = [first + at * step for at in range(floor((high - first) / step) + 1)]
        return [(at, (_ZERO + dt.timedelta(seconds=at)).strftime(form)) for at in times]

    return ticks


def _monthly(months: int) -> Callable[[float, float], list[tuple[float, str]]]:
    def ticks(low: float, high: float) -> list[tuple[float, str]]:
        begin = _ZERO + dt.timedelta(seconds=low)
        first = begin.year * 12 + begin.month - 1
        found = []
        for month in range(first // months * months, 12 * dt.MAXYEAR + 12, months):
            year = month // 12
            if not dt.MINYEAR <= year <= dt.MAXYEAR:
                continue
            at = (dt.datetime(year, month % 12 + 1, 1, tzinfo=dt.UTC) - _ZERO).total_seconds()
            if at > high:
                break
            if at >= low:
                found.append((at, f"{year}" if months >= 12 else f"{year}-{month % 12 + 1:02}"))
        return found

    return ticks


_ZERO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def _seconds(text: str) -> float:
    return (dt.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=dt.UTC) - _ZERO).total_seconds()


def _fits(texts: list[str], room: float) -> bool:
    return max((text_width(text) for text in texts), default=0) * _TEXT + _APART <= room


def round_step(least: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least ``least``."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))


def _number(value: float, step: float, percent: bool) -> str:
    """Return a number with as many digits as the step has."""
    digits = max(0, -floor(log10(step * (100 if percent else 1)) + 1e-9))
    value = value * 100 if percent else value
    text = f"{abs(value):.3g}" if abs(value) >= 1e9 or digits > 9 else f"{abs(value):,.{digits}f}"
    sign = "−" if value < 0 and any(one in "123456789" for one in text) else ""
    return f"{sign}{text}{'%' if percent else ''}"
