"""Published counts held against themselves: what does not close is told, never repaired."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.evaluating.printed import last_digit
from planmodel.tabular import Rows
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["CountCheck", "published_counts"]

Printed: TypeAlias = int | float | str | Decimal
"""A number as printed: a text keeps its digits, ``"47.0"``."""


@attrs.frozen(kw_only=True)
class CountCheck:
    """One identity that published counts should satisfy.

    Parameters:
        check: what was held against what.
        computed: what the parts come to.
        printed: what is printed.
        agrees: whether the two are the same; for percentages, rounded or cut off.
        difference: printed − computed.
    """

    check: str
    computed: float
    printed: float
    agrees: bool
    difference: float


@kinds_checked
def published_counts(
    classes: Mapping[str, Printed] | None = None,
    *,
    total: Printed | None = None,
    cuts: Mapping[str, Mapping[str, Printed]] | None = None,
    shares: Mapping[str, tuple[Printed, Printed, Printed]] | None = None,
    started: tuple[Printed, Printed, Printed, Printed | None] | None = None,
) -> Rows[CountCheck]:
    """Return whether published counts close.

    Parameters:
        classes: class → count.
        total: the total that is announced.
        cuts: other ways in which the same total is cut: name → (part → number); each must close by itself. A part that
            two cuts name must be the same in both.
        shares: name → (count, denominator, percentage as printed).
        started: planned, late, early, and the number of projects started as printed: planned − late + early.

    Raises:
        ModelError: a number is none or below 0, or a denominator is 0.

    Example:
        >>> [(one.check, one.computed, one.printed, one.agrees) for one in published_counts(
        ...     {"达到": 12, "超过": 7, "达到要求": 11}, total=37, cuts={"attribute": {"约束性": 12, "预期性": 23}})]
        [('the classes and the total', 30, 37, False), ('attribute and the total', 35, 37, False)]
    """
    for name, numbers, size in (("started", started, 4), *(("shares", one, 3) for one in (shares or {}).values())):
        if numbers is not None and len(numbers) != size:
            raise ModelError(say("published.several", name=name, n=size, found=len(numbers)))
    found = []
    if classes and total is not None:
        found.append(_sum_check("the classes and the total", classes, total))
    seen: dict[str, tuple[str, Fraction]] = {}
    for name, parts in (cuts or {}).items():
        if total is not None:
            found.append(_sum_check(f"{name} and the total", parts, total))
        for part, number in parts.items():
            if part in seen and seen[part][1] != _number(number):
                found.append(
                    _check(f"{part} in {seen[part][0]} and in {name}", seen[part][1], _number(number), Fraction(0))
                )
            seen.setdefault(part, (name, _number(number)))
    for name, (count, of, printed) in (shares or {}).items():
        if _number(of) == 0:
            raise ModelError(say("published.no_denominator", name=name))
        found.append(_share_check(f"{name}: {count} of {of} in %", 100 * _number(count) / _number(of), printed))
    if started is not None:
        planned, late, early, printed_start = started
        computed = _number(planned) - _number(late) + _number(early)
        told = _number(printed_start) if printed_start is not None else computed
        found.append(_check("planned − late + early and started", computed, told, Fraction(0)))
    return Rows(found, CountCheck)


def _number(value: Printed) -> Fraction:
    number = Amount(str(value)).fraction
    if number < 0:
        raise ModelError(say("published.below_zero", number=str(value)))
    return number


def _unit(value: Printed) -> Fraction:
    """Return one unit of the last digit printed, at most 1."""
    return min(last_digit(Amount(str(value)).magnitude), Fraction(1))


def _sum_check(name: str, parts: Mapping[str, Printed], total: Printed) -> CountCheck:
    numbers = [_number(one) for one in parts.values()]
    whole = all(one.denominator == 1 for one in (*numbers, _number(total)))
    allowed = Fraction(0) if whole else len(numbers) * max(_unit(one) for one in parts.values()) / 2
    return _check(name, sum(numbers, Fraction(0)), _number(total), allowed)


def _share_check(name: str, computed: Fraction, printed: Printed) -> CountCheck:
    unit = _unit(printed)
    told = _number(printed)
    cut_off = told <= computed < told + unit
    made = _check(name, computed, told, unit / 2)
    return attrs.evolve(made, agrees=made.agrees or cut_off)


def _check(name: str, computed: Fraction, printed: Fraction, allowed: Fraction) -> CountCheck:
    return CountCheck(
        check=name,
        computed=_plain(computed),
        printed=_plain(printed),
        agrees=abs(printed - computed) <= allowed,
        difference=_plain(printed - computed),
    )


def _plain(number: Fraction) -> float:
    """Return a number for results: counts stay whole."""
    return number.numerator if number.denominator == 1 else float(number)
