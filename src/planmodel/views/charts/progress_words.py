"""What a chart of progress says of an indicator in words: verdict, numbers, and the reason why there is no share."""

from __future__ import annotations

from decimal import Decimal

from planmodel.tracking.results import IndicatorProgress, Input

__all__ = ["more", "numbers", "percent", "reason", "verdict"]


def verdict(result: IndicatorProgress) -> str:
    """Return the status, and how much of the way has been gone, overshoot included."""
    status = result.status.replace("_", " ")
    if result.attainment is None:
        return status
    share = result.attainment + (result.overshoot or 0)
    return f"{status}: {percent(share)} of the way"


def more(result: IndicatorProgress) -> str:
    """Return what was measured, how far it should have been then, and what became of the harder promise."""
    told = []
    actual = _value(result.actual)
    if actual:
        told.append(f"now {actual}")
    if result.attainment is not None:
        if result.expected_when_measured is not None:
            told.append(f"should be {percent(result.expected_when_measured)}")
        elif result.message:
            told.append(result.message)
    if result.stretch is not None:
        told.append(f"stretch: {result.stretch.status.replace('_', ' ')}")
    return ", ".join(told)


def reason(result: IndicatorProgress) -> str:
    """Return why there is no share of a way."""
    if result.message:
        return result.message
    return result.target_text or result.status.replace("_", " ")


def numbers(result: IndicatorProgress) -> str:
    """Return base and target, each with its year, or the target as printed."""
    if result.target is None:
        return result.target_text or ""
    base, target = result.baseline, result.target
    if (
        base is not None
        and base.value is not None
        and target.value is not None
        and base.value.unit == target.value.unit
    ):
        years = f"{base.period.text if base.period else '?'} → {target.period.text if target.period else '?'}"
        return f"{base.value.magnitude} → {target.value} ({years})"
    return " → ".join(part for part in (_value(base), _value(target)) if part)


def _value(given: Input | None) -> str:
    if given is None:
        return ""
    said = str(given.value) if given.value is not None else given.text or ""
    return f"{said} ({given.period.text})" if given.period is not None and said else said


def percent(share: float | Decimal) -> str:
    """Return a share as a percentage of three digits.

    Example:
        >>> percent(0.51666), percent(15)
        ('51.7 %', '1,500 %')
    """
    number = float(share) * 100
    return f"{number:.3g} %" if abs(number) < 999 else f"{number:,.0f} %" if abs(number) < 1e9 else f"{number:.1e} %"
