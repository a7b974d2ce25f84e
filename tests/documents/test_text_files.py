"""Text and Markdown files as paragraphs, headings and tables with places."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from documents.word_files import paragraph, word_file
from planmodel.documents.document_text import Paragraph
from planmodel.errors import MissingExtraError
from planmodel.limits import Limits
from planmodel.results import DocumentText

PLAN = "某县生态规划\n\n一、总体要求\n到2025年，森林覆盖率达到24%。\n"


def texts(document: DocumentText) -> list[str]:
    return [one.text for one in document.paragraphs]


def codes(document: DocumentText) -> list[str]:
    return [one.code for one in document.diagnostics]


def test_a_line_of_a_text_file_is_a_paragraph_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(PLAN, encoding="utf-8")
    document = pm.read_document(tmp_path / "p.txt")
    assert [(one.number, one.line, one.text) for one in document.paragraphs] == [
        (1, 1, "某县生态规划"),
        (2, 3, "一、总体要求"),
        (3, 4, "到2025年，森林覆盖率达到24%。"),
    ]
    assert document.text == "某县生态规划\n一、总体要求\n到2025年，森林覆盖率达到24%。"
    assert (document.format, document.language, document.diagnostics) == ("txt", "zh", ())


def test_a_path_its_bytes_and_an_open_file_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text(PLAN, encoding="utf-8")
    with path.open("rb") as stream:
        opened = pm.read_document(stream)
    given = pm.read_document(PLAN.encode(), name=str(path))
    assert pm.read_document(path) == opened == given == pm.read_document(io.BytesIO(PLAN.encode()), name=str(path))


def test_lines_that_were_broken_at_the_width_of_a_page_are_joined_and_said() -> None:
    sentence = "全县坚持生态优先、绿色发展，统筹推进山水林田湖草沙一体化保护和系统治理，持续改善生态环境质量。"
    wrapped = [sentence[at : at + 20] for at in range(0, len(sentence), 20)]
    document = pm.read_document(
        "\n".join([*wrapped, "一、总体要求", *wrapped, *wrapped, "（一）基本原则", *wrapped]).encode()
    )
    assert texts(document) == [sentence, "一、总体要求", sentence, sentence, "（一）基本原则", sentence]
    assert codes(document) == ["PM047"]


def test_english_prose_is_joined_and_a_list_of_names_is_not() -> None:
    prose = (
        "We will reduce the emissions of the city\nby planting trees along each road and by\n"
        "building paths for those who go to work\non foot or by bicycle."
    )
    names = (
        "Ann Brown, Department of Public Works, Leader\nBen Clark, Office of Energy\n"
        "Cat Davis, Parks Department of the City"
    )
    document = pm.read_document(f"{prose}\n\n{prose}\n\n{names}\n".encode())
    assert texts(document) == [*[prose.replace("\n", " ")] * 2, *names.split("\n")]


def test_a_paragraph_that_ends_in_a_comma_goes_on_in_the_next_and_items_do_not() -> None:
    document = pm.read_document("建设生态标杆、\n\n魅力后花园。\n各镇，\n（一）治水\nDear Sir,\nThe plan".encode())
    assert texts(document) == ["建设生态标杆、魅力后花园。", "各镇，", "（一）治水", "Dear Sir,", "The plan"]
    assert [(one.code, one.place.line) for one in document.diagnostics] == [("PM047", 3)]


CONTENTS = ["目　录", "第一章 总则……1", "第二章 主要任务……3", "附表 重点项目……9"]
BODY = ["第一章 总则", "坚持生态优先。", "第二章 主要任务", "加强治理。"]


@pytest.mark.parametrize(
    "contents",
    [
        CONTENTS,
        ["目录", "第一章 总则", "第二章 主要任务"],
        ["目 录", "", "第一章　总则", "", "第二章　主要任务", ""],
        ["Contents", "第一章 总则 1", "第二章 主要任务 3"],
    ],
)
def test_a_contents_list_is_left_out_and_said(contents: list[str]) -> None:
    document = pm.read_document("\n".join(["某县规划", *contents, *BODY]).encode())
    assert texts(document) == ["某县规划", *BODY]
    assert codes(document) == ["PM041"]


def test_a_list_of_many_headings_in_one_line_is_a_contents_list_when_they_stand_again() -> None:
    heads = [f"第{n}章　任务{n}" for n in "一二三四五"]
    document = pm.read_document("\n".join(["目录", "".join(heads), *heads]).encode())
    assert texts(document) == [one.replace("\u3000", "\u3000") for one in heads]


def test_the_word_contents_before_what_does_not_stand_again_leaves_all_in() -> None:
    lines = ["目录", "本规划是各部门工作的依据。", "坚持生态优先。"]
    document = pm.read_document("\n".join(lines).encode())
    assert texts(document) == lines
    assert codes(document) == []


MARKDOWN = """---
title: x
---
# 某县规划

## 一、总体要求

坚持**生态优先**，见[规划](http://x.y/z(1).html)
与`方案`。
第一点。
第二点。

- 一是治水
- 二是治气

| 指标 | 2025年 |
|---|---|
| 森林覆盖率 | ≥24% |
| ~~旧~~新 | a\\|b |

保障措施
--------
"""


def test_markdown_is_read_as_a_page_shows_it() -> None:
    document = pm.read_document(MARKDOWN.encode(), name="p.md")
    assert [(one.text, one.heading, one.line) for one in document.paragraphs] == [
        ("某县规划", 1, 4),
        ("一、总体要求", 2, 6),
        ("坚持生态优先，见规划与方案。", None, 8),
        ("第一点。", None, 10),
        ("第二点。", None, 11),
        ("一是治水", None, 13),
        ("二是治气", None, 14),
        ("保障措施", 2, 21),
    ]
    assert [table.rows for table in document.tables] == [(("指标", "2025年"), ("森林覆盖率", "≥24%"), ("新", "a|b"))]
    assert codes(document) == ["PM044", "PM043"]


def test_a_cell_of_a_table_is_found_in_the_text_at_its_span() -> None:
    document = pm.read_document(MARKDOWN.encode(), name="p.md")
    [table] = document.tables
    assert {
        document.text[slice(*table.span(r, c))] == text
        for r, row in enumerate(table.rows)
        for c, text in enumerate(row)
    } == {True}
    assert document.place_at(table.span(1, 1)[0]) == "table 1"
    assert document.block_at(table.start) is table


def test_paragraphs_are_numbered_as_citations_count_them() -> None:
    document = pm.read_document(b"# A plan\n\n|a|b|\n|-|-|\n|1|2|\n\nThe goals of the plan are here.\n", name="p.md")
    lines = [line for line in document.text.split("\n") if line.strip()]
    assert [one.number for one in document.paragraphs] == [1, 4]
    assert [lines[one.number - 1] for one in document.paragraphs] == texts(document)


def test_the_lines_that_name_a_table_are_its_caption_and_stay_paragraphs() -> None:
    text = "正文在这里。\n\n表1 主要指标\n\n单位：%\n\n|a|b|\n|-|-|\n|1|2|\n"
    document = pm.read_document(text.encode(), name="p.md")
    assert document.tables[0].caption == "表1 主要指标\n单位：%"
    assert texts(document) == ["正文在这里。", "表1 主要指标", "单位：%"]


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "it is empty", ""),
        (b"\r\n \t", "it is empty", ""),
        ("\u200b\n　".encode(), "it holds no text", "scan"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"a \.doc, \.wps", r"save it as \.docx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "without one"),
        (rb"{\rtf1\ansi hello}", r"an \.rtf file", r"save it as \.docx"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "OCR"),
        (b"MIME-Version: 1.0\r\n", "web archive", r"\.html"),
        (bytes(range(256)) * 9, "no document that is known", r"give \.docx"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(pm.PlanFileError, match=message) as caught:
        pm.read_document(data, name="x.txt")
    assert hint.replace("\\", "") in str(caught.value)
    assert caught.value.problems[0].place.file == "x.txt"


def test_more_paragraphs_than_the_limit_are_refused() -> None:
    with pytest.raises(pm.PlanFileError, match=r"3 paragraphs; at most 2 are read.*with Limits\(paragraphs=3\)"):
        pm.read_document(PLAN.encode(), limits=Limits(paragraphs=2))


@pytest.mark.parametrize(("data", "package"), [(b"PK\3\4", "docx"), (b"%PDF-1.7 ", "pdfplumber")])
def test_a_package_that_is_not_installed_is_named_with_its_extra(
    data: bytes, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    whole = word_file(paragraph("x")) if package == "docx" else data
    with pytest.raises(MissingExtraError, match=r"not installed\n  hint: pip install .planmodel\[documents\]"):
        pm.read_document(whole)


def test_a_name_that_is_not_what_the_file_holds_is_said() -> None:
    document = pm.read_document(PLAN.encode(), name="规划.docx")
    assert document.format == "txt"
    assert [one.message for one in document.diagnostics] == [
        "the file is called .docx and holds text; it is read as what it holds"
    ]


def test_a_file_open_for_text_says_how_to_open_it(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(PLAN, encoding="utf-8")
    with (tmp_path / "p.txt").open(encoding="utf-8") as stream, pytest.raises(pm.PlanFileError, match='"rb"'):
        pm.read_document(stream)  # type: ignore[arg-type]


@given(
    st.lists(st.text("一二三四五、。第章节|- #*\t　ab12….\n", max_size=30), max_size=25),
    st.sampled_from(["p.txt", "p.md"]),
)
def test_blocks_cover_the_text_but_for_the_ends_of_lines(lines: list[str], name: str) -> None:
    document = pm.read_document("\n".join(["开头", *lines]).encode(), name=name)
    at = 0
    for block in document.blocks:
        assert block.start == at
        assert document.block_at(at) is block
        words = block.text if isinstance(block, Paragraph) else document.text[at : block.end]
        assert document.text[at : block.end] == words
        at = block.end + 1
    assert at == len(document.text) + 1


def test_a_sign_within_a_line_of_markdown_is_no_block_quote() -> None:
    text = "# 规划\n\n浓度>35微克的日数减少。\n\n> 引文\n"
    assert [one.text for one in pm.read_document(text.encode(), name="a.md").paragraphs] == [
        "规划",
        "浓度>35微克的日数减少。",
        "引文",
    ]


def test_markdown_that_opens_with_an_element_is_markdown() -> None:
    text = '<h1 align="center">连州市治水规划</h1>\n<center>\n\n# 连州市治水规划\n\n</center>\n\n## 一、任务\n'
    text += "\n**治水**。\n"
    document = pm.read_document(text.encode(), name="a.md")
    assert document.format == "md"
    assert [(one.text, one.heading) for one in document.paragraphs][-2:] == [("一、任务", 2), ("治水。", None)]
    assert "<" not in document.text
    page = "<!DOCTYPE html><html><body>\n# 连州市\n<h1>治水规划</h1></body></html>"
    assert pm.read_document(page.encode(), name="a.md").format == "html"
