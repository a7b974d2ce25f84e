"""Units of one's own: they mean what their plan says, and nothing of it leaks into the table or another plan."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.errors import IncompatibleUnitsError, ModelError, UnknownUnitError
from planmodel.units import (
    Amount,
    OwnUnit,
    OwnUnits,
    UnitDefinition,
    defined_otherwise,
    is_known,
    own_text,
    same_dimension,
    usual_unit,
)

CREWS = OwnUnits(["teams", "crew = 5 teams", UnitDefinition(name="车队", equals="20 辆", aliases=("fleet", "fleets"))])
OTHERS = OwnUnits(["teams", "crew = 6 teams"])


def test_a_count_converts_to_nothing_else_and_a_multiple_by_its_factor() -> None:
    assert CREWS.amount("3 crew").to(CREWS.unit("teams")) == CREWS.amount("15 teams")
    assert str(CREWS.amount("2 万车队").to("万辆")) == "40 万辆"
    assert CREWS.amount("4 fleets") == CREWS.amount("4 车队") == Amount("80 辆")
    assert not same_dimension(CREWS.unit("teams"), "人")
    with pytest.raises(IncompatibleUnitsError):
        CREWS.amount("3 teams").to("人")


def test_amounts_in_them_are_added_compared_multiplied_and_divided() -> None:
    three, two = CREWS.amount("3 crew"), CREWS.amount("10 teams")
    assert three > two
    assert three + two == CREWS.amount("25 teams")
    assert three * 2 == CREWS.amount("6 crew")
    assert three / two == Amount("1.5")
    a_year = three / Amount("2 年")
    assert a_year == CREWS.amount("1.5 crew/年")
    assert (a_year * Amount("4 年")).to(CREWS.unit("teams")) == CREWS.amount("30 teams")


def test_what_is_defined_for_one_is_unknown_to_all_others() -> None:
    assert isinstance(CREWS.unit("crew"), OwnUnit)
    assert not is_known("crew")
    with pytest.raises(UnknownUnitError):
        Amount("3 crew")
    with pytest.raises(UnknownUnitError, match="pint knows no 'crew'"):
        _ = CREWS.amount("3 crew").quantity
    assert type(CREWS.unit("吨")) is str
    assert type(CREWS.unit("nosuch")) is str


def test_one_name_defined_in_two_ways_is_no_common_unit() -> None:
    mine, theirs = CREWS.amount("3 crew"), OTHERS.amount("3 crew")
    assert mine.unit != theirs.unit
    assert mine != theirs
    assert defined_otherwise(mine.unit, theirs.unit) == "crew"
    assert not same_dimension(mine.unit, theirs.unit)
    for refused in (lambda: mine + theirs, lambda: mine < theirs, lambda: mine.to(theirs.unit)):
        with pytest.raises(IncompatibleUnitsError, match="'crew' is defined in two ways: crew"):
            refused()
    assert own_text(mine.unit) == "crew (crew = 5 teams)"
    # what both define alike is one thing
    assert CREWS.amount("3 teams") == OTHERS.amount("3 teams")
    assert hash(CREWS.amount("3 teams")) == hash(OTHERS.amount("3 teams"))
    assert own_text(CREWS.unit("teams")) == "teams"


def test_the_bare_text_is_another_unit_than_the_one_that_knows_what_it_means() -> None:
    unit = CREWS.unit("crew")
    assert unit != "crew"
    assert str(unit) == "crew"
    assert {unit: 1, OTHERS.unit("crew"): 2}[CREWS.unit("crew")] == 1
    assert usual_unit(unit) == unit
    assert usual_unit(CREWS.unit("车队")) == "辆"


def test_they_outlive_a_pickle() -> None:
    amount = CREWS.amount("3 crew/年")
    again = pickle.loads(pickle.dumps(amount))
    assert again == amount
    assert again.to(CREWS.unit("teams/年")) == CREWS.amount("15 teams/年")
    assert pickle.loads(pickle.dumps(CREWS)) == CREWS


@pytest.mark.parametrize(
    ("units", "place", "message"),
    [
        (["吨 = 5 斤"], 0, "'吨' is a unit of planmodel's"),
        (["车次 = 3 人"], 0, "'车次' is a unit of planmodel's"),
        (["3x"], 0, "cannot be the name of a unit"),
        (["two words"], 0, "cannot be the name of a unit"),
        (["a/b"], 0, "cannot be the name of a unit"),
        (["crew", "crew"], 1, "defined twice"),
        (["crew = 3 gangs"], 0, "in no unit that is known"),
        (["crew = 3 gangs", "gangs = 2 crew"], 0, "in no unit that is known"),
        (["crew = many"], 0, "is an amount such as 20 辆"),
        (["crew = 0 人"], 0, "cannot equal"),
        (["crew = 5 ℃"], 0, "cannot equal"),
    ],
)
def test_what_cannot_be_a_unit_is_refused_with_its_place(units: list[str], place: int, message: str) -> None:
    with pytest.raises(ModelError, match=message) as caught:
        OwnUnits(units)
    assert caught.value.field == ("units", place)


def test_to_say_again_that_a_word_of_the_table_is_a_count_changes_nothing() -> None:
    assert OwnUnits(["车次"]).amount("3 车次") == Amount("3 车次")


def test_the_order_of_definitions_makes_no_difference() -> None:
    turned = OwnUnits(["crew = 5 teams", "teams"])
    assert turned.amount("3 crew") == CREWS.amount("15 teams")


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_there_and_back_is_where_one_was(number: int, factor: int) -> None:
    units = OwnUnits([f"gang = {factor} 人"])
    there = units.amount(f"{number} gang").to("人")
    assert there == Amount(number * factor, "人")
    assert there.to(units.unit("gang")).magnitude == number


def test_definitions_may_be_given_as_mappings_and_what_is_none_is_refused() -> None:
    units = OwnUnits([{"name": "crew", "equals": "5 人", "aliases": ["crews"]}])
    assert units.amount("3 crews").to("人") == Amount("15 人")
    assert list(OwnUnits("teams")) == ["teams"]
    with pytest.raises(ModelError, match="a unit has no 'alias'"):
        OwnUnits([{"name": "crew", "alias": ["crews"]}])
    with pytest.raises(ModelError, match="expected a unit, found 5"):
        OwnUnits([5])  # type: ignore[list-item]
