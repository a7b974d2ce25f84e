"""What a commitment says in numbers: one figure of one form, which can be held against figures of the same form."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from planmodel.listing import sentences
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
from planmodel.words import Message, has_words, say, term

__all__ = ["Figure", "Form", "exact_text", "figure", "form_words", "promise_text", "sign_of", "stretch_of"]


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
            return Figure(Form("Compound"), note=sentences(*(part.note for part in parts)))
        note = say("comparing.one_of_any" if commitment.of == "any" else "comparing.one_part")
        return told._replace(note=sentences(note, told.note))
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
    notes = [say("comparing.approximate")] if comparator == "about" else []
    notes += [say("comparing.exactly", number=exact) for exact in map(exact_text, numbers) if exact is not None]
    return sentences(*notes)


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


def _why(commitment: Commitment) -> Message:
    if isinstance(commitment, Qualitative):
        return say("comparing.in_words", trend=term("trend", commitment.trend))
    if isinstance(commitment, Assigned):
        return say("comparing.set_by", by=commitment.by) if commitment.by else say("comparing.set_elsewhere")
    if isinstance(commitment, RelativeTo):
        return say("comparing.measured_on", scope=commitment.scope)
    if isinstance(commitment, Grade):
        return say("comparing.class", grade=commitment.grade)
    if isinstance(commitment, Unread):
        return say("comparing.unread_why", why=commitment.reason) if commitment.reason else say("comparing.unread")
    return say("comparing.no_number")


def form_words(form: Form) -> Message:
    """Return a form in words.

    Example:
        >>> form_words(Form("Change", "decrease", True, "total", 2020))
        'relative decrease since 2020'
    """
    if form.kind != "Change":
        return say(f"form.{form.kind.lower()}")
    change = say(f"form.{form.direction}{'.relative' if form.relative else ''}")
    if form.per == "year":
        return say("form.yearly", change=change)
    return say("form.since", change=change, year=form.since) if form.since else say("form.unnamed", change=change)


def sign_of(code: str | None) -> Message | str:
    """Return the sign before a number, of a comparator or of the direction of a change; nothing where it has none."""
    key = f"sign.{code}"
    return say(key) if has_words(key) else ""


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
        return target.as_published or say(f"form.{target.commitment.kind.lower()}")
    value: Amount | Message = Amount(told.value, told.unit)
    if told.high is not None:
        value = say("promise.range", value=value, high=Amount(told.high, told.unit))
    key = "promise.yearly" if told.form.per == "year" else "promise.value"
    return say(key, way=sign_of(told.form.direction), sign=sign_of(told.comparator), value=value)
