"""What can be the number of a heading: 第三章, 二、, （四）, 1., 专栏2, Goal 3, wherever a sentence may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planmodel.phrases.numerals import chinese_numeral

__all__ = ["Mark", "marks_in"]

_HAN = "[一二三四五六七八九十百零〇]{1,4}"
_ANY = rf"(?:{_HAN}|\d{{1,3}})"
_ENGLISH = (
    "goal|objective|strategy|action|policy|priority|pillar|chapter|part|section|initiative|measure|recommendation"
    "|focus area|theme|target area|outcome|step|task|project|principle|element|activity|aim|ambition|commitment"
    "|tactic|intervention|deliverable|workstream|programme|program|domain|result area|key area"
)
_FORMS: tuple[tuple[str, int, str], ...] = (
    ("box", 40, rf"专\s?栏\s?(?P<n>{_ANY})?(?=[\s：:“《（(一-鿿])"),
    ("annex", 1, rf"附\s?(?:件|录|表|图)\s?(?P<n>{_ANY})?(?:[\s：:.．、]|$)"),
    ("part", 2, rf"第\s?(?P<n>{_ANY})\s?(?:编|篇|部\s?分)(?!\s?[，,是为至到])"),
    ("chapter", 3, rf"第\s?(?P<n>{_ANY})\s?章(?!\s?[，,是为至到])"),
    ("section", 4, rf"第\s?(?P<n>{_ANY})\s?节(?!\s?[，,是为至到])"),
    ("article", 5, rf"第\s?(?P<n>{_ANY})\s?条(?=[\s　])"),
    ("han", 6, rf"(?P<n>{_HAN})\s?[、．.](?![一二三四五六七八九十]{{1,3}}[、产类级等者])"),
    ("paren", 7, rf"[（(]\s?(?P<n>{_HAN})\s?[）)]"),
    (
        "label",
        8,
        rf"(?P<l>任务|工程|行动|措施|专项|重点任务|重点工程|专项行动|主要任务|具体措施)\s?(?P<n>{_ANY})\s?[：:、.．]",
    ),
    (
        "decimal",
        9,
        (
            r"(?P<n>\d{1,2}(?:[.．]\d{1,2}){2,3}|\d{1,2}[.．]\d{1,2}(?=[.．、]?[\s　]))[.．、]?"
            r"(?=[\s　一-鿿A-Z])(?![\s　]*(?:%|％|万|亿|个|倍|米|元|吨|亩))"
        ),
    ),
    ("bare", 8, r"(?P<n>\d{1,2})[ \u3000]{1,4}(?=[一-鿿]{2})"),
    ("dot", 10, r"(?P<n>\d{1,3})\s?[.．、](?!(?!20\d\d\s?年)[\d.])"),
    ("round", 11, r"[（(]\s?(?P<n>\d{1,2})\s?[）)]"),
    ("half", 12, r"(?P<n>\d{1,2})[）)]"),
    ("circle", 13, r"(?P<n>[①-⑳])"),
    (
        "english",
        8,
        rf"(?:(?:strategic|key|priority|core|implementation|supporting)\s)?(?P<l>{_ENGLISH})\s(?P<n>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}|[A-Z]{{1,4}}(?:[.-]?\d{{1,2}}){{1,3}}(?:[.-][a-z])?|[A-Z]|[IVX]{{1,5}})\b\s?[:.–—-]?\s?",
    ),
    ("letter", 12, r"(?P<n>[A-Z])\.(?=\s[A-Z])"),
    ("code", 12, r"(?P<n>[A-Z]{1,3}[.-]?\d{1,2})[.:)]?(?=\s+[A-Z])"),
)
_RANK = {name: rank for name, rank, _ in _FORMS}
_AT = [(name, re.compile(pattern, re.IGNORECASE if name == "english" else 0)) for name, _, pattern in _FORMS]
_BEGIN = re.compile(
    rf"(?<=[。！？）)”’】\s　])[第一二三四五六七八九十（(\d①-⑳]|(?<=[一-鿿])[（(]\s?{_HAN}\s?[）)]"
    rf"|(?<=[一-鿿])第{_HAN}[章节篇][\s　]|(?<=[一-鿿])\d{{1,2}}[.．](?=[一-鿿])"
    rf"|(?<=[局委办院会部府校队处]){_HAN}、(?=[一-鿿]{{4}})"
)
_ONLY_FIRST = frozenset({"label", "english", "letter", "decimal", "annex", "half", "article", "bare", "code"})
"""Forms that are headings only where a paragraph begins: inside one they are references and numbers."""
_LETTERED = re.compile(r"^([A-Za-z]{1,4})[.-]?(?=\d)")
"""A2 of a list under A, as 1.2 is one under 1."""
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Mark(NamedTuple):
    """A number that may be a heading's.

    Parameters:
        form: which form it has; English ones with their word, decimals with their depth.
        rank: the higher, the deeper headings of the form usually stand.
        value: the number; 0 when the form is there without one (附件).
        parent: the number before the last point: 2 of 2.3, else ``""``.
        start, end: where it stands, in characters of the document's text.
        first: whether its paragraph begins with it.
    """

    form: str
    rank: float
    value: int
    parent: str
    start: int
    end: int
    first: bool


def marks_in(text: str, start: int) -> Iterator[Mark]:
    """Yield what can be the number of a heading in a paragraph, in order.

    Parameters:
        text: the paragraph.
        start: where it begins in the document.

    Example:
        >>> [(one.form, one.value) for one in marks_in("二、主要任务（一）治水。第一产业。（二）治气。", 0)]
        [('han', 2), ('paren', 1), ('paren', 2)]
    """
    at = len(text) - len(text.lstrip())
    mark = _mark_at(text, at, start, first=True)
    if mark is not None:
        yield mark
        at = mark.end - start
    for found in _BEGIN.finditer(text, max(at, 1)):
        if found.start() >= at:
            mark = _mark_at(text, found.start(), start, first=False)
            if mark is not None:
                yield mark
                at = mark.end - start


def _mark_at(text: str, at: int, start: int, *, first: bool) -> Mark | None:
    for form, pattern in _AT:
        found = pattern.match(text, at)
        if found is None or (form in _ONLY_FIRST and not first):
            continue
        groups = found.groupdict()
        printed = groups.get("n") or ""
        lettered = form in ("english", "code")
        parts = re.split("[.．]", _LETTERED.sub(r"\1.", printed) if lettered else printed)
        value = _number(parts[-1])
        if value is None:
            continue
        name, rank = form, _RANK[form]
        if form == "decimal" or (form == "english" and len(parts) > 1):
            name, rank = f"{form}{len(parts)}", rank + len(parts) - (2 if form == "decimal" else 1)
        if groups.get("l"):
            name = f"{name} {groups['l'].lower()}"
        return Mark(name, rank, value, ".".join(parts[:-1]), start + at, start + found.end(), first)
    return None


def _number(printed: str) -> int | None:
    """Return what a printed number counts; 0 for none."""
    if not printed:
        return 0
    if printed.isdecimal():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    if printed.isascii():
        return _roman(printed.upper())
    numeral = chinese_numeral(printed, 0)
    return int(numeral.value) if numeral is not None and numeral.end == len(printed) else None


def _roman(printed: str) -> int | None:
    """Return what a Roman number or a letter counts: a lone I, V or X is taken for a number."""
    if set(printed) <= set(_ROMAN):
        values = [_ROMAN[sign] for sign in printed]
        return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
    return ord(printed) - ord("A") + 1 if len(printed) == 1 else None
