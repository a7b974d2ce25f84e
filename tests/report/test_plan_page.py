"""The page of one plan, as text."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from planmodel import examples
from planmodel.comparing.outcomes import Outcome
from planmodel.errors import MissingExtraError, ModelError
from planmodel.faults import FaultWarning
from planmodel.formats.native import read_plan
from planmodel.model.kinds import Goal, Indicator, Project, Task
from planmodel.model.numbers import Baseline, Estimate, Observation
from planmodel.model.plan import Plan
from planmodel.model.relations import Contribution, Dependency
from planmodel.model.targets import Target
from planmodel.phrases.reader import read_target
from planmodel.tracking.results import REASONS, Verdict
from planmodel.views.report.words import words_in

SECTIONS = ["answer", "attention", "values", "progress", "schedule", "summary", "structure", "flow", "gaps", "elements"]
SECTIONS += ["network", "simulation", "indicators", "evaluation", "sufficiency", "findings", "sources"]


class Outline(HTMLParser):
    """Tags with their attributes, and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, tag: str, attribute: str) -> list[str | None]:
        return [attrs[attribute] for name, attrs in self.tags if name == tag and attribute in attrs]


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="/data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def section_of(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="/{name}">(.*?)</section>', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_page_has_every_section_in_order(river_page: str) -> None:
    assert re.findall(r'<section aria-labelledby="/(\w+)">', river_page) == SECTIONS
    assert re.findall(r'<li><a href="#/(\w+)" data-w', river_page) == SECTIONS


def test_the_page_begins_with_three_sentences_of_numbers(river: Plan) -> None:
    told = re.sub(r"<[^>]*>|\n", "", section_of(river.report(as_of="2023-12-31", language="en"), "answer"))
    for part in ("On 2023-12-31, of 2 indicators: ", "The work ends on "):
        assert part in told
    assert "The check found" in told
    without = section_of(river.report(language="zh"), "answer")
    assert "未指定截至日期（as_of），因此不评估设有目标值的2项指标" in without


def test_what_is_behind_comes_before_what_is_critical_and_is_told_with_numbers() -> None:
    slow = Indicator(
        id="i",
        name="PM2.5",
        better="lower",
        baseline=Baseline(year=2020, value="30 微克/立方米"),
        targets=[Target(year=2025, commitment=read_target("20微克/立方米").commitment)],
        observations=[Observation(period=2023, value="29 微克/立方米")],
    )
    work = Task(id="t", name="Work", duration="12 月")
    page = Plan(id="p", title="Plan", period="2021/2025", elements=[work, slow]).report(as_of="2023-12-31")
    rows = re.findall(r'<th scope="row"><a href="#(\w+)">.*?</th><td>.*?is-(\w+)', section_of(page, "attention"))
    assert rows == [("i", "behind"), ("t", "critical")]
    assert "measured 29 微克/立方米 (2023), due then 24 微克/立方米" in section_of(page, "attention")


def test_a_plan_of_which_nothing_can_be_judged_has_no_picture_of_it() -> None:
    wordless = Indicator(id="i", name="Quality", targets=[Target(commitment=read_target("持续改善").commitment)])
    page = Plan(id="p", title="Plan", elements=[Goal(id="g", name="Goal"), wordless]).report(as_of="2023-12-31")
    assert "<svg" not in section_of(page, "progress").replace('<svg class="meter"', "")
    assert "the promise is in words (1)" in section_of(page, "answer")


def test_the_files_laid_over_a_plan_are_named_with_what_is_assumed() -> None:
    told = section_of(examples.lianzhou(scenario=True).report(start="2021-01-01", language="en"), "answer")
    assert "From plan.yaml, with scenario.yaml laid over it. Assumed in all: 34 durations, 54 links" in told


def test_the_same_plan_gives_the_same_bytes_in_every_process(river: Plan, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    river.to_yaml(plan)
    report = f"pm.read_plan({str(plan)!r}).report(as_of='2023-12-31')"
    code = f"import planmodel as pm, sys; sys.stdout.buffer.write({report}.encode())"
    elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert elsewhere.stdout.decode() == read_plan(plan).report(as_of="2023-12-31")


def test_the_policy_lets_in_the_page_s_own_style_and_script_alone(river_page: str) -> None:
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', river_page)
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", river_page, re.DOTALL)
        held = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{held}';" in unescape(policy)
    assert unescape(policy).startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_in_the_page_is_fetched_or_run_from_elsewhere(river_page: str) -> None:
    outline = Outline(river_page)
    fetched = [
        (tag, name)
        for tag, attrs in outline.tags
        for name in attrs
        if name in ("src", "srcset", "style") or name.startswith("on") or (tag != "a" and name == "href")
    ]
    assert fetched == [("link", "href")]
    assert outline.values("link", "href") == ["data:,"]


def test_a_target_stands_there_as_published_and_as_read(river_page: str) -> None:
    text = Outline(section_of(river_page, "indicators")).text
    for part in (
        "≥90%",
        "at least 90 %",
        "完成省下达任务",
        "set by 省",
        "not read: an unknown sign",
        "80 % (2020)",
        "86 % (2023)",
    ):
        assert part in text


def test_progress_says_that_no_date_was_asked_about(river: Plan) -> None:
    assert "No date was asked about" in Outline(section_of(river.report(language="en"), "progress")).text


def test_progress_has_a_share_or_a_reason_for_every_indicator(river_page: str) -> None:
    text = Outline(section_of(river_page, "progress")).text
    assert "60 %" in text
    assert "设定" in text or "sets" in text


def test_findings_and_sources_are_there_with_the_words_cited(river_page: str) -> None:
    assert "PM" in Outline(section_of(river_page, "findings")).text
    sources = Outline(section_of(river_page, "sources")).text
    assert "达到90%以上" in sources
    assert "第三章, p. 12" in sources


def test_an_address_is_a_link_only_when_it_is_of_the_web(hostile_page: str, river_page: str) -> None:
    for page in (hostile_page, river_page):
        for address in Outline(page).values("a", "href"):
            assert address is not None
            assert address.startswith(("#", "https://example.org/"))


def test_hostile_texts_add_no_element_to_the_page(hostile: Plan, hostile_page: str) -> None:
    outline = Outline(hostile_page)
    tags = [tag for tag, _ in outline.tags]
    scripts = [attrs.get("type") for tag, attrs in outline.tags if tag == "script"]
    assert [one for one in scripts if one != "application/json"] == [None]
    assert not {"img", "iframe", "object", "embed", "form", "b"} & set(tags)
    assert not [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]
    assert data_of(hostile_page)["elements"][1]["n"] == hostile["d0"].label()


def test_a_plan_that_waits_for_itself_says_so_where_the_schedule_would_be() -> None:
    plan = Plan(
        id="p",
        title="Circle",
        elements=[
            Task(id="a", name="A", duration="3 月", depends_on=["b"]),
            Task(id="b", name="B", duration="3 月", depends_on=["a"]),
        ],
    )
    page = plan.report()
    assert "a -> b" in section_of(page, "schedule") or "circle" in Outline(section_of(page, "schedule")).text
    assert "<table" in section_of(page, "findings")


def test_an_empty_plan_has_a_page_that_says_what_is_missing() -> None:
    page = Plan(id="p", title="Nothing yet").report(as_of=2023)
    assert re.findall(r'<section aria-labelledby="/(\w+)">', page) == SECTIONS
    assert page.count('class="absent"') >= 5


def test_without_pygraphviz_only_the_pictures_are_missing(river: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    page = river.report(language="en")
    assert "pygraphviz" in Outline(section_of(page, "structure")).text
    assert "<svg" in section_of(page, "schedule")


def test_a_picture_that_breaks_does_not_break_the_page(river: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("out of ink")

    monkeypatch.setattr("planmodel.views.report.plan_page.draw_in", broken)
    with pytest.warns(FaultWarning):
        page = river.report()
    assert "RuntimeError: out of ink" in section_of(page, "structure")
    assert "report it" in section_of(page, "structure")


def test_without_jinja2_the_error_names_the_extra(river: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match="jinja2") as caught:
        river.report()
    assert caught.value.extra == "report"


def test_the_page_is_written_whole_or_not_at_all(river: Plan, tmp_path: Path) -> None:
    target = tmp_path / "river.html"
    assert river.report(target) == target.read_text(encoding="utf-8")
    target.write_text("before", encoding="utf-8")
    with pytest.raises(ModelError):
        river.report(target, language="fr")
    assert target.read_text(encoding="utf-8") == "before"
    with pytest.raises(FileNotFoundError):
        river.report(tmp_path / "nowhere" / "river.html")


def test_the_page_opens_in_the_language_of_the_title_or_the_one_asked_for(river: Plan) -> None:
    assert '<html lang="zh-CN">' in river.report()
    assert '<html lang="en">' in river.report(language="en")
    assert '<html lang="en">' in Plan(id="p", title="Plan").report()
    assert '<html lang="zh-CN">' in Plan(id="p", title="规划").report()
    with pytest.raises(ModelError, match="'fr' is no language"):
        river.report(language="fr")


def test_a_date_that_is_none_is_an_error_not_a_page(river: Plan) -> None:
    with pytest.raises(ModelError, match="2023-13"):
        river.report(as_of="2023-13")
    with pytest.raises(ModelError, match="soon"):
        river.report(start="soon")


def test_long_lists_wait_in_templates() -> None:
    goals = [Goal(id=f"g{number}", name=f"Goal {number}") for number in range(450)]
    page = Plan(id="p", title="Many", elements=goals).report()
    shown, waiting = section_of(page, "elements").split("<template")
    assert shown.count("<li") == 200
    assert waiting.count("<li") == 250


def test_links_know_both_ends_what_they_say_and_where_that_stands(river: Plan, river_page: str) -> None:
    data = data_of(river_page)
    ids = [element["i"] for element in data["elements"]]
    assert ids[0] == river.id
    links = {
        (ids[one[0]], data["relations"][one[2]][0], ids[one[1]] if isinstance(one[1], int) else one[1]): one[3:]
        for one in data["links"]
    }
    assert links["t-survey", "contributes_to", "g-river"] == ["inferred"]
    assert links["t-pipes", "depends_on", "t-survey"][2][0]["q"] == "排查之后实施"
    assert links["i-class3", "uses_metric", "surface-water-good"] == []


def test_three_hundred_elements_with_values_flow_and_each_piece_of_work_fit_into_720_kilobytes() -> None:
    from planmodel.testing import make_plans

    (plan,) = make_plans(1, elements=300)
    assert len(plan.report(as_of="2023-12-31").encode()) <= 720_000


def test_every_word_of_the_pages_is_there_in_both_languages() -> None:
    folder = files("planmodel.views.report")
    pages = "".join(
        one.read_text(encoding="utf-8") for part in ("templates", "assets") for one in folder.joinpath(part).iterdir()
    )
    asked = set(re.findall(r'(?:heading|lead|word|\bw)\("([a-z_.]+)"\)', pages)) | set(
        re.findall(r'data-w="([a-z_.]+)"', pages)
    )
    known = words_in("zh")
    assert {key for key in asked if key not in known} == set()
    reasons = {f"r.{one}" for one in REASONS} | {
        *(f"v.{one}" for one in get_args(Verdict)),
        *(f"o.{one}" for one in get_args(Outcome)),
    }
    assert {key for key in reasons if key not in known} == set()
    relations = {one.name for one in Plan(id="p", title="x").relations}
    assert {f"{way}.{one}" for one in relations for way in ("rel", "inv")} - set(known) == set()


def test_the_page_counts_what_its_schedule_assumes() -> None:
    tasks = [
        Task(id="a", name="甲", duration=Estimate(likely="3 月", evidence="assumed")),
        Task(id="b", name="乙", duration="2 月", depends_on=[Dependency("a", evidence="assumed")]),
        Task(id="c", name="丙"),
    ]
    page = Plan(id="p", title="Plan", period="2021/2025", elements=tasks).report(language="en")
    summary = Outline(section_of(page, "summary")).text
    assert "Durations of scheduled work: 1 stated, 1 assumed, 1 no duration stated" in summary
    assert "What must come first: 1 assumed" in summary
    schedule = section_of(page, "schedule")
    assert "1 / 3" in Outline(schedule).text
    row = schedule[schedule.index('<th scope="row"><a href="#c">') :]
    assert "no duration stated" in row.partition("</tr>")[0]
    assert "critical" not in row.partition("</tr>")[0]
    assert "1 of 2 durations is assumed, not stated" in schedule


def test_a_page_without_any_duration_has_no_critical_path() -> None:
    plan = Plan(id="p", title="Plan", elements=[Task(id="a", name="甲"), Task(id="b", name="乙", depends_on=["a"])])
    page = plan.report(language="en", start="2021-01-01")
    assert "no critical path: no durations stated" in section_of(page, "schedule")
    assert "No critical path: no durations stated." in section_of(page, "network")
    assert "<table" not in section_of(page, "schedule")
    assert "#b00020" not in re.sub(r"<style>.*?</style>", "", section_of(page, "network"), flags=re.DOTALL)


def test_progress_tells_the_value_beside_what_was_due_on_its_day() -> None:
    def indicator(id: str, base: float | None) -> Indicator:
        return Indicator(
            id=id,
            name=id,
            unit="吨",
            better="lower",
            baseline=None if base is None else Baseline(year=2020, value=base),
            targets=[Target(year=2025, commitment=read_target("≤50吨").commitment)],
            observations=[Observation(period="2022", value=90)],
        )

    plan = Plan(id="p", title="Plan", base_year=2020, elements=[indicator("a", 100), indicator("b", None)])
    section = section_of(plan.report(as_of="2023-12-31", language="en"), "progress")
    cells = [
        [Outline(cell).text for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall(r'<tr><th scope="row"><a href="#[ab]">.*?</tr>', section, re.DOTALL)
    ]
    assert [row[:3] for row in cells] == [["behind", "90 吨 (2022)", "80 吨"], ["not yet met", "90 吨 (2022)", "—"]]
    assert "1 behind; 1 not yet met" in Outline(section).text


def test_two_latest_values_are_both_on_the_page() -> None:
    values = [
        Observation(period="2022", value=90),
        Observation(period="2022", value=70),
        Observation(period="2021", value=1),
    ]
    plan = Plan(id="p", title="Plan", elements=[Indicator(id="a", name="a", unit="吨", observations=values)])
    assert "90 吨 / 70 吨 (2022)" in plan.report(language="en")


def test_the_three_lists_and_whether_contributions_are_enough_are_on_the_page() -> None:
    sulphur = Indicator(
        id="so2",
        name="二氧化硫",
        unit="万吨",
        better="lower",
        obligation="binding",
        baseline={"year": 2005, "value": 2549},
        targets=[read_target("2295", unit="万吨", year=2010)],
        observations=[{"period": 2008, "value": 2450}],
    )
    work = [
        Task(
            id="t",
            name="脱硫",
            done="40 %",
            period="2006/2010",
            contributes_to=[Contribution("so2", amount="200 万吨")],
        ),
        Task(id="u", name="关停", contributes_to=["so2"]),
        Project(id="x", name="改造", finished="2008-06", finish_by="2007-12", cost={"total": "1 亿元"}),
    ]
    plan = Plan(id="p", title="Plan", period="2006/2010", base_year=2005, elements=[sulphur, *work])
    page = plan.report(as_of="2008-12-31", language="en")
    lists = Outline(section_of(page, "evaluation")).text
    assert "1 behind; judged 1 / 1" in " ".join(lists.split())
    assert "38.98 %" in lists  # (2549 − 2450) ÷ (2549 − 2295)
    assert "Of so many nobody says how far they are: 1 / 2" in " ".join(lists.split())
    assert "finished" in lists
    assert "late" in lists
    assert "没有数值" not in lists
    enough = " ".join(Outline(section_of(page, "sufficiency")).text.split())
    assert "200 万吨 – …" in enough
    assert "cannot be known" in enough
    assert "No date was asked about" in section_of(plan.report(language="en"), "evaluation")
    assert "No work states" in section_of(Plan(id="p", title="P").report(language="en"), "sufficiency")
