"""Which names are the same, whatever a table adds to them, and which ids name anything at all."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planmodel.units import is_known

__all__ = ["IN_BRACKETS", "folded_name", "name_key", "numbers_a_row", "says_nothing"]

IN_BRACKETS = re.compile(r"[(（\[【〔［]([^()（）\[\]【】〔〕［］]*)[)）\]】〕］]")
_MARKS = "*＊#†‡※△▲☆★①②③④⑤⑥⑦⑧⑨⑩⁰¹²³⁴⁵⁶⁷⁸⁹"
_REMARK = re.compile(
    r"(?:注|备注|note)?[:：]?\s*[\d*＊#†‡※△▲☆★①-⑩⁰¹²³⁴⁵⁶⁷⁸⁹]*|(?:指标)?(?:约束性|预期性)(?:指标)?|binding|expected|anticipatory",
    re.IGNORECASE,
)
_UNIT_SAID = re.compile(r"^\s*(?:单位|unit)\s*[:：]?\s*", re.IGNORECASE)
_TAIL = re.compile(r"[\s,，:：、;；/]+(\S+)\s*$")
_ROW = re.compile(r"[^\W\d_]{0,12}[\W_]*\d+(?:[\W_]+\d+)*")


def folded_name(name: str) -> str:
    """Return a name without spaces, punctuation, letter case and full-width forms."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum() or character == ".")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return what two printed names have in common when they name the same thing.

    Units, footnote marks and 约束性/预期性 go, in brackets or behind the name. What else stands in brackets stays, as
    it tells one thing from another: 排放量（工业） is not 排放量（农业）.

    Example:
        >>> name_key("森林覆盖率（%）*") == name_key("森林覆盖率 [约束性]")
        True
        >>> name_key("排放量（工业）") == name_key("排放量（农业）")
        False
    """
    kept = IN_BRACKETS.sub(lambda found: "" if says_nothing(found.group(1)) else f" {found.group(1)} ", name)
    kept = kept.strip().strip(_MARKS).strip()
    tail = _TAIL.search(kept)
    if tail is not None and is_known(tail.group(1)):
        kept = kept[: tail.start()]
    return folded_name(kept) or folded_name(name) or name


def says_nothing(text: str) -> bool:
    """Return whether words beside a name are a unit, a footnote mark or 约束性/预期性."""
    text = text.strip()
    return _REMARK.fullmatch(text) is not None or is_known(_UNIT_SAID.sub("", text))


def numbers_a_row(id: str) -> bool:
    """Return whether an id only counts: ``i-1``, ``ind3``, ``row-7``, ``2.1``; it says nothing about what is counted.

    Example:
        >>> numbers_a_row("ind3"), numbers_a_row("forest-cover")
        (True, False)
    """
    return _ROW.fullmatch(id) is not None
