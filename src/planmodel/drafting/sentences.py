"""Sentences and the short names that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from planmodel.drafting.headings import Passage

__all__ = ["BULLET", "Piece", "items_apart", "items_said", "leads", "parts_of", "sentences"]

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?[”’）)]?")
_SAID = re.compile(r"(?:^|(?<=[。；;，,：:\s]))(?P<n>[一二三四五六七八九十]{1,2})(?:是要?|要(?=[一-鿿]{4}))")
_PAIR = re.compile("[一-鿿]{4,6}[，,][一-鿿]{4,6}(?=[。；;]|$)")
BULLET = re.compile(r"^[\s　]*(?:—{1,2}|－{1,2}|-{1,2}|–{1,2}|●|■|◆|▶|·|•|★|\*)[\s　]*")
"""What stands before an item of a list."""


T = TypeVar("T")


class Piece(NamedTuple):
    """Some words and where they stand."""

    text: str
    start: int
    end: int


def sentences(passage: Passage) -> Iterator[Piece]:
    """Yield the sentences of a passage."""
    for found in _SENTENCE.finditer(passage.text):
        lead = len(found[0]) - len(found[0].lstrip(" 　"))
        start = passage.start + found.start() + lead
        if found[0].strip():
            yield Piece(found[0].strip(), start, start + len(found[0].strip()))


def leads(passage: Passage, longest: int) -> Iterator[Piece]:
    """Yield the sentences of a passage that are names of what follows them: short, and followed by a longer one.

    Parameters:
        passage: a paragraph.
        longest: how many characters a name has at most, its stop aside.
    """
    every = list(sentences(passage))
    for at, one in enumerate(every):
        bare = BULLET.sub("", one.text)
        name = bare.rstrip("。．.：: ")
        behind = every[at + 1] if at + 1 < len(every) else None
        heads = behind is not None and len(behind.text) > len(name) and not behind.text.startswith(("（", "("))
        if heads and 3 <= len(name) <= longest and bare.endswith(("。", ".")):
            begin = one.start + len(one.text) - len(bare)
            yield Piece(name, begin, begin + len(name))


def items_said(passage: Passage) -> list[Piece]:
    """Return the items of 一是…；二是…: at least two that follow one another; each up to its first stop.

    Example:
        >>> text = "工作分三步：一是治水，清淤。二是治气；三是治土。"
        >>> [one.text for one in items_said(Passage(text, 0, len(text)))]
        ['治水', '治气', '治土']
    """
    runs = _runs([(_value(one), one) for one in _SAID.finditer(passage.text)])
    pieces = [_said_after(passage, one) for run in runs for one in run]
    return [one for one in pieces if one is not None]


def items_apart(passages: Sequence[Passage]) -> dict[Passage, Piece]:
    """Return the items of 一是… and 二要… that each begin a paragraph of their own: at least two, one after the other.

    Parameters:
        passages: the paragraphs under a heading.
    """
    first = [(passage, _SAID.match(passage.text)) for passage in passages]
    runs = _runs([(_value(one), (passage, one)) for passage, one in first if one is not None])
    pieces = {passage: _said_after(passage, one) for run in runs for passage, one in run}
    return {passage: one for passage, one in pieces.items() if one is not None}


def _value(found: re.Match[str]) -> int:
    return "一二三四五六七八九十".find(found["n"]) + 1 if len(found["n"]) == 1 else 11


def _runs(numbered: Sequence[tuple[int, T]]) -> list[list[T]]:
    """Return the runs of things whose numbers go 1, 2, 3: those of two and more."""
    runs: list[list[T]] = []
    for value, one in numbered:
        if value == 1:
            runs.append([one])
        elif runs and value == len(runs[-1]) + 1:
            runs[-1].append(one)
    return [run for run in runs if len(run) > 1]


def _said_after(passage: Passage, ordinal: re.Match[str]) -> Piece | None:
    """Return what an ordinal counts: up to the first stop, or both halves of 密切配合，形成合力."""
    begin = ordinal.end()
    pair = _PAIR.match(passage.text, begin)
    stop = re.search(r"[，,。；;：:]", passage.text[begin:])
    end = pair.end() if pair is not None else begin + stop.start() if stop is not None else len(passage.text)
    text = passage.text[begin:end].strip()
    return Piece(text, passage.start + begin, passage.start + end) if 2 <= end - begin <= 60 else None


def parts_of(words: str, start: int, signs: str = "、") -> list[Piece]:
    """Return the members of a list, brackets and quotation marks kept whole.

    Example:
        >>> [one.text for one in parts_of("坚持精准、科学、依法治污，坚持创新", 0, "，,")]
        ['坚持精准、科学、依法治污', '坚持创新']
    """
    pieces: list[Piece] = []
    depth, begin = 0, 0
    for at, sign in enumerate([*words, ""]):
        depth += (sign in "（(《“〈〔[" and bool(sign)) - (sign in "）)》”〉〕]" and bool(sign))
        if not sign or (sign in signs and depth <= 0):
            text = words[begin:at]
            lead = len(text) - len(text.lstrip(" 　"))
            if text.strip():
                pieces.append(Piece(text.strip(), start + begin + lead, start + begin + lead + len(text.strip())))
            begin, depth = at + 1, max(depth, 0)
    return pieces
