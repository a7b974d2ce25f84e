"""The three lists: verdicts with their yardstick, what is outside the count, published verdicts, work and money."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import PlanModelError
from planmodel.functions import published_counts, read_scale, verify
from planmodel.parts import InForce, Spent
from planmodel.text import in_language

EVALUATION = Path(__file__).parents[3] / "shared" / "data" / "evaluation" / "evaluations.json"
needs_cases = pytest.mark.skipif(not EVALUATION.exists(), reason="the published evaluations are not beside the sources")


def plan(*elements: Any, **more: Any) -> pm.Plan:
    return pm.Plan(id="p", title="P", **{"period": "2021/2025", **more}, elements=elements)


def indicator(
    target: str, year: int, *measured: tuple[Any, Any], name: str = "再生水利用率", **more: Any
) -> pm.Indicator:
    more = {"id": "i", "unit": "%", "better": "higher", **more}
    observations = [{"period": period, "value": value} for period, value in measured]
    target_read = pm.read_target(target, unit=more["unit"], year=year, name=name)
    return pm.Indicator(name=name, targets=[target_read], observations=observations, **more)


def verdict(one: pm.Indicator, as_of: str, **more: Any) -> Any:
    [row] = pm.evaluate(plan(one), as_of=as_of, **more).indicators
    return row


@pytest.mark.parametrize(
    ("value", "share", "state"),
    [
        (66, None, "on_schedule"),
        (67, None, "ahead"),
        (65, None, "behind"),
        (65, 0.5, "on_schedule"),
        (64, 0.4, "on_schedule"),
    ],
)
def test_the_share_of_time_is_a_parameter(value: float, share: float | None, state: str) -> None:
    base = {"year": 2020, "value": 60}
    row = verdict(indicator("70", 2025, (2023, value), baseline=base), "2023-12-31", time_share=share)
    assert row.state == state
    assert row.yardstick == (share or 0.6)


def test_a_row_of_older_data_has_the_share_of_time_of_its_own_year() -> None:
    row = verdict(indicator("70", 2025, (2022, 64), baseline={"year": 2020, "value": 60}), "2023-06-30")
    assert (row.yardstick, row.measured, row.state) == (0.4, "2022", "on_schedule")


@pytest.mark.parametrize(
    ("one", "as_of", "state"),
    [
        (indicator("70", 2025), "2023-12-31", "no_data"),
        (indicator("70", 2025, baseline={"year": 2020, "value": 60}), "2021-06-30", "not_yet_due"),
        (indicator("持续改善", 2025, (2023, 60)), "2023-12-31", "cannot_be_judged"),
        (indicator("完成省下达任务", 2025, (2023, 60)), "2023-12-31", "cannot_be_judged"),
        (indicator("≥97", 2025, (2023, 98), baseline={"year": 2020, "value": 100}), "2023-12-31", "kept"),
        (indicator("≥97", 2025, (2023, 96), baseline={"year": 2020, "value": 100}), "2023-12-31", "broken"),
        (indicator("70", 2025, (2023, 71), baseline={"year": 2020, "value": 60}), "2023-12-31", "early"),
        (indicator("70", 2025, (2023, 59), baseline={"year": 2020, "value": 60}), "2023-12-31", "regressed"),
        (indicator("70", 2025, (2025, 69), baseline={"year": 2020, "value": 60}), "2025-12-31", "missed"),
        (indicator("70", 2025, (2024, 69), baseline={"year": 2020, "value": 60}), "2025-12-31", "no_data"),
    ],
)
def test_states_and_what_is_outside_the_count(one: pm.Indicator, as_of: str, state: str) -> None:
    row = verdict(one, as_of)
    assert row.state == state
    assert (row.good is None) == (state in ("no_data", "not_yet_due", "cannot_be_judged"))
    assert row.reason or row.good is not None


@pytest.mark.parametrize(("value", "state"), [("119.1016", "on_schedule"), ("119", "behind"), ("119.2", "ahead")])
def test_a_rate_a_year_is_held_against_its_own_compound_way(value: str, state: str) -> None:
    growing = indicator(
        "年均增长6%", 2025, (2023, value), name="地区生产总值", unit="亿元", baseline={"year": 2020, "value": 100}
    )
    row = verdict(growing, "2023-12-31")
    assert (row.state, row.method) == (state, "geometric")
    assert verdict(growing, "2023-12-31", trajectory="linear").state == "behind"
    assert verdict(growing, "2023-12-31", trajectory="geometric").state == state
    assert verdict(growing, "2023-12-31", method="straight-line").yardstick == 0.6


def test_a_fall_a_year_that_is_kept_is_on_schedule_and_can_be_verified(tmp_path: Path) -> None:
    falling = indicator(
        "年均下降3%",
        2025,
        (2022, "940.9"),
        name="排放量",
        unit="吨",
        better="lower",
        baseline={"year": 2020, "value": 1000},
    )
    held = plan(falling)
    found = pm.evaluate(held, as_of="2022-12-31")
    assert [row.state for row in found.indicators] == ["on_schedule"]
    held.to_yaml(tmp_path / "p.yaml")
    assert verify(found.derivations().to_dict(), tmp_path / "p.yaml").counts()["differs"] == 0


@pytest.mark.parametrize(
    ("measured", "state", "value"),
    [
        (((2021, 20), (2022, 2), (2023, 2)), "cannot_be_judged", None),
        ((("2021/2022", 40), (2023, 2)), "cannot_be_judged", None),
        (((2021, 20), ("2021/2023", 60)), "on_schedule", "60 万人"),
        ((("2021/2022", 40), ("2023-01/2023-06", 2)), "on_schedule", "40 万人"),
    ],
)
def test_the_first_year_does_not_stand_for_a_change_over_years(measured: Any, state: str, value: str | None) -> None:
    jobs = indicator("〔100〕", 2025, *measured, name="城镇新增就业", unit="万人", baseline={"year": 2020})
    row = verdict(jobs, "2023-12-31")
    assert (row.state, None if row.value is None else str(row.value)) == (state, value)


@pytest.mark.parametrize(
    ("period", "value", "as_of", "state"),
    [
        ("2023-01/2023-09", 1022, "2023-09-30", "ahead"),
        ("2023-01/2023-09", 900, "2023-09-30", "on_schedule"),
        ("2023-01/2023-09", 899, "2023-09-30", "behind"),
        (2023, 1190, "2023-12-31", "missed"),
        (2023, 1244, "2023-12-31", "met"),
    ],
)
def test_what_a_plan_of_one_year_adds_goes_by_months_and_then_in_full(
    period: Any, value: int, as_of: str, state: str, tmp_path: Path
) -> None:
    jobs = indicator("≥1200", 2023, (period, value), name="城镇新增就业", unit="万人")
    held = plan(jobs, period="2023")
    held.to_yaml(tmp_path / "p.yaml")
    found = pm.evaluate(held, as_of=as_of)
    assert [row.state for row in found.indicators] == [state]
    counts = verify(found.derivations().to_dict(), tmp_path / "p.yaml").counts()
    assert (counts["differs"], counts["cannot"]) == (0, 0)


@pytest.mark.parametrize(("period", "as_of"), [("2021/2025", "2025-12-31"), ("2025-01/2025-06", "2025-06-30")])
@pytest.mark.parametrize(
    ("value", "text", "states"),
    [
        (-18.5, None, {"cannot_be_judged"}),
        (-18.5, "下降18.5%", {"cannot_be_judged", "on_schedule"}),
        (-18.5, "累计下降18.5%", {"cannot_be_judged", "on_schedule"}),
        (-18.5, "上升18.5%", {"missed", "behind"}),
        (18.5, None, {"met", "on_schedule"}),
    ],
)
def test_a_number_below_zero_under_a_name_that_says_a_fall_may_be_either(
    value: float, text: str | None, states: set[str], period: str, as_of: str
) -> None:
    since = 2020 if period == "2021/2025" else 2024
    cut = pm.Indicator(
        id="i",
        name="单位GDP能耗降低率",
        unit="%",
        targets=[pm.read_target("下降18%", unit="%", year=2025)],
        observations=[{"period": period, "value": value, "as_published": text}],
    )
    [row] = pm.evaluate(plan(cut, base_year=since), as_of=as_of).indicators
    assert row.state in states


@pytest.mark.parametrize("base", [-10, 0])
def test_a_share_of_nothing_or_less_is_no_target(base: int) -> None:
    profit = indicator("年均增长5%", 2025, (2023, -9), name="利润", unit="亿元", baseline={"year": 2020, "value": base})
    row = verdict(profit, "2023-12-31")
    assert (row.state, f"5 % of {base} 亿元 means nothing" in row.reason) == ("cannot_be_judged", True)


def test_a_changed_caliber_is_a_class_of_its_own() -> None:
    one = indicator("≥85", 2015, baseline={"year": 2010, "value": 21.9}, name="县级环境监测站达标率")
    changed = pm.Observation(period=2015, value="81.9 %", note="统计口径改变")
    row = verdict(
        pm.Indicator(
            **{
                **{f: getattr(one, f) for f in ("id", "name", "unit", "better", "baseline", "targets")},
                "observations": [changed],
            }
        ),
        "2015-12-31",
        scale="met",
    )
    assert (row.state, row.verdict, row.good) == ("caliber_changed", "统计口径改变", None)


def test_the_printed_target_and_the_one_in_force_have_a_verdict_each() -> None:
    # good-air days of the nation in 2019: 82.0, printed > 80 from 76.7, in force 84.5 from 81.2 (published margins)
    one = indicator(">80", 2020, (2019, "82.0 %"), name="优良天数比率", baseline={"year": 2015, "value": 76.7})
    now = InForce(
        target=pm.read_target("84.5", unit="%", year=2020), baseline=pm.Baseline(year=2015, value=81.2), by="生态环境部"
    )
    row = verdict(one, "2019-12-31", scale="met", in_force={"i": now})
    assert (row.verdict_printed, row.state, row.verdict) == ("完成", "behind", "进行中")
    assert (row.target_printed, row.target, row.in_force_by) == ("> 80 %", "84.5 %", "生态环境部")


@pytest.mark.parametrize(
    ("value", "state"), [("91.6 %", "未达到序时进度"), ("91.7 %", "达到序时进度"), ("91.66 %", "未达到序时进度")]
)
def test_amounts_within_a_year_go_by_months(value: str, state: str) -> None:
    one = indicator("100", 2020, ("2020-01/2020-11", float(value.removesuffix(" %"))), unit="亿元", name="固定资产投资")
    row = verdict(one, "2020-11-30", rules={"i": "amount"}, scale="schedule")
    assert (row.verdict, row.yardstick) == (state, pytest.approx(11 / 12))


def test_growth_rates_within_a_year_go_by_the_full_target() -> None:
    one = indicator("增长7%", 2020, ("2020-01/2020-11", "6.2 %"), name="生产总值增长")
    assert verdict(one, "2020-11-30").state == "behind"
    one = indicator("增长6%以上", 2024, ("2024-01/2024-06", "6.2 %"), name="生产总值增长")
    assert verdict(one, "2024-06-30").state == "on_schedule"


HALF = "2024-01/2024-06"


@pytest.mark.parametrize(
    ("promise", "name", "unit", "better", "value", "text", "state"),
    [
        # the sign, the name or the printed text says which way a change goes; a bare number of a fall may be either
        ("下降6%", "能源消费量", "万吨", "lower", "-6.1 %", None, "on_schedule"),
        ("下降6%", "能源消费量", "万吨", "lower", "-5.9 %", None, "behind"),
        ("下降6%", "能源消费量", "万吨", "lower", "6.1 %", None, "cannot_be_judged"),
        ("下降6%", "能源消费量", "万吨", "lower", "6.1 %", "下降6.1%", "on_schedule"),
        ("下降6%", "能源消费量", "万吨", "lower", "6.1 %", "上升6.1%", "behind"),
        ("下降6%", "单位GDP能耗降低率", "%", None, "6.1 %", None, "on_schedule"),
        ("下降6%", "能源消费量增速", "%", None, "6.1 %", None, "behind"),
        # 下降不超过6% and 涨幅3%: limits
        ("下降不超过6%", "耕地面积降低率", "%", None, "5 %", None, "on_schedule"),
        ("下降不超过6%", "耕地面积降低率", "%", None, "7 %", None, "behind"),
        ("上涨3%", "居民消费价格涨幅", "%", None, "0.2 %", None, "on_schedule"),
        ("上涨3%", "居民消费价格涨幅", "%", None, "3.4 %", None, "behind"),
        ("增长超过6%", "生产总值增长", "%", None, "6 %", None, "behind"),
        # about: what is beyond it keeps it, short of it nobody can say without a tolerance
        ("增长6%左右", "生产总值增长", "%", None, "6.2 %", None, "on_schedule"),
        ("增长6%左右", "生产总值增长", "%", None, "5.9 %", None, "cannot_be_judged"),
        ("增长6%以上", "生产总值增长", "%", None, "6 %", "增长6%左右", "cannot_be_judged"),
        # 30 % since 2020 is not asked of half a year
        ("比2020年增长30%", "生产总值", "亿元", "higher", "6.5 %", None, "cannot_be_judged"),
        ("年均增长6%", "生产总值", "亿元", "higher", "6.5 %", None, "on_schedule"),
    ],
)
def test_changes_within_a_year(
    promise: str, name: str, unit: str, better: Any, value: str, text: str | None, state: str
) -> None:
    target = pm.read_target(promise, unit=unit, year=2024, name=name)
    seen = pm.Observation(period=HALF, value=value, as_published=text)
    one = pm.Indicator(id="i", name=name, unit=unit, better=better, targets=[target], observations=[seen])
    held = pm.Plan(id="p", title="P", period="2024", elements=[one])
    [row] = pm.evaluate(held, as_of="2024-06-30").indicators
    assert row.state == state


def test_a_tolerance_judges_an_approximate_change_within_a_year() -> None:
    target = pm.read_target("增长6%左右", unit="%", year=2024, name="生产总值增长")
    seen = pm.Observation(period=HALF, value="5.9 %")
    one = pm.Indicator(id="i", name="生产总值增长", unit="%", targets=[target], observations=[seen])
    held = pm.Plan(id="p", title="P", period="2024", elements=[one])
    [row] = pm.evaluate(held, as_of="2024-06-30", tolerance=0.1).indicators
    assert row.state == "on_schedule"


def test_a_change_over_a_period_is_not_asked_of_a_part_of_its_last_year() -> None:
    one = indicator("增长30%", 2025, ("2025-01/2025-06", "6 %"), unit="亿元", name="生产总值")
    [row] = pm.evaluate(pm.Plan(id="p", title="P", period="2021/2025", elements=[one]), as_of="2025-06-30").indicators
    assert (row.state, row.good) == ("cannot_be_judged", None)


@pytest.mark.parametrize(("spent", "state"), [(40, "ahead"), (50, "on_schedule"), (61, "behind"), (110, "behind")])
def test_an_amount_within_a_year_that_may_not_pass_a_ceiling(spent: int, state: str) -> None:
    one = indicator("不超过100", 2024, (HALF, spent), unit="亿元", name="支出", better=None)
    assert verdict(one, "2024-06-30", rules={"i": "amount"}).state == state


def test_what_nobody_says_adds_up_over_the_year_is_not_judged() -> None:
    row = verdict(indicator("100", 2020, ("2020-01/2020-11", 50), unit="万亩", name="某面积"), "2020-11-30")
    assert row.state == "cannot_be_judged"
    assert "say amount or growth" in row.reason


def test_about_five_against_at_least_five_needs_a_tolerance() -> None:
    # Shanghai 2024: 单位建设用地生产总值, target 提高5%以上, printed result 提高5%左右
    seen = pm.Observation(period=2024, value="5 %", as_published="提高5%左右")
    target = pm.read_target("提高5%以上", unit="%", year=2024, name="单位建设用地生产总值增长")
    one = pm.Indicator(
        id="i", name="单位建设用地生产总值增长", unit="%", better="higher", targets=[target], observations=[seen]
    )
    row = verdict(one, "2024-12-31", scale="met")
    assert (row.state, row.good) == ("cannot_be_judged", None)
    assert "no tolerance is stated" in row.reason
    assert verdict(one, "2024-12-31", scale="met", tolerance=0.02).state == "met"


def test_about_a_target_that_is_short_needs_a_tolerance_and_beyond_it_does_not() -> None:
    short = indicator("20左右", 2025, (2025, 19.9), baseline={"year": 2020, "value": 15})
    assert verdict(short, "2025-12-31").state == "cannot_be_judged"
    assert verdict(short, "2025-12-31", tolerance=0.01).state == "met"
    assert verdict(short, "2025-12-31", tolerance=0.001).state == "missed"
    over = indicator("20左右", 2025, (2025, 20.1), baseline={"year": 2020, "value": 15})
    assert verdict(over, "2025-12-31").state == "met"


def test_an_amount_and_a_growth_in_one_row_have_two_verdicts() -> None:
    # Wenzhou 2015: 生产总值 4619.8 against 4620 亿元, growth 8.3 against 7 %
    amount = pm.read_target("4620", unit="亿元", year=2015)
    one = pm.Indicator(
        id="a",
        name="全市生产总值",
        unit="亿元",
        better="higher",
        targets=[amount],
        observations=[{"period": 2015, "value": 4619.8}],
    )
    growth = indicator("增长7%以上", 2015, (2015, "8.3 %"), id="g", name="全市生产总值增长")
    rows = {
        row.indicator: row
        for row in pm.evaluate(plan(one, growth, period="2015"), as_of="2015-12-31", scale="met").indicators
    }
    assert (rows["a"].verdict, str(rows["a"].gap), rows["a"].near) == ("未完成", "-0.2 亿元", True)
    assert "a near miss" in (rows["a"].reason or "")
    assert rows["g"].verdict == "完成"


def test_two_targets_of_one_indicator_are_two_rows() -> None:
    targets = [pm.read_target(text, unit="亿元", year=2025) for text in ("6000", "年均增长6%")]
    one = pm.Indicator(
        id="i",
        name="生产总值",
        unit="亿元",
        better="higher",
        targets=targets,
        baseline={"year": 2020, "value": 4000},
        observations=[{"period": 2023, "value": 5300}],
    )
    rows = pm.evaluate(plan(one), as_of="2023-12-31").indicators
    assert len(rows) == 2
    assert [row.state for row in rows] == ["ahead", "ahead"]


def test_counts_tell_the_denominator_by_obligation() -> None:
    base = {"year": 2020, "value": 60}
    many = [
        indicator("70", 2025, (2023, 71), id="a", baseline=base, obligation="binding"),
        indicator("70", 2025, (2023, 61), id="b", baseline=base, obligation="binding"),
        indicator("70", 2025, id="c", baseline=base, obligation="expected"),
    ]
    found = pm.evaluate(plan(*many), as_of="2023-12-31")
    assert [(one.of, one.verdict, one.count, one.judged, one.total) for one in found.counts()] == [
        ("all", "提前实现", 1, 2, 3),
        ("all", "滞后", 1, 2, 3),
        ("all", "暂无数据", 1, 2, 3),
        ("binding", "提前实现", 1, 2, 2),
        ("binding", "滞后", 1, 2, 2),
        ("expected", "暂无数据", 1, 0, 1),
    ]
    assert "1 of 2 that can be judged are good; 1 of 3 cannot be" in str(found)


def test_a_published_verdict_stands_beside_the_computed_one() -> None:
    one = indicator("70", 2025, (2023, 65), baseline={"year": 2020, "value": 60})
    row = verdict(one, "2023-12-31", published={"i": "快于预期"})
    assert (row.verdict, row.published, row.agrees) == ("滞后", "快于预期", False)
    assert verdict(one, "2023-12-31", published={"i": "green"}).agrees is None
    assert verdict(one, "2023-12-31", published={"i": "滞后"}).agrees is True


def test_tasks_are_late_only_where_that_is_known() -> None:
    tasks = [
        pm.Task(id="a", name="A", finish_by="2022", finished="2023-02"),
        pm.Task(id="b", name="B", finish_by="2022", done="40 %"),
        pm.Task(id="c", name="C", finish_by="2022"),
        pm.Task(id="d", name="D", finish_by="2025", started="2021-03"),
        pm.Task(id="e", name="E", finish_by="2022", finished="2022-11"),
        pm.Task(id="f", name="F", done="0 %"),
    ]
    found = pm.evaluate(plan(*tasks), as_of="2023-06-30")
    assert [(one.state, one.late) for one in found.tasks] == [
        ("finished", True),
        ("in_progress", True),
        ("unknown", None),
        ("in_progress", False),
        ("finished", False),
        ("not_started", None),
    ]
    assert "it was due on 2022-12-31" in (found.tasks[2].reason or "")
    assert "done 40 % has no date: it may be of another day than 2023-06-30" in (found.tasks[1].reason or "")
    assert [one.reason for one in found.tasks if one.id == "f"] == [
        "done 0 % has no date: it may be of another day than 2023-06-30"
    ]


def test_money_spent_is_added_once_and_by_the_day() -> None:
    spent = [
        Spent(period=2021, amount="300 万元"),
        Spent(period="2021/2022", amount="800 万元"),
        Spent(period=2023, amount="1 亿元"),
    ]
    projects = [
        pm.Project(id="a", name="A", cost=pm.Cost(total="0.2 亿元", spent=spent)),
        pm.Project(id="b", name="B", cost=pm.Cost(total="1 亿元")),
    ]
    found = pm.evaluate(plan(*projects), as_of="2023-06-30")
    first, second = found.projects
    assert (str(first.spent), str(first.spent_until), first.spent_share) == ("800 万元", "2022-12-31", 0.4)
    assert (second.spent, second.reason) == (None, "nothing is stated of it; no spending is stated")
    assert (str(found.cost.total), str(found.spent.total), found.spent.missing) == ("1.2 亿元", "800 万元", ("b",))


@pytest.mark.parametrize(
    ("periods", "reason"),
    [(["2021/2022", "2022/2023"], "overlap"), ([2021, 2023], "nothing is stated for the time after 2021")],
)
def test_spending_that_does_not_add_up_says_why(periods: list[Any], reason: str) -> None:
    spent = [Spent(period=one, amount="1 万元") for one in periods]
    [row] = pm.evaluate(plan(pm.Project(id="a", name="A", cost=pm.Cost(spent=spent))), as_of="2023-12-31").projects
    assert reason in (row.reason or "")
    assert (row.spent is None) == (reason == "overlap")


def test_what_is_spent_goes_through_every_file(tmp_path: Path) -> None:
    made = plan(
        pm.Project(
            id="a", name="A", cost=pm.Cost(total="1 亿元", spent=[{"period": "2021-01/2021-06", "amount": "3 万元"}])
        )
    )
    made.to_yaml(tmp_path / "p.yaml")
    made.to_json(tmp_path / "p.json")
    made.to_tables(tmp_path / "tables")
    for name in ("p.yaml", "p.json", "tables"):
        assert pm.read_plan(tmp_path / name) == made
    assert "2021-01/2021-06, amount 3 万元" in str(made.projects.to_records()[0]["cost_spent"])


def test_a_schedule_says_when_what_is_not_over_will_be() -> None:
    held = plan(pm.Task(id="t", name="T", duration="12 月", done="10 %", finish_by="2021"))
    [row] = pm.evaluate(held, as_of="2021-06-30", schedule=pm.schedule(held, start="2021-01-01")).tasks
    assert str(row.forecast).startswith("2021-12") or str(row.forecast).startswith("2022-01")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"scale": "nobody"}, "no scale"),
        ({"time_share": 60}, "time_share is a share from 0 to 1"),
        ({"published": {"nobody": "x"}}, "nobody"),
        ({"rules": {"i": "x"}}, "the rule of i"),
        ({"trajectory": "x"}, "trajectory"),
    ],
)
def test_bad_questions_are_refused(more: Any, message: str) -> None:
    with pytest.raises(PlanModelError, match=message):
        pm.evaluate(plan(indicator("70", 2025)), as_of="2023", **more)


def test_a_scale_is_a_file_and_each_state_has_one_class(tmp_path: Path) -> None:
    held = json.loads((Path(pm.__file__).parent / "evaluating" / "scales" / "met.json").read_text(encoding="utf-8"))
    path = tmp_path / "own.json"
    held["classes"][0]["zh"] = "达标"
    path.write_text(json.dumps(held), encoding="utf-8")
    row = verdict(indicator("70", 2025, (2025, 71), baseline={"year": 2020, "value": 60}), "2025-12-31", scale=path)
    assert row.verdict == "达标"
    held["classes"][0]["states"] = ["met"]
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(PlanModelError, match="0 classes for the state"):
        read_scale(path)


# --- published counts ---


def test_counts_that_do_not_close_are_three_numbers_and_no_repair() -> None:
    # Ningde, mid-term of the 12th plan: 37 announced; 12 + 7 + 11 counted; 12 binding + 23 expected
    found = published_counts(
        {"控制": 12, "超过": 7, "达到": 11}, total=37, cuts={"attribute": {"约束性": 12, "预期性": 23}}
    )
    assert [(one.computed, one.printed, one.agrees) for one in found] == [(30, 37, False), (35, 37, False)]


def test_a_share_may_be_rounded_or_cut_off_and_needs_its_denominator() -> None:
    shares = {
        "started": (129, 270, "47"),
        "on time": (162, 222, "72.9"),
        "met": (90, 94, "96"),
        "right": (88, 92, "95.7"),
    }
    assert [one.agrees for one in published_counts(shares=shares)] == [True, True, True, True]
    [one] = published_counts(shares={"met": (88, 94, "96")})  # Jinchuan: two rows without data counted as met
    assert (round(one.computed, 1), one.agrees) == (93.6, False)


def test_projects_started_are_those_planned_less_late_more_early() -> None:
    [one] = published_counts(started=(140, 33, 11, 118))  # Jiangmen 2018
    assert (one.computed, one.agrees) == (118, True)


def test_cuts_of_one_total_close_by_themselves_and_may_still_differ_in_a_part() -> None:
    # Xiangxi 2021: each cut adds to 474.5, and the part 州直 is 114.8 in the text, 92.0 in the table
    cuts = {"text": {"州直": 114.8, "县市区": 359.7}, "table": {"州直": 92.0, "县市区": 382.5}}
    found = published_counts(total=474.5, cuts=cuts)
    assert [(one.check, one.agrees) for one in found] == [
        ("text and the total", True),
        ("table and the total", True),
        ("州直 in text and in table", False),
        ("县市区 in text and in table", False),
    ]


@needs_cases
def test_published_classes_close_as_people_found() -> None:
    cases = json.loads(EVALUATION.read_text(encoding="utf-8"))["cases"]
    told = {}
    for case in cases:
        checks = [one for one in case["checks"] if one["rule"] == "counts add up to the total"]
        if checks and case["counts"] and case["total_published"]:
            [found] = published_counts(case["counts"], total=case["total_published"])
            told[case["id"]] = (found.agrees, checks[0]["ok"])
    assert len(told) > 20
    assert {id: pair for id, pair in told.items() if pair[0] != pair[1]} == {}


def test_the_command_prints_each_list(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(Path(__file__).parents[2] / "examples" / "succession" / "jia-135.yaml")
    for name, word in (
        ("indicators", "可"),
        ("tasks", "污染源普查"),
        ("projects", "城东污水处理厂"),
        ("counts", "not met"),
    ):
        assert run(["evaluate", path, "--as-of", "2020", "--scale", "met", "--list", name]) == 0
        out = capsys.readouterr().out
        assert word in out or name == "indicators"
    assert run(["evaluate", path, "--as-of", "2020", "--format", "json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) >= {"as_of", "counts", "indicators", "tasks", "projects", "spent"}


def test_the_share_that_a_margin_allows_is_on_schedule() -> None:
    one = indicator("70", 2025, (2023, 65.5), baseline={"year": 2020, "value": 60})
    assert verdict(one, "2023-12-31").state == "behind"
    assert verdict(one, "2023-12-31", margin=Fraction(1, 20)).state == "on_schedule"


@pytest.mark.parametrize(
    ("more", "as_of", "state", "late"),
    [
        ({"finished": "2024-03"}, "2023-12-31", "unknown", True),
        ({"finished": "2024-03", "started": "2022"}, "2023-12-31", "in_progress", True),
        ({"finished": "2024-03", "started": "2024-01"}, "2023-12-31", "not_started", True),
        ({"finished": "2024-03", "started": "2024-01"}, "2023-03-31", "not_started", False),
        ({"started": "2024-01", "done": "30 %"}, "2023-12-31", "not_started", True),
        ({"finished": "2023-03", "done": "90 %"}, "2023-12-31", "finished", False),
        ({"done": "40"}, "2023-12-31", "unknown", None),
        ({"done": "140 %"}, "2023-12-31", "unknown", None),
        ({"done": "-40 %", "started": 2021}, "2023-12-31", "in_progress", True),
        ({"done": 1}, "2023-12-31", "finished", None),
    ],
)
def test_what_is_known_of_work_on_a_day(more: Any, as_of: str, state: str, late: bool | None) -> None:
    [row] = pm.evaluate(plan(pm.Task(id="t", name="T", finish_by="2023-06", **more)), as_of=as_of).tasks
    assert (row.state, row.late) == (state, late)
    assert row.reason or (late is False)


@pytest.mark.parametrize("done", ["40", "140 %", "-40 %", "3 吨"])
def test_what_is_done_beyond_all_is_told(done: str) -> None:
    [row] = pm.evaluate(plan(pm.Task(id="t", name="T", done=done, started=2021)), as_of=2023).tasks
    assert row.reason == f"done {row.done} is no share from 0 to 1, or 0 % to 100 %"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1, 40])
@pytest.mark.parametrize("name", ["time_share", "tolerance", "margin"])
def test_what_is_no_share_is_refused(name: str, value: float) -> None:
    with pytest.raises(PlanModelError, match="is a share from 0 to 1"):
        pm.evaluate(plan(), as_of=2023, **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong", [{"shares": {"a": (1, 2)}}, {"started": (1, 2)}, {"classes": "xx"}, {"cuts": {"a": 3}}]
)
def test_published_counts_that_are_none_are_refused(wrong: Any) -> None:
    with pytest.raises(PlanModelError):
        published_counts(**wrong)


def test_a_target_in_force_takes_the_place_of_that_of_its_form_alone() -> None:
    targets = [pm.read_target(text, unit="亿元", year=2025) for text in ("150", "年均增长6%")]
    base, seen = {"year": 2020, "value": 100}, [{"period": 2025, "value": 145}]
    one = pm.Indicator(
        id="i", name="生产总值", unit="亿元", better="higher", baseline=base, targets=targets, observations=seen
    )
    now = InForce(target=pm.read_target("140", unit="亿元", year=2025), by="人大")
    rows = pm.evaluate(plan(one), as_of=2025, scale="met", in_force={"i": now}).indicators
    assert [(row.target, row.target_printed, row.verdict) for row in rows] == [
        ("140 亿元", "150 亿元", "完成"),
        ("↑ 6 % a year", None, "完成"),
    ]
    for row in pm.evaluate(plan(one), as_of=2025, scale="met", published={"i": "完成"}).indicators:
        assert (row.published, row.agrees) == ("完成", None)
        assert "which of several targets" in (row.reason or "")
    other = InForce(target=pm.read_target("下降5%", unit="亿元", year=2025), by="人大")
    with pytest.raises(PlanModelError, match="which target of i gave way to"):
        pm.evaluate(plan(one), as_of=2025, in_force={"i": other})


def two_targets() -> pm.Indicator:
    targets = [pm.read_target(text, unit="亿元", year=2025) for text in ("150亿元", "年均增长6%")]
    base, seen = {"year": 2020, "value": 100}, [{"period": 2025, "value": 145}]
    return pm.Indicator(
        id="i", name="生产总值", unit="亿元", better="higher", baseline=base, targets=targets, observations=seen
    )


@pytest.mark.parametrize("second", ["年均增长6%", "↑ 6 % a year"])
def test_two_published_verdicts_stand_beside_their_targets(second: str) -> None:
    said = {"i": {second: "未完成", "150亿元": "未完成"}}  # 145 < 150, and 145 > 100 × 1.06⁵ = 133.8
    rows = pm.evaluate(plan(two_targets()), as_of=2025, scale="met", published=said).indicators
    assert [(row.verdict, row.published, row.agrees) for row in rows] == [
        ("未完成", "未完成", True),
        ("完成", "未完成", False),
    ]
    [first, other] = pm.evaluate(plan(two_targets()), as_of=2025, published={"i": {"150 亿元": "未完成"}}).indicators
    assert (first.agrees, other.published, other.agrees) == (True, None, None)


def test_a_published_verdict_may_be_named_by_its_part() -> None:
    parts = [attrs.evolve(pm.read_target("95%", unit="%", year=2025), scope=one) for one in ("城镇", "农村")]
    one = pm.Indicator(id="i", name="处理率", unit="%", targets=parts)
    rows = pm.evaluate(plan(one), as_of=2025, published={"i": {"农村": "完成"}}).indicators
    assert [(row.scope, row.published) for row in rows] == [("城镇", None), ("农村", "完成")]
    with pytest.raises(PlanModelError, match="of none or of several of its targets"):
        pm.evaluate(plan(one), as_of=2025, published={"i": {"95%": "完成"}})


@pytest.mark.parametrize(
    "said", [{"160亿元": "完成"}, {"150亿元": 3}, {"150亿元": "完成", "150 亿元": "未完成"}, {3: "完成"}]
)
def test_a_published_verdict_of_no_target_is_refused(said: Any) -> None:
    with pytest.raises(PlanModelError, match="published verdict of i") as caught:
        pm.evaluate(plan(two_targets()), as_of=2025, published={"i": said})
    assert "as printed" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("more", "as_of", "state", "reason"),
    [
        ({"done": "100 %"}, 2019, "unknown", "done 100 % has no date, and the work begins on 2021-01-01"),
        ({"done": "40 %"}, 2019, "unknown", "done 40 % has no date"),
        ({"done": "100 %"}, 2021, "finished", "done 100 % has no date"),
        ({"done": "100 %"}, 2024, "finished", "done 100 % has no date"),
        ({"done": "40 %"}, 2021, "in_progress", ""),
        ({"done": "0 %"}, 2019, "not_started", ""),
        ({"done": "100 %", "started": 2019}, 2020, "finished", "done 100 % has no date"),
        ({"done": "100 %", "finished": "2018"}, 2019, "finished", ""),
    ],
)
def test_what_is_done_is_not_done_before_the_work_begins(more: Any, as_of: int, state: str, reason: str) -> None:
    [row] = pm.evaluate(plan(pm.Task(id="t", name="T", period="2021/2022", **more)), as_of=as_of).tasks
    assert row.state == state
    assert reason in (row.reason or "")


@pytest.mark.parametrize(
    ("total", "spent", "share", "reason"),
    [
        ("100 万元", "120 万元", 1.2, "more was spent than it costs: 120 万元 of 100 万元"),
        ("100 万元", "100 万元", 1.0, None),
        ("100 万元", "20 万美元", None, "20 万美元 spent is no share of a cost of 100 万元"),
        ("0 万元", "20 万元", None, "has no share that was spent"),
        (None, "20 万元", None, None),
    ],
)
def test_what_was_spent_and_nothing_else(total: Any, spent: str, share: float | None, reason: str | None) -> None:
    cost = pm.Cost(total=total, spent=[Spent(period=2022, amount=spent)])
    [row] = pm.evaluate(plan(pm.Project(id="a", name="A", cost=cost)), as_of=2023).projects
    told = "money was spent; nothing else is stated of it"
    assert (row.state, row.spent_share) == ("unknown", share)
    assert (row.reason or "").startswith(told)
    assert (row.reason == told) if reason is None else (reason in (row.reason or ""))
    [before] = pm.evaluate(plan(pm.Project(id="a", name="A", cost=cost)), as_of=2021).projects
    assert (before.reason or "").startswith("nothing is stated of it")


def test_the_scale_of_a_final_evaluation_has_a_word_for_met_on_time() -> None:
    one = indicator("70", 2025, (2023, 66), (2025, 71), baseline={"year": 2020, "value": 60})
    early = pm.evaluate(plan(one), as_of="2025-12-30")
    assert (early.stage, early.scale.id, early.indicators[0].verdict) == ("mid_term", "midterm-145", "基本符合预期")
    final = pm.evaluate(plan(one), as_of="2025-12-31")
    assert (final.stage, final.scale.id, final.indicators[0].verdict) == ("final", "met", "完成")
    assert final.indicators[0].reason is None
    asked = verdict(one, "2025-12-31", scale="midterm-145")
    assert asked.verdict == "提前实现"
    assert "met in its year" in (asked.reason or "")
    assert verdict(one, "2025-12-31", scale="schedule").reason is None


def test_targets_of_years_between_are_told_and_have_their_own_day() -> None:
    steps = [pm.read_target(f"{level}公里", unit="公里", year=year) for level, year in ((120, 2022), (150, 2025))]
    seen = [{"period": 2022, "value": 115}, {"period": 2025, "value": 152}]
    one = pm.Indicator(
        id="i",
        name="管网长度",
        unit="公里",
        better="higher",
        baseline={"year": 2020, "value": 100},
        targets=steps,
        observations=seen,
    )
    [final] = pm.evaluate(plan(one), as_of=2025).indicators
    assert (final.target_year, final.state) == (2025, "met")
    assert final.reason == "targets of other years have no row on this day: 120 公里 in 2022"
    [between] = pm.evaluate(plan(one), as_of=2022, scale="met").indicators
    assert (between.target_year, between.verdict) == (2022, "未完成")  # 115 < 120
    assert "150 公里 in 2025" in (between.reason or "")


def test_money_in_another_currency_is_left_out_of_the_sum_and_told() -> None:
    spent = {"a": "20 万元", "b": "30 万美元", "c": "50 万元"}
    projects = [
        pm.Project(id=id, name=id, cost=pm.Cost(spent=[Spent(period=2022, amount=one)])) for id, one in spent.items()
    ]
    found = pm.evaluate(plan(*projects), as_of=2023)
    told = "70 万元 from 2; 0 without a number; 1 amount in another currency or unit not added"
    assert str(found.spent) == told
    assert told in str(found)


@pytest.mark.parametrize(
    ("text", "note", "kind"),
    [
        ("71%", None, "observed"),
        ("预计71%", None, "expected"),
        ("71%", "预计值", "expected"),
        ("71 % (forecast)", None, "expected"),
        (None, None, "observed"),
    ],
)
def test_an_expected_value_is_told_from_a_measured_one(text: str | None, note: str | None, kind: str) -> None:
    held = pm.Observation(period=2025, value="71 %", as_published=text, note=note)
    one = pm.Indicator(
        id="i",
        name="再生水利用率",
        unit="%",
        better="higher",
        baseline={"year": 2020, "value": 60},
        targets=[pm.read_target("70", unit="%", year=2025)],
        observations=[held],
    )
    row = verdict(one, "2025-12-31", scale="met")
    assert (row.state, row.kind, row.better) == ("met", kind, "higher")
    assert ("the value is expected, not measured" in (row.reason or "")) == (kind == "expected")
    assert verdict(indicator("70", 2025), "2023-12-31").kind is None


@pytest.mark.parametrize(("value", "gap"), [("54 %", "-1 %"), ("57 %", "0 %"), ("60 %", "0 %"), ("62 %", "2 %")])
def test_the_gap_to_a_range_is_that_to_its_nearer_end(value: str, gap: str) -> None:
    one = indicator("55~60", 2025, (2025, value), baseline={"year": 2020, "value": 50})
    assert str(verdict(one, "2025-12-31", scale="met").gap) == gap


def test_an_amount_and_a_rate_of_one_row_answer_the_amount_and_the_rate_promised() -> None:
    # Wenzhou 2015: 4619.8 of 4620 亿元, and 8.3 where 7 % or more was promised, in one row of the table
    one = pm.Indicator(
        id="i",
        name="全市生产总值",
        unit="亿元",
        better="higher",
        targets=[pm.read_target(text, unit="亿元", year=2015) for text in ("4620", "增长7%以上")],
        observations=[
            {"period": 2015, "value": 4619.8},
            pm.Observation(period=2015, value="8.3 %", as_published="8.3"),
        ],
    )
    rows = pm.evaluate(plan(one, period="2015"), as_of="2015-12-31", scale="met").indicators
    assert [(row.state, str(row.value), str(row.gap), row.near) for row in rows] == [
        ("missed", "4619.8 亿元", "-0.2 亿元", True),
        ("met", "8.3 %", "1.3 %", False),
    ]


@pytest.mark.parametrize(
    ("name", "target", "text", "value", "state"),
    [
        ("地方一般公共预算收入", "增长5%", "增长0.7%", "0.7 %", "missed"),
        ("全市生产总值", "增长5%左右", "增长5%", "5 %", "met"),
        ("全市生产总值", "增长5%左右", "增长4.5%", "4.5 %", "cannot_be_judged"),
        ("单位建设用地生产总值", "提高5%以上", "提高5%左右", "5 %", "cannot_be_judged"),
        ("单位生产总值能耗", "下降2.5%", "下降5.5%", "5.5 %", "met"),
        ("单位生产总值能耗", "下降2.5%", None, "-5.5 %", "met"),
        ("单位生产总值能耗", "下降2.5%", None, "5.5 %", "cannot_be_judged"),
    ],
)
def test_a_rate_of_the_whole_year_answers_the_rate_of_that_year(
    name: str, target: str, text: str | None, value: str, state: str
) -> None:
    seen = pm.Observation(period=2024, value=value, as_published=text)
    one = pm.Indicator(
        id="i", name=name, unit="亿元", targets=[pm.read_target(target, unit="亿元", year=2024)], observations=[seen]
    )
    row = pm.evaluate(plan(one, period="2024"), as_of="2024-12-31", scale="met").indicators[0]
    assert row.state == state
    # of a plan of five years nobody says that a rate is of its last year alone
    assert pm.evaluate(plan(one, period="2020/2024"), as_of="2024-12-31").indicators[0].state == "cannot_be_judged"


def test_before_it_is_in_force_the_printed_target_counts() -> None:
    one = indicator(
        ">80", 2020, (2017, "82.0 %"), (2019, "82.0 %"), name="优良天数比率", baseline={"year": 2015, "value": 76.7}
    )
    now = InForce(target=pm.read_target("84.5", unit="%", year=2020), by="重新核算", since="2018-07")
    before, after = (verdict(one, day, scale="met", in_force={"i": now}) for day in ("2017-12-31", "2019-12-31"))
    assert (before.target, before.in_force_by, before.state) == ("> 80 %", None, "early")
    assert (after.target, after.in_force_by, after.in_force_since) == ("84.5 %", "重新核算", "2018-07")


def test_verdicts_are_said_in_the_language_that_is_asked_for_and_stay_what_they_are_in_records() -> None:
    plan = pm.read_plan(Path(__file__).parents[2] / "examples" / "succession" / "jia-135.yaml")
    result = pm.evaluate(plan, as_of="2020", scale="midterm-145")
    assert not any("\u4e00" <= sign <= "\u9fff" for one in result.counts() for sign in in_language(one.verdict, "en"))
    text, chinese = result.to_text(), result.to_text(language="zh")
    for one in result.counts():
        assert one.verdict in chinese
        assert one.verdict not in text.splitlines()[0]
        assert in_language(one.verdict, "en") in text
    assert {row["verdict"] for row in result.to_records()} == {str(one.verdict) for one in result.indicators}
