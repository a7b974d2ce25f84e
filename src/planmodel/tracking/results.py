"""What is said about one indicator: a status with its numbers, or a reason, and everything that it was made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.listing import sentences
from planmodel.model.period import Period
from planmodel.model.sources import Citation
from planmodel.model.targets import Comparator
from planmodel.tabular import Single
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction
from planmodel.words import Message, coded, say

__all__ = [
    "REASONS",
    "IndicatorProgress",
    "Input",
    "Reason",
    "Status",
    "Trajectory",
    "Verdict",
    "as_decimal",
    "percent",
    "record_of",
]

Status: TypeAlias = Literal["met", "on_track", "behind", "regressed", "held", "breached", "unknown"]
"""``met``, ``on_track``, ``behind`` and ``regressed`` are about the way from a baseline to a better target; ``held``
and ``breached`` about a target that keeps something; ``unknown`` when nothing can be said."""

Verdict: TypeAlias = Literal["met", "on_track", "behind", "regressed", "held", "breached", "not_yet_met", "unknown"]
"""A status, or ``not_yet_met``: nobody can say how far it should be, but it is known that it is not there."""

Trajectory: TypeAlias = Literal["linear", "geometric", "step"]
"""How far one should be by when: the same amount every year, the same percentage every year, all at the end."""

Reason: TypeAlias = Literal[
    "assigned",
    "definition_changed",
    "internal_fault",
    "level_arithmetic",
    "level_or_change",
    "no_baseline",
    "no_direction",
    "no_number",
    "no_observation",
    "no_target",
    "no_trajectory",
    "no_year",
    "not_comparable_period",
    "not_comparable_scope",
    "qualitative",
    "several_targets",
    "several_values",
    "target_not_better_than_baseline",
    "unit_mismatch",
    "unread",
]

REASONS: dict[Reason, str] = {
    "assigned": "a superior sets the number, and it is not here",
    "definition_changed": "the definition changed between the baseline and the value",
    "internal_fault": "planmodel failed at it, and the message says where",
    "level_arithmetic": "a share of zero, of less, or of a level with an arbitrary zero (℃, dB) means nothing",
    "level_or_change": "the value may be the change that was promised, not the level that it leads to",
    "no_baseline": "there is no level to start from",
    "no_direction": "nothing says which way is better",
    "no_number": "the promise has no number",
    "no_observation": "nothing was measured after the base year and up to the date asked",
    "no_target": "nothing is promised",
    "no_trajectory": "there is no way to be part of the way there",
    "no_year": "a year that the reckoning needs is missing",
    "not_comparable_period": "what was measured is not a value for a whole year, or not for the year it is needed for",
    "not_comparable_scope": "the target is for a part only, and nothing was measured for that part",
    "qualitative": "the promise is in words",
    "several_targets": "there are several targets for that year, and they differ",
    "several_values": "there are several values of that period, and they differ",
    "target_not_better_than_baseline": "the target asks for no more than the baseline, so it is held or breached",
    "unit_mismatch": "the units do not measure the same thing",
    "unread": "nobody has read the target's text",
}
"""Every code, and what it means."""


_ONLY_THE_WAY = frozenset({"no_baseline", "no_direction", "no_trajectory", "no_year"})
"""Reasons why nothing is said of the way, although the measured value can be held against the target."""


@attrs.frozen(kw_only=True)
class Input:
    """A number that went into a result.

    Parameters:
        value: the number with its unit; ``None`` for a grade.
        period: what it is for: the year of a baseline or target, the period of a measured value.
        text: the text as printed, if it is known.
        origin: ``baseline``, ``target``, ``observation``, ``given`` (by the caller) or ``computed`` (from the promise).
        sources: where it stands.
    """

    value: Amount | None
    period: Period | None = None
    text: str | None = None
    origin: Literal["baseline", "target", "observation", "given", "computed"]
    sources: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class IndicatorProgress(Single):
    """How far one indicator is towards one target, or why nobody can say.

    Parameters:
        indicator: its id.
        as_of: the day that is asked about.
        status: see :data:`Status`.
        attainment: share of the way from baseline to target that has been gone, at most 1; below 0 after a step back.
        overshoot: the share beyond the target: 2.5 when 350 % of the way has been gone; ``None`` without attainment.
        expected: share of the way that the trajectory asks for on ``as_of``.
        expected_when_measured: the same on the last day of the measured value; the status compares with this one.
        method: the trajectory's name, ``hold``, ``threshold``, ``grade`` or ``compound``; ``None`` if nothing was done.
        reason: why there is no attainment or no verdict, a code of :data:`REASONS`.
        message: the reason as a sentence about this indicator.
        target_year: the year of the target.
        base_year: the year from which the way is counted.
        better: which way is better, as used.
        comparator: how the target level was held against the value, as used.
        promise: the commitment, as plain values.
        target_text: the target as printed.
        baseline: the level it began at.
        target: the level to reach.
        actual: the level measured.
        reached: whether the level measured is the one to reach, or beyond it; ``None`` when nobody can tell.
        parts: results of the parts of a compound target.
        stretch: the result for the harder promise.
    """

    indicator: str
    as_of: dt.date
    status: Status = "unknown"
    attainment: Decimal | None = None
    overshoot: Decimal | None = None
    expected: Decimal | None = None
    expected_when_measured: Decimal | None = None
    method: str | None = None
    reason: Reason | None = None
    message: str | None = None
    target_year: int | None = None
    base_year: int | None = None
    better: Literal["higher", "lower"] | None = None
    comparator: Comparator | None = None
    promise: dict[str, Any] | None = attrs.field(default=None, hash=False)
    target_text: str | None = None
    baseline: Input | None = None
    target: Input | None = None
    actual: Input | None = None
    reached: bool | None = None
    parts: tuple[IndicatorProgress, ...] = ()
    stretch: IndicatorProgress | None = None

    @property
    def verdict(self) -> Verdict:
        """The status; ``not_yet_met`` where nobody can say how far it should be, but that it is not there is known."""
        if self.status == "unknown" and self.reached is False and self.reason in _ONLY_THE_WAY:
            return "not_yet_met"
        return self.status

    @property
    def due_when_measured(self) -> Amount | None:
        """The level that the trajectory asks for on the last day of the measured value, in the target's unit."""
        base, target, share = self.baseline, self.target, self.expected_when_measured
        if share is None or base is None or target is None or base.value is None or target.value is None:
            return None
        start, aim = base.value.to(target.value.unit).magnitude, target.value.magnitude
        return Amount(start + share * (aim - start), target.value.unit)

    @property
    def satisfaction(self) -> Decimal | None:
        """What a goal counts: 1 when met or held, 0 when breached, else the attainment between 0 and 1."""
        if self.status in ("met", "held"):
            return Decimal(1)
        if self.status == "breached":
            return Decimal(0)
        if self.attainment is None:
            return None
        return min(max(self.attainment, Decimal(0)), Decimal(1))

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values, with all that another program needs to compute it again.

        Numbers that were read stay text (``"20 微克/立方米"``); shares are floats.
        """
        return {
            "indicator": self.indicator,
            "status": self.status,
            "attainment": as_float(self.attainment),
            "expected": as_float(self.expected),
            "overshoot": as_float(self.overshoot),
            "method": self.method,
            "reason": self.reason,
            "message": self.message,
            "as_of": self.as_of.isoformat(),
            "target_year": self.target_year,
            "base_year": self.base_year,
            "expected_when_measured": as_float(self.expected_when_measured),
            "reached": self.reached,
            "inputs": {
                "better": self.better,
                "comparator": self.comparator,
                "promise": self.promise,
                "target_text": self.target_text,
                **{name: _input_record(getattr(self, name)) for name in ("baseline", "target", "actual")},
            },
            "parts": [part.to_dict() for part in self.parts],
            "stretch": None if self.stretch is None else self.stretch.to_dict(),
        }

    def line(self) -> str:
        """Return the result as one line of text, which says itself in other languages, too."""
        status = coded("page.v", self.verdict)
        numbers = [say("progress.attainment", share=percent(self.attainment))] if self.attainment is not None else []
        if self.overshoot:
            numbers.append(say("progress.overshoot", share=percent(self.overshoot)))
        if self.expected_when_measured is not None:
            numbers.append(say("progress.expected", share=percent(self.expected_when_measured)))
        said = say("progress.verdict", status=status, numbers=numbers) if numbers else status
        return sentences(said, self.message) or said


def as_decimal(share: Fraction) -> Decimal:
    """Return a share as decimals, rounded once where it has more than 17 digits.

    Raises:
        AmountError: beyond 1e±400.
    """
    return _decimal(*share.as_integer_ratio())


@lru_cache(maxsize=4096)
def _decimal(numerator: int, denominator: int) -> Decimal:
    """Return a ratio in decimals: most shares of a plan are a few."""
    return from_fraction(Fraction(numerator, denominator))


def as_float(share: Decimal | None) -> float | None:
    """Return a share as JSON has it."""
    return None if share is None else float(share)


def percent(share: Decimal) -> Message:
    """Return a share in percent, as people read it."""
    return say("percent", n=f"{float(share) * 100:.4g}")


def _input_record(given: Input | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {
        "value": None if given.value is None else str(given.value),
        "period": None if given.period is None else given.period.text,
        "text": given.text,
        "origin": given.origin,
        "sources": [record_of(source) for source in given.sources],
    }


def record_of(value: object) -> Any:
    """Return an attrs value as plain values: amounts as text, absent fields left out, ``kind`` kept."""
    if isinstance(value, Amount):
        return str(value)
    cls: Any = type(value)
    if attrs.has(cls):
        kind = getattr(cls, "kind", None)
        held = {field.name: getattr(value, field.name) for field in attrs.fields(cls)}
        fields = {name: record_of(one) for name, one in held.items() if one is not None and one != ()}
        return {"kind": kind, **fields} if kind else fields
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [record_of(one) for one in value]
    return value
