"""Which unit stands behind a number: 万吨标准煤, 微克/立方米, 个百分点."""

from __future__ import annotations

from functools import cache, lru_cache

from planmodel.expression import expression
from planmodel.phrases.grammar import grammar
from planmodel.units import is_known, known_units

__all__ = ["SCALE", "SCALES", "is_unit", "latin_unit", "unit_at"]

SCALE = expression("万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百")
SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_LATIN_UNIT = expression(r"[A-Za-zμ°℃㎡㎥㎏㎞][A-Za-zμ°\d²³⁻¹℃㎡㎥·/^（）()一-鿿-]*")
_LATIN_STARTS = frozenset("μ°℃㎡㎥㎏㎞ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

is_unit = lru_cache(maxsize=8192)(is_known)
"""Whether a text names a unit."""


@cache
def _unit_names() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for name in known_units():
        if not name.isascii() or name == "%":
            lengths.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


@cache
def _names() -> frozenset[str]:
    return frozenset(known_units())


def unit_at(phrase: str, at: int) -> str:
    """Return the longest unit that begins at a place and cuts no word of the lexicon in two, or ``""``."""
    if at >= len(phrase):
        return ""
    if phrase[at] == "%":
        return phrase[at : _further(phrase, at, at + 1)]
    return _unit_before(phrase[at : at + _FAR])


_FAR = 24
"""How far a unit and the word that it may cut reach."""


@lru_cache(maxsize=8192)
def _unit_before(phrase: str) -> str:
    first, at = phrase[0], 0
    if first == "/":
        return "1/10万" if phrase.startswith("/10万") else ""  # 18/10万
    if first in _LATIN_STARTS:
        return latin_unit(phrase)
    if first.isascii():
        return ""
    scale = SCALE.match(phrase, at)
    start = scale.end() if scale is not None else at
    best = _simple(phrase, start)
    if best == start:
        if scale is None:
            return _prefixed(phrase[at : at + 12]) if first in "微毫厘纳兆吉太分" else ""
        best = start + len(_prefixed(phrase[start : start + 12])) if phrase[start : start + 1] in "克瓦" else start
        return phrase[at:best]
    best = _further(phrase, at, best)
    if phrase[start] == "个" and best > start + 1 and phrase[start + 1 : best].partition("/")[0] not in _MEASURED:
        best = start + 1  # 60个县, 8万个行政村环境整治: what is counted is named, not measured
    unit = phrase[at:best]
    return unit if not _cuts_word(phrase, at, best) and (scale is None or is_unit(unit)) else ""


_MEASURED = frozenset(["", "百分点", "月", "季度", "小时", "工作日", "自然日", "日历日", "星期", "年"])
"""What 个 stands before in a unit of measure."""


def _simple(phrase: str, at: int) -> int:
    names = _names()
    for length in _unit_names().get(phrase[at : at + 1], ()):
        if phrase[at : at + length] in names and at + length <= len(phrase):
            return at + length
    latin = latin_unit(phrase[at : at + 16]) if phrase[at : at + 1].isascii() else ""
    return at + len(latin)


def _further(phrase: str, at: int, end: int) -> int:
    """Return where a unit with further parts ends: 吨标准煤/万元, 升/人·日."""
    while phrase[end : end + 1] in ("/", "每", "·") and end < len(phrase):
        scale = SCALE.match(phrase, end + 1)
        start = scale.end() if scale is not None else end + 1
        more = _simple(phrase, start)
        if more == start or phrase[start] in "兆吉太":  # 立方米/兆瓦时, not 立方米/兆瓦
            more = max(more, start + len(_prefixed(phrase[start : start + 8])))
        if more == start or not is_unit(phrase[at:more]):
            break
        end = more
    return end


@lru_cache(maxsize=4096)
def _prefixed(run: str) -> str:
    return next((run[:end] for end in range(len(run), 0, -1) if is_unit(run[:end])), "")


def latin_unit(run: str) -> str:
    """Return the longest unit at the beginning of a text that begins in Latin letters."""
    match = _LATIN_UNIT.match(run)
    return _longest_latin(match[0]) if match is not None else ""


@lru_cache(maxsize=4096)
def _longest_latin(run: str) -> str:
    for end in range(len(run), 0, -1):
        following = run[end : end + 1]
        if following.isascii() and following.isalnum() and run[end - 1].isascii() and run[end - 1].isalnum():
            continue
        if is_unit(run[:end]) and run[:end] != "K":  # behind a number a thousand more often than a kelvin
            return run[:end]
    return ""


def _cuts_word(phrase: str, start: int, end: int) -> bool:
    """Return whether a word of the lexicon begins inside a unit and ends behind it: 5家庭, 3年均."""
    known = grammar("zh")
    last = end - 1
    return any(
        one > 1 and phrase[last : last + one] in known.words for one in known.lengths.get(phrase[last], ())
    ) and not (end - start > 1 and phrase[start:end] in known.words)
