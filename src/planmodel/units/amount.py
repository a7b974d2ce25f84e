"""An amount: a decimal number and the text of its unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn, cast, final

from planmodel.errors import AmountError, IncompatibleUnitsError
from planmodel.units.numerals import Number, add, from_fraction, number_text, shown, split_amount, subtract, to_decimal
from planmodel.units.products import product
from planmodel.units.table import factor, is_known, pint_registry, pint_unit, reading, same_dimension

if TYPE_CHECKING:
    import pint

__all__ = ["Amount"]

_NUMBERS = (int, float, Decimal, Fraction)


@final
class Amount:
    """A number with its unit, such as ``53.57 亿元``; immutable and hashable.

    Amounts are equal, and hash alike, when they are the same quantity: 1 万亩 is 10000 亩. A unit that measures
    something else makes them unequal. An amount without a unit is a plain ratio: it equals, and converts to, the same
    share in %.

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
        >>> Amount("1 万亩") == Amount(10_000, "亩")
        True
    """

    __slots__ = ("magnitude", "unit")
    __match_args__ = ("magnitude", "unit")

    magnitude: Decimal
    """The number, with the digits that were given."""
    unit: str
    """The unit as written; ``""`` when none was stated."""

    def __init__(self, value: Amount | str | Number, unit: str | None = None) -> None:
        if isinstance(value, str):
            magnitude, stated = split_amount(value)
        elif isinstance(value, Amount):
            magnitude, stated = value.magnitude, value.unit
        else:
            magnitude, stated = to_decimal(value), ""
        if unit is not None:
            if stated:
                raise AmountError(
                    f"{shown(str(value))} already has a unit, found {shown(unit)} as well",
                    text=shown(str(value)),
                    hint="use .to(unit) to convert",
                )
            stated = _checked_unit(unit)
        if stated:
            reading(stated)
        _SET_MAGNITUDE(self, magnitude)
        _SET_UNIT(self, stated)

    @classmethod
    def _of(cls, magnitude: Decimal, unit: str) -> Amount:
        """Make an amount from a decimal that ``numerals`` returned and a unit that is known."""
        made: Any = _new(_Open)
        made.magnitude = magnitude
        made.unit = unit
        made.__class__ = cls
        return made  # type: ignore[no-any-return]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an Amount is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an Amount is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[type[Amount], tuple[Decimal, str]]:
        return Amount, (self.magnitude, self.unit)

    def __str__(self) -> str:
        number = number_text(self.magnitude)
        return f"{number} {self.unit}" if self.unit else number

    def __repr__(self) -> str:
        return f'Amount("{self}")'

    def __float__(self) -> float:
        return float(self.magnitude)

    # ---- conversion ----

    def to(self, unit: str) -> Amount:
        """Return the same quantity in another unit.

        Parameters:
            unit: a unit that measures the same thing.

        Returns:
            An amount in ``unit``: exact when 28 significant digits hold it, else rounded once to 17.

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
        return Amount._of(self.magnitude if scale == 1 else from_fraction(Fraction(self.magnitude) * scale), unit)

    def is_convertible_to(self, unit: str) -> bool:
        """Tell whether ``unit`` is known and measures the same thing.

        Example:
            >>> Amount("5 %").is_convertible_to("‰"), Amount("5 %").is_convertible_to("个百分点")
            (True, False)
        """
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
        return cast("pint.Quantity[Fraction]", pint_registry().Quantity(Fraction(self.magnitude), pint_unit(self.unit)))

    # ---- comparison ----

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Amount):
            return NotImplemented
        if self.unit == other.unit:
            return self.magnitude == other.magnitude
        mine, theirs = reading(self.unit), reading(other.unit)
        if mine.dimension != theirs.dimension:
            return False
        return Fraction(self.magnitude) * mine.scale == Fraction(other.magnitude) * theirs.scale

    def __hash__(self) -> int:
        known = reading(self.unit)
        return hash((known.dimension, Fraction(self.magnitude) * known.scale))

    def _exceeds(self, other: Amount) -> int:
        """Return 1, 0 or -1 as this amount is more than, equal to or less than the other."""
        if self.unit == other.unit:
            return (self.magnitude > other.magnitude) - (self.magnitude < other.magnitude)
        mine, theirs = Fraction(self.magnitude) * factor(self.unit, other.unit), Fraction(other.magnitude)
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
        if self.unit == other.unit:
            return Amount._of(add(self.magnitude, other.magnitude), self.unit)
        scale = factor(other.unit, self.unit)
        return Amount._of(from_fraction(Fraction(self.magnitude) + Fraction(other.magnitude) * scale), self.unit)

    def __radd__(self, other: Number) -> Amount:
        """Let :func:`sum` begin with its 0."""
        if isinstance(other, int) and not isinstance(other, bool) and other == 0:
            return self
        return Amount(other) + self if isinstance(other, _NUMBERS) else NotImplemented

    def __sub__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = self._term(other)
        if self.unit == other.unit:
            return Amount._of(subtract(self.magnitude, other.magnitude), self.unit)
        return self + -other

    def _term(self, other: Amount | Number) -> Amount:
        """Return what is added to this amount, if both state a unit or neither does."""
        term = other if isinstance(other, Amount) else Amount(other)
        if bool(self.unit) != bool(term.unit):
            bare, stated = (self, term) if term.unit else (term, self)
            raise IncompatibleUnitsError(
                f"{bare} has no unit and {stated} has one: they are not added or subtracted",
                left=self.unit,
                right=term.unit,
                hint=f'say which unit is meant: Amount({bare.magnitude}, "{stated.unit}")',
            )
        return term

    def __neg__(self) -> Amount:
        return Amount._of(self.magnitude.copy_negate() if self.magnitude else self.magnitude, self.unit)

    def __abs__(self) -> Amount:
        return Amount._of(self.magnitude.copy_abs(), self.unit)

    def __mul__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = other if isinstance(other, Amount) else Amount(other)
        unit, scale = product(self.unit, other.unit, 1)
        return Amount._of(from_fraction(Fraction(self.magnitude) * Fraction(other.magnitude) * scale), unit)

    __rmul__ = __mul__

    def __truediv__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, (Amount, *_NUMBERS)):
            return NotImplemented
        other = other if isinstance(other, Amount) else Amount(other)
        if not other.magnitude:
            raise ZeroDivisionError(f"{self} divided by {other}")
        unit, scale = product(self.unit, other.unit, -1)
        return Amount._of(from_fraction(Fraction(self.magnitude) / Fraction(other.magnitude) * scale), unit)


def _checked_unit(unit: object) -> str:
    if not isinstance(unit, str):
        raise AmountError(f"a unit is a text, found {shown(unit)}", text=shown(unit))
    return unit.strip()


# The slots' own setters, which Amount.__setattr__ does not guard: they cost half of object.__setattr__.
_SET_MAGNITUDE = Amount.__dict__["magnitude"].__set__
_SET_UNIT = Amount.__dict__["unit"].__set__


class _Open:
    """An amount while it is made: plain assignment costs a third of what the slots' setters do."""

    __slots__ = ("magnitude", "unit")


_new = object.__new__
