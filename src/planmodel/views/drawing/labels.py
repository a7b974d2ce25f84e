"""Names broken into the lines of a box, with widths that depend on no font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from math import ceil

from planmodel.text import one_line

__all__ = ["text_width", "wrap"]

_NOT_FIRST = "，。、；：？！）》」』】〕”’％…·,.;:?!)]}%"
_NOT_LAST = "（《「『【〔“‘([{"


def text_width(text: str) -> float:
    """Return how wide ``text`` is taken to be, in em: a Chinese character 1, a mark of no width 0, anything else 0.56.

    Source: Unicode Standard Annex #11, *East Asian Width*.
    """
    return 0.56 * len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.0 if unicodedata.category(character) in {"Mn", "Me", "Cf"} else 0.56


def wrap(text: str, width: float = 13, lines: int = 3) -> tuple[str, ...]:
    """Return ``text`` in at most ``lines`` balanced lines of about ``width`` em, with ``…`` where it was cut.

    No line begins with a closing mark or ends with an opening one; Latin words stay whole while they fit.

    Example:
        >>> wrap("水生态环境改善及持续提升重点工程，大气")
        ('水生态环境改善及持续', '提升重点工程，大气')
    """
    pieces = _pieces(one_line(text), width)
    total = sum(text_width(piece) for piece in pieces)
    if total <= width:
        return ("".join(pieces).strip(),)
    goal = min(width, total / min(lines, ceil(total / width)))
    made = [""]
    for piece in pieces:
        room = width if len(made) < lines else width - 1
        if made[-1] and (text_width(made[-1]) >= goal or text_width(made[-1] + piece.rstrip()) > room + 1):
            if len(made) == lines:
                made[-1] = made[-1].rstrip() + "…"
                break
            made.append("")
        made[-1] += piece if made[-1] else piece.lstrip()
    return tuple(line.strip() for line in made if line.strip())


def _words(text: str) -> Iterator[str]:
    """Yield the parts that no line breaks: a wide character alone, a white space alone, a run of anything else."""
    run = ""
    for character in text:
        if character.isspace() or _width(character) == 1:
            yield from (run, character) if run else (character,)
            run = ""
        else:
            run += character
    if run:
        yield run


def _pieces(text: str, width: float) -> list[str]:
    """Cut ``text`` where a line may end: between Chinese characters and after spaces, never before a closing mark."""
    words: list[str] = []
    for word in _words(text):
        while text_width(word) > width:
            cut = int(width / 0.56)
            words.append(word[:cut])
            word = word[cut:]
        words.append(word)
    pieces: list[str] = []
    for word in words:
        joined = pieces and (word[0] in _NOT_FIRST or word.isspace() or pieces[-1][-1] in _NOT_LAST)
        if joined and text_width(pieces[-1] + word) <= width:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces
