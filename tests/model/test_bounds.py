"""A promise that no value can keep is told, and one that some value can is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.model.bounds import no_room
from planmodel.model.targets import Change, Commitment, Compound, Level

_UNDER = ("at_most", "less_than")
_OVER = ("at_least", "more_than")


def _level(value: str, comparator: Any, high: str | None = None) -> Level:
    return Level(value=pm.Amount(value), comparator=comparator, high=None if high is None else pm.Amount(high))


@pytest.mark.parametrize(
    "parts",
    [
        (_level("98 %", "at_least"), _level("90 %", "at_most")),
        (_level("90 %", "at_most"), _level("98 %", "at_least")),
        (_level("90 %", "more_than"), _level("90 %", "at_most")),
        (_level("20 亩", "at_least"), _level("1 公顷", "at_most")),
        (_level("8", "between", "5"),),
        (_level("5", "between", "8"), _level("3", "less_than")),
        (Change(direction="decrease", value="18 %", high="14 %", relative=True, comparator="between"),),
        (Compound(parts=(_level("8", "between", "5"), _level("9", "between", "5")), of="any"),),
    ],
)
def test_bounds_that_leave_no_room(parts: tuple[Commitment, ...]) -> None:
    assert no_room(*parts) is not None


@pytest.mark.parametrize(
    "parts",
    [
        (_level("90 %", "at_least"), _level("90 %", "at_most")),
        (_level("10 亩", "at_least"), _level("1 公顷", "at_most")),
        (_level("98 %", None), _level("90 %", "at_most")),
        (_level("98 %", "at_least"), _level("90 吨", "at_most")),
        (_level("98 %", "at_least"), Change(direction="increase", value="5 %", relative=True, comparator="at_most")),
        (Compound(parts=(_level("98", "at_least"), _level("90", "at_most")), of="any"),),
    ],
)
def test_bounds_that_leave_room_or_are_not_of_one_thing(parts: tuple[Commitment, ...]) -> None:
    assert no_room(*parts) is None


@given(st.integers(-9, 9), st.integers(-9, 9), st.sampled_from(_OVER), st.sampled_from(_UNDER))
def test_there_is_no_room_exactly_where_no_number_lies_between(low: int, top: int, over: Any, under: Any) -> None:
    halves = [half / 2 for half in range(-20, 21)]
    fits = [
        one
        for one in halves
        if (one >= low if over == "at_least" else one > low) and (one <= top if under == "at_most" else one < top)
    ]
    assert (no_room(Level(value=low, comparator=over), Level(value=top, comparator=under)) is None) == bool(fits)


@pytest.mark.parametrize(
    "text",
    ["污水处理率不低于98%且不高于90%", "污水处理率不高于90%且不低于98%", "≥5 且 ≤3"],
)
def test_a_phrase_whose_bounds_contradict_is_not_read(text: str) -> None:
    found = pm.read_target(text)
    assert isinstance(found.commitment, pm.Unread)
    assert "no value is both" in str(found.commitment.reason)


@pytest.mark.parametrize("text", ["污水处理率不低于90%且不高于98%", "≥3 且 ≤5"])
def test_a_phrase_whose_bounds_leave_room_is_read(text: str) -> None:
    assert not isinstance(pm.read_target(text).commitment, pm.Unread)


def test_check_finds_bounds_that_contradict_in_a_plan_made_by_hand() -> None:
    commitment = Compound(parts=(_level("98 %", "at_least"), _level("90 %", "at_most")))
    indicator = pm.Indicator(id="i", name="水", unit="%", targets=[{"year": 2025, "commitment": commitment}])
    findings = pm.Plan(id="p", title="P", elements=[indicator]).check().findings
    assert [one.path for one in findings if one.code == "PM415"] == ["indicators[0].targets[0].commitment"]
