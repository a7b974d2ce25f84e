"""Numbers, whole arrays and columns of them from one unit into another, without an amount for each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, cast, overload

from planmodel.arguments import check_argument
from planmodel.errors import AmountError
from planmodel.units.table import factor
from planmodel.words import say

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["convert"]

_Column = TypeVar("_Column")
_EXACT = 2**53
"""Up to here a float holds every integer."""


@overload
def convert(values: float | Decimal | Fraction, units: str, to: str) -> float: ...
@overload
def convert(values: _Column, units: str | Sequence[str | None], to: str) -> _Column: ...
def convert(values: object, units: str | Sequence[str | None], to: str) -> object:
    """Return numbers in another unit.

    Parameters:
        values: one number, or several: a list or tuple, a numpy array of any shape, a column (Series) of pandas; of
            anything else that numpy reads as numbers an array is returned.
        units: the unit that they are in, or a column of units, one for each number.
        to: the unit that is wanted.

    Returns:
        A float, or the same kind of list, array or column of floats: each within one unit in the last place or two of
        the exact number. What is missing (``None``, NaN, a unit that is ``None`` or NaN) stays missing. A million
        numbers of one unit take about as long as one or two multiplications by numpy; with a column of units as long
        as it takes to look each one up in a dictionary.

    Raises:
        UnknownUnitError: a unit is not in the table.
        IncompatibleUnitsError: a unit measures something else than ``to``.
        AmountError: there are not as many units as values, or a value is no number.

    Example:
        >>> convert(3, "亩", "公顷")
        0.2
        >>> convert([15, 30.0, None], "亩", "公顷")
        [1.0, 2.0, None]
        >>> convert((1, 1), ["公顷", "平方公里"], "亩")
        (15.0, 1500.0)
    """
    check_argument("to", to, str)
    if isinstance(units, Mapping | bytes) or not isinstance(units, Iterable):
        check_argument("units", units, str, wanted="units")
    if isinstance(values, list | tuple):
        numbers = _converted(values, units, to)
        return tuple(numbers) if isinstance(values, tuple) else numbers
    if isinstance(values, int | float | Decimal | Fraction):
        return _converted([values], units, to)[0]
    scaled = _scaled(_as_array(values), units, to)
    if hasattr(values, "index") and hasattr(values, "name"):
        return type(values)(scaled, index=values.index, name=values.name)  # type: ignore[call-arg]
    return scaled


def _converted(values: Iterable[object], units: str | Sequence[str | None], to: str) -> list[float | None]:
    numbers = list(values)
    every = [units] * len(numbers) if isinstance(units, str) else list(units)
    _check_lengths(len(numbers), len(every))
    for unit in every:
        if not isinstance(unit, str) and not _is_missing(unit):
            check_argument("units", unit, str)
    ratios = {unit: factor(unit, to) for unit in {*every} if not _is_missing(unit) and unit is not None}
    done: list[float | None] = []
    for number, unit in zip(numbers, every, strict=True):
        if number is None or _is_missing(unit):
            done.append(None)
            continue
        if isinstance(number, bool):
            raise AmountError(say("no_truths"), text=repr(number))
        try:
            plain = float(number)  # type: ignore[arg-type]
        except (OverflowError, TypeError, ValueError):
            raise AmountError(say("amount.no_number", number=f"{number!r}"), text=repr(number)) from None
        done.append(_times(plain, ratios[cast("str", unit)]))
    return done


def _times(number: float, ratio: Fraction) -> float:
    return float(Fraction(number) * ratio) if math.isfinite(number) else number


def _is_missing(unit: object) -> bool:
    return unit is None or (isinstance(unit, float) and math.isnan(unit))


def _check_lengths(values: int, units: int) -> None:
    if values != units:
        raise AmountError(say("amount.units_each", values=values, units=units), text=str(units))


def _as_array(values: object) -> npt.NDArray[np.float64]:
    import numpy as np

    try:
        held = np.asarray(values)
        numbers = np.asarray(held, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise AmountError(say("amount.not_all_numbers", error=error), text=type(values).__name__) from None
    if held.dtype == bool or (held.dtype == object and any(isinstance(one, bool) for one in held.flat)):
        raise AmountError(say("no_truths"), text=type(values).__name__)
    return numbers


def _scaled(numbers: npt.NDArray[np.float64], units: str | Sequence[str | None], to: str) -> npt.NDArray[np.float64]:
    import numpy as np

    if isinstance(units, str):
        ratio = factor(units, to)
        above, below = ratio.numerator, ratio.denominator
        if above > _EXACT or below > _EXACT:
            return numbers * float(ratio)
        if below == 1:
            return numbers * float(above)
        return (numbers if above == 1 else numbers * float(above)) / float(below)
    codes, names = _coded(units)
    _check_lengths(numbers.size, len(codes))
    ratios = np.array([math.nan if _is_missing(name) else float(factor(name, to)) for name in names] + [math.nan])
    each: npt.NDArray[np.float64] = ratios[codes].reshape(numbers.shape)
    return numbers * each


def _coded(units: Sequence[str | None]) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Return the place of each unit in a list of the different ones, and that list; a missing unit has -1."""
    import numpy as np

    categories = getattr(units, "cat", None)
    if categories is not None and hasattr(categories, "codes"):  # a categorical of pandas has them already
        return np.asarray(categories.codes, dtype=np.intp), list(categories.categories)
    every = units.tolist() if isinstance(units, np.ndarray) else list(units)
    for unit in every:
        if not isinstance(unit, str) and not _is_missing(unit):
            check_argument("units", unit, str)
    places = {unit: place for place, unit in enumerate(dict.fromkeys(every))}
    codes = np.fromiter(map(places.__getitem__, every), dtype=np.intp, count=len(every))
    return codes, cast("list[str]", list(places))
