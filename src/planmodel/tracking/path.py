"""The way from a baseline to a target: how much of it has been gone, and how much should have been."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction
from functools import lru_cache

from planmodel.errors import ModelError
from planmodel.tracking.results import Trajectory
from planmodel.words import say

__all__ = ["check_trajectory", "expected_share", "share_of_way", "year_end", "years_of"]

_TRAJECTORIES: tuple[Trajectory, ...] = ("linear", "geometric", "step")


def check_trajectory(name: str) -> Trajectory:
    """Return the name of a trajectory.

    Raises:
        ModelError: there is none of that name.
    """
    for known in _TRAJECTORIES:
        if name == known:
            return known
    raise ModelError(say("path.no_trajectory", name=f"{name!r:.60}"), hint=say("write_one", names=tuple(_TRAJECTORIES)))


def years_of(day: dt.date) -> Fraction:
    """Return the end of a day as years, so that the last day of 2020 is exactly 2021.

    Example:
        >>> years_of(dt.date(2020, 12, 31))
        Fraction(2021, 1)
    """
    return day.year + Fraction(day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365)


def year_end(year: int) -> dt.date:
    """Return the last day of a year."""
    return dt.date(year, 12, 31)


def share_of_way(baseline: Fraction, target: Fraction, actual: Fraction) -> Fraction | None:
    """Return (actual − baseline) / (target − baseline); ``None`` when both ends are the same.

    Parameters:
        baseline: the level at the start, in any unit.
        target: the level to reach, in that unit.
        actual: the level now, in that unit.

    Returns:
        0 at the baseline, 1 at the target, more beyond it, less than 0 on the wrong side of the baseline.

    Example:
        >>> share_of_way(Fraction(50), Fraction(20), Fraction(35))
        Fraction(1, 2)

    Source: the usual min-max distance to target, as in OECD, *Handbook on Constructing Composite Indicators* (2008),
    chapter 5.
    """
    return None if baseline == target else (actual - baseline) / (target - baseline)


def expected_share(
    trajectory: Trajectory, start: dt.date, end: dt.date, now: dt.date, *, baseline: Fraction, target: Fraction
) -> Fraction | None:
    """Return the share of the way that should have been gone by a day.

    Parameters:
        trajectory: ``linear``: t; ``geometric``: (r^t − 1) / (r − 1) with r = target / baseline; ``step``: 0 before the
            end. t is the time gone by since ``start`` as a share of the whole, in calendar years.
        start: the day of the baseline.
        end: the day of the target.
        now: the day asked about.
        baseline: the level at the start.
        target: the level to reach, in the same unit.

    Returns:
        a share from 0 to 1; ``None`` when the time runs backwards, or for ``geometric`` when the levels do not have
        the same sign, or one of them is 0.

    Example:
        >>> expected_share("linear", year_end(2020), year_end(2025), year_end(2023), baseline=Fraction(0),
        ...                target=Fraction(1))
        Fraction(3, 5)

    Source: constant amounts and constant rates (compound growth) a year.
    """
    if end <= start:
        return None
    gone = _gone(start, end, now)
    if trajectory == "step":
        return Fraction(int(gone == 1))
    if trajectory == "linear":
        return gone
    if baseline * target <= 0:
        return None
    ratio = target / baseline
    if gone in (0, 1) or ratio == 1:
        return gone
    try:
        return Fraction((float(ratio) ** float(gone) - 1) / (float(ratio) - 1))
    except (OverflowError, ZeroDivisionError):  # levels that are hundreds of orders of magnitude, or nothing, apart
        return None


@lru_cache(maxsize=4096)
def _gone(start: dt.date, end: dt.date, now: dt.date) -> Fraction:
    """Return the share of a time that has gone by; most indicators of a plan share theirs."""
    gone = (years_of(now) - years_of(start)) / (years_of(end) - years_of(start))
    return min(max(gone, Fraction(0)), Fraction(1))
