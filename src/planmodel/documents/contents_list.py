"""Contents lists: they repeat every heading, so that a reader of headings must not see them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from planmodel.documents.pieces import Line, Piece, TableCells
from planmodel.documents.remarks import Remarks, examples

__all__ = ["without_contents"]

_HEAD = re.compile(r"(?:目\s*[录錄次]|(?:table of )?contents)\s*[:：]?", re.IGNORECASE)
_LEADER = re.compile(
    r"^.*?\S(?:\s*(?:[.．。·•_]{3,}|[…⋯]+)[\s.…⋯]*|\s*\t\s*|\s{2,})[-–—]?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*[-–—]?$"
)
_PAGED = re.compile(r"\S[\s.．·…⋯]+(\d{1,4})$")
_PAGE = re.compile(r"[\s.．·…⋯]*[-–—]?\s*\d{1,4}\s*[-–—]?$")
_PAGE_BEHIND = re.compile(r"\d{1,4}$")
_MARKED = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[编篇部章节]")
_GAP = re.compile(r"[\s\u3000.．·…⋯_]+")
_RUN = 4
"""So many lines with a leader and a page, one behind the other, are a contents list without a head."""
_LONGEST = 80
_SHORT = 6
"""Characters of a heading that begins too many paragraphs to tell one by."""
_LOOKED_AT = 50
_MOST_PAGES = 100
"""Pages between one entry and the next: a year behind a heading is no page."""


def _key(text: str) -> str:
    return _GAP.sub("", text)


def without_contents(pieces: Sequence[Piece], remarks: Remarks) -> list[Piece]:
    """Return the pieces without contents lists; each that is left out is remarked.

    A line belongs to a list when it ends in a page behind a leader (第一章 总则……3), or when it stands again further
    on as a line or its beginning. The list ends where the first of its lines is repeated.

    Parameters:
        pieces: paragraphs and tables in order.
        remarks: gathers what is left out.
    """
    kept: list[Piece] = []
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        if isinstance(piece, TableCells) and _is_ruled_list(piece):
            remarks.add("contents", count=len(piece.rows), examples=examples(_row_texts(piece)))
            number += 1
            continue
        end = _end_of_list(pieces, number)
        if end is None:
            kept.append(piece)
            number += 1
            continue
        left_out = [piece for piece in pieces[number:end] if isinstance(piece, Line) and piece.text.strip()]
        first = left_out[0]
        texts = [one.text for one in left_out]
        remarks.add("contents", line=first.line, count=len(left_out), examples=examples(texts))
        number = end
    return kept


def _is_ruled_list(table: TableCells) -> bool:
    """Return whether a table is a contents list: it calls itself one, and most rows end in a page."""
    if not any(_HEAD.fullmatch(cell.strip()) for row in table.rows[:1] for cell in row):
        return False
    paged = sum(_PAGE_BEHIND.search(text) is not None for text in _row_texts(table))
    return paged * 2 >= len(table.rows) - 1


def _row_texts(table: TableCells) -> list[str]:
    return [" ".join(dict.fromkeys(" ".join(cell.split()) for cell in row if cell)) for row in table.rows]


def _end_of_list(pieces: Sequence[Piece], start: int) -> int | None:
    """Return where the contents list that begins at ``start`` ends; ``None`` when none begins there."""
    piece = pieces[start]
    if not isinstance(piece, Line):
        return None
    if _HEAD.fullmatch(piece.text.strip()):
        end = _entries_end(pieces, start + 1)
        return end if end > start + 1 else None
    if _LEADER.match(piece.text) is None:
        return None
    end = start
    while end < len(pieces) and _has_leader(pieces[end]):
        end += 1
    return end if end - start >= _RUN else None


def _has_leader(piece: Piece) -> bool:
    return isinstance(piece, Line) and len(piece.text) <= 2 * _LONGEST and _LEADER.match(piece.text) is not None


def _entries_end(pieces: Sequence[Piece], start: int) -> int:
    """Return where the entries behind the head of a contents list end."""
    later = _Later(pieces)
    entries: set[str] = set()
    number = end = start
    page = 0
    while number < len(pieces):
        piece = pieces[number]
        if not isinstance(piece, Line):
            break
        text = piece.text.strip()
        key = _key(_PAGE.sub("", text))
        turned = _PAGED.search(text)
        paged = _has_leader(piece) or (turned is not None and page <= int(turned[1]) < page + _MOST_PAGES)
        page = int(turned[1]) if turned is not None else page
        if text and not paged and _key(text) in entries:
            break  # the body begins
        if text and not paged and not later.has(text, key, number):
            break
        entries.add(key)
        number += 1
        end = number if text else end
    return end


class _Later:
    """Tells whether a heading stands again further on."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._last: dict[str, int] = {}
        self._long: list[tuple[str, int]] = []
        for number, piece in enumerate(pieces):
            if isinstance(piece, Line) and piece.text.strip():
                key = _key(piece.text)
                self._last[key[:_LONGEST]] = number
                if len(key) > _LONGEST:
                    self._long.append((key[: 2 * _LONGEST], number))
        self._long.sort()

    def has(self, text: str, key: str, number: int) -> bool:
        """Return whether an entry, or most headings of one that holds many, stands again behind ``number``."""
        marks = [one.start() for one in _MARKED.finditer(text)]
        if len(marks) >= _RUN and marks[0] == 0:
            parts = [_key(text[a:b]) for a, b in zip(marks, [*marks[1:], len(text)], strict=True)]
            return sum(self._again(one, number) for one in parts) * 10 >= len(parts) * 6
        return 0 < len(key) <= _LONGEST and (self._again(key, number) or self._again(_key(text), number))

    def _again(self, key: str, number: int) -> bool:
        if self._last.get(key, -1) > number:
            return True
        if len(key) <= _SHORT:
            return False
        first = bisect_left(self._long, (key, 0))
        return any(long.startswith(key) and place > number for long, place in self._long[first : first + _LOOKED_AT])
