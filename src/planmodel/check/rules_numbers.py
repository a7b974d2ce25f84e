"""Rules about amounts: units that go together, shares and money within their bounds."""

from __future__ import annotations

from collections import Counter
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
from planmodel.words import say

__all__ = [
    "cost_in_period_above_total",
    "done_out_of_range",
    "percent_or_point",
    "unit_slip",
    "units_do_not_convert",
    "unknown_unit",
]

_SLIP = 100


@rule("PM405", "error", say("PM405.title"))
def units_do_not_convert(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        yield from _indicator_units(scope, indicator)
    for held, cost in scope.values_of(Cost):
        yield from _cost_units(held.id, held.path, cost)
    for held, estimate in scope.values_of(Estimate):
        if not _is_time(estimate.likely):
            message = say("PM405.duration", amount=estimate.likely)
            yield Found(held.id, held.path, message, say("PM405.duration.hint"))
    for link in scope.links:
        if isinstance(link.link, Dependency) and link.link.lag is not None and not _is_time(link.link.lag):
            message = say("PM405.lag", amount=link.link.lag)
            yield Found(link.id, f"{link.field}.lag", message, say("PM405.lag.hint"))


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
        yield Found(indicator.id, "unit", say("PM405.metric", unit=unit, whole=whole, metric=metric.id))
    reference = unit if unit is not None else _unit_of_most(indicator)
    for number in numbers_of(indicator):
        amount = number.amount
        if number.share:
            if amount.unit and not is_share(amount.unit) and not is_difference(amount.unit):
                message = say("PM405.relative", amount=amount)
                yield Found(indicator.id, number.path, message, say("PM405.relative.hint"))
            continue
        if not amount.unit:
            continue
        if reference is not None and not converts(amount.unit, reference) and not _is_difference_of(number, reference):
            key = "PM405.indicator" if unit is not None else "PM405.others"
            yield Found(indicator.id, number.path, say(key, amount=amount, unit=reference))


def _unit_of_most(indicator: Indicator) -> str | None:
    """Return the unit of an indicator that states none: its baseline's, else that of most of its levels."""
    baseline = indicator.baseline
    if baseline is not None and baseline.value is not None and baseline.value.unit:
        return baseline.value.unit
    counted = Counter(one.amount.unit for one in numbers_of(indicator) if one.level and one.amount.unit)
    return min(counted, key=lambda unit: (-counted[unit], unit), default=None)


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
        yield Found(id, f"{path}.{name}", say("PM405.money", amount=amount), say("PM405.money.hint"))
    if len(amounts) == 2 and not strange and not converts(amounts[0][1].unit, amounts[1][1].unit):
        message = say("PM405.currency", part=amounts[1][1], total=amounts[0][1])
        yield Found(id, f"{path}.in_period", message, say("PM405.currency.hint"))


def _is_time(amount: Amount) -> bool:
    return reading(amount.unit).dimension in ((("time", 1),), (("working_time", 1),))


def _is_money(amount: Amount) -> bool:
    dimension = reading(amount.unit).dimension
    return len(dimension) == 1 and dimension[0][1] == 1 and dimension[0][0].startswith("money_")


@rule("PM406", "warning", say("PM406.title"))
def unknown_unit(scope: Scope) -> Iterator[Found]:
    for element in scope.plan.elements:
        if isinstance(element, Indicator | Metric) and element.unit is not None:
            try:
                reading(element.unit)
            except UnknownUnitError as error:
                yield Found(element.id, "unit", say("PM406", e=named(element), reason=error.message), error.hint)


@rule("PM407", "warning", say("PM407.title"))
def percent_or_point(scope: Scope) -> Iterator[Found]:
    for indicator in scope.indicators:
        share = indicator.unit is not None and is_share(indicator.unit)
        for number in numbers_of(indicator):
            unit = number.amount.unit
            if number.level and is_difference(unit) and share:
                message = say("PM407.level", amount=number.amount, unit=indicator.unit)
                yield Found(indicator.id, number.path, message, say("PM407.level.hint", number=number.amount.magnitude))
            elif number.share and is_difference(unit):
                message = say("PM407.relative", amount=number.amount)
                yield Found(indicator.id, number.path, message, say("PM407.relative.hint"))
            elif share and not number.level and not number.share and unit == "%":
                message = say("PM407.change", amount=number.amount)
                hint = say("PM407.change.hint", number=number.amount.magnitude)
                yield Found(indicator.id, number.path, message, hint)


@rule("PM408", "warning", say("PM408.title"))
def unit_slip(scope: Scope) -> Iterator[Found]:
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
                key, count = ("PM408.less", _count(1 / times)) if times < 1 else ("PM408.more", _count(times))
                message = say(key, amount=number.amount, times=count, other=reference, e=named(indicator))
                yield Found(indicator.id, number.path, message, say("PM408.hint", unit=unit))


def _count(times: Fraction) -> str:
    return f"{round(times):,}" if times < 10**15 else f"1e{len(str(round(times))) - 1}"


@rule("PM409", "error", say("PM409.title"))
def done_out_of_range(scope: Scope) -> Iterator[Found]:
    everything = Amount(100, "%")
    for element in scope.plan.elements:
        done = getattr(element, "done", None)
        if not isinstance(done, Amount):
            continue
        if not is_share(done.unit):
            yield Found(element.id, "done", say("PM409.unit", amount=done))
        elif done.magnitude < 0 or done > everything:
            forgotten = not done.unit and 0 <= done.magnitude <= 100
            hint = say("PM407.level.hint", number=done.magnitude) if forgotten else None
            yield Found(element.id, "done", say("PM409.bounds", amount=done), hint)


@rule("PM410", "error", say("PM410.title"))
def cost_in_period_above_total(scope: Scope) -> Iterator[Found]:
    for held, cost in scope.values_of(Cost):
        total, part = cost.total, cost.in_period
        if total is not None and part is not None and comparable(part, total) and part > total:
            message = say("PM410", part=part, total=total)
            yield Found(held.id, f"{held.path}.in_period", message, say("PM410.hint"))
