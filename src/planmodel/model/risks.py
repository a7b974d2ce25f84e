"""What makes work late or dear beside its own uncertainty: shared drivers, risk events, correlations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import attrs

from planmodel.errors import ModelError, PlanModelError
from planmodel.model.element import Element
from planmodel.model.instances import as_instance, tell_field
from planmodel.model.numbers import Distribution, Estimate, as_estimate
from planmodel.model.relations import Link, as_links, relation
from planmodel.model.sources import check_one_of
from planmodel.model.time_amounts import family
from planmodel.units.table import is_money
from planmodel.words import say

__all__ = ["Correlation", "Driver", "Factor", "RiskEvent", "as_factor"]


def _number_from(low: float, high: float = math.inf) -> Any:
    """Return an attrs validator that wants ``None`` or a number within these limits."""

    def check(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        if value is None or (type(value) in (int, float) and low <= value <= high and math.isfinite(value)):
            return
        limits = (
            say("risks.from", low=f"{low:g}") if high == math.inf else say("risks.range", low=low, high=f"{high:g}")
        )
        wrong = say("risks.no_number", field=attribute.name, limits=limits, found=f"{value!r:.60}")
        raise ModelError(wrong, field=(attribute.name,))

    return check


@tell_field
@attrs.frozen(kw_only=True)
class Factor:
    """A number by which durations or costs are multiplied: 1 is as planned, 1.2 a fifth more.

    Parameters:
        likely: the likely factor.
        low: the lowest.
        high: the highest.
        distribution: what lies between, as for an :class:`~planmodel.model.numbers.Estimate`.

    Raises:
        ModelError: the three are not in order, or only one of ``low`` and ``high`` is given.

    Example:
        >>> Factor(low=1, likely=1.1, high=1.6).high
        1.6
    """

    likely: float = attrs.field(default=1.0, validator=_number_from(0))
    low: float | None = attrs.field(default=None, validator=_number_from(0))
    high: float | None = attrs.field(default=None, validator=_number_from(0))
    distribution: Distribution = attrs.field(
        default="pert",
        validator=check_one_of("pert", "triangular", "uniform", "lognormal"),
    )

    def __attrs_post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ModelError(say("risks.both_or_neither"))
        if self.low is not None and self.high is not None and not self.low <= self.likely <= self.high:
            raise ModelError(
                say("risks.not_in_order", points=[f"{one:g}" for one in (self.low, self.likely, self.high)])
            )
        if self.distribution == "lognormal" and self.low is not None and self.low <= 0:
            raise ModelError(say("risks.lognormal"), hint=say("risks.lognormal.hint"))


def as_factor(value: Factor | Mapping[str, Any] | float | None) -> Factor | None:
    """Return an optional factor; a number is the same in every case, a mapping holds a factor's fields."""
    if isinstance(value, int | float):
        return Factor(likely=value)
    return None if value is None else as_instance(Factor, value)


@attrs.frozen(kw_only=True)
class Driver(Element):
    """A common cause that makes several pieces of work longer, shorter, dearer or cheaper together.

    Parameters:
        tasks: the work that it bears on; of a whole, all its parts.
        factor: by how much it multiplies, drawn once for all: ``{low: 1, likely: 1.1, high: 1.6}``.
        of: what it multiplies: durations (``time``, the usual), costs (``cost``) or ``both``.

    Example:
        >>> Driver(id="d-funds", name="Funds arrive late", tasks=["t-1", "t-2"], factor={"low": 1, "high": 1.5}).of
        'time'
    """

    tasks: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("task", "project", name="drives", flow="none"),
    )
    factor: Factor | None = attrs.field(default=None, converter=as_factor)
    of: Literal["time", "cost", "both"] = attrs.field(default="time", validator=check_one_of("time", "cost", "both"))

    kind: ClassVar[str] = "driver"
    plural: ClassVar[str] = "drivers"


@attrs.frozen(kw_only=True)
class RiskEvent(Element):
    """Something that happens or does not, and delays work or costs money when it does.

    Parameters:
        tasks: the work that takes longer by the delay, each piece by all of it; of a whole, the parts with which it
            ends, those that no other part of it waits for.
        chance: how likely it is, 0 to 1.
        delay: how much longer the work takes: ``3 月``, or ``{low: …, likely: …, high: …}``.
        cost: what it costs, once: ``300 万元``, or three points.

    Raises:
        ModelError: the delay is no time, or the cost no money.

    Example:
        >>> RiskEvent(id="e-flood", name="Flood", tasks=["t-dam"], chance=0.1, delay="3 月", cost="300 万元").chance
        0.1
    """

    tasks: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("task", "project", name="delays", flow="none"),
    )
    chance: float | None = attrs.field(default=None, validator=_number_from(0, 1))
    delay: Estimate | None = attrs.field(default=None, converter=as_estimate)
    cost: Estimate | None = attrs.field(default=None, converter=as_estimate)

    kind: ClassVar[str] = "risk_event"
    plural: ClassVar[str] = "risk_events"

    def __attrs_post_init__(self) -> None:
        if self.delay is not None:
            try:
                family(self.delay.likely)
            except PlanModelError:
                raise ModelError(say("risks.no_time", amount=self.delay.likely), field=("delay",)) from None
        if self.cost is not None and not is_money(self.cost.likely.unit):
            raise ModelError(say("risks.no_money", amount=self.cost.likely), field=("cost",))


@attrs.frozen(kw_only=True)
class Correlation(Element):
    """How far the durations of some work are long or short together.

    Parameters:
        tasks: a pair, or a group in which it holds for every pair; of a whole, its parts. A pair of its own counts
            before a group that both are in.
        coefficient: the rank correlation (Spearman's) of their durations, -1 to 1.

    Example:
        >>> Correlation(id="c", name="One office gives all permits", tasks=["a", "b"], coefficient=0.6).tasks[1].to
        'b'
    """

    tasks: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("task", "project", name="correlates", flow="none"),
    )
    coefficient: float | None = attrs.field(default=None, validator=_number_from(-1, 1))

    kind: ClassVar[str] = "correlation"
    plural: ClassVar[str] = "correlations"
