"""PDF files that tests make with reportlab, in a Chinese font that every reader of PDF has and no file holds."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

__all__ = ["BODY", "box", "drawn", "heading", "laid_out", "paragraph", "ruled", "turned"]

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=22, firstLineIndent=24, wordWrap="CJK")
HEAD = ParagraphStyle("head", fontName=FONT, fontSize=16, leading=30, alignment=1, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def paragraph(text: str, style: ParagraphStyle = BODY) -> Any:
    return Paragraph(text, style)


def heading(text: str) -> Any:
    return Paragraph(text, HEAD)


def turned() -> Any:
    return PageBreak()


def ruled(
    rows: Sequence[Sequence[str]], widths: Sequence[float] | None = None, style: Sequence[Any] = (), head: int = 1
) -> Any:
    """Return a table with ruled lines whose head is repeated on each page; ``style`` may join cells."""
    cells = [[Paragraph(text, CELL) for text in row] for row in rows]
    return Table(cells, colWidths=widths, repeatRows=head, style=[GRID, *style])


def box(lines: Sequence[str]) -> Any:
    return Table([[[Paragraph(line, CELL) for line in lines]]], colWidths=[400], style=[GRID])


def laid_out(
    story: Sequence[Any], *, each_page: Callable[[Canvas, int], None] = lambda canvas, page: None, **options: Any
) -> bytes:
    """Return what flows over pages, with what stands on each of them."""
    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, pagesize=A4, **options)

    def on_page(canvas: Canvas, document: Any) -> None:
        each_page(canvas, document.page)

    template.build(list(story), onFirstPage=on_page, onLaterPages=on_page)
    return stream.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    """Return a file whose pages are drawn piece by piece; the font is set."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()
