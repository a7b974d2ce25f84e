"""Which names are the same, whatever a table adds to them, and which ids name anything at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from planmodel.expression import expression
from planmodel.units import is_known

__all__ = ["IN_BRACKETS", "folded_name", "name_key", "name_keys", "numbers_a_row", "says_nothing"]

IN_BRACKETS = expression(r"[(（\[【〔［]([^()（）\[\]【】〔〕［］]*)[)）\]】〕］]")
_MARKS = "*＊#†‡※△▲☆★①②③④⑤⑥⑦⑧⑨⑩⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOOTNOTE = expression(
    r"(?!(?:19\d\d|20\d\d|2100)(?!\d))"  # a year tells one thing from another: 排放量（2020）
    r"(?:备?注|note)?[:：]?\s*(?P<mark>[\d*＊#†‡※△▲☆★①-⑩⁰¹²³⁴⁵⁶⁷⁸⁹]*)",
    re.IGNORECASE,
)
_OBLIGATION = expression(r"(?:指标)?(?:约束性|预期性)(?:指标)?|binding|expected|anticipatory", re.IGNORECASE)
_UNIT_SAID = expression(r"^\s*(?:单位|unit)\s*[:：]?\s*", re.IGNORECASE)
_TAIL = expression(r"[\s,，:：、;；/]+(\S+)\s*$")
_PLACE = expression(r"\s*\d{1,3}\s*[.．、)）]\s*(?=[^\W\d])")
"""The number of a row before its name: 3. 森林覆盖率, but not 2.5微米颗粒物."""
_ROW = expression(r"[^\W\d_]{0,12}[\W_]*\d+(?:[\W_]+\d+)*")


def folded_name(name: str) -> str:
    """Return a name without spaces, punctuation, letter case and full-width forms."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum() or character == ".")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return what two printed names have in common when they name the same thing.

    Units, footnote marks and 约束性/预期性 go, in brackets or behind the name, and the number of a row before it. What
    else stands in brackets stays, as it tells one thing from another: 排放量（工业） is not 排放量（农业）.

    Example:
        >>> name_key("森林覆盖率（%）*") == name_key("森林覆盖率 [约束性]")
        True
        >>> name_key("排放量（工业）") == name_key("排放量（农业）")
        False
        >>> name_key("3. 森林覆盖率") == name_key("森林覆盖率"), name_key("2.5微米颗粒物") == name_key("微米颗粒物")
        (True, False)
    """
    bare = _PLACE.sub("", name, count=1) if _PLACE.match(name) else name
    kept = IN_BRACKETS.sub(lambda found: "" if says_nothing(found.group(1)) else f" {found.group(1)} ", bare)
    kept = kept.strip().strip(_MARKS).strip()
    tail = _TAIL.search(kept)
    if tail is not None and is_known(tail.group(1)):
        kept = kept[: tail.start()]
    return folded_name(kept) or folded_name(name) or name


def name_keys(names: Iterable[str]) -> dict[str, str]:
    """Return the key of each of the names that are held against each other, by name.

    It is their :func:`name_key`, and with it their mark where names differ in nothing else: 断面① and 断面② may be two
    things that are numbered, or one with two footnotes.

    Example:
        >>> name_keys(["断面①", "断面②", "森林覆盖率①", "森林覆盖率"])
        {'断面①': '断面 1', '断面②': '断面 2', '森林覆盖率①': '森林覆盖率', '森林覆盖率': '森林覆盖率'}
    """
    known = {name: (name_key(name), _mark(name)) for name in names}
    marks: dict[str, set[str]] = {}
    for key, mark in known.values():
        marks.setdefault(key, set()).update([mark] if mark else [])
    return {name: f"{key} {mark}".rstrip() if len(marks[key]) > 1 else key for name, (key, mark) in known.items()}


@lru_cache(maxsize=4096)
def _mark(name: str) -> str:
    """Return the footnote marks of a name in one spelling, ``""`` for none."""
    bracketed = [found for text in IN_BRACKETS.findall(name) if (found := _FOOTNOTE.fullmatch(text.strip()))]
    bare = IN_BRACKETS.sub(lambda found: "" if says_nothing(found[1]) else found[0], name).strip()
    before, after = (len(bare) - len(rest) for rest in (bare.lstrip(_MARKS), bare.rstrip(_MARKS)))
    return unicodedata.normalize(
        "NFKC", "".join([bare[:before], bare[len(bare) - after :], *(found["mark"] for found in bracketed)])
    )


def says_nothing(text: str) -> bool:
    """Return whether words beside a name are a unit, a footnote mark or 约束性/预期性."""
    text = text.strip()
    return any(how.fullmatch(text) for how in (_FOOTNOTE, _OBLIGATION)) or is_known(_UNIT_SAID.sub("", text))


def numbers_a_row(id: str) -> bool:
    """Return whether an id only counts: ``i-1``, ``ind3``, ``row-7``, ``2.1``; it says nothing about what is counted.

    Example:
        >>> numbers_a_row("ind3"), numbers_a_row("forest-cover")
        (True, False)
    """
    return _ROW.fullmatch(id) is not None
