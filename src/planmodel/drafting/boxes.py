"""Boxes (专栏): what stands in one is no heading of the chapters around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planmodel.documents.document_text import Block, DocumentTable, Paragraph
from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.marks import Mark, marks_in

__all__ = ["box_at"]

_TITLE_LENGTH = 45


def box_at(blocks: Sequence[Block], at: int) -> tuple[Heading | None, int]:
    """Return the box that begins with a block, and the block behind it; ``None`` when none begins there.

    A box ends where its frame does; without a frame it is one paragraph that holds title and text, or a title with the
    table or the numbered items behind it.

    Parameters:
        blocks: paragraphs and tables.
        at: which of them.
    """
    block = blocks[at]
    table = isinstance(block, DocumentTable)
    text = block.rows[0][0] if isinstance(block, DocumentTable) and block.rows and block.rows[0] else ""
    text = block.text if isinstance(block, Paragraph) else text
    mark = next(iter(marks_in(text, block.start)), None)
    if mark is None or mark.form != "box" or not mark.first:
        return None, at
    if isinstance(block, DocumentTable):
        begin = block.offsets[0][0]
        mark = mark._replace(start=mark.start - block.start + begin, end=mark.end - block.start + begin)
        box = _box(text, begin, mark)
        box.tables.append(block)
        _items(box, [])
        return box, at + 1
    framed = _framed(blocks, at)
    rest = framed if framed else _unframed(blocks, at, mark, text)
    box = _box(text, block.start, mark)
    passages = [Passage(block.text[box.end - block.start :], box.end, block.end)] if box.end < block.end else []
    for one in rest:
        if isinstance(one, DocumentTable):
            box.tables.append(one)
        else:
            passages.append(Passage(one.text, one.start, one.end))
    _items(box, [one for one in passages if re.search(r"\w", one.text)])
    return box, at + 1 + len(rest) if not table else at + 1


def _box(text: str, start: int, mark: Mark) -> Heading:
    """Return a box with its title: the words up to its first item or stop."""
    begin = mark.end - start
    marks = [one.start - start for one in marks_in(text, start) if one.start >= mark.end]
    words = text[begin : marks[0] if marks else len(text)]
    lead = len(words) - len(words.lstrip(" 　：:、.．"))
    stop = re.search(r"[。；;\t\n]", words[lead:])
    name = words[lead : lead + stop.start() if stop is not None else len(words)].rstrip()[:_TITLE_LENGTH].rstrip()
    return Heading(
        form="box",
        rank=mark.rank,
        value=mark.value,
        number=text[mark.start - start : begin].strip(" 　：:、.．"),
        name=name,
        start=mark.start,
        end=mark.end + lead + len(name) if name else mark.end,
        name_start=mark.end + lead,
        whole=True,
    )


def _framed(blocks: Sequence[Block], at: int) -> list[Block]:
    """Return the blocks behind the first that stand in the same frame."""
    frame = blocks[at].box
    behind = at + 1
    while frame is not None and behind < len(blocks) and blocks[behind].box == frame:
        behind += 1
    return list(blocks[at + 1 : behind])


def _unframed(blocks: Sequence[Block], at: int, mark: Mark, text: str) -> list[Block]:
    """Return the blocks behind a title without a frame that belong to it."""
    if len(text) - (mark.end - blocks[at].start) > _TITLE_LENGTH:
        return []
    behind = at + 1
    form, value = "", 0
    while behind < len(blocks):
        block = blocks[behind]
        if isinstance(block, DocumentTable):
            return list(blocks[at + 1 : behind + 1]) if behind <= at + 2 else list(blocks[at + 1 : behind])
        first = next((one for one in marks_in(block.text, block.start) if one.first), None)
        if block.heading is not None or (first is not None and first.rank < 6):
            break
        if (
            first is not None
            and first.form != "box"
            and (first.form, first.value) in ((form or first.form, value + 1),)
        ):
            form, value = first.form, value + 1
        elif first is not None or value or (behind > at + 1 and not re.match(r"[—\-·●■◆▶]", block.text)):
            break
        behind += 1
    return list(blocks[at + 1 : behind])


def _items(box: Heading, passages: list[Passage]) -> None:
    """Give a box its items: what its numbers part, in order; the rest stays its text."""
    form, value = "", 0
    owner = box
    for passage in passages:
        begin = passage.start
        for mark in marks_in(passage.text, passage.start):
            if mark.value == value + 1 and (not form or mark.form == form) and mark.form != "box":
                _put(owner, passage, begin, mark.start)
                form, value = mark.form, value + 1
                owner = _item(box, passage, mark)
                begin = owner.end
        _put(owner, passage, begin, passage.end)


def _item(box: Heading, passage: Passage, mark: Mark) -> Heading:
    words = passage.text[mark.end - passage.start :]
    lead = len(words) - len(words.lstrip(" 　：:、.．"))
    stop = re.search(r"[。；;：:，,]", words[lead:])
    length = stop.start() if stop is not None else len(words) - lead
    name = words[lead : lead + min(length, _TITLE_LENGTH)].rstrip()
    item = Heading(
        form=mark.form,
        rank=mark.rank,
        value=mark.value,
        number=passage.text[mark.start - passage.start : mark.end - passage.start].strip(" 　：:、.．"),
        name=name,
        start=mark.start,
        end=mark.end + lead + len(name),
        name_start=mark.end + lead,
        parent=box,
    )
    box.children.append(item)
    return item


def _put(owner: Heading, passage: Passage, begin: int, end: int) -> None:
    text = passage.text[begin - passage.start : end - passage.start]
    lead = len(text) - len(text.lstrip(" 　。；;：:、"))
    text = text[lead:].rstrip()
    if re.search(r"\w", text) is not None:
        owner.passages.append(Passage(text, begin + lead, begin + lead + len(text)))
