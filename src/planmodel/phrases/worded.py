"""What a clause promises without a number: classes, standards, trends, what others reach or set; and comparators."""

from __future__ import annotations

from typing import get_args

from planmodel.model.targets import Assigned, Commitment, Comparator, Grade, Qualitative, RelativeTo
from planmodel.phrases.clauses import Clause
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token

__all__ = ["comparator_of", "worded"]


def worded(clause: Clause) -> Commitment | Doubt | None:
    """Return what a clause promises in words; ``None`` where its form holds a number."""
    roles = clause.roles
    match clause.form:
        case "asbefore":
            how = roles.get("how") or roles.get("how2")
            return Qualitative(trend="maintain" if how is None else _SIDES.get(how.values["BEFORE"], "maintain"))
        case "grade":
            return _grade(roles)
        case "standard":
            scale = (roles["body"].text if "body" in roles else "") + roles["scale"].text
            return Grade(grade=roles["rank"].text, scale=scale, comparator=_how(roles))
        case "norm":
            return Qualitative(trend="meet_standard")
        case "relative":
            return RelativeTo(scope=roles["scope"].text, statistic=roles["mean"].values["MEAN"], comparator=_how(roles))
        case "keepup" | "faster" | "paced":
            pace = "".join(token.text for token in clause.parts.get("pace", ()))
            if clause.form == "keepup" and pace.endswith(("比", "比例", "之比")):
                return Doubt("no_form")  # 普通高中和职业教育招生比大体相当: what is alike are the two of the ratio
            return RelativeTo(scope=pace, comparator=_how(roles)) if pace else Doubt("no_form")
        case "peer":
            return RelativeTo(scope=roles["scope"].text.removesuffix("水平"), comparator=_how(roles))
        case "equal":
            return Qualitative(trend="maintain")
        case "assigned" | "given":
            return Assigned(by=roles["by"].text if "by" in roles else None)
        case "trend":
            return _trend(clause)
        case "out":
            return Qualitative(trend="eliminate")
        case _:
            return None


_SIDES = {"at_most": "not_increase", "less_than": "decrease", "more_than": "increase"}
"""What a side of an earlier level promises: 不高于2020年水平, 低于2020年水平."""


def _grade(roles: dict[str, Token]) -> Commitment | Doubt:
    if "after" in roles and roles["after"].values.get("AFTER") != "at_least":
        return Doubt("class_side", (roles["after"].text,))
    if "out" in roles and roles["out"].text != roles["grade"].text:
        return Doubt("class_moves")
    scale = roles["body"].text if "body" in roles else None
    return Grade(grade=roles["grade"].text, scale=scale, comparator=_how(roles))


def _trend(clause: Clause) -> Commitment | Doubt:
    roles = clause.roles
    beyond = next((one for one in clause.parts.get("object", ()) if one.text.lower() in _BEYOND | _AMOUNTS), None)
    if beyond is not None:
        return Doubt("unknown", (beyond.text,))
    first = roles["trend"].values["TREND"]
    if first == "maintain" and any(one.text.lower() in _WAYS for one in clause.parts.get("object", ())):
        way = next(one.text for one in clause.parts["object"] if one.text.lower() in _WAYS)
        return Doubt("two_trends", (roles["trend"].text, way))
    second = roles["trend2"].values["TREND"] if "trend2" in roles else first
    if second not in (first, "increase", "decrease") or (first in ("increase", "decrease") and second != first):
        return Doubt("two_trends", (roles["trend"].text, roles["trend2"].text))
    return Qualitative(trend=first)


_BEYOND = frozenset(
    {"above", "below", "beyond", "beneath", "exceeding", "greater than", "higher than", "lower than", "less than"}
)
"""Words behind a trend that say how far it shall go: reduce exposure below safe levels."""

_TOWARDS = "downward upward downwards upwards rising falling declining decreasing increasing growing"
_WAYS = frozenset(_TOWARDS.split())
"""Words behind keep and maintain that say which way it goes on: keep debt on a downward path."""
_LARGE = "dozen dozens hundred hundreds thousand thousands million millions billion billions trillion"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_AMOUNTS = frozenset(f"{_LARGE} {_TENS}".split())
"""Numbers in words behind a trend, which are more than a trend."""
_COMPARATORS: dict[str, Comparator] = {name: name for name in get_args(Comparator)}


def _how(roles: dict[str, Token]) -> Comparator | None:
    how = roles.get("how")
    if how is not None:
        said = how.values.get("BEFORE") or how.values.get("FASTER", "")
        return "at_least" if "BETTER" in how.values else _COMPARATORS.get(said)
    return "at_least" if "after" in roles and roles["after"].values.get("AFTER") == "at_least" else None


_COMPARING = frozenset({"before", "before2", "after", "round", "round0", "nearly", "cap"})


def comparator_of(roles: dict[str, Token]) -> Comparator | Doubt | None:
    """Return how the value of a clause is meant, or that two comparators cannot both hold."""
    if _COMPARING.isdisjoint(roles):
        return None
    if "nearly" in roles:
        return Doubt("nearly", (roles["nearly"].text,))
    given = [roles[role].values["BEFORE"] for role in ("before", "before2") if role in roles]
    if "after" in roles:
        given.append(roles["after"].values["AFTER"])
    if "round" in roles or "round0" in roles:
        given.append("about")
    if "cap" in roles and not given:  # limit warming to 1.5 °C
        given.append("at_most")
    said = dict.fromkeys("more_than" if one == "more" else one for one in given)
    if len(said) > 1 and set(said) in ({"at_most", "less_than"}, {"at_least", "more_than"}):
        said = dict.fromkeys(one for one in said if one in ("at_most", "at_least"))  # 控制在不超过…以内: both say so
    if len(said) > 1:
        return Doubt("comparators", tuple(sorted(said))[:2])
    return _COMPARATORS.get(next(iter(said))) if said else None
