"""Themes: the fields that a plan says it is about (聚焦A、B、C三大领域), and its highlights (亮点一：…)."""

from __future__ import annotations

import re

from planmodel.drafting.counts import whole_number
from planmodel.drafting.headings import Passage
from planmodel.drafting.ledger import Ledger, Span
from planmodel.drafting.sentences import parts_of
from planmodel.model.kinds import Theme

__all__ = ["fields_in", "highlight_in"]

_FIELDS = re.compile(
    r"(?:聚焦|围绕|突出|涵盖|涉及|覆盖|包括|分为|从)(?P<list>[^。；：，]{4,120}?)等?"
    r"(?P<n>[一二三四五六七八九十两\d]{1,3})\s?(?:大|个)(?P<what>(?:重点|主要|关键)?(?:领域|板块|维度))"
)
_HIGHLIGHT = re.compile(
    r"^[*\s　]*(?:主要)?(?P<what>亮点|特点|看点)\s?(?P<n>[一二三四五六七八九十\d]{1,2})[：:、]\s?"
    r"(?P<name>[^。；：\n*]{2,40})"
)


def fields_in(ledger: Ledger, passage: Passage, place: str | None) -> int:
    """Draft the fields that a passage lists with their number; return how many."""
    found = _FIELDS.search(passage.text)
    if found is None:
        return 0
    parts = parts_of(found["list"], passage.start + found.start("list"))
    if len(parts) < 2 or any(len(one.text) > 16 for one in parts):
        return 0
    span = Span(passage.start + found.start(), passage.start + found.end())
    name = passage.text[found.start("n") : found.end()]
    group = ledger.add(Theme, name, span, "list of fields", place=place, declared_count=whole_number(found["n"]))
    for one in parts:
        ledger.add(Theme, one.text, (one.start, one.end), "list of fields", under=group, place=place)
    return len(parts)


def highlight_in(ledger: Ledger, passage: Passage, group: str | None, place: str | None) -> tuple[str, int] | None:
    """Draft the highlight that begins a passage; return its id and where its text begins."""
    found = _HIGHLIGHT.match(passage.text)
    if found is None:
        return None
    span = Span(passage.start + found.start("what"), passage.start + found.end("name"))
    id = ledger.add(Theme, found["name"], span, "highlight", under=group, place=place)
    return None if id is None else (id, passage.start + found.end("name"))
