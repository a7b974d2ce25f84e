"""The unit that numbers of one metric are shown in, for plans in memory and for the tables of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from planmodel.comparing.extents import extent_of
from planmodel.units import defined_otherwise, difference_unit, factor, is_known, is_level, own_text, same_dimension
from planmodel.units.table import reading
from planmodel.words import say

__all__ = ["Said", "Shown", "Wanted", "commonest", "shown", "unit_of_difference", "wanted_units"]

_POINTS = "个百分点"


def unit_of_difference(unit: str) -> str:
    """Return the unit of a difference of numbers in a unit: percentage points between percentages.

    Example:
        >>> unit_of_difference("%"), unit_of_difference("℃"), unit_of_difference("亩")
        ('个百分点', 'Δ℃', '亩')
    """
    return _POINTS if unit == "%" else difference_unit(unit) if is_known(unit) else unit


class Said(NamedTuple):
    """What a plan says of the unit of a metric.

    Parameters:
        defined: the unit of its definition of the metric: its own, else the shipped one.
        unit: the unit of the number that it promises; ``None`` without a number.
        relative: whether that is a change as a share of its base, whose percentages say nothing about the unit.
    """

    defined: str | None
    unit: str | None
    relative: bool


class Wanted(NamedTuple):
    """The unit of levels and quantities of a metric, and that of changes as a share of the base."""

    unit: str
    share: str


def wanted_units(
    counted: Mapping[Said, int], reference: Said | None = None, *, shipped: str | None = None, asked: str | None = None
) -> Wanted:
    """Return the units in which the numbers of one metric are shown.

    The unit that is asked for; else that of the metric: as the reference defines it, as planmodel ships it, as most
    plans define it; else that of the reference's number, and else the commonest. Of equally common ones the first by
    their text counts, so that nothing depends on the order of plans.

    Parameters:
        counted: what plans say, with how many say it.
        reference: what the reference says.
        shipped: the unit of the metric that planmodel ships.
        asked: the unit that is asked for.

    Raises:
        UnknownUnitError: there is no unit as is asked for.

    Example:
        >>> wanted_units({Said(None, "亩", False): 2, Said(None, "万亩", False): 1}, Said(None, "万亩", False)).unit
        '万亩'
    """
    if asked is not None:
        reading(asked)  # raises when there is no such unit
        return Wanted(asked, "%" if same_dimension(asked, "%") else asked)
    defined: dict[str, int] = {}
    promised: dict[str, int] = {}
    for said, count in counted.items():
        if said.defined is not None and is_known(said.defined):
            defined[said.defined] = defined.get(said.defined, 0) + count
        if said.unit is not None and not said.relative:
            promised[said.unit] = promised.get(said.unit, 0) + count
    first = reference if reference is not None else Said(None, None, False)
    of_metric = [unit for unit in (first.defined, shipped) if unit is not None and is_known(unit)]
    of_metric += commonest(defined)
    if first.unit is not None and not first.relative:
        of_metric.append(first.unit)
    return Wanted([*of_metric, *commonest(promised), ""][0], "%")


def commonest(counted: Mapping[str, int]) -> list[str]:
    """Return the commonest text, the first by its characters of equally common ones; nothing of nothing."""
    return sorted(counted, key=lambda unit: (-counted[unit], unit))[:1]


class Shown(NamedTuple):
    """How numbers of one unit are shown.

    Parameters:
        unit: the unit that they are shown in; ``None`` when they measure something else.
        scale: what they are multiplied by.
        note: why they have no number in the unit of the metric.
        grows: whether a larger area has more of it.
        is_level: whether a share of the number means nothing (℃).
    """

    unit: str | None
    scale: Fraction = Fraction(1)
    note: str | None = None
    grows: bool = False
    is_level: bool = False


@lru_cache(maxsize=4096)
def shown(unit: str, *, change: bool, relative: bool, quantity: str | None, wanted: Wanted) -> Shown:
    """Return how numbers in a unit are shown.

    Parameters:
        unit: the unit as published.
        change: whether they are changes.
        relative: whether those are shares of their base.
        quantity: the kind of quantity by the definition.
        wanted: the units of the metric.

    Example:
        >>> shown("亩", change=False, relative=False, quantity="stock", wanted=Wanted("公顷", "%"))[:2]
        ('公顷', Fraction(1, 15))
    """
    target = wanted.share if relative else wanted.unit
    if change and not relative and target == "%" and is_known(unit) and same_dimension(unit, _POINTS):
        target = _POINTS
    grows = not relative and extent_of(quantity, unit) == "part"
    if unit == target:
        return Shown(target, grows=grows, is_level=not change and is_level(unit))
    if unit and target and is_known(unit) and is_known(target) and same_dimension(unit, target):
        return Shown(target, factor(unit, target), grows=grows, is_level=not change and is_level(target))
    if defined_otherwise(unit, target) is not None:
        return Shown(None, note=say("comparing.otherwise", unit=own_text(unit), other=own_text(target)))
    key = "comparing.other_unit" if unit else "comparing.not_unit"
    return Shown(None, note=say(key, unit=unit, other=target or say("comparing.unitless")))
