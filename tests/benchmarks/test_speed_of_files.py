"""How long reading and writing take, as ratios to well-known work on the same bytes in the same run.

The promised ratio stands in each test. A run fails only at one and a half times the promise, so that a busy machine
does not fail it; the ratio measured is in the benchmark's ``extra_info`` and in the printed line (``pytest -rP``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import planmodel as pm
from benchmarks.documents import make_document
from benchmarks.ratios import SLACK, ratio

pytestmark = pytest.mark.no_cover  # tracing lines slows Python and not the C that it is held against

ELEMENTS = 100_000


@pytest.fixture(scope="module")
def large_json(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("speed") / "large.json"
    path.write_text(json.dumps(make_document(ELEMENTS), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.benchmark(group="json")
def test_reading_json_into_a_checked_plan_takes_at_most_twice_json_loads(benchmark: Any, large_json: Path) -> None:
    data = large_json.read_bytes()
    assert len(pm.read_plan(large_json)) == ELEMENTS
    found = ratio(benchmark, lambda: pm.read_plan(large_json), lambda: json.loads(data), rounds=5)
    assert found < 2 * SLACK


@pytest.mark.benchmark(group="json")
def test_reading_json_is_at_least_two_and_a_half_times_faster_than_pydantic(benchmark: Any, large_json: Path) -> None:
    from benchmarks import peers

    data = large_json.read_bytes()
    theirs = peers.Plan.model_validate_json(data)
    assert len(theirs.tasks) == len(pm.read_plan(large_json).tasks)
    del theirs
    found = ratio(benchmark, lambda: pm.read_plan(large_json), lambda: peers.Plan.model_validate_json(data), rounds=3)
    assert found < SLACK / 2.5


@pytest.mark.benchmark(group="json")
def test_writing_json_takes_at_most_three_times_json_dumps(benchmark: Any, large_json: Path) -> None:
    plan = pm.read_plan(large_json)
    tree = json.loads(plan.to_json())
    found = ratio(benchmark, plan.to_json, lambda: json.dumps(tree, ensure_ascii=False), rounds=5)
    assert found < 3 * SLACK


@pytest.mark.benchmark(group="yaml")
def test_reading_yaml_is_not_slower_than_pyyamls_c_loader_alone(benchmark: Any, tmp_path: Path) -> None:
    if not yaml.__with_libyaml__:
        pytest.skip("this PyYAML has no libyaml")
    small = tmp_path / "small.json"
    small.write_text(json.dumps(make_document(3_000), ensure_ascii=False), encoding="utf-8")
    plan = pm.read_plan(small)
    path = tmp_path / "small.yaml"
    text = plan.to_yaml(path)
    assert pm.read_plan(path) == plan
    found = ratio(benchmark, lambda: pm.read_plan(path), lambda: yaml.load(text, Loader=yaml.CSafeLoader), rounds=5)
    assert found < 1 * SLACK
