"""What a schedule rests on: assumed durations and links are counted, and said wherever it is shown."""

from __future__ import annotations

import planmodel as pm
from planmodel.parts import Estimate, Mode
from planmodel.scheduling.basis import duration_evidence


def plan_of(*tasks: pm.Task) -> pm.Plan:
    return pm.Plan(id="p", title="Plan", elements=tasks)


def assumed(likely: str) -> Estimate:
    return Estimate(likely=likely, evidence="assumed")


MIXED = plan_of(
    pm.Task(id="a", name="甲", duration=assumed("3 月")),
    pm.Task(id="b", name="乙", duration="2 月", depends_on=[pm.Dependency("a", evidence="assumed")]),
    pm.Task(id="c", name="丙", duration="2 月", evidence="inferred", depends_on=["b"]),
    pm.Task(id="d", name="丁"),
)


def test_durations_and_links_are_counted_by_who_says_them() -> None:
    basis = pm.schedule(MIXED).basis
    assert dict(basis.durations) == {"a": "assumed", "b": "stated", "c": "inferred", "d": None}
    assert dict(basis.links) == {"assumed": 1, "inferred": 1}
    assert basis.assumed == frozenset({"a"})
    assert (basis.unstated, basis.empty) == (frozenset({"d"}), False)


def test_the_text_of_a_schedule_says_what_is_assumed() -> None:
    said = str(pm.schedule(MIXED, start="2021-01-01"))
    assert "note: 1 of 3 durations is assumed, not stated" in said
    assert "note: 1 of 2 links is assumed, not stated" in said
    stated = plan_of(pm.Task(id="a", name="甲", duration="3 月"))
    assert "assumed" not in str(pm.schedule(stated))


def test_a_duration_that_a_rule_puts_in_counts_as_assumed() -> None:
    basis = pm.schedule(MIXED, missing="6 月").basis
    assert basis.assumed == frozenset({"a", "d"})
    bare = plan_of(pm.Task(id="d", name="丁"))
    assert pm.schedule(bare).basis.empty
    assert not pm.schedule(bare, missing="6 月").basis.empty


def test_of_several_modes_the_shortest_says_whose_duration_it_is() -> None:
    modes = (Mode(name="slow", duration="9 月"), Mode(name="quick", duration=assumed("2 月")))
    assert duration_evidence(pm.Task(id="a", name="甲", modes=modes)) == "assumed"


def test_only_links_that_the_schedule_counts_are_counted() -> None:
    plan = plan_of(
        pm.Task(id="a", name="甲", duration="1 月", evidence="assumed", depends_on=["b"]),
        pm.Task(id="b", name="乙", duration="1 月"),
    )
    assert dict(pm.schedule(plan, relations=("part_of",)).basis.links) == {}
    assert dict(pm.schedule(plan).basis.links) == {"assumed": 1}
