"""Synthetic plans: lawful, the same for one seed, of the shape that real ones have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import planmodel as pm
from planmodel import testing
from planmodel.comparing.tallies import how_specific
from planmodel.errors import ModelError


def test_plans_have_the_size_asked_for_and_no_errors() -> None:
    for size in (40, 100, 300):
        for plan in testing.make_plans(3, seed=1, elements=size):
            assert len(plan) == size
            assert plan.check().ok
            assert plan.graph.cycles() == ()
            assert "虚拟" in plan.label("zh")


def test_a_plan_depends_on_seed_and_place_alone() -> None:
    few, many = list(testing.make_plans(2, seed=5)), list(testing.make_plans(4, seed=5))
    assert few == many[:2]
    assert few[0] != next(testing.make_plans(1, seed=6))
    assert len({plan.id for plan in many}) == 4


def test_targets_are_of_the_kinds_that_real_plans_have() -> None:
    plans = list(testing.make_plans(30, elements=100))
    targets = [target for plan in plans for one in plan.indicators for target in one.targets]
    counted = Counter(how_specific(target.commitment) for target in targets)
    assert 0.7 < counted["numeric"] / len(targets) < 0.9
    assert min(counted["assigned"], counted["qualitative"], counted["relative"]) > 0
    assert len({one.unit for plan in plans for one in plan.indicators if one.metric and one.metric.to == "pm25"}) > 1


def test_files_are_written_and_some_spoiled_on_demand(tmp_path: Path) -> None:
    spoiled = testing.write_plans(tmp_path, 12, elements=40, broken=0.25)
    plans = pm.PlanSet.read(tmp_path)
    assert (len(spoiled), len(plans)) == (3, 9)
    assert {finding.place.file for finding in plans.findings} == {str(path) for path in spoiled}
    yaml = tmp_path / "yaml"
    assert testing.write_plans(yaml, 2, elements=40, format="yaml") == []
    assert list(pm.PlanSet.read(yaml)) == list(testing.make_plans(2, elements=40))


def test_a_plan_is_never_too_small() -> None:
    with pytest.raises(ModelError, match="at least 40"):
        list(testing.make_plans(1, elements=10))
