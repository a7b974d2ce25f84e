"""Bringing printed text to one spelling, so that a phrase reads alike however it was typed.

Simplified characters, half width, no white space between Chinese characters, and a mark (:data:`APART`) where numbers
stand apart. Every place of the folded text still knows where it stood.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.phrases.grammar import lines_of

__all__ = ["APART", "Folded", "fold", "folded", "simplified"]

APART = "\x1f"
"""Stands between two numbers that white space, a line or a tag keeps apart: they never join."""

_SIGNS = {
    "−": "-",
    "﹣": "-",
    "∼": "~",
    "〜": "~",
    "～": "~",
    "﹪": "%",
    "﹥": ">",
    "﹤": "<",
    "µ": "μ",
    "º": "°",
    "\0": "\ufffd",
}
_UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad"
_SPACE = f"\\s\u00a0\u2002\u2003\u2009\u202f\u3000{_UNSEEN}"
_QUOTES = "“”\"'‘’「」『』"
_IN_THOUSANDS = expression("(?<![\\d.])\\d{1,3}(?:[ \u00a0\u2009\u202f\u3000]\\d{3})+(?!\\d)")
_GAP = expression(f"[{_SPACE}{_QUOTES}]+")
_LINES = expression(f"[{_SPACE}]+")
_IN_WIDE_THOUSANDS = expression("(?<![\\d.．])\\d{1,3}(?:，\\d{3})+(?!\\d)")
_BETWEEN_DIGITS = expression("(?<=\\d)(?<![^\\d](?:19|20|21)\\d\\d)(?<!^(?:19|20|21)\\d\\d)，(?=\\d)")
_LISTED = expression("分别|分別|依次")
"""Where values are listed, a comma may part two of them as well as thousands: 分别减少100，200吨."""
_POINT = expression(r"\.\s*\d")
_POINTED = expression(r"\d\s*\.$")
_HALF = expression("[\ud800-\udfff]")


class Folded(NamedTuple):
    """A text in one spelling.

    Parameters:
        text: the folded text.
        starts: places of the folded text behind which offsets change.
        shifts: by how much the printed text runs ahead from there on.
    """

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def printed(self, at: int) -> int:
        """Return where the character at ``at`` stands in the printed text."""
        number = bisect_right(self.starts, at)
        return at + (self.shifts[number - 1] if number else 0)


def folded(text: str) -> str:
    """Return a phrase in simplified characters and half width, without white space and quotation marks."""
    return fold(text).text


def fold(text: str, *, spaced: bool = False) -> Folded:
    """Return a text in one spelling.

    Parameters:
        text: the text as printed.
        spaced: whether words are parted by spaces, as in English: white space becomes one space instead of none.
    """
    if not text.isascii():
        if "，" in text:
            text = _without_wide_commas(text, ";" if not spaced else ",")
        text = text.translate(_folds())
        text = _HALF.sub("\ufffd", text)
    elif "\0" in text:
        text = text.replace("\0", "\ufffd")
    gaps = _LINES if spaced else _GAP
    if gaps.search(text) is None:
        return Folded(text)
    thousands = [found.span() for found in _IN_THOUSANDS.finditer(text)]
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done, length, inside = 0, 0, 0
    for gap in gaps.finditer(text):
        start, end = gap.span()
        while inside < len(thousands) and thousands[inside][1] <= start:
            inside += 1
        in_number = inside < len(thousands) and thousands[inside][0] < start
        put = "" if in_number else _put(text, start, end, spaced=spaced)
        if put == gap[0]:
            continue
        pieces += (text[done:start], put)
        length += start - done + len(put)
        starts.append(length)
        shifts.append(end - length)
        done = end
    if not pieces:
        return Folded(text)
    pieces.append(text[done:])
    return Folded("".join(pieces), tuple(starts), tuple(shifts))


def _without_wide_commas(text: str, stop: str) -> str:
    """Return a text with full-width commas as stops, but within a number: 1，234人 is 1,234人."""
    if _LISTED.search(text) is None:
        text = _BETWEEN_DIGITS.sub(",", text)
    else:
        text = _IN_WIDE_THOUSANDS.sub(lambda found: found[0].replace("，", APART), text)
    return text.replace("，", stop)


def _put(text: str, start: int, end: int, *, spaced: bool) -> str:
    """Return what stands for white space or quotation marks: a mark between digits, else nothing or one space."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and (behind.isdigit() or (behind == "." and _POINT.match(text, end))):
        return APART
    if not spaced and before == "." and behind.isdigit() and _POINTED.search(text, max(0, start - 6), start):
        return APART  # 2. 1%: one number, or two
    shows = text[start:end].strip(_UNSEEN) != ""
    return " " if spaced and shows and start > 0 and end < len(text) else ""


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    Example:
        >>> simplified("單位：萬輛")
        '单位：万辆'
    """
    return text if text.isascii() else text.translate(_simplified())


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for line in lines_of("traditional.txt") for pair in line.split()}


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    """Return what each character is read as, where that is not itself; one character for one."""
    wide = range(0xFF01, 0xFF5F)
    folds = {code: unicodedata.normalize("NFKC", chr(code)) for code in wide}
    folds |= {ord(sign): plain for sign, plain in _SIGNS.items()}
    return folds | _simplified()
