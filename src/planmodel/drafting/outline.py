"""From a document's paragraphs to its headings, each with its name and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from planmodel.documents.document_text import Block, DocumentTable, Paragraph
from planmodel.drafting.boxes import box_at
from planmodel.drafting.contents import contents_of
from planmodel.drafting.english_headings import english_name_end, in_english, ranked
from planmodel.drafting.english_lines import headings_by_place
from planmodel.drafting.following import Candidate, Followed, follow
from planmodel.drafting.headings import EXPLICIT, Heading, Outline, Passage
from planmodel.drafting.marks import Mark, marks_in
from planmodel.drafting.roles import names_role, role_runs_on
from planmodel.phrases.grammar import Language

__all__ = ["name_end", "outline_of"]

_STOP = re.compile(r"[。；;！？]")
_CLAUSE = re.compile(r"[^，,；;。：:]{4,25}(?=[，,])")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_LONGEST_NAME = 50
_TITLE_LENGTH = 60
_DASHED = re.compile("(?<=[。；])(?=——[一-鿿])")
"""Where an item begins that a copy has put behind another in one paragraph."""


def outline_of(blocks: Sequence[Block], *, after: int = 0, language: Language = "zh") -> Outline:
    """Return the headings of a document.

    Parameters:
        blocks: its paragraphs and tables.
        after: where its text begins: what stands before is title and cover.
        language: its language.
    """
    body = [_behind(one, after) for one in blocks if one.start >= after or one.end > after > one.start]
    contents = contents_of(body)
    if contents is not None:
        body = [one for one in body if not contents[0] <= one.start < contents[1]]
    pieces, boxes = _apart(body)
    candidates, homes = _candidates(pieces, language)
    return _Tree(pieces, boxes, homes, contents, language).grown(follow(candidates))


def _behind(block: Block, after: int) -> Block:
    """Return what stands of a block behind a place: a title may run on into the text."""
    if block.start >= after or not isinstance(block, Paragraph):
        return block
    text = block.text[after - block.start :]
    lead = len(text) - len(text.lstrip(" \u3000。；;：:、"))
    return attrs.evolve(block, text=text[lead:], start=after + lead)


def _apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Heading]]:
    """Return what stands outside boxes, and the boxes."""
    outside: list[Block] = []
    boxes: list[Heading] = []
    at = 0
    while at < len(blocks):
        box, behind = box_at(blocks, at)
        if box is None:
            outside.append(blocks[at])
            at += 1
        else:
            boxes.append(box)
            at = behind
    return outside, boxes


def _candidates(blocks: Sequence[Block], language: Language) -> tuple[list[Candidate], dict[int, Paragraph]]:
    """Return what may be a heading, and the paragraph of each by its place."""
    found: list[Candidate] = []
    homes: dict[int, Paragraph] = {}
    paragraphs = [one for one in blocks if isinstance(one, Paragraph)]
    placed = headings_by_place(paragraphs) if language == "en" else frozenset()
    for block in paragraphs:
        for one in _in_paragraph(block) if language == "zh" else in_english(block, by_place=block.start in placed):
            found.append(one)
            homes[one.start] = block
    return (ranked(found) if language == "en" else found), homes


def _in_paragraph(paragraph: Paragraph) -> Iterator[Candidate]:
    marks = list(marks_in(paragraph.text, paragraph.start))
    explicit = paragraph.heading is not None and len(paragraph.text) <= 120
    rank = EXPLICIT + paragraph.heading if explicit and paragraph.heading is not None else None
    if explicit and (not marks or not marks[0].first):
        yield Candidate(mark=None, start=paragraph.start, rank=rank, name=paragraph.text)
        return
    if not marks and (names_role(paragraph.text) is not None or _is_bold_heading(paragraph)):
        yield Candidate(mark=None, start=paragraph.start, name=paragraph.text)
        return
    if not marks:
        return
    ends = [*(one.start for one in marks[1:]), paragraph.end]
    for mark, end in zip(marks, ends, strict=True):
        words = paragraph.text[mark.end - paragraph.start : end - paragraph.start].strip()
        yield Candidate(
            mark=mark,
            start=mark.start,
            rank=rank if mark.first else None,
            likely=_is_likely(words),
            closing=end == paragraph.end and 2 <= len(words) <= 30 and _STOP.search(words[:-1]) is None,
            name=words,
        )
        if explicit:
            return


def _is_bold_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph without a number is a heading by its looks: a short bold line without a stop."""
    text = paragraph.text.strip()
    return paragraph.bold and len(text) <= 40 and text[-1:] not in "。；，,;.：:" and re.search(r"\w", text) is not None


def _is_likely(words: str) -> bool:
    """Return whether the words behind a number look like a heading: short, or with a short first sentence."""
    first = _STOP.split(words, maxsplit=1)[0]
    return 0 < len(first.strip()) <= _LONGEST_NAME


def name_end(words: str) -> int:
    """Return how many characters of the words behind a number are the heading's name.

    A sentence that is all of an item and goes on behind its first clause with numbers, or before bodies in brackets, is
    no heading: its first clause names it.

    Example:
        >>> [name_end(one) for one in ("治水。全面治水", "责任单位：水利局", "总则", "到2025年，治水，治气，" * 9)]
        [2, 8, 2, 6]
        >>> name_end("完善污水管网，新建管网96公里。（住建局牵头）"), name_end("加强领导，落实责任。")
        (6, 9)
    """
    runs_on = role_runs_on(words)
    if runs_on:
        return runs_on
    stop = _STOP.search(words)
    first = stop.start() if stop is not None else len(words)
    clause = _CLAUSE.match(words)
    if clause is not None and stop is not None and clause.end() < first:
        bodies = _BRACKETED.search(words, first)
        alone = re.search(r"\w", _BRACKETED.sub("", words[first + 1 :])) is None
        if alone and (bodies is not None or re.search(r"\d", words[clause.end() : first])):
            return clause.end()
    colon = re.search(r"[：:](?!\d)", words[:first])
    if first <= _LONGEST_NAME:
        return colon.start() if colon is not None and colon.start() > 1 and stop is not None else first
    if colon is not None and 1 < colon.start() <= 30:
        return colon.start()
    if stop is None and first <= _TITLE_LENGTH:
        return first
    comma = re.search(r"[，,：:；;。]", words)
    return min(comma.start(), _TITLE_LENGTH) if comma is not None and comma.start() > 1 else _LONGEST_NAME


class _Tree:
    """Puts headings under one another, and the text under them."""

    def __init__(
        self,
        blocks: Sequence[Block],
        boxes: Sequence[Heading],
        homes: dict[int, Paragraph],
        contents: tuple[int, int] | None,
        language: Language,
    ) -> None:
        self.blocks, self.boxes, self.homes, self.contents = blocks, boxes, homes, contents
        self.name_end = name_end if language == "zh" else english_name_end

    def grown(self, followed: Sequence[Followed]) -> Outline:
        """Return the outline that headings make."""
        top = Heading(form="top", rank=-1e9, value=0, number="", name="", start=-1, end=-1, name_start=-1)
        headings = [self._heading(one, followed, at) for at, one in enumerate(followed)]
        stack = [top]
        missing, twice, anew = [], [], []
        for one, heading in zip(followed, headings, strict=True):
            while stack[-1].rank >= heading.rank:
                stack.pop()
            heading.parent = stack[-1] if stack[-1] is not top else None
            stack[-1].children.append(heading)
            stack.append(heading)
            if one.missing:
                missing.append((heading, one.missing))
            if one.twice:
                twice.append(heading)
            if one.anew:
                anew.append(heading)
        self._fill(top, headings)
        annexes, roots = _without_annexes(top.children)
        return Outline(
            roots=tuple(roots),
            preamble=tuple(top.passages),
            tables=tuple(top.tables),
            boxes=tuple(top.boxes),
            annexes=tuple(annexes),
            missing=tuple(missing),
            twice=tuple(twice),
            anew=tuple(anew),
            contents=self.contents,
        )

    def _heading(self, one: Followed, followed: Sequence[Followed], at: int) -> Heading:
        candidate, mark = one.candidate, one.candidate.mark
        paragraph = self.homes[candidate.start]
        behind = followed[at + 1].candidate.start if at + 1 < len(followed) else paragraph.end
        end = min(behind, paragraph.end)
        begin = mark.end if mark is not None else candidate.start
        words = paragraph.text[begin - paragraph.start : end - paragraph.start]
        lead = len(words) - len(words.lstrip(" 　：:、.．-–—"))
        name = words[lead:].rstrip()
        named = mark is not None and one.rank > EXPLICIT + 10
        length = self.name_end(name) if named else len(name.rstrip("。；;：:"))
        name = name[:length].rstrip(" 　。；;：:")
        name_start = begin + lead
        return Heading(
            form=mark.form if mark is not None else "named",
            rank=one.rank,
            value=mark.value if mark is not None else 0,
            number=_printed(paragraph, mark),
            name=name,
            start=candidate.start,
            end=name_start + len(name) if name else begin,
            name_start=name_start,
            whole=paragraph.start == candidate.start and not _said(paragraph, name_start + len(name), paragraph.end),
        )

    def _fill(self, top: Heading, headings: Sequence[Heading]) -> None:
        """Put passages, tables and boxes under the headings that they stand behind."""
        owners = [top, *headings]
        starts = [-1, *(one.start for one in headings)]
        at = 0
        things: list[Block | Heading] = sorted([*self.blocks, *self.boxes], key=lambda one: one.start)
        for thing in things:
            while at + 1 < len(owners) and starts[at + 1] < thing.start:
                at += 1
            if isinstance(thing, DocumentTable):
                owners[at].tables.append(thing)
            elif isinstance(thing, Heading):
                owners[at].boxes.append(thing)
            else:
                at = self._spread(thing, owners, starts, at)

    def _spread(self, paragraph: Paragraph, owners: list[Heading], starts: list[int], at: int) -> int:
        """Give each heading its part of a paragraph; return the last of them."""
        begin = paragraph.start
        while begin < paragraph.end:
            behind = starts[at + 1] if at + 1 < len(owners) else paragraph.end
            if behind <= begin:
                at += 1
                begin = max(begin, owners[at].end)
                continue
            end = min(behind, paragraph.end)
            _add(owners[at], paragraph, begin, end)
            begin = end
        return at


def _printed(paragraph: Paragraph, mark: Mark | None) -> str:
    if mark is None:
        return ""
    return paragraph.text[mark.start - paragraph.start : mark.end - paragraph.start].strip(" 　：:、.．-–—")


def _said(paragraph: Paragraph, begin: int, end: int) -> bool:
    return re.search(r"\w", paragraph.text[begin - paragraph.start : end - paragraph.start]) is not None


def _add(owner: Heading, paragraph: Paragraph, begin: int, end: int) -> None:
    cuts = [begin, *(one.start() + paragraph.start for one in _DASHED.finditer(paragraph.text)), end]
    cuts = [at for at in cuts if begin <= at <= end]
    for first, last in pairwise(cuts):
        text = paragraph.text[first - paragraph.start : last - paragraph.start]
        lead = len(text) - len(text.lstrip(" 　。；;：:、"))
        text = text[lead:].rstrip()
        if re.search(r"\w", text) is not None:
            owner.passages.append(Passage(text, first + lead, first + lead + len(text)))


def _without_annexes(roots: Sequence[Heading]) -> tuple[list[Heading], list[Heading]]:
    """Return the annexes with all that follows the first of them, and the other headings."""
    first = next(
        (at for at, one in enumerate(roots) if one.form == "annex" and any(r.form != "annex" for r in roots[:at])), None
    )
    if first is None:
        return [one for one in roots if one.form == "annex"], [one for one in roots if one.form != "annex"]
    return list(roots[first:]), list(roots[:first])
