"""What an English document says about itself: the area, its level, its day, its period, who made it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.areas import Area, Level
from planmodel.drafting.front import Front, Printed
from planmodel.drafting.ledger import Span
from planmodel.drafting.titles import Title

__all__ = ["english_front"]

_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        1,
    )
}
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_DAY = re.compile(
    rf"\b(?P<m>{_MONTH})\s+(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y>(?:19|20)\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH})\s+(?P<y2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_VERBS = "Prepared|Developed|Produced|Written|Adopted|Approved|Issued|Published|Endorsed"
_NAME = r"[A-Z][\w'’.-]*(?: (?:on |upon |of |the )?[A-Z][\w'’.-]*){0,3}"
_TOPICS = (
    "Plan|Strategy|Sustainability|Climate|Master|Comprehensive|Strategic|Water|Energy|Health|Transportation|Transport"
    "|Mobility|Housing|Resilience|Digital|Education|Waste|Economic|Community|Public|Parks|Equity|Open|General|Action"
    "|Municipal|District|Food|Forest|Land|Air|Green|Zero|Net|Hazard|Emergency|Recreation|Youth|Broadband|Technology|Development"
)
"""Words of a plan's title that are no part of the area before them."""
_PART = rf"(?!(?:{_VERBS})\b)[A-Z][\w'’.&-]*"
_UNIT = "Department|Office|Agency|Commission|Authority|Board|Government"
_PLACES: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "city",
        re.compile(rf"\b(?:City|Town|Village|Borough|Municipality) of {_NAME}|\b{_NAME} City (?:Council|{_UNIT})\b"),
    ),
    (
        "county",
        re.compile(
            rf"\b(?:(?:London|Royal|Metropolitan) Borough of {_NAME}"
            rf"|{_NAME} (?:Metropolitan )?(?:Borough|District|County) Council)\b"
        ),
    ),
    ("county", re.compile(rf"\b(?:County of {_NAME}|{_NAME} County)\b")),
    ("province", re.compile(rf"\b(?:State|Commonwealth|Province) of {_NAME}")),
    (
        "national",
        re.compile(
            r"\b(?:United States|United Kingdom|Republic of [A-Z]\w+|Federal Government|Government of [A-Z]\w+)\b"
        ),
    ),
)
_RANGE = re.compile(r"(?:\bFY ?|\b)((?:19|20)\d\d)\s?(?:-|–|—|to)\s?(?:FY ?)?((?:19|20)\d\d)\b")
_NAMED = rf"by:?\s+(?:the\s+)?(?P<n>{_PART}(?:\s(?:(?:of|and|for|the)\s)*{_PART})*)"
_DRAFTED = re.compile(rf"\b(?:[Pp]repared|[Dd]eveloped|[Pp]roduced|[Ww]ritten) {_NAMED}")
_ISSUED = re.compile(rf"\b(?:[Aa]dopted|[Aa]pproved|[Ii]ssued|[Pp]ublished|[Ee]ndorsed) {_NAMED}")
_LONGEST_LINE = 300
_OFFICE = "Department|Office|Ministry|Bureau|Division|Board|Council|Commission"
_ALONE = re.compile(
    rf"^(?:The\s)?(?P<n>(?:{_PART}\s)*(?:(?:{_OFFICE}) (?:of|for) (?:{_PART}|and|the|\s)+"
    rf"|{_PART}\s(?:(?:{_PART}|and|&)\s)*(?:{_UNIT}|Department|Council)"
    rf"|(?:City|Town|County|Village|State) of {_NAME}))(?=$|,\s)"
)
"""A line that is nothing but the name of a body."""


def english_front(paragraphs: Sequence[Paragraph], title: Title, text: str) -> Front:
    """Return what an English document says about itself.

    Parameters:
        paragraphs: all of it.
        title: its title.
        text: its whole text.
    """
    head = [one for one in paragraphs[:40] if one.start < 4_000]
    area, span, sure = _area(title, head, text)
    return Front(
        issuers=_bodies(head, _ISSUED),
        drafters=_bodies(head, _DRAFTED) or _bodies(_under(head, title), _ALONE),
        number=None,
        issued=_day(head, title),
        area=area,
        area_span=span,
        area_sure=sure,
        period=_period(title),
        base_year=None,
        status=None,
    )


def _area(title: Title, head: Sequence[Paragraph], text: str) -> tuple[Area | None, Span | None, bool]:
    first = title.spans[0].start
    stretches = [(first, text[first : title.spans[-1].end], True), *((one.start, one.text, False) for one in head)]
    for start, words, sure in stretches:
        for level, pattern in _PLACES:
            found = pattern.search(words.title().replace(" Of ", " of ") if words.isupper() else words)
            if found is not None and (level != "national" or sure or found[0].startswith("United")):
                name = re.sub(
                    rf"(?<= City)\s+(?:{_UNIT})$|\s+(?:City|Borough|District|County|Metropolitan Borough) Council$"
                    rf"|\s+(?:{_TOPICS})\b.*$",
                    "",
                    found[0],
                )
                begin = start + found.start()
                return Area(name, level, 0), Span(begin, begin + len(name)), sure
    counts = {level: len(pattern.findall(text)) for level, pattern in _PLACES}
    federal = re.search(r"United States|\bFederal (?:Data|agenc|Government)", text)
    if federal is not None and counts["city"] + counts["county"] == 0:
        span = Span(federal.start(), federal.end())
        return Area("United States", "national", 0), span, False
    return None, None, False


def _day(head: Sequence[Paragraph], title: Title) -> Printed | None:
    for one in head:
        found = _DAY.search(one.text)
        if found is None or len(one.text) > 90:
            continue
        month = _MONTHS[(found["m"] or found["m2"]).lower()]
        day, year = found["d"] or found["d2"], found["y"] or found["y2"]
        value = f"{year}-{month:02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 28 + 3 * (month != 2) else "")
        return Printed(value, Span(one.start + found.start(), one.start + found.end()))
    return None


def _period(title: Title) -> Printed | None:
    found = _RANGE.search(title.text)
    if found is not None and int(found[1]) <= int(found[2]):
        return Printed(f"{found[1]}/{found[2]}", title.spans[0])
    alone = re.match(r"^((?:19|20)\d\d)\s+[A-Z]", title.text)
    return Printed(alone[1], title.spans[0]) if alone is not None else None


def _under(head: Sequence[Paragraph], title: Title) -> list[Paragraph]:
    """Return the few lines around a title, where a title page names who made it."""
    first = next((at for at, one in enumerate(head) if one.start >= title.spans[0].start), 0)
    return list(head[max(0, first - 3) : first + 6])


def _bodies(lines: Sequence[Paragraph], pattern: re.Pattern[str]) -> tuple[Printed, ...]:
    """Return the first body that a line names by a pattern."""
    for one in lines:
        found = pattern.search(one.text[:_LONGEST_LINE])
        if found is not None:
            return (Printed(found["n"], Span(one.start + found.start("n"), one.start + found.end("n"))),)
    return ()
