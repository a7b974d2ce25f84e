"""Rules about indicators and amounts: what they find, and what they leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from planmodel.check import Report, Rule, check, rules_indicators, rules_numbers
from planmodel.model.element import Element
from planmodel.model.kinds import Indicator, Metric, Project, Task
from planmodel.model.numbers import Baseline, Cost, Estimate, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency
from planmodel.model.targets import Assigned, Change, Commitment, Compound, Level, Qualitative, Target, Unread


def run(rule: Rule, *elements: Element) -> Report:
    return check(Plan(id="p", title="Plan", elements=elements), rules=[rule])


def paths(rule: Rule, *elements: Element) -> list[str]:
    return [finding.path.partition(".")[2] for finding in run(rule, *elements).findings]


def indicator(*commitments: Commitment, **rest: Any) -> Indicator:
    targets = [Target(year=2025, commitment=commitment) for commitment in commitments]
    return Indicator(id="i", name="I", targets=targets, **rest)


def level(value: str | float, **rest: Any) -> Level:
    return Level(value=value, **rest)


def both(*parts: Commitment) -> Compound:
    return Compound(parts=parts)


def fall(value: str, **rest: Any) -> Change:
    return Change(direction="decrease", value=value, **rest)


@pytest.mark.parametrize(
    ("given", "finds"),
    [
        (indicator(), False),
        (indicator(Qualitative(trend="improve"), Assigned(by="省")), False),
        (indicator(fall("14.5 %", relative=True)), False),
        (indicator(level(90), unit="%"), False),
        (indicator(level(90)), True),
        (indicator(fall("3 万吨")), True),
        (indicator(both(level(55), Qualitative(trend="maintain"))), True),
        (indicator(observations=[Observation(period=2021, value=3)]), True),
        (indicator(observations=[Observation(period=2021)]), False),
    ],
)
def test_an_indicator_with_numbers_wants_a_unit(given: Indicator, finds: bool) -> None:
    assert bool(run(rules_indicators.indicator_without_unit, given).findings) is finds


def test_an_index_has_no_unit_and_the_unit_of_the_metric_is_suggested() -> None:
    index = Metric(id="m", name="M", quantity="index")
    flow = Metric(id="m", name="M", unit="万亩")
    given = indicator(level(2.6), metric="m")
    assert run(rules_indicators.indicator_without_unit, index, given).findings == ()
    (one,) = run(rules_indicators.indicator_without_unit, flow, given).findings
    assert one.hint == "its metric is in 万亩: write unit: 万亩"


def test_a_baseline_in_words_is_a_baseline() -> None:
    rule = rules_indicators.indicator_without_baseline
    assert run(rule, indicator(baseline=Baseline(year=2020, as_published="总体改善"))).findings == ()
    assert [one.severity for one in run(rule, indicator()).findings] == ["info"]


def test_the_direction_may_stand_on_the_metric() -> None:
    rule = rules_indicators.indicator_without_direction
    metric = Metric(id="m", name="M", better="lower")
    assert len(run(rule, indicator(level(90))).findings) == 1
    assert len(run(rule, indicator(fall("3 %"))).findings) == 1
    assert run(rule, indicator(level(90), better="higher")).findings == ()
    assert run(rule, metric, indicator(level(90), metric="m")).findings == ()
    assert run(rule, indicator(Qualitative(trend="improve"), Unread())).findings == ()


@pytest.mark.parametrize(
    ("commitment", "better", "finds"),
    [
        (level("97 %"), "higher", True),
        (level("100 %"), "higher", False),
        (level("97 %"), "lower", False),
        (level("1000 ‰"), "higher", False),
        (level("970 ‰"), "higher", True),
        (level("101 %"), "lower", True),
        (level("95 %", high="100 %", comparator="between"), "higher", False),
        (level("95 %", high="98 %", comparator="between"), "higher", True),
        (level("99 %", high="102 %", comparator="between"), "lower", False),
        (both(level("97 %"), Qualitative(trend="improve")), "higher", True),
        (fall("3 %", relative=True), "higher", True),
        (fall("3 %", relative=True), "lower", False),
        (Unread(), "higher", False),
        (level("97 %"), None, False),
    ],
)
def test_a_target_worse_than_the_baseline_is_found_when_a_direction_is_known(
    commitment: Commitment, better: Any, finds: bool
) -> None:
    given = indicator(commitment, unit="%", better=better, baseline=Baseline(year=2020, value=100))
    found = run(rules_indicators.target_worse_than_baseline, given).findings
    assert bool(found) is finds
    assert all(one.severity == "warning" for one in found)


def test_a_target_for_a_part_or_in_another_unit_is_not_held_against_the_baseline() -> None:
    rule = rules_indicators.target_worse_than_baseline
    part = Target(year=2025, commitment=level("40 %"), scope="平原")
    baseline = Baseline(year=2020, value="60 %")
    given = Indicator(id="i", name="I", unit="%", better="higher", baseline=baseline, targets=[part])
    assert run(rule, given).findings == ()
    area = Baseline(year=2020, value="19.75 万公顷")
    assert run(rule, indicator(level("1 %"), better="higher", baseline=area)).findings == ()
    bare = Baseline(year=2020, value=91)
    assert run(rule, indicator(level("98 %"), better="higher", baseline=bare)).findings == ()


def test_units_of_one_indicator_convert_into_each_other() -> None:
    rule = rules_numbers.units_do_not_convert
    metric = Metric(id="m", name="M", unit="万吨")
    given = indicator(
        level("3000 公顷"),
        level("5 吨"),
        fall("5 吨"),
        fall("5 吨", relative=True),
        fall("5 %", relative=True),
        both(level("1 亩"), level("1 户")),
        metric="m",
        unit="万亩",
        baseline=Baseline(value="3 人"),
        observations=[Observation(period=2021, value="3 平方公里"), Observation(period=2022, value="3 元")],
    )
    assert paths(rule, metric, given) == [
        "baseline.value",
        "observations[1].value",
        "targets[1].commitment.value",
        "targets[2].commitment.value",
        "targets[3].commitment.value",
        "targets[5].commitment.parts[1].value",
        "unit",
    ]


def test_without_a_unit_the_numbers_of_an_indicator_are_held_against_the_first() -> None:
    rule = rules_numbers.units_do_not_convert
    assert paths(rule, indicator(level("3 吨"), baseline=Baseline(value="3 亩"))) == ["targets[0].commitment.value"]
    assert paths(rule, indicator(level("3 公顷"), baseline=Baseline(value="3 亩"))) == []
    assert paths(rule, indicator(level(3), baseline=Baseline(value="3 亩"))) == []


def test_an_unknown_unit_is_one_finding_with_near_units_and_no_more() -> None:
    given = indicator(level("3 吨"), unit="微克/立方沫", observations=[Observation(period=2021, value=4)])
    report = check(Plan(id="p", title="P", elements=[given]))
    (one,) = report.of("PM406")
    assert one.path == "indicators[0].unit"
    assert one.hint is not None
    assert "立方" in one.hint
    assert report.of("PM405") == ()


def test_durations_and_lags_are_times_and_costs_are_money_in_one_currency() -> None:
    rule = rules_numbers.units_do_not_convert
    given = [
        Task(id="s", name="S", duration="18 月"),
        Task(
            id="t", name="T", duration="3 万元", depends_on=[Dependency("s", lag="3 亩"), Dependency("s", lag="2 天")]
        ),
        Task(id="u", name="U", duration=Estimate(likely="20 工作日")),
        Project(id="x", name="X", cost=Cost(total="3 亿元", in_period="300 万元")),
        Project(id="y", name="Y", cost=Cost(total="3 亿元", in_period="300 万美元")),
        Project(id="z", name="Z", cost=Cost(total="3 公顷", in_period="300 万元")),
    ]
    report = run(rule, *given)
    assert [(one.element, one.path.partition(".")[2]) for one in report.findings] == [
        ("t", "depends_on[0].lag"),
        ("t", "duration"),
        ("y", "cost.in_period"),
        ("z", "cost.total"),
    ]
    assert all(one.severity == "error" for one in report.findings)


@pytest.mark.parametrize(
    ("commitment", "finds"),
    [
        (level("2 个百分点"), True),
        (level("2 %"), False),
        (fall("2 %"), True),
        (fall("2 个百分点"), False),
        (fall("2 %", relative=True), False),
        (fall("2 个百分点", relative=True), True),
    ],
)
def test_percent_and_percentage_points_are_told_apart_and_reported_once(commitment: Commitment, finds: bool) -> None:
    report = check(Plan(id="p", title="P", elements=[indicator(commitment, unit="%")]))
    assert bool(report.of("PM407")) is finds
    assert report.of("PM405") == ()


def test_points_of_what_is_no_share_do_not_convert() -> None:
    assert paths(rules_numbers.units_do_not_convert, indicator(level("2 个百分点"), unit="万亩")) != []


@pytest.mark.parametrize(
    ("value", "finds"),
    [
        ("1 克/立方米", True),
        ("1.1 毫克/立方米", False),
        ("900 微克/立方米", False),
        ("2 微克/立方米", True),
        ("500", False),
    ],
)
def test_a_number_in_another_unit_that_is_a_hundred_times_another_may_be_a_slip(value: str, finds: bool) -> None:
    rule = rules_numbers.unit_slip
    given = indicator(
        unit="毫克/立方米", baseline=Baseline(value=1), observations=[Observation(period=2023, value=value)]
    )
    assert bool(run(rule, given).findings) is finds
    assert run(rule, indicator(level("0 克/立方米"), unit="毫克/立方米", baseline=Baseline(value=1))).findings == ()


@pytest.mark.parametrize(
    ("done", "hint"),
    [
        ("140 %", None),
        ("-1 %", None),
        (40, "write 40 %"),
        ("3 座", None),
        ("40 %", ""),
        (0.4, ""),
        ("1000 ‰", ""),
        (1, ""),
    ],
)
def test_done_is_a_share_between_nothing_and_all(done: Any, hint: str | None) -> None:
    found = run(rules_numbers.done_out_of_range, Task(id="t", name="T", done=done)).findings
    assert [one.hint for one in found] == ([] if hint == "" else [hint])


def test_a_cost_in_the_period_is_not_above_the_total() -> None:
    rule = rules_numbers.cost_in_period_above_total
    costs = [("1.2 亿元", "0.9 亿元"), ("1.2 亿元", "12001 万元"), ("1.2 亿元", "12000 万元"), ("1 元", "2 美元")]
    given = [Project(id=f"x{n}", name="X", cost=Cost(total=a, in_period=b)) for n, (a, b) in enumerate(costs)]
    assert [one.element for one in run(rule, *given, Project(id="y", name="Y", cost=Cost())).findings] == ["x1"]


def test_an_unread_target_is_shown_as_printed_with_the_reason() -> None:
    target = Target(year=2025, as_published="稳中有进", commitment=Unread(reason="not a level"))
    given = Indicator(id="i", name="I", targets=[target, Target(year=2030)])
    first, second = run(rules_indicators.target_unread, given).findings
    assert first.message == "the target '稳中有进' is not read: not a level"
    assert second.message == "the target has neither text nor commitment"


def test_a_direction_against_the_metric_is_found() -> None:
    rule = rules_indicators.direction_against_metric
    metric = Metric(id="m", name="M", better="lower")
    assert paths(rule, metric, indicator(metric="m", better="higher")) == ["better"]
    assert paths(rule, metric, indicator(metric="m")) == []


# --- said twice ---


def test_two_targets_of_one_sort_for_one_year_are_found_and_others_are_not() -> None:
    found = run(rules_indicators.said_twice, indicator(level("50 %"), fall("3 %"), level("51 %"), level("50 %")))
    assert [(one.path, one.message.rpartition(", ")[2]) for one in found.findings] == [
        ("indicators[0].targets[2]", "and differs"),
        ("indicators[0].targets[3]", "and the same"),
    ]
    apart = [
        Target(year=2025, commitment=level("50 %")),
        Target(year=2030, commitment=level("50 %")),
        Target(year=2025, commitment=level("40 %"), scope="山区"),
        Target(year=2025, commitment=fall("3 %", since=2020)),
        Target(year=2025, commitment=fall("3 %", since=2015)),
        Target(year=2025, commitment=fall("3 %", per="year")),
    ]
    assert paths(rules_indicators.said_twice, Indicator(id="i", name="I", targets=apart)) == []


def test_two_values_of_one_period_are_found() -> None:
    values = [("2023", "5 吨"), ("2023-12", "5 吨"), ("2023", "6 吨"), ("2023", "5 吨")]
    observed = [Observation(period=period, value=value) for period, value in values]
    assert paths(rules_indicators.said_twice, Indicator(id="i", name="I", observations=observed)) == [
        "observations[2]",
        "observations[3]",
    ]


def test_a_shipped_metric_says_which_way_is_better_as_one_of_the_plan_does() -> None:
    assert not run(rules_indicators.indicator_without_direction, indicator(level(22), metric="pm25")).findings
    assert run(rules_indicators.indicator_without_direction, indicator(level(22), metric="pm52")).findings
    assert run(rules_indicators.direction_against_metric, indicator(level(22), metric="pm25", better="higher")).findings
    worse = indicator(level(30), metric="pm25", unit="微克/立方米", baseline=Baseline(year=2020, value=25))
    assert paths(rules_indicators.target_worse_than_baseline, worse) == ["targets[0].commitment"]


def test_the_unit_of_a_shipped_metric_counts_for_levels_and_not_for_relative_changes() -> None:
    falls = indicator(fall("14.5 %", relative=True), metric="energy-intensity", unit="%")
    assert not run(rules_numbers.units_do_not_convert, falls).findings
    steps = indicator(Change(direction="increase", value="3 个百分点"), metric="forest-cover-share", unit="个百分点")
    assert not run(rules_numbers.units_do_not_convert, steps).findings
    assert paths(rules_numbers.units_do_not_convert, indicator(level(22), metric="pm25", unit="吨")) == ["unit"]
    assert paths(rules_numbers.units_do_not_convert, indicator(level(22), metric="pm25", unit="%")) == ["unit"]


def test_a_cut_of_what_is_itself_a_cut_is_not_worse() -> None:
    rule = rules_indicators.target_worse_than_baseline
    cut = Indicator(
        id="i",
        name="化学需氧量重点工程减排量",
        unit="吨",
        better="higher",
        targets=[Target(year=2025, commitment=fall("245 吨"))],
    )
    assert paths(rule, cut) == []
    assert paths(rule, Indicator(id="j", name="森林面积", unit="公顷", better="higher", targets=cut.targets)) == [
        "targets[0].commitment"
    ]
