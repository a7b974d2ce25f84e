"""Targets in a few words, for tables of cases."""

from __future__ import annotations

from typing import Any

import planmodel as pm

__all__ = ["shown", "shown_targets"]


def shown(commitment: Any) -> str:
    """Return a commitment in a few words."""
    if isinstance(commitment, pm.Unread):
        return "unread"
    if isinstance(commitment, pm.Compound):
        return " & ".join(shown(part) for part in commitment.parts)
    if isinstance(commitment, pm.Qualitative):
        return commitment.trend
    if isinstance(commitment, pm.Assigned):
        return f"by {commitment.by}"
    if isinstance(commitment, pm.RelativeTo):
        return f"{commitment.comparator or '-'} {commitment.statistic} of {commitment.scope}"
    if isinstance(commitment, pm.Grade):
        return f"{commitment.comparator or '-'} class {commitment.grade}"
    value = f"{commitment.value}..{commitment.high}" if commitment.high else str(commitment.value)
    how = commitment.comparator or "-"
    if isinstance(commitment, pm.Level):
        return f"{how} {value}"
    since = f" since {commitment.since}" if commitment.since else ""
    per = " a year" if commitment.per == "year" else ""
    return f"{commitment.direction} {how} {value}{since}{per}{' of it' if commitment.relative else ''}"


def shown_targets(text: str, **given: Any) -> list[str]:
    """Return each target of a phrase as ``year subject: commitment ^stretch``."""
    lines = []
    for one in pm.read_targets(text, **given):
        words = f"{one.year} " if one.year is not None else ""
        about = one.scope if given.get("name") is not None else one.subject
        words += f"{about}: " if about is not None else ""
        words += shown(one.commitment)
        lines.append(words + (f" ^{shown(one.stretch)}" if one.stretch is not None else ""))
    return lines
