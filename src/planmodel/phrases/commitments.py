"""What one clause promises: from the words that the grammar took out of it to a commitment."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from planmodel.expression import expression
from planmodel.model.targets import Change, Commitment, Comparator, Level
from planmodel.phrases.clauses import Clause
from planmodel.phrases.context import Context, Direction, direction_of, names_each_year
from planmodel.phrases.directions import direction_in, direction_of_metric
from planmodel.phrases.english_amounts import LENGTHS
from planmodel.phrases.english_subjects import is_within
from planmodel.phrases.increments import increment, is_increment
from planmodel.phrases.measures import SCALE, SCALES
from planmodel.phrases.moves import begins_a_name, leads_an_act, level_beside, moves_or_is
from planmodel.phrases.ratios import is_ratio_of
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.remainders import PERCENT, SHARES, YEARLY, doubt_behind, of_others, pace_of, paced, year_or_each
from planmodel.phrases.tokens import Token
from planmodel.phrases.worded import comparator_of, worded
from planmodel.units import Amount, is_known, same_dimension

__all__ = ["baseline_of", "commitment_of"]


_LOST_EXPONENT = frozenset(
    f"{mass}/{length}" for mass in ("g", "mg", "kg", "ug", "μg", "克", "毫克", "微克") for length in ("m", "米")
)


def commitment_of(clause: Clause, context: Context, subject: str) -> Commitment | Doubt:
    """Return what a clause promises.

    Parameters:
        clause: the clause.
        context: what stands around it.
        subject: what it is about, as the sentence says; it may tell a direction (涨幅).

    Raises:
        AmountError: a unit that is not known, or a number out of range.
    """
    told = worded(clause)
    if told is not None:
        return told
    match clause.form:
        case "double" | "halve" | "halved":
            return _multiplied(clause, context)
        case "times":
            return _times(clause, context)
        case "zero" if _has_zero_of_another(clause):
            return Doubt("no_form")  # all taxis zero emission capable
        case "zero" | "zeroed":
            return Level(value=Amount(0), comparator=None)
        case _:
            return _numbered(clause, context, subject)


def _has_zero_of_another(clause: Clause) -> bool:
    """Return whether zero stands between two names, so that it may be the second's and not what is promised."""
    rest, what = clause.parts.get("rest", ()), clause.parts.get("what", ())
    return (
        clause.roles["zero"].text.lower() == "zero"
        and any(not one.values for one in what)
        and bool(rest)
        and not rest[0].values
    )


def baseline_of(clause: Clause, unit: str) -> tuple[Amount, int | None] | None:
    """Return the printed baseline of a clause and its year: 从2020年的15%提高到56%, 79岁（2020年77.3岁）.

    Parameters:
        clause: the clause.
        unit: the unit of the promised value, for a baseline that prints none.
    """
    roles = clause.roles
    if "old" in roles:
        own = roles["oldunit"].text if "oldunit" in roles else unit
        year = int(roles["from0"].text) if "from0" in roles else None
        return _amount(roles["old"].text, own), year
    if "baseline" in roles:
        own = roles["baseunit"].text if "baseunit" in roles else unit
        dated = roles.get("baseyear") or roles.get("baseyear2")
        return _amount(roles["baseline"].text, own), int(dated.text) if dated is not None else None
    return None


# --- with a number ---


def _numbered(clause: Clause, context: Context, subject: str) -> Commitment | Doubt:
    roles = clause.roles
    if clause.form in ("fromto", "arrow") and clause.year is None and not subject and not context.is_named:
        return Doubt("no_year")
    if clause.form == "bracket" and roles["open"].text + roles["close"].text not in _PAIRS:
        return Doubt("brackets", (roles["open"].text, roles["close"].text))  # [2.75): damaged
    if clause.form == "movedto" and "growth" in roles["move"].text.lower():
        return Doubt("no_direction")  # GDP growth to 5%: the rate of growth, or what grows
    if clause.form == "made" and any(one.text in ("达到", "达") for one in clause.parts.get("what", ())[1:]):
        return Doubt("no_form")  # 加工能力达到日处理5000吨
    strange = of_others(clause) or doubt_behind(clause)
    if strange is None and clause.form == "change":
        strange = moves_or_is(clause)
    if strange is not None:
        return strange
    comparator = comparator_of(roles)
    if isinstance(comparator, Doubt):
        return comparator
    own = roles.get("unit") or roles.get("unit2") or roles.get("lowunit")
    if own is None and clause.form == "fromto" and subject and subject.isascii():
        own = roles.get("oldunit")  # infant mortality from 75 per 1,000 to 50
    unit = _unit_of(own, roles["value"], context)
    if isinstance(unit, Doubt):
        return unit
    number = roles["value"].text
    ratio = roles["value"].values.get("RATIO")
    if ratio is not None and not is_ratio_of(subject or context.name or "", number):
        return Doubt("garbled", (ratio,))  # 10:30, a map of 1:500, pupils to teachers as 1:45
    if number.startswith("+"):
        return Doubt("plus")
    value, high = _amount(number, unit), None
    if "low" in roles:
        tilde = roles.get("tilde")
        if clause.form in _CHANGES and "lowunit" in roles and unit not in SHARES and tilde and tilde.text == "to":
            return Doubt("level_or_change", (tilde.text,))  # by 20,000 acres to 85,000 acres
        low = _amount(roles["low"].text, _low_unit(roles, own, unit))
        if low.unit != value.unit:
            if clause.form in _CHANGES and low.unit in SHARES - PERCENT and value.unit in PERCENT:
                return Level(value=value, comparator=comparator)  # by 5 percentage points to 35%
            if not low.is_convertible_to(value.unit):
                return Doubt("range_units", (low.unit, value.unit))
            low = low.to(value.unit)
        if comparator not in (None, "at_most") or ("after" in roles and comparator != "at_most"):
            return Doubt("range_bound", (roles["after"].text if "after" in roles else comparator or "",))
        if low.magnitude > value.magnitude:
            return Doubt("range_order")
        value, high, comparator = low, value, "between"
    if _on_a_red_line(roles):
        if not value.is_convertible_to("亩"):
            return Doubt("red_line")
        comparator = "at_least"  # 耕地红线, 生态保护红线: land is never to become less
    if clause.form not in _CHANGES and is_increment(roles, value):
        since = paced(clause) or _since(clause, context)
        per: Literal["year", "total"] = "total" if YEARLY.isdisjoint(roles) else "year"
        return since if isinstance(since, Doubt) else increment(roles, value, high, comparator, since, per)
    direction = _direction(clause, context, value, subject)
    if isinstance(direction, Doubt):
        return direction
    if direction is None:
        return _level(clause, context, value, high, comparator, own, subject)
    each_year = clause.form in _LEVELS and (names_each_year(subject) or context.is_yearly)
    return _change(clause, context, direction, value, high, comparator, each_year=each_year)


def _low_unit(roles: dict[str, Token], own: Token | None, unit: str) -> str:
    """Return the unit of the lower end of a range: its own, with what follows a scale behind the upper: 30万—50万人."""
    if "lowunit" not in roles or own is None:
        return unit
    low = roles["lowunit"].text
    scale = SCALE.match(unit)
    whole = f"{low}{unit[scale.end() :]}" if low in SCALES and scale is not None else low
    return whole if is_known(whole) else low


def _on_a_red_line(roles: dict[str, Token]) -> bool:
    return any(roles[role].values["BEFORE"] == "red_line" for role in ("before", "before2") if role in roles)


def _unit_of(own: Token | None, number: Token, context: Context) -> str | Doubt:
    """Return the unit of a number: its own, else the column's; 3万 in a column of 人 is 3 万人."""
    if own is None:
        return context.unit or ""
    unit = own.text
    if unit in SCALES:
        return f"{unit}{context.unit}" if context.unit is not None and is_known(f"{unit}{context.unit}") else unit
    if unit == "年" and number.text.isdigit() and len(number.text) > 2:
        return Doubt("year_or_years", (number.text,))
    if unit == "m" and context.name is not None and context.name.isascii() and LENGTHS.search(context.name) is None:
        return Doubt("metres", (number.text,))
    if unit in _LOST_EXPONENT:
        return Doubt("exponent", (unit,))
    return unit


def _level(
    clause: Clause,
    context: Context,
    value: Amount,
    high: Amount | None,
    comparator: Comparator | None,
    own: Token | None,
    subject: str,
) -> Commitment | Doubt:
    if "inside" in clause.roles and value.unit not in SHARES and not is_within(clause):
        return Doubt("no_form")  # discharged within four hours
    if own is not None and context.unit is not None and not _fits(value.unit, context.unit):
        return Doubt("column", (value.unit, context.unit))
    if "base" in clause.roles or "under" in clause.roles or "over" in clause.roles:
        return Doubt("no_direction")  # 55 % compared with 1990: of a change or of a level
    alone = not (subject or context.is_named or clause.joint or clause.stretch or clause.together)
    if alone and clause.form == "bare" and value.unit in SHARES and value.unit not in PERCENT:
        return Doubt("no_direction")  # 5 percentage points of nothing: no level
    if clause.form == "bare" and value.magnitude < 0 and value.unit in SHARES:
        name = f"{context.name or ''}{' '.join(token.text for token in clause.parts.get('what', ()))}"
        if _MAY_FALL.search(name) is None:
            return Doubt("minus")
    rate = value.unit in SHARES or (not value.unit and subject.endswith(_RATES))
    of_mean_year = "yearly1" in clause.roles and rate and not subject.endswith(_SAVED)
    of_each_year = of_mean_year or (value.unit in SHARES and _is_of_each(clause))
    if not YEARLY.isdisjoint(clause.roles) and not of_each_year:  # 年均…损失占国内生产总值的比例: of a mean year
        said = next(clause.roles[role].text for role in YEARLY if role in clause.roles)
        value = Amount._of(value.magnitude, _yearly(value.unit, "year" if said.isascii() else "年"))
        high = None if high is None else Amount._of(high.magnitude, value.unit)
    inside = clause.roles.get("inside")
    if inside is not None and inside.text.lower() == "within" and comparator is None:
        comparator = "at_most"  # keep the debt ratio within 12%
    pace = pace_of(clause)
    if pace is not None and "PACE" in pace.values:  # 每月组织活动2次
        unit = f"{value.unit}/{pace.values['PACE']}"
        if not pace.values["PACE"] or not is_known(unit):
            return Doubt("pace", (pace.text,))
        value = Amount._of(value.magnitude, unit)
        high = None if high is None else Amount._of(high.magnitude, unit)
    return Level(value=value, high=high, comparator=comparator)


def _is_of_each(clause: Clause) -> bool:
    """Return whether a share is one of every year rather than a pace: 60% every year, 80% of the assets each year."""
    each = any(
        clause.roles[role].text.lower() in ("every year", "each year") for role in YEARLY if role in clause.roles
    )
    return each or _is_of(clause.parts.get("rest", ()))


def _is_of(rest: tuple[Token, ...]) -> bool:
    """Return whether the words behind a share say what it is of: inspect 80% of the assets each year."""
    return bool(rest) and rest[0].text.lower() == "of"


_RATES = ("率", "比例", "比重", "占比", "浓度", "强度", "指数", "系数", "水平", "密度")
_SAVED = ("节能率", "节水率", "节电率")
_MAY_FALL = expression("增长率|增长速度|增速|平衡|收益率|利率|growth|change|balance|net|return|rate of", re.IGNORECASE)
"""Names of shares that may be negative themselves."""


@lru_cache(maxsize=1024)
def _yearly(unit: str, year: str) -> str:
    """Return a unit a year: an amount of every year says so; what is dense, loud or warm does not add up."""
    if is_known(unit) and any(same_dimension(unit, one) for one in ("mg/L", "dB", "℃")):
        return unit
    return next((one for one in (f"{unit}/{year}", f"/{year}") if is_known(one)), unit)


def _change(
    clause: Clause,
    context: Context,
    direction: Direction,
    value: Amount,
    high: Amount | None,
    comparator: Comparator | None,
    *,
    each_year: bool,
) -> Commitment | Doubt:
    roles = clause.roles
    pace = paced(clause)
    if pace is not None:
        return pace
    if value.unit in ("倍", "times"):  # 增长1.5倍 is 150 % more; three times may be the double more or the triple
        if direction == "decrease" or value.unit == "times":
            return Doubt("times", (value.magnitude,))
        value = Amount._of(value.magnitude * 100, "%")
        high = None if high is None else Amount._of(high.magnitude * 100, "%")
    yearly = value.unit.rpartition("/")[2] in ("year", "年") and "/" in value.unit
    if yearly:  # by 500 MW per year
        value = Amount._of(value.magnitude, value.unit.rpartition("/")[0])
        high = None if high is None else Amount._of(high.magnitude, value.unit)
    if not value.unit and not any(token.text.lower() == "number" for token in clause.parts.get("what", ())):
        return Doubt("no_unit")
    since = _since(clause, context)
    if isinstance(since, Doubt):
        return since
    if year_or_each(roles):
        return Doubt("year_or_each", (roles["base"].text, f"{roles['base'].text}年均"))
    return Change(
        direction=direction,
        value=_size(value),
        high=None if high is None else _size(high),
        relative=value.unit in PERCENT,
        comparator=comparator,
        since=since,
        per="year" if yearly or each_year or not YEARLY.isdisjoint(roles) else "total",
    )


def _size(change: Amount) -> Amount:
    """Return how much a change is, whose sign its direction says; of ℃ it is a difference, too."""
    return change if change.magnitude >= 0 else change._negated()


def _since(clause: Clause, context: Context) -> int | Doubt | None:
    roles = clause.roles
    base = next((roles[role] for role in ("base", "base2", "from0", "under", "over", "base0") if role in roles), None)
    if base is not None:
        return int(base.text)
    if "last" in roles or "last2" in roles:
        return Doubt("last_year") if clause.year is None else clause.year - 1
    return context.base_year


def _multiplied(clause: Clause, context: Context) -> Commitment | Doubt:
    """Return 翻一番 as a rise of 100 %, 减半 as a cut of 50 %."""
    pace = paced(clause)
    if pace is not None:
        return pace
    role = "double" if "double" in clause.roles else "halve"
    token = clause.roles[role]
    since = _since(clause, context)
    if isinstance(since, Doubt):
        return since
    comparator = comparator_of(clause.roles)
    if isinstance(comparator, Doubt):
        return comparator
    value = Amount(Decimal(token.values[role.upper()]), "%")
    direction: Direction = "increase" if role == "double" else "decrease"
    return Change(direction=direction, value=value, relative=True, comparator=comparator, since=since)


def _times(clause: Clause, context: Context) -> Commitment | Doubt:
    """Return 达到2020年的1.5倍 as a rise of 50 %."""
    roles = clause.roles
    factor = Decimal(roles["value"].text)
    comparator = comparator_of(roles)
    if isinstance(comparator, Doubt):
        return comparator
    if roles["unit"].text not in ("倍", "times") or factor <= 1:
        return Doubt("times", (factor,))
    since = _since(clause, context)
    if isinstance(since, Doubt):
        return since
    value = Amount((factor - 1) * 100, "%")
    return Change(direction="increase", value=value, relative=True, comparator=comparator, since=since)


_known = lru_cache(maxsize=4096)(is_known)


@lru_cache(maxsize=4096)
def _fits(own: str, column: str) -> bool:
    """Return whether a unit fits the column that it stands in; an unknown column tells nothing."""
    return not is_known(column) or same_dimension(own, column)


def _amount(number: str, unit: str) -> Amount:
    if unit in SCALES and not _known(unit):
        return Amount(Decimal(number) * SCALES[unit])
    if len(number) < 30 and (not unit or _known(unit)):
        return Amount._of(Decimal(number), unit)
    return Amount(Decimal(number), unit or None)


# --- which way a number changes ---

_CHANGES = frozenset(
    {"change", "changeby", "fromby", "fall", "fallof", "fallby", "beneath", "lowered", "passiveby", "capped"}
)
_PAIRS = frozenset({"〔〕", "[]", "()", "【】", "{}"})
_OPEN = frozenset({"bracket", "summed", "sumafter", "reduced"})
_LEVELS = frozenset({"level", "bare", "bound", "shared", "made", "fromto", "portion", "arrow"})


def _direction(clause: Clause, context: Context, value: Amount, subject: str) -> Direction | Doubt | None:
    """Return which way a number changes, ``None`` when it is a level."""
    form = clause.form
    if form in _CHANGES:
        told: Direction = "increase" if "up" in clause.roles or "over" in clause.roles else "decrease"
        up = clause.roles.get("up")
        if up is not None and up.text.startswith("新") and value.unit in PERCENT and subject.endswith(_RATES):
            return None  # 新建海绵城市面积占建成区面积的比例不低于40%
        if begins_a_name(clause) or leads_an_act(clause):
            return None
        level = level_beside(clause)
        if level is not False:
            return None if level else Doubt("level_or_change", (clause.roles["before"].text,))
        if {"up", "under"} <= clause.roles.keys() or {"down", "over"} <= clause.roles.keys():
            return Doubt("no_direction")
        return told if value.magnitude >= 0 else Doubt("negative")
    said = context.says(value) or (direction_of(direction_in(subject), value) if subject else None)
    if form in _OPEN:
        if said is not None:
            return said
        if form == "bracket":
            if value.magnitude < 0:
                return "decrease"
            if "before" in clause.roles:
                return None  # 〔<0.11〕: the mean of a period
            better = context.better or direction_of_metric(context.name)
            if better is not None:
                return "increase" if better == "higher" else "decrease"
        return Doubt("no_direction")
    if form in ("made", "fromto", "arrow"):
        return None
    if not YEARLY.isdisjoint(clause.roles) and subject.endswith(_SAVED):
        return "decrease"  # 年均节能率: what is saved each year
    return said if form in _LEVELS and not (said is not None and context.is_yearly_rate) else None
