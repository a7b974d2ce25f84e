"""Whether parts add up: sums, means with and without weights, the silent ones, reserves, several wholes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import PlanModelError

CASES = Path(__file__).parents[3] / "shared" / "data" / "evaluation" / "quotas.json"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the quota sets are not beside the sources")
COUNTIES = Path(__file__).parents[2] / "examples" / "counties"


def plan(id: str, value: Any, unit: str = "万吨", quantity: str | None = "flow", **more: Any) -> pm.Plan:
    metric = pm.Metric(id="m", name="M", quantity=quantity)  # type: ignore[arg-type]
    target = value if isinstance(value, pm.Target) else level(value or 0)
    held = [] if value is None else [pm.Indicator(id="i", name="I", metric="m", unit=unit, targets=[target], **more)]
    return pm.Plan(id=id, title=id, period="2021/2025", base_year=2020, elements=[metric, *held])


def placed(plan: pm.Plan, name: str, level: Any, **more: Any) -> pm.Plan:
    return plan.evolve(jurisdiction=pm.Jurisdiction(name=name, level=level, **more))


def test_what_cannot_lie_in_the_whole_is_no_part_of_it() -> None:
    city = placed(plan("city", "10"), "清远市", "city", code="441800")
    county = placed(plan("county", "6"), "连州市", "county", code="441882", parent="清远市")
    sibling = placed(plan("sibling", "4"), "英德市", "county", code="441881", parent="清远市")
    other = placed(plan("other", "4"), "乐昌市", "county", code="440281")
    assert pm.quotas(city, [county, sibling], metric="m").verdict == "adds_up"
    for whole, part, why in (
        (county, sibling, r"连州市 \(441882\) does not hold 英德市 \(441881\)"),
        (city, other, r"清远市 \(441800\) does not hold 乐昌市 \(440281\)"),
        (placed(county, "连州市", "county"), placed(sibling, "英德市", "county"), r"连州市 \(county\) does not stand"),
    ):
        with pytest.raises(PlanModelError, match=f"{part.id} is no part of {whole.id}: {why}"):
            pm.quotas(whole, [part], metric="m", parts=2)


SIGNS: dict[str, Any] = {"≥": "at_least", "≤": "at_most", ">": "more_than", "<": "less_than", "~": "about"}


def level(text: Any) -> pm.Target:
    """Return a level, with a sign before its number or without one."""
    sign = SIGNS.get(str(text)[0])
    return pm.Target(year=2025, commitment=pm.Level(value=str(text)[1:] if sign else f"{text}", comparator=sign))


def ranged(low: str, high: str) -> pm.Target:
    return pm.Target(year=2025, commitment=pm.Level(value=low, high=high, comparator="between"))


def cut(amount: str, relative: bool = False, direction: Any = "decrease") -> pm.Target:
    sign = SIGNS.get(amount[0])
    promise = pm.Change(
        direction=direction, value=amount[1:] if sign else amount, relative=relative, since=2020, comparator=sign
    )
    return pm.Target(year=2025, commitment=promise)


def split(whole: Any, *parts: Any, unit: str = "万吨", quantity: str | None = "flow", **more: Any) -> Any:
    children = [plan(f"c{place}", one, unit, quantity) for place, one in enumerate(parts)]
    return pm.quotas(plan("w", whole, unit, quantity), children, metric="m", **more)


@pytest.mark.parametrize(
    ("whole", "parts", "verdict", "left"),
    [
        ("15.5", ("2.2", "4", "3", "2.8", "2", "0.5", "0.5", "0.5"), "adds_up", "0 万吨"),
        ("370", ("14.1", "0.4", "30.4", "40", "58", "38", "43.1", "55.4", "70", "20"), "short", "0.6 万吨"),
        ("10", ("6", "7"), "over", "-3 万吨"),
        ("10.0", ("3.3", "3.3", "3.3"), "adds_up", "0.1 万吨"),
        ("30", ("8", "8", "6", "4", "4", None, None), "adds_up", "0 万吨"),
        ("90", ("21.05", "17.3", "9.59", "10.15", None), "cannot_be_decided", "31.91 万吨"),
        ("10", ("6", "7", None), "over", "-3 万吨"),
    ],
)
def test_sums(whole: str, parts: Any, verdict: str, left: str) -> None:
    found = split(whole, *parts)
    assert (found.verdict, str(found.difference)) == (verdict, left)
    assert found.silent == sum(one is None for one in parts)


@pytest.mark.parametrize(
    ("whole", "parts", "verdict"),
    [
        ("≤100", ("≥60", "≥40"), "cannot_be_decided"),
        ("≤100", ("≥60", "≥50"), "over"),
        ("≤100", ("≤60", "≤40"), "adds_up"),
        ("≤100", ("≤60", "≤30"), "covered"),
        ("≤100", ("≤60", "≤50"), "over"),
        ("≤100", ("60", "30"), "covered"),
        ("≥100", ("≥60", "≥30"), "short"),
        ("≥100", ("≥60", "≥50"), "covered"),
        ("≥100", ("≤60", "≤30"), "short"),
        ("≥100", ("≤60", "≤50"), "cannot_be_decided"),
        ("≥100", ("≥60", "≤50"), "cannot_be_decided"),
        ("<100", ("≤60", "≤40"), "over"),
        ("<100", ("<60", "≤40"), "adds_up"),
        ("100", ("≥60", "≥40"), "adds_up"),
        ("100", ("≤60", "≤30"), "covered"),
        ("100", ("≥60", "≤40"), "cannot_be_decided"),
        ("100", ("≤50", "≤40", "0"), "covered"),
        ("≥90", ("≥95", None), "covered"),
        ("≤90", ("≤80", None), "cannot_be_decided"),
        ("≤90", ("≥95", None), "over"),
        ("100", ("~60", "42"), "cannot_be_decided"),
        ("100", ("~60", "70"), "over"),
        ("~100", ("60", "40"), "adds_up"),
    ],
)
def test_what_floors_and_ceilings_of_parts_prove_of_the_whole(whole: str, parts: Any, verdict: str) -> None:
    found = split(whole, *parts)
    assert found.verdict == verdict, found.reason
    assert found.reason


@pytest.mark.parametrize(
    ("whole", "parts", "verdict"),
    [
        (cut("≥16 %", True), (cut("≥17 %", True), cut("≥18 %", True)), "covered"),
        (cut("≥16 %", True), (cut("≥10 %", True), cut("≥12 %", True)), "short"),
        (cut("≥16 %", True), (cut("≥10 %", True), cut("≥18 %", True)), "cannot_be_decided"),
        (cut("≤16 %", True), (cut("≥10 %", True), cut("≥12 %", True)), "cannot_be_decided"),
        (cut("16 %", True), (cut("16 %", True), cut("16 %", True)), "adds_up"),
        (cut("16 %", True), (cut("20 %", True), cut("4 %", True, "increase")), "cannot_be_decided"),
    ],
)
def test_what_they_prove_of_a_mean_whatever_the_weights(whole: Any, parts: Any, verdict: str) -> None:
    assert split(whole, *parts).verdict == verdict


def test_a_rise_of_a_part_counts_against_the_cut_of_the_whole() -> None:
    found = split(cut("10 万吨"), cut("14 万吨"), cut("4 万吨", direction="increase"))
    assert (found.verdict, str(found.joined), str(found.rows[1].number)) == ("adds_up", "10 万吨", "-4 万吨")
    assert found.rows[1].reason == "an increase, which counts against the whole"
    held = split(cut("≥10 万吨"), cut("≥14 万吨"), cut("≥4 万吨", direction="increase"))
    assert held.verdict == "cannot_be_decided"
    assert split(cut("≥10 万吨"), cut("≥14 万吨"), cut("≤4 万吨", direction="increase")).verdict == "adds_up"
    weighed = split(
        cut("8 %", True), cut("20 %", True), cut("4 %", True, direction="increase"), weights={"c0": 1, "c1": 1}
    )
    assert (weighed.verdict, str(weighed.joined)) == ("adds_up", "8 %")
    whole = plan("w", "2295", baseline={"year": 2020, "value": 2549})
    parts = [plan("a", cut("300 万吨")), plan("b", cut("46 万吨", direction="increase"))]
    assert pm.quotas(whole, parts, metric="m").verdict == "adds_up"


def test_parts_that_say_nothing_of_a_change_may_go_the_other_way() -> None:
    found = split(cut("10 万吨"), cut("14 万吨"), None)
    assert (found.verdict, found.low) == ("cannot_be_decided", None)
    assert "come to 4 万吨 more than the whole; those without may go the other way" in found.reason


def test_the_remainder_is_printed_no_finer_than_the_whole_and_kept_exactly() -> None:
    found = split("4.32", "0.0245", parts=38)
    assert "4.30 万吨 is left" in found.reason
    assert "difference 4.30 万吨" in str(found)
    assert str(found.difference) == "4.2955 万吨"


def test_a_verdict_that_rests_on_the_parts_being_all_says_so_and_one_part_never_is() -> None:
    assert "taken for all the parts" in split("10", "6", "3").reason
    assert "taken for all the parts" in split("10", "6", "4").reason
    assert "taken for all" not in (split("10", "6", "3", parts=2).reason or "")
    found = split("10", "6")
    assert (found.verdict, found.silent, str(found.low)) == ("cannot_be_decided", 1, "6 万吨")
    assert split("10", "6", parts=1).verdict == "short"


def test_part_of_it_is_known_and_the_rest_is_left_for_the_silent() -> None:
    found = split("90", "21.05", "17.3", "9.59", "10.15", parts=11)
    assert (found.known, found.silent, str(found.joined)) == (4, 7, "58.09 万吨")
    assert "64.54 % of the whole is known; 31.91 万吨 is left" in found.reason


def test_a_reserve_closes_the_sum_and_is_named() -> None:
    found = split("823.2", "782.04", reserve="41.16 万吨", parts=1)
    assert (found.verdict, str(found.difference)) == ("adds_up_with_reserve", "0 万吨")
    assert "the reserve is 5 % of the whole" in found.reason
    assert split("823.2", "782.04", reserve="41 亩", parts=1).verdict == "cannot_be_decided"


def test_the_head_tells_the_year_as_a_year_and_what_is_missing_of_the_metric() -> None:
    assert " by 2025: " in str(split("10", "4", "6", parts=2))
    nobody_says = split("10", "4", "6", unit="万亩", quantity=None, parts=2)
    assert (nobody_says.verdict, "give its metric a `quantity`" in nobody_says.reason) == ("cannot_be_decided", True)


def test_units_of_parts_are_converted() -> None:
    found = pm.quotas(plan("w", "4.32"), [plan("c", "245", "吨")], metric="m", parts=38)
    assert (str(found.rows[0].number), round(found.rows[0].share or 0, 4)) == ("0.0245 万吨", 0.0057)


def test_a_printed_share_points_at_a_misprint() -> None:
    found = split("370", "58.0", "312", shares={"c0": 15.84, "c1": 84.32})
    odd = [(one.part, str(one.share_means)) for one in found.rows if one.share_means is not None]
    assert odd == [("c0", "58.6 万吨")]
    assert "15.84 % means 58.6 万吨" in found.reason


def test_relative_cuts_have_bounds_without_weights_and_a_mean_with_them() -> None:
    parts = [cut("10 %", True), cut("18 %", True)]
    found = split(cut("16 %", True), *parts)
    assert (found.verdict, found.rule, str(found.low), str(found.high)) == (
        "cannot_be_decided",
        "weighted_mean",
        "10 %",
        "18 %",
    )
    assert found.joined is None
    assert "without weights" in found.reason
    held = split(cut("16 %", True), *parts, weights={"c0": "1 亿吨", "c1": "3 亿吨"})
    assert (held.verdict, str(held.joined)) == ("adds_up", "16 %")
    assert split(cut("17 %", True), *parts, weights={"c0": 1, "c1": 1}).verdict == "short"
    assert split(cut("19 %", True), *parts).verdict == "short"
    assert split(cut("19 %", True), *parts, None).verdict == "cannot_be_decided"


@pytest.mark.parametrize("quantity", ["grade", "index"])
def test_classes_and_indices_are_refused(quantity: str) -> None:
    found = split("10", "5", "5", quantity=quantity)
    assert (found.verdict, found.rule, found.joined) == ("not_additive", "none", None)


def test_shares_and_concentrations_are_never_added() -> None:
    for unit, quantity in (("%", "share"), ("微克/立方米", "concentration")):
        found = split("49", "46", "52", unit=unit, quantity=quantity)
        assert (found.verdict, found.joined, found.difference) == ("cannot_be_decided", None, None)


def test_a_level_of_the_whole_against_cuts_of_the_parts_is_its_net_cut() -> None:
    # sulphur, 2006 to 2010: 2549 to 2295, a net cut of 254
    whole = plan("w", "2295", baseline={"year": 2020, "value": 2549})
    found = pm.quotas(whole, [plan("a", cut("200 万吨")), plan("b", cut("54 万吨"))], metric="m")
    assert (found.verdict, str(found.total)) == ("adds_up", "254 万吨")
    assert "net: from 2549 万吨 to 2295 万吨" in (found.reason or "")


def test_several_wholes_are_told_one_by_one() -> None:
    whole = plan("w", "7113", "亿立方米")
    two = [*whole.indicators[0].targets, pm.Target(year=2025, commitment=pm.Level(value="7000 亿立方米"))]
    whole = whole.replace("i", targets=two)
    found = pm.quotas(whole, [plan(f"c{one}", one, "亿立方米") for one in (1021, 4078, 1718)], metric="m", parts=4)
    assert [str(one.total) for one in (found, *found.below)] == ["7113 亿立方米", "7000 亿立方米"]
    assert [str(one.difference) for one in (found, *found.below)] == ["296 亿立方米", "183 亿立方米"]


def test_what_of_a_part_is_of_another_form_is_silent_with_its_reason() -> None:
    found = split("10", "5", cut("1 万吨"), pm.Target(year=2025, as_published="持续改善"))
    assert [(one.number is None, bool(one.reason)) for one in found.rows] == [
        (False, False),
        (True, True),
        (True, True),
    ]
    assert found.verdict == "cannot_be_decided"


def test_what_of_a_part_is_for_another_year_base_or_definition_does_not_count() -> None:
    year = pm.Target(year=2024, commitment=pm.Level(value="5 万吨"))
    found = split("10", "5", year)
    assert (found.verdict, found.rows[1].reason) == (
        "cannot_be_decided",
        "the target is for 2024, the whole's for 2025",
    )
    since = pm.Target(year=2025, commitment=pm.Change(direction="decrease", value="5 %", relative=True, since=2015))
    found = split(cut("16 %", True), cut("10 %", True), since)
    assert found.rows[1].reason == "the change counts from 2015, the whole's from 2020"
    found = pm.quotas(plan("w", 10), [plan("a", 5), plan("b", 5, quantity="stock")], metric="m")
    assert "definitions differ" in (found.rows[1].reason or "")


def test_over_a_tree_of_areas() -> None:
    def place(one: pm.Plan, name: str, parent: str | None) -> pm.Plan:
        header = pm.Jurisdiction(name=name, parent=parent)
        return pm.Plan(id=one.id, title=one.id, period=one.period, jurisdiction=header, elements=one.elements)

    plans = [place(plan("n", 10), "国", None), place(plan("p", 6), "省甲", "国"), place(plan("q", 4), "省乙", "国")]
    plans += [place(plan("c", 2), "市", "省甲"), place(plan("d", 5), "市二", "省甲")]
    found = pm.quotas(plans, metric="m")
    assert [(one.whole, one.verdict) for one in (found, *found.below)] == [("n", "adds_up"), ("p", "over")]
    with pytest.raises(PlanModelError, match="is a part of p"):
        pm.quotas(plans[0], plans[1:], metric="m")


@pytest.mark.parametrize(
    ("children", "more", "message"),
    [
        ([], {}, "no parts here"),
        (["a", "a"], {}, "given twice"),
        (["a", "b"], {"parts": 1}, "2 plans of parts"),
        (["a"], {"metric": "nobody"}, "no indicator of nobody"),
        (["a", "b"], {"reserve": "-3 万吨"}, "below zero"),
    ],
)
def test_bad_questions_are_refused(children: list[str], more: Any, message: str) -> None:
    with pytest.raises(PlanModelError, match=message):
        pm.quotas(plan("w", 10), [plan(one, 5) for one in children], **{"metric": "m", **more})


@needs_cases
def test_real_quotas_have_the_verdicts_that_people_gave() -> None:
    wrong = []
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    for case in [one for one in cases if one["rule"] != "difference" and one["total_published"] is not None]:
        unit = {"homes": "户", "%": "%"}.get(case["unit"], case["unit"])
        mean = case["rule"].startswith("weighted")
        make = (lambda value: cut(f"{value} %", True)) if mean else (lambda value: value)
        parts = [
            plan(f"c{place}", None if one["value"] is None else make(one["value"]), unit, "share" if mean else "flow")
            for place, one in enumerate(case["parts"])
        ]
        whole = plan("w", make(case["total_published"]), unit, "share" if mean else "flow")
        reserve = f"{case['reserve']} {unit}" if case["reserve"] else None
        more = 1 if "known" in case["verdict"] or "carries" in case["verdict"] else 0
        found = pm.quotas(whole, parts, metric="m", reserve=reserve, parts=len(parts) + more)
        words = case["verdict"]
        right = (
            "short"
            if words.startswith("does not")
            else "cannot_be_decided"
            if "known" in words or "carries" in words or "cannot" in words
            else "adds_up_with_reserve"
            if reserve
            else "adds_up"
        )
        wrong += [(case["id"], words, found.verdict, found.reason)] if found.verdict != right else []
    assert wrong == []


def test_the_example_of_chongqing_and_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(COUNTIES / name) for name in ("chongqing.yaml", "qianjiang.yaml")]
    assert run(["quotas", *files, "--metric", "cod-cut", "--parts", "38"]) == 0
    assert "0.5671 % of the whole is known; 4.30 万吨 is left" in capsys.readouterr().out
    assert run(["quotas", *files, "--metric", "energy-intensity", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "cannot_be_decided"


def test_what_is_of_one_whole_is_not_taken_for_a_tree() -> None:
    plans = list(pm.examples.counties())
    with pytest.raises(pm.PlanModelError, match="those of one whole"):
        pm.quotas(plans, metric="cod-cut", parts=3)
    with pytest.raises(pm.PlanModelError, match="has no element 'zz'"):
        pm.quotas(plans, metric="cod-cut", weights={"zz": 1})


def test_the_whole_and_what_stands_above_it_are_no_parts() -> None:
    plans = pm.examples.counties()
    city, district = plans["chongqing-esr-145"], plans["qianjiang-esr-145"]
    with pytest.raises(PlanModelError, match="chongqing-esr-145 stands above qianjiang-esr-145"):
        pm.quotas(district, [city], metric="cod-cut", parts=38)
    with pytest.raises(PlanModelError, match="cannot be a part of itself"):
        pm.quotas(city, [attrs.evolve(city, id="other"), district], metric="cod-cut", parts=38)


@pytest.mark.parametrize(
    ("whole", "parts", "verdict"),
    [
        ("≤100", [("50", "60"), ("30", "40")], "adds_up"),
        ("≤110", [("50", "60"), ("30", "40")], "covered"),
        ("≤79", [("50", "60"), ("30", "40")], "over"),
        ("≤90", [("50", "60"), ("30", "40")], "cannot_be_decided"),
        ("≥80", [("50", "60"), ("30", "40")], "adds_up"),
        ("≥101", [("50", "60"), ("30", "40")], "short"),
        ("≥90", [("50", "60"), ("30", "40")], "cannot_be_decided"),
        ("90", [("50", "60"), ("30", "40")], "cannot_be_decided"),
        ("101", [("50", "60"), ("30", "40")], "short"),
        ("79", [("50", "60"), ("30", "40")], "over"),
        ("≤100", [("50", "60"), "40"], "adds_up"),
        ("≤100", [("50", "60"), "≤40"], "adds_up"),
        ("≤100", [("50", "60"), None], "cannot_be_decided"),
    ],
)
def test_the_ends_of_ranges_are_bounds(whole: str, parts: Any, verdict: str) -> None:
    found = split(level(whole), *(ranged(*one) if isinstance(one, tuple) else one for one in parts))
    assert found.verdict == verdict
    assert found.rows[0].number is None
    assert "from 50 万吨 to 60 万吨" in (found.rows[0].reason or "")


@pytest.mark.parametrize(
    ("whole", "weights", "verdict"),
    [
        ("≤60", None, "covered"),
        ("≤50", {"c0": 1, "c1": 1}, "adds_up"),
        ("≤38", {"c0": 1, "c1": 1}, "over"),
        ("≤45", {"c0": 1, "c1": 1}, "cannot_be_decided"),
        ("≤29", None, "over"),
    ],
)
def test_the_ends_of_ranges_bound_a_mean(whole: str, weights: Any, verdict: str) -> None:
    parts = ranged("50", "60"), ranged("30", "40")
    found = split(level(whole), *parts, unit="%", quantity="share", weights=weights)
    assert (found.rule, found.verdict) == ("weighted_mean", verdict)


def test_two_places_of_one_name_are_two_where_their_codes_differ() -> None:
    whole = plan("w", "10")
    one, other = (
        placed(plan(id, "5"), "朝阳区", "county", code=code) for id, code in (("a", "110105"), ("b", "220104"))
    )
    assert pm.quotas(whole, [one, other], metric="m").verdict == "adds_up"
    for place, code in (("朝阳区", None), ("朝阳", "110105")):
        again = placed(plan("b", "5"), place, "county", code=code)
        with pytest.raises(PlanModelError, match="is given twice"):
            pm.quotas(whole, [one, again], metric="m")


@pytest.mark.parametrize(
    ("whole", "parts", "verdict", "left"),
    [
        (("90", "100"), ("50", "45"), "adds_up", None),
        (("90", "100"), ("50", "40"), "adds_up", None),
        (("90", "100"), ("50", "30"), "short", "10 万吨"),
        (("90", "100"), ("60", "50"), "over", "-10 万吨"),
        (("90", "100"), ("50", None), "cannot_be_decided", None),
        (("90", "100"), ("95", "6", None), "over", "-1 万吨"),
        # the good side is known by the parts alone: the range is a floor, or a ceiling
        (("90", "100"), ("≥50", "≥60"), "covered", "-20 万吨"),
        (("90", "100"), ("≤50", "≤60"), "over", "-10 万吨"),
        (("90", "100"), ("≥50", "≤45"), "cannot_be_decided", None),
    ],
)
def test_a_whole_that_is_a_range_has_both_ends_as_bounds(
    whole: tuple[str, str], parts: Any, verdict: str, left: str | None
) -> None:
    found = split(ranged(*whole), *parts)
    assert found.verdict == verdict
    assert found.total is None
    assert left is None or str(found.difference) == left
    assert "the whole is from 90 万吨 to 100 万吨" in (found.reason or "")


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([("50", "55"), ("40", "44")], "adds_up"),
        ([("50", "60"), ("40", "44")], "cannot_be_decided"),
        ([("60", "70"), ("41", "44")], "over"),
        ([("40", "45"), ("40", "44")], "short"),
    ],
)
def test_a_range_of_the_whole_against_ranges_of_the_parts(parts: Any, verdict: str) -> None:
    assert split(ranged("90", "100"), *(ranged(*one) for one in parts)).verdict == verdict


@pytest.mark.parametrize(
    ("parts", "weights", "verdict"),
    [
        (("50", "55"), None, "adds_up"),
        (("40", "44"), None, "short"),
        (("70", "75"), None, "over"),
        (("40", "56"), None, "cannot_be_decided"),
        (("40", "56"), {"c0": 1, "c1": 3}, "adds_up"),
        (("40", "56"), {"c0": 3, "c1": 1}, "short"),
    ],
)
def test_a_range_of_a_mean(parts: Any, weights: Any, verdict: str) -> None:
    found = split(ranged("48", "60"), *parts, unit="%", quantity="share", weights=weights)
    assert (found.rule, found.verdict) == ("weighted_mean", verdict)


def test_a_floor_and_a_ceiling_that_must_both_hold_are_a_range() -> None:
    both = pm.Compound(parts=(level("≥90").commitment, level("≤100").commitment))
    assert split(pm.Target(year=2025, commitment=both), "50", "45").verdict == "adds_up"
    assert split(pm.Target(year=2025, commitment=both), "50", "55").verdict == "over"
    either = pm.Compound(parts=both.parts, of="any")
    assert "no one number" in (split(pm.Target(year=2025, commitment=either), "50", "45").reason or "")


def test_a_range_of_the_whole_against_cuts_of_the_parts_is_its_net_cut() -> None:
    held = plan("w", ranged("90", "95"), baseline={"year": 2020, "value": 110})
    parts = [plan(f"c{n}", cut(amount)) for n, amount in enumerate(("10 万吨", "7 万吨"))]
    found = pm.quotas(held, parts, metric="m")
    assert (found.verdict, str(found.joined)) == ("adds_up", "17 万吨")
    assert "from 15 万吨 to 20 万吨" in (found.reason or "")


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("≥90", ("50", None)),
        ("≥90", ("≥50", None)),
        ("90", ("≥50", None)),
        ("≥90", (ranged("40", "50"), None)),
        (cut("≥90 万吨"), (cut("50 万吨"), None)),
    ],
)
def test_parts_that_say_nothing_leave_no_floor_short(whole: Any, parts: Any) -> None:
    found = split(whole, *parts)
    assert found.verdict == "cannot_be_decided"
    assert "40 万吨 is left for the parts without a number" in (found.reason or "") or found.low is not None


@pytest.mark.parametrize(
    ("growth", "parts", "verdict", "total"),
    [
        (None, ("200 万吨", "54 万吨"), "adds_up", "254 万吨"),
        ("370 万吨", ("200 万吨", "54 万吨"), "short", "624 万吨"),
        ("3700000 吨", ("500 万吨", "124 万吨"), "adds_up", "624 万吨"),
    ],
)
def test_net_and_gross_are_both_shown(growth: str | None, parts: Any, verdict: str, total: str) -> None:
    # sulphur, 2006 to 2010: 2549 to 2295, a net cut of 254; output adds 370, so that 624 must be cut
    whole = plan("w", "2295", baseline={"year": 2020, "value": 2549})
    found = pm.quotas(whole, [plan(f"c{n}", cut(one)) for n, one in enumerate(parts)], metric="m", growth=growth)
    assert (found.verdict, str(found.total)) == (verdict, total)
    told = (
        "what grows against it in the meantime is not stated" if growth is None else "gross: net 254 万吨 + growth 370"
    )
    assert told.removesuffix("370") in (found.reason or "")


@pytest.mark.parametrize("whole", ["2295", cut("254 万吨")])
def test_growth_is_refused_where_nothing_is_net(whole: Any) -> None:
    with pytest.raises(PlanModelError, match="growth is stated"):
        split(whole, "200", "54", growth="370 万吨")


def test_the_command_takes_growth_weights_and_shares(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paths = []
    for id, value in (("w", "16"), ("a", "18"), ("b", "10")):
        paths.append(tmp_path / f"{id}.yaml")
        plan(id, cut(f"{value} %", True), "%", "share").to_yaml(paths[-1])
    asked = [*map(str, paths), "--metric", "m", "--parts", "2"]
    weights = ["--weight", "a=3 吨", "--weight", "b=1 吨"]
    assert run(["quotas", *asked, *weights]) == 0
    assert "adds up (mean 16 %" in capsys.readouterr().out
    assert run(["quotas", *asked, "--weight", "a"]) == 2
    assert run(["quotas", *asked, "--weight", "z=1"]) == 2
    assert run(["quotas", *asked, "--growth", "3 %"]) == 2
