"""The cells of project annexes: money, years of building, bodies."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from planmodel.errors import PlanModelError
from planmodel.model.period import Period
from planmodel.phrases.tables.columns import period_of
from planmodel.phrases.tables.heads import plain
from planmodel.phrases.tables.marks import parted
from planmodel.units import Amount, is_known, same_dimension

__all__ = ["Body", "Money", "bodies_in", "duration_in", "is_money", "money_in", "period_in"]

_MONEY = re.compile(
    r"^(?P<about>约|大约|近)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[^\d左]{0,8}?)(?P<about2>左右)?$"
)
_POINT = r"(20\d\d)(?:年|[./-])?(?:(\d{1,2})(?:月|(?=[^\d]|$)))?(?:(?:[./-]|月)?(?:\d{1,2})日)?"
_STRETCH = re.compile(rf"^{_POINT}(?:[-—–－~～至到]+){_POINT}年?(?:年底|底)?$")
_ONE = re.compile(r"^(20\d\d)(?:年|[./-])?(?:(\d{1,2})月?)?(?:底|年底)?(?:前)?$")
_LENGTH = re.compile(r"^(?:约|工期)?(\d+(?:\.\d+)?)(个月|年|天|日)$")
_BODY = re.compile(r"[、，,；;\n/]|\s{2,}")
_ROLE = re.compile(r"^(牵头|主办|责任|配合|协办|协同)(?:单位|部门)?[:：]?")


class Money(NamedTuple):
    """A sum of money as printed, and whether it says 约."""

    amount: Amount
    approximate: bool


class Body(NamedTuple):
    """A body, and whether it leads or supports."""

    name: str
    role: Literal["lead", "support"] | None


def is_money(unit: str | None) -> bool:
    """Return whether a unit is one of money."""
    return unit is not None and is_known(unit) and (same_dimension(unit, "元") or same_dimension(unit, "USD"))


def money_in(text: str, unit: str | None) -> Money | None:
    """Return the money that a cell names, ``None`` when it is no one sum or nothing tells its unit.

    Example:
        >>> str(money_in("约1,200.5", "万元").amount), money_in("100\\n200", "万元"), money_in("3", None)
        ('1200.5 万元', None, None)
    """
    bare, mark = parted(text)
    match = None if mark or "\n" in bare.strip() or re.search(r"\d\s+\d", bare) else _MONEY.match(plain(bare))
    if match is None:
        return None
    own = match["unit"] or unit
    if own is None or not is_money(own):
        return None
    return Money(Amount(Decimal(match["number"].replace(",", "")), own), bool(match["about"] or match["about2"]))


def period_in(text: str) -> Period | None:
    """Return the years or months that a cell names.

    Example:
        >>> [str(period_in(one)) for one in ("2021—2025年", "2021.3-2023.12", "“十四五”期间", "2022年")]
        ['2021/2025', '2021-03/2023-12', '2021/2025', '2022']
    """
    bare = plain(text)
    match = _STRETCH.match(bare)
    try:
        if match is not None:
            first, last = _point(match[1], match[2]), _point(match[3], match[4])
            return Period(first if first == last else f"{first}/{last}")
        one = _ONE.match(bare)
        if one is not None and not bare.endswith("前"):
            return Period(_point(one[1], one[2]))
    except PlanModelError:  # an end before its start, a month 13
        return None
    span = period_of([text]) if re.fullmatch(r"[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期)?", bare) else None
    return None if span is None else Period(f"{span.base + 1}/{span.end}")


def _point(year: str, month: str | None) -> str:
    return year if month is None else f"{year}-{int(month):02d}"


def duration_in(text: str) -> Amount | None:
    """Return how long a cell says that the work takes: 36个月, 2年."""
    match = _LENGTH.match(plain(text))
    if match is None:
        return None
    unit = {"个月": "月", "日": "天"}.get(match[2], match[2])
    return Amount(Decimal(match[1]), unit)


def bodies_in(text: str, role: Literal["lead", "support"] | None) -> tuple[Body, ...]:
    """Return the bodies that a cell names; 牵头单位：… and 配合单位：… inside it say what each does.

    Example:
        >>> bodies_in("牵头单位：市水利局；配合单位：各镇（街道、园区）", None)
        (Body(name='市水利局', role='lead'), Body(name='各镇（街道、园区）', role='support'))
    """
    bodies: list[Body] = []
    for piece in _pieces(text):
        match = _ROLE.match(piece)
        rest = piece
        if match is not None and (piece[match.end() - 1] in ":：" or match.end() == len(piece)):
            role = (
                "support" if match[1] in ("配合", "协办", "协同") else "lead" if match[1] in ("牵头", "主办") else None
            )
            rest = piece[match.end() :].strip()
        own = role
        for word, meant in (("牵头", "lead"), ("配合", "support")):
            if rest.endswith(word) and len(rest) > len(word):
                rest, own = rest.removesuffix(word), "lead" if meant == "lead" else "support"
        if rest:
            bodies.append(Body(rest, own))
    return tuple(dict.fromkeys(bodies))


def _pieces(text: str) -> list[str]:
    """Return the parts of a list; what stands in brackets is not parted."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "(（") - (character in ")）")
        if depth <= 0 and _BODY.match(character):
            pieces.append(text[start:at].strip())
            start = at + 1
    return [piece for piece in [*pieces, text[start:].strip()] if piece]
