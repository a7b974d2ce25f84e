"""PDF files with a text layer: lines joined to paragraphs, tables across pages, heads and page numbers left out."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

from planmodel.documents.contents_list import without_contents
from planmodel.documents.pdf_bounds import check_fonts, check_streams
from planmodel.documents.pdf_flow import flowed
from planmodel.documents.pdf_layout import PrintedPage, running_lines
from planmodel.documents.pdf_page import PageReader
from planmodel.documents.pieces import Line, Piece
from planmodel.documents.remarks import Remarks, examples
from planmodel.errors import MissingExtraError
from planmodel.limits import Limits, refusal
from planmodel.progress_bar import progress_bar
from planmodel.text import cut
from planmodel.words import say

__all__ = ["pdf_pieces"]


def pdf_pieces(
    data: bytes, remarks: Remarks, limits: Limits, progress: bool | Callable[[int, int], None]
) -> tuple[list[Piece], int]:
    """Return the paragraphs and tables of a PDF, without running heads, page numbers and contents lists; and its pages.

    Parameters:
        data: what the file holds.
        remarks: gathers what is left out and what is not sure.
        limits: how much is unpacked and read.
        progress: ``True`` for a bar on the terminal, or a function of pages done and all.

    Raises:
        PlanFileError: it is encrypted, broken or a scan, or more than the limits allow.
        MissingExtraError: pdfplumber is not installed.
    """
    check_streams(data, remarks.file, limits)
    document = _opened(data, remarks)
    try:
        check_fonts(document.doc, remarks.file)
        pages = _read_pages(document, remarks, limits, progress)
        titles = _outline(document)
    finally:
        document.close()
    running, texts = running_lines(pages)
    if texts:
        remarks.add("running", count=len(texts), examples=examples(texts))
    for page in pages:
        page.items = [one for one in page.items if id(one) not in running]
    pieces = flowed(pages, remarks)
    for piece in pieces:
        if isinstance(piece, Line):
            piece.heading = titles.get("".join(piece.text.split()))
    return without_contents(pieces, remarks), len(pages)


def _opened(data: bytes, remarks: Remarks) -> Any:
    try:
        import pdfplumber
    except ImportError:
        raise MissingExtraError("pdfplumber", extra="documents", purpose=say("purpose.pdf")) from None
    for name in ("pdfminer", "pdfplumber"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())  # else Python prints their warnings
    try:
        document = pdfplumber.open(io.BytesIO(data))
        if document.pages:
            return document
    except Exception as error:  # whatever pdfminer stumbles over in a file that is not whole
        if "Password" in f"{type(error).__name__} {error!r}":
            hint = say("pdf.password.hint")
            raise refusal(remarks.file, say("document.password"), hint) from None
        message = say("pdf.broken", kind=type(error).__name__, error=cut(str(error), 300))
        raise refusal(remarks.file, message, say("pdf.print")) from None
    raise refusal(remarks.file, say("pdf.no_pages"), say("pdf.print"))


def _read_pages(
    document: Any, remarks: Remarks, limits: Limits, progress: bool | Callable[[int, int], None]
) -> list[PrintedPage]:
    count = len(document.pages)
    limits.check("pages", count, remarks.file)
    reader = PageReader(remarks.file)
    with progress_bar(progress, say("bar.pages")) as step:
        for done, page in enumerate(document.pages, start=1):
            reader.read(page)
            page.close()
            if step is not None:
                step(done, count)
    reader.remark(remarks)
    return reader.pages


def _outline(document: Any) -> dict[str, int]:
    """Return the level of each title of the outline that a PDF may have."""
    try:
        titles = [(str(title), int(level)) for level, title, *_ in document.doc.get_outlines()]
    except Exception:  # there is none, or it is broken: headings are then known by their numbers alone
        return {}
    return {"".join(title.split()): level for title, level in reversed(titles)}
