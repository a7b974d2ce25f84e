"""Published counts held against themselves: what does not close is told, never repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, get_args

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.evaluating.counting import CountedBy
from planmodel.evaluating.evaluation import Evaluation
from planmodel.evaluating.printed import last_digit
from planmodel.evaluating.verdict_words import Words
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
        agrees: whether the two are the same; for percentages, rounded or cut off. ``None`` where what is not named may
            make up the difference.
        difference: printed − computed.
    """

    check: str
    computed: float
    printed: float
    agrees: bool | None
    difference: float


@kinds_checked
def published_counts(
    classes: Mapping[str, Printed] | None = None,
    *,
    total: Printed | None = None,
    cuts: Mapping[str, Mapping[str, Printed]] | None = None,
    shares: Mapping[str, tuple[Printed, Printed, Printed]] | None = None,
    started: tuple[Printed, Printed, Printed, Printed | None] | None = None,
    by: Mapping[str, Mapping[str, Printed]] | None = None,
    listed: Evaluation | None = None,
) -> Rows[CountCheck]:
    """Return whether published counts close.

    Parameters:
        classes: class → count.
        total: the total that is announced.
        cuts: other ways in which the same total is cut: name → (part → number); each must close by itself. A part that
            two cuts name must be the same in both.
        shares: name → (count, denominator, percentage as printed).
        started: planned, late, early, and the number of projects started as printed: planned − late + early.
        by: attribute (约束性, 预期性, a heading) → (class → count): the classes of an attribute must come to what
            ``cuts`` names of it, those of a class to its count. Less than that is left open unless each attribute of a
            cut names the class.
        listed: an evaluation whose rows have the published verdicts: each count is held against the rows that have it.

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
        found.append(_sum_check(say("published.classes_and_total"), classes, total))
    found += _cuts(cuts or {}, total)
    found += _by_attribute(by or {}, classes or {}, cuts or {})
    for name, (count, of, printed) in (shares or {}).items():
        if _number(of) == 0:
            raise ModelError(say("published.no_denominator", name=name))
        check = say("published.share", name=name, count=str(count), of=str(of))
        found.append(_share_check(check, 100 * _number(count) / _number(of), printed))
    if started is not None:
        planned, late, early, printed_start = started
        computed = _number(planned) - _number(late) + _number(early)
        told = _number(printed_start) if printed_start is not None else computed
        found.append(_check(say("published.started"), computed, told, Fraction(0)))
    if listed is not None:
        found += _listed(listed, classes or {}, by or {})
    return Rows(found, CountCheck)


def _cuts(cuts: Mapping[str, Mapping[str, Printed]], total: Printed | None) -> Iterator[CountCheck]:
    seen: dict[str, tuple[str, Fraction]] = {}
    for name, parts in cuts.items():
        if total is not None:
            yield _sum_check(say("published.cut_and_total", cut=name), parts, total)
        for part, number in parts.items():
            if part in seen and seen[part][1] != _number(number):
                check = say("published.part_in_two", part=part, cut=seen[part][0], other=name)
                yield _check(check, seen[part][1], _number(number), Fraction(0))
            seen.setdefault(part, (name, _number(number)))


def _by_attribute(
    by: Mapping[str, Mapping[str, Printed]],
    classes: Mapping[str, Printed],
    cuts: Mapping[str, Mapping[str, Printed]],
) -> Iterator[CountCheck]:
    """Yield whether classes by attribute close: with the number of an attribute, and with that of a class."""
    for attribute, counts in by.items():
        totals = (parts[attribute] for parts in cuts.values() if attribute in parts)
        for whole in totals:
            yield _sum_check(say("published.attribute", attribute=attribute), counts, whole)
    for name, whole in classes.items():
        parts = {attribute: counts[name] for attribute, counts in by.items() if name in counts}
        if parts:
            made = _sum_check(say("published.class_by_attribute", words=name), parts, whole)
            all_named = any(cut.keys() <= parts.keys() for cut in cuts.values())
            yield attrs.evolve(made, agrees=None) if made.difference > 0 and not all_named else made


def _listed(
    listed: Evaluation, classes: Mapping[str, Printed], by: Mapping[str, Mapping[str, Printed]]
) -> Iterator[CountCheck]:
    """Yield whether counts are those of the rows that have the published verdicts."""
    words = Words(listed.scale, listed.method)
    counted = [one for way in get_args(CountedBy) for one in listed.counts(by=way, published=True)]
    rows = Counter({(one.of, one.verdict): one.count for one in counted})
    for of, counts in {"all": classes, **by}.items():
        for name, printed in counts.items():
            named = words.named(name)
            count = rows[_ATTRIBUTES.get(of, of), name if named is None else named.zh]
            check = say(f"published.listed{'' if of == 'all' else '.by'}", words=name, attribute=of)
            yield _check(check, Fraction(count), _number(printed), Fraction(0))


_ATTRIBUTES = {"约束性": "binding", "预期性": "expected"}
"""What the obligation of an indicator is called in Chinese tables."""


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
