"""The page of several plans, as text, and the pictures and promises inside pages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import planmodel as pm
from planmodel.comparing.cascade import cascade
from planmodel.comparing.many import compare
from planmodel.comparing.plans import PlanSet
from planmodel.errors import ModelError, PlanModelError, UnknownIdError
from planmodel.model.header import Jurisdiction
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.numbers import Baseline
from planmodel.model.plan import Plan
from planmodel.model.targets import Level, Target
from planmodel.phrases.reader import read_target
from planmodel.views.picture import Picture
from planmodel.views.report.pictures import shown
from planmodel.views.report.promises import promise
from planmodel.views.report.sides import answer_of, sides_of

SECTIONS = [
    "answer",
    "sides",
    "plans",
    "heatmap",
    "compare",
    "coverage",
    "cascade",
    "quotas",
    "succession",
    "file_findings",
]


def plan(id: str, level: str, *promises: tuple[str, str], parent: str | None = None) -> Plan:
    indicators = [
        Indicator(
            id=f"i{number}",
            name=metric,
            metric=metric,
            targets=[Target(year=2025, as_published=text, commitment=read_target(text).commitment)],
        )
        for number, (metric, text) in enumerate(promises)
    ]
    area = Jurisdiction(name=id, level=level, parent=parent)  # type: ignore[arg-type]
    return Plan(
        id=id, title=f"Plan of {id}", jurisdiction=area, period="2021/2025", base_year=2020, elements=indicators
    )


@pytest.fixture(scope="module")
def plans() -> PlanSet:
    return PlanSet(
        [
            plan("county", "county", ("energy-intensity", "下降14.5%"), ("cod-cut", "完成省下达任务"), parent="nation"),
            plan("nation", "national", ("energy-intensity", "下降13.5%"), ("cod-cut", "下降8%")),
            plan("town", "county", ("energy-intensity", "下降13%"), parent="nation"),
        ]
    )


@pytest.fixture(scope="module")
def page(plans: PlanSet) -> str:
    return plans.report(language="en")


def section_of(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="/{name}">(.*?)</section>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]*>", " ", found[1])


def test_the_page_has_every_section_in_order(page: str) -> None:
    assert re.findall(r'<section aria-labelledby="/(\w+)">', page) == SECTIONS


def of_town(id: str, base: str, target: str) -> Plan:
    indicator = Indicator(
        id="i-coal",
        name="Coal",
        metric="coal",
        unit="万吨",
        better="lower",
        baseline=Baseline(year=2020, value=base),
        targets=[Target(year=2025, commitment=Level(value=target, comparator="at_most"))],
    )
    coal = Metric(id="coal", name="Coal burnt", unit="万吨", quantity="flow", better="lower")
    return Plan(id=id, title=f"Plan of {id}", period="2021/2025", elements=[coal, indicator])


def test_plans_without_one_above_are_held_against_the_reference_by_the_change_that_they_require() -> None:
    plans = PlanSet([of_town("big", "100 万吨", "50 万吨"), of_town("small", "10 万吨", "8 万吨")])
    sides = sides_of(cascade(plans), compare(plans, reference="big"))
    assert [(one.plan, one.beside, one.metric, one.outcome) for one in sides] == [("small", "big", "coal", "less")]
    told = [str(one) for one in answer_of(plans, sides, {})]
    assert told == ["2 plans; 1 promise beside those above or the reference's: 1 asks for less"]


def test_the_first_sentences_count_what_the_cascade_counts_and_say_why_nobody_can_compare(plans: PlanSet) -> None:
    below = cascade(plans)
    sides = sides_of(below, compare(plans, reference="nation"))
    counts = Counter(one.outcome for one in sides if any(one.plan == pair[0] for pair in below.pairs))
    assert counts == Counter(one.outcome for one in below.results)
    cannot = [one for one in sides if one.outcome in ("not_comparable", "child_unnumbered", "parent_unnumbered")]
    assert all(one.reason for one in cannot if one.outcome == "not_comparable")
    english, chinese = (section_of(plans.report(language=one), "answer") for one in ("en", "zh"))
    assert "beside those above or the reference" in english
    assert "不可比" in chinese


def test_plans_are_held_against_the_one_that_most_stand_below(page: str) -> None:
    assert re.search(r"Held against\s+Plan of nation", section_of(page, "plans"))
    text = section_of(page, "compare")
    assert "+1 个百分点" in text
    assert "-0.5 个百分点" in text


def test_another_reference_can_be_asked_for(plans: PlanSet) -> None:
    assert re.search(r"Held against\s+Plan of town", section_of(plans.report(reference="town", language="en"), "plans"))
    with pytest.raises(UnknownIdError):
        plans.report(reference="nobody")


def test_where_there_is_no_number_the_reason_stands(page: str) -> None:
    text = section_of(page, "compare")
    assert "完成省下达任务" in text
    assert "set by 省, no number" in text
    assert re.search(r"Not stated by\s+Plan of town", text)


def test_missing_is_a_dash_and_words_are_an_ellipsis_in_the_table_of_metrics(page: str) -> None:
    row = next(line for line in page.split("<tr>") if "/metric/cod-cut" in line and "<td" in line)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["…", "↓ 8 %", "—"]


def test_the_cascade_has_outcomes_with_reasons_or_says_that_there_is_no_tree(plans: PlanSet, page: str) -> None:
    assert "stricter" in section_of(page, "cascade")
    assert "without a number here" in section_of(page, "cascade")
    alone = PlanSet([plans["county"], plans["town"]]).report(language="en")
    assert "No plan here stands above another" in section_of(alone, "cascade")


def followers() -> PlanSet:
    def one(id: str, period: str, base: int, year: int, number: str, measured: bool) -> Plan:
        forest = Indicator(
            id="i",
            name="森林覆盖率",
            unit="%",
            better="higher",
            targets=[read_target(number, unit="%", year=year)],
            observations=[{"period": year, "value": number}] if measured else [],
        )
        area = Jurisdiction(name="甲县", level="county")
        return Plan(id=id, title=id, jurisdiction=area, period=period, base_year=base, elements=[forest])

    return PlanSet(
        [one("p14", "2021/2025", 2020, 2025, "24.1", False), one("p13", "2016/2020", 2015, 2020, "23.04", True)]
    )


def test_plans_of_one_place_show_what_became_of_the_promises(page: str) -> None:
    held = section_of(followers().report(language="en"), "succession")
    assert " ".join(held.split()).index("p13 → p14") > 0
    assert re.search(r"23\.04 %.*24\.1 %.*raised", held, re.DOTALL)
    assert "No two plans here are of one place" in section_of(page, "succession")


def test_what_the_parts_come_to_stands_beside_the_whole(plans: PlanSet) -> None:
    shown = " ".join(section_of(plans.report(language="en"), "quotas").split())
    assert "cannot be decided" in shown
    assert "No plan here is a part of another" in section_of(followers().report(language="en"), "quotas")


def test_files_that_could_not_be_read_are_told_of_without_their_folder(plans: PlanSet, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(plans["county"].to_yaml(), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("planmodel: 1\nid: [", encoding="utf-8")
    page = PlanSet.read(tmp_path).report(language="en")
    assert "bad.yaml:" in section_of(page, "file_findings")
    assert str(tmp_path) not in page
    assert "Every file could be read" in section_of(plans.report(language="en"), "file_findings")


def test_the_same_plans_give_the_same_page_and_it_is_written_whole(plans: PlanSet, page: str, tmp_path: Path) -> None:
    target = tmp_path / "plans.html"
    assert plans.report(target, language="en") == page == target.read_text(encoding="utf-8")


def test_no_plans_are_no_report() -> None:
    with pytest.raises(ModelError, match="no plan"):
        PlanSet().report()


# --- pictures and promises ---


def drawn(inside: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">{inside}</svg>'
    found = shown(lambda: [Picture(svg=svg, title="x")], ("en",), "p.").svg
    assert found is not None
    return found


def test_a_picture_in_a_page_keeps_shapes_and_drops_what_could_act() -> None:
    hostile = (
        '<script>alert(1)</script><rect width="9.04" height="9" onclick="x()" style="fill:red"/>'
        '<a href="javascript:x()"><text>a</text></a><foreignObject/><image href="https://example.org/x.png"/>'
    )
    assert drawn(hostile).removeprefix(drawn("")[: drawn("").index("/>")]) == '><rect width="9" height="9"/></svg>'


def test_a_picture_in_two_languages_stands_there_once_with_what_differs() -> None:
    def picture(name: str, across: int, more: str = "") -> Picture:
        inside = f'<g id="node-a"><title>x</title><rect x="{across}" width="9"/><text>{name}</text>{more}</g>'
        paths = "".join(f'<path d="M0 0H9" stroke="#{number}"/>' for number in range(9))
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{paths}{inside}</svg>'
        return Picture(svg=svg, title=name)

    made = [picture("水", 1), picture("Water", 2), picture("Eau", 1, "<text>de vie</text>")]
    found = shown(lambda: made, ("zh", "en", "fr"), "p.")
    assert found.svg is not None
    assert (found.svg.count("水"), found.title) == (1, "水")
    assert found.changes == {
        "en": [(11, {"x": "2"}), (12, {"": "Water"})],
        "fr": [(10, {"+": "<text>de vie</text>"}), (12, {"": "Eau"})],
    }


def test_the_ids_of_two_pictures_do_not_meet() -> None:
    svg = drawn('<marker id="m"/><path d="M0 0.04L1.26 1" marker-end="url(#m)"/>')
    assert '<marker id="p.m"/>' in svg
    assert '<path d="M0 0L1.3 1" marker-end="url(#p.m)"/>' in svg


def test_nodes_and_marks_say_which_element_they_stand_for() -> None:
    assert '<g data-id="t-1">' in drawn('<g id="node-t-1"><rect width="1"/></g>')
    mark = '<path data-id="t-1" d="M0 1H3"><title>Pipes: 2021</title></path>'
    assert mark in drawn(mark)


def test_what_shapes_share_is_said_once() -> None:
    svg = drawn('<path d="M0 0" stroke="#888"/>' * 3 + '<path d="M1 1"/>')
    assert '<path d="M0 0M0 0M0 0" stroke="#888"/><path d="M1 1"/>' in svg
    named = drawn('<path d="M0 0" stroke="#888"><title>a</title></path>' * 3)
    assert '<g stroke="#888"><path d="M0 0"><title>a</title></path>' in named


def test_a_picture_that_cannot_be_had_gives_its_reason_and_hint() -> None:
    def fail() -> list[Picture]:
        raise PlanModelError("nothing to draw", hint="add tasks")

    found = shown(fail, ("en",), "p.")
    assert (found.svg, found.reason) == (None, "nothing to draw (add tasks)")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("≥90%", "不低于90%", "at least 90 %"),
        ("比2020年下降14.5%", "比2020年下降14.5%", "falls by 14.5 % since 2020"),
        ("增长不超过5%", "上升不超过5%", "rises by at most 5 %"),
        ("控制在25微克/立方米以内", "不超过25微克/立方米", "at most 25 微克/立方米"),
        ("年均增长5%左右", "年均上升5%左右", "rises by about 5 % a year"),
        ("15～20微克/立方米", "15～20微克/立方米", "15 微克/立方米 to 20 微克/立方米"),
        ("年均下降10%以上", "年均下降10%以上", "falls by at least 10 % a year"),
        ("完成省下达任务", "完成省下达任务（数值未列出）", "set by 省"),
        ("持续改善", "改善", "improve"),
        ("≥55且不降低", "不低于55，且保持", "at least 55 and maintain"),
        ("下降14%,力争14.5%", "下降14%，力争下降14.5%", "falls by 14 %; striving for falls by 14.5 %"),
        ("55~60", "55～60", "55 to 60"),
        ("达到全国平均水平", "全国平均水平", "the mean of 全国"),
    ],
)
def test_a_promise_is_told_in_two_languages(text: str, zh: str, en: str) -> None:
    assert promise(read_target(text)) == {"zh": zh, "en": en}


def test_every_colour_of_a_picture_has_another_one_for_dark_pages(river_page: str, page: str) -> None:
    for whole in (river_page, page):
        style = whole.partition("<style>")[2].partition("</style>")[0]
        pictures = "".join(re.findall(r'<svg[^>]*class="picture".*?</svg>', whole, re.DOTALL))
        colours = set(re.findall(r' (?:fill|stroke)="[^"]*"', pictures)) - {' fill="none"', ' stroke="none"'}
        colours = {one for one in colours if "url(#" not in one}
        assert {one for one in colours if f"[{one.strip()}]" not in style} == set()
        assert len(colours) > 4


def test_a_rate_a_year_has_words_in_both_languages_on_the_page() -> None:
    plans = []
    for name, period, rate, year in (("a", "2016/2020", "7", 2020), ("b", "2021/2025", "6", 2025)):
        output = pm.Indicator(
            id="i",
            name="产值",
            unit="亿元",
            better="higher",
            baseline={"year": year - 5, "value": 100},
            targets=[pm.read_target(f"年均增长{rate}%", year=year)],
        )
        place = pm.Jurisdiction(name="甲县")
        plans.append(pm.Plan(id=name, title=name, period=period, jurisdiction=place, elements=[output]))
    for page in (pm.PlanSet(plans).report(language="zh"), plans[1].report(as_of="2023-12-31", language="zh")):
        assert '<span data-en="↑ 6 % a year">年均↑6%</span>' in page
        assert "<td>↑ 6 % a year" not in page
