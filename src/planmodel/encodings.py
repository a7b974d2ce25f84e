"""Bytes as text: which encoding a file is written in, and whether it is sure."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.words import say

__all__ = ["Decoded", "decoded_text"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = expression("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LOOKED_AT = 1 << 18
"""Bytes that guesses are made from; what is guessed must then hold for the whole file."""


class Decoded(NamedTuple):
    """A file's text.

    Parameters:
        text: its words.
        encoding: what it is read as: ``utf-8``, ``utf-16``, ``gb18030``, ``big5``, ``windows-1252``, ``utf-8 and
            gb18030``.
        doubt: what is wrong with it, as a sentence; ``None`` when it is whole.
    """

    text: str
    encoding: str
    doubt: str | None = None


def decoded_text(data: bytes) -> Decoded | None:
    """Return the text of a file, or ``None`` when it is text in no encoding that is known.

    Parameters:
        data: what the file holds.

    Example:
        >>> decoded_text("到2025年".encode("gb18030"))
        Decoded(text='到2025年', encoding='gb18030', doubt=None)
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data, encoding)
            return None if text is None else Decoded(text, encoding.removesuffix("-sig"))
    if b"\0" in data[:_LOOKED_AT]:
        return _wide(data)
    text = _strictly(data, "utf-8")
    if text is not None:
        return None if _is_noise(text) else Decoded(text, "utf-8")
    return _narrow(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_noise(text: str) -> bool:
    """Return whether a text holds so many characters that nobody types that it is none."""
    beginning = text[:_LOOKED_AT]
    return len(_CONTROL.findall(beginning)) * 200 > len(beginning)


def _wide(data: bytes) -> Decoded | None:
    """Return the text of UTF-16 without a mark: its digits and line ends have a zero byte, all on the same side."""
    beginning = data[:_LOOKED_AT]
    even, odd = beginning[0::2].count(0), beginning[1::2].count(0)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    text = _strictly(data, encoding) if min(even, odd) * 10 <= max(even, odd) else None
    return None if text is None or _is_noise(text) else Decoded(text, "utf-16")


def _narrow(data: bytes) -> Decoded | None:
    """Return the text of a file without zero bytes that is not UTF-8."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    good = sum(len(line) for line in lines if _strictly(line, "utf-8") is not None)
    if good * 5 >= sum(map(len, lines)):  # too much for chance
        return _line_by_line(data)
    runs = [len(run) for run in _HIGH_RUN.findall(data[:_LOOKED_AT])]
    if sum(run == 1 for run in runs) * 2 > len(runs) and sum(runs) * 5 < min(len(data), _LOOKED_AT):
        text = _strictly(data, "windows-1252")  # single accents and curly quotes among Latin letters
        return None if text is None or _is_noise(text) else Decoded(text, "windows-1252")
    for encoding in ("gb18030", "big5"):
        text = _strictly(data, encoding)
        if text is not None and not _is_noise(text) and _is_common(text, encoding):
            return Decoded(text, encoding)
    text = _strictly(data, "gb18030")
    if text is not None and not _is_noise(text):
        return Decoded(text, "gb18030", say("document.gb"))
    return _line_by_line(data)


def _is_common(text: str, encoding: str) -> bool:
    """Return whether most Chinese characters are those that the encoding has for everyday use."""
    chinese = [c for c in text[:20_000] if "\u3400" <= c <= "\u9fff"]
    if encoding == "big5":
        common = sum(0xA4 <= c.encode("big5", "replace")[0] <= 0xC6 for c in chinese)
    else:
        common = sum(c.encode("gb2312", "ignore") != b"" for c in chinese)
    return common * 10 >= len(chinese) * 8


def _line_by_line(data: bytes) -> Decoded | None:
    """Return a text that is UTF-8 in some lines and GB 18030, or damaged, in others; the doubt names the lines."""
    texts: list[str] = []
    other: list[int] = []
    damaged: list[int] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        text = _strictly(line, "utf-8")
        if text is None:
            text = _strictly(line, "gb18030")
            if text is None or _is_noise(text) or not _is_common(text, "gb18030"):
                damaged.append(number)
                text = line.decode("utf-8", "replace")
            else:
                other.append(number)
        texts.append(text)
    joined = "\n".join(texts)
    if joined.count("\N{REPLACEMENT CHARACTER}") * 100 > len(joined) or _is_noise(joined):
        return None
    doubts = [f"{_lines(other)} GB 18030 among UTF-8"] if other else []
    doubts += [f"{_lines(damaged)} in no known encoding, so that characters are lost"] if damaged else []
    return Decoded(joined, "utf-8 and gb18030" if other else "utf-8", "; ".join(doubts))


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(f"{number:,}" for number in numbers[:5]) + (", …" if len(numbers) > 5 else "")
    return f"line {shown} is" if len(numbers) == 1 else f"lines {shown} ({len(numbers):,}) are"
