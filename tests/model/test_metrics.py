"""The metrics that planmodel ships: consistent, and found by printed names without a silent guess."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.model.metrics import find_metric, metric_named, metric_of, shared_metrics
from planmodel.units import is_known

DATA = Path(__file__).parents[3] / "shared" / "data" / "plans.json"

CANONICAL = {
    "aqi_good_rate": "good-days-share",
    "co2_intensity": "carbon-intensity",
    "co_p95": "co-p95",
    "cod_key_project_cut": "cod-project-cut",
    "cod_total": "cod-total",
    "drinking_source": "drinking-water-source-share",
    "drinking_source_township": "drinking-water-source-township-share",
    "energy_intensity": "energy-intensity",
    "energy_total": "energy-total",
    "forest_coverage": "forest-cover-share",
    "forest_stock": "forest-stock",
    "groundwater_very_poor": "groundwater-very-poor-share",
    "heavy_pollution_rate": "heavy-pollution-days-share",
    "nearshore_good": "nearshore-good-share",
    "nh3n_key_project_cut": "nh3n-project-cut",
    "nh3n_total": "nh3n-total",
    "no2": "no2",
    "non_fossil_share": "non-fossil-share",
    "nox_key_project_cut": "nox-project-cut",
    "nox_total": "nox-total",
    "o3_p90": "o3-8h-p90",
    "pm10": "pm10",
    "pm25": "pm25",
    "public_satisfaction": "public-satisfaction",
    "so2": "so2",
    "so2_total": "so2-total",
    "surface_water_good": "surface-water-good-share",
    "surface_water_worse_v": "surface-water-worse-v-share",
    "tp_total": "tp-total",
    "voc_key_project_cut": "voc-project-cut",
    "voc_total": "voc-total",
    "water_function_zone": "water-function-zone-share",
    "wetland_protection": "wetland-protection-share",
}


def test_every_metric_says_what_its_numbers_are_and_which_way_is_better() -> None:
    metrics = shared_metrics()
    assert len(metrics) >= 60
    for metric in metrics:
        assert metric.quantity is not None, metric.id
        assert metric.better is not None, metric.id
        assert metric.unit is None or is_known(metric.unit), metric.id
        assert metric.unit is not None or metric.quantity in ("index", "ratio"), metric.id


def test_no_two_metrics_share_a_name() -> None:
    meant = defaultdict(set)
    for metric in shared_metrics():
        for name in (metric.label("zh"), metric.label("en"), *metric.aliases):
            [best, *_] = find_metric(name)
            assert best.score == 1, name
            meant[best.matched].add(metric.id)
            assert metric_named(name) == metric, name
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("细颗粒物（PM2.5）年均浓度（微克/立方米）", "pm25"),
        ("设区城市PM2.5平均浓度", "pm25"),
        ("ＰＭ２．５年均浓度", "pm25"),
        ("单位GDP能源消耗降低", "energy-intensity"),
        ("单位地区生产总值二氧化碳排放下降率", "carbon-intensity"),
        ("地表水国考断面水质优良比例", "surface-water-good-share"),
        ("省控断面地表水达到或好于III类水体比例", "surface-water-good-share"),
        ("化学需氧量重点工程减排量", "cod-project-cut"),
        ("化学需氧量排放总量", "cod-total"),
    ],
)
def test_a_printed_name_means_one_metric(name: str, id: str) -> None:
    metric = metric_named(name)
    assert metric is not None
    assert metric.id == id


@pytest.mark.parametrize("name", ["水质", "浓度", "", "达标率", "x" * 10_000_000, "城市", "细颗粒物污染治理投资"])
def test_what_is_not_certain_is_not_guessed(name: str) -> None:
    assert metric_named(name) is None


def test_a_near_name_is_offered_with_a_score() -> None:
    [best, *_] = find_metric("城市生活污水集中处理率")
    assert best.metric.id in ("sewage-treatment-share", "sewage-collection-share")
    assert 0.5 <= best.score < 0.9
    assert not best.certain


def test_a_unit_that_measures_something_else_is_no_match() -> None:
    assert metric_named("空气质量优良天数比例", unit="天") is None
    assert metric_named("能源消费总量", unit="万吨标准煤") is not None
    assert metric_named("化学需氧量排放总量", unit="%") is not None  # a change of it


def test_the_plans_own_metric_goes_before_the_shipped_one() -> None:
    own = pm.Metric(id="pm25", name="自己的定义", better="lower")
    indicator = pm.Indicator(id="i", name="PM2.5", metric="pm25")
    assert metric_of(pm.Plan(id="p", title="x", elements=[own, indicator]), indicator) is own
    plain = pm.Plan(id="p", title="x", elements=[indicator])
    assert metric_of(plain, indicator) == shared_metrics()["pm25"]
    other = pm.Indicator(id="j", name="x", metric="no-such-metric")
    assert metric_of(plain, other) is None


def test_names_in_real_plans_find_their_metric_and_none_a_wrong_one() -> None:
    if not DATA.exists():
        pytest.skip("the records of real plans are not beside this checkout")
    rows = [row for plan in json.loads(DATA.read_text(encoding="utf-8")) for row in plan["indicators"]]
    known = [row for row in rows if row.get("canonical") in CANONICAL]
    found = [(row["name"], CANONICAL[row["canonical"]], metric_named(row["name"])) for row in known]
    wrong = [(name, metric.id) for name, id, metric in found if metric is not None and metric.id != id]
    assert wrong == []
    missed = [name for name, _, metric in found if metric is None]
    assert len(missed) <= 0.1 * len(found), missed
    others = {row["name"]: metric_named(row["name"]) for row in rows if row.get("canonical") not in CANONICAL}
    assert {name: metric.id for name, metric in others.items() if metric is not None} == {
        "城市污水处理率": "sewage-treatment-share",
        "城市生活污水集中收集率": "sewage-collection-share",
        "新增造林": "new-forest",
        "新能源汽车新车销售量占比": "new-energy-vehicle-share",
        "污染地块安全利用率": "polluted-land-share",
    }
