"""Criteria of a filter: what a field is held against, and an error where the two can never be held together."""

from __future__ import annotations

import datetime as dt
import fnmatch
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, TypeAlias

import attrs

from planmodel.errors import FilterError, IncompatibleUnitsError, ModelError
from planmodel.model.element import Element
from planmodel.model.numbers import Cost, Estimate
from planmodel.model.period import Period
from planmodel.model.relations import Link
from planmodel.text import MultilingualText, near
from planmodel.units import Amount, is_known
from planmodel.words import say

__all__ = ["Between", "Covering", "Not", "as_year", "meets", "texts_of"]

_Number: TypeAlias = int | float | Decimal
_Test: TypeAlias = Callable[[object], bool | None]
"""Whether a value is what is wanted; ``None`` when it is a thing of another kind, so that nobody can tell."""


@attrs.frozen
class Not:
    """A filter value that matches whatever ``value`` does not: ``Not("t-*")``, ``Not(["a", "b"])``, ``Not(None)``."""

    value: object = attrs.field(metadata={"doc": "what is not to match"})


@attrs.frozen
class Covering:
    """A period that is asked for by any time in it, as a plan is: 2021/2025 by 2023, 2023-06 or what shares a day."""

    period: Period

    def __str__(self) -> str:
        return self.period.text


@attrs.frozen
class Between:
    """A filter value that matches from ``low`` to ``high``, both included; ``None`` leaves an end open.

    Numbers may be written as text, ``Between("2021", "2025")``; amounts need their unit. Ends that are not in order
    are refused (:class:`~planmodel.errors.FilterError`) when a value is held against them: nothing lies between.

    Example:
        >>> Between("10 %", None).matches(Amount("40 %"))
        True
    """

    low: Any = attrs.field(default=None, metadata={"doc": "the least that matches"})
    high: Any = attrs.field(default=None, metadata={"doc": "the most that matches"})

    def matches(self, value: object) -> bool:
        """Return whether ``value`` lies between; a period does when it lies wholly inside."""
        return self.holds(value) is True

    def holds(self, value: object) -> bool | None:
        """Return the same, and ``None`` for a value of another kind than the ends: text beside numbers, 亩 beside %."""
        return self._held(value, "value")

    def _held(self, value: object, keyword: str) -> bool | None:
        value, ends = _measure(value), [self.low, self.high]
        if isinstance(value, Period | Covering):
            days = [None if end is None else _period(end) for end in ends]
            if any(day is None and end is not None for day, end in zip(days, ends, strict=True)):
                return None
            if days[0] is not None and days[1] is not None and days[0].start > days[1].end:
                raise _swapped(self.low, self.high, keyword)
            if isinstance(value, Covering):
                value = value.period
                return (days[0] is None or value.end >= days[0].start) and (
                    days[1] is None or value.start <= days[1].end
                )
            return (days[0] is None or value.start >= days[0].start) and (days[1] is None or value.end <= days[1].end)
        if isinstance(value, Amount):
            amounts = [_amount(end) for end in ends]
            unread = any(one is None and end is not None for one, end in zip(amounts, ends, strict=True))
            return None if unread else _between(value, amounts, keyword)
        if _is_number(value):
            read = [None if end is None else _number(end, like=value) for end in ends]
            if any(number is None and end is not None for number, end in zip(read, ends, strict=True)):
                return None
            return _between(value, read, keyword)
        return _between(value, ends, keyword) if isinstance(value, str) else None


def _between(value: Any, ends: Sequence[Any], keyword: str = "value") -> bool | None:
    low, high = ends
    try:
        swapped = bool(low is not None and high is not None and low > high)
        within = bool((low is None or low <= value) and (high is None or value <= high))
    except (IncompatibleUnitsError, TypeError):
        return None
    if swapped:
        raise _swapped(low, high, keyword)
    return within


def _swapped(low: object, high: object, keyword: str) -> FilterError:
    ends = {"low": f"{low!s:.60}", "high": f"{high!s:.60}"}
    told = say("ends_swapped", keyword=keyword, **ends)
    return FilterError(told, keyword=keyword, hint=say("ends_swapped.hint", **ends))


def _nothing_more() -> Iterable[Any]:
    return ()


def meets(
    name: str,
    rows: Sequence[Sequence[object]],
    wanted: object,
    *,
    who: str = "thing",
    known: Callable[[], Iterable[str]] = _nothing_more,
    types: Callable[[], Iterable[type]] = _nothing_more,
) -> list[bool]:
    """Return for each thing whether one of its values meets a criterion.

    Parameters:
        name: what is filtered by, for messages; values of ``unit`` are the same when they measure alike (ha, 公顷).
        rows: the values of each thing; several in a tuple, ``None`` for none.
        wanted: text, which may hold wildcards; a number, amount or period, or text that says one; ``range`` and
            :class:`Between`; ``None`` for what is absent; :class:`Not`; a list, tuple or set of such.
        who: what the things are, for messages: ``task``.
        known: what else the texts might have been, though none here is: the words of a closed list, the ids of a plan.
        types: what the values might have been, where nothing has one.

    Raises:
        FilterError: what is wanted can be held against none of the values, nor against any there might have been:
            ``"abc"`` against years, 40 against amounts; the ends of a range are not in order; or nobody's value is a
            text without wildcards that is not known: a misspelt one gives no answer that looks like "there are none".

    Example:
        >>> meets("year", [[2025], [2030], [None]], "2025")
        [True, False, False]
    """
    if isinstance(wanted, Not):
        return [not met for met in meets(name, rows, wanted.value, who=who, known=known, types=types)]
    if wanted is None:
        return [all(value is None or value == () for value in values) for values in rows]
    if isinstance(wanted, list | tuple | set | frozenset):
        found = [meets(name, rows, option, who=who, known=known, types=types) for option in wanted]
        return [any(met) for met in zip(*found, strict=True)] if found else [False] * len(rows)
    test = _test(wanted, name)
    answers = [[test(part) for value in values for part in _parts(value)] for values in rows]
    occurring = [part for values in rows for value in values for part in _parts(value)]
    possible = occurring or [_example(one, wanted) for one in types()]
    if possible and all(test(one) is None for one in possible):
        raise _other_kind(name, possible[0], wanted)
    if not any(map(any, answers)):
        _check_heard_of(name, rows, wanted, who, known)
        _check_stretch(name, occurring, wanted, who)
    return [any(found) for found in answers]


_EXAMPLES: dict[type, object] = {
    int: 2025,
    float: 1.0,
    str: "",
    Period: Period("2025"),
    Covering: Covering(Period("2025")),
    Amount: Amount(1),
    Estimate: Estimate(likely="1 天"),
    Cost: Cost(total="1 元"),
}


def _example(of: type, wanted: object) -> object:
    """Return a value of a type that nothing here has, to hold a criterion against."""
    if issubclass(of, Link):
        return Link("-")
    if of is MultilingualText:
        return ""
    if of is Amount:  # in whatever unit is asked for, if there is such a unit
        ends = (wanted.low, wanted.high) if isinstance(wanted, Between) else (wanted,)
        units = [read.unit for read in map(_amount, ends) if read is not None and is_known(read.unit)]
        return Amount(1, units[0]) if units else Amount(1)
    return _EXAMPLES.get(of, of)


_WILD = "*?["


def _check_heard_of(
    name: str, rows: Iterable[Iterable[object]], wanted: object, who: str, known: Callable[[], Iterable[str]]
) -> None:
    """Raise :class:`FilterError` for a text that nobody's value is, nor could be.

    A pattern may match nothing, and a number, a year or a unit that nobody has is a question with the answer none.
    """
    text = wanted.id if isinstance(wanted, Element) else str(wanted) if type(wanted) is int else wanted
    if not isinstance(text, str) or any(sign in text for sign in _WILD) or (name.endswith("unit") and is_known(text)):
        return
    values = [part for parts in rows for value in parts for part in _parts(value)]
    if not all(isinstance(value, str | MultilingualText | Link) for value in values):
        return
    occurring = dict.fromkeys(one for value in values for one in texts_of(value))
    names = {**occurring, **dict.fromkeys(known())}
    if not names or text in names:
        return
    alike = near(text, names)
    heard = say("filter.there_are", names=[f"{one:.40}" for one in occurring or names])
    hint = say("did_you_mean", near=alike) if alike else heard
    message = say("filter.no_match", who=who, name=name, text=f"{text!r:.60}")
    raise FilterError(message, keyword=name, near=alike, hint=hint)


def _check_stretch(name: str, values: Iterable[object], wanted: object, who: str) -> None:
    """Raise :class:`FilterError` for a stretch that no value is, though some hold it or part of it, or lie in it."""
    read = None if isinstance(wanted, Between) else _period(wanted)
    if read is None or "/" not in read.text:
        return
    periods = dict.fromkeys(one for one in map(_days, values) if one is not None and one.overlaps(read))
    if periods:
        low, high = read.text.split("/")
        shown = [f"{one!s:.40}" for one in periods]
        hint = say("stretch_hint", keyword=name, low=low, high=high, periods=shown)
        raise FilterError(say("stretch", who=who, keyword=name, wanted=read.text), keyword=name, hint=hint)


def _days(value: object) -> Period | None:
    """Return the period that a value is or is found by."""
    return value.period if isinstance(value, Covering) else value if isinstance(value, Period) else None


def _other_kind(name: str, value: object, wanted: object) -> FilterError:
    value = _measure(value)
    kind: str
    hint: str | None = None
    if isinstance(value, Amount):
        kind, hint = say("filter.amounts"), say("filter.amount.hint", unit=value.unit or say("filter.plain"))
    elif isinstance(value, Period | Covering):
        kind, hint = say("filter.periods"), say("period.hint")
    elif _is_number(value):
        kind, hint = say("filter.numbers"), say("filter.number.hint", name=name, value=f"{value!s}")
    elif isinstance(value, type) or value == "":  # an example, where nothing has a value
        kind = getattr(value, "__name__", say("filter.text"))
    else:
        kind, hint = type(value).__name__, say("filter.text.hint", value=f"{value!r:.60}")
    key = "no_unit" if name.endswith("unit") and isinstance(wanted, str) else "values_are"
    message = say(f"filter.{key}", name=name, wanted=f"{wanted!r:.60}", kind=kind)
    return FilterError(message, keyword=name, hint=hint)


def _parts(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _measure(value: object) -> object:
    """Return the amount that an estimate or a cost comes to: the likely one, the total; any other value itself."""
    if isinstance(value, Estimate):
        return value.likely
    return value.total if isinstance(value, Cost) and value.total is not None else value


def _test(wanted: object, name: str) -> _Test:
    if isinstance(wanted, Between):
        return partial(wanted._held, keyword=name)
    if isinstance(wanted, range):
        if wanted.step > 0 and wanted.start > wanted.stop:
            raise _swapped(wanted.start, wanted.stop, name)
        return lambda value: _in_range(value, wanted)
    if isinstance(wanted, str) and any(sign in wanted for sign in _WILD):
        pattern = re.compile(fnmatch.translate(wanted))
        return lambda value: _any(texts, pattern) if (texts := _texts(value)) is not None else None
    if isinstance(wanted, str) and name.endswith("unit"):
        return lambda value: _same_unit(value, wanted)
    return lambda value: _equal(value, wanted, lasts=name == "period")


def _same_unit(value: object, wanted: str) -> bool | None:
    if value == wanted:
        return True
    if not is_known(wanted):
        return None
    return isinstance(value, str) and is_known(value) and Amount(1, value) == Amount(1, wanted)


def _any(texts: Iterable[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(text) for text in texts)


def _texts(value: object) -> tuple[str, ...] | None:
    """Return what of a value is read as text; ``None`` when nothing is."""
    if isinstance(value, MultilingualText):
        return tuple(value.values())
    if isinstance(value, Covering):
        return (str(value), *map(str, value.period.years))
    readable = isinstance(value, str | Link | Period) or (isinstance(value, int) and not isinstance(value, bool))
    return (str(value),) if readable else None


def texts_of(value: object) -> Iterator[str]:
    """Yield what a value of a field says in words: text in each language, the ids that links point at."""
    for part in _parts(value):
        if isinstance(part, str | MultilingualText | Link):
            yield from _texts(part) or ()


def _in_range(value: object, wanted: range) -> bool | None:
    if isinstance(value, Covering):
        return any(year in wanted for year in value.period.years)
    if isinstance(value, Period):
        return all(year in wanted for year in value.years)
    return value in wanted if _is_number(value) else None


def _equal(value: object, wanted: object, *, lasts: bool) -> bool | None:
    """Return whether a value is what is wanted, each read as the kind of thing that the value is.

    Parameters:
        value: the value.
        wanted: what is wanted.
        lasts: whether a year is the whole of it, as a period is, and not a date in it that is not known better.
    """
    if isinstance(wanted, Element):
        return value.to == wanted.id if isinstance(value, Link) else None
    if value == wanted:
        return True
    value = _measure(value)
    if isinstance(value, Amount):
        return _same_amount(value, wanted)
    if isinstance(value, Period | Covering):
        read = _period(wanted)
        return None if read is None else _same_time(value, read, lasts)
    if _is_number(value):
        number = _number(wanted, like=value)
        return None if number is None else value == number
    texts = _texts(value)
    if texts is not None and isinstance(wanted, str | int):
        return not isinstance(wanted, bool) and str(wanted) in texts
    return False if type(value) is type(wanted) else None


def _same_time(value: Period | Covering, wanted: Period, lasts: bool) -> bool:
    """Return whether a time is asked for: a stretch by itself, a year, month or day by all in it and what holds it."""
    if _days(value) == wanted:
        return True
    if "/" in wanted.text:
        return False
    if isinstance(value, Covering):
        return value.period.contains(wanted)
    return wanted.contains(value) or ((lasts or "/" in value.text) and value.contains(wanted))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(wanted: object, *, like: object) -> _Number | None:
    """Return what is wanted as a number of the kind of another, a float beside floats; ``None`` when it is none."""
    if isinstance(wanted, str):
        try:
            wanted = Decimal(wanted.strip())
        except InvalidOperation:
            return None
        if not wanted.is_finite():
            return None
    if isinstance(wanted, bool) or not isinstance(wanted, int | float | Decimal):
        return None
    return float(wanted) if isinstance(like, float) else wanted


def _period(wanted: object) -> Period | None:
    if isinstance(wanted, bool) or not isinstance(wanted, str | int | dt.date | Period):
        return None
    try:
        return Period(wanted)
    except ModelError:
        return None


def _same_amount(value: Amount, wanted: object) -> bool | None:
    if str(value) == wanted:
        return True
    other = _amount(wanted)
    if other is None:
        return None
    same = _between(value, [other, other])
    # 40 beside 40 % is no "no": who writes a number alone may mean either
    return None if not same and value.unit and not other.unit else same


def _amount(wanted: object) -> Amount | None:
    if isinstance(wanted, bool) or not isinstance(wanted, str | int | float | Decimal | Amount):
        return None
    try:
        return Amount(str(wanted) if isinstance(wanted, float) else wanted)
    except ValueError:
        return None


def as_year(value: object, *, keyword: str = "year") -> int | None:
    """Return a year that a question asks for, be it a number or its four digits in text; ``None`` for none.

    Raises:
        FilterError: that is no year from 1 to 9999.

    Example:
        >>> as_year("2025"), as_year(None)
        (2025, None)
    """
    number = value
    if isinstance(value, str) and value.strip().isdecimal():
        number = int(value)
    if number is None or (type(number) is int and 1 <= number <= 9999):
        return number
    message = say("filter.cannot_be", keyword=keyword, value=f"{value!r:.60}")
    raise FilterError(message, keyword=keyword, hint=say("filter.year", keyword=keyword))
