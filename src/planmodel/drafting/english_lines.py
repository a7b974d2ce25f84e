"""Which lines of a plain English text are headings by where they stand: numbered ones with text below, lines alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.marks import marks_in

__all__ = ["headings_by_place"]

_LONGEST = 64
_PROSE = 80
_ENDS = ".,;:"
_LISTS = re.compile(r"^\s*(?:[•·●▪‣■◦*–—-]|1[.)])\s")
_ITEM = re.compile(r"^\s*(?:[•·●▪‣■◦*–—-]|[a-z][.)])\s")


class _Run(NamedTuple):
    """Lines numbered 1., 2., 3.: which they are, and how many have text below them before the next."""

    lines: list[int]
    spaced: list[bool]


def headings_by_place(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return where the lines begin that are headings by where they stand.

    Numbered lines are when most of them have text of their own below: one right behind the other is a list. A short
    line without a stop is when blank lines part it from the prose around it.

    Parameters:
        paragraphs: a document's paragraphs.
    """
    numbered = {paragraphs[at].start for run in _runs(paragraphs) if _has_texts(run, paragraphs) for at in run.lines}
    alone = (at for at in range(len(paragraphs) - 1) if _stands_alone(paragraphs, at))
    return frozenset(numbered | {paragraphs[at].start for at in alone})


def _runs(paragraphs: Sequence[Paragraph]) -> list[_Run]:
    """Return the runs of lines that are numbered one after the other; a run may stand inside another."""
    every: list[_Run] = []
    opened: list[_Run] = []
    for at, one in enumerate(paragraphs):
        mark = next((mark for mark in marks_in(one.text, one.start) if mark.first), None)
        if mark is None or mark.form != "dot":
            continue
        words = one.text[mark.end - one.start :].strip()
        if not 2 < len(words) <= _LONGEST or words[-1] in _ENDS or not words[:1].isupper():
            continue
        if mark.value == 1:
            opened.append(_Run([at], []))
            every.append(opened[-1])
            continue
        while opened and len(opened[-1].lines) + 1 != mark.value:
            opened.pop()
        if opened:
            opened[-1].spaced.append(at - opened[-1].lines[-1] > 1)
            opened[-1].lines.append(at)
    return every


def _has_texts(run: _Run, paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether most lines of a run have text below them."""
    behind = run.lines[-1] + 1
    last = behind < len(paragraphs) and len(paragraphs[behind].text) > _PROSE
    return len(run.lines) > 1 and 2 * sum((*run.spaced, last)) > len(run.lines)


def _stands_alone(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Return whether a line is short, has no stop, and has blank lines around it and prose or a list below it."""
    one, behind = paragraphs[at], paragraphs[at + 1]
    before = paragraphs[at - 1] if at else None
    text = one.text.strip()
    if one.line is None or behind.line is None or behind.line - one.line < 2:
        return False
    if before is not None and (before.line is None or one.line - before.line < 2):
        return False
    named = 2 < len(text) <= _LONGEST and text[-1] not in _ENDS and text[:1].isupper() and _ITEM.match(text) is None
    closed = at < 2 or (before is not None and before.text.rstrip()[-1:] in '.!?:”)"')
    told = len(behind.text) > _PROSE or _LISTS.match(behind.text) is not None
    told = told and behind.text.rstrip()[-1:] in '.!?:;”)"'
    return named and closed and told and re.search(r"\d{4}$|\t", text) is None
