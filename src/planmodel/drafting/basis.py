"""The documents that a plan follows: 根据《…》《…》，制定本规划, and chapters of 编制依据."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planmodel.drafting.headings import Heading, Passage
from planmodel.drafting.ledger import Span, plain
from planmodel.drafting.roles import Assigned
from planmodel.drafting.titles import number_in

__all__ = ["Basis", "basis_of", "quoted"]

_VERB = re.compile("根据|依据|按照|遵照|贯彻落实|全面落实|认真落实|深入落实|贯彻|落实|依照|对照|衔接|参照")
_MADE = re.compile(
    "(?:制定|制订|编制|起草|提出|拟定|印发|出台|明确)(?:了)?(?:本|如下|以下|《|该)|(?:特|现)(?:制定|提出|编制)|结合.{0,40}实际|进行起草|进行编制|编制而成|编制(?=[，,])|等文件(?:精神|要求)"
)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_SELF = frozenset({"规划", "方案", "计划", "意见", "纲要", "实施方案", "行动计划", "通知", "办法", "实施意见"})


class Basis(NamedTuple):
    """A document that the plan follows.

    Parameters:
        name: its title.
        number: its document number, when it is printed behind the title.
        span: the title with its marks.
        sentence: the sentence that says that the plan follows it.
        place: the heading that it stands under.
    """

    name: str
    number: str | None
    span: Span
    sentence: Span
    place: str


def quoted(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the titles in 《》 with where they stand, inner ones left within theirs.

    Example:
        >>> [name for name, _, _ in quoted("《关于印发《治水规划》的通知》和《水法》")]
        ['关于印发《治水规划》的通知', '水法']
    """
    depth, start = 0, 0
    for found in re.finditer("[《》]", text):
        if found[0] == "《":
            start = found.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield text[start + 1 : found.start()], start, found.end()


def basis_of(
    title: str, preamble: Sequence[Passage], roots: Sequence[Heading], roles: Mapping[Heading, Assigned]
) -> list[Basis]:
    """Return the documents that a plan follows, each mention once.

    Parameters:
        title: the plan's own title.
        preamble: the text before its first heading.
        roots: its outermost headings.
        roles: what each heading is for.
    """
    found: list[Basis] = []
    for passage in preamble:
        found += _sentences(passage, "", title)
    for root in roots:
        for heading in root.walk():
            role = roles[heading].role if heading in roles else None
            if role == "basis":
                for passage in (Passage(heading.name, heading.name_start, heading.end), *heading.passages):
                    found += _titles(passage, passage.text, 0, heading.place, title)
            elif role in ("background", "general", "thought", "scope", None):
                for passage in heading.passages:
                    found += _sentences(passage, heading.place, title)
    return found


def _sentences(passage: Passage, place: str, title: str) -> Iterator[Basis]:
    """Yield the documents of sentences that say what the plan is made after."""
    for sentence in _SENTENCE.finditer(passage.text):
        words = sentence[0]
        verb = _VERB.search(words)
        made = _MADE.search(words)
        if verb is None or made is None or verb.start() > made.start() or "《" not in words:
            continue
        yield from _titles(passage, words[: made.end()], sentence.start(), place, title, whole=words)


def _titles(passage: Passage, words: str, at: int, place: str, title: str, whole: str = "") -> Iterator[Basis]:
    sentence = Span(passage.start + at, passage.start + at + len(whole or words))
    first = _VERB.search(words)
    for name, start, end in quoted(words):
        bare = re.sub(r"\s+", "", name)
        own = plain(bare) == plain(title) or bare in _SELF
        if own or (whole and first is not None and start < first.start()):
            continue
        behind = re.match(r"\s?[（(]\s?([^（()）]{2,30}号)\s?[）)]", words[end:])
        number = behind[1] if behind is not None and number_in(behind[1]) is not None else None
        yield Basis(name, number, Span(passage.start + at + start, passage.start + at + end), sentence, place)
