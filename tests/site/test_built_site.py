"""The built site: no link is lost, the reference is complete, search finds Chinese, the pages fit a phone."""

from __future__ import annotations

import inspect
import json
import mimetypes
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import attrs
import pytest

from docs.building import site
from names_page import every_name
from planmodel.check import RULES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

for package in ("sphinx", "myst_parser", "furo"):
    pytest.importorskip(package, reason=f"{package} is not installed (extra docs)")
SearchByPairs = pytest.importorskip("docs.building.chinese_search").SearchByPairs

SITE = "http://site.test/"
MODULES = ("planmodel", "planmodel.errors", "planmodel.functions", "planmodel.parts", "planmodel.results")
FINDS = [
    ("约束性", "model"),
    ("序时进度", "explanation/how-progress-is-judged"),
    ("基期值", "explanation/how-progress-is-judged"),
    ("滞后", "explanation/how-progress-is-judged"),
    ("工作日历", "tutorials/first-report"),
    ("车队", "how-to/own-units"),
    ("unit_defined_otherwise", "how-to/own-units"),
    ("PM401", "rules"),
    ("循环依赖", "rules"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built here unless ``PLANMODEL_SITE`` names one that was just built."""
    ready = os.environ.get("PLANMODEL_SITE")
    folder = Path(ready) if ready else tmp_path_factory.mktemp("site") / "site"
    assert ready or site.main(folder) == 0
    return folder.resolve()


@pytest.fixture(scope="module")
def told(built: Path) -> set[str]:
    """Every name of Python that the reference documents."""
    lines = (built / "objects.inv").read_bytes().split(b"\n", 4)[4]
    return {line.split()[0] for line in zlib.decompress(lines).decode().splitlines() if " py:" in line}


def test_no_link_of_the_site_leads_nowhere(built: Path) -> None:
    assert len(list(built.rglob("*.html"))) > 60
    assert site.broken_links(built) == []


def test_headings_have_a_level_and_code_is_scrolled_by_keys(built: Path) -> None:
    for page in (built / "pictures.html", built / "zh" / "pictures.html", built / "reference" / "results.html"):
        text = page.read_text(encoding="utf-8")
        assert "<pre>" not in text
        assert len(re.findall('role="heading"(?! aria-level)', text)) == 0
        assert re.search(r"<dl>\s*<dd>", text) is None


def test_a_lost_link_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html#there">x</a><a href="#here">x</a><a href="c.html">x</a><a id="here"></a>'
    )
    (tmp_path / "b.html").write_text(
        "<p id='elsewhere'>x</p><a href='https://example.org/x'>x</a><a href='../out.html'>x</a>"
    )
    assert site.broken_links(tmp_path) == [
        "a.html: b.html#there leads nowhere",
        "a.html: c.html leads nowhere",
        "b.html: ../out.html leads nowhere",
    ]


def test_the_reference_has_every_public_name(told: set[str]) -> None:
    known = {
        name
        for one in told
        for module in MODULES
        for name in [one.removeprefix(f"{module}.")]
        if one.startswith(module)
    }
    assert sorted(set(every_name()) - known - {"examples", "units"}) == []
    assert {"planmodel.examples.lianzhou", "planmodel.units.convert"} <= told


def test_the_reference_has_every_method_with_a_docstring(told: set[str]) -> None:
    lost = []
    for name, thing in every_name().items():
        for member, value in vars(thing).items() if inspect.isclass(thing) else ():
            inner = value.__func__ if isinstance(value, classmethod | staticmethod) else value
            if (
                not member.startswith("_")
                and (inspect.isfunction(inner) or isinstance(inner, property))
                and inner.__doc__
            ):
                lost += (
                    [f"{name}.{member}"] if not any(f"{module}.{name}.{member}" in told for module in MODULES) else []
                )
    assert lost == []


def test_the_reference_tells_every_field(built: Path, told: set[str]) -> None:
    text = "".join(
        (built / "reference" / f"{page}.html").read_text(encoding="utf-8") for page in ("plans", "results", "errors")
    )
    parts = re.split(r'<dt class="sig sig-object py" id="(planmodel\.(?:\w+\.)?[A-Z]\w*)">', text)
    bodies = dict(zip(parts[1::2], parts[2::2], strict=True))
    lost = []
    for name, thing in every_name().items():
        if inspect.isclass(thing) and attrs.has(thing):
            (place,) = [path for path in bodies if path.rpartition(".")[2] == name]
            fields = {field.name for field in attrs.fields(thing) if field.init and not field.name.startswith("_")}
            lost += [
                f"{name}.{field}"
                for field in sorted(fields)
                if f"<strong>{field}</strong>" not in bodies[place] and f"{place}.{field}" not in told
            ]
    assert len(bodies) > 100
    assert lost == []


def test_the_reference_has_every_rule(built: Path) -> None:
    page = (built / "rules.html").read_text(encoding="utf-8")
    assert [rule.code for rule in RULES if f'id="{rule.code.lower()}"' not in page] == []


def test_the_index_of_the_chinese_pages_holds_pairs_of_characters(built: Path) -> None:
    text = (built / "zh" / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    where = {name: number for number, name in enumerate(index["docnames"])}
    search = SearchByPairs({})
    for question, page in FINDS:
        for term in search.split(question):
            found = [index[kind].get(search.stem(term), []) for kind in ("terms", "titleterms")]
            places = [place for one in found for place in (one if isinstance(one, list) else [one])]
            assert where[page] in places, (question, term)


def test_lines_of_chinese_are_joined_without_a_space(built: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (built / "zh").rglob("*.html")]
    texts = [text for page in pages for text in re.findall(r"(?s)<p>(.*?)</p>", page)]
    assert len(texts) > 400
    assert [found for text in texts for found in re.findall(r".{0,9}[，。；：、]\s+[一-鿿].{0,9}", text)] == []


def test_what_surrounds_a_chinese_page_is_chinese(built: Path) -> None:
    text = (built / "zh" / "how-to" / "own-units.html").read_text(encoding="utf-8")
    around = re.sub(r"(?s)<article.*?</article>|<script.*?</script>|<svg.*?</svg>|<head>.*?</head>|<[^>]+>", " ", text)
    assert [word for word in ("上一页", "下一页", "本页内容", "参考（英文）") if word not in around] == []
    assert [word for word in ("Previous", "Next", "Contents", "On this page", "Back to top") if word in around] == []


def test_code_is_highlighted(built: Path) -> None:
    for page in ("schedule.html", "zh/schedule.html", "tutorials/first-report.html"):
        blocks = re.findall(r"(?s)<pre[^>]*>(.*?)</pre>", (built / page).read_text(encoding="utf-8"))
        assert len(blocks) > 5
        assert sum('<span class="' in block for block in blocks) > len(blocks) * 0.7, page


def test_questions_are_cut_as_texts_are() -> None:
    search = SearchByPairs({})
    assert search.split("约束性指标 PM2.5 与plan_id，水") == [
        "约束",
        "束性",
        "性指",
        "指标",
        "PM2",
        "5",
        "与",
        "plan_id",
        "水",
    ]


def answer(route: Route, path: Path) -> None:
    """Answer a request as a server of files does."""
    kinds = {".wasm": "application/wasm", ".mjs": "text/javascript"}
    kind = kinds.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    route.fulfill(path=path, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)


@pytest.fixture
def page(browser: Browser, built: Path) -> Iterator[Page]:
    """A page of a phone without a network; what is at ``SITE`` comes from the folder, and nothing else may be asked."""
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "request", lambda request: told.append(request.url) if not request.url.startswith((SITE, "data:")) else None
    )
    page.route(f"{SITE}**", lambda route: answer(route, built / urlsplit(route.request.url).path[1:]))
    yield page
    context.close()
    assert told == []


@pytest.mark.outside
@pytest.mark.parametrize(("question", "found"), FINDS)
def test_search_in_a_browser_finds_chinese(page: Page, question: str, found: str) -> None:
    page.goto(f"{SITE}zh/search.html?q={question}")
    page.wait_for_selector(f"#search-results li a[href^='{found}.html']", timeout=60_000)  # they appear one by one
    page.wait_for_function(
        "document.querySelector('#search-results .context')?.textContent.length > 20", timeout=60_000
    )


@pytest.mark.outside
def test_search_in_a_browser_says_when_there_is_nothing(page: Page) -> None:
    page.goto(f"{SITE}zh/search.html?q=火星探测器")
    page.wait_for_selector("#search-results .search-summary:has-text('没有')")
    assert page.locator("#search-results li").count() == 0


@pytest.mark.outside
@pytest.mark.parametrize("tree", ["", "zh"])
def test_pages_fit_a_phone_and_lead_to_the_other_language(page: Page, tree: str) -> None:
    folder = f"{SITE}{tree}/" if tree else SITE
    for name in ("index", "tutorials/first-report", "explanation/comparisons", "try-it"):
        page.goto(f"{folder}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert page.get_attribute("html", "lang") == ("zh-CN" if tree else "en")
        page.goto(urljoin(page.url, page.get_attribute("a[hreflang]", "href")))
        assert page.url == f"{SITE}{'' if tree else 'zh/'}{name}.html"


@pytest.mark.outside
@pytest.mark.parametrize(("tree", "ready"), [("", "Ready."), ("zh/", "已就绪。")], ids=["English", "Chinese"])
def test_planmodel_can_be_tried_in_a_browser(built: Path, page: Page, tree: str, ready: str) -> None:
    if not (built / "browser").exists():
        pytest.skip("the site was built without Pyodide (docs/building/browser.py, which wants npm and a network)")
    page.goto(f"{SITE}{tree}try-it.html")
    page.click("[data-load]")
    page.wait_for_selector(f"[role=status]:has-text('{ready}')", timeout=120_000)
    shown = {
        "phrase": ["2020", "14", "14.5"],
        "table": ["≥96", "11⠥", "PM020"],
        "plans": ["PM402", "qinghe", "anping", "-5", "2022-03-31"],
    }
    for form, texts in shown.items():
        page.click(f"form[data-ask={form}] button")
        output = page.locator(f"form[data-ask={form}] output:not(:empty):not([aria-busy])")
        output.wait_for(timeout=60_000)
        assert [text for text in texts if text not in output.inner_text()] == [], output.inner_text()
    page.fill("form[data-ask=phrase] input[name=text]", "<b>90%</b>以上")
    page.click("form[data-ask=phrase] button")
    page.wait_for_function("document.querySelector('form[data-ask=phrase] output').textContent.includes('<b>')")
    assert page.locator("form[data-ask=phrase] output b").count() == 0, "what is pasted stays text"


@pytest.mark.outside
def test_the_page_says_what_it_lacks(browser: Browser, built: Path) -> None:
    page = browser.new_context(offline=True).new_page()
    page.route(f"{SITE}**", lambda route: answer(route, built / urlsplit(route.request.url).path[1:]))
    page.route(f"{SITE}browser/**", lambda route: route.fulfill(status=404, body=""))
    page.goto(f"{SITE}try-it.html")
    page.click("[data-load]")
    page.wait_for_selector("[role=status]:has-text('build the site with --browser')", timeout=60_000)
    page.context.close()
