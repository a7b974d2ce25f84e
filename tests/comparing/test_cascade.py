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
from planmodel.comparing.tree import ancestors_of
from planmodel.phrases.reader import read_commitment


def plan(
    id: str, *indicators: pm.Indicator, metrics: tuple[pm.Metric, ...] = (), base_year: int | None = 2020, **header: Any
) -> pm.Plan:
    return pm.Plan(id=id, title=id, base_year=base_year, elements=[*metrics, *indicators], **header)


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
        ("一级标准", "一级标准", {}, "equal"),
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
        # 一级 is the best air, and the least hospital
        ("二级标准", "一级标准", {}, "classes 二级 and 一级 are on no scale that is known"),
    ],
)
def test_what_cannot_be_compared_says_why(child: str, parent: str, options: dict[str, Any], reason: str) -> None:
    found = outcome(child, parent, **options)
    assert found[0] == "not_comparable"
    assert found[1] == reason


COMPARATORS = (None, "at_least", "more_than", "at_most", "less_than")
GROWN = {"increase": 1, "decrease": -1}


def kept_by(value: float, promise: float, sign: int, comparator: str | None) -> bool:
    """Tell whether a value keeps a promised change, counted out on the change itself."""
    size = sign * (value - 100)
    tests = {
        None: size == promise,
        "at_least": size >= promise,
        "more_than": size > promise,
        "at_most": size <= promise,
        "less_than": size < promise,
    }
    return tests[comparator]


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("direction", ["increase", "decrease"])
@pytest.mark.parametrize("theirs", COMPARATORS)
@pytest.mark.parametrize("mine", COMPARATORS)
def test_a_change_is_stricter_only_where_every_value_that_keeps_it_is_better_bounded(
    mine: Any, theirs: Any, direction: Any, better: Any
) -> None:
    values = [50 + step / 2 for step in range(201)]

    def worst(promise: float, comparator: str | None) -> float | None:
        """Return the worst value that keeps a promise; ``None`` where there is none, however bad."""
        kept = [value for value in values if kept_by(value, promise, GROWN[direction], comparator)]
        found = min(kept) if better == "higher" else max(kept)
        return None if found in (values[0], values[-1]) else found

    def verdict(child: float, parent: float) -> str:
        one, other = (
            pm.Change(direction=direction, value=f"{size} %", relative=True, since=2020, comparator=how)
            for size, how in ((child, mine), (parent, theirs))
        )
        return compare_commitments(one, other, better=better).outcome

    for child, parent in ((14, 13), (13, 14)):
        ends = worst(child, mine), worst(parent, theirs)
        if ends[0] is None or ends[1] is None:
            assert verdict(child, parent) == "not_comparable"
        else:
            assert verdict(child, parent) == ("stricter" if (ends[0] > ends[1]) == (better == "higher") else "looser")


def promised(size: str, direction: Any, comparator: Any) -> pm.Change:
    return pm.Change(direction=direction, value=size, relative=True, since=2020, comparator=comparator)


def test_a_cap_on_a_cut_is_no_cut() -> None:
    cap, cut = promised("14 %", "decrease", "at_most"), promised("13 %", "decrease", "at_least")
    for options in ({}, LOWER, HIGHER):
        for pair in ((cap, cut), (cut, cap)):
            told = compare_commitments(*pair, **options)
            assert (told.outcome, told.reason) == ("not_comparable", "one is a floor, the other a ceiling")
    bare = promised("13 %", "decrease", None)
    assert compare_commitments(cap, bare, better="lower").reason == "lower is better, and a cap on a fall asks for none"
    assert compare_commitments(cap, promised("15 %", "decrease", "at_most")).outcome == "stricter"
    few = pm.Change(direction="decrease", value="5 吨", comparator="at_most")
    many = pm.Change(direction="decrease", value="9 吨", comparator="at_least")
    assert compare_commitments(few, many, better="lower", quantity="flow").share is None


def test_a_level_bounded_on_the_other_side_than_the_better_one_is_no_stricter() -> None:
    stood = (pm.Baseline(year=2020, value="40 %"), pm.Baseline(year=2020, value="40 %"))
    ceiling, bare = pm.Level(value="50 %", comparator="at_most"), pm.Level(value="45 %")
    told = compare_commitments(ceiling, bare, better="higher", baselines=stood)
    assert (told.outcome, told.reason) == ("not_comparable", "higher is better, and the promise is a ceiling")
    assert compare_commitments(ceiling, bare, better="lower", baselines=stood).outcome == "looser"
    beyond = pm.Level(value="50 %", comparator="better_than")
    assert compare_commitments(beyond, bare, better="higher", baselines=stood).outcome == "stricter"
    assert compare_commitments(beyond, ceiling, better="lower", baselines=stood).outcome == "equal"


def test_of_alternatives_each_must_say_the_same() -> None:
    def either(*sizes: str, of: Any = "any") -> pm.Compound:
        return pm.Compound(parts=[pm.Level(value=size) for size in sizes], of=of)

    parent = pm.Level(value="45 %")
    told = compare_commitments(either("50 %", "40 %"), parent, better="higher")
    assert (told.outcome, told.reason) == (
        "not_comparable",
        "its parts say different things: a higher level, a lower level",
    )
    assert compare_commitments(either("50 %", "48 %"), parent, better="higher").outcome == "higher"
    assert compare_commitments(either("50 %", "48 天"), parent, better="higher").outcome == "not_comparable"
    assert compare_commitments(either("50 %", "48 天", of="all"), parent, better="higher").outcome == "higher"
    spoken = pm.Compound(parts=[pm.Level(value="50 %"), pm.Qualitative(trend="improve")], of="any")
    assert compare_commitments(spoken, parent, better="higher").reason == (
        "any part of several is enough, and not all of them can be compared"
    )


AREAS = {
    "nation": pm.Jurisdiction(name="中国", level="national"),
    "province": pm.Jurisdiction(name="广东省", level="province", code="440000"),
    "city": pm.Jurisdiction(name="清远市", level="city", code="441800", parent="广东省"),
    "sibling city": pm.Jurisdiction(name="韶关市", level="city", parent="广东省"),
    "county": pm.Jurisdiction(name="连州市", level="county", code="441882", parent="清远市"),
    "sibling": pm.Jurisdiction(name="英德市", level="county", code="441881", parent="清远市"),
    "foreign city": pm.Jurisdiction(name="长沙市", level="city", code="430100"),
    "uncoded county": pm.Jurisdiction(name="阳山县", level="county", parent="清远市"),
    "uncoded": pm.Jurisdiction(name="某地"),
}


@pytest.mark.parametrize(
    ("child", "parent", "reason"),
    [
        ("county", "city", None),
        ("county", "province", None),
        ("county", "nation", None),
        ("county", "county", None),
        ("county", "uncoded", None),
        ("uncoded county", "city", None),
        ("uncoded county", "province", None),
        ("county", "sibling", "英德市 (441881) does not hold 连州市 (441882)"),
        ("city", "county", "连州市 (441882) does not hold 清远市 (441800)"),
        ("nation", "county", "连州市 (county) does not stand above 中国 (national)"),
        ("county", "foreign city", "长沙市 (430100) does not hold 连州市 (441882)"),
        ("city", "sibling city", "韶关市 (city) does not stand above 清远市 (city)"),
        ("uncoded county", "county", "连州市 (county) does not stand above 阳山县 (county)"),
        ("uncoded county", "sibling city", "阳山县 belongs to 清远市, not to 韶关市"),
    ],
)
def test_only_what_stands_above_is_held_against(child: str, parent: str, reason: str | None) -> None:
    promises = ("下降14%", "下降13.5%")
    plans = [
        plan(id, indicator("energy-intensity", text), jurisdiction=AREAS[area])
        for id, area, text in zip("ab", (child, parent), promises, strict=True)
    ]
    [result] = pm.cascade(*plans).results
    assert (result.outcome, result.reason) == (("stricter", None) if reason is None else ("not_comparable", reason))
    above = [one.id for one in ancestors_of(plans)["a"]]
    assert above == [] or reason is None


def test_areas_that_name_each_other_stand_above_nobody() -> None:
    plans = [plan(id, jurisdiction=pm.Jurisdiction(name=id, parent=parent)) for id, parent in ("ab", "bc", "ca")]
    assert ancestors_of(plans) == {"a": (), "b": (), "c": ()}


@pytest.mark.parametrize("comparator", [None, "at_least", "at_most"])
@pytest.mark.parametrize(
    ("direction", "better"), [("decrease", "lower"), ("increase", "higher"), ("increase", "lower")]
)
def test_a_promise_of_three_levels_goes_up_the_chain_with_its_comparator(
    direction: Any, better: Any, comparator: Any
) -> None:
    """What a county makes of its city's promise, and the city of the nation's, by size, side and the better way."""
    sizes = {"county": 15, "city": 13, "nation": 14}
    plans = []
    for area, size in sizes.items():
        target = pm.Target(year=2025, commitment=promised(f"{size} %", direction, comparator))
        own = pm.Indicator(id="i", name="x", metric="m", better=better, targets=[target])
        plans.append(plan(area, own, jurisdiction=AREAS[area]))
    found = {(one.child, one.parent): one.outcome for one in pm.cascade(plans).results}
    more = "stricter" if (direction == "decrease") == (better == "lower") else "looser"
    less = "looser" if more == "stricter" else "stricter"
    towards = (direction == "increase") == (better == "higher")
    asks = comparator is None or (comparator == "at_least") == towards
    wanted = (more, less) if asks else ("not_comparable", "not_comparable")
    assert found == dict(zip((("county", "city"), ("city", "nation")), wanted, strict=True))


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
