"""One unit has many spellings; a text that is not built of words is refused without being looked at twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.errors import AmountError, UnknownUnitError
from planmodel.units import Amount, is_known
from planmodel.units.spelling import SpellingError, normalise, spell, words

MICROGRAMS = """
    微克/立方米; 微克／立方米; 微克 / 立方米; μg/m³; µg/m3; ug/m^3; ug/m**3; μg／㎥; 微克每立方米; ｕｇ／ｍ３;
    μg·m⁻³; ug*m-3; μg·m^-3;
    microgram/m³; (μg)/(m3)
"""


@pytest.mark.parametrize("text", [text.strip() for text in MICROGRAMS.split(";")])
def test_microgram_per_cubic_metre_has_many_spellings(text: str) -> None:
    assert Amount(1, text) == Amount("1 微克/立方米")
    assert Amount(1, text).unit == text


PAIRS = """
    万㎡ = 万平方米; 万m² = 万平方米; 万 m2 = 万平方米; km² = 平方公里; 亿方 = 亿立方米; hm² = 公顷;
    kg/(hm2·a) = kg/hm2/a; tCO₂ = tCO2;
    ％ = %; °C = ℃; 每亩 = /亩; 元/(人·年) = 元/人/年; m s = m·s; cm3 = 立方厘米; hm3 = 百万立方米;
    元每人每年 = 元/人/年; m3² = m^6
"""


@pytest.mark.parametrize("pair", PAIRS.split(";"))
def test_these_spellings_mean_the_same(pair: str) -> None:
    text, same = (side.strip() for side in pair.split(" = "))
    assert Amount(1, text) == Amount(1, same)


def test_a_space_between_latin_words_multiplies_and_never_joins() -> None:
    assert Amount("1 m s") != Amount("1 ms")
    assert not is_known("t CO2")


def test_a_product_after_a_slash_is_refused_as_unclear() -> None:
    with pytest.raises(UnknownUnitError, match=r"a/b/c or a/\(b·c\)"):
        Amount(1, "千克/亩·年")


HOSTILE = """
    __import__ __import__('os').system('true') 1/0 **1e9 9**9**9 m**1e9 m^99 ( ) () / m/ m//s ·m m··s m) (m {}
    %s {0.__class__} lambda:0
    m;s ' " 3 3亩 -亩 元,人
"""


@pytest.mark.parametrize("text", [*HOSTILE.split(), "m\0", "m\ns", "\ud800", "(" * 64, "/" * 64, "m·" * 32])
def test_hostile_text_is_no_unit_and_is_refused(text: str) -> None:
    is_known("亩")
    with pytest.raises(AmountError):
        Amount(1, text)


def test_a_very_long_unit_is_refused_and_not_kept() -> None:
    with pytest.raises(UnknownUnitError, match="10000000 characters") as caught:
        Amount(1, "亩" * 10_000_000)
    assert len(caught.value.unit) < 100
    assert not is_known("亩" * 10_000_000)


def unit_of(text: str) -> str:
    """Return the unit of an amount, or none where the text is refused."""
    try:
        return Amount(text).unit
    except AmountError:
        return ""


@pytest.mark.parametrize("control", ["\n", "\t", "\x1c", "\x85", "\u2028", "\x7f", "\0"])
def test_a_unit_keeps_no_control_character(control: str) -> None:
    for text in (f"亩{control}", f"{control}亩", f"万{control}亩", f"亩{control}/年"):
        assert not is_known(text)
        assert control not in unit_of("5 " + text)
    with pytest.raises(UnknownUnitError, match="control character"):
        Amount(5, f"万{control}亩")


def test_words_below_the_line_have_a_negative_sign() -> None:
    found = [(word.text, word.sign) for word in words(normalise("m/(s/(kg/h))"))]
    assert found == [("m", 1), ("s", -1), ("kg", 1), ("h", -1)]


def test_a_misplaced_sign_is_named() -> None:
    with pytest.raises(SpellingError, match="unexpected place"):
        words("m)")


def test_factors_are_written_above_and_below_the_line() -> None:
    assert spell([("吨", 1), ("公里", 1), ("人", -1), ("年", -2)]) == "吨·公里/人/年²"


@given(st.text(max_size=70))
def test_any_text_is_known_or_not_and_nothing_else_happens(text: str) -> None:
    assert is_known(text) in {True, False}
