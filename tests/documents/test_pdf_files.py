"""PDF files as their readers see them: lines joined, tables over pages, heads left out, and what cannot be read."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import planmodel as pm
from documents import pdf_files
from documents.pdf_files import FONT, drawn, laid_out, paragraph, ruled, turned
from planmodel.documents.pdf_glyphs import letters_of
from planmodel.limits import Limits
from planmodel.results import DocumentText

LONG = (
    "以绿色发展为引领，坚持生态优先，统筹推进山水林田湖草沙一体化保护和系统治理，深入打好污染防治攻坚战，"
    "协同推进降碳、减污、扩绿、增长，为建设美丽青禾奠定坚实基础。"
)


def texts(document: DocumentText) -> list[str]:
    return [one.text for one in document.paragraphs]


def codes(document: DocumentText) -> list[str]:
    return [one.code for one in document.diagnostics]


def lines_at(x: float, y: float, lines: list[str], pitch: float = 20) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(x, y - number * pitch, line)

    return draw


def test_lines_are_joined_to_paragraphs_by_their_indentation() -> None:
    document = pm.read_document(laid_out([paragraph(LONG), paragraph("短句。"), paragraph(LONG * 3), paragraph(LONG)]))
    assert texts(document) == [LONG, "短句。", LONG * 3, LONG]
    assert document.diagnostics == ()
    assert (document.format, document.pages) == ("pdf", 1)


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    different = [f"第{n}句，" + LONG for n in range(60)]
    document = pm.read_document(laid_out([paragraph("".join(different)), paragraph("末段。")]))
    assert texts(document) == ["".join(different), "末段。"]
    assert document.pages is not None
    assert document.pages > 2


def test_paragraphs_that_are_not_indented_are_parted_by_their_distance_and_items_by_their_numbers() -> None:
    flat = pdf_files.BODY.clone("flat", firstLineIndent=0, spaceAfter=14)
    near = pdf_files.BODY.clone("near", firstLineIndent=0)
    document = pm.read_document(
        laid_out(
            [
                paragraph(LONG, flat),
                paragraph(LONG, flat),
                paragraph("（一）" + LONG, near),
                paragraph("（二）甲。", near),
            ]
        )
    )
    assert texts(document) == [LONG, LONG, "（一）" + LONG, "（二）甲。"]


def test_items_go_on_as_far_in_as_their_text() -> None:
    hanging = pdf_files.BODY.clone("hanging", firstLineIndent=-18, leftIndent=36)
    story = [paragraph(LONG * 2), *(paragraph(f"{n}. {LONG}", hanging) for n in (1, 2)), paragraph("正文。")]
    assert texts(pm.read_document(laid_out(story))) == [LONG * 2, f"1. {LONG}", f"2. {LONG}", "正文。"]


def test_english_lines_are_joined_with_blanks() -> None:
    words = "We will reduce the emissions of the whole city by planting trees along each road and by building paths "
    style = pdf_files.BODY.clone("en", fontName="Helvetica", wordWrap=None, firstLineIndent=0, spaceAfter=12)
    document = pm.read_document(
        laid_out([paragraph(words * 3 + "for all.", style), paragraph("Goal 1: Clean air", style)])
    )
    assert texts(document) == [words * 3 + "for all.", "Goal 1: Clean air"]
    assert document.language == "en"


def numbered_pages(canvas: Canvas, page: int) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(72, 800, "青禾县规划" if page % 2 else f"第{page // 2}章")
    canvas.drawRightString(520, 30, f"第 {page} 页 共 6 页")


def test_running_heads_that_change_sides_and_page_numbers_are_left_out_and_said() -> None:
    story: list[Any] = []
    for n in range(6):
        story += [paragraph(f"{n}甲" + LONG), turned()]
    document = pm.read_document(laid_out(story, each_page=numbered_pages))
    assert texts(document) == [f"{n}甲" + LONG for n in range(6)]
    [remark] = document.diagnostics
    assert remark.code == "PM040"
    assert remark.message.startswith("12 running heads")


def test_the_first_line_of_a_page_is_no_running_head_though_others_begin_alike() -> None:
    story: list[Any] = []
    for _ in range(4):
        story += [paragraph(LONG), paragraph(LONG), paragraph(LONG), turned()]
    assert texts(pm.read_document(laid_out(story))) == [LONG] * 12


def test_a_contents_list_with_leaders_is_left_out_and_said() -> None:
    entries = [paragraph(f"第{n}章 任务{n}{'.' * 40}{n}", pdf_files.CELL) for n in "123456"]
    document = pm.read_document(laid_out([pdf_files.heading("目  录"), *entries, turned(), paragraph(LONG)]))
    assert texts(document) == [LONG]
    assert codes(document) == ["PM041"]


ROWS = [["序号", "项目", "投资"], *([str(n), f"工程{n}", f"{n}00"] for n in range(1, 71))]


def test_a_table_over_pages_is_one_and_its_repeated_head_stands_once() -> None:
    document = pm.read_document(laid_out([paragraph(LONG), ruled(ROWS, [50, 200, 100]), paragraph("后文。")]))
    assert [one.rows for one in document.tables] == [tuple(map(tuple, ROWS))]
    assert texts(document) == [LONG, "后文。"]
    assert [(one.code, one.message) for one in document.diagnostics] == [
        ("PM045", "a table that goes on over the end of a page is joined (pages 2–3)")
    ]


def test_a_table_goes_on_without_its_head_and_behind_a_line_that_says_so() -> None:
    parts = [ruled(ROWS[:3], [50, 200, 100]), turned(), pdf_files.heading("续表1"), ruled(ROWS[3:5], [50, 200, 100])]
    document = pm.read_document(laid_out([paragraph(LONG), *parts]))
    assert [one.rows for one in document.tables] == [tuple(map(tuple, ROWS[:5]))]
    assert texts(document) == [LONG]


def test_a_table_of_other_columns_or_behind_other_words_is_another_table() -> None:
    first = ruled(ROWS[:3], [50, 200, 100])
    other = pm.read_document(laid_out([paragraph(LONG), first, turned(), ruled(ROWS[3:5], [90, 160, 100])]))
    assert len(other.tables) == 2
    worded = pm.read_document(laid_out([first, turned(), paragraph(LONG), ruled(ROWS[3:5], [50, 200, 100])]))
    assert len(worded.tables) == 2


def test_merged_cells_stand_in_each_place_and_wrapped_cells_are_one_line() -> None:
    rows = [["指标名称及其计算方法和单位", "目标", ""], ["", "2024年", "2025年"], ["森林覆盖率", "24%", "25%"]]
    table = ruled(rows, [70, 60, 60], [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))], head=2)
    document = pm.read_document(laid_out([paragraph(LONG), table]))
    assert document.tables[0].rows == (
        ("指标名称及其计算方法和单位", "目标", "目标"),
        ("指标名称及其计算方法和单位", "2024年", "2025年"),
        ("森林覆盖率", "24%", "25%"),
    )


def test_columns_of_words_without_ruled_lines_are_said() -> None:
    def draw(canvas: Canvas) -> None:
        for r, row in enumerate([["指标", "2020年", "2025年"], ["甲", "1", "2"], ["乙", "3", "4"]]):
            for c, text in enumerate(row):
                canvas.drawString(80 + 150 * c, 700 - 20 * r, text)

    document = pm.read_document(drawn(draw))
    assert texts(document) == ["指标 2020年 2025年", "甲 1 2", "乙 3 4"]
    assert [(one.code, one.severity) for one in document.diagnostics] == [("PM045", "warning")]


def three_lines(rows: list[list[str]]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "下表列出主要指标。")
        for y in (730, 705, 705 - 22 * (len(rows) - 1)):
            canvas.line(72, y, 520, y)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                canvas.drawString(80 + 150 * c, 712 - 22 * r, text)
        canvas.drawString(72, 500, "后文。")

    return draw


def test_a_table_without_lines_between_its_columns_is_read_by_its_gaps_and_said() -> None:
    rows = [["指标", "2020年", "2025年"], ["森林覆盖率", "57.9%", "58.6%"], ["耕地保有量", "12万亩", "12万亩"]]
    document = pm.read_document(drawn(three_lines(rows)))
    assert [one.rows for one in document.tables] == [tuple(map(tuple, rows))]
    assert texts(document) == ["下表列出主要指标。", "后文。"]
    assert [(one.code, one.severity) for one in document.diagnostics] == [("PM045", "warning")]


def test_a_table_without_lines_whose_first_column_has_gaps_is_left_as_lines_and_said() -> None:
    rows = [["指标", "2020年", "2025年"], ["森林覆盖率", "57.9%", "58.6%"], ["", "12万亩", "12万亩"], ["甲", "1", "2"]]
    document = pm.read_document(drawn(three_lines(rows)))
    assert document.tables == ()
    assert "森林覆盖率 57.9% 58.6%" in document.text
    assert [(one.code, one.severity) for one in document.diagnostics] == [("PM045", "warning")]


def test_two_columns_are_read_one_after_the_other_and_said() -> None:
    left, right = (
        [f"左栏第{n}行的文字在这里继续下去直到" for n in "一二三四五六七八九十"],
        [f"右栏第{n}行的文字在这里继续下去直到" for n in "一二三四五六七八九十"],
    )

    def draw(canvas: Canvas) -> None:
        canvas.drawString(150, 760, "青禾县生态环境保护规划总结报告的标题很长很长")
        lines_at(60, 720, left)(canvas)
        lines_at(320, 720, right)(canvas)

    document = pm.read_document(drawn(draw))
    assert document.text.replace("\n", "") == "青禾县生态环境保护规划总结报告的标题很长很长" + "".join(left + right)
    assert codes(document) == ["PM047"]


def test_a_watermark_that_stands_askew_is_left_out_and_said() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "正文在这里。")
        canvas.rotate(45)
        canvas.drawString(400, 100, "内部资料")

    document = pm.read_document(drawn(draw))
    assert texts(document) == ["正文在这里。"]
    assert [one.message for one in document.diagnostics] == ["4 letters that stand askew (a watermark) are left out"]


def test_letters_that_are_set_twice_are_read_once_and_raised_ones_are_marks() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "重点任务")
        canvas.drawString(80.4, 700, "重点任务")
        canvas.drawString(80, 660, "达到62")
        canvas.setFont(FONT, 6)
        canvas.drawString(117, 666, "1")

    assert texts(pm.read_document(drawn(draw))) == ["重点任务", "达到62¹"]


@pytest.mark.parametrize("font", [None, b"Bold", ["Bold"], object()])
def test_a_font_whose_name_is_no_text_is_a_font_all_the_same(font: object) -> None:
    box = {"x0": 0, "x1": 10, "top": 0, "bottom": 10, "size": 10, "matrix": (1, 0, 0, 1, 0, 0)}
    letters = letters_of([{**box, "text": "水", "fontname": font}, {**box, "text": "气", "fontname": "Song"}])
    assert [glyph.text for glyph in letters.glyphs] == ["水", "气"]


def test_the_outline_of_a_pdf_tells_the_level_of_headings() -> None:
    def draw(canvas: Canvas) -> None:
        for key, title, depth in (("a", "第一章 总则", 0), ("b", "第一节 背景", 1)):
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(title, key, depth)
        lines_at(80, 700, ["第一章 总则", "第一节 背景", "正文。"], 40)(canvas)

    document = pm.read_document(drawn(draw))
    assert [(one.text, one.heading) for one in document.paragraphs] == [
        ("第一章 总则", 1),
        ("第一节 背景", 2),
        ("正文。", None),
    ]


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    pm.read_document(
        laid_out([paragraph("甲"), turned(), paragraph("乙")]), progress=lambda n, of: told.append((n, of))
    )
    assert told == [(1, 2), (2, 2)]


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20))), 0, 0, 500, 700)


def test_a_scan_says_what_to_do() -> None:
    with pytest.raises(pm.PlanFileError, match=r"no text layer.*OCR"):
        pm.read_document(drawn(picture))


def test_a_scanned_page_among_others_is_said() -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        canvas.showPage()
        canvas.setFont(FONT, 12)
        canvas.drawString(80, 700, "甲")

    document = pm.read_document(drawn(draw))
    assert [(one.text, one.page) for one in document.paragraphs] == [("甲", 2)]
    assert [one.message for one in document.diagnostics] == ["page 1 has no text layer: a scan or a picture"]


def test_text_on_its_side_is_said() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "正文在这里。")
        canvas.rotate(90)
        canvas.drawString(100, -300, LONG)

    document = pm.read_document(drawn(draw))
    assert texts(document) == ["正文在这里。"]
    assert [(one.code, one.severity) for one in document.diagnostics] == [("PM048", "warning")]


def latin(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 12)
    canvas.drawString(80, 700, "open to all")


def test_an_encrypted_file_says_so() -> None:
    data = drawn(lines_at(80, 700, ["甲"]), encrypt=StandardEncryption("secret", "owner"))
    with pytest.raises(pm.PlanFileError, match=r"encrypted with a password.*print it to a new PDF"):
        pm.read_document(data)
    open_to_all = drawn(latin, encrypt=StandardEncryption("", "owner", canPrint=0))
    assert texts(pm.read_document(open_to_all)) == ["open to all"]


@pytest.mark.parametrize("cut", [9, 100, 700])
def test_a_broken_file_is_one_clear_error(cut: int) -> None:
    with pytest.raises(pm.PlanFileError, match=r"broken PDF|without pages|no page of it|no text"):
        pm.read_document(drawn(lines_at(80, 700, ["甲"]))[:cut])


def test_a_stream_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    packed = zlib.compress(b" " * (1 << 27), 9)
    data = (
        b"%PDF-1.4\n1 0 obj\n<< /Length " + str(len(packed)).encode() + b" /Filter /FlateDecode >>\nstream\n" + packed
    )
    with pytest.raises(pm.PlanFileError, match=r"bytes once unpacked; at most .*with Limits\(unpacked="):
        pm.read_document(data + b"\nendstream\nendobj\n")


def test_a_font_that_counts_through_billions_of_characters_is_refused() -> None:
    wide = drawn(lines_at(80, 700, ["甲"]), pageCompression=0)
    assert b"/W [" in wide
    start = wide.index(b"/W [") + 4
    with pytest.raises(pm.PlanFileError, match="a font has more characters than there are"):
        pm.read_document(wide[:start] + b" 1 4000000000 500" + wide[start:])
    stream = b"1 beginbfrange\n<0000> <FFFFFFFF> <0000>\nendbfrange"
    with pytest.raises(pm.PlanFileError, match="a font maps more characters than there are"):
        pm.read_document(wide + b"9 0 obj\n<<>>\nstream\n" + stream + b"\nendstream\nendobj\n")


def test_more_pages_than_the_limit_are_refused() -> None:
    with pytest.raises(pm.PlanFileError, match=r"2 pages; at most 1 are read.*with Limits\(pages=2\)"):
        pm.read_document(laid_out([paragraph("甲"), turned(), paragraph("乙")]), limits=Limits(pages=1))


def test_a_page_with_too_many_ruled_lines_is_said() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "地图说明。")
        for n in range(4_100):
            canvas.line(n % 500, 100 + n % 300, n % 500 + 3, 100 + n % 300)

    document = pm.read_document(drawn(draw))
    assert texts(document) == ["地图说明。"]
    assert [one.message for one in document.diagnostics] == [
        "there are too many ruled lines to look for tables (page 1)"
    ]


def cells(canvas: Canvas, *boxes: tuple[float, float, float, float, str]) -> None:
    """Draw cells (left, top, right and bottom in points from the upper left corner) with their words."""
    for left, top, right, bottom, words in boxes:
        canvas.rect(left, 800 - bottom, right - left, bottom - top)
        canvas.setFont(FONT, 10)
        canvas.drawString(left + 6, 800 - top - 16, words)


def two_pages(first: Callable[[Canvas], None], second: Callable[[Canvas], None]) -> bytes:
    def draw(canvas: Canvas) -> None:
        first(canvas)
        canvas.showPage()
        second(canvas)

    return drawn(draw)


HEAD = [(60, 60, 160, 90, "领域"), (160, 60, 260, 90, "任务"), (260, 60, 400, 90, "单位")]


def test_a_cell_over_rows_goes_on_over_the_end_of_a_page_and_an_empty_cell_of_one_row_does_not() -> None:
    group = (60, 90, 160, 150, "水环境")
    data = two_pages(
        lambda canvas: cells(
            canvas, *HEAD, group, (160, 90, 260, 120, "治水"), (260, 90, 400, 120, "县水务局"),
            (160, 120, 260, 150, "截污"), (260, 120, 400, 150, "县住建局"),
        ),
        lambda canvas: cells(
            canvas, (60, 60, 160, 90, ""), (160, 60, 260, 90, "清淤"), (260, 60, 400, 90, ""),
            (60, 90, 160, 120, "大气"), (160, 90, 260, 120, "控尘"), (260, 90, 400, 120, "县城管局"),
        ),
    )  # fmt: skip
    [table] = pm.read_document(data).tables
    assert table.rows == (
        ("领域", "任务", "单位"),
        ("水环境", "治水", "县水务局"),
        ("水环境", "截污", "县住建局"),
        ("水环境", "清淤", ""),
        ("大气", "控尘", "县城管局"),
    )
    assert table.span(3, 0) == table.span(1, 0)


def test_the_rest_of_a_row_on_the_next_page_is_joined_to_it_and_a_row_that_begins_there_is_whole() -> None:
    data = two_pages(
        lambda canvas: cells(
            canvas, *HEAD, (60, 90, 160, 120, "水"), (160, 90, 260, 120, "治理黑臭"), (260, 90, 400, 120, "县水务局"),
            (60, 120, 160, 125, ""), (160, 120, 260, 125, ""), (260, 120, 400, 125, ""),
        ),
        lambda canvas: cells(
            canvas, (60, 60, 160, 90, ""), (160, 60, 260, 90, "水体。"), (260, 60, 400, 90, ""),
            (60, 90, 160, 120, "气"), (160, 90, 260, 120, "控尘"), (260, 90, 400, 120, "县城管局"),
        ),
    )  # fmt: skip
    document = pm.read_document(data)
    assert [one.message for one in document.diagnostics if one.severity == "warning"] == [
        "a row that goes on over the end of a page is joined (page 2)"
    ]
    [table] = document.tables
    assert table.rows[1:] == (("水", "治理黑臭水体。", "县水务局"), ("气", "控尘", "县城管局"))


def test_page_numbers_below_tables_alone_are_left_out_too() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            cells(
                canvas, *HEAD, (60, 90, 160, 750, f"水{number}"), (160, 90, 260, 750, "治"), (260, 90, 400, 750, "局")
            )
            canvas.setFont(FONT, 9)
            canvas.drawString(290, 26, f"- {number} -")

        return draw

    document = pm.read_document(two_pages(page(1), page(2)))
    assert document.paragraphs == ()
    assert [len(one.rows) for one in document.tables] == [3]
