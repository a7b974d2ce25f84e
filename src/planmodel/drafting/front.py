"""What a document says about itself before it begins: who issued it, its number and day, its period and its area."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.areas import Area, area_at, area_most_named, area_unlisted, national
from planmodel.drafting.bodies import is_body, split_bodies
from planmodel.drafting.counts import whole_number
from planmodel.drafting.ledger import Span
from planmodel.drafting.marks import marks_in
from planmodel.drafting.titles import Title, number_in

__all__ = ["Front", "Printed", "front_of", "period_named"]

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DAY = re.compile(r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?")
_DAY_WORDS = re.compile(
    r"(二[〇○零0][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_DATED = re.compile(r"(?:成文|发文|印发)(?:日期|时间)\s?[：:]\s?((?:19|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})")
"""The line of a page about a document that tells its day."""
_FIVE_YEARS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_ORDINALS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_RANGE = re.compile(r"((?:19|20)\d\d)\s?年?\s?(?:-|—|–|－|~|～|至|到)+\s?((?:19|20)\d\d)\s?(?:年|\b)")
_TERM = re.compile(
    r"(?:规划期|实施期|规划期限|实施期限|计划期|行动期|规划时限|实施时间)(?:限)?(?:为|是|：|:)\s?(?:自)?"
)
_BASE = re.compile(
    r"(?:(?:规划)?(?:基准年|基期年?|现状年|基准期|基础年)(?:份)?(?:为|是|：|:)?\s?(20\d\d)|以\s?(20\d\d)\s?年为(?:基准年|基准|基期|基数|基础年)"
    r"|在\s?(20\d\d)\s?年[^。；，]{0,30}的?基础上)"
)
_STATUS: tuple[tuple[Literal["draft", "draft_for_comment", "review_draft"], str], ...] = (
    ("draft_for_comment", "征求意见稿|公开征求意见|公示稿"),
    ("review_draft", "送审稿|报批稿|评审稿"),
    ("draft", "草案|草稿|初稿"),
)
_DRAFTED = (
    re.compile(
        r"(?:由|，|。|^)([一-鿿、]{4,40}?)(?:会同[^，。]{2,40})?(?:牵头|组织|负责|联合)+(?:编制|起草|制定|制订)(?:完成)?了?"
    ),
    re.compile(r"(?:编制|起草|编写|组织编制|承办)(?:单位|部门)[：:]\s?([一-鿿、（）()]{3,60})"),
    re.compile(r"由([一-鿿、]{4,40}?)(?:编制|起草|制定)"),
)
_SIGNED = 40
_PAGE_LINES = 8


class Printed(NamedTuple):
    """A fact about the document, with the place where it stands.

    Parameters:
        value: the fact.
        span: the words; ``None`` when it is read from the whole document.
        sure: whether the words print it.
    """

    value: str
    span: Span | None
    sure: bool = True


class Front(NamedTuple):
    """What a document says about itself."""

    issuers: tuple[Printed, ...]
    drafters: tuple[Printed, ...]
    number: Printed | None
    issued: Printed | None
    area: Area | None
    area_span: Span | None
    area_sure: bool
    period: Printed | None
    base_year: Printed | None
    status: Printed | None


def front_of(paragraphs: Sequence[Paragraph], title: Title, text: str) -> Front:
    """Return what a document says about itself.

    Parameters:
        paragraphs: all of it.
        title: its title.
        text: its whole text.
    """
    cover = [one for one in paragraphs if one.start < title.after]
    head = [*cover, *_title_page(paragraphs, title.after)] or list(paragraphs[:3])
    number = None if title.interprets else _number(head)
    issued, signers = (None, ()) if title.interprets else _signed(head, paragraphs)
    issuers = tuple({one.value: one for one in (*_issuers(title, paragraphs), *signers)}.values())
    drafters = tuple(_drafters(paragraphs[:12], title))
    area, span, sure = _area(title, (*issuers, *drafters), text)
    if area is not None and issuers and not sure:
        sure = any(one.value.startswith(area.name) for one in issuers)
    return Front(
        issuers=issuers,
        drafters=drafters,
        number=number,
        issued=issued,
        area=area,
        area_span=span,
        area_sure=sure,
        period=_period(title, paragraphs),
        base_year=_base_year(paragraphs),
        status=_status(title, number, issued, cover),
    )


def _title_page(paragraphs: Sequence[Paragraph], after: int) -> Iterator[Paragraph]:
    """Yield the short lines behind a title, up to the first heading or sentence: who made the plan, and when."""
    for one in [one for one in paragraphs if one.start >= after][:_PAGE_LINES]:
        if len(one.text) > _SIGNED or next(marks_in(one.text, 0), None) is not None:
            return
        yield one


def _number(head: Sequence[Paragraph]) -> Printed | None:
    for one in head[:12]:
        found = number_in(one.text)
        if found is not None and not one.text[: found[1]].rstrip().endswith(("》", "〉", "（", "(")):
            return Printed(found[0], Span(one.start + found[1], one.start + found[2]))
    return None


def days_named(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the days and months that a text names, as ``2021-03-05``, and where they stand."""
    for found in _DAY.finditer(text):
        parts = [found[1], *(f"{int(one):02}" for one in (found[2], found[3]) if one)]
        if _is_day(parts):
            yield "-".join(parts), found.start(), found.end()
    for found in _DAY_WORDS.finditer(text):
        parts = [found[1].translate(_DIGITS), *(f"{whole_number(one) or 0:02}" for one in (found[2], found[3]) if one)]
        if _is_day(parts):
            yield "-".join(parts), found.start(), found.end()


def _dated(lines: Iterable[Paragraph]) -> Printed | None:
    """Return the day that the line of a page about the document tells: 成文日期：2022-09-14."""
    for one in lines:
        found = _DATED.search(one.text)
        parts = [found[1], *(f"{int(part):02}" for part in (found[2], found[3]))] if found is not None else []
        if found is not None and _is_day(parts):
            return Printed("-".join(parts), Span(one.start + found.start(), one.start + found.end()))
    return None


def _is_day(parts: list[str]) -> bool:
    year, month = int(parts[0]), int(parts[1])
    return 1 <= month <= 12 and (len(parts) < 3 or 1 <= int(parts[2]) <= calendar.monthrange(year, month)[1])


def _signed(head: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> tuple[Printed | None, tuple[Printed, ...]]:
    """Return the day under a letter or a document, and the bodies that sign there."""
    places = [*head[:20], *paragraphs[-6:]]
    for at, one in enumerate(places):
        for value, start, end in days_named(one.text):
            before, behind = one.text[:start].rstrip(), one.text[end:].strip(" 　")
            if before in ("（", "(") and behind in ("）", ")"):
                before, behind = "", ""
            if behind and not re.match(r"^[（(]", behind):
                continue
            signers = tuple(_signers(places, at, before, one.start))
            if not before or signers:
                return Printed(value, Span(one.start + start, one.start + end)), signers
    return _dated(places), ()


def _signers(places: Sequence[Paragraph], at: int, before: str, start: int) -> Iterator[Printed]:
    found = False
    tail = re.split(r"[。）)]", before)[-1].strip()
    for one in split_bodies(tail, start) if len(tail) <= _SIGNED else ():
        found = True
        place = start + before.rfind(one.name)
        yield Printed(one.name, Span(place, place + len(one.name)))
    above = places[at - 1] if at and not found else None
    if above is not None and above.start < places[at].start:
        tail = re.split(r"[。：:]", above.text)[-1].strip()
        if len(tail) <= _SIGNED and tail:
            for one in split_bodies(tail, above.start + above.text.rfind(tail)):
                yield Printed(one.name, Span(one.name_start, one.name_start + len(one.name)))


def _issuers(title: Title, paragraphs: Sequence[Paragraph]) -> Iterator[Printed]:
    """Yield the bodies that a title begins with: 国务院办公厅关于…"""
    for text in filter(None, (title.cover, title.text)):
        about = text.find("关于")
        before = text[:about].strip() if about > 0 else ""
        if not before or len(before) > 60 or "《" in before:
            continue
        for one in split_bodies(before.replace("中共中央国务院", "中共中央 国务院")) if before != "中共中央" else ():
            place = next((p.start + p.text.find(one.name) for p in paragraphs[:12] if one.name in p.text), None)
            if place is not None:
                yield Printed(one.name, Span(place, place + len(one.name)))
        return


def _drafters(paragraphs: Sequence[Paragraph], title: Title) -> Iterator[Printed]:
    for one in paragraphs:
        for pattern in _DRAFTED:
            found = pattern.search(one.text)
            if found is None:
                continue
            names = [
                name
                for name in split_bodies(re.split("[，。]", found[1])[-1], one.start + found.start(1))
                if is_body(name.name)
            ]
            for name in names:
                yield Printed(name.name, Span(name.name_start, one.start + found.end()))
            if names:
                return
        if title.interprets:
            found = re.search(r"(?:日前|近日|近期)?，?([一-鿿、]{4,50}?)(?:联合)?(?:印发|发布|出台)了?《", one.text)
            if found is not None:
                for name in split_bodies(found[1], one.start + found.start(1)):
                    yield Printed(name.name, Span(name.name_start, name.name_start + len(name.name)))
                return


def _area(title: Title, issuers: Sequence[Printed], text: str) -> tuple[Area | None, Span | None, bool]:
    first = title.spans[0].start
    found = area_at(title.text, 0, text[:3000]) or _inside_title(title, text)
    if found is not None:
        place = text.find(found.name, first)
        return found, Span(place, place + len(found.name)) if place >= 0 else title.spans[0], True
    for one in issuers:
        name = one.value.removeprefix("中共")
        found = area_at(name, 0, text[:3000])
        if found is not None:
            place = text.find(found.name, one.span.start if one.span is not None else 0)
            return found, Span(place, place + len(found.name)) if place >= 0 else one.span, True
    whole = next((one for one in issuers if national(one.value)), None)
    if whole is not None or national(title.text):
        return Area("全国", "national"), whole.span if whole is not None else title.spans[0], True
    found = area_unlisted(title.text)
    if found is not None:
        return found, Span(first, first + len(found.name)), False
    found = area_most_named(text)
    return found, Span(found.start, found.start + len(found.name)) if found is not None else None, False


def _inside_title(title: Title, text: str) -> Area | None:
    """Return the area that stands behind 关于 or 印发 in a title: 关于加快濮阳市…的意见."""
    for found in re.finditer(
        "关于(?:加快|推进|加强|印发|做好|支持)?|印发|中共|^.{0,6}?(?=[一-鿿]{2,6}(?:省|市|县|区)人民政府)", title.text
    ):
        area = area_at(title.text, found.end(), text[:3000])
        if area is not None:
            return area
    return None


def period_named(text: str) -> str | None:
    """Return the period that a title names: 2021—2025年, “十四五”, 第十四个五年规划, 2020 Action Plan.

    Example:
        >>> period_named("连州市“十四五”规划"), period_named("三年行动计划（2023—2025年）"), period_named("治水规划")
        ('2021/2025', '2023/2025', None)
    """
    found = _RANGE.search(text)
    if found is not None and int(found[1]) <= int(found[2]):
        return f"{found[1]}/{found[2]}"
    ordinal = re.search("第(十[一二三四五六])个五年", text)
    if ordinal is not None:
        return f"{_ORDINALS[ordinal[1]]}/{_ORDINALS[ordinal[1]] + 4}"
    for name, first in _FIVE_YEARS.items():
        if name in text:
            return f"{first}/{first + 4}"
    alone = re.match(r"^\s?(?:[一-鿿]{2,9}[省市县区州旗镇乡])?((?:19|20)\d\d)\s?年", text) or re.search(
        r"(?:^|（|\()\s?((?:19|20)\d\d)\s?年?(?:度)?(?:工作|行动|重点|）|\)|\s+[A-Z])", text
    )
    return alone[1] if alone is not None else None


def _period(title: Title, paragraphs: Sequence[Paragraph]) -> Printed | None:
    named = period_named(title.text)
    if named is not None and any(year in title.text for year in named.split("/")):
        return Printed(named, title.spans[0])
    return _period_printed(title, paragraphs) or (Printed(named, title.spans[0], sure=False) if named else None)


def _period_printed(title: Title, paragraphs: Sequence[Paragraph]) -> Printed | None:
    """Return the period that a sentence or a line below the title prints: 规划期限为2021—2025年."""
    for one in paragraphs:
        found = _TERM.search(one.text)
        span = _RANGE.match(one.text, found.end()) if found is not None else None
        if found is not None and span is not None and int(span[1]) <= int(span[2]):
            return Printed(f"{span[1]}/{span[2]}", Span(one.start + found.start(), one.start + span.end()))
    for one in paragraphs:  # a subtitle on its own line
        if one.start > title.after + 200:
            break
        alone = re.match(
            r"^[（(]?\s*((?:19|20)\d\d\s?年?\s?(?:-|—|–|～|~|至)+\s?(?:19|20)\d\d\s?年?)\s*[）)]?$", one.text.strip()
        )
        named = period_named(alone[1] + "年") if alone is not None else None
        if named is not None:
            return Printed(named, Span(one.start, one.end))
    return None


def _base_year(paragraphs: Sequence[Paragraph]) -> Printed | None:
    for one in paragraphs:
        found = _BASE.search(one.text)
        if found is not None:
            year = found[1] or found[2] or found[3]
            return Printed(year, Span(one.start + found.start(), one.start + found.end()))
    return None


def _status(title: Title, number: Printed | None, issued: Printed | None, cover: Sequence[Paragraph]) -> Printed | None:
    for one in cover:
        for status, pattern in _STATUS:
            found = re.search(rf"[（(【\[]?(?:{pattern})[）)】\]]?", one.text)
            if found is not None and len(one.text) < 80:
                return Printed(status, Span(one.start + found.start(), one.start + found.end()))
    if number is not None:
        return Printed("adopted", number.span, sure=False)
    if issued is not None and title.cover:
        return Printed("adopted", issued.span, sure=False)
    return None
