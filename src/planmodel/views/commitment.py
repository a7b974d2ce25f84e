"""Targets and commitments as flat records for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Compound,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Target,
    Unread,
)
from planmodel.text import in_language

__all__ = ["commitment_record", "target_record"]

Record: TypeAlias = dict[str, object]


def target_record(target: Target) -> Record:
    """Return a target as one flat record: the commitment's, with what else the target says."""
    record = commitment_record(target.commitment)
    if target.year is not None:
        record["year"] = target.year
    if target.subject is not None:
        record["subject"] = target.subject
    if target.scope is not None:
        record["scope"] = in_language(target.scope)
    if target.stretch is not None:
        record["stretch"] = commitment_record(target.stretch)
    if target.note is not None:
        record["note"] = target.note
    return record


def commitment_record(commitment: Commitment) -> Record:
    """Return a commitment as a flat record; what it does not have is left out.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> commitment_record(read_target("控制在25微克/立方米以内").commitment)
        {'kind': 'Level', 'comparator': 'at_most', 'value': 25, 'unit': '微克/立方米'}
    """
    record: Record = {"kind": commitment.kind}
    comparator = getattr(commitment, "comparator", None)
    if comparator is not None:
        record["comparator"] = comparator
    if isinstance(commitment, Level | Change):
        record["value"] = _number(commitment.value.magnitude)
        if commitment.high is not None:
            record["high"] = _number(commitment.high.magnitude)
        if commitment.value.unit:
            record["unit"] = commitment.value.unit
    if isinstance(commitment, Change):
        record |= {"direction": commitment.direction, "relative": commitment.relative, "per": commitment.per}
        if commitment.since is not None:
            record["since"] = commitment.since
    elif isinstance(commitment, Grade):
        record |= {"grade": commitment.grade} | ({"scale": commitment.scale} if commitment.scale else {})
    elif isinstance(commitment, Qualitative):
        record["trend"] = commitment.trend
    elif isinstance(commitment, Assigned):
        record["by"] = commitment.by
    elif isinstance(commitment, RelativeTo):
        record |= {"scope": commitment.scope, "statistic": commitment.statistic}
    elif isinstance(commitment, Compound):
        record |= {"of": commitment.of, "parts": [commitment_record(part) for part in commitment.parts]}
    elif isinstance(commitment, Unread):
        record["reason"] = commitment.reason
    return record


def _number(value: Decimal) -> int | float | str:
    """Return the JSON number that reads back as the same value, or else text."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
