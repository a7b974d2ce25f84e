"""A schedule counted day by day, from the words of the plan alone: the slowest way there is, for small plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

DAY = dt.timedelta(days=1)
FREE = frozenset({5, 6})
"""Saturday and Sunday."""


class Tie(NamedTuple):
    """A link: on what, of which type, with how many days of lag, and with the most days of wait."""

    on: str
    type: str = "FS"
    lag: int = 0
    most: int | None = None


class Work(NamedTuple):
    """Some work: its days, its links, its dates, and the whole that it is part of."""

    days: int
    ties: tuple[Tie, ...] = ()
    not_before: dt.date | None = None
    started: dt.date | None = None
    finished: dt.date | None = None
    whole: str | None = None


Span = tuple[dt.date, dt.date]
"""The first day, and the day after the last."""


def counted(start: dt.date, works: Mapping[str, Work], *, weekends: bool = True) -> dict[str, Span]:
    """Return when work takes place at the earliest.

    Each begins on the first day from which on all its links hold; all is tried again until nothing moves. What a
    longest wait counts from begins a day later as long as that is exceeded, unless a real date holds it.

    Parameters:
        start: the first day.
        works: the work by id; wholes have parts, and no days of their own.
        weekends: whether Saturdays and Sundays are worked.

    Raises:
        OverflowError: the longest waits contradict the links.
    """
    floors = {id: max(start, one.not_before or start) for id, one in works.items()}
    for _ in range(60):
        spans = settled(works, floors, weekends)
        late = {on for _, on in exceeded(works, spans, weekends=weekends) if works[on].started is None}
        if not late:
            return spans
        for id in late:
            floors[id] = spans[id][0] + DAY
    raise OverflowError


def exceeded(works: Mapping[str, Work], spans: Mapping[str, Span], *, weekends: bool = True) -> set[tuple[str, str]]:
    """Return the links, as (holder, on), that wait longer than they may."""
    return {
        (id, tie.on)
        for id, one in works.items()
        for tie in one.ties
        if tie.most is not None and waited(tie, spans, spans[id], weekends) > tie.most
    }


def settled(works: Mapping[str, Work], floors: Mapping[str, dt.date], weekends: bool) -> dict[str, Span]:
    """Return when work takes place that begins on its floor or later, as soon as all its links hold."""
    wholes = {one.whole for one in works.values()} - {None}
    spans = {id: placed(floors[id], one, weekends) for id, one in works.items() if id not in wholes}
    for _ in range(100):
        before = dict(spans)
        for whole in wholes:
            own = [span for id, span in spans.items() if id not in wholes and works[id].whole == whole]
            spans[str(whole)] = min(one[0] for one in own), max(one[1] for one in own)
        for id, one in works.items():
            if id in wholes or one.started is not None:
                continue
            ties = (*one.ties, *(works[one.whole].ties if one.whole else ()))
            while not all(waited(tie, spans, spans[id], weekends) >= tie.lag for tie in ties):
                spans[id] = placed(spans[id][0] + DAY, one, weekends)
        if spans == before:
            return spans
    raise OverflowError


def placed(day: dt.date, one: Work, weekends: bool) -> Span:
    """Return when work takes place that may begin on a day, or really began on another."""
    day = one.started or day
    while one.started is None and not worked(day, weekends):
        day += DAY
    if one.started is not None and one.finished is not None:
        return one.started, one.finished + DAY
    first, left = day, one.days
    while left:
        left -= worked(day, weekends)
        day += DAY
    return first, day


def worked(day: dt.date, weekends: bool) -> bool:
    return weekends or day.weekday() not in FREE


def waited(tie: Tie, spans: Mapping[str, Span], own: Span, weekends: bool) -> int:
    """Return how many days are worked between the two ends of a link; negative where the second lies first."""
    since, until = spans[tie.on][tie.type[0] == "F"], own[tie.type[1] == "F"]
    first, last = sorted((since, until))
    count = sum(worked(first + DAY * step, weekends) for step in range((last - first).days))
    return count if until >= since else -count
