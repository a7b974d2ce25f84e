"""Rules about amounts: units that go together, shares and money within their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planmodel.check.numbers import Number, comparable, converts, is_difference, is_share, numbers_of, ratio
from planmodel.check.rule import Found, rule
from planmodel.check.scope import Scope, named
from planmodel.errors import UnknownUnitError
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.metrics import metric_of
from planmodel.model.numbers import Cost, Estimate
from planmodel.model.relations import Dependency
from planmodel.units import Amount, difference_unit, is_known, is_level
from planmodel.units.table import reading

__all__ = [
    "cost_in_period_above_total",
    "done_out_of_range",
    "percent_or_point",
    "unit_slip",
    "units_do_not_convert",
    "unknown_unit",
]

_SLIP = 100


@rule("PM405", "error", "units that cannot be converted into each other")
def units_do_not_convert(scope: Scope) -> Iterator[Found]:
    """Two units that must go together measure different things.

    Looked at are an indicator's unit and those of its baseline, targets, observations and metric; the two amounts of a
    cost, which must be money; durations and lags, which must be time. An absolute change of a share may be in
    percentage points, a relative change must be a share. Percent where percentage points are meant is left to PM407,
    an unknown unit to PM406.
    """
    for indicator in scope.indicators:
        yield from _indicator_units(scope, indicator)
    for held, cost in scope.values_of(Cost):
        yield from _cost_units(held.id, held.path, cost)
    for held, estimate in scope.values_of(Estimate):
        if not _is_time(estimate.likely):
            message = f"a duration is an amount of time, found {estimate.likely}"
            yield Found(held.id, held.path, message, "write 18 月, 90 天 or 2 年")
    for link in scope.links:
        if isinstance(link.link, Dependency) and link.link.lag is not None and not _is_time(link.link.lag):
            message = f"a lag is an amount of time, found {link.link.lag}"
            yield Found(link.id, f"{link.field}.lag", message, "write 3 月 or 10 天")


def _indicator_units(scope: Scope, indicator: Indicator) -> Iterator[Found]:
    unit, metric = indicator.unit, metric_of(scope.plan, indicator)
    # Relative changes are in %, steps of shares in points, and their metric in the unit of the level that changes.
    of_changes = (
        unit is not None
        and (is_share(unit) or is_difference(unit))
        and all(number.share or not number.level for number in numbers_of(indicator))
    )
    whole = metric.unit if metric is not None and not of_changes else None
    if unit is not None and metric is not None and whole is not None and not converts(unit, whole):
        message = f"the unit {unit} cannot be converted into {whole}, the unit of its metric {metric.id!r}"
        yield Found(indicator.id, "unit", message)
    first: Amount | None = None
    for number in numbers_of(indicator):
        amount = number.amount
        if number.share:
            if amount.unit and not is_share(amount.unit) and not is_difference(amount.unit):
                message = f"a relative change is a share such as 10 %, found {amount}"
                yield Found(indicator.id, number.path, message, "leave out relative: true for a quantity")
            continue
        reference = unit if unit is not None else first.unit if first is not None else None
        if not amount.unit:
            continue
        if reference is not None and not converts(amount.unit, reference) and not _is_difference_of(number, reference):
            whose = "the unit of the indicator" if unit is not None else "the unit of its other numbers"
            yield Found(indicator.id, number.path, f"{amount} cannot be converted into {reference}, {whose}")
        if first is None and number.level:
            first = amount


def _is_difference_of(number: Number, reference: str) -> bool:
    """Return whether this is a change in Δ℃ of what is in ℃, or of percent and points, which PM407 looks at."""
    units = (number.amount.unit, reference)
    if not number.level and is_level(reference) and converts(number.amount.unit, difference_unit(reference)):
        return True
    return any(is_difference(unit) for unit in units) and any(is_share(unit) for unit in units)


def _cost_units(id: str | None, path: str, cost: Cost) -> Iterator[Found]:
    amounts = [(name, amount) for name in ("total", "in_period") if (amount := getattr(cost, name)) is not None]
    spent = [(f"spent[{place}].amount", one.amount) for place, one in enumerate(cost.spent)]
    strange = [(name, amount) for name, amount in (*amounts, *spent) if not _is_money(amount)]
    for name, amount in strange:
        yield Found(id, f"{path}.{name}", f"a cost is an amount of money, found {amount}", "write 1.2 亿元 or 300 万元")
    if len(amounts) == 2 and not strange and not converts(amounts[0][1].unit, amounts[1][1].unit):
        message = f"{amounts[1][1]} in the period cannot be compared with {amounts[0][1]} in total"
        yield Found(id, f"{path}.in_period", message, "give both in one currency")


def _is_time(amount: Amount) -> bool:
    return reading(amount.unit).dimension in ((("time", 1),), (("working_time", 1),))


def _is_money(amount: Amount) -> bool:
    dimension = reading(amount.unit).dimension
    return len(dimension) == 1 and dimension[0][1] == 1 and dimension[0][0].startswith("money_")


@rule("PM406", "warning", "a unit that planmodel does not know")
def unknown_unit(scope: Scope) -> Iterator[Found]:
    """The unit of an indicator or a metric is not in planmodel's table.

    It stays text: its numbers cannot be converted or compared with others. It may be misspelt; if it is a true unit,
    please tell us.
    """
    for element in scope.plan.elements:
        if isinstance(element, Indicator | Metric) and element.unit is not None:
            try:
                reading(element.unit)
            except UnknownUnitError as error:
                yield Found(
                    element.id, "unit", f"the unit of {named(element)} is not known: {error.message}", error.hint
                )


@rule("PM407", "warning", "percent where percentage points are meant, or the other way round")
def percent_or_point(scope: Scope) -> Iterator[Found]:
    """A number is in % where only percentage points (个百分点) make sense, or the other way round.

    From 94.5 % to 97.8 % is a rise by 3.3 percentage points, or by 3.5 %. So an absolute change of a share is in
    points, a relative change in percent, and a level is never in points.
    """
    for indicator in scope.indicators:
        share = indicator.unit is not None and is_share(indicator.unit)
        for number in numbers_of(indicator):
            unit = number.amount.unit
            if number.level and is_difference(unit) and share:
                message = f"{number.amount} is a difference of shares, but a level of {indicator.unit} is wanted"
                yield Found(indicator.id, number.path, message, f"write {number.amount.magnitude} %")
            elif number.share and is_difference(unit):
                message = f"a relative change is a share, but {number.amount} is a difference of shares"
                yield Found(indicator.id, number.path, message, "write %, or leave out relative: true")
            elif share and not number.level and not number.share and unit == "%":
                message = f"a change by {number.amount} of what is itself in % can mean two things"
                hint = f"write {number.amount.magnitude} 个百分点, or relative: true for a share of the base level"
                yield Found(indicator.id, number.path, message, hint)


@rule("PM408", "warning", "numbers of one indicator that lie far apart, in different units")
def unit_slip(scope: Scope) -> Iterator[Found]:
    """Two numbers of one indicator are given in different units, and one is a hundred times the other or more.

    That is how slips of the unit look in official tables: 克/立方米 for 毫克/立方米. The number is held against the
    first one in the indicator's unit.
    """
    for indicator in scope.indicators:
        unit = indicator.unit
        if unit is None or not is_known(unit):
            continue
        levels = [number for number in numbers_of(indicator) if number.level and number.amount.magnitude]
        reference = next((number.amount for number in levels if number.amount.unit == unit), None)
        if reference is None:
            continue
        for number in levels:
            if number.amount.unit == unit or not converts(number.amount.unit, unit):
                continue
            times = ratio(number.amount, reference)
            if times is not None and not 1 / _SLIP < times < _SLIP:
                message = (
                    f"{number.amount} is {_times(times)} as much as {reference}, another number of {named(indicator)}"
                )
                yield Found(indicator.id, number.path, message, f"is the unit right? {unit} is the indicator's")


def _times(times: Fraction) -> str:
    if times < 1:
        return f"1/{_count(1 / times)}"
    return f"{_count(times)} times"


def _count(times: Fraction) -> str:
    return f"{round(times):,}" if times < 10**15 else f"1e{len(str(round(times))) - 1}"


@rule("PM409", "error", "a share done that is not between 0 % and 100 %")
def done_out_of_range(scope: Scope) -> Iterator[Found]:
    """``done`` is less than nothing, more than all, or no share at all.

    A number without a unit is a plain ratio, so that ``done: 40`` means forty times all; write ``40 %``.
    """
    everything = Amount(100, "%")
    for element in scope.plan.elements:
        done = getattr(element, "done", None)
        if not isinstance(done, Amount):
            continue
        if not is_share(done.unit):
            yield Found(element.id, "done", f"done is a share such as 40 %, found {done}")
        elif done.magnitude < 0 or done > everything:
            hint = f"write {done.magnitude} %" if not done.unit and 0 <= done.magnitude <= 100 else None
            yield Found(element.id, "done", f"done is between 0 % and 100 %, found {done}", hint)


@rule("PM410", "error", "a cost in the period that is above the total")
def cost_in_period_above_total(scope: Scope) -> Iterator[Found]:
    """The part of a cost that falls into the plan's period is more than all of it.

    The two are swapped, or one has the wrong unit (万元 and 亿元).
    """
    for held, cost in scope.values_of(Cost):
        total, part = cost.total, cost.in_period
        if total is not None and part is not None and comparable(part, total) and part > total:
            message = f"{part} in the period is more than {total} in total"
            yield Found(held.id, f"{held.path}.in_period", message, "are the two swapped, or is a unit wrong?")
