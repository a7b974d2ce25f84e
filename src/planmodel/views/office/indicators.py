"""Indicators as plans print them: a row each, its unit, where it stood and what is promised, with a column a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from planmodel.columns import Column
from planmodel.comparing.figures import promise_text
from planmodel.model.kinds import Indicator
from planmodel.words import say

__all__ = ["indicator_columns"]

_BEFORE, _BEHIND = ("id", "name", "unit"), ("obligation", "sources")


def indicator_columns(columns: Sequence[Column], indicators: Sequence[Indicator]) -> tuple[Column, ...]:
    """Return the columns of the table of indicators.

    What is promised stands as printed, where that is known, else in words.

    Parameters:
        columns: the columns of rows that hold their indicator under ``""``.
        indicators: the indicators.
    """
    held = {one.name: one for one in columns}
    before, behind = ([held[name] for name in names] for names in (_BEFORE, _BEHIND))
    of_base = {one.baseline.year for one in indicators if one.baseline is not None}
    of_targets = {target.year for one in indicators for target in one.targets}
    years = [*(_baseline(year) for year in _ordered(of_base)), *(_target(year) for year in _ordered(of_targets))]
    return (*before, *years, *behind)


def _ordered(years: set[int | None]) -> Iterator[int | None]:
    yield from sorted(year for year in years if year is not None)
    yield from [None] * (None in years)


def _head(what: str, year: int | None) -> str:
    return say(f"office.{what}_none") if year is None else say(f"office.{what}", year=year)


def _baseline(year: int | None) -> Column:
    def held(row: Any) -> float | None:
        one = row[""]
        value = one.baseline.value if one.baseline is not None and one.baseline.year == year else None
        return float(value) if value is not None and value.unit in ("", one.unit) else None

    def told(row: Any) -> object:
        one = row[""]
        if one.baseline is None or one.baseline.year != year:
            return None
        number = held(row)
        return (one.baseline.value or one.baseline.as_published) if number is None else number

    return Column(f"baseline_{year}", "number", "where it stood", of=held, cell=told, head=_head("baseline", year))


def _target(year: int | None) -> Column:
    return Column(f"target_{year}", "text", "what is promised", of=_promised(year), head=_head("target", year))


def _promised(year: int | None) -> Callable[[Any], tuple[str, ...]]:
    def told(row: Any) -> tuple[str, ...]:
        promises = [target for target in row[""].targets if target.year == year]
        return tuple([target.as_published or promise_text(target) for target in promises])

    return told
