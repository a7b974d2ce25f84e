"""Money goes from one currency to another by a rate with a name, and by nothing else."""

from __future__ import annotations

import pytest

from planmodel.errors import IncompatibleUnitsError, ModelError
from planmodel.units import Amount, ExchangeRate

RATE = ExchangeRate(name="国家外汇管理局 2020年平均", one=Amount("100 美元"), is_worth=Amount("689.74 元"))


def test_a_rate_leads_there_and_back_exactly() -> None:
    assert RATE.convert(Amount("2 亿美元"), "亿元") == Amount("13.7948 亿元")
    assert RATE.convert(Amount("13.7948 亿元"), "US$") == Amount("200000000 US$")
    assert RATE.convert(RATE.convert(Amount("1 元"), "美元"), "元") == Amount("1 元")


def test_without_a_rate_no_currency_becomes_another_and_the_hint_says_how() -> None:
    with pytest.raises(IncompatibleUnitsError) as caught:
        Amount("3 亿美元").to("亿元")
    assert "ExchangeRate(name" in (caught.value.hint or "")
    with pytest.raises(IncompatibleUnitsError) as caught:
        Amount("3 吨").to("亿元")
    assert "ExchangeRate" not in (caught.value.hint or "")


@pytest.mark.parametrize(("amount", "to"), [("3 €", "元"), ("3 元", "€"), ("3 吨", "元"), ("3 元", "元"), ("3", "元")])
def test_a_rate_is_for_its_two_currencies_alone(amount: str, to: str) -> None:
    with pytest.raises(IncompatibleUnitsError, match="leads from 美元 to 元 and back"):
        RATE.convert(Amount(amount), to)


@pytest.mark.parametrize(
    ("name", "one", "worth"),
    [
        (" ", "1 美元", "7 元"),
        ("x", "1 吨", "7 元"),
        ("x", "0 美元", "7 元"),
        ("x", "1 元", "1 万元"),
        ("x", "1 元/人", "2 €"),
    ],
)
def test_what_is_no_rate_is_refused(name: str, one: str, worth: str) -> None:
    with pytest.raises(ModelError):
        ExchangeRate(name=name, one=Amount(one), is_worth=Amount(worth))
