"""Words in names that change the thing, however alike the names are: 男 and 女, 城市 and 农村, 进口 and 出口."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeAlias

from planmodel.model.element import Element
from planmodel.model.kinds import Indicator
from planmodel.model.metrics import metric_named
from planmodel.model.names import folded_name

__all__ = ["OPPOSITES", "are_apart", "metric_key", "opposites_apart"]

Sides: TypeAlias = tuple[tuple[str, ...], ...]
"""What excludes each other; a side has the words that mean one thing."""

OPPOSITES: Sequence[Sides] = (
    (("男", "male", "men", "boys"), ("女", "female", "women", "girls")),
    (("城市", "城镇", "城区", "urban"), ("农村", "乡村", "rural"), ("城乡",)),
    (("规模以上", "规上", "限额以上", "限上"), ("规模以下", "规下", "限额以下", "限下")),
    (
        ("国家级", "全国", "national"),
        ("省级", "全省"),
        ("地市级", "市级"),
        ("县级", "区级"),
        ("乡级", "镇级", "乡镇级"),
        ("村级",),
    ),
    (("新建", "new"), ("既有", "存量", "existing"), ("改建",), ("扩建",), ("续建",)),
    (("新增",), ("存量",), ("淘汰", "退出")),
    (("进口", "import", "imports"), ("出口", "export", "exports"), ("进出口",)),
    (("一般", "general"), ("危险", "hazardous")),
    (("一般",), ("重点",)),
    (("普通",), ("重点",), ("高速",)),
    (("公办", "公立"), ("民办", "民营", "私立")),
    (("国有",), ("民营", "私营"), ("外资",)),
    (("公有",), ("非公有",)),
    (("public",), ("private",)),
    (("增长", "增加", "提高", "上升", "提升", "increase"), ("下降", "减少", "降低", "削减", "decrease")),
    (("就业",), ("失业",)),
    (("出生",), ("死亡",)),
    (("最高", "上限"), ("最低", "下限")),
    (("境内", "国内"), ("境外", "国外", "国际")),
    (("入境",), ("出境",)),
    (("户籍",), ("常住",), ("流动",)),
    (("人均",), ("户均",), ("地均", "亩均")),
    (("集中式", "集中"), ("分散式", "分散")),
    (("地表水",), ("地下水",), ("海水",)),
    (("陆域", "陆地"), ("海域", "海洋")),
    (("化石",), ("非化石",)),
    (("农业",), ("非农业", "非农")),
    (("金属",), ("非金属",)),
    (("天然林",), ("人工林",)),
    (("有机",), ("无机",)),
    (("客运",), ("货运",)),
    (("公路",), ("铁路",), ("水路",), ("民航", "航空")),
    (("第一产业", "primary"), ("第二产业", "secondary"), ("第三产业", "tertiary")),
    (("农业",), ("工业",), ("建筑业",), ("服务业",)),
    (("生活",), ("工业",), ("农业",)),
    (("大型", "large"), ("中型",), ("小型", "small"), ("大中型",), ("中小型",)),
    (("学前", "幼儿园"), ("小学",), ("初中",), ("高中",), ("义务教育",), ("高等教育",)),
    (("孕产妇",), ("婴儿", "新生儿"), ("儿童",), ("老年", "老人")),
    (("东部",), ("中部",), ("西部",), ("南部",), ("北部",)),
    (("昼间",), ("夜间",)),
)
"""Groups of words of which two names of one thing do not hold different ones."""


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Mapping[str, int]], ...]:
    """Return for each group what finds its words, the longest first, and the side of each word."""
    found = []
    for group in OPPOSITES:
        sides = {word: place for place, side in enumerate(group) for word in side}
        words = sorted(sides, key=len, reverse=True)
        found.append((re.compile("|".join(rf"\b{one}\b" if one.isascii() else one for one in words)), sides))
    return tuple(found)


def opposites_apart(old: str, new: str) -> tuple[str, str] | None:
    """Return the words that exclude each other, of which one name holds the one and the other name the other.

    Example:
        >>> opposites_apart("城市污水集中处理覆盖率", "农村污水集中处理覆盖率")
        ('城市', '农村')
        >>> opposites_apart("进口总额", "进出口总额"), opposites_apart("城市与农村供水", "农村和城市供水")
        (('进口', '进出口'), None)
    """
    names = [_plain(one) for one in (old, new)]
    for pattern, sides in _readers():
        before, after = ({sides[one]: one for one in pattern.findall(name)} for name in names)
        lost, gained = (
            [before[one] for one in before if one not in after],
            [after[one] for one in after if one not in before],
        )
        if lost and gained:
            return lost[0], gained[0]
    return None


def metric_key(element: Element) -> str | None:
    """Return the metric that an indicator names, else the one that its name certainly means."""
    if not isinstance(element, Indicator):
        return None
    if element.metric is not None:
        return element.metric.to
    named = metric_named(element.label("zh"), unit=element.unit)
    return None if named is None else named.id


def are_apart(old: Element, new: Element) -> bool:
    """Tell whether two elements whose wording is alike are two things all the same.

    They are where one name holds a word and the other its opposite, and where they mean two metrics.
    """
    if opposites_apart(old.label("zh"), new.label("zh")) is not None:
        return True
    keys = metric_key(old), metric_key(new)
    return None not in keys and keys[0] != keys[1]


def _plain(name: str) -> str:
    """Return a name in small letters; its spaces stay where letters need them as the edges of words."""
    return name.lower() if re.search(r"[a-z]", name.lower()) else folded_name(name)
