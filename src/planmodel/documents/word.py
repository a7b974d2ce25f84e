"""Word documents: paragraphs with the numbers that Word counts, tables, text boxes, notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from planmodel.documents.contents_list import without_contents
from planmodel.documents.pieces import Line, Piece, tidy
from planmodel.documents.remarks import Remarks, examples
from planmodel.documents.word_numbering import Numbering
from planmodel.documents.word_tables import WordCell, rows_of, spread
from planmodel.documents.word_text import WordText
from planmodel.documents.word_xml import Styles, children, named, value_of, word
from planmodel.errors import MissingExtraError
from planmodel.limits import Limits, refusal
from planmodel.text import cut
from planmodel.words import say

__all__ = ["word_pieces"]

_WRAPPERS = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent", "txbxContent"})


def word_pieces(data: bytes, remarks: Remarks, limits: Limits) -> list[Piece]:
    """Return the paragraphs and tables of a ``.docx`` file, without contents lists, heads and feet.

    Parameters:
        data: what the file holds.
        remarks: gathers what is left out or moved.
        limits: how much is unpacked and read.

    Raises:
        PlanFileError: it is broken or no Word document, or more than the limits allow.
        MissingExtraError: python-docx is not installed.
    """
    _check_package(data, remarks, limits)
    document = _opened(data, remarks)
    reader = _Reader(document, remarks, limits)
    pieces = list(reader.pieces())
    return without_contents(pieces, remarks)


def _check_package(data: bytes, remarks: Remarks, limits: Limits) -> None:
    """Raise for a package that unpacks to more than the limit, or that holds no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            encrypted = any(part.flag_bits & 1 for part in parts)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refusal(remarks.file, say("word.broken", error=cut(str(error), 300)), say("word.broken.hint")) from None
    if encrypted:
        raise refusal(remarks.file, say("document.password"), say("word.password.hint"))
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise refusal(remarks.file, say("word.is", what=_kind_of(names)), say("document.save_docx"))
    limits.check("parts", len(parts), remarks.file)
    limits.check("unpacked", sum(part.file_size for part in parts), remarks.file)


def _kind_of(names: set[str]) -> str:
    """Return what a package is that is no Word document."""
    if any(name.startswith("xl/") for name in names):
        return say("word.excel")
    if any(name.startswith("ppt/") for name in names):
        return say("word.presentation")
    if "OFD.xml" in names:
        return say("word.ofd")
    if "content.xml" in names:
        return say("word.odt")
    return say("word.packed")


def _opened(data: bytes, remarks: Remarks) -> Any:
    try:
        import docx
    except ImportError:
        raise MissingExtraError("python-docx", extra="documents", purpose=say("purpose.word")) from None
    try:
        document = docx.Document(io.BytesIO(data))
        document.element.body.iter()  # a main part may have none
    except Exception as error:  # whatever python-docx, lxml and zlib stumble over in a package that is not whole
        message = say("word.form", kind=type(error).__name__, error=cut(str(error), 300))
        raise refusal(remarks.file, message, say("document.save_docx")) from None
    return document


class _Reader:
    """Goes through the body of a document."""

    def __init__(self, document: Any, remarks: Remarks, limits: Limits) -> None:
        self._part, self._body = document.part, document.element.body
        self._remarks, self._limits = remarks, limits
        self._styles = Styles(_root_of(self._part, "styles", remarks))
        self._text = WordText(self._styles, remarks, self._note_forms())
        self._numbering = Numbering(_root_of(self._part, "numbering", remarks), self._styles, remarks)
        self._has_pages = next(self._body.iter(word("lastRenderedPageBreak")), None) is not None
        self._page = 1
        self._box = self._moved = self._tables = 0
        self._contents: list[str] = []
        self._carried = ""

    def pieces(self) -> Iterator[Piece]:
        """Yield what the document says: its body, then its notes."""
        yield from self._blocks(self._body, None)
        if self._carried:
            yield Line(text=self._carried)
        yield from self._notes()
        self._text.finish()
        if self._contents:
            self._remarks.add("contents", count=len(self._contents), examples=examples(self._contents))
        if self._moved:
            self._remarks.add("text_boxes", count=self._moved)
        heads = [text for kind in ("header", "footer") for text in self._running(kind)]
        if heads:
            self._remarks.add("running", count=len(heads), examples=examples(heads))

    def _blocks(self, parent: Iterable[Any], box: int | None) -> Iterator[Piece]:
        """Yield the paragraphs and tables in an element."""
        for child in parent:
            name = named(child)
            if name == "p":
                yield from self._paragraph(child, box)
            elif name == "tbl":
                yield from self._table(child, box)
            elif name == "sdt":
                content = children(child, "sdtContent")
                if value_of(children(child, "sdtPr", "docPartObj", "docPartGallery")) == "Table of Contents":
                    self._leave_out(content)
                elif content is not None:
                    yield from self._blocks(content, box)
            elif name == "AlternateContent":
                yield from self._blocks(next(iter(child), ()), box)
            elif name == "altChunk":
                self._remarks.add("embedded")
            elif name in _WRAPPERS:
                yield from self._blocks(child, box)

    def _leave_out(self, contents: Any) -> None:
        """Leave out a contents list that Word made; its fields are read, for others may begin in them."""
        for paragraph in contents.iter(word("p")) if contents is not None else ():
            text = self._text.words(paragraph).text.strip()
            self._contents += [text] if text else []

    def _paragraph(self, paragraph: Any, box: int | None) -> Iterator[Piece]:
        words = self._text.words(paragraph)
        number = self._numbering.number(paragraph)
        page = self._page + words.led
        self._page += words.breaks
        if words.contents or self._styles.is_contents(paragraph):
            self._contents += [words.text.strip()] if words.text.strip() else []
            return
        text, self._carried = self._carried + words.text, ""
        if children(paragraph, "pPr", "rPr", "del") is not None:  # its end is deleted: it goes on in the next
            self._carried = number + text
        elif text.strip():
            heading = self._styles.heading(paragraph)
            lines = [text.replace("\n", " ")] if heading is not None else text.split("\n")
            for at, line in enumerate(lines):
                yield Line(
                    text=line if at else number + line.lstrip(),
                    heading=heading,
                    page=page if self._has_pages else None,
                    box=box,
                    bold=not words.plain,
                    centred=self._is_centred(paragraph),
                )
        for one in words.boxes:
            self._box += 1
            self._moved += 1
            yield from self._blocks(one, self._box)

    def _is_centred(self, paragraph: Any) -> bool:
        own = value_of(children(paragraph, "pPr", "jc"))
        return (own or value_of(self._styles.said(self._styles.of(paragraph), "pPr", "jc"))) == "center"

    def _table(self, table: Any, box: int | None) -> Iterator[Piece]:
        """Yield a table; one of a single column is a box of paragraphs, and one in a cell stands behind."""
        self._tables += 1
        self._limits.check("tables", self._tables, self._remarks.file)
        rows = rows_of(table, self._limits, self._remarks.file)
        if all(len(row) < 2 for row in rows):
            self._box += 1
            own = self._box
            for row in rows:
                for cell in row:
                    yield from self._blocks(cell.element, own)
            return
        page = self._page if self._has_pages else None
        behind: list[Piece] = []
        texts = [[self._cell(cell, behind) for cell in row] for row in rows]
        yield spread(rows, texts, page=page, box=box)
        yield from behind

    def _cell(self, cell: WordCell, behind: list[Piece]) -> str:
        """Return the text of a cell; tables in it are added to those that stand behind."""
        if cell.goes_on:
            return ""
        lines: list[str] = []
        for piece in self._blocks(cell.element, None):
            if isinstance(piece, Line):
                lines.append(tidy(piece.text))
            else:
                self._remarks.add("nested")
                behind.append(piece)
        return "\n".join(filter(None, lines))

    def _note_forms(self) -> dict[str, str]:
        """Return how the numbers of notes are written, where the first section or the settings say so."""
        forms: dict[str, str] = {}
        section = next(self._body.iter(word("sectPr")), None)
        for kind in ("footnote", "endnote"):
            for holder in (section, _root_of(self._part, "settings", self._remarks)):
                form = value_of(children(holder, f"{kind}Pr", "numFmt"))
                if form is not None:
                    forms.setdefault(kind, form)
        return forms

    def _notes(self) -> Iterator[Line]:
        """Yield the notes that were referred to, each behind its mark."""
        roots = {kind: _root_of(self._part, f"{kind}s", self._remarks) for kind in ("footnote", "endnote")}
        count = 0
        for (kind, id), mark in list(self._text.notes.items()):
            root = roots[kind]
            notes = root.findall(word(kind)) if root is not None else ()
            note = next((one for one in notes if value_of(one, "id") == id), ())
            texts = [self._text.words(one).text.strip() for one in note if named(one) == "p"]
            if any(texts):
                count += 1
                yield Line(text=f"{mark} {' '.join(filter(None, texts))}")
        if count:
            self._remarks.add("notes", count=count)

    def _running(self, kind: str) -> list[str]:
        """Return the words of the heads or feet that stand on every page."""
        parts = [rel.target_part for rel in self._part.rels.values() if rel.reltype.endswith(f"/{kind}")]
        roots = [root for part in parts if (root := _element_of(part, self._remarks)) is not None]
        texts = ("".join(one.text or "" for one in root.iter(word("t"))).strip() for root in roots)
        return [text for text in dict.fromkeys(texts) if text]


def _root_of(part: Any, name: str, remarks: Remarks) -> Any | None:
    """Return the root element of a part that belongs to a document: its styles, its notes; ``None`` without one."""
    related = next((rel.target_part for rel in part.rels.values() if rel.reltype.endswith(f"/{name}")), None)
    return None if related is None else _element_of(related, remarks)


def _element_of(part: Any, remarks: Remarks) -> Any | None:
    """Return the root element of a part; ``None``, with a remark, when it is none that can be read."""
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    element = getattr(part, "element", None)
    if element is not None:
        return element
    try:
        return parse_xml(part.blob)
    except XMLSyntaxError:
        remarks.add("broken_part", part=str(part.partname).rpartition("/")[2])
        return None
