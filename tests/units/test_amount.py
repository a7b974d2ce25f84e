"""Amounts: written as given, equal by value, converted exactly, added only to what measures the same."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.errors import AmountError, IncompatibleUnitsError, LevelArithmeticError, UnknownUnitError
from planmodel.units import Amount, factor, same_dimension
from reached import Reached

UNIT_TEXTS = """
    % ‰ 亩 万亩 公顷 平方公里 万㎡ 元 亿元 万元/人 元/人 微克/立方米 mg/m3 吨 万吨 天 年 月 个百分点 人 户 /亩
"""
UNITS = ["", *UNIT_TEXTS.strip().split(" ")]
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
amounts = st.builds(Amount, numbers, st.sampled_from(UNITS))


def test_an_amount_is_made_from_text_number_and_amount() -> None:
    assert str(Amount("53.57 亿元")) == "53.57 亿元"
    assert str(Amount(21.3, "万亩")) == "21.3 万亩"
    assert str(Amount(5, "%")) == "5 %"
    assert str(Amount("5", "%")) == "5 %"
    assert str(Amount(Fraction(1, 4), "亩")) == "0.25 亩"
    assert Amount(Amount("5 亩")) == Amount("5 亩")
    assert str(Amount(Amount("5"), "亩")) == "5 亩"
    assert (Amount("5").unit, Amount(5).unit) == ("", "")


def test_an_amount_shows_itself_as_it_was_written() -> None:
    amount = Amount("14.0%")
    assert (str(amount), repr(amount), float(amount)) == ("14.0 %", 'Amount("14.0 %")', 14.0)
    assert amount.magnitude == Decimal("14.0")
    assert str(Amount("0.00000010 亩")) == "0.00000010 亩"
    assert eval(repr(amount)) == amount


def test_a_unit_is_stated_once() -> None:
    with pytest.raises(AmountError, match="already has a unit"):
        Amount("5 亩", "公顷")
    with pytest.raises(AmountError, match="a unit is a text"):
        Amount(5, 3)  # type: ignore[arg-type]


def test_an_amount_cannot_be_changed() -> None:
    amount = Amount("5 亩")
    with pytest.raises(AttributeError, match="immutable"):
        amount.unit = "公顷"
    with pytest.raises(AttributeError, match="immutable"):
        del amount.magnitude
    with pytest.raises(AttributeError, match="immutable"):
        amount.other = 1
    assert not hasattr(amount, "__dict__")


def test_mu_convert_to_hectares_exactly() -> None:
    assert str(Amount(21.3, "万亩").to("公顷")) == "14200 公顷"
    assert str(Amount("1.5 亿亩").to("km2")) == "100000 km2"
    assert str(Amount("1 亩").to("公顷")) == "0.066666666666666667 公顷"
    assert str(Amount("34 μg/m³").to("毫克/立方米")) == "0.034 毫克/立方米"
    assert str(Amount("3 亩").to("市亩")) == "3 市亩"


def test_the_same_unit_gives_the_same_amount() -> None:
    amount = Amount("14.0 %")
    assert amount.to("%") is amount


def test_a_conversion_says_why_it_is_refused() -> None:
    with pytest.raises(IncompatibleUnitsError, match="吨标准煤 measures standard coal, 吨 mass") as caught:
        Amount("5 吨标准煤").to("吨")
    assert (caught.value.left, caught.value.right) == ("吨标准煤", "吨")
    with pytest.raises(UnknownUnitError):
        Amount("5 吨").to("MT")
    assert not Amount("5 吨").is_convertible_to("MT")
    assert Amount("5 吨").is_convertible_to("公斤")


def test_the_pint_quantity_is_exact() -> None:
    quantity = Amount("21.3 万亩").quantity
    assert quantity.magnitude == Fraction(213, 10)
    assert quantity.to("公顷").magnitude == Fraction(14200)
    assert str(Amount("5 元/人").quantity) == "5 元 / 人"


def test_amounts_are_equal_by_value() -> None:
    assert Amount("1 万亩") == Amount("10000 亩")
    assert hash(Amount("1 万亩")) == hash(Amount("10000 亩"))
    assert Amount("5 %") == Amount("5.0 ％") == Amount("0.05")
    assert Amount("5 %") != Amount("5 个百分点")
    assert Amount("0 人") != Amount("0 户")
    assert Amount("5") != 5


def test_amounts_are_ordered_by_value() -> None:
    assert Amount("14 亩") < Amount("1 公顷") <= Amount("15 亩")
    assert Amount("16 亩") > Amount("1 公顷") >= Amount("15 亩")
    assert Amount("9 亩") < Amount("10 亩")
    assert sorted([Amount("2 公顷"), Amount("3 亩")])[0].unit == "亩"
    with pytest.raises(IncompatibleUnitsError):
        _ = Amount("1 人") < Amount("2 户")
    with pytest.raises(TypeError):
        _ = Amount("1 人") < 2  # type: ignore[operator]
    for compare in ("__le__", "__gt__", "__ge__"):
        assert getattr(Amount("1 人"), compare)(2) is NotImplemented


def test_a_sum_is_in_the_first_unit_and_keeps_the_digits() -> None:
    assert str(Amount("1.50 元") + Amount("2.50 元")) == "4.00 元"
    assert str(Amount("1 公顷") + Amount("3 亩")) == "1.2 公顷"
    assert str(Amount("1 公顷") - Amount("3 亩")) == "0.8 公顷"
    assert str(Amount("3 亩") - Amount("5 亩")) == "-2 亩"
    assert str(sum([Amount("1 万元"), Amount("5000 元")])) == "1.5 万元"
    assert str(Amount("1") + 2) == "3"
    assert str(2 + Amount("1")) == "3"


@pytest.mark.parametrize(
    ("left", "right"), [("5 %", "1 个百分点"), ("5", "3 亩"), ("3 亩", "5"), ("0.2", "5 %"), ("1 人", "1 户")]
)
def test_what_measures_something_else_is_not_added(left: str, right: str) -> None:
    with pytest.raises(IncompatibleUnitsError):
        _ = Amount(left) + Amount(right)
    with pytest.raises(IncompatibleUnitsError):
        _ = Amount(left) - Amount(right)


def test_a_bare_number_is_not_added_to_a_unit() -> None:
    with pytest.raises(IncompatibleUnitsError, match="5 has no unit and 3 亩 has one"):
        _ = Amount("3 亩") + 5
    with pytest.raises(IncompatibleUnitsError):
        _ = 5 + Amount("3 亩")


@pytest.mark.parametrize("operator", ["__add__", "__radd__", "__sub__", "__mul__", "__rmul__", "__truediv__"])
def test_text_takes_no_part_in_arithmetic(operator: str) -> None:
    assert getattr(Amount("3 亩"), operator)("5") is NotImplemented


def test_products_and_quotients_spell_their_unit_in_the_words_given() -> None:
    assert str(Amount("6 万元") / Amount("3 人")) == "2 万元/人"
    assert str(Amount("2 万元/人") * Amount("3 人")) == "6 万元"
    assert str(Amount("3 亩") / Amount("1 公顷")) == "0.2"
    assert str(Amount("2 吨/公顷") * Amount("30 亩")) == "4 吨"
    assert str(Amount("200 人") * Amount("5 %")) == "10 人"
    assert str(Amount("5 %") / Amount("2 亩")) == "0.025 /亩"
    assert str(Amount("50 %") * Amount("50 %")) == "0.25"
    assert str(Amount("2 米") * Amount("3 米")) == "6 米²"
    assert str(Amount("2 吨") / Amount("1 m2") / Amount("4 m2")) == "0.5 吨/m2²"
    assert str(Amount("1 m3") / Amount("2 m2") / Amount("1 米")) == "0.5"
    assert Amount("2 米") * Amount("3 米") == Amount("6 平方米")
    assert str(2 * Amount("1.5 亩")) == "3 亩"
    assert str(Amount("3 亩") / 2) == "1.5 亩"
    assert str(Amount("2") * Amount("10 %")) == "20 %"
    assert str(Amount("6") / Amount("3 人")) == "2 /人"


def test_a_unit_that_cannot_be_written_down_is_refused() -> None:
    ninth = Amount(1, "米^9")
    with pytest.raises(AmountError, match="cannot be written"):
        _ = ninth * Amount("1 米")


def test_dividing_by_nothing_is_an_error_that_names_both() -> None:
    with pytest.raises(ZeroDivisionError, match="3 亩 divided by 0 人"):
        _ = Amount("3 亩") / Amount("0 人")
    with pytest.raises(ZeroDivisionError):
        _ = Amount("3 亩") / 0


def test_signs() -> None:
    assert str(-Amount("3 亩")) == "-3 亩"
    assert str(abs(Amount("-3 亩"))) == "3 亩"
    assert str(-Amount("0 亩")) == "0 亩"


def test_an_amount_matches_by_position() -> None:
    match Amount("3 亩"):
        case Amount(magnitude, unit):
            assert (magnitude, unit) == (Decimal(3), "亩")


@given(amounts)
def test_text_goes_there_and_back(amount: Amount) -> None:
    again = Amount(str(amount))
    assert (again.magnitude.as_tuple(), again.unit) == (amount.magnitude.as_tuple(), amount.unit)


@given(amounts)
def test_pickles_and_copies_are_the_same_amount(amount: Amount) -> None:
    for again in (pickle.loads(pickle.dumps(amount)), copy.copy(amount), copy.deepcopy(amount)):
        assert (str(again), hash(again)) == (str(amount), hash(amount))
        assert again == amount


@st.composite
def alike(draw: st.DrawFn) -> tuple[str, str]:
    """Return two units that measure the same thing."""
    unit = draw(st.sampled_from(UNITS))
    return unit, draw(st.sampled_from([other for other in UNITS if same_dimension(unit, other)]))


@pytest.mark.reaches(equal=8, alike=30, unlike=2)
@given(amounts, st.data())
def test_equal_amounts_hash_alike_and_order_agrees_with_equality(
    reached: Reached, left: Amount, data: st.DataObject
) -> None:
    same = [unit for unit in UNITS if same_dimension(unit, left.unit)]
    converted = st.sampled_from(same).map(left.to)
    right = data.draw(amounts | converted | st.builds(Amount, numbers, st.sampled_from(same)))
    if reached("equal", left == right):
        assert hash(left) == hash(right)
    if reached("alike", same_dimension(left.unit, right.unit)):
        assert [left < right, left == right, left > right].count(True) == 1
        assert (left <= right) == (left < right or left == right)
    else:
        reached("unlike")
        assert left != right


@given(numbers, numbers, alike().filter(lambda units: bool(units[0]) == bool(units[1])))
def test_sums_agree_with_exact_fractions(one: Decimal, other: Decimal, units: tuple[str, str]) -> None:
    unit, second = units
    total = Amount(one, unit) + Amount(other, second)
    exact = Fraction(one) + Fraction(other) * factor(second, unit)
    assert total.unit == unit
    assert abs(Fraction(total.magnitude) - exact) <= abs(exact) / 10**16


@given(amounts, amounts)
def test_a_product_measures_what_its_factors_measure(left: Amount, right: Amount) -> None:
    product = left * right
    exact = left.quantity * right.quantity
    assert product.quantity.dimensionality == exact.dimensionality
    mine, theirs = product.quantity.to_root_units().magnitude, exact.to_root_units().magnitude
    assert abs(Fraction(mine) - Fraction(theirs)) <= abs(Fraction(theirs)) / 10**16


@pytest.mark.reaches(another=8)
@given(numbers, alike())
def test_a_converted_amount_is_the_same_amount(reached: Reached, number: Decimal, units: tuple[str, str]) -> None:
    amount, unit = Amount(number, units[0]), units[1]
    reached("another", unit != amount.unit)
    converted = amount.to(unit)
    assert converted == amount
    assert hash(converted) == hash(amount)
    assert not converted < amount
    assert not converted > amount
    assert converted.to(amount.unit) == amount
    assert len(converted.magnitude.as_tuple().digits) <= max(17, len(amount.magnitude.as_tuple().digits))
    for again in (pickle.loads(pickle.dumps(converted)), copy.deepcopy(converted), Amount(converted), 1 * converted):
        assert again == amount


def test_a_mu_is_a_fifteenth_of_a_hectare_in_sets_sums_and_products() -> None:
    mu, hectare = Amount("1 亩"), Amount("1 亩").to("公顷")
    assert {mu: "one"}[hectare] == "one"
    assert len({mu, hectare, Amount(Fraction(1, 15), "公顷"), mu.to("m2"), mu.to("km2").to("亩")}) == 1
    assert str(hectare) == "0.066666666666666667 公顷"
    assert hectare != Amount(str(hectare))  # what is written is read as written
    assert hectare * 15 == Amount("1 公顷")
    assert str(hectare + hectare + hectare - mu) == "0.13333333333333333 公顷"
    assert hectare + hectare == 2 * mu
    assert -hectare == -mu
    assert abs(-hectare) == mu
    assert (hectare.fraction, mu.fraction) == (Fraction(1, 15), Fraction(1))
    assert (hectare.exact, mu.exact) == (Fraction(1, 15), Decimal(1))
    assert hectare.quantity.magnitude == Fraction(1, 15)
    assert hectare / mu == Amount(1)


def test_a_ratio_without_end_is_held_as_it_is_shown() -> None:
    total = Amount("0 亩")
    for number in range(1, 5_000, 2):
        total += Amount(Fraction(1, number), "亩")
    assert total.fraction.denominator.bit_length() <= 4_096
    assert float(total) == pytest.approx(sum(1 / number for number in range(1, 5_000, 2)), rel=1e-13)


@pytest.mark.parametrize("unit", ["℃", "摄氏度", "°C", "dB", "分贝", "dB(A)"])
def test_levels_are_subtracted_and_ordered_and_nothing_else(unit: str) -> None:
    warm, cold = Amount(20, unit), Amount(15, unit)
    step = warm - cold
    assert warm > cold
    assert step.magnitude == 5
    assert not same_dimension(step.unit, unit)
    assert (cold + step, step + cold, warm - step) == (warm, warm, cold)
    assert (step * 2 + cold).magnitude == 25
    assert (step / step, step + step) == (Amount(1), step * 2)
    refused: list[tuple[Callable[[], object], str]] = [
        (lambda: warm + cold, "sum"),
        (lambda: sum([warm, cold]), "sum"),
        (lambda: warm * 2, "product"),
        (lambda: 2 * warm, "product"),
        (lambda: warm / 2, "ratio"),
        (lambda: warm / cold, "ratio"),
        (lambda: (warm - cold) / cold, "ratio"),
    ]
    for calculate, operation in refused:
        with pytest.raises(LevelArithmeticError, match="arbitrary zero") as caught:
            calculate()
        assert (caught.value.code, caught.value.operation, caught.value.unit) == ("level_arithmetic", operation, unit)


def test_a_level_beside_another_unit_is_a_difference() -> None:
    assert str(Amount("0.3 ℃/年") * Amount("10 年")) == "3 Δ℃"
    assert str(Amount("5 Δ℃") / Amount("10 年")) == "0.5 Δ℃/年"
    assert Amount("0.5 ℃/年") == Amount("0.5 Δ℃/年")
    assert Amount("5 ℃") != Amount("5 Δ℃")
    with pytest.raises(IncompatibleUnitsError):
        _ = Amount("5 ℃") < Amount("5 Δ℃")
    with pytest.raises(IncompatibleUnitsError):
        _ = Amount("5 Δ℃") - Amount("5 ℃")


def test_a_format_writes_the_number_and_keeps_the_unit() -> None:
    area = Amount("12345.678 亩")
    assert f"{area:,.1f}" == "12,345.7 亩"
    assert f"{area}" == "12345.678 亩"
    assert f"{Amount('1 亩').to('公顷'):.4f}" == "0.0667 公顷"
    assert f"{Amount(3):.2f}" == "3.00"
    with pytest.raises(AmountError, match="is no format of a number"):
        f"{area:abc}"


def test_rounding_gives_an_amount_in_the_same_unit_and_half_goes_to_even() -> None:
    assert round(Amount("53.574 亿元"), 1) == Amount("53.6 亿元")
    assert round(Amount("2.5 %")) == Amount("2 %")
    assert round(Amount("1234 吨"), -2) == Amount("1200 吨")
    assert round(Amount("1 亩").to("公顷"), 3) == Amount("0.067 公顷")


@pytest.mark.parametrize("unit", ["℃", "℉", "dB", "分贝"])
@pytest.mark.parametrize(
    "ask", [operator.neg, abs, lambda level: level * 2, lambda level: 2 * level, lambda level: level / 2]
)
def test_a_level_has_no_negative_magnitude_or_multiple(unit: str, ask: Any) -> None:
    with pytest.raises(LevelArithmeticError):
        ask(Amount(20, unit))
    step = Amount(15, unit) - Amount(20, unit)
    assert -step == abs(step) == Amount(20, unit) - Amount(15, unit)
    with pytest.raises(LevelArithmeticError):
        sum([Amount(20, unit), Amount(15, unit)])


@pytest.mark.parametrize(
    "unit",
    [
        "1/10万",
        "1／10万",
        "/10万",
        "1/100000",
        "1/万",
        "/十万",
        "人/10万",
        "例/10万",
        "件/10万人",
        "1/千人",
        "1/万人",
        "/万人",
    ],
)
def test_an_amount_of_one_in_so_many_is_read_from_what_it_writes(unit: str) -> None:
    amount = Amount(18, unit)
    again = Amount(str(amount))
    assert (again, again.unit) == (amount, unit)


@pytest.mark.parametrize(
    ("first", "second"),
    [("1/10万", "/十万"), ("1/万人", "/万人"), ("例/10万", "例/十万"), ("1/万", "/万"), ("1/100000", "/10万")],
)
def test_two_spellings_of_one_in_so_many_are_one_unit(first: str, second: str) -> None:
    assert Amount(18, first) == Amount(18, second)


@pytest.mark.parametrize("text", ["18 1/2", "18 1/2人", "18 1/4 个", "18 1/100", "18 1/10"])
def test_a_mixed_fraction_is_no_amount_of_one_in_so_many(text: str) -> None:
    with pytest.raises(AmountError):
        Amount(text)
