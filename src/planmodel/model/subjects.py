"""What a target's text is about: its indicator itself, or a part of what the indicator measures.

A text may name its subject (森林覆盖率达到24.1%), a part (山区≥75%), or both (城区污水处理率达到98%). The subject
says nothing that the indicator does not; the part narrows what the number is for, and is the target's ``scope``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import attrs

from planmodel.expression import expression
from planmodel.model.names import IN_BRACKETS, folded_name, says_nothing
from planmodel.text import MultilingualText, Text, in_language

if TYPE_CHECKING:
    from planmodel.model.kinds import Indicator
    from planmodel.model.targets import Target

__all__ = ["JOINING", "part_key", "part_named", "printed_names", "same_part", "settled"]

_LONGEST = 200
_PIECE = 2
"""How many characters of a name stand on either side of words put into it: PM2.5年均浓度."""
_WHOLE = expression(
    r"(?:全(?:国|省|市|县|区|州|镇|乡|域|旗|社会|自治区)|[我本](?:国|省|市|县|区|镇)"
    r"|年度|年均|每年|平均|累计|总体|整体|总|达|的|值|水平|指标|目标|约束性|预期性|约束|预期|新增|数|量|率|均|约)+"
)
"""What names no part: the whole of a place, and words about the number."""
_WHOLE_WORDS = frozenset(
    [
        *("the", "a", "an", "of", "in", "for", "to", "total", "overall", "average", "mean", "annual", "yearly"),
        *("rate", "share", "level", "value", "target", "binding", "expected", "nationwide", "citywide", "countywide"),
        *("statewide", "provincewide", "districtwide", "townwide", "countrywide"),
    ]
)
_WIDE = expression(r"[- ]wide\b")
JOINING = "以及|(?<![总饱中共温缓])和(?!谐|平|解)|(?<![参给授])与|(?<![普涉波遍顾])及(?![以时周其格]|相关)"
"""The words that join the names of a list, not those in 饱和, 参与率 or 普及率."""
_JOINT = expression(rf"[、,，;；/&]|{JOINING}|\band\b", re.IGNORECASE)
_CHANGES = expression(r"(?:累计)?(?:降低|下降|减少|提高|增长|增加|削减)(?:率|比例|幅度|量)?$")
_EDGES = " \t\n()（）[]【】〔〕［］,，、;；:：.。-—_/"
_LEADING = expression(r"^(?:的|(?:in|of|for|the|on|at|within|among)\s+)+", re.IGNORECASE)


def settled(target: Target, indicator: Indicator) -> Target:
    """Return a target of an indicator whose subject is told apart: nothing where it is the indicator, else a part.

    A target that has a ``scope`` keeps it.
    """
    if target.subject is None:
        return target
    scope = target.scope
    if scope is None:
        metric = indicator.metric.to if indicator.metric is not None else None
        scope = part_named(target.subject, printed_names(indicator.name), metric)
    return attrs.evolve(target, subject=None, scope=scope)


def printed_names(name: Text) -> tuple[str, ...]:
    """Return a name in each of its languages."""
    return tuple(name.values()) if isinstance(name, MultilingualText) else (name,)


def same_part(first: Text | None, second: Text | None) -> bool:
    """Return whether two targets' scopes are both the whole, or the same part by :func:`part_key`.

    Example:
        >>> same_part("山区", MultilingualText({"zh": "山 区", "en": "hills"})), same_part("山区", None)
        (True, False)
    """
    return part_key(first) == part_key(second)


def part_key(scope: Text | None) -> str | None:
    """Return what the spellings of a part's name have in common, ``None`` for the whole.

    The name is the Chinese one, else that of the first language: tables of many plans hold no other, and what is
    the same part must be so there, too.

    Example:
        >>> part_key("城区(全)") == part_key("城区（全）"), part_key("山区") == part_key("城区")
        (True, False)
    """
    if scope is None:
        return None
    name = in_language(scope, "zh")
    return folded_name(name) or name


@lru_cache(maxsize=4096)
def part_named(subject: str, names: Sequence[str], metric: str | None = None) -> str | None:
    """Return the part of what an indicator measures that printed words name; ``None`` when they name it as a whole.

    Parameters:
        subject: the words, such as 城区污水处理率.
        names: the indicator's names as printed.
        metric: the id of its metric; found by its name when left out. The metric's names are asked when the
            indicator's own are not in the words.

    Returns:
        what the words say beyond the name; all of them when they do not name the indicator, as nothing tells then that
        they are not about something else.

    Example:
        >>> part_named("污水处理率", ("城镇污水处理率（%）",)), part_named("城区污水处理率", ("污水处理率",))
        (None, '城区')
        >>> part_named("山区", ("森林覆盖率",)), part_named("农村", ("城市、农村污水处理率",))
        ('山区', '农村')
    """
    if len(subject) > _LONGEST:
        return subject
    words = _Words.of(subject)
    for known in (names, _metric_names(tuple(names), metric)):
        parts = [part for name in known if (part := _beyond(words, name)) is not None]
        if parts:
            return min(parts, key=len) or None
    return None if _is_whole(subject) else subject


@lru_cache(maxsize=1024)
def _metric_names(names: tuple[str, ...], metric: str | None) -> tuple[str, ...]:
    from planmodel.model.metrics import metric_named, shipped_metric  # they read a file, and few texts need them

    meant = [shipped_metric(metric)] if metric is not None else [metric_named(name) for name in names]
    spelt: list[str] = []
    for one in filter(None, meant):
        spelt += [*(one.name.values() if isinstance(one.name, MultilingualText) else (one.name,)), *one.aliases]
    return tuple(dict.fromkeys(spelt))


class _Words(NamedTuple):
    """Printed words in one spelling, and where each of its characters stands in print."""

    printed: str
    folded: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Words:
        """Return words in one spelling: letters and digits alone, half width, without letter case."""
        printed = unicodedata.normalize("NFKC", text)
        spelt = [
            (letter, place)
            for place, character in enumerate(printed)
            if character.isalnum() or character == "."
            for letter in character.casefold()
        ]
        return cls(printed, "".join(letter for letter, _ in spelt), tuple(place for _, place in spelt))

    def cuts_word(self, at: int) -> bool:
        """Return whether a place is inside a word of Latin letters: forest cover|age."""
        inside = 0 < at < len(self.folded) and self.places[at] == self.places[at - 1] + 1
        return inside and all(one.isascii() and one.isalpha() for one in self.folded[at - 1 : at + 1])

    def behind_plural(self, at: int) -> int:
        """Return a place, or that behind the s of a plural which stands there: emission|s in cities."""
        plural = self.folded[at : at + 1] == "s" and self.cuts_word(at) and not self.cuts_word(at + 1)
        return at + plural

    def between(self, start: int, end: int) -> str:
        """Return the printed words from one folded character to before another, with the signs beside them."""
        first = self.places[start - 1] + 1 if start else 0
        last = self.places[end] if end < len(self.places) else len(self.printed)
        return self.printed[first:last]


def _beyond(words: _Words, name: str) -> str | None:
    """Return what words say beyond a name, ``""`` for nothing; ``None`` when they do not name it."""
    parts = [part for spelt in _spellings(name) if (part := _difference(words, spelt)) is not None]
    return min(parts, key=len) if parts else None


@lru_cache(maxsize=1024)
def _spellings(name: str) -> tuple[_Words, ...]:
    """Return a name as it may be called: without units and remarks, without or by what stands in brackets, without a
    word of change."""
    plain = IN_BRACKETS.sub(lambda found: "" if says_nothing(found[1]) else found[0], name[:_LONGEST])
    forms = [plain, IN_BRACKETS.sub("", plain)]
    forms += [f"{found[1]}{plain[found.end() :]}" for found in IN_BRACKETS.finditer(plain)]
    forms += [_CHANGES.sub("", form.strip()) for form in forms]
    found = dict.fromkeys(_Words.of(form) for form in forms)
    return tuple(form for form in found if form.folded)


def _difference(words: _Words, name: _Words) -> str | None:
    """Return what words say beyond one spelling of a name, ``""`` for nothing; ``None`` when they do not name it."""
    longer, shorter = (words, name) if len(words.folded) >= len(name.folded) else (name, words)
    found = _gaps(longer.folded, shorter.folded)
    gaps = [(longer.behind_plural(start), end) for start, end in found or ()]
    if found is None or any(longer.cuts_word(place) for gap in gaps for place in gap):
        return None
    left_out = [longer.between(start, end) for start, end in gaps if start < end]
    if longer is name:  # the words say less than the name: all of it, or one of several things that it lists
        return words.printed if any(_lists_another(name, gap) for gap in gaps) else ""
    said = [text for text in map(_trimmed, left_out) if not _is_whole(text)]
    return " ".join(said)


def _gaps(longer: str, shorter: str) -> list[tuple[int, int]] | None:
    """Return where a text has more than a shorter one that it holds in one piece, or as its begin and its end."""
    if not shorter:
        return None
    at = longer.find(shorter)
    if at >= 0:
        spans = [(0, at), (at + len(shorter), len(longer))]
        return [(start, end) for start, end in spans if end > start]
    same = next((n for n, pair in enumerate(zip(longer, shorter, strict=False)) if pair[0] != pair[1]), len(shorter))
    if same >= _PIECE and len(shorter) - same >= _PIECE and longer.endswith(shorter[same:]):
        return [(same, same + len(longer) - len(shorter))]
    return None


def _lists_another(name: _Words, gap: tuple[int, int]) -> bool:
    """Return whether what is left out of a name is another member of a list: 城市、 of 城市、农村污水处理率."""
    start, end = gap
    text = name.between(start, end)
    joints = [found.span() for found in _JOINT.finditer(text)]
    begins = start > 0 and any(not text[:first].strip() for first, _ in joints)
    return begins or (end < len(name.folded) and any(not text[last:].strip() for _, last in joints))


def _trimmed(text: str) -> str:
    return _LEADING.sub("", text.strip(_EDGES)).strip(_EDGES)


def _is_whole(text: str) -> bool:
    """Return whether words name no part: 全市, 年均, the total."""
    bare = "".join(_of_text(text))
    return (
        not bare
        or _WHOLE.fullmatch(bare) is not None
        or _WHOLE_WORDS.issuperset(re.findall(r"\w+", _WIDE.sub("wide", text.lower())))
    )


def _of_text(text: str) -> Iterator[str]:
    return (character for character in text if character.isalnum())
