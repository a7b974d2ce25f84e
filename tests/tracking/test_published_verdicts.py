"""Texts of targets, read with their indicator, come to the verdict that governments published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm

CASES = Path(__file__).parents[3] / "shared" / "data" / "truth" / "progress.json"


def judged(
    name: str,
    target: str,
    observation: tuple[str, float],
    *,
    unit: str = "%",
    year: int = 2020,
    as_of: str = "2020-12-31",
    base_year: int | None = None,
    better: Any = None,
    baseline: Any = None,
) -> Any:
    """Return the progress of an indicator whose target is read from its text."""
    read = pm.read_target(target, name=name, unit=unit or None, better=better, year=year)
    start = None if baseline is None else pm.Baseline(year=baseline[0], value=baseline[1])
    indicator = pm.Indicator(
        id="x",
        name=name,
        unit=unit or None,
        better=better,
        targets=[read],
        observations=[pm.Observation(period=observation[0], value=observation[1])],
        baseline=start,
    )
    plan = pm.Plan(id="p", title="P", elements=[indicator], base_year=base_year)
    return pm.progress(plan, as_of=as_of)["x"]


def test_a_rate_of_growth_is_of_its_own_year_where_no_base_year_is_named() -> None:
    growth = judged("国内生产总值增长", "5%左右", ("2023", 5.2), year=2023, as_of="2023-12-31")
    assert (growth.status, growth.base_year) == ("met", 2022)
    based = judged("国内生产总值增长", "5%左右", ("2023", 5.2), year=2023, as_of="2023-12-31", base_year=2020)
    assert (based.status, based.reason) == ("unknown", "not_comparable_period")


def test_year_on_year_counts_from_the_year_before_whatever_the_plan_says() -> None:
    assert judged("PM2.5平均浓度同比下降", "4%", ("2020", 13.6)).status == "met"
    assert judged("PM2.5平均浓度同比下降", "4%", ("2020", 1), base_year=2015).base_year == 2019


def test_a_published_change_counts_from_where_its_values_begin() -> None:
    early = judged("氨氮排放总量下降", "〔10〕", ("2016/2019", 11.9), as_of="2019-12-31")
    assert (early.status, early.base_year) == ("met", 2015)
    late = judged("单位GDP能源消耗降低", "〔13.5〕", ("2021/2022", 2.8), year=2025, as_of="2022-12-31")
    assert (late.status, late.base_year) == ("behind", 2020)
    annual = judged("单位GDP能源消耗降低", "〔13.5〕", ("2022", 2.8), year=2025, as_of="2022-12-31")
    assert (annual.status, annual.reason) == ("unknown", "no_year")
    summed = judged("能耗累计降低", "〔13.5〕", ("2022", 2.8), year=2025, as_of="2022-12-31")
    assert (summed.status, summed.reason) == ("unknown", "no_year")


def test_a_gain_of_one_year_that_is_all_that_is_promised_is_enough() -> None:
    jobs = judged("城镇新增就业", "1200万人左右", ("2023", 1244), unit="万人", year=2023, as_of="2023-12-31")
    assert jobs.status == "met"
    fewer = judged("城镇新增就业", "1200万人左右", ("2023", 900), unit="万人", year=2023, as_of="2023-12-31")
    assert (fewer.status, fewer.reason) == ("unknown", "no_year")


@pytest.mark.parametrize(
    ("target", "value", "status"), [("3%左右", 0.2, "held"), ("3%左右", 3.1, "held"), ("3%以内", 3.4, "breached")]
)
def test_a_rise_of_prices_is_a_limit(target: str, value: float, status: str) -> None:
    result = judged("居民消费价格涨幅", target, ("2023", value), year=2023, as_of="2023-12-31")
    assert result.status == status


GOOD = ("完成", "实现", "超过目标", "exceeded", "快于预期", "接近", "预期进度", "符合预期")


@pytest.mark.skipif(not CASES.exists(), reason="needs ../shared/data/truth, which is not here")
def test_published_verdicts_are_agreed_with_and_none_is_contradicted() -> None:
    cases = json.loads(CASES.read_text("utf-8"))
    verdicts = {}
    for one in cases:
        keys = ("unit", "year", "as_of", "better", "baseline")
        result = judged(one["name"], one["target"], one["observation"], **{key: one[key] for key in keys})
        good = any(word in one["verdict"] for word in GOOD)
        agreed = ("met", "held", "on_track") if good else ("behind", "missed", "breached")
        verdicts[one["name"]] = result.status in agreed
    assert len(verdicts) == len(cases)
    assert [name for name, agrees in verdicts.items() if not agrees] == []
