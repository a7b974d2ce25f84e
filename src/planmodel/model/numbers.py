"""Measured and estimated numbers that elements hold: baselines, observations, durations, costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from planmodel.errors import ModelError
from planmodel.model.instances import as_instance, as_instances, tell_field
from planmodel.model.period import Period
from planmodel.model.sources import Citation, Evidence, as_citations, check_one_of, check_optional_text, check_year
from planmodel.model.targets import as_amount, as_optional_amount
from planmodel.units import Amount
from planmodel.units.table import reading, time_of_rate
from planmodel.words import say

__all__ = [
    "Baseline",
    "Cost",
    "Distribution",
    "Estimate",
    "Mode",
    "Observation",
    "Spent",
    "as_baseline",
    "as_cost",
    "as_estimate",
    "as_modes",
    "as_observations",
    "as_spent",
    "check_rate",
]

Distribution = Literal["pert", "triangular", "uniform", "lognormal"]
"""The shape of what lies between the three points of an estimate."""

_evidence_check = check_one_of("stated", "inferred", "assumed")


@tell_field
@attrs.frozen(kw_only=True, weakref_slot=False)
class Baseline:
    """Where an indicator stood when the plan was made.

    Parameters:
        year: the base year.
        value: the amount; a bare number takes the indicator's unit; absent when there is no number.
        as_published: the text as printed.
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its indicator's when left out.
        sources: citations.
    """

    year: int | None = attrs.field(default=None, validator=check_year)
    value: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    as_published: str | None = attrs.field(default=None, validator=check_optional_text)
    evidence: Evidence | None = attrs.field(default=None, validator=_evidence_check)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)


def as_a_period(value: Period | str | int) -> Period:
    """Return a period; text or a year is read as one."""
    return value if isinstance(value, Period) else Period(value)


@tell_field
@attrs.frozen(kw_only=True, weakref_slot=False)
class Observation:
    """A measured value for a stated period.

    Parameters:
        period: what was measured over: ``2023``, ``2023-05``, ``2025-01/2025-05``.
        value: the amount; a bare number takes the indicator's unit; absent when it was published without a number.
        as_published: the text as printed.
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its indicator's when left out.
        sources: citations.
        note: a remark, such as a change of definition.
    """

    period: Period = attrs.field(converter=as_a_period)
    value: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    as_published: str | None = attrs.field(default=None, validator=check_optional_text)
    evidence: Evidence | None = attrs.field(default=None, validator=_evidence_check)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)
    note: str | None = attrs.field(default=None, validator=check_optional_text)


def as_observations(
    value: Iterable[Observation | Mapping[str, Any]] | Observation | Mapping[str, Any],
) -> tuple[Observation, ...]:
    """Return observations as a tuple; a mapping holds an observation's fields."""
    return as_instances(Observation, value)


def as_baseline(value: Baseline | Mapping[str, Any] | None) -> Baseline | None:
    """Return an optional baseline; a mapping holds its fields."""
    return value if value is None else as_instance(Baseline, value, hint='Baseline(year=2020, value="31 %")')


@tell_field
@attrs.frozen(kw_only=True)
class Estimate:
    """How long something takes: one amount, or three points.

    Parameters:
        likely: the amount of time (``18 月``).
        low: the shortest it may take.
        high: the longest it may take.
        distribution: what lies between: ``pert`` (a beta distribution; the usual), ``triangular``, ``uniform``
            (``likely`` does not count), ``lognormal`` (``likely`` is the median; 90 % lies between ``low`` and
            ``high``).
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its holder's when left out.
        sources: citations.

    Raises:
        ModelError: the three points are not in order, or only one of ``low`` and ``high`` is given.
    """

    likely: Amount = attrs.field(converter=as_amount)
    low: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    high: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    distribution: Distribution = attrs.field(
        default="pert",
        validator=check_one_of("pert", "triangular", "uniform", "lognormal"),
    )
    evidence: Evidence | None = attrs.field(default=None, validator=_evidence_check)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ModelError(say("estimate.both"))
        if self.low is not None and self.high is not None and not self.low <= self.likely <= self.high:
            raise ModelError(say("estimate.order", low=self.low, likely=self.likely, high=self.high))
        if self.likely.magnitude < 0:
            raise ModelError(say("duration.negative", amount=self.likely))


def as_estimate(value: Estimate | Amount | str | Mapping[str, Any] | None) -> Estimate | None:
    """Return an optional estimate; an amount, or text such as ``18 月``, is the likely time."""
    return None if value is None else _as_an_estimate(value)


def _as_an_estimate(value: Estimate | Amount | str | Mapping[str, Any]) -> Estimate:
    if isinstance(value, Estimate | Mapping):
        return as_instance(Estimate, value)
    return Estimate(likely=value)


@tell_field
@attrs.frozen(kw_only=True)
class Mode:
    """One of several ways to do the same work.

    Parameters:
        name: what the links to resources call it.
        duration: how long the work takes in this way: ``18 月``.
    """

    name: str = attrs.field(
        validator=[attrs.validators.instance_of(str), check_optional_text],
    )
    duration: Estimate = attrs.field(converter=_as_an_estimate)


def as_modes(value: Iterable[Mode | Mapping[str, Any]] | Mode | Mapping[str, Any]) -> tuple[Mode, ...]:
    """Return modes as a tuple; a mapping holds a mode's fields."""
    return as_instances(Mode, value)


@tell_field
@attrs.frozen(kw_only=True)
class Spent:
    """What was spent in a stretch of time.

    Parameters:
        period: when it was spent: ``2023``, ``2023-05``; of a sum so far the whole stretch, ``2021-01/2023-06``.
        amount: how much.
        as_published: the text as printed.
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its holder's when left out.
        sources: citations.
    """

    period: Period = attrs.field(converter=as_a_period)
    amount: Amount = attrs.field(converter=as_amount)
    as_published: str | None = attrs.field(default=None, validator=check_optional_text)
    evidence: Evidence | None = attrs.field(default=None, validator=_evidence_check)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)


def as_spent(value: Iterable[Spent | Mapping[str, Any]] | Spent | Mapping[str, Any]) -> tuple[Spent, ...]:
    """Return what was spent as a tuple; a mapping holds the fields of one."""
    return as_instances(Spent, value, hint='Spent(period=2023, amount="300 万元")')


def check_rate(*, each: bool = False) -> Any:
    """Return an attrs validator that wants ``None`` or money a time.

    Parameters:
        each: whether it may be that of one of something: ``500 元/人/天``.
    """

    def check(instance: object, attribute: attrs.Attribute[Any], value: Amount | None) -> None:
        if value is None:
            return
        time = time_of_rate(value.unit)
        if time is None or value.magnitude < 0 or (not each and len(reading(value.unit).factors) > 2):
            raise ModelError(say("rate.none", amount=value), field=(attribute.name,), hint=say("rate.none.hint"))

    return check


@tell_field
@attrs.frozen(kw_only=True)
class Cost:
    """What something costs.

    Parameters:
        total: all of it.
        rate: what of it grows with time, money a time: ``20 万元/月``. The total counts it for as long as is planned.
        in_period: the part that falls into the plan's period.
        spent: what was spent of it, by the time when it was.
        approximate: whether the document says 约.
        as_published: the text as printed.
        evidence: ``stated``, ``inferred`` or ``assumed``; the same as its holder's when left out.
        sources: citations.

    Raises:
        ModelError: the rate is no money a time.
    """

    total: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    rate: Amount | None = attrs.field(default=None, converter=as_optional_amount, validator=check_rate())
    in_period: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    spent: tuple[Spent, ...] = attrs.field(default=(), converter=as_spent)
    approximate: bool = attrs.field(default=False)
    as_published: str | None = attrs.field(default=None, validator=check_optional_text)
    evidence: Evidence | None = attrs.field(default=None, validator=_evidence_check)
    sources: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)


def as_cost(value: Cost | Mapping[str, Any] | None) -> Cost | None:
    """Return an optional cost; a mapping holds its fields."""
    return value if value is None else as_instance(Cost, value, hint=say("cost.hint"))
