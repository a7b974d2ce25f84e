"""The one walk over a plan's references, and that whoever asks after them says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planmodel.check import check
from planmodel.check import rules_links as rules
from planmodel.comparing.merge import merge
from planmodel.formats.native import read_with_problems
from planmodel.model.dangling import unmet_references
from planmodel.model.kinds import Document, Goal, Indicator, Metric, Organization, Task
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Link
from reached import Reached

FIXED = (
    Document(id="d", name="D"),
    Organization(id="o", name="O"),
    Goal(id="g", name="G"),
    Metric(id="m", name="M", unit="1"),
)
RIGHT = {
    "contributes_to[0].to": "g",
    "contributes_to[0].sources[0].document": "d",
    "part_of.to": "whole",
    "sources[0].document": "d",
    "metric.to": "m",
    "follows[0].to": "d",
    "issued_by[0].to": "o",
    "follows[0].sources[0].document": "d",
}
"""Each place of a reference in the plan below, with an id that is right there."""

targets = st.fixed_dictionaries({place: st.sampled_from(("gone", "d", "g", id)) for place, id in RIGHT.items()})


def plan(at: dict[str, str]) -> Plan:
    part = Task(
        id="t",
        name="T",
        part_of=at["part_of.to"],
        sources=[at["sources[0].document"]],
        contributes_to=[
            Contribution(at["contributes_to[0].to"], sources=[at["contributes_to[0].sources[0].document"]])
        ],
    )
    return Plan(
        id="p",
        title="Plan",
        elements=[*FIXED, Task(id="whole", name="W"), part, Indicator(id="i", name="I", metric=at["metric.to"])],
        follows=[Link(at["follows[0].to"], sources=[at["follows[0].sources[0].document"]])],
        issued_by=[at["issued_by[0].to"]],
    )


def expected(at: dict[str, str]) -> dict[str, str]:
    kinds = {"d": "document", "g": "goal", "o": "organization", "m": "metric", "whole": "task"}
    return {
        place: "wrong_kind" if id in kinds else "missing"
        for place, id in at.items()
        if kinds.get(id) != kinds[RIGHT[place]] and (place != "metric.to" or id in kinds)
    }


def walk(of: Plan) -> dict[str, str]:
    found = unmet_references(of.header(), of.elements, of.vocabulary)
    return {one.path: one.fault for one in found if one.fault is not None}


@given(targets)
def test_the_walk_finds_what_points_nowhere_or_at_the_wrong_kind_at_every_place(at: dict[str, str]) -> None:
    assert walk(plan(at)) == expected(at)


@given(targets)
def test_the_rules_say_what_the_walk_says(at: dict[str, str]) -> None:
    given = plan(at)
    findings = check(given, rules=[rules.dangling_reference, rules.wrong_kind]).findings
    codes = {"PM101": "missing", "PM102": "wrong_kind"}
    told = {one.path.split("].", 1)[1] if one.element else one.path: codes[one.code] for one in findings}
    assert told == walk(given)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(targets, st.sampled_from(("plan.json", "plan.yaml")))
def test_the_reader_says_what_the_walk_says(tmp_path: Path, at: dict[str, str], name: str) -> None:
    given = plan(at)
    (tmp_path / name).write_text(given.to_json() if name.endswith("json") else given.to_yaml(), encoding="utf-8")
    _, problems = read_with_problems(tmp_path / name)
    faults = sorted(one.code for one in problems if one.code in {"PM101", "PM102"})
    assert faults == sorted({"missing": "PM101", "wrong_kind": "PM102"}[fault] for fault in walk(given).values())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(targets)
@pytest.mark.reaches(wrong=40)
def test_a_file_is_decoded_in_one_pass_only_if_the_walk_finds_nothing(
    reached: Reached, tmp_path: Path, at: dict[str, str]
) -> None:
    pytest.importorskip("msgspec", reason="needs msgspec")
    from planmodel.corpus.link_rows import attributes
    from planmodel.formats.decoded import decode

    for places in (at, RIGHT):
        given = plan(places)
        (tmp_path / "plan.json").write_text(given.to_json(), encoding="utf-8")
        decoded = decode(tmp_path / "plan.json", given.vocabulary, attributes)
        assert (decoded is None) is reached("wrong", bool(walk(given)))


@given(st.sampled_from(sorted(RIGHT)))
def test_a_merge_keeps_what_one_side_removed_and_the_other_newly_points_at(place: str) -> None:
    at = dict(RIGHT)
    ours = plan(at)
    id = at[place]
    base = Plan(id="p", title="Plan", elements=[one for one in ours.elements if one.id not in {"t", "i"}])
    joined = merge(base, ours, base.remove(id))
    assert id in joined.plan
    assert [one.id for one in joined.conflicts] == [id]
    assert walk(joined.plan) == {}
