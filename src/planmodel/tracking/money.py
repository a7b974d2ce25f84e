"""Money and quantities of nested elements, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import attrs

from planmodel.arguments import kinds_checked
from planmodel.derivation import Derivations
from planmodel.errors import PlanModelError
from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.element import Nested
from planmodel.model.kinds import Project
from planmodel.model.plan import Plan
from planmodel.tabular import Single
from planmodel.tracking.derived_sums import cost_derivations
from planmodel.units import Amount, factor, is_known, same_dimension
from planmodel.units.table import reading
from planmodel.words import Message, say

__all__ = ["Mismatch", "Sum", "sum_once", "total_cost"]


@attrs.frozen(kw_only=True)
class Mismatch:
    """A group whose own number and whose parts' numbers do not go together.

    Parameters:
        id: the group.
        stated: its own number, which was counted.
        parts: the sum of its parts.
        missing: parts of it without a number; with any, only a sum of parts above the stated number is a mismatch.
    """

    id: str
    stated: Amount
    parts: Amount
    missing: int


@attrs.frozen(kw_only=True)
class Sum(Single):
    """A sum in which nothing is counted twice.

    Parameters:
        total: the sum; ``None`` when no part has a number.
        counted: the elements whose own numbers were added.
        inside: elements with a number of their own that a group's number already holds.
        missing: elements without a number, and how many more a group declares than it lists counts as ``unlisted``.
        unlisted: parts that groups declare and the plan does not list.
        not_added: elements whose unit does not convert to the sum's.
        mismatches: groups whose number and parts differ.
        approximate: whether a number that was added is approximate (约).
    """

    total: Amount | None
    counted: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unlisted: int = 0
    not_added: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    approximate: bool = False

    def __str__(self) -> str:
        return str(self.told())

    def told(self) -> Message:
        """Return the sum in a sentence: from how many, and how many have no number."""
        about = ".about" if self.approximate else ""
        without = len(self.missing) + self.unlisted
        if self.total is None:
            said = say("money.none", without=without)
        else:
            total = say(f"money.total{about}", total=self.total)
            said = say("money.sum", total=total, n=len(self.counted), without=without)
        other = say("money.not_added", n=len(self.not_added)) if self.not_added else None
        return said if other is None else say("sentences", parts=(said, other))

    @kinds_checked
    def derivations(self, plan: Plan, *, in_period: bool = False) -> Derivations:
        """Return how the sum of :func:`total_cost` came about: each number that was added, with its place.

        Parameters:
            plan: the plan whose projects were summed.
            in_period: whether the part in the plan's period was.
        """
        return cost_derivations(plan, self.total, self.counted, in_period=in_period)

    def to_dict(self) -> dict[str, Any]:
        """Return the sum as plain values."""
        record = {field.name: getattr(self, field.name) for field in attrs.fields(Sum)}
        mismatches = [
            {"id": one.id, "stated": str(one.stated), "parts": str(one.parts), "missing": one.missing}
            for one in self.mismatches
        ]
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in record.items()}
        return {**plain, "total": None if self.total is None else str(self.total), "mismatches": mismatches}


class _Number(NamedTuple):
    amount: Amount
    approximate: bool


@kinds_checked
def total_cost(
    plan: Plan, ids: Iterable[str] | None = None, *, in_period: bool = False, unit: str | None = None
) -> Sum:
    """Return what projects cost together, each yuan once.

    Parameters:
        plan: the plan.
        ids: the projects; all when left out. A group stands for its parts.
        in_period: sum the part that falls into the plan's period, not the whole.
        unit: the unit of the sum; that of the first number when left out.

    Returns:
        the sum: a group with a number of its own counts once and its parts do not, and where they differ it says so.

    Raises:
        UnknownIdError: there is no such element.
        UnknownUnitError: there is no such unit.

    Example:
        >>> from planmodel.model.kinds import Project
        >>> from planmodel.model.numbers import Cost
        >>> plan = Plan(id="p", title="Plan", elements=[
        ...     Project(id="group", name="Water", cost=Cost(total="1 亿元")),
        ...     Project(id="plant", name="Plant", part_of="group", cost=Cost(total="6000 万元")),
        ...     Project(id="bus", name="Buses", cost=Cost(total="500 万元", approximate=True)),
        ...     Project(id="tree", name="Trees"),
        ... ])
        >>> print(total_cost(plan))
        about 1.05 亿元 from 2; 1 without a number
    """

    def cost(element: Nested) -> tuple[Amount | None, bool]:
        stated = element.cost if isinstance(element, Project) else None
        if stated is None:
            return None, False
        return (stated.in_period if in_period else stated.total), stated.approximate

    chosen = [project.id for project in plan.projects] if ids is None else list(ids)
    return sum_once(plan, chosen, cost, unit=unit)


def sum_once(
    plan: Plan, ids: Iterable[str], number: Callable[[Nested], tuple[Amount | None, bool]], *, unit: str | None = None
) -> Sum:
    """Return the sum of a number over nested elements, no part counted beside the group that holds it.

    Parameters:
        plan: the plan.
        ids: the elements to sum; those that are part of another one here count with that one.
        number: an element's own number, and whether it is approximate; ``None`` when it has none.
        unit: the unit of the sum; that of the first number when left out.

    Raises:
        UnknownIdError: there is no such element.
        UnknownUnitError: there is no such unit.
    """
    if unit is not None:
        reading(unit)
    chosen = list(dict.fromkeys(ids))
    for id in chosen:
        plan[id]
    tree, among = plan.graph.hierarchy, set(chosen)
    tops = [id for id in chosen if among.isdisjoint(tree.above(id))]
    found: dict[str, _Number] = {}
    for id in (*chosen, *tree.below(*chosen)):
        element = plan[id]
        amount, approximate = number(element) if isinstance(element, Nested) else (None, False)
        if amount is not None:
            found[id] = _Number(amount, approximate)
    return _added(plan, tops, tree, found, unit)


def _added(plan: Plan, tops: list[str], tree: Hierarchy, found: Mapping[str, _Number], unit: str | None) -> Sum:
    counted: list[str] = []
    inside: list[str] = []
    missing: list[str] = []
    unlisted = 0
    mismatches: list[Mismatch] = []
    seen: set[str] = set()
    waiting = list(reversed(tops))
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        parts = [part for part in tree.parts.get(id, ()) if part not in seen]
        if id in found:
            counted.append(id)
            below = [part for part in tree.below(id) if part not in seen]
            seen.update(below)
            inside += [part for part in below if part in found]
            mismatch = _mismatch(id, below, tree, found)
            mismatches += [mismatch] if mismatch else []
        elif parts:
            declared = getattr(plan[id], "declared_count", None)
            unlisted += max(0, (declared or 0) - len(parts))
            waiting += reversed(parts)
        else:
            missing.append(id)
    total, refused = _sum([(id, found[id].amount) for id in counted], unit)
    added = [id for id in counted if id not in refused]
    return Sum(
        total=total,
        counted=tuple(added),
        inside=tuple(inside),
        missing=tuple(missing),
        unlisted=unlisted,
        not_added=tuple(refused),
        mismatches=tuple(mismatches),
        approximate=any(found[id].approximate for id in added),
    )


def _sum(numbers: list[tuple[str, Amount]], unit: str | None) -> tuple[Amount | None, list[str]]:
    """Return the exact sum in a unit, and the ids of what does not convert to it."""
    total: Fraction | None = None
    refused = []
    for id, amount in numbers:
        unit = amount.unit if unit is None else unit
        if amount.unit != unit and (
            bool(amount.unit) != bool(unit) or not is_known(unit) or not same_dimension(amount.unit, unit)
        ):
            refused.append(id)
            continue
        total = (total or Fraction(0)) + amount.fraction * factor(amount.unit, unit)
    if total is None or unit is None:
        return None, refused
    try:
        return Amount(total, unit), refused
    except PlanModelError:  # beyond what an amount can hold
        return None, refused


def _mismatch(group: str, below: list[str], tree: Hierarchy, found: Mapping[str, _Number]) -> Mismatch | None:
    """Return how a group's own number differs from what its topmost numbered parts come to."""
    stated = found[group].amount
    numbers: list[tuple[str, Amount]] = []
    missing = 0
    known = set(below)
    waiting = [part for part in tree.parts.get(group, ()) if part in known]
    seen: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        parts = [part for part in tree.parts.get(id, ()) if part in known]
        if id in found:
            numbers.append((id, found[id].amount))
        elif parts:
            waiting += parts
        else:
            missing += 1
    total, refused = _sum(numbers, stated.unit)
    missing += len(refused)
    if total is None or total == stated or (missing and total < stated):
        return None
    return Mismatch(id=group, stated=stated, parts=total, missing=missing)
