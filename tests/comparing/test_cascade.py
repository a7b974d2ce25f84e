"""A plan held against the plan above it: stricter, equal, looser, a share, or the reason why nobody can say."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.comparing.outcomes import compare_commitments
from planmodel.phrases.reader import read_commitment


def plan(
    id: str, *indicators: pm.Indicator, metrics: tuple[pm.Metric, ...] = (), base_year: int | None = 2020
) -> pm.Plan:
    return pm.Plan(id=id, title=id, base_year=base_year, elements=[*metrics, *indicators])


def indicator(metric: str | None, *targets: pm.Target | str, **fields: Any) -> pm.Indicator:
    made = [one if isinstance(one, pm.Target) else pm.read_target(one, year=2025) for one in targets]
    id = f"i-{metric}" if metric is None or metric.isalnum() else "i-odd"
    return pm.Indicator(id=id, name=metric or "x", metric=metric, targets=made, **fields)


def outcome(child: str, parent: str, **options: Any) -> tuple[str, str | None]:
    verdict = compare_commitments(read_commitment(child), read_commitment(parent), **options)
    return verdict.outcome, verdict.reason


LOWER: dict[str, Any] = {"better": "lower"}
HIGHER: dict[str, Any] = {"better": "higher"}
SAME: dict[str, Any] = {"base_years": (2020, 2020)}


@pytest.mark.parametrize(
    ("child", "parent", "options", "expected"),
    [
        ("下降14%以上", "下降13.5%", SAME, "stricter"),
        ("下降13%", "下降13.5%", SAME, "looser"),
        ("比2020年下降14%", "下降14%", SAME, "equal"),
        ("下降14%", "下降14%", SAME | HIGHER, "equal"),
        ("下降13%", "下降14%", SAME | HIGHER, "stricter"),  # a fall of what should rise
        ("提高3个百分点", "提高2个百分点", SAME, "stricter"),
        ("年均下降3%", "年均下降2%", {}, "stricter"),
        ("≥95%", "≥92%", HIGHER, "higher"),
        ("≤25微克/立方米", "≤22微克/立方米", LOWER, "higher"),
        ("0.025毫克/立方米", "25微克/立方米", LOWER, "equal"),
        ("320天", "310天", HIGHER, "higher"),
        ("达到或优于Ⅱ类", "达到或优于Ⅲ类", {}, "higher"),
        ("Ⅲ类", "Ⅲ类", {}, "equal"),
        ("劣Ⅴ类", "Ⅴ类", {}, "lower"),
        ("55～60%", "50%", HIGHER, "higher"),
        ("55～60%", "60%", LOWER, "equal"),
        ("55～60%", "50%", {}, "higher"),
        ("≥55%且不降低", "≥50%", HIGHER, "higher"),
        ("≥90%", "≥85%", {}, "higher"),
    ],
)
def test_two_numbers_of_one_kind_are_ordered(child: str, parent: str, options: dict[str, Any], expected: str) -> None:
    assert outcome(child, parent, **options)[0] == expected


@pytest.mark.parametrize(
    ("child", "parent", "options", "reason"),
    [
        ("减少245吨", "下降8%", SAME, "the child promises a quantity, the parent a share of its base"),
        ("下降14%", "下降13.5%", {}, "the base year of the child is not known"),
        ("比2015年下降14%", "比2020年下降13.5%", {}, "base years differ: 2015 and 2020"),
        ("年均下降3%", "下降13.5%", SAME, "one counts per year, the other in all"),
        ("下降3%", "提高3%", SAME, "one rises, the other falls"),
        ("≥90%", "下降3%", HIGHER, "a level against a change"),
        ("55～60%", "58%", {}, "ranges that overlap, and which way is better is not known"),
        ("≥90%", "≤85%", HIGHER, "one is a floor, the other a ceiling"),
        ("320天", "≥85%", HIGHER, "units measure different things: 天 and %"),
        ("提高3个百分点", "提高3%", HIGHER, "the child promises a quantity, the parent a share of its base"),
        ("10万亩", "100万亩", HIGHER, "whether 万亩 of a part add up to those of the whole is not known"),
        ("减少1吨", "减少0吨", {}, "the parent's number is zero"),
        ("一级标准", "Ⅲ类", {}, "classes 一级 and Ⅲ are on no scale that is known"),
    ],
)
def test_what_cannot_be_compared_says_why(child: str, parent: str, options: dict[str, Any], reason: str) -> None:
    found = outcome(child, parent, **options)
    assert found[0] == "not_comparable"
    assert found[1] == reason


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        ("完成省下达任务", "≥90%", "child_unnumbered"),
        ("≥90%", "持续改善", "parent_unnumbered"),
        ("得到合理控制", "完成国家下达任务", "child_unnumbered"),
        ("达到全国平均水平", "≥90%", "child_unnumbered"),
        ("11⠥", "≥90%", "child_unnumbered"),
    ],
)
def test_a_promise_without_a_number_is_named_as_such(child: str, parent: str, expected: str) -> None:
    assert outcome(child, parent, better="higher")[0] == expected


def test_remarks_tell_of_approximate_numbers_and_other_comparators() -> None:
    assert outcome("下降15%左右", "下降14%", **SAME) == ("stricter", "the child's is approximate")
    assert outcome("90%左右", "≥85%") == ("higher", "the child's is approximate; which way is better is not known")
    assert outcome("下降14%以上", "下降14%", **SAME) == ("equal", "equal numbers with different comparators")


def test_tonnes_under_ten_thousand_tonnes_are_an_exact_share() -> None:
    verdict = compare_commitments(read_commitment("减少245吨"), read_commitment("减少4.32万吨"))
    assert (verdict.outcome, verdict.share) == ("share", Fraction(245, 43200))
    more = compare_commitments(read_commitment("减少5万吨"), read_commitment("减少4万吨"))
    assert (more.share, more.reason) == (Fraction(5, 4), "more than the whole")


@given(
    st.decimals("0.1", 1000, places=1),
    st.decimals("0.1", 1000, places=1),
    st.sampled_from(["higher", "lower"]),
    st.sampled_from([("毫克/立方米", "微克/立方米"), ("%", "‰")]),
)
def test_what_is_higher_one_way_is_lower_the_other_and_units_do_not_matter(
    one: Any, other: Any, better: Any, units: tuple[str, str]
) -> None:
    left, right = (pm.Level(value=pm.Amount(number, units[0])) for number in (one, other))
    there = compare_commitments(left, right, better=better).outcome
    back = compare_commitments(right, left, better=better).outcome
    assert {there, back} in ({"higher", "lower"}, {"equal"})
    converted = pm.Level(value=left.value.to(units[1]))
    assert compare_commitments(converted, right, better=better).outcome == there


def test_lists_in_another_order_do_not_swap() -> None:
    order = ["cod", "nh3n", "nox", "voc"]
    parent = plan("p", *(indicator(name, f"减少{n + 1}万吨") for n, name in enumerate(order)))
    child = plan("c", *(indicator(name, f"减少{(order.index(name) + 1) * 100}吨") for name in reversed(order)))
    found = pm.cascade(child, parent)
    assert [(one.metric, one.share) for one in found.results] == [(name, Fraction(1, 100)) for name in reversed(order)]


def test_years_and_scopes_are_held_against_their_like() -> None:
    parent = plan(
        "p", indicator("m", pm.read_target("≥85%", year=2025), pm.read_target("≥90%", year=2030), better="higher")
    )
    child = plan(
        "c", indicator("m", pm.read_target("≥88%", year=2030), pm.read_target("≥88%", year=2027), better="higher")
    )
    first, second = pm.cascade(child, parent).results
    assert (first.year, first.outcome) == (2030, "lower")
    assert (second.outcome, second.reason) == ("not_comparable", "target years differ: 2027 and 2025, 2030")
    part = plan(
        "c", indicator("m", pm.Target(year=2025, scope="山区", commitment=read_commitment("≥88%")), better="higher")
    )
    [scoped] = pm.cascade(part, parent).results
    assert scoped.reason == "the two are of different scopes"


def test_the_metric_tells_the_direction_and_whether_numbers_add_up() -> None:
    metric = pm.Metric(id="water", name="用水总量", quantity="flow", better="lower")
    child, parent = (
        plan("c", indicator("water", "1亿立方米")),
        plan("p", indicator("water", "4亿立方米"), metrics=(metric,)),
    )
    [result] = pm.cascade(child, parent).results
    assert (result.outcome, result.share) == ("share", Fraction(1, 4))
    contradicting = pm.cascade(
        plan("c", indicator("m", "≥90%", better="lower")), plan("p", indicator("m", "≥90%", better="higher"))
    )
    assert contradicting.results[0].outcome == "not_comparable"
    assert contradicting.results[0].reason == "definitions differ: better lower, the parent's higher"


def test_what_is_striven_for_is_compared_apart() -> None:
    child = plan("c", indicator("m", "下降14%,力争14.5%"))
    parent = plan("p", indicator("m", "下降14%"))
    [result] = pm.cascade(child, parent).results
    assert (result.outcome, result.stretch) == ("equal", "stricter")


def test_what_has_no_counterpart_is_counted() -> None:
    child = plan("c", indicator("a", "≥1%"), indicator(None, "≥2%"))
    parent = plan("p", indicator("b", "≥1%"))
    found = pm.cascade(child, parent)
    assert (len(found), found.only_child, found.only_parent, found.without_metric) == (0, ("a",), ("b",), ("i-None",))


def test_the_record_has_the_keys_that_programs_read_and_the_table_is_safe() -> None:
    child = plan("c", indicator("<b>", "减少245吨"))
    parent = plan("p", indicator("<b>", "减少4.32万吨"))
    found = pm.cascade(child, parent)
    [record] = json.loads(json.dumps(found.to_dict()))["results"]
    assert {"metric", "child", "parent", "outcome", "share", "reason"} <= set(record)
    assert record["share"] == pytest.approx(245 / 43200)
    assert "<b>" not in found._repr_html_()
    assert "0.57% of it" in repr(found)


def levelled(id: str, baseline: str | None, target: str, *, year: int = 2020, better: Any = "higher") -> pm.Plan:
    stood = pm.Baseline(year=year, value=baseline) if baseline is not None else None
    return plan(id, indicator("m", target, baseline=stood, better=better))


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        # forest cover: a county of hills promises twice the nation's level, and half of its rise
        (levelled("c", "50.5%", "51%"), levelled("p", "23.04%", "24.1%"), "looser"),
        (levelled("c", "48%", "51%"), levelled("p", "23.04%", "24.1%"), "stricter"),
        (levelled("c", "49.94%", "51%"), levelled("p", "23.04%", "24.1%"), "equal"),
        (levelled("c", None, "51%"), levelled("p", "23.04%", "24.1%"), "higher"),
        (levelled("c", "50%", "51%"), levelled("p", None, "24.1%"), "higher"),
        (levelled("c", "50%", "51%", year=2019), levelled("p", "23.04%", "24.1%"), "higher"),
        # a fall of 6 from 30 and one of 5 from 24: more as a quantity, less as a share; both or neither
        (
            levelled("c", "30微克/立方米", "24微克/立方米", better="lower"),
            levelled("p", "0.024毫克/立方米", "0.019毫克/立方米", better="lower"),
            "higher",
        ),
        (
            levelled("c", "30微克/立方米", "24微克/立方米", better="lower"),
            levelled("p", "0.03毫克/立方米", "0.025毫克/立方米", better="lower"),
            "stricter",
        ),
        (
            levelled("c", "30微克/立方米", "24微克/立方米", better="lower"),
            levelled("p", "30天", "25微克/立方米", better="lower"),
            "lower",
        ),
    ],
)
def test_only_the_required_change_makes_a_level_stricter(child: pm.Plan, parent: pm.Plan, expected: str) -> None:
    [result] = pm.cascade(child, parent).results
    assert result.outcome == expected
    assert result.reason is not None
    assert ("levels alone" in result.reason) == (expected in ("higher", "lower"))


def test_a_baseline_of_the_whole_is_no_baseline_of_a_part() -> None:
    part = pm.Target(year=2025, scope="山区", commitment=pm.Level(value="60 %"))
    stood = pm.Baseline(year=2020, value="50 %")
    plans = [plan(id, indicator("m", part, baseline=stood, better="higher")) for id in ("c", "p")]
    [result] = pm.cascade(*plans).results
    assert (result.outcome, result.reason) == ("equal", "levels alone: the child has no baseline")


def test_two_targets_of_the_parent_for_one_year_are_none() -> None:
    child = plan("c", indicator("m", "下降14%"))
    parent = plan("p", indicator("m", "下降13%", "下降15%"))
    [result] = pm.cascade(child, parent).results
    assert (result.outcome, result.parent_target) == ("not_comparable", None)
    assert result.reason == "2 different targets for 2025: ↓ 13 %, ↓ 15 %"
    twice = plan("p", indicator("m", "下降13%", "下降13%"))
    assert pm.cascade(child, twice).results[0].outcome == "stricter"


def test_two_targets_of_the_child_for_one_year_are_none() -> None:
    parent = plan("p", indicator("m", "下降13%"))
    results = pm.cascade(plan("c", indicator("m", "下降12%", "下降15%")), parent).results
    assert [(one.outcome, one.parent_target, one.reason) for one in results] == [
        ("not_comparable", None, "the child has 2 different targets for 2025: ↓ 12 %, ↓ 15 %")
    ] * 2
    twice = pm.cascade(plan("c", indicator("m", "下降15%", "下降15%")), parent).results
    assert {one.outcome for one in twice} == {"stricter"}


def test_definitions_that_differ_are_held_against_each_other_by_no_number() -> None:
    plans = [
        plan(id, indicator("o3", "≤160微克/立方米"), metrics=(pm.Metric(id="o3", name="臭氧", statistic=statistic),))
        for id, statistic in (("c", "per90"), ("p", "mean"))
    ]
    [result] = pm.cascade(*plans).results
    assert result.outcome == "not_comparable"
    assert result.reason == "definitions differ: statistic per90, the parent's mean"


def test_plans_of_one_id_are_refused_and_not_held_against_themselves() -> None:
    child, parent = (pm.Plan(id="plan", title=title) for title in ("county", "nation"))
    with pytest.raises(pm.errors.DuplicateIdError, match="2 plans have the id 'plan'"):
        pm.cascade(child, parent)
    with pytest.raises(pm.errors.DuplicateIdError):
        pm.cascade([child, parent])
