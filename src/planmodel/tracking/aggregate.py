"""One number out of those of several jurisdictions, as far as the kind of quantity allows it.

Tonnes add up; shares are pooled from numerators and denominators, or weighted; concentrations are weighted; an index
and a class of water cannot be joined at all. Missing is not zero: a sum with a missing part is a lower bound and says
so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.errors import ModelError
from planmodel.model.kinds import Metric
from planmodel.model.targets import as_optional_amount
from planmodel.units import Amount, factor, is_level, same_dimension
from planmodel.words import say

__all__ = ["Aggregate", "Figure", "aggregate"]

Method: TypeAlias = Literal["sum", "pooled", "weighted_mean", "last", "none"]
"""How the numbers were joined."""

_SUMMED = frozenset({"stock", "flow", "count", "money"})
_MEANS = frozenset({"share", "ratio", "concentration", "rate", "duration"})


@attrs.frozen(kw_only=True)
class Figure:
    """The number of one jurisdiction (or of one year, for the last value of a series).

    Parameters:
        label: whose it is.
        value: the number; ``None`` when it is missing.
        weight: what it counts for in a mean (persons, area, sections, days); ``None`` when that is not known.
        numerator: of a share or ratio, what is counted.
        denominator: what it is counted among.
    """

    label: str
    value: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    weight: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    numerator: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    denominator: Amount | None = attrs.field(default=None, converter=as_optional_amount)


@attrs.frozen(kw_only=True)
class Aggregate:
    """What comes of joining numbers.

    Parameters:
        value: the joined number; ``None`` when there is none.
        method: ``sum``, ``pooled``, ``weighted_mean``, ``last`` or ``none``.
        low: of a sum of what cannot be negative, the sum of the known parts when others are missing.
        parts: how many parts there are.
        missing: the labels of those without a number.
        reason: why there is no number, or ``None``.
    """

    value: Amount | None
    method: Method
    low: Amount | None = None
    parts: int
    missing: tuple[str, ...] = ()
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values; amounts as exact text."""
        return {
            "value": str(self.value) if self.value is not None else None,
            "method": self.method,
            "low": str(self.low) if self.low is not None else None,
            "parts": self.parts,
            "missing": list(self.missing),
            "reason": self.reason,
        }


def aggregate(figures: Iterable[Figure], metric: Metric, *, over: Literal["places", "time"] = "places") -> Aggregate:
    """Return one number out of several, by the metric's kind of quantity.

    Parameters:
        figures: the numbers, of one year each and without overlap; over time in order of time.
        metric: the metric; its ``quantity`` says what may be done.
        over: ``places`` joins jurisdictions, ``time`` takes the last value of a stock, share or concentration.

    Returns:
        sums for stocks, flows, counts and money; for shares and ratios the pooled ratio when every part has numerator
        and denominator, else the mean weighted by ``weight``; weighted means for concentrations; else no number and the
        reason. Units are converted exactly.

    Raises:
        ModelError: ``over`` is neither ``places`` nor ``time``.

    Example:
        >>> from planmodel.model.metrics import shared_metrics
        >>> metric = shared_metrics()["cod-total"]
        >>> result = aggregate([Figure(label="a", value="1.2 万吨"), Figure(label="b", value="3000 吨")], metric)
        >>> str(result.value), result.method
        ('1.5 万吨', 'sum')
        >>> result = aggregate([Figure(label="a", value="12 吨"), Figure(label="b")], metric)
        >>> result.value, str(result.low), result.missing
        (None, '12 吨', ('b',))
    """
    if over not in ("places", "time"):
        raise ModelError(say("aggregate.over", over=f"{over!r}"))
    parts = tuple(figures)
    quantity = metric.quantity
    if not parts:
        return _none(parts, say("aggregate.nothing"))
    if over == "time":
        return _last(parts, quantity)
    if quantity in _SUMMED:
        return _sum(parts)
    if quantity in ("share", "ratio", "rate") and all(
        one.numerator is not None and one.denominator is not None for one in parts
    ):
        return _pooled(parts)
    if quantity in _MEANS:
        return _mean(parts)
    if quantity is None:
        return _none(parts, say("aggregate.no_quantity", id=metric.id))
    return _none(parts, say("aggregate.index") if quantity == "index" else say("aggregate.classes"))


def _none(parts: tuple[Figure, ...], reason: str, missing: tuple[str, ...] = ()) -> Aggregate:
    return Aggregate(value=None, method="none", parts=len(parts), missing=missing, reason=reason)


def _missing(parts: tuple[Figure, ...], absent: Callable[[Figure], bool]) -> tuple[str, ...]:
    return tuple(one.label for one in parts if absent(one))


def _units_differ(amounts: list[Amount]) -> str | None:
    if is_level(amounts[0].unit):
        return f"levels in {amounts[0].unit} do not add up"
    odd = next((one for one in amounts if not same_dimension(one.unit, amounts[0].unit)), None)
    if odd is None:
        return None
    return f"units measure different things: {amounts[0].unit or 'none'} and {odd.unit or 'none'}"


def _is_one_level(amounts: list[Amount]) -> bool:
    """Return whether amounts are levels of one scale: they have a mean, though no sum."""
    return is_level(amounts[0].unit) and all(same_dimension(one.unit, amounts[0].unit) for one in amounts)


def _total(amounts: list[Amount]) -> Amount:
    total = sum((one.fraction * factor(one.unit, amounts[0].unit) for one in amounts), Fraction(0))
    return Amount(total, amounts[0].unit or None)


def _sum(parts: tuple[Figure, ...]) -> Aggregate:
    known = [one.value for one in parts if one.value is not None]
    missing = _missing(parts, lambda one: one.value is None)
    if not known:
        return _none(parts, say("aggregate.no_part"), missing)
    differ = _units_differ(known)
    if differ is not None:
        return _none(parts, differ, missing)
    total = _total(known)
    if not missing:
        return Aggregate(value=total, method="sum", parts=len(parts))
    low = total if all(one.magnitude >= 0 for one in known) else None
    reason = say("aggregate.missing", n=len(missing), all=len(parts))
    return Aggregate(value=None, method="sum", low=low, parts=len(parts), missing=missing, reason=reason)


def _pooled(parts: tuple[Figure, ...]) -> Aggregate:
    above = [one.numerator for one in parts if one.numerator is not None]
    below = [one.denominator for one in parts if one.denominator is not None]
    differ = _units_differ(above) or _units_differ(below)
    if differ is not None:
        return _none(parts, differ)
    top, bottom = _total(above), _total(below)
    if bottom.magnitude == 0:
        return _none(parts, say("aggregate.zero"))
    if same_dimension(top.unit, bottom.unit):
        share = top.fraction * factor(top.unit, bottom.unit) / bottom.fraction
        return Aggregate(value=Amount(share * 100, "%"), method="pooled", parts=len(parts))
    ratio = top.fraction / bottom.fraction
    return Aggregate(value=Amount(ratio, f"{top.unit}/{bottom.unit}"), method="pooled", parts=len(parts))


def _mean(parts: tuple[Figure, ...]) -> Aggregate:
    missing = _missing(parts, lambda one: one.value is None)
    if missing:
        return _none(parts, say("aggregate.missing", n=len(missing), all=len(parts)), missing)
    unweighted = _missing(parts, lambda one: one.weight is None)
    if unweighted:
        return _none(parts, say("aggregate.weights", names=", ".join(unweighted[:3])))
    values = [one.value for one in parts if one.value is not None]
    weights = [one.weight for one in parts if one.weight is not None]
    differ = (None if _is_one_level(values) else _units_differ(values)) or _units_differ(weights)
    if differ is not None:
        return _none(parts, differ)
    shares = [one.fraction * factor(one.unit, weights[0].unit) for one in weights]
    if any(share < 0 for share in shares) or not any(shares):
        return _none(parts, say("aggregate.positive"))
    levels = [one.fraction * factor(one.unit, values[0].unit) for one in values]
    mean = sum((level * share for level, share in zip(levels, shares, strict=True)), Fraction(0)) / sum(shares)
    value = Amount(mean, values[0].unit or None)
    return Aggregate(value=value, method="weighted_mean", parts=len(parts))


def _last(parts: tuple[Figure, ...], quantity: str | None) -> Aggregate:
    if quantity == "flow":
        return _none(parts, say("aggregate.last_flow"))
    missing = _missing(parts, lambda one: one.value is None)
    known = [one.value for one in parts if one.value is not None]
    if not known:
        return _none(parts, say("aggregate.no_part"), missing)
    late = parts[-1].value is None
    reason = say("aggregate.last", label=parts[-1].label) if late else None
    return Aggregate(value=known[-1], method="last", parts=len(parts), missing=missing, reason=reason)
