"""Numbers keep the digits that people wrote, and text that is not one number is refused."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.errors import AmountError
from planmodel.units import Amount
from planmodel.units.numerals import from_fraction, number_text, split_amount, to_decimal
from reached import Reached


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("53.57 亿元", "53.57", "亿元"),
        ("14.0%", "14.0", "%"),
        ("1,234.5", "1234.5", ""),
        ("１，２３４．５０ 人", "1234.50", "人"),
        ("－３ ％", "-3", "％"),
        ("−3", "-3", ""),
        ("＋5 天", "5", "天"),
        (".5 吨", "0.5", "吨"),
        ("1e3 亩", "1000", "亩"),
        ("  7\u3000万亩 ", "7", "万亩"),
        ("-0.0", "0.0", ""),
        ("每立方米34微克", "34", "微克/立方米"),
        ("每人每年１，２３４元", "1234", "元/人/年"),
    ],
)
def test_a_written_amount_is_a_number_and_a_unit(text: str, number: str, unit: str) -> None:
    found, found_unit = split_amount(text)
    assert (str(found), found_unit) == (number, unit)


REFUSED = """
    - 亩 ≥90 约5亩 nan NaN inf -Infinity 12,34 1,23,456 0,123 1234,567 1,2345 97。3% 76。7 15·74 1.2.3 5. 5.亩
    5-10亩 5~10 ٥ ५亩 1٥ ²
    1e99999 1e401 1e-401 --5 1_000
"""


@pytest.mark.parametrize("text", [*REFUSED.split(), "", " ", "5. 亩", "1 234 吨", "1 2", "9" * 101])
def test_a_text_that_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        Amount(text)


NO_NUMBERS: list[object] = [True, None, [], b"5", 1j, float("nan"), float("-inf"), Decimal("NaN"), Decimal("Infinity")]


@pytest.mark.parametrize("value", [*NO_NUMBERS, 10**100, pytest.param(10**9999, id="huge")])
def test_a_value_that_is_not_a_finite_number_is_refused(value: object) -> None:
    with pytest.raises(AmountError):
        Amount(value)  # type: ignore[arg-type]


def test_ten_megabytes_are_refused_and_not_kept() -> None:
    with pytest.raises(AmountError) as caught:
        Amount("9" * 10_000_000)
    assert len(caught.value.text) < 100


def test_a_float_means_its_shortest_text() -> None:
    assert str(Amount(0.1, "亩")) == "0.1 亩"
    assert str(to_decimal(1e22)) == "10000000000000000000000"


def test_whatever_can_be_an_index_is_an_integer() -> None:
    class Three:
        def __index__(self) -> int:
            return 3

    assert to_decimal(Three()) == 3


def test_the_callers_decimal_context_changes_nothing() -> None:
    with localcontext() as context:
        context.prec, context.rounding = 3, ROUND_UP
        assert str(Amount("123456.789 元") + Amount("0.001 元")) == "123456.790 元"
        assert str(-Amount("123456.789 元")) == "-123456.789 元"
        assert str(Amount("123456.789 元").to("万元")) == "12.3456789 万元"


def test_a_fraction_is_shown_with_17_digits_and_rounded_once_beyond() -> None:
    assert str(from_fraction(Fraction(1, 2**20))) == "9.5367431640625E-7"
    assert str(from_fraction(Fraction(2, 3))) == "0.66666666666666667"
    assert from_fraction(Fraction(10**30)) == 10**30
    assert str(from_fraction(Fraction(12345678901234567891))) == "12345678901234568000"


def test_a_sum_of_more_than_28_digits_is_rounded_to_17() -> None:
    assert str(Amount("1e30 元") + Amount("0.1 元")) == "1000000000000000000000000000000 元"
    assert str(Amount("1e20 元") + Amount("0.1 元")) == "100000000000000000000.1 元"


def test_a_result_out_of_range_is_refused() -> None:
    with pytest.raises(AmountError, match="out of range"):
        _ = Amount("1e300") * Amount("1e300")
    with pytest.raises(AmountError, match="out of range"):
        Amount("1e400 万亿元").to("元")


HELD = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e60"), max_value=Decimal("1e60")).filter(
    lambda number: len(number.as_tuple().digits) <= 100  # an amount holds no more
)


@given(HELD)
def test_a_number_reads_back_from_its_text_digit_for_digit(number: Decimal) -> None:
    held = to_decimal(number)
    assert held == number
    again, unit = split_amount(number_text(held))
    assert (again.as_tuple(), unit) == (held.as_tuple(), "")


@given(st.fractions(max_denominator=10**12))
def test_a_fraction_is_rounded_by_less_than_one_part_in_1e16(value: Fraction) -> None:
    assert abs(Fraction(from_fraction(value)) - value) <= abs(value) / 10**16


NUMERAL = st.from_regex(r"\s?[-+−]?[0-9０-９]{1,4}([.．,，][0-9]{1,3})?(e[-+]?[0-9])?", fullmatch=True)
SCALES, ENDINGS = st.sampled_from(["", " ", "万", "亿"]), st.sampled_from(["", "吨", "%", "x"])
WRITTEN = st.builds("{}{}{}".format, NUMERAL, SCALES, ENDINGS)


@pytest.mark.reaches(amounts=8, refused=8)
@given(st.text(max_size=40) | WRITTEN)
def test_any_text_is_an_amount_or_an_amount_error(reached: Reached, text: str) -> None:
    try:
        amount = Amount(text)
    except AmountError:
        reached("refused")
        return
    reached("amounts")
    assert Amount(str(amount)) == amount
