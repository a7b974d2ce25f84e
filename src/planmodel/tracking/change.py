"""Changes without a base level: increments, cuts and percentages that were themselves published and measured."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import NamedTuple

from planmodel.model.bounds import CEILINGS
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.numbers import Observation
from planmodel.model.targets import Change, Level
from planmodel.phrases.directions import BRACKETS, direction_in
from planmodel.phrases.reader import read_target
from planmodel.tracking.choice import Refusal, cumulative
from planmodel.tracking.levels import Better, in_unit, level_of
from planmodel.units import Amount, is_known, same_dimension
from planmodel.words import Message, say, term

__all__ = [
    "Published",
    "better_size",
    "change_to_level",
    "falls_or_fallen",
    "is_that_change",
    "no_level",
    "or_a_change",
    "published_change",
    "year_told",
]

_SAYS = {
    "decrease": re.compile(r"降低|下降|减少|削减|减排|降幅|reduction|decline|decrease|\bcut", re.IGNORECASE),
    "increase": re.compile(
        r"新增|增加|增长|提高|上升|增幅|累计|造林|increase|growth|\bnew(ly)?\b|added", re.IGNORECASE
    ),
}
_NOT_SUMS = ("stock", "share", "ratio", "concentration", "index", "grade", "rate", "duration")


class Published(NamedTuple):
    """A change that was measured as such: the level stands for the change promised, the observation for that so far."""

    level: Level
    observation: Observation


def change_to_level(promise: Change, base: Amount, year: int | None, due: int) -> Level | Refusal:
    """Return the level that a change from a base level comes to by the target's year."""
    if promise.per == "year" and (year is None or due <= year):
        return Refusal("no_year", say("progress.yearly"))
    return level_of(promise, base, due - year if year is not None else 0)


def no_level(
    indicator: Indicator,
    promise: Level | Change,
    level: Level,
    base: Amount | None,
    chosen: Observation,
    *,
    since: int | None,
) -> Message | None:
    """Return why a measured value that is held against a level may be no level itself, but a rise or a fall.

    Its text says so (新增15公里), or the indicator's name does of what was promised to rise (新增充电桩), or it looks
    like the change, or an earlier value does, which is of the same kind.

    Parameters:
        indicator: the indicator.
        promise: what is promised.
        level: the level that it comes to.
        base: the level that a change starts from.
        chosen: the value.
        since: the base year.
    """
    way, of_quantities = direction_in(indicator.label())
    if way is None and _says_change(chosen, indicator.unit):
        return say("progress.told_as_change", period=chosen.period, text=chosen.as_published)
    if not isinstance(promise, Change) or base is None:
        return None
    if of_quantities and not promise.relative and base.fraction != 0:
        return say("progress.named_as_change", period=chosen.period, value=chosen.value)
    ends = chosen.period.end
    held = [one for one in indicator.observations if one.value is not None and one.period.end <= ends]
    for one in (chosen, *(one for one in held if since is not None and one.period.start.year > since)):
        if one.value is not None and _may_be_change(promise, level, base, one.value):
            return say("progress.may_be_change", period=one.period, value=one.value, base=base)
    return None


def _rises(text: str) -> bool:
    """Return whether a text says a rise and no fall: 累计下降 says both."""
    return bool(_SAYS["increase"].search(text)) and not _SAYS["decrease"].search(text)


def _says_change(measured: Observation, unit: str | None) -> bool:
    """Return whether the printed text of a value says that just this number is a rise or a fall."""
    text, value = measured.as_published, measured.value
    if text is None or value is None or not any(one.search(text) for one in _SAYS.values()):
        return False
    read = read_target(text, unit=unit).commitment
    return isinstance(read, Change) and abs(value.fraction) == read.value.fraction


def or_a_change(promise: Level | Change, level: Level, base: Amount | None, value: Amount) -> Message | None:
    """Return what a value that is held as a level would be as a change, where it may as well be that.

    It may where it is no more than the change promised, which is then of the size of the level that it starts from.
    """
    if not isinstance(promise, Change) or base is None:
        return None
    start, measured, aim = _in_the_unit_of(level, promise, base, value)
    size = abs(aim - start)
    if min(start, measured, aim) < 0 or not 0 < measured <= size:
        return None
    as_level, as_change = abs(measured - start) / size, measured / size
    if abs(as_change - as_level) < _MUCH:
        return None
    return say("progress.or_a_change", value=value, share=f"{float(as_change * 100):.4g}")


_MUCH = Fraction(1, 20)
"""Which share of the way two readings of a value must differ by for that to be told."""


def _in_the_unit_of(level: Level, promise: Change, *amounts: Amount) -> tuple[Fraction, ...]:
    """Return amounts, and the level of the smallest change promised, in the unit of that level; −1 without one."""
    end = level.high if level.high is not None and promise.direction == "increase" else level.value
    numbers = [in_unit(one, level.value.unit) for one in (*amounts, end)]
    return tuple(one if isinstance(one, Fraction) else Fraction(-1) for one in numbers)


def _may_be_change(promise: Change, level: Level, base: Amount, value: Amount) -> bool:
    """Return whether a value held against the level of a change may be the change itself, not a level.

    Of a rise: it is below the level that the rise starts from, and nearer by ratio to what was promised than to that
    level. Of a fall by less than a third: it is no more than the fall promised, and as a level it would be a fall of
    more than twice that. A value on the way between the two levels, or near one of them, is a level.

    Parameters:
        promise: the change.
        level: the level that it comes to.
        base: the level that it starts from.
        value: what was measured.

    Example:
        >>> more, base = Change(direction="increase", value="20 公里"), Amount("100 公里")
        >>> level = Level(value="120 公里")
        >>> [_may_be_change(more, level, base, Amount(f"{n} 公里")) for n in (12, 95, 112)]
        [True, False, False]
    """
    start, measured, aim = _in_the_unit_of(level, promise, base, value)
    size = abs(aim - start)
    if min(start, measured, aim) < 0:
        return False
    if promise.direction == "increase":
        return measured < start and measured**2 < size * start
    return measured <= size and 3 * size < start


def is_that_change(indicator: Indicator, promise: Change) -> bool:
    """Return whether an indicator's own values are changes in percent (…增速, …降低率), none a base level."""
    way, of_quantities = direction_in(indicator.label())
    return promise.relative and way is not None and not of_quantities and _is_percent(indicator.unit)


_YEAR_ON_YEAR = re.compile(r"同比|[比较]上年|year[ -]on[ -]year", re.IGNORECASE)
_GROWTH = re.compile(r"增长率?$|增长速度$|增速$|涨幅$|growth(?: rate)?$|inflation(?: rate)?$", re.IGNORECASE)
_OF_A_PERIOD = re.compile(r"累计|期间|五年|cumulative|total", re.IGNORECASE)


def year_told(indicator: Indicator, promise: Change, due: int, *, based: bool) -> int | None:
    """Return the year that a change counts from, as the indicator's name or its measured values tell it.

    Year-on-year (同比) counts from the year before. Where neither the plan nor the indicator names a base year, a rate
    of growth (国内生产总值增长, 居民消费价格涨幅) is of one year by convention, and an indicator that is itself the
    change (…降低) counts from where its values of several years begin: 2016/2019 from 2015.

    Parameters:
        indicator: the indicator.
        promise: the change.
        due: the target's year.
        based: whether a base year is known.
    """
    name = BRACKETS.sub("", indicator.label()).strip()
    if not is_that_change(indicator, promise) or _OF_A_PERIOD.search(name):
        return None
    if _YEAR_ON_YEAR.search(name):
        return due - 1
    if based or indicator.baseline is not None:
        return None
    starts = {(one.period.start.year, one.period.start.year < one.period.end.year) for one in indicator.observations}
    if len(starts) == 1 and (start := next(iter(starts)))[1]:
        return start[0] - 1
    return due - 1 if _GROWTH.search(name) else None


def falls_or_fallen(indicator: Indicator, level: Level, better: Better | None) -> bool:
    """Return whether lower is said to be better of an indicator that is itself a fall (…降低率 18 %).

    It may be meant of what falls, and then 18.2 % is more than was promised, or of the fall.
    """
    way, of_quantities = direction_in(indicator.label())
    own = way == "decrease" and not of_quantities and _is_percent(indicator.unit)
    return own and better == "lower" and level.comparator not in CEILINGS


_PRICES = re.compile(r"价格|物价|通胀|通货膨胀|\bCPI\b|inflation|\bprices?\b", re.IGNORECASE)


def better_size(indicator: Indicator, promise: Change, better: Better | None) -> Better:
    """Return whether a change had better be larger than promised, or smaller.

    Larger, as a rule. A rise of what had better be low, and a rise of prices (居民消费价格涨幅 3%左右, which
    governments report as kept at 0.2 %), is a limit. What is said of a fall (…降低率) may be meant of the fall or of
    what falls.

    Parameters:
        indicator: the indicator, which is that change.
        promise: the change.
        better: which way is better for the indicator, where somebody says so.
    """
    limit = better == "lower" or (better is None and _PRICES.search(indicator.label()) is not None)
    return "lower" if promise.direction == "increase" and limit else "higher"


def published_change(
    indicator: Indicator, metric: Metric | None, promise: Change, day: dt.date, *, since: int | None, due: int
) -> Published | Refusal:
    """Return promise and measured value as the change itself, when the indicator is that change.

    A relative change needs an indicator that is a percentage by its unit and a fall or rise by its name
    (``单位GDP能耗降低率``); a quantity needs an indicator that may be summed up over years. Both need a value whose
    period runs from the year after the base year: 2021/2023 for 2020.
    """
    way, _ = direction_in(indicator.label())
    named = way == promise.direction or bool(_SAYS[promise.direction].search(indicator.label()))
    if promise.value.magnitude <= 0:
        return Refusal("no_baseline", say("progress.change_alone", value=promise.value))
    if promise.relative and not (named and _is_percent(indicator.unit) and promise.per == "total"):
        return Refusal("no_baseline", say(f"progress.level_missing{'' if since else '.year'}", since=since))
    if promise.relative and not (promise.value.unit and same_dimension(promise.value.unit, "%")):
        return Refusal("unit_mismatch", say("progress.no_share", value=promise.value))
    if not promise.relative and metric is not None and metric.quantity in _NOT_SUMS:
        key = f"progress.not_summed{'' if since else '.year'}"
        return Refusal("no_baseline", say(key, quantity=term("quantity", metric.quantity), since=since))
    if since is None and not promise.relative and named and promise.per == "total":
        since = _year_that_is_enough(indicator, promise, day, due)
    if since is None or since >= due:
        return Refusal("no_year", say("progress.since"))
    found = cumulative(indicator, day, since)
    if isinstance(found, Refusal):
        return found
    below = found.value is not None and found.value.fraction < 0
    if promise.direction == "decrease" and below and not _rises(found.as_published or ""):
        return Refusal("level_or_change", say("progress.fall_below_zero", value=found.value))
    flow = metric is not None and metric.quantity == "flow"
    if found.period.start.year == found.period.end.year and not (named or flow):
        return Refusal("no_baseline", say("progress.may_be_level", period=found.period))
    value = promise.value
    if promise.per == "year":
        value = Amount(value.fraction * (due - since), value.unit)  # a change in ℃ is multiplied, a level is not
    comparator = promise.comparator if promise.high is None else None
    return Published(Level(value=value, comparator=comparator), found)


def _year_that_is_enough(indicator: Indicator, promise: Change, day: dt.date, due: int) -> int | None:
    """Return the year before the target's, when what came about in the target's year alone is all that is promised.

    Then it does not matter from which earlier year the promise counts; short of that nobody can tell.
    """
    found = cumulative(indicator, day, due - 1)
    if isinstance(found, Refusal) or found.value is None or promise.value.magnitude <= 0:
        return None
    enough = found.value.is_convertible_to(promise.value.unit) and found.value >= promise.value
    return due - 1 if enough else None


def _is_percent(unit: str | None) -> bool:
    return bool(unit) and unit is not None and is_known(unit) and same_dimension(unit, "%")
