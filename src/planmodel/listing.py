"""Rows of texts as lines for a terminal and as a table for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, zip_longest

from planmodel.steering import seen
from planmodel.text import cut, display_width, one_line, wrapped
from planmodel.words import say

__all__ = [
    "aligned",
    "fitted",
    "html_table",
    "in_room",
    "named",
    "paragraphs",
    "plain_number",
    "room_of",
    "sentences",
    "some",
    "text_table",
    "whole_percent",
]

_CELL = "text-align:left;vertical-align:top;padding-right:1em"
_SHORT = 24
_SENTENCE = 40


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns line up; a Chinese character takes two places.

    Example:
        >>> aligned([("plan", "value"), ("连州", "3")])
        ['plan  value', '连州  3']
    """
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return [_in_columns(row, widths) for row in rows]


def some(lines: Sequence[str], most: int) -> list[str]:
    """Return the first lines and how many more there are.

    Example:
        >>> some(["a", "b", "c"], 1)
        ['a', '… and 2 more']
    """
    more = [say("more", n=len(lines) - most)] if len(lines) > most else []
    return [*lines[:most], *more]


def named(names: Sequence[str], joint: str = ", ", most: int = 40) -> str:
    """Return names in a row, and how many more there are.

    Example:
        >>> named(["a", "b", "c"], " > ", 2)
        'a > b > … and 1 more'
    """
    return joint.join(some(names, most))


def whole_percent(share: float | None) -> str:
    """Return a share in whole percent, ``—`` where there is none.

    Example:
        >>> whole_percent(0.126), whole_percent(None)
        ('13%', '—')
    """
    return "—" if share is None else f"{share:.0%}"


def sentences(*parts: str | None) -> str | None:
    """Return what is said of one thing in a row; ``None`` when nothing is.

    Example:
        >>> sentences("late", None, "approximate"), sentences(None) is None
        ('late; approximate', True)
    """
    said = tuple(one for one in parts if one)
    return say("sentences", parts=said) if len(said) > 1 else said[0] if said else None


_room: ContextVar[int | None] = ContextVar("places of a line", default=None)
_LEAST = 10
"""The fewest places of a column whose cells are wrapped."""


@contextmanager
def room_of(places: int) -> Iterator[None]:
    """Let tables take lines of so many places within; 0 is for a pipe or a file, in which nothing is cut.

    Example:
        >>> with room_of(14):
        ...     text_table(("id", "name"), [("a", "水环境质量改善")])
        ['id  name', 'a   水环境质量', '    改善']
    """
    before = _room.set(places)
    try:
        yield
    finally:
        _room.reset(before)


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, most: int = 60, width: int = 44) -> list[str]:
    """Return a table as lines: the head, at most ``most`` rows, and how many follow.

    Cells are cut at ``width`` places, those of the last column, which is most often a remark, at twice as many; within
    :func:`room_of` they are not cut, but wrapped.
    """
    more = [say("more", n=len(rows) - most)] if len(rows) > most else []
    room = _room.get()
    if room is not None:
        return [*chain.from_iterable(fitted(head, rows[:most])), *more]
    shown = [(*(cut(cell, width) for cell in row[:-1]), cut(row[-1], 2 * width)) for row in rows[:most]]
    return [*aligned([tuple(head), *shown]), *more]


def fitted(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the lines of the head, of each row and of a remark, in the places that :func:`room_of` gives.

    Wide cells are wrapped, and the remark names the columns for which no place is left: empty ones first, then those on
    the right; the first column stays.
    """
    room = _room.get()
    table = [tuple(head), *([one_line(cell) for cell in row] for row in rows)]
    full = [max(display_width(row[place]) for row in table) for place in range(len(head))]
    if not room or sum(full) + 2 * len(full) - 2 <= room:
        return [[line] for line in aligned(table)]
    kept = list(range(len(head)))
    empty = [place for place in kept[1:] if all(row[place] in ("—", "") for row in rows)]
    gone: list[int] = []
    for place in [*empty, *(one for one in kept[:0:-1] if one not in empty)]:
        if sum(min(full[one], _LEAST) + 2 for one in kept) - 2 <= room:
            break
        kept.remove(place)
        gone.append(place)
    widths = _shared([full[place] for place in kept], room - 2 * len(kept) + 2)
    lines: list[list[str]] = []
    for row in table:
        cells = [wrapped(row[place], width) for place, width in zip(kept, widths, strict=True)]
        lines.append([_in_columns(parts, widths) for parts in zip_longest(*cells, fillvalue="")])
    return [*lines, [say("columns.left_out", names=[head[place] for place in sorted(gone)])]] if gone else lines


def in_room(text: str) -> str:
    """Return paragraphs of prose in lines that fit the places that :func:`room_of` gives; elsewhere as they are."""
    room = _room.get()
    return text if not room else "\n\n".join("\n".join(wrapped(one, room)) for one in text.split("\n\n"))


def _in_columns(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(
        cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=True)
    ).rstrip()


def _shared(full: Sequence[int], room: int) -> list[int]:
    """Return how wide each column is: as wide as it wants, and those that want more than is left share it evenly."""
    widths = [0] * len(full)
    for rank, place in enumerate(sorted(range(len(full)), key=lambda one: full[one])):
        widths[place] = max(1, min(full[place], room // (len(full) - rank)))
        room -= widths[place]
    return widths


def paragraphs(lines: Iterable[str]) -> str:
    """Return lines as paragraphs of HTML; texts are escaped."""
    from html import escape

    return "".join(f"<p>{escape(seen(line))}</p>" for line in lines)


def html_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    most: int = 300,
    strong: Sequence[bool] = (),
) -> str:
    """Return a table; texts are escaped.

    Parameters:
        head: the texts of the first line.
        rows: the others.
        most: how many rows are shown; a line says how many more there are.
        strong: for each row whether it is bold; none when left out.
    """
    from html import escape

    top = "".join(f'<th style="{_CELL}">{escape(seen(cell))}</th>' for cell in head)
    body = []
    for place, row in enumerate(rows[:most]):
        bold = ";font-weight:bold" if strong and strong[place] else ""
        cells = (f'<td style="{_CELL}{_wrapping(cell)}{bold}">{escape(seen(cell))}</td>' for cell in row)
        body.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p>{escape(say('more', n=len(rows) - most))}</p>" if len(rows) > most else ""
    return f'<table style="table-layout:auto"><thead><tr>{top}</tr></thead><tbody>{"".join(body)}</tbody></table>{more}'


def _wrapping(cell: str) -> str:
    """Return the style that keeps a short word, an id or a date, on one line, and a sentence from a narrow column."""
    wide = display_width(cell)
    if wide > _SENTENCE:
        return ";min-width:18em"
    return ";white-space:nowrap" if cell and " " not in cell and wide <= _SHORT else ""


def plain_number(value: float | None) -> str:
    """Return a number in at most six significant places, ``—`` for none.

    Example:
        >>> plain_number(0.1 + 0.2), plain_number(21.0), plain_number(None)
        ('0.3', '21', '—')
    """
    if value is None:
        return "—"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
