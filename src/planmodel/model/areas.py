"""Whether a target's text tells of a wider or narrower area than its plan's own: 全省 in the plan of a county.

An indicator does not know whose plan it stands in, so 全省森林覆盖率 is its whole; only the plan can tell that the
number is the province's. Such a target gets the words as its ``scope``, and is then of a part, as 山区 is: nothing
compares it, sums it or counts progress towards it as if it were the plan's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from planmodel.expression import expression
from planmodel.model.header import Jurisdiction
from planmodel.model.kinds import Indicator
from planmodel.model.targets import Change, Compound, Level, Target
from planmodel.text import MultilingualText

__all__ = ["any_area_in", "area_named", "areas_of", "of_areas", "with_areas"]

_BY_LEVEL = {
    "national": ("国",),
    "province": ("省",),
    "city": ("市",),
    "county": ("县",),
    "township": ("镇", "乡"),
}
_ENDINGS = ("自治区", "国", "省", "市", "州", "县", "旗", "区", "镇", "乡")
"""How the names of areas end; what says more stands before what says less."""
_ENGLISH = {
    **dict.fromkeys(("nation", "country"), "国"),
    **dict.fromkeys(("state", "province"), "省"),
    "city": "市",
    "county": "县",
    "district": "区",
    "town": "镇",
}
_CHINESE = expression(
    r"(?:^|[,，;；。:：])\s*(?:[到至]?\d{4}年[底末]?[,，]?|力争|确保|争取|实现|使|将)*"
    r"([全我本](自治区|[国省市县区州旗镇乡]))"
    r"(?!级|[的]?(?:平均|均值|水平|同期|中位)|下达|前|第|领先|首|最|排|先进|一流)"
)
_WIDE = expression(rf"\b(({'|'.join(_ENGLISH)})[- ]?wide)\b", re.IGNORECASE)


def areas_of(jurisdiction: Jurisdiction | None) -> frozenset[str]:
    """Return the words for areas that mean a jurisdiction itself; none where neither its level nor its name tells.

    Example:
        >>> sorted(areas_of(Jurisdiction(name="连州市", level="county")))  # a city at the level of a county
        ['县', '市']
        >>> areas_of(None)
        frozenset()
    """
    if jurisdiction is None:
        return frozenset()
    name = jurisdiction.name
    names = [*(name.values() if isinstance(name, MultilingualText) else (name,)), *jurisdiction.aliases]
    own = {next((ending for ending in _ENDINGS if one.endswith(ending)), "") for one in names} - {""}
    own |= set(_BY_LEVEL.get(jurisdiction.level or "", ()))
    return frozenset(own | {"区"} if "自治区" in own else own)  # 全区 is said of an autonomous region, too


@lru_cache(maxsize=65_536)  # every edited plan asks again for all the texts that it has left as they were
def area_named(text: str, own: frozenset[str]) -> str | None:
    """Return the words in a target's text that name another area than the plan's own; ``None`` for none.

    Parameters:
        text: the text as printed.
        own: what :func:`areas_of` says; of none, nothing is said of the text.

    Example:
        >>> area_named("全省森林覆盖率达到60%", frozenset("县")), area_named("全县森林覆盖率达到60%", frozenset("县"))
        ('全省', None)
        >>> area_named("达到全省平均水平", frozenset("县")) is None
        True
    """
    return next((words for words, area in _areas_in(text) if area not in own), None) if own else None


def any_area_in(text: str) -> str | None:
    """Return the first words of a target's text that name a whole area, whose ever it is; ``None`` for none.

    Example:
        >>> any_area_in("全省森林覆盖率达到60%"), any_area_in("达到全省平均水平")
        ('全省', None)
    """
    return next((words for words, _ in _areas_in(text)), None)


def _areas_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words for whole areas in a text, and the kind of area that each names."""
    yield from _CHINESE.findall(text)
    for words, area in _WIDE.findall(text) if "wide" in text.lower() else ():
        yield words, _ENGLISH[area.lower()]


def with_areas(indicator: Indicator, own: frozenset[str]) -> Indicator:
    """Return an indicator whose targets say for which other area than the plan's own they hold."""
    targets = of_areas(indicator.targets, own)
    return indicator if targets is indicator.targets else attrs.evolve(indicator, targets=targets)


def of_areas(targets: tuple[Target, ...], own: frozenset[str]) -> tuple[Target, ...]:
    """Return targets that say for which other area than the plan's own they hold; the same if none does."""
    areas = [_area_of(target, own) for target in targets]
    if not any(areas):
        return targets
    return tuple(
        [
            target if area is None else attrs.evolve(target, scope=area)
            for target, area in zip(targets, areas, strict=True)
        ]
    )


def _area_of(target: Target, own: frozenset[str]) -> str | None:
    area = area_named(target.as_published, own) if target.as_published is not None else None
    if area is None or target.scope is not None or not isinstance(target.commitment, Level | Change | Compound):
        return None
    return area
