"""The page of a draft: doubts, the text with its marks, what was made of it; every text escaped, nothing fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan
from planmodel.views.report.draft_page import draft_page

TEXT = (
    "清河县治水规划\n一、主要任务\n（一）清淤<script>alert(1)</script>。清理河道，恢复行洪能力。（水利局负责）\n"
    "（三）截污。建设管网，补齐污水收集短板。\n"
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_plan(TEXT.encode())


@pytest.fixture(scope="module")
def page(draft: Draft) -> str:
    return draft.report()


def test_every_element_has_a_row_and_every_passage_a_mark(draft: Draft, page: str) -> None:
    rows = set(re.findall(r'class="row" data-element="([^"]+)"', page))
    marked = {id for ids in re.findall(r'data-elements="([^"]+)"', page) for id in ids.split()}
    assert rows == set(draft.plan)
    assert marked == {one.element for one in draft.record}


def test_the_marked_lines_are_the_text(draft: Draft, page: str) -> None:
    lines = re.findall(r'<p id="/line/\d+"><small class="line-number">\d+</small>(.*?)</p>', page)
    assert [re.sub(r"</?mark[^>]*>", "", line) for line in lines] == [
        line.replace("<", "&lt;").replace(">", "&gt;") for line in draft.text.splitlines()
    ]


def test_doubts_come_first_and_lead_to_their_line(page: str) -> None:
    assert page.index('class="doubt"') < page.index('class="both"')
    assert re.search(r'class="doubt" data-line="4"', page)


def test_no_text_of_the_document_becomes_markup_and_nothing_is_fetched(page: str) -> None:
    assert "<script>alert" not in page
    assert "default-src &#39;none&#39;" in page
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page) == []


def test_the_page_opens_in_the_language_of_the_title_or_the_one_that_is_wanted(draft: Draft, tmp_path: Path) -> None:
    assert "疑点" in draft_page(draft).partition("<script")[0]
    written = draft_page(draft, tmp_path / "draft.html", language="en")
    assert "Doubts" in written.partition("<script")[0]
    assert (tmp_path / "draft.html").read_text("utf-8") == written
