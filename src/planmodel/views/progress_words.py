"""What is said of an indicator's progress in words: verdict, numbers, and the reason why there is no share."""

from __future__ import annotations

from decimal import Decimal

from planmodel.comparing.figures import sign_of
from planmodel.listing import plain_number
from planmodel.text import in_language
from planmodel.tracking.results import IndicatorProgress, Input
from planmodel.views.spoken import told
from planmodel.words import say

__all__ = ["due_text", "more", "numbers", "percent", "reason", "share_text", "value_text", "verdict"]


def verdict(result: IndicatorProgress, spoken: str = "en") -> str:
    """Return the status, and how much of the way has been gone, overshoot included."""
    status = told(spoken, f"page.v.{result.verdict}")
    if result.attainment is None:
        return status
    share = result.attainment + (result.overshoot or 0)
    return told(spoken, "progress.bar.verdict", status=status, share=share_text(share, spoken))


def more(result: IndicatorProgress, spoken: str = "en") -> str:
    """Return what was measured, what was due then in the same unit, and what became of the harder promise."""
    parts: list[str] = []
    actual = value_text(result.actual)
    if actual:
        parts.append(told(spoken, "answer.measured", value=actual))
    due = due_text(result)
    if due:
        parts.append(told(spoken, "progress.bar.due", due=due))
    elif result.attainment is not None and result.message:
        parts.append(in_language(result.message, spoken))
    if result.stretch is not None:
        parts.append(told(spoken, "progress.bar.stretch", status=say(f"page.v.{result.stretch.verdict}")))
    return told(spoken, "row.clauses", parts=parts)


def due_text(result: IndicatorProgress) -> str:
    """Return what was due on the last day of the measured value, in its unit, of four digits; nothing when unknown."""
    due, actual = result.due_when_measured, result.actual
    if due is None or actual is None or actual.value is None:
        return ""
    number = float(due.to(actual.value.unit).magnitude)
    shown = plain_number(float(f"{number:.4g}") if abs(number) < 10_000 else round(number))
    return f"{shown} {actual.value.unit}".rstrip()


def reason(result: IndicatorProgress, spoken: str = "en") -> str:
    """Return why there is no share of a way."""
    if result.message:
        return in_language(result.message, spoken)
    return result.target_text or told(spoken, f"page.v.{result.verdict}")


def numbers(result: IndicatorProgress) -> str:
    """Return base and target, each with its year, or the target as printed."""
    if result.target is None:
        return result.target_text or ""
    base, target, sign = result.baseline, result.target, sign_of(result.comparator)
    if (
        base is not None
        and base.value is not None
        and target.value is not None
        and base.value.unit == target.value.unit
    ):
        years = f"{base.period.text if base.period else '?'} → {target.period.text if target.period else '?'}"
        return f"{base.value.magnitude} → {sign}{target.value} ({years})"
    aim = value_text(target)
    return " → ".join(part for part in (value_text(base), f"{sign}{aim}" if aim else "") if part)


def value_text(given: Input | None) -> str:
    """Return a number that went into a result, with its unit and period; nothing when there is none."""
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


def share_text(share: float | Decimal, spoken: str) -> str:
    """Return a share as a percentage as a language writes it: without a space in Chinese."""
    text = percent(share)
    return text.replace(" %", "%") if spoken == "zh" else text
