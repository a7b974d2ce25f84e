"""What a commitment says in numbers: one figure of one form, which can be held against figures of the same form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

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
from planmodel.units import Amount, factor, is_known, same_dimension
from planmodel.words import say

__all__ = ["ARROWS", "SIGNS", "Figure", "Form", "exact_text", "figure", "form_words", "promise_text", "stretch_of"]


class Form(NamedTuple):
    """How a number is meant; only numbers of one form have a difference.

    Parameters:
        kind: ``Level`` or ``Change``; ``Grade`` and the rest have no number.
        direction: ``increase`` or ``decrease`` of a change.
        relative: whether a change is a share of its base.
        per: ``total`` or ``year``.
        since: the base year of a change in all.
    """

    kind: str
    direction: str | None = None
    relative: bool = False
    per: str | None = None
    since: int | None = None


class Figure(NamedTuple):
    """The number of a commitment.

    Parameters:
        form: how it is meant.
        value: the number as published; ``None`` when there is none.
        high: the upper end of a range.
        unit: its unit as published.
        comparator: how a measured value is held against it.
        note: why there is no number, or what to mind about it.
    """

    form: Form
    value: Decimal | Fraction | None = None
    high: Decimal | Fraction | None = None
    unit: str = ""
    comparator: str | None = None
    note: str | None = None


_LEVEL = Form("Level")


def figure(commitment: Commitment, base_year: int | None = None) -> Figure:
    """Return the number of a commitment.

    Parameters:
        commitment: the commitment; of several in one cell the first with a number is taken, and the note says so.
        base_year: the base year of the plan, for a change that does not name its own.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> figure(read_target("比2020年下降14%以上").commitment)[1:5]
        (Decimal('14'), None, '%', 'at_least')
        >>> figure(read_target("完成省下达任务").commitment).note
        'set by 省, no number'
    """
    if type(commitment) is Level:
        value, high = commitment.value, commitment.high
        upper = _in_unit_of(high, value) if high is not None else None
        note = _note(commitment.comparator, value.exact, upper)
        return Figure(_LEVEL, value.exact, upper, value.unit, commitment.comparator, note)
    if type(commitment) is Change:
        return _change(commitment, base_year)
    if isinstance(commitment, Compound):
        parts = [figure(part, base_year) for part in commitment.parts]
        told = next((part for part in parts if part.value is not None), None)
        if told is None:
            return Figure(Form("Compound"), note="; ".join(str(part.note) for part in parts))
        note = say("comparing.one_of_any" if commitment.of == "any" else "comparing.one_part")
        note = f"{note}; {told.note}" if told.note else note
        return told._replace(note=note)
    return Figure(Form(commitment.kind), note=_why(commitment))


def exact_text(value: Decimal | Fraction | None) -> str | None:
    """Return a number's own digits where a float does not hold them all; ``None`` where it does.

    Example:
        >>> exact_text(Decimal("0.1")), exact_text(Decimal("12345678901234567.89"))
        (None, '12345678901234567.89')
    """
    if not isinstance(value, Decimal):  # a fraction has no last digit, and what is not there has none
        return None
    near = float(value)
    return None if near == value or Decimal(repr(near)) == value else f"{value:f}"


def _note(comparator: str | None, *numbers: Decimal | Fraction | None) -> str | None:
    """Return what to mind about numbers: that they are approximate, and which of them have more digits than a float."""
    notes = ["approximate"] if comparator == "about" else []
    notes += [say("comparing.exactly", number=exact) for exact in map(exact_text, numbers) if exact is not None]
    return "; ".join(notes) or None


def _change(commitment: Change, base_year: int | None) -> Figure:
    since = None if commitment.per == "year" else commitment.since or base_year
    value = commitment.value
    form = Form("Change", commitment.direction, commitment.relative, commitment.per, since)
    high = _in_unit_of(commitment.high, value) if commitment.high is not None else None
    note = _note(commitment.comparator, value.exact, high)
    return Figure(form, value.exact, high, value.unit, commitment.comparator, note)


def stretch_of(target: Target, base_year: int | None) -> Decimal | Fraction | None:
    """Return the number that is striven for, in the unit of the promise; ``None`` if it is of another form."""
    if target.stretch is None:
        return None
    promised, more = figure(target.commitment, base_year), figure(target.stretch, base_year)
    if promised.value is None or more.value is None or promised.form != more.form:
        return None
    if more.unit == promised.unit:
        return more.value
    convertible = is_known(more.unit) and is_known(promised.unit) and same_dimension(more.unit, promised.unit)
    return Fraction(more.value) * factor(more.unit, promised.unit) if convertible else None


def _in_unit_of(amount: Amount, other: Amount) -> Decimal | Fraction | None:
    """Return the upper end of a range in the unit of the lower; ``None`` when they do not measure the same thing."""
    if amount.unit == other.unit:
        return amount.exact
    return amount.to(other.unit).exact if same_dimension(amount.unit, other.unit) else None


def _why(commitment: Commitment) -> str:
    if isinstance(commitment, Qualitative):
        return f"in words: {commitment.trend.replace('_', ' ')}"
    if isinstance(commitment, Assigned):
        return f"set by {commitment.by}, no number" if commitment.by else "set elsewhere, no number"
    if isinstance(commitment, RelativeTo):
        return f"measured on {commitment.scope}, no number"
    if isinstance(commitment, Grade):
        return f"class {commitment.grade}, no number"
    if isinstance(commitment, Unread):
        return f"not read: {commitment.reason}" if commitment.reason else "not read"
    return "no number"


def form_words(form: Form) -> str:
    """Return a form in words.

    Example:
        >>> form_words(Form("Change", "decrease", True, "total", 2020))
        'a relative decrease since 2020'
    """
    if form.kind != "Change":
        return f"a {form.kind.lower()}"
    since = " a year" if form.per == "year" else f" since {form.since}" if form.since else " since a year not named"
    return f"a {'relative ' if form.relative else ''}{form.direction}{since}"


SIGNS: Mapping[str | None, str] = {
    "at_least": "≥ ",
    "more_than": "> ",
    "at_most": "≤ ",
    "less_than": "< ",
    "about": "≈ ",
}
"""Comparator → the sign before a number."""
ARROWS: Mapping[str | None, str] = {"decrease": "↓ ", "increase": "↑ "}
"""Direction of a change → the sign before it."""


def promise_text(target: Target | None) -> str:
    """Return a target's number as text, with its sign: ``≥ 14 %``, ``↓ 13.5 %``; without a number as published.

    Example:
        >>> from planmodel.phrases.reader import read_target
        >>> promise_text(read_target("比2020年下降13.5%")), promise_text(read_target("年均增长6%以上"))
        ('↓ 13.5 %', '↑ ≥ 6 % a year')
    """
    if target is None:
        return "-"
    told = figure(target.commitment)
    if told.value is None:
        return target.as_published or target.commitment.kind
    high = f" to {Amount(told.high, told.unit)}" if told.high is not None else ""
    sign = SIGNS.get(told.comparator, "")
    yearly = " a year" if told.form.per == "year" else ""
    return f"{ARROWS.get(told.form.direction, '')}{sign}{Amount(told.value, told.unit)}{high}{yearly}"
