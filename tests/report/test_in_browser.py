"""The pages in a browser: Debian's Chromium, driven by Playwright, without a network."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from planmodel.cells import safe_cell
from planmodel.comparing.plans import PlanSet
from planmodel.formats.native import read_plan
from planmodel.model.kinds import Goal, Task
from planmodel.model.plan import Plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, ViewportSize

pytestmark = pytest.mark.outside

EXAMPLES = Path(__file__).parents[2] / "examples"
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


class Visit:
    """A page that was opened, and everything that it asked for or complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url.partition("#")[0].partition("?")[0]))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def go(self, hash: str = "") -> Page:
        self.page.goto(self.file.as_uri() + hash)
        return self.page

    def check_quiet(self) -> None:
        """Assert that nothing but the file itself was asked for, and that nothing went wrong."""
        asked = {one for one in self.requests if not one.startswith(("blob:file:", "about:blank"))}  # files of its own
        assert asked == {self.file.as_uri()}
        assert self.complaints == []


Opened = Callable[..., Visit]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """A function that opens HTML in a browser without a network; at the end every page must have been quiet."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def open_page(html: str, *, viewport: ViewportSize = WIDE, dark: bool = False) -> Visit:
        file = tmp_path / f"page{len(visits)}.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            offline=True, viewport=viewport, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        visits.append(Visit(context.new_page(), file))
        return visits[-1]

    yield open_page
    for context in contexts:
        context.close()
    for visit in visits:
        visit.check_quiet()


@pytest.fixture(scope="module")
def lianzhou_page() -> str:
    plan = read_plan(EXAMPLES / "lianzhou" / "plan.yaml", EXAMPLES / "lianzhou" / "scenario.yaml")
    return plan.report(as_of="2023-12-31", start="2021-01-01")


@pytest.fixture(scope="module")
def plans_page() -> str:
    return PlanSet.read(
        [EXAMPLES / "counties" / name for name in ("nation.yaml", "chongqing.yaml", "qianjiang.yaml")]
    ).report()


def expect(locator: Locator) -> Any:
    """Return assertions that wait: what a click leads to, a busy browser shows a moment later."""
    from playwright import sync_api

    return sync_api.expect(locator)


def check_title(page: Page, title: str) -> None:
    expect(page.locator("aside h2")).to_have_text(title)


def focused(page: Page, expression: str) -> Any:
    return page.evaluate(f"document.activeElement.{expression}")


# --- opening an element ---


def test_an_element_is_found_by_its_id_and_its_name_in_either_language(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go()
    box = page.get_by_role("combobox")
    for text in ("t-pip", "SEWER", "管网"):
        box.fill(text)
        assert page.get_by_role("option").all_inner_texts() == ["Sewer pipes t-pipes task"]
        expect(page.get_by_role("status")).to_have_text("1 elements found", use_inner_text=True)
    box.press("Enter")
    check_title(page, "Sewer pipes")
    assert page.url.endswith("#t-pipes")
    box.fill("nobody")
    expect(page.get_by_role("status")).to_have_text("Nothing found", use_inner_text=True)
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.parametrize("section", ["structure", "network", "schedule"])
def test_a_click_in_a_picture_opens_what_was_clicked(opened: Opened, river_page: str, section: str) -> None:
    page = opened(river_page).go()
    page.locator(f'[data-picture="/{section}"] [data-id="t-pipes"]').first.click(force=section == "schedule")
    check_title(page, "Sewer pipes")
    expect(page.locator(f'[data-picture="/{section}"] [data-id="t-pipes"].chosen')).to_have_count(1)


def test_the_details_tell_fields_evidence_citations_and_both_directions(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go("#t-pipes")
    panel = page.locator("aside")
    text = panel.inner_text()
    for part in (
        "task · t-pipes",
        "管网建设",
        "duration",
        "12 months",
        "第三章 · page 12",
        "排查之后实施",
        "in section",
    ):
        assert part in text
    panel.get_by_role("link", name="Survey of outfalls").click()
    check_title(page, "Survey of outfalls")
    expect(panel).to_contain_text("must come before", use_inner_text=True)
    page.go_back()
    check_title(page, "Sewer pipes")
    panel.get_by_role("link", name="Water keeps getting better").click()
    panel.get_by_text("Everything it rests on").click()
    expect(panel.locator("details").get_by_role("link", name="Treatment plant")).to_have_count(1)


def test_what_was_found_about_an_element_stands_in_its_details(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go()
    row = page.locator("tr[data-about]").first
    about, message = row.get_attribute("data-about"), row.locator("td").nth(2).locator("span").first.inner_text()
    page.evaluate("id => { location.hash = id; }", about)
    page.locator("aside h2").wait_for()
    expect(page.locator("aside")).to_contain_text(message, use_inner_text=True)


@pytest.mark.parametrize("hash", ["#g-river", "#nobody", "#%E0%A4%A", "#/sources", "#__proto__"])
def test_an_address_opens_the_element_that_it_names_and_no_other(opened: Opened, river_page: str, hash: str) -> None:
    page = opened(river_page).go(hash)
    assert page.locator("aside h2").all_inner_texts() == (["Water keeps getting better"] if hash == "#g-river" else [])


def test_an_address_unfolds_the_list_that_it_names(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go()
    first = page.locator("#\\/list\\/principle a")
    expect(first).not_to_be_visible()
    page.locator(".tiles a", has_text="Principles").click()
    first.wait_for(state="visible")


# --- the keyboard ---


def test_the_keyboard_alone_finds_opens_and_closes(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go()
    page.keyboard.press("Tab")
    assert focused(page, "className") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.type("t-")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    check_title(page, "Sewer pipes")
    assert focused(page, "id") == "/panel"
    page.keyboard.press("Tab")
    assert focused(page, "textContent") == "Close"
    page.keyboard.press("Escape")
    expect(page.locator("aside")).not_to_be_visible()
    assert focused(page, "id") == "/search"
    assert "#" not in page.url


def test_arrows_lead_through_a_picture_and_enter_opens(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go()
    page.locator('[data-picture="/network"]').focus()
    page.keyboard.press("Tab")
    first = focused(page, "dataset.id")
    page.keyboard.press("ArrowRight")
    second = focused(page, "dataset.id")
    assert (first, second) == ("t-survey", "t-pipes")
    page.keyboard.press("Enter")
    check_title(page, "Sewer pipes")
    page.keyboard.press("Escape")
    assert focused(page, "dataset.id") == "t-pipes"


def test_every_node_of_a_picture_is_a_named_button_and_one_of_them_a_tab_stop(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go()
    nodes = page.locator('[data-picture="/structure"] [role="button"]')
    assert nodes.count() == len(
        {"p-source", "g-river", "i-class3", "i-assigned", "t-survey", "t-pipes", "t-rules", "pr-plant"}
    )
    assert all(
        nodes.evaluate_all("all => all.map(one => (one.getAttribute('aria-label') ?? one.textContent).length > 5)")
    )
    expect(page.locator('[data-picture="/structure"] [tabindex="0"]')).to_have_count(1)


# --- language and looks ---


def test_the_switch_changes_words_names_pictures_and_details(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go("#t-pipes")
    page.locator("#\\/language").click()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(page.locator("h1")).to_have_text("清河市水环境规划", use_inner_text=True)
    check_title(page, "管网建设")
    assert page.get_by_role("combobox").get_attribute("placeholder") == "搜索名称和编号"
    expect(page.locator("section", has=page.locator("#\\/indicators"))).to_contain_text(
        "不低于90%", use_inner_text=True
    )
    expect(page.locator('[data-picture="/structure"]')).to_contain_text("管网建设", use_inner_text=True)
    page.locator('[data-picture="/structure"] [data-id="t-rules"]').click()
    check_title(page, "制度建设")
    page.locator("#\\/language").click()
    expect(page.locator("h1")).to_have_text("Water plan of Qinghe", use_inner_text=True)
    check_title(page, "Rules")
    expect(page.locator('[data-picture="/structure"]')).to_contain_text("Sewer pipes", use_inner_text=True)


def test_dark_follows_the_reader_and_the_switch_overrules(opened: Opened, river_page: str) -> None:
    def background(page: Page) -> Any:
        colour = "getComputedStyle(document.body).backgroundColor"
        paper = "getComputedStyle(document.querySelector('.picture > rect')).fill"
        return page.evaluate(f"[{colour}, {paper}]")

    light, dark = ["rgb(255, 255, 255)"] * 2, ["rgb(23, 24, 28)"] * 2
    page = opened(river_page, dark=True).go()
    assert background(page) == dark
    page.get_by_role("button", name="Dark").click()
    assert background(page) == light
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "false"
    assert background(opened(river_page).go()) == light


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("which", "hash"), [("river", "#g-river"), ("lianzhou", "#t-funding"), ("plans", "#nation-esr-145")]
)
def test_axe_finds_nothing_serious(
    opened: Opened, river_page: str, lianzhou_page: str, plans_page: str, which: str, hash: str, dark: bool
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra dev)")
    pages = {"river": river_page, "lianzhou": lianzhou_page, "plans": plans_page}
    page = opened(pages[which], dark=dark).go(hash)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = axe.Axe().run(page).response["violations"]
    grave = [
        (one["id"], one["nodes"][0]["html"][:120], one["nodes"][0].get("failureSummary"))
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("hash", ["", "#goal-overall"])
@pytest.mark.parametrize("which", ["plan", "plans"])
def test_a_phone_scrolls_the_page_down_only(
    opened: Opened, lianzhou_page: str, plans_page: str, which: str, hash: str
) -> None:
    page = opened(lianzhou_page if which == "plan" else plans_page, viewport=PHONE).go(hash)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if hash and which == "plan":
        check_title(page, "到2025年连州市生态环境持续改善")


def test_paper_shows_everything_unfolded_and_no_buttons(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go("#t-pipes")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("header")).not_to_be_visible()
    expect(page.locator("aside")).not_to_be_visible()
    expect(page.locator("main details:not([open])")).to_have_count(0)
    expect(page.locator("button:visible")).to_have_count(0)
    assert "Name" in page.locator("#\\/tasks thead").inner_text()  # a head is a word on paper
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#\\/tasks thead button").count() == 6
    assert page.locator("main details:not([open])").count() > 0


@pytest.mark.parametrize("which", ["plan", "plans"])
def test_no_table_or_picture_is_wider_than_paper(
    opened: Opened, lianzhou_page: str, plans_page: str, which: str
) -> None:
    across = 680  # A4 between its margins, in CSS pixels
    page = opened(lianzhou_page if which == "plan" else plans_page, viewport={"width": across, "height": 900}).go()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wide = """most => [...document.querySelectorAll("main table, main .picture")]
        .filter((one) => one.getBoundingClientRect().right > most + 1)
        .map((one) => one.id || one.innerHTML.slice(0, 80))"""
    assert page.evaluate(wide, across) == []


def test_a_picture_grows_shrinks_and_fits_in_its_box(opened: Opened, lianzhou_page: str) -> None:
    page = opened(lianzhou_page).go()
    section = page.locator("section", has=page.locator("#\\/structure"))
    width = "Number(document.querySelector('[data-picture$=structure] svg').getAttribute('width'))"
    whole = page.evaluate(width)
    section.get_by_role("button", name="放大").click()
    assert page.evaluate(width) > whole
    section.get_by_role("button", name="适合宽度").click()
    assert page.evaluate(width) <= page.evaluate("document.querySelector('[data-picture$=structure]').clientWidth")


# --- choices: what fades, sorting, files, the address ---


def test_words_stand_inside_their_boxes_in_both_languages(opened: Opened, lianzhou_page: str) -> None:
    page = opened(lianzhou_page).go()
    outside = """() => [...document.querySelectorAll(".picture g[data-id]")].flatMap((node) => {
      const box = node.querySelector("rect").getBBox();
      return [...node.querySelectorAll("text")].filter((text) => {
        const { x, width } = text.getBBox();
        return x < box.x - 4 || x + width > box.x + box.width + 4;
      }).map((text) => text.textContent);
    })"""
    assert page.evaluate(outside) == []
    page.locator("#\\/language").click()
    assert page.evaluate(outside) == []


def test_choosing_an_element_lets_fade_what_it_neither_rests_on_nor_serves(opened: Opened, river_page: str) -> None:
    page = opened(river_page).go("#t-survey")
    structure = page.locator('[data-picture="/structure"]')
    expect(structure.locator('[data-id="t-survey"].chosen')).to_have_count(1)
    expect(structure.locator('[data-id="g-river"]:not(.far)')).to_have_count(1)
    assert structure.locator(".far").count() > 0
    page.keyboard.press("Escape")
    expect(page.locator(".far")).to_have_count(0)


def test_the_details_of_work_and_indicators_tell_dates_and_status_with_their_chart(
    opened: Opened, lianzhou_page: str
) -> None:
    page = opened(lianzhou_page).go("#t-funding")
    told = page.locator("aside dl.told")
    for part in ("开始2021-04-01", "完成2021-09-30", "6个月", "0天", "关键"):
        assert part in told.inner_text().replace("\n", "")
    page.evaluate("location.hash = 'ind-pm25'")
    expect(page.locator("aside dl.told")).to_contain_text("无法评估")
    chart = page.locator("aside svg [data-panel='ind-pm25']")
    expect(chart).to_have_count(1)
    assert "PM2.5" in (chart.text_content() or "")


def test_tables_sort_both_ways_and_keep_rows_of_one_element_together(opened: Opened, lianzhou_page: str) -> None:
    page = opened(lianzhou_page).go()
    page.locator("details", has=page.locator("#\\/schedule_table")).locator("summary").click()
    starts = page.locator("#\\/tasks tbody tr td:nth-child(2)")
    head = page.locator("#\\/tasks thead th").nth(1)
    head.get_by_role("button").click()
    assert starts.all_inner_texts() == sorted(starts.all_inner_texts())
    assert head.get_attribute("aria-sort") == "ascending"
    slack = page.locator("#\\/tasks tbody tr td:nth-child(5)")
    page.locator("#\\/tasks thead th").nth(4).get_by_role("button").click()
    page.locator("#\\/tasks thead th").nth(4).get_by_role("button").click()
    days = [int(text.removesuffix("天")) for text in slack.all_inner_texts()]
    assert days == sorted(days, reverse=True)
    assert head.get_attribute("aria-sort") is None


def test_numbers_in_two_units_are_sorted_unit_by_unit(opened: Opened) -> None:
    costs = ["3 亿元", "≥ 400 万元", "—", "−10 万元", "1,000 万元", "12 亿元 (2025)"]
    tasks = [Task(id=f"t{number}", name=f"Task {number}", duration="1 月") for number in range(len(costs))]
    page = opened(Plan(id="p", title="Two units", elements=tasks).report()).go()
    page.locator("details", has=page.locator("#\\/schedule_table")).locator("summary").click()
    cells = page.locator("#\\/tasks tbody tr td:nth-child(5)")
    cells.evaluate_all("(cells, costs) => cells.forEach((cell, at) => { cell.textContent = costs[at]; })", costs)
    page.locator("#\\/tasks thead th").nth(4).get_by_role("button").click()
    shown = cells.all_inner_texts()
    by_unit = [[one for one in shown if unit in one] for unit in ("万元", "亿元")]
    assert by_unit == [["−10 万元", "≥ 400 万元", "1,000 万元"], ["3 亿元", "12 亿元 (2025)"]]
    assert shown in ([*by_unit[0], *by_unit[1], "—"], [*by_unit[1], *by_unit[0], "—"])


def test_what_a_spreadsheet_would_run_is_saved_as_text(opened: Opened) -> None:
    names = ["=1+1", "+cmd", "＝1+1", "'=1+1", "@x", "plain"]
    goals = [Goal(id=f"g{number}", name=name) for number, name in enumerate(names)]
    page = opened(Plan(id="p", title="Formulas", elements=goals).report()).go()
    saved = page.evaluate("names => names.map(harmless)", names)
    assert saved == ["'=1+1", "'+cmd", "'＝1+1", "''=1+1", "'@x", "plain"]
    assert saved == [safe_cell(name) for name in names]
    assert page.evaluate("['-3.5', '+2 %', '1,000', '-'].map(harmless)") == ["-3.5", "+2 %", "1,000", "'-"]


def test_a_table_is_saved_as_csv_and_a_picture_as_svg(opened: Opened, lianzhou_page: str) -> None:
    page = opened(lianzhou_page).go()
    table = page.locator("section", has=page.locator("#\\/indicators"))
    with page.expect_download() as saved:
        table.get_by_role("button", name="CSV").click()
    rows = list(csv.reader(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][0] == "指标"
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 10
    with page.expect_download() as saved:
        page.locator("section", has=page.locator("#\\/values")).get_by_role("button", name="SVG").click()
    root = ElementTree.parse(saved.value.path()).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "PM2.5" in "".join(root.itertext())


def test_language_theme_and_filters_live_in_the_address(opened: Opened, river_page: str) -> None:
    many = [Task(id=f"t{number}", name=f"Task {number}", duration="1 月") for number in range(20)]
    visit = opened(Plan(id="p", title="Many", elements=[Goal(id="g", name="Goal"), *many]).report())
    page = visit.go()
    page.locator("details", has=page.locator("#\\/schedule_table")).locator("summary").click()
    page.locator('[data-filter="/tasks"]').fill("Task 19")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="深色").click()
    address = page.url
    assert "language=zh" in address
    assert "theme=dark" in address
    assert "Task+19" in address
    page.goto("about:blank")
    page.goto(address)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    expect(page.locator("#\\/answer")).to_have_text("要点")
    expect(page.locator("#\\/tasks tbody tr:not([hidden])")).to_have_count(1)


# --- much, broken and hostile ---


def test_long_lists_come_when_asked_for_and_can_be_filtered(opened: Opened) -> None:
    tasks = [Task(id=f"t{number}", name=f"Task {number}", duration="1 月", sources=[]) for number in range(260)]
    page = opened(Plan(id="p", title="Many", elements=[Goal(id="g", name="Goal"), *tasks]).report()).go()
    page.locator("details", has=page.locator("#\\/kind\\/task")).locator("summary").click()
    expect(page.locator("#\\/list\\/task li")).to_have_count(200)
    page.locator('[data-more="/list/task"]').click()
    expect(page.locator("#\\/list\\/task li")).to_have_count(260)
    assert focused(page, "textContent") == "Task 200"
    page.locator("details", has=page.locator("#\\/schedule_table")).locator("summary").click()
    page.locator('[data-filter="/tasks"]').fill("task 259")
    assert page.locator("#\\/tasks tbody tr:visible").all_inner_texts()[0].startswith("Task 259")
    expect(page.locator("#\\/tasks tbody tr:visible")).to_have_count(1)


def test_hostile_texts_are_texts_everywhere(opened: Opened, hostile: Plan, hostile_page: str) -> None:
    page = opened(hostile_page).go()
    for id in ("hostile", *hostile):
        page.evaluate("id => { location.hash = id; }", id)
        page.wait_for_function("id => document.querySelector('aside').dataset.element === id", arg=id)
    page.get_by_role("combobox").fill("a")
    page.locator("#\\/language").click()
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, b, [onerror]').length") == 0
    assert page.evaluate("[...document.links].every(one => /^(file|https?):/.test(one.protocol))")


def test_hostile_plans_are_texts_side_by_side(opened: Opened, hostile: Plan, river: Plan) -> None:
    page = opened(PlanSet([hostile, river]).report(reference="hostile")).go("#/plan/hostile")
    page.locator("#\\/language").click()
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, b, [onerror]').length") == 0


def test_without_scripts_the_page_can_still_be_read(browser: Browser, river_page: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(river_page, encoding="utf-8")
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("[data-picture] svg").first).to_be_visible()
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


# --- several plans ---


def test_a_name_in_the_comparison_leads_to_its_metric_and_its_plan(opened: Opened, plans_page: str) -> None:
    page = opened(plans_page).go()
    page.locator(".matrix tbody a").last.click()
    opened_one = page.locator("details[open]", has=page.locator(f'[id="{page.url.partition("#")[2]}"]'))
    expect(opened_one).to_have_count(1)
    opened_one.locator("tbody th a").first.click()
    expect(page.locator("aside .eyebrow")).to_contain_text("规划 · ")  # the details of the plan
    expect(page.locator("aside h3", has_text="国家级").or_(page.locator("aside dl.told")).first).to_be_visible()
