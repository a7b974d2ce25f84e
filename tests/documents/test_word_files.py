"""Word files as their readers see them: counted numbers, merged cells, boxes, notes, tracked changes."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

import planmodel as pm
from documents.word_files import level, lists, numbered, paragraph, saved, word_file
from planmodel.limits import Limits
from planmodel.results import DocumentText


def texts(document: DocumentText) -> list[str]:
    return [one.text for one in document.paragraphs]


def codes(document: DocumentText) -> list[str]:
    return [one.code for one in document.diagnostics]


CHAPTERS = [
    level(0, "chineseCountingThousand", "第%1章", gap="space"),
    level(1, "chineseCounting", "第%2节", gap="tab"),
    level(2, "japaneseCounting", "（%3）"),
    level(3, "decimal", "%4."),
    level(4, "decimalEnclosedCircle", "%5"),
]


def outline(*items: tuple[str, int]) -> str:
    return "".join(numbered(text, 1, depth) for text, depth in items)


def test_numbers_that_word_counts_are_part_of_the_text() -> None:
    body = outline(
        ("总则", 0), ("背景", 1), ("成效", 2), ("大气", 3), ("甲", 4), ("水", 3), ("任务", 1), ("空气", 2), ("治理", 0)
    )
    document = pm.read_document(word_file(body, numbering=lists({0: CHAPTERS}, {1: (0, "")})))
    assert texts(document) == [
        *("第一章 总则", "第一节 背景", "（一）成效", "1.大气", "①甲", "2.水"),
        *("第二节 任务", "（一）空气", "第二章 治理"),
    ]
    assert document.diagnostics == ()


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("chineseCounting", ["一", "二", "十一"]),
        ("ideographTraditional", ["甲", "乙", "11"]),
        ("lowerRoman", ["i", "ii", "xi"]),
        ("upperLetter", ["A", "B", "K"]),
        ("decimalZero", ["01", "02", "11"]),
        ("decimalFullWidth", ["１", "２", "１１"]),
        ("chineseLegalSimplified", ["壹", "贰", "壹拾壹"]),
        ("ideographDigital", ["一", "二", "一一"]),
        ("decimalEnclosedCircleChinese", ["①", "②", "⑪"]),
    ],
)
def test_numbers_are_written_in_the_form_of_their_level(form: str, numbers: list[str]) -> None:
    body = outline(*[("x", 0)] * 11)
    document = pm.read_document(word_file(body, numbering=lists({0: [level(0, form, "%1、")]}, {1: (0, "")})))
    assert [texts(document)[at] for at in (0, 1, 10)] == [f"{number}、x" for number in numbers]


def test_a_form_that_is_not_known_is_said() -> None:
    numbering = lists({0: [level(0, "hebrew1", "%1.")]}, {1: (0, "")})
    document = pm.read_document(word_file(outline(("x", 0)), numbering=numbering))
    assert texts(document) == ["1.x"]
    assert [one.message for one in document.diagnostics] == ["numbers in the form hebrew1 are written in decimal"]


def test_a_list_goes_on_and_one_with_an_override_begins_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = lists({0: [level(0, "decimal", "%1.")]}, {1: (0, ""), 2: (0, ""), 3: (0, override)})
    body = "".join(numbered("x", num) for num in (1, 1, 2, 3, 3, 1))
    assert texts(pm.read_document(word_file(body, numbering=numbering))) == [f"{n}.x" for n in (1, 2, 3, 1, 2, 3)]


def test_a_level_can_be_kept_from_beginning_anew() -> None:
    levels = [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')]
    body = outline(("a", 0), ("b", 1), ("c", 0), ("d", 1))
    document = pm.read_document(word_file(body, numbering=lists({0: levels}, {1: (0, "")})))
    assert texts(document) == ["1a", "1.1b", "2c", "2.2d"]


def test_legal_numbers_are_decimal_whatever_the_levels_above_say() -> None:
    levels = [level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>", gap="space")]
    document = pm.read_document(
        word_file(outline(("总则", 0), ("背景", 1)), numbering=lists({0: levels}, {1: (0, "")}))
    )
    assert texts(document) == ["第一章总则", "1.1 背景"]


def test_a_level_that_was_skipped_is_said() -> None:
    levels = [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", gap="space")]
    document = pm.read_document(word_file(outline(("背景", 1)), numbering=lists({0: levels}, {1: (0, "")})))
    assert texts(document) == ["0.1 背景"]
    assert codes(document) == ["PM049"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Zhang"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Jie"><w:name w:val="节"/><w:basedOn w:val="Zhang"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Fu"><w:name w:val="附"/><w:basedOn w:val="Zhang"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def test_numbers_and_headings_come_from_styles_and_those_that_they_rest_on() -> None:
    body = (
        styled("总则", "Zhang")
        + styled("背景", "Jie")
        + styled("附则", "Fu")
        + styled("任务", "Zhang")
        + paragraph("正文")
    )
    document = pm.read_document(word_file(body, numbering=lists({0: CHAPTERS}, {1: (0, "")}), styles=STYLES))
    assert [(one.text, one.heading, one.bold, one.centred) for one in document.paragraphs] == [
        ("第一章 总则", 1, True, True),
        ("第一节 背景", 2, True, True),
        ("附则", 1, True, True),
        ("第二章 任务", 1, True, True),
        ("正文", None, False, False),
    ]


def test_the_level_of_a_style_can_stand_in_the_list() -> None:
    levels = [
        level(0, "decimal", "%1.", '<w:pStyle w:val="Zhang"/>'),
        level(1, "decimal", "%1.%2.", '<w:pStyle w:val="Tiao"/>'),
    ]
    style = (
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:name w:val="条"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = styled("总则", "Zhang") + styled("第一", "Tiao") + styled("第二", "Tiao")
    document = pm.read_document(word_file(body, numbering=lists({0: levels}, {1: (0, "")}), styles=STYLES + style))
    assert texts(document) == ["1.总则", "1.1.第一", "1.2.第二"]


def test_headings_of_the_usual_styles_have_their_level() -> None:
    document = docx.Document()
    document.add_heading("第一章\n总则", 1)
    document.add_heading("第一节", 2)
    document.add_paragraph("正文\n又一段")
    read = pm.read_document(saved(document))
    assert [(one.text, one.heading) for one in read.paragraphs] == [
        ("第一章 总则", 1),
        ("第一节", 2),
        ("正文", None),
        ("又一段", None),
    ]


def test_merged_cells_stand_in_each_place_and_once_in_the_text() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for r in range(3):
        for c in range(3):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "目标"
    read = pm.read_document(saved(document))
    [found] = read.tables
    assert found.rows == (("指标", "目标", "目标"), ("指标", "11", "12"), ("20", "21", "22"))
    assert read.text == "指标\t目标\n11\t12\n20\t21\t22"
    assert found.span(1, 0) == (0, 2)


def test_numbers_are_counted_in_cells_too() -> None:
    cells = "".join(f"<w:tr><w:tc>{numbered(t, 1)}</w:tc><w:tc>{paragraph(t)}</w:tc></w:tr>" for t in "甲乙")
    numbering = lists({0: [level(0, "decimal", "%1.")]}, {1: (0, "")})
    document = pm.read_document(word_file(f"<w:tbl>{cells}</w:tbl>", numbering=numbering))
    assert document.tables[0].rows == (("1.甲", "甲"), ("2.乙", "乙"))


def test_a_table_of_one_column_is_a_box_of_paragraphs() -> None:
    head, items = paragraph("专栏1"), paragraph("甲") + paragraph("乙")
    box = f"<w:tbl><w:tr><w:tc>{head}</w:tc></w:tr><w:tr><w:tc>{items}</w:tc></w:tr></w:tbl>"
    document = pm.read_document(word_file(paragraph("正文") + box + paragraph("后文") + box))
    assert [(one.text, one.box) for one in document.paragraphs] == [
        *(("正文", None), ("专栏1", 1), ("甲", 1), ("乙", 1), ("后文", None), ("专栏1", 2), ("甲", 2), ("乙", 2)),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own_and_said() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "外"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "里"
    read = pm.read_document(saved(document))
    assert [one.rows for one in read.tables] == [(("外", ""),), (("内", "里"),)]
    assert codes(read) == ["PM045"]


TRACKED = (
    "<w:p><w:r><w:t>目标</w:t></w:r><w:del w:id='1'><w:r><w:delText>20%</w:delText></w:r></w:del>"
    "<w:ins w:id='2'><w:r><w:t>24%</w:t></w:r></w:ins></w:p>"
    "<w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>后半</w:t></w:r></w:p>"
)


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    document = pm.read_document(word_file(TRACKED))
    assert texts(document) == ["目标24%", "前半后半"]
    assert [(one.code, one.severity) for one in document.diagnostics] == [("PM044", "warning"), ("PM044", "info")]
    assert "20%" in document.diagnostics[0].message


def run(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_hidden_and_struck_text_is_left_out_and_said_and_raised_text_stays_apart() -> None:
    runs = [
        run("达到62", "<w:b/>"),
        run("1", '<w:vertAlign w:val="superscript"/>'),
        run("旧", "<w:strike/>"),
        run("暗", "<w:vanish/>"),
        run("明", '<w:vanish w:val="0"/>'),
    ]
    body = f"<w:p>{''.join(runs)}</w:p>"
    document = pm.read_document(word_file(body))
    assert texts(document) == ["达到62¹明"]
    assert [one.message for one in document.diagnostics] == [
        "hidden text is left out in 1 places: 暗",
        "struck text is left out in 1 places: 旧",
    ]


FIELD = (
    "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> {} </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
)


def test_the_result_of_a_field_is_text_and_its_instruction_is_not() -> None:
    body = FIELD.format("REF _Toc1", "<w:r><w:t>见第一章</w:t></w:r>")
    assert texts(pm.read_document(word_file(body))) == ["见第一章"]


def test_a_contents_list_of_words_own_is_left_out_and_said() -> None:
    entries = "".join(
        f"<w:r><w:t>第{n}章</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>3</w:t></w:r></w:p><w:p>" for n in "一二"
    )
    field = FIELD.format('TOC \\o "1-3"', entries)
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}{paragraph('总则 1')}</w:sdtContent></w:sdt>"
    )
    document = pm.read_document(word_file(gallery + field + paragraph("正文")))
    assert texts(document) == ["正文"]
    assert [one.message for one in document.diagnostics] == [
        "a contents list of 4 lines is left out: 目录; 总则 1; 第一章 3; …"
    ]


TEXT_BOX = (
    "<w:p><w:r><w:t>正文</w:t></w:r><w:r>"
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    "<w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>后文</w:t></w:r></w:p>"
)


def test_a_text_box_stands_once_behind_its_paragraph_and_is_said() -> None:
    document = pm.read_document(word_file(TEXT_BOX))
    assert [(one.text, one.box) for one in document.paragraphs] == [("正文", None), ("框内", 1), ("后文", None)]
    assert codes(document) == ["PM042"]


def test_pages_are_those_of_words_last_layout() -> None:
    broken = "<w:p><w:r><w:t>前</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>后</w:t></w:r></w:p>"
    led = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>新页</w:t></w:r></w:p>"
    document = pm.read_document(word_file(paragraph("首页") + broken + paragraph("次页") + led))
    assert [(one.text, one.page) for one in document.paragraphs] == [("首页", 1), ("前后", 1), ("次页", 2), ("新页", 3)]
    assert document.place_at(document.text.index("新页")) == "¶4, p. 3"
    assert [one.page for one in pm.read_document(word_file(paragraph("无页"))).paragraphs] == [None]


def test_heads_and_feet_are_left_out_and_said() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "某县生态规划"
    read = pm.read_document(saved(document))
    assert read.text == "正文"
    assert [one.message for one in read.diagnostics] == [
        "1 running heads, feet or page numbers are left out: 某县生态规划"
    ]


def with_part(data: bytes, name: str, content: bytes, kind: str, type: str) -> bytes:
    """Return a Word file with one more part that its document is related to."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content_of = old.read(part)
            if part.filename == "[Content_Types].xml":
                content_of = content_of.replace(
                    b"</Types>", f'<Override PartName="/word/{name}" ContentType="{type}"/></Types>'.encode()
                )
            if part.filename == "word/_rels/document.xml.rels":
                relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind
                content_of = content_of.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rN" Type="{relation}" Target="{name}"/></Relationships>'.encode(),
                )
            new.writestr(part.filename, content_of)
        new.writestr(f"word/{name}", content)
    return stream.getvalue()


def test_footnotes_stand_at_the_end_behind_their_marks_and_are_said() -> None:
    body = "<w:p><w:r><w:t>用水量</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>下降</w:t></w:r></w:p>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>万元产值</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes xmlns:w='{space}'>{note}</w:footnotes>"
    type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    data = with_part(word_file(body), "footnotes.xml", notes.encode(), "footnotes", type)
    document = pm.read_document(data)
    assert texts(document) == ["用水量¹下降", "¹ 万元产值"]
    assert codes(document) == ["PM042"]


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 nothing more", "it is broken"),
        (packed({"a.txt": b"x"}), r"a packed file \(\.zip\) without a Word document"),
        (packed({"xl/workbook.xml": b"x"}), "an Excel file; read_indicator_table"),
        (packed({"OFD.xml": b"x"}), r"an \.ofd file"),
        (packed({"content.xml": b"x"}), r"OpenDocument file \(\.odt\)"),
        (packed({"ppt/a.xml": b"x"}), "a presentation"),
        (packed({"[Content_Types].xml": b"<x", "word/document.xml": b"x"}), "it is broken, or in a form of Word"),
        (word_file(paragraph("x"))[:-300], "it is broken"),
        (word_file(paragraph("")), "it holds no text"),
    ],
)
def test_what_is_no_whole_word_file_is_one_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(pm.PlanFileError, match=message):
        pm.read_document(data, name="x.docx")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (1 << 27)})
    assert len(data) < 1 << 18
    with pytest.raises(pm.PlanFileError, match=r"bytes once unpacked; at most .*with Limits\(unpacked="):
        pm.read_document(data, name="x.docx")


def test_tables_nested_without_end_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 50 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 50
    assert texts(pm.read_document(word_file(deep))) == ["x"]
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("x")))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    cell = b"<w:tbl><w:tr><w:tc>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + cell * 100_000)
    with pytest.raises(pm.PlanFileError, match="it is broken"):
        pm.read_document(packed(parts))


def test_more_tables_or_cells_than_the_limit_are_refused() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    data = word_file(table * 3)
    with pytest.raises(pm.PlanFileError, match="3 tables; at most 2"):
        pm.read_document(data, limits=Limits(tables=2))
    with pytest.raises(pm.PlanFileError, match="cells; at most 1"):
        pm.read_document(data, limits=Limits(cells=1))


def test_a_part_that_is_broken_is_told_and_the_rest_is_read() -> None:
    rest = io.BytesIO(word_file(paragraph("连州市治水规划") + paragraph("清理河道。")))
    footnotes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    broken = io.BytesIO()
    with zipfile.ZipFile(rest) as whole, zipfile.ZipFile(broken, "w") as out:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdX" Type="{footnotes}" Target="footnotes.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", link.encode())
            if name == "[Content_Types].xml":
                kind = '<Override PartName="/word/footnotes.xml" ContentType="application/x-notes+xml"/></Types>'
                data = data.replace(b"</Types>", kind.encode())
            out.writestr(name, data)
        out.writestr("word/footnotes.xml", "<w:footnotes")
    document = pm.read_document(broken.getvalue())
    assert document.text.splitlines() == ["连州市治水规划", "清理河道。"]
    assert [(one.code, one.message) for one in document.diagnostics] == [
        ("PM047", "footnotes.xml in the document is broken and is not read")
    ]
