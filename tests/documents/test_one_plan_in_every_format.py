"""The same plan as a Word file, a PDF and a web page gives the same paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import planmodel as pm
from documents import county_plan

FORMATS = {"docx": county_plan.as_word, "pdf": county_plan.as_pdf, "html": county_plan.as_web_page}
EVERY = pytest.mark.parametrize(("format", "make"), FORMATS.items(), ids=list(FORMATS))


@EVERY
def test_every_paragraph_and_every_cell_is_read(format: str, make: Callable[[], bytes]) -> None:
    document = pm.read_document(make(), name=f"plan.{format}")
    assert document.format == format
    assert [one.text for one in document.paragraphs] == county_plan.PARAGRAPHS
    assert [one.rows for one in document.tables] == county_plan.TABLES
    assert [one.caption for one in document.tables] == [
        "表1 青禾县“十四五”生态环境保护主要指标",
        "附表 青禾县“十四五”生态环境保护重点项目",
    ]


@EVERY
def test_a_box_is_known_in_every_format(format: str, make: Callable[[], bytes]) -> None:
    document = pm.read_document(make(), name=f"plan.{format}")
    boxed = [one.text for one in document.paragraphs if one.box == 1]
    assert boxed == ["专栏1 水环境治理重点工程", "1.建设城区污水处理厂二期工程。", "2.整治黑臭水体8处。"]


@EVERY
def test_every_quotation_is_found_in_the_text(format: str, make: Callable[[], bytes]) -> None:
    document = pm.read_document(make(), name=f"plan.{format}")
    words = {*county_plan.PARAGRAPHS, *(cell for rows in county_plan.TABLES for row in rows for cell in row)}
    assert {one for one in words if one not in document.text} == set()
    assert {document.text[one.start : one.end] == one.text for one in document.paragraphs} == {True}


LEFT_OUT = {"docx": {"PM040", "PM041"}, "pdf": {"PM040", "PM041", "PM045"}, "html": {"PM043", "PM046"}}


@EVERY
def test_what_is_left_out_is_said_and_nothing_is_in_doubt(format: str, make: Callable[[], bytes]) -> None:
    document = pm.read_document(make(), name=f"plan.{format}")
    assert {one.code for one in document.diagnostics} == LEFT_OUT[format]
    assert {one.severity for one in document.diagnostics} == {"info"}


def test_headings_have_levels_where_the_format_marks_them() -> None:
    word, page = pm.read_document(county_plan.as_word()), pm.read_document(county_plan.as_web_page())
    assert {one.text: one.heading for one in word.paragraphs if one.heading} == dict(county_plan.LEVELS)
    assert [(one.text, one.heading - 1) for one in page.paragraphs if one.heading][1:] == county_plan.LEVELS


def test_a_pdf_has_pages_and_a_table_over_several_begins_on_its_first() -> None:
    document = pm.read_document(county_plan.as_pdf())
    assert document.pages is not None
    assert [one.page for one in document.paragraphs[:3]] == [1, 3, 3]
    assert document.tables[1].page == document.pages - 1
    assert document.place_at(document.tables[1].start) == f"table 2, p. {document.pages - 1}"
