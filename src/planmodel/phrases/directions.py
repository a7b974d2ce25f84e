"""What an indicator's name says of its numbers: that they are changes, which way, and in which unit."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from planmodel.expression import expression
from planmodel.phrases.folding import folded
from planmodel.units import is_known

__all__ = ["BRACKETS", "direction_in", "direction_of_metric", "unit_in"]

BRACKETS = expression(r"[(（\[〔][^)）\]〕]*[)）\]〕]")
_IN_BRACKETS = expression(r"[(（]([^()（）]{1,24})[)）]\s*$")
_FALLS = expression(
    r"(?:下降|降低|减少|削减|压减|减排|节约|压缩)(?:率|比例|幅度|量|百分比|总量|数)?$|(?:降|减|跌)幅$|(?:削减|减少)(?:总?量|比例|率)$"
    r"|(?:\b|^)(?:reduction|decrease|savings?)$"
)
_RISES = expression(
    r"(?:提高|增长|增加|上升|提升|上涨)(?:比例|幅度|百分比|速度|率)?$|(?:涨|增|升)(?:幅|速)$|(?:\b|^)(?:growth|increase)$"
)
_RATES = expression(r"(?:人口|自然)增长率$")
_GAINS = expression(
    r"^(?:累计)?新增(?!.*(?:平均|人均|年限|率|比重|占比|水平))|(?:新增|增加)(?:量|面积|规模)$"
    r"|^(?:城镇|农村|城乡|年均|每年|年度)新增(?:就业|转移|劳动力)"
)


@lru_cache(maxsize=4096)
def direction_in(name: str) -> tuple[Literal["increase", "decrease"] | None, bool]:
    """Return the direction of change that a name tells, and whether it holds for quantities alone.

    Parameters:
        name: an indicator's name as printed; brackets are passed over.

    Example:
        >>> direction_in("单位GDP能源消耗降低(%)"), direction_in("居民消费价格涨幅"), direction_in("新增造林面积")
        (('decrease', False), ('increase', False), ('increase', True))
    """
    if len(name) > 200:
        return None, False
    plain = BRACKETS.sub("", folded(name) if not name.isascii() else name.lower().strip())
    if _FALLS.search(plain):
        return "decrease", False
    if _RISES.search(plain) and not _RATES.search(plain):
        return "increase", False
    return ("increase", True) if _GAINS.search(plain) else (None, False)


@lru_cache(maxsize=4096)
def direction_of_metric(name: str | None) -> Literal["higher", "lower"] | None:
    """Return which way is better for the metric that a name surely means.

    Example:
        >>> direction_of_metric("森林覆盖率(%)"), direction_of_metric("某指标")
        ('higher', None)
    """
    from planmodel.model.metrics import metric_named  # its rules take a while to load, and few texts need them

    metric = metric_named(BRACKETS.sub("", name)) if name is not None and len(name) <= 200 else None
    return metric.better if metric is not None else None


@lru_cache(maxsize=4096)
def unit_in(name: str | None) -> str | None:
    """Return the unit in brackets at the end of a name: …比例(%)."""
    found = _IN_BRACKETS.search(name) if name is not None and len(name) <= 200 else None
    return found[1] if found is not None and is_known(found[1]) else None
