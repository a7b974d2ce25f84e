"""The rows of one metric: every plan's number in one unit, exactly, and its difference from the reference's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from planmodel.comparing.compared_rows import ComparedRow
from planmodel.comparing.definitions import Definition
from planmodel.comparing.figures import Figure, Form, exact_text, form_words, stretch_of
from planmodel.comparing.rules import Facts, Reason, reason_of
from planmodel.comparing.shown import Said, Shown, shown, wanted_units
from planmodel.comparing.statements import Statement
from planmodel.listing import sentences
from planmodel.model.kinds import Indicator
from planmodel.model.subjects import part_key
from planmodel.model.targets import Target
from planmodel.text import in_language
from planmodel.units import defined_otherwise
from planmodel.units.numerals import nearest_float
from planmodel.words import say

__all__ = ["MetricTable"]

_Exact = Decimal | Fraction
_CONTEXT = Context(prec=80)
_ONE = Decimal(1)
_Of = Callable[[str, Indicator], Definition]


def _float(value: _Exact | None) -> float | None:
    return None if value is None else nearest_float(value)


def _less(left: _Exact, right: _Exact) -> _Exact:
    if type(left) is Decimal and type(right) is Decimal:
        return _CONTEXT.subtract(left, right)
    return Fraction(left) - Fraction(right)


def _over(difference: _Exact, against: _Exact) -> float:
    if type(difference) is Decimal and type(against) is Decimal:
        return float(_CONTEXT.divide(difference, against))
    return nearest_float(Fraction(difference) / Fraction(against))


def _times(value: _Exact, scale: _Exact) -> _Exact:
    if type(value) is Decimal and type(scale) is Decimal:
        return _CONTEXT.multiply(value, scale)
    return Fraction(value) * Fraction(scale)


@lru_cache(maxsize=1024)
def _as_decimal(scale: Fraction) -> _Exact:
    """Return a factor as a decimal number where it is one exactly (0.0001, not 1/15): those are quicker."""
    rest = scale.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return _CONTEXT.divide(Decimal(scale.numerator), Decimal(scale.denominator)) if rest == 1 else scale


@lru_cache(maxsize=1024)
def _words(form: Form) -> str:
    return form_words(form)


class _Number(NamedTuple):
    """A number in the unit that it is shown in, exactly; ``None`` when it has none there."""

    value: _Exact | None
    shown: Shown
    scale: _Exact = _ONE


_NONE = _Number(None, Shown(None))


class _Tail(NamedTuple):
    """What comes of a number: in the unit of the metric, beside the reference's, and the remarks about it.

    ``before`` and ``after`` are the parts of ``note`` around what a plan's other targets have to say.
    """

    value: float | None
    unit: str | None
    form: str
    reason: str | None
    note: str | None
    before: str | None
    after: str | None = None
    reference: float | None = None
    difference: float | None = None
    relative: float | None = None


_Promise: TypeAlias = tuple[Statement, Target | None, Figure | None, Definition]
"""What a plan says, its target, with its figure and its definition: each worked out once."""


def _said(promise: _Promise) -> Said:
    _, _, told, defined = promise
    unit = told.unit if told is not None and told.value is not None else None
    return Said(defined.unit, unit, told is not None and told.form.relative)


class MetricTable:
    """The rows of one metric.

    Parameters:
        key: the metric, or what else was compared on.
        stated: what each plan says, ``None`` for nothing.
        reference: the id of the plan that the others are held against.
        definition: what the indicator of a plan means.
        shipped: the unit of the metric that planmodel ships.
        asked: the unit that is asked for.
    """

    def __init__(
        self,
        key: str,
        stated: Sequence[tuple[str, Statement | None]],
        *,
        reference: str | None,
        definition: _Of,
        shipped: str | None,
        asked: str | None,
    ) -> None:
        self.key = key
        self.reference = reference
        self.promises: list[tuple[str, _Promise | None]] = [
            (id, one and (one, one.target, one.figure, definition(id, one.indicator))) for id, one in stated
        ]
        first = next((one for id, one in self.promises if id == reference and one is not None), None)
        counted: Mapping[Said, int] = {}
        if asked is None:
            counted = Counter(_said(one) for _, one in self.promises if one is not None and one[1] is not None)
        said = _said(first) if first is not None and first[1] is not None else None
        self.wanted = wanted_units(counted, said, shipped=shipped, asked=asked)
        self.shown: dict[tuple[str, bool, str, str | None], tuple[Shown, _Exact]] = {}
        self.reasons: dict[tuple[object, ...], Reason | None] = {}
        self.tails: dict[tuple[Figure, int | None, str | None, Definition, bool], _Tail] = {}
        self.held, self.against = Facts(), _NONE
        if first is not None:
            self.held = Facts(stated=True)
            _, target, told, defined = first
            if target is not None and told is not None:
                self.against = self._number(told, defined.quantity)
                scope = in_language(target.scope, "zh") if target.scope is not None else None
                self.held = _facts(told, target.year, scope, defined, self.against.value is not None)

    def rows(self) -> list[ComparedRow]:
        """Return one row a plan."""
        return [self._absent(plan) if one is None else self._row(plan, one) for plan, one in self.promises]

    def _absent(self, plan: str) -> ComparedRow:
        held, unit = _float(self.against.value), self.against.shown.unit
        note = say("comparing.not_stated")
        return ComparedRow(self.key, plan, unit=unit, reference=held, note=note, reason="not_stated")

    def _row(self, plan: str, promise: _Promise) -> ComparedRow:
        one, target, told, defined = promise
        indicator = one.indicator
        if told is None or target is None:
            row = ComparedRow(self.key, plan, note=one.note, reason=one.reason)
            return row._replace(obligation=indicator.obligation, indicator=indicator.id)
        scope = in_language(target.scope, "zh") if target.scope is not None else None
        # many plans promise the same number in the same words: what comes of it is worked out once
        key = told, target.year, scope, defined, plan != self.reference
        known = self.tails.get(key)
        if known is None:
            known = self.tails[key] = self._tail(*key)
        note = known.note
        if one.note:
            note = sentences(known.before, one.note, known.after)
        high, stretch = told.high, stretch_of(target, one.base_year) if target.stretch is not None else None
        # one tuple, in the order of the fields: the constructor takes as long as all the rest of a row
        fields = (
            self.key,
            plan,
            known.value,
            known.unit,
            known.reference,
            known.difference,
            known.relative,
            told.comparator,
            indicator.obligation,
            target.commitment.kind,
            known.form,
            target.year,
            scope,
            self._scaled(high, told, defined) if high is not None else None,
            self._scaled(stretch, told, defined) if stretch is not None else None,
            indicator.id,
            target.as_published,
            note,
            known.reason,
        )
        return ComparedRow._make(fields)

    def _tail(self, told: Figure, year: int | None, scope: str | None, defined: Definition, other: bool) -> _Tail:
        """Return what comes of a figure, be it one plan's or many plans'."""
        number = self._number(told, defined.quantity)
        value, against, how = number.value, self.against.value, number.shown
        reason = None
        if self.reference is not None and value is not None:
            # numbers that differ in nothing but their size have one reason
            rounded = exact_text(told.value) is not None
            key = told.form, told.high is None, told.comparator, year, scope, defined, other, rounded
            if key not in self.reasons:
                self.reasons[key] = reason_of(_facts(told, year, scope, defined, True), self.held, other)
            reason = self.reasons[key]
        code = reason.code if reason is not None else None
        if value is None:
            code = "unnumbered" if told.value is None else self._of_no_number(told)
        before = sentences(reason and reason.words, how.note, told.note)
        form, unit = _words(told.form), how.unit
        if value is None or against is None or reason is not None:
            return _Tail(_float(value), unit, form, code, before, before)
        difference, relative, notes = _less(value, against), None, []
        if how.is_level:
            notes.append(say("comparing.level_share", unit=unit))
        elif (near := nearest_float(against)) > 0:
            relative = _over(difference, against)
        elif difference:
            notes.append(say("comparing.negative" if near else "comparing.zero"))
        if how.grows and other:
            notes.append(say("comparing.grows"))
        after = sentences(*notes)
        numbers = nearest_float(against), nearest_float(difference), relative
        return _Tail(nearest_float(value), unit, form, code, sentences(before, after), before, after, *numbers)

    def _of_no_number(self, told: Figure) -> str:
        """Return the code of why a figure has no number in the unit of its metric."""
        otherwise = defined_otherwise(told.unit, self.wanted.unit) is not None
        return "unit_defined_otherwise" if otherwise else "other_dimension"

    def _number(self, told: Figure, quantity: str | None) -> _Number:
        """Return a figure's number in the unit of its form."""
        if told.value is None:
            return _NONE
        form = told.form
        key = (form.kind, form.relative, told.unit, quantity)
        how = self.shown.get(key)
        if how is None:
            change, relative = form.kind == "Change", form.relative
            made = shown(told.unit, change=change, relative=relative, quantity=quantity, wanted=self.wanted)
            how = self.shown[key] = made, _as_decimal(made.scale)
        if how[0].unit is None:
            return _Number(None, how[0])
        return _Number(told.value if how[1] == 1 else _times(told.value, how[1]), *how)

    def _scaled(self, value: _Exact, told: Figure, defined: Definition) -> float | None:
        number = self._number(told, defined.quantity)
        return None if number.value is None else nearest_float(_times(value, number.scale))


def _facts(told: Figure, year: int | None, scope: str | None, defined: Definition, numbered: bool) -> Facts:
    form = told.form
    return Facts(
        True,
        numbered or None,
        _words(form),
        form.direction,
        form.per,
        form.since,
        year,
        scope,
        told.high is not None or None,
        told.comparator,
        *defined[:4],
        part_key(scope),
        exact_text(told.value) is not None or None,
    )
