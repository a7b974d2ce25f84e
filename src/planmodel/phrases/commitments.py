"""What one clause promises: from the words that the grammar took out of it to a commitment."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from planmodel.errors import AmountError
from planmodel.model.targets import (
    Assigned,
    Change,
    Commitment,
    Comparator,
    Grade,
    Level,
    Qualitative,
    RelativeTo,
    Unread,
)
from planmodel.phrases.clauses import Clause
from planmodel.phrases.scanner import Token, folded
from planmodel.units import Amount, is_known, same_dimension

__all__ = ["BRACKETS", "Context", "commitment_of", "comparator_of", "unit_in"]

_PERCENT = frozenset({"%", "％", "‰", "百分比"})
BRACKETS = re.compile(r"[(（\[〔][^)）\]〕]*[)）\]〕]")
_LOST_EXPONENT = re.compile(r"(?:[mkuμ]?g|[微毫]?克)/(?:m|米)")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,24})[)）]\s*$")
_FALLS = re.compile(r"(?:下降|降低|减少|削减|压减)(?:率|比例|幅度|量|百分比)?$|(?:减排|削减|减少)(?:总?量|比例|率)$")
_RISES = re.compile(r"(?:提高|增长|增加|上升)(?:比例|幅度|百分比)?$")
_GAINS = re.compile(r"^(?:累计)?新增|(?:新增|增加)(?:量|面积|规模)$")


class Context(NamedTuple):
    """A phrase and what stands around it: the unit of its column, the indicator's name, the base year."""

    text: str | None
    unit: str | None = None
    name: str | None = None
    base_year: int | None = None


def commitment_of(clause: Clause, context: Context, better: str | None) -> Commitment:
    """Return what a clause promises.

    Raises:
        AmountError: a unit that is not known, or two comparators that cannot both hold.
    """
    roles = clause.roles
    form = clause.form
    if form in ("level", "range", "summed", "sumafter", "bracket", "change", "reduced"):
        return _numbered(clause, context, better)
    if form == "fromto":
        if clause.year is None:
            return Unread(reason="tells from what to what something moved, and not by when it is promised")
        return _numbered(clause, context, better)
    if form == "asbefore":
        how_long = roles.get("how") or roles.get("how2")
        at_most = how_long is not None and how_long.values["BEFORE"] in ("at_most", "less_than")
        return Qualitative(trend="not_increase" if at_most else "maintain")
    if form == "grade":
        if "after" in roles and roles["after"].values.get("AFTER") != "at_least":
            return Unread(reason=f"{roles['after'].text} behind a class: better, or worse")
        if "out" in roles and roles["out"].text != roles["grade"].text:
            return Unread(reason="one class going in and another coming out")
        how: Comparator | None = _how(roles)
        scale = roles["body"].text if "body" in roles else None
        return Grade(grade=roles["grade"].text, scale=scale, comparator=how)
    if form == "standard":
        scale = (roles["body"].text if "body" in roles else "") + roles["scale"].text
        return Grade(grade=roles["rank"].text, scale=scale, comparator=_how(roles))
    if form == "norm":
        return Qualitative(trend="meet_standard")
    if form == "relative":
        statistic = roles["mean"].values["MEAN"]
        comparator = _how(roles)
        return RelativeTo(scope=roles["scope"].text, statistic=statistic, comparator=comparator)
    if form == "assigned":
        return Assigned(by=roles["by"].text if "by" in roles else None)
    return _trend(roles)


def _trend(roles: dict[str, Token]) -> Commitment:
    first = roles["trend"].values["TREND"]
    second = roles["trend2"].values["TREND"] if "trend2" in roles else first
    if second not in (first, "increase", "decrease") or (first in ("increase", "decrease") and second != first):
        return Unread(reason=f"two trends in one sentence: {roles['trend'].text} and {roles['trend2'].text}")
    return Qualitative(trend=first)


def _how(roles: dict[str, Token]) -> Comparator | None:
    how = roles.get("how")
    if how is not None:
        return "at_least" if "BETTER" in how.values else _named(how.values["BEFORE"])
    return "at_least" if "after" in roles and roles["after"].values.get("AFTER") == "at_least" else None


_COMPARATORS: dict[str, Comparator] = {name: name for name in get_args(Comparator)}


def _named(value: str) -> Comparator | None:
    return _COMPARATORS.get(value)


class _Contradiction(AmountError):
    """Two comparators that cannot both hold."""


def comparator_of(roles: dict[str, Token]) -> Comparator | None:
    """Return how the value of a clause is meant.

    Raises:
        AmountError: two comparators that cannot both hold.
    """
    given = []
    if "before" in roles:
        given.append(roles["before"].values["BEFORE"])
    if "after" in roles:
        given.append(roles["after"].values["AFTER"])
    if "round" in roles:
        given.append("about")
    if len(given) > 1 and len(set(given)) > 1:
        raise _Contradiction(f"two comparators: {' and '.join(sorted(given))}", text="")
    return _named(given[0]) if given else None


def _numbered(clause: Clause, context: Context, better: str | None) -> Commitment:
    roles = clause.roles
    comparator = comparator_of(roles)
    number = roles["value"]
    own = roles.get("unit") or roles.get("unit2") or roles.get("lowunit")
    unit = own.text if own is not None else context.unit
    if unit == "年" and len(number.text) > 2:
        return Unread(reason=f"{number.text}年 is neither a year nor a number of years")
    if own is not None and _LOST_EXPONENT.fullmatch(own.text):
        return Unread(reason=f"{own.text}: an exponent seems to be lost")
    if number.text.startswith("+"):
        return Unread(reason="a plus sign: a level, or a change")
    value, high = _amount(number.text, unit or ""), None
    if "inside" in roles and roles["inside"].values.get("AFTER") != "at_most":
        return Unread(reason=f"{roles['inside'].text} behind a range")
    if "low" in roles and clause.form in ("range", "change"):
        value, high = _amount(roles["low"].text, unit or ""), value
        if comparator not in (None, "at_most") or value.magnitude > high.magnitude:
            return Unread(reason="the ends of the range are not in order")
        comparator = "between"
    direction = _direction(clause, context, value, better)
    if isinstance(direction, Unread):
        return direction
    if direction is None and own is not None and context.unit is not None and not _fits(unit, context.unit):
        return Unread(reason=f"is in {unit}, and its column in {context.unit}")
    if direction is None:
        return Level(value=value, high=high, comparator=comparator)
    if not value.unit:
        return Unread(reason="a change without a unit")
    since = int(roles["base"].text) if "base" in roles else context.base_year
    if "last" in roles:
        if clause.year is None:
            return Unread(reason="counts from the year before, and no year is given")
        since = clause.year - 1
    return Change(
        direction=direction,
        value=abs(value),
        high=None if high is None else abs(high),
        relative=value.unit in _PERCENT,
        comparator=comparator,
        since=since,
        per="year" if "yearly" in roles else "total",
    )


_known = lru_cache(maxsize=4096)(is_known)


@lru_cache(maxsize=4096)
def _fits(own: str | None, column: str) -> bool:
    """Return whether a unit fits the column that it stands in; an unknown column tells nothing."""
    return own is None or not is_known(column) or same_dimension(own, column)


def _amount(number: str, unit: str) -> Amount:
    if len(number) < 30 and (not unit or _known(unit)):
        return Amount._of(Decimal(number), unit)
    return Amount(Decimal(number), unit or None)


def _direction(
    clause: Clause, context: Context, value: Amount, better: str | None
) -> Literal["increase", "decrease"] | Unread | None:
    """Return which way a number changes, ``None`` when it is a level."""
    roles = clause.roles
    said: Literal["increase", "decrease"] | None = _name_says(context.name, value)
    if clause.form == "change":
        told: Literal["increase", "decrease"] = "increase" if "up" in roles else "decrease"
        return told if value.magnitude >= 0 else Unread(reason="a negative number beside a word of change")
    if clause.form in ("bracket", "summed", "sumafter", "reduced"):
        if said is not None:
            return said
        if value.magnitude < 0 and clause.form == "bracket":
            return "decrease"
        if better is not None and clause.form == "bracket":
            return "increase" if better == "higher" else "decrease"
        return Unread(reason="a change, and neither the text nor the name says in which direction")
    return said if clause.form in ("level", "range") else None


def _name_says(name: str | None, value: Amount) -> Literal["increase", "decrease"] | None:
    if name is None:
        return None
    direction, quantity_only = _direction_in(name)
    return None if quantity_only and value.unit in _PERCENT else direction


@lru_cache(maxsize=4096)
def _direction_in(name: str) -> tuple[Literal["increase", "decrease"] | None, bool]:
    """Return the direction of change that a name ends in, and whether it holds for quantities alone."""
    if len(name) > 200:
        return None, False
    plain = BRACKETS.sub("", folded(name))
    if _FALLS.search(plain):
        return "decrease", False
    if _RISES.search(plain):
        return "increase", False
    return ("increase", True) if _GAINS.search(plain) else (None, False)


@lru_cache(maxsize=4096)
def unit_in(name: str | None) -> str | None:
    """Return the unit in brackets at the end of a name: …比例(%)."""
    found = _IN_BRACKETS.search(name) if name is not None and len(name) <= 200 else None
    return found[1] if found is not None and is_known(found[1]) else None
