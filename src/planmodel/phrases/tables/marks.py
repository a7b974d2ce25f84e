"""What stands in a cell beside its text: characters that nobody sees, and footnote marks."""

from __future__ import annotations

import re

__all__ = ["INDENT", "above_line", "cell_text", "indent_of", "one_name", "parted"]

_UNWRITABLE = re.compile("[\\0\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f\u180e]")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_ABOVE = "⁰¹²³⁴-⁹⁺⁻"
_SIGNS = r"①-⑳⓪*＊※†‡▲△★☆●◆■□"
_BEHIND_NUMBER = re.compile(
    rf"^(?P<text>.*(?<![\d.])(?:\d[\d,.]*)[%％‰]?(?:以上|以下|左右|以内)?)"
    rf"\s*(?P<mark>[{_ABOVE}]+|[{_SIGNS}]+|⁽[^⁽⁾]+⁾|[\[［]注?\d{{1,2}}[\]］]|[(（]注\d?[)）])$",
    re.DOTALL,
)
_BEHIND_NAME = re.compile(
    rf"\s*(?:(?P<mark>[{_SIGNS}]+|⁽[^⁽⁾]+⁾|[\[［]注?\d{{1,2}}[\]］]|[(（]注\d?[)）]|(?<![A-Za-z])[{_ABOVE}]+|[¹⁴-⁹]+)"
    r"|(?P<fused>(?<=[\u4e00-\u9fff）)])\d))$"
)
_INSIDE_NAME = re.compile(rf"(?<=[\u4e00-\u9fff）)])(?:[{_ABOVE}]+|⁽[^⁽⁾]+⁾)(?=[\u4e00-\u9fff（(])")
_POWER = re.compile(rf"(?<![\d.])10[{_ABOVE}]+$")
_BREAK_IN_NAME = re.compile(r"\s*\n\s*")
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef，。、；：（）“”]")


def cell_text(value: object) -> str:
    """Return a cell's text without outer white space and without characters that nobody sees."""
    if value is None:
        return ""
    text = str(value)
    if text.isascii() and "\0" not in text:
        return text.strip()
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", text).strip())


INDENT = "\u00a0"
"""Stands before the text of a cell for each column by which its format indents it."""
_WIDTHS = {"\t": 4, "\u3000": 2, "\u2003": 2, "\n": 0, "\r": 0}


def indent_of(text: str) -> int:
    """Return how many columns the text of a cell is indented by; none where there is no text.

    Example:
        >>> indent_of("  勘察"), indent_of("\u3000\u3000勘察"), indent_of("勘察"), indent_of("  ")
        (2, 4, 0, 0)
    """
    bare = text.lstrip()
    return sum(_WIDTHS.get(sign, 1) for sign in text[: len(text) - len(bare)]) if bare else 0


def above_line(text: str) -> str:
    """Return text that is set above the line so that it stays apart from what it stands behind.

    Example:
        >>> "62" + above_line("1"), "米" + above_line("注")
        ('62¹', '米⁽注⁾')
    """
    bare = text.strip()
    raised = bare.translate(_SUPERSCRIPTS)
    if not bare or re.fullmatch(r"[(（\[［].*[)）\]］]", bare):
        return bare
    if re.fullmatch(rf"[{_ABOVE}]+|[{_SIGNS}]+|st|nd|rd|th", raised):
        return raised
    return f"⁽{bare}⁾"


def parted(text: str) -> tuple[str, str]:
    """Return a value without the footnote mark behind it, and the mark, ``""`` when there is none.

    A power of ten is no mark: ``10⁴``.
    """
    match = None if len(text) > 200 or _POWER.search(text) else _BEHIND_NUMBER.match(text)
    return (match["text"], match["mark"]) if match is not None else (text, "")


_AHEAD = re.compile("^[▲△★☆●◆■□※*＊]\\s*")


def one_name(text: str) -> tuple[str, str, bool]:
    """Return a name on one line without its mark, the mark, and whether the mark may belong to the name."""
    name = _BREAK_IN_NAME.sub("\n", text.strip())
    pieces = name.split("\n")
    name = pieces[0]
    for piece in pieces[1:]:
        wide = bool(name and piece) and (_WIDE.match(name[-1]) or _WIDE.match(piece[0])) is not None
        name += piece if wide else f" {piece}"
    name = " ".join(name.split())
    ahead = _AHEAD.match(name)
    name = name if ahead is None else name[ahead.end() :]
    inside = ("" if ahead is None else ahead[0].strip()) + "".join(_INSIDE_NAME.findall(name))
    name = _INSIDE_NAME.sub("", name)
    match = _BEHIND_NAME.search(name)
    if match is None or match.start() == 0:
        return name, inside, False
    if match["fused"] is not None:
        return name, match["fused"], True
    return name[: match.start()], inside + match["mark"], False
