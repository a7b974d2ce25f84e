"""Words that make a number a change (5 more, 5 fewer, a further 5) and comparators beside a multiple."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.model.targets import Change, Level, Unread


@pytest.mark.parametrize(
    ("text", "direction", "value", "comparator"),
    [
        ("at least 5 more hospitals", "increase", "5 hospitals", "at_least"),
        ("up to 20 more buses", "increase", "20 buses", "at_most"),
        ("5 fewer schools", "decrease", "5 schools", None),
        ("5 less schools", "decrease", "5 schools", None),
        ("add 5 parks", "increase", "5", None),
        ("add at least 5 parks", "increase", "5", "at_least"),
        ("5 new parks", "increase", "5", None),
        ("build 5 new parks", "increase", "5", None),
        ("open 5 additional clinics", "increase", "5", None),
        ("10 km more road", "increase", "10 km", None),
        ("build 10 additional km of road", "increase", "10 km", None),
        ("20 km of new cycle lanes", "increase", "20 km", None),
        ("build 300 homes", "increase", "300 homes", None),
        ("build 300-400 homes", "increase", "300 homes", "between"),
        ("plant 2 million trees", "increase", "2 million trees", None),
        ("plant at least 3 parks", "increase", "3", "at_least"),
        ("remove 5 car parks", "decrease", "5", None),
        ("removing 12 schools", "decrease", "12 schools", None),
    ],
)
def test_a_count_of_more_or_fewer_is_an_absolute_change(
    text: str, direction: str, value: str, comparator: str | None
) -> None:
    commitment = pm.read_target(text).commitment
    assert isinstance(commitment, Change)
    assert (commitment.direction, str(commitment.value), commitment.comparator) == (direction, value, comparator)
    assert not commitment.relative


@pytest.mark.parametrize(
    "text",
    [
        "a further 5 %",
        "5% more",
        "10 % less water",
        "5 additional percentage points",
        "5 times more parks",
        "5 percentage points",
        "5个百分点",
    ],
)
def test_a_share_more_or_points_of_nothing_are_not_read(text: str) -> None:
    assert isinstance(pm.read_target(text).commitment, Unread)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("more than 5 parks", "5"),
        ("no fewer than 5 schools", "5 schools"),
        ("100% new vehicles electric", "100 %"),
        ("50% of new buildings", "50 %"),
        ("gap: 5 percentage points", "5 pp"),
    ],
)
def test_a_comparator_or_a_kind_of_thing_leaves_a_level(text: str, value: str) -> None:
    commitment = pm.read_target(text).commitment
    assert isinstance(commitment, Level)
    assert str(commitment.value) == value


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("double exports", None),
        ("double the maximum", None),
        ("more than double exports", "more_than"),
        ("more than doubling exports by 2030", "more_than"),
        ("GDP will at least double", "at_least"),
        ("double exports at least", "at_least"),
        ("up to double", "at_most"),
        ("less than double", "less_than"),
        ("翻一番", None),
        ("超过翻一番", "more_than"),
        ("不超过翻一番", "at_most"),
        ("翻一番以上", "at_least"),
    ],
)
def test_a_comparator_beside_a_multiple_is_kept(text: str, comparator: str | None) -> None:
    commitment = pm.read_target(text).commitment
    assert isinstance(commitment, Change)
    assert (str(commitment.value), commitment.comparator) == ("100 %", comparator)


@pytest.mark.parametrize("text", ["至少翻一番", "nearly double", "about double"])
def test_a_comparator_beside_a_multiple_that_no_form_holds_is_never_dropped(text: str) -> None:
    assert isinstance(pm.read_target(text).commitment, Unread)


def test_what_is_built_every_year_is_a_change_a_year() -> None:
    commitment = pm.read_target("create 500 jobs per year").commitment
    assert isinstance(commitment, Change)
    assert (commitment.direction, str(commitment.value), commitment.per) == ("increase", "500 jobs", "year")


@pytest.mark.parametrize("text", ["build 60% of homes on used land", "remove 90% of phosphorus"])
def test_a_share_of_what_is_built_or_removed_is_a_level(text: str) -> None:
    assert pm.read_target(text).commitment.kind == "Level"


@pytest.mark.parametrize(
    "text",
    [
        "商品房库存去化周期不超过18个月",
        "去化周期18个月",
        "债务消化周期不超过5年",
        "减排成本不超过100元",
        "库存消化时间不超过6个月",
    ],
)
def test_how_long_a_decrease_takes_or_costs_is_a_level(text: str) -> None:
    assert pm.read_target(text).commitment.kind == "Level"


def test_what_is_sold_off_or_shortened_is_still_a_decrease() -> None:
    for text in ("去化商品房20万平方米", "审批时间缩短5天"):
        commitment = pm.read_target(text).commitment
        assert isinstance(commitment, Change)
        assert commitment.direction == "decrease"
