"""The rows of one metric: every plan's number in one unit, exactly, and its difference from the reference's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from planmodel.comparing.comparison import ComparedRow
from planmodel.comparing.figures import Figure, Form, form_words
from planmodel.comparing.statements import On, Statement
from planmodel.model.kinds import Metric
from planmodel.model.metrics import shared_metrics
from planmodel.model.targets import Level
from planmodel.text import in_language
from planmodel.units import factor, is_known, is_level, same_dimension
from planmodel.units.table import reading

__all__ = ["MetricTable"]

_Exact = Decimal | Fraction
_FLOORS = frozenset({"at_least", "more_than", "better_than"})
_CEILINGS = frozenset({"at_most", "less_than"})
_POINTS = "个百分点"
_CONTEXT = Context(prec=80)
_GROWING = frozenset({"stock", "flow", "count"})
"""Kinds of quantity of which a larger area has more."""
_GROWS = "a quantity that grows with the area"
_LEVEL = Form("Level")
_Told = tuple[float, str, float | None, float | None, float | None]


class _Number(NamedTuple):
    """A number in the unit that it is shown in, exactly."""

    value: _Exact | None
    unit: str | None
    scale: _Exact | None
    note: str | None


_NONE = _Number(None, None, None, None)


class _Plain(NamedTuple):
    """The level of a reference that other plain levels can be held against."""

    value: _Exact | None
    year: int | None


def _is_plain(one: Statement) -> bool:
    target = one.target
    return (
        target is not None
        and target.stretch is None
        and target.scope is None
        and type(target.commitment) is Level
        and target.commitment.high is None
    )


def _float(value: _Exact | None) -> float | None:
    return None if value is None else float(value)


def _less(left: _Exact, right: _Exact) -> _Exact:
    if type(left) is Decimal and type(right) is Decimal:
        return _CONTEXT.subtract(left, right)
    return Fraction(left) - Fraction(right)


def _over(difference: _Exact, against: _Exact) -> float | None:
    if not against:
        return None
    if type(difference) is Decimal and type(against) is Decimal:
        return float(_CONTEXT.divide(difference, against))
    return float(Fraction(difference) / Fraction(against))


def _times(value: _Exact, scale: _Exact) -> _Exact:
    if type(value) is Decimal and type(scale) is Decimal:
        return _CONTEXT.multiply(value, scale)
    return Fraction(value) * Fraction(scale)


def _as_decimal(scale: Fraction) -> _Exact:
    """Return a factor as a decimal number where it is one exactly (0.0001, not 1/15): those are quicker."""
    rest = scale.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return _CONTEXT.divide(Decimal(scale.numerator), Decimal(scale.denominator)) if rest == 1 else scale


@lru_cache(maxsize=1024)
def _words(form: Form) -> str:
    return form_words(form).removeprefix("a ")


class MetricTable:
    """The rows of one metric."""

    def __init__(
        self,
        key: str,
        stated: Sequence[tuple[str, Statement | None]],
        first: Statement | None,
        reference: str | None,
        unit: str | None,
        own: Mapping[str, Metric],
        on: On,
    ) -> None:
        self.key = key
        self.stated = stated
        self.reference = reference
        self.own = own
        self.shipped = shared_metrics()[key] if on == "metric" and key in shared_metrics().ids else None
        self.definition = own.get(reference or "") or self.shipped or next(iter(own.values()), None)
        told = next((one for _, one in stated if one is not None), None)
        self.name = key
        if self.definition is not None:
            self.name = self.definition.label("zh")
        elif told is not None:
            self.name = told.indicator.label("zh")
        self.grows = self.definition is not None and self.definition.quantity in _GROWING
        self.wanted = self._wanted(unit, first)
        # a share of its base is in %, unless another unit is asked for, in which it then has no number
        self.wanted_share = unit if unit is not None and not same_dimension(unit, "%") else "%"
        self.first = first
        self.units: dict[tuple[str, bool, str], tuple[str | None, _Exact | None]] = {}
        self.against = self._number(first.figure) if first is not None else None
        self.plain: _Plain | None = None
        self.levels: dict[tuple[_Exact, str], _Told] = {}
        scaled = self.against is not None and not is_level(self.against.unit or "")
        if first is not None and first.target is not None and self.against is not None and _is_plain(first) and scaled:
            self.plain = _Plain(self.against.value, first.target.year)
        told_how = getattr(first.target.commitment, "comparator", None) if first is not None and first.target else None
        opposed = _CEILINGS if told_how in _FLOORS else _FLOORS if told_how in _CEILINGS else frozenset[str]()
        self.special = opposed | {"about"}

    def rows(self) -> list[ComparedRow]:
        """Return one row a plan."""
        made = []
        for plan, one in self.stated:
            if one is None:
                held = self.against
                unit, number = (held.unit, _float(held.value)) if held is not None else (self.wanted or None, None)
                made.append(ComparedRow(self.key, plan, unit=unit, reference=number, note="not stated"))
            else:
                made.append(self._plain_row(plan, one) or self._row(plan, one))
        return made

    def _plain_row(self, plan: str, one: Statement) -> ComparedRow | None:
        """Return the row of a plain level beside another, without a detour: most rows are so; ``None`` for others."""
        indicator, target, _, note = one
        commitment = target.commitment if target is not None else None
        if type(commitment) is not Level or not _is_plain(one) or note is not None or self.own:
            return None
        plain = self.plain
        if target is None or commitment.comparator in self.special:
            return None
        if self.reference is not None and (plain is None or plain.year != target.year or not plain.value):
            return None
        promised = (commitment.value.exact, commitment.value.unit)
        told = self.levels.get(promised) or self._level(*promised)
        if told is None:
            return None
        remark = _GROWS if self.grows and self.reference is not None and plan != self.reference else None
        return ComparedRow(
            self.key,
            plan,
            *told,
            commitment.comparator,
            indicator.obligation,
            "Level",
            "level",
            target.year,
            None,
            None,
            None,
            indicator.id,
            target.as_published,
            remark,
        )

    def _level(self, magnitude: _Exact, unit: str) -> _Told | None:
        """Return value, unit, reference, difference and relative difference of a level, once for each level."""
        number = self._number(Figure(_LEVEL, magnitude, unit=unit))
        if number.value is None or number.unit is None:
            return None
        told: _Told = (float(number.value), number.unit, None, None, None)
        if self.plain is not None and self.plain.value is not None:
            difference = _less(number.value, self.plain.value)
            ratio = _over(difference, self.plain.value)
            told = (float(number.value), number.unit, float(self.plain.value), float(difference), ratio)
        return self.levels.setdefault((magnitude, unit), told)

    def _row(self, plan: str, one: Statement) -> ComparedRow:
        told, target, indicator = one.figure, one.target, one.indicator
        if told is None or target is None:
            return ComparedRow(self.key, plan, obligation=indicator.obligation, indicator=indicator.id, note=one.note)
        number = self._number(told)
        notes = [note for note in (number.note, told.note, one.note) if note]
        against, difference, relative = None, None, None
        if self.reference is not None and number.value is not None:
            why = self._why_not(plan, one)
            if why is not None:
                notes.insert(0, why)
            else:
                assert self.against is not None
                assert self.against.value is not None
                against = self.against.value
                difference = _less(number.value, against)
                if told.form.kind == "Level" and is_level(number.unit or ""):
                    notes.append(f"a share of a level in {number.unit} means nothing")
                else:
                    relative = _over(difference, against)
                    if relative is None and difference:
                        notes.append("the reference is zero")
                if self.grows and plan != self.reference:
                    notes.append(_GROWS)
        return ComparedRow(
            self.key,
            plan,
            _float(number.value),
            number.unit,
            _float(against),
            _float(difference),
            relative,
            told.comparator,
            indicator.obligation,
            target.commitment.kind,
            _words(told.form),
            target.year,
            in_language(target.scope, "zh") if target.scope is not None else None,
            _float(self._scaled(told.high, number)) if told.high is not None else None,
            self._stretched(one, number) if one.stretch is not None else None,
            indicator.id,
            target.as_published,
            "; ".join(notes) if notes else None,
        )

    def _number(self, told: Figure | None) -> _Number:
        """Return a figure's number in the unit of its form."""
        if told is None or told.value is None:
            return _NONE
        form = told.form
        key = (form.kind, form.relative, told.unit)
        unit, scale = self.units.get(key) or self.units.setdefault(key, self._unit_of(*key))
        if unit is None:
            wanted = self.wanted_share if form.relative else self.wanted
            where = f"in {told.unit}" if told.unit else "without a unit"
            return _Number(None, None, None, f"{where}, which is no {wanted or 'number without a unit'}")
        value = told.value if scale is None else _times(told.value, scale)
        return _Number(value, unit, scale, None)

    def _unit_of(self, kind: str, relative: bool, unit: str) -> tuple[str | None, _Exact | None]:
        """Return the unit that numbers in ``unit`` are shown in, and what to multiply them by (``None``: nothing)."""
        wanted = self.wanted_share if relative else self.wanted
        if kind == "Change" and not relative and wanted == "%" and same_dimension(unit, _POINTS):
            wanted = _POINTS
        if unit == wanted:
            return wanted, None
        if not (unit and wanted and is_known(unit) and is_known(wanted) and same_dimension(unit, wanted)):
            return None, None
        return wanted, _as_decimal(factor(unit, wanted))

    def _scaled(self, value: _Exact | None, number: _Number) -> _Exact | None:
        return value if value is None or number.scale is None else _times(value, number.scale)

    def _stretched(self, one: Statement, number: _Number) -> float | None:
        assert one.stretch is not None
        assert one.figure is not None
        same = one.stretch.form == one.figure.form or one.figure.value is None
        return _float(self._number(one.stretch).value) if same else None

    def _why_not(self, plan: str, one: Statement) -> str | None:
        """Return why a number has no difference from the reference's."""
        first = self.first
        if first is None:
            return "the reference does not state it"
        if first.figure is None or first.target is None or self.against is None or self.against.value is None:
            return "the reference has no number"
        told, target = one.figure, one.target
        assert told is not None
        assert target is not None
        if plan == self.reference:
            return None
        other, held = first.figure, first.target
        if told.form != other.form:
            return f"{form_words(told.form)} against {form_words(other.form)}"
        if told.form.kind == "Change" and told.form.per == "total" and told.form.since is None:
            return "changes since years that are not named"
        if target.year != held.year:
            return f"for {target.year}, the reference for {held.year}"
        if target.scope != held.scope:
            return f"for {target.scope or 'the whole'}, the reference for {held.scope or 'the whole'}"
        if (told.high is None) != (other.high is None):
            return "a range against a single number"
        opposed = {told.comparator, other.comparator}
        if opposed & _FLOORS and opposed & _CEILINGS:
            return "one is a floor, the other a ceiling"
        return self._definitions_differ(plan)

    def _definitions_differ(self, plan: str) -> str | None:
        if not self.own:
            return None
        mine, theirs = (self.own.get(id) or self.shipped for id in (plan, self.reference or ""))
        if mine is None or theirs is None or mine == theirs:
            return None
        for field in ("quantity", "statistic", "version", "better"):
            values = getattr(mine, field), getattr(theirs, field)
            if values[0] != values[1] and None not in values:
                return f"definitions differ: {field} {values[0]}, the reference's {values[1]}"
        return None

    def _wanted(self, unit: str | None, first: Statement | None) -> str:
        """Return the unit of levels and quantities."""
        if unit is not None:
            reading(unit)  # raises when there is no such unit
            return unit
        if self.definition is not None and self.definition.unit is not None and is_known(self.definition.unit):
            return self.definition.unit
        told = first.figure if first is not None else None
        if told is not None and told.value is not None and not told.form.relative and is_known(told.unit):
            return told.unit
        counted = Counter(
            one.figure.unit
            for _, one in self.stated
            if one is not None and one.figure is not None and one.figure.value is not None
            if not one.figure.form.relative
        )
        return counted.most_common(1)[0][0] if counted else ""
