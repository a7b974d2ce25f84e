"""Circles of waiting that close through a whole."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from planmodel.graph.waiting import circles_through_wholes
from planmodel.model.kinds import Task
from planmodel.model.plan import Plan

WAITS = {"X": ["W", "Y"], "Y": ["X"], "p": ["X"], "W": [], "q": ["p", "Y"]}
WHOLES = {"p": "W", "q": "W"}


def circles(ids: Sequence[str], waits: dict[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    tasks = [Task(id=id, name=id, part_of=WHOLES.get(id), depends_on=waits[id]) for id in ids]
    return circles_through_wholes(Plan(id="p0", title="P", elements=tasks).graph)


def test_a_circle_through_a_whole_is_found_beside_one_of_links_alone_whatever_their_order() -> None:
    waits = {"W": [], "X": ["W", "Y"], "Y": ["X"], "p": ["X"]}
    assert circles("WXYp", waits) == (("W", "p", "X"),)
    assert circles("WXYp", {**waits, "X": ["Y", "W"]}) == (("W", "p", "X"),)
    assert circles("XYp", {**waits, "X": ["Y"]}) == ()


@given(st.permutations(list(WAITS)), st.permutations(["W", "Y"]), st.permutations(["p", "Y"]))
def test_the_circle_shown_of_a_knot_does_not_depend_on_the_order_of_elements_or_links(
    ids: list[str], first: list[str], second: list[str]
) -> None:
    assert circles(ids, {**WAITS, "X": first, "q": second}) == (("W", "p", "X"),)


@given(st.data())
def test_any_plan_gives_the_same_circles_in_any_order(data: st.DataObject) -> None:
    ids = ["A", "B", "W", "p", "q"]
    waits = {id: data.draw(st.lists(st.sampled_from([one for one in ids if one != id]), unique=True)) for id in ids}
    mixed = {id: data.draw(st.permutations(waits[id])) for id in ids}
    assert circles(data.draw(st.permutations(ids)), mixed) == circles(ids, waits)


def test_a_large_knot_shows_one_circle() -> None:
    parts = [f"p{number:04}" for number in range(1500)]
    tasks = [Task(id="W", name="W"), Task(id="X", name="X", depends_on=["W"])]
    tasks += [Task(id=id, name=id, part_of="W", depends_on=["X"]) for id in parts]
    assert circles_through_wholes(Plan(id="p0", title="P", elements=tasks).graph) == (("W", "p0000", "X"),)
