"""One invented county plan gives the same draft as a Word file, a PDF and a web page."""

from __future__ import annotations

import pytest

from documents import county_plan
from planmodel.documents.reading import read_document
from planmodel.drafting.draft import Draft
from planmodel.drafting.run import draft_plan
from planmodel.limits import Limits

MAKERS = {"docx": county_plan.as_word, "pdf": county_plan.as_pdf, "html": county_plan.as_web_page}


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    return {
        format: draft_plan(read_document(make(), name=f"plan.{format}", limits=Limits()))
        for format, make in MAKERS.items()
    }


def test_every_format_gives_the_same_plan(drafts: dict[str, Draft]) -> None:
    told = {
        format: [(one.kind, one.id, one.label(), one.evidence) for one in draft.plan.elements]
        for format, draft in drafts.items()
    }
    assert told["docx"] == told["pdf"] == told["html"]
    headers = {(draft.plan.label(), str(draft.plan.period), str(draft.plan.jurisdiction)) for draft in drafts.values()}
    assert len(headers) == 1


@pytest.mark.parametrize("format", MAKERS)
def test_it_holds_what_the_plan_holds(drafts: dict[str, Draft], format: str) -> None:
    plan = drafts[format].plan
    assert [one.label() for one in plan.sections if one.part_of is None] == ["总体要求", "主要任务", "保障措施"]
    assert {"改善水环境质量", "推进农业面源污染防治", "加强组织领导"} <= {one.label() for one in plan.tasks}
    assert {"森林覆盖率", "地表水水质优良比例"} <= {one.label() for one in plan.indicators}
    assert sum(one.cost is not None for one in plan.projects) == 30
    assert {"水环境治理重点工程", "整治黑臭水体8处"} <= {one.label() for one in plan.projects}
    lead = [one.label() for one in plan.organizations]
    assert {"县生态环境局", "县住房城乡建设局"} <= set(lead)


@pytest.mark.parametrize("format", MAKERS)
def test_every_quotation_stands_in_the_text(drafts: dict[str, Draft], format: str) -> None:
    draft = drafts[format]
    findings = draft.plan.check(texts={"source": draft.text}).findings
    assert [one.message for one in findings if one.code in ("PM101", "PM202", "PM203")] == []
    assert [one.id for one in draft.plan.elements if not any(source.quote for source in one.sources)] == []


def test_an_area_that_no_list_has_is_taken_with_a_doubt(drafts: dict[str, Draft]) -> None:
    draft = drafts["pdf"]
    assert draft.plan.jurisdiction is not None
    assert (str(draft.plan.jurisdiction.name), draft.plan.jurisdiction.level) == ("青禾县", "county")
    assert "is 青禾县 the area that the plan is made for?" in {one.message for one in draft.doubts}


def test_pages_of_a_pdf_come_into_citations_and_the_record(drafts: dict[str, Draft]) -> None:
    draft = drafts["pdf"]
    assert {one.sources[0].page for one in draft.plan.projects} > {None} or all(
        one.sources[0].page is not None for one in draft.plan.projects
    )
    assert all(one.page is not None for one in draft.record)
