"""What stands behind a value without being part of its form: a name, a part, or words that make it no promise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from planmodel.expression import expression
from planmodel.phrases.clauses import Clause
from planmodel.phrases.english_subjects import english_limit, english_rate
from planmodel.phrases.measures import SCALES
from planmodel.phrases.moves import OF_DEGREE
from planmodel.phrases.naming import names_a_part
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token
from planmodel.units import is_known, same_dimension

__all__ = ["PERCENT", "SHARES", "YEARLY", "doubt_behind", "of_others", "pace_of", "paced", "year_or_each"]

PERCENT = frozenset({"%", "％", "‰", "百分比", "percent"})
SHARES = PERCENT | {"个百分点", "百分点", "percentage points", "percentage point", "pp"}
_NUMBER = expression(r"\d+(?:\.\d+)?")


def doubt_behind(clause: Clause) -> Doubt | None:
    """Return the doubt about words behind a value (5蒲式耳 is no 5), or about a share among those before it."""
    rest = clause.parts.get("rest", ())
    if _is_a_grant(clause):
        return Doubt("rule", ("给予",))
    limited = english_limit(clause) or english_rate(clause)
    if limited is not None:
        return limited
    if _betters_what_is_bad(clause):
        return Doubt("no_direction")
    if clause.form == "fallof" and ("unit" not in clause.roles or clause.roles["unit"].text not in SHARES):
        return Doubt("no_direction")  # 500 home improvements
    for role in ("what", "what2", "object"):
        named = clause.parts.get(role, ())
        share = next((number for number, token in enumerate(named) if token.text in SHARES), None)
        if share is not None:
            return Doubt(
                "unknown", ("".join(token.text for token in named)[:20],)
            )  # a second value, not part of a name
    if not rest:
        return None
    if rest[0].text == "的" and _limits(clause) and not _is_of_a_target(rest):
        return Doubt("attribute", ("".join(token.text for token in rest)[:20],))  # 年收入低于5000元的家庭
    if all(
        token.text.isascii() for token in rest
    ):  # English names behind the number what it is of: 30% renewable energy
        shown = " ".join(token.text for token in rest)
        own = clause.roles.get("unit")
        changing = rest[0].text.lower() in _CHANGING or not {"UPPING", "DOWNING"}.isdisjoint(rest[0].values)
        if clause.form in ("shared", "made", "level", "bare", "bound") and changing:
            return Doubt("no_direction")  # a 10% reduction in whatever the form of reductions does not cover
        if rest[0].text.lower() in _BESIDE and own is not None and own.text in SHARES:  # 5% above the national average
            return Doubt("unknown", (shown[:20],))
        if own is not None and own.text in _SCALES and clause.parts.get("what") and not rest[0].values:
            return Doubt("unit", (f"{own.text} {shown}"[:20],))  # reduce runoff by 1 billion gallons
        if rest[0].text.lower() in _AGAINST and any(_OF_A_BASE.fullmatch(word.text) for word in rest):
            return Doubt("unknown", (shown[:20],))  # by 30% from the levels of the last plan
        if rest[0].text.lower() == "per" or shown.lower().startswith(("for every ", "for each ")):
            return Doubt("unit", (shown[:20],))  # 3 trees for every tree felled
        if _is_another_unit(rest, own):
            return Doubt("unit", (shown,))
        of_mean = any("SCOPE" in one.values and "MEAN" in two.values for one, two in pairwise(rest))
        return Doubt("unknown", (shown[:20],)) if of_mean or _holds_another_value(clause, rest) else None
    if names_a_part(rest):
        return None
    if (
        "unit" in clause.roles
        and rest[0].text[:1] in _OF_UNITS
        and "YEAR" not in rest[0].values
        and len(rest[0].text) == 1
    ):
        return Doubt("unit", (f"{clause.roles['unit'].text}{rest[0].text}",))  # 70人年
    if rest[0].text == "(" or any(token.text.isdigit() for token in _without_ratings(rest)):
        return Doubt("unknown", ("".join(token.text for token in rest)[:20],))
    unit = clause.roles.get("unit")
    after = clause.roles.get("after")
    if unit is not None and ("/" in unit.text or (after is not None and after.text.startswith("及"))):
        return Doubt("attribute", ("".join(token.text for token in (unit, *rest))[:20],))  # 淘汰35蒸吨/小时及以下锅炉
    shown = "".join(token.text for token in rest)[:20]
    if unit is not None and unit.text in SCALES and _is_short(rest) and _is_named(clause):
        return Doubt("unit", (f"{unit.text}{shown}",))  # 快递业务量达到10万单, not 惠及10万农民
    if unit is not None and clause.form in ("made", "change", "shared", "listed") and _is_a_rating(unit.text):
        return Doubt("attribute", (f"{unit.text}{shown}"[:20],))  # 建设750千伏河西走廊北通道工程
    moved = clause.roles.get("up") or clause.roles.get("down")
    if moved is not None and moved.text in OF_DEGREE and unit is not None and unit.text.lstrip("十百千万亿") in _COUNTS:
        return Doubt("attribute", (f"{unit.text}{shown}"[:20],))  # 提升50个口岸的防范能力: no 50 more
    below = after is not None and after.text.endswith("以下") and clause.form in ("made", "change")
    if unit is not None and ((below and not clause.parts.get("what")) or rest[-1].text.endswith("中")):
        return Doubt("attribute", (f"{unit.text}{shown}"[:20],))  # 退出30万吨以下煤矿, 监测的320家企业中
    within = after is not None and after.values.get("AFTER") == "at_most" and not _is_of_a_target(rest)
    lasts = unit is not None and unit.text in _LASTING and clause.form in _BEFORE_A_NAME and after is None
    if unit is not None and lasts and rest[0].text != "的" and not _is_of_a_target(rest):
        return Doubt("attribute", (f"{unit.text}{shown}"[:20],))  # 3年行动, 15分钟生活圈: part of a name
    if unit is not None and within and unit.text in _SPANS:
        return Doubt("attribute", (f"{unit.text}{after.text if after is not None else ''}{shown}"[:20],))
    if unit is None:
        return Doubt("unknown", (shown,))
    share = unit.text in SHARES
    if share and (clause.form == "shared" or (clause.form == "bound" and not clause.parts.get("what"))):
        acts = rest[0].text == "的" or any(not _NAMING_ONLY.issuperset(token.values) for token in rest if token.values)
        return None if acts else Doubt("unknown", (shown,))
    if share and clause.form == "made" and clause.roles["do"].text in _REACHING and rest[0].text[:1] == "的":
        return None  # 覆盖80%以上的大城市
    harmless = _is_of_a_target(rest) or all(token.text in _HARMLESS for token in rest)
    return Doubt("unknown", (shown,)) if share and not harmless else None


def _betters_what_is_bad(clause: Clause) -> bool:
    """Return whether a number of an improvement is of what is the better the less there is: improve spills by 5%."""
    up = clause.roles.get("up")
    if up is None or not up.text.lower().startswith(("improv", "enhanc", "strengthen")):
        return False
    named = (*clause.parts.get("what", ()), *clause.parts.get("object", ()), *clause.parts.get("rest", ()))
    return any(_BAD.fullmatch(word.text) is not None for word in named)


_BAD = expression(
    r"emissions?|spills?|leak(?:s|age)|loss(?:es)?|waste|mortality|deaths?|accidents?|injur(?:y|ies)|fatalit(?:y|ies)"
    r"|crimes?|unemployment|poverty|absen(?:ce|teeism)|sickness|vacanc(?:y|ies)|costs?|wait(?:s|ing)?|times?|delays?"
    r"|backlogs?|complaints?|consumption|intensity|turnover|dropouts?|drop-out|congestion|pollution|noise|debt|deficit"
    r"|inequality|gap|failures?|errors?",
    re.IGNORECASE,
)


def _is_a_grant(clause: Clause) -> bool:
    """Return whether a clause says what somebody is given for something: 对新认定的平台给予一次性奖励100万元."""
    unit = clause.roles.get("unit")
    if unit is None or not unit.text.endswith("元") or "亿" in unit.text:
        return False
    words = [word.text for role in ("what", "what2", "object", "rest") for word in clause.parts.get(role, ())]
    return any("给予" in word or "一次性" in word for word in words)


def _without_ratings(rest: Sequence[Token]) -> list[Token]:
    """Return words without what tells of what kind a thing is: 建成20个500千伏输变电工程."""
    rated = {n for n in range(1, len(rest) - 1) if _is_a_rating(rest[n].text) and rest[n - 1].text.isdigit()}
    return [word for n, word in enumerate(rest) if n + 1 not in rated]


def _is_short(rest: Sequence[Token]) -> bool:
    return len(rest) == 1 and not rest[0].values and len(rest[0].text) < 3


def _is_named(clause: Clause) -> bool:
    return any(clause.parts.get(role) for role in ("what", "what2", "object", "naming"))


@lru_cache(maxsize=1024)
def _is_a_rating(unit: str) -> bool:
    """Return whether a unit tells of what kind a thing is, as volts do: no count of things adds up in it."""
    return is_known(unit) and any(same_dimension(unit, one) for one in ("V", "Pa", "℃", "km/h"))


_BEFORE_A_NAME = frozenset({"shared", "made", "level", "bound"})
"""Forms whose time may be part of a name behind it: 15分钟健身圈, 3天日均消费量."""
_LASTING = frozenset({"年", "个月", "月", "周", "天", "日", "小时", "分钟", "个小时", "秒"})
_OTHERS = frozenset({"MEAN", "COMPARED", "NOW", "BASEYEAR", "LASTYEAR", "EQUAL"})
_EARLIER = ("原来", "原有", "原先", "以前", "过去", "之前", "此前")


def of_others(clause: Clause) -> Doubt | None:
    """Return the doubt about a share or multiple of what others have or of what was: 全省平均水平的80%, 原来的2倍."""
    whole = clause.parts.get("whole", ())
    if any(not _OTHERS.isdisjoint(token.values) or token.text.startswith(_EARLIER) for token in whole):
        return Doubt("unknown", ("".join(token.text for token in whole)[:20],))
    return None


def pace_of(clause: Clause) -> Token | None:
    """Return the word of what is for each month or every five years: 每月新增100人, 寿命每五年提高1岁.

    In the middle of a name such a word is part of it: 学生每天校园体育活动时间增加1小时.
    """
    unit = clause.roles.get("unit")
    if unit is not None and unit.values.get("PER") in _TIMES:
        return unit._replace(text=f"每{unit.values['PER']}")
    for role in ("what", "what2", "object"):
        named = clause.parts.get(role, ())
        for at, token in enumerate(named):
            if "PACE" in token.values and all("ENSURE" in one.values for one in named[at + 1 :]):
                return token
    return clause.roles.get("pace")


def paced(clause: Clause) -> Doubt | None:
    """Return the doubt about a change that is for another stretch of time than a year or the whole."""
    first = next(iter(clause.parts.get("what", ())), None)
    token = first if first is not None and "PACE" in first.values else pace_of(clause)
    return None if token is None else Doubt("pace", (token.text,))


_COUNTS = frozenset("个家所座处项条户名人村类种批")
_OF_UNITS = frozenset("年月日天时次倍")
_SPANS = frozenset({"分钟", "小时", "秒", "天", "日", "个工作日", "工作日", "公里", "米", "千米"})
"""Units of what something is reached within: 30分钟内上高速, 24小时内到达现场."""
_TIMES = frozenset({"月", "季度", "季", "周", "星期", "天", "日", "小时", "个月"})


_OF_SEVERAL = frozenset(
    [
        *("pound", "pounds", "ton", "tons", "gallon", "gallons", "barrel", "barrels", "bushel", "bushels"),
        *("pint", "pints", "ounce", "ounces", "inch", "inches", "knots", "furlongs", "fortnight", "fortnights"),
        *("mtco2e", "mtco2", "mmtco2e"),
        *("therm", "therms", "btu", "calorie", "calories", "horsepower", "degree", "degrees"),
    ]
)
"""Units of several sizes, of weight and money, or that no table has."""
_MORE = frozenset({"additional", "extra", "further", "more", "new"})
_MEASURES = ("days", "t", "km", "km2", "m3", "MWh", "MW")


def _is_another_unit(rest: Sequence[Token], own: Token | None) -> bool:
    """Return whether a value has a unit behind it that is not read: 5 tons, 3 short tons, 10 working days."""
    first, *others = (token.text for token in rest[:2])
    if any(word.lower() in _OF_SEVERAL for word in (first, *others)):
        return True
    more = first.lower() in _MORE
    return own is None and (is_known(first) or any(_is_measured(word) and not more for word in others))


@lru_cache(maxsize=1024)
def _is_measured(word: str) -> bool:
    """Return whether a word is a unit of measure: electric buses are counted, working days are none of days."""
    return is_known(word) and any(same_dimension(word, unit) for unit in _MEASURES)


_AGAINST = frozenset({"from", "against", "on", "versus", "relative to", "compared to", "compared with"})
_OF_A_BASE = expression(r"levels?|base(?:line|s)?|figures?|values?|rates?|averages?|benchmarks?|trends?", re.IGNORECASE)
"""Words of what a change counts from."""
_SCALES = frozenset({"thousand", "million", "billion", "trillion"})
_CHANGING = frozenset({"change", "shift", "swing", "variation", "difference", "gap", "deviation", "movement", "margin"})
"""Nouns behind a value that say neither which way it goes nor that it is a level: a 10% change in."""
_BESIDE = frozenset(
    [
        *("above", "below", "under", "beyond", "beneath", "exceeding", "than", "short", "away", "off"),
        *(
            "higher",
            "lower",
            "greater",
            "smaller",
            "higher than",
            "lower than",
            "more than",
            "less than",
            "greater than",
        ),
    ]
)
"""Words behind a value that hold it against something else, so that it is no level."""


def _limits(clause: Clause) -> bool:
    """Return whether a value before 的 says what the things behind it are like, rather than how many they shall be."""
    unit = clause.roles.get("unit")
    if clause.form in ("bound", "level"):
        return unit is None or unit.text not in SHARES
    money = unit is not None and unit.text.endswith("元")
    return clause.form == "made" and (money or bool(clause.parts.get("object")))


def _is_of_a_target(rest: Sequence[Token]) -> bool:
    return rest[0].text == "的" and rest[-1].text.endswith(("目标", "水平", "任务", "要求", "指标"))


def _holds_another_value(clause: Clause, rest: Sequence[Token]) -> bool:
    """Return whether words behind a value hold one that does not limit what it is a share of.

    90 % of calls within 8 minutes holds one that does.
    """
    numbers = [place for place, token in enumerate(rest) if _NUMBER.fullmatch(token.text)]
    if not numbers:
        return False
    unit = clause.roles.get("unit")
    shared = unit is not None and unit.text in SHARES and rest[0].text.lower() in ("of", "in")
    return not shared or any(place + 1 >= len(rest) or rest[place + 1].text in SHARES for place in numbers)


_REACHING = frozenset({"覆盖", "惠及", "服务", "覆盖到", "辐射", "受益", "保护", "治理", "修复"})
"""Verbs of which a share of something is the object."""
_NAMING_ONLY = frozenset({"NOUN", "NAMED", "SUBJECT", "SCOPE", "OF", "EXTENT", "ENSURE", "SEP"})
_HARMLESS = frozenset({"安排", "的", "目标", "水平", "任务", "指标", "要求", "比例"})

YEARLY = frozenset({"yearly", "yearly0", "yearly1", "yearly2"})
"""Roles of the words that make a value one of each year."""


def year_or_each(roles: Mapping[str, Token]) -> bool:
    """Return whether 年均 stands right behind the year that a change counts from: 较2020年均下降16%."""
    base = roles.get("base")
    return (
        base is not None
        and base.end - base.start == len(base.text)
        and any(
            roles[role].start == base.end and roles[role].text.startswith("年均") for role in YEARLY if role in roles
        )
    )
