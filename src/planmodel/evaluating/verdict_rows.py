"""The rows of an evaluation: the verdict on a target, how many have it, and what is in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from planmodel.evaluating.printed import plain_fields
from planmodel.evaluating.scale import State
from planmodel.model.instances import as_instance, tell_field
from planmodel.model.numbers import Baseline, as_baseline
from planmodel.model.period import Period, as_period
from planmodel.model.sources import check_optional_text
from planmodel.model.targets import Target
from planmodel.units import Amount

__all__ = ["InForce", "IndicatorVerdict", "VerdictCount"]


def _as_target(value: Target | Mapping[str, Any]) -> Target:
    return as_instance(Target, value)


@tell_field
@attrs.frozen(kw_only=True)
class InForce:
    """A target that took the place of the printed one.

    Parameters:
        target: what is in force.
        baseline: the baseline that it goes with, when that was recalculated, too.
        by: the document that says so.
        since: from when it is in force, ``2018-07``; before that the printed one is.
    """

    target: Target = attrs.field(converter=_as_target)
    baseline: Baseline | None = attrs.field(default=None, converter=as_baseline)
    by: str | None = attrs.field(default=None, validator=check_optional_text)
    since: Period | None = attrs.field(default=None, converter=as_period)


@attrs.frozen(kw_only=True)
class IndicatorVerdict:
    """The verdict on one target of one indicator.

    Parameters:
        indicator: its id.
        name: its name.
        unit: its unit.
        obligation: ``binding`` or ``expected``.
        scope: the part that the target is for, when not the whole.
        baseline: where it began.
        base_year: the year of that.
        target: what is in force, as read.
        target_year: by the end of which year.
        target_printed: what the plan printed, where something else is in force.
        in_force_by: the document that put it in force.
        in_force_since: from when it is.
        better: which way is better.
        value: the value that was held against it.
        measured: what that is of.
        kind: ``observed``, or ``expected`` where its text or note says that it is expected, not measured (预计).
        share: the share of the way gone, or of a year's amount done.
        yardstick: the share that was to be there by then.
        verdict: the class of the scale, in Chinese.
        state: the state that it stands for.
        good: whether the class is a good one; ``None`` when it does not count.
        verdict_printed: the verdict by the printed target, where something else is in force.
        method: the rule; the method, where one was asked for.
        measure: the number that the method judges by.
        projected: what the method's trend leads to in the target's year.
        planned: the level that was to be there by the time of the value, where the method reckons with one.
        gap: value − target.
        near: whether it was missed by very little.
        published: the verdict that was published.
        agrees: whether the two are the same; ``None`` when either is missing or cannot be judged.
        source: where the target stands.
        reason: why it cannot be judged, or what to mind.
    """

    indicator: str
    name: str
    unit: str | None = None
    obligation: str | None = None
    scope: str | None = None
    baseline: Amount | None = None
    base_year: int | None = None
    target: str
    target_year: int | None = None
    target_printed: str | None = None
    in_force_by: str | None = None
    in_force_since: str | None = None
    better: str | None = None
    value: Amount | None = None
    kind: Literal["observed", "expected"] | None = None
    measured: str | None = None
    share: float | None = None
    yardstick: float | None = None
    verdict: str
    state: State
    good: bool | None = None
    verdict_printed: str | None = None
    method: str | None = None
    measure: float | None = None
    projected: Amount | None = None
    planned: Amount | None = None
    gap: Amount | None = None
    near: bool = False
    published: str | None = None
    agrees: bool | None = None
    source: str | None = None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values; amounts as exact text."""
        return plain_fields(self)


@attrs.frozen(kw_only=True)
class VerdictCount:
    """How many rows have a verdict.

    Parameters:
        of: ``all``, or the attribute: ``binding``, ``expected``, a heading, ``not stated``.
        verdict: the class; of published verdicts ``not published`` where there is none.
        count: how many.
        judged: how many of these rows count in the denominator.
        total: how many rows there are.
        good: whether the class is a good one.
    """

    of: str
    verdict: str
    count: int
    judged: int
    total: int
    good: bool | None
