"""Columns of numbers are converted as amounts are, whatever holds them, and what is missing stays missing."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.errors import AmountError, ArgumentError, IncompatibleUnitsError, UnknownUnitError
from planmodel.units import Amount, convert, factor

np = pytest.importorskip("numpy")
AREAS = ("亩", "万亩", "公顷", "平方公里", "m2", "km2")


@given(
    st.lists(st.floats(-1e12, 1e12, allow_subnormal=False), min_size=1), st.sampled_from(AREAS), st.sampled_from(AREAS)
)
def test_a_list_and_an_array_hold_what_amounts_would(values: list[float], unit: str, to: str) -> None:
    exact = [float(Amount(value, unit).to(to)) for value in values]
    assert convert(values, unit, to) == pytest.approx(exact, rel=4e-16, abs=0)
    assert list(convert(np.array(values), unit, to)) == pytest.approx(exact, rel=5e-16, abs=1e-320)


def test_the_kind_and_shape_of_what_holds_the_numbers_stay() -> None:
    assert convert((15, 30), "亩", "公顷") == (1.0, 2.0)
    assert convert(np.array([[15, 30], [45, 60]]), "亩", "公顷").tolist() == [[1, 2], [3, 4]]
    pandas = pytest.importorskip("pandas")
    column = pandas.Series([15, None, 45], index=["a", "b", "c"], name="area")
    hectares = convert(column, "亩", "公顷")
    assert (hectares.name, list(hectares.index)) == ("area", ["a", "b", "c"])
    assert hectares.tolist()[::2] == [1.0, 3.0]
    assert math.isnan(hectares["b"])


@pytest.mark.parametrize("number", [3, 3.0, Decimal(3), Fraction(3), np.float64(3)])
def test_one_number_becomes_one_float(number: Any) -> None:
    hectares = convert(number, "亩", "公顷")
    assert (type(hectares), hectares) == (float, 0.2)


def test_a_number_too_large_for_a_float_is_refused() -> None:
    for numbers in (10**400, [10**400]):
        with pytest.raises(AmountError, match="not a number"):
            convert(numbers, "亩", "公顷")


def test_each_number_may_have_a_unit_of_its_own() -> None:
    units = ["亩", None, "平方公里"]
    assert convert([15, 1, 1], units, "公顷") == [1.0, None, 100.0]
    assert np.array_equal(convert(np.array([15, 1, 1]), units, "公顷"), [1, math.nan, 100], equal_nan=True)
    pandas = pytest.importorskip("pandas")
    for told in (units, pandas.Series(units), pandas.Series(units).astype("category"), np.array(units, dtype=object)):
        assert convert(pandas.Series([15, 1, 1]), told, "公顷").fillna(-1).tolist() == [1, -1, 100]


def test_what_does_not_convert_is_an_error_and_no_number() -> None:
    for values in ([1, 2], np.array([1, 2])):
        with pytest.raises(IncompatibleUnitsError):
            convert(values, "亩", "吨")
        with pytest.raises(IncompatibleUnitsError):
            convert(values, ["公顷", "吨"], "亩")
        with pytest.raises(UnknownUnitError):
            convert(values, "MT", "吨")
        with pytest.raises(AmountError, match="2 values and 1 units"):
            convert(values, ["公顷"], "亩")
    with pytest.raises(AmountError, match="not a number"):
        convert(["x"], "亩", "亩")
    with pytest.raises(AmountError, match="not all numbers"):
        convert(np.array(["x"]), "亩", "亩")
    for truths in ([True], (1, False), np.array([True]), np.array([1, True], dtype=object), True):
        with pytest.raises(AmountError, match="not"):
            convert(truths, "亩", "亩")


@pytest.mark.parametrize("units", [None, 3, [3], [[]], {}, {"亩": 1}, [True]])
@pytest.mark.parametrize("values", [[1], np.array([1.0])])
def test_units_that_are_none_are_refused(values: object, units: object) -> None:
    with pytest.raises(ArgumentError, match="units must be"):
        convert(values, units, "亩")  # type: ignore[call-overload]
    with pytest.raises(ArgumentError, match="to must be"):
        convert(values, "亩", units)  # type: ignore[call-overload]


def test_a_factor_beyond_what_a_float_holds_exactly_is_rounded_once() -> None:
    assert factor("万亿吨", "μg") == Fraction(10**24)
    assert convert(np.array([1.5]), "万亿吨", "μg").tolist() == [1.5e24]
    assert pm.units.convert([1.5], "万亿吨", "μg") == [1.5e24]
