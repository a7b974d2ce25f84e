"""Sentences and the short names that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planmodel.drafting.headings import Passage

__all__ = ["BULLET", "Piece", "items_said", "leads", "parts_of", "sentences"]

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?[”’）)]?")
_SAID = re.compile(r"(?:^|(?<=[。；;，,：:\s]))(?P<n>[一二三四五六七八九十]{1,2})是(?:要)?")
BULLET = re.compile(r"^[\s　]*(?:—{1,2}|－{1,2}|-{1,2}|–{1,2}|●|■|◆|▶|·|•|★|\*)[\s　]*")
"""What stands before an item of a list."""


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
    found = list(_SAID.finditer(passage.text))
    order = "一二三四五六七八九十"
    runs: list[list[re.Match[str]]] = []
    for one in found:
        value = order.find(one["n"]) + 1 if len(one["n"]) == 1 else 11
        if value == 1:
            runs.append([one])
        elif runs and value == len(runs[-1]) + 1:
            runs[-1].append(one)
    pieces: list[Piece] = []
    for run in runs:
        if len(run) < 2:
            continue
        for one in run:
            stop = re.search(r"[，,。；;：:]", passage.text[one.end() :])
            end = one.end() + stop.start() if stop is not None else len(passage.text)
            if 2 <= end - one.end() <= 60:
                pieces.append(
                    Piece(passage.text[one.end() : end].strip(), passage.start + one.end(), passage.start + end)
                )
    return pieces


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
