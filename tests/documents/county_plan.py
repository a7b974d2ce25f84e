"""One invented county plan as a Word file, a PDF and a web page, and what every reader must make of it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Literal, NamedTuple

import docx
from reportlab.pdfgen.canvas import Canvas

from documents import pdf_files
from documents.word_files import level, lists, paragraph, saved, word_file

__all__ = ["PARAGRAPHS", "TABLES", "as_pdf", "as_web_page", "as_word"]

RUNNING = "青禾县生态环境保护“十四五”规划"


class Part(NamedTuple):
    """A paragraph, heading (its number apart), box or table."""

    kind: Literal["title", "chapter", "section", "text", "caption", "box", "table"]
    text: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


GOAL = (
    "到2025年，全县生态环境质量持续改善，细颗粒物（PM2.5）年均浓度控制在22微克/立方米以内，"
    "地表水水质优良比例达到100%，森林覆盖率达到58.6%以上，主要污染物排放总量持续减少。"
)
THOUGHT = (
    "以绿色发展为引领，坚持生态优先，统筹推进山水林田湖草沙一体化保护和系统治理，深入打好污染防治攻坚战，"
    "协同推进降碳、减污、扩绿、增长，为建设美丽青禾奠定坚实基础，让全县人民共享天蓝、地绿、水清的优美环境。"
)
INDICATORS = (
    ("指标名称", "单位", "2020年现状", "2025年目标", "2025年目标"),
    ("指标名称", "单位", "2020年现状", "目标值", "属性"),
    ("细颗粒物（PM2.5）年均浓度", "微克/立方米", "24", "≤22", "约束性"),
    ("地表水水质优良比例", "%", "100", "100", "约束性"),
    ("森林覆盖率", "%", "57.9", "58.6", "预期性"),
)
PROJECTS = (
    ("序号", "项目名称", "建设内容", "总投资（万元）", "责任单位"),
    *(
        (str(n), f"{name}镇污水管网工程", f"新建污水管网{n + 3}公里，改造泵站{n}座", f"{n * 320}", "县住房城乡建设局")
        for n, name in enumerate(
            ["东溪", "南岭", "西坪", "北山", "石桥", "清水", "黄坡", "上庄", "下寨", "龙潭"] * 3, start=1
        )
    ),
)
PLAN = (
    Part("title", "青禾县生态环境保护“十四五”规划"),
    Part("chapter", "总体要求"),
    Part("section", "指导思想"),
    Part("text", THOUGHT),
    Part("section", "主要目标"),
    Part("text", GOAL),
    Part("caption", "表1 青禾县“十四五”生态环境保护主要指标"),
    Part("table", rows=INDICATORS),
    Part("chapter", "主要任务"),
    Part("section", "改善水环境质量"),
    Part("text", "加强饮用水水源保护。" + THOUGHT),
    Part("text", "（县生态环境局牵头，各镇人民政府配合）"),
    Part("box", lines=("专栏1 水环境治理重点工程", "1.建设城区污水处理厂二期工程。", "2.整治黑臭水体8处。")),
    Part("section", "推进农业面源污染防治"),
    Part("text", "推进化肥农药减量增效。" + THOUGHT),
    Part("chapter", "保障措施"),
    Part("text", "加强组织领导。" + GOAL),
    Part("caption", "附表 青禾县“十四五”生态环境保护重点项目"),
    Part("table", rows=PROJECTS),
)
CHAPTERS, SECTIONS = "一二三", "一二三四"


def numbered(parts: Sequence[Part] = PLAN) -> Iterator[Part]:
    """Yield the parts with the numbers of headings in their text: sections begin anew in each chapter."""
    chapter = section = 0
    for part in parts:
        if part.kind == "chapter":
            chapter, section = chapter + 1, 0
            part = part._replace(text=f"第{CHAPTERS[chapter - 1]}章 {part.text}")
        elif part.kind == "section":
            section += 1
            part = part._replace(text=f"第{SECTIONS[section - 1]}节 {part.text}")
        yield part


PARAGRAPHS = [text for part in numbered() for text in part.lines or ((part.text,) if part.text else ())]
TABLES = [part.rows for part in PLAN if part.rows]
LEVELS = [(part.text, 1 if part.kind == "chapter" else 2) for part in numbered() if part.kind in ("chapter", "section")]
HEADINGS = [part.text for part in numbered() if part.kind in ("chapter", "section")]
MERGED = [(0, 0, 0, 1), (1, 0, 1, 1), (2, 0, 2, 1), (3, 0, 4, 0)]
"""Left, top, right and bottom of the cells that reach over several places in the head of the table of indicators."""


def as_word() -> bytes:
    """Return the plan as a Word file: its headings are numbered by Word, a contents list and a head are Word's own."""
    levels = [
        level(0, "chineseCountingThousand", "第%1章", gap="space"),
        level(1, "chineseCounting", "第%2节", gap="tab"),
    ]
    contents = "".join(
        paragraph(f"{text}\u00a0\u00a0{n}", '<w:pStyle w:val="Toc"/>') for n, text in enumerate(HEADINGS, 3)
    )
    body = "".join(
        [
            _word_part(PLAN[0]),
            paragraph("目 录", '<w:pStyle w:val="Toc"/>') + contents,
            *(_word_part(part) for part in PLAN[1:]),
        ]
    )
    data = word_file(body, numbering=lists({0: levels}, {1: (0, "")}), styles=STYLES)
    document = docx.Document(io.BytesIO(data))
    document.sections[0].header.paragraphs[0].text = RUNNING
    return saved(document)


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:pPr>{properties}</w:pPr></w:style>'
    for id, name, properties in (
        ("Chapter", "章标题", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'),
        ("Section", "节标题", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'),
        ("Toc", "toc 1", ""),
    )
)


def _word_part(part: Part) -> str:
    if part.kind == "box":
        cells = "".join(
            f"<w:tr><w:tc>{text}</w:tc></w:tr>"
            for text in (paragraph(part.lines[0]), "".join(paragraph(line) for line in part.lines[1:]))
        )
        return f"<w:tbl>{cells}</w:tbl>"
    if part.kind == "table":
        return f"<w:tbl>{''.join(_word_row(part.rows, r) for r in range(len(part.rows)))}</w:tbl>"
    properties = {
        "title": '<w:jc w:val="center"/>',
        "caption": '<w:jc w:val="center"/>',
        "chapter": '<w:pStyle w:val="Chapter"/>',
        "section": '<w:pStyle w:val="Section"/>',
    }.get(part.kind, "")
    return paragraph(part.text, properties)


def _word_row(rows: Sequence[Sequence[str]], r: int) -> str:
    cells = []
    for c, text in enumerate(rows[r]):
        left, top, right, bottom = _span(rows, c, r)
        if c == left:
            merge = (
                f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if r == top else ''}/>" if top != bottom else ""
            )
            width = f'<w:gridSpan w:val="{right - left + 1}"/>' if right > left else ""
            words = paragraph(text if r == top else "")
            cells.append(f"<w:tc><w:tcPr>{width}{merge}</w:tcPr>{words}</w:tc>")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _span(rows: Sequence[Sequence[str]], c: int, r: int) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the cell that covers a place."""
    merged = MERGED if rows is INDICATORS else []
    return next((one for one in merged if one[0] <= c <= one[2] and one[1] <= r <= one[3]), (c, r, c, r))


def as_pdf() -> bytes:
    """Return the plan as a PDF: running heads, page numbers, a contents list, a table over several pages."""

    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont(pdf_files.FONT, 9)
        canvas.drawString(72, 800, RUNNING)
        canvas.drawCentredString(297, 30, f"- {page} -")

    entries = [pdf_files.paragraph(f"{text}{'…' * 12}{n}", pdf_files.CELL) for n, text in enumerate(HEADINGS, 3)]
    story: list[Any] = [
        pdf_files.heading(PLAN[0].text),
        pdf_files.turned(),
        pdf_files.heading("目 录"),
        *entries,
        pdf_files.turned(),
    ]
    for part in list(numbered())[1:]:
        story.append(_pdf_part(part))
    return pdf_files.laid_out(story, each_page=on_page)


def _pdf_part(part: Part) -> Any:
    if part.kind == "box":
        return pdf_files.box(part.lines)
    if part.kind == "table":
        joined = [("SPAN", (one[0], one[1]), (one[2], one[3])) for one in MERGED] if part.rows is INDICATORS else []
        widths = [110, 70, 70, 70, 60] if joined else [30, 110, 130, 70, 90]
        return pdf_files.ruled(part.rows, widths, joined, head=2 if joined else 1)
    return pdf_files.paragraph(part.text) if part.kind == "text" else pdf_files.heading(part.text)


def as_web_page() -> bytes:
    """Return the plan as a page of a government's site."""
    tags = {"title": "h1", "chapter": "h2", "section": "h3", "text": "p", "caption": 'p align="center"'}
    body = []
    for part in numbered():
        if part.kind == "box":
            lines = "".join(f"<p>{escape(line)}</p>" for line in part.lines)
            body.append(f"<table border=1><tr><td>{lines}</td></tr></table>")
        elif part.kind == "table":
            body.append(f"<table>{''.join(_web_row(part.rows, r) for r in range(len(part.rows)))}</table>")
        else:
            tag = tags[part.kind]
            body.append(f"<{tag}>　　{escape(part.text)}</{tag.partition(' ')[0]}>")
    menu = "".join(
        f"<li><a href=/{n}>{name}</a></li>" for n, name in enumerate(["首页", "政务公开", "办事服务", "互动交流"])
    )
    page = (
        f"<!DOCTYPE html><html><head><meta charset=gbk><title>{RUNNING}</title></head><body>"
        f"<div class=nav><ul>{menu}</ul></div>"
        f"<div class=share>分享到：微信 微博</div><div id=UCAP-CONTENT>{''.join(body)}</div>"
        "<div class=footer>主办单位：青禾县人民政府办公室</div></body></html>"
    )
    return page.encode("gbk")


def _web_row(rows: Sequence[Sequence[str]], r: int) -> str:
    cells = []
    for c, text in enumerate(rows[r]):
        left, top, right, bottom = _span(rows, c, r)
        if (c, r) == (left, top):
            cells.append(f"<td colspan={right - left + 1} rowspan={bottom - top + 1}>{escape(text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"
