"""Reading a document: what a file holds decides which reader takes it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias

from planmodel.arguments import check_argument, kinds_checked
from planmodel.documents.document_text import DocumentFormat, DocumentText
from planmodel.documents.pieces import Piece, document_of
from planmodel.documents.remarks import Remarks
from planmodel.encodings import decoded_text
from planmodel.limits import Limits, bytes_of, in_force, refusal
from planmodel.words import say

__all__ = ["DocumentSource", "read_document"]

DocumentSource: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""A file's path, what it holds, or a file that is open for reading bytes."""

_SUFFIXES: dict[str, DocumentFormat] = {
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".text": "txt",
}
_KINDS = {"docx": "a Word document", "pdf": "PDF", "html": "a web page", "md": "text", "txt": "text"}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|meta)\b", re.I | re.S)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|article|section|h[1-6]|span|font|center|script|style|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)


@kinds_checked
def read_document(
    file: DocumentSource,
    *,
    name: str | None = None,
    limits: Limits | None = None,
    progress: bool | Callable[[int, int], None] = False,
) -> DocumentText:
    """Return a document as text with places: paragraphs with headings and pages, tables with cells.

    What the file holds decides how it is read, whatever its name says. Contents lists, running heads, page numbers and
    what stands beside the text of a web page are left out, and :attr:`DocumentText.diagnostics` says so.

    Parameters:
        file: a ``.docx``, ``.pdf`` with a text layer, ``.html``, ``.md`` or ``.txt`` file (UTF-8, UTF-16, GB 18030,
            Big5): its path, its bytes, or the file opened for reading bytes.
        name: what messages call it when bytes are given; its suffix tells Markdown from other text.
        limits: how much is read; the usual limits when left out.
        progress: ``True`` for a bar on the terminal while a long PDF is read, or a function of pages done and all.

    Raises:
        PlanFileError: it cannot be read: no such file, encrypted, broken, a scan, a format to be saved as ``.docx``
            first, no text, or more than the limits allow.
        MissingExtraError: python-docx, pdfplumber or lxml is not installed.

    Example:
        >>> import planmodel as pm
        >>> document = pm.read_document("# 某县规划\\n\\n一、总体要求".encode(), name="plan.md")
        >>> [(one.text, one.heading) for one in document.paragraphs]
        [('某县规划', 1), ('一、总体要求', None)]
        >>> document.text
        '某县规划\\n一、总体要求'
    """
    if not hasattr(file, "read"):
        kinds = (str, os.PathLike, bytes, bytearray, memoryview)
        check_argument("file", file, *kinds, wanted="file_or_bytes")
    limits = in_force(limits)
    data, name = _opened(file, name, limits)
    suffix = PurePath(name).suffix.lower() if name is not None else ""
    _refuse_what_is_no_document(data, name)
    if not data.strip(b"\0 \t\r\n"):
        raise refusal(name, say("document.empty"))
    if b"%PDF-" in data[:1024]:
        from planmodel.documents.pdf import pdf_pieces

        remarks = Remarks(name)
        pieces, pages = pdf_pieces(data, remarks, limits, progress)
        _remark_name(suffix, "pdf", remarks)
        return document_of(pieces, format="pdf", name=name, remarks=remarks, limits=limits, pages=pages)
    if data.startswith(b"PK"):
        from planmodel.documents.word import word_pieces

        remarks = Remarks(name)
        pieces = word_pieces(data, remarks, limits)
        _remark_name(suffix, "docx", remarks)
        return document_of(pieces, format="docx", name=name, remarks=remarks, limits=limits)
    return _text_document(data, name, suffix, limits)


def _opened(file: DocumentSource, name: str | None, limits: Limits) -> tuple[bytes, str | None]:
    """Return what a source holds, and its name."""
    if isinstance(file, str | os.PathLike):
        path = Path(file)
        return bytes_of(path, limits), name or str(path)
    if isinstance(file, bytes | bytearray | memoryview):
        data = bytes(file)
    else:
        own = getattr(file, "name", None)
        name = name or (own if isinstance(own, str) else None)
        try:
            data = file.read(limits.bytes + 1)
        except (OSError, ValueError) as error:
            raise refusal(name, say("document.unread", error=error)) from None
        if not isinstance(data, bytes):
            raise refusal(name, say("document.text_mode"), say("document.text_mode.hint"))
    limits.check("bytes", len(data), name)
    return data, name


def _refuse_what_is_no_document(data: bytes, name: str | None) -> None:
    """Raise for what is told by its first bytes and cannot be read.

    Raises:
        PlanFileError: always, for such a file.
    """
    head = data[:1024].lstrip()
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refusal(name, say("document.password"), say("document.password.hint"))
        raise refusal(name, say("document.old"), say("document.save_docx"))
    if head.startswith(b"{\\rtf"):
        raise refusal(name, say("document.rtf"), say("document.save_docx"))
    if head.startswith(_PICTURES):
        raise refusal(name, say("document.picture"), say("document.ocr_first"))
    if head[:200].lower().startswith((b"mime-version:", b"from: <saved by")):
        raise refusal(name, say("document.mht"), say("document.mht.hint"))


def _text_document(data: bytes, name: str | None, suffix: str, limits: Limits) -> DocumentText:
    decoded = decoded_text(data)
    if decoded is None:
        raise refusal(name, say("document.unknown"), say("document.unknown.hint"))
    remarks = Remarks(name)
    text = decoded.text
    if decoded.doubt is not None:
        remarks.add("damage", what=decoded.doubt)
    elif decoded.encoding not in ("utf-8", "utf-16", "utf-32"):
        remarks.add("encoding", encoding=decoded.encoding)
    format = _text_format(text, suffix)
    _remark_name(suffix, format, remarks)
    return document_of(
        _text_pieces(text, format, remarks, limits), format=format, name=name, remarks=remarks, limits=limits
    )


def _text_format(text: str, suffix: str) -> DocumentFormat:
    """Return which kind of text it is: a page shows it; Markdown is told by its name, or by headings without one."""
    named = _SUFFIXES.get(suffix)
    if _HTML.match(text[:20_000]) and not (named == "md" and _is_markdown(text)):
        return "html"
    if named == "md" or (not suffix and _MARKDOWN.search(text) is not None):
        return "md"
    return "txt"


def _is_markdown(text: str) -> bool:
    """Return whether a Markdown file only opens with an element, as many do to centre their title, and is no page."""
    return _WHOLE_PAGE.match(text[:20_000]) is None and _MARKDOWN.search(text) is not None


def _remark_name(suffix: str, format: DocumentFormat, remarks: Remarks) -> None:
    expected = _SUFFIXES.get(suffix)
    if suffix and (expected is None or _KINDS[expected] != _KINDS[format]):
        remarks.add("name", suffix=suffix, kind=_KINDS[format])


def _text_pieces(text: str, format: DocumentFormat, remarks: Remarks, limits: Limits) -> list[Piece]:
    if format == "md":
        from planmodel.documents.markdown import markdown_pieces

        return markdown_pieces(text, remarks, limits)
    if format == "html":
        from planmodel.documents.web import web_pieces

        return web_pieces(text, remarks, limits)
    from planmodel.documents.plain import plain_pieces

    return plain_pieces(text, remarks)
