"""A verb of change before a name: how much it moves (降低成本100亿元), or what it is to be (降低浓度不超过35)."""

from __future__ import annotations

import re

from planmodel.expression import expression
from planmodel.phrases.clauses import Clause
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token
from planmodel.phrases.worded import comparator_of

__all__ = ["OF_DEGREE", "OF_SHARES", "begins_a_name", "leads_an_act", "level_beside", "moves_or_is"]

_RISING, _FALLING, _BETTERING, _SAVING, OF_DEGREE = (
    frozenset(row.split())
    for row in (
        "提高 提升 增加 扩大 上升 升高 增长 上调 上浮 延长 增强 拓展 增大",
        "降低 下降 减少 削减 压减 缩减 下调 下浮 收窄 缩短 压缩 缩小 压降 精简 减 降 增 提速",
        "提高 提升 增强",
        "节约 节省 节能 节水 节电 减排 减负 降本 增收 扩大 缩小 缩短 收窄",
        "提升 提高 上升 升高 降低 下降 下调 上调 增强",
    )
)
"""The last are verbs of how high or good something is, never of how many there are: 提升50个口岸的防范能力."""
OF_SHARES = expression(r"(?:(?<!生产)(?<!汇)率|比例|比重|占比)$")
"""How the name of a share ends."""
_PERCENT = frozenset({"%", "％", "‰", "百分比"})
_COUNTS = frozenset("个家所座处项条户名人村类种批")


def _verb_and_name(clause: Clause) -> tuple[Token | None, str]:
    if clause.form != "change":
        return None, ""
    verb = clause.roles.get("up") or clause.roles.get("down")
    return verb, "".join([token.text for token in clause.parts.get("object", ())])


_BETTERED = expression(
    r"improv|enhanc|strengthen|boost|lift|grow|rais|expand|scal(?:e|ing) up|ramp(?:ing)? up|widen|narrow", re.IGNORECASE
)
"""English verbs of how good or large something is, whose object a number may count: improve 300 homes."""
_MONEY = expression(r"(?:^|\s)(?:USD|GBP|EUR|HKD)$|元$")


def _bettered(clause: Clause, verb: Token) -> Doubt | None:
    """Return the doubt about a number of what is bettered, of which there is no more: lift 2 million people."""
    if clause.parts.get("what") or "by" in clause.roles or _BETTERED.match(verb.text) is None:
        return None
    unit = clause.roles["unit"].text if "unit" in clause.roles else ""
    if _MONEY.search(unit) is not None or (unit in _PERCENT and not clause.parts.get("rest")):
        return None  # raise £3m
    return Doubt("attribute", (f"{verb.text} {clause.roles['value'].text} {unit}".strip()[:20],))


def level_beside(clause: Clause) -> bool | None:
    """Return whether an English verb of change leads to a level: reduce debt below 60 %; ``None`` where it may not.

    By is what leads to a change; over may stand for by over.
    """
    roles = clause.roles
    beside = roles["before"].text.lower() if "before" in roles and "by" not in roles else ""
    if clause.form != "change" or not clause.parts.get("what") or beside not in _BELOW | _ABOVE:
        return False
    return True if ("down" in roles and beside in _BELOW) or ("up" in roles and beside == "above") else None


_BELOW, _ABOVE = frozenset({"below", "under", "beneath"}), frozenset({"above", "over"})


def begins_a_name(clause: Clause) -> bool:
    """Return whether a verb that says nothing of degree is the head of the name of a share: 化解纠纷成功率不低于95%.

    新建绿地率 is such a share, and no rise; 提高利用率 may be one.
    """
    verb, name = _verb_and_name(clause)
    unit = clause.roles.get("unit")
    if verb is None or unit is None or unit.text not in _PERCENT or OF_SHARES.search(name) is None:
        return False
    return verb.text not in _RISING | _FALLING and not verb.text.isascii()


def leads_an_act(clause: Clause) -> bool:
    """Return whether a verb of degree stands before another verb, with which it is one: 提升建设步道100公里."""
    verb = clause.roles.get("up") or clause.roles.get("down")
    unit = clause.roles.get("unit")
    named = clause.parts.get("object", ())
    if verb is None or unit is None or unit.text in _PERCENT or verb.text not in OF_DEGREE or len(named) < 2:
        return False
    act = named[0]
    return verb.end == act.start and "DO" in act.values and not {"NOUN", "NAMED"} & act.values.keys()


def moves_or_is(clause: Clause) -> Doubt | None:
    """Return the doubt about a verb of change before a name that may lead to its level as well as to its change."""
    verb, name = _verb_and_name(clause)
    unit = clause.roles.get("unit")
    if verb is not None and verb.text.isascii():
        return _bettered(clause, verb)
    if verb is None or not name:
        return None
    counted = unit is not None and unit.text.lstrip("十百千万亿") in _COUNTS
    if counted and verb.text in OF_DEGREE | _SAVING:
        return Doubt("attribute", (f"{verb.text}{name}"[:20],))  # 减排项目超过20个: no 20 fewer
    doubt = Doubt("level_or_change", (verb.text,))
    if unit is not None and unit.text in _PERCENT:
        return doubt if OF_SHARES.search(name) is not None and not begins_a_name(clause) else None
    side = comparator_of(clause.roles)
    if verb.text in _RISING:
        unsure = ("at_most", "less_than", *(("at_least", "more_than") if verb.text in _BETTERING else ()))
    else:
        unsure = ("at_most", "less_than") if verb.text in _FALLING else ()
    return doubt if side in unsure else None
