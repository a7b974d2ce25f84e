"""The list of contents: it repeats every heading, and is none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from planmodel.documents.document_text import Block, Paragraph
from planmodel.drafting.marks import marks_in

__all__ = ["contents_of"]

_TITLE = re.compile(r"^(?:目\s*[录錄次]|(?:table of )?contents)$", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…·．—_-]*\d{1,3}$")
_LEADER = re.compile(r"(?:[.…·．]{3,}|\s{2,})\s*(?P<p>\d{1,3})$")
_NUMBERED = re.compile(r"^.{2,80}[^\d\s.,]\s(?P<p>\d{1,3})$")
_FEWEST = 5
_ENTRIES = 12
"""So many lines of a list are looked for again; the first of them may be a preface that is not there."""


def contents_of(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return where the list of contents begins and ends in the text; ``None`` when there is none.

    It begins with its title (目录), or with five lines in a row that end in the number of a page, and ends where its
    first line comes again.
    """
    first = _first(blocks)
    if first is None:
        return None
    start = blocks[first].start
    entries = first + 1 if isinstance(blocks[first], Paragraph) and _is_title(blocks[first]) else first
    if entries >= len(blocks):
        return start, blocks[first].end + 1
    for entry in range(entries, min(entries + _ENTRIES, len(blocks))):
        key = _entry(blocks[entry])
        for later in range(entry + 1, len(blocks)):
            if len(key) > 1 and _key(_text(blocks[later])).startswith(key):
                return start, blocks[later].start
    end = entries
    while end < len(blocks) and _paged(_text(blocks[end])) is not None:
        end += 1
    return start, blocks[end].start if end < len(blocks) else blocks[-1].end + 1


def _first(blocks: Sequence[Block]) -> int | None:
    run, page = 0, 0
    for at, block in enumerate(blocks):
        if _is_title(block):
            return at
        found = _paged(_text(block))
        rising = found is not None and page <= int(found["p"]) <= page + 60
        run = run + 1 if rising else 0
        page = int(found["p"]) if found is not None and rising else 0
        if run == _FEWEST:
            return at - _FEWEST + 1
    return _repeated(blocks)


def _repeated(blocks: Sequence[Block]) -> int | None:
    """Return where headings begin under which only the names of later headings stand."""
    heads = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and block.heading is not None]
    names = {_key(_text(blocks[at])) for at in heads}
    first: int | None = None
    listed = 0
    for number, at in enumerate(heads):
        behind = blocks[at + 1 : heads[number + 1] if number + 1 < len(heads) else len(blocks)]
        short = all(
            isinstance(one, Paragraph) and len(one.text) <= 120 and one.text[-1:] not in "。." for one in behind
        )
        if not behind or not short:
            break
        first = at if first is None else first
        listed += sum(_key(_text(one)) in names for one in behind)
    return first if listed > 1 else None


def _paged(text: str) -> re.Match[str] | None:
    return _LEADER.search(text) or _NUMBERED.search(text)


def _is_title(block: Block) -> bool:
    return (isinstance(block, Paragraph) and _TITLE.match("".join(block.text.split())) is not None) or (
        isinstance(block, Paragraph) and block.text.strip().lower() == "table of contents"
    )


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _entry(block: Block) -> str:
    """Return what the first line of the list says, up to its second heading and without its page."""
    text = _text(block)
    marks = list(marks_in(text, 0))
    end = marks[1].start if len(marks) > 1 else len(text)
    return _key(_PAGE.sub("", text[:end].strip()))


def _key(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFKC", text))
