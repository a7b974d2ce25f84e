"""Letters and signs beside a number that could be taken for another unit."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.errors import UnknownUnitError


@pytest.mark.parametrize("text", ["reach 100K users by 2030", "at least 100 K", "≥5K", "用户达到100K"])
def test_a_k_behind_a_number_is_no_temperature(text: str) -> None:
    assert isinstance(pm.read_target(text).commitment, pm.Unread)


@pytest.mark.parametrize(("text", "money"), [("£150m", "150 million GBP"), ("€2bn by 2030", "2 billion EUR")])
def test_a_sum_alone_is_read_with_its_sign_and_its_million(text: str, money: str) -> None:
    commitment = pm.read_target(text).commitment
    assert isinstance(commitment, pm.Level)
    assert commitment.value == pm.Amount(money)


def test_a_sign_of_several_currencies_is_no_amount() -> None:
    assert isinstance(pm.read_target("¥5亿").commitment, pm.Unread)
    with pytest.raises(UnknownUnitError):
        pm.Amount("¥5亿")


def test_a_flood_of_fifty_years_and_water_a_head_and_day_are_levels() -> None:
    flood = pm.read_target("防洪标准达到50年一遇").commitment
    water = pm.read_target("人均生活用水量控制在120升/人·日以内").commitment
    assert isinstance(flood, pm.Level)
    assert isinstance(water, pm.Level)
    assert (str(flood.value), str(water.value), water.comparator) == ("50 年一遇", "120 升/人·日", "at_most")
