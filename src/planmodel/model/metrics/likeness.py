"""Which metrics a name may mean: those that share words with it that few others have, and are numbers of its kind."""

from __future__ import annotations

import re
from functools import lru_cache

from planmodel.model.metrics.canonical import canonical, is_english
from planmodel.model.metrics.index import NameIndex, pieces

__all__ = ["like"]

_LEAST = 0.45
"""Names that have less in common are not offered."""
_OTHER_KIND = 0.6
_KIND_UNSAID = 0.9
_KINDS = {
    "growth": r"(?:增长|上涨|下降|降低|减少|提高|变化)(?:率)?$|growth|change|increase|reduction",
    "share": r"率$|比重|占比|比例|share:|rate|percentage|proportion",
    "money": r"(?:额|收入|支出|投资|产值|增加值|gdp|费用|工资|价格|地价|经费|资金)$|revenue|income|expenditure|cost",
    "area": r"面积$|area$|acres",
    "length": r"(?:里程|长度|总长)$|length|miles",
    "time": r"(?:时间|时长|寿命|年限)$|time|years",
    "index": r"(?:指数|系数|满意度|评分)$|index",
    "density": r"(?:强度|密度)$|density|intensity",
    "output": r"(?:产量|发电量|产能|能力)$",
}
_KIND = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_BASE = re.compile(r"人均|户均|地均|每.{1,3}人|每百户|单位gdp|单位面积|万元|per (?:capita|\d+|million)")


@lru_cache(maxsize=8192)
def _nature(form: str) -> tuple[str | None, str | None]:
    """Return what kind of number a form names, and by what it is divided."""
    kind = next((kind for kind, pattern in _KIND.items() if pattern.search(form)), None)
    base = _BASE.search(form)
    return kind, base[0] if base is not None else None


def like(name: str, index: NameIndex, most: int) -> list[tuple[str, float, str]]:
    """Return ids of metrics with names like a given one, how like from 0 to 1, and the name; likeliest first.

    Names are like each other by the share of their pieces that they have in common, each weighing what it tells
    (Dice's coefficient with inverse document frequencies); less, where one is a share and the other money, or one is
    per person and the other is not.

    Parameters:
        name: the name as printed.
        index: the names of the list.
        most: how many.
    """
    form = canonical(name)
    scores = _scores(form, index)
    if is_english(form):
        for other, score in _scores(_bare(form), index).items():
            scores[other] = max(score, scores.get(other, 0.0))
    best: dict[str, tuple[float, str]] = {}
    for other in sorted(scores, key=lambda one: (-scores[one], one))[: 4 * most]:
        score = scores[other] * _kinship(form, other)
        for id in index.forms[other]:
            if score >= _LEAST and score > best.get(id, (0.0, ""))[0]:
                best[id] = (score, index.spellings[other])
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    return [(id, score, spelling) for id, (score, spelling) in ranked[:most]]


def _scores(form: str, index: NameIndex) -> dict[str, float]:
    """Return the share of the pieces that a form has in common with each form of the list."""
    common: dict[str, float] = {}
    own = 0.0
    for piece in dict.fromkeys(pieces(form)):
        weight = index.weight(piece)
        own += weight
        for other in index.holders.get(piece, ()):
            common[other] = common.get(other, 0.0) + weight
    return {other: 2 * shared / (own + index.weights[other]) for other, shared in common.items()}


def _bare(form: str) -> str:
    """Return an English form without the word rate at its end, and cover for coverage: names are printed both ways."""
    words = form.removesuffix(" rate").split()
    return " ".join("cover" if word == "coverage" else word for word in words)


def _kinship(form: str, other: str) -> float:
    """Return how far two forms name the same kind of number; an English name without a word of kind leaves it open."""
    (kind, base), (other_kind, other_base) = _nature(form), _nature(other)
    if (kind, base) == (other_kind, other_base):
        return 1.0
    unsaid = kind is None or other_kind is None
    return _KIND_UNSAID if unsaid and base == other_base and is_english(form) and is_english(other) else _OTHER_KIND
