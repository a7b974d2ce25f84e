"""An amount: a decimal number and the text of its unit."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn, cast, final

from planmodel.errors import AmountError, IncompatibleUnitsError, LevelArithmeticError
from planmodel.units.numerals import (
    Number,
    add,
    from_fraction,
    nearest_float,
    number_text,
    shown,
    split_amount,
    to_decimal,
)
from planmodel.units.products import product
from planmodel.units.table import (
    difference_unit,
    factor,
    is_known,
    is_level,
    pint_registry,
    pint_unit,
    reading,
    same_dimension,
)
from planmodel.units.unit_text import OwnUnit, defined_otherwise
from planmodel.units.wording import amount_in_words
from planmodel.words import say, term

if TYPE_CHECKING:
    import pint

__all__ = ["Amount"]

_NUMBERS = (int, float, Decimal, Fraction)
_MOST_BITS = 4_096
"""The longest denominator that is calculated with: a sum of 1/2, 1/3, 1/4 and so on would grow without end."""

_FORMAT_DIGITS = 100


@final
class Amount:
    """A number with its unit, such as ``53.57 亿元``; immutable and hashable.

    Amounts are equal, and hash alike, when they are the same quantity: 1 万亩 is 10000 亩. A unit that measures
    something else makes them unequal. An amount without a unit is a plain ratio: it equals, and converts to, the same
    share in %.

    What is calculated stays exact: 1 亩 in 公顷 is 1/15, shown with 17 digits. Text that is written and read again is
    what it shows. (A ratio of more than some 1,200 digits, as long sums of odd fractions make, is held as shown.)

    A level on a scale with an arbitrary zero (℃, dB) is compared and subtracted; its sums, multiples, ratios and
    negatives mean nothing and are refused. The difference of two is in a unit of its own: 20 ℃ - 15 ℃ is 5 Δ℃.

    Parameters:
        value: an amount as text (``"53.57 亿元"``, ``"１，２３４ 人"``, ``"每立方米34微克"``), a number, or an amount.
            A float stands for its shortest text, so 0.1 is exactly one tenth.
        unit: the unit, kept as written; only for a value that states none.

    Raises:
        AmountError: the value is not one finite number of at most 100 digits, or states a unit as well.
        UnknownUnitError: the unit is not in the table; the error names similar ones.

    Example:
        >>> area = Amount("21.3 万亩")
        >>> area.magnitude, area.unit
        (Decimal('21.3'), '万亩')
        >>> area.to("公顷")
        Amount("14200 公顷")
        >>> Amount("1 万亩") == Amount(10_000, "亩"), Amount("1 亩").to("公顷") == Amount("1 亩")
        (True, True)
    """

    __slots__ = ("_ratio", "magnitude", "unit")
    __match_args__ = ("magnitude", "unit")

    magnitude: Decimal
    """The number, with the digits that were given; of a calculated one at most 17 (:attr:`fraction` has them all)."""
    unit: str
    """The unit as written; ``""`` when none was stated."""
    _ratio: Fraction | None
    """The number, where its digits do not hold it exactly."""

    def __init__(self, value: Amount | str | Number, unit: str | None = None) -> None:
        ratio = None
        if isinstance(value, str):
            magnitude, stated = split_amount(value)
        elif isinstance(value, Amount):
            magnitude, stated, ratio = value.magnitude, value.unit, value._ratio
        else:
            magnitude, stated = to_decimal(value), ""
            ratio = _beyond(value, magnitude) if isinstance(value, Fraction) else None
        if unit is not None:
            if stated:
                given = shown(str(value))
                message = say("amount.has_unit", value=given, unit=shown(unit))
                raise AmountError(message, text=given, hint=say("amount.has_unit.hint"))
            stated = _checked_unit(unit)
        if stated:
            reading(stated)
        _SET_MAGNITUDE(self, magnitude)
        _SET_UNIT(self, stated)
        _SET_RATIO(self, ratio)

    @classmethod
    def _of(cls, magnitude: Decimal, unit: str, ratio: Fraction | None = None) -> Amount:
        """Make an amount from a decimal that ``numerals`` returned and a unit that is known."""
        made: Any = _new(_Open)
        made.magnitude = magnitude
        made.unit = unit
        made._ratio = ratio
        made.__class__ = cls
        return made  # type: ignore[no-any-return]

    @classmethod
    def _exactly(cls, number: Fraction, unit: str) -> Amount:
        """Make an amount from a number that was calculated and a unit that is known."""
        magnitude = from_fraction(number)
        return cls._of(magnitude, unit, _beyond(number, magnitude))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an Amount is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an Amount is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[type[Amount], tuple[Decimal | Fraction, str]]:
        return Amount, (self._ratio or self.magnitude, self.unit)

    def __str__(self) -> str:
        number = number_text(self.magnitude)
        return f"{number} {self.unit}" if self.unit else number

    def __repr__(self) -> str:
        return f'Amount("{self}")'

    def in_language(self, language: str) -> str:
        """Return the amount as sentences of a language have it: 6 月 is 6 months or 6个月, ``14.5 %`` in Chinese 14.5%.

        Units that measure no time are as they are written.

        Parameters:
            language: ``en`` or ``zh``; in others it is written as in English.

        Example:
            >>> [Amount(one).in_language("zh") for one in ("6 月", "25 微克/立方米", "5 km")]
            ['6个月', '25微克/立方米', '5 km']
            >>> [Amount(one).in_language("en") for one in ("6 月", "1 天", "25 微克/立方米")]
            ['6 months', '1 day', '25 微克/立方米']
        """
        return amount_in_words(self.magnitude, self.unit, language)

    def __float__(self) -> float:
        return nearest_float(self._ratio or self.magnitude)

    def __format__(self, spec: str) -> str:
        """Return the amount with its number written as ``spec`` says: ``f"{area:,.1f}"`` (half goes to even)."""
        if not spec:
            return str(self)
        with localcontext(prec=_FORMAT_DIGITS):  # so many that no format rounds what was rounded before
            number = self.magnitude if self._ratio is None else Decimal(self._ratio.numerator) / self._ratio.denominator
        try:
            text = format(number, spec)
        except ValueError:
            message = say("amount.no_format", spec=f"{spec!r:.40}")
            raise AmountError(message, text=str(self), hint=say("amount.no_format.hint")) from None
        return f"{text} {self.unit}" if self.unit else text

    def __round__(self, digits: int | None = None) -> Amount:
        """Return the amount rounded to so many places behind the point, by default to a whole number (half to even)."""
        return Amount._exactly(Fraction(round(self.fraction, digits or 0)), self.unit)

    @property
    def fraction(self) -> Fraction:
        """The number as an exact ratio.

        Example:
            >>> Amount("1 亩").to("公顷").fraction
            Fraction(1, 15)
        """
        return self._ratio or Fraction(self.magnitude)

    @property
    def exact(self) -> Decimal | Fraction:
        """The number exactly: the decimal where that is all of it, else the ratio."""
        return self._ratio or self.magnitude

    # ---- conversion ----

    def to(self, unit: str) -> Amount:
        """Return the same quantity in another unit.

        Parameters:
            unit: a unit that measures the same thing.

        Returns:
            An amount in ``unit``, exact; at most 17 significant digits are shown.

        Raises:
            UnknownUnitError: the unit is not in the table.
            IncompatibleUnitsError: it measures something else.
            AmountError: the result lies beyond 1e±400.

        Example:
            >>> Amount("1 亩").to("平方米")
            Amount("666.66666666666667 平方米")
        """
        unit = _checked_unit(unit)
        if unit == self.unit:
            return self
        scale = factor(self.unit, unit)
        if scale == 1:
            return Amount._of(self.magnitude, unit, self._ratio)
        return Amount._exactly(self.fraction * scale, unit)

    def is_convertible_to(self, unit: str) -> bool:
        """Tell whether ``unit`` is known and measures the same thing.

        Example:
            >>> Amount("5 %").is_convertible_to("‰"), Amount("5 %").is_convertible_to("个百分点")
            (True, False)
        """
        unit = _checked_unit(unit)
        return is_known(unit) and same_dimension(self.unit, unit)

    @property
    def quantity(self) -> pint.Quantity[Fraction]:
        """The pint quantity of :data:`planmodel.units.registry`, exact.

        Its magnitude is a ``Fraction``, so that conversions stay exact; ``float(amount.quantity.magnitude)`` is the
        nearest float.

        Example:
            >>> Amount("1.5 亿亩").quantity.to("平方公里").magnitude
            Fraction(100000, 1)
        """
        return cast("pint.Quantity[Fraction]", pint_registry().Quantity(self.fraction, pint_unit(self.unit)))

    # ---- comparison ----

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Amount):
            return NotImplemented
        if self.unit == other.unit:
            return self.magnitude == other.magnitude and self._ratio == other._ratio
        mine, theirs = reading(self.unit), reading(other.unit)
        if mine.dimension != theirs.dimension or defined_otherwise(self.unit, other.unit) is not None:
            return False
        return self.fraction * mine.scale == other.fraction * theirs.scale

    def __hash__(self) -> int:
        known = reading(self.unit)
        return hash((known.dimension, self.fraction * known.scale))

    def _exceeds(self, other: Amount) -> int:
        """Return 1, 0 or -1 as this amount is more than, equal to or less than the other."""
        if self.unit == other.unit and self.magnitude != other.magnitude:
            return 1 if self.magnitude > other.magnitude else -1
        mine, theirs = self.fraction * factor(self.unit, other.unit), other.fraction
        return (mine > theirs) - (mine < theirs)

    def __lt__(self, other: Amount) -> bool:
        return self._exceeds(other) < 0 if isinstance(other, Amount) else NotImplemented

    def __le__(self, other: Amount) -> bool:
        return self._exceeds(other) <= 0 if isinstance(other, Amount) else NotImplemented

    def __gt__(self, other: Amount) -> bool:
        return self._exceeds(other) > 0 if isinstance(other, Amount) else NotImplemented

    def __ge__(self, other: Amount) -> bool:
        return self._exceeds(other) >= 0 if isinstance(other, Amount) else NotImplemented

    # ---- arithmetic ----

    def __add__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = self._term(other)
        if is_level(self.unit) or is_level(other.unit):
            return _shifted(self, other)
        if self.unit == other.unit and self._ratio is None and other._ratio is None:
            total = add(self.magnitude, other.magnitude)
            if total is not None:
                return Amount._of(total, self.unit)
        return Amount._exactly(self.fraction + other.fraction * factor(other.unit, self.unit), self.unit)

    def __radd__(self, other: Number) -> Amount:
        """Let :func:`sum` begin with its 0."""
        if isinstance(other, int) and not isinstance(other, bool) and other == 0:
            return self
        return Amount(other) + self if isinstance(other, _NUMBERS) else NotImplemented

    def __sub__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = self._term(other)
        if is_level(other.unit):
            left, right = (one._as_difference() for one in (self.to(other.unit), other))
            return left + right._negated()
        return self + other._negated()

    def _term(self, other: Amount | Number) -> Amount:
        """Return what is added to this amount, if both state a unit or neither does."""
        term = other if isinstance(other, Amount) else Amount(other)
        if bool(self.unit) != bool(term.unit):
            bare, stated = (self, term) if term.unit else (term, self)
            raise IncompatibleUnitsError(
                say("amount.bare", bare=bare, stated=stated),
                left=self.unit,
                right=term.unit,
                hint=say("amount.bare.hint", magnitude=bare.magnitude, unit=stated.unit),
            )
        return term

    def _as_difference(self) -> Amount:
        return Amount._of(self.magnitude, difference_unit(self.unit), self._ratio)

    def __neg__(self) -> Amount:
        _refuse_levels(self, self, "negation")
        return self._negated()

    def _negated(self) -> Amount:
        magnitude = self.magnitude.copy_negate() if self.magnitude else self.magnitude
        return Amount._of(magnitude, self.unit, -self._ratio if self._ratio else None)

    def __abs__(self) -> Amount:
        _refuse_levels(self, self, "magnitude")
        return self._negated() if self.magnitude < 0 else self

    def __mul__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = other if isinstance(other, Amount) else Amount(other)
        _refuse_levels(self, other, "product")
        unit, scale = product(self.unit, other.unit, 1)
        return Amount._exactly(self.fraction * other.fraction * scale, unit)

    __rmul__ = __mul__

    def __truediv__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = other if isinstance(other, Amount) else Amount(other)
        _refuse_levels(self, other, "ratio")
        if not other.magnitude:
            raise ZeroDivisionError(f"{self} divided by {other}")
        unit, scale = product(self.unit, other.unit, -1)
        return Amount._exactly(self.fraction / other.fraction * scale, unit)


def _beyond(number: Fraction, shown_as: Decimal) -> Fraction | None:
    """Return a number that its decimal does not hold exactly, if it is short enough to go on calculating with."""
    if number.denominator.bit_length() > _MOST_BITS or number == Fraction(shown_as):
        return None
    return number


def _refuse_levels(left: Amount, right: Amount, operation: str) -> None:
    for one in (left, right):
        if is_level(one.unit):
            raise LevelArithmeticError(
                say("amount.level", one=one, operation=term("level", operation)),
                unit=one.unit,
                operation=operation,
                hint=say("amount.level.hint", magnitude=one.magnitude, unit=f"{difference_unit(one.unit)!r}"),
            )


def _shifted(left: Amount, right: Amount) -> Amount:
    """Return a level moved by a difference: 15 ℃ and 5 Δ℃ make 20 ℃; two levels make nothing."""
    level, step = (left, right) if is_level(left.unit) else (right, left)
    if is_level(step.unit):
        _refuse_levels(left, right, "sum")
    unit = difference_unit(level.unit)
    moved = level._as_difference() + step.to(unit)
    return Amount._of(moved.magnitude, level.unit, moved._ratio)


def _checked_unit(unit: object) -> str:
    if not isinstance(unit, str):
        raise AmountError(say("amount.unit_text", found=shown(unit)), text=shown(unit))
    return unit if isinstance(unit, OwnUnit) else unit.strip()


# The slots' own setters, which Amount.__setattr__ does not guard: they cost half of object.__setattr__.
_SET_MAGNITUDE = Amount.__dict__["magnitude"].__set__
_SET_UNIT = Amount.__dict__["unit"].__set__
_SET_RATIO = Amount.__dict__["_ratio"].__set__


class _Open:
    """An amount while it is made: plain assignment costs a third of what the slots' setters do."""

    __slots__ = ("_ratio", "magnitude", "unit")


_new = object.__new__
