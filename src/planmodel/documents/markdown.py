"""Markdown: headings, paragraphs of several lines, lists, pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planmodel.documents.contents_list import without_contents
from planmodel.documents.pieces import Line, Piece, TableCells
from planmodel.documents.remarks import Remarks, examples
from planmodel.documents.wrapping import begins_item, glued
from planmodel.limits import Limits
from planmodel.phrases.tables.grids import grid_from
from planmodel.phrases.tables.text_grids import inline_text, is_rule, markdown_cells

__all__ = ["markdown_pieces"]

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[\u2e80-\u9fff]))(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_BREAK = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"\s*[-*+]\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(
    r"</?(?:h[1-6]|center|font|section|article|figure|figcaption|img|a|details|summary|header|footer|nav|main)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
"""Elements of a page that Markdown files hold to centre a title or set a picture."""
_PICTURE = re.compile(r"!\[[^\]]{0,500}\]\([^()]{0,2000}\)(?:\{[^{}]{0,200}\})?")
_LINK = re.compile(
    r"\[([^\[\]]{0,500})\](?:\([^()]{0,2000}(?:\([^()]{0,500}\)[^()]{0,500})?\)|\[[^\[\]]{0,200}\])(?:\{:[^{}]{0,200}\})?"
)
_MARK = re.compile(
    r"(\*{1,3}|(?<!\w)_{1,3}(?=\S))(?=\S)(.{1,2000}?)(?<=\S)\1(?!\w)|(\*{1,3})(?=\S)(.{1,2000}?)(?<=\S)\3"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_STOPS = ("。", "！", "？", "：", "；", ":")


def markdown_pieces(text: str, remarks: Remarks, limits: Limits) -> list[Piece]:
    """Return the headings, paragraphs and tables of a Markdown text, without contents lists.

    Parameters:
        text: what it holds.
        remarks: gathers what is left out.
        limits: how many cells are read.
    """
    blank = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    lines = blank.splitlines()
    start = _behind_settings(lines)
    if start:
        remarks.add("front_matter", count=start)
    reader = _Reader(lines, remarks, limits)
    return without_contents(list(reader.pieces(start)), remarks)


def _behind_settings(lines: list[str]) -> int:
    """Return the line behind the settings (YAML between two ``---``) that a text may begin with."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    end = next((number for number, line in enumerate(lines[1:200], start=1) if line.rstrip() in ("---", "...")), 0)
    return end + 1 if end and all(re.match(r"\s|#|-|[\w-]+\s*:|$", line) for line in lines[1:end]) else 0


class _Reader:
    """Goes through the lines of a Markdown text."""

    def __init__(self, lines: list[str], remarks: Remarks, limits: Limits) -> None:
        self._lines = lines
        self._remarks, self._limits = remarks, limits
        self._struck: list[str] = []

    def pieces(self, number: int) -> Iterator[Piece]:
        """Yield what stands from a line on."""
        while number < len(self._lines):
            line = self._lines[number]
            heading = _HEADING.match(line)
            fence = _FENCE.match(line)
            if not line.strip() or _BREAK.match(line):
                number += 1
            elif fence is not None:
                end = self._fence_end(number, fence[1])
                yield from (Line(text=one, line=at + 1) for at, one in enumerate(self._lines[:end]) if number < at)
                number = end + 1
            elif heading is not None:
                yield self._line(heading[2], number, level=len(heading[1]))
                number += 1
            elif self._begins_table(number):
                end = self._table_end(number)
                yield self._table(number, end)
                number = end
            else:
                end = self._paragraph_end(number)
                level = self._underlined(end)
                yield from self._paragraph(number, end, level)
                number = end + (level is not None)
        if self._struck:
            self._remarks.add("struck", count=len(self._struck), examples=examples(self._struck))

    def _fence_end(self, start: int, fence: str) -> int:
        ends = (n for n in range(start + 1, len(self._lines)) if self._lines[n].strip().startswith(fence))
        return next(ends, len(self._lines))

    def _begins_table(self, number: int) -> bool:
        line = self._lines[number]
        if "|" not in line:
            return False
        below = self._lines[number + 1] if number + 1 < len(self._lines) else ""
        return (is_rule(markdown_cells(below)) and "|" in below) or (
            line.lstrip().startswith("|") and below.lstrip().startswith("|")
        )

    def _table_end(self, number: int) -> int:
        while number < len(self._lines) and "|" in self._lines[number]:
            number += 1
        return number

    def _table(self, start: int, end: int) -> TableCells:
        rows = []
        for line in self._lines[start:end]:
            cells = markdown_cells(line)
            if not is_rule(cells):
                rows.append([self._shown(cell) for cell in cells])
        return TableCells(rows=grid_from(rows, self._limits).rows, line=start + 1)

    def _paragraph_end(self, number: int) -> int:
        """Return the line behind a paragraph: blank, or the beginning of something else."""
        number += 1
        while number < len(self._lines):
            line = self._lines[number]
            ends = not line.strip() or _HEADING.match(line) or _FENCE.match(line) or _UNDERLINE.match(line)
            if ends or _BREAK.match(line) or self._begins_table(number):
                break
            number += 1
        return number

    def _underlined(self, end: int) -> int | None:
        match = _UNDERLINE.match(self._lines[end]) if end < len(self._lines) else None
        return None if match is None else 1 if match[1][0] == "=" else 2

    def _paragraph(self, start: int, end: int, level: int | None) -> Iterator[Line]:
        """Yield the paragraphs of lines without a blank one between.

        Lines of a paragraph are one, but for list items, lines that end in two blanks, and Chinese lines that end a
        sentence, which people write as paragraphs.
        """
        current, first, closed = "", start, True
        for number in range(start, end):
            line = _QUOTE.sub("", self._lines[number], count=1)
            bullet = _BULLET.match(line)
            bare = line[bullet.end() :] if bullet is not None else line
            if current and (closed or bullet is not None or begins_item(bare)):
                yield self._line(current, first, level)
                current = ""
            first = first if current else number
            closed = line.endswith(("  ", "\\")) or bare.rstrip().endswith(_STOPS)
            bare = bare.rstrip().removesuffix("\\")
            current = glued(current, bare) if current else bare
        if current:
            yield self._line(current, first, level)

    def _line(self, text: str, number: int, level: int | None = None) -> Line:
        bare = text.strip()
        bold = re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1", bare) is not None
        return Line(text=self._shown(bare), heading=level, line=number + 1, bold=bold)

    def _shown(self, text: str) -> str:
        """Return text as a page would show it."""
        if "<" in text:
            text = _TAG.sub("", text)
        if "[" in text:
            text = _LINK.sub(r"\1", _PICTURE.sub("", text))
        shown, struck = inline_text(text)
        if struck:
            self._struck.append(struck)
        for _ in range(3):  # marks within marks
            if "*" not in shown and "_" not in shown:
                break
            shown = _MARK.sub(lambda match: match[2] or match[4] or "", shown)
        return _ESCAPE.sub(r"\1", shown).replace("`", "")
