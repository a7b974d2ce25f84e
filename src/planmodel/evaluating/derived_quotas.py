"""How the numbers of quotas came about: the whole's promise, each part's, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planmodel.derivation import Derivation, DerivationInput, Derivations, number
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.model.targets import Target
from planmodel.tabular import Rows
from planmodel.tracking.derived_indicators import amount_input
from planmodel.units import Amount

if TYPE_CHECKING:
    from planmodel.evaluating.quotas import Quotas

__all__ = ["quota_derivations"]


def quota_derivations(found: Quotas) -> Derivations:
    """Return how the numbers of quotas came about, one derivation a whole.

    Parameters:
        found: the quotas.
    """
    wholes = [found, *found.below]
    seen: dict[str, int] = {}
    rows = []
    for one in wholes:
        id = f"{one.metric} of {one.whole}"
        seen[id] = seen.get(id, 0) + 1
        rows.append(_row(one, id if seen[id] == 1 else f"{id} ({seen[id]})"))
    return Derivations(kind="quotas", rows=Rows(rows, Derivation))


def _row(one: Quotas, id: str) -> Derivation:
    numbers = one.total is not None and one.joined is not None and one.difference is not None
    left = one.difference if numbers else None
    return Derivation(
        id=id,
        of=one.metric,
        plan=one.whole,
        rule=("quota_sum" if one.rule == "sum" else "quota_mean") if left is not None else "none",
        inputs=tuple(_inputs(one)) if left is not None else (),
        value=None if left is None else number(left.fraction),
        unit=None if left is None else left.unit or None,
        verdict=one.verdict,
        reason=None if left is not None else "no_number",
    )


def _inputs(one: Quotas) -> Iterator[DerivationInput]:
    if one.total is not None:
        yield _promised(one.held[one.whole], one, "whole", one.total)
    for row in one.rows:
        if row.number is not None:
            yield _promised(one.held[row.part], one, "part", row.number)
            weight = one.weights.get(row.part)
            if one.rule == "weighted_mean" and weight is not None:
                yield _given("weight", weight, row.part)
    if one.reserve is not None:
        yield _given("reserve", one.reserve, None)
    yield DerivationInput(name="silent", value=str(one.silent), origin="given")


def _given(name: str, value: Amount, of: str | None) -> DerivationInput:
    return DerivationInput(name=name, value=number(value.fraction), unit=value.unit or None, of=of, origin="given")


def _promised(plan: Plan, one: Quotas, name: str, value: Amount) -> DerivationInput:
    """Return a promised number as its plan has it, with the place of the target; a net change has none."""
    for indicator, place, target in _targets(plan, one.metric, one.year):
        stated = getattr(target.commitment, "value", None)
        if isinstance(stated, Amount) and (stated == value or (not stated.unit and stated.exact == value.exact)):
            own = stated if stated.unit or not indicator.unit else value
            at = (indicator.id, "targets", place)
            sources = target.sources or indicator.sources
            return amount_input(plan, name, own, at, sources, of=plan.id, text=target.as_published)
    return DerivationInput(
        name=name, value=number(value.fraction), unit=value.unit or None, of=plan.id, origin="convention"
    )


def _targets(plan: Plan, metric: str, year: int | None) -> Iterator[tuple[Indicator, int, Target]]:
    for indicator in plan.indicators:
        if indicator.metric is not None and indicator.metric.to == metric:
            for place, target in enumerate(indicator.targets):
                if target.year == year:
                    yield indicator, place, target
