"""Web pages as a browser shows them, without what stands beside the document."""

from __future__ import annotations

import pytest

import planmodel as pm
from planmodel.limits import Limits
from planmodel.results import DocumentText

LONG = "全县坚持生态优先、绿色发展，统筹推进山水林田湖草沙一体化保护和系统治理，持续改善生态环境质量。"


def read(body: str) -> DocumentText:
    return pm.read_document(f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode())


def texts(document: DocumentText) -> list[str]:
    return [one.text for one in document.paragraphs]


PAGE = f"""
<div class="header"><ul><li><a href=/>首页</a></li><li><a href=/a>政务公开</a></li><li><a href=/b>规划</a></li></ul>
</div>
<div class="dqwz">当前位置：<a href=/>首页</a> &gt; <a href=/z>规划计划</a></div>
<table class="xx"><tr><td>发文机关</td><td>某县人民政府</td></tr>
<tr><td>发布日期</td><td>2021年12月30日</td></tr></table>
<h1>某县生态规划</h1>
<div>【字体：大 中 小】　打印本页</div>
<script>var a = "不要";</script>
<div id="zoom"><p>　　{LONG}</p><h2>第一章　总则</h2><p>{LONG}<br>　　{LONG}</p>
<div class="share">分享到：<a>微信</a><a>微博</a><a>空间</a></div></div>
<p>上一篇：无</p>
<div class="footer">主办单位：某县人民政府办公室 粤ICP备12345号</div>
"""


def test_what_stands_beside_the_document_is_left_out_and_said() -> None:
    document = read(PAGE)
    assert texts(document) == ["某县生态规划", LONG, "第一章\u3000总则", LONG, LONG]
    assert document.tables[0].rows == (("发文机关", "某县人民政府"), ("发布日期", "2021年12月30日"))
    [remark] = document.diagnostics
    assert remark.code == "PM043"
    assert remark.message.startswith("6 parts of the page beside the document are left out: 首页")


def test_headings_have_the_level_of_their_tag() -> None:
    document = read("<h1>规划</h1><h2>第一章<br>总则</h2><p>正文</p>")
    assert [(one.text, one.heading) for one in document.paragraphs] == [("规划", 1), ("第一章 总则", 2), ("正文", None)]


def test_a_page_whose_whole_is_one_table_is_read_as_its_paragraphs() -> None:
    inner = "<table><tr><td>指标</td><td>2025年</td></tr><tr><td>森林覆盖率</td><td>24%</td></tr></table>"
    document = read(f"<table><tr><td>菜单</td><td><p>{LONG}</p><p>{LONG * 40}</p>{inner}</td></tr></table>")
    assert texts(document) == ["菜单", LONG, LONG * 40]
    assert [one.rows for one in document.tables] == [(("指标", "2025年"), ("森林覆盖率", "24%"))]


def test_merged_cells_stand_in_each_place_and_once_in_the_text() -> None:
    rows = (
        "<tr><th rowspan=2>指标</th><th colspan=2>目标</th></tr><tr><th>2024</th><th>2025</th></tr>"
        "<tr><td>甲</td><td>1</td><td>2</td></tr>"
    )
    document = read(f"<p>{LONG}</p><table>{rows}</table>")
    [table] = document.tables
    assert table.rows == (("指标", "目标", "目标"), ("指标", "2024", "2025"), ("甲", "1", "2"))
    assert document.text[table.start : table.end] == "指标\t目标\n2024\t2025\n甲\t1\t2"
    assert table.span(1, 0) == table.span(0, 0)
    assert document.text[slice(*table.span(0, 2))] == "目标"


def test_a_frame_of_one_column_is_a_box_of_paragraphs() -> None:
    document = read(
        f"<p>{LONG * 4}</p><table border=1><tr><td>专栏1 重点工程</td></tr><tr><td><p>甲</p><p>乙</p></td></tr></table>"
    )
    assert [(one.text, one.box) for one in document.paragraphs][1:] == [("专栏1 重点工程", 1), ("甲", 1), ("乙", 1)]
    assert document.tables == ()


def test_a_table_in_a_cell_is_a_table_of_its_own_and_said() -> None:
    inner = "<table><tr><td>x</td><td>y</td></tr></table>"
    document = read(f"<p>{LONG}</p><table><tr><td>a</td><td>b{inner}</td></tr><tr><td>c</td><td>d</td></tr></table>")
    assert [one.rows for one in document.tables] == [(("a", "b"), ("c", "d")), (("x", "y"),)]
    assert [one.code for one in document.diagnostics] == ["PM045"]


def test_numbers_that_the_browser_counts_are_part_of_the_text() -> None:
    document = read(
        "<ol><li>治水</li><li>治气</li></ol><ol type=a start=3><li>x</li></ol>"
        '<ol style="list-style-type: cjk-ideographic"><li>总则</li></ol>'
        '<ol style="list-style: none"><li>（一）无</li></ol><ul><li>点</li></ul>'
    )
    assert texts(document) == ["1. 治水", "2. 治气", "c. x", "一、总则", "（一）无", "点"]


def test_struck_text_is_left_out_and_said_and_hidden_text_too() -> None:
    document = read(f'<p>目标<del>20%</del>24%</p><p style="display:none">看不见</p><p>{LONG}</p>')
    assert texts(document) == ["目标24%", LONG]
    assert [one.code for one in document.diagnostics] == ["PM044", "PM043"]


def test_the_ends_of_source_lines_are_nothing_between_chinese_and_a_blank_between_words() -> None:
    assert texts(read("<p>生态\n   环境</p><p>clean\nwater</p>")) == ["生态环境", "clean water"]


def test_notes_above_the_line_stay_apart_from_numbers() -> None:
    assert texts(read("<p>达到62<sup>1</sup>亿立方米</p>")) == ["达到62¹亿立方米"]


def test_bold_and_centred_paragraphs_are_known() -> None:
    document = read(
        '<p align="center"><b>某县规划</b></p><p style="text-align: center">文号</p><p><strong>一、</strong>总则</p>'
    )
    assert [(one.bold, one.centred) for one in document.paragraphs] == [(True, True), (False, True), (False, False)]


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "big5"])
def test_a_page_is_read_in_the_encoding_that_it_is_in(charset: str) -> None:
    words = "森林覆蓋率" if charset == "big5" else "森林覆盖率"
    page = f"<html><head><meta charset={charset}></head><body><p>{words}達到</p></body></html>"
    page = page if charset == "big5" else page.replace("達", "达")
    assert pm.read_document(page.encode(charset)).text.startswith(words)


def test_a_hundred_thousand_tables_within_each_other_are_refused() -> None:
    with pytest.raises(pm.PlanFileError, match="nested too deeply"):
        read("<table><tr><td>x" * 100_000)


def test_more_tables_or_cells_than_the_limit_are_refused() -> None:
    wide = '<table><tr><td rowspan="900" colspan="900">x</td><td>y</td></tr>' + "<tr></tr>" * 900 + "</table>"
    with pytest.raises(pm.PlanFileError, match="cells; at most"):
        read(f"<p>{LONG}</p>{wide}")
    table = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    with pytest.raises(pm.PlanFileError, match="3 tables; at most 2"):
        pm.read_document(f"<html>{table * 3}</html>".encode(), limits=Limits(tables=2))


@pytest.mark.parametrize("page", ["<html></html>", "<html><script>x</script></html>", "<!doctype html>"])
def test_a_page_without_words_is_one_clear_error(page: str) -> None:
    with pytest.raises(pm.PlanFileError, match="it holds no text"):
        pm.read_document(page.encode())


@pytest.mark.parametrize(
    "line", ["关闭落后产能企业5家", "打印耗材减量行动", "分享改革成果", "收藏传统农具", "Share costs fairly"]
)
def test_a_line_of_the_text_is_no_button_because_it_begins_like_one(line: str) -> None:
    page = f"<h1>连州市治水规划</h1><p>一、任务</p><h3>{line}</h3><p>{line}</p><p>二、保障</p>"
    assert [one.text for one in read(page).paragraphs].count(line) == 2


@pytest.mark.parametrize(
    "line", ["【字体：大 中 小】", "打印本页 | 关闭窗口", "分享到：微信 微博", "Share this page on Facebook"]
)
def test_a_line_of_buttons_is_left_out(line: str) -> None:
    page = f"<h1>连州市治水规划</h1><p>{line}</p><p>一、任务</p><p>清理河道。</p><p>{line}</p><p>二、保障</p>"
    assert line not in [one.text for one in read(page).paragraphs]
