"""The metrics that planmodel ships: consistent, each with what prints it, and kept in files that say what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

import planmodel as pm
from planmodel.errors import ModelError
from planmodel.functions import shared_metrics
from planmodel.model.metrics import METRIC_FIELDS, shipped_ids, shipped_metric
from planmodel.model.metrics.shipped import shipped_rows
from planmodel.units import is_known

FOLDER = Path(pm.__file__).parent / "model" / "metrics" / "fields"

SHIPPED_FROM_THE_FIRST = [
    "pm25",
    "pm10",
    "so2",
    "no2",
    "co-p95",
    "o3-8h-p90",
    "good-days-share",
    "good-days",
    "heavy-pollution-days-share",
    "heavy-pollution-days",
    "air-composite-index",
    "surface-water-good-share",
    "surface-water-worse-v-share",
    "water-function-zone-share",
    "drinking-water-source-share",
    "groundwater-very-poor-share",
    "nearshore-good-share",
    "black-odorous-water-share",
    "sewage-treatment-share",
    "rural-sewage-share",
    "polluted-farmland-share",
    "polluted-land-share",
    "forest-cover-share",
    "forest-stock",
    "wetland-protection-share",
    "energy-intensity",
    "energy-total",
    "non-fossil-share",
    "coal-total",
    "carbon-intensity",
    "water-use-total",
    "water-intensity",
    "cod-total",
    "nh3n-total",
    "nox-total",
    "voc-total",
    "cod-project-cut",
    "public-satisfaction",
]


def test_there_is_a_file_for_each_field_and_no_other() -> None:
    assert tuple(sorted(path.stem for path in FOLDER.iterdir())) == METRIC_FIELDS


def test_a_file_holds_one_metric_on_a_line() -> None:
    for path in FOLDER.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert (lines[0], lines[-1]) == ("[", "]"), path.name
        assert all(line.startswith('{"id": "') and line.rstrip(",").endswith("}") for line in lines[1:-1]), path.name


def test_ids_are_met_once_and_those_of_before_are_there() -> None:
    ids = [
        row.split('"')[3] for path in FOLDER.iterdir() for row in path.read_text(encoding="utf-8").splitlines()[1:-1]
    ]
    assert len(ids) == len(set(ids)) == len(shipped_ids())
    assert len(ids) >= 960
    assert set(SHIPPED_FROM_THE_FIRST) <= set(ids)
    listed = {"gdp", "beds-per-1000", "sdg-6-1-1", "iso-beds", "gpc-i-7", "cmap-bridge-condition", "be-tax-time"}
    assert listed <= set(ids)


@pytest.mark.parametrize("field", METRIC_FIELDS)
def test_every_metric_says_what_it_is_and_what_prints_it(field: str) -> None:
    metrics = shared_metrics(field)
    assert len(metrics) > 0
    for metric in metrics:
        assert metric.field == field
        assert metric.unit is None or is_known(metric.unit), metric.id
        assert metric.printed_in is not None or "Weak: " in (metric.note or ""), metric.id
        assert metric.quantity != "share" or metric.unit in (None, "%"), metric.id
        assert metric == shipped_metric(metric.id)


def test_weak_rows_say_so() -> None:
    weak = [metric.id for metric in shared_metrics() if (metric.note or "").startswith("Weak: ")]
    assert {"product-energy", "tree-cover-share", "poor-lifted", "market-openness"} <= set(weak)
    assert "forest-cover-share" not in weak


def test_fewer_of_what_harms_is_better() -> None:
    lower = [
        "pm25",
        "surveyed-unemployment",
        "infant-mortality",
        "smoking-15",
        "accident-deaths",
        "leakage",
        "energy-intensity",
        "sdg-3-7-2",
        "sdg-5-3-2",
        "sdg-8-6-1",
        "sdg-10-2-1",
        "sdg-16-10-1",
        "sdg-10-7-3",
    ]
    higher = [
        "forest-cover-share",
        "life-expectancy",
        "sdg-3-1-2",
        "sdg-6-3-1",
        "sdg-11-6-1",
        "sdg-16-4-2",
        "gdp",
        "rd-intensity",
    ]
    assert {id: metric.better for id in lower if (metric := shipped_metric(id))} == dict.fromkeys(lower, "lower")
    assert {id: metric.better for id in higher if (metric := shipped_metric(id))} == dict.fromkeys(higher, "higher")
    nobody_knows = [shipped_metric(id) for id in ("primary-share", "population-resident", "sdg-17-3-2")]
    assert [metric.better for metric in nobody_knows if metric is not None] == [None, None, None]


def test_what_tells_two_metrics_apart_stands_in_a_field_of_its_own() -> None:
    rows = shipped_rows()
    assert (rows["beds-per-1000"].base, rows["beds-per-10k"].base) == ("千人", "万人")
    assert (rows["dairy-scale"].parameter, rows["pig-scale"].parameter) == ("100头以上", "500头以上")
    assert (rows["digital-core-share"].base, rows["disposable-income"].base) == ("GDP", "人")


def test_a_field_that_is_not_there_is_named_with_what_is_near() -> None:
    with pytest.raises(ModelError, match="no field of metrics called 'watter'") as caught:
        shared_metrics("watter")
    assert caught.value.hint == "did you mean water?"
    assert set(shared_metrics(["water", "air"]).ids) == {
        *shared_metrics("air").ids,
        *shared_metrics("water").ids,
    }
