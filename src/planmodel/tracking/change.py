"""Changes without a base level: increments, cuts and percentages that were themselves published and measured."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from planmodel.model.kinds import Indicator, Metric
from planmodel.model.numbers import Observation
from planmodel.model.targets import Change, Level
from planmodel.phrases.directions import direction_in
from planmodel.tracking.choice import Refusal, cumulative
from planmodel.tracking.levels import level_of
from planmodel.units import Amount, is_known, same_dimension

__all__ = ["Published", "change_to_level", "is_that_change", "published_change"]

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
        return Refusal("no_year", "a change by the year needs a base year before the target's")
    return level_of(promise, base, due - year if year is not None else 0)


def is_that_change(indicator: Indicator, promise: Change) -> bool:
    """Return whether an indicator's own values are changes in percent (…增速, …降低率), none a base level."""
    way, of_quantities = direction_in(indicator.label())
    return promise.relative and way is not None and not of_quantities and _is_percent(indicator.unit)


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
        return Refusal("no_baseline", f"a change by {promise.value} says little without the level in the base year")
    if promise.relative and not (named and _is_percent(indicator.unit) and promise.per == "total"):
        return Refusal("no_baseline", f"the level of {since or 'the base year'} is missing, and the target's with it")
    if promise.relative and not (promise.value.unit and same_dimension(promise.value.unit, "%")):
        return Refusal("unit_mismatch", f"{promise.value} is not a share, and a relative change is one")
    if not promise.relative and metric is not None and metric.quantity in _NOT_SUMS:
        return Refusal("no_baseline", f"a change of a {metric.quantity} needs the level of {since or 'the base year'}")
    if since is None or since >= due:
        return Refusal("no_year", "the year from which the change counts is missing, or not before the target's")
    found = cumulative(indicator, day, since)
    if isinstance(found, Refusal):
        return found
    flow = metric is not None and metric.quantity == "flow"
    if found.period.start.year == found.period.end.year and not (named or flow):
        return Refusal("no_baseline", f"the value of {found.period} may be a level, and the promise is a change")
    value = promise.value
    if promise.per == "year":
        value = Amount(value.fraction * (due - since), value.unit)  # a change in ℃ is multiplied, a level is not
    comparator = promise.comparator if promise.high is None else None
    return Published(Level(value=value, comparator=comparator), found)


def _is_percent(unit: str | None) -> bool:
    return bool(unit) and unit is not None and is_known(unit) and same_dimension(unit, "%")
