"""What became of promises: fates, pace and level, three numbers that should agree, and what nobody can say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.cli.group import run
from planmodel.errors import ModelError, PlanModelError
from planmodel.evaluating.fates import FATES
from planmodel.functions import read_mapping
from planmodel.text import MultilingualText
from planmodel.words import Message

HERE = Path(__file__).parents[2] / "examples" / "succession"


def plan(id: str, period: str, *elements: Any, place: str = "甲县", **more: Any) -> pm.Plan:
    return pm.Plan(id=id, title=id, period=period, jurisdiction=pm.Jurisdiction(name=place), elements=elements, **more)


def indicator(target: str | None, year: int, *, id: str = "i", name: str = "再生水利用率", **more: Any) -> pm.Indicator:
    more = {"unit": "%", "better": "higher", **more}
    targets = [pm.read_target(target, unit=more["unit"], name=name, year=year)] if target is not None else []
    return pm.Indicator(id=id, name=name, targets=targets, **more)


def followed(old: pm.Indicator, new: pm.Indicator | None, **more: Any) -> Any:
    [row] = pm.succession(
        plan("a", "2016/2020", old), plan("b", "2021/2025", *([] if new is None else [new])), **more
    ).rows
    return row


def test_the_invented_county_shows_every_fate_and_an_invented_number_is_marked() -> None:
    plans = [pm.read_plan(HERE / f"jia-{which}.yaml") for which in (135, 145)]
    found = pm.succession(plans, mapping=read_mapping(HERE / "mapping" / "jia.yaml"))
    assert set(found.counts()) == set(FATES)
    assert {element.evidence for one in plans for element in one.elements} == {"assumed"}
    merged = {row.name: row for row in found.of("merged") if row.kind == "indicator"}
    assert [str(row.value) for row in merged.values()] == ["96 %", "89 %"]
    assert merged["农村参保率"].outcome == "missed"
    assert merged["农村参保率"].old == ("i-patients-rural", "i-patients-town")


def test_a_water_cut_of_16_then_of_10_is_a_lowered_pace_and_a_raised_level() -> None:
    def cut(share: str, since: int, **more: Any) -> pm.Indicator:
        text = f"比{since}年下降{share}%"
        return indicator(text, since + 5, name="万元GDP用水量下降", better=None, **more)

    row = followed(cut("16", 2015, observations=[{"period": "2016/2020", "value": 20}]), cut("10", 2020))
    assert (row.fate, row.pace, row.level, row.rebased) == ("lowered", "lowered", "raised", "2015 became 2020")
    row = followed(cut("16", 2015), cut("10", 2020))
    assert (row.fate, row.pace, row.level, row.outcome) == ("lowered", "lowered", None, "unknown")
    row = followed(cut("16", 2015, observations=[{"period": "2016/2020", "value": 2}]), cut("10", 2020))
    assert (row.level, row.outcome) == ("lowered", "missed")


@pytest.mark.parametrize(
    ("old", "new", "better", "fate"),
    [
        ("≥55", "≥60", "higher", "raised"),
        ("≥55", "≥60", None, "raised"),
        ("≤55", "≤60", None, "lowered"),
        ("55", "60", "lower", "lowered"),
        ("55", "60", None, "unknown"),
        ("55", "55", None, "kept"),
        ("≥55", "≤60", None, "redefined"),
        ("55", "持续改善", "higher", "put_into_words"),
        ("持续改善", "55", "higher", "put_into_numbers"),
        ("持续改善", "持续改善", "higher", "kept"),
        ("55", "完成省下达任务", "higher", "assigned"),
        ("55", "甲乙丙丁", "higher", "unknown"),
        ("55", "提高5个百分点", "higher", "redefined"),
    ],
)
def test_fates_of_two_promises(old: str, new: str, better: Any, fate: str) -> None:
    row = followed(indicator(old, 2020, better=better), indicator(new, 2025, better=better))
    assert row.fate == fate
    assert row.fate not in ("unknown", "redefined") or row.reason


def test_another_unit_of_the_same_quantity_is_converted_and_of_another_is_redefined() -> None:
    def stock(target: str, year: int, unit: str) -> pm.Indicator:
        return indicator(target, year, unit=unit, name="湿地保有量")

    assert followed(stock("8", 2020, "万亩"), stock("60", 2025, "平方公里")).fate == "raised"  # 8万亩 = 53.3 km²
    row = followed(stock("8", 2020, "万亩"), stock("55", 2025, "%"))
    assert (row.fate, row.redefined) == ("redefined", ("unit: 万亩 became %",))
    assert (row.pace, row.level) == (None, None)


@pytest.mark.parametrize("field", ["statistic", "quantity", "version", "base"])
def test_a_definition_that_changed_is_named_and_nothing_is_ranked(field: str) -> None:
    values = {"quantity": ("share", "ratio")}.get(field, ("one", "two"))
    plans = [
        plan(id, period, pm.Metric(id="m", name="M", **{field: value}), indicator(target, year, metric="m"))  # type: ignore[arg-type]
        for id, period, value, target, year in (
            ("a", "2016/2020", values[0], "≥55", 2020),
            ("b", "2021/2025", values[1], "≥60", 2025),
        )
    ]
    [row] = pm.succession(*plans).rows
    assert (row.fate, row.redefined) == ("redefined", (f"{field}: {values[0]} became {values[1]}",))


@pytest.mark.parametrize(
    ("measured", "fate", "outcome"),
    [
        ([(2020, 56)], "met_and_closed", "met"),
        ([(2020, 54)], "missed_and_dropped", "missed"),
        ([(2018, 54)], "dropped_unmet", "not_met_so_far"),
        ([(2018, 56)], "met_and_closed", "met"),
        ([], "dropped_unknown", "unknown"),
    ],
)
def test_what_is_not_promised_again_goes_by_what_was_measured(measured: Any, fate: str, outcome: str) -> None:
    held = [{"period": year, "value": value} for year, value in measured]
    row = followed(indicator("≥55", 2020, observations=held), None)
    assert (row.fate, row.outcome) == (fate, outcome)


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ({"year": 2020, "value": "23.04 %"}, []),
        ({"year": 2020, "value": "23.0 %"}, []),
        ({"year": 2020, "value": "23.2 %"}, ["the new plan starts from 23.2 % in 2020, where 23.04 % was measured"]),
        (
            {"year": 2020, "value": "22 %"},
            [
                "the new plan starts from 22 % in 2020, where 23.04 % was measured",
                "the new plan starts from 22 % in 2020, by which the old target 23 % was missed",
            ],
        ),
        ({"year": 2019, "value": "23 %"}, ["the new plan starts from 2019, and the old target was for 2020"]),
    ],
)
def test_outcome_new_baseline_and_old_target_should_agree(base: Any, found: list[str]) -> None:
    old = indicator("23", 2020, observations=[{"period": 2020, "value": "23.04 %"}])
    assert list(followed(old, indicator("24.1", 2025, baseline=base)).findings) == found


def test_a_name_that_is_alike_matches_with_its_score_and_the_text_says_so() -> None:
    pytest.importorskip("rapidfuzz")
    old = plan("a", "2016/2020", pm.Task(id="t", name="推进城镇生活污水处理设施建设"))
    new = plan("b", "2021/2025", pm.Task(id="x", name="加快推进城镇生活污水处理设施建设"))
    found = pm.succession(old, new)
    [row] = found.rows
    assert (row.fate, row.matched, round(row.score or 0, 2)) == ("carried_over", "wording", 0.93)
    assert "t and x are taken for the same by their wording (93% alike)" in str(found)
    assert [one.fate for one in pm.succession(old, new, wording=False).rows] == ["dropped_unknown", "new"]


def test_names_that_look_alike_and_mean_two_metrics_are_not_the_same() -> None:
    old = plan("a", "2016/2020", indicator("10", 2020, name="化学需氧量排放总量", unit="万吨"))
    new = plan("b", "2021/2025", indicator("10", 2025, name="氮氧化物排放总量", unit="万吨"))
    assert [one.fate for one in pm.succession(old, new, least=0.1).rows] == ["dropped_unknown", "new"]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("每万人口全科医生数", "每千人口全科医生数", "万 became 千"),
        ("每百户拥有汽车", "千户拥有汽车", "百 became 千"),
        ("万元GDP用水量", "亿元GDP用水量", "万 became 亿"),
        ("Doctors per thousand people", "Doctors per million people", "thousand became million"),
        ("亿元以上企业数", "10亿元以上企业数", "亿 became 10亿"),
        ("公园面积", "人均公园面积", "in all became 人均"),
    ],
)
def test_numbers_for_other_numbers_of_people_or_money_are_not_ranked(old: str, new: str, changed: str) -> None:
    row = followed(indicator("3", 2020, name=old, unit=None), indicator("0.35", 2025, name=new, unit=None))
    assert (row.fate, row.pace, row.level) == ("redefined", None, None)
    assert changed in row.redefined[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("每千人口托位数", "千人口托位数"),
        ("每十万人口发案数", "每10万人口发案数"),
        ("城镇居民人均可支配收入", "城镇居民可支配收入"),
        ("单位GDP取水", "万元GDP取水"),
        ("Doctors per 1,000 people", "Doctors per thousand people"),
    ],
)
def test_one_base_written_in_two_ways_is_ranked(old: str, new: str) -> None:
    row = followed(indicator("3", 2020, name=old, unit=None), indicator("4", 2025, name=new, unit=None), least=0.5)
    assert row.fate == "raised"


@pytest.mark.parametrize(
    ("old", "new"),
    [("污水处理厂一期工程", "污水处理厂二期工程"), ("地铁1号线", "地铁2号线"), ("Sewer phase I", "Sewer phase II")],
)
def test_two_phases_of_a_project_are_two_projects(old: str, new: str) -> None:
    plans = [plan("a", "2016/2020", pm.Project(id="p", name=old)), plan("b", "2021/2025", pm.Project(id="q", name=new))]
    assert {row.fate for row in pm.succession(*plans).rows} == {"unknown"}
    [row] = pm.succession(*plans, mapping={"p": "q"}).rows
    assert row.fate == "carried_over"


def test_a_picture_of_the_command_speaks_its_language_to_the_last_promise(tmp_path: Path) -> None:
    named = {"name": "产值", "unit": "亿元", "better": "higher"}
    plans = [
        plan("a", "2016/2020", indicator("年均增长7%", 2020, **named), pm.Project(id="p", name="水厂一期")),
        plan("b", "2021/2025", indicator("年均增长6%", 2025, **named), pm.Project(id="q", name="水厂二期")),
    ]
    for one in plans:
        one.to_yaml(tmp_path / f"{one.id}.yaml")
    files = [str(tmp_path / name) for name in ("a.yaml", "b.yaml")]
    assert run(["succession", *files, "--language", "zh", "--plot", str(tmp_path / "flow.svg")]) == 0
    drawn = (tmp_path / "flow.svg").read_text(encoding="utf-8")
    assert "2项上期目标的去向" in drawn
    assert "a year" not in drawn


def test_ids_and_places_in_a_list_count_for_nothing() -> None:
    old = plan("a", "2016/2020", indicator("≥50", 2020, name="森林覆盖率"))
    new = plan("b", "2021/2025", indicator("≥60", 2025, name="污水处理率"))
    assert [one.fate for one in pm.succession(old, new, wording=False).rows] == ["dropped_unknown", "new"]


def test_the_same_metric_twice_is_a_reason_and_no_number() -> None:
    old = plan("a", "2016/2020", indicator("≥50", 2020, metric="pm25", unit=None))
    new = [indicator(f"≥{6 + n}0", 2025, id=f"n{n}", name=f"站点{n}", metric="pm25", unit=None) for n in range(2)]
    rows = pm.succession(old, plan("b", "2021/2025", *new)).rows
    assert [one.fate for one in rows] == ["unknown"] * 3
    assert all("of the metric pm25" in (one.reason or "") for one in rows)
    told = pm.succession(old, plan("b", "2021/2025", *new), mapping={"i": ["n0", "n1"]}).rows
    assert [one.fate for one in told] == ["split"]
    assert told[0].new_promise == "≥ 60 + ≥ 70"


def test_a_metric_that_two_indicators_name_goes_by_their_names_where_these_tell() -> None:
    def both(year: int, *targets: str) -> list[pm.Indicator]:
        pairs = zip(("城区", "山区"), targets, strict=True)
        return [indicator(text, year, id=name.encode().hex(), name=name, metric="m") for name, text in pairs]

    rows = pm.succession(
        plan("a", "2016/2020", *both(2020, "5", "7")), plan("b", "2021/2025", *both(2025, "6", "7"))
    ).rows
    assert [(one.name, one.fate) for one in rows] == [("城区", "raised"), ("山区", "kept")]


def test_targets_of_one_year_that_differ_are_no_promise() -> None:
    old = indicator("≥50", 2020)
    twice = (*old.targets, pm.read_target("≥52", unit="%", year=2020))
    row = followed(
        pm.Indicator(id="i", name=old.name, unit="%", better="higher", targets=twice), indicator("≥60", 2025)
    )
    assert row.fate == "unknown"
    assert "2 different targets for 2020" in row.reason


def test_an_amount_and_a_growth_in_one_row_are_two_promises() -> None:
    def both(amount: str, growth: str, year: int) -> pm.Indicator:
        targets = [pm.read_target(text, unit="亿元", year=year) for text in (amount, growth)]
        return pm.Indicator(id="i", name="生产总值", unit="亿元", better="higher", targets=targets)

    rows = pm.succession(
        plan("a", "2016/2020", both("4620", "年均增长7%", 2020)),
        plan("b", "2021/2025", both("6000", "年均增长6%", 2025)),
    ).rows
    assert [one.fate for one in rows] == ["raised", "lowered"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (("2016/2020", "甲县"), ("2021/2025", "乙县"), "neither follows the other"),
        (("2016/2020", "甲县"), ("2019/2023", "甲县"), "overlap"),
        (("2021/2025", "甲县"), ("2016/2020", "甲县"), "is before"),
    ],
)
def test_plans_that_do_not_follow_each_other_are_refused(old: Any, new: Any, message: str) -> None:
    plans = [plan(id, period, place=place) for id, (period, place) in (("a", old), ("b", new))]
    with pytest.raises(PlanModelError, match=message):
        pm.succession(*plans)


def test_two_successors_of_one_plan_are_refused_and_an_amendment_is_not() -> None:
    first, one, two = (plan(id, period) for id, period in (("a", "2016/2020"), ("b", "2021/2025"), ("c", "2021/2025")))
    with pytest.raises(PlanModelError, match="which of them follows"):
        pm.succession(first, one, two)
    assert pm.succession(one, two).rows == ()


@pytest.mark.parametrize("mapping", [{"nobody": "i"}, {"i": "nobody"}, {"i": ["i", "nobody"]}])
def test_a_mapping_that_names_nobody_is_refused_by_name(mapping: Any) -> None:
    with pytest.raises(PlanModelError, match="the mapping names 'nobody'"):
        followed(indicator("≥50", 2020), indicator("≥60", 2025), mapping=mapping)


def test_no_observations_at_all_is_said() -> None:
    found = pm.succession(plan("a", "2016/2020", indicator("≥50", 2020)), plan("b", "2021/2025"))
    assert found.notes == ("a holds no measured value at all, so that no outcome is known",)


def test_a_chain_of_plans_tells_each_step() -> None:
    steps = [("a", 2015, "≥40"), ("b", 2020, "≥50"), ("c", 2025, "≥45")]
    plans = [plan(id, f"{year - 4}/{year}", indicator(text, year)) for id, year, text in steps]
    found = pm.succession(plans)
    assert [(one.old_plan, one.new_plan, one.fate) for one in found.rows] == [
        ("a", "b", "raised"),
        ("b", "c", "lowered"),
    ]
    assert found.plot().svg.count("再生水利用率") >= 3


def test_a_mapping_that_could_count_for_nothing_is_refused() -> None:
    forest, goal = indicator("≥50", 2020), pm.Goal(id="g", name="绿")
    old = plan("a", "2016/2020", forest, goal, pm.Task(id="k", name="治沙"))
    new = plan("b", "2021/2025", indicator("≥60", 2025), pm.Task(id="t", name="造林"), pm.Goal(id="h", name="绿"))
    later = plan("c", "2026/2030", pm.Task(id="y", name="护林"))
    for mapping in ({"i": "t"}, {"i": ["i", "t"]}, {"g": "h"}, {"g": None}):
        with pytest.raises(PlanModelError, match="only indicators, tasks or projects"):
            pm.succession(old, new, mapping=mapping)
    with pytest.raises(PlanModelError, match="in the plan that follows"):
        pm.succession(old, new, later, mapping={"k": "y"})


def test_a_mapping_file_says_where_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("a: b\nc: {d: e}\n", encoding="utf-8")
    with pytest.raises(pm.PlanFileError) as caught:
        read_mapping(path)
    assert [(one.place.line, "no id" in one.message) for one in caught.value.problems] == [(2, True)]
    path.write_text("a: [b, c]\nd: null\n", encoding="utf-8")
    assert read_mapping(path) == {"a": ("b", "c"), "d": ()}


def test_the_command_prints_the_rows_and_draws_the_flow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(HERE / f"nation-eco-{which}.yaml") for which in (135, 145)]
    assert run(["succession", *files, "--plot", str(tmp_path / "flow.svg")]) == 0
    assert "1 kept, 4 raised, 2 dropped, outcome unknown, 1 new" in capsys.readouterr().out
    assert "7项上期目标" in (tmp_path / "flow.svg").read_text(encoding="utf-8")  # the language of its plans


def test_ids_that_are_no_texts_and_fates_that_are_none_are_refused() -> None:
    old, new = (
        pm.Plan(id=id, title=id, period=period, elements=[pm.Task(id="t", name="T")])
        for id, period in (("a", "2016/2020"), ("b", "2021/2025"))
    )
    for wrong in ({"t": 3}, {"t": [3]}, {3: "t"}):
        with pytest.raises(pm.PlanModelError, match="must be str"):
            pm.succession(old, new, mapping=wrong)  # type: ignore[arg-type]
    with pytest.raises(pm.PlanModelError, match="there is no fate 'xx'"):
        pm.succession(old, new).of("xx")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("地表水Ⅰ—Ⅲ类比例", "地表水Ⅰ—Ⅱ类比例", "name: 1, 3 became 1, 2"),
        ("65岁以上老人比例", "60岁以上老人比例", "name: 65 became 60"),
        ("学前三年毛入园率", "学前一年毛入园率", "name: 3 became 1"),
        ("人均产值（2015年价）", "人均产值（2020年价）", "name: 2015 became 2020"),
        ("近岸海域一、二类水比例", "近岸海域Ⅰ、Ⅱ类水比例", None),
        ("2020年村庄绿化比例", "2025年村庄绿化比例", None),
        ("“十三五”新增比例", "“十四五”新增比例", None),
        ("1.村庄绿化比例①", "2.村庄绿化比例②", None),
        ("每千人口3岁以下托位数", "每1000人口3岁以下托位数", None),
    ],
)
def test_numbers_in_names_that_differ_redefine_a_promise(before: str, after: str, told: str | None) -> None:
    def held(id: str, name: str, period: str, year: int) -> pm.Plan:
        target = pm.read_target("80", unit="%", year=year)
        one = pm.Indicator(id="i", name=name, unit="%", better="higher", targets=[target])
        return pm.Plan(id=id, title=id, period=period, elements=[one])

    old, new = held("o", before, "2016/2020", 2020), held("n", after, "2021/2025", 2025)
    [row] = pm.succession(old, new, mapping={"i": "i"}).rows
    assert (row.fate, row.redefined) == (("redefined", (told,)) if told else ("kept", ()))


@pytest.mark.parametrize(("base", "findings"), [(60, 0), (61, 1)])
def test_an_amendment_starts_from_the_same_base(base: int, findings: int) -> None:
    def held(id: str, text: str, value: int) -> pm.Plan:
        target = pm.read_target(text, unit="%", year=2025)
        one = pm.Indicator(
            id="i", name="绿化率", unit="%", better="higher", baseline={"year": 2020, "value": value}, targets=[target]
        )
        return pm.Plan(id=id, title=id, period="2021/2025", elements=[one])

    [row] = pm.succession(held("o", "80", 60), held("n", "85", base)).rows
    assert (row.fate, len(row.findings)) == ("raised", findings)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("男性就业占比", "女性就业占比"),
        ("城市污水集中处理覆盖率", "农村污水集中处理覆盖率"),
        ("规上企业研发机构占比", "规下企业研发机构占比"),
        ("县级财政应急物资保障率", "市级财政应急物资保障率"),
        ("新建建筑绿色化改造比例", "既有建筑绿色化改造比例"),
        ("机电产品进口占比", "机电产品出口占比"),
        ("一般废物安全处置率", "危险废物安全处置率"),
        ("share of women in paid work", "share of men in paid work"),
    ],
)
def test_words_that_exclude_each_other_are_no_likeness(before: str, after: str) -> None:
    pytest.importorskip("rapidfuzz")
    old, new = indicator("≥50", 2020, name=before), indicator("≥60", 2025, name=after)
    plans = plan("a", "2016/2020", old), plan("b", "2021/2025", new)
    rows = pm.succession(*plans).rows
    assert [(row.fate, row.matched) for row in rows] == [("unknown", None)] * 2
    assert all(f"{before} and {after} are called alike" in (row.reason or "") for row in rows)
    [row] = pm.succession(*plans, mapping={"i": "i"}).rows
    assert (row.fate, row.matched, row.pace) == ("redefined", "mapping", None)


def test_what_is_refused_for_one_is_free_for_another() -> None:
    pytest.importorskip("rapidfuzz")
    old = [indicator("≥50", 2020, id=id, name=f"{who}就业占比") for id, who in (("m", "男性"), ("w", "女性"))]
    new = indicator("≥60", 2025, id="w2", name="女性的就业占比")
    rows = pm.succession(plan("a", "2016/2020", *old), plan("b", "2021/2025", new)).rows
    assert [(row.old, row.new, row.fate) for row in rows] == [
        (("m",), (), "dropped_unknown"),
        (("w",), ("w2",), "raised"),
    ]
    assert "taken for the same by the wording of the name (92% alike)" in (rows[1].reason or "")


def test_a_mapping_that_names_an_id_twice_says_so() -> None:
    plans = plan("a", "2016/2020", indicator("≥50", 2020)), plan("b", "2021/2025", indicator("≥60", 2025, id="j"))
    with pytest.raises(PlanModelError, match="the mapping of 'i' names 'j' twice"):
        pm.succession(*plans, mapping={"i": ["j", "j"]})


@pytest.mark.parametrize(("period", "gap"), [("2021/2025", False), ("2026/2030", True)])
def test_a_gap_between_plans_is_told_at_the_head(period: str, gap: bool) -> None:
    found = pm.succession(plan("a", "2016/2020", indicator("≥50", 2020)), plan("b", period, indicator("≥60", 2030)))
    said = "b begins in 2026 and a ends in 2020"
    assert (any(said in one for one in found.notes), said in str(found).partition("再生水")[0]) == (gap, gap)


@pytest.mark.parametrize(
    ("parts", "unit", "told"),
    [
        (("30", "35"), "吨", ["the new plan starts from 30 吨 + 35 吨 = 65 吨 in 2020, where 70 吨 was measured"]),
        (("30", "40"), "吨", []),
        (
            ("40", "45"),
            "吨",
            [
                "the new plan starts from 40 吨 + 45 吨 = 85 吨 in 2020, where 70 吨 was measured",
                "the new plan starts from 40 吨 + 45 吨 = 85 吨 in 2020, by which the old target was missed",
            ],
        ),
        (("30", "35"), "%", []),
    ],
)
def test_new_baselines_of_what_was_split_come_to_what_was_measured(parts: Any, unit: str, told: list[str]) -> None:
    more: dict[str, Any] = {"unit": unit, "better": "lower"}
    base = {"year": 2015, "value": f"100 {unit}"}
    old = indicator("80", 2020, name="排放量", baseline=base, observations=[{"period": 2020, "value": 70}], **more)
    new = [
        indicator("20", 2025, id=id, name=id, baseline={"year": 2020, "value": f"{value} {unit}"}, **more)
        for id, value in zip(("j", "k"), parts, strict=True)
    ]
    found = pm.succession(plan("a", "2016/2020", old), plan("b", "2021/2025", *new), mapping={"i": ["j", "k"]})
    [row] = found.of("split")
    assert list(row.findings) == told


def test_what_was_measured_of_those_merged_comes_to_the_new_baseline() -> None:
    more: dict[str, Any] = {"unit": "吨", "better": "lower"}
    old = [
        indicator("40", 2020, id=id, name=id, observations=[{"period": 2020, "value": value}], **more)
        for id, value in (("j", 30), ("k", 35))
    ]
    for base, count in ((65, 0), (70, 1)):
        new = indicator("20", 2025, name="排放量", baseline={"year": 2020, "value": f"{base} 吨"}, **more)
        plans = plan("a", "2016/2020", *old), plan("b", "2021/2025", new)
        rows = pm.succession(*plans, mapping={"j": "i", "k": "i"}).of("merged")
        assert [len(row.findings) for row in rows] == [count, 0]


def test_what_is_said_of_the_invented_county_is_said_in_chinese_too() -> None:
    plans = [pm.read_plan(HERE / f"jia-{which}.yaml") for which in (135, 145)]
    found = pm.succession(plans, mapping=read_mapping(HERE / "mapping" / "jia.yaml"))
    said = [one for row in found.rows for one in (*row.findings, *row.redefined, row.reason, row.rebased) if one]
    assert len(said) > 10
    for one in said:
        text = one.in_language("zh") if isinstance(one, Message) else one
        assert not re.search(r"\b(the|of|was|is|became|by|into|from|outcome|which|no)\b", text), text


def test_the_flow_is_drawn_in_the_language_asked_for_and_else_in_that_of_the_title() -> None:
    old, new = indicator("≥50", 2020), indicator("≥60", 2025)
    for title, english in ((MultilingualText({"zh": "规划", "en": "Plan"}), False), ("Plan", True)):
        found = pm.succession(plan("a", "2016/2020", old), plan("b", "2021/2025", new).evolve(title=title))
        for picture, words in ((found.plot(), english), (found.plot("en"), True), (found.plot("zh"), False)):
            assert ("What became of 1 promise" in picture.svg, ">raised<" in picture.svg) == (words, words)
            assert ("1项上期目标的去向" in picture.svg, ">提高<" in picture.svg) == (not words, not words)
    with pytest.raises(PlanModelError):
        found.plot("xx")


def test_two_places_of_one_name_are_told_apart_by_their_codes() -> None:
    def plan(id: str, period: str, code: str, *aliases: str) -> pm.Plan:
        area = pm.Jurisdiction(name="鼓楼区", level="county", code=code, aliases=aliases)
        return pm.Plan(id=id, title=id, period=period, jurisdiction=area)

    old, other = plan("a", "2016/2020", "320106"), plan("b", "2021/2025", "350102")
    with pytest.raises(ModelError, match=r"a is a plan of 鼓楼区 \(320106\), b of 鼓楼区 \(350102\)"):
        pm.succession(old, other)
    assert pm.succession(old, plan("b", "2021/2025", "350102", "320106")).rows == ()
    assert pm.succession(old, plan("b", "2021/2025", "320106")).rows == ()


def test_an_id_of_one_plan_says_nothing_of_the_same_id_in_the_other() -> None:
    """Both plans number their rows: what is unclear in one is another row in the other."""
    old = [
        indicator("10%", 2020, id="i-1", name="绿化率"),
        indicator("20%", 2020, id="i-2", name="绿化率"),
        indicator("30%", 2020, id="i-3", name="供水普及率"),
    ]
    new = [
        indicator("35%", 2025, id="i-1", name="供水普及率"),
        indicator("40%", 2025, id="i-2", name="垃圾分类覆盖率"),
        indicator("15%", 2025, id="i-3", name="绿化率"),
    ]
    found = pm.succession(plan("a", "2016/2020", *old), plan("b", "2021/2025", *new), wording=False)
    rows = {(row.old, row.new): row for row in found.rows}
    assert (("i-3",), ("i-1",)) in rows
    assert rows[(), ("i-2",)].fate == "new"
    assert [rows[(id,), ()].fate for id in ("i-1", "i-2")] == ["unknown", "unknown"]
    assert "绿化率" in str(rows[(), ("i-3",)].reason)
