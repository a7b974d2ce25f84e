"""The words of a Word paragraph, as its reader sees them: without what is deleted, hidden or a field's instruction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from planmodel.documents.counting import counted
from planmodel.documents.remarks import Remarks, examples
from planmodel.documents.word_xml import Styles, children, is_on, named, value_of, word
from planmodel.phrases.tables.marks import above_line

__all__ = ["WordText", "Words"]

_CLOSED = frozenset(
    ["del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "delInstrText"]
)
_NOTE_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


@attrs.define
class Words:
    """What a paragraph says.

    Parameters:
        text: its words; a soft break is the end of a line.
        boxes: the contents of text boxes that are anchored in it.
        breaks: how many pages end in it, as Word last laid them out.
        led: how many of them end before its first word.
        contents: whether it belongs to a contents list that Word makes.
        plain: whether any letter is not bold.
    """

    text: str = ""
    boxes: list[Any] = attrs.field(factory=list)
    breaks: int = 0
    led: int = 0
    contents: bool = False
    plain: bool = False


class WordText:
    """Reads paragraph after paragraph of a document; fields may reach over several.

    Parameters:
        styles: the document's styles.
        remarks: gathers what is left out.
        note_forms: how the numbers of ``footnote`` and ``endnote`` are written, where the document says so.
    """

    def __init__(self, styles: Styles, remarks: Remarks, note_forms: dict[str, str]) -> None:
        self.notes: dict[tuple[str, str], str] = {}
        """(kind, id) → mark of every note that was referred to, in order."""
        self._styles, self._remarks = styles, remarks
        self._note_forms = {**_NOTE_FORMS, **note_forms}
        self._fields: list[list[str]] = []
        self._results: list[bool] = []  # for each open field whether its result has begun
        self._deleted: list[str] = []
        self._hidden: list[str] = []
        self._struck: list[str] = []
        self._changes = self._pictures = 0

    def words(self, paragraph: Any) -> Words:
        """Return what the next paragraph says."""
        words = Words(contents=self._in_contents())
        bold = is_on(self._styles.said(self._styles.of(paragraph), "rPr", "b")) or False
        self._inside(paragraph, words, bold)
        return words

    def finish(self) -> None:
        """Remark what was left out of all paragraphs."""
        for key, texts in (("deleted", self._deleted), ("hidden", self._hidden), ("struck", self._struck)):
            shown = [text for text in texts if text.strip()]
            if shown:
                self._remarks.add(key, count=len(shown), examples=examples(shown))
        if self._changes:
            self._remarks.add("inserted", count=self._changes)
        if self._pictures:
            self._remarks.add("pictures", count=self._pictures)

    def _in_contents(self) -> bool:
        return any("".join(one).split()[:1] == ["TOC"] for one in self._fields)

    def _inside(self, element: Any, words: Words, bold: bool) -> None:
        for child in element:
            name = named(child)
            if name == "r":
                self._run(child, words, bold)
            elif name in ("del", "moveFrom"):
                self._deleted.append("".join(child.itertext()))
            elif name == "AlternateContent":
                self._inside(_chosen(child), words, bold)
            elif name == "ruby":
                self._inside(children(child, "rubyBase") or (), words, bold)
            elif name == "t" and child.tag != word("t"):  # the text of a formula
                words.text += child.text or ""
            elif name == "fldSimple" and (value_of(child, "instr") or "").split()[:1] == ["TOC"]:
                words.contents = True
            elif name not in _CLOSED:
                self._changes += name in ("ins", "moveTo")
                self._inside(child, words, bold)

    def _run(self, run: Any, words: Words, bold: bool) -> None:
        properties = children(run, "rPr")
        style = value_of(children(properties, "rStyle"))

        def is_set(name: str) -> bool | None:
            own = is_on(children(properties, name))
            return own if own is not None else is_on(self._styles.said(style, "rPr", name))

        part = Words()
        for child in run:
            self._piece(child, part, bold)
        words.boxes += part.boxes
        words.led += 0 if words.text.strip() else part.led
        words.breaks += part.breaks
        words.contents = words.contents or self._in_contents() or part.contents
        if self._fields and not all(self._results):
            return
        if is_set("vanish"):
            self._hidden.append(part.text)
        elif is_set("strike") or is_set("dstrike"):
            self._struck.append(part.text)
        else:
            raised = value_of(children(properties, "vertAlign")) == "superscript" and part.text.strip()
            words.text += above_line(part.text) if raised else part.text
            own = is_set("b")
            words.plain = words.plain or (bool(part.text.strip()) and not (bold if own is None else own))

    def _piece(self, child: Any, words: Words, bold: bool) -> None:
        """Take one piece of a run."""
        name = named(child)
        if name == "t":
            words.text += child.text or ""
        elif name in ("tab", "ptab"):
            words.text += "\t"
        elif name in ("br", "cr"):
            words.text += "\n" if value_of(child, "type") in (None, "textWrapping") else ""
        elif name == "noBreakHyphen":
            words.text += "-"
        elif name == "sym":
            words.text += _symbol(child)
        elif name == "lastRenderedPageBreak":
            words.breaks += 1
            words.led += not words.text.strip()
        elif name == "fldChar":
            self._field(value_of(child, "fldCharType"))
        elif name == "instrText" and self._fields:
            self._fields[-1].append(child.text or "")
        elif name in ("footnoteReference", "endnoteReference"):
            words.text += self._note(name.removesuffix("Reference"), value_of(child, "id") or "")
        elif name in ("drawing", "pict", "object"):
            self._drawing(child, words)
        elif name == "AlternateContent":
            for one in _chosen(child):
                self._piece(one, words, bold)
        elif name == "ruby":
            self._inside(children(child, "rubyBase") or (), words, bold)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append([])
            self._results.append(False)
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._results.pop()

    def _note(self, kind: str, id: str) -> str:
        """Return the mark of a footnote or endnote, which is counted where it is referred to."""
        number = sum(one == kind for one, _ in self.notes) + 1
        mark = above_line(counted(number, self._note_forms[kind]) or str(number))
        return self.notes.setdefault((kind, id), mark)

    def _drawing(self, element: Any, words: Words) -> None:
        boxes = list(_outermost(element, word("txbxContent")))
        words.boxes += boxes
        names = {named(one) for one in element.iter()} if not boxes else set()
        self._pictures += bool(names & {"blip", "imagedata", "OLEObject"})


def _chosen(alternatives: Any) -> Any:
    """Return what stands in the first of several ways to say the same: Word's own way comes first."""
    return next(iter(alternatives), ())


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    """Yield the elements of a name that stand in none of the same name, each once."""
    for child in element:
        if child.tag == tag:
            yield child
        elif named(child) == "AlternateContent":
            yield from _outermost(_chosen(child), tag)
        else:
            yield from _outermost(child, tag)


def _symbol(element: Any) -> str:
    """Return a sign of a font of signs; those of private fonts (a box to tick) have no character that others see."""
    code = value_of(element, "char") or ""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= sign <= "\uf8ff" else sign
