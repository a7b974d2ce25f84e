"""Tables that a copy has as lines of text: a head of what plans list, and rows of as many cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planmodel.documents.document_text import Block, DocumentTable, Paragraph
from planmodel.phrases.tables.heads import head_of
from planmodel.phrases.tables.project_heads import project_head
from planmodel.phrases.tables.task_heads import task_head

__all__ = ["is_head_of_lines", "with_line_tables"]

_CELLS = re.compile(r"[^\s|｜]+")
_SENTENCE = re.compile(r"\b(?:the|to|a|an|and|in|for|with|will|by|on)\s|[a-z]\.(?:\s|$)|:\s[A-Z]")
"""What English sentences and labelled lines have, and heads of tables have not."""
_FEWEST_CELLS = 4
_FEWEST_ROWS = 2
_LONGEST = 200


def with_line_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return a document's blocks with the lines that are tables of indicators, projects or tasks as tables.

    A line is the head of one when it parts into four cells or more of which one heads names and one their targets,
    costs or dates; the lines behind it are its rows as long as they part into exactly as many cells. Where they do
    not, the lines stay as they are.

    Parameters:
        blocks: paragraphs and tables.

    Example:
        >>> from planmodel.documents.reading import read_document
        >>> text = "序号 指标 单位 2025年\\n1 森林覆盖率 % 50\\n2 用水量 万吨 30\\n二、任务"
        >>> [type(one).__name__ for one in with_line_tables(read_document(text.encode()).blocks)]
        ['DocumentTable', 'Paragraph']
    """
    found: list[Block] = []
    number = sum(isinstance(one, DocumentTable) for one in blocks)
    at = 0
    while at < len(blocks):
        rows = _rows(blocks, at)
        if len(rows) > _FEWEST_ROWS:
            number += 1
            found.append(_table(rows, number, blocks[at - 1] if at else None))
            at += len(rows)
        else:
            found.append(blocks[at])
            at += 1
    return found


def _rows(blocks: Sequence[Block], at: int) -> list[Paragraph]:
    """Return the lines of the table whose head a block is; none when it is no head."""
    head = blocks[at]
    if not isinstance(head, Paragraph) or not is_head_of_lines(head):
        return []
    width = len(_CELLS.findall(head.text))
    rows = [head]
    for block in blocks[at + 1 :]:
        if not isinstance(block, Paragraph) or len(_CELLS.findall(block.text)) != width:
            break
        rows.append(block)
    return rows


def is_head_of_lines(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is the head of a table whose columns only blanks hold apart."""
    if len(paragraph.text) > _LONGEST or "。" in paragraph.text or _SENTENCE.search(paragraph.text) is not None:
        return False
    cells = _CELLS.findall(paragraph.text)
    roles = {head_of((cell,)).role for cell in cells}
    promising = "name" in roles and bool(roles & {"target", "baseline", "unit", "nature"})
    return len(cells) >= _FEWEST_CELLS and (
        promising or project_head([cells]) is not None or task_head([cells]) is not None
    )


def _table(lines: Sequence[Paragraph], number: int, above: Block | None) -> DocumentTable:
    parts = [[(found[0], line.start + found.start()) for found in _CELLS.finditer(line.text)] for line in lines]
    return DocumentTable(
        rows=tuple(tuple(text for text, _ in row) for row in parts),
        offsets=tuple(tuple(start for _, start in row) for row in parts),
        start=lines[0].start,
        end=lines[-1].end,
        number=number,
        caption=above.text if isinstance(above, Paragraph) and len(above.text) <= 60 else None,
        page=lines[0].page,
        line=lines[0].line,
        box=lines[0].box,
    )
