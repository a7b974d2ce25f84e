"""Text files: a line is a paragraph, unless the lines of a paragraph were broken at the width of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planmodel.documents.contents_list import without_contents
from planmodel.documents.pieces import Line, Piece, tidy
from planmodel.documents.remarks import Remarks
from planmodel.documents.wrapping import first_word, glued, is_open, is_soft, is_wide
from planmodel.text import display_width

__all__ = ["plain_pieces"]

_LINES = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDEST = 140
"""Cells of a line that may be one of a page; longer lines are whole paragraphs."""
_FEWEST = 10
_LOOKED_AT = 5_000
"""Lines that show whether a text was broken at the width of a page."""
_INDENT = re.compile("(?:\u3000| {2,}|\t)")
_FLAT = 300
"""Characters of a line that may be several paragraphs."""
_ENDS = re.compile("[一-鿿”）)][。；：](?:[（(][^（()）]*[）)])?(?P<spaced>[ \u3000])?")
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBERED = rf"{_HAN}、|[（(]{_HAN}[）)]|\d{{1,2}}[.．、]|专栏|第{_HAN}[章节]|——"
_SPACED = re.compile(
    r"(?<=[。；：！？”）)])[ \u3000]+"
    r"|(?<![章节篇编部分条委央会厅府院部局办])(?<=[一-鿿》])[ \u3000]+(?=[一-鿿“《（(第])"
    rf"|(?<![章节篇编])(?<=[一-鿿》])[ \u3000]+(?=(?:19|20)\d\d\s?年|{_NUMBERED})"
    r"|(?<=[年月日号〕\]])[ \u3000]+(?=[一-鿿“《第（(])"
)
"""Spaces where a paragraph may have ended: behind a stop, between words, before a number or a day."""
_BESIDE = 12
"""Lines above and below that show how wide a page's lines are: text in columns changes its width."""


def plain_pieces(text: str, remarks: Remarks) -> list[Piece]:
    """Return the paragraphs of a text file, without contents lists.

    Parameters:
        text: what it holds.
        remarks: gathers what is left out or joined.
    """
    lines = [(number, line.rstrip()) for number, line in enumerate(_LINES.split(text), start=1)]
    lines = list(_parted(lines, remarks))
    breaks = _Breaks([line for _, line in lines])
    pieces = list(_joined(lines, breaks, remarks) if breaks.are_of_pages() else _apart(lines))
    return without_contents(pieces, remarks)


def _parted(lines: list[tuple[int, str]], remarks: Remarks) -> Iterator[tuple[int, str]]:
    """Yield lines, those in pieces whose paragraphs a copy has put behind one another with spaces between."""
    pieces = taken = 0
    for number, line in lines:
        parts = _SPACED.split(line) if _is_flat(line) else [line]
        if len(parts) > 1:
            taken, pieces = taken + 1, pieces + len(parts)
        yield from ((number, part) for part in parts)
    if taken:
        remarks.add("parted", count=taken, paragraphs=pieces)


def _is_flat(line: str) -> bool:
    """Return whether a long Chinese line has spaces behind many of its sentences, where Chinese has none."""
    if len(line) < _FLAT:
        return False
    ends = list(_ENDS.finditer(line))
    spaced = sum(one["spaced"] is not None for one in ends)
    return spaced > 2 and 5 * spaced >= len(ends)


def _apart(lines: list[tuple[int, str]]) -> Iterator[Line]:
    for number, line in lines:
        if line:
            yield Line(text=tidy(line), line=number)


class _Breaks:
    """Tells whether the end of a line is only there because the page was full.

    Parameters:
        lines: all lines.
    """

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._widths = [min(display_width(line), _WIDEST + 1) for line in lines]

    def are_of_pages(self) -> bool:
        """Return whether a quarter of the lines end where the page was full, not where a sentence ends."""
        filled = [width for width in self._widths[:_LOOKED_AT] if width]
        if len(filled) < _FEWEST or sorted(filled)[len(filled) * 9 // 10] > _WIDEST:
            return False
        full = sum(
            bool(line) and not line.endswith(("。", ".", "！", "？", "：", ":")) and self.is_soft(number)
            for number, line in enumerate(self._lines[:_LOOKED_AT])
        )
        return full * 4 >= len(filled)

    def is_soft(self, number: int, *, prose: bool = False) -> bool:
        """Return whether a line goes on in the next.

        Parameters:
            number: the line, from 0.
            prose: whether a line before it did; else Latin capitals begin anew.
        """
        lines = self._lines
        line, below = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
        if not line or not below or _INDENT.match(below):
            return False
        beside = self._widths[max(0, number - _BESIDE) : number + _BESIDE + 1]
        measure = max((width for width in beside if width <= _WIDEST), default=0)
        word = display_width(first_word(below)) + 1
        if not is_soft(line, below, width=self._widths[number], word=word, measure=measure):
            return False
        return prose or is_open(line) or is_wide(below) or not below[0].isupper()


def _joined(lines: list[tuple[int, str]], breaks: _Breaks, remarks: Remarks) -> Iterator[Line]:
    """Yield paragraphs of lines that were broken at the width of a page."""
    current: Line | None = None
    before, prose = 0, False
    joined = paragraphs = 0
    for number, line in lines:
        if not line:
            continue
        if current is not None and before == number - 1 and breaks.is_soft(before - 1, prose=prose):
            current.text = glued(current.text, line)
            joined += 1
            prose = True
        else:
            if current is not None:
                yield current
                paragraphs += 1
            current, prose = Line(text=line, line=number), False
        before = number
    if current is not None:
        yield current
        paragraphs += 1
    remarks.add("wrapped", count=joined + paragraphs, paragraphs=paragraphs)
